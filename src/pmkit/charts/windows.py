"""Releases and their phases as rows with the dates that are written for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pmkit.charts.groups import By
from pmkit.charts.tree import Row
from pmkit.model.diagnostic import Phrase
from pmkit.model.workspace import Entry, Workspace
from pmkit.schedule.schedule import Bound, Cause, Role, Schedule, Scheduled, State

RELEASES = "#"
"""The group of what is drawn for releases that have no section of their own."""

_WRITTEN = Cause(Bound.WINDOW, Phrase("as written: none of its work has dates"))
_ACTUAL = Cause(Bound.ACTUAL, Phrase("finished"))


@dataclass(frozen=True, slots=True)
class Windows:
    """What is written of one release: its own row, if it has dates, and those of its phases."""

    release: str
    own: Scheduled | None
    phases: tuple[Scheduled, ...]

    @property
    def rows(self) -> tuple[Scheduled, ...]:
        """The row of the release, then those of its phases."""
        return (*((self.own,) if self.own else ()), *self.phases)


def windows(schedule: Schedule, workspace: Workspace) -> tuple[Windows, ...]:
    """The releases of which no work has dates, by their own, with what is written of them."""
    phases: dict[str, list[Entry]] = {}
    for phase in workspace.of_kind("phase"):
        if not phase.item.is_out:
            release = workspace.current_id(getattr(phase.item, "release", None) or "")
            phases.setdefault(release, []).append(phase)
    found = []
    for one in schedule.releases:
        if one.start is None:
            parts = (_row(phase, schedule.as_of) for phase in phases.get(one.entry.id, ()))
            within = sorted(filter(None, parts), key=_place)
            own = _row(one.entry, schedule.as_of)
            found.append(Windows(one.entry.id, own, tuple(within)))
    return tuple(sorted((one for one in found if one.rows), key=lambda one: _place(one.rows[0])))


def _row(entry: Entry, as_of: date) -> Scheduled | None:
    """A bar from start to finish, or a milestone where only one of them is known."""
    actual = entry.item.day("finished")
    start = entry.item.day("started") or entry.item.day("start")
    finish = actual or entry.item.day("end") or entry.item.day("freeze")
    first, last = start or finish, finish or start
    if first is None or last is None:
        return None
    is_bar = start is not None and finish is not None and start <= finish
    is_over = actual is not None or entry.item.status == "released"
    begun = State.STARTED if is_bar and first <= as_of else State.PLANNED
    return Scheduled(
        entry=entry,
        role=Role.WORK if is_bar else Role.MILESTONE,
        state=State.FINISHED if is_over else begun,
        start=first if is_bar else last,
        finish=last,
        cause=_ACTUAL if actual else _WRITTEN,
    )


def _place(one: Scheduled) -> tuple[date, bool, date, str]:
    return one.start, one.is_milestone, one.finish, one.id


def with_windows(
    groups: dict[str, list[Row]], found: Iterable[Windows], by: By, is_divided: bool
) -> dict[str, list[Row]]:
    """The groups with the rows of releases: above what is in a release, or in a group of their own.

    Where sections are releases, one that has phases or milestones has a section. If every section
    is a chart, the releases themselves are one, which shows them all.
    """
    shown = dict(groups)
    for one in found:
        inner = shown.get(one.release, []) if by is By.RELEASE else []
        parts = _by_date(one.phases, inner)
        if by is not By.RELEASE or not parts:
            shown.setdefault(RELEASES, []).extend(_tree(one.own, parts))
        elif is_divided:
            shown.setdefault(RELEASES, []).extend(_tree(one.own, ()))
            shown[one.release] = parts
        else:
            shown[one.release] = list(_tree(one.own, parts))
    return {group: rows for group, rows in shown.items() if rows}


def _by_date(phases: Sequence[Scheduled], rows: Sequence[Row]) -> list[Row]:
    """Phases among other rows of their release."""
    blocks = [[Row(phase, 0, 0)] for phase in phases]
    for row in rows:
        if row.depth:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    blocks.sort(key=lambda block: _place(block[0].one))
    return [row for block in blocks for row in block]


def _tree(own: Scheduled | None, parts: Sequence[Row]) -> Iterator[Row]:
    """A release above its parts; these alone if it has no dates."""
    if own is None:
        yield from parts
        return
    if parts and not own.is_milestone:
        own = replace(own, role=Role.SUMMARY)
    yield Row(own, 0, len(parts))
    yield from (replace(row, depth=row.depth + 1) for row in parts)
