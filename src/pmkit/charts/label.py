"""Text of items in a chart: one line, nothing hidden, and no longer than there is room for."""

from __future__ import annotations

import re

from pmkit.charts.gantt import Bar
from pmkit.model.text import cell_width, one_line

_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_MOST_CHARACTERS_A_CELL = 4
"""Marks that combine take no cell, so cells alone would let any number of them through."""


def clean(text: str) -> str:
    """The text on one line, with everything shown that is no character for XML."""
    return _NO_CHARACTERS.sub(lambda match: f"<U+{ord(match[0]):04X}>", one_line(text))


def cut(text: str, cells: int) -> str:
    """The text, or as much of it as takes no more than so many cells, with an ellipsis."""
    most = cells * _MOST_CHARACTERS_A_CELL
    if len(text) <= most and cell_width(text) <= cells:
        return text
    end, room = 0, cells - 1
    for character in text[:most]:
        room -= cell_width(character)
        if room < 0:
            break
        end += 1
    return text[:end].rstrip() + "…"


def in_lines(text: str, cells: int, most_lines: int) -> list[str]:
    """The text in so many lines of so many cells, broken at blanks, else anywhere, and cut."""
    lines: list[str] = []
    for word in cut(text, cells * most_lines).split(" "):
        if lines and cell_width(f"{lines[-1]} {word}") <= cells:
            lines[-1] += f" {word}"
            continue
        lines += _pieces(word, cells)
        if len(lines) > most_lines:
            break
    if len(lines) > most_lines:
        lines[most_lines - 1 :] = [cut(" ".join(lines[most_lines - 1 :]), cells)]
    return lines


def _pieces(word: str, cells: int) -> list[str]:
    pieces = [""]
    room = cells
    for character in word:
        width = cell_width(character)
        if width > room:
            pieces.append("")
            room = cells
        pieces[-1] += character
        room -= width
    return pieces


def row_label(bar: Bar, cells: int) -> str:
    """What a row is called: id and name, in at most so many cells."""
    return cut(clean(f"{bar.id} {bar.name}") or bar.key, cells)
