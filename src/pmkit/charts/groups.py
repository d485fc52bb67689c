"""Which section of a chart an item stands in: its release, its team or its phase."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from pmkit.kinds.inheritance import inherited_item
from pmkit.model.workspace import Entry, Workspace
from pmkit.schedule.schedule import Role, Scheduled
from pmkit.schedule.windows import day_of_window

NONE, SEVERAL = "", "*"
"""The groups of what belongs nowhere, and of a summary whose parts belong to several groups."""


class By(StrEnum):
    """What the sections of a chart stand for."""

    RELEASE = "release"
    TEAM = "team"
    PHASE = "phase"


def own_group(workspace: Workspace, by: By) -> Callable[[Scheduled], str]:
    """A function that gives the id of the group that an item names or inherits, else NONE."""
    if by is By.TEAM:
        return lambda one: _team(workspace, one)
    if by is By.RELEASE:
        return lambda one: release_of(workspace, one.entry)
    phases = _phases_by_release(workspace)
    return lambda one: _phase(workspace, one, phases)


def release_of(workspace: Workspace, entry: Entry) -> str:
    """The id of an item's release, its own or inherited; NONE if it has none."""
    found = inherited_item(workspace, entry, "release")
    return found.id if found is not None else NONE


def _team(workspace: Workspace, one: Scheduled) -> str:
    if one.needs:
        return one.needs[0].team.id
    found = inherited_item(workspace, one.entry, "team")
    return found.id if found is not None else NONE


def _phase(workspace: Workspace, one: Scheduled, phases: dict[str, list[Entry]]) -> str:
    """The phase that an item names; of other work, the phase of its release in which it starts."""
    found = inherited_item(workspace, one.entry, "phase")
    if found is not None:
        return found.id
    if one.role is Role.SUMMARY:
        return NONE
    for phase in phases.get(release_of(workspace, one.entry), ()):
        start, end = phase.item.day("start") or date.min, phase.item.day("end") or date.max
        if start <= one.start <= end:
            return phase.id
    return NONE


def _phases_by_release(workspace: Workspace) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for phase in workspace.of_kind("phase"):
        release = workspace.find(getattr(phase.item, "release", None) or "")
        if release is not None and (phase.item.day("start") or phase.item.day("end")):
            found.setdefault(release.id, []).append(phase)
    return found


def in_order(workspace: Workspace, by: By, ends: dict[str, date]) -> list[str]:
    """Groups as they stand in a chart: by date, teams as in the files; SEVERAL and NONE come last.

    ``ends`` gives the groups there are, and the last day of the work in each, which counts where no
    date is written; such a group stands behind those with dates.
    """
    places = {entry.id: place for place, entry in enumerate(workspace.of_kind(by.value))}

    def key(group: str) -> tuple[bool, bool, bool, date, int, str]:
        entry = workspace.find(group)
        written = day_of_window(entry) if entry is not None else None
        day = date.min if by is By.TEAM else written or ends[group]
        place = places.get(group, 0)
        return group == NONE, group == SEVERAL, written is None, day, place, group

    return sorted(ends, key=key)


def common(groups: Iterable[str]) -> str:
    """The one group of some parts; NONE if they have none, SEVERAL if more than one."""
    found = set(groups)
    return found.pop() if len(found) == 1 else SEVERAL if found else NONE
