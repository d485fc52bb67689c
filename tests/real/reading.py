"""What a reader finds in a roadmap: the first and the last day of every row, in each format."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

from typer.testing import CliRunner

from pmkit.cli.app import application

Dates = dict[str, tuple[date, date]]

_PROGRAM = application()
_ID = r"[A-Z]+(?:-\d+)+"
_DAY = r"\d{4}-\d\d-\d\d"
_MERMAID = re.compile(rf"^    ({_ID}) .*bar-\S+, ({_DAY}), (0d|{_DAY})$", re.M)
_TEXT = re.compile(rf"^ *({_ID}) .* ({_DAY}) ({_DAY})(?: |$)", re.M)
_SVG = "{http://www.w3.org/2000/svg}"
_TOOLTIP = re.compile(rf"({_ID}) .*? · ({_DAY})(?: – ({_DAY}))?(?: ·|$)")


def printed(folder: Path, *arguments: str, width: int = 160) -> tuple[int, str]:
    """The exit code of a command, and what it prints."""
    environment = {"PMKIT_LANG": "en", "NO_COLOR": "1", "COLUMNS": str(width)}
    result = CliRunner().invoke(_PROGRAM, ["-C", str(folder), *arguments], env=environment)
    return result.exit_code, result.stdout


def roadmap(folder: Path, format: str, *options: str, width: int = 160) -> str:
    """The roadmap of a plan in a format."""
    return printed(folder, "roadmap", "--format", format, *options, width=width)[1]


def dates(format: str, text: str) -> Dates:
    """The days of every row of a roadmap; a row that is there twice is an error."""
    readers = {
        "json": _in_json,
        "csv": _in_csv,
        "mermaid": _in_mermaid,
        "md": _in_mermaid,
        "svg": _in_svg,
        "gantt": _in_text,
        "table": _in_text,
    }
    found: Dates = {}
    for item, start, finish in readers[format](text):
        assert item not in found, f"{item} is there twice"
        found[item] = date.fromisoformat(start), date.fromisoformat(finish)
    return found


_Rows = Iterator[tuple[str, str, str]]


def _in_json(text: str) -> _Rows:
    document = json.loads(text)
    for one in document["items"]:
        yield one["id"], one["start"], one["finish"]
    for one in document["releases"]:
        written = one["written"]
        finish = written["finished"] or written["end"]
        if finish:
            yield one["id"], written["start"] or finish, finish


def _in_csv(text: str) -> _Rows:
    for row in csv.DictReader(StringIO(text)):
        yield row["ID"], row["start"], row["finish"]


def _in_mermaid(text: str) -> _Rows:
    for item, start, end in _MERMAID.findall(text):
        last = start if end == "0d" else str(date.fromisoformat(end) - timedelta(1))
        yield item, start, last


def _in_text(text: str) -> _Rows:
    yield from _TEXT.findall(text)


def _in_svg(text: str) -> _Rows:
    for chart in marks(text):
        for one in chart:
            yield one.id, one.start, one.finish


@dataclass(frozen=True)
class Mark:
    """A bar or a milestone of a picture: its days, and how far to the right it begins and ends."""

    id: str
    start: str
    finish: str
    left: float
    right: float
    is_milestone: bool


def marks(svg: str) -> list[list[Mark]]:
    """What is drawn in each chart of a picture."""
    picture = ElementTree.fromstring(svg)
    charts = (one for one in picture.iter(f"{_SVG}g") if one.get("class") == "chart")
    return [list(_marks(chart)) for chart in charts]


def _marks(chart: ElementTree.Element) -> Iterator[Mark]:
    for group in chart.iter(f"{_SVG}g"):
        kind = (group.get("class") or "").split()[:1]
        said = _TOOLTIP.match(group.findtext(f"{_SVG}title") or "")
        if kind and kind[0] in ("bar", "summary", "milestone") and said:
            item, start, finish = said.groups()
            xs = list(_across(group))
            yield Mark(
                item, start, finish or start, min(xs), max(xs), is_milestone=kind[0] == "milestone"
            )


def _across(group: ElementTree.Element) -> Iterator[float]:
    """Where the shapes of a mark are, from left to right."""
    for box in group.iter(f"{_SVG}rect"):
        left = float(box.get("x") or 0)
        yield from (left, left + float(box.get("width") or 0))
    for path in group.iter(f"{_SVG}path"):
        for command, x in re.findall(r"([MLH])(-?[\d.]+)", path.get("d") or ""):
            assert command
            yield float(x)
