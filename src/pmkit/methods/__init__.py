"""Ranking methods, one module each: its inputs and its formula over numbers.

A method module has TITLE, Inputs (a Shape), ORDINAL, grade() and faults(). See `Method`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple, Protocol, cast

from pmkit import discover
from pmkit.model.item import Shape


class Grade(NamedTuple):
    """Where a method puts one item: a smaller ``position`` ranks higher.

    ``score`` is None for ordinal methods, which have a ``word`` of the choice that is called like
    the method. ``missing`` names the inputs that are not there; such an item has no position.
    ``months`` is the effort that a score was divided by, in person-months.
    """

    position: Fraction = Fraction(0)
    score: Fraction | None = None
    missing: tuple[str, ...] = ()
    months: Fraction | None = None
    word: str = ""


class Work(NamedTuple):
    """The effort of an item in person-days, if it has one, and how long a person-day is."""

    days: Fraction | None = None
    hours_per_day: Fraction = Fraction(8)


class Fault(NamedTuple):
    """An input that is off the method's scale: the field, a message template and its values."""

    field: str
    name: str
    message: str
    hint: str
    values: dict[str, object]


class Method(Protocol):
    """What the module of a ranking method offers. An ordinal one has no score and needs no work."""

    TITLE: str
    ORDINAL: bool
    Inputs: type[Shape]

    def grade(self, inputs: Any, work: Work) -> Grade:
        """The grade of an item with these inputs and this work."""

    def faults(self, inputs: Any) -> Iterator[Fault]:
        """The inputs that are off the method's scale."""


def names() -> tuple[str, ...]:
    """The names of all ranking methods, sorted."""
    return discover.names(__name__)


def method(name: str) -> Method:
    """The module of a ranking method; raises ModuleNotFoundError."""
    return cast(Method, discover.module(__name__, name))
