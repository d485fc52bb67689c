"""A schedule as data: the dates of every item, what binds them, and what could not be dated.

Inside the engine a day is its ordinal (``date.toordinal``) and an end is exclusive. Here days are
dates and ``finish`` is the last day of work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from pmkit.model.diagnostic import Phrase
from pmkit.model.workspace import Entry
from pmkit.schedule.resources import Need as Need
from pmkit.schedule.windows import Due as Due


class Role(StrEnum):
    """What a bar stands for.

    A summary spans its parts; a remainder is what an item takes beyond them, and has its id.
    """

    WORK = "work"
    REMAINDER = "remainder"
    SUMMARY = "summary"
    MILESTONE = "milestone"


class State(StrEnum):
    """How far an item is. What is finished keeps its actual dates."""

    PLANNED = "planned"
    STARTED = "started"
    FINISHED = "finished"


class Bound(StrEnum):
    """What sort of thing binds a date."""

    ACTUAL = "actual"
    """It has happened."""
    AS_OF = "as_of"
    """Nothing but the day that the plan starts, or the day that it is made as of."""
    DEPENDENCY = "dependency"
    TEAM = "team"
    """The people are busy with another item."""
    PEOPLE = "people"
    """The people are there only from then on: somebody joins, or comes back from leave."""
    NOT_BEFORE = "not_before"
    WINDOW = "window"
    """The start of a release, a phase or an iteration."""
    DATE = "date"
    """The date of a milestone."""
    PARTS = "parts"
    """The parts of a summary."""


@dataclass(frozen=True, slots=True)
class Cause:
    """The one thing that binds a date, in words to be translated.

    ``item`` is the id of the item, release, phase or iteration that binds, ``team`` of the team.
    """

    bound: Bound
    words: Phrase
    item: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An item with its dates.

    ``effort`` is in person-days, all of it; ``remaining`` is what is still to be done from
    ``resumes`` on, which is the start of what has not begun. ``days`` is the working time of the
    remaining work in working days of its people. ``slack`` is how many working days it can slip
    without moving the end of the work or the critical chain, in the order in which people take it,
    others giving way to the right;
    ``free_slack`` without moving anything. ``latest_start`` and ``latest_finish`` are its dates
    after that slack. All are None for what is finished and for summaries. ``late`` counts the
    working days from the due day to the finish.
    """

    entry: Entry
    role: Role
    state: State
    start: date
    finish: date
    cause: Cause
    resumes: date | None = None
    needs: tuple[Need, ...] = ()
    effort: Fraction = Fraction(0)
    remaining: Fraction = Fraction(0)
    days: int = 0
    progress: Fraction | None = None
    critical: bool = False
    slack: int | None = None
    free_slack: int | None = None
    latest_start: date | None = None
    latest_finish: date | None = None
    due: Due | None = None
    late: int = 0
    waits_for: tuple[str, ...] = ()
    """The ids of the scheduled items that it directly depends on, as written."""
    provisional: bool = False
    """Whether it ends in a year whose make-up days are not announced yet."""

    @property
    def id(self) -> str:
        """The item's id, which a remainder shares with its summary."""
        return self.entry.id

    @property
    def is_milestone(self) -> bool:
        """Whether it is a day and no stretch of work."""
        return self.role is Role.MILESTONE


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day of some items; None where there are none."""

    start: date | None
    finish: date | None


def period(items: Sequence[Scheduled]) -> Period:
    """The days of all that is not finished, or of all that there is.

    What a summary has behind it is left out: it starts with the first part that is not finished.
    """
    to_do = [one for one in items if one.state is not State.FINISHED] or items
    starting = [one for one in to_do if one.role is not Role.SUMMARY] or to_do
    return Period(
        min((one.start for one in starting), default=None),
        max((one.finish for one in to_do), default=None),
    )


@dataclass(frozen=True, slots=True)
class Unscheduled:
    """An item that is to be done and has no dates, and why."""

    entry: Entry
    reason: Phrase


@dataclass(frozen=True, slots=True)
class ReleaseDates:
    """When the work of a release runs, against what is written of it.

    ``start`` and ``finish`` are None where none of it has dates. The freeze stops work that is in
    no phase, the end stops all work: ``due`` is the one that is missed by more, else the first, and
    ``late`` the working days by which it is missed.
    """

    entry: Entry
    start: date | None
    finish: date | None
    due: Due | None
    late: int


@dataclass(frozen=True, slots=True)
class Load:
    """The work of a team in one week, which begins on a Monday, in person-days."""

    team: Entry
    week: date
    used: Fraction
    capacity: Fraction

    @property
    def share(self) -> Fraction | None:
        """The part of the capacity that is used; None where there is none."""
        return self.used / self.capacity if self.capacity else None


@dataclass(frozen=True, slots=True)
class Overload:
    """Work that is assigned to a release or iteration beyond what the team has there.

    In person-days: where a capacity is written, it is ``available``, and ``needed`` is all the
    effort; else what is left to do stands against the people's days in the window from the day of
    the plan on.
    """

    container: Entry
    team: Entry
    needed: Fraction
    available: Fraction


@dataclass(frozen=True)
class Schedule:
    """The dates of a plan as of a day.

    ``start`` and ``finish`` span all that is not finished, or all that there is; both are None in
    an empty schedule. ``items`` stand by start, then finish, then id, a summary before its parts;
    ``chain`` is the critical chain, through dependencies and people, first to last.
    """

    as_of: date
    start: date | None = None
    finish: date | None = None
    items: tuple[Scheduled, ...] = ()
    unscheduled: tuple[Unscheduled, ...] = ()
    chain: tuple[str, ...] = ()
    releases: tuple[ReleaseDates, ...] = ()
    load: tuple[Load, ...] = ()
    overloads: tuple[Overload, ...] = ()
    provisional_years: tuple[int, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Scheduled]:
        """The dates of every item; of one with a remainder, those of the whole."""
        found: dict[str, Scheduled] = {}
        for one in self.items:
            if one.role is not Role.REMAINDER:
                found[one.id] = one
        return found

    @cached_property
    def remainders(self) -> dict[str, Scheduled]:
        """What items take beyond their parts."""
        return {one.id: one for one in self.items if one.role is Role.REMAINDER}

    def milestones(self) -> Iterable[Scheduled]:
        """The milestones by day."""
        return (one for one in self.items if one.is_milestone)

    def late(self) -> Iterable[Scheduled]:
        """What is not finished by the day that it is due."""
        return (one for one in self.items if one.late and one.state is not State.FINISHED)
