"""What pmkit writes, Mermaid draws: its own parsers find every row, with its dates and its words.

The parsers are those of npm, for Mermaid 10, 11 and 12; ``make mermaid`` installs them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.charts.random_plans import HOSTILE, SPANS, random_gantt

from pmkit.charts.gantt import MOST_ROWS, Bar, Gantt, Section
from pmkit.charts.label import clean, row_label
from pmkit.charts.mermaid import mermaid
from pmkit.model.cells import cut

PARSER = Path(__file__).parent / "mermaid_parser"
pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed"),
    pytest.mark.skipif(
        not (PARSER / "node_modules").is_dir(),
        reason="Mermaid's parsers are not installed: make mermaid",
    ),
]
NEWEST = 12
INVISIBLE = str.maketrans("", "", " \u00a0\u200b")
DAY = date(2026, 3, 2)


def read(charts: list[Gantt], version: int, every: int = 1) -> list[dict[str, Any]]:
    """What Mermaid makes of each chart, in a place where clocks change in spring and autumn.

    Every so many charts it is asked for the picture as well, which takes its time.
    """
    run = subprocess.run(
        ["node", "read.mjs", str(version), str(every)],
        input=json.dumps([mermaid(chart) for chart in charts]),
        capture_output=True,
        encoding="utf-8",
        cwd=PARSER,
        env=os.environ | {"TZ": "Europe/Amsterdam"},
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def expected_row(bar: Bar) -> dict[str, Any]:
    end = bar.start if bar.is_milestone else bar.finish + timedelta(1)
    state = "done" if bar.is_finished else "active" if bar.is_started else ""
    tags = ["milestone" * bar.is_milestone, "crit" * bar.is_critical, state]
    return {
        "start": bar.start.isoformat(),
        "end": end.isoformat(),
        "tags": [tag for tag in tags if tag],
    }


def assert_same_sections(titles: list[str], shown: list[str]) -> None:
    """Titles come back whole or cut; what is invisible does not count."""
    for title, section in zip(titles, shown, strict=True):
        whole, seen = clean(title).translate(INVISIBLE), section.translate(INVISIBLE)
        assert seen == whole or (seen.endswith("…") and whole.startswith(seen[:-1]))


def assert_read(gantt: Gantt, found: dict[str, Any]) -> None:
    """Rows in are rows out, with their dates and words, in the data and in the picture if any."""
    assert "error" not in found, found["error"]
    keys = [row.pop("key") for row in found["rows"]]
    assert len(set(keys)) == len(keys)
    assert found["rows"] == [expected_row(bar) for bar in gantt.bars]
    title = cut(clean(gantt.title), 80)
    drawn = found.get("picture")
    for seen in [found, drawn] if drawn else [found]:
        assert [text.strip() for text in seen["labels"]] == [row_label(b, 60) for b in gantt.bars]
        assert seen["title"] == title
        assert [text for text in seen["described"] if text][:-1] == ([title] if title else [])
    assert_same_sections([one.title for one in gantt.sections for _ in one.bars], found["sections"])
    if drawn:
        titles = [one.title for one in gantt.sections if one.bars]
        assert_same_sections(titles, ["".join(lines) for lines in drawn["sections"]])
        assert drawn["other"] == []


@pytest.mark.parametrize(
    ("version", "count", "every"), [(10, 40, 8), (11, 40, 8), (NEWEST, 300, 10)]
)
def test_random_plans_are_read_as_they_are(version: int, count: int, every: int) -> None:
    plans = [random_gantt(Random(seed)) for seed in range(count)]
    for gantt, found in zip(plans, read(plans, version, every), strict=True):
        assert_read(gantt, found)


@pytest.mark.slow
@pytest.mark.parametrize("version", [10, 11, NEWEST])
def test_more_random_plans_are_drawn_as_they_are(version: int) -> None:
    plans = [random_gantt(Random(seed)) for seed in range(300, 700)]
    for gantt, found in zip(plans, read(plans, version), strict=True):
        assert_read(gantt, found)


def of(*bars: Bar) -> Gantt:
    return Gantt("", (Section("", bars),), DAY)


HOSTILE_ROWS = [
    of(*(Bar(f"k{number}", text, "", DAY, DAY) for number, text in enumerate(HOSTILE[start::8])))
    for start in range(8)
]
ONE_BAR = [
    of(Bar("a", "T-1", "", DAY, DAY + timedelta(days - 1)))
    for days in sorted({*SPANS, *(days + 1 for days in SPANS)})
]
LONGEST = Gantt(
    "<" * 10_000,
    tuple(
        Section(f"{number}{'<' * 10_000}", (Bar(f"k{number}", "T-1", "<" * 10_000, DAY, DAY),))
        for number in range(MOST_ROWS)
    ),
    DAY,
)
FIFTH, SIXTH = date(2026, 3, 5), date(2026, 3, 6)
NEIGHBOURS = of(
    Bar("a", "TASK-1", "", DAY, FIFTH),
    Bar("m", "MS-1", "", FIFTH, FIFTH, is_milestone=True),
    Bar("b", "TASK-2", "", SIXTH, date(2026, 3, 11)),
)


@pytest.fixture(scope="module")
def seen() -> dict[Gantt, dict[str, Any]]:
    """What the newest Mermaid makes of some charts, asked once."""
    charts = [*HOSTILE_ROWS, *ONE_BAR, LONGEST, NEIGHBOURS]
    return dict(zip(charts, read(charts, NEWEST), strict=True))


def test_hostile_text_at_the_beginning_of_a_row(seen: dict[Gantt, dict[str, Any]]) -> None:
    for gantt in HOSTILE_ROWS:
        assert_read(gantt, seen[gantt])


def test_bars_and_milestones_stand_at_their_days(seen: dict[Gantt, dict[str, Any]]) -> None:
    picture = seen[NEIGHBOURS]["picture"]
    x = {tick["label"]: tick["x"] for tick in picture["ticks"]}
    before, point, after = picture["marks"]
    assert before["x"] == pytest.approx(x["03-02"], abs=1)
    assert before["x"] + before["width"] == pytest.approx(x["03-06"], abs=1)
    assert point["x"] + point["width"] / 2 == pytest.approx(x["03-05"], abs=1)
    assert after["x"] == pytest.approx(x["03-06"], abs=1)


def test_every_span_has_an_axis_that_can_be_read(seen: dict[Gantt, dict[str, Any]]) -> None:
    for gantt in ONE_BAR:
        labels = [tick["label"] for tick in seen[gantt]["picture"]["ticks"]]
        assert 1 <= len(labels) <= 21
        assert len(set(labels)) == len(labels)


def test_the_longest_chart_is_not_too_long(seen: dict[Gantt, dict[str, Any]]) -> None:
    labels = seen[LONGEST]["picture"]["labels"]
    assert len(labels) == MOST_ROWS
    assert all(label.startswith("T-1 <") for label in labels)
