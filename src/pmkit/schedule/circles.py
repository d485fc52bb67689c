"""What waits for itself: nodes of a network that no order of work can serve."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmkit.schedule.network import Arc, Node

_MOST_WAYS = 100


@dataclass(frozen=True, slots=True)
class Circle:
    """Nodes that wait for each other, and one way around: ids, each of which waits for the next."""

    nodes: tuple[Node, ...]
    way: tuple[str, ...]

    def ways(self) -> dict[int, tuple[str, ...]]:
        """For every node, by number, a shortest way around that it is on.

        Beyond a hundred different ways, the first one stands for the others.
        """
        found: dict[int, tuple[str, ...]] = {}
        searches = 0
        for node in sorted(self.nodes, key=lambda one: (one.id, one.number)):
            if node.number not in found and searches < _MOST_WAYS:
                searches += 1
                way = _way_around(self.nodes, node)
                names = _named(way)
                for one in way:
                    found.setdefault(one.number, names)
        return {node.number: found.get(node.number, self.way) for node in self.nodes}


def circles(nodes: Sequence[Node]) -> Iterator[Circle]:
    """The sets of nodes that wait for each other, by Tarjan's algorithm (1972), iterative."""
    entered: dict[int, int] = {}
    low: dict[int, int] = {}
    open_nodes: list[Node] = []
    for root in nodes:
        walk = [] if root.number in entered else [root]
        arcs = {}
        while walk:
            node = walk[-1]
            if node.number not in entered:
                entered[node.number] = low[node.number] = len(entered)
                open_nodes.append(node)
                arcs[node.number] = iter(node.departures)
            deeper = _deeper(node, arcs[node.number], entered, low)
            if deeper is not None:
                walk.append(deeper)
                continue
            walk.pop()
            if walk:
                low[walk[-1].number] = min(low[walk[-1].number], low[node.number])
            if low[node.number] == entered[node.number]:
                yield from _closed(node, open_nodes, low)


def _deeper(
    node: Node, arcs: Iterator[Arc], entered: dict[int, int], low: dict[int, int]
) -> Node | None:
    """The next node to enter from a node; notes the earliest one that it reaches on the way."""
    for arc in arcs:
        other = arc.target.number
        if other not in entered:
            return arc.target
        low[node.number] = min(low[node.number], low[other])
    return None


def _closed(node: Node, open_nodes: list[Node], low: dict[int, int]) -> Iterator[Circle]:
    """Takes out the nodes that have been entered since a node; yields them if they are a circle."""
    knot: list[Node] = []
    while not knot or knot[-1] is not node:
        knot.append(open_nodes.pop())
        low[knot[-1].number] = sys.maxsize
    if len(knot) > 1 or any(arc.target is node for arc in node.departures):
        start = min(knot, key=lambda one: (one.id, one.number))
        yield Circle(tuple(knot), _named(_way_around(knot, start)))


def _way_around(knot: Sequence[Node], start: Node) -> list[Node]:
    """A shortest way from a node back to it, which stands at both ends."""
    members = {node.number for node in knot}
    before: dict[int, Node] = {}
    waiting = [start]
    for node in waiting:
        for arc in node.departures:
            other = arc.target
            if other.number in members and other.number not in before:
                before[other.number] = node
                waiting.append(other)
    way = [start, before[start.number]]
    while way[-1] is not start:
        way.append(before[way[-1].number])
    return way[::-1]


def _named(way: Sequence[Node]) -> tuple[str, ...]:
    """The ids along a way against its arcs, so that each waits for the next.

    The first stands at the end again, every other one once.
    """
    found: dict[str, None] = {}
    for node in reversed(way[1:]):
        while node.id in found:
            found.popitem()
        found[node.id] = None
    return (*found, way[0].id)
