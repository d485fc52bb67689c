"""The judge of schedules finds what is wrong: a schedule that holds, broken in many ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from tests.marked import EXAMPLE, SETTINGS
from tests.schedule.feasibility import violations

from pmkit.schedule.schedule import Bound, Need, Role, Schedule, Scheduled, State
from pmkit.schedule.solve import solve
from pmkit.store.loader import Loaded, load
from pmkit.store.tree import MARKER, MemoryTree

PLAN = """\
teams:
  - {id: TEAM-001, title: Web, members: [Li, {name: Han, leave: {start: 2026-12-03}}]}
releases: [{id: REL-001, title: r, start: 2026-12-02, freeze: 2026-12-04}]
features:
  - {id: FEAT-001, title: a, estimate: 3d, team: TEAM-001}
  - {id: FEAT-002, title: b, estimate: 2d, team: TEAM-001, depends_on: FEAT-001}
  - id: FEAT-003
    title: c
    estimate: 4d
    team: TEAM-001
    release: REL-001
    stories: [{id: US-001, as_a: seller, i_want: a, estimate: 1d}]
  - {id: FEAT-004, title: d, estimate: 2d, started: 2026-11-26, progress: 50%}
  - {id: FEAT-005, title: e, estimate: 1d, started: 2026-11-24, finished: 2026-11-24}
  - {id: FEAT-006, title: f, estimate: 1d, not_before: 2026-12-02}
  - {id: FEAT-007, title: g, estimate: 1d, status: on_hold}
milestones: [{id: MS-001, title: m, depends_on: {item: FEAT-002, lag: 1d}, date: 2026-12-02}]
"""


@cache
def example() -> tuple[Loaded, Schedule]:
    """A plan and its schedule."""
    loaded = load(MemoryTree({MARKER: SETTINGS, EXAMPLE: PLAN}))
    order = [one.id for one in loaded.workspace.entries]
    return loaded, solve(loaded.workspace, order, date(2026, 12, 1), loaded.settings.schedule)


def found(schedule: Schedule) -> list[str]:
    """What the judge says."""
    loaded, _ = example()
    return violations(loaded.workspace, loaded.settings.schedule, schedule)


def with_item(
    item_id: str, change: Callable[[Scheduled], Scheduled], rest: bool = False
) -> Schedule:
    """The schedule with one item changed."""
    _, schedule = example()
    items = tuple(
        change(one) if one.id == item_id and (one.role is Role.REMAINDER) == rest else one
        for one in schedule.items
    )
    assert items != schedule.items
    return replace(schedule, items=items)


def moved(days: int) -> Callable[[Scheduled], Scheduled]:
    """Moves an item by some days."""
    step = timedelta(days)
    return lambda one: replace(
        one,
        start=one.start + step,
        finish=one.finish + step,
        resumes=one.resumes and one.resumes + step,
    )


def put(**fields: Any) -> Callable[[Scheduled], Scheduled]:
    """Sets fields of an item."""
    return lambda one: replace(one, **fields)


def caused(bound: Bound, item: str = "", team: str = "") -> Callable[[Scheduled], Scheduled]:
    """Names another cause."""
    return lambda one: replace(one, cause=replace(one.cause, bound=bound, item=item, team=team))


def without(item_id: str) -> Schedule:
    """The schedule without an item."""
    _, schedule = example()
    return replace(schedule, items=tuple(one for one in schedule.items if one.id != item_id))


def altered(**fields: Any) -> Schedule:
    """The schedule with some of its own fields changed."""
    return replace(example()[1], **fields)


def test_the_judge_has_nothing_against_a_schedule_that_holds() -> None:
    assert found(example()[1]) == []


def _more_needs(one: Scheduled) -> Scheduled:
    return replace(one, needs=(Need(one.needs[0].team, Fraction(2)),))


BROKEN: dict[str, tuple[Callable[[], Schedule], str]] = {
    "an item is missing": (lambda: without("FEAT-001"), "FEAT-001: has no dates"),
    "an item stands twice": (
        lambda: altered(items=example()[1].items * 2),
        "FEAT-001: stands twice",
    ),
    "an item on hold has no reason": (
        lambda: altered(unscheduled=()),
        "FEAT-007: does not stand under unscheduled (on hold)",
    ),
    "earlier than what it waits for": (
        lambda: with_item("FEAT-002", moved(-1)),
        "FEAT-002: may not run from 2026-12-03:  ['FEAT-001', 'FEAT-002']",
    ),
    "later than it could": (
        lambda: with_item("FEAT-002", moved(7)),
        "FEAT-002: starts on 2026-12-11, and could on 2026-12-04",
    ),
    "on a weekend": (
        lambda: with_item("FEAT-006", moved(4)),
        "FEAT-006: has 0 working days, not 1",
    ),
    "before the plan": (
        lambda: with_item("FEAT-001", moved(-4)),
        "FEAT-001: may not run from 2026-11-27:  ['as_of']",
    ),
    "before not_before": (
        lambda: with_item("FEAT-006", moved(-1)),
        "FEAT-006: may not run from 2026-12-01:  ['FEAT-006']",
    ),
    "before its release": (
        lambda: with_item("US-001", moved(-1)),
        "US-001: may not run from 2026-12-01:  ['REL-001']",
    ),
    "a day too short": (
        lambda: with_item("FEAT-001", put(finish=date(2026, 12, 2))),
        "FEAT-001: has 2 working days, not 3",
    ),
    "a day too long": (
        lambda: with_item("FEAT-001", put(finish=date(2026, 12, 4))),
        "FEAT-001: has 4 working days, not 3",
    ),
    "other working days than its work": (
        lambda: with_item("FEAT-001", put(days=2)),
        "FEAT-001: takes 2 days, not 3",
    ),
    "more people than it asks for": (
        lambda: with_item("FEAT-001", _more_needs),
        "FEAT-001: takes other people",
    ),
    "more effort than written": (
        lambda: with_item("FEAT-001", put(effort=Fraction(9))),
        "FEAT-001: its effort is 9, not 3",
    ),
    "less left than there is": (
        lambda: with_item("FEAT-004", put(remaining=Fraction(1, 2))),
        "FEAT-004: 1/2 remain, not 1 to 1",
    ),
    "an actual day moved": (
        lambda: with_item("FEAT-005", moved(-1)),
        "FEAT-005: was finished on 2026-11-24",
    ),
    "started and said to be planned": (
        lambda: with_item("FEAT-004", put(state=State.PLANNED)),
        "FEAT-004: is planned",
    ),
    "finished and said to be started": (
        lambda: with_item("FEAT-005", put(state=State.STARTED)),
        "FEAT-005: is finished, and said to be started",
    ),
    "a whole longer than its parts": (
        lambda: with_item("FEAT-003", put(finish=date(2026, 12, 31))),
        "FEAT-003: ends on 2026-12-31, not with its last part",
    ),
    "a remainder on the day of its part": (
        lambda: with_item("FEAT-003", moved(-1), rest=True),
        "FEAT-003: may not run from 2026-12-03: TEAM-001 ['FEAT-001']",
    ),
    "a milestone before what it waits for": (
        lambda: with_item("MS-001", moved(-1)),
        "MS-001: its day is 2026-12-07, not 2026-12-08",
    ),
    "a milestone later than it comes": (
        lambda: with_item("MS-001", moved(1)),
        "MS-001: its day is 2026-12-09, not 2026-12-08",
    ),
    "no due day": (
        lambda: with_item("US-001", put(due=None, late=0)),
        "US-001: is due on None, not 2026-12-04",
    ),
    "late by other days": (
        lambda: with_item("MS-001", put(late=1)),
        "MS-001: is 1 days late, not 4",
    ),
    "another cause": (
        lambda: with_item("FEAT-002", caused(Bound.AS_OF)),
        "FEAT-002: is not bound by as_of",
    ),
    "waits for another": (
        lambda: with_item("FEAT-002", caused(Bound.DEPENDENCY, "FEAT-006")),
        "FEAT-002: is not bound by dependency FEAT-006",
    ),
    "no team is busy": (
        lambda: with_item("FEAT-006", caused(Bound.TEAM, "FEAT-001", "TEAM-001")),
        "FEAT-006: is not bound by team FEAT-001 TEAM-001",
    ),
    "slack where there is none": (
        lambda: with_item("FEAT-002", put(slack=3)),
        "FEAT-002: stands in the chain with a slack of [3]",
    ),
    "free slack where there is none": (
        lambda: with_item("FEAT-001", put(slack=1, free_slack=1)),
        "FEAT-001: cannot slip by its free slack of 1",
    ),
    "critical with slack": (
        lambda: with_item("FEAT-006", put(critical=True)),
        "FEAT-006: is critical: True, with a slack of 4",
    ),
    "an empty chain": (lambda: altered(chain=()), "the chain is ()"),
    "a chain that ends early": (
        lambda: altered(chain=example()[1].chain[:-1]),
        "the chain ends with FEAT-002, and the plan on 2026-12-08",
    ),
    "a chain of strangers": (
        lambda: altered(chain=("FEAT-006", *example()[1].chain[-1:])),
        "MS-001: stands after FEAT-006 in the chain, and has nothing to do with it",
    ),
    "another end of the plan": (
        lambda: altered(finish=date(2026, 12, 31)),
        "the plan does not end on 2026-12-31",
    ),
    "no load": (lambda: altered(load=()), "load: TEAM-001 works in the week of 2026-11-30"),
    "another load": (
        lambda: altered(
            load=(replace(example()[1].load[0], used=Fraction(1)), *example()[1].load[1:])
        ),
        "load: TEAM-001 2026-11-30 1, not 6",
    ),
    "no releases": (lambda: altered(releases=()), "REL-001: a release without dates"),
    "a release that is in time": (
        lambda: altered(releases=(replace(example()[1].releases[0], late=0),)),
        "REL-001: is 0 days late, not 2",
    ),
}


@pytest.mark.parametrize(("broken", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_the_judge_finds_what_is_broken(broken: Callable[[], Schedule], line: str) -> None:
    assert any(one.startswith(line) for one in found(broken()))
