"""Where things stand in a file: offsets while reading, lines and columns when people look."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import NamedTuple

Step = str | int
Path = tuple[Step, ...]


_BITS = 23
_LENGTH = (1 << _BITS) - 1


def pack(start: int, end: int) -> int:
    """A stretch of a file of at most 4 MiB as one number, which takes a quarter of the memory."""
    return start << _BITS | (end - start)


def unpack(packed: int) -> tuple[int, int]:
    """Start and end of a packed stretch."""
    start = packed >> _BITS
    return start, start + (packed & _LENGTH)


def end_of(place: int | Place) -> int:
    """Where a value ends whose stretch may be packed."""
    return unpack(place)[1] if isinstance(place, int) else place.end


class Place:
    """The stretch of one value in its file's text, and the places of what is inside it.

    ``start`` and ``end`` are 0-based code points, the end exclusive. ``inside`` holds the places of
    a mapping's values or a list's entries, single values packed; ``keys`` the packed stretches of a
    mapping's keys, in the order of ``inside``.
    """

    __slots__ = ("_packed_keys", "end", "inside", "keys", "start")

    def __init__(
        self,
        start: int,
        end: int,
        inside: dict[str, int | Place] | list[int | Place] | None = None,
        keys: array[int] | None = None,
    ) -> None:
        self.start = start
        self.end = end
        self.inside = inside
        self.keys = keys
        self._packed_keys: dict[str, int] | None = None

    def child(self, step: Step) -> Place | None:
        """The place of the value under a key, or of the entry with an index; None if unwritten.

        A mapping that stands where a list may is its own first entry.
        """
        inside = self.inside
        found: int | Place | None = None
        if isinstance(inside, dict):
            if not isinstance(step, str):
                return self if step == 0 else None
            found = inside.get(step)
        elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
            found = inside[step]
        return Place(*unpack(found)) if isinstance(found, int) else found

    def children(self) -> list[Place]:
        """The places of a list's entries or a mapping's values; none for a single value."""
        inside = self.inside
        found = inside.values() if isinstance(inside, dict) else inside or ()
        return [Place(*unpack(one)) if isinstance(one, int) else one for one in found]

    def call(self, key: str, name: str) -> None:
        """Lets a mapping's value be found under another name than its written key as well."""
        if isinstance(self.inside, dict) and self.keys is not None:
            packed_keys = self._keys_by_name()
            self.inside[name] = self.inside[key]
            self.keys.append(packed_keys[key])
            packed_keys[name] = packed_keys[key]

    def forget(self, indexes: Collection[int]) -> None:
        """Takes some entries out of a list's places."""
        if isinstance(self.inside, list):
            self.inside = [one for index, one in enumerate(self.inside) if index not in indexes]

    def deepest(self, path: Path) -> Place:
        """The place of the value at a path, or of the innermost written value on the way there."""
        place = self
        for step in path:
            inner = place.child(step)
            if inner is None:
                break
            place = inner
        return place

    def span(self, path: Path) -> tuple[int, int]:
        """Start and end of the written value at the path, or of the innermost one on the way."""
        place = self.deepest(path)
        return place.start, place.end

    def key_span(self, path: Path) -> tuple[int, int]:
        """Start and end of the key that ends the path; of the innermost value if not written."""
        parent = self.deepest(path[:-1])
        if isinstance(parent.inside, dict) and path[-1] in parent.inside:
            return unpack(parent._keys_by_name()[str(path[-1])])
        return self.span(path)

    def _keys_by_name(self) -> dict[str, int]:
        """The packed stretches of a mapping's keys by their names."""
        if self._packed_keys is None:
            names = self.inside if isinstance(self.inside, dict) else ()
            self._packed_keys = dict(zip(names, self.keys or (), strict=True))
        return self._packed_keys

    def key_spans(self) -> list[tuple[int, int]]:
        """The stretches of a mapping's keys; none for anything else."""
        return [unpack(packed) for packed in self.keys or ()]

    def scalars(self) -> Sequence[int]:
        """The packed stretches of all keys and single values inside, in the order of the text."""
        found = array("Q")
        self._add_scalars(found)
        return array("Q", sorted(found))

    def _add_scalars(self, found: array[int]) -> None:
        if self.inside is None:
            found.append(pack(self.start, self.end))
            return
        found.extend(self.keys or ())
        for one in self.inside.values() if isinstance(self.inside, dict) else self.inside:
            if isinstance(one, int):
                found.append(one)
            else:
                one._add_scalars(found)


def covering(scalars: Sequence[int], offset: int) -> tuple[int, int] | None:
    """The stretch that an offset is in, of some packed ones in the order of the text."""
    index = bisect_right(scalars, pack(offset, offset + _LENGTH)) - 1
    start, end = unpack(scalars[index]) if index >= 0 else (0, 0)
    return (start, end) if offset < end else None


class Span(NamedTuple):
    """A stretch of a file, by 0-based code points; the end is exclusive."""

    path: str
    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """One file as it was read."""

    path: str
    text: str

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        lengths = map(len, self.text.split("\n"))
        return list(map(add, accumulate(lengths, initial=0), count()))[:-1]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, in code points."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, the other way round."""
        return self._line_starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line break."""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)].rstrip("\r")
