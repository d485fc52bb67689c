"""Changes as a unified diff, and in a few words."""

from __future__ import annotations

from tests.check.fixing import feature, files_with, mended

from pmkit.i18n import translator
from pmkit.output.changes import diff_lines, fixed_lines
from pmkit.output.colours import Paint
from pmkit.store.batch import Change

PLAIN = Paint(False)


def diff(before: str, after: str) -> list[str]:
    change = Change("plan/a.yaml", before.encode(), after.encode())
    return list(diff_lines([change], PLAIN))


def test_a_diff_reads_as_that_of_git() -> None:
    assert diff("a\nb\nc\n", "a\nB\nc\n") == [
        "--- a/plan/a.yaml",
        "+++ b/plan/a.yaml",
        "@@ -1,3 +1,3 @@",
        " a",
        "-b",
        "+B",
        " c",
    ]


def test_control_signs_are_shown_and_not_obeyed() -> None:
    assert diff("a\x1b[2J\n", "b\u202e\n")[-2:] == ["-a␛[2J", "+b<U+202E>"]


def test_a_missing_line_end_is_told() -> None:
    assert diff("a", "b\n")[-3:] == ["-a", "\\ No newline at end of file", "+b"]


def test_returns_are_shown_only_where_line_ends_change() -> None:
    assert diff("a\r\nb\r\n", "a\r\nc\r\n")[-2:] == ["-b", "+c"]
    assert diff("a\r\n", "a\n")[-2:] == ["-a␍", "+a"]


def test_lines_are_coloured() -> None:
    change = Change("a", b"a\n", b"b\n")
    assert list(diff_lines([change], Paint(True)))[-1] == "\x1b[36m+b\x1b[0m"


def test_what_was_fixed_is_said_in_a_line() -> None:
    some = mended(files_with(feature("status: Draft", "progress: 80")))
    assert list(fixed_lines(some, str, PLAIN)) == [
        "fixed 1 finding in 1 file; 1 fixable with --unsafe-fixes"
    ]
    assert next(fixed_lines(some, str, PLAIN, is_rehearsal=True)).startswith("would fix 1")
    assert list(fixed_lines(some, translator("zh-CN"), PLAIN)) == [
        "已修复 1 处问题，涉及 1 个文件；1 处可用 --unsafe-fixes 修复"
    ]
    assert list(fixed_lines(mended(files_with(feature())), str, PLAIN)) == []


def test_what_shows_only_after_other_fixes_is_counted() -> None:
    plan = "features:\n  - id: FEAT-001\n    title： Import\n    depends_on: [feat-2, FEAT-3]\n"
    plan += "  - {id: FEAT-002, title: A}\n  - {id: FEAT-003, title: B}\n"
    assert list(fixed_lines(mended(files_with(plan)), str, PLAIN)) == [
        "fixed 3 findings in 1 file; 2 of them could be seen only after the first"
    ]


def test_what_could_not_be_fixed_is_named() -> None:
    plan = """\
    features:
      - {id: FEAT-001, title: A, depends_on: [feat-2]}
      - {id: FEAT-002, title: B, depends_on: [FEAT-001]}
    """
    assert list(fixed_lines(mended(files_with(plan)), str, PLAIN)) == [
        "plan.yaml:2:43: LNK001 the fix was left out: it would have brought another finding"
    ]
