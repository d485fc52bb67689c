"""Findings as a JUnit report: every file is a test, which fails for an error or a warning.

A test has one failure, with all findings of the file in it: the schemas of JUnit reports allow no
second one, and readers would show only the first. Infos are what a test says and do not fail it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from pmkit.check.run import Report
from pmkit.model.diagnostic import Diagnostic, Severity
from pmkit.output.findings.concise import line_of
from pmkit.output.plain import unobeyed
from pmkit.output.reporting import WEIGHT, Reporting, path_shown
from pmkit.output.tally import severities
from pmkit.store.tree import MARKER

IS_FOR_PEOPLE = False
_SUITE = "pmkit check"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, reporting: Reporting) -> str:
    """One test a file, pmkit.yaml among them."""
    plain = Reporting(reporting.sources, prefix=reporting.prefix)
    found: dict[str, list[Diagnostic]] = {path: [] for path in sorted({MARKER, *report.paths})}
    for diagnostic in report.diagnostics:
        found.setdefault(diagnostic.location.path, []).append(diagnostic)
    suite = ElementTree.Element("testsuite", name=_SUITE)
    suite.extend(_test(path, some, plain) for path, some in sorted(found.items()))
    failures = sum(test.find("failure") is not None for test in suite)
    counts = {"tests": len(found), "failures": failures, "errors": 0, "skipped": 0}
    suite.attrib |= {name: str(count) for name, count in counts.items()}
    whole = ElementTree.Element("testsuites", suite.attrib)
    whole.append(suite)
    ElementTree.indent(whole)
    text = ElementTree.tostring(whole, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _test(path: str, found: list[Diagnostic], reporting: Reporting) -> ElementTree.Element:
    name = _legal(path_shown(reporting.in_repository(path)))
    test = ElementTree.Element("testcase", classname=_SUITE, name=name, file=name)
    failing = [one for one in found if one.severity is not Severity.INFO]
    if failing:
        counts = severities(failing, str, reporting.paint)
        worst = min((one.severity for one in failing), key=WEIGHT.__getitem__)
        failure = ElementTree.SubElement(test, "failure", message=counts, type=worst.value)
        failure.text = _lines(failing, reporting)
    infos = [one for one in found if one.severity is Severity.INFO]
    if infos:
        ElementTree.SubElement(test, "system-out").text = _lines(infos, reporting)
    return test


def _lines(found: Iterable[Diagnostic], reporting: Reporting) -> str:
    lines = (path_shown(reporting.prefix) + line_of(one, reporting) for one in found)
    return _legal(unobeyed("\n".join(lines)))


def _legal(text: str) -> str:
    """The text with every character named that no XML document may hold."""
    return _NO_XML.sub(lambda match: f"<U+{ord(match.group()):04X}>", text)
