"""`pmkit init` writes a workspace that everything else gives something good on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator
from typer.testing import CliRunner, Result

from pmkit.cli.app import COMMANDS, application
from pmkit.model.form import Form, Listing, Nested, Table, fields_of
from pmkit.store.loader import Loaded, load
from pmkit.store.settings import Settings
from pmkit.store.tree import MARKER, WorkTree

LANGUAGES = ["en", "zh-CN"]
every_language = pytest.mark.parametrize("language", LANGUAGES)
HEAD = "# yaml-language-server: $schema="


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, at a git root, that is the current one."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PMKIT_LANG", "en")
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(application(), arguments)


def files(root: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones included."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def started(root: Path, language: str) -> Loaded:
    """The workspace that init writes in a language."""
    assert run("init", str(root), "--lang", language).exit_code == 0
    return load(WorkTree(root))


def test_it_lists_the_files_and_says_what_is_next(here: Path) -> None:
    result = run("init", "my plan")
    assert result.exit_code == 0
    listed = result.stdout.splitlines()
    assert set(listed) == set(files(here))
    assert "my plan/pmkit.yaml" in listed
    steps = [step for step in ("check", "rank", "build") if step in COMMANDS]
    assert [line.strip() for line in result.stderr.splitlines()[1:]] == [
        "cd 'my plan'",
        *(f"pmkit {step}" for step in steps),
    ]


@every_language
def test_the_plan_is_clean_and_ranked(here: Path, language: str) -> None:
    loaded = started(here / "crm", language)
    assert loaded.settings.language == language
    assert 14 <= len(loaded.workspace.entries) <= 24
    checked = run("-C", "crm", "check", "--strict")
    assert (checked.exit_code, "no findings" in checked.stdout) == (0, True)
    ranked = run("-C", "crm", "rank")
    assert ranked.exit_code == 0
    order = [ranked.stdout.index(f"FEAT-00{number}") for number in (2, 3, 4)]
    assert order == sorted(order)
    assert "FEAT-001" not in ranked.stdout, "a module is not ranked"


class _AsEditors(yaml.SafeLoader):
    """YAML as the language server of editors reads it: dates are text."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in pairs if not tag.endswith(":timestamp")]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@every_language
def test_every_kind_of_file_shows_its_schema_and_keeps_to_it(here: Path, language: str) -> None:
    started(here / "crm", language)
    for path, data in files(here / "crm").items():
        if not path.endswith(".yaml"):
            continue
        first = data.decode().split("\n")[0]
        assert first.startswith(HEAD)
        schema = (here / "crm" / path).parent / first.removeprefix(HEAD)
        validator = Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))
        written = yaml.load(data, _AsEditors)
        assert [error.message for error in validator.iter_errors(written)] == []


@every_language
def test_the_schemas_are_those_that_pmkit_schema_writes(here: Path, language: str) -> None:
    started(here / "crm", language)
    before = files(here / "crm")
    assert run("-C", "crm", "schema", "--out", "schemas").exit_code == 0
    assert files(here / "crm") == before


def names_of(form: Form) -> Iterator[str]:
    """The fields of a form and of everything in it."""
    if isinstance(form, Nested):
        for name, inner in fields_of(form.model).items():
            yield name
            yield from names_of(inner)
    elif isinstance(form, Listing):
        yield from names_of(form.of)
    elif isinstance(form, Table):
        yield from names_of(form.values)


@every_language
def test_every_setting_is_shown(here: Path, language: str) -> None:
    started(here / "crm", language)
    text = (here / "crm" / MARKER).read_text(encoding="utf-8")
    shown = set(re.findall(r"([a-z_]+):", text))
    assert set(names_of(Nested(Settings))) - shown == set()


@every_language
def test_settings_at_rest_are_right_when_woken(here: Path, language: str) -> None:
    started(here / "crm", language)
    path = here / "crm" / MARKER
    resting = path.read_text(encoding="utf-8")
    woken = re.sub(r"^#(?=[a-z]|  +[a-z-])", "", resting, flags=re.M)
    assert woken.count("\n#") < resting.count("\n#") - 15
    path.write_text(woken, encoding="utf-8")
    loaded = load(WorkTree(here / "crm"))
    assert [problem.message for problem in loaded.workspace.problems] == []
    assert loaded.settings.check.ignore == ("TXT",)
    assert loaded.settings.fields["feature"]["site"].choices
    assert len(loaded.settings.documents) == 2


NAMES = [
    "Room Finder",
    'say "hi": # no',
    "青鸟 CRM",
    "null",
    "- a",
    "it's",
    "{x}",
    "1.10",
    "a: b\n c",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_safe(here: Path, name: str) -> None:
    assert run("init", "crm", "--name", name).exit_code == 0
    loaded = load(WorkTree(here / "crm"))
    assert loaded.settings.name == " ".join(name.split())
    assert not loaded.workspace.problems


@pytest.mark.parametrize("name", ["a\x07b", "a\udcffb"])
def test_a_name_that_no_file_may_hold_is_refused(here: Path, name: str) -> None:
    assert run("init", "crm", "--name", name).exit_code == 2
    assert not files(here)


def test_without_a_name_the_folder_gives_it(here: Path) -> None:
    run("-C", "sub/../", "init", "crm#1: 新")
    assert load(WorkTree(here / "crm#1: 新")).settings.name == "crm#1: 新"
    (here / "plain").mkdir()
    run("-C", "plain", "init")
    assert load(WorkTree(here / "plain")).settings.name == "plain"


@pytest.mark.parametrize("path", ["plan/goals.yaml", "schemas/pmkit.schema.json"])
def test_nothing_is_overwritten(here: Path, path: str) -> None:
    target = here / "crm" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("mine\n", encoding="utf-8")
    result = run("init", "crm")
    assert (result.exit_code, path in result.stderr) == (2, True)
    assert files(here) == {f"crm/{path}": b"mine\n"}


def test_a_folder_or_link_in_the_way_is_not_overwritten(here: Path) -> None:
    (here / "crm" / "plan").mkdir(parents=True)
    (here / "crm" / "plan" / "goals.yaml").mkdir()
    (here / "crm" / "plan" / "terms.yaml").symlink_to("nowhere")
    result = run("init", "crm")
    assert result.exit_code == 2
    assert "plan/goals.yaml, plan/terms.yaml" in result.stderr


def test_a_workspace_is_not_written_into_another(here: Path) -> None:
    run("init", "crm")
    before = files(here)
    again = run("init", "crm")
    inside = run("init", "crm/plan/inner")
    assert (again.exit_code, "is a workspace already" in again.stderr) == (2, True)
    assert (inside.exit_code, "inside the workspace" in inside.stderr) == (2, True)
    assert files(here) == before


def test_a_file_for_a_folder(here: Path) -> None:
    (here / "crm").write_text("", encoding="utf-8")
    assert run("init", "crm").exit_code == 2


def test_nothing_is_written_out_of_the_folder(here: Path) -> None:
    (here / "away").mkdir()
    (here / "crm").mkdir()
    (here / "crm" / "plan").symlink_to("../away")
    assert run("init", "crm").exit_code == 2
    assert not files(here)


def test_an_interrupted_init_can_be_finished(here: Path) -> None:
    run("init", "crm")
    complete = files(here)
    for path in (MARKER, "plan/goals.yaml"):
        (here / "crm" / path).unlink()
    (here / "crm" / "plan" / ".pmkit-x.tmp").write_text("", encoding="utf-8")
    assert run("init", "crm").exit_code == 0
    assert files(here) == complete


def test_the_languages_tell_the_same_story(here: Path) -> None:
    english, chinese = (started(here / language, language) for language in LANGUAGES)
    assert set(english.workspace.by_id) <= set(chinese.workspace.by_id)
    assert set(files(here / "en")) == set(files(here / "zh-CN"))
    han = re.compile("[\u4e00-\u9fff]")
    for path, data in files(here / "en").items():
        assert path.startswith("schemas/") or not han.search(data.decode()), path


def test_what_git_has_been_told_stays_and_the_rest_is_written(here: Path) -> None:
    (here / "crm").mkdir()
    (here / "crm" / ".gitignore").write_text("dist/\n", encoding="utf-8")
    result = run("init", "crm")
    assert (result.exit_code, files(here)["crm/.gitignore"]) == (0, b"dist/\n")
    assert "add to it: .pmkit/" in result.stderr
    assert "crm/pmkit.yaml" in files(here)
