"""A roadmap as table, CSV, Markdown and JSON, what it remarks, and what of it is shown."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from tests.charts.plans import schedule_of, work, workspace_of

from pmkit.model.diagnostic import Phrase
from pmkit.model.text import cell_width
from pmkit.output import remarks, roadmap_table, roadmaps, tables
from pmkit.output.colours import Paint
from pmkit.output.look import ASCII, Look
from pmkit.output.roadmap_pages import ENDINGS, Roadmap
from pmkit.schedule.calendar import WorkCalendar
from pmkit.schedule.schedule import (
    Bound,
    Cause,
    Due,
    Load,
    Need,
    Overload,
    ReleaseDates,
    Role,
    Schedule,
    State,
    Unscheduled,
)
from pmkit.schedule.selection import selected

PLAN = workspace_of(
    """
releases:
  - {id: REL-001, title: Opening day, freeze: 2027-03-05}
  - {id: REL-002, title: Summer menu}
  - {id: REL-003, title: Winter menu, status: released}
  - {id: REL-004, title: Third shop, end: 2027-12-31}
teams:
  - {id: TEAM-001, title: Bakers, size: 2}
  - {id: TEAM-002, title: Builders, size: 3}
features:
  - id: FEAT-001
    title: The bakery
    release: REL-001
    team: TEAM-002
    features:
      - {id: FEAT-002, title: Oven, tags: [hot]}
  - {id: FEAT-003, title: "Sourdough | three sizes", release: REL-001, team: TEAM-001}
  - {id: FEAT-004, title: Ice cream, release: REL-002}
  - {id: FEAT-005, title: Bicycle delivery, team: TEAM-001}
milestones:
  - {id: MS-001, title: First loaf, release: REL-001, date: 2027-03-01}
"""
)
ENTRY = PLAN.by_id
BAKERS, BUILDERS = ENTRY["TEAM-001"], ENTRY["TEAM-002"]
FREEZE = Due(date(2027, 3, 5), ENTRY["REL-001"], "freeze")
SOURDOUGH = replace(
    work(ENTRY["FEAT-003"], "2027-02-01", "2027-03-10"),
    cause=Cause(Bound.DEPENDENCY, Phrase("waits for {item}", item="FEAT-002"), item="FEAT-002"),
    needs=(Need(BAKERS, Fraction(3, 2)), Need(BUILDERS, Fraction(1))),
    effort=Fraction(70),
    remaining=Fraction(70),
    days=28,
    critical=True,
    slack=0,
    free_slack=0,
    latest_start=date(2027, 2, 1),
    latest_finish=date(2027, 3, 10),
    due=FREEZE,
    late=3,
    waits_for=("FEAT-002",),
    provisional=True,
)
SCHEDULE = Schedule(
    as_of=date(2027, 1, 11),
    start=date(2027, 1, 4),
    finish=date(2027, 3, 10),
    items=(
        replace(
            work(ENTRY["FEAT-001"], "2027-01-04", "2027-02-05", role=Role.SUMMARY),
            state=State.STARTED,
            effort=Fraction(25),
            remaining=Fraction(20),
        ),
        replace(
            work(ENTRY["FEAT-002"], "2027-01-04", "2027-01-29", state=State.STARTED),
            progress=Fraction(1, 4),
            slack=5,
            needs=(Need(BUILDERS, Fraction(1)),),
            days=15,
        ),
        replace(
            work(ENTRY["FEAT-001"], "2027-02-01", "2027-02-05", role=Role.REMAINDER),
            effort=Fraction(5),
            remaining=Fraction(5),
            needs=(Need(BUILDERS, Fraction(1)),),
            days=5,
            slack=24,
        ),
        SOURDOUGH,
        replace(
            work(ENTRY["MS-001"], "2027-03-11", role=Role.MILESTONE),
            due=Due(date(2027, 3, 1), ENTRY["MS-001"], "date"),
            late=8,
        ),
    ),
    unscheduled=(
        Unscheduled(ENTRY["FEAT-004"], Phrase("no estimate")),
        Unscheduled(ENTRY["FEAT-005"], Phrase("{team} has nobody", team="TEAM-001")),
    ),
    chain=("FEAT-002", "FEAT-003"),
    releases=(
        ReleaseDates(ENTRY["REL-001"], date(2027, 1, 4), date(2027, 3, 10), FREEZE, 3),
        ReleaseDates(ENTRY["REL-002"], None, None, None, 0),
        ReleaseDates(ENTRY["REL-003"], date(2026, 9, 1), date(2026, 9, 30), None, 0),
        ReleaseDates(
            ENTRY["REL-004"],
            date(2027, 9, 1),
            date(2027, 12, 1),
            Due(date(2027, 12, 31), ENTRY["REL-004"], "end"),
            0,
        ),
    ),
    load=(
        Load(BAKERS, date(2027, 2, 1), Fraction(15, 2), Fraction(10)),
        Load(BUILDERS, date(2027, 1, 11), Fraction(5), Fraction(0)),
    ),
    overloads=(Overload(ENTRY["REL-001"], BAKERS, Fraction(70), Fraction(121, 2)),),
    provisional_years=(2027,),
)
LOOK = Look(80, Paint(False))


def page(schedule: Schedule = SCHEDULE, look: Look = LOOK, most: int | None = 10) -> Roadmap:
    return Roadmap(schedule, PLAN, WorkCalendar(), "Bakery", "release", look, most)


# Remarks


def remarked(schedule: Schedule = SCHEDULE, look: Look = LOOK, most: int | None = 10) -> str:
    return "\n".join([*remarks.remarks(schedule, look, most), ""])


def test_remarks_say_what_is_late_what_has_no_dates_and_who_has_too_much() -> None:
    assert (
        remarked()
        == """
Releases
  REL-001 Opening day: 2027-01-04 – 2027-03-10; misses its freeze on
    2027-03-05 by 3 working days
  REL-002 Summer menu: nothing in it has dates
  REL-004 Third shop: 2027-09-01 – 2027-12-01, in time for its end on
    2027-12-31

Late: 2
  MS-001 First loaf: reached 2027-03-11, 8 working days after its date
    2027-03-01
  FEAT-003 Sourdough | three sizes: finishes 2027-03-10, 3 working days after
    the freeze of REL-001 on 2027-03-05

Without dates: 2
  FEAT-004 Ice cream: no estimate
  FEAT-005 Bicycle delivery: TEAM-001 has nobody

More work than people
  REL-001 Opening day: TEAM-001 Bakers has 60.5 person-days for work of 70

Good to know
  dates in 2027 may move: which weekends are worked is not announced yet
  critical chain: FEAT-002 → FEAT-003
"""
    )


def test_remarks_in_chinese() -> None:
    assert (
        remarked(look=Look(80, Paint(False), "zh-CN"))
        == """
版本
  REL-001 Opening day：2027-01-04 – 2027-03-10，赶不上冻结日 2027-03-05，晚 3
    个工作日
  REL-002 Summer menu：其中的工作都排不出日期
  REL-004 Third shop：2027-09-01 – 2027-12-01，赶得上结束日 2027-12-31

逾期：2 项
  MS-001 First loaf：2027-03-11 达成，比计划日期 2027-03-01 晚 8 个工作日
  FEAT-003 Sourdough | three sizes：2027-03-10 完成，比 REL-001 的冻结日
    2027-03-05 晚 3 个工作日

排不出日期：2 项
  FEAT-004 Ice cream：没有估算工时
  FEAT-005 Bicycle delivery：TEAM-001 没有可用的人

工作量超出人力
  REL-001 Opening day：TEAM-001 Bakers 只有 60.5 人天，工作量却有 70 人天

另外
  2027 年的放假调休安排尚未公布，其间的日期可能还会变
  关键链：FEAT-002 → FEAT-003
"""
    )


def test_long_lists_are_cut_and_say_so() -> None:
    text = remarked(most=1)
    assert "MS-001 First loaf" in text, "the latest first"
    assert "FEAT-003" not in text.partition("Good to know")[0]
    assert text.count("and 1 more; -v lists them all") == 2
    assert "REL-002" not in text, "of many releases only the late ones"
    assert "FEAT-005" in remarked(most=None)
    assert remarked(most=0) == ""


def test_nothing_is_remarked_of_a_plan_in_order() -> None:
    calm = Schedule(date(2027, 1, 11), items=SCHEDULE.items[1:2])
    assert remarked(calm) == ""
    assert remarks.counts(calm, LOOK) == ""
    assert remarks.counts(SCHEDULE, LOOK) == "late: 2, without dates: 2, more work than people: 1"


def test_a_headline_says_whose_plan_it_is_and_when_it_runs() -> None:
    assert remarks.headline(SCHEDULE, "Bakery", LOOK) == [
        "Bakery  2027-01-04 – 2027-03-10  as of 2027-01-11"
    ]
    assert remarks.headline(Schedule(date(2027, 1, 11)), "\x1b[31m", LOOK) == [
        "␛[31m  as of 2027-01-11"
    ]


# Tables


def lined(width: int, **more: Any) -> str:
    look = Look(width, Paint(False), **more)
    return "\n".join(["", *roadmap_table.as_lines(SCHEDULE, look), ""])


def test_a_table_on_80_columns_has_the_causes_below() -> None:
    assert (
        lined(80)
        == """
ID       title                       start      finish      days slack
────────────────────────────────────────────────────────────────────────────────
FEAT-001 The bakery                  2027-01-04 2027-02-05
           may start on 2027-01-04
FEAT-002 Oven                        2027-01-04 2027-01-29    15   5
           TEAM-002 · may start on 2027-01-04
FEAT-001 The bakery (remaining work) 2027-02-01 2027-02-05     5  24
           TEAM-002 · may start on 2027-02-01
FEAT-003 Sourdough | three sizes     2027-02-01 2027-03-10!   28   0 *
           TEAM-001 ×1.5, TEAM-002 · waits for FEAT-002
MS-001   First loaf                  2027-03-11 2027-03-11!
           may start on 2027-03-11
"""
    )


def test_a_wide_table_has_them_beside() -> None:
    heading, _, *rows = lined(130).strip().split("\n")
    assert len(rows) == len(SCHEDULE.items)
    names = ["ID", "title", "start", "finish", "days", "slack", "team", "cause"]
    assert heading.split() == names
    assert rows[3].endswith("2027-03-10!   28   0 * TEAM-001 ×1.5, TEAM… waits for FEAT-002")


def test_a_narrow_table_keeps_what_matters_most() -> None:
    assert (
        lined(40, language="zh-CN", glyphs=ASCII)
        == """
ID       标题                完成
----------------------------------------
FEAT-001 The bakery          2027-02-05
           may start on 2027-01-04
FEAT-002 Oven                2027-01-29
           TEAM-002 · may start on 2027~
FEAT-001 The bakery（其余工~ 2027-02-05
           TEAM-002 · may start on 2027~
FEAT-003 Sourdough | three~  2027-03-10!
           TEAM-001 ×1.5, TEAM-002 · 等~
MS-001   First loaf          2027-03-11!
           may start on 2027-03-11
"""
    )


@pytest.mark.parametrize("width", [20, 33, 60, 80, 99, 120, 160, 240])
def test_no_line_of_a_table_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(cell_width, lined(width).split("\n"))) <= max(width, 24)


def test_csv_has_one_row_an_item_and_a_mark_for_what_is_critical() -> None:
    rows = list(csv.DictReader(io.StringIO(page().text("csv"))))
    assert len(rows) == 5
    assert rows[3] == {
        "ID": "FEAT-003",
        "title": "Sourdough | three sizes",
        "start": "2027-02-01",
        "finish": "2027-03-10",
        "days": "28",
        "team": "TEAM-001 ×1.5, TEAM-002",
        "slack": "0",
        "critical": "*",
        "cause": "waits for FEAT-002",
    }
    assert rows[2]["title"] == "The bakery (remaining work)"


def test_markdown_has_charts_and_a_table() -> None:
    text = page().text("md")
    assert text.startswith("```mermaid\ngantt\n    title Bakery\n")
    table = text.partition("```\n\n")[2]
    assert table == tables.as_markdown(roadmaps.as_table(SCHEDULE, LOOK))
    assert "Sourdough \\| three sizes" in table


# JSON


def test_json_says_everything_and_every_id_once() -> None:
    document = json.loads(page().text("json"))
    assert {key: document[key] for key in ("as_of", "start", "finish")} == {
        "as_of": "2027-01-11",
        "start": "2027-01-04",
        "finish": "2027-03-10",
    }
    items = {item["id"]: item for item in document["items"]}
    assert list(items) == ["FEAT-001", "FEAT-002", "FEAT-003", "MS-001"]
    assert items["FEAT-003"] == {
        "id": "FEAT-003",
        "kind": "feature",
        "title": "Sourdough | three sizes",
        "role": "work",
        "state": "planned",
        "start": "2027-02-01",
        "finish": "2027-03-10",
        "team": "TEAM-001",
        "teams": {"TEAM-001": 1.5, "TEAM-002": 1},
        "effort": 70,
        "remaining": 70,
        "days": 28,
        "progress": None,
        "critical": True,
        "slack": 0,
        "free_slack": 0,
        "latest_start": "2027-02-01",
        "latest_finish": "2027-03-10",
        "due": "2027-03-05",
        "late": 3,
        "cause": "waits for FEAT-002",
        "bound": "dependency",
        "cause_item": "FEAT-002",
        "cause_team": None,
        "release": "REL-001",
        "waits_for": ["FEAT-002"],
        "remainder": None,
        "provisional": True,
    }
    assert items["FEAT-001"]["role"] == "summary"
    assert items["FEAT-001"]["progress"] == 0.2
    assert items["FEAT-001"]["remainder"] == {
        "start": "2027-02-01",
        "finish": "2027-02-05",
        "effort": 5,
    }
    del document["items"], document["as_of"], document["start"], document["finish"]
    assert document == {
        "milestones": ["MS-001"],
        "releases": [
            {
                "id": "REL-001",
                "title": "Opening day",
                "start": "2027-01-04",
                "finish": "2027-03-10",
                "written": {"start": None, "freeze": "2027-03-05", "end": None, "finished": None},
                "due": "2027-03-05",
                "late": 3,
            },
            {
                "id": "REL-002",
                "title": "Summer menu",
                "start": None,
                "finish": None,
                "written": {"start": None, "freeze": None, "end": None, "finished": None},
                "due": None,
                "late": 0,
            },
            {
                "id": "REL-003",
                "title": "Winter menu",
                "start": "2026-09-01",
                "finish": "2026-09-30",
                "written": {"start": None, "freeze": None, "end": None, "finished": None},
                "due": None,
                "late": 0,
            },
            {
                "id": "REL-004",
                "title": "Third shop",
                "start": "2027-09-01",
                "finish": "2027-12-01",
                "written": {"start": None, "freeze": None, "end": "2027-12-31", "finished": None},
                "due": "2027-12-31",
                "late": 0,
            },
        ],
        "unscheduled": [
            {"id": "FEAT-004", "title": "Ice cream", "reason": "no estimate"},
            {"id": "FEAT-005", "title": "Bicycle delivery", "reason": "TEAM-001 has nobody"},
        ],
        "chain": ["FEAT-002", "FEAT-003"],
        "late": ["FEAT-003", "MS-001"],
        "load": [
            {
                "team": "TEAM-001",
                "week": "2027-02-01",
                "used": 7.5,
                "capacity": 10,
                "share": 0.75,
            },
            {"team": "TEAM-002", "week": "2027-01-11", "used": 5, "capacity": 0, "share": None},
        ],
        "overloads": [
            {"container": "REL-001", "team": "TEAM-001", "needed": 70, "available": 60.5}
        ],
        "provisional_years": [2027],
    }


def test_json_is_the_same_in_every_language() -> None:
    chinese = page(look=Look(80, Paint(False), "zh-CN"))
    assert chinese.text("json") == page().text("json")


def test_json_of_nothing() -> None:
    document = json.loads(page(Schedule(date(2027, 1, 11))).text("json"))
    assert (document["start"], document["finish"], document["items"]) == (None, None, [])
    assert all(not document[key] for key in document if key not in ("as_of",))


# Formats and files


@pytest.mark.parametrize("format", ENDINGS)
def test_every_format_has_a_text_and_files(format: str) -> None:
    shown = page()
    assert shown.text(format)
    assert list(shown.files(format)) == [f"roadmap.{ENDINGS[format]}"]
    assert all(text.endswith("\n") for text in shown.files(format).values())
    nothing = page(Schedule(date(2027, 1, 11)))
    assert nothing.text(format).isprintable() or format in ("json", "md", "csv", "svg")


def test_a_long_plan_has_a_file_for_every_chart() -> None:
    plan = workspace_of(
        "releases: [{id: REL-001, title: One}]\nfeatures:\n"
        + "".join(
            f"  - {{id: FEAT-{n:03}, title: t{', release: REL-001' if n > 3 else ''}}}\n"
            for n in range(70)
        )
    )
    lines = "\n".join(f"FEAT-{n:03} 2027-01-04..2027-01-08" for n in range(70))
    shown = replace(page(schedule_of(plan, "2027-01-04", lines)), workspace=plan)
    names = ["roadmap-REL-001-1", "roadmap-REL-001-2", "roadmap-none"]
    assert list(shown.files("svg")) == [f"{name}.svg" for name in names]
    assert list(shown.files("mermaid")) == [f"{name}.mmd" for name in names]
    text = shown.text("mermaid")
    assert [line for line in text.split("\n") if line.startswith("%%")] == [
        "%% 1/3 REL-001 One 1/2",
        "%% 2/3 REL-001 One 2/2",
        "%% 3/3 no release",
    ]
    assert text.split("\n\n")[1].split("\n")[1] == "gantt"
    assert shown.text("md").count("```mermaid\n") == 3
    assert "\n### REL-001 One 2/2\n" in shown.text("md")


# What is shown


def ids(schedule: Schedule) -> list[str]:
    return list(dict.fromkeys(one.id for one in schedule.items))


def test_all_is_shown_unless_something_is_asked_for() -> None:
    assert selected(SCHEDULE, PLAN) is SCHEDULE


def test_a_team_shows_what_it_does_and_what_names_it() -> None:
    found = selected(SCHEDULE, PLAN, team="TEAM-001")
    assert ids(found) == ["FEAT-003"]
    assert [one.entry.id for one in found.unscheduled] == ["FEAT-005"]
    assert {one.team.id for one in found.load} == {"TEAM-001"}
    assert (found.start, found.finish) == (date(2027, 2, 1), date(2027, 3, 10))
    builders = selected(SCHEDULE, PLAN, team="TEAM-002")
    assert ids(builders) == ["FEAT-001", "FEAT-002", "FEAT-003"]
    assert [one.role for one in builders.items if one.id == "FEAT-001"] == [
        Role.SUMMARY,
        Role.REMAINDER,
    ]
    assert builders.overloads == ()


def test_a_release_shows_its_items_dates_and_overloads() -> None:
    found = selected(SCHEDULE, PLAN, release="REL-001")
    assert ids(found) == ["FEAT-001", "FEAT-002", "FEAT-003", "MS-001"]
    assert found.unscheduled == ()
    assert [one.entry.id for one in found.releases] == ["REL-001"]
    assert found.overloads == SCHEDULE.overloads
    empty = selected(SCHEDULE, PLAN, release="REL-004")
    assert (ids(empty), empty.start, empty.provisional_years) == ([], None, ())


def test_a_query_shows_what_it_holds_for() -> None:
    found = selected(SCHEDULE, PLAN, where=lambda entry: "hot" in entry.item.tags)
    assert ids(found) == ["FEAT-002"]
    assert found.unscheduled == ()
    assert found.provisional_years == (2027,)
    assert found.chain == SCHEDULE.chain, "the plan stays as it is"
