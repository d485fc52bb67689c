"""What findings of ids, settings and decisions say: the right thing, once."""

from __future__ import annotations

import pytest

from pmkit.check.run import run
from pmkit.model.diagnostic import Diagnostic
from pmkit.output.reporting import message_of
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

HEAD = "pmkit: 1\nname: x\n"


def found(code: str, plan: str, settings: str = "", path: str = "plan/a.yaml") -> list[Diagnostic]:
    """The findings of one rule."""
    loaded = load(MemoryTree({MARKER: HEAD + settings, path: plan}))
    return [one for one in run(loaded).diagnostics if one.code == code]


def told(one: Diagnostic) -> str:
    return message_of(one, lambda text: text)


def hint(one: Diagnostic) -> str:
    return one.hint.format(**one.values)


FEATURE = "features:\n  - {id: FEAT-001, title: Import}\n"


def test_an_id_is_named_once() -> None:
    (one,) = found("IDS001", "tasks:\n  - {id: TASK 003, title: Import}\n")
    assert told(one) == "TASK 003 is no well-formed id"
    (one,) = found("IDS001", "tasks:\n  - {id: TASK-003, title: Import, aliases: [a b]}\n")
    assert told(one) == "TASK-003: a b is no well-formed id"


def test_a_former_id_that_another_item_has_today() -> None:
    plan = FEATURE + "  - {id: FEAT-002, title: Export, aliases: [FEAT-001]}\n"
    (one,) = found("IDS005", plan)
    assert told(one) == "FEAT-002: the former id FEAT-001 is the id of another item"
    plan = plan.replace("title: Import", "title: Import, aliases: [FEAT-9]").replace("-001]", "-9]")
    (one,) = found("IDS005", plan)
    assert told(one) == "FEAT-002: the former id FEAT-9 also stands for FEAT-001"


@pytest.mark.parametrize(
    ("pattern", "better"),
    [
        ("plan/旧版.yaml", ""),
        ("plan/old.yaml", ""),
        ("plan/task.yaml", "plan/tasks.yaml"),
        ("plans/tasks.yaml", "plan/tasks.yaml"),
        ("plan/tasks.yml", "plan/tasks.yaml"),
        ("plna/", "plan"),
    ],
)
def test_a_file_is_meant_by_its_own_name(pattern: str, better: str) -> None:
    settings = f"check: {{per_file: {{{pattern}: [TXT]}}}}\n"
    (one,) = found("SUP006", FEATURE, settings, "plan/tasks.yaml")
    assert one.values["better"] == better


@pytest.mark.parametrize(
    ("calendar", "says"),
    [
        ("CAL-002", "there are CAL-001"),
        ("cal-1", "did you mean CAL-001?"),
        ("CLA-001", "did you mean CAL-001?"),
        ("FEAT-001", "there are CAL-001"),
    ],
)
def test_a_calendar_that_is_none(calendar: str, says: str) -> None:
    plan = FEATURE + "calendars:\n  - {id: CAL-001, title: Office}\n"
    (one,) = found("SYN038", plan, f"schedule: {{calendar: {calendar}}}\n")
    assert (one.text, hint(one)) == (calendar, says)


def test_a_plan_without_calendars() -> None:
    (one,) = found("SYN038", FEATURE, "schedule: {calendar: CAL-001}\n")
    assert hint(one) == "pmkit new calendar NAME writes one"


def test_a_word_list_that_is_none_is_told_at_its_place() -> None:
    (one,) = found("SYN038", FEATURE, "check:\n  words:\n    vage: [seamless]\n")
    assert (one.text, told(one), hint(one)) == (
        "vage",
        "there is no word list vage",
        "did you mean vague?",
    )
    assert (one.location.path, one.location.line) == (MARKER, 5)
    assert one.fix is not None
    assert not one.fix.is_safe
    (one,) = found("SYN038", FEATURE, "check: {words: {x: [seamless], data: [y]}}\n")[:1]
    assert hint(one).startswith("there are vague, subjective, escape")


@pytest.mark.parametrize("name", ["vague", "passive", "placeholder", "allowed"])
def test_word_lists_that_there_are(name: str) -> None:
    assert not found("SYN038", FEATURE, f"check: {{words: {{{name}: [seamless]}}}}\n")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ("", "DEC-001 is accepted and says neither who decided nor when"),
        ("by: Mia", "DEC-001 is accepted and lacks date"),
        ("date: 2026-12-11", "DEC-001 is accepted and lacks by"),
        ("by: Mia, date: 2026-12-11", ""),
    ],
)
def test_an_unsigned_decision_is_one_fault(fields: str, says: str) -> None:
    plan = f"decisions:\n  - {{id: DEC-001, title: One provider, status: accepted, {fields}}}\n"
    assert [told(one) for one in found("DEC003", plan)] == [says] * bool(says)
    decision = f"reason: Asked for, decision: {{verdict: approved, {fields}}}"
    change = f"changes:\n  - {{id: CR-001, title: GBK files, {decision}}}\n"
    assert len(found("CHG002", change)) == bool(says)
