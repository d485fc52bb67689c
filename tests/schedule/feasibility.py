"""What is wrong with a schedule, judged day by day from its specification.

``violations`` is slow, plain, and knows nothing of how schedules are made.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.schedule.facts import Facts, key_of, shown
from tests.schedule.judge_causes import judge_causes
from tests.schedule.judge_latest import judge_chain, judge_free_slack, judge_latest
from tests.schedule.judge_presence import judge_presence
from tests.schedule.judge_sums import judge_sums
from tests.schedule.naive_days import ordinal
from tests.schedule.specification import Key, Specification

from pmkit.kinds.shapes import Work
from pmkit.model.workspace import Workspace
from pmkit.schedule.schedule import Role, Schedule, Scheduled, State
from pmkit.store.settings import Schedule as Settings


def violations(workspace: Workspace, settings: Settings, schedule: Schedule) -> list[str]:
    """All that a schedule breaks of the specification, one line each; empty if it holds."""
    facts = Facts(Specification(workspace, settings, schedule.as_of), schedule)
    found = [*judge_presence(facts)]
    if not found:
        for judge in _JUDGES:
            found += judge(facts)
    return found


# Each item by itself


def judge_items(facts: Facts) -> Iterator[str]:
    """Roles, states, efforts, durations, actual dates, due days."""
    for key, one in facts.by_key.items():
        name = f"{one.id}{' (remainder)' if key[1] else ''}"
        if one.start > one.finish:
            yield f"{name}: ends before it starts"
            continue
        if one.role is Role.MILESTONE or one.entry.item.kind == "milestone":
            found = _judge_milestone(facts, one)
        elif facts.said.is_finished(one.entry) or one.state is State.FINISHED:
            found = _judge_finished(facts, one)
        elif one.role is Role.SUMMARY:
            found = _judge_summary(facts, one)
        else:
            found = _judge_activity(facts, key, one)
        yield from (f"{name}: {line}" for line in found)
        yield from (f"{name}: {line}" for line in _judge_due(facts, one))


def _judge_milestone(facts: Facts, one: Scheduled) -> Iterator[str]:
    if one.role is not Role.MILESTONE or one.entry.item.kind != "milestone":
        yield f"is a {one.entry.item.kind} with the role {one.role}"
    if one.start != one.finish:
        yield "is a milestone of several days"
    is_finished = facts.said.is_finished(one.entry)
    if (one.state is State.FINISHED) != is_finished:
        yield f"is {one.state}"
    if is_finished:
        if one.start != facts.said.finished_on(one.entry):
            yield "was reached on another day"
        return
    day, _ = facts.said.milestone_day(one.entry, facts.dates)
    if ordinal(one.start) != day:
        yield f"its day is {one.start}, not {shown(day)}"


def _judge_finished(facts: Facts, one: Scheduled) -> Iterator[str]:
    item = one.entry.item
    assert isinstance(item, Work)
    if one.state is not State.FINISHED:
        yield f"is finished, and said to be {one.state}"
    if not facts.said.is_finished(one.entry):
        parts = [facts.schedule.by_id.get(part.id) for part in facts.said.parts(one.entry)]
        if not parts or any(
            part is not None and part.state is not State.FINISHED for part in parts
        ):
            yield "is not finished"
        yield from _judge_summary(facts, one)
        return
    if item.finished is not None and one.finish != item.finished:
        yield f"was finished on {item.finished}"
    if item.started is not None and item.finished is not None and one.start != item.started:
        yield f"was started on {item.started}"
    if item.started is None and one.role is Role.WORK:
        days = facts.said.length(one.entry, one.effort)
        start, end = facts.dates[one.id, False]
        counted = sum(facts.said.is_working_day(one.entry, day) for day in range(start, end))
        is_too_short = counted < days and not facts.said.needs_of(one.id)
        if counted > max(1, days) or is_too_short:
            yield f"took {counted} days for an effort of {days}"


def _judge_summary(facts: Facts, one: Scheduled) -> Iterator[str]:
    said = facts.said
    if one.role is not Role.SUMMARY or not said.is_summary(one.entry):
        yield f"has the role {one.role}"
    keys = [(part.id, False) for part in said.parts(one.entry)] + [(one.id, True)]
    spans = [facts.dates[key] for key in keys if key in facts.dates]
    if not spans:
        yield "spans nothing"
        return
    start, end = facts.dates[one.id, False]
    if start != min(span[0] for span in spans):
        yield "does not start with its first part"
    stretched = [bound[0] for bound in said.end_bounds(one.entry, facts.dates)]
    if end != max([*(span[1] for span in spans), *stretched]):
        yield f"ends on {one.finish}, not with its last part"


def _judge_activity(facts: Facts, key: Key, one: Scheduled) -> Iterator[str]:
    said = facts.said
    if one.role is Role.WORK and not said.is_activity(one.entry):
        yield "has the role of work"
    if one.effort != said.effort(key):
        yield f"its effort is {one.effort}, not {said.effort(key)}"
    least, most = said.remaining(key)
    if not least <= one.remaining <= most:
        yield f"{one.remaining} remain, not {least} to {most}"
    if one.days != said.length(one.entry, one.remaining):
        yield f"takes {one.days} days, not {said.length(one.entry, one.remaining)}"
    needs = [(need.team.id, need.people) for need in one.needs]
    if needs != [(team.id, people) for team, people in said.needs_of(one.id)]:
        yield f"takes other people: {needs}"
    if not key[1] and (one.state is State.STARTED) != said.has_begun(one.entry):
        yield f"is {one.state}"
    yield from _judge_stretch(facts, key, one)


def _judge_stretch(facts: Facts, key: Key, one: Scheduled) -> Iterator[str]:
    said = facts.said
    start, end = facts.dates[key]
    started = one.entry.item.day("started")
    if one.state is State.STARTED and not key[1]:
        if started is not None and ordinal(started) <= said.as_of and one.start != started:
            yield f"was started on {started}"
    elif one.resumes != one.start:
        yield f"starts on {one.start} and resumes on {one.resumes}"
    if not one.days:
        if end != max(said.as_of, start + 1):
            yield "is all but done, and ends on another day than the last"
        return
    if one.resumes is None:
        yield "does not say where its work resumes"
        return
    resumes = ordinal(one.resumes)
    working = [day for day in range(resumes, end) if said.is_working_day(one.entry, day)]
    if len(working) != one.days:
        yield f"has {len(working)} working days, not {one.days}"
    elif working[0] != resumes or working[-1] != end - 1:
        yield "begins or ends on a day on which nobody can work"


def _judge_due(facts: Facts, one: Scheduled) -> Iterator[str]:
    due = facts.said.due(one.entry)
    if one.role is Role.REMAINDER and one.due is None:
        return
    if due != (one.due.day if one.due else None):
        yield f"is due on {one.due.day if one.due else None}, not {due}"
    elif due is not None:
        late = facts.said.working_days(one.entry, ordinal(due) + 1, ordinal(one.finish) + 1)
        if one.late != max(late, int(one.finish > due)):
            yield f"is {one.late} days late, not {late}"
    elif one.late:
        yield "is late without a due day"


# All items together


def judge_plan(facts: Facts) -> Iterator[str]:
    """Nothing breaks a bound or takes people who are not there; nothing could start earlier."""
    for key, one in facts.running.items():
        start = ordinal(one.resumes or one.start)
        yield from (
            f"{one.id}: may not run from {shown(start)}: {team} {sorted(names)}"
            for team, names in _blocks(facts, key, start)
        )
        earliest = facts.said.as_of if one.state is State.STARTED else facts.said.base
        for day in range(earliest, start):
            if not any(_blocks(facts, key, day)):
                yield f"{one.id}: starts on {shown(start)}, and could on {shown(day)}"
                break
    yield from _judge_ends(facts)


def _blocks(facts: Facts, key: Key, day: int) -> list[tuple[str, frozenset[str]]]:
    one = facts.by_key[key]
    return [*facts.blocks(key, one.entry, day, one.days, facts.dates, facts.use)]


def _judge_ends(facts: Facts) -> Iterator[str]:
    schedule = facts.schedule
    open_items = [one for one in schedule.items if one.state is not State.FINISHED]
    counted = open_items or schedule.items
    bars = [one for one in counted if one.role is not Role.SUMMARY] or counted
    if schedule.start != min((one.start for one in bars), default=None):
        yield f"the plan does not start on {schedule.start}"
    if schedule.finish != max((one.finish for one in counted), default=None):
        yield f"the plan does not end on {schedule.finish}"
    starts = [one.start for one in schedule.items]
    if starts != sorted(starts):
        yield "items do not stand by start"
    places = {key_of(one): place for place, one in enumerate(schedule.items)}
    for one in schedule.items:
        below = [(part.id, False) for part in facts.said.efforts.parts(one.entry)]
        for key in [*below, (one.id, True)]:
            if one.role is Role.SUMMARY and key in places and places[key] < places[key_of(one)]:
                yield f"{one.id}: stands after its part {key[0]}"


_JUDGES = (
    judge_items,
    judge_plan,
    judge_latest,
    judge_free_slack,
    judge_chain,
    judge_causes,
    judge_sums,
)
