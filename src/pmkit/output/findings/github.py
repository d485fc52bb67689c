"""Findings as the workflow commands of GitHub Actions, which become annotations of the files.

Only the first ten of each sort are shown for a step, so the worst come first. Columns are read
only where a fault begins and ends on one line. The grammar and what has to be escaped: GitHub,
Workflow commands for GitHub Actions.
"""

from __future__ import annotations

from pmkit.check.run import Report
from pmkit.model.diagnostic import Diagnostic, Severity
from pmkit.model.text import visible
from pmkit.model.wording import say
from pmkit.output.reporting import WEIGHT, Reporting, hint_of, message_of, path_shown

IS_FOR_PEOPLE = False
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, reporting: Reporting) -> str:
    """One command a finding, errors first."""
    worst_first = sorted(report.diagnostics, key=lambda one: WEIGHT[one.severity])
    return "\n".join(_command(one, reporting) for one in worst_first)


def _command(diagnostic: Diagnostic, reporting: Reporting) -> str:
    place = diagnostic.location
    properties: dict[str, object] = {
        "title": f"{diagnostic.code} {diagnostic.name}",
        "file": reporting.in_repository(place.path),
        "line": place.line,
        "col": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    if place.line != place.end_line:
        del properties["col"], properties["endColumn"]
    written = ",".join(f"{name}={_property(visible(str(one)))}" for name, one in properties.items())
    lines = [message_of(diagnostic, str), hint_of(diagnostic, str)]
    for location, message, values in diagnostic.related:
        where = f"{path_shown(reporting.in_repository(location.path))}:{location.line}"
        lines.append(f"{where}: {say(str, message, values)}")
    text = _data("\n".join(line for line in lines if line))
    return f"::{_COMMANDS[diagnostic.severity]} {written}::{text}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
