"""What the marks of the charts mean, as far as they occur in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmkit.charts.svg_arrows import arrows, straight
from pmkit.charts.svg_axis import shaded
from pmkit.charts.svg_bars import HEIGHT, box, bracket, diamond, late_sign
from pmkit.charts.svg_layout import MARGIN, SMALL_CELL, WIDTH, Layout
from pmkit.charts.svg_markup import element, group, text
from pmkit.charts.words import ChartWords
from pmkit.model.text import cell_width

_LINE = 20
_SAMPLE, _GAP, _BETWEEN = 22, 6, 18
_HALF = _SAMPLE / 2


def legend(layouts: Sequence[Layout], words: ChartWords, top: float) -> tuple[str, float]:
    """The legend, and its height."""
    x, middle = float(MARGIN), top + _LINE / 2
    drawn = []
    for sample, said in _entries(layouts, words):
        width = _SAMPLE + _GAP + cell_width(said) * SMALL_CELL
        if x + width > WIDTH - MARGIN and x > MARGIN:
            x, middle = MARGIN, middle + _LINE
        drawn.append(element("g", sample, transform=f"translate({x:.1f} {middle:.1f})"))
        drawn.append(text(said, x + _SAMPLE + _GAP, middle + 3.8, "key"))
        x += width + _BETWEEN
    return group("legend", *drawn), middle + _LINE / 2 - top


def _entries(layouts: Sequence[Layout], words: ChartWords) -> Iterator[tuple[str, str]]:
    """Samples that begin at the left and stand upon the middle, and what they mean."""
    bars = [bar for layout in layouts for bar in layout.gantt.bars]
    boxes = [bar for bar in bars if not bar.is_milestone and not bar.is_summary]
    whole = box(0, _SAMPLE, 0)
    if any(not bar.is_finished for bar in boxes):
        yield element("g", whole, class_="bar"), words.planned
    if any(bar.progress and not bar.is_finished for bar in boxes):
        yield element("g", whole, box(0, 13, 0, class_="part"), class_="bar"), words.done
    if any(bar.is_finished for bar in bars):
        yield element("g", whole, class_="bar finished"), words.finished
    if any(bar.is_critical and not bar.is_finished for bar in bars):
        yield element("g", whole, class_="bar critical"), words.critical
    if any(bar.is_summary for bar in bars):
        yield element("g", bracket(0, _SAMPLE, 0), class_="summary"), words.summary
    if any(bar.is_milestone for bar in bars):
        yield element("g", diamond(_HALF, 0), class_="milestone"), words.milestone
    if any(bar.is_late for bar in bars):
        yield late_sign(_HALF, 0), words.late
    if any(arrows(layout.rows) for layout in layouts):
        yield straight(0, _SAMPLE), words.waits_for
    if any(shaded(layout) for layout in layouts):
        yield (
            element("rect", x=0, y=-HEIGHT / 2, width=_SAMPLE, height=HEIGHT, class_="shade"),
            words.day_off,
        )
