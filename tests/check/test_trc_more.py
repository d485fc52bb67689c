"""Evidence and loose ends: traps beyond the rules' own examples."""

from tests.check.marked_check import agree, findings


def trc(example: str, as_of: str = "") -> bool:
    return agree(example, as_of, "TRC")


def test_the_role_of_a_persona_is_replaced_by_its_id() -> None:
    example = """
personas:
  - {id: PER-001, title: Wang Min, role: Sales lead}
stories:
  - {id: US-001, as_a: PER-001, i_want: import}
  - {id: US-002, as_a: SALES LEAD, i_want: undo}  # !! TRC008
  - {id: US-003, as_a: Auditor, i_want: read}  # !! TRC008
  - {id: US-004, as_a: Auditor, i_want: write, status: dropped}
"""
    assert trc(example)
    fixes = [one.fix.edits[0].text for one in findings(example, topic="TRC") if one.fix]
    assert fixes == ["PER-001"]


def test_plans_without_personas_tell_stories_by_lines() -> None:
    assert trc("stories:\n  - {id: US-001, as_a: Sales lead, i_want: import}\n")


def test_feedback_that_is_named_somewhere_was_looked_at() -> None:
    example = """
feedback:
  - {id: FB-001, title: A, channel: support, date: 2026-11-01}{old}
  - {id: FB-002, title: B, channel: support, date: 2026-11-01}
  - {id: FB-003, title: C, channel: support, date: 2026-12-01}
  - {id: FB-004, title: D, channel: support}
  - {id: FB-005, title: E, channel: support, date: 2026-11-01, status: declined}
tasks:
  - {id: TASK-001, title: Look, sources: [FB-002]}
"""
    assert trc(example.replace("{old}", ""))
    assert trc(example.replace("{old}", ""), as_of="2026-12-01")
    assert trc(example.replace("{old}", "  # !! TRC009"), as_of="2026-12-02")


def test_a_persona_rests_on_feedback_that_names_it() -> None:
    assert trc("""
personas:
  - {id: PER-001, title: A}
  - {id: PER-002, title: B, sources: [RES-001]}
  - {id: PER-003, title: C}  # !! TRC010
research: [{id: RES-001, title: Interviews}]
feedback: [{id: FB-001, title: Slow, channel: support, persona: PER-001}]
""")


def test_a_failed_test_of_one_criterion_fails_its_story() -> None:
    assert trc("""
stories:
  - id: US-001
    as_a: lead
    i_want: import
    status: released
    acceptance: [{id: AC1, criterion: It works}]
tests:
  - id: TC-001
    title: It works
    verifies: US-001/AC1
    result: fail  # !! TRC011
  - {id: TC-002, title: It works, verifies: US-001/AC1, result: blocked}
""")


def test_one_result_of_a_part_is_enough() -> None:
    assert trc("""
features:
  - id: FEAT-001
    title: Import
    status: done
    features:
      - {id: FEAT-002, title: Upload, status: done}
tests:
  - {id: TC-001, title: A, verifies: FEAT-001}
  - {id: TC-002, title: B, verifies: FEAT-002, result: pass, run: 2026-12-01}
""")


def test_a_promise_holds_if_one_feature_comes_in_time() -> None:
    assert trc("""
releases:
  - {id: REL-001, title: Spring, end: 2027-03-31}
  - {id: REL-002, title: Summer, end: 2027-06-30}
  - {id: REL-003, title: Some day}
requirements:
  - {id: REQ-001, title: A, type: functional, release: REL-001}
  - {id: REQ-002, title: B, type: functional, release: REL-001}
  - {id: REQ-003, title: C, type: functional, release: REL-001, status: done}
  - id: REQ-004
    title: D
    type: functional
    release: REL-001  # !! TRC013
features:
  - {id: FEAT-001, title: A, release: REL-001, satisfies: [REQ-001]}
  - {id: FEAT-002, title: A too, release: REL-002, satisfies: [REQ-001, REQ-003]}
  - {id: FEAT-003, title: B, release: REL-003, satisfies: [REQ-002]}
  - id: FEAT-004
    title: Module
    release: REL-002
    features:
      - {id: FEAT-005, title: D, satisfies: [REQ-004]}
""")


def test_a_requirement_of_two_goals_is_needed_as_long_as_one_is_open() -> None:
    assert trc("""
goals:
  - {id: GOAL-001, title: A, status: met}
  - {id: GOAL-002, title: B, status: active}
requirements:
  - {id: REQ-001, title: A, type: functional, goals: [GOAL-001, GOAL-002]}
  - {id: REQ-002, title: B, type: functional, goals: [GOAL-001]}  # !! TRC014
  - {id: REQ-003, title: C, type: functional, goals: [GOAL-001], status: released}
""")


def test_questions_and_actions_are_late_on_the_day_after() -> None:
    example = """
questions:
  - {id: Q-001, title: A?, due: 2026-12-01}{late}
  - {id: Q-002, title: B?, due: 2026-12-01, status: answered, answer: Yes.}
  - {id: Q-003, title: C?}
retrospectives:
  - id: RETRO-001
    title: Spring
    actions:
      - {do: Rehearse, due: 2026-12-01}{undone}
      - {do: Write, due: 2026-12-01, done: true}
      - Talk
"""
    assert trc(example.replace("{late}", "").replace("{undone}", ""), as_of="2026-12-01")
    late = example.replace("{late}", "  # !! TRC015").replace("{undone}", "  # !! TRC017")
    assert trc(late, as_of="2026-12-02")


def test_duplicates_that_are_done_or_out_stay_as_they_are() -> None:
    assert trc("""
tasks:
  - {id: TASK-001, title: A}
  - {id: TASK-002, title: B, duplicate_of: TASK-001, status: rejected}
  - {id: TASK-003, title: C, duplicate_of: TASK-001, status: done}
  - {id: TASK-004, title: D, duplicate_of: TASK-001, status: on_hold}  # !! TRC018
""")


def test_experiments_that_run_have_no_conclusion_yet() -> None:
    assert trc("""
experiments:
  - {id: EXP-001, title: A, status: running}
  - {id: EXP-002, title: B, status: stopped}  # !! TRC019
  - {id: EXP-003, title: C, status: dropped}
""")


def test_the_goal_of_a_feature_is_the_goal_of_its_requirements() -> None:
    found = findings(
        """
goals: [{id: GOAL-001, title: Grow}]
requirements:
  - {id: REQ-001, title: A, type: functional}
  - {id: REQ-002, title: B, type: functional}
  - {id: REQ-003, title: Part of C, type: functional, parent: REQ-004}
  - {id: REQ-004, title: C, type: functional, goals: [GOAL-001]}
features:
  - {id: FEAT-001, title: A, satisfies: [REQ-001, GOAL-001]}
  - {id: FEAT-002, title: B, satisfies: [REQ-002]}
""",
        topic="TRC",
    )
    assert [one.item for one in found if one.code == "TRC020"] == ["REQ-002"]
