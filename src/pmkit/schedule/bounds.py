"""The earliest times that what is written allows, and what says so."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pmkit.kinds.inheritance import inherited
from pmkit.model.diagnostic import Phrase
from pmkit.model.time_fields import Lag
from pmkit.model.workspace import Entry, Workspace
from pmkit.schedule.calendar import WorkCalendar
from pmkit.schedule.network import Arc
from pmkit.schedule.schedule import Bound, Cause, Due

NEVER = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Limit:
    """A time before which something does not happen, why, and the node that is to blame."""

    time: int
    cause: Cause
    node: int | None = None


def after(time: int, lag: Lag | None, calendar: WorkCalendar) -> int:
    """A time moved by a lag, in working days of a calendar or in days; fractions round up."""
    if lag is None or not lag.days:
        return time
    days = math.ceil(lag.days)
    if lag.calendar:
        return max(1, min(time + days, NEVER))
    moved = calendar.advance(time, days)
    return moved if moved is not None else (NEVER if days > 0 else 1)


def before(time: int, lag: Lag | None, calendar: WorkCalendar) -> int:
    """The latest time that a lag moves to no later than a time: the inverse of ``after``."""
    if lag is None or not lag.days:
        return time
    days = math.ceil(lag.days)
    if lag.calendar:
        return max(1, min(time - days, NEVER))
    if days > 0:
        moved = calendar.advance(time, -days)
        return 1 if moved is None else moved
    moved = calendar.advance(time + 1, -days)
    return NEVER if moved is None else moved - 1


def windows(workspace: Workspace, entry: Entry) -> Iterator[Entry]:
    """The phase, the iteration and the release that an item belongs to."""
    for field in ("phase", "iteration", "release"):
        found = inherited(workspace, entry, field)
        target = workspace.find(found.value) if found else None
        if target is not None and target.item.kind == field and not target.item.is_out:
            yield target


def written_limits(workspace: Workspace, entry: Entry) -> Iterator[Limit]:
    """What the item itself and the windows that it belongs to say of its start."""
    own = entry.item.day("not_before")
    if own is not None:
        words = Phrase("not before {date}", date=own.isoformat())
        yield Limit(own.toordinal(), Cause(Bound.NOT_BEFORE, words))
    for window in windows(workspace, entry):
        start = window.item.day("start")
        if start is not None:
            words = Phrase("{item} starts on {date}", item=window.id, date=start.isoformat())
            yield Limit(start.toordinal(), Cause(Bound.WINDOW, words, item=window.id))


def due(workspace: Workspace, entry: Entry) -> Due | None:
    """The earliest day that the item, its phase, its iteration or its release sets.

    A freeze stops what has no phase; work in a phase of its own may follow it, up to the end.
    """
    item: Any = entry.item
    if item.kind == "milestone" and item.date:
        return Due(item.date, entry, "date")
    own = getattr(item, "due", None)
    found = [Due(own, entry, "due")] if own else []
    around = list(windows(workspace, entry))
    in_phase = any(window.item.kind == "phase" for window in around)
    for window in around:
        last = due_of_window(window, ("end",) if in_phase else ("freeze", "end"))
        found += [last] if last is not None else []
    return min(found, key=lambda one: one.day, default=None)


def due_of_window(window: Entry, fields: Sequence[str] = ("freeze", "end")) -> Due | None:
    """The last day for the work of a release, a phase or an iteration: the freeze, else the end."""
    for field in fields:
        day = window.item.day(field)
        if day is not None:
            return Due(day, window, field)
    return None


def words_of(arc: Arc) -> Phrase:
    """What an arc of a written dependency says, in words."""
    item = arc.source.id
    words = {
        (True, False): Phrase("waits for {item}", item=item),
        (False, False): Phrase("waits for the start of {item}", item=item),
        (True, True): Phrase("must not finish before {item}", item=item),
        (False, True): Phrase("must not finish before {item} starts", item=item),
    }[arc.from_end, arc.to_end]
    if arc.lag is None or not arc.lag.days:
        return words
    days = f"{arc.lag.days.normalize():+f}"
    if arc.lag.calendar:
        return Phrase("{what}, {days} calendar days", what=words, days=days)
    return Phrase("{what}, {days} working days", what=words, days=days)
