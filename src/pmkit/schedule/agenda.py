"""The days of a period on a calendar: which are worked, why others are not, and who is there."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from pmkit.model.workspace import Entry
from pmkit.schedule.calendar import DayOff, DayOffKind, WorkCalendar, Worked
from pmkit.schedule.capacity import Absence, AbsenceKind, Capacity

Reason = DayOff | Worked | Absence


@dataclass(frozen=True, slots=True)
class Day:
    """A day, why it is not worked or why it is, and the people of the team that is asked about.

    ``off`` is None on a day of work, ``worked`` on all but worked weekends and holidays, ``people``
    where no team is asked about. Whoever is ``away`` is so on days that are not worked, too.
    """

    day: date
    off: DayOff | None
    worked: Worked | None
    people: Fraction | None = None
    away: tuple[Absence, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """All that is particular about the day."""
        return tuple(one for one in (self.off, self.worked, *self.away) if one is not None)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row to which the same applies."""

    start: date
    finish: date
    reason: Reason


@dataclass(frozen=True)
class Agenda:
    """The days of some months on the calendar of a team, or on a calendar alone."""

    calendar: WorkCalendar
    team: Entry | None
    days: tuple[Day, ...]

    @property
    def working_days(self) -> int:
        """How many of the days are worked."""
        return sum(one.off is None for one in self.days)

    @property
    def person_days(self) -> Fraction | None:
        """How much the team can do in all; None where no team is asked about."""
        if self.team is None:
            return None
        return sum((one.people or Fraction(0) for one in self.days), Fraction(0))

    @cached_property
    def provisional_years(self) -> tuple[int, ...]:
        """The years whose days off may still move."""
        years = sorted({one.day.year for one in self.days})
        return tuple(year for year in years if self.calendar.is_provisional(year))

    def months(self) -> Iterator[Agenda]:
        """Each month by itself."""
        for _, days in groupby(self.days, lambda one: one.day.month):
            yield Agenda(self.calendar, self.team, tuple(days))

    def weekends(self) -> tuple[date, ...]:
        """The days off for no other reason than that they are no weekdays of the calendar."""
        return tuple(
            one.day
            for one in self.days
            if one.off is not None and one.off.kind is DayOffKind.WEEKEND
        )

    def stretches(self) -> tuple[Stretch, ...]:
        """All else that is particular, by first day, then in the order of a day's reasons.

        Those who had left before the first day are left out.
        """
        found: list[Stretch] = []
        running: dict[Reason, int] = {}
        for one in self.days:
            current: dict[Reason, int] = {}
            for reason in filter(self._is_telling, one.reasons):
                at = running.get(reason)
                if at is None:
                    current[reason] = len(found)
                    found.append(Stretch(one.day, one.day, reason))
                else:
                    current[reason] = at
                    found[at] = Stretch(found[at].start, one.day, reason)
            running = current
        return tuple(found)

    def _is_telling(self, reason: Reason) -> bool:
        if isinstance(reason, Absence):
            return reason.kind is not AbsenceKind.LEFT or reason not in self.days[0].away
        return not isinstance(reason, DayOff) or reason.kind is not DayOffKind.WEEKEND


def agenda(
    calendar: WorkCalendar,
    capacity: Capacity | None,
    year: int,
    month: int | None = None,
    language: str = "en",
) -> Agenda:
    """The days of a month, or of a whole year, with holidays named in a language."""
    start = date(year, month or 1, 1).toordinal()
    finish = date(year, month or 12, monthrange(year, month or 12)[1]).toordinal()
    team = capacity.team if capacity is not None else None
    days = tuple(_day(calendar, capacity, day, language) for day in range(start, finish + 1))
    return Agenda(calendar, team, days)


def _day(calendar: WorkCalendar, capacity: Capacity | None, day: int, language: str) -> Day:
    return Day(
        date.fromordinal(day),
        calendar.why_not(day, language),
        calendar.why_working(day),
        capacity.people(day) if capacity is not None else None,
        tuple(capacity.absences(day)) if capacity is not None else (),
    )
