"""What careful teams write, and no rule may find fault with."""

import pytest
from tests.check.marked_check import agree
from tests.check.test_wording import findings as worded
from tests.check.test_wording import statement

from pmkit.check.run import run
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

SENTENCES = [
    "The system shall record who changed which field, when, and the value before and after.",
    "The system shall record when an invoice was paid.",
    "The system shall show who approved an invoice and when.",
    "The system shall check if the number is taken within 2 s.",
    "A user of one tenant shall not read data of another tenant.",
]


@pytest.mark.parametrize("text", SENTENCES[:-1])
def test_when_and_if_also_begin_what_is_recorded(text: str) -> None:
    assert worded(statement(text)) == []


def test_what_is_only_possible_is_reported_once() -> None:
    text = "The system shall show a manual, if possible with videos."
    assert [one.code for one in worded(statement(text))] == ["TXT004"]


def test_security_is_about_what_nobody_may_do() -> None:
    plain = statement(SENTENCES[-1])
    assert [one.code for one in worded(plain)] == ["REQ011"]
    assert worded(plain.replace("functional", "non_functional\n    quality: security")) == []


def test_nobody_asks_for_an_ability_that_is_not_to_be_there() -> None:
    text = "A guest shall not be able to read salaries."
    assert [one.code for one in worded(statement(text))] == ["REQ011"]
    assert worded(statement("Only administrators shall be able to read salaries.")) == []


def test_a_business_requirement_may_tell_what_people_need() -> None:
    text = statement("Controllers can export the open invoices of a month.")
    assert [one.code for one in worded(text)] == ["REQ002"]
    assert worded(text.replace("type: functional", "type: business")) == []


def test_rules_of_a_feature_may_be_absolute() -> None:
    example = """
features:
  - id: FEAT-001
    title: Match
    rules: [Freight lines are never matched]
    acceptance:
      - Freight lines never appear  # !! TXT006
"""
    assert agree(example, topic="TXT")


def test_a_draft_is_not_promised_yet() -> None:
    example = """
requirements:
  - {id: REQ-001, title: Import, type: functional, status: draft}
  - {id: REQ-002, title: Export, type: functional}  # !! TRC002 TRC006
  - {id: REQ-003, title: Search, type: functional}
features:
  - {id: FEAT-001, title: Search, satisfies: [REQ-003]}
tests:
  - {id: TC-001, title: Search, verifies: [FEAT-001]}
"""
    assert agree(example, topic="TRC")


def test_musts_over_their_limit_are_one_finding() -> None:
    example = """
releases:
  - {id: REL-001, title: Spring}  # !! PRI004
features:
  - {id: FEAT-001, title: A, release: REL-001, estimate: 8d, priority: {moscow: must}}
  - {id: FEAT-002, title: B, release: REL-001, estimate: 2d, priority: {moscow: should}}
"""
    assert agree(example, topic="PRI")


def test_a_text_without_its_quotes_is_one_finding_with_the_right_hint() -> None:
    comma = "requirements:\n  - {id: REQ-001, title: A, type: functional, statement: When it, then}"
    colon = "features:\n  - id: FEAT-001\n    title: A\n    acceptance: [Power is cut: it boots]\n"
    number = "features:\n  - {id: FEAT-001, title: First 3,000 units}\n"
    hints = [hints_of(text) for text in (comma, colon, number)]
    assert [len(one) for one in hints] == [1, 1, 1]
    assert "the comma has split it" in hints[0][0]
    assert "the colon has made a key of it" in hints[1][0]
    assert "quote the text" in hints[2][0]


def test_a_test_may_verify_more_than_the_feature_it_stands_in() -> None:
    plan = """
requirements:
  - {id: REQ-001, title: Import, type: functional}
features:
  - id: FEAT-001
    title: Import
    tests:
      - {id: TC-001, title: Import, verifies: VERIFIES}
"""
    assert hints_of(plan.replace("VERIFIES", "[FEAT-001, REQ-001]")) == []
    assert hints_of(plan.replace("VERIFIES", "[REQ-001]")) == [
        "name {target} there as well, or move the item"
    ]


def hints_of(text: str) -> list[str]:
    loaded = load(MemoryTree({MARKER: "pmkit: 1\nname: Example\n", "plan.yaml": text}))
    return [one.hint for one in run(loaded, ["SYN"]).diagnostics if one.code.startswith("SYN")]


def test_parts_of_different_features_may_be_called_the_same() -> None:
    example = """
features:
  - id: FEAT-001
    title: Import
    features: [{id: FEAT-002, title: Settings}]
  - id: FEAT-003
    title: Export
    features:
      - {id: FEAT-004, title: Settings}
      - {id: FEAT-005, title: settings}  # !! TXT014
      - {id: FEAT-006, title: Settings, status: dropped}
      - {id: FEAT-007, title: Settings, duplicate_of: FEAT-004}
tasks:
  - {id: TASK-001, title: Review}
  - {id: TASK-002, title: Review}
"""
    assert agree(example, topic="TXT")


def test_a_role_that_is_faulty_in_itself_is_reported_once() -> None:
    example = """
personas:
  - {id: PER-001, title: Sales lead}
stories:
  - {id: US-001, as_a: user, i_want: import}
  - {id: US-002, as_a: the system, i_want: export}
  - {id: US-003, as_a: sales lead or administrator, i_want: print}
  - {id: US-004, as_a: administrator, i_want: undo}  # !! TRC008
  - {id: US-005, as_a: Administrator, i_want: redo}
  - {id: US-006, as_a: PER-001, i_want: undo}
"""
    assert agree(example, topic="TRC")


def test_a_story_of_a_must_says_itself_when_it_is_done() -> None:
    example = """
features:
  - id: FEAT-001
    title: Import
    priority: {moscow: must}
    acceptance: [1000 rows take a minute]
    stories:
      - {id: US-001, as_a: clerk, i_want: pay, so_that: it is paid, status: planned}  # !! STO046
      - {id: US-002, as_a: clerk, i_want: print, so_that: it is there, priority: {moscow: must}}
"""
    assert agree(example, topic="STO")


def test_of_a_file_that_cannot_be_read_nobody_says_that_nothing_is_there() -> None:
    files = {MARKER: b"pmkit: 1\nname: CRM\n", "a.yaml": "features:\n".encode("utf-16")}
    assert [one.code for one in run(load(MemoryTree(files))).diagnostics] == ["SYN011"]
    files["a.yaml"] = b"features: []\n"
    assert [one.code for one in run(load(MemoryTree(files))).diagnostics] == ["SYN037"]
