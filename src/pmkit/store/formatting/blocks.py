"""From one line to several: lists of links, inputs of methods and texts, one thing a line.

Whatever holds a comment between its brackets, or an entry of several lines, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pmkit.model.place import Place, unpack
from pmkit.store.formatting.layout import Layout
from pmkit.store.formatting.patch import Part, Patch, Sort, Stretch
from pmkit.store.problems import Problems
from pmkit.store.yaml_reader import Broken, read_yaml

_OPEN = re.compile(r"[\[{]\s*")
_COMMA = re.compile(r"\s*,\s*")
_CLOSE = re.compile(r"\s*,?\s*[\]}]")


class Field(NamedTuple):
    """A key of a block mapping and what stands behind it."""

    holder: Place
    key: str

    @property
    def key_span(self) -> Stretch:
        """Where the key stands."""
        return self.holder.key_span((self.key,))


def inner_stretches(layout: Layout, place: Place) -> list[Stretch] | None:
    """The entries of a flow list or mapping, whole; None if comments stand between them."""
    values = [(one.start, one.end) for one in place.children()]
    keys = place.key_spans() if isinstance(place.inside, dict) else values
    entries = [(key[0], max(key[1], value[1])) for key, value in zip(keys, values, strict=True)]
    if not entries:
        return None
    gaps = [place.start, *(offset for entry in entries for offset in entry), place.end]
    patterns = [_OPEN, *[_COMMA] * (len(entries) - 1), _CLOSE]
    pairs = zip(patterns, gaps[::2], gaps[1::2], strict=True)
    fits = all(pattern.fullmatch(layout.text, *pair) for pattern, *pair in pairs)
    return entries if fits else None


def list_in_block(layout: Layout, field: Field, place: Place, order: Sequence[int]) -> Patch | None:
    """The patch that writes ``[A, B]`` below its key, one entry a line, in another order."""
    entries = inner_stretches(layout, place)
    if entries is None or not all(_is_one_line(layout, entry) for entry in entries):
        return None
    lines = [("- ", entries[index]) for index in order]
    return _below_key(layout, field, place, Sort.LINKS, layout.dash, lines)


def mapping_in_block(layout: Layout, field: Field, place: Place, depth: int) -> Patch | None:
    """The patch that writes ``{a: 1, b: 2}`` below its key, and so those inside to a depth."""
    lines = _mapping_lines(layout, place, depth, "")
    if lines is None:
        return None
    return _below_key(layout, field, place, Sort.INPUTS, layout.step, lines)


def _mapping_lines(
    layout: Layout, place: Place, depth: int, margin: str
) -> list[tuple[Part, ...]] | None:
    """The parts of each line of a mapping that was written in braces."""
    if inner_stretches(layout, place) is None:
        return None
    lines: list[tuple[Part, ...]] = []
    for key, value in zip(place.key_spans(), place.children(), strict=True):
        if not layout.is_colon(key[1], value.start) and value.start < value.end:
            return None
        inner = value.inside and depth > 1 and isinstance(value.inside, dict)
        if inner and layout.is_flow(value):
            below = _mapping_lines(layout, value, depth - 1, margin + " " * layout.step)
            if below is None:
                return None
            lines += [(margin, key, ":"), *below]
        elif not _is_one_line(layout, (key[0], value.end)):
            return None
        elif value.start < value.end:
            lines.append((margin, key, ": ", (value.start, value.end)))
        else:
            lines.append((margin, key, ":"))
    return lines


def text_in_block(layout: Layout, field: Field, packed: int) -> Patch | None:
    """The patch that writes a text of several lines behind ``|``, each on a line of its own."""
    start, end = unpack(packed)
    value = _read(layout.text[start:end])
    if value is None or "\n" not in value.rstrip("\n") or value.endswith("\n\n"):
        return None
    lines = value.rstrip("\n").split("\n")
    block = "|\n" + "".join(f"  {line}\n" if line else "\n" for line in lines)
    if _read(block) != value.rstrip("\n") + "\n":
        return None
    if layout.below(end, layout.column(field.key_span[0])) > layout.line_stop(end):
        return None  # a comment that is indented like the lines would become one of them
    place = Place(start, end)
    return _below_key(layout, field, place, Sort.TEXT, layout.step, [(one,) for one in lines], " |")


def _read(written: str) -> str | None:
    """The text that a value says; None where it says none, or not without a fault."""
    problems = Problems("")
    try:
        data = read_yaml("- " + written, problems).data
    except Broken:
        return None
    one = data[0] if isinstance(data, list) and len(data) == 1 else None
    return one if isinstance(one, str) and not problems else None


def _is_one_line(layout: Layout, stretch: Stretch) -> bool:
    return stretch[0] < stretch[1] and layout.text.find("\n", *stretch) < 0


def _below_key(
    layout: Layout,
    field: Field,
    place: Place,
    sort: Sort,
    indent: int,
    lines: Sequence[Sequence[Part]],
    sign: str = "",
) -> Patch | None:
    """The patch that puts lines below a key in place of its value, behind the line's comment."""
    key_start, key_end = field.key_span
    margin = layout.margin(key_start)
    if margin is None or not layout.is_colon(key_end, place.start):
        return None
    if sign and layout.spoken.holds(key_start):
        return None  # the value would come to begin in the line of its key
    colon = layout.text.index(":", key_end) + 1
    remark = layout.remark(place.end)
    head: list[Part] = [sign, remark] if remark else [sign]
    blanks = layout.line_end + " " * (len(margin) + indent)
    parts = [*head, *_joined(lines, blanks, layout.line_end)]
    stop = layout.line_stop(place.end)
    return Patch(sort, colon, stop, tuple(parts), (place.start, place.end))


def _joined(lines: Sequence[Sequence[Part]], margin: str, line_end: str) -> Iterator[Part]:
    """The parts of lines behind a margin; an empty line gets none."""
    for line in lines:
        yield margin if any(line) else line_end
        yield from line
