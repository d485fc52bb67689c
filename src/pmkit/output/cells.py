"""Text in the cells of a terminal: cut, padded, side by side."""

from __future__ import annotations

from collections.abc import Iterable

from pmkit.model.text import cell_width


def cut(text: str, cells: int, sign: str = "…") -> str:
    """The text, or as much of it as fits into some cells with a sign that it goes on."""
    if cell_width(text) <= cells:
        return text
    room = cells - cell_width(sign)
    end = 0
    for character in text:
        room -= cell_width(character)
        if room < 0:
            break
        end += 1
    return text[:end].rstrip(" \u200d") + sign


def padded(text: str, cells: int, sign: str = "…") -> str:
    """The text in exactly so many cells."""
    shown = cut(text, cells, sign)
    return shown + " " * (cells - cell_width(shown))


def filled(pieces: Iterable[str], width: int, gap: str) -> list[str]:
    """Pieces side by side in lines of at most ``width`` cells; a longer one is cut."""
    lines: list[str] = []
    for piece in pieces:
        shown = cut(piece, width)
        if lines and cell_width(lines[-1] + gap + shown) <= width:
            lines[-1] += gap + shown
        else:
            lines.append(shown)
    return lines
