"""Findings in the formats of people, programs and code hosts: one module a format.

A module is a format if it has ``render`` and ``IS_FOR_PEOPLE``; its name is the one that
``--format`` takes. Formats for programs are in English and without colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from pmkit import discover

if TYPE_CHECKING:
    from pmkit.check.run import Report
    from pmkit.output.reporting import Reporting

FORMATS = discover.names(__name__)
"""The names of all formats."""


class Format(Protocol):
    """What a module of this package has."""

    IS_FOR_PEOPLE: bool

    def render(self, report: Report, reporting: Reporting) -> str:
        """The report as a text without a line break at its end."""


def _format(name: str) -> Format:
    return cast(Format, discover.module(__name__, name))


def render(name: str, report: Report, reporting: Reporting) -> str:
    """A report in the format of a name, without a line break at its end."""
    return _format(name).render(report, reporting)


def is_for_people(name: str) -> bool:
    """Whether a format is read by people: translated, coloured, and obeyed by no CI runner."""
    return _format(name).IS_FOR_PEOPLE
