"""What items take over from the items above them, and from whom."""

from __future__ import annotations

import pytest
from tests.marked import EXAMPLE, SETTINGS

from pmkit.kinds.inheritance import FIELDS, inherited, lineage
from pmkit.model.workspace import Workspace
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree


def read(text: str) -> Workspace:
    return load(MemoryTree({MARKER: SETTINGS, EXAMPLE: text})).workspace


def taken(workspace: Workspace, item_id: str, field: str) -> tuple[object, str] | None:
    """The value of a field, and the id of the item that wrote it."""
    found = inherited(workspace, workspace.by_id[item_id], field)
    return None if found is None else (found.value, found.origin.id)


PLAN = """\
features:
  - id: FEAT-001
    title: top
    release: REL-001
    owner: Li
    team: TEAM-001
    product: PROD-001
    iteration: IT-001
    personas: [PER-001, PER-002]
    priority: {moscow: must}
    features:
      - id: FEAT-002
        title: part
        owner: Han
        stories:
          - id: US-001
            as_a: PER-001
            i_want: import
            tasks:
              - {id: TASK-001, title: a}
              - {id: TASK-002, title: b, release: REL-002, priority: }
"""

ALL: list[tuple[str, object]] = [
    ("release", "REL-001"),
    ("iteration", "IT-001"),
    ("team", "TEAM-001"),
    ("product", "PROD-001"),
    ("personas", ("PER-001", "PER-002")),
    ("priority.moscow", "must"),
]


@pytest.mark.parametrize(("field", "value"), ALL)
def test_every_field_that_is_handed_down_reaches_the_task(field: str, value: object) -> None:
    workspace = read(PLAN)
    for item_id in ("FEAT-001", "FEAT-002", "US-001", "TASK-001"):
        assert taken(workspace, item_id, field) == (value, "FEAT-001")


def test_these_fields_are_handed_down() -> None:
    assert {*FIELDS} == {field for field, _ in ALL} | {"owner"}


def test_the_nearest_one_above_counts() -> None:
    workspace = read(PLAN)
    assert taken(workspace, "TASK-001", "owner") == ("Han", "FEAT-002")
    assert taken(workspace, "FEAT-001", "owner") == ("Li", "FEAT-001")


def test_a_child_may_differ() -> None:
    assert taken(read(PLAN), "TASK-002", "release") == ("REL-002", "TASK-002")


def test_nothing_above_gives_nothing() -> None:
    workspace = read("features: [{id: FEAT-001, title: a, parent: FEAT-404}]\n")
    for field in FIELDS:
        assert taken(workspace, "FEAT-001", field) is None


def test_a_task_takes_over_from_the_release_it_is_for() -> None:
    text = """\
releases: [{id: REL-001, title: spring, owner: Li, product: PROD-001}]
tasks: [{id: TASK-001, title: release notes, for: REL-001}]
"""
    workspace = read(text)
    assert taken(workspace, "TASK-001", "owner") == ("Li", "REL-001")
    assert taken(workspace, "TASK-001", "product") == ("PROD-001", "REL-001")


def test_a_task_for_a_requirement_takes_over_its_class() -> None:
    text = """\
requirements: [{id: REQ-001, title: fast, type: functional, priority: {moscow: should}}]
tasks: [{id: TASK-001, title: measure, for: REQ-001}]
"""
    assert taken(read(text), "TASK-001", "priority.moscow") == ("should", "REQ-001")


def test_a_goal_takes_over_from_its_parent() -> None:
    text = "goals: [{id: GOAL-001, title: a, owner: Li, goals: [{id: GOAL-002, title: b}]}]\n"
    assert taken(read(text), "GOAL-002", "owner") == ("Li", "GOAL-001")


def test_former_ids_lead_upwards_too() -> None:
    text = """\
features:
  - {id: FEAT-001, title: a, owner: Li, aliases: [FEAT-900]}
  - {id: FEAT-002, title: b, parent: FEAT-900}
"""
    assert taken(read(text), "FEAT-002", "owner") == ("Li", "FEAT-001")


def test_a_wont_with_a_reason_is_handed_down() -> None:
    text = """\
features:
  - id: FEAT-001
    title: a
    priority: {moscow: {value: wont, reason: later}}
    features: [{id: FEAT-002, title: b, priority: {kano: must_be}}]
"""
    assert taken(read(text), "FEAT-002", "priority.moscow") == ("wont", "FEAT-001")


def test_the_way_up_is_the_nearest_first_and_each_once() -> None:
    workspace = read(PLAN)
    assert [one.id for one in lineage(workspace, workspace.by_id["TASK-001"])] == [
        "TASK-001",
        "US-001",
        "FEAT-002",
        "FEAT-001",
    ]


def test_two_items_of_one_id_are_no_circle() -> None:
    text = """\
features:
  - {id: FEAT-001, title: a, owner: Li}
  - {id: FEAT-001, title: the same id, parent: FEAT-002}
  - {id: FEAT-002, title: b, parent: FEAT-001}
"""
    workspace = read(text)
    second = inherited(workspace, workspace.entries[1], "owner")
    assert second is not None
    assert second.origin is workspace.entries[0]
    assert taken(workspace, "FEAT-002", "owner") == ("Li", "FEAT-001")


def test_circles_end_the_way_up() -> None:
    text = """\
features:
  - {id: FEAT-001, title: a, parent: FEAT-002}
  - {id: FEAT-002, title: b, parent: FEAT-003, owner: Li}
  - {id: FEAT-003, title: c, parent: FEAT-001}
  - {id: FEAT-004, title: its own parent, parent: FEAT-004}
"""
    workspace = read(text)
    assert taken(workspace, "FEAT-003", "owner") == ("Li", "FEAT-002")
    assert taken(workspace, "FEAT-004", "owner") is None
    assert len(lineage(workspace, workspace.by_id["FEAT-001"])) == 3
