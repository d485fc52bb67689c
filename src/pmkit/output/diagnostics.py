"""Findings as text for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pmkit.check.run import Report
from pmkit.i18n import Translate
from pmkit.model.diagnostic import Diagnostic, Location, Severity
from pmkit.model.place import Source
from pmkit.model.text import cell_width, visible
from pmkit.model.wording import say
from pmkit.output.colours import Paint
from pmkit.output.plain import json_text

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_MOST_CELLS = 120


def as_text(
    report: Report, sources: Mapping[str, Source], translate: Translate, paint: Paint
) -> Iterator[str]:
    """Each finding with its line, a caret under the fault, and what to write instead."""
    for diagnostic in report.diagnostics:
        yield _headline(diagnostic, translate, paint)
        yield from _excerpt(diagnostic, sources, translate, paint)
    yield summary(report, translate, paint)


def as_concise(report: Report, translate: Translate, paint: Paint) -> Iterator[str]:
    """One line a finding."""
    for diagnostic in report.diagnostics:
        hint = say(translate, diagnostic.hint, diagnostic.values)
        line = _headline(diagnostic, translate, paint)
        yield f"{line} ({hint})" if hint else line
    yield summary(report, translate, paint)


def _headline(diagnostic: Diagnostic, translate: Translate, paint: Paint) -> str:
    place = diagnostic.location
    where = f"{visible(place.path)}:{place.line}:{place.column}:"
    severity = paint(translate(diagnostic.severity.value), _STYLES[diagnostic.severity], "bold")
    message = say(translate, diagnostic.message, diagnostic.values)
    if diagnostic.item and "{item}" not in diagnostic.message:
        message = f"{visible(diagnostic.item)}: {message}"
    return f"{paint(where, 'bold')} {severity} {diagnostic.code} {message}"


def _excerpt(
    diagnostic: Diagnostic, sources: Mapping[str, Source], translate: Translate, paint: Paint
) -> Iterator[str]:
    place = diagnostic.location
    hint = say(translate, diagnostic.hint, diagnostic.values)
    source = sources[place.path]
    if not source.text:
        if hint:
            yield f"      {paint(hint, 'cyan')}"
        return
    shown, before, marked = _cut(source.line(place.line), place)
    yield f" {paint(f'{place.line:>4} |', 'dim')} {shown}"
    carets = paint("^" * max(marked, 1), _STYLES[diagnostic.severity], "bold")
    yield f"      {paint('|', 'dim')} {' ' * before}{carets} {paint(hint, 'cyan')}".rstrip()
    for location, message, values in diagnostic.related:
        where = f"{visible(location.path)}:{location.line}:{location.column}"
        yield f"      {paint('=', 'dim')} {where}: {say(translate, message, values)}"


def _cut(line: str, place: Location) -> tuple[str, int, int]:
    """The line as shown, the cells before the fault, and the cells of the fault.

    A long line is cut around the fault.
    """
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    cut = 0
    if cell_width(visible(line)) > _MOST_CELLS and start > 40:
        cut = start - 40
    head = ("…" if cut else "") + _plain(line[cut:start])
    fault = _plain(line[start : max(end, start)])
    shown = head + fault + _plain(line[max(end, start) :])
    if len(shown) > _MOST_CELLS:
        shown = shown[: _MOST_CELLS - 1] + "…"
    room = max(_MOST_CELLS - cell_width(head), 1)
    return shown, cell_width(head), min(cell_width(fault), room)


def _plain(text: str) -> str:
    return visible(text.replace("\t", " "))


def summary(report: Report, translate: Translate, paint: Paint) -> str:
    """How many items and files were looked at, and how many findings there are."""
    counts = {severity: report.count(severity) for severity in Severity}
    items = say(translate, _LOOKED[0][report.items != 1], {"count": report.items})
    files = say(translate, _LOOKED[1][report.files != 1], {"count": report.files})
    looked = say(translate, "{items} in {files}", {"items": items, "files": files})
    if not any(counts.values()):
        return looked + translate(": ") + paint(translate("no findings"), "bold")
    parts = [
        paint(say(translate, _COUNTED[severity][count != 1], {"count": count}), _STYLES[severity])
        for severity, count in counts.items()
        if count
    ]
    return looked + translate(": ") + translate(", ").join(parts)


_LOOKED = (("{count} item", "{count} items"), ("{count} file", "{count} files"))
_COUNTED = {
    Severity.ERROR: ("{count} error", "{count} errors"),
    Severity.WARNING: ("{count} warning", "{count} warnings"),
    Severity.INFO: ("{count} info", "{count} infos"),
}


def as_json(report: Report) -> str:
    """Findings and a summary; always in English, so that programs can rely on it."""
    english: Translate = str
    document = {
        "findings": [_finding(diagnostic, english) for diagnostic in report.diagnostics],
        "summary": {
            "items": report.items,
            "files": report.files,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
        },
    }
    return json_text(document)


def _finding(diagnostic: Diagnostic, english: Translate) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        **_location(diagnostic.location),
        "item": diagnostic.item or None,
        "message": say(english, diagnostic.message, diagnostic.values),
        "hint": say(english, diagnostic.hint, diagnostic.values) or None,
        "related": [
            {**_location(location), "message": say(english, message, values)}
            for location, message, values in diagnostic.related
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
