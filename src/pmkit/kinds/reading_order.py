"""In which order people read the fields of an item: what it is, what is said of it, the rest."""

from __future__ import annotations

import inspect
from functools import cache

from pmkit.model.form import attributes_of
from pmkit.model.item import Item

FIRST = (
    "id",
    "title",
    "description",
    "status",
    "status_reason",
    "duplicate_of",
    "owner",
    "requested_by",
)
"""What every item says of itself; its other fields that all kinds share come last."""


@cache
def reading_order(kind: type[Item]) -> tuple[str, ...]:
    """The fields of a kind by the names that people write, the first to read first.

    It follows from the classes: id and title; the kind's own fields that its class declares before
    ``status``; the rest of what every item says first; the kind's other fields, as declared; those
    of the classes between; what else every item may have.
    """
    written = {attribute: name for name, attribute in attributes_of(kind).items()}
    shared = [name for name in written if name in Item.model_fields]
    first = [name for name in FIRST if name in shared]
    lead, rest = _own(kind)
    between = [name for base in kind.__mro__[1:] if _is_between(base) for name in _own(base)[1]]
    last = [name for name in shared if name not in first]
    order = [*first[:2], *lead, *first[2:], *rest, *between, *last]
    return tuple(dict.fromkeys(written[name] for name in order))


def _is_between(model: type) -> bool:
    return issubclass(model, Item) and model is not Item


def _own(kind: type) -> tuple[list[str], list[str]]:
    """The fields that a class adds: those declared before its status, and the others."""
    declared = list(inspect.get_annotations(kind))
    cut = declared.index("status") if "status" in declared else 0
    lead, rest = declared[:cut], declared[cut:]
    return _added(lead), _added(rest)


def _added(names: list[str]) -> list[str]:
    return [name for name in names if name not in Item.model_fields]
