"""The rules of FMT see what `pmkit fmt` changes, no more and no less, and their fixes do it."""

from __future__ import annotations

import pytest
from tests.marked import EXAMPLE, SETTINGS, files_of

from pmkit.check.rule import Rule, rules_of
from pmkit.check.run import run
from pmkit.model.diagnostic import Diagnostic
from pmkit.store.editor import Splice, apply
from pmkit.store.formatting.files import format_files
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

every_rule = pytest.mark.parametrize("rule", rules_of("FMT"), ids=lambda rule: rule.code)


def found(files: dict[str, str]) -> list[Diagnostic]:
    """What the rules of FMT find."""
    report = run(load(MemoryTree({MARKER: SETTINGS} | files)), ["FMT"])
    return [one for one in report.diagnostics if one.code.startswith("FMT")]


def formatted(files: dict[str, str]) -> dict[str, str]:
    """The files as `pmkit fmt` writes them."""
    tree = MemoryTree({MARKER: SETTINGS} | files)
    outcome = format_files(tree, load(tree).settings, lambda path: True)
    assert not outcome.refused
    return files | {change.path: change.after.decode() for change in outcome.changes}


@every_rule
def test_what_fails_would_be_changed_and_then_passes(rule: Rule) -> None:
    files = files_of(rule.sections["fails"])
    assert formatted(files) != files
    assert found(formatted(files)) == []


@every_rule
def test_what_passes_would_not_be_changed(rule: Rule) -> None:
    files = {path: text.rstrip() + "\n" for path, text in files_of(rule.sections["passes"]).items()}
    assert formatted(files) == files
    assert found(files) == []


FIXABLE = ["FMT002", "FMT006", "FMT007", "FMT008"]


@every_rule
def test_the_fix_of_a_rule_does_its_part(rule: Rule) -> None:
    text = files_of(rule.sections["fails"])[EXAMPLE]
    one = next(one for one in found({EXAMPLE: text}) if one.code == rule.code)
    assert (one.fix is not None) == (rule.code in FIXABLE)
    if one.fix is not None:
        splices = [Splice(edit.span.start, edit.span.end, edit.text) for edit in one.fix.edits]
        after = apply(text, splices)
        assert one.fix.is_safe
        assert rule.code not in {one.code for one in found({EXAMPLE: after})}
        assert formatted({EXAMPLE: after}) == formatted({EXAMPLE: text})


PLAN = """\
features:
  - title: Import
    id: FEAT-001
    status: 进行中
    features:
      - title: CSV
        id: FEAT-002
        status: 已批准
  - title: Export
    id: FEAT-003
"""


def test_one_finding_of_each_rule_speaks_for_the_whole_plan() -> None:
    keys, choice = found({EXAMPLE: PLAN})
    assert (keys.item, keys.location.line, keys.values["more"]) == ("FEAT-001", 3, 2)
    assert keys.hint == "pmkit fmt does it; {more} more in this file"
    assert (choice.code, choice.location.line, choice.values["more"]) == ("FMT002", 4, 1)
    assert choice.fix is not None
    assert [edit.text for edit in choice.fix.edits] == ["in_progress", "approved"]
    other = "features:\n  - title: a\n    id: FEAT-009\n    status: 草稿\n"
    keys, choice = found({EXAMPLE: PLAN, "z.yaml": other})
    assert (keys.values["files"], choice.values["files"]) == (1, 1)
    assert keys.hint == "pmkit fmt does it, here and in 1 more file"
    assert choice.fix is not None
    assert [edit.span.path for edit in choice.fix.edits] == [EXAMPLE, EXAMPLE, "z.yaml"]
    keys, choice = found({EXAMPLE: PLAN, "y.yaml": other.replace("9", "8"), "z.yaml": other})
    assert keys.hint == "pmkit fmt does it, here and in {files} more files"


def test_a_file_that_is_exempt_hides_no_other() -> None:
    settings = SETTINGS + "check: {per_file: {plan.yaml: [FMT001]}}\n"
    files = {MARKER: settings, EXAMPLE: PLAN, "z.yaml": PLAN.replace("FEAT-", "FEAT-9")}
    assert [(one.code, one.location.path) for one in found(files)] == [
        ("FMT002", EXAMPLE),
        ("FMT001", "z.yaml"),
    ]


def test_of_a_file_with_faults_only_the_faults_are_told() -> None:
    assert found({EXAMPLE: "terms:\n  - title: a\n    id: TERM-001\n    nonsense: 1\n"}) == []
