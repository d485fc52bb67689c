"""A placed network as a schedule for readers: bars, summaries, lateness, and what has no dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from pmkit.kinds.shapes import work_of
from pmkit.model.diagnostic import Phrase
from pmkit.model.workspace import Entry
from pmkit.schedule.activities import Activities, Activity, Sort
from pmkit.schedule.calendar import WorkCalendar
from pmkit.schedule.load import overloads, weekly_load
from pmkit.schedule.network import Node, Part
from pmkit.schedule.schedule import (
    Bound,
    Cause,
    Due,
    Load,
    ReleaseDates,
    Role,
    Schedule,
    Scheduled,
    State,
    Unscheduled,
    period,
)
from pmkit.schedule.serial import Serial
from pmkit.schedule.slack import Slack, critical_chain, is_dated, is_fixed_day, slacks
from pmkit.schedule.windows import due, due_of_window, is_in_phase

_SPAN = Cause(Bound.PARTS, Phrase("spans its parts"))


class Report:
    """What there is to say of a placed network."""

    def __init__(self, serial: Serial, activities: Activities, as_of: date) -> None:
        self.serial = serial
        self.activities = activities
        self.workspace = activities.workspace
        self.as_of = as_of
        self.chain: set[str] = set()
        self.done: defaultdict[str, Fraction] = defaultdict(Fraction)
        """By whole, the effort of parts that are finished without dates."""
        self.dated = [node for node in serial.network.nodes if is_dated(serial, node)]

    def schedule(self) -> Schedule:
        """The schedule; it takes the room of the network along to the latest dates."""
        load = self._load()
        chain = critical_chain(self.serial)
        self.chain = {node.id for node in chain}
        slack, free = slacks(self.serial, chain)
        bars = [self._bar(node, slack[node.number], free[node.number]) for node in self.dated]
        bars += self._happened()
        bars += self._summaries(bars)
        known = {bar.id for bar in bars}
        bars = [replace(bar, waits_for=self._waits_for(bar, known)) for bar in bars]
        bars.sort(key=self._place)
        to_do = [bar for bar in bars if bar.state is not State.FINISHED] or bars
        days = period(bars)
        return Schedule(
            as_of=self.as_of,
            start=days.start,
            finish=days.finish,
            items=tuple(bars),
            unscheduled=tuple(self._unscheduled(known)),
            chain=tuple(node.id for node in chain),
            releases=tuple(self._releases(bars)),
            load=load,
            overloads=tuple(overloads(self.workspace, self.serial.resources, bars)),
            provisional_years=self._provisional_years(to_do),
        )

    def _place(self, bar: Scheduled) -> tuple[date, bool, int, date, str]:
        is_part = bar.role is not Role.SUMMARY
        depth = 0 if is_part else self.activities.depths[bar.id]
        return bar.start, is_part, depth, bar.finish, bar.id

    def _load(self) -> tuple[Load, ...]:
        teams = {need.team.id: need.team for node in self.dated for need in node.activity.needs}
        ends = [self.serial.placed[node.number].end or 0 for node in self.dated if node.is_work]
        serial = self.serial
        return tuple(
            weekly_load(serial.resources, serial.room, teams.values(), max(ends, default=1))
        )

    def _bar(self, node: Node, slack: Slack, free: int) -> Scheduled:
        """The dates of work or of a milestone that is still to come."""
        serial, activity = self.serial, node.activity
        placed = serial.placed[node.number]
        end = placed.end or 0
        finish = date.fromordinal(end - 1)
        bar = Scheduled(
            entry=activity.entry,
            role=Role.MILESTONE,
            state=State.PLANNED,
            start=finish,
            finish=finish,
            cause=placed.cause or Cause(Bound.AS_OF, Phrase("it has happened")),
            critical=not slack.days and (node.id in self.chain or not is_fixed_day(serial, node)),
            slack=slack.days,
            free_slack=free,
            latest_start=date.fromordinal(slack.start),
            latest_finish=date.fromordinal(slack.end - 1),
            provisional=activity.calendar.is_provisional(finish.year),
        )
        if node.is_work:
            workdays = serial.resources.workdays(activity.needs)
            bar = replace(
                bar,
                role=Role.REMAINDER if node.part is Part.REST else Role.WORK,
                state=activity.state,
                start=date.fromordinal(placed.start or 1),
                resumes=date.fromordinal(workdays.days[placed.position]),
                needs=activity.needs,
                effort=activity.effort,
                remaining=activity.remaining,
                days=activity.days,
                progress=activity.progress,
            )
        return self._judged(bar, activity.calendar)

    def _happened(self) -> Iterator[Scheduled]:
        """What is finished and has dates, and work of which nothing is left."""
        for activity in self.activities.by_id.values():
            if activity.sort is not Sort.FIXED or activity.start is None or activity.end is None:
                continue
            is_milestone = activity.entry.item.kind == "milestone"
            bar = Scheduled(
                entry=activity.entry,
                role=Role.MILESTONE if is_milestone else Role.WORK,
                state=activity.state,
                start=date.fromordinal(activity.start),
                finish=date.fromordinal(activity.end - 1),
                cause=Cause(Bound.ACTUAL, _words_of_past(activity)),
                needs=activity.needs,
                effort=activity.effort,
                progress=activity.progress,
            )
            yield self._judged(bar, activity.calendar)

    def _judged(self, bar: Scheduled, calendar: WorkCalendar) -> Scheduled:
        """A bar with the day that it is due, and how late it is."""
        last = due(self.workspace, bar.entry)
        if last is None:
            return bar
        return replace(bar, due=last, late=_late(last.day, bar.finish, calendar))

    def _summaries(self, bars: Iterable[Scheduled]) -> list[Scheduled]:
        """The spans of the items with parts, the innermost first."""
        below: dict[str, list[Scheduled]] = {}
        for bar in bars:
            if bar.role is Role.REMAINDER:
                below.setdefault(bar.id, []).append(bar)
            else:
                below.setdefault(self.activities.whole_of(bar.entry), []).append(bar)
        found = []
        for activity in reversed(self.activities.by_id.values()):
            if activity.sort is Sort.FIXED and activity.start is None:
                self.done[self.activities.whole_of(activity.entry)] += activity.effort
            parts = below.get(activity.entry.id, [])
            if (
                activity.sort is Sort.WHOLE
                and parts
                and self.activities.efforts.is_sized(activity.entry)
            ):
                summary = self._summary(activity, parts)
                found.append(summary)
                below.setdefault(self.activities.whole_of(activity.entry), []).append(summary)
        return found

    def _summary(self, activity: Activity, parts: list[Scheduled]) -> Scheduled:
        known = self.activities.efforts.of(activity.entry) or Fraction(0)
        effort = max(known, sum((part.effort for part in parts), Fraction(0)))
        done = self.done[activity.entry.id]
        done += sum((part.effort - part.remaining for part in parts if _counts(part)), Fraction(0))
        item = work_of(activity.entry)
        begun = any(part.state is not State.PLANNED for part in parts)
        progress = None if item.progress is None else Fraction(item.progress)
        if progress is None and begun and effort:
            progress = done / effort
        finish, cause = self._end_of(activity, max(part.finish for part in parts))
        bar = Scheduled(
            entry=activity.entry,
            role=Role.SUMMARY,
            state=State.STARTED if begun else State.PLANNED,
            start=min(part.start for part in parts),
            finish=finish,
            cause=cause,
            effort=effort,
            remaining=effort - done,
            progress=progress,
            critical=any(part.critical for part in parts),
            provisional=any(part.provisional for part in parts),
        )
        return self._judged(bar, activity.calendar)

    def _end_of(self, activity: Activity, last: date) -> tuple[date, Cause]:
        """The end of a summary and what binds it: its last part, or what it must not end before."""
        close = self.serial.network.end_of(activity.entry.id)
        limit = self.serial.end_limit(close) if close.number in self.serial.placed else None
        if limit is not None and limit.time - 1 > last.toordinal():
            return date.fromordinal(limit.time - 1), limit.cause
        return last, _SPAN

    def _waits_for(self, bar: Scheduled, known: set[str]) -> tuple[str, ...]:
        if bar.role is Role.REMAINDER:
            return ()
        activity = self.activities.by_id[bar.id]
        found = dict.fromkeys(
            other.entry.id for _, other in self.serial.network.predecessors(activity)
        )
        return tuple(item_id for item_id in found if item_id in known)

    def _unscheduled(self, known: set[str]) -> Iterator[Unscheduled]:
        """What is to be done and has no dates, or whose remainder has none, and why."""
        reasons, stuck = dict(self.activities.reasons), set()
        for node in self.serial.network.nodes:
            reason = self.serial.failed.get(node.number)
            if reason is not None and node.part is not Part.FIRST:
                reasons.setdefault(node.id, reason)
                stuck |= {node.id} if node.part is Part.REST else set()
        for activity in self.activities.by_id.values():
            entry = activity.entry
            is_stuck = entry.id in stuck or entry.id in self.activities.deserted
            if activity.sort is Sort.FIXED or (entry.id in known and not is_stuck):
                continue
            reason = reasons.get(entry.id, Phrase("none of its parts has dates"))
            yield Unscheduled(entry, reason)

    def _releases(self, bars: Iterable[Scheduled]) -> Iterator[ReleaseDates]:
        """The dates of the releases that are not cancelled, in the order of the files."""
        spans: dict[str, list[Scheduled]] = {}
        for bar in bars:
            if bar.role in (Role.WORK, Role.REMAINDER):
                spans.setdefault(self.activities.efforts.release(bar.entry), []).append(bar)
        for entry in self.workspace.of_kind("release"):
            if entry.item.is_out:
                continue
            finished = entry.item.day("finished") or date.max
            items = [bar for bar in spans.get(entry.id, []) if bar.start <= finished]
            start = min((bar.start for bar in items), default=None)
            finish = max((bar.finish for bar in items), default=None)
            if finished != date.max:
                finish = finished
            is_over = finished != date.max or _is_over(entry, items)
            last, late = self._missed(entry, [] if is_over else items)
            yield ReleaseDates(entry, start, finish, last, late)

    def _missed(self, release: Entry, items: Sequence[Scheduled]) -> tuple[Due | None, int]:
        """The freeze or the end of a release, whichever is missed by more, and by how much.

        Where none is missed it is the first one that all work of the release keeps.
        """
        calendar = self.serial.resources.calendars.default
        unphased = [one for one in items if not is_in_phase(self.workspace, one.entry)]
        found: tuple[Due | None, int] = (None, 0)
        for field, bound in (("freeze", unphased), ("end", items)):
            last = due_of_window(release, (field,))
            if last is None:
                continue
            late = max((_late(last.day, one.finish, calendar) for one in bound), default=0)
            is_kept = not found[1] and _holds(last, items)
            if found[0] is None or late > found[1] or (is_kept and not _holds(found[0], items)):
                found = (last, late)
        return found

    def _provisional_years(self, bars: Iterable[Scheduled]) -> tuple[int, ...]:
        """The years up to the end of the plan whose worked weekends are not announced yet."""
        found: set[int] = set()
        for bar in bars:
            activity = self.activities.by_id[bar.id]
            for year in range(bar.start.year, bar.finish.year + 1):
                if activity.calendar.is_provisional(year):
                    found.add(year)
        return tuple(sorted(found))


def _counts(part: Scheduled) -> bool:
    """Whether a part has begun, so that what is not left of it is done."""
    return part.state is not State.PLANNED


def _holds(due: Due, items: Iterable[Scheduled]) -> bool:
    """Whether all work finishes by a day."""
    return all(one.finish <= due.day for one in items)


def _late(due: date, finish: date, calendar: WorkCalendar) -> int:
    """The working days from a due day to a later finish; at least one."""
    if finish <= due:
        return 0
    return max(1, calendar.working_days(due.toordinal() + 1, finish.toordinal() + 1))


def _is_over(entry: Entry, items: Iterable[Scheduled]) -> bool:
    return entry.item.status == "released" or all(bar.state is State.FINISHED for bar in items)


def _words_of_past(activity: Activity) -> Phrase:
    if activity.state is State.FINISHED:
        return Phrase("finished")
    return Phrase("all of it is done, and it is not marked as done")
