"""The action of action.yml: what GitHub takes, and its scripts as a runner would run them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from tests.repository import Repository

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
PMKIT = str(Path(sys.executable).with_name("pmkit"))
PLAN = {
    "plans/crm/pmkit.yaml": "pmkit: 1\nname: CRM\n",
    "plans/crm/a.yaml": "features:\n  - id: FEAT-001\n    title: Import\n    parent: FEAT-404\n",
}


def schema(name: str) -> Draft7Validator:
    """A schema that check-jsonschema carries."""
    path = files("check_jsonschema").joinpath(f"builtin_schemas/vendor/{name}.json")
    return Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


def test_the_published_schema_of_actions_takes_it() -> None:
    assert [one.message for one in schema("github-actions").iter_errors(ACTION)] == []


def test_actions_of_others_are_named_by_commit_with_the_version_beside() -> None:
    lines = (ROOT / "action.yml").read_text(encoding="utf-8").splitlines()
    used = [line for line in lines if "uses:" in line]
    assert used
    assert all(PINNED.search(line) for line in used)


def test_no_script_holds_an_expression() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 4
    assert not [script for script in scripts if "${{" in script]


def test_every_input_reaches_a_step_by_its_environment() -> None:
    written = [
        value
        for step in STEPS
        for value in [*step.get("env", {}).values(), *step.get("with", {}).values()]
        if isinstance(value, str)
    ]
    conditions = " ".join(step.get("if", "") for step in STEPS)
    for name in ACTION["inputs"]:
        passed = f"${{{{ inputs.{name} }}}}" in written
        assert passed or f"inputs.{name} " in conditions, name


def step(name: str, folder: Path, **given: str) -> tuple[int, str]:
    """A step run by bash as a runner does, with inputs given and all others at their defaults."""
    (found,) = (one for one in STEPS if one.get("name") == name)
    inputs = {key: str(one["default"]) for key, one in ACTION["inputs"].items()} | given
    values = {f"${{{{ inputs.{key} }}}}": value for key, value in inputs.items()}
    values["${{ steps.install.outputs.pmkit }}"] = PMKIT
    environment = {key: values[value] for key, value in found["env"].items()}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "GITHUB_ACTIONS": "true", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with a plan that has one error."""
    made = Repository(tmp_path / "repository")
    made.commit(PLAN)
    return made


def test_a_fault_fails_the_check_with_text_and_an_annotation(repository: Repository) -> None:
    code, text = step("Check the plan", repository.root, directory="plans/crm")
    assert code == 1
    assert "\na.yaml:4:13: error LNK001 " in f"\n{text}"
    assert "\n::error title=LNK001 dangling-link,file=plans/crm/a.yaml,line=4," in text


def test_sarif_is_written_whatever_is_found(repository: Repository) -> None:
    sarif = "out/the plan.sarif"
    given = {"directory": "plans/crm", "sarif": sarif}
    code, _ = step("Write SARIF", repository.root, **given)
    assert code == 0
    (run,) = json.loads((repository.root / sarif).read_text(encoding="utf-8"))["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["LNK001"]
    assert step("Write SARIF", repository.root, directory="nowhere", sarif=sarif)[0] != 0


def test_a_base_passes_over_what_was_there(repository: Repository) -> None:
    given = {"directory": "plans/crm", "base": "HEAD"}
    assert step("Check the plan", repository.root, **given)[0] == 0
    repository.write({"plans/crm/b.yaml": PLAN["plans/crm/a.yaml"].replace("FEAT-001", "FEAT-2")})
    code, text = step("Check the plan", repository.root, **given)
    assert code == 1
    assert "b.yaml:4:13: error LNK001" in text


def test_strict_and_build_do_what_they_say(repository: Repository) -> None:
    settings = "pmkit: 1\nname: CRM\ncheck: {severity: {LNK001: warning}}\n"
    repository.write({"plans/crm/pmkit.yaml": settings})
    assert step("Check the plan", repository.root, directory="plans/crm")[0] == 0
    assert step("Check the plan", repository.root, directory="plans/crm", strict="true")[0] == 1
    assert step("Compare the documents", repository.root, directory="plans/crm")[0] == 1


HOSTILE = """$(touch boom)`touch boom`; touch boom #" ; touch boom #' ; touch boom #"""


@pytest.mark.parametrize("name", ["directory", "base", "strict"])
def test_no_input_is_a_command(repository: Repository, name: str) -> None:
    given = {"directory": "plans/crm", name: HOSTILE}
    step("Check the plan", repository.root, **given)
    step("Write SARIF", repository.root, sarif=f"x{HOSTILE}.sarif", **given)
    assert not [path for path in repository.root.rglob("*") if path.name == "boom"]
