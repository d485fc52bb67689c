"""What was due, what is over, and what is done before its parts."""

from tests.check.marked_check import agree, findings

DUE = """
tasks:
  - {id: TASK-001, title: A, due: 2026-12-04}  # !! SCH035
  - {id: TASK-002, title: B, due: 2026-12-15}
  - {id: TASK-003, title: C, due: 2026-12-04, status: on_hold}
  - {id: TASK-004, title: D, due: 2026-12-04, status: released}
  - {id: TASK-005, title: E, due: 2026-12-04, status: dropped}
  - {id: TASK-006, title: F, due: 2026-12-04, finished: 2026-12-03}
milestones:
  - {id: MS-001, title: G, date: 2026-12-04}  # !! SCH035
  - {id: MS-002, title: H, date: 2026-12-04, status: missed}
"""


def test_what_is_due_is_done_held_or_reported() -> None:
    assert agree(DUE, "2026-12-15")


def test_a_plan_that_speaks_of_no_day_has_nothing_overdue() -> None:
    assert findings(DUE) == []


def test_releases_and_kept_iterations_are_closed_when_they_are_over() -> None:
    example = """
releases:
  - {id: REL-001, title: A, end: 2026-12-04}  # !! SCH036
  - {id: REL-002, title: B, end: 2026-12-04, status: cancelled}
  - {id: REL-003, title: C, end: 2026-12-04, finished: 2026-12-08}
  - {id: REL-004, title: D, end: 2026-12-15}
iterations:
  - {id: IT-001, title: A, end: 2026-12-04}  # !! SCH036
  - {id: IT-002, title: B, end: 2026-12-11, status: closed}
"""
    assert agree(example, "2026-12-15")
    assert agree("iterations:\n  - {id: IT-001, title: A, end: 2026-12-04}\n", "2026-12-15")


def test_one_open_part_of_something_done_is_told() -> None:
    example = """
features:
  - id: FEAT-001
    title: A
    status: released  # !! SCH037
    features:
      - id: FEAT-002
        title: B
        stories:
          - {id: US-001, as_a: clerk, i_want: pay, status: testing}
          - {id: US-002, as_a: clerk, i_want: print, status: planned}
  - id: FEAT-003
    title: C
    status: done
    tasks:
      - {id: TASK-001, title: D}
      - {id: TASK-002, title: E, status: on_hold}
      - {id: TASK-003, title: F, status: dropped}
"""
    assert agree(example)


def test_a_year_that_was_mistyped_is_not_late() -> None:
    example = """
tasks:
  - {id: TASK-001, title: A, due: 2026-12-18}
  - {id: TASK-002, title: B, due: 2026-12-21}
  - {id: TASK-003, title: C, due: 1926-12-21}  # !! SCH004
"""
    assert agree(example, "2026-12-15")
