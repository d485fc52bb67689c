"""A schedule as charts: sections, outline order, keys, and how long plans are split."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.plans import schedule_of, work, workspace_of

from pmkit.charts.gantt import Bar, Gantt
from pmkit.charts.outline import Words, gantts, named_gantts
from pmkit.schedule.calendar import WorkCalendar
from pmkit.schedule.schedule import Role, Schedule, Scheduled

PLAN = workspace_of(
    """
releases:
  - id: REL-001
    title: Summer
    start: 2027-04-01
    end: 2027-07-02
  - id: REL-002
    title: Spring
    end: 2027-03-25
    phases:
      - {id: PH-001, title: Build, start: 2026-12-01, end: 2027-01-31}
      - {id: PH-002, title: Pilot, start: 2027-02-01, end: 2027-03-25}
    milestones:
      - {id: MS-001, title: First ride, date: 2027-01-15}
      - {id: MS-002, title: Opening, phase: PH-002}
teams:
  - {id: TEAM-002, title: Platform, size: 2}
  - {id: TEAM-001, title: App, size: 2}
features:
  - id: FEAT-001
    title: Rider app
    features:
      - id: FEAT-002
        title: Unlock
        release: REL-002
        team: TEAM-001
        stories:
          - {id: US-001, as_a: rider, i_want: to scan the code}
          - {id: US-002, as_a: rider, i_want: to read why it stays locked}
      - {id: FEAT-003, title: Passes, release: REL-001, team: TEAM-002}
  - {id: FEAT-004, title: Workshop queue}
tasks:
  - {id: TASK-001, title: Field test, for: US-001, phase: PH-002}
  - {id: TASK-002, title: Press release, for: REL-001}
"""
)
SCHEDULE = schedule_of(
    PLAN,
    "2026-12-15",
    """
FEAT-001  2026-12-01..2027-05-20  summary started
FEAT-002  2026-12-01..2027-02-12  summary started
US-001    2026-12-01..2026-12-18  started progress=60% TEAM-001
FEAT-002  2026-12-15..2027-01-20  rest critical TEAM-001
US-002    2026-12-21..2027-01-08  TEAM-001 after=US-001,FEAT-004
TASK-001  2027-02-01..2027-02-12  TEAM-002 late=3 due=2027-02-09 after=FEAT-002
MS-001    2027-01-15              milestone after=FEAT-002
FEAT-004  2027-02-01..2027-02-05
FEAT-003  2027-04-01..2027-05-20  TEAM-002 x2
TASK-002  2027-06-01..2027-06-02
MS-002    2027-03-25              milestone finished
""",
)


def drawn(chart: Gantt) -> list[str]:
    """A chart as a reader sees it: sections, and keys below the summaries above them."""
    lines = []
    for section in chart.sections:
        lines += [f"# {section.title}"] if section.title else []
        lines += ["  " * bar.depth + bar.key for bar in section.bars]
    return lines


def bars(chart: Gantt) -> dict[str, Bar]:
    return {bar.key: bar for bar in chart.bars}


def test_releases_stand_by_date_and_parts_below_their_summary() -> None:
    (chart,) = gantts(SCHEDULE, PLAN)
    assert drawn(chart) == [
        "# REL-002 Spring",
        "FEAT-002",
        "  FEAT-002-rest",
        "  US-001",
        "  US-002",
        "  TASK-001",
        "MS-001",
        "MS-002",
        "# REL-001 Summer",
        "FEAT-003",
        "TASK-002",
        "# several releases",
        "FEAT-001",
        "# no release",
        "FEAT-004",
    ]
    assert chart.title == "Roadmap"
    assert chart.as_of == date(2026, 12, 15)


def test_teams_stand_as_in_the_files_and_parts_stand_with_their_own_team() -> None:
    (chart,) = gantts(SCHEDULE, PLAN, "team", Words(none="nobody", several="several teams"))
    assert drawn(chart) == [
        "# TEAM-002 Platform",
        "TASK-001",
        "FEAT-003",
        "# TEAM-001 App",
        "FEAT-002",
        "  FEAT-002-rest",
        "  US-001",
        "  US-002",
        "# several teams",
        "FEAT-001",
        "# nobody",
        "MS-001",
        "FEAT-004",
        "MS-002",
        "TASK-002",
    ]


def test_phases_hold_what_names_them_and_what_starts_in_them() -> None:
    (chart,) = gantts(SCHEDULE, PLAN, "phase", Words(none="no phase", several="several phases"))
    assert drawn(chart) == [
        "# PH-001 Build",
        "US-001",
        "US-002",
        "MS-001",
        "# PH-002 Pilot",
        "TASK-001",
        "MS-002",
        "# several phases",
        "FEAT-001",
        "  FEAT-002",
        "    FEAT-002-rest",
        "# no phase",
        "FEAT-004",
        "FEAT-003",
        "TASK-002",
    ]


def test_a_bar_says_all_that_a_picture_needs() -> None:
    words = Words(remainder="das Übrige", phrase=lambda value: f"<{value}>")
    (chart,) = gantts(SCHEDULE, PLAN, words=words)
    found = bars(chart)
    assert found["US-001"] == Bar(
        key="US-001",
        id="US-001",
        name="to scan the code",
        start=date(2026, 12, 1),
        finish=date(2026, 12, 18),
        is_started=True,
        progress=Fraction(3, 5),
        depth=1,
        note="App · <may start on 2026-12-01>",
    )
    rest = found["FEAT-002-rest"]
    assert (rest.id, rest.name, rest.is_critical) == ("FEAT-002", "das Übrige", True)
    assert found["FEAT-002"].is_summary
    assert found["MS-002"].is_milestone
    assert found["MS-002"].is_finished
    assert found["MS-002"].progress == 1
    assert found["TASK-001"].is_late
    assert found["FEAT-003"].note.startswith("2 × Platform · ")


def test_a_bar_names_what_it_waits_for_within_its_chart() -> None:
    (chart,) = gantts(SCHEDULE, PLAN)
    assert bars(chart)["US-002"].after == ("US-001", "FEAT-004")
    assert bars(chart)["MS-001"].after == ("FEAT-002",)
    apart = named_gantts(SCHEDULE, PLAN, most_rows=7)
    assert bars(apart["REL-002"])["US-002"].after == ("US-001",)


def test_days_off_are_those_of_the_calendar_with_the_names_of_holidays() -> None:
    plan = workspace_of("calendars: [{id: CAL-001, title: Office, country: CN}]\n")
    calendar = WorkCalendar(plan.by_id["CAL-001"])
    few = schedule_of(PLAN, "2026-12-15", "FEAT-004 2026-12-31..2027-01-05")
    (english,) = gantts(few, PLAN, calendar=calendar)
    assert [(one.day.isoformat(), one.name) for one in english.days_off] == [
        ("2027-01-01", "New Year's Day"),
        ("2027-01-02", ""),
        ("2027-01-03", ""),
    ]
    (chinese,) = gantts(few, PLAN, words=Words(language="zh-CN"), calendar=calendar)
    assert chinese.days_off[0].name == "元旦"
    ages = schedule_of(PLAN, "2026-12-15", "FEAT-004 0001-01-01..9999-12-31")
    (endless,) = gantts(ages, PLAN, calendar=calendar)
    assert endless.days_off == ()


def test_an_empty_schedule_has_no_chart() -> None:
    assert gantts(Schedule(date(2026, 12, 15)), PLAN) == ()


def test_without_releases_there_are_no_headings() -> None:
    plan = workspace_of("features: [{id: FEAT-001, title: a}, {id: FEAT-002, title: b}]\n")
    lines = "FEAT-002 2026-12-01..2026-12-02\nFEAT-001 2026-12-01..2026-12-03"
    (chart,) = gantts(schedule_of(plan, "2026-12-01", lines), plan, words=Words("Plan"))
    assert drawn(chart) == ["FEAT-002", "FEAT-001"]
    assert chart.title == "Plan"


def test_items_that_are_each_others_parts_are_drawn_once() -> None:
    plan = workspace_of(
        "features: [{id: FEAT-001, title: a, parent: FEAT-002},"
        " {id: FEAT-002, title: b, parent: FEAT-001}, {id: FEAT-003, title: c, parent: FEAT-001}]"
    )
    lines = "\n".join(
        f"{item} 2026-12-01..2026-12-02 {role}"
        for item, role in (("FEAT-001", "summary"), ("FEAT-002", "summary"), ("FEAT-003", ""))
    )
    (chart,) = gantts(schedule_of(plan, "2026-12-01", lines), plan)
    assert sorted(bar.id for bar in chart.bars) == ["FEAT-001", "FEAT-002", "FEAT-003"]


@pytest.mark.parametrize(
    ("ids", "keys"),
    [
        (["FEAT-1", "feat-1"], ["FEAT-1", "feat-1-2"]),
        (["功能-1", "模块-1"], ["---1", "---1-2"]),
        (["a b", "a.b", "a-b-2"], ["a-b", "a-b-2", "a-b-2-2"]),
    ],
)
def test_keys_are_distinct_ascii_whatever_the_ids_are(ids: list[str], keys: list[str]) -> None:
    plan = workspace_of("features:\n" + "".join(f"  - {{id: {one}, title: t}}\n" for one in ids))
    items = tuple(work(plan.by_id[one], f"2026-12-0{n}") for n, one in enumerate(ids, 1))
    (chart,) = gantts(Schedule(date(2026, 12, 1), items=items), plan)
    assert [bar.key for bar in chart.bars] == keys
    assert [bar.id for bar in chart.bars] == ids


# Long plans


def test_a_long_plan_has_a_chart_for_every_section() -> None:
    found = named_gantts(SCHEDULE, PLAN, most_rows=7)
    assert {name: (chart.title, drawn(chart)) for name, chart in found.items()} == {
        "REL-002": (
            "REL-002 Spring",
            [
                *("FEAT-002", "  FEAT-002-rest", "  US-001", "  US-002", "  TASK-001"),
                *("MS-001", "MS-002"),
            ],
        ),
        "REL-001": ("REL-001 Summer", ["FEAT-003", "TASK-002"]),
        "several": ("several releases", ["FEAT-001"]),
        "none": ("no release", ["FEAT-004"]),
    }


def test_a_long_section_is_divided_where_a_summary_stays_with_its_parts() -> None:
    plan = workspace_of(
        """
features:
  - id: FEAT-001
    title: a
    features: [{id: FEAT-002, title: b}, {id: FEAT-003, title: c}]
  - id: FEAT-004
    title: d
    features: [{id: FEAT-005, title: e}, {id: FEAT-006, title: f}]
  - id: FEAT-007
    title: g
    features:
      - {id: FEAT-008, title: h}
      - {id: FEAT-009, title: i}
      - {id: FEAT-010, title: j}
      - {id: FEAT-011, title: k}
"""
    )
    summaries = ("FEAT-001", "FEAT-004", "FEAT-007")
    lines = "\n".join(
        f"FEAT-{n:03} 2026-12-{n:02} {'summary' if f'FEAT-{n:03}' in summaries else ''}"
        for n in range(1, 12)
    )
    found = named_gantts(schedule_of(plan, "2026-12-01", lines), plan, most_rows=4)
    assert {name: drawn(chart) for name, chart in found.items()} == {
        "none-1": ["FEAT-001", "  FEAT-002", "  FEAT-003"],
        "none-2": ["FEAT-004", "  FEAT-005", "  FEAT-006"],
        "none-3": ["FEAT-007", "  FEAT-008", "  FEAT-009", "  FEAT-010"],
        "none-4": ["  FEAT-011"],
    }
    assert [chart.title for chart in found.values()] == [
        "no release 1/4",
        "no release 2/4",
        "no release 3/4",
        "no release 4/4",
    ]


PLANS = st.lists(
    st.tuples(
        st.integers(0, 30),  # the item above, by its number
        st.integers(0, 3),  # the release
        st.integers(0, 2),  # the team
        st.integers(1, 28),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60)
@given(PLANS, st.sampled_from(["release", "team", "phase"]), st.integers(1, 12))
def test_every_row_is_drawn_once_whatever_the_plan(
    rows: list[tuple[int, int, int, int, int]], by: str, most: int
) -> None:
    lines = ["releases: [{id: REL-1, title: a, end: 2027-01-31}, {id: REL-2, title: b}]"]
    lines += ["teams: [{id: TEAM-1, title: c}]", "features:"]
    for number, (above, release, team, _, _) in enumerate(rows):
        parent = f", parent: FEAT-{above}" if above < len(rows) else ""
        kept = f", release: REL-{release}" if release else ""
        kept += ", team: TEAM-1" if team == 1 else ""
        lines.append(f"  - {{id: FEAT-{number}, title: t{parent}{kept}}}")
    plan = workspace_of("\n".join(lines) + "\n")
    wholes = {f"FEAT-{above}" for above, *_ in rows if above < len(rows)}
    items: list[Scheduled] = []
    for number, (_, _, _, day, length) in enumerate(rows):
        start = date(2026, 12, day)
        entry, days = plan.by_id[f"FEAT-{number}"], (start, start + timedelta(length))
        shown = [one.isoformat() for one in days]
        is_whole = entry.id in wholes
        items.append(work(entry, *shown, role=Role.SUMMARY if is_whole else Role.WORK))
        if is_whole and number % 2:
            items.append(work(entry, *shown, role=Role.REMAINDER))
    charts = gantts(Schedule(date(2026, 12, 15), items=tuple(items)), plan, by, most_rows=most)
    drawn_bars = [bar for chart in charts for bar in chart.bars]
    assert sorted((bar.id, bar.name) for bar in drawn_bars) == sorted(
        (one.id, "remaining work" if one.role is Role.REMAINDER else "t") for one in items
    )
    assert len({bar.key.casefold() for bar in drawn_bars}) == len(items)
    assert all(0 < len(chart.bars) <= most for chart in charts)
    for chart in charts:
        keys = {bar.key for bar in chart.bars}
        assert all(set(bar.after) <= keys for bar in chart.bars)
