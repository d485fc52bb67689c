"""How long a check took, rule by rule."""

from __future__ import annotations

from collections.abc import Sequence

from pmkit.check.profile import Timing
from pmkit.i18n import translator
from pmkit.model.wording import say
from pmkit.output.tables import Table


def as_table(timings: Sequence[Timing], reading: float, total: float, language: str) -> Table:
    """One row a rule, the slowest first, and rows for reading and for what several rules share.

    What a rule is the first to need, such as the links of the workspace, and is kept for others,
    has a row of its own. ``total`` also holds what none of the rows name.
    """
    translate = translator(language)
    rows = [(reading, "", translate("reading the files"), "")]
    for one in timings:
        name = one.name if one.code else translate("kept for other rules")
        if not one.code and one.name:
            name = say(translate, "worked out once: {names}", {"names": one.name})
        rows.append((one.seconds, one.code, name, str(one.findings or "")))
    rows.sort(key=lambda row: (-row[0], row[1], row[2]))
    rest = max(total - sum(row[0] for row in rows), 0.0)
    rows += [(rest, "", translate("all else"), ""), (total, "", translate("total"), "")]
    columns = ("ms", "share", "code", "name", "count")
    table = Table(
        tuple(map(translate, columns)), numeric=frozenset({0, 1, 4}), steady=frozenset({0, 1, 2})
    )
    for seconds, code, name, count in rows:
        share = f"{seconds / total:.1%}" if total else ""
        table.rows.append((f"{seconds * 1000:.1f}", share, code, name, count))
    return table
