"""Judges what is added up over a schedule: load, releases, overloads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from tests.schedule.facts import Facts
from tests.schedule.naive_days import ordinal

from pmkit.kinds.delivery import Iteration, Release
from pmkit.model.workspace import Entry
from pmkit.schedule.schedule import Overload, ReleaseDates, Role


def judge_sums(facts: Facts) -> Iterator[str]:
    """The weekly load, the dates of releases, and what is too much for them."""
    yield from _judge_load(facts)
    yield from _judge_releases(facts)
    yield from _judge_overloads(facts)


def _monday(day: int) -> date:
    found = date.fromordinal(day)
    return found - timedelta(found.weekday())


def _judge_load(facts: Facts) -> Iterator[str]:
    used: dict[tuple[str, date], Fraction] = {}
    for (team, day), takes in facts.use.items():
        week = (team, _monday(day))
        used[week] = used.get(week, Fraction(0)) + sum(takes.values(), Fraction(0))
    said = {(load.team.id, load.week): load for load in facts.schedule.load}
    if len(said) != len(facts.schedule.load):
        yield "load: a week stands twice"
    for week in sorted(used.keys() - said.keys()):
        yield f"load: {week[0]} works in the week of {week[1]}"
    for (team, monday), load in said.items():
        if load.used != used.get((team, monday), 0):
            yield f"load: {team} {monday} {load.used}, not {used.get((team, monday), 0)}"
        first = max(ordinal(monday), facts.said.as_of)
        days = range(first, ordinal(monday) + 7)
        people = sum((facts.said.days.people(load.team, day) for day in days), Fraction(0))
        if load.capacity != people:
            yield f"load: {team} {monday} has {load.capacity}, not {people}"


def _judge_releases(facts: Facts) -> Iterator[str]:
    known = {one.entry.id: one for one in facts.schedule.releases}
    for entry in facts.said.workspace.by_id.values():
        if entry.item.kind == "release" and not entry.item.is_out:
            if entry.id in known:
                found = _judge_release(facts, known[entry.id])
                yield from (f"{entry.id}: {line}" for line in found)
            else:
                yield f"{entry.id}: a release without dates"


def _judge_release(facts: Facts, one: ReleaseDates) -> Iterator[str]:
    efforts = facts.said.efforts
    bars = [
        bar
        for bar in facts.schedule.items
        if bar.role in (Role.WORK, Role.REMAINDER) and efforts.release(bar.entry) == one.entry.id
    ]
    if one.start != min((bar.start for bar in bars), default=None):
        yield f"does not start on {one.start}"
    if one.finish != max((bar.finish for bar in bars), default=None):
        yield f"does not end on {one.finish}"
    assert isinstance(one.entry.item, Release)
    due = one.entry.item.freeze or one.entry.item.end
    if due != (one.due.day if one.due else None):
        yield f"is due on {due}"
    elif due is not None and one.finish is not None:
        days = range(ordinal(due) + 1, ordinal(one.finish) + 1)
        late = sum(facts.said.days.works(facts.said.days.default, day) for day in days)
        if one.late != max(late, int(one.finish > due)):
            yield f"is {one.late} days late, not {late}"
    elif one.late:
        yield "is late without a due day"


def _judge_overloads(facts: Facts) -> Iterator[str]:
    listed = {(one.container.id, one.team.id): one for one in facts.schedule.overloads}
    if len(listed) != len(facts.schedule.overloads):
        yield "an overload stands twice"
    for entry in facts.said.workspace.by_id.values():
        if entry.item.kind not in ("release", "iteration") or entry.item.is_out:
            continue
        for team in facts.said.workspace.by_id.values():
            if team.item.kind == "team":
                found = listed.pop((entry.id, team.id), None)
                yield from _judge_overload(facts, entry, team, found)
    yield from (f"{one[0]}: an overload of {one[1]}" for one in listed)


def _judge_overload(
    facts: Facts, container: Entry, team: Entry, said: Overload | None
) -> Iterator[str]:
    needed, available = _needed(facts, container, team), _available(facts, container, team)
    is_too_much = available is not None and needed > available
    if is_too_much != (said is not None):
        yield f"{container.id}: needs {needed} of {team.id}, which has {available}"
    elif said is not None and (said.needed, said.available) != (needed, available):
        yield f"{container.id}: an overload of {said.needed} for {said.available}"
        yield f"{container.id}: needs {needed} of {team.id}, which has {available}"


def _needed(facts: Facts, container: Entry, team: Entry) -> Fraction:
    """The person-days that are left of the container's work for a team, by share of people."""
    total = Fraction(0)
    for one in facts.running.values():
        if container not in list(facts.said.containers(one.entry)):
            continue
        people = {need.id: n for need, n in facts.said.needs_of(one.id)}
        if team.id in people:
            total += one.remaining * people[team.id] / sum(people.values())
    return total


def _available(facts: Facts, container: Entry, team: Entry) -> Fraction | None:
    """The written capacity, else the people's days in the window; None if it is open."""
    item, said = container.item, facts.said
    assert isinstance(item, Release | Iteration)
    written = None
    if isinstance(item, Release):
        written = {said.workspace.current_id(t): n for t, n in item.capacity.items()}.get(team.id)
        last = item.freeze or item.end
    else:
        is_own = item.team is not None and said.workspace.current_id(item.team) == team.id
        written = item.capacity if is_own else None
        last = item.end
    if written is not None:
        return written.days(said.hours_per_day)
    if last is None:
        return None
    first = max(said.base, ordinal(item.start) if item.start else said.base)
    days = range(first, ordinal(last) + 1)
    return sum((said.days.people(team, day) for day in days), Fraction(0))
