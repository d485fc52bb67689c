"""A Gantt chart as the text of a Mermaid diagram that versions 10.3 to 12 read alike.

Mermaid loses rows, shifts dates or shows an error where text looks like its own syntax. So dates
are written out, signs of its syntax become entity codes, and no row refers to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pmkit.charts.gantt import Bar, Gantt, Section
from pmkit.charts.label import clean, row_label
from pmkit.model.cells import cut, wrapped
from pmkit.model.text import cell_width

MOST_CHARACTERS = 45_000
"""Mermaid refuses 50,001 UTF-16 units; what surrounds the chart may take some."""

_ROOM = (60, 30)
"""Cells for the label of a row, and fewer where the chart would be too long, which takes malice."""
_TITLE_CELLS = 80
_SECTION_CELLS = 12
"""What fits left of the bars, at the font size and the padding that Mermaid has by default."""
_LINES_A_ROW = 2
_LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class _Axis:
    """How days are marked on a chart of up to so many days."""

    days: int
    format: str
    interval: str


_AXES = (
    _Axis(16, "%m-%d", "1day"),
    _Axis(16 * 7, "%m-%d", "1week"),
    _Axis(425, "%Y-%m", "1month"),
    _Axis(3 * 425, "%Y-%m", "3month"),
    _Axis(6 * 425, "%Y-%m", "6month"),
    _Axis(20 * 365, "%Y", "12month"),
)
"""Twenty marks at most. More than 12 months count as 12 for Mermaid, so on longer charts it is left
to choose the years itself."""

_ACTIVE = re.compile(r"[#;:%<>&{}]|\ufb02(?=\u00b0)|\u00b6(?=\u00df)")
"""Signs of Mermaid, of HTML and of templates that a page may run; last, the pairs of letters that
Mermaid itself puts in the place of entity codes."""
_STATEMENT = re.compile(
    r"(?:gantt|inclusiveEndDates|topAxis|dateFormat|axisFormat|tickInterval|includes|excludes"
    r"|todayMarker|weekday|weekend|title|section|acc(?:Title|Descr|Description)|click|call|href"
    r"|\d{4}-\d\d-\d\d)(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
"""What a statement may begin with. ``gantt-1`` and ``inclusiveEndDates-1`` are legal ids."""
_NO_NAME_OF_A_SECTION = re.compile(r"[0-9]+|__proto__")
"""JavaScript gives these another place among the keys of an object, or none."""


def mermaid(gantt: Gantt) -> str:
    """The text of the diagram, without a code fence. Labels are cut where it would be too long."""
    text = ""
    for cells in _ROOM:
        text = "".join(f"{line}\n" for line in _lines(gantt, cells))
        if len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
            break
    return text


def _lines(gantt: Gantt, cells: int) -> Iterator[str]:
    yield "gantt"
    yield from (f"    {line}" for line in _head(gantt))
    drawn = [section for section in gantt.sections if section.bars]
    row = 0
    for section, name in zip(drawn, _section_names(drawn), strict=True):
        if name:
            yield f"    section {name}"
        for bar in section.bars:
            row += 1
            yield f"    {_row(bar, row, cells)}"


def _head(gantt: Gantt) -> Iterator[str]:
    title = _escaped(cut(clean(gantt.title), _TITLE_CELLS))
    if title:
        yield f"title {title}"
        yield f"accTitle: {title}"
    yield "dateFormat YYYY-MM-DD"
    bars = gantt.bars
    if bars:
        first, last = min(bar.start for bar in bars), max(bar.finish for bar in bars)
        yield f"accDescr: {first.isoformat()} – {last.isoformat()}"
        yield from _axis((last - first).days + 1)
    yield "todayMarker off"


def _axis(days: int) -> Iterator[str]:
    axis = next((axis for axis in _AXES if days <= axis.days), None)
    yield f"axisFormat {axis.format if axis else '%Y'}"
    if axis is not None:
        yield f"tickInterval {axis.interval}"
        if axis.interval == "1week":
            yield "weekday monday"


def _section_names(sections: list[Section]) -> Iterator[str]:
    """The titles as they are written, each of them once: Mermaid takes equal ones for one section.

    An empty one ends the section before it, unless there is none.
    """
    taken: set[str] = set()
    for section in sections:
        title = clean(section.title)
        if not title and not taken:
            taken.add("")
            yield ""
            continue
        lines = _section_lines(title, _LINES_A_ROW * len(section.bars))
        name = "<br>".join(map(_escaped, lines)) or "#160;"
        if _NO_NAME_OF_A_SECTION.fullmatch(name):
            name = _coded(name[0]) + name[1:]
        while name in taken:
            name += "#8203;"
        taken.add(name)
        yield name


def _section_lines(title: str, most: int) -> list[str]:
    """As much of a title as there is room for in so many lines, which end at blanks if they can."""
    lines: list[str] = []
    for word in cut(title, _SECTION_CELLS * most).split(" "):
        if lines and cell_width(f"{lines[-1]} {word}") <= _SECTION_CELLS:
            lines[-1] += f" {word}"
        else:
            lines += wrapped(word, _SECTION_CELLS)
    if len(lines) > most:
        lines[most - 1 :] = [cut(lines[most - 1] + "…", _SECTION_CELLS)]
    return lines


def _row(bar: Bar, row: int, cells: int) -> str:
    """One row. Dates of Mermaid end where the next day begins; a milestone is a point in time."""
    label = _escaped(row_label(bar, cells))
    if _STATEMENT.match(label):
        label = _coded(label[0]) + label[1:]
    key = f"bar-{bar.key}" if len(bar.key) <= _LONGEST_KEY else f"row-{row}"
    end = "0d" if bar.is_milestone else _next_day(bar.finish).isoformat()
    return f"{label} :{', '.join([*_tags(bar), key, bar.start.isoformat(), end])}"


def _tags(bar: Bar) -> Iterator[str]:
    if bar.is_milestone:
        yield "milestone"
    if bar.is_critical:
        yield "crit"
    if bar.is_finished:
        yield "done"
    elif bar.is_started:
        yield "active"


def _next_day(day: date) -> date:
    return day + timedelta(1) if day < date.max else day


def _escaped(text: str) -> str:
    return _ACTIVE.sub(lambda match: _coded(match[0]), text)


def _coded(character: str) -> str:
    """The code that Mermaid shows as the character."""
    return f"#{ord(character)};"
