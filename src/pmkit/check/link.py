"""What rules and fixes say about links and ids."""

from __future__ import annotations

from pmkit.model.graph import Edge
from pmkit.model.place import Span
from pmkit.model.workspace import Entry

MOST_ID_CHARACTERS = 64


def span_of(edge: Edge) -> Span:
    """Where a link is written."""
    return Span(edge.source.path, *edge.span)


def values_of(edge: Edge, **values: object) -> dict[str, object]:
    """What messages about a link name: its field, its target, and more."""
    return {"field": edge.field, "target": edge.target, **values}


def criteria_of(entry: Entry) -> list[str]:
    """The ids of an item's acceptance criteria."""
    return [one.id for one in getattr(entry.item, "acceptance", ()) if one.id]
