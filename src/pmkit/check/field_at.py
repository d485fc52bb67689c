"""Which field of its item a problem is about, however far its lines have moved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pmkit.model.diagnostic import Problem
from pmkit.model.place import Place, Span, end_of, pack, unpack
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
    if first is None or _is_around(first, span):
        return first
    return next((entry for entry in entries_around(workspace, span) if entry.id == item_id), None)


def _is_around(entry: Entry, span: Span) -> bool:
    return entry.path == span.path and entry.place.start <= span.start <= entry.place.end


def entries_around(workspace: Workspace, span: Span) -> Iterator[Entry]:
    """The items in which a span begins, the innermost first."""
    before = _by_path(workspace).get(span.path, [])
    for index in range(bisect_right(before, span.start, key=_start) - 1, -1, -1):
        if span.start <= before[index].place.end:
            yield before[index]
        if not before[index].nested_in:
            break


def _start(entry: Entry) -> int:
    return entry.place.start


def _by_path(workspace: Workspace) -> dict[str, list[Entry]]:
    """The items of each file in the order of the text."""
    found: dict[str, list[Entry]] | None = workspace.memory.get((__name__, "by path"))
    if found is None:
        found = {}
        for entry in workspace.entries:
            found.setdefault(entry.path, []).append(entry)
        for some in found.values():
            some.sort(key=_start)
        workspace.memory[__name__, "by path"] = found
    return found


def _keys_to(place: Place, span: Span) -> list[str]:
    keys: list[str] = []
    inner: Place | None = place
    while inner is not None:
        inner = _step(inner, span, keys)
    return keys


def _step(place: Place, span: Span, keys: list[str]) -> Place | None:
    """The place inside a place that a span is in; its key, if it has one, is added to the keys."""
    if isinstance(place.inside, dict):
        behind = pack(span.start + 1, span.start + 1)
        for (name, child), key in zip(place.inside.items(), place.keys or (), strict=True):
            if key < behind and span.end <= max(end_of(child), unpack(key)[1]):
                keys.append(name)
                return None if isinstance(child, int) else child
        return None
    for child in place.inside or ():
        if not isinstance(child, int) and child.start <= span.start and span.end <= child.end:
            return child
    return None
