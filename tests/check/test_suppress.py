"""Comments that silence findings: where they work, and what is wrong with some of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.marked import files_of, marks_of

from pmkit.check.run import Report, run
from pmkit.check.suppress import Suppressions
from pmkit.model.diagnostic import Diagnostic
from pmkit.model.place import Place
from pmkit.store.loader import load
from pmkit.store.remarks import MOST_REMARKS, remarks_of
from pmkit.store.tree import MARKER, MemoryTree

TOPICS = ("LNK", "SUP", "TXT001")
HEAD = "features:\n  - id: FEAT-001\n    title: Import\n"


def check(files: dict[str, str], select: tuple[str, ...] = TOPICS) -> Report:
    return run(load(MemoryTree(files)), select)


def agree(example: str, suppressed: int = -1) -> bool:
    """Whether what is marked is found, and nothing else; and how many findings are silenced."""
    files = files_of(example.lstrip("\n"))
    report = check(files)
    found = {(one.location.path, one.location.line, one.code) for one in report.diagnostics}
    assert found == marks_of(files)
    assert suppressed in (-1, report.suppressed)
    return True


def found_in(text: str) -> list[str]:
    """The codes of what is found in a file."""
    return [one.code for one in check(files_of(text)).diagnostics]


def only(example: str, code: str) -> Diagnostic:
    """The one finding of a rule."""
    (found,) = (one for one in check(files_of(example)).diagnostics if one.code == code)
    return found


# Where a comment works


def test_behind_a_value_it_speaks_of_its_line() -> None:
    assert agree(
        """
features:
  - id: FEAT-001
    title: Import
    depends_on: [FEAT-404]  # pmkit: ignore[LNK001] comes next week
  - id: FEAT-002
    title: Export
    depends_on: [FEAT-404]  # !! LNK001
""",
        suppressed=1,
    )


def test_alone_it_speaks_of_the_next_written_line_only() -> None:
    assert agree(
        """
features:
  - id: FEAT-001
    title: Import
    # pmkit: ignore[LNK001] comes next week

    # another comment
    depends_on: [FEAT-404]
    satisfies: [REQ-404]  # !! LNK001
""",
        suppressed=1,
    )


def test_alone_before_an_entry_it_does_not_speak_of_the_whole_entry() -> None:
    assert agree(
        """
features:
  # !! SUP001 next line
  # pmkit: ignore[LNK001] the lines below are not meant
  - id: FEAT-001
    title: Import
    depends_on: [FEAT-404]  # !! LNK001
"""
    )


def test_before_all_keys_it_speaks_of_the_whole_file() -> None:
    assert agree(
        """
# file: plan/ideas.yaml
# Ideas of the team
# pmkit: ignore[LNK] ideas may point anywhere

features:
  - {id: FEAT-001, title: Import, depends_on: [FEAT-404]}
  - {id: FEAT-002, title: Export, depends_on: [FEAT-405]}

# file: plan/features.yaml
features:
  - {id: FEAT-003, title: Sync, depends_on: [FEAT-404]}  # !! LNK001
""",
        suppressed=2,
    )


def test_the_last_comment_of_a_file_speaks_of_nothing() -> None:
    assert agree(
        """
features:
  - {id: FEAT-001, title: Import}
  # !! SUP001 next line
  # pmkit: ignore[LNK001] too late
"""
    )


LONG = "word " * 50


def test_before_a_block_text_it_speaks_of_the_text() -> None:
    assert agree(
        f"""
features:
  - id: FEAT-001
    title: >  # pmkit: ignore[TXT001] a long story
      {LONG}
""",
        suppressed=1,
    )


def test_behind_a_text_of_several_lines_it_speaks_of_all_of_them() -> None:
    assert agree(
        f"""
features:
  - id: FEAT-001
    title: "{LONG}
      {LONG}"  # pmkit: ignore[TXT001] a long story
""",
        suppressed=1,
    )


@pytest.mark.parametrize(
    "notes",
    [
        '"Import # pmkit: ignore[LNK001] no comment"',
        "'Import # pmkit: ignore[LNK001] no comment'",
        "|\n      Import\n      # pmkit: ignore[LNK001] no comment",
        ">\n      Import # pmkit: ignore[LNK001] no comment\n\n      more",
        '"Import\n      # pmkit: ignore[LNK001] no comment"',
    ],
)
def test_inside_a_text_it_is_text(notes: str) -> None:
    assert found_in(f"{HEAD}    notes: {notes}\n    depends_on: [FEAT-404]\n") == ["LNK001"]


def test_settings_have_comments_too() -> None:
    assert agree(
        """
# file: pmkit.yaml
pmkit: 1
name: Example
check:
  per_file:
    ideas.yaml: [TRC]  # pmkit: ignore[SUP006] comes with the next file

# file: plan.yaml
features:
  - {id: FEAT-001, title: Import}
""",
        suppressed=1,
    )


def test_windows_line_ends() -> None:
    text = "features:\r\n  - id: FEAT-001\r\n    title: Import\r\n"
    text += "    # pmkit: ignore[LNK001] later\r\n    depends_on: [FEAT-404]\r\n"
    report = check({MARKER: "pmkit: 1\nname: x\n", "a.yaml": text})
    assert (report.diagnostics, report.suppressed) == ((), 1)


# What it names

WAYS = [
    "# pmkit: ignore[LNK001] later",
    "#pmkit: ignore[LNK001] later",
    "#  pmkit :ignore [ LNK001 ] later",
    "# PMKIT: Ignore[lnk001]: later",
    "# pmkit: ignore[LNK] later",
    "# pmkit: ignore[dangling-link] later",
    "# pmkit: ignore[dangling_link] later",
    "# pmkit: ignore[LNK001 ,LNK] — later",
    "# pmkit：ignore【LNK001】 稍后补上",
    "# TODO # pmkit: ignore[LNK001] later",
    "# pmkit: ignore[LNK001] later # TODO write it",
]


@pytest.mark.parametrize("comment", WAYS)
def test_it_may_be_written_in_many_ways(comment: str) -> None:
    # Behind a bracket a comment needs no blank after its #.
    text = (
        f"features:\n  - id: FEAT-001\n    title: Import\n    depends_on: [FEAT-404]  {comment}\n"
    )
    report = check({MARKER: "pmkit: 1\nname: x\n", "a.yaml": text})
    assert ([one.code for one in report.diagnostics], report.suppressed) == ([], 1)


def test_several_rules_and_comments_of_one_line() -> None:
    assert agree(
        """
features:
  - id: FEAT-001
    title: Import
    # pmkit: ignore[LNK001] later
    depends_on: [FEAT-404, FEAT-001, FEAT-001]  # pmkit: ignore[LNK003, LNK006] a test
""",
        suppressed=4,
    )


SENTENCES = [
    "# pmkit reads this file",
    "# pmkit ignores what begins with x-",
    "# pmkit.yaml says which rules are applied",
    "# pmkit: see https://example.com/plans",
    "# pmkit: 1",
    "# pmkit check --strict",
    "# the words pmkit: ignore[LNK001] in a sentence",
]


@pytest.mark.parametrize("comment", SENTENCES)
def test_sentences_about_pmkit_are_sentences(comment: str) -> None:
    assert agree(f"{comment}\nfeatures:\n  - {{id: FEAT-001, title: Import}}  {comment}\n")


MALFORMED = [
    "# pmkit: ignore",
    "# pmkit: ignore LNK001",
    "# pmkit: ignore[]",
    "# pmkit ignore[LNK001] later",
    "# pmkit: ignored[LNK001] later",
    "# pmkit: ingore[LNK001] later",
    "# pmkit: ignore(LNK001) later",
    "# pmkit: ignore=LNK001",
    "# pmkit: disable[LNK001] later",
    "# pmkit: noqa",
    "# pmkit-ignore[LNK001] later",
    "# pmkit: ignore[LNK001",
]


@pytest.mark.parametrize("comment", MALFORMED)
def test_what_looks_like_one_and_is_none_is_told(comment: str) -> None:
    assert agree(
        f"""
features:
  - id: FEAT-001
    title: Import
    # !! LNK001 SUP005 next line
    depends_on: [FEAT-404]  {comment}
"""
    )


def test_a_rule_that_does_not_exist_gets_a_suggestion() -> None:
    text = "features:\n  - {id: FEAT-001, title: a}  # pmkit: ignore[danglin-link] later\n"
    found = only(text, "SUP003")
    assert (found.text, found.values["better"]) == ("danglin-link", "dangling-link")
    assert found.fix is not None
    assert not found.fix.is_safe


@pytest.mark.parametrize("name", ["SYN032", "SYN", "unknown-key", "IDS", "IDS001"])
def test_what_is_always_applied_cannot_be_silenced(name: str) -> None:
    assert agree(
        f"""
features:
  - id: FEAT-001
    title: Import
    # !! SYN032 SUP004 next line
    onwer: Li Lei  # pmkit: ignore[{name}] please
"""
    )


# Comments that are of no use


def test_of_several_rules_those_that_find_nothing_are_named() -> None:
    comment = "# pmkit: ignore[LNK003, LNK001, LNK002] later"
    files = files_of(f"{HEAD}    depends_on: [FEAT-404]  {comment}\n")
    assert [one.text for one in check(files).diagnostics] == ["LNK003", "LNK002"]


def test_only_of_rules_that_were_applied_it_is_known() -> None:
    text = "features:\n  - {id: FEAT-001, title: a}  # pmkit: ignore[LNK001, TRC003] later\n"
    files = {MARKER: "pmkit: 1\nname: x\n", "a.yaml": text}
    assert [one.text for one in check(files, ("SUP",)).diagnostics] == []
    assert [one.text for one in check(files, ("SUP", "LNK")).diagnostics] == ["LNK001"]
    files[MARKER] += "check: {ignore: [LNK001, TRC003]}\n"
    assert check(files, ()).diagnostics == ()


def test_in_a_file_that_could_not_be_read_nobody_knows() -> None:
    text = (
        "features:\n  - id: FEAT-001\n    title: a\n    onwer: b  # pmkit: ignore[LNK001] later\n"
    )
    found = check({MARKER: "pmkit: 1\nname: x\n", "a.yaml": text}).diagnostics
    assert [one.code for one in found] == ["SYN032"]


def test_a_comment_may_silence_what_is_said_of_comments() -> None:
    assert agree(
        """
# pmkit: ignore[SUP001] this file is a test
features:
  - {id: FEAT-001, title: Import}  # pmkit: ignore[LNK001] later
""",
        suppressed=1,
    )


def mended(text: str) -> str:
    """The text with every safe fix of SUP applied, until nothing changes."""
    while True:
        found = check({MARKER: "pmkit: 1\nname: x\n", "a.yaml": text}).diagnostics
        fixes = [one.fix for one in found if one.fix is not None and one.fix.is_safe]
        if not fixes:
            return text
        (edit,) = fixes[0].edits
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]


FIXES = [
    ("    team: A  # pmkit: ignore[LNK003] later\n", "    team: A\n"),
    ("    team: A  # pmkit: ignore[LNK003] later # keep\n", "    team: A  # keep\n"),
    ("    team: A  # keep # pmkit: ignore[LNK003] later\n", "    team: A  # keep\n"),
    ("    # pmkit: ignore[LNK003] later\n    team: A\n", "    team: A\n"),
    ("    # pmkit: ignore[LNK003, LNK002] later\n    team: A\n", "    team: A\n"),
    ("    team: A\n# pmkit: ignore[LNK003] later", "    team: A\n"),
    (
        "    depends_on: [FEAT-404]  # pmkit: ignore[LNK003, LNK001, LNK002] later\n",
        "    depends_on: [FEAT-404]  # pmkit: ignore[LNK001] later\n",
    ),
    ("    team: A  # pmkit: ignore[LNK003] later\r\n", "    team: A\r\n"),
]


@pytest.mark.parametrize(("before", "after"), FIXES)
def test_the_fix_takes_the_comment_away_and_nothing_else(before: str, after: str) -> None:
    assert mended(HEAD + before) == HEAD + after


# Settings that switch rules off


def codes(settings: str, select: tuple[str, ...] = ()) -> list[str]:
    """The codes of what is found in a plan with a dangling link and a link to itself."""
    plan = "features:\n  - {id: FEAT-001, title: a, depends_on: [FEAT-404, FEAT-001]}\n"
    files = {MARKER: f"pmkit: 1\nname: x\n{settings}", "plan/a.yaml": plan}
    return [one.code for one in check(files, select).diagnostics if one.code[:3] in "LNK SYN SUP"]


LINKS = sorted(codes(""))


@pytest.mark.parametrize("name", ["LNK001", "lnk001", "dangling-link", "dangling_link"])
def test_settings_name_rules_by_code_and_name(name: str) -> None:
    others = sorted(set(LINKS) - {"LNK001"})
    assert others != LINKS
    assert sorted(codes(f"check: {{ignore: [{name}]}}")) == others
    assert codes(f"check: {{select: [{name}]}}") == ["LNK001"]
    assert sorted(codes(f"check: {{per_file: {{plan/a.yaml: [{name}]}}}}")) == others
    assert codes("", (name,)) == ["LNK001"]


@pytest.mark.parametrize(
    "pattern", ["plan/a.yaml", "plan/*", "plan", "plan/", "./plan", "*.yaml", "**/a.yaml", "p*/**"]
)
def test_patterns_name_files_and_folders(pattern: str) -> None:
    assert codes(f"check: {{per_file: {{'{pattern}': [LNK]}}}}") == []


@pytest.mark.parametrize("pattern", ["a.yaml", "plan/b.yaml", "pla", "/plan", "plan/a.yaml/x"])
def test_a_pattern_that_matches_no_file_is_told(pattern: str) -> None:
    found = codes(f"check: {{per_file: {{'{pattern}': [LNK]}}}}")
    assert sorted(found) == [*LINKS, "SUP006"]


def weights(severity: str) -> dict[str, str]:
    plan = "features:\n  - {id: FEAT-001, title: a, depends_on: [FEAT-404, FEAT-001]}\n"
    files = {MARKER: f"pmkit: 1\nname: x\ncheck: {{severity: {severity}}}\n", "a.yaml": plan}
    return {one.code: one.severity.value for one in check(files, ("LNK",)).diagnostics}


def test_a_severity_is_that_of_the_rule_before_that_of_its_topic() -> None:
    assert set(weights("{LNK: warning}").values()) == {"warning"}
    assert weights("{LNK: info, dangling-link: warning}")["LNK001"] == "warning"
    assert weights("{dangling-link: warning, LNK: info}")["LNK001"] == "warning"
    assert weights("{LNK001: info}") == weights("{lnk001: info}")


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("ignore: [LNK01]", "LNK01"),
        ("select: [LNKK, LNK]", "LNKK"),
        ("severity: {LNK01: info}", "LNK01"),
        ("per_file: {plan/a.yaml: [dangling-lnk]}", "dangling-lnk"),
    ],
)
def test_a_word_that_is_no_rule_is_told_at_its_place(written: str, place: str) -> None:
    plan = "features:\n  - {id: FEAT-001, title: a}\n"
    files = {MARKER: f"pmkit: 1\nname: x\ncheck: {{{written}}}\n", "plan/a.yaml": plan}
    (found,) = (one for one in check(files).diagnostics if one.code == "SYN038")
    assert (found.text, found.location.path) == (place, MARKER)
    assert found.values["better"] in ("LNK001", "LNK", "dangling-link")


@pytest.mark.parametrize(
    "written",
    [
        "ignore: [SYN]",
        "ignore: [unknown-key]",
        "severity: {IDS001: info}",
        "per_file: {plan/a.yaml: [IDS]}",
    ],
)
def test_what_is_always_applied_cannot_be_switched_off(written: str) -> None:
    assert "SYN038" in codes(f"check: {{{written}}}\n")


# Any text

LINES = st.sampled_from(
    [
        *("features:", "  - id: FEAT-001", "    title: a", "    value: |", "      text", ""),
        *('    notes: "two', '      lines"', "    depends_on: [FEAT-404]", "  # a comment"),
        *("# pmkit: ignore[LNK001] why", "    # pmkit: ignore[LNK]", "    tags: [a,  # pmkit: x"),
        *("      b]  # pmkit: ignore[LNK001, TRC]", "\t# pmkit: ignore", "# pmkit # pmkit # pmkit"),
    ]
)


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_comments_of_any_file_have_places_inside_it(text: str) -> None:
    workspace = load(MemoryTree({MARKER: "pmkit: 1\nname: x\n", "a.yaml": text})).workspace
    Suppressions(workspace.remarks)
    for remark in workspace.remarks:
        assert remark.text == text[remark.span.start : remark.span.end]
        assert re.match(r"#[ \t]*pmkit", remark.text)
        assert "\n" not in remark.text
        assert 0 <= remark.scope.start <= remark.scope.end <= len(text)
        assert remark.whole.start <= remark.span.start < remark.span.end <= remark.whole.end
        rest = text[: remark.whole.start] + text[remark.whole.end :]
        assert rest.count("# pmkit") < text.count("# pmkit")


def test_a_file_full_of_comments_is_read_in_one_go() -> None:
    for text in ("# pmkit: x\n" * 200_000, "a: 1 " + "# pmkit" * 9 + " # pmkit: y" * 200_000):
        assert sum(1 for _ in remarks_of("a.yaml", text, Place(0, 4))) == MOST_REMARKS
