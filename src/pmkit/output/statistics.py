"""How often each rule has found something."""

from __future__ import annotations

from pmkit.check.run import Report
from pmkit.i18n import translator
from pmkit.model.diagnostic import Diagnostic
from pmkit.model.wording import say
from pmkit.output.reporting import WEIGHT
from pmkit.output.tables import Table
from pmkit.output.tally import tally


def as_table(report: Report, language: str) -> Table:
    """One row a rule, those that found most first; the findings that a fix would mend are counted.

    The severity is the worst that a finding of the rule has.
    """
    translate = translator(language)
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in report.diagnostics:
        found.setdefault(diagnostic.code, []).append(diagnostic)
    columns = ("count", "code", "name", "severity", "fixable")
    table = Table(
        tuple(map(translate, columns)), numeric=frozenset({0}), steady=frozenset({0, 1, 2, 3})
    )
    for code, some in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        severity = min((one.severity for one in some), key=WEIGHT.__getitem__)
        counts = tally(some)
        parts = [str(counts.safe)] if counts.safe else []
        if counts.unsafe:
            parts.append(say(translate, "{count} unsafe", {"count": counts.unsafe}))
        fixable = translate(", ").join(parts)
        table.rows.append((str(len(some)), code, some[0].name, translate(severity.value), fixable))
    return table
