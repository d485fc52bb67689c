"""The roadmap says when everything happens, why then, and what is late."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.documents.example import SETTINGS, Run, put
from tests.documents.roadmaps import AS_OF, bars, chapter, charts, roadmap, rows

from pmkit.store.tree import MARKER

PLAN = """
releases:
  - id: REL-001
    title: Spring
    version: 1.0
    status: open
    start: 2026-12-01
    freeze: 2026-12-24
    end: 2027-01-08
    milestones:
      - {id: MS-001, title: Trial, date: 2026-12-11, finished: 2026-12-09, status: met}
      - {id: MS-002, title: Freeze, date: 2026-12-24, depends_on: [FEAT-001]}
  - {id: REL-002, title: Summer, start: 2027-02-01, end: 2027-03-26}
teams:
  - {id: TEAM-001, title: Backend, size: 1}
features:
  - id: FEAT-001
    title: Import
    release: REL-001
    team: TEAM-001
    features:
      - {id: FEAT-002, title: Sketch, estimate: 3d, status: done, started: 2026-12-01,
         finished: 2026-12-03}
      - {id: FEAT-003, title: Upload, estimate: 5d, status: in_progress, started: 2026-12-08,
         progress: 40%}
      - {id: FEAT-004, title: Mapping, estimate: 10d, depends_on: [FEAT-003]}
  - {id: FEAT-005, title: Merge, release: REL-002, estimate: 4d, team: TEAM-001}
  - {id: FEAT-006, title: Search, release: REL-002}
  - {id: FEAT-007, title: Fax, estimate: 2d, status: on_hold}
"""
NOW = "Now, next, later"


@pytest.fixture(scope="module")
def english() -> str:
    return roadmap(PLAN)


@pytest.fixture(scope="module")
def chinese() -> str:
    return roadmap(PLAN, language="zh-CN")


def test_the_chapters(english: str, chinese: str) -> None:
    assert [line[3:] for line in english.splitlines() if line.startswith("## ")] == [
        "1 Overview",
        "2 Now, next, later",
        "3 Gantt charts",
        "4 Milestones",
        "5 Dates",
        "6 Critical chain",
        "7 Load of teams",
        "8 Without dates",
        "9 How to read this",
    ]
    assert [line[3:] for line in chinese.splitlines() if line.startswith("## ")] == [
        "1 概览",
        "2 现在、接下来、以后",
        "3 甘特图",
        "4 里程碑",
        "5 排期明细",
        "6 关键链",
        "7 团队负荷",
        "8 未排期",
        "9 阅读说明",
    ]


def test_the_overview_says_how_it_stands(english: str, chinese: str) -> None:
    assert chapter(english, "Overview").startswith(
        "As of 15 December 2026, the plan runs from 8 December 2026 to 4 February 2027. "
        "It holds 4 items of work: 1 finished, 1 under way, 2 to begin. "
        "Another 2 cannot be dated; a chapter below says why. "
        "2 items of work finish late, at most by 5 working days: "
        "FEAT-001 Import, FEAT-004 Mapping. "
        "Milestones that come later than planned: MS-002 Freeze (5 working days late). "
        "1.0 Spring ends on 31 December 2026; "
        "its development ends 5 working days after the freeze. "
        "Summer ends on 4 February 2027, in time."
    )
    assert chapter(chinese, "概览").startswith(
        "按 2026年12月15日的情况，计划从 2026年12月8日排到 2027年2月4日。"
        "共 4 项工作：已完成 1 项，进行中 1 项，未开始 2 项。"
        "另有 2 项还排不出日期，原因见「未排期」一章。"
        "有 2 项工作会逾期，最多晚 5 个工作日：FEAT-001 Import、FEAT-004 Mapping。"
        "要推迟的里程碑：MS-002 Freeze（晚 5 个工作日）。"
        "1.0 Spring 预计 2026年12月31日完成，其中开发工作比冻结日期晚 5 个工作日。"
        "Summer 预计 2027年2月4日完成，按期。"
    )


def test_a_whole_that_misses_its_own_day_is_late_even_if_no_part_has_one() -> None:
    text = roadmap("""
features:
  - id: FEAT-001
    title: Import
    due: 2026-12-16
    stories: [{id: US-001, as_a: user, i_want: to upload, estimate: 4d}]
""")
    assert "FEAT-001 Import finishes 2 working days after it is due." in text


def test_releases_against_their_days(english: str) -> None:
    first, second = rows(chapter(english, "Overview"))
    assert first.endswith(
        "| 1.0 Spring | Open | 2026-12-01 | 2026-12-31 | 2026-12-24 | 2027-01-08 "
        "| 5 working days late | 27% |"
    )
    assert second.endswith(
        "| Summer | Planned | 2027-02-01 | 2027-02-04 |  | 2027-03-26 | on time | 0% |"
    )


def test_now_next_and_later(english: str) -> None:
    assert rows(chapter(english, NOW, "Now")) == [
        "| [FEAT-003](#FEAT-003) | Upload | 1.0 | In progress | 40% | 2026-12-17 |",
        "| [FEAT-004](#FEAT-004) | Mapping | 1.0 | Draft |  | 2026-12-31 |",
    ]
    assert "The release that follows: Summer." in chapter(english, NOW, "Next")
    assert rows(chapter(english, NOW, "Next")) == [
        "| [FEAT-005](#FEAT-005) | Merge | Summer | Draft | 2027-02-04 |"
    ]
    assert rows(chapter(english, NOW, "Later")) == [
        "| [FEAT-006](#FEAT-006) | Search | Summer | Draft |",
        "| [FEAT-007](#FEAT-007) | Fax |  | On hold |",
    ]


def test_a_chart_for_each_release(english: str) -> None:
    spring, summer = charts(english)
    assert "title 1.0 Spring\n" in spring
    assert [bar.partition(" :")[0] for bar in bars(spring)] == [
        "FEAT-001 Import",
        "FEAT-002 Sketch",
        "FEAT-003 Upload",
        "FEAT-004 Mapping",
        "MS-001 Trial",
        "MS-002 Freeze",
    ]
    assert "FEAT-004 Mapping :bar-FEAT-004, 2026-12-18, 2027-01-01" in spring
    assert bars(summer) == ["FEAT-005 Merge :crit, bar-FEAT-005, 2027-02-01, 2027-02-05"]


def test_milestones_and_how_far_off_they_are(english: str, chinese: str) -> None:
    trial, freeze = rows(chapter(english, "Milestones"))
    assert trial.endswith("| Trial | 1.0 | 2026-12-11 | 2026-12-09 | 2 calendar days early | Met |")
    assert freeze.endswith(
        "| Freeze | 1.0 | 2026-12-24 | 2026-12-31 | 5 working days late | Planned |"
    )
    assert [row.split(" | ")[-2] for row in rows(chapter(chinese, "里程碑"))] == [
        "早 2 天",
        "晚 5 个工作日",
    ]


def test_every_date_has_its_reason(english: str, chinese: str) -> None:
    assert rows(chapter(english, "Dates", "1.0 Spring"))[-2:] == [
        '| <a id="FEAT-003"></a>FEAT-003 | └ Upload | 2026-12-08 | 2026-12-17 | 3 | Backend '
        "| 21 |  | under way since 2026-12-08 |",
        '| <a id="FEAT-004"></a>FEAT-004 | └ Mapping | 2026-12-18 | 2026-12-31 | 10 | Backend | 21 '
        "| 2026-12-24 (5 working days late) | waits for [FEAT-003](#FEAT-003) |",
    ]
    assert "| Backend | **0** | Summer starts on 2027-02-01 |" in english
    assert "| 2026-12-24（晚 5 个工作日） | 等 [FEAT-003](#FEAT-003)" in chinese
    assert "| Backend | **0** | Summer 从 2027-02-01 开始 |" in chinese


def test_teams_and_iterations_are_called_by_name() -> None:
    text = roadmap("""
teams: [{id: TEAM-001, title: Backend, size: 1}]
iterations: [{id: IT-001, title: Sprint 7, start: 2027-01-04, end: 2027-01-15}]
features:
  - {id: FEAT-001, title: Import, estimate: 3d, team: TEAM-001, iteration: IT-001}
  - {id: FEAT-002, title: Export, estimate: 3d, team: TEAM-001, iteration: IT-001}
""")
    assert "| Sprint 7 starts on 2027-01-04 |" in text
    assert "| Backend is busy with [FEAT-001](#FEAT-001) until 2027-01-06 |" in text
    assert "TEAM-001" not in text
    assert "IT-001" not in text


def test_the_critical_chain_is_told_link_by_link() -> None:
    text = chapter(
        roadmap("""
features:
  - {id: FEAT-001, title: Import, estimate: 3d}
  - {id: FEAT-002, title: Mapping, estimate: 2d, depends_on: [FEAT-001]}
  - {id: FEAT-003, title: Undo, estimate: 1d}
"""),
        "Critical chain",
    )
    assert text.startswith("The end of the plan, 21 December 2026, hangs on this chain:")
    assert [row.split(" | ")[1] for row in rows(text)] == ["Import", "Mapping"]


def test_the_load_of_a_team_by_week() -> None:
    text = chapter(
        roadmap("""
teams: [{id: TEAM-001, title: Backend, size: 2}]
features:
  - {id: FEAT-001, title: Import, estimate: 6d, team: TEAM-001}
"""),
        "Load of teams",
    )
    assert rows(text) == ["| 2026-12-14 | 4 / 8 (50%) |", "| 2026-12-21 | 2 / 10 (20%) |"]


def test_more_work_than_people_is_named() -> None:
    text = chapter(
        roadmap("""
releases: [{id: REL-001, title: Spring, end: 2026-12-18}]
teams: [{id: TEAM-001, title: Backend, size: 1}]
features:
  - {id: FEAT-001, title: Import, estimate: 6d, team: TEAM-001, release: REL-001}
"""),
        "Load of teams",
    )
    assert "More is assigned here than the team can do:" in text
    assert "| Spring | Backend | 6 | 4 | 2 |" in text


def test_long_plans_are_loaded_by_month_and_not_by_week() -> None:
    text = chapter(
        roadmap("""
teams: [{id: TEAM-001, title: Backend, size: 1}]
features:
  - {id: FEAT-001, title: Import, estimate: 300d, team: TEAM-001}
"""),
        "Load of teams",
    )
    assert "| Month | Backend |" in text
    assert len(rows(text)) == 15
    assert rows(text)[1] == "| 2027-01 | 20 / 20 (100%) |"


def test_what_has_no_dates_is_listed_with_the_reason(english: str, chinese: str) -> None:
    assert rows(chapter(english, "Without dates")) == [
        '| <a id="FEAT-006"></a>FEAT-006 | Search | no estimate |',
        '| <a id="FEAT-007"></a>FEAT-007 | Fax | on hold |',
    ]
    assert "| Search | 没有估算工时 |" in chapter(chinese, "未排期")


def test_dates_that_may_still_move_are_called_provisional() -> None:
    plan = """
calendars: [{id: CAL-001, title: China, country: CN}]
features:
  - {id: FEAT-001, title: Import, estimate: 30d}
"""
    settings = "schedule: {as_of: 2026-12-15, calendar: CAL-001}\n"
    assert "Provisional: the make-up working days of 2027 are not announced" in roadmap(
        plan, settings
    )
    assert "暂定：2027 年的调休安排还没有公布" in roadmap(plan, settings, "zh-CN")
    assert "Provisional" not in roadmap(plan, settings.replace("2026-12-15", "2026-03-02"))


def test_what_an_item_takes_beyond_its_parts_has_a_row_of_its_own() -> None:
    text = roadmap("""
features:
  - id: FEAT-001
    title: Import
    estimate: 5d
    stories: [{id: US-001, as_a: user, i_want: to upload, estimate: 2d}]
""")
    assert [row.split(" | ")[1] for row in rows(chapter(text, "Dates"))] == [
        "**Import**",
        "└ Import (remaining work)",
        "└ to upload",
    ]
    assert text.count('<a id="FEAT-001"></a>') == 1


def test_modules_of_several_releases_stand_apart() -> None:
    text = roadmap("""
releases: [{id: REL-001, title: Spring, end: 2027-03-01}, {id: REL-002, title: Fall}]
features:
  - id: FEAT-001
    title: Contacts
    features:
      - {id: FEAT-002, title: Import, estimate: 2d, release: REL-001}
      - {id: FEAT-003, title: Merge, estimate: 2d, release: REL-002}
  - id: FEAT-004
    title: Search
    features: [{id: FEAT-005, title: Index, estimate: 2d, release: REL-001}]
""")
    assert "| **Contacts** |" in chapter(text, "Dates", "Several releases")
    titles = [row.split(" | ")[1] for row in rows(chapter(text, "Dates", "Spring"))]
    assert titles == ["**Search**", "└ Index", "Import"]


# What the document chooses


CHOSEN = AS_OF + "documents: [{template: roadmap, where: release == REL-002}]\n"


def test_a_document_of_one_release_shows_that_and_dates_it_within_the_whole_plan() -> None:
    text = roadmap(PLAN, CHOSEN)
    assert "the work in this document runs from 1 February 2027" in text
    assert [row.split(" | ")[1] for row in rows(chapter(text, "Overview"))] == ["Summer"]
    assert "Mapping" not in text
    assert "Freeze |" not in chapter(text, "Milestones")
    assert "Work that is not in this document counts, too." in chapter(text, "Load of teams")


def test_stories_and_tasks_come_with_their_feature_and_others_do_not() -> None:
    plan = """
features:
  - id: FEAT-001
    title: Import
    stories:
      - id: US-001
        as_a: user
        i_want: to upload
        tasks: [{id: TASK-001, title: Parser, estimate: 3d}]
  - {id: FEAT-002, title: Export, estimate: 2d, depends_on: [FEAT-001]}
"""
    documents = AS_OF + "documents: [{template: roadmap, where: id == ITEM}]\n"
    first = roadmap(plan, documents.replace("ITEM", "FEAT-001"))
    titles = [row.split(" | ")[1] for row in rows(chapter(first, "Dates"))]
    assert titles == ["**Import**", "└ **to upload**", "└─ Parser"]
    second = roadmap(plan, documents.replace("ITEM", "FEAT-002"))
    assert len(rows(chapter(second, "Dates"))) == 1
    assert "| waits for FEAT-001 |" in second, "no link to what is not here"


# Plans without dates


def test_without_a_day_the_document_says_what_to_write_and_shows_what_is_written() -> None:
    text = roadmap(PLAN, "")
    assert "pmkit.yaml names no day" in text
    assert "```yaml\nschedule:\n  as_of: YYYY-MM-DD\n```" in text
    assert "| 1.0 Spring | Open | 2026-12-01 | 2026-12-24 | 2027-01-08 |" in text
    assert "| Freeze | 1.0 | 2026-12-24 | Planned |" in text.replace("|  |", "|")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## 1 Overview",
        "## 2 Milestones",
    ]
    assert "pmkit.yaml 没有写明按哪一天的情况排期" in roadmap(PLAN, "", "zh-CN")


def test_the_start_of_the_plan_stands_in_for_the_day() -> None:
    assert "As of 4 January 2027, the plan runs" in roadmap(PLAN, "schedule: {start: 2027-01-04}\n")


def test_a_plan_without_work_has_no_empty_chapters() -> None:
    text = roadmap("goals: [{id: GOAL-001, title: Grow}]\n")
    assert text.endswith("## 1 Overview\n\nThere is no work to schedule.\n")


def test_without_estimates_everything_is_listed_and_nothing_drawn() -> None:
    text = roadmap("features: [{id: FEAT-001, title: Import}]\n")
    assert "1 item of work cannot be dated; a chapter below says why.\n" in text
    assert "Work without a release or without dates.\n" in chapter(text, "Now, next, later")
    assert not charts(text)
    assert rows(chapter(text, "Without dates")) == [
        '| <a id="FEAT-001"></a>FEAT-001 | Import | no estimate |'
    ]
    assert "How to read this" not in text


def test_finished_plans_are_drawn_as_they_went() -> None:
    text = roadmap("""
features:
  - {id: FEAT-001, title: Import, estimate: 3d, status: done, started: 2026-12-01,
     finished: 2026-12-03}
""")
    assert "As of 15 December 2026, the plan runs from 1 December 2026 to 3 December 2026." in text
    assert bars(charts(text)[0]) == ["FEAT-001 Import :done, bar-FEAT-001, 2026-12-01, 2026-12-04"]


def test_it_is_written_where_the_settings_name_no_documents(root: Path, build: Run) -> None:
    put(root, MARKER, SETTINGS)
    written = build().stdout.splitlines()
    assert {"written docs/feature-list.md", "written docs/roadmap.md"} <= set(written)
