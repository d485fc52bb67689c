"""What comments that speak to pmkit speak of: it moves with them as a whole, or not at all.

A rule is silenced at places. Were one more value to stand in the line that a comment speaks of, or
one less, `pmkit check` would find something else after `pmkit fmt` than before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pmkit.model.place import Place, unpack
from pmkit.model.remark import Remark
from pmkit.store.formatting.patch import Patch, Stretch

_Steps = tuple[str | int, ...]
_Offset = tuple[int, bool, _Steps]


class Spoken:
    """The stretches of a text that comments to pmkit and what they speak of take up."""

    def __init__(self, text: str, remarks: Iterable[Remark] = ()) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(self._around(one) for one in remarks if not one.is_for_file):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def _around(self, remark: Remark) -> Stretch:
        """From the first sign of a comment and what it speaks of to the last of them.

        One that speaks of nothing would speak of whatever came to stand below it.
        """
        span, scope = remark.span, remark.scope
        if scope.start == scope.end:
            return span.start, len(self.text) + 1
        start, end = min(span.start, scope.start), max(span.end, scope.end)
        written = self.text[start:end]
        return end - len(written.lstrip()), start + len(written.rstrip())

    def holds(self, offset: int) -> bool:
        """Whether a comment to pmkit speaks of what stands at an offset."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.ends[index]

    def allows(self, patch: Patch) -> bool:
        """Whether every comment speaks of the same after a patch.

        What stays in its line may change places in it; anything else has to stay together.
        """
        first = bisect_right(self.ends, patch.start)
        last = bisect_left(self.starts, patch.end)
        if first >= last or self._is_in_line(patch):
            return True
        kept = list(_kept(patch, len(self.text) + 1))
        kept_starts = [start for start, _ in kept]
        for start, end in zip(self.starts[first:last], self.ends[first:last], strict=True):
            index = bisect_right(kept_starts, start) - 1
            if index < 0 or end > kept[index][1]:
                return False
        return True

    def _is_in_line(self, patch: Patch) -> bool:
        """Whether a patch of one line leaves one line, and takes nothing away."""
        breaks = self.text.find("\n", patch.start, patch.end) >= 0
        breaks = breaks or any("\n" in part for part in patch.parts if isinstance(part, str))
        return bool(patch.parts) and not breaks


def _kept(patch: Patch, end: int) -> Iterator[Stretch]:
    """The stretches that stay together, in the order of the text; those at its edges with all
    that lies before or behind the patch.
    """
    together: list[Stretch] = [(0, patch.start)]
    for part in (*patch.parts, (patch.end, end)):
        if isinstance(part, str):
            together += [(-1, -1)] if part else []
        elif together[-1][1] == part[0]:
            together[-1] = (together[-1][0], part[1])
        else:
            together.append(part)
    yield from sorted(one for one in together if one[0] >= 0)


Coverage = Counter[tuple[bool, tuple[str, ...], frozenset[tuple[bool, _Steps]]]]


def coverage(text: str, place: Place, remarks: Iterable[Remark]) -> Coverage:
    """Which keys and values begin where each comment to pmkit speaks, however they are written."""
    by_scope: dict[tuple[bool, int, int], list[str]] = defaultdict(list)
    for remark in remarks:
        scope = remark.scope
        by_scope[remark.is_for_file, scope.start, scope.end].append(remark.text)
    found: Coverage = Counter()
    offsets = sorted(_offsets(text, place, ())) if by_scope else []
    for (is_for_file, start, end), texts in by_scope.items():
        first, behind = bisect_left(offsets, (start,)), bisect_left(offsets, (end + 1,))
        spoken_of = offsets[:0] if is_for_file else offsets[first:behind]
        names = frozenset((is_key, path) for _, is_key, path in spoken_of)
        found[is_for_file, tuple(sorted(texts)), names] += 1
    return found


def _offsets(text: str, place: int | Place, path: _Steps) -> Iterator[_Offset]:
    """Where each key and value begins, and its path; entries of lists are told apart by ids."""
    yield (unpack(place)[0] if isinstance(place, int) else place.start), False, path
    if isinstance(place, int):
        return
    if isinstance(place.inside, dict):
        for (start, _), (key, value) in zip(place.key_spans(), place.inside.items(), strict=True):
            yield start, True, (*path, key)
            yield from _offsets(text, value, (*path, key))
    for index, value in enumerate(place.inside if isinstance(place.inside, list) else ()):
        yield from _offsets(text, value, (*path, _name(text, value, index)))


def _name(text: str, entry: int | Place, index: int) -> str | int:
    """What an entry of a list is known by: links have digits and are sorted, words of choices have
    none and become English.
    """
    if isinstance(entry, Place):
        named = entry.inside.get("id") if isinstance(entry.inside, dict) else None
        return text[slice(*unpack(named))] if isinstance(named, int) else index
    written = text[slice(*unpack(entry))]
    return written if any(sign.isdigit() for sign in written) else ""
