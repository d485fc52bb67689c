"""Fields of nothing but words take a short way, and read as if they had not."""

from __future__ import annotations

import random

from pmkit.documents.fields import _blocks, _flat, _parsed, _words, block, cell
from pmkit.documents.markdown import escape, is_plain, line, shown

SIGNS = "ab中文A1 ,.:;/-%()\"'，。\n\n#*_`|<&=~[!\\"


def texts() -> list[str]:
    chance = random.Random(7)
    return [
        "".join(chance.choice(SIGNS) for _ in range(chance.randint(1, 12))) for _ in range(20_000)
    ]


def test_the_short_way_gives_what_the_parser_gives() -> None:
    short = [text for text in texts() if _words(text) is not None]
    assert len(short) > 500
    for text in short:
        assert block(text) == "\n\n".join(_blocks(_parsed(text))), text
        assert cell(text) == "<br>".join(_flat(_parsed(text))), text


def test_a_plain_line_needs_no_escape() -> None:
    plain = [text for text in texts() if is_plain(text)]
    assert len(plain) > 500
    for text in plain:
        assert line(text) == escape(shown(text)), text


def test_what_markdown_reads_is_not_plain() -> None:
    for text in ("# a", "1. a", "- a", "a  b", "a ", "a *b*", "a|b", "<a", "&amp;", "a\x1b", ""):
        assert not is_plain(text), text
