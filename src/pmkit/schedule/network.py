"""What has to come before what: the activities of a plan as a network of nodes and arcs.

A work item or milestone is one node. An item with parts is three: it opens, its first part starts,
its last part ends. The node of its remainder is a part like the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any

from pmkit.kinds.effort import WORK
from pmkit.kinds.shapes import Dependency
from pmkit.model.time_fields import Lag
from pmkit.model.workspace import Entry
from pmkit.schedule.activities import Activities, Activity, Sort
from pmkit.schedule.schedule import State

_BINDING_ENDS = ("FF", "SF")


class Part(Enum):
    """What a node is of its item."""

    ALL = "all"
    REST = "rest"
    OPEN = "open"
    FIRST = "first"
    CLOSE = "close"


@dataclass(slots=True)
class Node:
    """A node of the network, with the arcs that lead to it and from it."""

    number: int
    activity: Activity
    part: Part
    arrivals: list[Arc] = field(default_factory=list)
    departures: list[Arc] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of the item."""
        return self.activity.entry.id

    @property
    def sort(self) -> Sort:
        """How the node takes part: the remainder of a whole is work."""
        if self.part is Part.REST:
            return Sort.WORK
        return self.activity.sort

    @property
    def is_work(self) -> bool:
        """Whether it takes people for some days."""
        return self.sort is Sort.WORK


@dataclass(frozen=True, slots=True)
class Arc:
    """One node that waits for another: its start or end for the start or end of the other.

    ``dependency`` is what was written; an arc without it leads to or from the parts of a whole.
    """

    source: Node
    target: Node
    from_end: bool = True
    to_end: bool = False
    lag: Lag | None = None
    dependency: Dependency | None = None


class Network:
    """The nodes of some activities, and the arcs between them."""

    def __init__(self, activities: Activities) -> None:
        self.activities = activities
        self.nodes: list[Node] = []
        self._starts: dict[str, Node] = {}
        self._ends: dict[str, Node] = {}
        self._gates: dict[str, Node] = {}
        self._covered: dict[str, list[Entry]] = {}
        for item_id, above in activities.covered_by.items():
            covered = activities.workspace.by_id[item_id]
            self._covered.setdefault(above.id, []).append(covered)
        for activity in activities.by_id.values():
            self._add_nodes(activity)
        for activity in activities.by_id.values():
            self._add_parts(activity)
        for activity in activities.by_id.values():
            self._add_dependencies(activity)

    def end_of(self, item_id: str) -> Node:
        """The node whose end is that of the item."""
        return self._ends[item_id]

    def predecessors(self, activity: Activity) -> Iterator[tuple[Dependency, Activity]]:
        """What an activity depends on as it is written, its own and that of what it covers."""
        own = activity.entry
        for entry in (own, *self._covered.get(own.id, ())):
            if entry is not own and self.activities.is_finished(entry):
                continue
            has_begun = entry is not own and self.activities.is_under_way(entry)
            item: Any = entry.item
            for dependency in item.depends_on:
                if has_begun and dependency.type not in _BINDING_ENDS:
                    continue
                for other in self._meant(entry, dependency):
                    if other is not activity or entry is own:
                        yield dependency, other

    def _add_nodes(self, activity: Activity) -> None:
        item_id = activity.entry.id
        if activity.sort is not Sort.WHOLE:
            node = self._node(activity, Part.ALL)
            self._starts[item_id] = self._ends[item_id] = self._gates[item_id] = node
            return
        self._gates[item_id] = self._node(activity, Part.OPEN)
        self._starts[item_id] = self._node(activity, Part.FIRST)
        self._ends[item_id] = self._node(activity, Part.CLOSE)

    def _node(self, activity: Activity, part: Part) -> Node:
        node = Node(len(self.nodes), activity, part)
        self.nodes.append(node)
        return node

    def _add_parts(self, activity: Activity) -> None:
        if activity.sort is not Sort.WHOLE:
            return
        item_id = activity.entry.id
        parts = [part.id for part in self.activities.parts(activity.entry)]
        trios = [
            (self._gates[one], self._starts[one], self._ends[one])
            for one in parts
            if one in self._gates
        ]
        if activity.remaining:
            rest = self._node(activity, Part.REST)
            trios.append((rest, rest, rest))
        for gate, first, last in trios:
            if not _has_begun(gate):
                self._join(Arc(self._gates[item_id], gate, from_end=True))
            self._join(Arc(first, self._starts[item_id], from_end=False))
            self._join(Arc(last, self._ends[item_id], to_end=True))

    def _join(self, arc: Arc) -> None:
        arc.source.departures.append(arc)
        arc.target.arrivals.append(arc)

    def _add_dependencies(self, activity: Activity) -> None:
        if activity.sort in (Sort.FIXED, Sort.BARRED):
            return
        item_id = activity.entry.id
        for dependency, other in self.predecessors(activity):
            from_end = dependency.type in ("FS", "FF")
            to_end = dependency.type in _BINDING_ENDS
            if activity.state is State.STARTED and not to_end:
                continue
            sources = self._ends if from_end else self._starts
            targets = self._ends if to_end else self._gates
            source, target = sources[other.entry.id], targets[item_id]
            self._join(Arc(source, target, from_end, to_end, dependency.lag, dependency))

    def _meant(self, entry: Entry, dependency: Dependency) -> Iterator[Activity]:
        target = self.activities.workspace.find(dependency.item)
        if target is None or target.item.is_out:
            return
        meant = [target]
        if target.item.kind == "requirement":
            own = self.activities.lineage(entry)
            meant = [
                one
                for one in self._satisfying.get(target.id, ())
                if one.id not in own and entry.id not in self.activities.lineage(one)
            ]
        found: set[str] = set()
        for one in meant:
            covering = self.activities.covered_by.get(one.id, one)
            if covering is not one and self.activities.is_finished(one):
                continue
            activity = self.activities.by_id.get(covering.id)
            if activity is not None and covering.id not in found:
                found.add(covering.id)
                yield activity

    @cached_property
    def _satisfying(self) -> dict[str, list[Entry]]:
        """For each requirement the work that satisfies it."""
        found: dict[str, list[Entry]] = {}
        workspace = self.activities.workspace
        for one in workspace.of_kind(*WORK):
            for link in getattr(one.item, "satisfies", ()):
                found.setdefault(workspace.current_id(link), []).append(one)
        return found


def _has_begun(node: Node) -> bool:
    activity = node.activity
    is_whole = node.part is Part.OPEN
    return activity.sort is Sort.FIXED or (activity.state is State.STARTED and not is_whole)
