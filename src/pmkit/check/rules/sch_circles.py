"""SCH: circles of waiting that go through parts and requirements.

They are those of the schedule: work without parts is one node, which stands for its start and its
end, because it is done in one go. A whole is three: it may start, its first part starts, all of its
parts are finished.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from pmkit.check.precedence import Written
from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem, Related
from pmkit.model.workspace import Entry, Workspace

MOST_CIRCLES = 100


class _Part(Enum):
    ALL = "all"
    GATE = "gate"
    FIRST = "first"
    END = "end"


@dataclass(frozen=True, slots=True)
class _Node:
    """An item, or what it waits by or is waited for where it is a whole."""

    item: str
    part: _Part


@dataclass(frozen=True, slots=True)
class _Step:
    """A node, the node that it waits for, and the dependency that says so, if one does."""

    node: _Node
    awaited: _Node
    written: Written | None = None

    def is_hidden(self, workspace: Workspace) -> bool:
        """Whether it leads to another item, and no dependency names that item itself."""
        awaited = self.awaited.item
        if self.written is None:
            return awaited != self.node.item
        return workspace.current_id(self.written.edge.target) != awaited


@rule("SCH025")
def hidden_circle(plan: Plan) -> Iterator[Problem]:
    """Items wait for each other in a circle that goes through parts or requirements.

    A whole is finished when its parts are, and its parts start when it may; who waits for a
    requirement waits for all that satisfies it. No order of work satisfies a circle, so that none
    of its items gets a date.

    Fails:
        features:
          - id: FEAT-001
            title: Contact import
            stories:
              - id: US-001
                as_a: sales lead
                i_want: see which rows are duplicates
                depends_on: [FEAT-002]
          - id: FEAT-002
            title: Duplicate search
            depends_on: [FEAT-001]  # !! SCH025

    Passes:
        features:
          - id: FEAT-001
            title: Contact import
            stories:
              - id: US-001
                as_a: sales lead
                i_want: see which rows are duplicates
                depends_on: [FEAT-002]
          - id: FEAT-002
            title: Duplicate search
    """
    waits = _Waits(plan)
    hidden = (
        circle
        for circle in _circles(waits, plan.precedence.waiting)
        if any(step.is_hidden(plan.workspace) for step in circle)
    )
    for circle in islice(hidden, MOST_CIRCLES):
        yield _problem(plan, circle)


class _Waits:
    """What the open items of a plan wait for, node by node."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def node(self, entry: Entry, part: _Part) -> _Node:
        """The node of a whole, or the only one of an item without parts."""
        return _Node(entry.id, part if self._parts(entry) else _Part.ALL)

    def _parts(self, entry: Entry) -> list[Entry]:
        parts = self.plan.efforts.parts(entry)
        return [part for part in parts if self.plan.windows.is_open(part)]

    def of(self, node: _Node) -> Iterator[_Step]:
        """What a node waits for, written dependencies first."""
        entry = self.plan.workspace.by_id[node.item]
        if node.part is not _Part.FIRST:
            for written, other in self.plan.precedence.binding(entry, with_leads=True):
                if node.part is _Part.ALL or written.binds_end is (node.part is _Part.END):
                    part = _Part.END if written.awaits_end else _Part.FIRST
                    yield _Step(node, self.node(other, part), written)
        if node.part in (_Part.FIRST, _Part.END):
            yield from (_Step(node, self.node(part, node.part)) for part in self._parts(entry))
        elif not self.plan.windows.has_begun(entry):
            whole = self.plan.windows.wholes.get(entry.id)
            above = self.plan.workspace.by_id[whole] if whole is not None else None
            if above is not None and self.plan.windows.is_open(above):
                yield _Step(node, self.node(above, _Part.GATE))


def _circles(waits: _Waits, entries: list[Entry]) -> Iterator[list[_Step]]:
    """A circle for every step that closes one, without recursion."""
    done: set[_Node] = set()
    roots = (waits.node(entry, part) for entry in entries for part in (_Part.END, _Part.GATE))
    for root in roots:
        if root in done:
            continue
        way: list[_Step] = []
        position = {root: 0}
        walks = [waits.of(root)]
        while walks:
            step = next(walks[-1], None)
            if step is None:
                walks.pop()
                done.add(position.popitem()[0])
                del way[max(len(walks) - 1, 0) :]
            elif step.awaited in position:
                yield [*way[position[step.awaited] :], step]
            elif step.awaited not in done:
                position[step.awaited] = len(position)
                way.append(step)
                walks.append(waits.of(step.awaited))


def _problem(plan: Plan, circle: list[_Step]) -> Problem:
    """The finding, at the dependency of the item with the least id."""
    first = min((step for step in circle if step.written is not None), key=_id)
    number = circle.index(first)
    circle = circle[number:] + circle[:number]
    names = [first.node.item]
    for step in circle:
        if step.awaited.item != names[-1]:
            names.append(step.awaited.item)
    here, *others = _reasons(plan.workspace, circle)
    return Problem(
        "{item} waits for itself: {circle}",
        here.span,
        {"circle": " → ".join(names)},
        "remove one of the dependencies; a whole waits for its parts anyway",
        names[0],
        related=tuple(others),
    )


def _id(step: _Step) -> str:
    return step.node.item


def _reasons(workspace: Workspace, circle: list[_Step]) -> Iterator[Related]:
    """Why each item waits for the next, as it is written."""
    for step in circle:
        mine, other = step.node.item, step.awaited.item
        if step.written is not None:
            yield from _dependency(workspace, step.written, other)
        elif mine != other:
            is_part = step.node.part in (_Part.ALL, _Part.GATE)
            part, whole = (mine, other) if is_part else (other, mine)
            span = workspace.by_id[part].span(("id",))
            yield Related(span, "{item} is part of {target}", {"item": part, "target": whole})


def _dependency(workspace: Workspace, written: Written, awaited: str) -> Iterator[Related]:
    yield written.related
    target = written.edge.target
    if workspace.current_id(target) != awaited:
        entry = workspace.by_id[awaited]
        values = {"item": awaited, "target": target}
        yield Related(entry.span(("satisfies",)), "{item} satisfies {target}", values)
