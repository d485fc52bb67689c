"""The effort of items, in person-days, with their parts and without counting anything twice."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from pmkit.kinds.inheritance import inherited
from pmkit.model.quantity import Range
from pmkit.model.workspace import Entry, Workspace

_PART_OF = {"feature": ("parent",), "story": ("feature",), "task": ("for_",)}
WORK = ("feature", "story", "task")


class Efforts:
    """The efforts of a workspace's features, stories and tasks.

    An item with parts takes the larger of its own estimate and the sum of its parts in the same
    release. What is rejected, dropped or won't be done takes nothing. A range counts with its
    likely value. All figures are exact.
    """

    def __init__(self, workspace: Workspace, hours_per_day: Fraction) -> None:
        self._workspace = workspace
        self._hours_per_day = hours_per_day
        self._known: dict[str, Fraction | None] = {}
        self._releases: dict[str, str] = {}

    @cached_property
    def _parts(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self._workspace.by_id.values():
            for attribute in _PART_OF.get(entry.item.kind, ()):
                whole = self._workspace.find(getattr(entry.item, attribute) or "")
                if whole is not None and whole.item.kind in WORK:
                    found.setdefault(whole.id, []).append(entry)
        return found

    def parts(self, entry: Entry) -> list[Entry]:
        """The sub-features, stories and tasks of an item."""
        return self._parts.get(entry.id, [])

    def release(self, entry: Entry) -> str:
        """The id of the item's release, its own or inherited; empty if it has none."""
        if entry.id not in self._releases:
            found = inherited(self._workspace, entry, "release")
            target = self._workspace.find(found.value) if found else None
            self._releases[entry.id] = target.id if target else ""
        return self._releases[entry.id]

    def counts(self, entry: Entry) -> bool:
        """Whether the item is to be done: not rejected, not dropped, not Won't."""
        if entry.item.is_out:
            return False
        moscow = inherited(self._workspace, entry, "priority.moscow")
        return moscow is None or moscow.value != "wont"

    def own(self, entry: Entry) -> Fraction | None:
        """The item's own estimate; None if it has none."""
        estimate = getattr(entry.item, "estimate", None)
        if not isinstance(estimate, Range):
            return None
        days: Fraction = estimate.likely.days(self._hours_per_day)
        return days

    def of(self, entry: Entry) -> Fraction | None:
        """The effort of an item with its parts; None where nothing of it is estimated."""
        if entry.id in self._known:
            return self._known[entry.id]
        self._known[entry.id] = None  # ends circles
        if self.counts(entry):
            self._known[entry.id] = self.estimated(entry)
        return self._known[entry.id]

    def estimated(self, entry: Entry) -> Fraction | None:
        """What the item would take, whether it is to be done or not."""
        known = [
            effort for effort in (self.own(entry), self._of_parts(entry)) if effort is not None
        ]
        return max(known, default=None)

    def _of_parts(self, entry: Entry) -> Fraction | None:
        efforts = [
            effort
            for part in self.parts(entry)
            if self.release(part) == self.release(entry) and (effort := self.of(part)) is not None
        ]
        return sum(efforts, Fraction(0)) if efforts else None

    def remainder(self, entry: Entry) -> Fraction:
        """What the item takes beyond its parts in the same release.

        Summed over all items of a release, remainders give the effort of the release.
        """
        effort = self.of(entry)
        return Fraction(0) if effort is None else effort - (self._of_parts(entry) or Fraction(0))
