"""pmkit doctor: what it looks at, what it makes of it, and what it says to do next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import pmkit
from pmkit.cli.app import application

PROGRAM = application()
SETTINGS = "pmkit: 1\nname: CRM\n"
TERMS = "terms:\n  - {id: TERM-001, title: Lead, definition: A person}\n"


def doctor(folder: Path, *options: str, **environment: str) -> Result:
    unset = ("LC_ALL", "LC_CTYPE", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS")
    clean: dict[str, str | None] = dict.fromkeys(unset)
    clean |= {"LANG": "en_US.UTF-8", "PMKIT_LANG": "en", **environment}
    return CliRunner().invoke(PROGRAM, ["-C", str(folder), "doctor", *options], env=clean)


def found(folder: Path, *options: str, code: str = "0", **environment: str) -> dict[str, Any]:
    """What was looked at, by name."""
    result = doctor(folder, "--format", "json", *options, **environment)
    assert result.exit_code == int(code), result.output
    return {one["name"]: one for one in json.loads(result.stdout)["checks"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace below the folder of a repository."""
    (tmp_path / ".git").mkdir()
    workspace = tmp_path / "crm"
    workspace.mkdir()
    (workspace / "pmkit.yaml").write_text(SETTINGS, encoding="utf-8")
    (workspace / "terms.yaml").write_text(TERMS, encoding="utf-8")
    return workspace


def test_everything_is_looked_at(folder: Path) -> None:
    checks = found(folder)
    assert list(checks) == [
        *("pmkit", "python", "platform", "packages", "yaml_parser", "fonts", "git", "repository"),
        *("terminal", "language", "workspace", "settings", "items", "schemas"),
    ]
    assert checks["pmkit"]["found"].startswith(pmkit.__version__)
    assert "typer 0." in checks["packages"]["found"]
    assert checks["repository"]["found"] == str(folder.parent)
    assert checks["workspace"]["found"] == str(folder / "pmkit.yaml")
    assert checks["settings"]["found"] == "format 1"
    assert checks["items"]["found"] == "1 item in 1 file"
    fine = {name for name, one in checks.items() if one["verdict"] == "ok"}
    assert fine >= {"pmkit", "python", "packages", "yaml_parser", "workspace", "settings", "items"}


def test_what_is_no_problem_has_advice_only_as_a_hint(folder: Path) -> None:
    for one in found(folder).values():
        assert (one["advice"] is None) == (one["verdict"] == "ok"), one


def test_without_a_workspace_it_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    checks = found(tmp_path)
    assert checks["workspace"]["verdict"] == "hint"
    assert "pmkit init" in checks["workspace"]["advice"]
    assert not {"settings", "items", "schemas"} & set(checks)


def test_settings_that_cannot_be_read_are_a_problem(folder: Path) -> None:
    (folder / "pmkit.yaml").write_text("pmkit: 1\nname: [\n", encoding="utf-8")
    workspace = found(folder, code="1")["workspace"]
    assert workspace["verdict"] == "problem"
    assert "pmkit.yaml:" in workspace["found"]


def test_faults_in_settings_are_counted(folder: Path) -> None:
    (folder / "pmkit.yaml").write_text("pmkit: 2\nname: CRM\nitmes: [x]\n", encoding="utf-8")
    settings = found(folder, code="1")["settings"]
    assert (settings["found"], settings["verdict"]) == ("2 faults in pmkit.yaml", "problem")
    assert "pmkit check" in settings["advice"]


def test_a_file_that_cannot_be_read_is_a_problem(folder: Path) -> None:
    (folder / "broken.yaml").write_text("terms: [\n", encoding="utf-8")
    items = found(folder, code="1")["items"]
    assert items["verdict"] == "problem"
    assert "broken.yaml" in items["found"]


def test_an_empty_workspace_gets_a_hint(folder: Path) -> None:
    (folder / "terms.yaml").unlink()
    items = found(folder)["items"]
    assert (items["found"], items["verdict"]) == ("0 items in 0 files", "hint")


def test_schemas_are_none_then_fresh_then_stale(folder: Path) -> None:
    assert found(folder)["schemas"]["verdict"] == "hint"
    written = CliRunner().invoke(PROGRAM, ["-C", str(folder), "schema", "--out", "schemas"])
    assert written.exit_code == 0, written.output
    assert found(folder)["schemas"]["found"].startswith("up to date: schemas/items.schema.json")
    settings = SETTINGS + "fields: {term: {area: {type: text}}}\n"
    (folder / "pmkit.yaml").write_text(settings, encoding="utf-8")
    schemas = found(folder)["schemas"]
    assert (schemas["found"], schemas["verdict"]) == (
        "out of date: schemas/items.schema.json",
        "hint",
    )


def test_programs_that_are_not_there_are_no_problem(folder: Path) -> None:
    checks = found(folder, PATH="")
    assert (checks["git"]["found"], checks["git"]["verdict"]) == ("not found", "hint")
    assert checks["fonts"]["verdict"] == "ok"


def test_no_program_of_the_plan_is_started(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("git", "fc-list"):
        (folder / name).write_text("#!/bin/sh\ntouch boom\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.chdir(folder)
    found(folder)
    assert not (folder / "boom").exists()


LANGUAGES = [
    ({"PMKIT_LANG": "zh-CN"}, "zh-CN, from PMKIT_LANG"),
    ({"PMKIT_LANG": "", "LANG": "zh_CN.UTF-8"}, "zh-CN, from LANG"),
    ({"PMKIT_LANG": "", "LANG": "fr_FR.UTF-8"}, "en, because nothing asks for another"),
]


@pytest.mark.parametrize(("environment", "words"), LANGUAGES)
def test_the_language_and_what_says_so(
    folder: Path, environment: dict[str, str], words: str
) -> None:
    assert found(folder, **environment)["language"]["found"] == words


def test_only_settings_that_name_a_language_ask_for_it(folder: Path) -> None:
    settings, unset = folder / "pmkit.yaml", {"PMKIT_LANG": "", "LANG": ""}
    settings.write_text(SETTINGS + "language: zh-CN\n", encoding="utf-8")
    assert found(folder, **unset)["language"]["found"] == "zh-CN, from pmkit.yaml"
    settings.write_text("pmkit: [", encoding="utf-8")
    language = found(folder, code="1", **unset)["language"]
    assert language["found"] == "en, because nothing asks for another"


def test_without_a_workspace_nothing_asks_for_a_language(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    language = found(tmp_path, PMKIT_LANG="", LANG="")["language"]
    assert language["found"] == "en, because nothing asks for another"


def test_a_terminal_without_utf_8_gets_a_hint(folder: Path) -> None:
    terminal = found(folder, LANG="C.ISO-8859-1", PMKIT_LANG="en", COLUMNS="100")["terminal"]
    assert terminal["found"] == "100 columns, no colours, ASCII only"
    assert terminal["verdict"] == "hint"


def test_text_has_a_line_for_each_and_the_advice_below(folder: Path) -> None:
    result = doctor(folder)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert "ok    settings     format 1" in lines
    at = next(number for number, line in enumerate(lines) if line.startswith("hint  schemas"))
    assert (
        lines[at + 1] == " " * 19 + "pmkit schema --out schemas writes what editors complete with"
    )
    assert lines[-1].endswith(("1 hint", "2 hints"))
    assert "正常  设置" in doctor(folder, "--lang", "zh-CN").stdout
    assert "\x1b[" in doctor(folder, FORCE_COLOR="1").stdout
