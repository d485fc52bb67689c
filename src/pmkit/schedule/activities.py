"""What there is to schedule: every work item and milestone, how far it is and whom it needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property

from pmkit.kinds.delivery import Milestone
from pmkit.kinds.effort import WORK, Efforts
from pmkit.kinds.shapes import DONE, UNDER_WAY, Work, work_of
from pmkit.model.diagnostic import Phrase
from pmkit.model.workspace import Entry, Workspace
from pmkit.schedule.calendar import WorkCalendar
from pmkit.schedule.resources import Resources, asked
from pmkit.schedule.schedule import Need, State


class Sort(Enum):
    """How an item takes part in the network."""

    WORK = "work"
    """It takes people for some days."""
    WHOLE = "whole"
    """It spans its parts."""
    POINT = "point"
    """It takes no time: a milestone, or work that nobody has estimated."""
    FIXED = "fixed"
    """It has its dates: it is finished, or nothing of it is left."""
    BARRED = "barred"
    """It cannot be dated, nor can what waits for it."""


@dataclass(frozen=True, slots=True)
class Activity:
    """An item as the engine sees it. ``start`` and ``end`` are actual, the end exclusive.

    ``effort`` and ``remaining`` are in person-days, of a whole its remainder's. ``remaining`` is
    above 0 for all that has no end yet. Lags before it count in the days of ``calendar``.
    """

    entry: Entry
    sort: Sort
    calendar: WorkCalendar
    state: State = State.PLANNED
    effort: Fraction = Fraction(0)
    remaining: Fraction = Fraction(0)
    progress: Fraction | None = None
    needs: tuple[Need, ...] = ()
    start: int | None = None
    end: int | None = None

    @property
    def people(self) -> Fraction:
        """How many people work on it at once."""
        return sum((need.people for need in self.needs), Fraction(0)) or Fraction(1)

    @property
    def days(self) -> int:
        """The working days that its remaining work takes: the effort shared by the people."""
        return -(-self.remaining // self.people)


class Activities:
    """The activities of a workspace as of a day, by id, and the reasons of those without dates."""

    def __init__(
        self, workspace: Workspace, efforts: Efforts, resources: Resources, as_of: int
    ) -> None:
        self.workspace = workspace
        self.efforts = efforts
        self.resources = resources
        self.as_of = as_of
        self.by_id: dict[str, Activity] = {}
        self.reasons: dict[str, Phrase] = {}
        self.deserted: set[str] = set()
        """What asks for a team that has nobody."""
        self._lineages: dict[str, frozenset[str]] = {}
        for entry in self._work:
            if entry.id not in self.covered_by:
                self.by_id[entry.id] = self._of_work(entry)
        for entry in reversed(self._work):
            self._settle_remainder(entry)
        for entry in workspace.of_kind("milestone"):
            if not entry.item.is_out:
                self.by_id[entry.id] = self._of_milestone(entry)

    @cached_property
    def _work(self) -> list[Entry]:
        """The work that is to be done or done, wholes before parts."""
        wanted = [one for one in self.workspace.of_kind(*WORK) if self.efforts.counts(one)]
        parts = {part.id for entry in wanted for part in self.parts(entry)}
        found = [entry for entry in wanted if entry.id not in parts]
        for entry in found:
            found += self.parts(entry)
        return found

    def parts(self, entry: Entry) -> list[Entry]:
        """The sub-features, stories and tasks of an item that are to be done or done."""
        return [part for part in self.efforts.parts(entry) if self.efforts.counts(part)]

    @cached_property
    def covered_by(self) -> dict[str, Entry]:
        """The items whose effort an estimate above them stands for, and the item with it."""
        found: dict[str, Entry] = {}
        for entry in self._work:
            above = found.get(entry.id)
            if above is None and not self.efforts.stands_for_its_parts(entry):
                continue
            for part in self.parts(entry):
                found[part.id] = above or entry
        return found

    def _of_work(self, entry: Entry) -> Activity:
        if entry.id in self._finished_by:
            return self._finished(entry)
        held = self._held(entry)
        if held is not None:
            self.reasons[entry.id] = held
            return Activity(entry, Sort.BARRED, self._calendar(entry))
        parts = self.parts(entry)
        if parts and not self.efforts.stands_for_its_parts(entry):
            return self._whole(entry, parts)
        effort = self.efforts.of(entry)
        if not effort:
            self.reasons[entry.id] = (
                Phrase("no estimate") if effort is None else Phrase("its estimate is 0")
            )
            state = State.STARTED if self.is_under_way(entry) else State.PLANNED
            return Activity(entry, Sort.POINT, self._calendar(entry), state)
        return self._to_do(entry, effort)

    def _held(self, entry: Entry) -> Phrase | None:
        """Why work stands still, if it or anything above it is on hold."""
        holder = self._held_by.get(entry.id)
        if holder is None:
            return None
        return Phrase("on hold") if holder is entry else Phrase("{item} is on hold", item=holder.id)

    @cached_property
    def _finished_by(self) -> set[str]:
        """What is finished, and all parts of it."""
        found: set[str] = set()
        for entry in self._work:
            if entry.item.status in DONE or entry.item.day("finished") is not None:
                found.add(entry.id)
            if entry.id in found:
                found |= {part.id for part in self.parts(entry)}
        return found

    @cached_property
    def _held_by(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in self._work:
            if entry.item.status == "on_hold":
                found.setdefault(entry.id, entry)
            if entry.id in found:
                found |= {part.id: found[entry.id] for part in self.parts(entry)}
        return found

    @cached_property
    def _whole_of(self) -> dict[str, Entry]:
        return {part.id: entry for entry in self._work for part in self.parts(entry)}

    def whole_of(self, entry: Entry) -> str:
        """The id of the item that an item is a part of; empty if there is none."""
        whole = self._whole_of.get(entry.id)
        return whole.id if whole is not None else ""

    @cached_property
    def depths(self) -> dict[str, int]:
        """How many items each one is a part of, its whole's whole included."""
        found: dict[str, int] = {}
        for entry in self._work:
            whole = self._whole_of.get(entry.id)
            found[entry.id] = 0 if whole is None else found[whole.id] + 1
        return found

    def lineage(self, entry: Entry) -> frozenset[str]:
        """The ids of an item and of all items that it is a part of."""
        known = self._lineages.get(entry.id)
        if known is None:
            whole = self._whole_of.get(entry.id)
            found = {entry.id}
            while whole is not None and whole.id not in found:
                found.add(whole.id)
                whole = self._whole_of.get(whole.id)
            known = self._lineages[entry.id] = frozenset(found)
        return known

    def _whole(self, entry: Entry, parts: list[Entry]) -> Activity:
        state = State.STARTED if self.is_under_way(entry) else State.PLANNED
        if not self.efforts.is_sized(entry):
            self.reasons[entry.id] = Phrase("none of its parts has an estimate")
            return Activity(entry, Sort.WHOLE, self._calendar(entry), state)
        rest = self.efforts.remainder(entry)
        needs = self._needs(entry) if rest else ()
        if needs is None:
            needs = ()
            rest = Fraction(0)
        return Activity(entry, Sort.WHOLE, self._calendar(entry), state, rest, rest, needs=needs)

    def _settle_remainder(self, entry: Entry) -> None:
        """Takes what is known of the progress of a whole as said of all of it, its parts included.

        What is left of the remainder is then what is left of the whole beyond its parts.
        """
        activity = self.by_id.get(entry.id)
        item = work_of(entry)
        told = (item.remaining, item.progress, item.spent)
        if activity is None or not activity.remaining or all(one is None for one in told):
            return
        if activity.sort is Sort.WHOLE and activity.state is State.STARTED:
            left = self._remaining(item, self.efforts.of(entry) or Fraction(0))
            release = self.efforts.release(entry)
            left -= sum((self._left(part, release) for part in self.parts(entry)), Fraction(0))
            remaining = min(max(left, Fraction(0)), activity.effort)
            self.by_id[entry.id] = replace(activity, remaining=remaining)

    def _left(self, entry: Entry, release: str) -> Fraction:
        """What is left of an item with all its parts in a release, in person-days."""
        total, waiting = Fraction(0), [entry]
        for one in waiting:
            activity = self.by_id.get(one.id)
            if activity is not None:
                total += activity.remaining if self.efforts.release(one) == release else 0
                waiting += self.parts(one) if activity.sort is Sort.WHOLE else []
        return total

    def _to_do(self, entry: Entry, effort: Fraction) -> Activity:
        needs = self._needs(entry)
        if needs is None:
            return Activity(entry, Sort.BARRED, self._calendar(entry))
        item = work_of(entry)
        calendar = self.resources.calendar([need.team for need in needs])
        progress = None if item.progress is None else Fraction(item.progress)
        if not self.is_under_way(entry):
            return Activity(
                entry, Sort.WORK, calendar, State.PLANNED, effort, effort, progress, needs
            )
        started = self._started(entry)
        remaining = self._remaining(item, effort)
        under = Activity(
            entry, Sort.WORK, calendar, State.STARTED, effort, remaining, progress, needs, started
        )
        if not remaining:
            start = self.as_of - 1 if started is None else started
            end = max(self.as_of, start + 1)
            return replace(under, sort=Sort.FIXED, start=start, end=end)
        return under

    def _started(self, entry: Entry) -> int | None:
        """The day on which work began; None if it has not, or that day is not known."""
        started = entry.item.day("started")
        if started is None or started.toordinal() > self.as_of:
            return None
        return started.toordinal()

    def is_under_way(self, entry: Entry) -> bool:
        """Whether work has begun: it has a day of its start, such a status, or some progress."""
        item = work_of(entry)
        return self._started(entry) is not None or item.status in UNDER_WAY or bool(item.progress)

    def is_finished(self, entry: Entry) -> bool:
        """Whether work is done, by itself or with what it is a part of."""
        return entry.id in self._finished_by

    def _remaining(self, item: Work, effort: Fraction) -> Fraction:
        """What is left of work under way, in person-days.

        What is written goes first, then the progress, then what was spent. Work that has cost all
        that was estimated and is not done has something left: a day at most.
        """
        if item.remaining is not None:
            left: Fraction = item.remaining.days(self.resources.hours_per_day)
            return left
        if item.progress is not None:
            return effort * max(1 - Fraction(item.progress), Fraction(0))
        if item.spent is not None:
            left = effort - item.spent.days(self.resources.hours_per_day)
            return left if left > 0 else min(effort, Fraction(1))
        return effort

    def _needs(self, entry: Entry) -> tuple[Need, ...] | None:
        """The people that an item takes at once; None, and the reason is kept, if nobody is there.

        Of a team it takes as many as are asked for, but never more than there are on any day.
        """
        found = []
        for wanted in asked(self.workspace, entry):
            people = min(wanted.people, self.resources.most(wanted.team))
            if people <= 0:
                self.reasons[entry.id] = self._nobody(wanted.team)
                self.deserted.add(entry.id)
                return None
            found.append(Need(wanted.team, people))
        return tuple(found)

    def _nobody(self, team: Entry) -> Phrase:
        if self.resources.capacity(team).has_people_from(self.as_of):
            return Phrase("{team} never works: its calendar or leave is in the way", team=team.id)
        return Phrase("{team} has nobody", team=team.id)

    def _calendar(self, entry: Entry) -> WorkCalendar:
        return self.resources.calendar([need.team for need in asked(self.workspace, entry)])

    def _finished(self, entry: Entry) -> Activity:
        """Work that is done; without a start it is counted back from the effort."""
        item = work_of(entry)
        effort = self.efforts.of(entry) or Fraction(0)
        teams = [
            Need(wanted.team, min(wanted.people, most))
            for wanted in asked(self.workspace, entry)
            if (most := self.resources.most_ever(wanted.team)) > 0
        ]
        calendar = self.resources.calendar([need.team for need in teams])
        whole, nothing = Fraction(1), Fraction(0)
        done = Activity(
            entry, Sort.FIXED, calendar, State.FINISHED, effort, nothing, whole, tuple(teams)
        )
        if item.finished is None:
            return done
        end = min(item.finished.toordinal() + 1, date.max.toordinal())
        if item.started is not None:
            start = min(item.started.toordinal(), end - 1)
        else:
            days = max(1, -(-effort // done.people))
            earliest = calendar.advance(end, -days)
            start = end - 1 if earliest is None else min(earliest, end - 1)
        return replace(done, start=start, end=end)

    def _of_milestone(self, entry: Entry) -> Activity:
        item = entry.item
        assert isinstance(item, Milestone)
        calendar = self.resources.calendars.default
        day = item.finished or (item.date if item.status == "met" else None)
        if day is not None:
            end = min(day.toordinal() + 1, date.max.toordinal())
            return Activity(entry, Sort.FIXED, calendar, State.FINISHED, start=end - 1, end=end)
        if item.status == "met":
            return Activity(entry, Sort.FIXED, calendar, State.FINISHED)
        if item.date is None and not item.depends_on:
            self.reasons[entry.id] = Phrase("no date, and nothing that it waits for")
        return Activity(entry, Sort.POINT, calendar)
