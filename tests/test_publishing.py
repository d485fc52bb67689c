"""What the page on publishing shows works: its YAML is what runners take, its commands run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from pmkit.cli.app import COMMANDS, application
from pmkit.store.starter import starter_files

ROOT = Path(__file__).parents[1]
PAGES = {"en": "docs/publishing.md", "zh-CN": "docs/publishing.zh-CN.md"}
EXAMPLES = {"en": "bike-share", "zh-CN": "crm-zh"}
_BLOCK = re.compile(
    r"(?:^<!-- file: (?P<file>\S+) -->\n)?^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.M | re.S
)


class Loader(yaml.SafeLoader):
    """YAML with the names of functions that MkDocs takes."""


Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda _, name, __: name)


def text_of(language: str) -> str:
    return (ROOT / PAGES[language]).read_text(encoding="utf-8")


def blocks(language: str) -> Iterator[tuple[str, str, str]]:
    """The file, the language and the text of every block."""
    for match in _BLOCK.finditer(text_of(language)):
        yield match["file"] or "", match["language"], match["body"]


def files(language: str) -> dict[str, str]:
    """The files that the page tells to save."""
    return {file: body for file, _, body in blocks(language) if file}


def read(language: str, file: str) -> Any:
    return yaml.load(files(language)[file], Loader)


def commands(language: str) -> set[str]:
    """Every call of pmkit in a block, whoever makes it."""
    lines = [line for _, _, body in blocks(language) for line in body.splitlines()]
    found = (re.fullmatch(r"(?:.*: |\s*- |\$ )?(pmkit [^#]+)", line) for line in lines)
    return {match[1].strip() for match in found if match}


@pytest.mark.parametrize("language", PAGES)
def test_every_yaml_block_is_yaml(language: str) -> None:
    written = [file for file, kind, _ in blocks(language) if kind == "yaml"]
    assert written == [
        ".github/workflows/plan.yaml",
        ".gitlab-ci.yml",
        "mkdocs.yml",
        ".pre-commit-config.yaml",
    ]
    for file in written:
        assert isinstance(read(language, file), dict)


@pytest.mark.parametrize("file", [".github/workflows/plan.yaml", ".gitlab-ci.yml"])
def test_pipelines_are_the_same_in_both_languages(file: str) -> None:
    assert read("en", file) == read("zh-CN", file)


def test_the_workflow_may_do_no_more_than_it_has_to() -> None:
    workflow = read("en", ".github/workflows/plan.yaml")
    assert workflow["permissions"] == {"contents": "read"}
    check, publish = workflow["jobs"]["check"], workflow["jobs"]["publish"]
    assert "permissions" not in check
    assert publish["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert publish["needs"] == "check"
    for step in (*check["steps"], *publish["steps"]):
        assert ("uses" in step) != ("run" in step)
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/x@v1"))
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"fetch-depth": 1, "persist-credentials": False}


def test_both_pipelines_check_before_they_publish() -> None:
    wanted = ["pmkit check --strict --format concise", "pmkit build --check"]
    workflow = read("en", ".github/workflows/plan.yaml")
    assert [step["run"] for step in workflow["jobs"]["check"]["steps"][-2:]] == wanted
    pipeline = read("en", ".gitlab-ci.yml")
    assert pipeline["plan"]["script"][-2:] == wanted
    assert pipeline["stages"] == [pipeline["plan"]["stage"], pipeline["pages"]["stage"]]
    assert pipeline["pages"]["artifacts"]["paths"] == ["public"]


@pytest.mark.parametrize("language", PAGES)
def test_every_call_of_pmkit_is_one_that_it_takes(language: str) -> None:
    lines = commands(language)
    assert len(lines) >= 5
    for line in lines:
        name, *options = shlex.split(line)[1:]
        assert name in COMMANDS, line
        text = CliRunner().invoke(application(), [name, "--help"], env={"COLUMNS": "200"}).output
        for option in options:
            known = rf"(?<![\w-]){re.escape(option)}(?![\w-])"
            assert re.search(known, text), f"{line}: {option}"


@pytest.mark.parametrize("language", PAGES)
def test_the_weekly_commit_moves_the_day_and_passes_the_hook(language: str, tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(ROOT / "examples" / EXAMPLES[language], workspace)
    script = next(body for _, kind, body in blocks(language) if "as_of" in body and kind == "sh")
    before = (workspace / "pmkit.yaml").read_text(encoding="utf-8")
    done = run(f"set -e\ngit() {{ echo git $1; }}\n{script}", workspace)
    assert done.returncode == 0, done.stdout + done.stderr
    after = (workspace / "pmkit.yaml").read_text(encoding="utf-8")
    assert after == before.replace("as_of: 2026-12-15", "as_of: 2026-12-18") != before
    assert not (workspace / "pmkit.yaml.old").exists()
    assert done.stdout.splitlines()[-2:] == ["git add", "git commit"]
    hook = run(files(language)[".githooks/pre-commit"], workspace)
    assert hook.returncode == 0, hook.stdout + hook.stderr


@pytest.mark.parametrize("language", PAGES)
def test_the_weekly_commit_wakes_the_day_of_a_new_workspace(language: str, tmp_path: Path) -> None:
    setting = tmp_path / "pmkit.yaml"
    setting.write_bytes(starter_files(language, "Rooms", date(2026, 12, 1))["pmkit.yaml"])
    script = next(body for _, kind, body in blocks(language) if "as_of" in body and kind == "sh")
    asleep = setting.read_text(encoding="utf-8")
    assert run("\n".join(script.splitlines()[:2]), tmp_path).returncode == 0
    awake = setting.read_text(encoding="utf-8")
    assert awake == asleep.replace("#  as_of: 2026-12-07", "  as_of: 2026-12-18") != asleep


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A shell script in a workspace, with this pmkit before any other."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={"PATH": path, "PMKIT_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("language", PAGES)
def test_the_site_has_what_its_first_page_links_to(language: str) -> None:
    from pmkit.store.documents import packaged

    linked = re.findall(r"\]\(([a-z-]+)\.md\)", files(language)["docs/index.md"])
    assert linked
    assert set(linked) <= set(packaged())


def test_both_pages_have_the_same_sections_and_name_each_other() -> None:
    levels = [
        re.findall(
            r"^(#+) ", re.sub(r"^```.*?^```$", "", text_of(language), flags=re.M | re.S), re.M
        )
        for language in PAGES
    ]
    assert levels[0] == levels[1]
    assert "publishing.zh-CN.md" in text_of("en")[:400]
    assert "publishing.md" in text_of("zh-CN")[:400]
