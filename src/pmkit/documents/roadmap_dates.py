"""The dates of every item as rows: by release, along the critical chain, and those without any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pmkit.documents.labels import amount, listed, prose_date
from pmkit.documents.roadmap_views import (
    ChainView,
    DatesRowView,
    DatesView,
    UnscheduledRowView,
    UnscheduledView,
)
from pmkit.documents.timeline import Timeline
from pmkit.schedule.schedule import Need, Role, Scheduled, Unscheduled

COLUMNS = ("start", "finish", "days", "team", "slack", "due", "why")
MOST_IN_ONE_TABLE = 40
FIRST_STEPS, LAST_STEPS = 40, 20


class Dates:
    """The items of a timeline, one row each."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.label = timeline.source.label

    def tables(self) -> tuple[DatesView, ...]:
        """A table for each release: wholes before their parts, else by start."""
        timeline = self.timeline
        wholes = (one for one in timeline.items if one.role is not Role.REMAINDER)
        groups = timeline.by_release((timeline.groups[one.id], one.entry) for one in wholes)
        by_id = timeline.schedule.by_id
        tables = {
            release: tuple(self._tree([by_id[entry.id] for entry in entries]))
            for release, entries in groups.items()
        }
        return tuple(
            DatesView(timeline.release_title(release), _in_use(rows), rows)
            for release, rows in tables.items()
        )

    def _tree(self, items: Sequence[Scheduled]) -> Iterator[DatesRowView]:
        """The rows of one table: each item, then its remaining work, then these."""
        here = {one.id for one in items}
        below: dict[str, list[Scheduled]] = {}
        for one in items:
            whole = self.timeline.wholes.get(one.id, "")
            below.setdefault(whole if whole in here else "", []).append(one)
        waiting = [(one, 0) for one in reversed(below.get("", ()))]
        while waiting:
            one, depth = waiting.pop()
            yield self.row(one, depth)
            beyond = self.timeline.schedule.remainders.get(one.id)
            if beyond is not None:
                yield self.row(beyond, depth + 1)
            waiting += [(part, depth + 1) for part in reversed(below.get(one.id, ()))]

    def row(self, one: Scheduled, depth: int = 0) -> DatesRowView:
        """An item as a row; its remaining work stands below it, without an anchor."""
        title = one.entry.item.name
        if one.role is Role.REMAINDER:
            title = self.label("{title} (remaining work)", title=title)
        return DatesRowView(
            id=one.id,
            anchor=self.timeline.anchor(one.id),
            is_target=one.role is not Role.REMAINDER,
            title=title,
            depth=depth,
            is_summary=one.role is Role.SUMMARY,
            is_critical=one.critical,
            start=one.start.isoformat(),
            finish=one.finish.isoformat(),
            days=str(one.days or ""),
            team=listed(map(self._need, one.needs), self.timeline.source.language),
            slack="" if one.slack is None else str(one.slack),
            due=self._due(one),
            why=self.timeline.wording.linked(one.cause.words, self.timeline.anchors),
        )

    def _need(self, need: Need) -> str:
        team = need.team.item.name
        if need.people == 1:
            return team
        return self.label("{team} × {people}", team=team, people=amount(need.people))

    def _due(self, one: Scheduled) -> str:
        """The day that an item misses, and by how much; empty for what is in time."""
        if one.due is None or not one.late:
            return ""
        return self.label(
            "{date} ({days} late)",
            date=one.due.day.isoformat(),
            days=self.timeline.working_days(one.late),
        )

    def chain(self) -> ChainView | None:
        """What the end of the plan hangs on; None where nothing of it is in the document."""
        steps = [one for item_id in self.timeline.schedule.chain if (one := self._step(item_id))]
        if not any(self.timeline.anchor(one.id) for one in steps):
            return None
        short = len(steps) <= FIRST_STEPS + LAST_STEPS
        first = tuple(map(self._in_chain, steps if short else steps[:FIRST_STEPS]))
        last = () if short else tuple(map(self._in_chain, steps[-LAST_STEPS:]))
        return ChainView(
            columns=_in_use(first + last),
            first=first,
            skipped=0 if short else len(steps) - FIRST_STEPS - LAST_STEPS,
            last=last,
            length=len(steps),
            finish=prose_date(max(one.finish for one in steps), self.timeline.source.language),
        )

    def _step(self, item_id: str) -> Scheduled | None:
        schedule = self.timeline.schedule
        return schedule.remainders.get(item_id) or schedule.by_id.get(item_id)

    def _in_chain(self, one: Scheduled) -> DatesRowView:
        return replace(self.row(one), is_target=False)

    def unscheduled(self) -> tuple[UnscheduledView, ...]:
        """What has no dates and why: in one table, by release where there is much of it."""
        timeline = self.timeline
        reasons = {one.entry.id: one for one in timeline.unscheduled}
        if len(reasons) <= MOST_IN_ONE_TABLE:
            rows = tuple(map(self._reason, reasons.values()))
            return (UnscheduledView("", rows),) if rows else ()
        groups = timeline.by_release(
            (timeline.release(one.entry), one.entry) for one in reasons.values()
        )
        return tuple(
            UnscheduledView(
                timeline.release_title(release),
                tuple(self._reason(reasons[entry.id]) for entry in entries),
            )
            for release, entries in groups.items()
        )

    def _reason(self, one: Unscheduled) -> UnscheduledRowView:
        timeline = self.timeline
        return UnscheduledRowView(
            id=one.entry.id,
            anchor=timeline.anchor(one.entry.id),
            is_target=one.entry.item.kind != "milestone",
            title=one.entry.item.name,
            why=timeline.wording.linked(one.reason, timeline.anchors),
        )


def _in_use(rows: Sequence[DatesRowView]) -> tuple[str, ...]:
    """The columns that hold anything."""
    return tuple(name for name in COLUMNS if any(getattr(row, name) for row in rows))
