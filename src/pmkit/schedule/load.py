"""The work of teams against what they have: by week, and where more is assigned than fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from pmkit.kinds.inheritance import inherited_item
from pmkit.model.workspace import Entry, Workspace
from pmkit.schedule.resources import Resources
from pmkit.schedule.room import Room
from pmkit.schedule.schedule import Load, Overload, Role, Scheduled, State
from pmkit.schedule.windows import due_of_window


def weekly_load(resources: Resources, room: Room, teams: Iterable[Entry], end: int) -> list[Load]:
    """The load of some teams for every week from the day of the plan to its end, by team."""
    found: list[Load] = []
    for team in sorted(teams, key=lambda one: one.id):
        capacity, lane = resources.capacity(team), room.lane(team)
        monday = resources.first - (resources.first - 1) % 7
        while monday < end:
            days = range(max(monday, resources.first), monday + 7)
            lane.grow_to(days[-1] - resources.first)
            units = [capacity.units(day) for day in days]
            free = [lane.free[day - resources.first] for day in days]
            total = Fraction(sum(units), capacity.scale)
            used = total - Fraction(sum(free), capacity.scale)
            found.append(Load(team, date.fromordinal(monday), used, total))
            monday += 7
    return found


def overloads(
    workspace: Workspace, resources: Resources, items: Iterable[Scheduled]
) -> Iterator[Overload]:
    """The open releases and iterations with more work for a team than the team has in them."""
    work = [one for one in items if one.role in (Role.WORK, Role.REMAINDER)]
    for kind in ("release", "iteration"):
        sums = _sums(workspace, kind, work)
        windows = {window.id: window for window in workspace.of_kind(kind)}
        for (window_id, team_id), (effort, remaining) in sorted(sums.items()):
            window, team = windows[window_id], workspace.by_id[team_id]
            if window.item.is_out or window.item.status in ("released", "closed"):
                continue
            written = _written(workspace, resources, window, team)
            if written is not None and effort > written:
                yield Overload(window, team, effort, written)
            elif written is None:
                there = _people_days(resources, window, team)
                if there is not None and remaining > there:
                    yield Overload(window, team, remaining, there)


def _written(
    workspace: Workspace, resources: Resources, window: Entry, team: Entry
) -> Fraction | None:
    """The capacity that is written for a team, in person-days."""
    item: Any = window.item
    if item.kind == "release":
        found = [capacity for link, capacity in item.capacity.items() if _is(workspace, link, team)]
    else:
        found = [item.capacity] if item.capacity and _is(workspace, item.team, team) else []
    return found[0].days(resources.hours_per_day) if found else None


def _is(workspace: Workspace, link: str | None, entry: Entry) -> bool:
    return link is not None and workspace.find(link) is entry


def _people_days(resources: Resources, window: Entry, team: Entry) -> Fraction | None:
    """The days that a team's people have in a window from the day of the plan on.

    None where the window has no end.
    """
    last = due_of_window(window)
    if last is None:
        return None
    start = window.item.day("start")
    first = max(resources.start, start.toordinal() if start else 1)
    capacity = resources.capacity(team)
    stop = min(last.day.toordinal() + 1, date(resources.last_year, 12, 31).toordinal())
    return Fraction(sum(capacity.units(day) for day in range(first, stop)), capacity.scale)


def _sums(
    workspace: Workspace, kind: str, work: Iterable[Scheduled]
) -> Mapping[tuple[str, str], tuple[Fraction, Fraction]]:
    """By window and team, all effort and what is left of it, shared by people."""
    found: dict[tuple[str, str], tuple[Fraction, Fraction]] = {}
    for one in work:
        window = inherited_item(workspace, one.entry, kind)
        people = sum((need.people for need in one.needs), Fraction(0))
        if window is None or not people:
            continue
        for need in one.needs:
            key, share = (window.id, need.team.id), need.people / people
            all_of_it, left = found.get(key, (Fraction(0), Fraction(0)))
            remaining = Fraction(0) if one.state is State.FINISHED else one.remaining
            found[key] = all_of_it + one.effort * share, left + remaining * share
    return found
