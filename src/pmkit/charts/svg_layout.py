"""Where everything of a chart stands: days from left to right, rows from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pmkit.charts.gantt import Bar, Gantt
from pmkit.charts.label import clean, row_label
from pmkit.model.text import cell_width

WIDTH = 1200
MARGIN = 24
CELL = 6.6
"""Pixels that a terminal cell takes at 12 pixels of font size, in Latin; in Chinese it takes 6."""
SMALL_CELL = 5.9
"""The same at 10.5 pixels of font size."""
ROW = 26
HEADING = 30
TIER = 18
INDENT = 14
MOST_INDENTS = 4
LEAST_LABEL, MOST_LABEL = 120, 372
BEFORE, AFTER = 12, 26
"""Room beside the first and the last day for milestones and marks that reach over them."""
TITLE, DAYS, FLAG = 26, 20, 22
LEAST_BAR = 3
ROWS_IN_SIGHT = 24
DIAMOND = 7
NEAR = 7
"""Days within which the day of the plan is drawn although no bar has begun or is left."""


@dataclass(frozen=True)
class Scale:
    """Days as pixels; days are ordinals, and ``last`` is the first day that is no longer shown."""

    first: int
    last: int
    left: float
    right: float

    @property
    def day(self) -> float:
        """The width of a day."""
        return (self.right - self.left) / (self.last - self.first)

    def x(self, day: float) -> float:
        """Where a day begins."""
        return self.left + (self.right - self.left) * (day - self.first) / (self.last - self.first)

    def clamped(self, day: float) -> float:
        """Where a day begins, or the edge of the chart beyond which it lies."""
        return min(max(self.x(day), self.left), self.right)


@dataclass(frozen=True)
class Row:
    """A bar, and the middle of its row."""

    bar: Bar
    middle: float
    left: float
    right: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Heading:
    """The title of a section, and the top of its row."""

    title: str
    top: float


@dataclass(frozen=True)
class Layout:
    """A chart whose title begins at ``top``, with room for a legend between title and axis."""

    gantt: Gantt
    top: float
    legend_height: float = 0

    @cached_property
    def plot_left(self) -> float:
        """Where the column of the labels ends."""
        widths = [
            indent(bar) + cell_width(row_label(bar, label_cells(bar))) * CELL
            for bar in self.gantt.bars
        ]
        return MARGIN + min(max([LEAST_LABEL, *widths]), MOST_LABEL) + 14

    @property
    def plot_right(self) -> float:
        return WIDTH - MARGIN

    @cached_property
    def scale(self) -> Scale:
        """All bars, and the day of the plan if it is near."""
        bars = self.gantt.bars
        first = min(bar.start for bar in bars).toordinal()
        last = max(max(bar.start, bar.finish) for bar in bars).toordinal() + 1
        near = max(NEAR, (last - first) // 20)
        as_of = self.gantt.as_of.toordinal()
        if first - near <= as_of <= last + near:
            first, last = min(first, as_of), max(last, as_of)
        return Scale(first, last, self.plot_left + BEFORE, self.plot_right - AFTER)

    @cached_property
    def shows_as_of(self) -> bool:
        return self.scale.first <= self.gantt.as_of.toordinal() <= self.scale.last

    @property
    def legend_top(self) -> float:
        return self.top + (TITLE if clean(self.gantt.title) else 0) + DAYS

    @cached_property
    def axis_top(self) -> float:
        return self.legend_top + self.legend_height + (FLAG if self.shows_as_of else 6)

    @property
    def rows_top(self) -> float:
        return self.axis_top + 2 * TIER

    @cached_property
    def _placed(self) -> tuple[tuple[Heading, ...], tuple[Row, ...], float]:
        y = self.rows_top
        headings: list[Heading] = []
        rows: list[Row] = []
        for section in self.gantt.sections:
            if section.bars and clean(section.title):
                headings.append(Heading(section.title, y))
                y += HEADING
            for bar in section.bars:
                left, right = self._ends(bar)
                rows.append(Row(bar, y + ROW / 2, left, right))
                y += ROW
        return tuple(headings), tuple(rows), y

    def _ends(self, bar: Bar) -> tuple[float, float]:
        """Where the mark of a bar begins and ends. A milestone stands in the middle of its day."""
        start = bar.start.toordinal()
        if bar.is_milestone:
            middle = self.scale.x(start + 0.5)
            return middle - DIAMOND, middle + DIAMOND
        left, right = self.scale.x(start), self.scale.x(bar.finish.toordinal() + 1)
        return left, max(right, left + LEAST_BAR)

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self._placed[0]

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._placed[1]

    @property
    def rows_bottom(self) -> float:
        return self._placed[2]

    @property
    def has_axis_below(self) -> bool:
        """Whether the axis at the top is out of sight at the bottom."""
        return len(self.rows) > ROWS_IN_SIGHT

    @property
    def bottom(self) -> float:
        return self.rows_bottom + (2 * TIER if self.has_axis_below else 0)


def indent(bar: Bar) -> float:
    """How far the label of a bar stands to the right of those above all."""
    return min(bar.depth, MOST_INDENTS) * INDENT


def label_cells(bar: Bar) -> int:
    """The cells that there are for the label of a bar."""
    return int((MOST_LABEL - indent(bar)) / CELL)
