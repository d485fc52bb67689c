"""Phrases of engines are said in documents as on the screen, and name items as links."""

from __future__ import annotations

from pmkit.documents.phrases import Wording
from pmkit.model.diagnostic import Phrase


def test_ids_that_have_a_row_are_links_and_others_are_not() -> None:
    phrase = Phrase("{first} and {second}, not {third}", first="A-1", second="A-10", third="B-1")
    linked = Wording.of("en").linked(phrase, {"A-1", "A-10"})
    assert linked == "[A-1](#A-1) and [A-10](#A-10), not B-1"


def test_ids_inside_of_words_and_of_others_text_are_left_alone() -> None:
    phrase = Phrase("{item} blocks {title}", item="A-1", title="A-1x *bold* xA-1 | A-1-2")
    linked = Wording.of("en").linked(phrase, {"A-1"})
    assert linked == "[A-1](#A-1) blocks A-1x \\*bold\\* xA-1 \\| A-1-2"


def test_things_without_a_row_are_called_by_name() -> None:
    wording = Wording.of("en", lambda text: "Backend" if text == "TEAM-001" else text)
    assert wording.text(Phrase("{team} is busy", team="TEAM-001")) == "Backend is busy"
