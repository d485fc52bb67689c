"""Who has how much to do: the load of teams by week, or by longer stretches in long plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from fractions import Fraction

from pmkit.documents.labels import amount
from pmkit.documents.roadmap_views import (
    LoadCellView,
    LoadRowView,
    LoadTableView,
    LoadView,
    OverloadView,
)
from pmkit.documents.timeline import Timeline
from pmkit.model.workspace import Entry
from pmkit.schedule.schedule import Load, Overload

MOST_PERIODS, MOST_TEAMS = 30, 5


def _week(week: date) -> str:
    return week.isoformat()


def _month(week: date) -> str:
    return _thursday(week).isoformat()[:7]


def _quarter(week: date) -> str:
    day = _thursday(week)
    return f"{day.year} Q{(day.month + 2) // 3}"


def _year(week: date) -> str:
    return str(_thursday(week).year)


def _thursday(week: date) -> date:
    """The day that says in which month or year a week counts: most of it lies there."""
    return week + timedelta(days=3)


UNITS: dict[str, Callable[[date], str]] = {
    "week": _week,
    "month": _month,
    "quarter": _quarter,
    "year": _year,
}


def load_view(timeline: Timeline) -> LoadView | None:
    """The load of the teams that the document's work needs; None where there is none.

    It is that of the whole plan: other work takes their time as well.
    """
    needed = {need.team.id for one in timeline.items for need in one.needs}
    loads = _in_use([one for one in timeline.schedule.load if one.team.id in needed])
    overloads = tuple(
        _overload(timeline, one) for one in timeline.schedule.overloads if one.team.id in needed
    )
    if not loads and not overloads:
        return None
    unit = _unit({one.week for one in loads})
    teams = list({one.team.id: one.team for one in loads}.values())
    tables = tuple(
        _table(loads, teams[first : first + MOST_TEAMS], UNITS[unit])
        for first in range(0, len(teams), MOST_TEAMS)
    )
    cells = (cell for table in tables for row in table.rows for cell in row.cells)
    return LoadView(
        unit, tables, overloads, any(cell.is_over for cell in cells), not timeline.is_whole
    )


def _in_use(loads: Iterable[Load]) -> list[Load]:
    """The loads of teams with any, between the first and the last week in which there is work."""
    found = list(loads)
    weeks = [one.week for one in found if one.used]
    busy = {one.team.id for one in found if one.used}
    if not weeks:
        return []
    first, last = min(weeks), max(weeks)
    return [one for one in found if one.team.id in busy and first <= one.week <= last]


def _unit(weeks: set[date]) -> str:
    """The shortest stretch that makes a table which can be read."""
    for name, period in UNITS.items():
        if len({period(week) for week in weeks}) <= MOST_PERIODS:
            return name
    return "year"


def _table(loads: list[Load], teams: list[Entry], period: Callable[[date], str]) -> LoadTableView:
    sums: dict[str, dict[str, tuple[Fraction, Fraction]]] = {}
    for one in sorted(loads, key=lambda load: load.week):
        row = sums.setdefault(period(one.week), {})
        used, capacity = row.get(one.team.id, (Fraction(0), Fraction(0)))
        row[one.team.id] = used + one.used, capacity + one.capacity
    nothing = (Fraction(0), Fraction(0))
    return LoadTableView(
        tuple(team.item.name for team in teams),
        tuple(
            LoadRowView(name, tuple(_cell(*row.get(team.id, nothing)) for team in teams))
            for name, row in sums.items()
        ),
    )


def _cell(used: Fraction, capacity: Fraction) -> LoadCellView:
    share = f"{(used / capacity * 100 + Fraction(1, 2)).__floor__()}%" if used and capacity else ""
    return LoadCellView(amount(used), amount(capacity), share, used > capacity)


def _overload(timeline: Timeline, one: Overload) -> OverloadView:
    return OverloadView(
        title=one.container.item.name,
        team=one.team.item.name,
        needed=amount(one.needed),
        available=amount(one.available),
        excess=amount(one.needed - one.available),
    )
