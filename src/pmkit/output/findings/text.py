"""Findings for people: each with its line, a caret under the fault, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from pmkit.check.run import Report
from pmkit.model.diagnostic import Diagnostic, Location
from pmkit.model.text import cell_width, visible
from pmkit.model.wording import say
from pmkit.output.findings.concise import headline
from pmkit.output.reporting import Reporting, hint_of, path_shown
from pmkit.output.tally import STYLES, summary

IS_FOR_PEOPLE = True
_MOST_CELLS = 120
_MOST_LOOKED_AT = 4 * _MOST_CELLS
_LEAST_BEFORE = 40


def render(report: Report, reporting: Reporting) -> str:
    """Each finding with its line, a caret under the fault, and what to write instead."""
    lines = [line for one in report.diagnostics for line in _finding(one, reporting)]
    return "\n".join([*lines, *summary(report, reporting.translate, reporting.paint)])


def _finding(diagnostic: Diagnostic, reporting: Reporting) -> Iterator[str]:
    yield headline(diagnostic, reporting)
    place, paint = diagnostic.location, reporting.paint
    hint = hint_of(diagnostic, reporting.translate)
    source = reporting.sources[place.path]
    if not source.text:
        if hint:
            yield f"      {paint(hint, 'cyan')}"
        return
    shown, before, marked = _cut(source.line(place.line), place)
    yield f" {paint(f'{place.line:>4} |', 'dim')} {shown}"
    carets = paint("^" * max(marked, 1), STYLES[diagnostic.severity], "bold")
    yield f"      {paint('|', 'dim')} {' ' * before}{carets} {paint(hint, 'cyan')}".rstrip()
    for location, message, values in diagnostic.related:
        where = f"{path_shown(location.path)}:{location.line}:{location.column}"
        said = say(reporting.translate, message, values)
        yield f"      {paint('=', 'dim')} {where}: {said}"


def _cut(line: str, place: Location) -> tuple[str, int, int]:
    """The line as shown, the cells before the fault, and the cells of the fault.

    A long line is cut around the fault, and what is not shown is not looked at.
    """
    start = place.column - 1
    end = max(place.end_column - 1, start) if place.end_line == place.line else len(line)
    is_long = len(line) > _MOST_LOOKED_AT or cell_width(visible(line)) > _MOST_CELLS
    cut = start - _LEAST_BEFORE if is_long and start > _LEAST_BEFORE else 0
    stop = start + _MOST_LOOKED_AT
    head = ("…" if cut else "") + _plain(line[cut:start])
    fault = _plain(line[start : min(end, stop)])
    shown = head + fault + _plain(line[end:stop])
    if len(shown) > _MOST_CELLS:
        shown = shown[: _MOST_CELLS - 1] + "…"
    room = max(_MOST_CELLS - cell_width(head), 1)
    return shown, cell_width(head), min(cell_width(fault), room)


def _plain(text: str) -> str:
    return visible(text.replace("\t", " "))
