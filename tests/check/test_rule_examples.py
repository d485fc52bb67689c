"""Every rule's docstring runs: what fails gives the marked findings, what passes gives none."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.marked import EXAMPLE, SETTINGS, files_of, marks_of

import pmkit
from pmkit import discover
from pmkit.check.rule import RULES, Rule, all_rules, rules_of, topics
from pmkit.check.run import Report, run
from pmkit.model.diagnostic import Diagnostic, Severity
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MOST_BYTES, MemoryTree, WorkTree

UNSHOWABLE = {
    "bad-encoding": "test_bytes_that_are_not_utf_8",
    "file-too-large": "test_a_file_of_more_than_four_mebibytes",
    "unreadable-file": "test_a_folder_that_does_not_exist",
}
SOURCES = Path(pmkit.__file__).parent


def check(files: dict[str, str]) -> Report:
    return run(load(MemoryTree(files)))


def place(one: Diagnostic) -> tuple[str, int, str]:
    return one.location.path, one.location.line, one.code


def named(rule: Rule) -> str:
    return f"{rule.code}-{rule.name}"


RULES_BY_CODE = list(all_rules())
every_rule = pytest.mark.parametrize("rule", RULES_BY_CODE, ids=named)


@every_rule
def test_what_fails_gives_the_marked_findings_and_no_others(rule: Rule) -> None:
    if rule.name in UNSHOWABLE:
        assert "fails" not in rule.sections
        return
    files = files_of(rule.sections["fails"])
    marked = marks_of(files)
    found = check(files).diagnostics
    weighty = {place(one) for one in found if one.severity is not Severity.INFO}
    assert weighty | ({place(one) for one in found} & marked) == marked
    assert rule.code in {code for _, _, code in marked}


@every_rule
def test_what_passes_gives_no_error_and_no_warning(rule: Rule) -> None:
    files = files_of(rule.sections["passes"])
    assert not marks_of(files)
    found = check(files).diagnostics
    assert [place(one) for one in found if one.severity is not Severity.INFO] == []
    assert rule.code not in {one.code for one in found}


@every_rule
def test_a_rule_says_what_is_wrong_and_why_it_matters(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert ". " not in rule.summary, "the summary is one sentence"
    assert rule.sections["why"].endswith(".")
    assert "passes" in rule.sections


@every_rule
def test_messages_and_hints_take_their_values(rule: Rule) -> None:
    for one in check(files_of(rule.sections.get("fails", ""))).diagnostics:
        assert one.message.format(**one.values)
        one.hint.format(**one.values)
        assert one.fix is None or one.fix.message.format(**one.fix.values)
        for _, message, values in one.related:
            assert message.format(**values)


def test_codes_are_unique_ordered_and_of_their_topic() -> None:
    codes = [rule.code for rule in RULES_BY_CODE]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"[A-Z]{3}[0-9]{3}", code) for code in codes)
    for topic in topics():
        assert rules_of(topic), f"{topic} has no rule"
        assert {rule.topic for rule in rules_of(topic)} == {topic}


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES_BY_CODE]
    assert sorted(names) == sorted(set(names))


def test_a_topic_imports_its_own_modules_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(RULES + ".")]:
        monkeypatch.delitem(sys.modules, name)
    rules_of.cache_clear()
    discover.module.cache_clear()
    rules_of("LNK")
    imported = {name for name in sys.modules if name.startswith(RULES + ".")}
    assert {name.removeprefix(RULES + ".")[:3] for name in imported} == {"lnk"}
    monkeypatch.undo()
    rules_of.cache_clear()
    discover.module.cache_clear()


def test_every_fault_that_reading_can_report_has_a_rule() -> None:
    reported = {fault for path in _reading() for fault in _faults(path)}
    assert {"duplicate-key", "wrong-shape", "bad-range", "nesting-too-deep"} <= reported
    assert reported - {rule.name for rule in RULES_BY_CODE} == set()


def test_every_rule_of_reading_is_about_a_fault_that_can_be_reported() -> None:
    reported = {fault for path in _reading() for fault in _faults(path)}
    assert {rule.name for rule in rules_of("SYN")} - reported == {"no-items"}


def _reading() -> Iterator[Path]:
    for folder in ("store", "model", "kinds", "methods"):
        yield from sorted((SOURCES / folder).glob("*.py"))


@cache
def _faults(path: Path) -> frozenset[str]:
    """The names of faults in a module's calls and defaults."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found |= _faults_of_call(node)
        elif isinstance(node, ast.FunctionDef):
            found |= _faults_of_defaults(node)
        elif isinstance(node, ast.Assign) and [ast.unparse(to) for to in node.targets] == ["fault"]:
            found |= _texts(node.value)
    return frozenset(found)


def _faults_of_call(call: ast.Call) -> set[str]:
    called = ast.unparse(call.func).rpartition(".")[2]
    found: set[str] = set()
    if called in ("add", "Refusal", "Unreadable") and len(call.args) > 1:
        found |= _texts(call.args[0])
    if called == "Broken" and len(call.args) > 2:
        found |= _texts(call.args[2])
    for keyword in call.keywords:
        if keyword.arg == "fault":
            found |= _texts(keyword.value)
    return found


def _faults_of_defaults(function: ast.FunctionDef) -> set[str]:
    arguments, defaults = function.args.args, function.args.defaults
    found: set[str] = set()
    for argument, default in zip(
        arguments[len(arguments) - len(defaults) :], defaults, strict=True
    ):
        if argument.arg == "fault":
            found |= _texts(default)
    return found


def _texts(node: ast.expr) -> set[str]:
    """The text of a constant, or of both ways of a conditional."""
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


PLAN = "features:\n  - id: FEAT-001\n    title: Import contacts\n"


def codes_on_disk(folder: Path) -> list[tuple[str, int, int, str]]:
    """Path, line, column and code of what a check of a folder finds, but for infos."""
    return [
        (one.location.path, one.location.line, one.location.column, one.code)
        for one in run(load(WorkTree(folder))).diagnostics
        if one.severity is not Severity.INFO
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace on disk with one feature."""
    root = tmp_path / "crm"
    root.mkdir()
    (root / MARKER).write_text(SETTINGS, encoding="utf-8")
    (root / EXAMPLE).write_text(PLAN, encoding="utf-8")
    return root


def test_bytes_that_are_not_utf_8(folder: Path) -> None:
    text = "terms:\n  - id: TERM-001\n    title: café\n    definition: coffee\n"
    (folder / "terms.yaml").write_bytes(text.encode("latin-1"))
    assert codes_on_disk(folder) == [("terms.yaml", 3, 15, "SYN011")]


def test_a_file_of_more_than_four_mebibytes(folder: Path) -> None:
    comment = "# a line of a very long comment\n"
    text = "goals:\n  - id: GOAL-001\n    title: Grow\n" + comment * (MOST_BYTES // len(comment))
    (folder / "goals.yaml").write_text(text, encoding="utf-8")
    assert codes_on_disk(folder) == [("goals.yaml", 1, 1, "SYN013")]


def test_ids_in_a_file_that_is_too_large_stay_taken(folder: Path) -> None:
    text = PLAN.replace("001", "002") + "# filler\n" * (MOST_BYTES // 9)
    (folder / "large.yaml").write_text(text, encoding="utf-8")
    assert set(load(WorkTree(folder)).workspace.lost_ids) == {"FEAT-002"}


def test_a_folder_that_does_not_exist(folder: Path) -> None:
    settings = SETTINGS + "items: [plan.yaml, features]\n"
    (folder / MARKER).write_text(settings, encoding="utf-8")
    assert [(path, code) for path, _, _, code in codes_on_disk(folder)] == [(MARKER, "SYN020")]


def test_a_link_to_nothing_is_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "gone.yaml").symlink_to("nowhere.yaml")
    assert codes_on_disk(folder) == [("gone.yaml", 1, 1, "SYN020")]


def test_a_folder_that_is_called_like_a_file(folder: Path) -> None:
    (folder / "plan").mkdir()
    (folder / "plan" / "old.yaml").mkdir()
    assert codes_on_disk(folder) == []


def test_a_link_to_a_file_outside(folder: Path) -> None:
    (folder.parent / "secret.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "linked.yaml").symlink_to("../secret.yaml")
    assert codes_on_disk(folder) == [("linked.yaml", 1, 1, "SYN021")]


def test_items_named_by_a_linked_folder_outside(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    (folder.parent / "elsewhere" / "secret.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "plan").symlink_to("../elsewhere")
    settings = SETTINGS + "items: [plan.yaml, plan]\n"
    (folder / MARKER).write_text(settings, encoding="utf-8")
    assert [(path, code) for path, _, _, code in codes_on_disk(folder)] == [(MARKER, "SYN021")]


def test_a_pipe_is_never_waited_for(folder: Path) -> None:
    import os

    os.mkfifo(folder / "pipe.yaml")
    assert codes_on_disk(folder) == [("pipe.yaml", 1, 1, "SYN020")]


@pytest.mark.parametrize("name", UNSHOWABLE.values())
def test_what_no_example_shows_is_tested_here(name: str) -> None:
    assert callable(globals()[name])
