"""Findings for people who know them: one line each."""

from __future__ import annotations

from pmkit.check.run import Report
from pmkit.model.diagnostic import Diagnostic
from pmkit.output.reporting import Reporting, hint_of, message_of, path_shown
from pmkit.output.tally import STYLES, summary

IS_FOR_PEOPLE = True


def render(report: Report, reporting: Reporting) -> str:
    """One line a finding, and the summary."""
    lines = []
    for diagnostic in report.diagnostics:
        hint = hint_of(diagnostic, reporting.translate)
        line = headline(diagnostic, reporting)
        lines.append(f"{line} ({hint})" if hint else line)
    return "\n".join([*lines, *summary(report, reporting.translate, reporting.paint)])


def headline(diagnostic: Diagnostic, reporting: Reporting) -> str:
    """Where something is wrong, how much it weighs, by which rule, and what."""
    place, translate, paint = diagnostic.location, reporting.translate, reporting.paint
    where = f"{path_shown(place.path)}:{place.line}:{place.column}:"
    severity = paint(translate(diagnostic.severity.value), STYLES[diagnostic.severity], "bold")
    message = message_of(diagnostic, translate)
    return f"{paint(where, 'bold')} {severity} {diagnostic.code} {message}"
