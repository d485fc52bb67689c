"""Findings as JSON (docs/json.md)."""

from __future__ import annotations

from typing import Any

from pmkit.check.run import Report
from pmkit.model.diagnostic import Diagnostic, Location, Severity
from pmkit.model.edit import Fix
from pmkit.model.wording import say
from pmkit.output.fingerprints import fingerprints
from pmkit.output.plain import json_text
from pmkit.output.reporting import Reporting, hint_of
from pmkit.output.tally import tally

IS_FOR_PEOPLE = False


def render(report: Report, reporting: Reporting) -> str:
    """The findings by place, and a summary."""
    marks = fingerprints(report, reporting.prefix)
    found = zip(report.diagnostics, marks, strict=True)
    counts = tally(report.diagnostics)
    document = {
        "findings": [_finding(one, mark, reporting) for one, mark in found],
        "summary": {
            "items": report.items,
            "files": report.files,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "suppressed": report.suppressed,
            "known": report.known,
            "fixable": {"safe": counts.safe, "unsafe": counts.unsafe},
            "topics": counts.topics,
        },
    }
    return json_text(document)


def _finding(diagnostic: Diagnostic, fingerprint: str, reporting: Reporting) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        **_location(diagnostic.location),
        "item": diagnostic.item or None,
        "field": diagnostic.field or None,
        "text": diagnostic.text,
        "message": say(str, diagnostic.message, diagnostic.values),
        "hint": hint_of(diagnostic, str) or None,
        "related": [
            {**_location(location), "message": say(str, message, values)}
            for location, message, values in diagnostic.related
        ],
        "fix": _fix(diagnostic.fix, reporting) if diagnostic.fix is not None else None,
        "fingerprint": fingerprint,
    }


def _fix(fix: Fix, reporting: Reporting) -> dict[str, Any]:
    return {
        "message": say(str, fix.message, fix.values),
        "safe": fix.is_safe,
        "edits": [
            {**_location(reporting.location_of(edit)), "text": edit.text} for edit in fix.edits
        ],
    }


def _location(location: Location) -> dict[str, Any]:
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
    }
