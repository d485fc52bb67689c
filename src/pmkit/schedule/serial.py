"""Serial schedule generation: one activity after the other, each as early as people allow.

Kelley (1963); Kolisch and Hartmann (1999) describe the scheme and its properties. Among what waits
for nothing any more, work under way goes first, then the best place in the order, where a
predecessor has the best place of all that waits for it; ties go by id.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pmkit.model.diagnostic import Phrase
from pmkit.model.graph import circle_of
from pmkit.model.workspace import Entry
from pmkit.schedule.activities import Sort
from pmkit.schedule.bounds import (
    NEVER,
    Limit,
    after,
    ends_a_day,
    words_of,
    written_limits,
)
from pmkit.schedule.capacity import AbsenceKind
from pmkit.schedule.circles import circles
from pmkit.schedule.network import Arc, Network, Node, Part
from pmkit.schedule.resources import Resources
from pmkit.schedule.room import Room
from pmkit.schedule.schedule import Bound, Cause, Need, State

_LONG_WEEKEND = 3


@dataclass(slots=True)
class Placed:
    """When a node happens, and why not earlier; times are None where it binds nothing.

    ``position`` is that of its first day among the working days of its people. ``blame`` is the
    number of the node that the cause names.
    """

    start: int | None = None
    end: int | None = None
    position: int = 0
    cause: Cause | None = None
    blame: int | None = None


class Serial:
    """Places all nodes of a network; ``placed`` and ``failed`` are the outcome, by number."""

    def __init__(self, network: Network, resources: Resources, order: Sequence[str]) -> None:
        self.network = network
        self.resources = resources
        self.room = Room(resources)
        self.as_of = resources.first
        self.placed: dict[int, Placed] = {}
        self.failed: dict[int, Phrase] = {}
        self._culprits: dict[int, str] = {}
        self.topological: list[Node] = []
        self._last_days: dict[tuple[str, int], list[Node]] = {}
        self._fail_circles()
        self._ranks = self._ranked({item: place for place, item in enumerate(order)})
        self._run()

    def _fail_circles(self) -> None:
        for circle in circles(self.network.nodes):
            for number, way in circle.ways().items():
                words = Phrase("waits for itself: {way}", way=circle_of(way))
                self.failed[number] = words

    def _ranked(self, places: Mapping[str, int]) -> dict[int, int]:
        """The place of every node: its own, or the best of what waits for it."""
        waiting = {node.number: len(node.arrivals) for node in self.network.nodes}
        found = [node for node in self.network.nodes if self._is_ready(node, waiting)]
        for node in found:
            for arc in node.departures:
                waiting[arc.target.number] -= 1
                if arc.target.number not in self.failed and not waiting[arc.target.number]:
                    found.append(arc.target)
        self.topological = [node for node in found if node.number not in self.failed]
        ranks = {node.number: places.get(node.id, len(places)) for node in self.network.nodes}
        for node in reversed(found):
            for arc in node.departures:
                ranks[node.number] = min(ranks[node.number], ranks[arc.target.number])
        return ranks

    def _is_ready(self, node: Node, waiting: Mapping[int, int]) -> bool:
        return node.number in self.failed or not waiting[node.number]

    def _run(self) -> None:
        waiting = {node.number: len(node.arrivals) for node in self.network.nodes}
        ready = [self._key(node) for node in self.network.nodes if self._is_ready(node, waiting)]
        heapq.heapify(ready)
        while ready:
            node = self.network.nodes[heapq.heappop(ready)[-1]]
            if node.number not in self.failed:
                self._place(node)
            for arc in node.departures:
                target = arc.target
                waiting[target.number] -= 1
                if not waiting[target.number] and target.number not in self.failed:
                    heapq.heappush(ready, self._key(target))

    def _key(self, node: Node) -> tuple[int, int, str, int]:
        if not node.is_work:
            return 0, 0, "", node.number
        group = 1 if node.activity.state is State.STARTED else 2
        return group, self._ranks[node.number], node.id, node.number

    def _place(self, node: Node) -> None:
        failed = self._failure(node)
        if failed is not None:
            self.failed[node.number] = failed
        elif node.sort is Sort.FIXED:
            cause = Cause(Bound.ACTUAL, Phrase("it has happened"))
            self.placed[node.number] = Placed(node.activity.start, node.activity.end, cause=cause)
        elif node.part is Part.FIRST:
            self._place_first(node)
        elif node.is_work:
            self._place_work(node)
        else:
            self._place_point(node)

    def _failure(self, node: Node) -> Phrase | None:
        """Why a node cannot be dated; of a whole, the part to blame is kept."""
        if node.sort is Sort.BARRED:
            return Phrase("it cannot be dated")
        for arc in node.arrivals:
            failure = self.failed.get(arc.source.number)
            if failure is None:
                continue
            culprit = self._culprits.get(arc.source.number, arc.source.id)
            if arc.dependency is None and node.part in (Part.FIRST, Part.CLOSE):
                self._culprits[node.number] = culprit
            if arc.source.part is Part.OPEN and arc.dependency is None:
                return failure
            return Phrase("waits for {item}, which has no dates", item=culprit)
        return None

    def _place_first(self, node: Node) -> None:
        found = [
            (self.placed[arc.source.number].start or 0, arc.source.number)
            for arc in node.arrivals
            if self.placed[arc.source.number].start is not None
        ]
        if found:
            start, blame = min(found)
            self.placed[node.number] = Placed(start, start, blame=blame)
        else:
            self.placed[node.number] = Placed()

    def _limit(self, arc: Arc) -> Limit | None:
        """What an arc says of its target; None where its source binds nothing."""
        source = self.placed[arc.source.number]
        time = source.end if arc.from_end else source.start
        if time is None:
            return None
        if arc.dependency is not None:
            time += ends_a_day(arc)
            time = after(time, arc.lag, arc.target.activity.calendar)
            cause = Cause(Bound.DEPENDENCY, words_of(arc), item=arc.source.id)
            return Limit(time, cause, arc.source.number)
        if arc.source.part is Part.OPEN and source.cause is not None:
            return Limit(time, source.cause, source.blame)
        cause = Cause(Bound.PARTS, Phrase("spans its parts"))
        return Limit(time, cause, arc.source.number)

    def _start_limits(self, node: Node) -> Iterator[Limit]:
        yield self._begin(node)
        if node.activity.state is not State.STARTED:
            yield from written_limits(self.network.activities.workspace, node.activity.entry)
        yield from self._arc_limits(node, to_end=False)

    def _begin(self, node: Node) -> Limit:
        """The first day of work that is still to be done."""
        begins = self.as_of if node.activity.state is State.STARTED else self.resources.start
        words = Phrase("free to start on {date}", date=date.fromordinal(begins).isoformat())
        return Limit(begins, Cause(Bound.AS_OF, words))

    def _arc_limits(self, node: Node, to_end: bool) -> Iterator[Limit]:
        for arc in node.arrivals:
            if arc.to_end is to_end:
                limit = self._limit(arc)
                if limit is not None:
                    yield limit

    def end_limit(self, node: Node) -> Limit | None:
        """What dependencies as they are written say of the end of a node."""
        arcs = [arc for arc in node.arrivals if arc.to_end and arc.dependency is not None]
        return _binding(limit for arc in arcs if (limit := self._limit(arc)) is not None)

    def _place_point(self, node: Node) -> None:
        """Places what takes no time: milestones, unestimated work, the opening and end of a whole.

        A milestone is reached at the end of a day, so that what waits for it starts on the next.
        """
        limits = [*self._arc_limits(node, to_end=False), *self._arc_limits(node, to_end=True)]
        entry = node.activity.entry
        if node.part is Part.OPEN:
            own = entry.item.day("not_before")
            if own is not None and node.activity.state is not State.STARTED:
                words = Phrase("not before {date}", date=own.isoformat())
                cause = Cause(Bound.NOT_BEFORE, words, item=entry.id)
                limits.append(Limit(own.toordinal(), cause))
        elif node.part is Part.CLOSE and not self.network.activities.efforts.is_sized(entry):
            limits.append(self._begin(node))
        elif node.part is not Part.CLOSE and entry.item.kind != "milestone":
            limits += self._start_limits(node)
        elif node.part is Part.ALL and (limits or self._is_settled(node)):
            limits += self._milestone_limits(node)
        best = _binding(limits)
        if best is None and entry.item.kind == "milestone":
            self.failed[node.number] = Phrase("nothing that it waits for has dates")
        elif best is None:
            self.placed[node.number] = Placed()
        elif best.time >= NEVER:
            self.failed[node.number] = self._too_late()
        else:
            self.placed[node.number] = Placed(
                best.time, best.time, cause=best.cause, blame=best.node
            )

    def _is_settled(self, node: Node) -> bool:
        """Whether a milestone has a date, or waits for something that is done on no known day."""
        is_done = any(arc.source.sort is Sort.FIXED for arc in node.arrivals)
        return is_done or node.activity.entry.item.day("date") is not None

    def _milestone_limits(self, node: Node) -> Iterator[Limit]:
        words = Phrase("not reached by {date}", date=date.fromordinal(self.as_of).isoformat())
        yield Limit(self.as_of + 1, Cause(Bound.AS_OF, words))
        day = node.activity.entry.item.day("date")
        if day is not None:
            words = Phrase("planned for {date}", date=day.isoformat())
            yield Limit(day.toordinal() + 1, Cause(Bound.DATE, words))

    def _too_late(self, team: str = "") -> Phrase:
        if team:
            year = self.resources.last_year + 1
            return Phrase("{team} cannot do it before {year}", team=team, year=year)
        return Phrase("does not fit before {year}", year=self.resources.last_year + 1)

    def _place_work(self, node: Node) -> None:
        """Places work on the first of its working days from which on there is room for it."""
        activity = node.activity
        begin = _binding(self._start_limits(node))
        if begin is None or begin.time >= NEVER:
            self.failed[node.number] = self._too_late()
            return
        workdays = self.resources.workdays(activity.needs)
        earliest, latest = workdays.position(begin.time), None
        position = earliest
        for limit in self._arc_limits(node, to_end=True):
            last = workdays.position(limit.time - 1) - activity.days + 1
            if last > position:
                position, latest = last, limit
        found = self.room.find(activity.needs, position, activity.days)
        if found is None:
            team = activity.needs[0].team.id if activity.needs else ""
            self.failed[node.number] = self._too_late(team)
            return
        cause, blame = self._cause(node, begin, latest, found, found > position)
        self.room.take(activity.needs, found, activity.days)
        last_day = workdays.days[found + activity.days - 1]
        for need in activity.needs:
            self._last_days.setdefault((need.team.id, last_day), []).append(node)
        start = workdays.days[found] if activity.start is None else activity.start
        self.placed[node.number] = Placed(start, last_day + 1, found, cause, blame)

    def _cause(
        self, node: Node, begin: Limit, latest: Limit | None, position: int, is_busy: bool
    ) -> tuple[Cause, int | None]:
        """The one thing that binds work at a position, and the node to blame."""
        if is_busy:
            return self._busy(node, position)
        if latest is not None:
            return latest.cause, latest.node
        activity = node.activity
        start = self.resources.workdays(activity.needs).days[position]
        absent = self._absent(node, begin.time, start) or self._closed(node, begin.time, start)
        if absent is not None:
            return absent, begin.node
        if activity.state is State.STARTED and begin.cause.bound is Bound.AS_OF:
            words = Phrase("under way")
            if activity.start is not None:
                since = date.fromordinal(activity.start).isoformat()
                words = Phrase("under way since {date}", date=since)
            return Cause(Bound.ACTUAL, words), None
        return begin.cause, begin.node

    def _busy(self, node: Node, position: int) -> tuple[Cause, int | None]:
        """The work that takes the people until a position; or that there are too few before it."""
        needs = node.activity.needs
        workdays = self.resources.workdays(needs)
        blocked, start = workdays.days[position - 1], workdays.days[position]
        short = [
            need
            for need in needs
            if self.room.lane(need.team).free[blocked - self.as_of] < self.resources.units(need)
        ]
        for need in short:
            for day in range(blocked, start):
                busy = self._last_days.get((need.team.id, day))
                if busy:
                    other = min(busy, key=lambda one: (one.id, one.number))
                    until = date.fromordinal(day).isoformat()
                    values = {"team": need.team.id, "item": other.id, "date": until}
                    words = Phrase("{team} is busy with {item} until {date}", **values)
                    return Cause(Bound.TEAM, words, other.id, need.team.id), other.number
        return self._too_few((short or needs)[0].team, blocked, start), None

    def _too_few(self, team: Entry, day: int, start: int) -> Cause:
        """That people of a team are missing on a day, and who of them is on leave."""
        until = date.fromordinal(start).isoformat()
        absences = self.resources.capacity(team).absences(day)
        away = [one.name for one in absences if one.kind is AbsenceKind.LEAVE]
        words = Phrase("{team} has too few people before {date}", team=team.id, date=until)
        if away:
            values = {"team": team.id, "names": ", ".join(away), "date": until}
            words = Phrase("{team} has too few people before {date}, on leave: {names}", **values)
        return Cause(Bound.PEOPLE, words, team=team.id)

    def _absent(self, node: Node, day: int, start: int) -> Cause | None:
        """The team that is not there in full until a start; None if all merely have days off.

        The last day before the start on which any of the teams works tells.
        """
        until = date.fromordinal(start).isoformat()
        for before in range(start - 1, day - 1, -1):
            working = [self._works(need, before) for need in node.activity.needs]
            if not any(working):
                continue
            for need, works in sorted(
                zip(node.activity.needs, working, strict=True), key=lambda one: not one[1]
            ):
                team = need.team.id
                if not works:
                    words = Phrase("{team} does not work before {date}", team=team, date=until)
                    return Cause(Bound.PEOPLE, words, team=team)
                if self.resources.capacity(need.team).units(before) < self.resources.units(need):
                    return self._too_few(need.team, before, start)
        return None

    def _closed(self, node: Node, day: int, start: int) -> Cause | None:
        """That nobody works until a start, where that is longer than a weekend."""
        if start - day <= _LONG_WEEKEND:
            return None
        until = date.fromordinal(start).isoformat()
        if not node.activity.needs:
            return Cause(Bound.PEOPLE, Phrase("no working day before {date}", date=until))
        team = node.activity.needs[0].team.id
        words = Phrase("{team} does not work before {date}", team=team, date=until)
        return Cause(Bound.PEOPLE, words, team=team)

    def _works(self, need: Need, day: int) -> bool:
        return self.resources.calendars.of_team(need.team).works(day)


_RANKS = {Bound.DEPENDENCY: 2, Bound.AS_OF: 0}


def _binding(limits: Iterable[Limit]) -> Limit | None:
    """The latest of some limits; of equal ones a dependency, and of those the smallest id."""
    found: Limit | None = None
    for limit in sorted(limits, key=lambda one: (one.cause.item, one.node or 0)):
        rank = limit.time, _RANKS.get(limit.cause.bound, 1)
        if found is None or rank > (found.time, _RANKS.get(found.cause.bound, 1)):
            found = limit
    return found
