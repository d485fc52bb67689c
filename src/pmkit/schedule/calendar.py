"""Working days: which days are worked on a calendar, why others are not, and counting in them.

A day is its ordinal (``date.toordinal``), an interval is half open, and nothing is looked for
beyond ``HORIZON`` days.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from pmkit.kinds.people import WEEKDAYS, Calendar, Leave, Team
from pmkit.model.workspace import Entry, Workspace
from pmkit.schedule import countries

HORIZON = 60 * 365 + 15
"""How far ahead, and back, working days are looked for: 60 years, in days."""
_LAST_DAY = date.max.toordinal()
_OFFICE_WEEK = WEEKDAYS[:5]


class DayOffKind(StrEnum):
    """Why nobody works on a day."""

    WEEKEND = "weekend"
    """It is no weekday of the calendar."""
    HOLIDAY = "holiday"
    """It is a public holiday."""
    DAY_OFF = "day_off"
    """The calendar's own ``days_off`` name it."""


class DayOff(NamedTuple):
    """Why a day is not worked; ``name`` is the holiday's name or the reason that is written."""

    kind: DayOffKind
    name: str = ""


class WorkedKind(StrEnum):
    """Why a weekend or a holiday is worked."""

    MAKEUP = "makeup"
    """The public calendar gives another day free for it."""
    EXTRA = "extra"
    """The calendar's own ``extra_days`` name it."""


class Worked(NamedTuple):
    """Why a weekend or a holiday is worked, and the day that is free instead, where it is known."""

    kind: WorkedKind
    instead_of: int | None = None


class WorkCalendar:
    """The working days of a calendar; of Monday to Friday without holidays, where there is none.

    What is said of a day later in this list holds: the week, holidays of the country, weekends
    worked in return for them (unless ``makeup_days`` is false), ``extra_days``, ``days_off``.
    Years are judged when they are asked for.
    """

    def __init__(self, entry: Entry | None = None) -> None:
        item = (
            entry.item
            if entry is not None and isinstance(entry.item, Calendar)
            else Calendar.model_construct()
        )
        self.entry = entry
        self.weekdays = frozenset(map(WEEKDAYS.index, item.weekdays or _OFFICE_WEEK))
        country, subdivision = item.country or "", item.subdivision or ""
        fault = countries.country_fault(country, subdivision)
        self.unknown_country = country if fault == "country" else ""
        self.unknown_subdivision = subdivision if fault == "subdivision" else ""
        self.country = countries.find_country(country) if country else ""
        self.subdivision = countries.find_subdivision(country, subdivision) if subdivision else ""
        self._has_makeups = item.makeup_days is not False
        self._off = sorted(stretches(item.days_off))
        self._extra = {day.toordinal() for day in item.extra_days}
        self._years: dict[int, bytes] = {}
        self._sums: dict[int, list[int]] = {}

    @property
    def id(self) -> str:
        """The id of the calendar; empty where there is none."""
        return self.entry.id if self.entry is not None else ""

    def year(self, year: int) -> bytes:
        """One byte for each day of the year: 1 where it is worked, else 0."""
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._judged(year)
        return known

    def _judged(self, year: int) -> bytes:
        first, length = first_day(year), days_in(year)
        week = bytes(weekday in self.weekdays for weekday in range(7))
        # Ordinal 1 is a Monday.
        days = bytearray((week * (length // 7 + 2))[(first - 1) % 7 :][:length])
        for day in self._holidays(year):
            days[day - first] = 0
        for day in self._makeups(year):
            days[day - first] = 1
        for day in self._extra:
            if 0 <= day - first < length:
                days[day - first] = 1
        for start, end, _ in self._off:
            begin, stop = max(start - first, 0), min(end - first, length)
            if begin < stop:
                days[begin:stop] = bytes(stop - begin)
        return bytes(days)

    def _holidays(self, year: int, language: str = "en") -> dict[int, str]:
        return dict(countries.public_holidays(self.country, self.subdivision, year, language))

    def _makeups(self, year: int) -> dict[int, int | None]:
        if not self._has_makeups:
            return {}
        return dict(countries.worked_weekends(self.country, self.subdivision, year))

    def works(self, day: int) -> bool:
        """Whether a day is worked."""
        year = year_of(day)
        return bool(self.year(year)[day - first_day(year)])

    def why_not(self, day: int, language: str = "en") -> DayOff | None:
        """Why a day is not worked, holidays named in a language; None where it is worked."""
        if self.works(day):
            return None
        for start, end, reason in self._off:
            if start <= day < end:
                return DayOff(DayOffKind.DAY_OFF, reason)
        name = self._holidays(year_of(day), language).get(day)
        return DayOff(DayOffKind.WEEKEND) if name is None else DayOff(DayOffKind.HOLIDAY, name)

    def why_working(self, day: int) -> Worked | None:
        """Why a weekend or a holiday is worked; None for any other day."""
        holidays = self._holidays(year_of(day))
        usual = (day - 1) % 7 in self.weekdays and day not in holidays
        if usual or not self.works(day):
            return None
        makeups = self._makeups(year_of(day))
        if day in makeups:
            return Worked(WorkedKind.MAKEUP, makeups[day])
        return Worked(WorkedKind.EXTRA)

    @property
    def works_makeups(self) -> bool:
        """Whether weekends are worked in return for days off, as its country announces."""
        if not self._has_makeups or not self.country:
            return False
        return countries.last_makeup_year(self.country) is not None

    def is_provisional(self, year: int) -> bool:
        """Whether days of the year may still move: its worked weekends are not announced yet."""
        last = countries.last_makeup_year(self.country) if self.works_makeups else None
        return last is not None and year > last

    def working_days(self, start: int, end: int) -> int:
        """How many days are worked from ``start`` to before ``end``; 0 where that is no stretch."""
        if start >= end:
            return 0
        first, last = year_of(start), year_of(end - 1)
        total = sum(self._sum(year)[-1] for year in range(first, last))
        before = self._sum(first)[start - first_day(first)]
        return total + self._sum(last)[end - first_day(last)] - before

    def _sum(self, year: int) -> list[int]:
        """How many days of the year are worked before each of its days, and in all of it."""
        known = self._sums.get(year)
        if known is None:
            known = self._sums[year] = list(accumulate(self.year(year), initial=0))
        return known

    def advance(self, day: int, count: int) -> int | None:
        """The earliest ``t`` from ``day`` on that has ``count`` working days between them.

        For a negative count it is the latest ``t`` up to ``day``. None beyond the horizon.
        """
        if count < 0:
            return self._back(day, -count)
        wanted, last = count, min(day + HORIZON, _LAST_DAY)
        for year in range(year_of(day), year_of(last) + 1):
            sums, first = self._sum(year), first_day(year)
            begin = max(day - first, 0)
            target = sums[begin] + wanted
            if target <= sums[-1]:
                found = first + bisect_left(sums, target, begin)
                return found if found <= day + HORIZON else None
            wanted = target - sums[-1]
        return None

    def _back(self, day: int, wanted: int) -> int | None:
        earliest = max(day - HORIZON, 1)
        for year in range(year_of(day), year_of(earliest) - 1, -1):
            sums, first = self._sum(year), first_day(year)
            stop = min(day - first, len(sums) - 1)
            target = sums[stop] - wanted
            if target >= 0:
                found = first + bisect_right(sums, target, 0, stop + 1) - 1
                return found if found >= earliest else None
            wanted = -target
        return None

    def first_working(self, day: int, until: int | None = None) -> int | None:
        """The first working day from ``day`` on and before ``until``; the horizon else."""
        stop = min(day + HORIZON if until is None else until, _LAST_DAY + 1)
        if day >= stop:
            return None
        for year in range(year_of(day), year_of(stop - 1) + 1):
            first = first_day(year)
            found = self.year(year).find(1, max(day - first, 0), max(stop - first, 0))
            if found >= 0:
                return first + found
        return None


class Calendars:
    """The calendars of a workspace, each made once; the default one where a link leads nowhere."""

    def __init__(self, workspace: Workspace, default: str | None = None) -> None:
        self._workspace = workspace
        self._default = default
        self._made: dict[str, WorkCalendar] = {}

    @cached_property
    def default(self) -> WorkCalendar:
        """The calendar of ``schedule.calendar``, else Monday to Friday without holidays."""
        return self._made_of(self._entry(self._default)) or WorkCalendar()

    def of_team(self, team: Entry) -> WorkCalendar:
        """The calendar of a team."""
        return self.of(team.item.calendar if isinstance(team.item, Team) else None)

    def of(self, calendar_id: str | None) -> WorkCalendar:
        """The calendar with an id, or a former one."""
        return self._made_of(self._entry(calendar_id)) or self.default

    def _entry(self, calendar_id: str | None) -> Entry | None:
        found = self._workspace.find(calendar_id) if calendar_id else None
        return found if found is not None and isinstance(found.item, Calendar) else None

    def _made_of(self, entry: Entry | None) -> WorkCalendar | None:
        if entry is None:
            return None
        if entry.id not in self._made:
            self._made[entry.id] = WorkCalendar(entry)
        return self._made[entry.id]


def year_of(day: int) -> int:
    """The year of a day."""
    return date.fromordinal(day).year


def first_day(year: int) -> int:
    """The first day of a year."""
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + 1


def days_in(year: int) -> int:
    """How many days a year has."""
    return first_day(year + 1) - first_day(year)


def stretches(leaves: tuple[Leave, ...]) -> Iterator[tuple[int, int, str]]:
    """The first day, the end and the reason of each leave; one without an end is one day.

    A leave that ends before it starts is none.
    """
    for leave in leaves:
        start = leave.start.toordinal()
        end = (leave.end or leave.start).toordinal() + 1
        if start < end:
            yield start, end, leave.reason or ""
