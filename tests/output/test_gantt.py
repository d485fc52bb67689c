"""The Gantt chart of a terminal, as people see it, and that it fits wherever it is shown."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.plans import schedule_of, workspace_of
from tests.charts.random_plans import random_gantt

from pmkit.charts.gantt import Bar, DayOff, Gantt, Section
from pmkit.charts.outline import gantts
from pmkit.model.text import cell_width
from pmkit.output.axis import Axis
from pmkit.output.colours import Paint
from pmkit.output.gantt import as_text
from pmkit.output.look import ASCII, UNICODE, Look, glyphs
from pmkit.output.roadmaps import words
from pmkit.schedule.schedule import Load, Schedule

BAKERY = workspace_of(
    """
releases:
  - {id: REL-001, title: Opening day, end: 2027-03-06}
teams:
  - {id: TEAM-001, title: Bakers, size: 2}
  - {id: TEAM-002, title: Builders, size: 3}
features:
  - id: FEAT-001
    title: The bakery
    release: REL-001
    features:
      - {id: FEAT-002, title: Oven that holds 250 °C}
      - {id: FEAT-003, title: Sourdough in three sizes}
  - {id: FEAT-004, title: Counter and till, release: REL-001}
  - {id: FEAT-005, title: Bicycle delivery}
milestones:
  - {id: MS-001, title: First loaf, release: REL-001}
"""
)
OPENING = schedule_of(
    BAKERY,
    "2027-01-11",
    """
FEAT-001  2027-01-04..2027-02-26  summary started progress=30%
FEAT-002  2027-01-04..2027-01-29  started critical progress=25% TEAM-002
FEAT-003  2027-02-01..2027-02-26  critical after=FEAT-002 TEAM-001
FEAT-004  2027-01-04..2027-01-08  finished TEAM-002
MS-001    2027-03-01              milestone critical after=FEAT-003
FEAT-005  2027-02-08..2027-03-12  late=5 due=2027-03-05 TEAM-001
""",
    load=tuple(
        Load(
            BAKERY.by_id[team],
            date(2027, 1, 11) + timedelta(7 * week),
            Fraction(used),
            Fraction(10),
        )
        for team, weeks in (("TEAM-002", (10, 10, 4)), ("TEAM-001", (0, 0, 0, 5, 9, 9, 12, 5)))
        for week, used in enumerate(weeks)
    ),
)


FAIR_PLAN = workspace_of(
    """
releases:
  - {id: REL-001, title: 元宵灯会, end: 2027-02-20}
teams:
  - {id: TEAM-001, title: 扎灯组, size: 4}
features:
  - id: FEAT-001
    title: 龙灯
    release: REL-001
    features:
      - {id: FEAT-002, title: 竹骨架}
      - {id: FEAT-003, title: 绸布蒙面与手绘鳞片（共一百零八片）}
  - {id: FEAT-004, title: 猜灯谜 🏮 小程序, release: REL-001}
milestones:
  - {id: MS-001, title: 亮灯仪式, release: REL-001}
"""
)
FAIR = schedule_of(
    FAIR_PLAN,
    "2027-01-20",
    """
FEAT-001  2027-01-13..2027-02-19  summary started progress=25% critical
FEAT-002  2027-01-13..2027-01-22  started critical progress=75% TEAM-001
FEAT-003  2027-01-25..2027-02-19  critical after=FEAT-002 TEAM-001
FEAT-004  2027-01-04..2027-01-15  finished
MS-001    2027-02-20              milestone critical late=1 due=2027-02-19 after=FEAT-003
""",
    load=tuple(
        Load(
            FAIR_PLAN.by_id["TEAM-001"],
            date(2027, 1, 18) + timedelta(7 * week),
            Fraction(used),
            Fraction(20),
        )
        for week, used in enumerate((6, 20, 20, 5, 15))
    ),
)


def shown(schedule: Schedule, width: int, **more: Any) -> str:
    look = Look(width, Paint(False), **more)
    plan = BAKERY if schedule is OPENING else FAIR_PLAN
    (chart,) = gantts(schedule, plan, words=words("release", "Bakery", look))
    return "\n".join(["", *as_text(chart, schedule.load, look), ""])


def test_a_chart_on_80_columns() -> None:
    assert (
        shown(OPENING, 80)
        == """
                                     2027-01       2027-02       2027-03
                                     04 11  18 25  01 08  15 22  01 08
                                        ▼ today 2027-01-11
── REL-001 Opening day ─────────────────┼──────────────────────────────
FEAT-004 Counter and till          ✓ ███│
FEAT-001 The bakery                  ┣━━━━━━━──────────────────┤
 FEAT-002 Oven that holds 250 °C     ███▓▓▓▓▓▓▓▓▓▓
 FEAT-003 Sourdough in three sizes      │          ▓▓▓▓▓▓▓▓▓▓▓▓▓
MS-001 First loaf                       │                        ◆
── no release ──────────────────────────┼──────────────────────────────
FEAT-005 Bicycle delivery          !    │             ░░░░░░░░░░░░░░░░░
── load ────────────────────────────────┼──────────────────────────────
TEAM-002 Builders                80%    ███████▆▄▄▄
TEAM-001 Bakers                  50%    │          ▄▄▄▆██████!!!!▄▄▄▄

█ done  ░ to do  ▓ to do, critical  ├─┤ parts  ◆ milestone  │ today  ✓ finished
! late  ▁-█ load (! too much)  1 column = 2 days
"""
    )


def test_a_chart_in_chinese() -> None:
    assert (
        shown(FAIR, 80, language="zh-CN")
        == """
                                               2027-01       2027-02
                                               04 11  18 25  01 08  15
                                                       ▼ 今天 2027-01-20
── REL-001 元宵灯会 ───────────────────────────────────┼───────────────
FEAT-004 猜灯谜 🏮 小程序                    ✓ ██████  │
FEAT-001 龙灯                                      ┣━━━━──────────────┤
 FEAT-002 竹骨架                                   █████▓
 FEAT-003 绸布蒙面与手绘鳞片（共一百零八片）           │ ▓▓▓▓▓▓▓▓▓▓▓▓▓▓
MS-001 亮灯仪式                              !         │              ◆
── 负荷 ───────────────────────────────────────────────┼───────────────
TEAM-001 扎灯组                            66%        ▃▃▃▆██████▅▂▂▂▆▆▆

█ 已做  ▓ 待做（关键）  ├─┤ 含下级  ◆ 里程碑  │ 今天  ✓ 已完成  ! 逾期  ▁-█ 负荷
每格 2 天
"""
    )


def test_a_narrow_terminal_gets_a_narrow_chart() -> None:
    assert (
        shown(OPENING, 40)
        == """
                       2027
                       01     02     03
                        ▼
── REL-001 Opening day ─┼───────────────
FEAT-004 Counter an… ✓ ██
FEAT-001 The bakery    ┣━━━─────────┤
 FEAT-002 Oven that…   ██▓▓▓▓▓
 FEAT-003 Sourdough…    │     ▓▓▓▓▓▓▓
MS-001 First loaf       │            ◆
── no release ──────────┼───────────────
FEAT-005 Bicycle de… !  │      ░░░░░░░░░
── load ────────────────┼───────────────
TEAM-002 Builders  80%  ████▅▄
TEAM-001 Bakers    50%  │     ▄▅███!!▄▄

█ done  ░ to do  ▓ to do, critical
├─┤ parts  ◆ milestone  │ today
✓ finished  ! late
▁-█ load (! too much)  1 column = 4 days
"""
    )


def test_a_simple_terminal_gets_ascii_and_a_wide_one_the_days_as_well() -> None:
    assert (
        shown(OPENING, 100, glyphs=ASCII)
        == """
                                                 2027-01       2027-02       2027-03
                                      finish     04 11  18 25  01 08  15 22  01 08
                                                    v today 2027-01-11
-- REL-001 Opening day -----------------------------+------------------------------
FEAT-004 Counter and till           x 2027-01-08 ###|
FEAT-001 The bakery                   2027-02-26 [=======__________________]
  FEAT-002 Oven that holds 250 °C     2027-01-29 ###%%%%%%%%%%
  FEAT-003 Sourdough in three sizes   2027-02-26    |          %%%%%%%%%%%%%
MS-001 First loaf                     2027-03-01    |                        *
-- no release --------------------------------------+------------------------------
FEAT-005 Bicycle delivery           ! 2027-03-12    |             -----------------
-- load --------------------------------------------+------------------------------
TEAM-002 Builders                            80%    99999997444
TEAM-001 Bakers                              50%    |          5557999999!!!!5555

# done  - to do  % to do, critical  [_] parts  * milestone  | today  x finished  ! late
1-9 load (! too much)  1 column = 2 days
"""
    )
    till = next(line for line in shown(OPENING, 130).split("\n") if "Counter" in line)
    assert till == "FEAT-004 Counter and till           ✓ 2027-01-04 2027-01-08 █████  │"


# What is drawn where


def chart_of(*bars: Bar, as_of: str = "2026-12-15", days_off: Sequence[DayOff] = ()) -> Gantt:
    return Gantt("", (Section("", bars),), date.fromisoformat(as_of), tuple(days_off))


def bar(key: str, start: str, finish: str = "", **more: Any) -> Bar:
    days = date.fromisoformat(start), date.fromisoformat(finish or start)
    return Bar(key, key, "", *days, **more)


def lines_of(gantt: Gantt, width: int = 60, **more: Any) -> list[str]:
    return list(as_text(gantt, (), Look(width, Paint(False), **more)))


def test_days_off_show_where_a_column_is_a_day() -> None:
    weekend = [DayOff(date(2026, 12, day), "") for day in (19, 20)]
    work = bar("A-1", "2026-12-18", "2026-12-21")
    after = bar("A-2", "2026-12-22", "2026-12-31")
    lines = lines_of(chart_of(work, after, days_off=weekend))
    assert lines == [
        "      2026-12",
        "      15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31",
        "      ▼ today 2026-12-15",
        "A-1   │        ░░░░░░░░░░░░",
        "A-2   │           ······   ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░",
        "",
        "░ to do  │ today  · no work  3 columns = 1 day",
    ]


def test_what_is_not_finished_never_looks_finished() -> None:
    almost = bar("A-1", "2026-12-15", "2026-12-31", is_started=True, progress=Fraction(99, 100))
    over = bar("A-2", "2026-12-15", "2026-12-15", is_started=True, progress=Fraction(2))
    row, short = lines_of(chart_of(almost, over))[3:5]
    assert row.count("█") == 50
    assert row.endswith("░")
    assert short.endswith("██░")


def test_a_summary_of_one_column_is_one_sign() -> None:
    whole = bar("A-1", "2027-03-01", "2027-03-02", is_summary=True)
    lines = lines_of(chart_of(whole, bar("A-2", "2026-12-15", "2027-12-15")))
    assert lines[3].rstrip().endswith("┼")


def test_the_day_of_the_plan_is_drawn_where_it_is_near() -> None:
    work = bar("A-1", "2027-03-01", "2027-03-31")
    near, far = (chart_of(work, as_of=day) for day in ("2027-02-20", "2025-01-01"))
    assert lines_of(near)[2].strip() == "▼ today 2027-02-20"
    assert "│" in lines_of(near)[3]
    assert "today" not in "".join(lines_of(far))
    assert lines_of(far)[2].endswith("░" * 31), "one column a day, and no room is lost"


def test_colours_change_nothing_but_colours() -> None:
    plain = shown(OPENING, 100)
    look = Look(100, Paint(True))
    (chart,) = gantts(OPENING, BAKERY, words=words("release", "Bakery", look))
    coloured = "\n".join(["", *as_text(chart, OPENING.load, look), ""])
    assert re.sub(r"\x1b\[[\d;]+m", "", coloured) == plain
    critical = next(line for line in coloured.split("\n") if "FEAT-003" in line)
    assert "\x1b[31m▓" in critical


def test_a_team_beyond_its_capacity_is_marked() -> None:
    load = [
        Load(BAKERY.by_id["TEAM-001"], date(2026, 12, 14), Fraction(3), Fraction(0)),
        Load(BAKERY.by_id["TEAM-001"], date(2026, 12, 21), Fraction(0), Fraction(10)),
        Load(BAKERY.by_id["TEAM-001"], date(2026, 12, 28), Fraction(1, 10), Fraction(10)),
    ]
    gantt = chart_of(bar("A-1", "2026-12-14", "2027-04-30"), as_of="2020-01-01")
    lines = list(as_text(gantt, load, Look(45, Paint(False))))
    assert "TEAM-001 Bakers  16% ! ▁" in lines
    assert any("load (! too much)" in line for line in lines)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, UNICODE),
        ({"LANG": "C.UTF-8"}, UNICODE),
        ({"LANG": "zh_CN.utf8"}, UNICODE),
        ({"LANG": "C"}, UNICODE),
        ({"LC_ALL": "zh_CN.GBK", "LANG": "zh_CN.UTF-8"}, ASCII),
        ({"LANG": "de_DE.ISO-8859-1@euro"}, ASCII),
        ({"LANG": "C.UTF-8", "TERM": "dumb"}, ASCII),
    ],
)
def test_simple_terminals_get_ascii(environment: dict[str, str], expected: object) -> None:
    assert glyphs(io.TextIOWrapper(io.BytesIO(), "utf-8"), environment) is expected
    assert glyphs(io.TextIOWrapper(io.BytesIO(), "gbk"), environment) is ASCII


# Whatever the plan is


@settings(max_examples=150)
@given(st.integers(0, 10_000), st.integers(1, 300), st.sampled_from(["en", "zh-CN"]))
def test_no_line_is_wider_than_the_terminal(seed: int, width: int, language: str) -> None:
    gantt = random_gantt(Random(seed))
    team = BAKERY.by_id["TEAM-001"]
    load = [
        Load(team, gantt.as_of + timedelta(7 * week), Fraction(week, 2), Fraction(10))
        for week in range(30)
    ]
    for look in (
        Look(width, Paint(False), language),
        Look(width, Paint(False), language, ASCII),
    ):
        lines = list(as_text(gantt, load, look))
        assert max(map(cell_width, lines)) <= max(width, 20)
        assert len(lines) > len(gantt.bars) + sum(bool(one.title) for one in gantt.sections)


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(DAYS, DAYS, DAYS, st.integers(9, 240))
def test_an_axis_has_a_column_for_every_day_in_order(
    one: date, other: date, third: date, room: int
) -> None:
    first, middle, last = sorted((one, other, third))
    axis = Axis(first, last, room)
    assert 0 <= axis.column(first) <= axis.column(middle) <= axis.column(last)
    assert axis.column_after(last) == axis.columns <= room
    assert all(len(line) <= room for line in axis.headings())


@pytest.mark.parametrize(
    ("days", "scale"),
    [
        (1, "3 columns = 1 day"),
        (20, "2 columns = 1 day"),
        (40, "1 column = 1 day"),
        (80, "1 column = 2 days"),
        (130, "1 column = 3 days"),
        (170, "1 column = 4 days"),
        (300, "1 column = 1 week"),
        (600, "1 column = 2 weeks"),
        (1_300, "1 column = 1 month"),
        (4_000, "1 column = 1 quarter"),
        (6_600, "1 column = half a year"),
        (15_000, "1 column = 1 year"),
        (30_000, "1 column = 2 years"),
        (3_000_000, "1 column = 200 years"),
    ],
)
def test_the_scale_is_the_finest_that_fits(days: int, scale: str) -> None:
    first = date(2026, 12, 15) if days < 1_000_000 else date(1, 1, 1)
    assert Axis(first, first + timedelta(days - 1), 45).scale.words == scale
