"""Gantt charts as one picture in SVG that needs nothing from outside.

Dates are places: a day has the same width everywhere in a chart, and bars begin and end with days.
What is drawn first lies behind, and nothing lies over text but the ground of the bars, which ends
labels that turn out too wide.
"""

from __future__ import annotations

from collections.abc import Sequence

from pmkit.charts.gantt import Gantt
from pmkit.charts.label import clean, row_label
from pmkit.charts.svg_arrows import arrows
from pmkit.charts.svg_axis import as_of_flag, as_of_line, axis, days_off, grid
from pmkit.charts.svg_bars import mark
from pmkit.charts.svg_layout import (
    HEADING,
    MARGIN,
    ROW,
    WIDTH,
    Heading,
    Layout,
    Row,
    indent,
    label_cells,
)
from pmkit.charts.svg_legend import legend
from pmkit.charts.svg_markup import element, escaped, group, text
from pmkit.charts.svg_style import SCOPE, style
from pmkit.charts.words import ChartWords
from pmkit.model.cells import cut

_BETWEEN = 40
_TITLE_CELLS, _HEADING_CELLS = 90, 140


def svg(gantts: Sequence[Gantt], words: ChartWords) -> str:
    """The picture: the charts below each other, each with its own time axis, and one legend."""
    drawn = [gantt for gantt in gantts if gantt.bars]
    height = legend([Layout(gantt, 0) for gantt in drawn], words, 0)[1]
    layouts: list[Layout] = []
    for gantt in drawn:
        below = layouts[-1].bottom + _BETWEEN if layouts else MARGIN
        layouts.append(Layout(gantt, below, 0 if layouts else height))
    content = [_chart(layout, words) for layout in layouts]
    if layouts:
        content.append(legend(layouts, words, layouts[0].legend_top)[0])
    return _picture(gantts, layouts, content, words)


def _picture(
    gantts: Sequence[Gantt], layouts: Sequence[Layout], content: Sequence[str], words: ChartWords
) -> str:
    titles = dict.fromkeys(clean(gantt.title) for gantt in gantts)
    bottom = layouts[-1].bottom + MARGIN if layouts else 2 * MARGIN
    lines = [
        element("title", escaped(" · ".join(title for title in titles if title))),
        element("desc", escaped("; ".join(_described(layout) for layout in layouts))),
        element("style", f"\n{style()}\n"),
        element("rect", x=0, y=0, width=WIDTH, height=bottom, class_="paper"),
        *content,
    ]
    return (
        element(
            "svg",
            "\n".join(["", *lines, ""]),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH} {bottom:.0f}",
            width=WIDTH,
            height=f"{bottom:.0f}",
            role="img",
            class_=SCOPE,
            lang=words.language,
        )
        + "\n"
    )


def _described(layout: Layout) -> str:
    days = _days(layout.gantt)
    title = clean(layout.gantt.title)
    return f"{title}: {days}" if title else days


def _days(gantt: Gantt) -> str:
    first = min(bar.start for bar in gantt.bars)
    last = max(max(bar.start, bar.finish) for bar in gantt.bars)
    return f"{first.isoformat()} – {last.isoformat()}"


def _chart(layout: Layout, words: ChartWords) -> str:
    return group(
        "chart",
        _title(layout),
        group("labels", *(_label(row) for row in layout.rows)),
        _plot(layout),
        days_off(layout),
        grid(layout),
        group("arrows", *arrows(layout.rows)),
        group("bars", *(mark(row, words) for row in layout.rows)),
        as_of_line(layout),
        group("headings", *(_heading(heading) for heading in layout.headings)),
        axis(layout, layout.axis_top),
        axis(layout, layout.rows_bottom) if layout.has_axis_below else "",
        as_of_flag(layout, words.as_of),
    )


def _title(layout: Layout) -> str:
    title = cut(clean(layout.gantt.title), _TITLE_CELLS)
    lines = [text(title, MARGIN, layout.top + 16, "title")] if title else []
    lines.append(text(_days(layout.gantt), MARGIN, layout.legend_top - 7, "days"))
    return group("head", *lines)


def _label(row: Row) -> str:
    """Id and name, the id in a quiet colour."""
    bar = row.bar
    words = row_label(bar, label_cells(bar))
    item_id, blank, name = words.partition(" ")
    return element(
        "text",
        element("tspan", escaped(item_id), class_="id"),
        blank + escaped(name),
        x=MARGIN + indent(bar),
        y=row.middle + 4,
        class_="above" if bar.is_summary else "label",
    )


def _plot(layout: Layout) -> str:
    """The ground behind the bars, and a line below each row.

    It lies over the labels, so that one that is wider than measured does not run into the bars.
    """
    left, right = layout.plot_left, layout.plot_right
    height = layout.bottom - layout.axis_top
    ground = element(
        "rect", x=left, y=layout.axis_top, width=right - left, height=height, class_="paper"
    )
    lines = (
        element("line", x1=MARGIN, y1=y, x2=right, y2=y, class_="fine")
        for y in (row.middle + ROW / 2 for row in layout.rows)
    )
    return group("plot", ground, *lines)


def _heading(heading: Heading) -> str:
    band = element(
        "rect",
        x=MARGIN - 8,
        y=heading.top + 3,
        width=WIDTH - 2 * (MARGIN - 8),
        height=HEADING - 6,
        rx=4,
        class_="band",
    )
    title = cut(clean(heading.title), _HEADING_CELLS)
    return band + text(title, MARGIN, heading.top + HEADING / 2 + 4.5, "heading")
