"""The rows of a chart in outline order: a summary, what is left of it, its parts; by group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pmkit.charts.groups import NONE, common
from pmkit.kinds.inheritance import lineage
from pmkit.model.workspace import Workspace
from pmkit.schedule.schedule import Role, Scheduled


@dataclass(frozen=True, slots=True)
class Row:
    """An item at its depth below the summaries of its group.

    ``below`` says how many of the rows that follow are its parts, and theirs.
    """

    one: Scheduled
    depth: int
    below: int


def grouped(
    items: Sequence[Scheduled], workspace: Workspace, own_group: Callable[[Scheduled], str]
) -> dict[str, list[Row]]:
    """The rows of every group, each item once.

    A summary without a group of its own stands where its parts stand. A part of another group than
    its summary stands there without it.
    """
    tree = _Tree(items, workspace)
    groups = tree.groups(own_group)
    above: list[int | None] = []
    for place, group in enumerate(groups):
        whole = tree.above[place]
        while whole is not None and groups[whole] != group:
            whole = tree.above[whole]
        above.append(whole)
    below = _below(above)
    for parts in below.values():
        parts.sort(key=tree.order)
    found: dict[str, list[Row]] = {}
    tops = (place for place, whole in enumerate(above) if whole is None)
    for top in sorted(tops, key=tree.order):
        found.setdefault(groups[top], []).extend(_rows(items, top, below))
    return found


class _Tree:
    """Items and the summaries above them. A place is the number of an item."""

    def __init__(self, items: Sequence[Scheduled], workspace: Workspace) -> None:
        self._items = items
        self._workspace = workspace
        self._summaries = {
            one.id: place for place, one in enumerate(items) if one.role is Role.SUMMARY
        }
        self.above = [self._summary_above(one) for one in items]
        self._wholes_first = self._walk()

    def _summary_above(self, one: Scheduled) -> int | None:
        """The place of the nearest summary that an item is a part of."""
        if one.role is Role.REMAINDER:
            return self._summaries.get(one.id)
        _, *above = lineage(self._workspace, one.entry)
        places = (self._summaries.get(entry.id) for entry in above)
        return next((place for place in places if place is not None), None)

    def _walk(self) -> list[int]:
        """All places, wholes before parts. A circle is opened where it is met first."""
        below = _below(self.above)
        tops = [place for place, whole in enumerate(self.above) if whole is None]
        found: dict[int, None] = {}
        for top in (*tops, *range(len(self._items))):
            if top not in found:
                self.above[top] = None
            waiting = [top]
            while waiting:
                place = waiting.pop()
                if place not in found:
                    found[place] = None
                    waiting += below.get(place, ())
        return list(found)

    def groups(self, own_group: Callable[[Scheduled], str]) -> list[str]:
        """The group of every item; a remainder stands with its summary."""
        found = [own_group(one) for one in self._items]
        inner: dict[int, set[str]] = {}
        for place in reversed(self._wholes_first):
            one, whole = self._items[place], self.above[place]
            if one.role is Role.SUMMARY and found[place] == NONE:
                found[place] = common(inner.get(place, ()))
            if whole is not None and one.role is not Role.REMAINDER:
                inner.setdefault(whole, set()).add(found[place])
        for place, one in enumerate(self._items):
            whole = self.above[place]
            if one.role is Role.REMAINDER and whole is not None:
                found[place] = found[whole]
        return found

    def order(self, place: int) -> tuple[bool, date, date, str]:
        """Where an item stands among its neighbours: what is left of their whole, then by date."""
        one = self._items[place]
        is_rest = one.role is Role.REMAINDER and self.above[place] is not None
        return not is_rest, one.start, one.finish, one.id


def _below(above: Sequence[int | None]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for place, whole in enumerate(above):
        if whole is not None:
            found.setdefault(whole, []).append(place)
    return found


def _rows(items: Sequence[Scheduled], top: int, below: dict[int, list[int]]) -> list[Row]:
    """An item and all below it, from top to bottom."""
    places: list[tuple[int, int]] = []
    waiting = [(top, 0)]
    while waiting:
        place, depth = waiting.pop()
        places.append((place, depth))
        waiting += [(part, depth + 1) for part in reversed(below.get(place, ()))]
    ends = [len(places)] * len(places)
    way: list[int] = []
    for number, (_, depth) in enumerate(places):
        for done in way[depth:]:
            ends[done] = number
        way[depth:] = [number]
    return [
        Row(items[place], depth, ends[number] - number - 1)
        for number, (place, depth) in enumerate(places)
    ]
