"""Judges whether what is said to bind a date truly does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.schedule.facts import Facts, key_of
from tests.schedule.naive_days import ordinal
from tests.schedule.specification import Key

from pmkit.schedule.schedule import Bound, Role, Scheduled, State


def judge_causes(facts: Facts) -> Iterator[str]:
    """The cause of every date, tried by moving the item one of its working days earlier."""
    for one in facts.schedule.items:
        cause = one.cause
        if not cause.words:
            yield f"{one.id}: a cause without words"
        if not _is_true(facts, key_of(one), one):
            yield f"{one.id}: is not bound by {cause.bound} {cause.item} {cause.team}".rstrip()


def _is_true(facts: Facts, key: Key, one: Scheduled) -> bool:
    bound = one.cause.bound
    if one.state is State.FINISHED:
        return bound in (Bound.ACTUAL, Bound.PARTS)
    if one.role is Role.MILESTONE:
        return _binds_milestone(facts, key, one)
    if one.role is Role.SUMMARY:
        return bound is Bound.PARTS or (
            bound is Bound.DEPENDENCY
            and any(
                one.cause.item in ids for _, ids in facts.said.end_bounds(one.entry, facts.dates)
            )
        )
    if one.state is State.STARTED and bound is Bound.ACTUAL:
        return True
    return _binds_activity(facts, key, one) if one.days else bound is Bound.AS_OF


def _binds_milestone(facts: Facts, key: Key, one: Scheduled) -> bool:
    day = facts.dates[key][0]
    if one.cause.bound is Bound.DATE:
        written = one.entry.item.day("date")
        return written is not None and ordinal(written) == day
    if one.cause.bound is Bound.AS_OF:
        return day == facts.said.as_of
    names = facts.said.milestone_day(one.entry, facts.dates)[1]
    return one.cause.bound is Bound.DEPENDENCY and one.cause.item in names


def _binds_activity(facts: Facts, key: Key, one: Scheduled) -> bool:
    said, cause = facts.said, one.cause
    first = said.as_of if one.state is State.STARTED else said.base
    start = ordinal(one.resumes or one.start)
    before = [day for day in range(first, start) if said.is_working_day(one.entry, day)]
    if cause.bound is Bound.AS_OF:
        return not before
    since = before[-1] + 1 if before else first
    if cause.bound is Bound.PEOPLE and any(
        _lacks_people(facts, one, day) for day in range(since, start)
    ):
        return True
    if not before:
        return _begins_with_plan(facts, one)
    blocks = facts.blocks(key, one.entry, before[-1], one.days, facts.dates, facts.use)
    if cause.bound is Bound.TEAM:
        return any(team == cause.team and cause.item in names for team, names in blocks if team)
    if cause.bound is Bound.PEOPLE:
        return any(
            team and team == cause.team and _are_more(facts, team, before[-1], start)
            for team, _ in blocks
        )
    is_other = cause.bound in (Bound.DEPENDENCY, Bound.NOT_BEFORE, Bound.WINDOW)
    return is_other and any(not team and (cause.item or one.id) in names for team, names in blocks)


def _begins_with_plan(facts: Facts, one: Scheduled) -> bool:
    """Whether nobody could work between the first day of the plan and what is named."""
    bounds, item = facts.said.start_bounds(one.entry, facts.dates), one.cause.item or one.id
    return any(day >= facts.said.base and item in names for day, names in bounds)


def _are_more(facts: Facts, team_id: str, before: int, start: int) -> bool:
    """Whether a team has more people on a day than it had before."""
    team = facts.said.workspace.by_id[team_id]
    return facts.said.days.people(team, before) < facts.said.days.people(team, start)


def _lacks_people(facts: Facts, one: Scheduled, day: int) -> bool:
    """Whether too few people are there on a day that is no mere weekend for all of them."""
    days, needs = facts.said.days, facts.said.needs_of(one.id)
    is_open = any(days.works(days.calendar_of(team), day) for team, _ in needs)
    is_weekday = date.fromordinal(day).weekday() < 5
    if not needs:
        return is_weekday and not days.works(days.default, day)
    return (is_open or is_weekday) and any(days.people(team, day) < n for team, n in needs)
