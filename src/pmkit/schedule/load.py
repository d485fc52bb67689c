"""The work of teams against what they have: by week, and where more is assigned than fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from pmkit.kinds.inheritance import inherited_item
from pmkit.model.workspace import Entry, Workspace
from pmkit.schedule.resources import Resources
from pmkit.schedule.room import Room
from pmkit.schedule.schedule import Load, Overload, Role, Scheduled, State
from pmkit.schedule.windows import is_in_phase


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
        for (window_id, team_id), sums_of in sorted(sums.items(), key=lambda one: one[0]):
            window, team = windows[window_id], workspace.by_id[team_id]
            if window.item.is_out or window.item.status in ("released", "closed"):
                continue
            written = _written(workspace, resources, window, team)
            if written is not None and sums_of.effort > written:
                yield Overload(window, team, sums_of.effort, written)
            elif written is None:
                yield from _beyond_people(resources, window, team, sums_of)


def _beyond_people(
    resources: Resources, window: Entry, team: Entry, sums: _Sums
) -> Iterator[Overload]:
    """What is left to do beyond the people's days: up to the freeze in no phase, else all of it."""
    for field, needed in (("freeze", sums.unphased), ("end", sums.remaining)):
        there = _people_days(resources, window, team, field)
        if there is not None and needed > there:
            yield Overload(window, team, needed, there)
            return


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


def _people_days(resources: Resources, window: Entry, team: Entry, field: str) -> Fraction | None:
    """The days that a team's people have up to a day of a window, from the day of the plan on.

    None where the window has no such day.
    """
    last = window.item.day(field)
    if last is None:
        return None
    start = window.item.day("start")
    first = max(resources.start, start.toordinal() if start else 1)
    capacity = resources.capacity(team)
    stop = min(last.toordinal() + 1, date(resources.last_year, 12, 31).toordinal())
    return Fraction(sum(capacity.units(day) for day in range(first, stop)), capacity.scale)


@dataclass(slots=True)
class _Sums:
    """The work for a team in a window, in person-days: all, what is left, and that in no phase."""

    effort: Fraction = Fraction(0)
    remaining: Fraction = Fraction(0)
    unphased: Fraction = Fraction(0)


def _sums(
    workspace: Workspace, kind: str, work: Iterable[Scheduled]
) -> Mapping[tuple[str, str], _Sums]:
    """By window and team, the work in it, shared by people."""
    found: dict[tuple[str, str], _Sums] = {}
    for one in work:
        window = inherited_item(workspace, one.entry, kind)
        people = sum((need.people for need in one.needs), Fraction(0))
        if window is None or not people:
            continue
        left = Fraction(0) if one.state is State.FINISHED else one.remaining
        in_phase = is_in_phase(workspace, one.entry)
        for need in one.needs:
            sums = found.setdefault((window.id, need.team.id), _Sums())
            share = need.people / people
            sums.effort += one.effort * share
            sums.remaining += left * share
            sums.unphased += Fraction(0) if in_phase else left * share
    return found
