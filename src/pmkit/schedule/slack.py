"""What can slip, and how far: the critical chain through dependencies and people, and the slack.

The chain is walked back from what finishes last, from cause to cause. For the slack all else is
shifted to the right, the last first, each as far as successors and people allow within the plan's
end. Wiest (1964) showed why slack without people misleads; the shift is the backward half of the
improvement by Li and Willis (1992).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from pmkit.schedule.activities import Sort
from pmkit.schedule.bounds import NEVER, before, ends_a_day
from pmkit.schedule.network import Arc, Node, Part
from pmkit.schedule.schedule import Bound, State
from pmkit.schedule.serial import Serial


@dataclass(frozen=True, slots=True)
class Slack:
    """How far a node can slip, in working days, and its latest first and exclusive last day."""

    days: int
    start: int
    end: int


def is_dated(serial: Serial, node: Node) -> bool:
    """Whether a node is work or a milestone that has a date and has not happened."""
    placed = serial.placed.get(node.number)
    if placed is None or placed.end is None:
        return False
    return node.is_work or (
        node.sort is Sort.POINT and node.activity.entry.item.kind == "milestone"
    )


def _enders(serial: Serial) -> list[Node]:
    """What the end of the plan is the end of: all but milestones that merely have a date."""
    return [
        node
        for node in serial.network.nodes
        if is_dated(serial, node) and not is_fixed_day(serial, node)
    ]


def is_fixed_day(serial: Serial, node: Node) -> bool:
    """Whether a node is a milestone that stands where it does by its own date."""
    cause = serial.placed[node.number].cause
    return not node.is_work and cause is not None and cause.bound is not Bound.DEPENDENCY


def critical_chain(serial: Serial) -> list[Node]:
    """The work and milestones that the end of the plan hangs on, the first first."""
    ends = {node.number: serial.placed[node.number].end or 0 for node in _enders(serial)}
    if not ends:
        return []
    nodes = [serial.network.nodes[number] for number in ends]
    last = min(nodes, key=lambda node: (-ends[node.number], node.is_work, node.id))
    chain: list[Node] = []
    seen: set[int] = set()
    blame: int | None = last.number
    while blame is not None and blame not in seen:
        seen.add(blame)
        node = serial.network.nodes[blame]
        if is_dated(serial, node):
            chain.append(node)
        blame = serial.placed[blame].blame
    return chain[::-1]


def slacks(serial: Serial, chain: list[Node]) -> tuple[dict[int, Slack], dict[int, int]]:
    """The slack by node, and the free slack, which moves nothing else, in working days.

    The slack is what the shift gives, and never less than the free slack. Takes the room of the
    serial schedule along to the latest dates.
    """
    pinned = {node.number for node in chain}
    alone = _Shift(serial, frozenset(), moves=False).found
    found = _Shift(serial, frozenset(pinned), moves=True).found
    for number, one in alone.items():
        if number not in pinned and one.days > found[number].days:
            found[number] = one
    free = {number: min(one.days, found[number].days) for number, one in alone.items()}
    return found, free


class _Shift:
    """Nodes from the last to the first, each as late as what follows it allows."""

    def __init__(self, serial: Serial, pinned: frozenset[int], *, moves: bool) -> None:
        self.serial = serial
        self.pinned = pinned
        self.moves = moves
        self.found: dict[int, Slack] = {}
        ends = [serial.placed[node.number].end or 0 for node in _enders(serial)]
        self.end = max(ends, default=1)
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        for node in self._backwards():
            self._shift(node)

    def _backwards(self) -> list[Node]:
        """All nodes, what follows before what it follows, of the others the latest first."""
        nodes = self.serial.network.nodes
        waiting = {node.number: 0 for node in self.serial.topological}
        for node in self.serial.topological:
            waiting[node.number] = sum(arc.target.number in waiting for arc in node.departures)
        ready = [self._key(nodes[number]) for number, count in waiting.items() if not count]
        heapq.heapify(ready)
        found: list[Node] = []
        while ready:
            node = nodes[heapq.heappop(ready)[-1]]
            found.append(node)
            for arc in node.arrivals:
                if arc.source.number in waiting:
                    waiting[arc.source.number] -= 1
                    if not waiting[arc.source.number]:
                        heapq.heappush(ready, self._key(arc.source))
        return found

    def _key(self, node: Node) -> tuple[int, str, int]:
        placed = self.serial.placed.get(node.number)
        if placed is None or not is_dated(self.serial, node):
            return -NEVER, node.id, node.number
        return -(placed.start or 0), node.id, node.number

    def _shift(self, node: Node) -> None:
        placed = self.serial.placed.get(node.number)
        if placed is None or node.sort is Sort.FIXED:
            return
        last_start, last_end = self._bounds(node)
        if not node.is_work:
            time = min(last_start, last_end)
            if placed.end is not None:
                time = max(time, placed.end)
            self._starts[node.number] = self._ends[node.number] = time
            if is_dated(self.serial, node) and placed.end is not None:
                self._shift_milestone(node, placed.end, time)
            return
        days = self._slip(node, last_start, last_end)
        workdays = self.serial.resources.workdays(node.activity.needs)
        first = placed.position + days
        start, end = workdays.days[first], workdays.days[first + node.activity.days - 1] + 1
        self.found[node.number] = Slack(days, start, end)
        if not self.moves:
            first = placed.position
            start, end = workdays.days[first], placed.end or 0
        self._starts[node.number], self._ends[node.number] = start, end

    def _shift_milestone(self, node: Node, end: int, time: int) -> None:
        if node.number in self.pinned or not self.moves:
            self._starts[node.number] = self._ends[node.number] = end
        if node.number in self.pinned:
            time = end
        days = node.activity.calendar.working_days(end, time)
        moved = node.activity.calendar.advance(end, days) if days else end
        time = end if moved is None else moved
        self.found[node.number] = Slack(days, time - 1, time)

    def _slip(self, node: Node, last_start: int, last_end: int) -> int:
        """How many working days work can slip; takes its people there if it moves."""
        if node.number in self.pinned:
            return 0
        activity, position = node.activity, self.serial.placed[node.number].position
        workdays = self.serial.resources.workdays(activity.needs)
        most = workdays.position(last_end) - activity.days - position
        if activity.state is not State.STARTED or activity.start is None:
            most = min(most, workdays.position(last_start + 1) - 1 - position)
        room = self.serial.room
        room.take(activity.needs, position, activity.days, -1)
        days = room.latest(activity.needs, position, activity.days, most)
        room.take(activity.needs, position + (days if self.moves else 0), activity.days)
        return days

    def _bounds(self, node: Node) -> tuple[int, int]:
        """The latest start and end that what follows leaves to a node."""
        start, end = NEVER - 1, self.end
        for arc in node.departures:
            target = arc.target
            if target.sort is Sort.FIXED or target.number not in self._starts:
                continue
            if arc.dependency is None:
                if target.part is Part.FIRST:
                    if self._holds(node, target):
                        start = min(start, self._starts[target.number])
                    continue
                time = self._ends[target.number] if arc.to_end else self._starts[target.number]
            else:
                time = self._time(arc)
            if arc.from_end:
                end = min(end, time)
            else:
                start = min(start, time)
        return min(start, self.end), end

    def _holds(self, node: Node, first: Node) -> bool:
        """Whether the start of a whole is held by one of its parts, and would move with it.

        Where several start together, any of them is free to slip alone; together one has to stay.
        """
        placed = self.serial.placed
        if placed[first.number].blame != node.number or self.moves:
            return placed[first.number].blame == node.number
        start = placed[first.number].start
        starts = [placed[arc.source.number].start for arc in first.arrivals]
        return starts.count(start) == 1

    def _time(self, arc: Arc) -> int:
        number = arc.target.number
        time = self._ends[number] if arc.to_end else self._starts[number]
        return before(time, arc.lag, arc.target.activity.calendar) - ends_a_day(arc)
