"""Changes to a file's text, stretch by stretch: every other byte stays as it is.

The editor's law: the changed text is read again. What the file said before and the change have to
make up what it says after, and there may be no fault that was not there before; otherwise nothing
is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pmkit.model.place import Place
from pmkit.store import scan
from pmkit.store.problems import Problems
from pmkit.store.unwritable import Unwritable
from pmkit.store.yaml_reader import Broken, Data, read_yaml

_MARK = b"\xef\xbb\xbf"
_INDENT = 2


@dataclass(frozen=True, slots=True)
class Splice:
    """A stretch of a text, by 0-based code points, and what takes its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Read:
    """What a text says: data, places, and how many faults of which sort."""

    data: Data
    place: Place
    faults: Counter[str]


def edit(data: bytes, change: Callable[[str], str]) -> bytes:
    """The bytes of a file after a change of its text; a byte order mark stays."""
    mark = _MARK if data.startswith(_MARK) else b""
    try:
        text = data.removeprefix(mark).decode("utf-8")
    except UnicodeDecodeError:
        raise Unwritable("the file is not UTF-8", "save it as UTF-8") from None
    return mark + change(text).encode("utf-8")


def apply(text: str, splices: Iterable[Splice]) -> str:
    """The text with some stretches replaced; raises ValueError where two of them overlap."""
    parts: list[str] = []
    done = 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        if not done <= splice.start <= splice.end <= len(text):
            raise ValueError(f"{splice} overlaps another, or leaves the text")
        parts += [text[done : splice.start], splice.text]
        done = splice.end
    return "".join(parts) + text[done:]


def spliced(text: str, splices: Iterable[Splice], expected: Data) -> str:
    """The changed text, if it says what is expected; raises Unwritable if it does not."""
    after = apply(text, splices)
    if not _says(after, expected, _read(text).faults):
        raise _broken_law()
    return after


def append_entry(text: str, plural: str, entry: Sequence[str]) -> str:
    """The text with one more item at the end of a list of items; raises Unwritable.

    ``entry`` holds the lines of the item's mapping. They get the list's indentation, the text's
    line ends, and a blank line before them where the list has one between its items.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    whole = text if not text or text.endswith("\n") else text + line_end
    before = _read(whole)
    if whole is not text and _bare(_read(text).data) != _bare(before.data):
        raise _broken_law()
    items = _items(before, plural)
    added = _read("".join(line + "\n" for line in entry)).data
    expected = {**(before.data or {}), plural: [*items, added]}
    for splices in _ways(whole, before.place, plural, _Layout(line_end, tuple(entry))):
        after = apply(whole, splices)
        if _says(after, expected, before.faults):
            return after
    raise _broken_law()


def _items(before: _Read, plural: str) -> list[Data]:
    """The items that the list has so far."""
    data = before.data if before.data is not None else {}
    if not isinstance(data, dict) or "id" in data or "kind" in data:
        raise Unwritable("the file does not hold lists of items", "name another file")
    value = data.get(plural)
    if value is not None and not isinstance(value, list):
        raise Unwritable(
            "{plural} is not a list there", "begin its one item with - ", plural=plural
        )
    return value or []


def _broken_law() -> Unwritable:
    return Unwritable(
        "the file is written in a way that cannot be changed without changing more",
        "change it by hand, or name another file",
    )


def _read(text: str) -> _Read:
    problems = Problems("")
    readable = scan.refuse_text(text, problems)
    try:
        if readable is not text:
            raise Broken("", 0)
        reading = read_yaml(readable, problems)
    except Broken:
        raise Unwritable("not all of the file can be read", "mend it first") from None
    scan.refuse_changed(readable, reading.place, problems)
    return _Read(reading.data, reading.place, Counter(problem.fault for problem in problems))


def _says(text: str, expected: Data, faults: Counter[str]) -> bool:
    try:
        after = _read(text)
    except Unwritable:
        return False
    return bool(after.data == expected and after.faults == faults)


def _bare(data: Data) -> Data:
    """The data without line ends at the end of texts: a field never keeps them."""
    if isinstance(data, dict):
        return {key: _bare(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_bare(value) for value in data]
    return data.rstrip("\n") if isinstance(data, str) else data


@dataclass(frozen=True, slots=True)
class _Layout:
    """The lines of an entry and how a file writes them."""

    line_end: str
    entry: tuple[str, ...]

    def text(self, dash: int, gap: int, spaced: bool) -> str:
        """The entry behind a dash in a column, with blanks after it, and maybe a blank line."""
        first, *others = self.entry
        rest = " " * (dash + 1 + gap)
        lines = [" " * dash + "-" + " " * gap + first]
        lines += [rest + line if line else line for line in others]
        return "".join(line + self.line_end for line in ([""] if spaced else []) + lines)


def _ways(text: str, place: Place, plural: str, layout: _Layout) -> Iterator[list[Splice]]:
    """The ways to add an entry, the prettiest first; the law chooses."""
    inner = place.child(plural)
    if inner is None:
        yield [_new_list(text, place, plural, layout)]
    elif not inner.inside:
        yield from _first_entry(text, place, inner, layout)
    elif text[inner.start] == "-":
        yield from _next_entry(text, place, inner, plural, layout)


def _next_entry(
    text: str, place: Place, inner: Place, plural: str, layout: _Layout
) -> Iterator[list[Splice]]:
    """After the last entry and the comments that belong to it."""
    entries = inner.children()
    dash = _column(text, inner.start)
    gap = entries[0].start - inner.start - 1
    if "\n" in text[inner.start : entries[0].start] or gap < 1:
        gap = 1
    since = entries[-2].end if len(entries) > 1 else place.key_span((plural,))[1]
    spaced = re.search(r"\n[ \t]*\r?\n", text[since : entries[-1].start]) is not None
    end = _after_comments(text, _next_line(text, inner.end), max(dash, 1))
    yield [Splice(end, end, layout.text(dash, gap, spaced))]
    # The blank lines after a block that keeps them (|+) are part of its value.
    past = re.compile(r"(?:[ \t]*\r?\n)*").match(text, end)
    if past is not None and past.end() > end:
        yield [Splice(past.end(), past.end(), layout.text(dash, gap, spaced=False))]


def _first_entry(text: str, place: Place, inner: Place, layout: _Layout) -> Iterator[list[Splice]]:
    """Below a key without entries; the brackets of an empty list go."""
    splices = []
    if inner.end > inner.start:
        start = len(text[: inner.start].rstrip(" "))
        splices = [Splice(start, inner.end, "")]
    end = _after_comments(text, _next_line(text, inner.end), 1)
    added = layout.text(_dash_of_others(text, place), 1, spaced=False)
    yield [*splices, Splice(end, end, added)]


def _new_list(text: str, place: Place, plural: str, layout: _Layout) -> Splice:
    """At the end of the file, after a blank line where other lists stand before."""
    spaced = bool(place.inside) and re.search(r"\n[ \t]*\r?\n\Z", text) is None
    head = (layout.line_end if spaced else "") + plural + ":" + layout.line_end
    added = layout.text(_dash_of_others(text, place), 1, spaced=False)
    return Splice(len(text), len(text), head + added)


def _dash_of_others(text: str, place: Place) -> int:
    """The column of the dashes in the file's other lists."""
    for other in place.children():
        if isinstance(other.inside, list) and text[other.start] == "-":
            return _column(text, other.start)
    return _INDENT


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)


def _next_line(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _after_comments(text: str, start: int, least_indent: int) -> int:
    """Behind the comments that follow and are indented at least so far."""
    end = cursor = start
    while cursor < len(text):
        stop = _next_line(text, cursor)
        line = text[cursor:stop].strip("\r\n")
        bare = line.lstrip(" ")
        if bare.startswith("#") and len(line) - len(bare) >= least_indent:
            end = stop
        elif bare.strip():
            break
        cursor = stop
    return end
