"""Releases of which no work has dates, drawn with those that are written for them."""

from __future__ import annotations

from datetime import date

import pytest
from tests.charts.plans import workspace_of

from pmkit.charts.gantt import Gantt
from pmkit.charts.outline import Words, gantts, named_gantts
from pmkit.charts.windows import windows
from pmkit.model.workspace import Workspace
from pmkit.schedule.schedule import Schedule
from pmkit.schedule.solve import solve
from pmkit.store.settings import Schedule as Settings

AS_OF = date(2026, 12, 15)
PLAN = """
releases:
  - id: REL-001
    title: Spring
    start: 2026-12-01
    freeze: 2027-03-12
    end: 2027-03-25
    phases:
      - {id: PH-002, title: Pilot, start: 2027-03-15, end: 2027-03-25}
      - {id: PH-001, title: Build, start: 2026-12-01, end: 2027-03-12, started: 2026-12-03}
      - {id: PH-003, title: Given up, start: 2027-01-01, end: 2027-02-01, status: dropped}
    milestones:
      - {id: MS-001, title: First ride, date: 2027-02-12}
  - {id: REL-002, title: Summer, start: 2027-04-01, end: 2027-07-02}
  - {id: REL-003, title: Autumn, start: 2027-08-01, end: 2027-10-29}
  - {id: REL-004, title: Winter, end: 2027-12-17}
  - {id: REL-005, title: Undated}
  - {id: REL-006, title: Cancelled, end: 2027-05-01, status: cancelled}
features:
  - {id: FEAT-001, title: Pass, release: REL-002, estimate: 5d}
  - {id: FEAT-002, title: Trams, release: REL-003}
"""


def plan(text: str, as_of: date = AS_OF) -> tuple[Schedule, Workspace]:
    workspace = workspace_of(text)
    return solve(workspace, (), as_of, Settings()), workspace


def rows(text: str) -> list[str]:
    """The rows of releases and phases: their days, and what they are."""
    return [
        f"{row.id} {row.start}..{row.finish} {row.role.value} {row.state.value}"
        for one in windows(*plan(text))
        for row in one.rows
    ]


def drawn(chart: Gantt) -> list[str]:
    lines = []
    for section in chart.sections:
        lines += [f"# {section.title}"] if section.title else []
        for bar in section.bars:
            mark = " ◆" if bar.is_milestone else " ├┤" if bar.is_summary else ""
            lines.append("  " * bar.depth + bar.key + mark)
    return lines


def test_releases_stand_above_their_phases_and_milestones_else_before_all_sections() -> None:
    (chart,) = gantts(*plan(PLAN), words=Words(releases="versions"))
    assert drawn(chart) == [
        "# versions",
        "REL-003",
        "REL-004 ◆",
        "# REL-001 Spring",
        "REL-001 ├┤",
        "  PH-001",
        "  MS-001 ◆",
        "  PH-002",
        "# REL-002 Summer",
        "FEAT-001",
    ]


@pytest.mark.parametrize("by", ["team", "phase"])
def test_where_sections_are_no_releases_all_of_them_stand_first(by: str) -> None:
    (chart,) = gantts(*plan(PLAN), by)
    assert drawn(chart)[:6] == [
        "# releases",
        "REL-001 ├┤",
        "  PH-001",
        "  PH-002",
        "REL-003",
        "REL-004 ◆",
    ]


def test_a_divided_plan_begins_with_a_chart_of_its_releases() -> None:
    charts = named_gantts(*plan(PLAN), most_rows=4)
    assert {name: drawn(chart) for name, chart in charts.items()} == {
        "releases": ["REL-001", "REL-003", "REL-004 ◆"],
        "REL-001": ["PH-001", "MS-001 ◆", "PH-002"],
        "REL-002": ["FEAT-001"],
    }


def test_a_bar_says_why_it_is_there() -> None:
    (chart,) = gantts(*plan(PLAN))
    notes = {bar.id: bar.note for bar in chart.bars}
    assert notes["REL-003"].endswith("as written: none of its work has dates")


def test_what_happened_goes_before_what_was_planned() -> None:
    assert rows(PLAN) == [
        "REL-001 2026-12-01..2027-03-25 work started",
        "PH-001 2026-12-03..2027-03-12 work started",
        "PH-002 2027-03-15..2027-03-25 work planned",
        "REL-003 2027-08-01..2027-10-29 work planned",
        "REL-004 2027-12-17..2027-12-17 milestone planned",
    ]


@pytest.mark.parametrize(
    ("written", "row"),
    [
        ("start: 2026-11-02, end: 2026-12-18", "2026-11-02..2026-12-18 work started"),
        ("start: 2026-11-02, freeze: 2026-12-04", "2026-11-02..2026-12-04 work started"),
        ("start: 2026-11-02, end: 2026-12-11, finished: 2026-12-14", "..2026-12-14 work finished"),
        ("freeze: 2027-01-08", "2027-01-08..2027-01-08 milestone planned"),
        ("start: 2027-01-08", "2027-01-08..2027-01-08 milestone planned"),
        ("finished: 2026-12-01", "2026-12-01..2026-12-01 milestone finished"),
        ("end: 2026-12-01, status: released", "2026-12-01..2026-12-01 milestone finished"),
        ("start: 2027-02-01, end: 2027-01-08", "2027-01-08..2027-01-08 milestone planned"),
        ("start: 2027-02-01, end: 2027-02-01", "2027-02-01..2027-02-01 work planned"),
    ],
)
def test_the_days_that_may_be_written(written: str, row: str) -> None:
    (found,) = rows(f"releases: [{{id: REL-001, title: a, {written}}}]\n")
    assert found.endswith(row)


def test_a_release_with_dated_work_is_left_to_its_work() -> None:
    assert rows("releases: [{id: REL-001, title: a, end: 2027-01-08}]\n") != []
    text = (
        "releases: [{id: REL-001, title: a, end: 2027-01-08}]\n"
        "features: [{id: FEAT-001, title: b, release: REL-001, estimate: 2d}]\n"
    )
    assert rows(text) == []


def test_phases_of_a_release_without_dates_are_drawn_alone() -> None:
    text = (
        "releases: [{id: REL-001, title: a}]\n"
        "phases: [{id: PH-001, title: b, release: REL-001, start: 2027-01-08, end: 2027-01-09}]\n"
    )
    (chart,) = gantts(*plan(text))
    assert drawn(chart) == ["# REL-001 a", "PH-001"]
