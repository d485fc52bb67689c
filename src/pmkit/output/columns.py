"""Lines of text side by side in columns of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pmkit.model.text import cell_width
from pmkit.output.colours import Paint

GAP = 3
LEAST, MOST = 22, 44
"""How wide a column wants to be at least, and gets at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column, and how it is painted."""

    text: str = ""
    styles: tuple[str, ...] = ()


def width_of(count: int, terminal: int) -> tuple[int, int]:
    """How many of some columns stand beside each other, and how wide each is.

    As many as have room, spread evenly over as few bands as that takes.
    """
    beside = max(1, min(count, (terminal + GAP) // (LEAST + GAP)))
    bands = -(-count // beside)
    beside = -(-count // bands)
    return beside, max(2, min(MOST, (terminal - GAP * (beside - 1)) // beside))


def in_bands(columns: Sequence[Sequence[Line]], beside: int, width: int, paint: Paint) -> list[str]:
    """Columns beside each other, at most so many, one band below the other."""
    lines: list[str] = []
    bands = -(-len(columns) // beside)
    start = 0
    for number in range(bands):
        end = start + -(-(len(columns) - start) // (bands - number))
        lines += [*([""] if lines else []), *_beside(columns[start:end], width, paint)]
        start = end
    return lines


def _beside(columns: Sequence[Sequence[Line]], width: int, paint: Paint) -> Iterator[str]:
    nothing = Line()
    for row in zip_longest(*columns, fillvalue=nothing):
        shown: list[str] = []
        owed = 0
        for line in row:
            if line.text:
                shown += [" " * owed, paint(line.text, *line.styles) if line.styles else line.text]
                owed = width - cell_width(line.text)
            else:
                owed += width
            owed += GAP
        yield "".join(shown)
