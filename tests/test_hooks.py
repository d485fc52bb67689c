"""The hooks of .pre-commit-hooks.yaml, run by pre-commit itself in a repository made for it.

Here they take the pmkit of the tests. A slow proof lets pre-commit install the checkout, as it does
for everybody; that needs a package index.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.repository import Repository

from pmkit.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
}
CONFIG = ".pre-commit-config.yaml"
SETTINGS = "pmkit: 1\nname: CRM\n"
TERMS = "terms:\n  - id: TERM-001\n    title: Lead\n    definition: A person who may buy.\n"
DANGLING = "features:\n  - id: FEAT-001\n    title: Import\n    parent: FEAT-404\n"


def pre_commit(folder: Path, home: Path, *arguments: str) -> tuple[int, str]:
    """The exit code of pre-commit in a folder, and what it prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    more = {"PATH": path, "PRE_COMMIT_HOME": str(home), "PMKIT_LANG": "en", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments, "--color=never"],
        cwd=folder,
        env={**kept, **more, "GIT_CONFIG_GLOBAL": os.devnull, "GITHUB_ACTIONS": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


class Checkout:
    """A repository with a plan in a folder, and some of the hooks."""

    def __init__(self, tmp_path: Path, *hooks: str) -> None:
        self.home = tmp_path / "home"
        self.repository = Repository(tmp_path / "repository")
        installed = [
            {**HOOKS[name], "language": "system", "args": ["-C", "plans/crm"]} for name in hooks
        ]
        config = {"repos": [{"repo": "local", "hooks": installed}]}
        self.write(CONFIG, yaml.safe_dump(config))
        self.write("plans/crm/pmkit.yaml", SETTINGS)
        self.write("plans/crm/terms.yaml", TERMS)

    def write(self, path: str, text: str) -> None:
        self.repository.write({path: text})
        self.repository.git("add", path)

    def read(self, path: str) -> str:
        return (self.repository.root / path).read_text(encoding="utf-8")

    def run(self, *arguments: str) -> tuple[int, str]:
        """What the hooks say of what is staged."""
        return pre_commit(self.repository.root, self.home, "run", *arguments)


def test_pre_commit_takes_the_manifest(tmp_path: Path) -> None:
    code, text = pre_commit(ROOT, tmp_path, "validate-manifest", str(MANIFEST))
    assert (code, text) == (0, "")


def test_every_hook_looks_at_the_whole_plan_with_a_command_of_pmkit() -> None:
    assert list(HOOKS) == ["pmkit-check", "pmkit-fmt", "pmkit-build"]
    for name, hook in HOOKS.items():
        assert hook["pass_filenames"] is False
        assert hook["language"] == "python"
        program, command, *_ = hook["entry"].split()
        assert program == "pmkit"
        assert command in COMMANDS
        assert name == f"pmkit-{command}"


def test_a_fault_stops_a_commit_and_is_said_with_its_place(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path, "pmkit-check")
    assert checkout.run()[0] == 0
    checkout.write("plans/crm/features.yaml", DANGLING)
    code, text = checkout.run()
    assert code == 1
    assert "features.yaml:4:13: error LNK001" in text
    assert "Failed" in text


def test_a_commit_without_a_plan_is_not_looked_at(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path, "pmkit-check")
    checkout.write("plans/crm/features.yaml", DANGLING)
    checkout.repository.commit()
    checkout.write("program.py", "print()\n")
    code, text = checkout.run()
    assert code == 0
    assert "Skipped" in text


def test_documents_out_of_date_stop_a_commit_and_stay_as_they_are(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path, "pmkit-build")
    code, text = checkout.run()
    assert code == 1, text
    assert "docs/feature-list.md" in text
    assert not (checkout.repository.root / "plans/crm/docs").exists()


def test_formatting_rewrites_and_stops_the_commit_once(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path, "pmkit-fmt")
    assert checkout.run()[0] == 0
    head, item, title, definition = TERMS.splitlines(keepends=True)
    checkout.write("plans/crm/terms.yaml", head + item + definition + title)
    code, text = checkout.run()
    assert code == 1
    assert "files were modified" in text
    assert checkout.read("plans/crm/terms.yaml") == TERMS
    checkout.repository.git("add", "--all")
    assert checkout.run()[0] == 0


@pytest.mark.slow
def test_pre_commit_installs_the_checkout_and_runs_it(tmp_path: Path) -> None:
    """As for everybody: from a clone, into an environment of its own."""
    source = Repository(tmp_path / "pmkit")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = [
        name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()
    ]
    kept = ("src/", "templates/", "schemas/")
    parts = [name for name in names if name.startswith(kept) or "/" not in name]
    revision = source.commit({name: (ROOT / name).read_bytes() for name in parts})
    repository = Repository(tmp_path / "repository")
    hooks = [{"id": "pmkit-check"}]
    config = {"repos": [{"repo": str(source.root), "rev": revision, "hooks": hooks}]}
    repository.write({CONFIG: yaml.safe_dump(config), "pmkit.yaml": SETTINGS, "a.yaml": DANGLING})
    repository.git("add", "--all")
    code, text = pre_commit(repository.root, tmp_path / "home", "run", "--all-files")
    assert code == 1, text
    assert "a.yaml:4:13: error LNK001" in text
