"""The marks of a chart: bars with their progress, brackets of summaries, diamonds of milestones."""

from __future__ import annotations

from pmkit.charts.gantt import Bar
from pmkit.charts.label import clean
from pmkit.charts.svg_layout import DIAMOND, Row
from pmkit.charts.svg_markup import element, number, text, tooltip
from pmkit.charts.words import ChartWords
from pmkit.model.cells import cut

HEIGHT = 13
BEAM, _TOOTH = 5, 6
_ROUND = 3
_MOST_CELLS = 400
"""Of a name in a tooltip."""


def mark(row: Row, words: ChartWords) -> str:
    """The mark of a bar, with a tooltip."""
    bar = row.bar
    if bar.is_milestone:
        shapes = [diamond(row.centre, row.middle)]
    elif bar.is_summary:
        shapes = [bracket(row.left, row.right, row.middle), *_done(row, BEAM)]
    else:
        shapes = [box(row.left, row.right, row.middle), *_done(row, HEIGHT)]
    if bar.is_late:
        shapes.append(late_sign(row.right + 11, row.middle))
    return element("g", tooltip(_said(bar, words)), *shapes, class_=_classes(bar))


def _classes(bar: Bar) -> str:
    kind = "milestone" if bar.is_milestone else "summary" if bar.is_summary else "bar"
    names = {"finished": bar.is_finished, "critical": bar.is_critical and not bar.is_finished}
    return " ".join([kind, *(name for name, holds in names.items() if holds)])


def _said(bar: Bar, words: ChartWords) -> str:
    start, finish = bar.start.isoformat(), bar.finish.isoformat()
    percent = "" if bar.progress is None else f"{float(bar.progress):.0%}"
    states = {
        words.finished: bar.is_finished,
        words.critical: bar.is_critical,
        words.late: bar.is_late,
    }
    parts = [
        cut(clean(f"{bar.id} {bar.name}"), _MOST_CELLS),
        start if bar.is_milestone or start == finish else f"{start} – {finish}",
        percent,
        *(state for state, holds in states.items() if holds),
        cut(clean(bar.note), _MOST_CELLS),
    ]
    return " · ".join(part for part in parts if part)


def box(
    left: float, right: float, middle: float, height: float = HEIGHT, class_: str = "whole"
) -> str:
    """A rounded bar, the upper edge of which lies where that of all bars does."""
    width = right - left
    round_ = min(_ROUND, width / 2)
    top = middle - HEIGHT / 2
    return element("rect", x=left, y=top, width=width, height=height, rx=round_, class_=class_)


def _done(row: Row, height: float) -> list[str]:
    """The part that is done; that of a finished bar is all of it, and drawn as the bar itself."""
    bar = row.bar
    share = float(min(max(bar.progress or 0, 0), 1))
    if not share or bar.is_finished:
        return []
    right = row.left + (row.right - row.left) * share
    return [box(row.left, right, row.middle, height, "part")]


def bracket(left: float, right: float, middle: float) -> str:
    """A beam with a tooth at either end."""
    top, tooth = middle - HEIGHT / 2, min(_TOOTH, (right - left) / 2)
    points = (
        f"M{number(left)} {number(top)}H{number(right)}V{number(top + BEAM + _TOOTH)}"
        f"L{number(right - tooth)} {number(top + BEAM)}H{number(left + tooth)}"
        f"L{number(left)} {number(top + BEAM + _TOOTH)}Z"
    )
    return element("path", d=points, class_="whole")


def diamond(x: float, y: float, size: float = DIAMOND) -> str:
    """A square on its corner."""
    points = (
        f"M{number(x)} {number(y - size)}L{number(x + size)} {number(y)}"
        f"L{number(x)} {number(y + size)}L{number(x - size)} {number(y)}Z"
    )
    return element("path", d=points, class_="whole")


def late_sign(x: float, y: float) -> str:
    """An exclamation mark in a disc."""
    disc = element("circle", cx=x, cy=y, r=6.5)
    return element("g", disc, text("!", x, y + 4, "sign", text_anchor="middle"), class_="late")
