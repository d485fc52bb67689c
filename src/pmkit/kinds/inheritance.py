"""What an item takes over from above: its parent, its feature, what it is for, its phase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pmkit.kinds.scope import inputs_of
from pmkit.model.item import Item
from pmkit.model.workspace import Entry, Workspace

FIELDS = ("release", "iteration", "team", "owner", "personas", "product", "priority.moscow")
_ABOVE = ("parent", "feature", "for_", "phase")


class Inherited(NamedTuple):
    """A value, and the item that wrote it."""

    value: Any
    origin: Entry


def inherited(workspace: Workspace, entry: Entry, field: str) -> Inherited | None:
    """The item's own value of a field, else the nearest one above it, else None.

    The way up is parent, else feature (of a story), else what a task is for, else its phase.
    Circles end it.
    """
    known: dict[Entry, Inherited | None] = workspace.memory.setdefault(("inherited", field), {})
    if entry in known:
        return known[entry]
    found: Inherited | None = None
    way: list[Entry] = []
    for above in _upwards(workspace, entry):
        if above in known:
            found = known[above]
            break
        way.append(above)
        value = own_value(above, field)
        if value:
            found = Inherited(value, above)
            break
    known.update(dict.fromkeys(way, found))
    return found


def inherited_item(workspace: Workspace, entry: Entry, kind: str) -> Entry | None:
    """The release, iteration, phase or team of an item, its own or the nearest above it.

    The field is called like the ``kind``. None where it leads to nothing of that kind.
    """
    found = inherited(workspace, entry, kind)
    target = workspace.find(found.value) if found is not None else None
    return target if target is not None and target.item.kind == kind else None


def lineage(workspace: Workspace, entry: Entry) -> list[Entry]:
    """The item and all items above it, the nearest first, each once."""
    return list(_upwards(workspace, entry))


def _upwards(workspace: Workspace, entry: Entry) -> Iterator[Entry]:
    seen: set[Entry] = set()
    current: Entry | None = entry
    known: dict[Entry, Entry | None] = workspace.memory.setdefault(("above", ""), {})
    while current is not None and current not in seen:
        yield current
        seen.add(current)
        if current in known:
            current = known[current]
        else:
            above = known[current] = _above(workspace, current.item)
            current = above


def _above(workspace: Workspace, item: Item) -> Entry | None:
    """The item that an item stands below; None if there is none."""
    for attribute in _ABOVE:
        link = item.held(attribute)
        found = workspace.find(link) if link else None
        if found is not None:
            return found
    return None


def own_value(entry: Entry, field: str) -> Any:
    """The value that the item itself writes in an inheritable field; empty where it writes none."""
    if field == "priority.moscow":
        inputs = inputs_of(entry.item, "moscow")
        return inputs.value if inputs is not None else None
    if field == "release" and entry.item.kind == "release":
        return entry.id  # work for a release belongs to it
    return entry.item.held(field)
