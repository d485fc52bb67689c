"""The text of a Mermaid chart, trap by trap. That Mermaid reads it so: test_mermaid_parser.py."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.random_plans import random_gantt

from pmkit.charts.gantt import MOST_ROWS, Bar, DayOff, Gantt, Section
from pmkit.charts.mermaid import MOST_CHARACTERS, mermaid

MONDAY = date(2026, 3, 2)
BAR = Bar("US-001", "US-001", "Search", MONDAY, date(2026, 3, 6))


def chart(*bars: Bar, title: str = "", section: str = "") -> list[str]:
    """The lines of a chart, without indentation."""
    text = mermaid(Gantt(title, (Section(section, bars),), MONDAY))
    return [line.strip() for line in text.splitlines()]


def row(bar: Bar) -> str:
    return chart(bar)[-1]


def test_a_chart() -> None:
    gantt = Gantt(
        "青鸟 CRM 路线图",
        (
            Section(
                "REL-001 第一版",
                (
                    replace(BAR, id="FEAT-001", key="FEAT-001", name="客户列表", is_summary=True),
                    replace(BAR, is_critical=True, is_started=True, depth=1),
                    replace(BAR, id="US-002", key="US-002", is_finished=True, is_started=True),
                ),
            ),
            Section("REL-002 没有条目", ()),
            Section(
                "REL-003 第二版",
                (
                    replace(BAR, id="TASK-7", key="TASK-7", after=("US-001",), is_late=True),
                    Bar(
                        "MS-1", "MS-1", "发布", MONDAY, MONDAY, is_milestone=True, is_critical=True
                    ),
                ),
            ),
        ),
        as_of=MONDAY,
        days_off=(DayOff(date(2026, 3, 7), "周末"),),
    )
    assert (
        mermaid(gantt)
        == """\
gantt
    title 青鸟 CRM 路线图
    accTitle: 青鸟 CRM 路线图
    dateFormat YYYY-MM-DD
    accDescr: 2026-03-02 – 2026-03-06
    axisFormat %m-%d
    tickInterval 1day
    todayMarker off
    section REL-001<br>第一版
    FEAT-001 客户列表 :bar-FEAT-001, 2026-03-02, 2026-03-07
    US-001 Search :crit, active, bar-US-001, 2026-03-02, 2026-03-07
    US-002 Search :done, bar-US-002, 2026-03-02, 2026-03-07
    section REL-003<br>第二版
    TASK-7 Search :bar-TASK-7, 2026-03-02, 2026-03-07
    MS-1 发布 :milestone, crit, bar-MS-1, 2026-03-02, 0d
"""
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a:b;c#d", "a#58;b#59;c#35;d"),
        ("5% growth", "5#37; growth"),
        ("%%{init: {}}%%", "#37;#37;#123;init#58; #123;#125;#125;#37;#37;"),
        ("<b>&amp;", "#60;b#62;#38;amp#59;"),
        ("{{ secrets }}", "#123;#123; secrets #125;#125;"),
        ("two\nlines\tand\r\nmore", "two lines and more"),
        ("\x1b[31m\x00", "␛[31m␀"),
        ("a\u202eb", "a#60;U+202E#62;b"),
        ("\ufffe\ud800", "#60;U+FFFE#62;#60;U+D800#62;"),
        ("ﬂ°°60¶ß", "#64258;°°60#182;ß"),
        ("ﬂ ¶ °", "ﬂ ¶ °"),
        ("a, b, 3d", "a, b, 3d"),
        ("`code` \"quoted\" 'q' \\n", "`code` \"quoted\" 'q' \\n"),
        ("Title Section Gantt Click", "Title Section Gantt Click"),
        ("客户：列表（全角）", "客户：列表（全角）"),
        ("中" * 40, "中" * 26 + "…"),
        ("x" * 10_000, "x" * 52 + "…"),
        ("e" + "\u0301" * 10_000, "e" + "\u0301" * 232 + "…"),
    ],
)
def test_names(name: str, written: str) -> None:
    assert row(replace(BAR, name=name)) == (f"US-001 {written} :bar-US-001, 2026-03-02, 2026-03-07")


@pytest.mark.parametrize(
    ("item_id", "written"),
    [
        ("gantt-1", "#103;antt-1"),
        ("inclusiveEndDates-1", "#105;nclusiveEndDates-1"),
        ("TOPAXIS-1", "#84;OPAXIS-1"),
        ("title-1", "#116;itle-1"),
        ("section-3", "#115;ection-3"),
        ("2026-01-05", "#50;026-01-05"),
        ("gantt_1", "gantt_1"),
        ("gantts-1", "gantts-1"),
        ("FEAT-1", "FEAT-1"),
    ],
)
def test_ids_at_the_beginning_of_a_row(item_id: str, written: str) -> None:
    assert row(replace(BAR, id=item_id)).startswith(f"{written} Search :")


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("US-001", "bar-US-001"),
        ("done", "bar-done"),
        ("crit", "bar-crit"),
        ("2026-01-05", "bar-2026-01-05"),
        ("k" * 60, "bar-" + "k" * 60),
        ("k" * 61, "row-1"),
    ],
)
def test_keys_are_no_tags_and_no_anchors_of_the_page(key: str, written: str) -> None:
    assert row(replace(BAR, key=key)) == f"US-001 Search :{written}, 2026-03-02, 2026-03-07"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Foundation", ["section Foundation"]),
        ("", []),
        ("a:b #1 <br>", ["section a#58;b #35;1 #60;br#62;"]),
        ("2026", ["section #50;026"]),
        ("2026-03", ["section 2026-03"]),
        ("__proto__", ["section #95;_proto__"]),
        ("REL-001 一个很长的版本标题", ["section REL-001<br>一个很长的…"]),
        ("x" * 10_000, [f"section {'x' * 12}<br>{'x' * 11}…"]),
    ],
)
def test_titles_of_sections(title: str, written: list[str]) -> None:
    lines = chart(BAR, section=title)
    assert [line for line in lines if line.startswith("section")] == written


def test_titles_of_sections_that_are_equal_or_empty() -> None:
    """Mermaid would make one section of equal ones, and put rows without one to the last."""
    sections = tuple(Section(title, (BAR,)) for title in ("", "A", "A", "", "A", ""))
    lines = mermaid(Gantt("", sections, MONDAY)).splitlines()
    assert [line.strip() for line in lines if "section" in line] == [
        "section A",
        "section A#8203;",
        "section #160;",
        "section A#8203;#8203;",
        "section #160;#8203;",
    ]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Plan: 5% #1", "Plan#58; 5#37; #35;1"),
        ("title\nsection x", "title section x"),
        ("中" * 50, "中" * 39 + "…"),
    ],
)
def test_titles_of_charts(title: str, written: str) -> None:
    assert chart(BAR, title=title)[1:3] == [f"title {written}", f"accTitle: {written}"]


def test_no_title_is_no_line_that_would_swallow_the_next() -> None:
    assert chart(BAR, title=" \n")[1] == "dateFormat YYYY-MM-DD"


@pytest.mark.parametrize(
    ("days", "axis"),
    [
        (1, ["axisFormat %m-%d", "tickInterval 1day"]),
        (16, ["axisFormat %m-%d", "tickInterval 1day"]),
        (17, ["axisFormat %m-%d", "tickInterval 1week", "weekday monday"]),
        (112, ["axisFormat %m-%d", "tickInterval 1week", "weekday monday"]),
        (113, ["axisFormat %Y-%m", "tickInterval 1month"]),
        (366, ["axisFormat %Y-%m", "tickInterval 1month"]),
        (1_096, ["axisFormat %Y-%m", "tickInterval 3month"]),
        (2_000, ["axisFormat %Y-%m", "tickInterval 6month"]),
        (3_653, ["axisFormat %Y", "tickInterval 12month"]),
        (10_958, ["axisFormat %Y"]),
    ],
)
def test_axis(days: int, axis: list[str]) -> None:
    lines = chart(replace(BAR, finish=MONDAY + timedelta(days - 1)))
    words = ("axisFormat", "tickInterval", "weekday")
    assert [line for line in lines if line.startswith(words)] == axis


def test_the_last_day_there_is() -> None:
    assert row(replace(BAR, finish=date.max)).endswith(", 2026-03-02, 9999-12-31")


def test_a_chart_without_bars() -> None:
    assert chart(title="x")[0:2] == ["gantt", "title x"]


def test_labels_are_cut_where_the_chart_would_be_too_long() -> None:
    """Signs that become codes, with marks on them that take no room."""
    malicious = ("<" + "\U0001e8d0" * 3) * 99
    bars = tuple(replace(BAR, key=f"k{number}", name=malicious) for number in range(MOST_ROWS))
    sections = tuple(Section(f"{number}{malicious}", (bar,)) for number, bar in enumerate(bars))
    few, many = mermaid(Gantt("", sections[:9], MONDAY)), mermaid(Gantt("", sections, MONDAY))
    assert few.splitlines()[-1].count("#60;") == 52
    assert many.splitlines()[-1].count("#60;") == 22
    assert len(many.encode("utf-16-le")) // 2 <= MOST_CHARACTERS


@settings(max_examples=60, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_any_chart(random: Random) -> None:
    """One line a row, nothing in it that Mermaid could take for something else."""
    gantt = random_gantt(random)
    text = mermaid(gantt)
    rows = re.findall(
        r"^    [^\s:;][^:]* :(?:[a-z]+, )*(?:bar|row)-[A-Za-z0-9_-]+, \d{4}-\d\d-\d\d, \S+$",
        text,
        re.MULTILINE,
    )
    assert len(rows) == len(gantt.bars)
    assert len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert {one for one in text if not one.isprintable()} <= {"\n", "\u200b", "\u200d"}
    assert mermaid(gantt) == text
