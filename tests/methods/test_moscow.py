"""MoSCoW: four classes in their order, in words of both languages, and a Won't with its reason."""

from __future__ import annotations

import pytest
from tests.marked import EXAMPLE, SETTINGS

from pmkit.check.run import run
from pmkit.methods import method
from pmkit.rank.ranking import rank
from pmkit.store.loader import Loaded, load
from pmkit.store.tree import MARKER, MemoryTree


def read(*classes: str) -> Loaded:
    """Features with these classes, in this order."""
    text = "features:\n" + "".join(
        f"  - id: FEAT-{number:03}\n    title: a\n    priority:\n      moscow: {written}\n"
        for number, written in enumerate(classes, start=1)
    )
    return load(MemoryTree({MARKER: SETTINGS, EXAMPLE: text}))


def order(*classes: str) -> list[str]:
    loaded = read(*classes)
    ranking = rank(loaded.workspace, loaded.settings, "moscow")
    assert not ranking.missing
    return [one.entry.id for one in ranking.items]


def test_must_should_could_wont() -> None:
    assert order("wont", "could", "should", "must") == [
        "FEAT-004",
        "FEAT-003",
        "FEAT-002",
        "FEAT-001",
    ]


def test_it_has_no_score() -> None:
    loaded = read("must", "must")
    items = rank(loaded.workspace, loaded.settings, "moscow").items
    assert [(one.rank, one.score) for one in items] == [(1, None), (1, None)]
    assert method("moscow").ORDINAL


@pytest.mark.parametrize(
    "written", ["{value: must}", "{value: 必须有}", "必须有", "{value: must, reason: law}"]
)
def test_ways_to_write_must(written: str) -> None:
    assert order("should", written)[0] == "FEAT-002"


def test_the_chinese_words() -> None:
    assert order("这次不做", "可以有", "应该有", "必须有") == [
        "FEAT-004",
        "FEAT-003",
        "FEAT-002",
        "FEAT-001",
    ]


def codes(written: str) -> list[str]:
    return [one.code for one in run(read(written), ["PRI"]).diagnostics]


def test_a_wont_says_why() -> None:
    assert codes("wont") == ["PRI003"]
    assert codes("{value: wont}") == ["PRI003"]
    assert codes("{value: wont, reason: nobody asked}") == []
    assert codes("could") == []
