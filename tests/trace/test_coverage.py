"""How goals lead to tests, both ways, and what is missing between them."""

from __future__ import annotations

import pytest
from tests.marked import EXAMPLE, SETTINGS

from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree
from pmkit.trace.coverage import Trace, trace
from pmkit.trace.rows import Row

PLAN = """\
goals:
  - {id: GOAL-001, title: More customers}
  - {id: GOAL-002, title: Fewer tickets, aliases: [GOAL-9]}
requirements:
  - {id: REQ-001, title: Import, type: functional, goals: [GOAL-001, GOAL-9]}
  - {id: REQ-002, title: Speed, type: non_functional, goals: [GOAL-002]}
features:
  - id: FEAT-001
    title: Upload
    satisfies: [REQ-001]
    stories:
      - {id: US-001, as_a: user, i_want: to upload}
  - id: FEAT-002
    title: Cache
    satisfies: [REQ-002]
tests:
  - {id: TC-001, title: A file, verifies: [US-001/AC1, FEAT-001]}
  - {id: TC-002, title: Load, verifies: [REQ-002]}
"""


def traced(plan: str) -> Trace:
    return trace(load(MemoryTree({MARKER: SETTINGS, EXAMPLE: plan})).workspace)


def steps(row: Row) -> str:
    return " ".join(entry.id for entry in row.steps) + (" …" if row.continued else "")


def ways(plan: str) -> list[str]:
    return [steps(row) for row in traced(plan).rows]


def gaps(plan: str) -> dict[str, list[str]]:
    return {gap.value: [one.id for one in some] for gap, some in traced(plan).gaps.items()}


def test_the_ways_from_goals_to_tests_each_stretch_once() -> None:
    assert ways(PLAN) == [
        "GOAL-001 REQ-001 FEAT-001 US-001 TC-001",
        "GOAL-001 REQ-001 FEAT-001 TC-001",
        "GOAL-002 REQ-001 …",
        "GOAL-002 REQ-002 FEAT-002",
        "GOAL-002 REQ-002 TC-002",
    ]


def test_an_item_knows_both_its_ends() -> None:
    one = traced(PLAN).by_id["FEAT-001"]
    assert [entry.id for entry in one.above] == ["REQ-001"]
    assert [entry.id for entry in one.below] == ["US-001", "TC-001"]
    assert [entry.id for entry in one.below_of("test")] == ["TC-001"]
    assert [entry.id for entry in traced(PLAN).by_id["REQ-001"].above_of("goal")] == [
        "GOAL-001",
        "GOAL-002",
    ]


def test_items_stand_by_step_and_then_as_readers_want_them() -> None:
    plan = """\
features: [{id: FEAT-001, title: a}, {id: FEAT-002, title: b, order: 1}]
goals: [{id: GOAL-001, title: c}]
"""
    assert [one.id for one in traced(plan).items] == ["GOAL-001", "FEAT-002", "FEAT-001"]
    assert [one.id for one in traced(plan).of_kind("feature")] == ["FEAT-002", "FEAT-001"]


def test_parts_stand_where_their_whole_does_unless_they_have_a_purpose_of_their_own() -> None:
    plan = """\
goals: [{id: GOAL-001, title: a}]
requirements:
  - {id: REQ-001, title: b, type: business, goals: [GOAL-001]}
  - {id: REQ-002, title: c, type: functional, parent: REQ-001}
features:
  - id: FEAT-001
    title: d
    satisfies: [REQ-002]
    features:
      - {id: FEAT-002, title: e, stories: [{id: US-001, as_a: user, i_want: f}]}
      - {id: FEAT-003, title: g, satisfies: [GOAL-001]}
  - {id: FEAT-004, title: h, features: [{id: FEAT-005, title: i, satisfies: [REQ-001]}]}
"""
    assert ways(plan) == [
        "GOAL-001 REQ-001 FEAT-005",
        "GOAL-001 REQ-002 FEAT-001",
        "GOAL-001 REQ-002 FEAT-002 US-001",
        "GOAL-001 FEAT-003",
    ]


def test_what_is_not_to_be_done_takes_no_part() -> None:
    plan = """\
goals: [{id: GOAL-001, title: a}, {id: GOAL-002, title: b, status: dropped}]
requirements:
  - {id: REQ-001, title: c, type: functional, goals: [GOAL-001], status: rejected}
  - {id: REQ-002, title: d, type: functional, goals: [GOAL-002]}
  - {id: REQ-003, title: e, type: functional, goals: [GOAL-001], priority: {moscow: wont}}
features:
  - {id: FEAT-001, title: f, satisfies: [REQ-002], priority: {moscow: wont}, features: [
      {id: FEAT-002, title: g, satisfies: [GOAL-001]}]}
tests: [{id: TC-001, title: h, verifies: FEAT-001}, {id: TC-002, title: i, verifies: REQ-002,
         status: dropped}]
"""
    assert [one.id for one in traced(plan).items] == ["GOAL-001", "REQ-002", "TC-001"]
    assert ways(plan) == ["GOAL-001", "REQ-002", "TC-001"]


def test_circles_and_links_to_oneself_are_harmless() -> None:
    plan = """\
goals: [{id: GOAL-001, title: a, parent: GOAL-002}, {id: GOAL-002, title: b, parent: GOAL-001}]
requirements:
  - {id: REQ-001, title: c, type: functional, parent: REQ-001}
  - {id: REQ-002, title: d, type: functional, parent: REQ-003}
  - {id: REQ-003, title: e, type: functional, parent: REQ-002, goals: [GOAL-001]}
features:
  - {id: FEAT-001, title: f, parent: FEAT-002}
  - {id: FEAT-002, title: g, parent: FEAT-001, satisfies: [REQ-002]}
"""
    assert ways(plan) == [
        "GOAL-001 REQ-003",
        "GOAL-001 REQ-002 FEAT-002",
        "GOAL-002",
        "REQ-001",
    ]


GAPS = {
    "unserved-goal": (
        "goals: [{id: GOAL-001, title: a}, {id: GOAL-002, title: b, status: met},\n"
        "  {id: GOAL-003, title: c}, {id: GOAL-004, title: d, parent: GOAL-003}]\n"
        "requirements: [{id: REQ-001, title: e, type: functional, goals: [GOAL-004]}]\n",
        ["GOAL-001"],
    ),
    "requirement-without-goal": (
        "goals: [{id: GOAL-001, title: a}]\n"
        "requirements:\n"
        "  - {id: REQ-001, title: b, type: functional}\n"
        "  - {id: REQ-002, title: c, type: functional, goals: [GOAL-001]}\n"
        "  - {id: REQ-003, title: d, type: functional, parent: REQ-002}\n",
        ["REQ-001"],
    ),
    "unmet-requirement": (
        "requirements:\n"
        "  - {id: REQ-001, title: a, type: functional}\n"
        "  - {id: REQ-002, title: b, type: functional}\n"
        "  - {id: REQ-003, title: c, type: functional}\n"
        "  - {id: REQ-004, title: d, type: functional, parent: REQ-001}\n"
        "features: [{id: FEAT-001, title: e, satisfies: [REQ-002, REQ-004]}]\n",
        ["REQ-003"],
    ),
    "untested-requirement": (
        "requirements:\n"
        "  - {id: REQ-001, title: a, type: functional}\n"
        "  - {id: REQ-002, title: b, type: functional, verification: analysis}\n"
        "  - {id: REQ-003, title: c, type: functional}\n"
        "features: [{id: FEAT-001, title: d, satisfies: [REQ-003]}]\n"
        "tests: [{id: TC-001, title: e, verifies: FEAT-001}]\n",
        ["REQ-001"],
    ),
    "feature-without-purpose": (
        "goals: [{id: GOAL-001, title: a}]\n"
        "features:\n"
        "  - {id: FEAT-001, title: b, features: [{id: FEAT-002, title: c, satisfies: [GOAL-001]},\n"
        "      {id: FEAT-003, title: d}]}\n"
        "  - {id: FEAT-004, title: e, satisfies: [GOAL-001],\n"
        "     features: [{id: FEAT-005, title: f}]}\n",
        ["FEAT-003"],
    ),
    "feature-without-story": (
        "features:\n"
        "  - {id: FEAT-001, title: a, stories: [{id: US-001, as_a: user, i_want: b}]}\n"
        "  - {id: FEAT-002, title: c}\n"
        "  - {id: FEAT-003, title: d, status: released}\n"
        "  - {id: FEAT-004, title: e, features: [{id: FEAT-005, title: f, story: US-002}]}\n"
        "stories: [{id: US-002, as_a: user, i_want: g}]\n",
        ["FEAT-002"],
    ),
    "untested-feature": (
        "requirements: [{id: REQ-001, title: a, type: functional}]\n"
        "features:\n"
        "  - {id: FEAT-001, title: b}\n"
        "  - {id: FEAT-002, title: c, satisfies: [REQ-001]}\n"
        "  - {id: FEAT-003, title: d, stories: [{id: US-001, as_a: user, i_want: e}]}\n"
        "tests: [{id: TC-001, title: f, verifies: [US-001, REQ-001]}]\n",
        ["FEAT-001"],
    ),
    "story-without-feature": (
        "features: [{id: FEAT-001, title: a, stories: [{id: US-001, as_a: user, i_want: b}]}]\n"
        "stories: [{id: US-002, as_a: user, i_want: c}]\n",
        ["US-002"],
    ),
    "untested-story": (
        "features: [{id: FEAT-001, title: a, stories: [{id: US-001, as_a: user, i_want: b}]}]\n"
        "stories: [{id: US-002, as_a: user, i_want: c, feature: FEAT-002}]\n"
        "tests: [{id: TC-001, title: d, verifies: FEAT-001}]\n",
        ["US-002"],
    ),
    "test-without-target": (
        "features: [{id: FEAT-001, title: a}, {id: FEAT-002, title: b, status: dropped}]\n"
        "tests: [{id: TC-001, title: c, verifies: FEAT-001},\n"
        "  {id: TC-002, title: d, verifies: FEAT-002}]\n",
        ["TC-002"],
    ),
}


@pytest.mark.parametrize("gap", GAPS)
def test_what_is_missing(gap: str) -> None:
    plan, items = GAPS[gap]
    assert gaps(plan)[gap] == items


def test_a_kind_that_the_plan_does_not_use_is_not_missed() -> None:
    assert gaps("features: [{id: FEAT-001, title: a}]") == {}
    assert gaps("goals: [{id: GOAL-001, title: a}]") == {}
    assert traced("terms: [{id: TERM-001, title: a}]") == Trace()
