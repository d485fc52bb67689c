"""A workspace on disk, and `pmkit build` in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.documents.example import PLAN, SETTINGS, Run, put
from typer.testing import CliRunner, Result

from pmkit.cli.app import application
from pmkit.store.tree import MARKER


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace on disk with one document."""
    put(tmp_path, MARKER, SETTINGS + "documents: [feature-list]\n")
    put(tmp_path, "plan/plan.yaml", PLAN)
    return tmp_path


@pytest.fixture
def build(root: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `pmkit build` in the workspace."""
    monkeypatch.setenv("PMKIT_LANG", "en")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(application(), ["-C", str(root), "build", *arguments])

    return run
