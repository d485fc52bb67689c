"""The ways from goals to tests as rows, every link walked once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmkit.model.workspace import Entry
from pmkit.trace.links import STEPS, Links


@dataclass(frozen=True, slots=True)
class Row:
    """One way down: each step is None where the way has none.

    ``continued`` says that what follows the last step stands in an earlier row.
    """

    goal: Entry | None = None
    requirement: Entry | None = None
    feature: Entry | None = None
    story: Entry | None = None
    test: Entry | None = None
    continued: bool = False

    @property
    def steps(self) -> tuple[Entry, ...]:
        """The steps that the way has, from the goal down."""
        every = (self.goal, self.requirement, self.feature, self.story, self.test)
        return tuple(step for step in every if step is not None)


_Way = tuple[Entry | None, Entry | None, Entry | None, Entry | None, Entry | None]
_NOTHING: _Way = (None, None, None, None, None)


def rows(links: Links) -> Iterator[Row]:
    """The rows of some items.

    A part that is for nothing of its own stands where its whole does. What leads to no goal comes
    after the goals, wholes before their parts.
    """
    walk = _Walk(links)
    for kind in STEPS:
        some = [entry for entry in links.entries if entry.item.kind == kind]
        for entry in sorted(some, key=walk.is_mere_part):
            if entry.id not in walk.seen:
                yield from walk.down(entry)


class _Walk:
    """A walk downwards; it remembers what it has passed."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self.seen: set[str] = set()

    def is_mere_part(self, entry: Entry) -> bool:
        """Whether an item has a whole, and nothing else that it is for. Goals stand alone."""
        above = self.links.above[entry.id]
        is_part = bool(above) and all(one.item.kind == entry.item.kind for one in above)
        return is_part and entry.item.kind != "goal"

    def _is_mere_whole(self, entry: Entry) -> bool:
        """Whether an item only groups its parts, which have rows of their own."""
        around = (*self.links.above[entry.id], *self.links.below[entry.id])
        is_alone = all(one.item.kind == entry.item.kind for one in around)
        return is_alone and bool(self.links.below[entry.id]) and entry.item.kind != "goal"

    def down(self, start: Entry) -> Iterator[Row]:
        """The rows of an item, in depth."""
        waiting = [(start, _NOTHING)]
        while waiting:
            entry, above = waiting.pop()
            way = _further(above, entry)
            parts, steps = self._below(entry)
            if entry.id in self.seen and (parts or steps):
                yield Row(*way, True)
                continue
            self.seen.add(entry.id)
            if not steps and not self._is_mere_whole(entry):
                yield Row(*way)
            waiting += [(one, above) for one in reversed(parts)]
            waiting += [(one, way) for one in reversed(steps)]

    def _below(self, entry: Entry) -> tuple[list[Entry], list[Entry]]:
        """The parts that stand where their whole does, and what serves an item."""
        parts, steps = [], []
        for one in self.links.below[entry.id]:
            if one.item.kind != entry.item.kind:
                steps.append(one)
            elif self.is_mere_part(one):
                parts.append(one)
        return parts, steps


def _further(way: _Way, entry: Entry) -> _Way:
    """A way with one more step."""
    goal, requirement, feature, story, test = way
    match entry.item.kind:
        case "goal":
            return (entry, requirement, feature, story, test)
        case "requirement":
            return (goal, entry, feature, story, test)
        case "feature":
            return (goal, requirement, entry, story, test)
        case "story":
            return (goal, requirement, feature, entry, test)
    return (goal, requirement, feature, story, entry)
