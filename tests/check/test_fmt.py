"""The rules of FMT see what `pmkit fmt` changes, no more and no less, and their fixes do it."""

from __future__ import annotations

import pytest
from tests.marked import EXAMPLE, SETTINGS, files_of

from pmkit.check.formatting import MOST_FILES
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


@every_rule
def test_the_fix_of_a_rule_does_its_part(rule: Rule) -> None:
    text = files_of(rule.sections["fails"])[EXAMPLE]
    one = next(one for one in found({EXAMPLE: text}) if one.code == rule.code)
    assert one.fix is not None
    assert one.fix.is_safe
    splices = [Splice(edit.span.start, edit.span.end, edit.text) for edit in one.fix.edits]
    after = apply(text, splices)
    assert rule.code not in {one.code for one in found({EXAMPLE: after})}
    assert formatted({EXAMPLE: after}) == formatted({EXAMPLE: text})


PLAN = """\
features:
  - title: Import
    id: FEAT-001
    features:
      - title: CSV
        id: FEAT-002
        stories:
          - i_want: to import
            as_a: a seller
            id: US-001
  - title: Export
    id: FEAT-003
"""


def test_one_finding_speaks_for_all_of_its_sort_in_a_file() -> None:
    one, *others = found({EXAMPLE: PLAN})
    assert others == []
    assert (one.item, one.location.line, one.values["more"]) == ("FEAT-001", 3, 3)
    assert one.fix is not None
    edits = [Splice(edit.span.start, edit.span.end, edit.text) for edit in one.fix.edits]
    assert apply(PLAN, edits) == formatted({EXAMPLE: PLAN})[EXAMPLE]


def test_not_all_files_are_named() -> None:
    text = "features:\n  - title: a\n    id: FEAT-{:03d}\n"
    plans = {f"plan/{number:03d}.yaml": text.format(number) for number in range(MOST_FILES + 20)}
    findings = found(plans)
    assert len(findings) == MOST_FILES
    assert [one.values["files"] for one in findings[-2:]] == [0, 20]


def test_of_a_file_with_faults_only_the_faults_are_told() -> None:
    assert found({EXAMPLE: "terms:\n  - title: a\n    id: TERM-001\n    nonsense: 1\n"}) == []
