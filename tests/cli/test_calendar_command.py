"""`pmkit calendar` from outside: a month as people read it, and as programs do."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pmkit.cli.app import application
from pmkit.model.text import cell_width

PROGRAM = application()
SETTINGS = "pmkit: 1\nname: CRM\nitems: [plan]\n"
AS_OF = "schedule: {start: 2026-12-01, as_of: 2026-10-15, calendar: CAL-001}\n"
PLAN = """\
calendars:
  - id: CAL-001
    title: 北京办公室
    country: CN
    days_off: [{start: 2026-10-08, end: 2026-10-09, reason: 公司年会}]
    extra_days: [2026-10-24]
  - {id: CAL-002, title: Shop, weekdays: [tue, wed, sat], country: NL}
teams:
  - id: TEAM-001
    title: Web
    calendar: CAL-001
    members:
      - {name: 李雷, allocation: 80%}
      - {name: Wu, leave: [{start: 2026-10-16, end: 2026-10-19, reason: 婚假}]}
      - {name: He, start: 2026-10-22}
      - {name: Gone, end: 2026-03-31}
  - {id: TEAM-002, title: Shop, calendar: CAL-002, size: 2.5}
  - {id: TEAM-003, title: Idea}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan").mkdir()
    (tmp_path / "pmkit.yaml").write_text(SETTINGS + AS_OF, encoding="utf-8")
    (tmp_path / "plan/people.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, **environment: str) -> Result:
    unset = ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "TERM", "LC_ALL")
    clean: dict[str, str | None] = dict.fromkeys(unset)
    clean |= {"PMKIT_LANG": "en", "COLUMNS": "80", **environment}
    return CliRunner().invoke(PROGRAM, ["-C", str(folder), "calendar", *arguments], env=clean)


def printed(folder: Path, *arguments: str) -> Any:
    result = run(folder, *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


ENGLISH = """\
TEAM-001 Web  2026-10
CAL-001 北京办公室 · Mon to Fri · holidays of CN · weekends worked in return
李雷 80%, Wu, He

    Mon      Tue      Wed      Thu      Fri      Sat      Sun
                                 1        2        3        4
                           holiday  holiday  holiday  weekend
      5        6        7        8        9      +10       11
holiday  holiday  holiday  day off  day off      1.8  weekend
     12       13       14       15      *16       17       18
    1.8      1.8      1.8      1.8      0.8  weekend  weekend
    *19       20       21       22       23      +24       25
    0.8      1.8      1.8      2.8      2.8      2.8  weekend
     26       27       28       29       30       31
    2.8      2.8      2.8      2.8      2.8  weekend

below a day: people   + worked weekend or holiday   * somebody is on leave

working days: 17   person-days: 36.6

date                   what           why
───────────────────────────────────────────────────────────────────────────
10-01 Thu – 10-03 Sat  holiday        National Day
10-01 Thu – 10-21 Wed  not there yet  He
10-05 Mon              holiday        National Day (observed)
10-06 Tue              holiday        Day off (substituted from 09/20/2026)
10-07 Wed              holiday        Day off (substituted from 10/10/2026)
10-08 Thu – 10-09 Fri  day off        公司年会
10-10 Sat              worked         in return for 2026-10-07
10-16 Fri – 10-19 Mon  on leave       Wu: 婚假
10-24 Sat              worked         extra day of the calendar

weekly days off: 10-04, 10-11, 10-17–10-18, 10-25, 10-31
"""


def test_a_month_of_a_team(folder: Path) -> None:
    result = run(folder, "TEAM-001")
    assert result.exit_code == 0, result.output
    assert result.stdout == ENGLISH
    assert result.stderr == ""


CHINESE = """\
CAL-001 北京办公室  2026-02
周一至周五 · CN 法定节假日 · 周末调休上班

  周一    周二    周三    周四    周五    周六    周日
                                                     1
                                                  周末
     2       3       4       5       6       7       8
                                          周末    周末
     9      10      11      12      13    班14      15
                                                  周末
    16      17      18      19      20      21      22
节假日  节假日  节假日  节假日  节假日    周末    周末
    23      24      25      26      27    班28
节假日

班 周末或节假日上班

工作日：16 天

日期                     安排    说明
─────────────────────────────────────────────────────────────
02-14 周六               上班    调休，补 2026-02-20 的班
02-16 周一               节假日  农历除夕
02-17 周二 – 02-19 周四  节假日  春节
02-20 周五               节假日  休息日（由 2026-02-14 调休）
02-23 周一               节假日  休息日（由 2026-02-28 调休）
02-28 周六               上班    调休，补 2026-02-23 的班

每周休息：02-01、02-07–02-08、02-15、02-21–02-22
"""


@pytest.mark.parametrize("asked", [["CAL-001"], []])
def test_a_month_of_a_calendar_in_chinese(folder: Path, asked: list[str]) -> None:
    result = run(folder, *asked, "--month", "2026-02", PMKIT_LANG="zh-CN")
    assert result.stdout == CHINESE


YEAR = """\
TEAM-002 Shop  2026
CAL-002 Shop · Tue, Wed, Sat · holidays of NL
people: 2.5

month    working days  person-days
──────────────────────────────────
2026-01            13         32.5
2026-02            12           30
2026-03            13         32.5
2026-04            13         32.5
2026-05            13         32.5
2026-06            13         32.5
2026-07            13         32.5
2026-08            13         32.5
2026-09            14           35
2026-10            13         32.5
2026-11            12           30
2026-12            13         32.5
in all            155        387.5

date       what     why
───────────────────────────────────────────
01-01 Thu  holiday  New Year's Day
04-03 Fri  holiday  Good Friday
04-05 Sun  holiday  Easter Sunday
04-06 Mon  holiday  Easter Monday
04-27 Mon  holiday  King's Day
05-14 Thu  holiday  Ascension Day
05-24 Sun  holiday  Pentecost
05-25 Mon  holiday  Pentecost Monday
12-25 Fri  holiday  Christmas Day
12-26 Sat  holiday  Second Day of Christmas

weekly days off: 200 days
"""


def test_a_year_month_by_month(folder: Path) -> None:
    assert run(folder, "TEAM-002", "--year", "2026").stdout == YEAR


def test_a_day_off_in_the_week_is_no_weekend(folder: Path) -> None:
    lines = run(folder, "TEAM-002").stdout.split("\n")
    assert "    off      2.5      2.5      off      off      2.5  weekend" in lines


def test_a_year_with_makeup_days_to_come_says_so(folder: Path) -> None:
    text = "2099: which weekends are worked is not announced yet, so days off may still move"
    assert text in run(folder, "TEAM-001", "--month", "2099-10").stdout.split("\n")
    assert text in run(folder, "--year", "2099").stdout
    assert text in run(folder, "--year", "2099", "--format", "md").stdout
    assert text + "\n" == run(folder, "--year", "2099", "--format", "csv").stderr
    assert printed(folder, "--year", "2099")["provisional_years"] == [2099]
    assert printed(folder, "--year", "2026")["provisional_years"] == []
    assert printed(folder, "CAL-002", "--year", "2099")["provisional_years"] == []


def test_as_json(folder: Path) -> None:
    document = printed(folder, "TEAM-001", "--lang", "zh-CN")
    days = document.pop("days")
    assert document == {
        "team": {"id": "TEAM-001", "title": "Web"},
        "calendar": {"id": "CAL-001", "title": "北京办公室"},
        "start": "2026-10-01",
        "end": "2026-10-31",
        "working_days": 17,
        "person_days": 36.6,
        "provisional_years": [],
        "months": [{"month": "2026-10", "working_days": 17, "person_days": 36.6}],
    }
    assert len(days) == 31
    leave = {"name": "Wu", "kind": "leave", "reason": "婚假"}
    gone = {"name": "Gone", "kind": "left", "reason": None}
    early = {"name": "He", "kind": "not_joined", "reason": None}
    plain = {"reason": None, "instead_of": None}
    assert [days[number] for number in (0, 3, 7, 9, 15, 23)] == [
        {
            "date": "2026-10-01",
            "works": False,
            "kind": "holiday",
            "reason": "National Day",
            "instead_of": None,
            "people": 0,
            "away": [early, gone],
        },
        plain
        | {"date": "2026-10-04", "works": False, "kind": "weekend", "people": 0}
        | {"away": [early, gone]},
        plain
        | {"date": "2026-10-08", "works": False, "kind": "day_off", "people": 0}
        | {"away": [early, gone], "reason": "公司年会"},
        plain
        | {"date": "2026-10-10", "works": True, "kind": "makeup", "people": 1.8}
        | {"away": [early, gone], "instead_of": "2026-10-07"},
        plain
        | {"date": "2026-10-16", "works": True, "kind": "weekday", "people": 0.8}
        | {"away": [leave, early, gone]},
        plain
        | {"date": "2026-10-24", "works": True, "kind": "extra", "people": 2.8}
        | {"away": [gone]},
    ]


def test_as_json_without_people(folder: Path) -> None:
    document = printed(folder)
    assert (document["team"], document["person_days"]) == (None, None)
    assert {day["people"] for day in document["days"]} == {None}
    (folder / "pmkit.yaml").write_text(SETTINGS, encoding="utf-8")
    assert printed(folder, "--month", "2026-10")["calendar"] is None


def test_as_csv_every_day_has_a_row(folder: Path) -> None:
    result = run(folder, "TEAM-001", "--format", "csv")
    head, *rows = csv.reader(io.StringIO(result.stdout))
    assert head == ["date", "weekday", "what", "why", "people", "away"]
    assert [row[0] for row in rows] == [f"2026-10-{number:02}" for number in range(1, 32)]
    assert rows[3] == [
        "2026-10-04",
        "Sun",
        "weekend",
        "",
        "0",
        "He (not there yet); Gone (has left)",
    ]
    assert rows[9][2:5] == ["worked", "in return for 2026-10-07", "1.8"]
    assert rows[12][2:5] == ["working day", "", "1.8"]


def test_as_markdown(folder: Path) -> None:
    lines = run(folder, "TEAM-001", "--format", "md").stdout.split("\n")
    assert lines[0] == "**TEAM-001 Web 2026-10**"
    assert "| Mon | Tue | Wed | Thu | Fri | Sat | Sun |" in lines
    assert "|  |  |  | 1 holiday | 2 holiday | 3 holiday | 4 weekend |" in lines
    assert "| 10-16 Fri – 10-19 Mon | on leave | Wu: 婚假 |" in lines
    assert lines[-2] == "weekly days off: 10-04, 10-11, 10-17–10-18, 10-25, 10-31"
    assert not [line for line in lines if line.startswith("+")]


@pytest.mark.parametrize(
    ("schedule", "asked", "month"),
    [
        ("schedule: {start: 2026-12-01, as_of: 2026-10-15}", [], "2026-10"),
        ("schedule: {as_of: 2026-10-15}", ["--today", "2026-11-30"], "2026-11"),
        ("schedule: {as_of: 2026-10-15}", ["--month", "2027-3"], "2027-03"),
        ("", [], date.today().isoformat()[:7]),
    ],
)
def test_the_month_is_that_of_the_plan(
    folder: Path, schedule: str, asked: list[str], month: str
) -> None:
    (folder / "pmkit.yaml").write_text(SETTINGS + schedule, encoding="utf-8")
    head, week, *_ = run(folder, *asked).stdout.split("\n")
    assert head == f"no calendar  {month}"
    assert week == "Mon to Fri"


def test_a_team_of_nobody_says_so(folder: Path) -> None:
    result = run(folder, "TEAM-003")
    assert result.stderr == "TEAM-003 has neither members nor a size: nobody is there\n"
    assert "\nworking days: 17   person-days: 0\n" in result.stdout
    assert run(folder, "TEAM-002").stderr == ""


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("country: Chian", "there is no country Chian: no holidays are known; did you mean CN?"),
        ("country: XX", "there is no country XX: no holidays are known; write a code such as CN"),
        ("country: US, subdivision: XX", "US has no part XX with holidays of its own"),
    ],
)
def test_an_unknown_country_is_told(folder: Path, fields: str, told: str) -> None:
    text = f"calendars:\n  - {{id: CAL-009, title: a, {fields}}}\n"
    (folder / "plan/more.yaml").write_text(text, encoding="utf-8")
    assert run(folder, "CAL-009").stderr == told + "\n"


WRONG = [
    (["TEAM-01"], "there is no team or calendar TEAM-01: did you mean TEAM-001?"),
    (["CRM"], "there is no team or calendar CRM: there are CAL-001, CAL-002, TEAM-001, TEAM-002"),
    (["--month", "2026-13"], "2026-13 is no month: write a month such as 2026-10"),
    (["--month", "0000-01"], "0000-01 is no month"),
    (["--month", "October"], "October is no month"),
    (["--month", "２０２６-10"], "is no month"),
    (["--year", "0"], "Input should be greater than or equal to 1"),
    (["--year", "2026", "--month", "2026-01"], "--month and --year cannot be asked for together"),
]


@pytest.mark.parametrize(("asked", "told"), WRONG, ids=str)
def test_a_wrong_call_gives_2_and_says_what_to_write(
    folder: Path, asked: list[str], told: str
) -> None:
    result = run(folder, *asked, COLUMNS="200")
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_without_any_team_the_next_step_is_named(folder: Path) -> None:
    (folder / "plan/people.yaml").write_text("", encoding="utf-8")
    assert "pmkit new team adds one" in run(folder, "TEAM-001").stderr


def test_text_from_files_is_not_obeyed(folder: Path) -> None:
    text = PLAN.replace("title: Web", 'title: "::error::\\e[31m |x|"').replace(
        "reason: 婚假", 'reason: "<b>\\u202e"'
    )
    (folder / "plan/people.yaml").write_text(text, encoding="utf-8")
    for format in ("table", "csv", "md", "json"):
        shown = run(folder, "TEAM-001", "--format", format).stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert not [line for line in shown.split("\n") if line.lstrip().startswith("::")]
    assert "&lt;b&gt;" in run(folder, "TEAM-001", "--format", "md").stdout


def test_colours_change_no_letter(folder: Path) -> None:
    shown = run(folder, "TEAM-001", FORCE_COLOR="1").stdout
    plain = re.sub("\x1b\\[[0-9;]*m", "", shown)
    assert plain != shown
    assert [line.rstrip() for line in plain.split("\n")] == ENGLISH.split("\n")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_month_fits_80_columns(folder: Path, language: str) -> None:
    for month in range(1, 13):
        shown = run(folder, "TEAM-001", "--month", f"2026-{month:02}", PMKIT_LANG=language).stdout
        assert max(map(cell_width, shown.split("\n"))) <= 80


def test_what_cannot_be_read_makes_the_code_1(folder: Path) -> None:
    (folder / "plan/broken.yaml").write_text("features:\n  - id: 'never closed\n", "utf-8")
    result = run(folder, "TEAM-001")
    assert result.exit_code == 1
    assert result.stdout == ENGLISH
