"""The time axis: two tiers of marks that suit the scale, days off, and the day of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pmkit.charts.label import clean
from pmkit.charts.svg_layout import SMALL_CELL, TIER, Layout, Scale
from pmkit.charts.svg_markup import element, group, text, tooltip
from pmkit.model.text import cell_width

Days = Callable[[int, int], Iterator[int]]
"""The days at which units of time begin, from the one before a day up to another day."""

_GAP = 4
_LEAST_SHADE = 2.5
"""Pixels below which a run of days off is not drawn: many of them would only grey the chart."""


@dataclass(frozen=True)
class Unit:
    """A unit of time, how long it is at least, what its labels take, and what they say.

    A label stands in the middle of its unit, or, if it names the first day only, at its beginning.
    """

    begins: Days
    days: int
    room: float
    label: Callable[[date], str]
    names_first: bool = False


def _each_day(first: int, last: int) -> Iterator[int]:
    yield from range(first, last)


def _weeks(first: int, last: int) -> Iterator[int]:
    """Mondays; day 1 of the calendar was one."""
    yield from range(first - (first - 1) % 7, last, 7)


def _months(step: int) -> Days:
    def begins(first: int, last: int) -> Iterator[int]:
        day = date.fromordinal(first)
        month = (day.year * 12 + day.month - 1) // step * step
        while month >= 12 and month < 12 * date.max.year:
            begin = date(month // 12, month % 12 + 1, 1).toordinal()
            if begin >= last:
                break
            yield begin
            month += step

    return begins


def _day_of_month(day: date) -> str:
    return f"{day.day:02}"


def _month(day: date) -> str:
    return f"{day.month:02}"


def _year_and_month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _quarter(day: date) -> str:
    return f"Q{(day.month + 2) // 3}"


def _year(day: date) -> str:
    return f"{day.year:04}"


_MONTHS = Unit(_months(1), 28, 0, _year_and_month)
_YEARS = Unit(_months(12), 365, 0, _year)
_TIERS = (
    (Unit(_each_day, 1, 17, _day_of_month), _MONTHS),
    (Unit(_weeks, 7, 20, _day_of_month, names_first=True), _MONTHS),
    (Unit(_months(1), 28, 20, _month), _YEARS),
    (Unit(_months(3), 90, 22, _quarter), _YEARS),
    (Unit(_months(12), 365, 32, _year), None),
    *(
        (Unit(_months(12 * years), 365 * years, room, _year, names_first=True), None)
        for years, room in ((2, 36), (5, 36), (10, 36), (50, 36), (500, 0))
    ),
)


def tiers(scale: Scale) -> tuple[Unit, Unit | None]:
    """The finest unit whose labels have room, and the one above it, if there is one."""
    return next((lower, upper) for lower, upper in _TIERS if scale.day * lower.days >= lower.room)


def axis(layout: Layout, top: float) -> str:
    """The labels of the axis, two tiers high."""
    scale = layout.scale
    lower, upper = tiers(scale)
    above = _upper_labels(scale, upper, top + TIER - 5) if upper else ()
    return group("axis", *above, *_lower_labels(scale, lower, top + 2 * TIER - 5))


def _cells(scale: Scale, unit: Unit) -> Iterator[tuple[int, float, float]]:
    """The units within the chart: their first day, and where they begin and end in it."""
    begins = [*unit.begins(scale.first, scale.last), scale.last]
    for begin, end in pairwise(begins):
        yield begin, scale.clamped(begin), scale.clamped(end)


def _upper_labels(scale: Scale, unit: Unit, y: float) -> Iterator[str]:
    """Labels at the beginning of what is seen of their units, as far as there is room."""
    for begin, left, right in _cells(scale, unit):
        label = unit.label(date.fromordinal(begin))
        if right - left >= len(label) * SMALL_CELL + 2 * _GAP:
            yield text(label, left + _GAP, y, "month")


def _lower_labels(scale: Scale, unit: Unit, y: float) -> Iterator[str]:
    for begin, left, right in _cells(scale, unit):
        label = unit.label(date.fromordinal(begin))
        if unit.names_first:
            if begin >= scale.first:
                yield text(label, left + _GAP, y, "tick")
        elif right - left >= len(label) * SMALL_CELL + _GAP:
            yield text(label, (left + right) / 2, y, "tick", text_anchor="middle")


def grid(layout: Layout) -> str:
    """Lines at the marks of the axis, stronger ones at those of the upper tier."""
    scale = layout.scale
    lower, upper = tiers(scale)
    strong = {left for _, left, _ in _cells(scale, upper)} if upper else set()
    fine = {left for _, left, _ in _cells(scale, lower)} - strong
    edges = {scale.left}
    top, bottom = layout.axis_top, layout.rows_bottom
    return group(
        "grid",
        *(_vertical(x, top + TIER, bottom, "fine") for x in sorted(fine - edges)),
        *(_vertical(x, top, bottom, "strong") for x in sorted(strong - edges)),
    )


def _vertical(x: float, top: float, bottom: float, class_: str) -> str:
    return element("line", x1=x, y1=top, x2=x, y2=bottom, class_=class_)


def shaded(layout: Layout) -> list[range]:
    """The runs of days off that are long enough to be seen."""
    scale = layout.scale
    days = {one.day.toordinal() for one in layout.gantt.days_off}
    runs: list[range] = []
    for day in sorted(day for day in days if scale.first <= day < scale.last):
        if runs and runs[-1].stop == day:
            runs[-1] = range(runs[-1].start, day + 1)
        else:
            runs.append(range(day, day + 1))
    return [run for run in runs if len(run) * scale.day >= _LEAST_SHADE]


def days_off(layout: Layout) -> str:
    """Days off, shaded. A tooltip says what they are."""
    names = {one.day.toordinal(): one.name for one in layout.gantt.days_off}
    return group("off", *(_shade(layout, run, names) for run in shaded(layout)))


def _shade(layout: Layout, run: range, names: dict[int, str]) -> str:
    left, right = layout.scale.x(run.start), layout.scale.x(run.stop)
    first, last = (date.fromordinal(day).isoformat() for day in (run[0], run[-1]))
    days = first if first == last else f"{first} – {last}"
    said = ", ".join(dict.fromkeys(names[day] for day in run if names[day]))
    top, bottom = layout.axis_top + TIER, layout.rows_bottom
    return element(
        "rect",
        tooltip(f"{days} {said}"),
        x=left,
        y=top,
        width=right - left,
        height=bottom - top,
        class_="shade",
    )


def as_of_line(layout: Layout) -> str:
    """The beginning of the day of the plan, from its flag down through all rows."""
    if not layout.shows_as_of:
        return ""
    return _vertical(_as_of(layout), layout.axis_top - 6, layout.rows_bottom, "today")


def as_of_flag(layout: Layout, words: str) -> str:
    """Which day the line stands for."""
    if not layout.shows_as_of:
        return ""
    label = f"{clean(words)} {layout.gantt.as_of.isoformat()}"
    width = cell_width(label) * SMALL_CELL + 16
    left = min(max(_as_of(layout) - width / 2, layout.plot_left), layout.plot_right - width)
    top = layout.axis_top - 20
    return group(
        "as-of",
        element("rect", x=left, y=top, width=width, height=17, rx=8.5),
        text(label, left + width / 2, top + 12.5, "flag", text_anchor="middle"),
    )


def _as_of(layout: Layout) -> float:
    return layout.scale.x(layout.gantt.as_of.toordinal())
