"""How goals lead to tests: goal, requirement, feature, story, test, both ways, and what is missing.

Only what is still wanted takes part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pmkit.model.workspace import Entry, Workspace
from pmkit.trace.gaps import Gap, Gaps
from pmkit.trace.links import Links
from pmkit.trace.rows import Row, rows


@dataclass(frozen=True, slots=True)
class Traced:
    """An item with what it is for (``above``), what serves it (``below``), and its gaps."""

    entry: Entry
    above: tuple[Entry, ...] = ()
    below: tuple[Entry, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def id(self) -> str:
        """The item's id."""
        return self.entry.id

    def above_of(self, kind: str) -> tuple[Entry, ...]:
        """What it is for, of one kind."""
        return tuple(entry for entry in self.above if entry.item.kind == kind)

    def below_of(self, kind: str) -> tuple[Entry, ...]:
        """What serves it, of one kind."""
        return tuple(entry for entry in self.below if entry.item.kind == kind)


@dataclass(frozen=True)
class Trace:
    """Every goal, requirement, feature, story and test that is still wanted.

    They stand by step from goals to tests, and within a step in the order for readers. ``rows`` are
    the ways from goals to tests.
    """

    items: tuple[Traced, ...] = ()
    rows: tuple[Row, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Traced]:
        """The items by their ids."""
        return {one.id: one for one in self.items}

    def of_kind(self, kind: str) -> Iterator[Traced]:
        """The items of one kind."""
        return (one for one in self.items if one.entry.item.kind == kind)

    @cached_property
    def gaps(self) -> dict[Gap, tuple[Traced, ...]]:
        """The items with each gap; a gap that no item has is not there."""
        found: dict[Gap, list[Traced]] = {gap: [] for gap in Gap}
        for one in self.items:
            for gap in one.gaps:
                found[gap].append(one)
        return {gap: tuple(some) for gap, some in found.items() if some}


def trace(workspace: Workspace) -> Trace:
    """How the items of a workspace hang together, in time that grows with their links."""
    links = Links(workspace)
    gaps = Gaps(links)
    return Trace(
        tuple(
            Traced(
                entry,
                tuple(links.above[entry.id]),
                tuple(links.below[entry.id]),
                gaps.of(entry),
            )
            for entry in links.entries
        ),
        tuple(rows(links)),
    )
