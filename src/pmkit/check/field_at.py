"""Which field of its item a problem is about, however far its lines have moved."""

from __future__ import annotations

from pmkit.model.diagnostic import Problem
from pmkit.model.place import Place, Span
from pmkit.model.workspace import Entry, Workspace


def field_at(problem: Problem, workspace: Workspace) -> str:
    """The keys that lead to a problem inside its item, joined by dots; empty without an item.

    Numbers of list entries are left out. Of a field that is missing it is the field's name.
    """
    missing = problem.values.get("missing")
    entry = _entry_at(problem.item, problem.span, workspace) if problem.item else None
    keys = [] if entry is None else _keys_to(entry.place, problem.span)
    return ".".join([*keys, str(missing)] if missing else keys)


def _entry_at(item_id: str, span: Span, workspace: Workspace) -> Entry | None:
    """The item with an id that is written around a span: of two with one id, the right one."""
    first = workspace.by_id.get(item_id)
    if first is not None and not _is_around(first, span):
        same = (entry for entry in workspace.entries if entry.id == item_id)
        return next((entry for entry in same if _is_around(entry, span)), None)
    return first


def _is_around(entry: Entry, span: Span) -> bool:
    return entry.path == span.path and entry.place.start <= span.start <= entry.place.end


def _keys_to(place: Place, span: Span) -> list[str]:
    keys: list[str] = []
    inner: Place | None = place
    while inner is not None:
        inner = _step(inner, span, keys)
    return keys


def _step(place: Place, span: Span, keys: list[str]) -> Place | None:
    """The place inside a place that a span is in; its key, if it has one, is added to the keys."""
    if isinstance(place.inside, dict):
        for name, (start, end), child in zip(
            place.inside, place.key_spans(), place.children(), strict=True
        ):
            if start <= span.start and span.end <= max(child.end, end):
                keys.append(name)
                return child
        return None
    for child in place.children():
        if child.start <= span.start and span.end <= child.end:
            return child
    return None
