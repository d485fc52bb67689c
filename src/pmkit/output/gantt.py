"""A Gantt chart in a terminal: bars of characters, of any width, with or without colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from pmkit.charts.gantt import Bar, Gantt
from pmkit.model.cells import cut, filled, padded
from pmkit.model.figures import percent
from pmkit.model.text import cell_width
from pmkit.model.workspace import Entry
from pmkit.output.axis import Axis
from pmkit.output.look import WIDTHS, Look
from pmkit.output.plain import safe_line
from pmkit.schedule.schedule import Load

_DAY = 11
"""The columns of a day and the blank behind it."""
_DEEPEST = 5
"""How far parts are indented at most, so that their names can be read."""


def as_text(gantt: Gantt, load: Sequence[Load], look: Look) -> Iterator[str]:
    """The chart, the load of teams in the same columns, and a legend, line by line."""
    return _Chart(gantt, load, look).lines()


class _Chart:
    """A chart in its columns: what a row is, its mark, in wide terminals its days, then time."""

    def __init__(self, gantt: Gantt, load: Sequence[Load], look: Look) -> None:
        self._gantt, self._look, self._glyphs = gantt, look, look.glyphs
        self._width = min(max(look.width, WIDTHS.start), WIDTHS.stop - 1)
        self._dates = 2 if self._width >= 130 else 1 if self._width >= 100 else 0
        first, last = _span(gantt)
        self._teams = _by_team(load, first, last)
        wanted = max(map(cell_width, self._labels()))
        self._left = min(wanted, max(8, self._width * 2 // 5 - _DAY * self._dates // 2))
        self._axis = Axis(first, last, self._width - self._before)
        self._left += max(min(wanted - self._left, self._axis.room - self._axis.columns), 0)
        self._axis.room = self._width - self._before
        self._painted: dict[tuple[int, int], str] = {}
        self._is_over = False

    @property
    def _before(self) -> int:
        """The columns before those of time."""
        return self._left + 3 + _DAY * self._dates

    def _labels(self) -> Iterator[str]:
        yield ""
        yield from map(self._label, self._gantt.bars)
        yield from (f"{_name(team)}   " for team, _ in self._teams)

    def _label(self, bar: Bar) -> str:
        indent = min(bar.depth, _DEEPEST) * (2 if self._dates else 1)
        return " " * indent + f"{safe_line(bar.id)} {safe_line(bar.name)}".rstrip()

    def lines(self) -> Iterator[str]:
        """All lines, from the headings to the legend."""
        yield from self._headings()
        for section in self._gantt.sections:
            if section.title:
                yield self._rule(section.title)
            yield from map(self._row, section.bars)
        if self._teams:
            yield self._rule(self._look.translate("load"))
            yield from (self._team(team, weeks) for team, weeks in self._teams)
        yield ""
        yield from filled(self._legend(), self._width, "  ")

    # Headings

    def _headings(self) -> Iterator[str]:
        names = [self._look.translate("start"), self._look.translate("finish")]
        days = "".join(padded(name, _DAY) for name in names[2 - self._dates :])
        *above, lowest = self._axis.headings()
        for line in above:
            yield (" " * self._before + line).rstrip()
        yield (" " * (self._left + 3) + days + lowest).rstrip()
        if self._today is not None:
            yield " " * self._before + self._look.paint(self._here(self._today), "blue")

    def _here(self, column: int) -> str:
        """The sign above the line of the day, and the day beside it where there is room."""
        sign = " " * column + self._glyphs.here
        day = f"{self._look.translate('today')} {self._gantt.as_of.isoformat()}"
        if cell_width(day) < self._width - self._before - column - 1:
            return f"{sign} {day}"
        if cell_width(day) < column:
            return f"{' ' * (column - cell_width(day) - 1)}{day} {self._glyphs.here}"
        return sign

    def _rule(self, title: str) -> str:
        """A heading over all columns."""
        rule = self._glyphs.rule
        end = self._before + self._axis.columns
        shown = f"{rule * 2} {cut(safe_line(title), end - 6, self._glyphs.cut)} "
        line = [rule] * (end - cell_width(shown))
        if self._today is not None and (at := self._before + self._today - end + len(line)) >= 0:
            line[at] = self._glyphs.cross
        return self._look.paint(shown, "bold") + self._look.paint("".join(line), "dim")

    # Rows

    def _row(self, bar: Bar) -> str:
        paint, glyphs = self._look.paint, self._glyphs
        name = padded(self._label(bar), self._left, glyphs.cut)
        if bar.is_finished or bar.is_summary:
            name = paint(name, "dim" if bar.is_finished else "bold")
        mark = " "
        if bar.is_late or bar.is_finished:
            mark = paint(glyphs.late, "red") if bar.is_late else paint(glyphs.finished, "cyan")
        days = (bar.start, bar.finish)[2 - self._dates :]
        dates = "".join(f"{day.isoformat()} " for day in days)
        return f"{name} {mark} {dates}{self._bar(bar)}".rstrip()

    def _bar(self, bar: Bar) -> str:
        """The columns of time of a row."""
        paint, glyphs = self._look.paint, self._glyphs
        start, end = self._axis.column(bar.start), self._axis.column_after(bar.finish)
        if bar.is_milestone:
            end = start + 1
            shown = paint(glyphs.milestone, "red" if bar.is_critical else "yellow", "bold")
        elif bar.is_summary:
            done = _done(bar, end - start)
            shown = _stretch(glyphs.summary_done, end - start)[:done]
            shown = paint(shown + _stretch(glyphs.summary, end - start)[done:], "bold")
        else:
            done = _done(bar, end - start)
            open_ = glyphs.critical if bar.is_critical else glyphs.planned
            colour = "red" if bar.is_critical else "cyan"
            shown = paint(glyphs.done * done, "dim" if bar.is_finished else colour)
            shown += paint(open_ * (end - start - done), colour)
        return self._nothing(0, start) + shown + self._nothing(end, self._axis.columns)

    @cached_property
    def _today(self) -> int | None:
        """The column of the day of the plan, if the chart reaches it."""
        day = self._gantt.as_of
        return self._axis.column(day) if self._axis.has(day) else None

    @cached_property
    def _blank(self) -> str:
        """The columns of time of a row with nothing in it."""
        cells = [" "] * self._axis.columns
        if self._has_days_off:
            wide = self._axis.scale.columns
            for off in self._gantt.days_off:
                if self._axis.has(off.day):
                    at = self._axis.column(off.day)
                    cells[at : at + wide] = self._glyphs.off * wide
        if self._today is not None:
            cells[self._today] = self._glyphs.today
        return "".join(cells)

    @property
    def _has_days_off(self) -> bool:
        return self._axis.scale.days == 1 and bool(self._gantt.days_off)

    def _nothing(self, start: int, end: int) -> str:
        """Some columns of time with nothing in them but days off and the line of the day."""
        if (start, end) not in self._painted:
            styles = {self._glyphs.today: "blue", self._glyphs.off: "dim"}
            parts = ("".join(run) for _, run in groupby(self._blank[start:end]))
            paint = self._look.paint
            self._painted[start, end] = "".join(
                paint(part, styles[part[0]]) if part[0] in styles else part for part in parts
            )
        return self._painted[start, end]

    # Load

    def _team(self, team: Entry, weeks: Sequence[Load]) -> str:
        used = sum((week.used for week in weeks), Fraction(0))
        capacity = sum((week.capacity for week in weeks), Fraction(0))
        share = percent(used / capacity if capacity else None, 0)
        room = self._before - 1 - max(len(share), 4)
        name = padded(_name(team), room, self._glyphs.cut)
        return f"{name}{share.rjust(self._before - 1 - room)} {self._levels(weeks)}".rstrip()

    def _levels(self, weeks: Sequence[Load]) -> str:
        """The load in every column: the work of its days against the people's days."""
        used = [Fraction(0)] * self._axis.columns
        there = [Fraction(0)] * self._axis.columns
        for week in weeks:
            for column, days in self._columns(week.week):
                used[column] += week.used * days
                there[column] += week.capacity * days
        wide = self._axis.scale.columns
        cells = []
        for column in range(0, self._axis.columns, wide):
            for at in range(column, column + wide):
                cells.append(self._level(used[column], there[column]) or self._nothing(at, at + 1))
        return "".join(cells)

    def _columns(self, week: date) -> list[tuple[int, int]]:
        """The columns of a week, and how many of its days are in each."""
        days = (week.toordinal() + number for number in range(7))
        first, last = self._axis.first.toordinal(), self._axis.last.toordinal()
        columns = (self._axis.column(date.fromordinal(day)) for day in days if first <= day <= last)
        return [(column, len(list(run))) for column, run in groupby(columns)]

    def _level(self, used: Fraction, there: Fraction) -> str:
        if used > there:
            self._is_over = True
            return self._look.paint(self._glyphs.over, "red", "bold")
        if not used:
            return ""
        levels = self._glyphs.levels
        return levels[-(-used * len(levels) // there) - 1]

    # Legend

    def _legend(self) -> Iterator[str]:
        """What the characters of this chart mean, and the scale."""
        translate, glyphs = self._look.translate, self._glyphs
        bars = [bar for bar in self._gantt.bars if not (bar.is_summary or bar.is_milestone)]
        load = "load (! too much)" if self._is_over else "load"
        meanings = (
            (glyphs.done, "done", any(_done(bar, 2) for bar in bars)),
            (glyphs.planned, "to do", any(_is_open(bar, False) for bar in bars)),
            (glyphs.critical, "to do, critical", any(_is_open(bar, True) for bar in bars)),
            (glyphs.summary[:3], "parts", any(bar.is_summary for bar in self._gantt.bars)),
            (glyphs.milestone, "milestone", any(bar.is_milestone for bar in self._gantt.bars)),
            (glyphs.today, "today", self._today is not None),
            (glyphs.off, "no work", self._has_days_off),
            (glyphs.finished, "finished", any(bar.is_finished for bar in self._gantt.bars)),
            (glyphs.late, "late", any(bar.is_late for bar in self._gantt.bars)),
            (f"{glyphs.levels[0]}-{glyphs.levels[-1]}", load, bool(self._teams)),
        )
        yield from (f"{sign} {translate(word)}" for sign, word, is_used in meanings if is_used)
        yield self._look.phrase(self._axis.scale.words)


def _name(team: Entry) -> str:
    return f"{safe_line(team.id)} {safe_line(team.item.name)}"


def _span(gantt: Gantt) -> tuple[date, date]:
    """The days of a chart: those of its bars, and the day of the plan unless it is far away."""
    first = min((bar.start for bar in gantt.bars), default=gantt.as_of)
    last = max((bar.finish for bar in gantt.bars), default=gantt.as_of)
    allowed = max((last - first).days // 3, 14)
    if abs((gantt.as_of - first).days) <= allowed:
        first = min(first, gantt.as_of)
    if abs((gantt.as_of - last).days) <= allowed:
        last = max(last, gantt.as_of)
    return first, last


def _by_team(load: Sequence[Load], first: date, last: date) -> list[tuple[Entry, list[Load]]]:
    """The weeks of each team that has something to do, as far as the chart shows them."""
    found: dict[str, list[Load]] = {}
    for one in load:
        if one.week <= last and (first - one.week) < timedelta(7):
            found.setdefault(one.team.id, []).append(one)
    return [(weeks[0].team, weeks) for weeks in found.values() if any(one.used for one in weeks)]


def _done(bar: Bar, columns: int) -> int:
    """How many of the columns of a bar are done; of an unfinished one, never the last."""
    if bar.is_finished:
        return columns
    share = bar.progress or Fraction(0)
    return max(min(int(share * columns + Fraction(1, 2)), columns - 1), 0)


def _is_open(bar: Bar, is_critical: bool) -> bool:
    return not bar.is_finished and bar.is_critical == is_critical


def _stretch(parts: str, columns: int) -> str:
    """A summary of so many columns."""
    return parts[3] if columns == 1 else parts[0] + parts[1] * (columns - 2) + parts[2]
