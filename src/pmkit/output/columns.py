"""Text side by side in columns of a terminal; wide characters count two cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pmkit.model.text import cell_width
from pmkit.output.colours import Paint

GAP = 3
LEAST, MOST = 22, 44
"""How wide a column wants to be at least, and gets at most."""

_CLOSING = "，。、；：？！）」』”’》】…%％,.;:?!)"
_OPENING = "（「『“‘《【("


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


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, two at least.

    Lines end between words, or between Chinese characters, where no closing sign begins a line and
    no opening one ends it; what is longer than a line is broken anywhere. Only blanks are lost.
    """
    lines: list[str] = []
    line, used = "", 0
    for word in text.split():
        blank = " " if line else ""
        for piece in _pieces(word):
            cells = cell_width(piece)
            if used + len(blank) + cells > width:
                if line:
                    lines.append(line)
                *full, line = _broken(piece, width)
                lines += full
                used = cell_width(line)
            else:
                line += blank + piece
                used += len(blank) + cells
            blank = ""
    return [*lines, line] if line else lines


def _pieces(word: str) -> list[str]:
    """The parts of a word that stay on one line: wide characters with their signs, else runs."""
    if word.isascii():
        return [word]
    found: list[str] = []
    for cluster in _clusters(word):
        wide = cell_width(cluster) == 2
        if found and (
            cluster[0] in _CLOSING
            or found[-1][-1] in _OPENING
            or (not wide and not _ends_wide(found[-1]))
        ):
            found[-1] += cluster
        else:
            found.append(cluster)
    return found


def _ends_wide(piece: str) -> bool:
    return cell_width(piece[-1]) == 2


def _broken(piece: str, width: int) -> list[str]:
    """A piece broken wherever a line is full."""
    if cell_width(piece) <= width:
        return [piece]
    lines = [""]
    used = 0
    for cluster in _clusters(piece):
        cells = cell_width(cluster)
        if used + cells > width and lines[-1]:
            lines.append("")
            used = 0
        lines[-1] += cluster
        used += cells
    return lines


def _clusters(text: str) -> list[str]:
    """The characters of a text, each with what has no width of its own behind it."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for character in text:
        if found and not cell_width(character):
            found[-1] += character
        else:
            found.append(character)
    return found
