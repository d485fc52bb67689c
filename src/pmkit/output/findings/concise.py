"""Findings for people who know them: one line each."""

from __future__ import annotations

from pmkit.check.run import Report
from pmkit.model.diagnostic import Diagnostic
from pmkit.output.reporting import Reporting, message_of, path_shown, sentence_of
from pmkit.output.tally import STYLES, summary

IS_FOR_PEOPLE = True


def render(report: Report, reporting: Reporting) -> str:
    """One line a finding, and the summary."""
    lines = [line_of(one, reporting) for one in report.diagnostics]
    return "\n".join([*lines, *summary(report, reporting.translate, reporting.paint)])


def headline(diagnostic: Diagnostic, reporting: Reporting) -> str:
    """Where something is wrong, how much it weighs, by which rule, and what."""
    return f"{_head(diagnostic, reporting)} {message_of(diagnostic, reporting.translate)}"


def line_of(diagnostic: Diagnostic, reporting: Reporting) -> str:
    """The same, and in brackets what to do about it."""
    return f"{_head(diagnostic, reporting)} {sentence_of(diagnostic, reporting.translate)}"


def _head(diagnostic: Diagnostic, reporting: Reporting) -> str:
    place, translate, paint = diagnostic.location, reporting.translate, reporting.paint
    where = f"{path_shown(place.path)}:{place.line}:{place.column}:"
    severity = paint(translate(diagnostic.severity.value), STYLES[diagnostic.severity], "bold")
    return f"{paint(where, 'bold')} {severity} {diagnostic.code}"
