"""The earliest times that what is written allows, and what says so."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pmkit.model.diagnostic import Phrase
from pmkit.model.time_fields import Lag
from pmkit.model.workspace import Entry, Workspace
from pmkit.schedule.calendar import WorkCalendar
from pmkit.schedule.network import Arc
from pmkit.schedule.schedule import Bound, Cause
from pmkit.schedule.windows import windows

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


def ends_a_day(arc: Arc) -> int:
    """1 where a milestone waits for a start: it is reached at the end of that day, else 0."""
    return int(not arc.from_end and arc.target.activity.entry.item.kind == "milestone")


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
    is_one = abs(arc.lag.days) == 1
    if arc.lag.calendar and is_one:
        return Phrase("{what}, {days} calendar day", what=words, days=days)
    if arc.lag.calendar:
        return Phrase("{what}, {days} calendar days", what=words, days=days)
    if is_one:
        return Phrase("{what}, {days} working day", what=words, days=days)
    return Phrase("{what}, {days} working days", what=words, days=days)
