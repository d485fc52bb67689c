"""SCH: days against the order of work: what an item waits for comes before it is due."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pmkit.check.precedence import Held
from pmkit.check.rule import Plan, rule
from pmkit.check.windows import Container, Limit
from pmkit.model.diagnostic import Problem, Severity
from pmkit.model.workspace import Entry


def _held_beyond(plan: Plan, entry: Entry, day: date) -> Held | None:
    """What holds an item up the longest, if that is beyond a day."""
    held = plan.precedence.held_up(entry)
    return held if held is not None and held.limit.day > day else None


@rule("SCH021")
def impossible_due_date(plan: Plan) -> Iterator[Problem]:
    """An item is due before something that it waits for may even begin.

    Whatever people do, it will be late. The day that holds it up may stand far up the chain, or in
    a milestone.

    Fails:
        features:
          - id: FEAT-001
            title: Contact import
            depends_on: [FEAT-002]
            due: 2027-02-01  # !! SCH021
          - id: FEAT-002
            title: Column mapping
            depends_on: [FEAT-003]
          - id: FEAT-003
            title: Address service
            not_before: 2027-03-01

    Passes:
        features:
          - id: FEAT-001
            title: Contact import
            depends_on: [FEAT-002]
            due: 2027-04-01
          - id: FEAT-002
            title: Column mapping
            depends_on: [FEAT-003]
          - id: FEAT-003
            title: Address service
            not_before: 2027-03-01
    """
    for entry in plan.windows.open_work:
        due = entry.item.day("due")
        held = _held_beyond(plan, entry, due) if due is not None else None
        if held is not None:
            yield Problem(
                "{item} is due on {due} and waits for {target}, which cannot come before {day}",
                entry.span(("due",)),
                {
                    "due": str(due),
                    "target": held.limit.origin.id,
                    "day": str(held.limit.day),
                    "field": held.limit.field,
                },
                "move the due day behind {field} of {target}, or let {item} wait for less",
                entry.id,
                related=(held.written.related, held.limit.related),
            )


@rule("SCH022", Severity.WARNING)
def due_before_dependency(plan: Plan) -> Iterator[Problem]:
    """An item is due before something that has to be finished first.

    Everything could be on time by its own day, and this item would still be late.

    Fails:
        features:
          - id: FEAT-001
            title: Contact import
            depends_on: [FEAT-002]
            due: 2027-02-01  # !! SCH022
          - id: FEAT-002
            title: Column mapping
            due: 2027-02-15

    Passes:
        features:
          - id: FEAT-001
            title: Contact import
            depends_on: [FEAT-002]
            due: 2027-02-15
          - id: FEAT-002
            title: Column mapping
            due: 2027-02-01
    """
    for entry in plan.precedence.waiting:
        due = entry.item.day("due")
        if due is None or _held_beyond(plan, entry, due) is not None:
            continue
        later = _latest_due(plan, entry, due)
        if later is not None:
            yield Problem(
                "{item} is due on {due}, and {target}, which it waits for, only on {day}",
                entry.span(("due",)),
                {
                    "due": str(due),
                    "target": later.limit.origin.id,
                    "day": str(later.limit.day),
                },
                "{target} has to be due first",
                entry.id,
                related=(later.written.related,),
            )


def _latest_due(plan: Plan, entry: Entry, day: date) -> Held | None:
    """The dependency that is due last of those that are due after a day."""
    found = [
        Held(written, Limit(due, "due", other))
        for written, other in plan.precedence.binding(entry)
        if written.awaits_end
        if (due := other.item.day("due")) is not None and due > day
    ]
    return max(found, key=lambda held: held.limit.day, default=None)


@rule("SCH023", Severity.WARNING)
def later_dependency(plan: Plan) -> Iterator[Problem]:
    """An item waits for something that is planned for a later release or iteration.

    It cannot be finished where it is planned, and drags its release with it. Releases that run side
    by side or belong to different products are not compared.

    Fails:
        releases:
          - id: REL-001
            title: Spring release
            end: 2027-03-26
          - id: REL-002
            title: Summer release
            end: 2027-06-25
        features:
          - id: FEAT-001
            title: Contact import
            release: REL-001
            depends_on: [FEAT-002]  # !! SCH023
          - id: FEAT-002
            title: Column mapping
            release: REL-002

    Passes:
        releases:
          - id: REL-001
            title: Spring release
            end: 2027-03-26
          - id: REL-002
            title: Summer release
            end: 2027-06-25
        features:
          - id: FEAT-001
            title: Contact import
            release: REL-002
            depends_on: [FEAT-002]
          - id: FEAT-002
            title: Column mapping
            release: REL-001
    """
    if not plan.uses("release") and not plan.uses("iteration"):
        return
    for entry in plan.precedence.waiting:
        for written, other in plan.precedence.binding(entry):
            found = _later(plan, entry, other) if written.awaits_end else None
            if found is not None:
                mine, later = found
                yield Problem(
                    "{item} is planned for {mine}, and waits for {target}, which is planned for"
                    " {later}",
                    written.span,
                    {"mine": mine.entry.id, "target": other.id, "later": later.entry.id},
                    "bring {target} forward to {mine}, or put {item} off to {later}",
                    entry.id,
                )


def _later(plan: Plan, entry: Entry, other: Entry) -> tuple[Container, Container] | None:
    """The releases or iterations of two items, if the other's is the later one."""
    theirs = {one.field: one for one in plan.windows.containers(other)}
    for mine in plan.windows.containers(entry):
        later = theirs.get(mine.field)
        if later is not None and later.entry is not mine.entry:
            is_later = _LATER.get(mine.field)
            if is_later is not None and is_later(mine.entry, later.entry):
                return mine, later
    return None


def _is_later_release(mine: Entry, other: Entry) -> bool:
    """Whether one release ends after another, and does not run side by side with it."""
    first: Any = mine.item
    second: Any = other.item
    if first.end is None or second.end is None or second.end <= first.end:
        return False
    if first.product and second.product and first.product != second.product:
        return False
    return first.start is None or second.start is None or bool(second.start > first.start)


def _is_later_iteration(mine: Entry, other: Entry) -> bool:
    """Whether an iteration starts when another is over."""
    end, start = mine.item.day("end"), other.item.day("start")
    return end is not None and start is not None and start > end


_LATER = {"release": _is_later_release, "iteration": _is_later_iteration}


@rule("SCH024", Severity.WARNING)
def milestone_before_its_work(plan: Plan) -> Iterator[Problem]:
    """A milestone has a day on which what it depends on is not there yet.

    It will be missed as planned: its work is due later, or may begin only later.

    Fails:
        milestones:
          - id: MS-001
            title: Code freeze
            date: 2027-01-20  # !! SCH024
            depends_on: [FEAT-001]
        features:
          - id: FEAT-001
            title: Contact import
            due: 2027-01-29

    Passes:
        milestones:
          - id: MS-001
            title: Code freeze
            date: 2027-01-29
            depends_on: [FEAT-001]
        features:
          - id: FEAT-001
            title: Contact import
            due: 2027-01-29
    """
    for entry in plan.precedence.waiting:
        day = entry.item.day("date")
        if entry.item.kind != "milestone" or day is None:
            continue
        found = _held_beyond(plan, entry, day) or _latest_due(plan, entry, day)
        if found is not None:
            yield Problem(
                "{item} is on {date}, and {target}, which it depends on, has {field} {day}",
                entry.span(("date",)),
                {
                    "date": str(day),
                    "target": found.limit.origin.id,
                    "field": found.limit.field,
                    "day": str(found.limit.day),
                },
                "move the milestone, or bring its work forward",
                entry.id,
                related=(found.written.related,),
            )
