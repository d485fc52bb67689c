"""The comments of a file that speak to pmkit, and which lines each of them speaks of.

Comments are not among the events of a YAML parser: they are found by text, where no value is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pmkit.model.place import Place, Span, covering, unpack
from pmkit.model.remark import Remark

MOST_REMARKS = 10_000
_BEGIN = re.compile(r"#(?<![^ \t\n]#)[ \t]*pmkit\b", re.I)  # found by its first sign
_NEXT = re.compile(r"[ \t]#(?=[ \t]|pmkit)", re.I)
_WRITTEN = re.compile(r"^[ \t]*[^\s#].*$", re.M)
_SIGN = re.compile(r"\S")


def remarks_of(path: str, text: str, place: Place) -> Iterator[Remark]:
    """The comments of a file that begin with ``pmkit``, in the order of the text.

    Behind a value, one speaks of its line, and of a text that begins or ends there; alone on a
    line, of the next line that is not a comment; before all keys, of the whole file.
    """
    match = _BEGIN.search(text)
    if match is not None:
        yield from islice(_Reading(path, text, place).remarks(match), MOST_REMARKS)


class _Line(NamedTuple):
    """Where a line begins and ends, and where the first sign in it stands."""

    start: int
    end: int
    sign: int


class _Reading:
    """One file on the way from comment to comment; what lies behind is not looked at again."""

    def __init__(self, path: str, text: str, place: Place) -> None:
        self.path = path
        self.text = text
        self.scalars = place.scalars()
        self.first = unpack(self.scalars[0])[0] if self.scalars else len(text)
        self.line = _Line(-1, -1, -1)
        self.written = (-1, -1)

    def remarks(self, match: re.Match[str] | None) -> Iterator[Remark]:
        """The comments from a match on that begin as it does."""
        while match is not None:
            start = match.start()
            if self._is_comment(start):
                if start > self.line.end:
                    self.line = self._line_of(start)
                yield self._remark(start)
            match = _BEGIN.search(self.text, match.end())

    def _is_comment(self, offset: int) -> bool:
        """Whether no value covers an offset; a block text has its comment behind its ``|``."""
        cover = covering(self.scalars, offset)
        if cover is None:
            return True
        return self.text[cover[0]] in "|>" and self.text.find("\n", cover[0], offset) < 0

    def _line_of(self, offset: int) -> _Line:
        start = self.text.rfind("\n", max(self.line.end, 0), offset) + 1
        sign = _SIGN.search(self.text, start)
        return _Line(start, self._line_end(offset), sign.start() if sign else offset)

    def _line_end(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def _remark(self, start: int) -> Remark:
        following = _NEXT.search(self.text, start, self.line.end)
        text = self.text[start : following.start() if following else self.line.end].rstrip()
        end = start + len(text)
        is_alone = self.text[self.line.sign] == "#"
        is_for_file = is_alone and start < self.first
        scope = (0, len(self.text)) if is_for_file else self._scope(start, is_alone)
        whole = (start, following.end() - 1) if following else self._with_blanks(start, end)
        span = Span(self.path, start, end)
        spoken_of, going = Span(self.path, *scope), Span(self.path, *whole)
        return Remark(text, span, spoken_of, going, is_for_file)

    def _scope(self, start: int, is_alone: bool) -> tuple[int, int]:
        """The line that a comment speaks of, with the whole of a text that goes over its ends."""
        first, last = self._written_after(self.line.end) if is_alone else self.line[:2]
        if first < 0:
            return start, start
        before, after = covering(self.scalars, first), covering(self.scalars, last)
        return before[0] if before else first, after[1] if after else last

    def _written_after(self, offset: int) -> tuple[int, int]:
        """The next line that holds more than a comment; negative if there is none."""
        if 0 <= self.written[0] < offset or self.written == (-1, -1):
            found = _WRITTEN.search(self.text, offset)
            self.written = found.span() if found else (-2, -2)
        return self.written

    def _with_blanks(self, start: int, end: int) -> tuple[int, int]:
        """A comment with the blanks before it, or with its line if nothing else is there."""
        if self.line.sign < start:
            return self.line.start + len(self.text[self.line.start : start].rstrip()), end
        return self.line.start, min(self.line.end + 1, len(self.text))
