"""A plan with many faults planted by hand: one run finds them all, each at its place, and no more.

The workspace stands in ``planted``. What is wrong with it was written into its faults.txt before
pmkit looked at it. A place is told by the words around it, so that lines may come and go; line and
column are counted here, in the files.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.output.findings.readers import PREFIX, READERS, expected, read
from typer.testing import CliRunner

from pmkit.check.rule import topics
from pmkit.check.run import Report, run
from pmkit.cli.app import application
from pmkit.i18n import translator
from pmkit.model.diagnostic import Diagnostic, Phrase
from pmkit.model.wording import say
from pmkit.output.reporting import Reporting, hint_of, message_of
from pmkit.store.loader import Loaded, load
from pmkit.store.tree import WorkTree

FOLDER = Path(__file__).parent / "planted"
TABLE = "faults.txt"
Position = tuple[int, int]


class Fault(NamedTuple):
    """A fault with its place. Of some places only the beginning is told: then the end is None."""

    path: str
    start: Position
    end: Position | None
    code: str
    item: str


_ROW = re.compile(r"([A-Z]{3}[0-9]{3})  (\S+(?: \S+)?) {2,}(\S.*)")
_ESCAPE = re.compile(r"\\(t|n|u[0-9a-f]{4})")


def planted() -> list[Fault]:
    """What faults.txt tells."""
    found: list[Fault] = []
    path = text = ""
    for line in (FOLDER / TABLE).read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            path = line.removeprefix("== ")
            text = (FOLDER / path).read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
        elif line and not line.startswith("#"):
            row = _ROW.fullmatch(line)
            assert row, line
            found.append(_fault(path, text, *row.groups()))
    return found


def _fault(path: str, text: str, code: str, item: str, told: str) -> Fault:
    """A row of the table; its place is the first that fits, from the item's id on."""
    before, place, after = _parted(_ESCAPE.sub(_sign, told))
    begin = 0
    if item != "-":
        written = re.search(rf"\bid: {re.escape(item)}(?=[\s,}}])", text)
        assert written, f"{path} has no {item}"
        begin = written.start()
    start = text.find(before + (place or "") + after, begin)
    assert start >= 0, f"{path} does not say {told}"
    start += len(before)
    end = None if place is None else _position(text, start + len(place))
    return Fault(path, _position(text, start), end, code, item)


def _parted(told: str) -> tuple[str, str | None, str]:
    """What stands before a place, at it, and behind it."""
    before, _, rest = told.partition("‹")
    place, closed, after = rest.partition("›")
    return (before, place, after) if closed else (before, None, rest)


def _sign(escape: re.Match[str]) -> str:
    return {"t": "\t", "n": "\n"}.get(escape[1]) or chr(int(escape[1][1:], 16))


def _position(text: str, offset: int) -> Position:
    """Line and column of an offset, from 1, in code points."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@cache
def loaded() -> Loaded:
    """The workspace, read from the disk."""
    return load(WorkTree(FOLDER))


@cache
def report() -> Report:
    """What one run over the workspace finds."""
    return run(loaded())


def _seen(one: Diagnostic, with_end: bool = True) -> Fault:
    place = one.location
    end = (place.end_line, place.end_column) if with_end else None
    return Fault(place.path, (place.line, place.column), end, one.code, one.item or "-")


def test_one_run_finds_what_was_planted_at_its_place_and_nothing_else() -> None:
    faults = Counter(planted())
    without_end = {fault._replace(end=None) for fault in faults if fault.end is None}
    found = Counter(
        start if (start := _seen(one, with_end=False)) in without_end else _seen(one)
        for one in report().diagnostics
    )
    assert _told(found - faults) == [], "found, and not planted"
    assert _told(faults - found) == [], "planted, and not found"
    assert report().suppressed == 1  # the dropped FEAT-009 in tasks.yaml


def _told(faults: Counter[Fault]) -> list[str]:
    """Faults as people read them."""
    return [
        f"{one.path}:{one.start[0]}:{one.start[1]}-{one.end} {one.code} {one.item}"
        for one in sorted(faults.elements(), key=lambda one: (one.path, one.start, one.code))
    ]


def test_every_topic_has_a_fault() -> None:
    codes = {fault.code for fault in planted()}
    assert {code[:3] for code in codes} == set(topics())
    assert len(codes) > 100
    assert len(planted()) > 150


@pytest.mark.parametrize("name", READERS)
def test_every_format_says_all_of_them(name: str) -> None:
    reporting = Reporting(loaded().workspace.sources, prefix=PREFIX)
    assert read(name, report(), reporting) == expected(report())


_QUOTED = re.compile(r"“[^”]*”|「[^」]*」")
_ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [a-z]+){2,}")


def test_in_chinese_nothing_is_said_in_english() -> None:
    for one in report().diagnostics:
        for sentence in _said_in_chinese(one):
            assert re.search("[\u4e00-\u9fff]", sentence), (one.code, sentence)
            assert not _ENGLISH.search(_without_values(sentence, one)), (one.code, sentence)


def _said_in_chinese(one: Diagnostic) -> Iterator[str]:
    """All that is said of a finding: message, hint, other places, and what the fix does."""
    translate = translator("zh-CN")
    yield message_of(one, translate)
    if one.hint:
        yield hint_of(one, translate)
    yield from (say(translate, message, values) for _, message, values in one.related)
    if one.fix is not None:
        yield say(translate, one.fix.message, one.fix.values)


def _without_values(sentence: str, one: Diagnostic) -> str:
    """A sentence without what stands in the files: that is in any language."""
    written = [str(value) for value in one.values.values() if not isinstance(value, Phrase)]
    for value in sorted(filter(None, [*written, one.text]), key=len, reverse=True):
        sentence = sentence.replace(value, "")
    return _QUOTED.sub("", sentence)


def _files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The bytes of all files of a folder, and when each was last written."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", READERS)
def test_a_run_writes_no_file(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(FOLDER, folder)
    before = _files(tmp_path)
    call = ["-C", str(folder), "check", "--format", name]
    result = CliRunner().invoke(application(), call, env={"PMKIT_LANG": "zh-CN"})
    assert result.exit_code == 1
    assert _files(tmp_path) == before


def test_the_program_says_the_same_as_the_rules() -> None:
    call = ["-C", str(FOLDER), "check", "--format", "json"]
    result = CliRunner().invoke(application(), call, env={"PMKIT_LANG": "zh-CN"})
    said = Counter(
        (one["code"], one["path"].rpartition("planted/")[2], one["line"], one["column"])
        for one in json.loads(result.stdout)["findings"]
    )
    assert said == Counter(
        (one.code, one.location.path, one.location.line, one.location.column)
        for one in report().diagnostics
    )
