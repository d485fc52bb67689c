"""What the pages on continuous integration show is what code hosts take, and pinned."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.test_action import ACTION, schema
from tests.test_hooks import HOOKS, pre_commit

from pmkit.output import findings

ROOT = Path(__file__).parents[1]
PAGES = {"en": "docs/ci.md", "zh-CN": "docs/ci.zh-CN.md"}
LANGUAGES = pytest.mark.parametrize("language", PAGES)
WORKFLOW, PIPELINE = ".github/workflows/plan-check.yaml", ".gitlab-ci.yml"
_BLOCK = re.compile(r"^<!-- file: (\S+) -->\n```yaml\n(.*?)^```$", re.M | re.S)


def text_of(language: str) -> str:
    return (ROOT / PAGES[language]).read_text(encoding="utf-8")


def blocks(language: str, file: str) -> list[str]:
    """The blocks that a page tells to save as a file."""
    return [body for name, body in _BLOCK.findall(text_of(language)) if name == file]


def read(language: str, file: str) -> Any:
    (body,) = blocks(language, file)
    return yaml.load(body, yaml.BaseLoader)  # the key "on" stays a text


@LANGUAGES
@pytest.mark.parametrize(
    ("file", "name"), [(WORKFLOW, "github-workflows"), (PIPELINE, "gitlab-ci")]
)
def test_published_schemas_take_the_pipelines(language: str, file: str, name: str) -> None:
    (body,) = blocks(language, file)
    document = yaml.safe_load(body.replace("\non:", '\n"on":'))
    assert [one.message for one in schema(name).iter_errors(document)] == []


@pytest.mark.parametrize("file", [WORKFLOW, PIPELINE])
def test_pipelines_are_the_same_in_both_languages(file: str) -> None:
    assert read("en", file) == read("zh-CN", file)


def test_the_workflow_names_actions_by_commit_and_may_do_little() -> None:
    workflow = read("en", WORKFLOW)
    assert workflow["permissions"] == {"contents": "read"}
    job = workflow["jobs"]["check"]
    assert job["permissions"] == {"contents": "read", "security-events": "write"}
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]) for step in job["steps"])
    (ours,) = (step for step in job["steps"] if step["uses"].startswith("tools/pmkit@"))
    assert set(ours["with"]) <= set(ACTION["inputs"])


@LANGUAGES
def test_pre_commit_takes_the_configurations(language: str, tmp_path: Path) -> None:
    bodies = blocks(language, ".pre-commit-config.yaml")
    assert len(bodies) == 2
    for body in bodies:
        path = tmp_path / ".pre-commit-config.yaml"
        path.write_text(body, encoding="utf-8")
        assert pre_commit(tmp_path, tmp_path, "validate-config", str(path)) == (0, "")
        (repository,) = yaml.safe_load(body)["repos"]
        assert {hook["id"] for hook in repository["hooks"]} <= set(HOOKS)


@LANGUAGES
def test_every_format_is_in_the_table(language: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \|", text_of(language), re.M)
    assert sorted(rows) == list(findings.FORMATS)


@LANGUAGES
def test_every_input_of_the_action_is_shown(language: str) -> None:
    text = text_of(language)
    shown = {name for name in ACTION["inputs"] if f"`{name}: true`" in text or f" {name}: " in text}
    assert set(ACTION["inputs"]) - shown == {"python-version"}
