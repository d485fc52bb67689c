"""The law of fixes: no finding more, and everything that could be read can still be read.

Findings are known by their identity, and by their place, which moves with the text around it: a fix
may change the words at the place of other findings. What can only be seen now that a stretch can be
read was there before, and is nobody's guilt.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pmkit.check.baseline import unknown_before
from pmkit.check.rule import ALWAYS
from pmkit.check.run import Report
from pmkit.model.diagnostic import Diagnostic
from pmkit.model.place import Place, pack, unpack
from pmkit.model.workspace import Entry, Workspace
from pmkit.store.editor import Splice
from pmkit.store.loader import Loaded
from pmkit.store.problems import UNTOLD, damaged_files, damaged_items
from pmkit.store.tree import MARKER

READING, LOOK = "SYN", "FMT"
Judged = tuple[Loaded, Report]


@dataclass(frozen=True)
class Breach:
    """That the law is broken, and the items at which that shows."""

    items: frozenset[str] = frozenset()


class _Shift:
    """Where the text of a file has gone to under some splices that do not overlap."""

    def __init__(self, splices: Sequence[Splice]) -> None:
        ordered = sorted(splices, key=lambda one: (one.start, one.end))
        self.starts = [one.start for one in ordered]
        self.ends = [one.end for one in ordered]
        self.moves = [0, *accumulate(len(one.text) - (one.end - one.start) for one in ordered)]

    def touches(self, start: int, end: int) -> bool:
        """Whether a splice changes something inside a stretch, or inserts at one of its edges."""
        for index in range(bisect_left(self.ends, start), len(self.starts)):
            first, last = self.starts[index], self.ends[index]
            if first > end:
                break
            if first == last or (first < end and last > start):
                return True
        return False

    def before(self, offset: int) -> int:
        """Where an offset is now: at the start of the splice that it is in, if it is in one.

        What is inserted at the offset stands behind it.
        """
        index = bisect_left(self.ends, offset)
        if index < len(self.ends) and self.starts[index] < self.ends[index] == offset:
            index += 1
        if index < len(self.starts) and self.starts[index] <= offset:
            offset = self.starts[index]
        return offset + self.moves[index]

    def after(self, offset: int) -> int:
        """The same, but what is inserted at the offset stands before it."""
        index = bisect_right(self.ends, offset)
        if index < len(self.starts) and self.starts[index] < offset:
            return self.starts[index] + self.moves[index]
        return offset + self.moves[index]


def breach(
    before: Judged,
    after: Judged,
    splices: Mapping[str, Sequence[Splice]],
    fixed: Sequence[Diagnostic],
) -> Breach | None:
    """How a change of some files breaks the law; None if it keeps it."""
    shifts = {path: _Shift(some) for path, some in splices.items()}
    lost = set(_lost(before[0].workspace, after[0].workspace, shifts))
    if MARKER in shifts and not _are_kept(before[0].place, after[0].place, shifts[MARKER]):
        lost.add("")
    added = {one.item for one in _added(before, after, shifts, fixed)}
    return Breach(frozenset(lost | added)) if lost or added else None


def _lost(before: Workspace, after: Workspace, shifts: Mapping[str, _Shift]) -> Iterator[str]:
    """The ids of items that lost something which no splice touches."""
    yield from after.lost_ids.keys() - before.lost_ids.keys() - before.by_id.keys()
    now = {
        (entry.path, entry.place.start): entry for entry in after.entries if entry.path in shifts
    }
    for entry in before.entries:
        shift = shifts.get(entry.path)
        if shift is None:
            continue
        start = entry.place.start
        same = now.get((entry.path, shift.before(start))) or now.get(
            (entry.path, shift.after(start))
        )
        if same is None or not _is_whole(entry, same, shift):
            yield entry.id


def _is_whole(before: Entry, after: Entry, shift: _Shift) -> bool:
    """Whether an item is still what it was, but for what the splices touch."""
    if before.item.kind != after.item.kind:
        return False
    if before.id != after.id and before.id and not shift.touches(*before.place.span(("id",))):
        return False
    if before.nested_in:
        return True
    return _are_kept(before.place, after.place, shift)


def _are_kept(before: Place, after: Place, shift: _Shift) -> bool:
    """Whether every key and single value that no splice touches stands where it has to be now."""
    kept = set(after.scalars())
    return all(
        _moved(shift, start, end) in kept
        for start, end in map(unpack, before.scalars())
        if start < end and not shift.touches(start, end)
    )


def _moved(shift: _Shift, start: int, end: int) -> int:
    moved = shift.after(start)
    return pack(moved, moved + end - start)


def _added(
    before: Judged, after: Judged, shifts: Mapping[str, _Shift], fixed: Sequence[Diagnostic]
) -> list[Diagnostic]:
    """The findings that were not there before, at their place or in their words."""
    old, new = before[1].diagnostics, after[1].diagnostics
    fresh = list(unknown_before(new, (one.identity for one in old)))
    if not fresh:
        return []
    gone = unknown_before(old, (one.identity for one in new))
    done = {id(one) for one in fixed}
    sources = before[0].workspace.sources
    moved: Counter[tuple[str, str, int]] = Counter()
    for one in gone:
        if id(one) not in done:
            place = one.location
            offset = sources[place.path].offset(place.line, place.column)
            shift = shifts.get(place.path)
            moved[one.code, place.path, shift.before(offset) if shift else offset] += 1
    sources = after[0].workspace.sources
    found: list[Diagnostic] = []
    for one in fresh:
        place = one.location
        key = one.code, place.path, sources[place.path].offset(place.line, place.column)
        if moved[key] > 0:
            moved[key] -= 1
        else:
            found.append(one)
    hidden = _Hidden(before, after, fixed)
    return [one for one in found if not hidden.covers(one)]


class _Hidden:
    """What could not be seen before: what a fix made readable, and what was only counted."""

    def __init__(self, before: Judged, after: Judged, fixed: Sequence[Diagnostic]) -> None:
        workspace = before[0].workspace
        self._mends = all(one.code[:3] == READING for one in fixed)
        self._items = damaged_items(workspace.problems)
        self._paths = damaged_files(workspace.problems)
        self._known = workspace.by_id
        self._before, self._after = _totals(before[1]), _totals(after[1])
        self._counted = {
            (one.code, one.location.path) for one in before[1].diagnostics if one.message == UNTOLD
        }

    def covers(self, finding: Diagnostic) -> bool:
        """Whether a finding may have been there before, unseen, or is about the look of a file.

        What a fix does to the look is put right by the fixes of the look, which come last.
        """
        if finding.code[:3] == LOOK:
            return True
        place = finding.code, finding.location.path
        if place in self._counted and self._after[place] <= self._before[place]:
            return True
        if not self._mends or (finding.name == "unreadable-yaml" and finding.fix is None):
            return False
        if finding.item and finding.item in self._known:
            return finding.item in self._items or finding.code[:3] not in ALWAYS
        return finding.location.path in self._paths


def _totals(report: Report) -> Counter[tuple[str, str]]:
    """How many findings of each rule a file has, those included that are only counted."""
    found: Counter[tuple[str, str]] = Counter()
    for one in report.diagnostics:
        untold = one.values["count"] if one.message == UNTOLD else 1
        assert isinstance(untold, int)
        found[one.code, one.location.path] += untold
    return found
