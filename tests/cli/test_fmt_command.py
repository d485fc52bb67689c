"""`pmkit fmt` from outside: what is written, what is named, exit codes, standard input."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pmkit.cli.app import application

PROGRAM = application()
UNTIDY = "terms:\n  - title: 车桩\n    id: TERM-001\n    status: 有效\n"
TIDY = "terms:\n  - id: TERM-001\n    title: 车桩\n    status: active\n"
BROKEN = "terms:\n  - id: [\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with one untidy and one tidy file."""
    (tmp_path / ".git").mkdir()
    root = tmp_path / "plan"
    (root / "words").mkdir(parents=True)
    (root / "pmkit.yaml").write_text("pmkit: 1\nname: Bikes  \n", encoding="utf-8")
    (root / "words" / "docks.yaml").write_text(UNTIDY, encoding="utf-8")
    (root / "bays.yaml").write_text(TIDY.replace("001", "002"), encoding="utf-8")
    return root


def fmt(folder: Path, *arguments: str, given: str | None = None, language: str = "en") -> Result:
    environment = {"PMKIT_LANG": language, "NO_COLOR": "1"}
    return CliRunner().invoke(
        PROGRAM, ["-C", str(folder), "fmt", *arguments], input=given, env=environment
    )


def text_of(folder: Path) -> str:
    return (folder / "words" / "docks.yaml").read_text(encoding="utf-8")


def test_files_are_written_and_then_stay(folder: Path) -> None:
    result = fmt(folder)
    assert (result.exit_code, result.stdout) == (0, "words/docks.yaml\n")
    assert result.stderr == "1 file changed, 1 unchanged; git diff shows what\n"
    assert text_of(folder) == TIDY
    result = fmt(folder)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "nothing to change in 2 files\n"
    assert (folder / "pmkit.yaml").read_text(encoding="utf-8").endswith("  \n")


def test_check_names_files_and_writes_none(folder: Path) -> None:
    result = fmt(folder, "--check")
    assert (result.exit_code, result.stdout) == (1, "words/docks.yaml\n")
    assert result.stderr == "1 file would change, 1 would not; pmkit fmt writes them\n"
    assert text_of(folder) == UNTIDY
    assert "将改动 1 个文件" in fmt(folder, "--check", language="zh-CN").stderr


def test_diff_shows_what_would_change(folder: Path) -> None:
    result = fmt(folder, "--diff")
    assert result.exit_code == 1
    assert result.stdout.startswith("--- a/words/docks.yaml\n+++ b/words/docks.yaml\n")
    assert "-    status: 有效\n" in result.stdout
    assert "+    status: active\n" in result.stdout
    assert text_of(folder) == UNTIDY


def test_only_what_is_named_is_looked_at(folder: Path) -> None:
    result = fmt(folder, "--check", "bays.yaml")
    assert (result.exit_code, result.stderr) == (0, "nothing to change in one file\n")
    assert fmt(folder, "--check", "words").exit_code == 1
    assert fmt(folder, "--check", "words/docks.yaml", "pmkit.yaml").exit_code == 1
    assert fmt(folder, "--check", "..").stdout == "words/docks.yaml\n"
    result = fmt(folder, "--check", "nowhere")
    assert result.exit_code == 2
    assert "nowhere does not exist" in result.stderr


def test_a_broken_file_is_named_and_does_not_hide_the_others(folder: Path) -> None:
    (folder / "a.yaml").write_text(BROKEN, encoding="utf-8")
    result = fmt(folder)
    assert (result.exit_code, result.stdout) == (1, "words/docks.yaml\n")
    reason = "not all of the file can be read; pmkit check says what and where"
    assert f"warning: a.yaml: {reason}\n" in result.stderr
    assert (folder / "a.yaml").read_text(encoding="utf-8") == BROKEN
    assert text_of(folder) == TIDY


def test_standard_input_goes_to_standard_output(folder: Path) -> None:
    result = fmt(folder, "-", given=UNTIDY)
    assert (result.exit_code, result.stdout, result.stderr) == (0, TIDY, "")
    result = fmt(folder, "-", given=BROKEN)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "not all of the file can be read" in result.stderr


def test_without_a_workspace_there_is_nothing_to_format(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert fmt(tmp_path).exit_code == 2
