"""Reports read back: what each format says was found, and whether the format allows it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree
from tests.output.findings import published

from pmkit.check.run import Report
from pmkit.output import findings
from pmkit.output.plain import unobeyed
from pmkit.output.reporting import Reporting, path_shown

PREFIX = "plans/a b/"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Found(NamedTuple):
    """What every format says of a finding, the path as it is shown."""

    code: str
    path: str
    line: int
    severity: str


def expected(report: Report) -> Counter[Found]:
    """What a report holds."""
    return Counter(
        Found(one.code, shown(one.location.path), one.location.line, one.severity.value)
        for one in report.diagnostics
    )


def shown(path: str) -> str:
    """How a path below the prefix is shown on a screen."""
    return unobeyed(path_shown(PREFIX + path))


def read(name: str, report: Report, reporting: Reporting) -> Counter[Found]:
    """What a format says; AssertionError where it breaks its own rules."""
    text = findings.render(name, report, reporting)
    text.encode("utf-8")
    assert not CONTROL.search(text)
    assert not text.startswith("\ufeff")
    assert not text.endswith("\n")
    return Counter(READERS[name](text))


_LINE = re.compile(r"(.*?):(\d+):\d+: (error|warning|info) ([A-Z]{3}\d{3}) .+")


def _lines(text: str, prefix: str) -> Iterator[Found]:
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        assert match, line
        path, number, severity, code = match.groups()
        yield Found(code, unobeyed(path_shown(prefix)) + path, int(number), severity)


def _concise(text: str) -> Iterator[Found]:
    body = re.sub(r"(?:\A|\n)[\d,]+ items? in .*\Z", "", text, flags=re.S)
    yield from _lines(body, PREFIX)


def _text(text: str) -> Iterator[Found]:
    heads = [line for line in text.splitlines() if re.match(r"(?! {1,6})", line)]
    yield from _concise("\n".join(heads))


def _json(text: str) -> Iterator[Found]:
    for one in json.loads(text)["findings"]:
        yield Found(one["code"], shown(one["path"]), one["line"], one["severity"])


def _gitlab(text: str) -> Iterator[Found]:
    document = json.loads(text)
    assert published.faults(published.gitlab(), document) == []
    marks = Counter(one["fingerprint"] for one in document)
    assert not marks or max(marks.values()) == 1
    severities = {"major": "error", "minor": "warning", "info": "info"}
    for one in document:
        path, line = one["location"]["path"], one["location"]["lines"]["begin"]
        code = one["check_name"].split()[0]
        yield Found(code, unobeyed(path_shown(path)), line, severities[one["severity"]])


def _sarif(text: str) -> Iterator[Found]:
    document = json.loads(text)
    assert published.faults(published.sarif(), document) == []
    assert not list(_empty(document))
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    levels = {"error": "error", "warning": "warning", "note": "info"}
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        (place,) = (location["physicalLocation"] for location in one["locations"])
        uri = place["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
        path = unobeyed(path_shown(unquote(uri, errors="surrogateescape")))
        yield Found(one["ruleId"], path, place["region"]["startLine"], levels[one["level"]])


def _empty(value: object, path: str = "$") -> Iterator[str]:
    """Where a document has empty texts."""
    if value == "":
        yield path
    inner = value.items() if isinstance(value, dict) else ()
    for key, one in [*inner, *(enumerate(value) if isinstance(value, list) else ())]:
        yield from _empty(one, f"{path}.{key}")


def _junit(text: str) -> Iterator[Found]:
    document = etree.fromstring(text.encode("utf-8"), etree.XMLParser(resolve_entities=False))
    published.junit().assertValid(document)
    (suite,) = document
    failing = [test for test in suite if test.find("failure") is not None]
    assert (suite.get("tests"), suite.get("failures")) == (str(len(suite)), str(len(failing)))
    names = [test.get("name") for test in suite]
    assert len(set(names)) == len(names)
    for test in suite:
        for part in test:
            said = list(_lines(str(part.text), ""))
            assert {one.path for one in said} == {unobeyed(str(test.get("name")))}
            infos = {one.severity == "info" for one in said}
            assert infos == {part.tag == "system-out"}
            yield from said


_COMMAND = re.compile(r"::(error|warning|notice) ([^\r\n]*?)::([^\r\n]+)")


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Workflow commands as GitHub's runner takes them apart: name, properties and message."""
    for line in text.splitlines():
        match = _COMMAND.fullmatch(line)
        assert match, line
        properties = dict(one.split("=", 1) for one in match[2].split(","))
        assert all(":" not in one for one in properties.values())
        yield (
            match[1],
            {key: _unescaped(one) for key, one in properties.items()},
            _unescaped(match[3]),
        )


def _unescaped(text: str) -> str:
    assert re.fullmatch(r"(?:[^%\r\n]|%(?:25|0D|0A|3A|2C))*", text)
    for written, meant in (("3A", ":"), ("2C", ","), ("0D", "\r"), ("0A", "\n"), ("25", "%")):
        text = text.replace(f"%{written}", meant)
    return text


def _github(text: str) -> Iterator[Found]:
    severities = {"error": "error", "warning": "warning", "notice": "info"}
    order = list(severities)
    names = []
    for name, properties, message in commands(text):
        names.append(order.index(name))
        assert message.strip()
        assert set(properties) in (
            {"title", "file", "line", "col", "endLine", "endColumn"},
            {"title", "file", "line", "endLine"},
        )
        code = properties["title"].split()[0]
        path = unobeyed(path_shown(properties["file"]))
        yield Found(code, path, int(properties["line"]), severities[name])
    assert names == sorted(names)


READERS: dict[str, Callable[[str], Iterator[Found]]] = {
    "concise": _concise,
    "github": _github,
    "gitlab": _gitlab,
    "json": _json,
    "junit": _junit,
    "sarif": _sarif,
    "text": _text,
}
