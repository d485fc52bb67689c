"""A part of a schedule: what concerns a release, a team, or the items that a query selects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pmkit.kinds.inheritance import inherited_item
from pmkit.model.workspace import Entry, Workspace
from pmkit.schedule.schedule import Need, Schedule, period


def selected(
    schedule: Schedule,
    workspace: Workspace,
    where: Callable[[Entry], bool] | None = None,
    release: str = "",
    team: str = "",
) -> Schedule:
    """The schedule as it is, but only with what is asked for, and with what concerns that.

    Of a release and of a team are the items that name or inherit it; a team's also those that need
    it.
    """

    def keeps(entry: Entry, needs: tuple[Need, ...] = ()) -> bool:
        if release and _id(workspace, entry, "release") != release:
            return False
        if team and team not in {need.team.id for need in needs} | {_id(workspace, entry, "team")}:
            return False
        return where is None or where(entry)

    if where is None and not release and not team:
        return schedule
    kept = {one.id for one in schedule.items if keeps(one.entry, one.needs)}
    items = tuple(one for one in schedule.items if one.id in kept)
    days = period(items)
    years = range(days.start.year, days.finish.year + 1) if days.start and days.finish else ()
    teams = {team} if team else {need.team.id for one in items for need in one.needs}
    releases = {_id(workspace, one.entry, "release") for one in items} | {release}
    return replace(
        schedule,
        start=days.start,
        finish=days.finish,
        items=items,
        unscheduled=tuple(one for one in schedule.unscheduled if keeps(one.entry)),
        releases=tuple(one for one in schedule.releases if one.entry.id in releases),
        load=tuple(one for one in schedule.load if one.team.id in teams),
        overloads=tuple(
            one
            for one in schedule.overloads
            if one.team.id in teams and (not release or one.container.id == release)
        ),
        provisional_years=tuple(year for year in schedule.provisional_years if year in years),
    )


def _id(workspace: Workspace, entry: Entry, kind: str) -> str:
    """The id of the release or team that an item names or inherits; empty if none."""
    found = inherited_item(workspace, entry, kind)
    return found.id if found is not None else ""
