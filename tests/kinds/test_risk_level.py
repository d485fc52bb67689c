"""Risks weigh what their probability and impact say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pmkit.kinds.risk_level import probability_step, risk_level


@pytest.mark.parametrize(
    ("probability", "step"),
    [("0", 1), ("0.1", 1), ("0.2", 1), ("0.21", 2), ("0.4", 2), ("0.5", 3), ("0.99", 5), ("4", 4)],
)
def test_a_share_counts_in_steps_of_a_fifth(probability: str, step: int) -> None:
    assert probability_step(Decimal(probability)) == step


@pytest.mark.parametrize(
    ("probability", "impact", "level"),
    [
        ("1", 4, "low"),
        ("1", 5, "medium"),
        ("2", 3, "medium"),
        ("3", 4, "medium"),
        ("3", 5, "high"),
        ("40%", 5, "medium"),
        ("60%", 5, "high"),
        ("5", 5, "high"),
    ],
)
def test_the_level_is_the_product(probability: str, impact: int, level: str) -> None:
    share = Decimal(probability.rstrip("%"))
    assert risk_level(share / 100 if "%" in probability else share, impact) == level
