"""Findings as a report of GitLab Code Quality.

Severities are those of code: a fault in a plan is major at most, since critical and blocker say
that a program is unsafe or does not run. The format: GitLab, Code Quality, Code Quality report
format; of two findings with one fingerprint it keeps the first.
"""

from __future__ import annotations

from pmkit.check.run import Report
from pmkit.model.diagnostic import Severity
from pmkit.output.fingerprints import fingerprints
from pmkit.output.plain import json_text
from pmkit.output.reporting import Reporting, sentence_of

IS_FOR_PEOPLE = False
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, reporting: Reporting) -> str:
    """A list with one entry a finding."""
    marks = fingerprints(report, reporting.prefix)
    document = [
        {
            "description": sentence_of(one, str),
            "check_name": f"{one.code} {one.name}",
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[one.severity],
            "location": {
                "path": reporting.in_repository(one.location.path),
                "lines": {"begin": one.location.line, "end": one.location.end_line},
            },
        }
        for one, fingerprint in zip(report.diagnostics, marks, strict=True)
    ]
    return json_text(document)
