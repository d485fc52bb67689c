"""What the specification of a schedule says of each item of a plan, read naively.

A day is an ordinal and ends are exclusive. Nothing of the engine is used but what items say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import ceil
from typing import NamedTuple

from tests.schedule.naive_days import NaiveDays, ordinal

from pmkit.kinds.delivery import Milestone
from pmkit.kinds.effort import WORK, Efforts
from pmkit.kinds.inheritance import inherited, lineage
from pmkit.kinds.people import Calendar
from pmkit.kinds.shapes import Dependency, Work
from pmkit.model.fields import Lag
from pmkit.model.workspace import Entry, Workspace
from pmkit.store.settings import Schedule as Settings

Key = tuple[str, bool]
"""An item's id, and whether its remainder is meant."""
Dates = Mapping[Key, tuple[int, int]]
Bound = tuple[int, frozenset[str]]
"""The earliest day, and the ids of what says so."""

_LONG = 400


@dataclass(frozen=True)
class Link:
    """A dependency of an item, and the item that it leads to."""

    writer: Entry
    target: Entry
    type: str
    lag: Lag | None
    named: str


class Wait(NamedTuple):
    """An item whose end, or whose start alone, has to be known first."""

    entry: Entry
    end: bool

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Wait) and (self.entry is other.entry) and self.end == other.end

    def __hash__(self) -> int:
        return hash((self.entry.id, self.end))


def _waits(links: Iterable[Link]) -> list[Wait]:
    return [Wait(link.target, link.type in ("FS", "FF")) for link in links]


class Specification:
    """The facts of a plan: what is to be done, by whom, after what, and what has no dates."""

    def __init__(self, workspace: Workspace, settings: Settings, as_of: date) -> None:
        self.workspace = workspace
        self.days = NaiveDays(workspace, settings, as_of)
        self.efforts = Efforts(workspace, settings.hours_per_day)
        self.hours_per_day = settings.hours_per_day
        self.as_of = ordinal(as_of)
        self.base = max(self.as_of, ordinal(settings.start or as_of))

    # What sort of item

    @cached_property
    def work(self) -> list[Entry]:
        """The features, stories and tasks that are to be done."""
        found = self.workspace.by_id.values()
        return [one for one in found if one.item.kind in WORK and self.efforts.counts(one)]

    @cached_property
    def milestones(self) -> list[Entry]:
        """The milestones that are still wanted."""
        found = self.workspace.by_id.values()
        return [one for one in found if one.item.kind == "milestone" and not one.item.is_out]

    def above(self, entry: Entry) -> list[Entry]:
        """The work that the item is part of, the nearest first."""
        return [one for one in lineage(self.workspace, entry)[1:] if one.item.kind in WORK]

    def _whole_line(self, entry: Entry) -> list[Entry]:
        return [entry, *self.above(entry)]

    def says_finished(self, entry: Entry) -> bool:
        """Whether the item itself is finished."""
        is_done = entry.item.status in ("done", "released", "met")
        return is_done or entry.item.day("finished") is not None

    def finished_on(self, entry: Entry) -> date | None:
        """The day on which a finished item was finished; a milestone that is met had its date."""
        written = entry.item.day("finished")
        if written is None and entry.item.kind == "milestone":
            return entry.item.day("date")
        return written

    def is_finished(self, entry: Entry) -> bool:
        """Whether the item is finished, or all that it is part of."""
        return any(map(self.says_finished, self._whole_line(entry)))

    def is_held(self, entry: Entry) -> bool:
        """Whether the item, or what it is part of, is on hold."""
        held = any(one.item.status == "on_hold" for one in self._whole_line(entry))
        return held and not self.is_finished(entry)

    def has_begun(self, entry: Entry) -> bool:
        """Whether the item itself has started."""
        item = entry.item
        assert isinstance(item, Work)
        started = item.started is not None and ordinal(item.started) <= self.as_of
        return started or item.status in ("in_progress", "testing") or bool(item.progress)

    def parts(self, entry: Entry) -> list[Entry]:
        """The parts that are to be done."""
        return [part for part in self.efforts.parts(entry) if self.efforts.counts(part)]

    def is_summary(self, entry: Entry) -> bool:
        """Whether the item has parts, at any depth, with effort."""
        return any(self.efforts.of(one) or self.is_summary(one) for one in self.parts(entry))

    @cached_property
    def summaries(self) -> set[str]:
        """The ids of all items that are summaries."""
        return {one.id for one in self.work if self.is_summary(one)}

    def is_covered(self, entry: Entry) -> bool:
        """Whether the estimate of what it is part of stands for the item."""
        return self.coverer(entry) is not None

    def coverer(self, entry: Entry) -> Entry | None:
        """The item whose own estimate stands for this one, which has none."""
        if self.efforts.of(entry) or self.is_summary(entry):
            return None
        for one in self.above(entry):
            if self.efforts.own(one):
                return None if self.is_summary(one) else one
        return None

    def is_activity(self, entry: Entry) -> bool:
        """Whether the item is work of its own, without parts that have effort."""
        return bool(self.efforts.of(entry)) and not self.is_summary(entry)

    def is_empty(self, entry: Entry) -> bool:
        """Whether nothing is known to do, here or above."""
        has_effort = bool(self.efforts.of(entry)) or self.is_summary(entry)
        return not has_effort and not self.is_covered(entry)

    # Effort and people

    def effort(self, key: Key) -> Fraction:
        """The person-days of an item without parts, or of a remainder."""
        entry = self.workspace.by_id[key[0]]
        return self.efforts.remainder(entry) if key[1] else self.efforts.of(entry) or Fraction(0)

    def remaining(self, key: Key) -> tuple[Fraction, Fraction]:
        """The least and the most that is left of an activity, in person-days."""
        entry, effort = self.workspace.by_id[key[0]], self.effort(key)
        item = entry.item
        assert isinstance(item, Work)
        if key[1]:
            told = (item.remaining, item.progress, item.spent)
            is_told = self.has_begun(entry) and any(one is not None for one in told)
            return (Fraction(0) if is_told else effort), effort
        if not self.has_begun(entry):
            left = item.remaining.days(self.hours_per_day) if item.remaining else effort
            return min(effort, left), max(effort, left)
        if item.remaining is not None:
            left = item.remaining.days(self.hours_per_day)
        elif item.progress is not None:
            left = effort * max(Fraction(0), 1 - Fraction(item.progress))
        elif item.spent is not None:
            left = effort - item.spent.days(self.hours_per_day)
            if left <= 0:
                return Fraction(1, 1000), Fraction(1)
        else:
            left = effort
        return left, left

    def asked(self, entry: Entry) -> list[tuple[Entry, Fraction]]:
        """The teams that the item needs, the first one first, and how many people it asks for."""
        item = entry.item
        assert isinstance(item, Work)
        teams = [
            (self.workspace.find(team), Fraction(n)) for team, n in item.needs.items() if n > 0
        ]
        if not teams:
            found = inherited(self.workspace, entry, "team")
            teams = [(self.workspace.find(found.value) if found else None, Fraction(1))]
        return [(team, n) for team, n in teams if team is not None and team.item.kind == "team"]

    def needs(self, entry: Entry) -> list[tuple[Entry, Fraction]]:
        """The people that the item takes at once: what it asks for, or as many as there are."""
        return [(team, min(n, self.days.greatest(team))) for team, n in self.asked(entry)]

    def is_working_day(self, entry: Entry, day: int) -> bool:
        """Whether all people that the item needs are there on a day."""
        needs = self.needs_of(entry.id)
        if not needs:
            return self.days.works(self.days.default, day)
        return all(
            self.days.works(self.days.calendar_of(team), day) and self.days.people(team, day) >= n
            for team, n in needs
        )

    def needs_of(self, item_id: str) -> list[tuple[Entry, Fraction]]:
        """The same as ``needs``, remembered."""
        if item_id not in self._needs:
            self._needs[item_id] = self.needs(self.workspace.by_id[item_id])
        return self._needs[item_id]

    @cached_property
    def _needs(self) -> dict[str, list[tuple[Entry, Fraction]]]:
        return {}

    def length(self, entry: Entry, remaining: Fraction) -> int:
        """The working days that some person-days take."""
        people = sum((n for _, n in self.needs_of(entry.id)), Fraction(0))
        return ceil(remaining / (people or 1))

    def interval(self, entry: Entry, start: int, days: int) -> tuple[int, int] | None:
        """From a day on, as many working days as an item takes, uninterrupted; None if never."""
        day, left, last = start, days, start
        while left:
            if self.is_working_day(entry, day):
                left, last = left - 1, day
            elif day > max(last, self.days.horizon) + _LONG:
                return None
            day += 1
        return start, day

    # Dependencies

    def links(self, entry: Entry, *types: str) -> list[Link]:
        """The item's own dependencies of some types on what is still wanted."""
        item = entry.item
        written: Iterable[Dependency] = getattr(item, "depends_on", ())
        return [
            Link(entry, target, one.type, one.lag, self.workspace.current_id(one.item))
            for one in written
            if one.type in types
            for target in self._targets(entry, one.item)
            if target.id != entry.id
        ]

    def _targets(self, writer: Entry, written: str) -> Iterator[Entry]:
        found = self.workspace.find(written)
        if found is None or found.item.is_out:
            return
        if found.item.kind == "milestone":
            yield found
        elif found.item.kind == "requirement":
            edges = self.workspace.incoming.get(found.id, ())
            sources = {edge.source.id: edge.source for edge in edges if edge.field == "satisfies"}
            yield from (
                one
                for one in sources.values()
                if one in self._work_set
                and writer not in self.above(one)
                and one not in self.above(writer)
            )
        elif found in self._work_set:
            yield found

    @cached_property
    def _work_set(self) -> _Entries:
        return _Entries(self.work)

    def calendar_of(self, entry: Entry) -> Calendar | None:
        """The calendar that lags and lateness of an item are counted in."""
        teams = self.asked(entry) if isinstance(entry.item, Work) else []
        return self.days.calendar_of(teams[0][0] if teams else None)

    def plus(self, entry: Entry, day: int, lag: Lag | None) -> int:
        """A day and a lag: the first one with that many working days of the item between."""
        if lag is None:
            return day
        amount = ceil(lag.days)
        if lag.calendar:
            return day + amount
        calendar = self.calendar_of(entry)
        step, counted = (1 if amount > 0 else -1), 0
        while counted < abs(amount):
            counted += self.days.works(calendar, day if step > 0 else day - 1)
            day += step
        return day

    # Dates

    def span(self, entry: Entry, dates: Dates) -> tuple[int, int, frozenset[str]] | None:
        """From when to when an item runs for those that wait for it, and which ids say so."""
        if (entry.id, False) in dates and not (
            entry.id in self.summaries and not self.is_finished(entry)
        ):
            start, end = dates[entry.id, False]
            is_point = entry.item.kind == "milestone"
            return end if is_point else start, end, frozenset([entry.id])
        if entry.item.kind == "milestone" or self.is_finished(entry):
            return None
        above = self.coverer(entry)
        if above is not None:
            found = self.span(above, dates)
            return None if found is None else (*found[:2], found[2] | {entry.id})
        if entry.id not in self.summaries:
            is_point = self.is_empty(entry) and not self.is_held(entry)
            return self._point(entry, dates) if is_point and not self.is_in_circle(entry) else None
        spans = [span for part in self.parts(entry) if (span := self.span(part, dates))]
        if (entry.id, True) in dates:
            spans.append((*dates[entry.id, True], frozenset([entry.id])))
        if not spans:
            return None
        names = frozenset(chain([entry.id], *(span[2] for span in spans)))
        visible = [span[0] for span in spans if span[0] < span[1]]
        return min(visible or [span[0] for span in spans]), max(span[1] for span in spans), names

    def _point(self, entry: Entry, dates: Dates) -> tuple[int, int, frozenset[str]] | None:
        """When an item without effort is through: when all that it waits for is."""
        has_begun = self.has_begun(entry)
        bounds = [] if has_begun else self.start_bounds(entry, dates)
        bounds.append((self.as_of if has_begun else self.base, frozenset()))
        bounds += self.end_bounds(entry, dates)
        day = max(bound[0] for bound in bounds)
        names = frozenset(chain([entry.id], *(bound[1] for bound in bounds if bound[0] == day)))
        return day, day, names

    def start_bounds(self, entry: Entry, dates: Dates) -> list[Bound]:
        """The days before which the item cannot start: windows, not_before, what it waits for."""
        found = list(self._windows(entry))
        for link in self._covered_links(entry, "FS", "SS"):
            found += self._bound(link, dates)
        for one in self._whole_line(entry):
            if one is not entry and self.has_begun(one):
                continue
            not_before = one.item.day("not_before")
            if not_before is not None:
                found.append((ordinal(not_before), frozenset([one.id])))
            for link in self.links(one, "FS", "SS"):
                found += self._bound(link, dates)
        return found

    def end_bounds(self, entry: Entry, dates: Dates) -> list[Bound]:
        """The days before which the item cannot end, exclusive."""
        links = [*self.links(entry, "FF", "SF"), *self._covered_links(entry, "FF", "SF")]
        return [bound for link in links for bound in self._bound(link, dates)]

    def _covered_links(self, entry: Entry, *types: str) -> list[Link]:
        """What the parts that an item stands for wait for, but for one another."""
        found = []
        for part in self._covered_by(entry):
            is_open = not (self.is_finished(part) or self.is_held(part))
            if is_open and not ({"FS", "SS"} & {*types} and self.has_begun(part)):
                found += self.links(part, *types)
        return [link for link in found if entry not in (link.target, self.coverer(link.target))]

    def _covered_by(self, entry: Entry) -> list[Entry]:
        return [one for one in self.work if self.coverer(one) is entry]

    def _bound(self, link: Link, dates: Dates) -> list[Bound]:
        span = self.span(link.target, dates)
        if span is None:
            return []
        day = span[1] if link.type in ("FS", "FF") else span[0]
        return [(self.plus(link.writer, day, link.lag), span[2] | {link.named, link.writer.id})]

    def containers(self, entry: Entry) -> Iterator[Entry]:
        """The release, the iteration and the phase of an item."""
        for field in ("release", "iteration", "phase"):
            value = (
                inherited(self.workspace, entry, field)
                if field != "phase" and entry.item.kind in WORK
                else None
            )
            written = value.value if value else getattr(entry.item, field, None)
            found = self.workspace.find(written) if written else None
            if found is not None and found.item.kind == field and not found.item.is_out:
                yield found

    def _windows(self, entry: Entry) -> Iterator[Bound]:
        for container in self.containers(entry):
            start = container.item.day("start")
            if start is not None:
                yield ordinal(start), frozenset([container.id])

    def due(self, entry: Entry) -> date | None:
        """The earliest day by which something asks for the item."""
        if isinstance(entry.item, Milestone) and entry.item.date is not None:
            return entry.item.date
        days = [entry.item.day("due")]
        containers = list(self.containers(entry))
        is_in_phase = any(one.item.kind == "phase" for one in containers)
        for one in containers:
            freeze = None if is_in_phase else one.item.day("freeze")
            days.append(freeze or one.item.day("end"))
        return min((day for day in days if day is not None), default=None)

    def milestone_day(self, entry: Entry, dates: Dates) -> tuple[int, frozenset[str]]:
        """The day of a milestone that is not reached yet, and the ids of what says so.

        One that waits for a start is reached at the end of the day of that start.
        """
        assert isinstance(entry.item, Milestone)
        found = [(self.as_of, frozenset[str]())]
        if entry.item.date is not None:
            found.append((ordinal(entry.item.date), frozenset([entry.id])))
        for link in self.links(entry, "FS", "FF", "SS", "SF"):
            span = self.span(link.target, dates)
            if span is not None:
                day = span[1] if link.type in ("FS", "FF") else span[0] + 1
                last = self.plus(entry, day, link.lag) - 1
                found.append((last, span[2] | {link.named}))
        latest = max(day for day, _ in found)
        return latest, frozenset(chain.from_iterable(ids for day, ids in found if day == latest))

    # What cannot be dated

    def waits_for(self, entry: Entry, end: bool = True) -> list[Wait]:
        """What has to be known before the start of an item is, or its end.

        They differ for summaries alone: what binds the end of one does not move its parts.
        """
        if self.is_finished(entry):
            return []
        if entry.item.kind == "milestone":
            return _waits(self.links(entry, "FS", "SS", "FF", "SF"))
        above = self.coverer(entry)
        if above is not None:
            return [Wait(above, end)]
        ends = [*self.links(entry, "FF", "SF"), *self._covered_links(entry, "FF", "SF")]
        if entry.id in self.summaries:
            found = [Wait(part, end) for part in self.parts(entry)]
            if self.efforts.remainder(entry) > 0:
                found += self.rest_waits(entry)
            return [*found, *_waits(ends)] if end else found
        return [*self.rest_waits(entry), *_waits(ends)]

    def rest_waits(self, entry: Entry) -> list[Wait]:
        """What has to be known before the start of an activity, or of a remainder, is."""
        if self.has_begun(entry):
            return []
        line = (one for one in self._whole_line(entry) if not self.has_begun(one))
        starts = [link for one in line for link in self.links(one, "FS", "SS")]
        return _waits([*starts, *self._covered_links(entry, "FS", "SS")])

    def is_in_circle(self, entry: Entry) -> bool:
        """Whether the item waits for itself, through others."""
        if entry.id not in self._in_circles:
            self._in_circles[entry.id] = any(
                Wait(entry, end) in self.reaches(entry, end) for end in (True, False)
            )
        return self._in_circles[entry.id]

    def is_rest_in_circle(self, entry: Entry) -> bool:
        """Whether the remainder of a summary waits for the summary, through others."""
        waits = self.rest_waits(entry)
        found = [*waits, *(one for wait in waits for one in self.reaches(*wait))]
        return any(wait.entry is entry for wait in found)

    @cached_property
    def _in_circles(self) -> dict[str, bool]:
        return {}

    def reaches(self, entry: Entry, end: bool) -> list[Wait]:
        """All that an item waits for, through others; itself where that is a circle."""
        found: list[Wait] = []
        waiting = self.waits_for(entry, end)
        for one in waiting:
            if one not in found:
                found.append(one)
                waiting += self.waits_for(*one)
        return found

    def tells_date(self, entry: Entry) -> bool | None:
        """Whether a milestone has a date, or waits for what tells one; None where both would do.

        What was done some day tells none, and is no reason to have none.
        """
        links = self.links(entry, "FS", "SS", "FF", "SF")
        if entry.item.day("date") or any(map(self._leaves_dates, links)):
            return True
        return None if links else False

    def _leaves_dates(self, link: Link) -> bool:
        """Whether there is something to tell the dates of: not so of what was done some day."""
        target = link.target
        is_done_some_day = self.is_finished(target) and self.finished_on(target) is None
        return not is_done_some_day or target.id in self.summaries

    def working_days(self, entry: Entry, start: int, end: int) -> int:
        """The working days of the item's calendar from a day to another, exclusive."""
        calendar = self.calendar_of(entry)
        return sum(self.days.works(calendar, day) for day in range(start, end))


class _Entries:
    """Entries that are asked for by identity."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._ids = {id(one) for one in entries}

    def __contains__(self, entry: Entry) -> bool:
        return id(entry) in self._ids
