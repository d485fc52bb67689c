"""SCH: circles of waiting that go through parts and requirements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pmkit.check.precedence import Event, Precedence, Wait, Written
from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem, Related
from pmkit.model.place import Span
from pmkit.model.workspace import Workspace

MOST_CIRCLES = 100


@dataclass(frozen=True, slots=True)
class _Step:
    """An event, and what it waits for."""

    event: Event
    wait: Wait

    def is_hidden(self, workspace: Workspace) -> bool:
        """Whether it leads to another item, and no dependency names that item itself."""
        written, awaited = self.wait.written, self.wait.awaited.item
        if written is None:
            return awaited != self.event.item
        return workspace.current_id(written.edge.target) != awaited


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
    hidden = (
        circle
        for circle in _circles(plan.precedence)
        if any(step.is_hidden(plan.workspace) for step in circle)
    )
    for circle in islice(hidden, MOST_CIRCLES):
        yield _problem(plan, circle)


def _circles(precedence: Precedence) -> Iterator[list[_Step]]:
    """A circle for every wait that closes one, without recursion."""
    done: set[Event] = set()
    for entry in precedence.waiting:
        start = Event(entry.id, is_end=True)
        if start in done:
            continue
        way: list[_Step] = []
        position = {start: 0}
        walks = [precedence.waits(start)]
        while walks:
            wait = next(walks[-1], None)
            if wait is None:
                walks.pop()
                done.add(position.popitem()[0])
                del way[max(len(walks) - 1, 0) :]
                continue
            step = _Step(next(reversed(position)), wait)
            if wait.awaited in position:
                yield [*way[position[wait.awaited] :], step]
            elif wait.awaited not in done:
                position[wait.awaited] = len(position)
                way.append(step)
                walks.append(precedence.waits(wait.awaited))


def _problem(plan: Plan, circle: list[_Step]) -> Problem:
    """The finding, at the dependency of the item with the least id."""
    first = min(
        (step for step in circle if step.wait.written is not None),
        key=lambda step: step.event.item,
    )
    number = circle.index(first)
    circle = circle[number:] + circle[:number]
    names = [first.event.item]
    for step in circle:
        if step.wait.awaited.item != names[-1]:
            names.append(step.wait.awaited.item)
    here, *others = _reasons(plan.workspace, circle)
    return Problem(
        "{item} waits for itself: {circle}",
        here.span,
        {"circle": " → ".join(names)},
        "remove one of the dependencies; a whole waits for its parts anyway",
        names[0],
        related=tuple(others),
    )


def _reasons(workspace: Workspace, circle: list[_Step]) -> Iterator[Related]:
    """Why each item waits for the next, as it is written."""
    for step in circle:
        mine, other = step.event.item, step.wait.awaited.item
        if step.wait.written is not None:
            yield from _dependency(workspace, step.wait.written, other)
        elif mine != other:
            part, whole = (other, mine) if step.event.is_end else (mine, other)
            span = workspace.by_id[part].span(("id",))
            yield Related(span, "{item} is part of {target}", {"item": part, "target": whole})


def _dependency(workspace: Workspace, written: Written, awaited: str) -> Iterator[Related]:
    edge = written.edge
    values = {"item": edge.source.id, "target": edge.target}
    yield Related(Span(edge.source.path, *edge.span), "{item} names {target}", values)
    if workspace.current_id(edge.target) != awaited:
        entry = workspace.by_id[awaited]
        values = {"item": awaited, "target": edge.target}
        yield Related(entry.span(("satisfies",)), "{item} satisfies {target}", values)
