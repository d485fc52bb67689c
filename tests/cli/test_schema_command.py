"""`pmkit schema` prints schemas with or without a workspace, and writes them into one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from typer.testing import CliRunner, Result

from pmkit.cli.app import application

SETTINGS = """pmkit: 1
name: CRM
ids: {prefixes: {story: STORY}}
fields:
  feature:
    region: {type: choice, choices: [华东, 华南], label: 区域}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace on disk with a field of its own."""
    root = tmp_path / "crm"
    (root / "plan").mkdir(parents=True)
    (root / "pmkit.yaml").write_text(SETTINGS, encoding="utf-8")
    return root


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A folder without a workspace, at a git root."""
    root = tmp_path / "nowhere"
    (root / ".git").mkdir(parents=True)
    return root


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(application(), ["-C", str(folder), "schema", *arguments])


def test_it_prints_the_schema_of_items_with_the_fields_of_the_workspace(folder: Path) -> None:
    result = run(folder)
    schema = json.loads(result.stdout)
    Draft7Validator.check_schema(schema)
    assert schema["definitions"]["feature"]["properties"]["region"]["enum"] == [
        "华东",
        "华南",
        None,
    ]
    assert "such as STORY-001" in result.stdout


@pytest.mark.parametrize("name", ["items", "feature", "features", "settings"])
def test_it_prints_without_a_workspace(nowhere: Path, name: str) -> None:
    result = run(nowhere, name)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize(
    ("written", "better"), [("faeture", "feature"), ("setings", "settings"), ("xyzzy", "product")]
)
def test_an_unknown_kind_is_a_wrong_use(nowhere: Path, written: str, better: str) -> None:
    result = run(nowhere, written)
    assert result.exit_code == 2
    assert f"there is no kind {written}" in result.stderr
    assert better in result.stderr


def test_it_writes_both_schemas_into_the_workspace(folder: Path) -> None:
    result = run(folder, "--out", "schemas")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "wrote schemas/items.schema.json\nwrote schemas/pmkit.schema.json\n"
    written = (folder / "schemas/items.schema.json").read_text(encoding="utf-8")
    assert written == run(folder).stdout
    settings = (folder / "schemas/pmkit.schema.json").read_text(encoding="utf-8")
    assert settings == run(folder, "settings").stdout


def test_a_folder_to_write_to_is_taken_from_where_one_stands(folder: Path) -> None:
    run(folder / "plan", "risk", "--out", "../schemas")
    assert [path.name for path in (folder / "schemas").iterdir()] == ["risk.schema.json"]


def test_nothing_is_written_outside_the_workspace(folder: Path) -> None:
    result = run(folder, "--out", "..")
    assert result.exit_code == 2
    assert "outside the workspace" in result.stderr
    assert not list(folder.parent.glob("*.json"))


def test_writing_needs_a_workspace(nowhere: Path) -> None:
    result = run(nowhere, "--out", "schemas")
    assert result.exit_code == 2
    assert "there is no pmkit.yaml" in result.stderr


def test_faulty_settings_are_said_and_the_rest_is_used(folder: Path) -> None:
    (folder / "pmkit.yaml").write_text(SETTINGS + "langauge: en\n", encoding="utf-8")
    result = run(folder)
    assert "pmkit check" in result.stderr
    assert "region" in result.stdout


def test_settings_that_cannot_be_read_stop_it(folder: Path) -> None:
    (folder / "pmkit.yaml").write_text("- a\n", encoding="utf-8")
    assert run(folder).exit_code == 2
