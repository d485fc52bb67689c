"""The same plan gives the same bytes, wherever the machine stands and whatever day it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.real.lifetimes import DATA, Lifetimes, needed, node, python

CHINA = {"TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "2"}
AMERICA = {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
FORMATS = ["gantt", "table", "json", "csv", "md", "mermaid", "svg"]
NO_CLOCK = """
import datetime
class Date(datetime.date):
    @classmethod
    def today(cls):
        raise AssertionError("the clock was read")
datetime.date = Date
from pmkit.cli.app import run
run()
"""
"""pmkit on a machine where asking for the day is an error."""


def output(folder: Path, environment: dict[str, str], *arguments: str, program: str = "") -> bytes:
    """What a process of its own prints, in English, on 100 columns."""
    start = ["-c", program] if program else ["-m", "pmkit"]
    run = subprocess.run(
        [sys.executable, *start, "-C", str(folder), "--lang", "en", *arguments],
        capture_output=True,
        env=os.environ | {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8"} | environment,
        check=False,
        timeout=60,
    )
    assert run.returncode in (0, 1), run.stderr.decode()
    return run.stdout


def assert_same(folder: Path, *arguments: str) -> None:
    there = output(folder, CHINA, *arguments)
    assert there
    assert there == output(folder, AMERICA, *arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The schedule of Node.js as a plan with a day of its own."""
    return node().write(tmp_path)


def test_a_picture_is_the_same_in_china_and_in_america(folder: Path) -> None:
    assert_same(folder, "roadmap", "--format", "svg")


def test_the_clock_is_not_read_where_the_plan_names_its_day(folder: Path) -> None:
    with_clock = output(folder, {}, "roadmap", "--format", "json")
    assert with_clock == output(folder, {}, "roadmap", "--format", "json", program=NO_CLOCK)


def test_the_clock_is_read_where_the_plan_names_no_day(folder: Path, tmp_path: Path) -> None:
    settings = folder / "pmkit.yaml"
    settings.write_text("pmkit: 1\nname: Node.js\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="pmkit-crash"):
        output(folder, {"TMPDIR": str(tmp_path)}, "roadmap", program=NO_CLOCK)
    assert output(folder, {}, "--today", "2026-06-01", "roadmap", program=NO_CLOCK)


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("made", [node, python], ids=["node", "python"])
def test_every_format_is_the_same_everywhere(made: object, format: str, tmp_path: Path) -> None:
    plan = made()  # type: ignore[operator]
    assert isinstance(plan, Lifetimes)
    assert_same(plan.write(tmp_path), "roadmap", "--format", format)


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_kubernetes_is_the_same_everywhere(format: str) -> None:
    kubernetes = needed(DATA / "kubernetes")
    assert_same(kubernetes, "roadmap", "--format", format, "--today", "2026-11-22")


@pytest.mark.slow
@pytest.mark.parametrize("made", [node, python], ids=["node", "python"])
def test_documents_are_the_same_everywhere(made: object, tmp_path: Path) -> None:
    plan = made()  # type: ignore[operator]
    written = []
    for name, environment in (("china", CHINA), ("america", AMERICA)):
        folder = plan.write(tmp_path / name)
        output(folder, environment, "build", "roadmap", "prd", "feature-list")
        written.append(
            {path.name: path.read_bytes() for path in sorted((folder / "docs").glob("*.md"))}
        )
    assert len(written[0]) == 3
    assert written[0] == written[1]
