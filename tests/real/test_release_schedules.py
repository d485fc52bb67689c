"""The schedules of Python and of Node.js as plans: every day that they name is where they say."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.intact import faults_of
from tests.real.lifetimes import Lifetimes, node, node_history, python
from tests.real.reading import Dates, Mark, dates, marks, printed, roadmap

from pmkit.charts.gantt import MOST_ROWS
from pmkit.charts.windows import windows
from pmkit.project.project import Project
from pmkit.store.loader import load
from pmkit.store.tree import MemoryTree

FORMATS = ["json", "csv", "mermaid", "md", "svg", "table", "gantt"]
DOCUMENTS = ["roadmap", "prd", "feature-list"]


@pytest.fixture(params=[node, python], ids=["node", "python"])
def plan(request: pytest.FixtureRequest) -> Lifetimes:
    """The lines of Node.js, then those of Python."""
    made: Callable[[], Lifetimes] = request.param
    return made()


@pytest.fixture
def folder(plan: Lifetimes, tmp_path: Path) -> Path:
    """The plan on disk."""
    return plan.write(tmp_path)


def without_phases(found: Dates) -> Dates:
    return {item: days for item, days in found.items() if not item.startswith("PH-")}


@pytest.mark.parametrize("format", FORMATS)
def test_every_release_phase_and_milestone_is_on_its_days(
    plan: Lifetimes, folder: Path, format: str
) -> None:
    found = dates(format, roadmap(folder, format))
    # JSON has the phases of releases nowhere
    assert found == (without_phases(plan.dates) if format == "json" else plan.dates)


def test_a_narrow_terminal_shows_a_mark_for_each_of_them(plan: Lifetimes, folder: Path) -> None:
    text = roadmap(folder, "gantt", width=80)
    rows = dict(re.findall(r"^ *([A-Z]+(?:-\d+)+) .*?([◆█░├┣┼╋])", text, re.M))
    assert rows.keys() == plan.dates.keys()
    for item, mark in rows.items():
        assert (mark == "◆") == item.startswith("MS-"), item
    assert max(map(len, text.split("\n"))) <= 80


def test_charts_are_short_enough_for_mermaid_and_the_first_has_all_releases(
    plan: Lifetimes, folder: Path
) -> None:
    charts = roadmap(folder, "mermaid").split("gantt\n")[1:]
    assert len(charts) == len(plan.lines) + 1
    assert all(chart.count("bar-") <= MOST_ROWS for chart in charts)
    first = [item for item in plan.dates if item.startswith("REL-")]
    assert sorted(dates("mermaid", charts[0])) == sorted(first)


def test_bars_and_milestones_are_as_far_to_the_right_as_their_days(folder: Path) -> None:
    for chart in marks(roadmap(folder, "svg")):
        assert_on_a_scale(chart)


def assert_on_a_scale(chart: list[Mark]) -> None:
    """Every mark is where a ruler along the longest bar would have it, to two pixels."""
    bars = [one for one in chart if not one.is_milestone]
    longest = max(bars, key=lambda one: one.right - one.left)
    first, last = day(longest.start), day(longest.finish) + 1
    a_day = (longest.right - longest.left) / (last - first)

    def place(at: float) -> float:
        return longest.left + (at - first) * a_day

    for one in chart:
        if one.is_milestone:
            middle = (one.left + one.right) / 2
            assert middle == pytest.approx(place(day(one.start) + 0.5), abs=a_day / 2 + 2)
        else:
            assert one.left == pytest.approx(place(day(one.start)), abs=2)
            assert one.right == pytest.approx(place(day(one.finish) + 1), abs=2)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_one_release_is_shown_with_what_belongs_to_it(folder: Path, plan: Lifetimes) -> None:
    line = plan.lines[-1]
    found = dates("csv", roadmap(folder, "csv", "--release", f"REL-{line.key}"))
    assert found.keys() == {*line.windows, *line.milestones}


@pytest.mark.slow
@pytest.mark.parametrize("by", ["team", "phase"])
def test_no_row_is_lost_whatever_the_sections_are(plan: Lifetimes, folder: Path, by: str) -> None:
    assert dates("mermaid", roadmap(folder, "mermaid", "--by", by)) == plan.dates


def test_the_schedule_is_checked_and_what_contradicts_itself_is_named(
    plan: Lifetimes, folder: Path
) -> None:
    code, text = printed(folder, "check", "--ignore", "FMT", "--format", "concise")
    outside = {
        item
        for line in plan.lines
        for item, one in line.milestones.items()
        if not line.start <= one <= line.end
    }
    assert code == 0
    assert set(re.findall(r"SCH013 date of (MS-[\d-]+) ", text)) == outside
    assert len(re.findall(r"^plan/releases\.yaml:\d+:\d+: ", text, re.M)) == len(outside)


def test_documents_are_intact_date_every_milestone_and_draw_what_is_to_come(
    plan: Lifetimes, folder: Path
) -> None:
    assert printed(folder, "build", *DOCUMENTS)[0] == 0
    texts = [(folder / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in DOCUMENTS]
    assert [faults_of(text) for text in texts] == [[], [], []]
    text = texts[0]
    rows = dict(re.findall(r"^\| <a id=\"(MS-[\d-]+)\".*?(\d{4}-\d\d-\d\d) \|", text, re.M))
    assert rows == {
        item: start.isoformat() for item, (start, _) in plan.dates.items() if item.startswith("MS-")
    }
    drawn = set(re.findall(r"bar-([A-Z]+(?:-\d+)+),", text))
    to_come = {item for item, (_, last) in plan.dates.items() if last > plan.as_of}
    assert to_come <= drawn


def test_every_state_of_the_schedule_of_node_is_dated_as_it_was() -> None:
    history = node_history()
    assert len(history) == 37
    for commit, plan in history.items():
        loaded = load(MemoryTree(plan.files))
        schedule = Project(loaded.workspace, loaded.settings, plan.as_of).schedule
        rows = [row for one in windows(schedule, loaded.workspace) for row in one.rows]
        found = {one.id: (one.start, one.finish) for one in (*schedule.items, *rows)}
        assert found == plan.dates, commit
