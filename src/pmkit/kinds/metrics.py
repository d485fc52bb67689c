"""What the figures of a metric say: amounts with their units, limits, and whether they are met."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from pmkit.kinds.shapes import Metric

LIMITS = ("at_least", "at_most", "equals", "target")

_FIGURE = (
    r"(?P<currency>[A-Z]{3}|[¥￥$€£])? ?"
    r"(?P<number>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
    r" ?(?P<times>万|亿)?(?P<unit>(?![0-9.,]).*)"
)
_TIMES = {None: 1, "万": 10_000, "亿": 100_000_000}
_SPAN = ("-", "–", "—", "~", "～", "至", "到", "to ")
_SECONDS = {
    **dict.fromkeys(("ms", "毫秒"), Fraction(1, 1000)),
    **dict.fromkeys(("s", "sec", "second", "秒", "秒钟"), Fraction(1)),
    **dict.fromkeys(("min", "minute", "分钟"), Fraction(60)),
    **dict.fromkeys(("h", "hr", "hour", "小时"), Fraction(3600)),
    **dict.fromkeys(("d", "day", "天"), Fraction(86_400)),
}
_BYTES = {unit: Fraction(1000) ** step for step, unit in enumerate(("b", "kb", "mb", "gb", "tb"))}
_KNOWN = {
    **{unit: ("s", times) for unit, times in _SECONDS.items()},
    **{unit: ("b", times) for unit, times in _BYTES.items()},
    "%": ("%", Fraction(1)),
    "％": ("%", Fraction(1)),
}
_DIMENSIONS = frozenset({"s", "b", "%"})
_MEASURED = (
    r"(?i)\b(?:time|duration|latency|delay|rate|share|percentage|revenue|cost|price|size|memory"
    r"|weight|distance|throughput|availability|uptime)\b|时间|时长|耗时|用时|延迟|周期|率|占比|比例|收入|成本|金额|内存|大小|吞吐"
)


class Figure(NamedTuple):
    """An amount and its unit: seconds, bytes, % or as it was written; empty where there is none."""

    amount: Fraction
    unit: str

    @property
    def dimension(self) -> str:
        """Time ``s``, size ``b`` or share ``%``; empty for a unit that pmkit does not know."""
        return self.unit if self.unit in _DIMENSIONS else ""


def figure_of(written: str | None, unit: str | None = None) -> Figure | None:
    """The figure that a line such as ``4 s``, ``99.9%``, ``1,500`` or ``EUR 20`` writes.

    A bare number takes ``unit``. None for words and for what spans two figures, as ``2–3 s`` does.
    """
    match = re.fullmatch(_FIGURE, written.strip()) if written else None
    if match is None:
        return None
    own = match["unit"].strip()
    if own.startswith(_SPAN):
        return None
    name, times = _unit(own or match["currency"] or (unit or "").strip())
    amount = Fraction(match["number"].replace(",", "")) * _TIMES[match["times"]]
    return Figure(amount * times, name)


def _unit(written: str) -> tuple[str, Fraction]:
    plain = written if written in _KNOWN else written.casefold()
    if plain not in _KNOWN and plain.endswith("s"):
        plain = plain.removesuffix("s")
    return _KNOWN.get(plain, (plain, Fraction(1)))


def limits_of(metric: Metric) -> list[str]:
    """The fields of a metric that say what it is to reach."""
    return [field for field in LIMITS if getattr(metric, field)]


def meets(metric: Metric, value: str | None) -> bool | None:
    """Whether a value meets every limit of a metric; None where that cannot be told.

    A ``target`` above the baseline is to be reached from below, one under it from above.
    """
    limits = limits_of(metric)
    found = figure_of(value, metric.unit)
    if found is None or not limits:
        return None
    results = [_meets(metric, field, found) for field in limits]
    return None if None in results else all(results)


def _meets(metric: Metric, field: str, found: Figure) -> bool | None:
    limit = figure_of(getattr(metric, field), metric.unit)
    if limit is None or limit.unit != found.unit:
        return None
    if field == "equals":
        return found.amount == limit.amount
    upwards = field == "at_least"
    if field == "target":
        before = figure_of(metric.baseline, metric.unit)
        if before is None or before.unit != limit.unit or before.amount == limit.amount:
            return None
        upwards = before.amount < limit.amount
    return found.amount >= limit.amount if upwards else found.amount <= limit.amount


def lacks_unit(metric: Metric, field: str) -> bool:
    """Whether a bare number leaves open what it counts: a time, a share, an amount of money.

    A number of things is clear from its name.
    """
    found = figure_of(getattr(metric, field), metric.unit)
    if found is None or found.unit or not re.search(_MEASURED, metric.name):
        return False
    before = figure_of(metric.baseline)
    return before is None or not before.unit
