"""The figures of metrics: what lines say, which way a target lies, and whether it is met."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkit.kinds.metrics import Figure, figure_of, lacks_unit, limits_of, meets
from pmkit.kinds.shapes import Metric


def metric(**written: str) -> Metric:
    return Metric(**{"name": "Time to answer", **written})


@pytest.mark.parametrize(
    ("written", "amount", "unit"),
    [
        ("81%", 81, "%"),
        ("99.9 %", Fraction(999, 10), "%"),
        ("74 h", 74 * 3600, "s"),
        ("90 minutes", 5400, "s"),
        ("250ms", Fraction(1, 4), "s"),
        ("3 秒", 3, "s"),
        ("1.5 小时", 5400, "s"),
        ("20 MB", 20_000_000, "b"),
        ("38 of 55", 38, "of 55"),
        ("EUR 4,000", 4000, "eur"),
        ("¥ 30", 30, "¥"),
        ("38万", 380_000, ""),
        ("1,500 行", 1500, "行"),
        ("-105 dBm", -105, "dbm"),
        ("0", 0, ""),
    ],
)
def test_a_figure_is_an_amount_and_a_unit(written: str, amount: int | Fraction, unit: str) -> None:
    assert figure_of(written) == Figure(Fraction(amount), unit)


@pytest.mark.parametrize(
    "written",
    ["", None, "better", "2–3 s", "10-20%", "5 to 6 h", "3 至 5 天", "≤ 60 s", "v2", "1.2.3"],
)
def test_what_is_no_single_figure_is_none(written: str | None) -> None:
    assert figure_of(written) is None


def test_a_bare_number_takes_the_unit_of_its_metric() -> None:
    assert figure_of("90", "min") == figure_of("1.5 h")
    assert figure_of("90 s", "min") == figure_of("90 s")


@pytest.mark.parametrize(
    ("written", "actual", "expected"),
    [
        ({"at_least": "80%"}, "80%", True),
        ({"at_least": "80%"}, "79.9%", False),
        ({"at_most": "8 h"}, "480 min", True),
        ({"at_most": "8 h"}, "481 min", False),
        ({"equals": "55 of 55"}, "54 of 55", False),
        ({"baseline": "54%", "target": "80%"}, "83%", True),
        ({"baseline": "46 h", "target": "8 h"}, "9 h", False),
        ({"baseline": "46 h", "target": "8 h"}, "7 h", True),
        ({"target": "80%"}, "83%", None),  # up or down? nobody knows
        ({"at_least": "10", "at_most": "20"}, "21", False),
        ({"at_least": "80%"}, "0.9", None),  # 90%, or less than 1%
        ({"at_most": "8 h"}, "fast", None),
        ({}, "80%", None),
    ],
)
def test_whether_a_value_meets_its_limits(
    written: dict[str, str], actual: str, expected: bool | None
) -> None:
    assert meets(metric(**written), actual) is expected


def test_limits_are_named_the_strictest_kind_first() -> None:
    assert limits_of(metric(target="1", at_most="2")) == ["at_most", "target"]


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("Median time to answer", True),
        ("Monthly revenue", True),
        ("首次响应中位时长", True),
        ("试用转付费率", True),
        ("Paying customers", False),
        ("Open defects", False),
        ("付费企业数", False),
        ("Net promoter score", False),
    ],
)
def test_what_needs_a_unit(name: str, needs: bool) -> None:
    assert lacks_unit(Metric(name=name, target="40"), "target") is needs
    assert not lacks_unit(Metric(name=name, target="40 x"), "target")
    assert not lacks_unit(Metric(name=name, target="40", unit="x"), "target")
    assert not lacks_unit(Metric(name=name, target="40", baseline="60 x"), "target")


@given(st.text(max_size=30))
def test_any_line_is_a_figure_or_none(written: str) -> None:
    found = figure_of(written)
    assert found is None or isinstance(found.amount, Fraction)


@given(st.integers(-999, 999), st.integers(-999, 999))
def test_a_value_is_above_or_below_its_limit_and_both_at_it(value: int, limit: int) -> None:
    above = meets(metric(at_least=f"{limit} s"), f"{value} s")
    below = meets(metric(at_most=f"{limit} s"), f"{value} s")
    assert (above, below) == (value >= limit, value <= limit)
