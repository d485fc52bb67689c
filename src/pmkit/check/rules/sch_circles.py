"""SCH: circles of waiting that go through parts and requirements.

They are those of the schedule: work without parts is one node, which stands for its start and its
end, because it is done in one go. So is a whole whose estimate stands for its parts, and who waits
for one of these waits for it. Any other whole is three: it may start, its first part starts, all of
its parts are finished.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from typing import NamedTuple

from pmkit.check.precedence import Written
from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem, Related
from pmkit.model.graph import circle_of
from pmkit.model.workspace import Entry, Workspace

MOST_CIRCLES = 100


class _Part(StrEnum):
    ALL = "all"
    GATE = "gate"
    FIRST = "first"
    END = "end"


class _Node(NamedTuple):
    """An item, or what it waits by or is waited for where it is a whole."""

    item: str
    part: _Part


class _Step(NamedTuple):
    """A node, the node that it waits for, and the dependency that says so, if one does."""

    node: _Node
    awaited: _Node
    written: Written | None = None

    def is_hidden(self, workspace: Workspace) -> bool:
        """Whether it leads to another item, and no dependency of its own names that item itself."""
        mine, other = self.node.item, self.awaited.item
        if self.written is None:
            return mine != other
        edge = self.written.edge
        return (edge.source.id, workspace.current_id(edge.target)) != (mine, other)


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
    if not _lead_back(plan):
        return
    waits = _Waits(plan)
    hidden = (
        circle
        for circle in _circles(waits, plan.precedence.waiting)
        if any(step.is_hidden(plan.workspace) for step in circle)
    )
    for circle in islice(hidden, MOST_CIRCLES):
        yield _problem(plan, circle)


def _lead_back(plan: Plan) -> bool:
    """Whether dependencies lead from any item, all it is part of and all its parts back to them.

    Every circle does, and to see that there is none takes less than to look for one.
    """
    tops: dict[str, str] = {"": ""}
    awaited: dict[str, set[str]] = {}

    def top(entry: Entry) -> str:
        return plan.windows.handed_down(entry, tops, lambda one, above: above or one.id)

    for entry in plan.precedence.waiting:
        own = top(entry)
        others = {top(other) for _, other in plan.precedence.binding(entry, with_leads=True)}
        if own in others:
            return True
        awaited.setdefault(own, set()).update(others)
    try:
        TopologicalSorter(awaited).prepare()
    except CycleError:
        return True
    return False


class _Waits:
    """What the open items of a plan wait for, node by node."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._covers: dict[str, Entry | None] = {"": None}
        self._known: dict[str, tuple[str, bool]] = {}

    def node(self, entry: Entry, part: _Part) -> _Node:
        """The node of a whole, or the only one of an item that is one node."""
        known = self._known.get(entry.id)
        if known is None:
            found = self._cover(entry)
            is_one = self.plan.efforts.stands_for_its_parts(found) or not self._parts(found)
            known = self._known[entry.id] = (found.id, is_one)
        item, is_one = known
        return _Node(item, _Part.ALL if is_one else part)

    def _parts(self, entry: Entry) -> list[Entry]:
        parts = self.plan.efforts.parts(entry)
        return [part for part in parts if self.plan.windows.is_open(part)] if parts else parts

    def _cover(self, entry: Entry) -> Entry:
        """The item above whose estimate stands for an item, else the item itself."""
        return self.plan.windows.handed_down(entry, self._covers, self._judge_cover) or entry

    def _judge_cover(self, entry: Entry, above: Entry | None) -> Entry | None:
        whole = self.plan.workspace.by_id.get(self.plan.windows.wholes.get(entry.id, ""))
        if above is None and whole is not None and self.plan.efforts.stands_for_its_parts(whole):
            return whole
        return above

    def _writers(self, node: _Node) -> Iterator[Entry]:
        """The items whose dependencies are those of a node, of its parts those still to begin."""
        entry = self.plan.workspace.by_id[node.item]
        yield entry
        below = self._parts(entry) if self.plan.efforts.stands_for_its_parts(entry) else []
        for part in below:
            below += self._parts(part)
        yield from (part for part in below if not self.plan.windows.has_begun(part))

    def of(self, node: _Node) -> Iterator[_Step]:
        """What a node waits for, written dependencies first."""
        entry = self.plan.workspace.by_id[node.item]
        if node.part is not _Part.FIRST:
            for writer in self._writers(node):
                yield from self._written(node, writer)
        if node.part in (_Part.FIRST, _Part.END):
            yield from (_Step(node, self.node(part, node.part)) for part in self._parts(entry))
        elif not self.plan.windows.has_begun(entry):
            whole = self.plan.windows.wholes.get(entry.id)
            above = self.plan.workspace.by_id[whole] if whole is not None else None
            if above is not None and self.plan.windows.is_open(above):
                yield _Step(node, self.node(above, _Part.GATE))

    def _written(self, node: _Node, writer: Entry) -> Iterator[_Step]:
        """What the dependencies of an item say of a node; its parts do not wait for itself."""
        for written, other in self.plan.precedence.binding(writer, with_leads=True):
            if node.part is _Part.ALL or written.binds_end is (node.part is _Part.END):
                awaited = self.node(other, _Part.END if written.awaits_end else _Part.FIRST)
                if awaited != node or writer.id == node.item:
                    yield _Step(node, awaited, written)


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
        {"circle": circle_of(names)},
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
            yield from _dependency(workspace, step.written, mine, other)
        elif mine != other:
            is_part = step.node.part in (_Part.ALL, _Part.GATE)
            yield _part(workspace, *((mine, other) if is_part else (other, mine)))


def _dependency(
    workspace: Workspace, written: Written, mine: str, awaited: str
) -> Iterator[Related]:
    """A dependency between two nodes, whoever writes it, and whatever it names."""
    yield written.related
    writer, target = written.edge.source.id, written.edge.target
    named = workspace.by_id[workspace.current_id(target)]
    if writer != mine:
        yield _part(workspace, writer, mine)
    if named.item.kind == "requirement":
        values = {"item": awaited, "target": target}
        span = workspace.by_id[awaited].span(("satisfies",))
        yield Related(span, "{item} satisfies {target}", values)
    elif named.id != awaited:
        yield _part(workspace, named.id, awaited)


def _part(workspace: Workspace, part: str, whole: str) -> Related:
    span = workspace.by_id[part].span(("id",))
    return Related(span, "{item} is part of {target}", {"item": part, "target": whole})
