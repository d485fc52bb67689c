"""Whatever bytes a file holds, the plan is read: findings or items, never a traceback.

And whatever happens to one file, nothing that is said about the others changes, unless it is about
an item that they share.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmkit.check.run import Report, run
from pmkit.i18n import translator
from pmkit.model.diagnostic import Diagnostic, Location, Problem
from pmkit.model.place import Place
from pmkit.model.workspace import Entry, Workspace
from pmkit.output import findings
from pmkit.output.colours import Paint
from pmkit.output.reporting import Reporting
from pmkit.store.loader import Loaded, NoWorkspace, load
from pmkit.store.tree import MARKER, MemoryTree

EXAMPLES = Path(__file__).parents[2] / "examples"
DAMAGED = "plan/0-damaged.yaml"
DAMAGES = 12
LANGUAGES = ("en", "zh-CN")

# Faults of many sorts, so that there is something to be lost or changed.
FAULTY = """\
features:
  - id: FEAT-I900
    title: Import
    title: Twice
    depends_on: [FEAT-I901, REQ-I900]
    estimate: 3 fortnights
    owner: STK-I900
    cadence: weekly
  - id: FEAT-I902
    title: Contacts: all
  - id: FEAT-I903
    title: 修复 #123
    depends_on: FEAT-I902
    tags: [不超过 1,000 行]
    priority: {moscow: must, rice: {reach: -1}}
"""


@cache
def island() -> dict[str, bytes]:
    """The files of an example under ids of their own, and a faulty one: nothing leads to them."""
    root = EXAMPLES / "bike-share"
    files = {
        f"island/{path.relative_to(root / 'plan').as_posix()}": _moved(path.read_text("utf-8"))
        for path in sorted((root / "plan").rglob("*.yaml"))
    }
    return files | {"island/faulty.yaml": FAULTY.encode()}


def _moved(text: str) -> bytes:
    return re.sub(r"\b([A-Z]+)-(?=\d)", r"\1-I", text).encode()


@cache
def originals() -> tuple[bytes, ...]:
    """Files to damage: those of the example in Chinese, and one that holds all that YAML has."""
    files = sorted((EXAMPLES / "crm-zh" / "plan").rglob("*.yaml"))
    return tuple(path.read_bytes() for path in files if path.stat().st_size < 8000)


def settings_file() -> bytes:
    return (EXAMPLES / "crm-zh" / MARKER).read_bytes()


def read(files: dict[str, bytes]) -> tuple[Loaded, Report]:
    loaded = load(MemoryTree({MARKER: b"pmkit: 1\nname: Example\n"} | files))
    return loaded, run(loaded)


# Damage

SIGNS = [
    *"\"'[]{}:-#|>%@`,?\\~\t\r\n\0&*!：",
    *(": ", "- ", " #x", "&a ", "*a", "!t ", "<<: ", "1,000", "null", "\ufeff", "\u3000"),
    *("---\n", "...\n", "%YAML 1.2\n", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "|||||||\n"),
    *("\u2028", "\u2029", "\x85", "\x1b[31m", "\u202e", "\ufffe", "😀", "𠮷", "\r\n", "\r"),
    *("features:\n", "- id: FEAT-001\n", "id: US-001", "kind: story\n", "{{", "}}", "{%", "%s"),
]
RAW = [
    b"\xff",
    b"\xfe\xff",
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe4\xb8",
    b"\x80",
]
Damage = Callable[[bytes, random.Random], bytes]


def _flip(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    position = chance.randrange(len(data))
    return data[:position] + bytes([chance.randrange(256)]) + data[position + 1 :]


def _delete(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.choice([1, 1, 2, 5, 40, 400]) :]


def _insert(data: bytes, chance: random.Random) -> bytes:
    position = chance.randint(0, len(data))
    sign: bytes = chance.choice([*(sign.encode() for sign in SIGNS), *RAW])
    return data[:position] + sign * chance.choice([1, 1, 1, 2, 60]) + data[position:]


def _begin_line(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    number = chance.randrange(len(lines))
    lines[number] = chance.choice(SIGNS).encode() + lines[number]
    return b"\n".join(lines)


def _shift(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    number = chance.randrange(len(lines))
    lines[number] = b" " * chance.randint(0, 12) + lines[number].lstrip(b" ")
    return b"\n".join(lines)


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _shuffle(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    some = lines[start : start + chance.randint(2, 12)]
    chance.shuffle(some)
    return b"\n".join(lines[:start] + some + lines[start + len(some) :])


def _repeat(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    some = lines[start : start + chance.randint(1, 6)]
    return b"\n".join(lines[: start + len(some)] + some + lines[start + len(some) :])


def _windows(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", chance.choice([b"\r\n", b"\r\n", b"\r", b"\n\r"]))


def _encode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(["utf-16", "utf-8-sig", "gb18030", "utf-16-be"]), "replace")


DAMAGING: list[Damage] = [
    *(_flip, _delete, _insert, _insert, _insert, _begin_line, _begin_line, _shift, _shift),
    *(_truncate, _shuffle, _repeat, _windows, _encode),
]


def damaged(data: bytes, seed: int, times: int) -> bytes:
    """The bytes after some accidents."""
    chance = random.Random(seed)
    for _ in range(times):
        data = chance.choice(DAMAGING)(data, chance)
    return data


damaged_files = st.builds(
    lambda number, seed, times: damaged(originals()[number % len(originals())], seed, times),
    st.integers(0, 1000),
    st.integers(0, 2**32),
    st.integers(1, DAMAGES),
)


# What has to hold


def speaks(loaded: Loaded, report: Report) -> None:
    """Every format says every finding, in every language."""
    sources = loaded.workspace.sources
    for language in LANGUAGES:
        translate = translator(language)
        for active in (False, True):
            reporting = Reporting(sources, translate, Paint(active))
            assert findings.render("text", report, reporting)
            assert findings.render("concise", report, reporting)
    texts = {
        name: findings.render(name, report, Reporting(sources)).encode("utf-8")
        for name in findings.FORMATS
        if not findings.is_for_people(name)
    }
    many = len(report.diagnostics)
    assert len(json.loads(texts["json"])["findings"]) == many
    assert len(json.loads(texts["gitlab"])) == many
    assert len(json.loads(texts["sarif"])["runs"][0]["results"]) == min(many, 25_000)
    assert len(texts["github"].splitlines()) == many
    assert ElementTree.fromstring(texts["junit"]).tag == "testsuites"


def stays_inside(workspace: Workspace, report: Report) -> None:
    """Every place is a stretch of its file."""
    for problem in workspace.problems:
        spans = [problem.span, *(one.span for one in problem.related)]
        for span in [*spans, *workspace.lost_ids.values()]:
            text = workspace.sources[span.path].text
            assert 0 <= span.start <= span.end <= len(text), (problem, span)
    for item_id, span in workspace.lost_ids.items():
        assert workspace.sources[span.path].text[span.start : span.end] == item_id
    for entry in workspace.entries:
        _lies_inside(entry.place, 0, len(workspace.sources[entry.path].text))
    lines = {path: source.text.split("\n") for path, source in workspace.sources.items()}
    for diagnostic in report.diagnostics:
        for location in (diagnostic.location, *(one[0] for one in diagnostic.related)):
            _is_written(location, lines[location.path])


def _lies_inside(place: Place, start: int, end: int) -> None:
    assert start <= place.start <= place.end <= end
    for key_start, key_end in place.key_spans():
        assert place.start <= key_start <= key_end <= place.end
    for inner in place.children():
        _lies_inside(inner, place.start, place.end)


def _is_written(location: Location, lines: list[str]) -> None:
    start, end = (location.line, location.column), (location.end_line, location.end_column)
    assert start <= end
    for line, column in (start, end):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


def others(loaded: Loaded) -> tuple[list[Entry], list[Problem]]:
    """Items and problems of the files that were not damaged."""
    workspace = loaded.workspace
    return (
        [entry for entry in workspace.entries if entry.path != DAMAGED],
        [problem for problem in workspace.problems if problem.span.path != DAMAGED],
    )


def _told(entries: Iterable[Entry]) -> list[tuple[object, ...]]:
    return [(one.path, one.item, _drawn(one.place)) for one in entries]


def _drawn(place: Place) -> tuple[object, ...]:
    return place.start, place.end, place.key_spans(), [_drawn(one) for one in place.children()]


def findings_elsewhere(report: Report) -> list[Diagnostic]:
    return [one for one in report.diagnostics if one.location.path != DAMAGED]


@cache
def alone() -> tuple[Loaded, Report]:
    """The island without the damaged file."""
    return read(island())


@cache
def told_alone() -> list[tuple[object, ...]]:
    return _told(alone()[0].workspace.entries)


def holds(data: bytes) -> None:
    """All that has to hold of a workspace with a file of any bytes."""
    loaded, report = read({DAMAGED: data} | island())
    here = tuple(one for one in report.diagnostics if one.location.path == DAMAGED)
    speaks(loaded, replace(report, diagnostics=here))
    stays_inside(loaded.workspace, report)
    before, report_before = alone()
    entries, problems = others(loaded)
    assert problems == list(before.workspace.problems)
    assert _told(entries) == told_alone()
    assert findings_elsewhere(report) == list(report_before.diagnostics)


fast = settings(max_examples=60, derandomize=True)
long = settings(max_examples=3000)


def test_the_island_is_faulty_and_large() -> None:
    loaded, report = alone()
    speaks(loaded, report)
    assert len(loaded.workspace.entries) > 80
    assert len({one.code for one in report.diagnostics}) >= 8


@fast
@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"\xfe\xff\x00")
def test_any_bytes(data: bytes) -> None:
    holds(data)


@fast
@given(st.text(st.sampled_from("ab-: \n#'\"[]{},|>&*!%?0\t"), max_size=80))
def test_any_text_of_signs(text: str) -> None:
    holds(text.encode())


@fast
@given(damaged_files)
def test_any_damage(data: bytes) -> None:
    holds(data)


@pytest.mark.slow
@long
@given(st.one_of(damaged_files, st.binary(max_size=2000)))
def test_any_damage_for_long(data: bytes) -> None:
    holds(data)


def starts_or_says_why(data: bytes) -> None:
    """Damaged settings give findings, or one sentence."""
    tree = MemoryTree({MARKER: data, "plan/a.yaml": FAULTY.encode()} | island())
    loaded: Loaded | None = None
    said = ""
    try:
        loaded = load(tree)
    except NoWorkspace as reason:
        said = str(reason)
    assert "\n" not in said
    if loaded is None:
        return
    report = run(loaded)
    speaks(loaded, report)
    stays_inside(loaded.workspace, report)


damaged_settings = st.builds(
    lambda seed, times: damaged(settings_file(), seed, times),
    st.integers(0, 2**32),
    st.integers(1, 3),
)


@fast
@given(st.one_of(damaged_settings, st.binary(max_size=200)))
def test_any_settings(data: bytes) -> None:
    starts_or_says_why(data)


@pytest.mark.slow
@long
@given(st.one_of(damaged_settings, st.binary(max_size=1000)))
def test_any_settings_for_long(data: bytes) -> None:
    starts_or_says_why(data)
