"""Cutting an entry out of a list, or a key out of a mapping: the edits, or None where that is not
clear. Comments stay, and so does every other entry with its line."""

from __future__ import annotations

import re

from pmkit.model.edit import Edit
from pmkit.model.place import Path, Place, Span

_COMMA = re.compile(r"[ \t]*,\s*")


def without_entry(text: str, path: str, around: Place, index: int) -> Edit | None:
    """What deletes an entry of a list; None where it shares its line or comments stand between."""
    entries = around.children()
    if not isinstance(around.inside, list) or index >= len(entries):
        return None
    if text[around.start : around.start + 1] == "[":
        return _out_of_flow(text, path, [(one.start, one.end) for one in entries], index)
    start = text.rfind("\n", 0, entries[index].start) + 1
    if re.fullmatch(r"[ ]*-[ ]+", text[start : entries[index].start]) is None:
        return None
    return _lines(text, path, start, entries[index].end)


def without_key(text: str, path: str, around: Place, key: str) -> Edit | None:
    """What deletes a key with its value; None where it is the first or shares its line."""
    if not isinstance(around.inside, dict) or key not in around.inside:
        return None
    names = list(around.inside)
    spans = [
        (start, max(end, child.end))
        for (start, end), child in zip(around.key_spans(), around.children(), strict=True)
    ]
    if text[around.start : around.start + 1] == "{":
        return _out_of_flow(text, path, spans, names.index(key))
    first, last = spans[names.index(key)]
    start = text.rfind("\n", 0, first) + 1
    return None if text[start:first].strip(" ") else _lines(text, path, start, last)


def _out_of_flow(text: str, path: str, spans: list[tuple[int, int]], index: int) -> Edit | None:
    """What deletes one of several stretches with the comma before it, or behind the first."""
    start, end = spans[index]
    if len(spans) == 1:
        return Edit(Span(path, start, end), "")
    if index:
        start = spans[index - 1][1]
        between = text[start : spans[index][0]]
    else:
        between = text[end : spans[1][0]]
        end = spans[1][0]
    return Edit(Span(path, start, end), "") if _COMMA.fullmatch(between) else None


def _lines(text: str, path: str, start: int, end: int) -> Edit | None:
    """What deletes whole lines; a comment behind the last one stays, on a line of its own."""
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop + 1
    rest = text[end:stop].strip()
    if not rest:
        return Edit(Span(path, start, stop), "")
    if not rest.startswith("#"):
        return None
    indent = start + len(text[start:]) - len(text[start:].lstrip(" "))
    return Edit(Span(path, indent, text.index("#", end)), "")


def place_at(place: Place, path: Path) -> Place | None:
    """The place of the value at a path; None where it is not written."""
    inner: Place | None = place
    for step in path:
        inner = inner.child(step) if inner is not None else None
    return inner
