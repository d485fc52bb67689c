"""Which days people work and how many are there, day by day and as slowly as it reads.

It shares no line with what it judges. A day is an ordinal here, as ``date.toordinal`` gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache, cached_property

import holidays
from pydantic import BaseModel

from pmkit.kinds.delivery import Iteration, Milestone, Phase, Release
from pmkit.kinds.people import WEEKDAYS, Calendar, Leave, Team
from pmkit.kinds.shapes import Work
from pmkit.model.workspace import Entry, Workspace
from pmkit.store.settings import Schedule as Settings

_DATED = (Team, Calendar, Release, Phase, Iteration, Milestone, Work)
_MARGIN = 60
_YEARS_AHEAD = 2


def ordinal(day: date) -> int:
    """The number of a day."""
    return day.toordinal()


def _is_in(day: date, leave: Leave) -> bool:
    return leave.start <= day <= (leave.end or leave.start)


class NaiveDays:
    """Working days and people of a workspace as of a day."""

    def __init__(self, workspace: Workspace, settings: Settings, as_of: date) -> None:
        self.workspace = workspace
        self.default = self._calendar(settings.calendar)
        self.as_of = ordinal(as_of)
        self._people: dict[tuple[str, int], Fraction] = {}
        self._works: dict[tuple[str, int], bool] = {}

    def _calendar(self, written: str | None) -> Calendar | None:
        found = self.workspace.find(written) if written else None
        return found.item if found is not None and isinstance(found.item, Calendar) else None

    def calendar_of(self, team: Entry | None) -> Calendar | None:
        """The calendar of a team, else the default one, else none: Monday to Friday."""
        own = self._calendar(getattr(team.item, "calendar", None)) if team is not None else None
        return own or self.default

    def works(self, calendar: Calendar | None, day: int) -> bool:
        """Whether a day of a calendar is a working day."""
        key = (calendar.id if calendar is not None else "", day)
        if key not in self._works:
            self._works[key] = _works(calendar, date.fromordinal(day))
        return self._works[key]

    def people(self, team: Entry, day: int) -> Fraction:
        """How many people of a team are there on a day."""
        key = (team.id, day)
        if key not in self._people:
            is_open = self.works(self.calendar_of(team), day)
            assert isinstance(team.item, Team)
            self._people[key] = (
                _present(team.item, date.fromordinal(day)) if is_open else Fraction(0)
            )
        return self._people[key]

    def greatest(self, team: Entry) -> Fraction:
        """The most people of a team on any day from the day of the plan on."""
        return max(self.people(team, day) for day in range(self.as_of, self.horizon))

    @cached_property
    def horizon(self) -> int:
        """A day after which nobody joins, leaves or is away any more, and some years on."""
        return max(self._last_written, self.as_of) + _YEARS_AHEAD * 366

    @property
    def _last_written(self) -> int:
        items = (one.item for one in self.workspace.by_id.values())
        written = [day for item in items if isinstance(item, _DATED) for day in _dates(item)]
        return max([self.as_of, *map(ordinal, written)]) + _MARGIN


def _dates(value: object) -> Iterator[date]:
    """All dates in an item, however deep."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield from _dates(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _dates(one)


def _works(calendar: Calendar | None, day: date) -> bool:
    if calendar is None:
        return day.weekday() < 5
    if any(_is_in(day, one) for one in calendar.days_off):
        return False
    if day in calendar.extra_days:
        return True
    is_in_week = WEEKDAYS[day.weekday()] in (calendar.weekdays or WEEKDAYS[:5])
    if not calendar.country:
        return is_in_week
    country = _country(calendar.country, calendar.subdivision, day.year)
    if day in country.weekend_workdays and calendar.makeup_days is not False:
        return True
    return is_in_week and day not in country


@cache
def _country(country: str, subdivision: str | None, year: int) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=subdivision, years=year)


def _present(team: Team, day: date) -> Fraction:
    if team.size is not None:
        return Fraction(team.size)
    total = Fraction(0)
    for member in team.members:
        has_joined = member.start is None or member.start <= day
        has_left = member.end is not None and member.end < day
        is_away = any(_is_in(day, leave) for leave in member.leave)
        if has_joined and not has_left and not is_away:
            total += Fraction(1) if member.allocation is None else Fraction(member.allocation)
    return total
