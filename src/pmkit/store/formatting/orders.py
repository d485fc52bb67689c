"""Fields in reading order, lists of links by id, and links that nesting says already.

What is moved takes its comments along: those above it, and the one behind it. A comment below the
last field stays where it is. Blank lines above a field go with it; those above one that goes to the
top stand above the one that was there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmkit.model.place import Place
from pmkit.store.formatting.blocks import Field, inner_stretches
from pmkit.store.formatting.layout import Layout
from pmkit.store.formatting.patch import Part, Patch, Sort, Stretch

_DASHED = re.compile(r"( *)-( +)")
_LINE_BREAK = re.compile(r"\r?\n *")
_DASH = re.compile(r"- +")


def keys_in_order(
    layout: Layout, place: Place, order: Sequence[int], field: Field | None
) -> Patch | None:
    """The patch that puts the fields of a mapping in an order; None where that is not certain.

    ``field`` is the key that the mapping stands below, if it does.
    """
    late = next(index for number, index in enumerate(order) if index != number)
    at = place.key_spans()[late]
    if layout.is_flow(place):
        return _swapped(layout, place, order, Sort.KEYS, at)
    fields = _Fields.of(layout, place, field)
    return None if fields is None else fields.moved(order, at)


class _Fields:
    """The fields of a block mapping, each with its lines, and what stands above each."""

    def __init__(self, layout: Layout, bodies: list[Stretch], heads: list[Stretch]) -> None:
        self.layout = layout
        self.bodies = bodies
        self.heads = heads
        """What stands between the field before and this one; of the first, comments above it."""
        self.column = layout.column(bodies[0][0])

    @classmethod
    def of(cls, layout: Layout, place: Place, field: Field | None) -> _Fields | None:
        """The fields of a mapping; None where they cannot be moved with certainty."""
        keys = place.key_spans()
        first = keys[0][0]
        column = layout.column(first)
        if layout.margin(first) is None or not _can_move(layout, place, keys, column):
            return None
        ends = [layout.below(one.end, column) for one in place.children()]
        bodies = [(key[0], end) for key, end in zip(keys, ends, strict=True)]
        above = _above(layout, first, field)
        if above is None:
            return None
        heads = [above, *zip(ends, [key[0] for key in keys[1:]], strict=False)]
        return cls(layout, bodies, heads)

    def moved(self, order: Sequence[int], at: Stretch) -> Patch | None:
        """The patch that puts them in an order."""
        start = self.heads[0][0]
        top = None if self._is_top_spoken_of(order[0]) else self._top(order[0])
        if top is None:
            return None
        if isinstance(top[0], str) and top[0]:
            start = self.layout.line_start(start)
        parts = [*top, self.bodies[order[0]]]
        for index in order[1:]:
            head = self.heads[index]
            gap: Part = head if head[0] < head[1] else self._gap(order[0])
            parts += [gap, self.bodies[index]]
        return Patch(Sort.KEYS, start, max(end for _, end in self.bodies), tuple(parts), at)

    def _is_top_spoken_of(self, index: int) -> bool:
        """Whether a comment to pmkit speaks of the first field, or of another that comes first.

        It speaks of the whole mapping then, or would, since that begins where its first field does.
        """
        holds = self.layout.spoken.holds
        return index > 0 and (holds(self.bodies[0][0]) or holds(self.bodies[index][0]))

    def _gap(self, index: int) -> str:
        """What comes between the field above and the one that was first, if another is it now: the
        blank lines that stood above that other one.
        """
        start, end = self.heads[index]
        comment = self.layout.text.find("#", start, end)
        blanks = self.layout.text[start : end if comment < 0 else comment].count("\n")
        return self.layout.line_end * max(blanks, 1) + " " * self.column

    def _top(self, index: int) -> list[Part] | None:
        """What stands above the field that comes first: its comments, and those only.

        Behind a dash there is no place for them: they go above it. The first part is then a text.
        """
        head, layout = self.heads[index], self.layout
        first = self.heads[0]
        if first[0] < first[1]:
            return [head]
        comment = layout.text.find("#", *head)
        if index == 0 or comment < 0:
            return [""]
        margin = layout.text[layout.line_start(first[0]) : first[0]]
        if not margin.strip():
            return [(comment, head[1])]
        dashed = _DASHED.fullmatch(margin)
        if dashed is None:
            return None
        lines = [line.strip() for line in layout.text[comment : head[1]].split("\n")[:-1]]
        words = [dashed[1] + line if line else "" for line in lines]
        return ["".join(line + layout.line_end for line in words) + margin]


def _can_move(layout: Layout, place: Place, keys: list[Stretch], column: int) -> bool:
    """Whether every field begins in its own line, below the first, and ends with it."""
    below = all(layout.margin(start) == " " * column for start, _ in keys[1:])
    inside = place.inside if isinstance(place.inside, dict) else {}
    return below and all(layout.is_settled(one) for one in inside.values())


def _above(layout: Layout, first: int, field: Field | None) -> Stretch | None:
    """The comments above the first field, if they move with it; an empty stretch if there are none.

    Those at the top of a file stay there. None where it is not certain what they belong to.
    """
    margin = layout.margin(first) or ""
    if "-" in margin:
        return first, first
    if field is not None:
        line = layout.line_stop(field.key_span[1])
        comment = layout.text.find("#", line, first)
        if comment < 0:
            return first, first
        is_deeper = layout.column(comment) > len(margin)
        return None if is_deeper else (line, first)
    is_top = layout.column(first) == 0
    return None if not is_top and layout.has_comment_above(first) else (first, first)


def links_in_order(layout: Layout, place: Place, order: Sequence[int]) -> Patch | None:
    """The patch that puts the entries of a list in an order; None if comments stand between any."""
    entries = place.children()
    late = next(index for number, index in enumerate(order) if index != number)
    at = (entries[late].start, entries[late].end)
    if layout.is_flow(place):
        return _swapped(layout, place, order, Sort.LINKS, at)
    starts = [layout.text.rfind("-", place.start, entry.start) for entry in entries]
    ends = [layout.line_stop(entry.end) for entry in entries]
    gaps = zip(ends, starts[1:], strict=False)
    dashes = zip(starts, [entry.start for entry in entries], strict=True)
    if layout.has_comment_above(place.start):
        return None
    if order[0] and any(layout.spoken.holds(starts[index]) for index in (0, order[0])):
        return None  # the list begins where its first entry does
    if not all(_LINE_BREAK.fullmatch(layout.text, *gap) for gap in gaps):
        return None
    if not all(_DASH.fullmatch(layout.text, *dash) for dash in dashes):
        return None
    slots = list(zip(starts, ends, strict=True))
    return Patch(Sort.LINKS, place.start, ends[-1], _in_slots(slots, order), at)


def _swapped(
    layout: Layout, place: Place, order: Sequence[int], sort: Sort, at: Stretch
) -> Patch | None:
    """The entries between brackets in each other's places; commas and blanks stay.

    An empty value needs the comma or blank behind it.
    """
    slots = inner_stretches(layout, place)
    if slots is None or any(one.start == one.end for one in place.children()):
        return None
    parts = _in_slots(slots, order)
    return Patch(sort, slots[0][0], slots[-1][1], parts, at)


def _in_slots(slots: Sequence[Stretch], order: Sequence[int]) -> tuple[Part, ...]:
    """Stretches in each other's places; what stands between them stays."""
    parts: list[Part] = []
    done = slots[0][0]
    for slot, index in zip(slots, order, strict=True):
        parts += [(done, slot[0]), slots[index]]
        done = slot[1]
    return tuple(parts)


def without_field(layout: Layout, place: Place, key: str) -> Patch | None:
    """The patch that takes a field out of an item; a comment behind it gets the line to itself.

    None if the field is the only one, or if comments above or inside it speak of it.
    """
    index = list(place.inside or ()).index(key)
    stretches = _stretches_of(layout, place)
    if stretches is None or len(stretches) < 2:
        return None
    before = stretches[index - 1][1] if index else place.start
    start, end = stretches[index]
    at = place.key_span((key,))[0], place.span((key,))[1]
    if not layout.is_bare(before, at[1]):
        return None
    if index == 0 and layout.spoken.holds(stretches[1][0]):
        return None  # the item would begin where it does
    if index and layout.remark(at[1]) == (at[1], end) and not layout.is_flow(place):
        return Patch(Sort.NESTING, start, layout.text.index("#", at[1]), (), at)
    if index == 0:
        end = stretches[1][0]
    elif layout.is_flow(place):
        start = before
    else:
        start = layout.line_start(start) - len(layout.line_end)
    return Patch(Sort.NESTING, start, end, (), at) if layout.is_bare(start, end) else None


def _stretches_of(layout: Layout, place: Place) -> list[Stretch] | None:
    """The fields of an item, each whole; None where they cannot be told apart with certainty."""
    if layout.is_flow(place):
        return inner_stretches(layout, place)
    fields = _Fields.of(layout, place, None)
    return None if fields is None else fields.bodies
