"""Text of items in a chart: one line, nothing hidden, and no longer than there is room for."""

from __future__ import annotations

import re

from pmkit.charts.gantt import Bar
from pmkit.model.cells import cut
from pmkit.model.text import one_line

_NO_CHARACTERS = re.compile("[\ufffe\uffff]")


def clean(text: str) -> str:
    """The text on one line, with everything shown that is no character for XML."""
    return _NO_CHARACTERS.sub(lambda match: f"<U+{ord(match[0]):04X}>", one_line(text))


def row_label(bar: Bar, cells: int) -> str:
    """What a row is called: id and name, in at most so many cells."""
    return cut(clean(f"{bar.id} {bar.name}") or bar.key, cells)
