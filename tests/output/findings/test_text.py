"""Findings for people: the summary says how many there are and what can be done about them."""

from __future__ import annotations

import pytest
from tests.output.findings.made import finding, mending, shown

from pmkit.check.run import Report
from pmkit.model.diagnostic import Diagnostic, Severity
from pmkit.output.statistics import as_table

WARNING, INFO = Severity.WARNING, Severity.INFO


def summary(
    *found: Diagnostic, language: str = "en", suppressed: int = 0, known: int = 0
) -> list[str]:
    """The lines below the findings."""
    text = shown("text", *found, language=language, suppressed=suppressed, known=known)
    return text.splitlines()[3 * len(found) :]


def test_a_finding_has_its_line_and_a_caret_under_the_fault() -> None:
    assert shown("text", finding()).splitlines() == [
        "a.yaml:3:5: error SYN032 FEAT-001: feature has no field statsu",
        "    3 |     statsu: done",
        "      |     ^^^^^^ did you mean status?",
        "1 item in 1 file: 1 error",
    ]


def test_a_concise_finding_is_one_line() -> None:
    assert shown("concise", finding(WARNING)).splitlines() == [
        "a.yaml:3:5: warning SYN032 FEAT-001: feature has no field statsu (did you mean status?)",
        "1 item in 1 file: 1 warning",
    ]


def test_nothing_found_is_one_line() -> None:
    assert summary() == ["1 item in 1 file: no findings"]


def test_topics_are_counted_where_there_are_several() -> None:
    assert summary(finding(), finding(WARNING, "TRC001"), finding(INFO, "TRC002")) == [
        "1 item in 1 file: 1 error, 1 warning, 1 info",
        "by topic: SYN 1, TRC 2",
    ]
    assert summary(finding(), finding()) == ["1 item in 1 file: 2 errors"]


def test_fixes_are_counted() -> None:
    safe, unsafe = finding(fix=mending()), finding(fix=mending(is_safe=False))
    assert summary(safe, safe, unsafe)[1:] == [
        "2 fixable with --fix, 1 fixable with --unsafe-fixes"
    ]
    assert summary(unsafe)[1:] == ["1 fixable with --unsafe-fixes"]
    assert summary(safe)[1:] == ["1 fixable with --fix"]


def test_what_is_left_out_is_counted() -> None:
    assert summary(suppressed=3, known=40) == [
        "1 item in 1 file: no findings",
        "3 suppressed, 40 known before",
    ]
    assert summary(finding(fix=mending()), suppressed=1)[1:] == [
        "1 fixable with --fix; 1 suppressed"
    ]


def test_the_summary_in_chinese() -> None:
    found = [finding(fix=mending()), finding(WARNING, "TRC001", mending(is_safe=False))]
    assert summary(*found, language="zh-CN", suppressed=3, known=40) == [
        "共检查 1 个文件、1 个条目：1 个错误、1 个警告",
        "按主题：SYN 1、TRC 1；1 处可用 --fix 修复、1 处可用 --unsafe-fixes 修复；"
        "3 处已用注释忽略、40 处以前就有",
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("count code name severity fixable", "error", "1, 1 unsafe", "warning")),
        ("zh-CN", ("数量 代码 名称 级别 可修复", "错误", "1、1 处需确认", "警告")),
    ],
)
def test_statistics_have_a_row_for_each_rule(language: str, words: tuple[str, ...]) -> None:
    columns, worst, fixable, other = words
    found = (
        finding(WARNING, "LNK009"),
        finding(INFO, fix=mending()),
        finding(fix=mending(is_safe=False)),
        finding(),
    )
    table = as_table(Report(found, 1, ("a.yaml",)), language)
    assert table.columns == tuple(columns.split())
    assert table.rows == [
        ("3", "SYN032", "unknown-key", worst, fixable),
        ("1", "LNK009", "unknown-key", other, ""),
    ]
