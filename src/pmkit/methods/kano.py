"""Kano: what a feature does to satisfaction when it is there and when it is missing.

M must-be, O performance (one-dimensional), A attractive, I indifferent, R reverse; ranked in this
order, because a missing must-be costs most (Sauerwein et al. 1996: M > O > A > I).

Source: Kano, Seraku, Takahashi and Tsuji (1984); Sauerwein, Bailom, Matzler and Hinterhuber (1996).
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated

from pmkit.methods import Fault, Grade, Work
from pmkit.model.choice import Choice
from pmkit.model.item import Shape

TITLE = "Kano"
ORDINAL = True
ORDER = ("must_be", "performance", "attractive", "indifferent", "reverse")


class Inputs(Shape):
    """The category of an item."""

    line_key = "category"
    category: Annotated[str, Choice("kano", *ORDER)]


def grade(inputs: Inputs, work: Work) -> Grade:
    """Must-be, performance, attractive, indifferent, reverse."""
    return Grade(Fraction(ORDER.index(inputs.category)), word=inputs.category)


def faults(inputs: Inputs) -> Iterator[Fault]:
    """A category is always on the scale."""
    return iter(())
