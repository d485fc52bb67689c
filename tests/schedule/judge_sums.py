"""Judges what is added up over a schedule: load, releases, overloads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from tests.schedule.facts import Facts
from tests.schedule.naive_days import ordinal

from pmkit.kinds.delivery import Iteration, Release
from pmkit.model.workspace import Entry
from pmkit.schedule.schedule import Overload, ReleaseDates, Role, Scheduled


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
    yield from _judge_release_due(facts, one, bars)


def _judge_release_due(facts: Facts, one: ReleaseDates, bars: list[Scheduled]) -> Iterator[str]:
    """The freeze stops what is in no phase, the end stops all."""
    item = one.entry.item
    assert isinstance(item, Release)
    missed: dict[date, int] = {}
    for day, stopped in ((item.freeze, [bar for bar in bars if not _phase(bar)]), (item.end, bars)):
        if day is not None:
            last = max((bar.finish for bar in stopped), default=day)
            days = range(ordinal(day) + 1, ordinal(last) + 1)
            late = sum(facts.said.days.works(facts.said.days.default, day) for day in days)
            missed[day] = max(late, int(last > day), missed.get(day, 0))
    is_over = item.status == "released" or item.finished is not None
    late = 0 if is_over else max(missed.values(), default=0)
    if one.late != late:
        yield f"is {one.late} days late, not {late}"
    if (one.due is None) != (not missed):
        yield "is due" if one.due else "is not due"
    elif one.due is not None and late and missed.get(one.due.day) != late:
        yield f"is due on {one.due.day}"


def _phase(bar: Scheduled) -> str | None:
    return getattr(bar.entry.item, "phase", None)


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
    exceeded = next(_exceeded(facts, container, team), None)
    found = (said.needed, said.available) if said is not None else None
    if found != exceeded:
        yield f"{container.id}: an overload of {team.id} by {found}, not {exceeded}"


def _exceeded(facts: Facts, container: Entry, team: Entry) -> Iterator[tuple[Fraction, Fraction]]:
    """Person-days needed and available where there are too few.

    All effort stands against a written capacity; else what is left to do of work in no phase
    against the days to the freeze, and of all work against those to the end.
    """
    bars = [bar for bar in facts.schedule.items if bar.role in (Role.WORK, Role.REMAINDER)]
    bars = [bar for bar in bars if container in list(facts.said.containers(bar.entry))]
    written = _capacity(facts, container, team)
    if written is not None:
        needed = sum((bar.effort * _share(facts, bar, team) for bar in bars), Fraction(0))
        if needed > written:
            yield needed, written
        return
    freeze, end = container.item.day("freeze"), container.item.day("end")
    for last, some in ((freeze, [bar for bar in bars if not _phase(bar)]), (end, bars)):
        if last is not None:
            needed = sum((bar.remaining * _share(facts, bar, team) for bar in some), Fraction(0))
            available = _available(facts, container, team, last)
            if needed > available:
                yield needed, available


def _share(facts: Facts, bar: Scheduled, team: Entry) -> Fraction:
    """The part of an item's people that a team gives."""
    people = {need.id: n for need, n in facts.said.needs_of(bar.id)}
    return people[team.id] / sum(people.values()) if people.get(team.id) else Fraction(0)


def _capacity(facts: Facts, container: Entry, team: Entry) -> Fraction | None:
    item, said = container.item, facts.said
    written = None
    if isinstance(item, Release):
        written = {said.workspace.current_id(t): n for t, n in item.capacity.items()}.get(team.id)
    elif isinstance(item, Iteration) and said.workspace.current_id(item.team or "") == team.id:
        written = item.capacity
    return None if written is None else written.days(said.hours_per_day)


def _available(facts: Facts, container: Entry, team: Entry, last: date) -> Fraction:
    """The people's days from the container's start, or the plan's, to a day."""
    start = container.item.day("start")
    first = max(facts.said.base, ordinal(start) if start else facts.said.base)
    days = range(first, ordinal(last) + 1)
    return sum((facts.said.days.people(team, day) for day in days), Fraction(0))
