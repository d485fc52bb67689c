"""A broken stretch costs itself and nothing else: neighbours live, ids stay taken."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.marked import EXAMPLE, SETTINGS, files_of, marks_of

from pmkit.check.run import run
from pmkit.kinds.scope import Story
from pmkit.store.loader import Loaded, load
from pmkit.store.tree import MARKER, MemoryTree


def read(example: str) -> Loaded:
    return load(MemoryTree(files_of(example)))


def found(example: str) -> set[tuple[str, int, str]]:
    """File, line and code of what a check finds."""
    report = run(read(example), ignore=["FMT", "STO004"])
    return {(one.location.path, one.location.line, one.code) for one in report.diagnostics}


def ids(loaded: Loaded) -> list[str]:
    return [entry.id for entry in loaded.workspace.entries]


def lost(loaded: Loaded) -> set[str]:
    return set(loaded.workspace.lost_ids)


def survives(example: str, alive: list[str], gone: set[str]) -> None:
    """Exactly the marked findings, these items alive and these ids taken."""
    assert found(example) == marks_of(files_of(example))
    loaded = read(example)
    assert ids(loaded) == alive
    assert lost(loaded) == gone


def test_a_broken_entry_in_the_middle() -> None:
    survives(
        """\
features:
  - id: FEAT-001
    title: Contacts
  - id: FEAT-002
    title: Import: contacts  # !! SYN001
  - id: FEAT-003
    title: Export
    depends_on: [FEAT-002]
""",
        ["FEAT-001", "FEAT-003"],
        {"FEAT-002"},
    )


def test_every_broken_entry_is_a_finding_of_its_own() -> None:
    survives(
        """\
features:
  - id: FEAT-001
    title: Contacts: all  # !! SYN001
  - id: FEAT-002
    title: [P0] Import  # !! SYN001
  - id: FEAT-003
    title: Export
tasks:
  - id: TASK-001
    title: @Li asks  # !! SYN001
""",
        ["FEAT-003"],
        {"FEAT-001", "FEAT-002", "TASK-001"},
    )


def test_a_broken_story_inside_a_feature() -> None:
    survives(
        """\
features:
  - id: FEAT-001
    title: Import
    stories:
      - id: US-001
        as_a: sales lead
        i_want: import: contacts  # !! SYN001
      - id: US-002
        as_a: sales lead
        i_want: to see which rows failed
    owner: Li Lei
  - id: FEAT-002
    title: Export
    relates_to: [US-001]
""",
        ["FEAT-001", "US-002", "FEAT-002"],
        {"US-001"},
    )
    story = read(NESTED).workspace.by_id["US-002"].item
    assert isinstance(story, Story)
    assert story.feature == "FEAT-001"


NESTED = """\
features:
- id: FEAT-001
  title: Import
  stories:
  - id: US-001
    as_a: sales lead
    i_want: "import contacts
  - id: US-002
    as_a: sales lead
    i_want: to see which rows failed
  owner: Li Lei
"""


def test_fields_below_a_broken_story_are_read() -> None:
    loaded = read(NESTED)
    assert ids(loaded) == ["FEAT-001", "US-002"]
    assert loaded.workspace.by_id["FEAT-001"].item.owner == "Li Lei"


def test_an_unclosed_quote_ends_with_its_entry() -> None:
    survives(
        """\
features:
  # !! SYN001 next line
  - {id: FEAT-001, title: "Contacts}
  - id: FEAT-002
    title: "Import
  - id: FEAT-003
    title: "Export"
""".replace('    title: "Import\n', '    # !! SYN001 next line\n    title: "Import\n'),
        ["FEAT-003"],
        {"FEAT-001", "FEAT-002"},
    )


def test_ids_written_in_any_way_stay_taken() -> None:
    loaded = read("""\
features:
  - {title: "Contacts, "id": 'FEAT-001'}
  - title: a: b
    id :  "FEAT-002"
    x-id: FEAT-008
    valid: FEAT-009
""")
    assert lost(loaded) == {"FEAT-001", "FEAT-002"}


def test_a_broken_line_between_two_lists() -> None:
    survives(
        """\
features:
  - id: FEAT-001
    title: Import
# !! SYN001 next line
oops
releases:
  - id: REL-001
    title: Spring
""",
        ["FEAT-001", "REL-001"],
        set(),
    )


def test_a_broken_line_at_the_end() -> None:
    survives(
        "features:\n  - id: FEAT-001\n    title: Import\n# !! SYN001 next line\noops\n",
        ["FEAT-001"],
        set(),
    )


def test_a_list_in_brackets_beside_a_broken_one() -> None:
    survives(
        """\
features:
  - id: FEAT-001
    title: Import: contacts  # !! SYN001
  - id: FEAT-002
    title: Export
    release: REL-001
releases: [{id: REL-001, title: Spring}]
""",
        ["FEAT-002", "REL-001"],
        {"FEAT-001"},
    )


def test_a_broken_list_in_brackets() -> None:
    survives(
        """\
features: [{id: FEAT-001, title: Import}, {id: FEAT-002, title: [P0] Export}]  # !! SYN001
releases:
  - id: REL-001
    title: Spring
""",
        ["REL-001"],
        {"FEAT-001", "FEAT-002"},
    )


def test_an_unknown_list_beside_a_broken_entry() -> None:
    survives(
        """\
features:
  - id: FEAT-001
    title: Import: contacts  # !! SYN001
taks:  # !! SYN031
  - id: TASK-001
    title: Ask
""",
        [],
        {"FEAT-001", "TASK-001"},
    )


def test_a_list_that_stands_twice_beside_a_broken_entry() -> None:
    survives(
        """\
features:
  - id: FEAT-001
    title: Import: contacts  # !! SYN001
features:  # !! SYN002
  - id: FEAT-002
    title: Export
""",
        ["FEAT-002"],
        {"FEAT-001"},
    )


def test_ids_of_a_list_that_stands_twice_stay_taken() -> None:
    loaded = read("""\
features:
  - id: FEAT-001
    title: Import
features:
  - id: FEAT-002
    title: Export
""")
    assert set(ids(loaded)) | lost(loaded) == {"FEAT-001", "FEAT-002"}


def test_a_second_document_behind_a_broken_entry() -> None:
    survives(
        """\
features:
  - id: FEAT-001
    title: Import: contacts  # !! SYN001
  - id: FEAT-003
    title: Contacts
---  # !! SYN008
features:
  - id: FEAT-002
    title: Export
""",
        ["FEAT-003"],
        {"FEAT-001", "FEAT-002"},
    )


def test_an_entry_that_is_indented_otherwise() -> None:
    loaded = read("""\
features:
  - id: FEAT-001
    title: Import
   - id: FEAT-002
     title: Export
  - id: FEAT-003
    title: Merge
""")
    assert ids(loaded) == ["FEAT-003"]
    assert lost(loaded) == {"FEAT-001", "FEAT-002"}


def test_a_file_of_one_item_is_lost_but_for_its_ids() -> None:
    survives(
        """\
# file: plan/FEAT-001.yaml
id: FEAT-001
title: Import: contacts  # !! SYN001
stories:
  - id: US-001
    as_a: sales lead
    i_want: import contacts

# file: plan/FEAT-002.yaml
id: FEAT-002
title: Export
depends_on: [FEAT-001]
relates_to: [US-001]
""",
        ["FEAT-002"],
        {"FEAT-001", "US-001"},
    )


@pytest.mark.parametrize(
    "broken",
    [
        b"\xff\xfe\x00",
        b"\x00\x00\x00",
        b"%",
        b"features: [",
        b'features:\n  - id: FEAT-009\n    title: "x\n',
        b"<<<<<<< HEAD\n",
        b"{{ template }}",
        b"features:\n\t- x",
        b"- - - -",
        b"\xe4\xb8",
        "features：\n".encode(),
    ],
)
def test_one_file_never_hides_another(broken: bytes) -> None:
    healthy = "features:\n  - id: FEAT-001\n    title: Import\n    title: Twice\n"
    files: dict[str, str | bytes] = {MARKER: SETTINGS, "b.yaml": healthy}
    loaded = load(MemoryTree(files | {"a.yaml": broken, "c.yaml": broken}))
    assert ids(loaded) == ["FEAT-001"]
    places = {(problem.span.path, problem.fault) for problem in loaded.workspace.problems}
    assert ("b.yaml", "duplicate-key") in places
    assert {path for path, _ in places} == {"a.yaml", "b.yaml", "c.yaml"}


def test_an_entry_broken_in_many_ways_is_still_one_finding_a_place() -> None:
    example = """\
features:
  - id: FEAT-001
    title: Import
    stories:
      - id: US-001
        i_want: a: b  # !! SYN001
      - id: US-002
        i_want: [c] d  # !! SYN001
      - id: US-003
        as_a: sales lead
        i_want: to see which rows failed
"""
    survives(example, ["FEAT-001", "US-003"], {"US-001", "US-002"})


def test_recovery_of_a_long_file_ends() -> None:
    entries = "".join(f"  - id: FEAT-{number:04}\n    title: a: b\n" for number in range(2000))
    loaded = read("features:\n" + entries + "  - id: FEAT-9999\n    title: Import\n")
    assert len(lost(loaded)) == 2000
    assert ids(loaded) == ["FEAT-9999"]


def test_nesting_is_counted_from_the_top_in_a_recovered_entry_too() -> None:
    deep = "    x-deep: " + "[" * 48 + "]" * 48 + "  # !! SYN014\n"
    example = "features:\n  - id: FEAT-001\n    title: Import\n" + deep
    survives(example, [], {"FEAT-001"})
    survives(
        example + "  - id: FEAT-002\n    title: b: c  # !! SYN001\n", [], {"FEAT-001", "FEAT-002"}
    )


WHOLE = """\
features:
  - id: FEAT-001
    title: "导入联系人"
    description: |
      一次导入。

      第二行。
    depends_on: [FEAT-002, {item: FEAT-003, lag: 3d}]
    stories:
      - id: US-001
        as_a: PER-001
        i_want: 'see which rows failed'
  - id: FEAT-002
    title: Export
    estimate: {low: 1d, likely: 2d, high: 3d}
  - {id: FEAT-003, title: Merge}
personas:
  - id: PER-001
    title: Sales lead
"""
SCRAPS = [
    *"\"'[]{}:-#|>%@`,?\\~\t\r\n\0\u3000：",
    *(": ", " #x", "&a ", "*a", "!t ", "<<: ", "1,000", "null", "\ufeff"),
    *("---\n", "...\n", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "features:\n"),
]


@settings(max_examples=300, derandomize=True)
@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 8), st.sampled_from(["", *SCRAPS])),
        min_size=1,
        max_size=3,
    )
)
def test_no_damage_raises_or_goes_unseen(damage: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for offset, cut, scrap in damage:
        text = text[:offset] + scrap + text[offset + cut :]
    loaded = load(MemoryTree({MARKER: SETTINGS, EXAMPLE: text}))
    for problem in loaded.workspace.problems:
        size = len(loaded.workspace.sources[problem.span.path].text)
        assert 0 <= problem.span.start <= size
    if len(loaded.workspace.entries) < len(re.findall(r"^[ ]+- (?:\{)?id: ", text, re.M)):
        assert loaded.workspace.problems


def test_a_fault_is_said_of_the_item_whose_id_alone_stands_in_its_stretch() -> None:
    features = """\
features:
  - id: FEAT-001
    title: a: b
  - id: FEAT-002
    title: b
    features:
      - id: FEAT-003
        title: c: d
"""
    assert [one.item for one in read(features).workspace.problems] == ["FEAT-001", "FEAT-003"]
    tests = "tests: [{id: TC-001, title: a: b}, {id: TC-002, title: b}]\n"
    assert {one.item for one in read(tests).workspace.problems} == {""}
