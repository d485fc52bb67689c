"""Arrows from a bar to those that wait for it: straight lines with corners, behind the bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmkit.charts.svg_bars import BEAM, HEIGHT
from pmkit.charts.svg_layout import DIAMOND, Row
from pmkit.charts.svg_markup import element, number

_OUT = 7
"""How far an arrow leaves its bar before it turns."""
_IN = 7
"""How far from the beginning of a bar an arrow meets its edge."""
_SHARED = 6
"""Ways that are nearer to each other become one."""
_HEAD, _HALF_HEAD = 5, 3
_CORNER = 3


@dataclass(frozen=True)
class _Point:
    x: float
    y: float


def arrows(rows: Sequence[Row]) -> list[str]:
    """An arrow for everything that a bar of the chart waits for and that is in the chart."""
    places = {row.bar.key: row for row in rows}
    pairs = [
        (places[key], row)
        for row in rows
        for key in dict.fromkeys(row.bar.after)
        if key in places and key != row.bar.key
    ]
    pairs.sort(key=lambda pair: _is_critical(*pair))
    return [_drawn(_way(*pair), _class(*pair)) for pair in pairs]


def _is_critical(before: Row, after: Row) -> bool:
    return before.bar.is_critical and after.bar.is_critical and not after.bar.is_finished


def _class(before: Row, after: Row) -> str:
    return "arrow critical" if _is_critical(before, after) else "arrow"


def straight(left: float, right: float) -> str:
    """An arrow from left to right."""
    return _drawn([_Point(left, 0), _Point(right, 0)], "arrow")


def _drawn(points: Sequence[_Point], class_: str) -> str:
    line = element("path", d=_line(points), class_="line")
    return element("g", line, element("path", d=_head(points), class_="head"), class_=class_)


def _way(before: Row, after: Row) -> list[_Point]:
    """The corners of an arrow. It meets the beginning of a bar if it comes from far enough left.

    Else it meets the upper or the lower edge, out of the end of the bar before, or out of its edge
    if that one has begun but not ended there.
    """
    turn = before.right + _OUT
    if after.left >= turn + _OUT:
        return [
            _Point(before.right, before.middle),
            _Point(turn, before.middle),
            _Point(turn, after.middle),
            _Point(after.left, after.middle),
        ]
    down = 1 if after.middle > before.middle else -1
    edge = after.middle - down * (DIAMOND if after.bar.is_milestone else HEIGHT / 2)
    meets = _meets(after, turn)
    if before.left + 2 <= meets <= before.right - 2 and not before.bar.is_milestone:
        return [_Point(meets, _edge(before, down)), _Point(meets, edge)]
    out = before.right if meets > before.centre else before.left
    return [_Point(out, before.middle), _Point(meets, before.middle), _Point(meets, edge)]


def _edge(row: Row, down: int) -> float:
    """The upper or the lower edge of a bar; below the beam of a summary there is nothing."""
    upper = row.middle - HEIGHT / 2
    return upper + (0 if down < 0 else BEAM if row.bar.is_summary else HEIGHT)


def _meets(after: Row, turn: float) -> float:
    """Where an arrow meets the edge of a bar: where others turn, if that is near enough."""
    if after.bar.is_milestone:
        return after.centre
    meets = min(after.left + _IN, after.centre)
    near = abs(turn - meets) < _SHARED and after.left + 2 <= turn <= after.right - 2
    return turn if near else meets


def _line(points: Sequence[_Point]) -> str:
    """A line through the points with rounded corners, which ends within the head of the arrow."""
    tip, base = points[-1], _short_of(points[-1], points[-2], _HEAD - 1)
    way = [*points[:-1], base if _length(points[-2], tip) > _HEAD else tip]
    written = [f"M{_at(way[0])}"]
    for last, corner, coming in zip(way, way[1:], way[2:], strict=False):
        size = min(_CORNER, _length(last, corner) / 2, _length(corner, coming) / 2)
        begin, end = _short_of(corner, last, size), _short_of(corner, coming, size)
        written.append(f"L{_at(begin)}Q{_at(corner)} {_at(end)}")
    return "".join([*written, f"L{_at(way[-1])}"])


def _head(points: Sequence[_Point]) -> str:
    tip = points[-1]
    base = _short_of(tip, points[-2], _HEAD)
    across = _HALF_HEAD / (_length(tip, base) or 1)
    aside = _Point((base.y - tip.y) * across, (base.x - tip.x) * across)
    one, other = (_Point(base.x + sign * aside.x, base.y + sign * aside.y) for sign in (1, -1))
    return f"M{_at(tip)}L{_at(one)}L{_at(other)}Z"


def _length(one: _Point, other: _Point) -> float:
    """The length of a line that is level or upright."""
    return abs(one.x - other.x) + abs(one.y - other.y)


def _short_of(end: _Point, begin: _Point, size: float) -> _Point:
    """The point so many pixels before the end of a line."""
    share = size / (_length(begin, end) or 1)
    return _Point(end.x + (begin.x - end.x) * share, end.y + (begin.y - end.y) * share)


def _at(point: _Point) -> str:
    return f"{number(point.x)} {number(point.y)}"
