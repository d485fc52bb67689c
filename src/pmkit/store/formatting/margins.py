"""The ends of lines and of the file: no blanks behind anything, one line end at the very end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pmkit.model.place import Place, pack, unpack
from pmkit.store.formatting.layout import Layout
from pmkit.store.formatting.patch import Patch, Sort

_TRAILING = re.compile(r"[ \t]+(?=\r?$)", re.M)
_SIGNS = (" \n", "\t\n", " \r\n", "\t\r\n")


def is_ragged(text: str) -> bool:
    """Whether a glance at a text does not rule out that its margins are to be changed."""
    ends = not text.endswith("\n") or text.endswith(("\n\n", "\n\r\n"))
    may_have = " \n" in text or "\t" in text or "\r" in text
    return ends or (may_have and any(sign in text for sign in _SIGNS))


def margins(layout: Layout, place: Place) -> Iterator[Patch]:
    """The patches of blanks that nobody sees, and of the end of the file."""
    if not is_ragged(layout.text):
        return
    yield from _trailing_blanks(layout, place)
    yield from _end(layout, place)


def _trailing_blanks(layout: Layout, place: Place) -> Iterator[Patch]:
    text = layout.text
    last_line = layout.line_stop(len(text.rstrip()))
    scalars = place.scalars()
    for match in _TRAILING.finditer(text, 0, last_line):
        if _is_nobodys(layout, scalars, *match.span()):
            yield Patch(Sort.BLANKS, *match.span(), (), match.span())


def _is_nobodys(layout: Layout, scalars: Sequence[int], start: int, end: int) -> bool:
    """Whether some blanks at the end of a line are no part of a value.

    Those that end the last line of a block of text are, and so may be a line of blanks below it.
    """
    index = bisect_right(scalars, pack(start, start)) - 1
    if index < 0:
        return True
    scalar_start, scalar_end = unpack(scalars[index])
    if start < scalar_end:
        return False
    text = layout.text
    if text[scalar_start : scalar_start + 1] not in ("|", ">") or text[scalar_end:start].strip():
        return True
    margin = text[layout.line_start(scalar_start) : scalar_start]
    indent = len(margin) - len(margin.lstrip(" "))
    return "\n" in text[scalar_end:start] and end - start <= indent


def _end(layout: Layout, place: Place) -> Iterator[Patch]:
    text = layout.text
    last = len(text.rstrip())
    stop = layout.line_stop(last)
    if text[stop:] not in ("\n", "\r\n") and layout.is_settled(place):
        yield Patch(Sort.END, stop, len(text), (layout.line_end,), (max(last - 1, 0), last))
