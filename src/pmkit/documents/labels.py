"""Headings, labels and words of choices in the language of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Protocol

from pmkit import resources
from pmkit.documents.markdown import Markdown, joined, line

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_GAP = re.compile(r"\{(\w+)\}")


class Label(Protocol):
    """What gives the text of a label in one language; Markdown where Markdown fills its gaps."""

    def __call__(self, text: str, **values: object) -> str:
        """The label for an English one, its gaps such as ``{count}`` filled in."""


def labels(language: str) -> Label:
    """The labels of a language. English ones are their own keys."""
    texts: Mapping[str, str] = (
        {} if language == "en" else resources.locale(language).get("labels", {})
    )

    def label(text: str, **values: object) -> str:
        own = texts.get(text, text)
        if any(isinstance(value, Markdown) for value in values.values()):
            written = {name: line(str(value)) for name, value in values.items()}
            written |= {name: one for name, one in values.items() if isinstance(one, Markdown)}
            return Markdown(_filled(line(own), written))
        return _filled(own, values)

    return label


def _filled(template: str, values: Mapping[str, object]) -> str:
    return _GAP.sub(lambda gap: str(values.get(gap[1], gap[0])), template)


def listed(names: Iterable[str], language: str) -> str:
    """Some names in a row, as the language divides them."""
    return ("、" if language == "zh-CN" else ", ").join(names)


def compound(first: str, second: str, language: str) -> str:
    """The name of a thing and of what it is about: 青鸟 CRM 功能清单, Tandwiel: feature list."""
    if language == "zh-CN":
        return joined(first, second)
    return f"{first}: {second[:1].lower() + second[1:]}"


def prose_date(day: date, language: str) -> str:
    """A date within a sentence: 2026年11月22日, 22 November 2026."""
    if language == "zh-CN":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def amount(value: Fraction) -> str:
    """A number with at most one decimal, rounded half up."""
    tenths = (abs(value) * 10 + Fraction(1, 2)).__floor__()
    whole, rest = divmod(tenths, 10)
    sign = "-" if value < 0 and tenths else ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"
