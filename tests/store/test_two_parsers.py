"""What libyaml and ruamel's pure parser both read, they read alike: same data, same places.

A broken file is read by both in turns, and nobody may notice which of them read an item.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.store.test_any_bytes import damaged
from tests.store.test_places import Written, documents

from pmkit.model.place import Place
from pmkit.store import scan
from pmkit.store.problems import Problems
from pmkit.store.yaml_reader import Broken, Data, read_yaml, read_yaml_slowly

ROOT = Path(__file__).parents[2]
FOLDERS = [
    ROOT / "examples",
    *(ROOT.parent / "shared" / "data" / name for name in ("kubernetes", "backlogs", "sourcegraph")),
]
LARGE = 30_000


class Seen(NamedTuple):
    """What a parser makes of a text."""

    data: Data
    places: object
    problems: list[tuple[str, int, int]]


@cache
def corpus() -> dict[str, str]:
    """All YAML of the examples, and of the collections that lie beside the project, if any."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
            text = scan.decode(path.read_bytes(), Problems(""))
            found[path.relative_to(ROOT.parent).as_posix()] = scan.refuse_text(text, Problems(""))
    return found


def _drawn(place: Place) -> tuple[object, ...]:
    return place.start, place.end, place.key_spans(), [_drawn(one) for one in place.children()]


def by_libyaml(text: str) -> Seen | Broken:
    problems = Problems("a.yaml")
    try:
        reading = read_yaml(text, problems)
    except Broken as broken:
        return broken
    return Seen(reading.data, _drawn(reading.place), list(_said(problems)))


def by_ruamel(text: str) -> Seen | Broken:
    problems = Problems("a.yaml")
    try:
        reading = read_yaml_slowly(text, problems)
    except Broken as broken:
        return broken
    return Seen(reading.data, _drawn(reading.place), list(_said(problems)))


def _said(problems: Problems) -> Iterator[tuple[str, int, int]]:
    for problem in problems:
        yield problem.fault, problem.span.start, problem.span.end


def read_alike(text: str) -> bool:
    """Whether both parsers read a text; what they make of it is then the same."""
    quick, slow = by_libyaml(text), by_ruamel(text)
    for seen in (quick, slow):
        if isinstance(seen, Broken):
            assert 0 <= seen.offset <= len(text)
            assert seen.message
    if isinstance(quick, Broken) or isinstance(slow, Broken):
        return False
    odd = _has_odd_names(quick) and _has_odd_names(slow)
    assert quick == slow or odd or _is_bare_block(text)
    return True


def _is_bare_block(text: str) -> bool:
    """Whether a file is a block of text and nothing else, which is refused however it is read.

    The parsers differ on whether a line without indentation still belongs to it.
    """
    return text.lstrip().startswith(("|", ">"))


def _has_odd_names(seen: Seen) -> bool:
    """Whether tags, anchors or aliases were refused: the parsers see their names end elsewhere."""
    return any(fault in ("tag", "anchor-or-alias") for fault, _, _ in seen.problems)


SMALL = [name for name, text in corpus().items() if len(text) < LARGE and "kubernetes" not in name]
OTHERS = [name for name in corpus() if name not in SMALL]


@pytest.mark.parametrize("name", SMALL[::8])
def test_files_of_people(name: str) -> None:
    assert read_alike(corpus()[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", [*SMALL, *OTHERS])
def test_all_files_of_people(name: str) -> None:
    assert read_alike(corpus()[name])


@settings(max_examples=100, derandomize=True)
@given(documents)
def test_generated_files(written: Written) -> None:
    assert read_alike(written.text)


def _damaged(text: str, seed: int, times: int) -> str:
    damaged_text = scan.decode(damaged(text.encode(), seed, times), Problems(""))
    return scan.refuse_text(damaged_text, Problems(""))


damaged_files = st.builds(
    lambda number, seed, times: _damaged(corpus()[SMALL[number % len(SMALL)]], seed, times),
    st.integers(0, 10_000),
    st.integers(0, 2**32),
    st.integers(1, 4),
)
damaged_documents = st.builds(
    lambda written, seed, times: _damaged(written.text, seed, times),
    documents,
    st.integers(0, 2**32),
    st.integers(1, 3),
)
signs = st.text(st.sampled_from("ab-: \n#'\"[]{},|>&*!?0"), max_size=40)
tokens = st.lists(
    st.sampled_from(
        [
            *("a", "b", ": ", ":", "- ", "-", "\n", "\n  ", "\n    ", "#", " # c", "'", '"'),
            *("[", "]", "{", "}", ", ", ",", "|\n", ">-\n", "? ", "&x ", "*x", "!t ", "中", "😀"),
            *("---", "\n---\n", "\n...\n", "\r\n", "\t", "~", "null", "<<", "|2\n", "!!str ", "\\"),
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=60, derandomize=True)
@given(st.one_of(damaged_files, damaged_documents))
def test_damaged_files(text: str) -> None:
    read_alike(text)


@settings(max_examples=400, derandomize=True)
@given(st.one_of(tokens, signs))
@example("a:\n# c\n\nb: 1\n")
@example("{a: , b}")
@example("- \n# c\n- a\n")
@example("? a\n? b # x: y\n")
@example("a: |\n  b\n\n\n# c\n")
@example("a: &x\nb: !t\n")
@example("[a: b, c]")
def test_any_text_of_signs(text: str) -> None:
    read_alike(scan.refuse_text(text, Problems("")))


@pytest.mark.slow
@settings(max_examples=5000)
@given(st.one_of(damaged_files, damaged_documents, tokens, signs))
def test_damaged_files_for_long(text: str) -> None:
    read_alike(scan.refuse_text(text, Problems("")))


@pytest.mark.slow
@settings(max_examples=3000)
@given(documents)
def test_generated_files_for_long(written: Written) -> None:
    assert read_alike(written.text)
