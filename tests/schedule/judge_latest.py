"""Judges the latest dates, the slack and the critical chain of a schedule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.schedule.facts import Facts, shown
from tests.schedule.naive_days import ordinal
from tests.schedule.specification import Dates, Key

from pmkit.schedule.schedule import Bound, Role, Scheduled, State


def judge_latest(facts: Facts) -> Iterator[str]:
    """Slack counts the days to the latest dates, and whoever takes it moves no end of the plan."""
    for key, one in facts.by_key.items():
        yield from (f"{one.id}: {line}" for line in _judge_slack(facts, key, one))


def plan_end(facts: Facts) -> int:
    """The end of the plan, exclusive: of work, and of milestones that wait for something."""
    open_items = {key: one for key, one in facts.by_key.items() if one.state is not State.FINISHED}
    moving = [
        key
        for key, one in open_items.items()
        if one.role in (Role.WORK, Role.REMAINDER)
        or (one.role is Role.MILESTONE and one.cause.bound is Bound.DEPENDENCY)
    ]
    return max(facts.dates[key][1] for key in moving or open_items)


def _judge_slack(facts: Facts, key: Key, one: Scheduled) -> Iterator[str]:
    if one.role is Role.SUMMARY or one.state is State.FINISHED:
        if one.slack is not None or one.free_slack is not None:
            yield "has slack"
        return
    if one.slack is None or one.free_slack is None:
        if key in facts.running or one.role is Role.MILESTONE:
            yield "has no slack"
        return
    is_critical = one.id in facts.schedule.chain if _stands_alone(one) else one.slack == 0
    if one.critical != is_critical:
        yield f"is critical: {one.critical}, with a slack of {one.slack}"
    if one.slack < 0 or not 0 <= one.free_slack <= one.slack:
        yield f"has a slack of {one.slack}, and free of {one.free_slack}"
    if one.latest_start is None or one.latest_finish is None:
        yield "has slack and no latest dates"
        return
    slipped = _slipped(facts, key, one, one.slack)
    if slipped != (ordinal(one.latest_start), ordinal(one.latest_finish) + 1):
        yield f"slips by {one.slack} to {one.latest_start} .. {one.latest_finish}, not {slipped}"
    elif one.slack and slipped is not None:
        if slipped[1] > plan_end(facts):
            yield f"ends latest on {one.latest_finish}, after the plan"
        yield from _pushed_too_far(facts, key, slipped)


def _stands_alone(one: Scheduled) -> bool:
    """Whether nothing but a written day, or that of the plan, holds a milestone."""
    return one.role is Role.MILESTONE and one.cause.bound in (Bound.DATE, Bound.AS_OF)


def _slipped(facts: Facts, key: Key, one: Scheduled, days: int) -> tuple[int, int] | None:
    """The dates of an item some of its own working days later; None if it would never end."""
    start = facts.resumes(key)
    for _ in range(days):
        start += 1
        while not _is_day_of(facts, one, start):
            start += 1
            if start > facts.said.days.horizon:
                return None
    if one.role is Role.MILESTONE:
        return start, start + 1
    return facts.said.interval(one.entry, start, one.days)


def _pushed_too_far(facts: Facts, key: Key, slipped: tuple[int, int]) -> Iterator[str]:
    """What moves the end of the plan or the chain when an item slips, were there people enough."""
    has_begun = facts.resumes(key) != facts.dates[key][0]
    dates = {**facts.dates, key: (facts.dates[key][0], slipped[1]) if has_begun else slipped}
    waiting = True
    while waiting:
        waiting = False
        for other, one in facts.by_key.items():
            later = dates[other] if other == key else _pushed(facts, other, one, dates)
            if later[0] > dates[other][0]:
                dates[other], waiting = later, True
                if later[1] > plan_end(facts) or one.id in facts.schedule.chain:
                    yield f"moves {one.id} to {shown(later[0])} when it slips by its slack"
                    return


def _pushed(facts: Facts, key: Key, one: Scheduled, dates: Dates) -> tuple[int, int]:
    """The dates of an item after those of others, with all the people that it likes."""
    said, (start, end) = facts.said, dates[key]
    if one.role is Role.MILESTONE and one.state is not State.FINISHED:
        day = max(start, said.milestone_day(one.entry, dates)[0])
        return day, day + 1
    if key not in facts.running:
        return start, end
    bounds = [] if said.has_begun(one.entry) else said.start_bounds(one.entry, dates)
    earliest = max([start, *(day for day, _ in bounds)])
    if earliest == start:
        return start, end
    while not said.is_working_day(one.entry, earliest) and earliest < said.days.horizon:
        earliest += 1
    return said.interval(one.entry, earliest, one.days) or (earliest, said.days.horizon)


def judge_free_slack(facts: Facts) -> Iterator[str]:
    """An item can slip by its free slack with all else as it is, and by no day more."""
    for key, one in facts.by_key.items():
        if one.free_slack is None or one.slack is None:
            continue
        if broken := _broken_by_slip(facts, key, one, one.free_slack):
            yield f"{one.id}: cannot slip by its free slack of {one.free_slack}: {broken}"
        more = one.free_slack + 1
        if more <= one.slack and not _broken_by_slip(facts, key, one, more):
            yield f"{one.id}: can slip by {more} as well, and free are {one.free_slack}"


def _broken_by_slip(facts: Facts, key: Key, one: Scheduled, days: int) -> list[str]:
    """What an item breaks that slips by some of its working days and moves nothing else."""
    interval = _slipped(facts, key, one, days)
    if interval is None:
        return ["never ends"]
    start, end = interval
    broken = (
        []
        if one.role is Role.MILESTONE
        else [
            f"{team} {sorted(names)}"
            for team, names in facts.blocks(key, one.entry, start, one.days, facts.dates, facts.use)
        ]
    )
    if end > max(plan_end(facts), facts.dates[key][1]):
        broken.append("ends after the plan")
    first = facts.dates[key][0] if one.resumes not in (None, one.start) else start
    return [*broken, *_breaks(facts, {**facts.dates, key: (first, end)}, key)]


def _is_day_of(facts: Facts, one: Scheduled, day: int) -> bool:
    if one.role is Role.MILESTONE:
        return facts.said.days.works(facts.said.days.default, day)
    return facts.said.is_working_day(one.entry, day)


def _breaks(facts: Facts, dates: Dates, but: Key) -> Iterator[str]:
    """What other items start or end too early, if one has other dates."""
    said = facts.said
    for key, one in facts.by_key.items():
        if key == but or one.state is State.FINISHED:
            continue
        if one.role is Role.MILESTONE and said.milestone_day(one.entry, dates)[0] > dates[key][0]:
            yield f"{one.id} comes later"
        ends = said.end_bounds(one.entry, dates) if one.role is Role.SUMMARY else []
        if facts.schedule.finish and any(
            day - 1 > ordinal(facts.schedule.finish) for day, _ in ends
        ):
            yield f"{one.id} ends later"
        if key not in facts.running:
            continue
        has_begun = said.has_begun(one.entry)
        starts = [] if has_begun else said.start_bounds(one.entry, dates)
        if any(day > dates[key][0] for day, _ in starts):
            yield f"{one.id} starts later"
        if not key[1] and any(day > dates[key][1] for day, _ in said.end_bounds(one.entry, dates)):
            yield f"{one.id} ends later"


def judge_chain(facts: Facts) -> Iterator[str]:
    """The chain leads to the end of the plan, and each of it has to do with the one before."""
    schedule, chain = facts.schedule, facts.schedule.chain
    open_items = [one for one in schedule.items if one.state is not State.FINISHED]
    movable = [one for one in open_items if one.days or one.is_milestone]
    if bool(chain) == all(map(_stands_alone, movable)):
        yield f"the chain is {chain}"
    if not chain or not open_items:
        return
    unknown = [one for one in chain if one not in schedule.by_id]
    if unknown:
        yield f"the chain leads through {unknown}"
        return
    last = shown(plan_end(facts) - 1)
    if _last_day(facts, chain[-1]) != last:
        yield f"the chain ends with {chain[-1]}, and the plan on {last}"
    for first, second in pairwise(chain):
        if not any(_is_linked(facts, first, key) for key in _keys(facts, second)):
            yield f"{second}: stands after {first} in the chain, and has nothing to do with it"
    for item_id in chain:
        slacks = [facts.by_key[key].slack for key in _keys(facts, item_id)]
        if None not in slacks and 0 not in slacks:
            yield f"{item_id}: stands in the chain with a slack of {slacks}"


def _keys(facts: Facts, item_id: str) -> list[Key]:
    return [key for key in ((item_id, False), (item_id, True)) if key in facts.by_key]


def _last_day(facts: Facts, item_id: str) -> str:
    return shown(max(facts.dates[key][1] for key in _keys(facts, item_id)) - 1)


def _is_linked(facts: Facts, first: str, key: Key) -> bool:
    """Whether an item waits for another, or takes people of the same team after it."""
    one, said = facts.by_key[key], facts.said
    if one.cause.item == first or one.role is Role.SUMMARY:
        return True
    if one.role is Role.MILESTONE:
        return first in said.milestone_day(one.entry, facts.dates)[1]
    bounds = [*said.start_bounds(one.entry, facts.dates), *said.end_bounds(one.entry, facts.dates)]
    if any(first in names for _, names in bounds):
        return True
    teams = {team.id for team, _ in said.needs_of(key[0])}
    return any(team.id in teams for team, _ in said.needs_of(first))
