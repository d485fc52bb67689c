"""Changes of a text that may lie in one another: a stretch that moves takes its changes along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

Stretch = tuple[int, int]
Part = str | Stretch


class Sort(StrEnum):
    """What a patch sets right."""

    KEYS = "keys"
    CHOICE = "choice"
    LINKS = "links"
    INPUTS = "inputs"
    TEXT = "text"
    BLANKS = "blanks"
    NESTING = "nesting"
    END = "end"


class Patch(NamedTuple):
    """A stretch of a text and what takes its place: words, and stretches of the old text.

    ``at`` is the smallest written thing that is not as it should be.
    """

    sort: Sort
    start: int
    end: int
    parts: tuple[Part, ...]
    at: Stretch


def patched(text: str, patches: Iterable[Patch]) -> str:
    """The text with all patches; of two that cross, the one that begins first is made."""
    ordered = sorted(patches, key=_outermost_first)
    return _rendered(text, (0, len(text)), ordered)


def outermost(text: str, patches: Iterable[Patch]) -> list[tuple[Stretch, str]]:
    """Stretches that do not touch one another, and the text that all patches make of each."""
    ordered = sorted(patches, key=_outermost_first)
    return [
        ((patch.start, patch.end), _moved(text, patch, inner))
        for patch, inner in _families(ordered)
    ]


def _outermost_first(patch: Patch) -> tuple[int, int]:
    return patch.start, -patch.end


def _families(ordered: Sequence[Patch]) -> Iterable[tuple[Patch, Sequence[Patch]]]:
    """Each patch that lies in no other, and those that begin in it."""
    index = 0
    while index < len(ordered):
        patch, end = ordered[index], index + 1
        while end < len(ordered) and ordered[end].start < patch.end:
            end += 1
        yield patch, ordered[index + 1 : end]
        index = end


def _rendered(text: str, stretch: Stretch, ordered: Sequence[Patch]) -> str:
    done, end = stretch
    pieces: list[str] = []
    for patch, inner in _families(ordered):
        pieces += [text[done : patch.start], _moved(text, patch, inner)]
        done = patch.end
    return "".join(pieces) + text[done:end]


def _moved(text: str, patch: Patch, inner: Sequence[Patch]) -> str:
    """What takes the place of a patch's stretch, with the patches inside the parts that it keeps.

    A patch that does not lie in one of them is left for the next round.
    """
    pieces: list[str] = []
    for part in patch.parts:
        if isinstance(part, str):
            pieces.append(part)
        else:
            start, end = part
            within = [one for one in inner if start <= one.start and one.end <= end]
            pieces.append(_rendered(text, part, within))
    return "".join(pieces)
