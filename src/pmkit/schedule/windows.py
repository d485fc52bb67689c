"""The releases, phases and iterations that work is in, and the days by which they want it done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pmkit.kinds.inheritance import inherited_item
from pmkit.model.workspace import Entry, Workspace


class Due(NamedTuple):
    """The last day on which an item may finish, and the item or container that says so.

    ``field`` is where it is written: ``due``, ``date``, ``freeze`` or ``end``.
    """

    day: date
    origin: Entry
    field: str


def windows(workspace: Workspace, entry: Entry) -> Iterator[Entry]:
    """The phase, the iteration and the release that an item belongs to."""
    for kind in ("phase", "iteration", "release"):
        window = inherited_item(workspace, entry, kind)
        if window is not None and not window.item.is_out:
            yield window


def is_in_phase(workspace: Workspace, entry: Entry) -> bool:
    """Whether an item is in a phase: it may follow the freeze of its release, up to the end."""
    return any(window.item.kind == "phase" for window in windows(workspace, entry))


def due(workspace: Workspace, entry: Entry) -> Due | None:
    """The earliest day that the item, its phase, its iteration or its release sets."""
    planned = entry.item.day("date")
    if planned is not None:
        return Due(planned, entry, "date")
    own = entry.item.day("due")
    found = [Due(own, entry, "due")] if own is not None else []
    fields = ("end",) if is_in_phase(workspace, entry) else ("freeze", "end")
    for window in windows(workspace, entry):
        last = due_of_window(window, fields)
        found += [last] if last is not None else []
    return min(found, key=lambda one: one.day, default=None)


def day_of_window(window: Entry) -> date | None:
    """The day that orders releases and phases: the end, else the freeze, else the start."""
    days = (window.item.day(field) for field in ("end", "freeze", "start"))
    return next((day for day in days if day is not None), None)


def due_of_window(window: Entry, fields: Sequence[str] = ("freeze", "end")) -> Due | None:
    """The last day for the work of a release, a phase or an iteration: the freeze, else the end."""
    for field in fields:
        day = window.item.day(field)
        if day is not None:
            return Due(day, window, field)
    return None
