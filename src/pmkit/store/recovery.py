"""Reading a file whose YAML is broken somewhere: entry by entry, so that the neighbours live."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pmkit.model.diagnostic import Phrase
from pmkit.model.place import Place
from pmkit.store.problems import Problems
from pmkit.store.scan import ID_AS_TEXT, blank, full_width_colon
from pmkit.store.yaml_reader import Broken, Reading, read_yaml, read_yaml_slowly

MOST_SLOW_TEXT = 64 * 1024
MOST_BROKEN = 200
_TOP_KEY = re.compile(r"^([^\s#:'\"\[\]{},-][^:\r\n]*?)[ ]*:[ \t]*(?:#.*)?\r?$", re.M)
_OTHER_TOP = re.compile(r"^[^\s#-].*$", re.M)
_SINGLE = re.compile(r"^(?:id|kind)[ ]*:", re.M)


@dataclass
class _Allowance:
    """How much text the slow parser may still take, and how many entries may still fail."""

    slow_text: int = 4 * MOST_SLOW_TEXT
    broken: int = MOST_BROKEN


@dataclass(frozen=True)
class Recovered:
    """What could be read, and the ids that stand in stretches that could not."""

    reading: Reading
    lost_ids: dict[str, tuple[int, int]]


def ids_as_text(text: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """Ids that are written in an unreadable stretch, and their places."""
    return {
        match[1]: (match.start(1), match.end(1)) for match in ID_AS_TEXT.finditer(text, start, end)
    }


def recover(text: str, problems: Problems, broken: Broken, plurals: Collection[str]) -> Recovered:
    """Reads what can be read of a text that libyaml has refused.

    In a file of lists every entry is read on its own. A file of one item is read by the slow
    parser, which accepts a little more; else it is lost as a whole, but for its ids.
    """
    allowance = _Allowance()
    lost: dict[str, tuple[int, int]] = {}
    sections = [] if _SINGLE.search(text) else list(_sections(text, plurals))
    if not sections:
        reading = _read(text, 0, len(text), problems, allowance, plurals, lost)
        return Recovered(reading or Reading(None, Place(0, 0)), lost)
    data: dict[str, list[object]] = {}
    inside: dict[str, Place] = {}
    keys: dict[str, tuple[int, int]] = {}
    for key, span, entries in sections:
        found: list[Reading] = []
        for start, end in entries:
            reading = _read(text, start, end, problems, allowance, plurals, lost)
            if reading is not None and isinstance(reading.data, list):
                found += map(Reading, reading.data, reading.place.inside or ())
        data.setdefault(key, []).extend(reading.data for reading in found)
        places = [reading.place for reading in found]
        if key in inside:
            places = [*(inside[key].inside or ()), *places]  # type: ignore[list-item]
        inside[key] = Place(span[1], entries[-1][1] if entries else span[1], places)
        keys.setdefault(key, span)
    return Recovered(Reading(data, Place(0, len(text), inside, keys)), lost)


def _sections(
    text: str, plurals: Collection[str]
) -> Iterator[tuple[str, tuple[int, int], list[tuple[int, int]]]]:
    """The lists of a file: key, place of the key, and the stretches of the entries."""
    tops = [match for match in _OTHER_TOP.finditer(text)]
    for number, match in enumerate(tops):
        key = _TOP_KEY.match(text, match.start())
        if key is None or key[1] not in plurals:
            continue
        end = tops[number + 1].start() if number + 1 < len(tops) else len(text)
        yield key[1], key.span(1), _entries(text, key.end(), end)


def _entries(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a block list's entries, each from its line's start to the next entry's."""
    first = re.compile(r"^([ ]*)-(?=[ \r\n])", re.M).search(text, start, end)
    if first is None:
        return []
    dash = re.compile(rf"^[ ]{{{len(first[1])}}}-(?=[ \r\n])", re.M)
    starts = [match.start() for match in dash.finditer(text, first.start(), end)]
    return list(zip(starts, [*starts[1:], end], strict=True))


def _read(
    text: str,
    start: int,
    end: int,
    problems: Problems,
    allowance: _Allowance,
    plurals: Collection[str],
    lost: dict[str, tuple[int, int]],
) -> Reading | None:
    """One entry, without those of its inner entries that are broken; None if it is lost."""
    piece = text[start:end]
    while True:
        noted = Problems(problems.path)
        try:
            reading = _read_piece(piece, start, noted, allowance)
        except Broken as broken:
            allowance.broken -= 1
            inner = _inner_entry(piece, broken.offset - start, plurals)
            if allowance.broken >= 0:
                report(text, broken, problems)
            if inner is None or allowance.broken < 0:
                lost.update(ids_as_text(text, start, end))
                return None
            lost.update(ids_as_text(text, start + inner[0], start + inner[1]))
            piece = piece[: inner[0]] + blank(piece[inner[0] : inner[1]]) + piece[inner[1] :]
        else:
            problems.take(noted)
            return reading


def _read_piece(piece: str, start: int, problems: Problems, allowance: _Allowance) -> Reading:
    try:
        return read_yaml(piece, problems, start)
    except Broken as broken:
        size = len(piece)
        if broken.fault != "unreadable-yaml" or size > min(MOST_SLOW_TEXT, allowance.slow_text):
            raise
        allowance.slow_text -= size
        problems.clear()
        try:
            return read_yaml_slowly(piece, problems, start)
        except Broken:
            raise broken from None


def _inner_entry(piece: str, offset: int, plurals: Collection[str]) -> tuple[int, int] | None:
    """The innermost entry of a nested list of items around an offset, unless it is the outermost."""
    found = None
    for match in re.finditer(r"^([ ]+)(?:- )?([a-z]+)[ ]*:[ ]*\r?$", piece, re.M):
        if match[2] not in plurals or match.start() > offset:
            continue
        after = re.compile(rf"^[ ]{{0,{len(match[1])}}}[^ \r\n-].*$", re.M)
        stop = after.search(piece, match.end() + 1)
        end = stop.start() if stop else len(piece)
        for span in _entries(piece, match.end(), end):
            if span[0] <= offset < span[1] or (offset == span[1] == len(piece)):
                found = span
    return found


def report(text: str, broken: Broken, problems: Problems) -> None:
    """Notes what is broken, from its place to the end of the line."""
    offset = min(broken.offset, len(text))
    line_start = text.rfind("\n", 0, offset) + 1
    if broken.fault == "unreadable-yaml":
        if text[line_start:offset].strip() == "" and "\t" in text[line_start : offset + 1]:
            start = text.index("\t", line_start)
            hint = "use blanks"
            problems.add(
                "tab-indentation", "a tab is no indentation in YAML", start, start + 1, hint
            )
            return
        before = text.rfind("\n", 0, max(line_start - 1, 0)) + 1
        for line in (line_start, before):
            if full_width_colon(text, line, problems):
                return
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    stretch = text[offset:end].rstrip()
    hint = "quote the value" if broken.message.startswith(("a value", "a second")) else ""
    reason = Phrase(broken.message)
    problems.add(
        broken.fault, "{reason}", offset, offset + max(len(stretch), 1), hint, reason=reason
    )
