"""The text of one file in the form that `pmkit fmt` writes."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pmkit.store import scan
from pmkit.store.formatting.items import items_of
from pmkit.store.formatting.layout import Layout
from pmkit.store.formatting.margins import margins
from pmkit.store.formatting.meaning import comments, meaning
from pmkit.store.formatting.patch import Patch, patched
from pmkit.store.formatting.review import Guide, Review
from pmkit.store.formatting.spoken import Coverage, coverage
from pmkit.store.problems import Problems
from pmkit.store.remarks import remarks_of
from pmkit.store.unwritable import Unwritable
from pmkit.store.yaml_reader import Broken, Reading, read_yaml

_MOST_ROUNDS = 10


class _Read(NamedTuple):
    """What a text says and where, and how often it has each fault that loses nothing."""

    reading: Reading
    faults: Counter[str]


def formatted(text: str, guide: Guide) -> str:
    """The text in the form of `pmkit fmt`; the text itself if it has that, or holds no items.

    Raises Unwritable where not all of it can be read, or where it would not say the same.
    """
    before = read = _read(text)
    after = text
    for _ in range(_MOST_ROUNDS):
        patches = patches_of(after, read.reading, guide)
        if not patches:
            break
        after = patched(after, patches)
        read = _read_again(after)
    else:
        raise _broken_law()
    if after != text and not _say_the_same((text, before), (after, read), guide):
        raise _broken_law()
    return after


def _read_again(text: str) -> _Read:
    try:
        return _read(text)
    except Unwritable:
        raise _broken_law() from None


def patches_of(text: str, reading: Reading, guide: Guide) -> list[Patch]:
    """What is to be changed in a file of items; nothing in any other file."""
    review = Review(text, guide)
    has_items = False
    for found in items_of(reading, guide.prefixes):
        has_items = True
        review.item(found.kind, found.place, found.link, found.target)
    if not has_items:
        return []
    layout = Layout(text, remarks_of("", text, reading.place))
    made = (suspect.patch(layout) for suspect in review.suspects)
    return [*(patch for patch in made if patch is not None), *margins(layout, reading.place)]


def _read(text: str) -> _Read:
    problems = Problems("")
    readable = scan.refuse_text(text, problems)
    try:
        reading = read_yaml(readable, problems)
    except Broken:
        raise _unreadable() from None
    scan.refuse_changed(readable, reading.place, problems)
    if problems.has_faults:
        raise _unreadable()
    return _Read(reading, Counter(problem.fault for problem in problems))


def _say_the_same(before: tuple[str, _Read], after: tuple[str, _Read], guide: Guide) -> bool:
    return all(
        (
            before[1].faults == after[1].faults,
            meaning(before[1].reading, guide.prefixes) == meaning(after[1].reading, guide.prefixes),
            comments(before[0], before[1].reading.place)
            == comments(after[0], after[1].reading.place),
            _coverage(*before) == _coverage(*after),
        )
    )


def _coverage(text: str, read: _Read) -> Coverage:
    place = read.reading.place
    return coverage(text, place, remarks_of("", text, place))


def _unreadable() -> Unwritable:
    return Unwritable("not all of the file can be read", "pmkit check says what and where")


def _broken_law() -> Unwritable:
    return Unwritable(
        "the file is written in a way that cannot be changed without changing more",
        "it stays as it is",
    )
