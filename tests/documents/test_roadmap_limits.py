"""A roadmap of any plan can be read: hostile titles, many items, links that lead somewhere."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from tests.documents.roadmaps import AS_OF, bars, chapter, charts, roadmap, rows, tokens

from pmkit.charts.gantt import MOST_ROWS
from pmkit.charts.mermaid import MOST_CHARACTERS
from pmkit.documents.horizons import MOST_ROWS as MOST_IN_HORIZON
from pmkit.documents.roadmap_charts import MOST_CHARTS

HOSTILE = (
    "a | b",
    "<script>alert(1)</script>",
    "a:b;c#d %% x",
    "[click](javascript:alert)",
    "```",
    "{{ 7*7 }} *bold* `code`",
    "表格批量导入：第一期",
    "gantt",
    "done, 2026-01-01, 3d",
    "x" * 10_000,
)


def hostile() -> str:
    """A plan in which everything that can have a title has a hostile one."""
    lines = ["features:"]
    for number, title in enumerate(HOSTILE, 1):
        before = f", depends_on: [FEAT-{number - 1:03}]" if number > 1 else ""
        quoted = title.replace("'", "''")
        lines.append(
            f"  - {{id: FEAT-{number:03}, title: '{quoted}', estimate: 2d, team: TEAM-001,"
            f" release: REL-001{before}}}"
        )
    lines.append("  - {id: FEAT-099, title: '<b>', release: REL-001}")
    lines.append("teams: [{id: TEAM-001, title: '<img src=x> | y', size: 1}]")
    lines.append(
        "releases: [{id: REL-001, title: '</div> | `z`', end: 2026-12-18,"
        " milestones: [{id: MS-001, title: '<svg> | w', date: 2026-12-20, depends_on: FEAT-010}]}]"
    )
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def text() -> str:
    return roadmap(hostile())


def written(text: str) -> list[str]:
    """What a reader sees of the document's lines, as CommonMark understands them."""
    return ["".join(child.content for child in token.children or ()) for token in tokens(text)]


def test_titles_stand_in_the_tables_as_they_were_written(text: str) -> None:
    seen = written(text)
    for title in HOSTILE:
        assert title in seen


def test_no_title_becomes_markup(text: str) -> None:
    inside = [child for token in tokens(text) for child in token.children or ()]
    made = {child.content for child in inside if child.type == "html_inline"}
    assert {tag for tag in made if not re.fullmatch(r'<a id="[A-Z]+-\d+">|</a>', tag)} == set()
    links = {str(child.attrs["href"]) for child in inside if child.type == "link_open"}
    assert all(link.startswith("#") for link in links)
    opened = [token for token in tokens(text) if token.type == "html_block"]
    assert [token.content[:4] for token in opened if not token.content.startswith("<a id")] == [
        "<!--"
    ]


def test_every_row_of_a_table_has_all_its_cells(text: str) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", text, re.M):
        lines = table.splitlines()
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1, lines[0]


def test_titles_stand_in_the_charts_on_one_line_each(text: str) -> None:
    (chart,) = charts(text)
    assert len(bars(chart)) == len(HOSTILE) + 1
    assert max(map(len, chart.splitlines())) < 400
    assert "<script" not in chart


def test_the_overview_does_not_repeat_ten_thousand_characters(text: str) -> None:
    assert len(chapter(text, "Overview")) < 2_000


def test_links_lead_to_rows_and_every_row_is_there_once(text: str) -> None:
    for document in (text, roadmap(many(60), language="zh-CN")):
        anchors = re.findall(r'<a id="([^"]+)"></a>', document)
        assert len(anchors) == len(set(anchors))
        assert set(re.findall(r"\]\(#([^)]+)\)", document)) <= set(anchors)


def test_long_reasons_of_circles_are_cut() -> None:
    ring = 60
    plan = "features:\n" + "".join(
        f"  - {{id: FEAT-{number:03}, title: t, estimate: 1d,"
        f" depends_on: [FEAT-{(number + 1) % ring:03}]}}\n"
        for number in range(ring)
    )
    table = rows(chapter(roadmap(plan), "Without dates"))
    assert len(table) == ring
    assert max(map(len, table)) < 330


# Many items


def many(count: int) -> str:
    """Features of two releases with two stories each, in a row, and a thing or two without."""
    lines = [
        "releases:",
        "  - {id: REL-001, title: Spring, status: open, end: 2027-06-30}",
        "  - {id: REL-002, title: Autumn, end: 2028-12-29}",
        "teams: [{id: TEAM-001, title: Backend, size: 3}]",
        "features:",
    ]
    for number in range(count // 3):
        release = 1 if number < count // 6 else 2
        lines.append(
            f"  - id: FEAT-{number:03}\n    title: Feature {number}\n    release: REL-00{release}\n"
            f"    team: TEAM-001\n    stories:"
        )
        lines += [
            f"      - {{id: US-{number:03}{part}, as_a: user, i_want: step {part}, estimate: 2d}}"
            for part in "AB"
        ]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def large() -> str:
    return roadmap(many(200))


def test_a_plan_of_two_hundred_items(large: str) -> None:
    document = large
    for chart in charts(document):
        assert len(bars(chart)) <= MOST_ROWS
        assert len(chart.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert len(rows(chapter(document, "Dates", "Spring"))) == 99
    assert len(rows(chapter(document, "Now, next, later", "Now"))) == MOST_IN_HORIZON
    assert "Not listed here: 3 more." in chapter(document, "Now, next, later", "Now")


def test_a_long_chart_leaves_out_the_stories_and_says_so(large: str) -> None:
    spring = chapter(large, "Gantt charts", "Spring")
    (chart,) = charts(spring)
    assert len(bars(chart)) == 33
    assert "US-" not in chart
    assert "Not drawn, for the sake of legibility: 66." in spring


def test_a_chart_that_is_still_too_long_is_divided_and_in_the_end_cut_short() -> None:
    plan = "features:\n" + "".join(
        f"  - {{id: FEAT-{number:03}, title: Feature, estimate: 1d}}\n" for number in range(250)
    )
    text = chapter(roadmap(plan), "Gantt charts")
    drawn = charts(text)
    assert [len(bars(chart)) for chart in drawn] == [MOST_ROWS] * MOST_CHARTS
    assert "Not drawn, for the sake of legibility: 70." in text
    assert "title No release" not in text, "nothing has a release"


def test_a_long_critical_chain_is_told_by_its_ends() -> None:
    plan = "features:\n" + "".join(
        f"  - {{id: FEAT-{number:04}, title: t, estimate: 1d,"
        f" depends_on: [{f'FEAT-{number - 1:04}' if number else ''}]}}\n"
        for number in range(200)
    )
    text = chapter(roadmap(plan), "Critical chain")
    assert len(rows(text)) == 60
    assert "Between these and the last ones: 140 more." in text
    assert "FEAT-0039" in text
    assert "FEAT-0040 " not in text
    assert "FEAT-0199" in text


def test_a_plan_of_sixty_years_is_loaded_by_year() -> None:
    plan = """
teams: [{id: TEAM-001, title: Backend, size: 1}]
features: [{id: FEAT-001, title: Import, estimate: 7000d, team: TEAM-001}]
"""
    text = chapter(roadmap(plan), "Load of teams")
    assert "| Year | Backend |" in text
    assert len(rows(text)) == 28


def test_many_teams_are_set_side_by_side_in_several_tables() -> None:
    teams = "".join(f"  - {{id: TEAM-{n:03}, title: Team {n}, size: 1}}\n" for n in range(12))
    features = "".join(
        f"  - {{id: FEAT-{n:03}, title: F, estimate: 1d, team: TEAM-{n:03}}}\n" for n in range(12)
    )
    text = chapter(roadmap(f"teams:\n{teams}features:\n{features}"), "Load of teams")
    heads = [line for line in text.splitlines() if line.startswith("| Week of")]
    assert [head.count("Team ") for head in heads] == [5, 5, 2]


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert roadmap(many(30)) == roadmap(many(30))


def test_a_day_far_from_any_other_breaks_nothing() -> None:
    for day in (date(1, 1, 1), date(9999, 12, 31)):
        text = roadmap(many(6), f"schedule: {{as_of: {day.isoformat()}}}\n")
        assert "# CRM: roadmap" in text


def test_weeks_begin_on_monday() -> None:
    text = roadmap(many(30), AS_OF)
    weeks = [row.split(" | ")[0][2:] for row in rows(chapter(text, "Load of teams"))]
    days = [date.fromisoformat(week) for week in weeks]
    assert {day.weekday() for day in days} == {0}
    assert all(after - before == timedelta(7) for before, after in pairwise(days))
