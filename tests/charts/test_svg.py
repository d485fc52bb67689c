"""Gantt charts as SVG: what stands where, what it says, and that no text of users is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.random_plans import random_gantt

from pmkit.charts.gantt import MOST_ROWS, Bar, DayOff, Gantt, Section
from pmkit.charts.label import clean
from pmkit.charts.svg import svg
from pmkit.charts.svg_layout import WIDTH, Layout
from pmkit.charts.svg_style import DARK, LIGHT, SCOPE, Palette, style
from pmkit.charts.words import ChartWords

WORDS = ChartWords(
    language="en",
    planned="planned",
    done="done so far",
    finished="finished",
    critical="critical",
    late="late",
    summary="summary",
    milestone="milestone",
    waits_for="waits for",
    day_off="day off",
    as_of="as of",
)
MONDAY = date(2026, 3, 2)
NAMESPACE = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "title", "desc", "style", "g", "rect", "line", "path", "circle", "text", "tspan"}
ATTRIBUTES = {
    *("viewBox", "width", "height", "role", "class", "lang", "x", "y", "x1", "y1", "x2", "y2"),
    *("cx", "cy", "r", "rx", "d", "transform", "text-anchor"),
}


def bar(key: str, first: int, last: int, **more: object) -> Bar:
    """A bar of some days, counted from a Monday."""
    one = Bar(key, key, f"Name of {key}", MONDAY, MONDAY)
    days = {"start": MONDAY + timedelta(first), "finish": MONDAY + timedelta(last)}
    return replace(one, **days, **more)  # type: ignore[arg-type]


def milestone(key: str, day: int, **more: object) -> Bar:
    return bar(key, day, day, is_milestone=True, **more)


def chart(
    *bars: Bar, title: str = "Plan", as_of: int = -99_999, days_off: tuple[int, ...] = ()
) -> Gantt:
    off = tuple(DayOff(MONDAY + timedelta(day), f"off {day}") for day in days_off)
    return Gantt(title, (Section("", bars),), MONDAY + timedelta(as_of), off)


def draw(*gantts: Gantt) -> Element:
    return ElementTree.fromstring(svg(gantts, WORDS))


def name(node: Element) -> str:
    return node.tag.removeprefix(NAMESPACE)


def every(root: Element, tag: str, class_: str = "") -> list[Element]:
    return [
        node
        for node in root.iter(NAMESPACE + tag)
        if class_ in ("", *node.get("class", "").split())
    ]


def inside(root: Element, class_: str) -> list[Element]:
    """What the groups of a class hold."""
    return [node for found in every(root, "g", class_) for node in found]


def words(root: Element, class_: str) -> list[str]:
    return ["".join(node.itertext()) for node in every(root, "text", class_)]


def numbers(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text)]


def place(node: Element) -> dict[str, float]:
    return {key: float(node.get(key, "0")) for key in ("x", "y", "width", "height")}


def ends(mark: Element) -> tuple[float, float]:
    """Where the mark of a bar begins and ends."""
    whole = next(node for node in mark if node.get("class") == "whole")
    if name(whole) == "rect":
        box = place(whole)
        return box["x"], box["x"] + box["width"]
    across = [float(x) for x in re.findall(r"[MLH](-?[\d.]+)", whole.get("d", ""))]
    return min(across), max(across)


def marks(root: Element) -> list[tuple[float, float]]:
    return [ends(mark) for mark in inside(root, "bars")]


# What stands where


def test_bars_have_the_width_of_their_days() -> None:
    root = draw(chart(bar("A", 0, 1), bar("B", 2, 5), milestone("M", 5), bar("C", 6, 9)))
    a, b, m, c = marks(root)
    day = (a[1] - a[0]) / 2
    assert b == pytest.approx((a[0] + 2 * day, a[0] + 6 * day), abs=0.1)
    assert sum(m) / 2 == pytest.approx(a[0] + 5.5 * day, abs=0.1)
    assert c == pytest.approx((b[1], a[0] + 10 * day), abs=0.1)


def test_the_part_that_is_done() -> None:
    root = draw(
        chart(
            bar("A", 0, 9, progress=Fraction(1, 4)),
            bar("B", 0, 9, progress=Fraction(0)),
            bar("C", 0, 9, progress=Fraction(1), is_finished=True),
        )
    )
    parts = [every(mark, "rect", "part") for mark in inside(root, "bars")]
    assert [len(part) for part in parts] == [1, 0, 0]
    left, right = marks(root)[0]
    assert place(parts[0][0])["x"] == left
    assert place(parts[0][0])["width"] == pytest.approx((right - left) / 4, abs=0.1)


def test_a_day_in_sixty_years_can_be_seen() -> None:
    root = draw(chart(bar("A", 0, 0), bar("B", 1, 21_914)))
    left, right = marks(root)[0]
    assert right - left == 3


def test_charts_stand_below_each_other_with_one_legend() -> None:
    one = chart(bar("A", 0, 1), title="First")
    root = draw(one, replace(one, title="Second"), replace(one, sections=()))
    assert words(root, "title") == ["First", "Second"]
    tops = [float(node.get("y", "")) for node in every(root, "text", "title")]
    bottoms = [place(mark[1])["y"] + 13 for mark in inside(root, "bars")]
    assert tops[0] < bottoms[0] < tops[1] < bottoms[1] < float(root.get("height", ""))
    assert words(root, "key") == ["planned"]


def test_nothing_to_draw() -> None:
    assert {name(node) for node in draw().iter()} == {"svg", "title", "desc", "style", "rect"}


def test_sixty_rows_have_their_axis_at_the_bottom_too() -> None:
    few, many = (
        draw(chart(*(bar(f"A{n}", n, n) for n in range(rows)))) for rows in (24, MOST_ROWS)
    )
    assert (len(every(few, "g", "axis")), len(every(many, "g", "axis"))) == (1, 2)


# The axis


@pytest.mark.parametrize(
    ("days", "upper", "lower"),
    [
        (1, ["2026-03"], ["02"]),
        (5, ["2026-03"], ["02", "03", "04", "05", "06"]),
        (80, ["2026-03", "2026-04"], ["02", "09", "16", "23", "30", "06", "13"]),
        (91, ["2026-03", "2026-04", "2026-05"], ["02", "09", "16"]),
        (365, ["2026", "2027"], ["03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "01"]),
        (1_500, ["2026", "2027", "2028", "2029"], ["Q1", "Q2", "Q3", "Q4", "Q1"]),
        (6_000, [], ["2026", "2027", "2028"]),
        (12_000, [], ["2028", "2030", "2032"]),
        (21_915, [], ["2030", "2035", "2040"]),
        (2_000_000, [], ["2000", "2500", "3000"]),
    ],
)
def test_marks_of_the_axis_suit_the_span(days: int, upper: list[str], lower: list[str]) -> None:
    root = draw(chart(bar("A", 0, days - 1)))
    assert words(root, "month")[: len(upper)] == upper
    assert words(root, "tick")[: len(lower)] == lower


@pytest.mark.parametrize(
    "days", [1, 2, 7, 20, 41, 42, 100, 300, 301, 500, 1_000, 3_000, 9_000, 20_000]
)
def test_labels_of_the_axis_have_room(days: int) -> None:
    for shift in (0, 13, 29):
        root = draw(chart(bar("A", shift, shift + days - 1)))
        for class_ in ("tick", "month"):
            found = sorted(_span_of(node) for node in every(root, "text", class_))
            assert all(one[1] <= other[0] for one, other in pairwise(found))
            assert all(one[1] <= WIDTH for one in found)
        assert every(root, "text", "tick")


def _span_of(label: Element) -> tuple[float, float]:
    """About as wide as it is drawn."""
    width, x = 5.8 * len(label.text or ""), float(label.get("x", ""))
    return (x - width / 2, x + width / 2) if label.get("text-anchor") else (x, x + width)


def test_days_off_are_shaded_run_by_run() -> None:
    root = draw(chart(bar("A", 0, 13), days_off=(5, 6, 9)))
    weekend, holiday = (node for node in inside(root, "off"))
    assert [node[0].text for node in (weekend, holiday)] == [
        "2026-03-07 – 2026-03-08 off 5, off 6",
        "2026-03-11 off 9",
    ]
    day = place(holiday)["width"]
    assert place(weekend)["width"] == pytest.approx(2 * day, abs=0.1)
    assert place(weekend)["x"] == pytest.approx(marks(root)[0][0] + 5 * day, abs=0.1)


def test_in_three_years_only_long_holidays_are_shaded() -> None:
    weekends = [day for day in range(1_096) if day % 7 > 4]
    root = draw(chart(bar("A", 0, 1_095), days_off=(*weekends, *range(210, 217))))
    assert len(inside(root, "off")) == 1
    assert "day off" in words(root, "key")
    root = draw(chart(bar("A", 0, 1_095), days_off=tuple(weekends)))
    assert "day off" not in words(root, "key")


@pytest.mark.parametrize(
    ("as_of", "shown"), [(-8, False), (-7, True), (0, True), (5, True), (17, True), (18, False)]
)
def test_the_day_of_the_plan(as_of: int, shown: bool) -> None:
    root = draw(chart(bar("A", 0, 4), bar("B", 5, 9), as_of=as_of))
    day = MONDAY + timedelta(as_of)
    assert words(root, "flag") == ([f"as of {day}"] if shown else [])
    lines = [float(node.get("x1", "")) for node in every(root, "line", "today")]
    if as_of == 5:
        assert lines == pytest.approx([marks(root)[1][0]], abs=0.1)


# Arrows


def arrow_ends(root: Element) -> list[tuple[list[float], list[float]]]:
    """Where each arrow begins, and where its head points to."""
    found = []
    for arrow in inside(root, "arrows"):
        line, head = (numbers(node.get("d", "")) for node in arrow)
        found.append((line[:2], head[:2]))
    return found


def test_an_arrow_to_a_bar_some_days_later() -> None:
    root = draw(chart(bar("A", 0, 2), bar("B", 6, 9, after=("A",))))
    a, b = marks(root)
    ((begin, end),) = arrow_ends(root)
    assert begin[0] == pytest.approx(a[1], abs=0.1)
    assert end[0] == pytest.approx(b[0], abs=0.1)
    assert end[1] - begin[1] == 26


def test_an_arrow_to_a_bar_that_follows_at_once_meets_its_upper_edge() -> None:
    root = draw(chart(bar("A", 0, 2), bar("B", 3, 9, after=("A",))))
    a, b = marks(root)
    ((begin, end),) = arrow_ends(root)
    assert begin[0] == pytest.approx(a[1], abs=0.1)
    assert b[0] < end[0] < b[0] + 15
    assert end[1] == pytest.approx(begin[1] + 26 - 6.5, abs=0.1)


def test_an_arrow_upwards_to_a_bar_that_begins_before_the_end() -> None:
    root = draw(chart(bar("B", 1, 9, after=("A",)), bar("A", 0, 5)))
    ((begin, end),) = arrow_ends(root)
    assert begin[0] == end[0]
    assert begin[1] - end[1] == 26 - 13


def test_arrows_only_between_bars_of_the_chart() -> None:
    root = draw(chart(bar("A", 0, 2, after=("A", "X")), bar("B", 3, 9, after=("A", "A"))))
    assert len(inside(root, "arrows")) == 1


def test_what_is_critical_is_drawn_last() -> None:
    critical = {"is_critical": True}
    root = draw(
        chart(
            bar("A", 0, 2, **critical),
            bar("B", 3, 9, after=("A",), **critical),
            bar("C", 3, 9, after=("A",)),
        )
    )
    assert [node.get("class") for node in inside(root, "arrows")] == ["arrow", "arrow critical"]


# What it says


def test_a_tooltip_says_everything() -> None:
    one = bar(
        "US-001",
        0,
        4,
        progress=Fraction(1, 3),
        is_critical=True,
        is_late=True,
        note="2 × Backend · waits for US-002",
    )
    root = draw(chart(one, milestone("MS-1", 4, is_finished=True)))
    assert [mark[0].text for mark in inside(root, "bars")] == [
        "US-001 Name of US-001 · 2026-03-02 – 2026-03-06 · 33% · critical · late"
        " · 2 × Backend · waits for US-002",
        "MS-1 Name of MS-1 · 2026-03-06 · finished",
    ]


def test_marks_differ_by_more_than_colour() -> None:
    root = draw(
        chart(
            bar("A", 0, 9, is_summary=True),
            bar("B", 0, 4, is_critical=True),
            bar("C", 5, 9, is_late=True),
            milestone("M", 9),
        )
    )
    assert [node.get("class") for node in inside(root, "bars")] == [
        "summary",
        "bar critical",
        "bar",
        "milestone",
    ]
    assert re.search(rf"\.{SCOPE} \.critical>\.whole{{stroke-width:2}}", style())
    assert words(root, "sign") == ["!", "!"]


def test_the_legend_has_what_occurs() -> None:
    plain = draw(chart(bar("A", 0, 4, is_finished=True)))
    assert words(plain, "key") == ["finished"]
    rich = chart(
        bar("S", 0, 9, is_summary=True, is_finished=True),
        bar("A", 0, 4, progress=Fraction(1, 2)),
        bar("B", 5, 9, is_critical=True, is_late=True, after=("A",)),
        milestone("M", 9),
        days_off=(5, 6),
    )
    assert words(draw(rich), "key") == [
        *("planned", "done so far", "finished", "critical", "summary", "milestone", "late"),
        *("waits for", "day off"),
    ]


def test_labels_are_cut_to_their_column() -> None:
    root = draw(chart(bar("FEAT-1", 0, 4), replace(bar("FEAT-2", 0, 4, depth=9), name="很长" * 99)))
    short, long = words(root, "label")
    assert short == "FEAT-1 Name of FEAT-1"
    assert long == f"FEAT-2 {'很长' * 9}很…"
    first, second = (float(node.get("x", "")) for node in every(root, "text", "label"))
    assert second - first == 4 * 14


def test_title_and_description_for_those_who_do_not_see() -> None:
    root = draw(chart(bar("A", 0, 4), title="Road <map>"))
    assert [root.get("role"), root.get("lang"), root[0].text, root[1].text] == [
        "img",
        "en",
        "Road <map>",
        "Road <map>: 2026-03-02 – 2026-03-06",
    ]


@settings(max_examples=50, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_any_charts(random: Random) -> None:
    """Well-formed, nothing but shapes and text, all text as it was, all bars at their days."""
    gantts = [random_gantt(random) for _ in range(random.choice((1, 1, 2)))]
    picture = svg(gantts, WORDS)
    assert svg(gantts, WORDS) == picture
    root = ElementTree.fromstring(picture)
    assert {name(node) for node in root.iter()} <= DRAWN
    assert {key for node in root.iter() for key in node.attrib} <= ATTRIBUTES
    assert not re.search(
        r"\d\.\d\d", re.sub(r"<(style|title|text|desc).*?</\1>", "", picture, flags=re.S)
    )
    bars = [bar for gantt in gantts for bar in gantt.bars]
    tooltips = [mark[0].text or "" for mark in inside(root, "bars")]
    for one, said in zip(bars, tooltips, strict=True):
        assert said.startswith(clean(f"{one.id} {one.name}")[:100])
        assert one.start.isoformat() in said
    for one, (expected, found) in zip(
        bars, zip(_expected(gantts), marks(root), strict=True), strict=True
    ):
        assert found == pytest.approx(expected, abs=0.11), one
        assert 0 <= found[0] < found[1] <= WIDTH


def _expected(gantts: list[Gantt]) -> Iterator[tuple[float, float]]:
    """Where marks begin and end, by the rule of three."""
    for gantt in gantts:
        scale = Layout(gantt, 0).scale
        day = (scale.right - scale.left) / (scale.last - scale.first)
        for one in gantt.bars:
            left = scale.left + (one.start.toordinal() - scale.first) * day
            width = ((one.finish - one.start).days + 1) * day
            if one.is_milestone:
                yield left + day / 2 - 7, left + day / 2 + 7
            else:
                yield left, left + max(width, 3)


# Light and dark


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21, of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast(palette: Palette) -> None:
    colours = asdict(palette)
    for text, ground in [
        *(("ink", ground) for ground in ("paper", "band", "shade")),
        *(("quiet", ground) for ground in ("paper", "shade")),
        *(("on_late", "late"), ("on_today", "today")),
    ]:
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    marks = ("arrow", "edge", "part", "finished", "bracket", "critical_edge", "critical_part")
    for mark in (*marks, "bracket_part", "milestone", "late", "today"):
        for ground in ("paper", "shade"):
            assert contrast(colours[mark], colours[ground]) >= 3, (mark, ground)
    for part, whole in (
        ("part", "bar"),
        ("critical_part", "critical"),
        ("bracket_part", "bracket"),
    ):
        assert contrast(colours[part], colours[whole]) >= 2, (part, whole)


def test_rules_touch_nothing_else_of_a_page() -> None:
    light, dark = style().split("@media (prefers-color-scheme:dark){\n")
    for rule in (*light.splitlines(), *dark.splitlines()[:-1]):
        selectors, declarations = rule.removesuffix("}").split("{")
        assert all(selector.startswith(f".{SCOPE} ") for selector in selectors.split(","))
        assert rule in light or set(re.findall(r"[\w-]+(?=:)", declarations)) <= {"fill", "stroke"}


def test_nothing_from_outside() -> None:
    picture = svg([chart(bar("A", 0, 4))], WORDS).removeprefix(
        '<svg xmlns="http://www.w3.org/2000/svg"'
    )
    assert not re.search(r"https?:|url\(|@import|href|data:", picture)
