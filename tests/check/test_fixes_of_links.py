"""Fixes of ids, links, lists and margins: a file before, and the file after."""

from __future__ import annotations

import textwrap

import pytest
from tests.check.fixing import after, files_with, fixed, mended

from pmkit.check.run import run
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

TARGETS = """\
features:
  - id: FEAT-002
    title: Contact list
    aliases: [FEAT-009]
  - id: FEAT-003
    title: Export
releases:
  - id: REL-001
    title: Spring
    version: 1.1
stories:
  - id: US-001
    as_a: sales lead
    i_want: import a list of contacts
    so_that: nobody types them in
    acceptance:
      - {id: AC1, criterion: 1000 rows take less than 60 s}
"""
LINKS = [
    ("depends_on: feat-2", "depends_on: FEAT-002"),
    ("depends_on: [ＦＥＡＴ－００２]", "depends_on: [FEAT-002]"),
    ("depends_on: [FEAT002, 'feat_3']  # both", "depends_on: [FEAT-002, FEAT-003]  # both"),
    ("depends_on: {item: FEAT 002, lag: 1d}", "depends_on: {item: FEAT-002, lag: 1d}"),
    ("depends_on: FEAT-002、FEAT-003", "depends_on: [FEAT-002, FEAT-003]"),
    ("depends_on: FEAT-009", "depends_on: FEAT-002"),
    ("release: Spring", "release: REL-001"),
    ("release: 1.1", "release: REL-001"),
    ("depends_on: [FEAT-002, FEAT-003, FEAT-002]", "depends_on: [FEAT-002, FEAT-003]"),
    ("depends_on: [FEAT-002, FEAT-002, FEAT-002]", "depends_on: [FEAT-002]"),
    ('depends_on: [FEAT-002,  "FEAT-002" ]', "depends_on: [FEAT-002 ]"),
]
GUESSES = [
    ("depends_on: FEAT-02x", "depends_on: FEAT-002"),
    ("depends_on: FAET-002", "depends_on: FEAT-002"),
    ("depends_on: FET-2", "depends_on: FEAT-002"),
    ("depends_on: FEAT-OO2", "depends_on: FEAT-002"),
    ("depends_on: [FEAT-002, FEAT-001]", "depends_on: [FEAT-002]"),
]
LEFT = [
    "depends_on: FEAT-077",
    "depends_on: FEAT-004",
    "depends_on: FEAT-022",
    "depends_on: FEAT-020",
    "depends_on: FEAT-0002x3",
    "depends_on: [{item: FEAT-002, lag: 1d}, FEAT-002]",
    "depends_on: FEAT-002、FEAT-077",
]


def linked(line: str) -> str:
    return f"features:\n  - id: FEAT-001\n    title: Import\n    {line}\n"


def files_linked(line: str) -> dict[str, bytes]:
    return {**files_with(TARGETS), "one.yaml": linked(line).encode()}


@pytest.mark.parametrize(("before", "expected"), LINKS)
def test_a_link_leads_to_the_one_item_that_was_meant(before: str, expected: str) -> None:
    assert after(files_linked(before))["one.yaml"].decode() == linked(expected)


@pytest.mark.parametrize(("before", "expected"), GUESSES)
def test_a_link_is_guessed_or_deleted_only_if_asked_for(before: str, expected: str) -> None:
    assert after(files_linked(before)) == files_linked(before)
    assert after(files_linked(before), unsafe=True)["one.yaml"].decode() == linked(expected)


@pytest.mark.parametrize("line", LEFT[:5])
def test_another_number_is_another_item_and_nobody_says_which(line: str) -> None:
    (found,) = run(load(MemoryTree(files_linked(line))), ["LNK"]).diagnostics
    assert (found.hint, found.values["better"], found.fix) == ("", "", None)


def test_a_slip_never_leads_to_what_is_dropped() -> None:
    gone = "features:\n  - {id: FEAT-004, title: Fax, status: dropped}\n"
    files = {**files_linked("depends_on: FAET-004"), "gone.yaml": gone.encode()}
    (found,) = run(load(MemoryTree(files)), ["LNK001"]).diagnostics
    assert (found.hint, found.fix) == ("", None)
    files["one.yaml"] = linked("depends_on: feat-4").encode()
    (found,) = run(load(MemoryTree(files)), ["LNK001"]).diagnostics
    assert found.values["better"] == "FEAT-004"


def test_a_slip_is_seen_however_many_links_lead_nowhere() -> None:
    lost = "".join(
        f"  - {{id: FEAT-1{n}, title: T{n}, depends_on: FEAT-9{n}}}\n" for n in range(99)
    )
    files = {**files_linked("depends_on: FAET-002"), "a.yaml": f"features:\n{lost}".encode()}
    found = run(load(MemoryTree(files)), ["LNK001"]).diagnostics
    assert [one.values["better"] for one in found if one.values["better"]] == ["FEAT-002"]
    assert len(found) == 100


def test_a_criterion_with_another_number_is_another_one() -> None:
    tests = "tests:\n  - {id: TC-001, title: A test, verifies: [US-001/AC2]}\n"
    files = {**files_with(TARGETS), "tests.yaml": tests.encode()}
    assert after(files, unsafe=True) == files


@pytest.mark.parametrize("line", LEFT)
def test_a_link_that_may_mean_anything_is_left_alone(line: str) -> None:
    assert after(files_linked(line), unsafe=True) == files_linked(line)


def test_criteria_are_found_as_ids_are() -> None:
    tests = "tests:\n  - {id: TC-001, title: A test, verifies: [%s]}\n"
    files = {**files_with(TARGETS), "tests.yaml": (tests % "us-1/ac1").encode()}
    assert after(files)["tests.yaml"].decode() == tests % "US-001/AC1"
    files["tests.yaml"] = (tests % "US-001/ac-01").encode()
    assert after(files)["tests.yaml"].decode() == tests % "US-001/AC1"


BLOCKS = [
    (
        """\
        features:
          - id: FEAT-001
            title: Import
            depends_on:
              # first
              - FEAT-002  # kept
              - FEAT-002  # why twice
              - item: FEAT-003
              - item: FEAT-003
        """,
        """\
        features:
          - id: FEAT-001
            title: Import
            depends_on:
              # first
              - FEAT-002  # kept
              # why twice
              - item: FEAT-003
        """,
    ),
]


@pytest.mark.parametrize(("before", "expected"), BLOCKS)
def test_entries_go_and_comments_stay(before: str, expected: str) -> None:
    files = {**files_with(TARGETS), "one.yaml": textwrap.dedent(before).encode()}
    assert after(files)["one.yaml"].decode() == textwrap.dedent(expected)


def test_items_without_ids_get_the_next_free_ones() -> None:
    plan = """\
    features:
      - title: A  # first
        features:
          - title: B
      - {title: C}
      - id:
        title: D
      - {title: E, id: ""}
      - id: FEAT-007
        title: F
    """
    assert fixed(plan) == textwrap.dedent("""\
    features:
      - id: FEAT-008
        title: A  # first
        features:
          - id: FEAT-009
            title: B
      - {id: FEAT-010, title: C}
      - id: FEAT-011
        title: D
      - {title: E, id: FEAT-012}
      - id: FEAT-007
        title: F
    """)


def test_random_ids_are_the_same_for_whoever_fixes() -> None:
    plan, settings = "features:\n  - title: A\n  - title: A\n", "ids: {style: random}\n"
    once = fixed(plan, settings=settings)
    assert once == fixed(plan, settings=settings)
    assert len({line for line in once.splitlines() if "- id: FEAT-" in line}) == 2


def test_the_item_of_a_file_that_is_called_by_an_id_gets_it() -> None:
    files = files_with("features: [{id: FEAT-001, title: A}]\n")
    files["plan/FEAT-041.yaml"] = b"kind: feature\ntitle: B\n"
    found = after(files)["plan/FEAT-041.yaml"]
    assert found == b"id: FEAT-041\nkind: feature\ntitle: B\n"


MALFORMED = """\
teams:
  - id: TEAM 01
    title: Core
    aliases: [TEAM-09]
stakeholders:
  - {id: ＳＴＫ－００１, title: Li Lei}
calendars:
  - {id: CAL.001, title: Ours}
stories:
  - id: "US #1"
    feature: FEAT-001
    as_a: sales lead
    i_want: import a list of contacts
    so_that: nobody types them in
    team: TEAM 01
    needs: {TEAM 01: 2}
    owner: ＳＴＫ－００１
    acceptance:
      - {id: AC1, criterion: 1000 rows take less than 60 s}
features:
  - id: FEAT001
    title: Import
    team: "TEAM 01"  # theirs
    needs:
      'TEAM 01': 1
    features:
      - {id: FEAT-002, title: Inner}
"""


def test_a_malformed_id_is_mended_with_every_link_to_it() -> None:
    files = files_with(MALFORMED, "schedule: {calendar: CAL.001}\n")
    files["tests.yaml"] = b"tests:\n  - {id: TC-001, title: A, verifies: 'US #1/AC1'}\n"
    found = after(files)
    expected = (
        MALFORMED.replace("TEAM 01", "TEAM-01")
        .replace("ＳＴＫ－００１", "STK-001")
        .replace("CAL.001", "CAL-001")
        .replace("US #1", "US-1")
        .replace("FEAT001", "FEAT-001")
    )
    assert found["plan.yaml"].decode() == expected
    assert found["tests.yaml"] == files["tests.yaml"].replace(b"US #1", b"US-1")
    assert b"calendar: CAL-001" in found[MARKER]


def test_an_id_is_not_mended_into_one_that_is_taken() -> None:
    plan = "features:\n  - {id: FEAT 001, title: A}\n  - {id: FEAT-001, title: B}\n"
    assert fixed(plan, unsafe=True) == plan
    twice = "features:\n  - {id: FEAT 001, title: A}\n  - {id: FEAT 001, title: B}\n"
    assert fixed(twice, unsafe=True) == twice


def test_a_prefix_changes_only_if_asked_for_and_everywhere() -> None:
    plan = """\
    goals:
      - {id: GOAL-001, title: Grow, metrics: [{name: A, baseline: 1, target: 2, unit: rows}]}
    features:
      - {id: GOAL-002, title: A}
      - {id: GOAL-003, title: B, depends_on: [GOAL-002]}
      - {id: FEAT-003, title: C, depends_on: [FAET-006, GOAL-003]}
      - {id: FAET-006, title: D}
    """
    assert fixed(plan) == textwrap.dedent(plan)
    assert fixed(plan, unsafe=True).splitlines()[3:] == [
        "  - {id: FEAT-002, title: A}",
        "  - {id: FEAT-004, title: B, depends_on: [FEAT-002]}",
        "  - {id: FEAT-003, title: C, depends_on: [FEAT-006, FEAT-004]}",
        "  - {id: FEAT-006, title: D}",
    ]


MARGINS = [
    ("features:\n  - id: FEAT-001\n→title: A\n→owner: Li\n", 4),
    ("features:\n→- id: FEAT-001\n→  title: A\n→  owner: Li\n", 2),
    ("features:\n→- id: FEAT-001\n→→title: A\n→→owner: Li\n", 2),
    ("features:\n  - id: FEAT-001\n    title: A\n    priority:\n→→moscow: wont\n", 4),
    ("features:\n  -→id: FEAT-001\n    title: A\n", 1),
]


@pytest.mark.parametrize(("before", "width"), MARGINS)
def test_tabs_become_blanks_where_one_width_fits(before: str, width: int) -> None:
    assert fixed(before.replace("→", "\t")) == before.replace("→", " " * width)


def test_tabs_stay_where_no_width_fits() -> None:
    plan = "features:\n   - id: FEAT-001\n\ttitle: A\n"
    assert fixed(plan, unsafe=True) == plan


def test_full_width_spaces_become_blanks() -> None:
    before = "features:\n　- id: FEAT-001\n　　title: 导入\n　　owner: 李雷\n"
    assert fixed(before) == before.replace("　", "  ")


def test_what_stands_twice_word_by_word_goes() -> None:
    before = "features:\n  - id: FEAT-001\n    title: A\n    owner: Li\n    team: TEAM-1\n"
    twice = before.replace("    team", "    owner: Li\n    team")
    assert "owner: Li\n    team" in fixed(twice)
    assert fixed(twice).count("owner") == 1
    other = twice.replace("owner: Li\n    team", "owner: Han\n    team")
    assert fixed(other, unsafe=True).count("owner") == 2


def test_kinds_are_spelt_right() -> None:
    assert fixed("featurs:\n  - {id: FEAT-001, title: A}\n").startswith("features:\n")
    assert fixed("Features:\n  - {id: FEAT-001, title: A}\n").startswith("features:\n")
    both = "features:\n  - {id: FEAT-001, title: A}\nfeatuers:\n  - {id: FEAT-002, title: B}\n"
    assert fixed(both, unsafe=True) == both


def test_a_former_id_of_its_own_goes() -> None:
    plan = "features:\n  - id: FEAT-001\n    title: A\n    aliases: [FEAT-009, FEAT-001]\n"
    assert fixed(plan).endswith("aliases: [FEAT-009]\n")
    only = plan.replace("FEAT-009, ", "")
    assert fixed(only) == "features:\n  - id: FEAT-001\n    title: A\n"


def test_what_cannot_be_fixed_without_harm_is_said() -> None:
    plan = """\
    features:
      - {id: FEAT-001, title: A, depends_on: [feat-2]}
      - {id: FEAT-002, title: B, depends_on: [FEAT-001]}
    """
    found = mended(files_with(plan))
    assert not found.changes
    assert [one.code for one in found.refused] == ["LNK001"]
