"""The links between goals, requirements, features, stories and tests that are still wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from pmkit.kinds.effort import Efforts
from pmkit.kinds.inheritance import inherited
from pmkit.model.workspace import Entry, Workspace

STEPS = ("goal", "requirement", "feature", "story", "test")
_FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "goal": {"parent": ("goal",)},
    "requirement": {"goals": ("goal",), "parent": ("requirement",)},
    "feature": {"satisfies": ("goal", "requirement"), "parent": ("feature",)},
    "story": {"satisfies": ("goal", "requirement"), "feature": ("feature",)},
    "test": {"verifies": ("requirement", "feature", "story")},
}
"""The fields of each kind that lead up, and the kinds that they may lead to."""


class Links:
    """What each item is for (``above``) and what serves it (``below``).

    ``entries`` and both ends of every item stand by step, and within a step in the order for
    readers. Former ids count, links of an item to itself and second links do not.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._counts = Efforts(workspace, Fraction(1)).counts  # no hours are counted here
        every = (entry for step in STEPS for entry in workspace.of_kind(step))
        self.entries = [entry for entry in every if self._is_wanted(entry)]
        self._places = {entry.id: place for place, entry in enumerate(self.entries)}
        self.above: dict[str, list[Entry]] = {entry.id: [] for entry in self.entries}
        self.below: dict[str, list[Entry]] = {entry.id: [] for entry in self.entries}
        for lower, upper in {(low.id, high.id): (low, high) for low, high in self._all()}.values():
            self.above[lower.id].append(upper)
            self.below[upper.id].append(lower)
        for ends in (*self.above.values(), *self.below.values()):
            ends.sort(key=lambda entry: self._places[entry.id])

    def _is_wanted(self, entry: Entry) -> bool:
        """Whether an item is to be done: not dropped, not rejected, not Won't."""
        if entry.item.kind in ("feature", "story"):
            return self._counts(entry)
        moscow = inherited(self._workspace, entry, "priority.moscow")
        return not entry.item.is_out and not (moscow is not None and moscow.value == "wont")

    def _all(self) -> Iterator[tuple[Entry, Entry]]:
        """Each link: the item that serves, and what it serves."""
        for entry in self.entries:
            for field, kinds in _FIELDS[entry.item.kind].items():
                for target in self._targets(entry, field, kinds):
                    yield entry, target
            if entry.item.kind == "feature":
                for story in self._targets(entry, "story", ("story",)):
                    yield story, entry

    def _targets(self, entry: Entry, field: str, kinds: tuple[str, ...]) -> Iterator[Entry]:
        written = getattr(entry.item, field)
        for link in (written,) if isinstance(written, str) else written or ():
            target = self._workspace.find(link.partition("/")[0])
            if target is None or target is entry or target.item.kind not in kinds:
                continue
            if target.id in self._places:
                yield target

    def has_below(self, entry: Entry, *kinds: str) -> bool:
        """Whether an item of one of the kinds serves another."""
        return any(one.item.kind in kinds for one in self.below[entry.id])

    def upwards(self, starts: Iterable[Entry]) -> set[str]:
        """The ids of some items and of all that they are for."""
        return _reached(starts, self.above)

    def downwards(self, starts: Iterable[Entry]) -> set[str]:
        """The ids of some items and of all that serves them."""
        return _reached(starts, self.below)


def _reached(starts: Iterable[Entry], links: dict[str, list[Entry]]) -> set[str]:
    waiting = list({entry.id: entry for entry in starts}.values())
    found = {entry.id for entry in waiting}
    for entry in waiting:
        for target in links[entry.id]:
            if target.id not in found:
                found.add(target.id)
                waiting.append(target)
    return found
