"""How the lines of a file are written: margins, line ends, comments, what its author indents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from pmkit.model.place import Place, unpack
from pmkit.model.remark import Remark
from pmkit.store.formatting.patch import Stretch
from pmkit.store.formatting.spoken import Spoken

_BLOCK_MARGIN = re.compile(r" *(?:- +)*")
_COLON = re.compile(r"\s*:\s*")
_LISTS = re.compile(r"^( *(?:- +)*)[^\s#][^\n]*:[ ]*\r?\n( *)- ", re.M)
_MAPPINGS = re.compile(r"^( *(?:- +)*)[^\s#][^\n]*:[ ]*\r?\n( *)[^\s#-]", re.M)
_INDENT = 2
_MOST_INDENT = 8


class Layout:
    """A file's text by lines; ``spoken`` is what its comments to pmkit speak of."""

    def __init__(self, text: str, remarks: Iterable[Remark] = ()) -> None:
        self.text = text
        self.spoken = Spoken(text, remarks)

    @cached_property
    def line_end(self) -> str:
        """What ends the file's lines."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    @cached_property
    def dash(self) -> int:
        """How far the author indents the dashes of a list below its key."""
        return self._indent(_LISTS, least=0)

    @cached_property
    def step(self) -> int:
        """How far the author indents what stands below a key."""
        return self._indent(_MAPPINGS, least=1)

    def _indent(self, pattern: re.Pattern[str], least: int) -> int:
        for match in pattern.finditer(self.text):
            indent = len(match[2]) - len(match[1])
            if least <= indent <= _MOST_INDENT:
                return indent
        return _INDENT

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def column(self, offset: int) -> int:
        """How many characters stand before an offset in its line."""
        return offset - self.line_start(offset)

    def line_stop(self, offset: int) -> int:
        """Where the line of an offset ends, before its line end."""
        end = self.text.find("\n", offset)
        if end < 0:
            return len(self.text)
        return end - 1 if end > offset and self.text[end - 1] == "\r" else end

    def margin(self, offset: int) -> str | None:
        """What stands before an offset in its line, if that is blanks and dashes; else None."""
        margin = self.text[self.line_start(offset) : offset]
        return margin if _BLOCK_MARGIN.fullmatch(margin) else None

    def is_flow(self, place: Place) -> bool:
        """Whether a mapping or list is written in brackets."""
        return self.text.startswith(("{", "["), place.start)

    def is_bare(self, start: int, end: int) -> bool:
        """Whether no comment stands in a stretch between values."""
        return self.text.find("#", start, end) < 0

    def is_colon(self, start: int, end: int) -> bool:
        """Whether a colon and nothing else stands between a key and its value."""
        return _COLON.fullmatch(self.text, start, end) is not None

    def remark(self, offset: int) -> Stretch | None:
        """The comment behind a value in its line, with the blanks before it, if there is one."""
        stop = self.line_stop(offset)
        return None if self.is_bare(offset, stop) else (offset, stop)

    def below(self, offset: int, column: int) -> int:
        """Where a value that ends at an offset ends with its comments: those in its line, and those
        right below it that are indented more than its key's column.
        """
        end = self.line_stop(offset)
        cursor = end
        while cursor < len(self.text):
            start = self.text.find("\n", cursor) + 1
            if start == 0:
                break
            cursor = self.line_stop(start)
            line = self.text[start:cursor]
            bare = line.lstrip(" ")
            if bare.startswith("#") and len(line) - len(bare) > column:
                end = cursor
            elif bare.strip():
                break
        return end

    def has_comment_above(self, offset: int) -> bool:
        """Whether the line above that of an offset is a comment."""
        end = self.line_start(offset) - 1
        return end > 0 and self.text[self.line_start(end) : end].lstrip(" ").startswith("#")

    def is_settled(self, place: int | Place) -> bool:
        """Whether blank lines after a value are no part of it, as they may be of a block of text.

        A block that keeps them (``|+``) owns all; any other those with more blanks than its margin.
        """
        start, end = _last_scalar(place)
        if not self.text.startswith(("|", ">"), start):
            return True
        header = self.text[start : self.line_stop(start)].partition("#")[0]
        if "+" in header:
            return False
        line_start = self.line_start(start)
        line = self.text[line_start:start]
        indent = len(line) - len(line.lstrip(" "))
        cursor = self.line_stop(end)
        while cursor < len(self.text):
            first = self.text.find("\n", cursor) + 1
            if first == 0:
                break
            cursor = self.line_stop(first)
            blank = self.text[first:cursor]
            if blank.strip():
                break
            if len(blank) > indent:
                return False
        return True


def _last_scalar(place: int | Place) -> Stretch:
    """Start and end of the last single value inside a place."""
    while isinstance(place, Place) and place.inside:
        inside = place.inside
        place = list(inside.values())[-1] if isinstance(inside, dict) else inside[-1]
    return unpack(place) if isinstance(place, int) else (place.start, place.end)
