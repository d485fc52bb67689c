"""Findings as SARIF 2.1.0, as GitHub code scanning reads it.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 2020; limits and
keys: GitHub, SARIF support for code scanning. The fingerprint has a key of its own: the action
that uploads a file works out ``primaryLocationLineHash`` itself and complains of any other.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Any

from pmkit.check.rule import Rule, rules_of
from pmkit.check.run import Report
from pmkit.model.diagnostic import Diagnostic, Location, Severity
from pmkit.model.edit import Fix
from pmkit.model.text import visible
from pmkit.model.wording import say
from pmkit.output.fingerprints import fingerprints
from pmkit.output.plain import json_text
from pmkit.output.reporting import WEIGHT, Reporting, sentence_of

IS_FOR_PEOPLE = False
MOST_RESULTS = 25_000
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT = "pmkitIdentity/v1"
_UNRESERVED = frozenset((string.ascii_letters + string.digits + "-._~/").encode())


def render(report: Report, reporting: Reporting) -> str:
    """One run with the rules that have findings; of too many findings, the worst."""
    marks = fingerprints(report, reporting.prefix)
    chosen = worst(report.diagnostics, MOST_RESULTS)
    found = [(report.diagnostics[index], marks[index]) for index in chosen]
    rules = _rules({one.code for one, _ in found})
    order = {rule.code: index for index, rule in enumerate(rules)}
    driver = {
        "name": "pmkit",
        "version": reporting.version,
        "rules": [_descriptor(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"pmkit/{_quoted(reporting.prefix)}"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(len(report.diagnostics), len(found))],
        "results": [_result(one, order[one.code], mark, reporting) for one, mark in found],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def worst(diagnostics: Sequence[Diagnostic], most: int) -> list[int]:
    """The numbers of the worst findings, as many as may be, in the order of the findings."""
    by_weight = sorted(range(len(diagnostics)), key=lambda at: WEIGHT[diagnostics[at].severity])
    return sorted(by_weight[:most])


def _rules(codes: set[str]) -> list[Rule]:
    topics = sorted({code[:3] for code in codes})
    return [rule for topic in topics for rule in rules_of(topic) if rule.code in codes]


def _invocation(there: int, listed: int) -> dict[str, Any]:
    if listed == there:
        return {"executionSuccessful": True}
    text = f"{listed} of {there} findings are listed, the worst of them; {there - listed} are not."
    notification = {"level": "warning", "message": {"text": text}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [notification]}


def _descriptor(rule: Rule) -> dict[str, Any]:
    why = rule.sections.get("why") or rule.summary
    plain, marked = [rule.summary, why], [rule.summary, why]
    for name in ("fails", "passes"):
        if example := visible(rule.sections.get(name, "")):
            plain.append(f"{name.capitalize()}:\n{example}")
            marked.append(f"{name.capitalize()}:\n\n```yaml\n{example}\n```")
    if source := rule.sections.get("source"):
        said = f"Source: {' '.join(source.split())}"
        plain.append(said)
        marked.append(said)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": why},
        "help": {"text": "\n\n".join(plain), "markdown": "\n\n".join(marked)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.topic]},
    }


def _result(
    diagnostic: Diagnostic, rule_index: int, fingerprint: str, reporting: Reporting
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": sentence_of(diagnostic, str)},
        "locations": [{"physicalLocation": _place(diagnostic.location, reporting)}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(location, reporting),
                "message": {"text": say(str, message, values)},
            }
            for number, (location, message, values) in enumerate(diagnostic.related, start=1)
        ]
    if diagnostic.fix is not None:
        result["fixes"] = [_fix(diagnostic.fix, reporting)]
    return result


def _fix(fix: Fix, reporting: Reporting) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        replacement: dict[str, Any] = {"deletedRegion": _region(reporting.location_of(edit))}
        if edit.text:
            replacement["insertedContent"] = {"text": edit.text}
        changes.setdefault(edit.span.path, []).append(replacement)
    return {
        "description": {"text": say(str, fix.message, fix.values)},
        "artifactChanges": [
            {"artifactLocation": _file(path, reporting), "replacements": replacements}
            for path, replacements in changes.items()
        ],
        "properties": {"isSafe": fix.is_safe},
    }


def _place(location: Location, reporting: Reporting) -> dict[str, Any]:
    return {"artifactLocation": _file(location.path, reporting), "region": _region(location)}


def _file(path: str, reporting: Reporting) -> dict[str, str]:
    return {"uri": _quoted(reporting.in_repository(path)), "uriBaseId": "%SRCROOT%"}


def _quoted(path: str) -> str:
    """The path as part of a URI (RFC 3986): what is not unreserved is written in percent."""
    data = path.encode("utf-8", "surrogateescape")
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in data)


def _region(location: Location) -> dict[str, int]:
    return {
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }
