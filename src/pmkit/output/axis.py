"""Time from left to right in the columns of a terminal: scale, columns and headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pmkit.model.diagnostic import Phrase

_YEARS = (12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 120000)


@dataclass(frozen=True, slots=True)
class Scale:
    """How much time a column stands for: some days or some months; or a day takes some columns."""

    days: int = 0
    months: int = 0
    columns: int = 1

    @property
    def words(self) -> Phrase:
        """The scale in words."""
        if self.columns > 1:
            return Phrase("{count} columns = 1 day", count=self.columns)
        if self.months:
            return _of_months(self.months)
        if self.days % 7 == 0:
            weeks = self.days // 7
            if weeks == 1:
                return Phrase("1 column = 1 week")
            return Phrase("1 column = {count} weeks", count=weeks)
        if self.days == 1:
            return Phrase("1 column = 1 day")
        return Phrase("1 column = {count} days", count=self.days)


def _of_months(months: int) -> Phrase:
    if months == 1:
        return Phrase("1 column = 1 month")
    if months == 3:
        return Phrase("1 column = 1 quarter")
    if months == 6:
        return Phrase("1 column = half a year")
    if months == 12:
        return Phrase("1 column = 1 year")
    return Phrase("1 column = {count} years", count=months // 12)


SCALES = (
    *(Scale(days=1, columns=columns) for columns in (3, 2)),
    *(Scale(days=days) for days in (1, 2, 3, 4, 7, 14)),
    *(Scale(months=months) for months in (1, 3, 6, *_YEARS)),
)
"""All scales, the finest first."""


class Axis:
    """The finest scale at which the days from ``first`` to ``last`` fit into some columns."""

    def __init__(self, first: date, last: date, room: int) -> None:
        self.first, self.last, self.room = first, last, room
        for scale in SCALES:
            self.scale = scale
            self._origin = self._begin(first)
            self.columns = self.column_after(last)
            if self.columns <= room:
                break

    def _begin(self, day: date) -> int:
        """What columns are counted from: an ordinal, or a number of months."""
        if self.scale.months:
            month = _month(day)
            return month - month % self.scale.months
        ordinal = day.toordinal()
        return ordinal - (ordinal - 1) % 7 if self.scale.days % 7 == 0 else ordinal

    def column(self, day: date) -> int:
        """The first column of a day."""
        if self.scale.months:
            return (_month(day) - self._origin) // self.scale.months
        return (day.toordinal() - self._origin) // self.scale.days * self.scale.columns

    def column_after(self, day: date) -> int:
        """The column after the last one of a day."""
        return self.column(day) + self.scale.columns

    def has(self, day: date) -> bool:
        """Whether the day lies within the first and the last."""
        return self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        """Every day, from the first to the last."""
        return (
            self.first + timedelta(number) for number in range((self.last - self.first).days + 1)
        )

    def headings(self) -> list[str]:
        """The lines above the columns: months over days, or years over months."""
        scale = self.scale
        if scale.months > 1:
            return [self._line(self._years())]
        if scale.months or scale.days > 3:
            every = 3 if scale.months else 2 if scale.days == 14 else 1
            return [self._line(self._years()), self._line(self._months("{month:02}", every))]
        return [self._line(self._months("{year}-{month:02}")), self._line(self._days())]

    def _years(self) -> Iterator[tuple[int, str]]:
        yield 0, str(self.first.year)
        for year in range(self.first.year + 1, self.last.year + 1):
            yield self.column(date(year, 1, 1)), str(year)

    def _months(self, template: str, every: int = 1) -> Iterator[tuple[int, str]]:
        first = _month(self.first)
        for month in range(first, _month(self.last) + 1):
            if month % every == 0 or month == first:
                year, number = divmod(month, 12)
                day = max(date(year, number + 1, 1), self.first)
                yield self.column(day), template.format(year=year, month=number + 1)

    def _days(self) -> Iterator[tuple[int, str]]:
        """Every day where there is room, else Mondays, else every second Monday."""
        every = 1 if self.scale.columns > 2 else 14 if self.scale.days == 3 else 7
        for day in self.days():
            if (day.toordinal() - 1) % every == 0:
                yield self.column(day), f"{day.day:02}"

    def _line(self, labels: Iterable[tuple[int, str]]) -> str:
        """The labels at their columns, as many as there is room for.

        The first, whose stretch may have begun before, makes room for the second.
        """
        found = list(labels)
        if len(found) > 1 and found[0][0] + len(found[0][1]) >= found[1][0]:
            del found[0]
        line = ""
        for column, text in found:
            if (not line or column > len(line)) and column + len(text) <= self.room:
                line = line.ljust(column) + text
        return line


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
