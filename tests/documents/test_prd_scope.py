"""`where` chooses features, and what hangs on them follows; the product as a whole stays."""

from __future__ import annotations

from tests.documents.prds import assert_sound, prd, under, where

PLAN = """
products: [{id: PROD-001, title: CRM, vision: One place, non_goals: [Scooters]}]
goals: [{id: GOAL-001, title: Growth}, {id: GOAL-002, title: Peace}, {id: GOAL-003, title: Alone}]
releases:
  - {id: REL-001, title: Spring, milestones: [{id: MS-001, title: Spring is out}]}
  - {id: REL-002, title: Summer, milestones: [{id: MS-002, title: Summer is out}]}
milestones: [{id: MS-003, title: A contract}]
personas:
  - {id: PER-001, title: Anna, wants: [Speed]}
  - {id: PER-002, title: Bert, wants: [Peace]}
  - {id: PER-003, title: Cleo, wants: [Nothing]}
  - {id: PER-004, title: Dora, wants: [More]}
requirements:
  - {id: REQ-001, title: Reading, type: functional, goals: [GOAL-001], personas: [PER-004]}
  - {id: REQ-002, title: Writing, type: functional, goals: [GOAL-002]}
  - {id: REQ-003, title: Files, type: business, goals: [GOAL-001]}
  - {id: REQ-004, title: Part of files, type: functional, parent: REQ-003}
  - {id: REQ-005, title: Law, type: non_functional}
features:
  - id: FEAT-001
    title: Import
    release: REL-001
    satisfies: [REQ-001, REQ-004]
    personas: [PER-001]
    stories: [{id: US-001, as_a: PER-001, i_want: to read}]
  - id: FEAT-002
    title: Export
    release: REL-002
    satisfies: [REQ-002]
    depends_on: [FEAT-001]
    stories: [{id: US-002, as_a: PER-002, i_want: to write}]
stories: [{id: US-003, as_a: PER-003, i_want: to be left alone}]
tests:
  - {id: TC-001, title: Reads, verifies: US-001}
  - {id: TC-002, title: Writes, verifies: US-002}
risks:
  - {id: RISK-001, title: Reading fails, probability: 1, impact: 1, affects: [US-001, GOAL-002]}
  - {id: RISK-002, title: Writing fails, probability: 1, impact: 1, affects: [TC-002]}
  - {id: RISK-003, title: Rain, probability: 1, impact: 1, affects: [GOAL-001]}
  - {id: RISK-004, title: Both fail, probability: 1, impact: 1, affects: [REQ-001, MS-002]}
questions:
  - {id: Q-001, title: Why read, affects: [REQ-001]}
  - {id: Q-002, title: Why write, affects: [REL-002]}
decisions: [{id: DEC-001, title: Write in red, affects: [FEAT-002]}]
"""


def test_what_hangs_on_the_chosen_features_follows() -> None:
    text = prd(PLAN, settings=where("release == REL-001"))
    assert_sound(text)
    shown = {"Import", "Reading", "Files", "Part of files", "Anna", "Dora", "to read", "Reads"}
    shown |= {"Reading fails", "Both fail", "Why read", "Spring is out"}
    for words in shown:
        assert words in text, words
    left = {"Export", "Writing", "Bert", "to write", "Writes", "Why write", "REL-002", "red"}
    for words in left:
        assert words not in text, words


def test_the_product_as_a_whole_stays() -> None:
    text = prd(PLAN, settings=where("release == REL-001"))
    for words in ("One place", "Scooters", "Peace", "Cleo", "Law", "Rain", "A contract"):
        assert words in text, words
    assert "to be left alone" in under(text, "Other user stories")


def test_the_trace_is_that_of_the_chosen_features() -> None:
    trace = under(prd(PLAN, settings=where("release == REL-002")), "Traceability")
    assert "FEAT-002" in trace
    assert "TC-002" in trace
    assert "FEAT-001" not in trace
    assert "REQ-001" not in trace
    assert "| [GOAL-003](#GOAL-003) Alone | — |" in trace
    assert "GOAL-001" not in trace


def test_a_link_to_what_is_not_here_is_text() -> None:
    text = prd(PLAN, settings=where("id == FEAT-002"))
    assert_sound(text)
    assert "**Depends on**\n\n- FEAT-001 Import\n" in text


def test_what_is_left_out_follows_too() -> None:
    plan = PLAN.replace("title: Export\n", "title: Export\n    status: dropped\n")
    assert "Out of scope" in prd(plan, settings=where("release == REL-002"))
    assert "Features left out" not in prd(plan, settings=where("release == REL-001"))


def test_requirements_in_a_circle_end() -> None:
    circle = "{id: REQ-003, title: Files, type: business, parent: REQ-004,"
    plan = PLAN.replace("{id: REQ-003, title: Files, type: business,", circle)
    assert_sound(prd(plan, settings=where("release == REL-001")))
