"""Comments that speak to pmkit."""

from __future__ import annotations

from typing import NamedTuple

from pmkit.model.place import Span


class Remark(NamedTuple):
    """A comment that begins with ``pmkit``, and the stretch of its file that it speaks of.

    ``whole`` is what goes when the comment goes: its line, or the blanks before it as well.
    """

    text: str
    span: Span
    scope: Span
    whole: Span
    is_for_file: bool = False
