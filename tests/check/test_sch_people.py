"""People and calendars; and what is said in Chinese."""

from pathlib import Path

import pytest
from tests.check.marked_check import agree, findings
from tests.marked import files_of
from typer.testing import CliRunner

from pmkit.cli.app import application

WORK = """
features:
  - {id: FEAT-001, title: Import, team: TEAM-001, estimate: 5d}
"""
TEAMS = {
    "everybody has left": """
teams:
  - id: TEAM-001
    title: Contacts
    members:  # !! SCH061 next line
      - {name: Ann Lee, end: 2026-12-14}
      - {name: Bo Chen, allocation: 0%}
""",
    "somebody is there until today, or joins later": """
teams:
  - id: TEAM-001
    title: Contacts
    members:
      - {name: Ann Lee, end: 2026-12-15}
  - id: TEAM-002
    title: Mobile
    members:
      - {name: Bo Chen, start: 2027-12-15}
""",
    "everybody is away until the work is due": """
releases:
  - {id: REL-001, title: Spring, end: 2027-01-29}
teams:
  - {id: TEAM-001, title: Contacts, size: 2}
  - id: TEAM-004
    title: Print
    members:  # !! SCH061 next line
      - {name: Ann Lee, leave: [{start: 2026-12-15, end: 2027-02-05, reason: Parental leave}]}
  - id: TEAM-002
    title: Mobile
    members:
      - {name: Bo Chen, leave: [{start: 2026-12-15, end: 2027-01-28, reason: Military service}]}
      - {name: Cy Dow, start: 2027-02-01}
  - id: TEAM-003
    title: Web
    members:
      - {name: Di Ek, leave: [{start: 2026-12-15, end: 2027-02-05}]}
tasks:
  - {id: TASK-001, title: Scan, team: TEAM-004, estimate: 2d, release: REL-001}
  - {id: TASK-002, title: Dial, team: TEAM-002, estimate: 2d, release: REL-001}
  - {id: TASK-003, title: Link, team: TEAM-003, estimate: 2d, release: REL-001}
  - {id: TASK-004, title: Logo, team: TEAM-003, estimate: 2d}
""",
    "everybody is away for a hundred years": """
teams:
  - id: TEAM-001
    title: Contacts
    members:  # !! SCH061 next line
      - {name: Ann Lee, leave: [{start: 2026-12-01, end: 2126-12-31}]}
""",
    "away only over the weekend before the work is due": """
teams:
  - id: TEAM-001
    title: Contacts
    members:
      - {name: Ann Lee, leave: [{start: 2026-12-15, end: 2026-12-17}]}
tasks:
  - {id: TASK-001, title: Scan, team: TEAM-001, estimate: 1d, due: 2026-12-18}
""",
    "a size of nobody": """
teams:
  - id: TEAM-001  # !! SCH061
    title: Contacts
    size: 0
""",
    "what could not be read may have been the members": """
teams:
  - id: TEAM-001
    title: Contacts
    size: two
  - {id: TEAM-002, title: Mobile, size: 2}
""",
}


@pytest.mark.parametrize("example", TEAMS.values(), ids=list(TEAMS))
def test_teams(example: str) -> None:
    assert agree(example.rstrip("\n") + WORK, as_of="2026-12-15")


def test_teams_that_are_names_only_are_left_alone() -> None:
    names = "teams:\n  - {id: TEAM-001, title: Contacts}"
    assert findings(names + WORK) == []
    assert findings(names + WORK.replace(", estimate: 5d", ""), "2026-12-15") == []
    assert findings(names + WORK.replace("estimate: 5d", "estimate: 5d, status: done")) == []
    assert [one.code for one in findings(names + WORK, "2026-12-15")] == ["SCH061"]


NEEDS = """
teams:
  - id: TEAM-001
    title: Contacts
    members:
      - {name: Ann Lee, end: 2027-06-30}
      - {name: Bo Chen, start: 2027-07-01}
      - {name: Cy Diaz, allocation: 50%}
features:
  - {id: FEAT-001, title: Import, needs: {TEAM-001: 1.5}}
  - {id: FEAT-002, title: Export, needs: {TEAM-001: 1.6}}  # !! SCH062
  - {id: FEAT-003, title: Search, needs: {TEAM-001: 9}, status: done}
  - {id: FEAT-004, title: Print, needs: {TEAM-001: -1}}  # !! SCH063
"""


def test_as_many_as_there_are_at_once() -> None:
    assert agree(NEEDS)
    (found, _) = findings(NEEDS)
    assert (found.values["people"], found.values["most"]) == ("1.6", "1.5")


def test_less_than_nobody() -> None:
    assert agree("""
teams:
  - id: TEAM-001
    title: Contacts
    size: -2  # !! SCH063
  - id: TEAM-002
    title: Mobile
    members:
      - name: Ann Lee
        allocation: -50%  # !! SCH063
""")


def test_a_person_may_share_out_and_may_move_on() -> None:
    assert agree("""
teams:
  - id: TEAM-001
    title: Contacts
    members:
      - {name: Ann Lee, end: 2027-01-31}
      - {name: Bo Chen, allocation: 60%}
      - {name: Cy Diaz, end: 2027-01-31}
  - id: TEAM-002
    title: Mobile
    members:
      - {name: Ann Lee, start: 2027-02-01}
      - name: Bo Chen  # !! SCH064
        allocation: 50%
      - name: Cy Diaz  # !! SCH064
        start: 2027-01-31
""")


CALENDARS = {
    "a plan without a last day is looked at for a year": """
calendars:
  - {id: CAL-001, title: A, days_off: [{start: 2026-12-01, end: 2027-12-14}]}
  - id: CAL-002
    title: B
    days_off: [{start: 2026-12-01, end: 2031-12-31}]  # !! SCH071
""",
    "a week of no days is none": """
calendars:
  - id: CAL-001
    title: A
    weekdays: []  # !! SCH071
  - {id: CAL-002, title: B, weekdays: }
  - {id: CAL-003, title: C, weekdays: [sun]}
""",
    "codes that are known, as people write them": """
calendars:
  - {id: CAL-001, title: A, country: CN}
  - {id: CAL-002, title: B, country: cn}
  - {id: CAL-003, title: C, country: DE, subdivision: BY}
  - {id: CAL-004, title: D, country: CN, days_off: [{start: 2027-01-01}]}
""",
    "parts of a country": """
calendars:
  - id: CAL-001
    title: Munich
    country: DE
    subdivision: XX  # !! SCH072
""",
    "a stretch of days off is no plan unless it outlasts it": """
calendars:
  - {id: CAL-001, title: A, days_off: [{start: 2026-12-01, end: 2027-01-28}]}
  - id: CAL-002
    title: B
    days_off:  # !! SCH071 next line
      - {start: 2026-12-01, end: 2027-01-15}
      - {start: 2027-01-16, end: 2027-02-01}
  - id: CAL-003
    title: C
    days_off: [{start: 2026-12-01, end: 2027-01-29}]
    weekdays: [sun]
  - id: CAL-004
    title: D
    days_off: [{start: 2026-12-01, end: 2027-01-29}]
    extra_days: [2027-01-30]
releases:
  - {id: REL-001, title: Spring release, end: 2027-01-31}
""",
}


def test_days_off_until_the_end_of_time() -> None:
    calendar = "{id: CAL-001, title: A, days_off: [{start: 2026-12-01, end: 9999-12-31}]}"
    (one,) = findings(f"calendars:\n  - {calendar}\n", as_of="2026-12-15")
    assert one.code == "SCH071"


@pytest.mark.parametrize("example", CALENDARS.values(), ids=list(CALENDARS))
def test_calendars(example: str) -> None:
    assert agree(example, as_of="2026-12-15")


@pytest.mark.parametrize(
    ("country", "better"), [("China", "CN"), ("Germany", "DE"), ("UKK", ""), ("中国", "")]
)
def test_a_country_is_two_letters(country: str, better: str) -> None:
    (one,) = findings(f"calendars:\n  - {{id: CAL-001, title: A, country: {country}}}\n")
    assert one.code == "SCH072"
    if better:
        assert one.values["better"] == better


def test_a_plan_without_dates_hears_nothing() -> None:
    assert (
        findings("""
goals:
  - {id: GOAL-001, title: Grow}
releases:
  - {id: REL-001, title: Spring release}
teams:
  - {id: TEAM-001, title: Contacts}
features:
  - id: FEAT-001
    title: Import
    release: REL-001
    team: TEAM-001
    status: in_progress
    depends_on: [FEAT-002]
    stories:
      - {id: US-001, as_a: lead, i_want: import, status: done}
  - {id: FEAT-002, title: Mapping, status: done}
milestones:
  - {id: MS-001, title: Freeze, depends_on: [FEAT-001]}
""")
        == []
    )


CHINESE = """
# file: pmkit.yaml
pmkit: 1
name: 青鸟 CRM
schedule: {as_of: 2026-12-15}

# file: plan.yaml
teams:
  - {id: TEAM-001, title: 线索组, members: [陈昊]}
  - {id: TEAM-002, title: 移动组}
releases:
  - id: REL-001
    title: 2.4
    end: 2027-01-29
    capacity: {TEAM-001: 10人天}
features:
  - id: FEAT-001
    title: 批量导入
    release: REL-001
    team: TEAM-001
    estimate: 12.5人天
    due: 2027-01-08
    depends_on: [FEAT-002, FEAT-003]
  - id: FEAT-002
    title: 字段映射
    not_before: 2027-01-11
    team: TEAM-002
    estimate: 3d
  - id: FEAT-003
    title: 查重
    status: 已排期
    progress: 30%
"""
SAID = """
plan.yaml:3:10: 警告 SCH061 TEAM-002 没有成员，也没写人数，却要做 FEAT-002 \
(补上 members: 或 size:，或把工作交给别的团队)
plan.yaml:8:26: 警告 SCH051 TEAM-001 在 REL-001 的工作共 12.5 人天，超过产能 10 人天 \
(移走或砍掉 2.5 人天的工作；人手确实更多就调高产能)
plan.yaml:15:10: 错误 SCH021 FEAT-001 的截止日期是 2027-01-08，\
但它要等 FEAT-002，后者最早也要到 2027-01-11 \
(把截止日期移到 FEAT-002 的 not_before 之后，或减少 FEAT-001 的依赖)
plan.yaml:22:9: 警告 SCH042 FEAT-003 还没有估算，而 FEAT-001 在等它 \
(请估算；拿不准可以写成 {low, likely, high} 区间)
plan.yaml:24:13: 警告 SCH032 FEAT-003 的 progress 是 30%，状态却是 planned \
(把状态改成 status: in_progress，或删掉 progress)
共检查 1 个文件、6 个条目：1 个错误、4 个警告
"""


def test_it_is_said_in_chinese(tmp_path: Path) -> None:
    for path, text in files_of(CHINESE.lstrip("\n")).items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    options = ["--lang", "zh-CN", "--select", "SCH", "--format", "concise"]
    arguments = ["-C", str(tmp_path), "check", *options]
    found = CliRunner(env={"NO_COLOR": "1"}).invoke(application(), arguments)
    assert found.stdout == SAID.lstrip("\n")
