"""The days of a team or calendar as people read them: in the terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from pmkit.kinds.people import Team
from pmkit.model.figures import decimal, percent
from pmkit.model.text import cell_width, one_line
from pmkit.output import tables
from pmkit.output.calendars import Wording, provisional
from pmkit.output.colours import Paint
from pmkit.output.plain import unobeyed
from pmkit.output.tables import Table
from pmkit.schedule.agenda import Agenda, Day
from pmkit.schedule.calendar import DayOffKind
from pmkit.schedule.capacity import AbsenceKind, allocation

_STYLES = {DayOffKind.WEEKEND: "dim", DayOffKind.HOLIDAY: "red", DayOffKind.DAY_OFF: "yellow"}


def as_text(agenda: Agenda, wording: Wording, paint: Paint) -> str:
    """A month as a grid or a year by months, and below it all that is particular about days."""
    title, *about = _head(agenda, wording)
    lines = [paint(title, "bold"), *about]
    lines += [paint(line, "yellow") for line in provisional(agenda, wording)]
    if _is_month(agenda):
        lines += ["", *_grid(agenda, wording, paint), "", _totals(agenda, wording)]
    else:
        lines += ["", tables.for_terminal(_months(agenda, wording), paint.active)]
    table = _particulars(agenda, wording)
    if table.rows:
        lines += ["", tables.for_terminal(table, paint.active)]
    lines += ["", *_weekends(agenda, wording)]
    return unobeyed("\n".join(lines).rstrip("\n"))


def _is_month(agenda: Agenda) -> bool:
    return agenda.days[0].day.month == agenda.days[-1].day.month


def _head(agenda: Agenda, wording: Wording) -> list[str]:
    """Whose days of which month or year these are, on which calendar, and who is in the team."""
    calendar, team = agenda.calendar.entry, agenda.team
    first = agenda.days[0].day
    of = team or calendar
    name = f"{of.id} {of.item.name}" if of is not None else wording.translate("no calendar")
    period = first.isoformat()[: 7 if _is_month(agenda) else 4]
    lines = [_calendar(agenda, wording)]
    if team is not None and isinstance(team.item, Team):
        lines.append(_people(team.item, agenda, wording))
    return [f"{one_line(name)}  {period}", *map(one_line, lines)]


def _calendar(agenda: Agenda, wording: Wording) -> str:
    """The rules that the days follow."""
    calendar = agenda.calendar
    parts = []
    if agenda.team is not None:
        entry = calendar.entry
        parts = [f"{entry.id} {entry.item.name}" if entry else wording.translate("no calendar")]
    parts.append(_week(sorted(calendar.weekdays), wording))
    if calendar.country:
        place = "-".join(filter(None, (calendar.country, calendar.subdivision)))
        parts.append(wording.say("holidays of {place}", place=place))
    if calendar.works_makeups:
        parts.append(wording.translate("weekends worked in return"))
    return " · ".join(parts)


def _week(weekdays: Sequence[int], wording: Wording) -> str:
    first, last = weekdays[0], weekdays[-1]
    if last - first == len(weekdays) - 1 > 1:
        ends = {"first": (wording.weekday(first),), "last": (wording.weekday(last),)}
        return wording.say("{first} to {last}", **ends)
    return wording.join(map(wording.weekday, weekdays))


def _people(team: Team, agenda: Agenda, wording: Wording) -> str:
    """The members who are there at some time, with their shares; else how many they are."""
    if not team.members:
        size = decimal(Fraction(team.size or 0))
        return wording.say("people: {count}", count=size)
    first, last = agenda.days[0], agenda.days[-1]
    missing = {one.name for one in first.away if one.kind is AbsenceKind.LEFT}
    missing |= {one.name for one in last.away if one.kind is AbsenceKind.NOT_JOINED}
    return wording.join(
        one.name + ("" if allocation(one) == 1 else f" {percent(allocation(one))}")
        for one in team.members
        if one.name not in missing
    )


def _totals(agenda: Agenda, wording: Wording) -> str:
    days = wording.say("working days: {count}", count=agenda.working_days)
    if agenda.person_days is None:
        return days
    people = wording.say("person-days: {count}", count=decimal(agenda.person_days))
    return f"{days}   {people}"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A day in the grid: its number with its marks, what goes for it, and its colour."""

    top: str = ""
    bottom: str = ""
    styles: tuple[str, ...] = ()


def _cell(day: Day, wording: Wording) -> _Cell:
    if day.off is not None:
        return _Cell(str(day.day.day), wording.day(day), (_STYLES[day.off.kind],))
    marks = wording.translate("+") if day.worked else ""
    marks += "*" if _is_short(day) else ""
    people = "" if day.people is None else decimal(day.people)
    return _Cell(f"{marks}{day.day.day}", people, ("cyan",) if marks else ())


def _is_short(day: Day) -> bool:
    """Whether somebody is on leave."""
    return any(one.kind is AbsenceKind.LEAVE for one in day.away)


def _weeks(agenda: Agenda, wording: Wording) -> list[list[_Cell]]:
    """The days of a month by weeks, Monday first."""
    cells = [_Cell()] * agenda.days[0].day.weekday()
    cells += [_cell(day, wording) for day in agenda.days]
    cells += [_Cell()] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def _grid(agenda: Agenda, wording: Wording, paint: Paint) -> list[str]:
    weeks = _weeks(agenda, wording)
    heads = [wording.weekday(number) for number in range(7)]
    texts = [*heads, *(text for week in weeks for cell in week for text in (cell.top, cell.bottom))]
    width = max(map(cell_width, texts))

    def row(parts: Iterable[tuple[str, tuple[str, ...]]]) -> str:
        shown = (" " * (width - cell_width(text)) + paint(text, *s) for text, s in parts)
        return "  ".join(shown).rstrip()

    lines = [row((head, ("bold",)) for head in heads)]
    for week in weeks:
        lines.append(row((cell.top, cell.styles) for cell in week))
        lines.append(row((cell.bottom, cell.styles) for cell in week))
    return [*lines, *_legend(agenda, wording)]


def _legend(agenda: Agenda, wording: Wording) -> list[str]:
    """What the marks and figures mean that the grid has."""
    found = []
    if agenda.team is not None:
        found.append(wording.translate("below a day: people"))
    if any(day.worked for day in agenda.days):
        found.append(f"{wording.translate('+')} {wording.translate('worked weekend or holiday')}")
    if any(day.off is None and _is_short(day) for day in agenda.days):
        found.append(f"* {wording.translate('somebody is on leave')}")
    return ["", "   ".join(found)] if found else []


def _months(agenda: Agenda, wording: Wording) -> Table:
    """How much of each month is worked."""
    columns = tuple(map(wording.translate, ("month", "working days", "person-days")))
    shown = 2 if agenda.team is None else 3
    table = Table(columns[:shown], numeric=frozenset({1, 2}))
    rows = [(one.days[0].day.isoformat()[:7], one) for one in agenda.months()]
    for name, one in [*rows, (wording.translate("in all"), agenda)]:
        cells = (name, str(one.working_days), decimal(one.person_days))
        table.rows.append(cells[:shown])
    return table


def _particulars(agenda: Agenda, wording: Wording) -> Table:
    """Holidays, days off, worked weekends and absences."""
    table = Table(tuple(map(wording.translate, ("date", "what", "why"))), steady=frozenset({0, 1}))
    for one in agenda.stretches():
        dates = wording.stretch(one.start, one.finish)
        table.rows.append((dates, wording.what(one.reason), wording.why(one.reason)))
    return table


def _weekends(agenda: Agenda, wording: Wording) -> list[str]:
    """The days off that need no other reason: each of a month, how many of a year."""
    days = agenda.weekends()
    if not days:
        return []
    if not _is_month(agenda):
        return [wording.say("weekly days off: {count} days", count=len(days))]
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    shown = (f"{run[0]:%m-%d}" + (f"–{run[-1]:%m-%d}" if run[1:] else "") for run in runs)
    return [wording.say("weekly days off: {days}", days=tuple(shown))]


def as_markdown(agenda: Agenda, wording: Wording) -> str:
    """The same as for the terminal, to be pasted into a page."""
    title, *about = map(tables.markdown_cell, _head(agenda, wording))
    lines = [f"**{title}**", "", *_paragraphs([*about, *provisional(agenda, wording)])]
    if _is_month(agenda):
        lines += [tables.as_markdown(_grid_table(agenda, wording)), ""]
        # A plus sign at the beginning of a line would be a list.
        lines += ["   ".join([_totals(agenda, wording), *_legend(agenda, wording)[1:]]), ""]
    else:
        lines += [tables.as_markdown(_months(agenda, wording)), ""]
    table = _particulars(agenda, wording)
    lines += [tables.as_markdown(table), ""] if table.rows else []
    return unobeyed("\n".join([*lines, *_weekends(agenda, wording)]).rstrip("\n"))


def _paragraphs(lines: Iterable[str]) -> list[str]:
    return [one for line in lines for one in (line, "")]


def _grid_table(agenda: Agenda, wording: Wording) -> Table:
    table = Table(
        tuple(wording.weekday(number) for number in range(7)), numeric=frozenset(range(7))
    )
    for week in _weeks(agenda, wording):
        table.rows.append(tuple(f"{cell.top} {cell.bottom}".strip() for cell in week))
    return table
