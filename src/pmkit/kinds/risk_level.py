"""How much a risk weighs: its probability times its impact, each from 1 to 5."""

from decimal import ROUND_CEILING, Decimal
from typing import Literal

Level = Literal["low", "medium", "high"]
MEDIUM, HIGH = 5, 15


def probability_step(probability: Decimal) -> int:
    """A probability on the scale from 1 to 5; a share counts in steps of 20%, 40% being 2."""
    if probability >= 1:
        return int(probability)
    return max(1, int((probability * 5).to_integral_value(ROUND_CEILING)))


def risk_level(probability: Decimal, impact: int) -> Level:
    """The level of a risk by probability x impact, 1 to 25: medium from 5, high from 15."""
    product = probability_step(probability) * impact
    return "high" if product >= HIGH else "medium" if product >= MEDIUM else "low"
