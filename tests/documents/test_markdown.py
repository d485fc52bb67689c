"""Text of items comes out of documents as text: nothing in it is obeyed, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pmkit.documents.fields import block, cell
from pmkit.documents.markdown import (
    Markdown,
    code_block,
    code_span,
    is_safe_target,
    line,
    numbered,
    shown,
    tidy,
)
from pmkit.model.text import visible

READER = MarkdownIt("commonmark").enable("table")

ESCAPES = {
    "plain": ("联系人导入, 2.4", "联系人导入, 2.4"),
    "pipe": ("a | b", "a \\| b"),
    "backslash": ("C:\\new", "C:\\\\new"),
    "emphasis": ("2 * 3 * 4", "2 \\* 3 \\* 4"),
    "code": ("`id`", "\\`id\\`"),
    "brackets": ("[x](https://a.b)", "\\[x\\](https://a.b)"),
    "underscores at edges": ("_x_ a_b _", "\\_x\\_ a_b \\_"),
    "underscores in words": ("import_started 导_入", "import_started 导_入"),
    "tag": ("<script>", "&lt;script>"),
    "end tag": ("</b>", "&lt;/b>"),
    "comment": ("<!-- x -->", "&lt;!-- x -->"),
    "instruction": ("<?php", "&lt;?php"),
    "less than": ("a < b, x <5", "a < b, x <5"),
    "reference": ("&copy; &#65; &#x41;", "&amp;copy; &amp;#65; &amp;#x41;"),
    "ampersand": ("R&D & more", "R&D & more"),
    "tilde": ("3~5 天", "3&#126;5 天"),
    "heading": ("# title", "\\# title"),
    "heading's end": ("C#", "C\\#"),
    "bullet": ("- x", "\\- x"),
    "minus": ("-105 dBm", "-105 dBm"),
    "plus": ("+ x", "\\+ x"),
    "number": ("1. x", "1\\. x"),
    "bracketed number": ("12) x", "12\\) x"),
    "decimal": ("2.4 版", "2.4 版"),
    "quote": ("> x", "\\> x"),
    "rule": ("---", "\\---"),
    "underline": ("===", "&#61;=="),
    "alignment": (":--", "&#58;--"),
    "task": ("- [ ] x", "\\- \\[ \\] x"),
    "escape sequence": ("a\x1b[31m", "a␛\\[31m"),
    "direction": ("a\u202eb", "a&lt;U+202E>b"),
    "line break": ("a\nb", "a b"),
    "blanks": ("  a \t b  ", "a b"),
    "braces": ("{{ 7*7 }}", "{{ 7\\*7 }}"),
    "command": ("::error::x", "::error::x"),
    "empty": ("", ""),
}

ACTIVE = st.text("\\`*_{}[]()<>#+-.!|~=:&;@/'\" \t\nab1中、\u202e\x1b", max_size=40)
WORDS = st.lists(
    st.sampled_from(
        [
            *(
                "<script>",
                "</div>",
                "<!--",
                "-->",
                "[a](",
                "javascript:x",
                "https://a.b",
                ")",
                "]:",
            ),
            *(
                "```",
                "~~~",
                "    ",
                "\n",
                "\n\n",
                "- ",
                "1. ",
                "> ",
                "# ",
                "---",
                "===",
                "| a | b |",
            ),
            *(
                "|---|---|",
                "**",
                "_",
                "`",
                "!",
                "![",
                "<https://a.b>",
                "<x@y.z>",
                "&#106;",
                "\\",
                "中",
            ),
            *("<a href='x'>", "data:x", "[a]", "\t", "x"),
        ]
    ),
    max_size=14,
).map("".join)
TEXTS = st.one_of(st.text(max_size=40), ACTIVE, WORDS)


@pytest.mark.parametrize(("text", "expected"), ESCAPES.values(), ids=ESCAPES)
def test_a_line_is_escaped(text: str, expected: str) -> None:
    assert line(text) == expected


def test_what_is_markdown_already_stays() -> None:
    assert line(Markdown("**x**")) == block(Markdown("**x**")) == cell(Markdown("**x**")) == "**x**"


def inner(tokens: list[Token], around: tuple[str, ...]) -> str:
    """The text inside some block tokens, if there is nothing else."""
    assert tuple(token.type for token in tokens) == around
    (inline,) = (token for token in tokens if token.type == "inline")
    children = inline.children or []
    assert {child.type for child in children} <= {"text"}
    return "".join(child.content for child in children)


@given(TEXTS)
def test_any_line_comes_back_from_a_paragraph(text: str) -> None:
    if shown(text):
        around = ("paragraph_open", "inline", "paragraph_close")
        assert inner(READER.parse(line(text)), around) == shown(text)


@given(TEXTS)
def test_any_line_comes_back_from_a_heading(text: str) -> None:
    around = ("heading_open", "inline", "heading_close")
    assert inner(READER.parse(f"## {line(text)}\n"), around) == shown(text)


@given(TEXTS)
def test_any_line_comes_back_from_a_table(text: str) -> None:
    tokens = READER.parse(f"| h | i |\n| --- | --- |\n| {line(text)} | end |\n")
    first = next(index for index, token in enumerate(tokens) if token.type == "td_open")
    assert inner(tokens[first : first + 3], ("td_open", "inline", "td_close")) == shown(text)
    assert inner(tokens[first + 3 : first + 6], ("td_open", "inline", "td_close")) == "end"


def every(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def assert_harmless(tokens: list[Token]) -> None:
    for token in every(tokens):
        assert not token.type.startswith("heading")
        if token.type in ("html_block", "html_inline"):
            assert token.content == "<br>"
        assert is_safe_target(str(token.attrs.get("href", token.attrs.get("src", ""))))


@given(TEXTS)
def test_a_field_does_no_harm_and_swallows_nothing(text: str) -> None:
    tokens = READER.parse(f"before\n\n{block(text)}\n\nafter\n")
    assert_harmless(tokens)
    assert [token.content for token in tokens[:3]] == ["", "before", ""]
    assert [(token.content, token.level) for token in tokens[-3:]] == [
        ("", 0),
        ("after", 1),
        ("", 0),
    ]


def words(tokens: list[Token]) -> str:
    """All text and code, without blanks and signs of emphasis."""
    said = [
        token.content
        for token in every(tokens)
        if token.type in ("text", "code_inline", "fence", "code_block")
    ]
    return re.sub(r"[\s*_]", "", "".join(said))


@given(TEXTS)
def test_a_field_loses_no_words(text: str) -> None:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    source = visible(text.replace("\r\n", "\n"))
    written = block(text).replace("<br>\n", "\n")
    assert words(reader.parse(written)) == words(reader.parse(source))


@given(TEXTS)
def test_a_field_in_a_cell_stays_there(text: str) -> None:
    assert "\n" not in cell(text)
    tokens = READER.parse(f"| h | i |\n| --- | --- |\n| {cell(text)} | end |\n")
    assert_harmless(tokens)
    cells = [token.content for token in tokens if token.type == "inline"]
    assert len(cells) == 4
    assert cells[-1] == "end"


FIELDS = {
    "paragraphs": ("a\n\n\n\nb", "a\n\nb"),
    "heading": ("# Big *one*\n\ntext", "**Big one**\n\ntext"),
    "underlined heading": ("Big\n===", "**Big**"),
    "emphasis": ("**a** *b* _c_", "**a** *b* _c_"),
    "code": ("`a|b` and ``x`y``", "`a|b` and ``x`y``"),
    "html": (
        "<b>x</b>\n\n<script>\nx\n</script>",
        "&lt;b>x&lt;/b>\n\n&lt;script>\nx\n&lt;/script>",
    ),
    "good link": ("[x](https://a.b/c)", "[x](https://a.b/c)"),
    "relative link": ("[x](../a.md#b)", "[x](../a.md#b)"),
    "mail link": ("[x](mailto:a@b.c)", "[x](mailto:a@b.c)"),
    "autolink": ("<https://a.b>", "<https://a.b>"),
    "script link": ("[x](javascript:alert(1))", "x"),
    "hidden script link": ("[x](&#106;avascript:alert)", "x"),
    "data link": ("[x](data:text/html,y)", "x"),
    "file link": ("[x](file:///etc/passwd)", "x"),
    "host link": ("[x](//host/share)", "x"),
    "ftp autolink": ("<ftp://a.b>", "ftp://a.b"),
    "image": ("![alt](a.png)", "![alt](a.png)"),
    "data image": ("![alt](data:image/png;base64,x)", "alt"),
    "reference link": ("[x][1]\n\n[1]: https://a.b", "[x](https://a.b)"),
    "open fence": ("```python\nx = 1", "```python\nx = 1\n```"),
    "fence in a fence": ("````\n```\n````", "````\n```\n````"),
    "indented code": ("a\n\n    code", "a\n\n```\ncode\n```"),
    "list": ("* a\n* b\n  * c", "* a\n* b\n    * c"),
    "numbers": ("3. a\n4. b", "3. a\n4. b"),
    "code in a list": ("- a\n\n  ```\n  x\n  ```", "- a\n\n    ```\n    x\n    ```"),
    "quote": ("> a\n>\n> b", "> a\n>\n> b"),
    "table": ("|a|b|\n|-|:-:|\n|1|2|", "| a | b |\n| --- | :---: |\n| 1 | 2 |"),
    "wide lines": ("上一行\n下一行", "上一行下一行"),
    "break": ("a  \nb", "a<br>\nb"),
    "break with nothing before it": ("\\\na", "a"),
    "rule": ("a\n\n---\n\nb", "a\n\n***\n\nb"),
    "escape": ("\x1b[31m", "␛\\[31m"),
    "line that looks like a list": ("a\n1\\. b", "a\n1\\. b"),
}


@pytest.mark.parametrize(("text", "expected"), FIELDS.values(), ids=FIELDS)
def test_a_field_is_written_anew(text: str, expected: str) -> None:
    assert block(text) == expected


CELLS = {
    "lines": ("a\n\nb", "a<br>b"),
    "list": ("- a\n- b", "• a<br>• b"),
    "numbers": ("1. a\n2. b", "1. a<br>2. b"),
    "pipe": ("`a|b` | c", "`a\\|b` \\| c"),
    "fence": ("```\nx\n\ny\n```", "`x`<br>`y`"),
    "quote": ("> a", "a"),
    "table": ("|a|b|\n|-|-|\n|1|2|", "a / b<br>1 / 2"),
}


@pytest.mark.parametrize(("text", "expected"), CELLS.values(), ids=CELLS)
def test_a_field_fits_a_cell(text: str, expected: str) -> None:
    assert cell(text) == expected


def test_code_is_closed_by_nothing_inside() -> None:
    assert code_span("a`b``c") == "```a`b``c```"
    assert code_span("`") == "`` ` ``"
    assert code_block("```\nx", "a b") == "````\n```\nx\n````"


def test_headings_are_numbered_outside_code() -> None:
    text = "# T\n## A\n### B\n```\n## no\n```\n### C\n## D\n"
    assert numbered(text) == "# T\n## 1 A\n### 1.1 B\n```\n## no\n```\n### 1.2 C\n## 2 D\n"
    assert numbered("## A\n### B\n", "chinese") == "## 一、A\n### 1.1 B\n"


def test_blank_lines_are_folded_outside_code() -> None:
    assert tidy("\n\na  \n\n\n\nb\n```\nx\n\n\ny\n```") == "a\n\nb\n```\nx\n\n\ny\n```\n"
