"""Kubernetes' enhancements in time: no estimates, 29 releases, most with a date, and one fault."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.intact import faults_of
from tests.real.lifetimes import DATA, needed
from tests.real.reading import Dates, dates, marks, printed, roadmap

FORMATS = ["json", "csv", "mermaid", "md", "svg", "table", "gantt"]


@pytest.fixture
def kubernetes() -> Path:
    """The folder of Kubernetes' enhancements."""
    return needed(DATA / "kubernetes")


@pytest.fixture
def as_of(kubernetes: Path, tmp_path: Path) -> Path:
    """The same with the day that its documents are to speak of."""
    folder = tmp_path / "kubernetes"
    shutil.copytree(kubernetes, folder)
    settings = (kubernetes / "pmkit.yaml").read_text(encoding="utf-8")
    (folder / "pmkit.yaml").write_text(
        settings + "schedule: {as_of: 2026-11-22}\n", encoding="utf-8"
    )
    return folder


def releases(folder: Path) -> dict[str, str]:
    """The releases as their file has them, with what is written of each."""
    text = (folder / "plan" / "releases.yaml").read_text(encoding="utf-8")
    return dict(re.findall(r"^  - id: (\S+)\n((?:    .*\n?)+)", text, re.M))


def written(folder: Path) -> Dates:
    """The day of every release that has one."""
    found = {item: re.search(r" end: (\S+)", text) for item, text in releases(folder).items()}
    days = {item: date.fromisoformat(end[1]) for item, end in found.items() if end}
    return {item: (day, day) for item, day in days.items()}


@pytest.mark.parametrize("format", FORMATS)
def test_every_release_with_a_date_is_on_it(kubernetes: Path, format: str) -> None:
    expected = written(kubernetes)
    assert (len(releases(kubernetes)), len(expected)) == (29, 21)
    assert dates(format, roadmap(kubernetes, format)) == expected


@pytest.mark.parametrize("width", [80, 160])
def test_every_release_without_a_date_is_named(kubernetes: Path, width: int) -> None:
    text = roadmap(kubernetes, "gantt", "--today", "2026-11-22", width=width)
    named = re.findall(r"^  (REL-\S+) .*: nothing in it has dates$", text, re.M)
    assert sorted([*named, *written(kubernetes)]) == sorted(releases(kubernetes))
    assert len(re.findall(r"^REL-\S+ .* ✓ .*◆", text, re.M)) == 21


def test_releases_are_points_on_one_line_of_time(kubernetes: Path) -> None:
    (chart,) = marks(roadmap(kubernetes, "svg"))
    days = [date.fromisoformat(one.start).toordinal() for one in chart]
    middles = [(one.left + one.right) / 2 for one in chart]
    a_day = (middles[-1] - middles[0]) / (days[-1] - days[0])
    for day, middle in zip(days, middles, strict=True):
        assert middle == pytest.approx(middles[0] + (day - days[0]) * a_day, abs=1)


def test_the_broken_item_hides_nothing(kubernetes: Path) -> None:
    code, text = printed(kubernetes, "roadmap", "--format", "json")
    found = json.loads(text)
    assert code == 1
    assert [one["id"] for one in found["releases"]] == list(releases(kubernetes))
    undated = {one["id"]: one["reason"] for one in found["unscheduled"]}
    _, ids = printed(
        kubernetes,
        "list",
        "feature",
        "--where",
        "not (status == done or status == released or status == rejected or status == dropped)",
        "--format",
        "ids",
    )
    assert undated.keys() == set(ids.split())
    assert "KEP-5000" in undated
    assert set(undated.values()) == {"no estimate"}


def test_documents_are_intact(as_of: Path) -> None:
    assert printed(as_of, "build", "roadmap", "prd", "feature-list")[0] == 1
    for name in ("roadmap", "prd", "feature-list"):
        text = (as_of / "docs" / f"{name}.md").read_text(encoding="utf-8")
        assert faults_of(text) == []
        assert all(item in text for item in releases(as_of) if name != "feature-list")


def test_without_a_day_the_documents_are_intact_as_well(kubernetes: Path, tmp_path: Path) -> None:
    assert printed(kubernetes, "build", "roadmap", "--out", str(tmp_path))[0] == 1
    text = (tmp_path / "roadmap.md").read_text(encoding="utf-8")
    assert faults_of(text) == []
    for item, (day, _) in written(kubernetes).items():
        assert re.search(rf'<a id="{item}"></a>.*\| {day} \|', text)
