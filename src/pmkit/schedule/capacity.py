"""How many people of a team work on each day, exactly.

People are counted in units: whole numbers, of which ``scale`` make one person.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from math import lcm
from typing import NamedTuple

from pmkit.kinds.people import Member, Team
from pmkit.model.workspace import Entry
from pmkit.schedule.calendar import HORIZON, WorkCalendar, days_in, first_day, stretches, year_of

_EVER = 1, 10**7


class AbsenceKind(StrEnum):
    """Why a member of a team is not there."""

    LEAVE = "leave"
    NOT_JOINED = "not_joined"
    LEFT = "left"


class Absence(NamedTuple):
    """The name of a member who is not there, and why; ``reason`` is the one written for a leave."""

    name: str
    kind: AbsenceKind
    reason: str = ""


class _Presence(NamedTuple):
    """The stretches of days on which somebody is there, leave taken out, and in how many units."""

    units: int
    stretches: tuple[tuple[int, int], ...]


class Capacity:
    """The people of a team, day by day, on its calendar.

    They are its members by their allocations, 100% where none is written; where it has none, its
    ``size``, which may be a fraction. If both are written, members count. Less than nobody is
    nobody. ``denominators`` are of further numbers of people that have to be whole in units.
    """

    def __init__(
        self, team: Entry, calendar: WorkCalendar, denominators: Iterable[int] = ()
    ) -> None:
        item = team.item if isinstance(team.item, Team) else Team.model_construct()
        self.team = team
        self.calendar = calendar
        self.members = tuple(one for one in item.members if allocation(one) > 0)
        size = Fraction(0) if item.members else max(Fraction(item.size or 0), Fraction(0))
        shares = [allocation(one) for one in self.members] or [size]
        self.scale = lcm(*denominators, *(share.denominator for share in shares))
        self._there = [
            _Presence(int(allocation(one) * self.scale), tuple(_present(one)))
            for one in self.members
        ] or [_Presence(int(size * self.scale), (_EVER,))]
        self._levels = _levels(self._there)
        self._years: dict[int, list[int]] = {}
        self._most: dict[tuple[int, int | None], int] = {}

    @property
    def is_nobody(self) -> bool:
        """Whether no day can ever have people."""
        return not self._levels

    def has_people_from(self, day: int) -> bool:
        """Whether anybody is there from a day on, were it not for the calendar."""
        return any(end > day for _, _, end in self._levels)

    def year(self, year: int) -> list[int]:
        """The units that are there on each day of the year; 0 on a day that is not worked."""
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._counted(year)
        return known

    def _counted(self, year: int) -> list[int]:
        first, length = first_day(year), days_in(year)
        change = [0] * (length + 1)
        for one in self._there:
            for start, end in one.stretches:
                begin, stop = max(start - first, 0), min(end - first, length)
                if begin < stop:
                    change[begin] += one.units
                    change[stop] -= one.units
        works = self.calendar.year(year)
        return [units * day for units, day in zip(accumulate(change), works, strict=False)]

    def units(self, day: int) -> int:
        """The units that are there on a day."""
        year = year_of(day)
        return self.year(year)[day - first_day(year)]

    def people(self, day: int) -> Fraction:
        """How many people work on a day."""
        return Fraction(self.units(day), self.scale)

    def most_from(self, day: int, until: int | None = None) -> int:
        """The greatest number of units on any working day from ``day`` on and before ``until``."""
        key = day, until
        if key not in self._most:
            self._most[key] = self._greatest(*key)
        return self._most[key]

    def _greatest(self, day: int, until: int | None) -> int:
        for units, start, end in self._levels:
            begin = max(start, day)
            stop = min(end, begin + HORIZON)
            if until is not None:
                stop = min(stop, until)
            if begin < stop and self.calendar.first_working(begin, stop) is not None:
                return units
        return 0

    def absences(self, day: int) -> list[Absence]:
        """Who of the members is not there on a day, and why; those without allocation left out."""
        found = []
        for member in self.members:
            reasons = (
                reason for start, end, reason in stretches(member.leave) if start <= day < end
            )
            if member.start is not None and day < member.start.toordinal():
                found.append(Absence(member.name, AbsenceKind.NOT_JOINED))
            elif member.end is not None and day > member.end.toordinal():
                found.append(Absence(member.name, AbsenceKind.LEFT))
            elif (reason := next(reasons, None)) is not None:
                found.append(Absence(member.name, AbsenceKind.LEAVE, reason))
        return found


def allocation(member: Member) -> Fraction:
    """The part of a person that a member is for the team; 1 where nothing is written."""
    return (
        Fraction(1) if member.allocation is None else max(Fraction(member.allocation), Fraction(0))
    )


def _present(member: Member) -> Iterable[tuple[int, int]]:
    """The stretches from joining to leaving, between leaves."""
    begin = member.start.toordinal() if member.start is not None else _EVER[0]
    stop = member.end.toordinal() + 1 if member.end is not None else _EVER[1]
    for start, end, _ in sorted(stretches(member.leave)):
        if begin < min(start, stop):
            yield begin, min(start, stop)
        begin = max(begin, end)
    if begin < stop:
        yield begin, stop


def _levels(there: Iterable[_Presence]) -> list[tuple[int, int, int]]:
    """Units, first day and end of each stretch on which their number is the same, most first."""
    change: dict[int, int] = {}
    for one in there:
        for start, end in one.stretches:
            change[start] = change.get(start, 0) + one.units
            change[end] = change.get(end, 0) - one.units
    days = sorted(change)
    units = accumulate(change[day] for day in days)
    found = zip(units, days, days[1:], strict=False)
    return sorted((level for level in found if level[0]), key=lambda level: (-level[0], level[1]))
