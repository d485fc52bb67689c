"""What is wrong with a document as Markdown: whether a reader would stumble over anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pmkit.charts.gantt import MOST_ROWS
from pmkit.charts.mermaid import MOST_CHARACTERS

_READER = MarkdownIt("commonmark").enable("table")
_READER.validateLink = lambda _: True  # type: ignore[assignment, method-assign]
_OURS = re.compile(r'<a id="[A-Za-z0-9_-]+">|</a>|<br>')
_MADE = re.compile(r"<!-- Made by pmkit build [a-z-]+\. Edits here are lost\. -->\n")
_ANCHORS = re.compile(r'(?:<a id="[A-Za-z0-9_-]+"></a>\s*)+')
_BAR = re.compile(r"(?<!\\)\|")
_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SAFE = re.compile(r"#|https?://|mailto:|(?![a-z][a-z0-9+.-]*:)", re.IGNORECASE)


def faults_of(text: str) -> list[str]:
    """What a reader would stumble over; empty for an intact document."""
    tokens = _READER.parse(text)
    return [
        *_frame(text),
        *_headings(tokens),
        *_tables(tokens, text),
        *_markup(tokens),
        *_links(tokens, text),
        *_charts(tokens),
    ]


def _frame(text: str) -> Iterator[str]:
    if not _MADE.match(text):
        yield "it does not say what made it"
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield "it does not end with one line feed"
    if re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text):
        yield "it holds characters that are not shown"


def _headings(tokens: list[Token]) -> Iterator[str]:
    """Titles without anything below them, and leaps of level."""
    blocks = [block for block in _blocks(tokens) if not _ANCHORS.fullmatch(block[1])]
    for (one, title), (following, _) in pairwise([*blocks, ("h1", "")]):
        if one in _LEVELS and following in _LEVELS and following <= one:
            yield f"there is nothing below the heading {title}"
    levels = [one for one, _ in blocks if one in _LEVELS]
    for one, following in pairwise(levels):
        if int(following[1]) > int(one[1]) + 1:
            yield f"a heading leaps from {one} to {following}"


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """The tag and the text of everything that stands in no other block."""
    for one, inner in pairwise([*tokens, Token("end", "", 0)]):
        if one.level == 0 and one.nesting >= 0:
            yield one.tag, inner.content if inner.type == "inline" else one.content.strip()


def _tables(tokens: list[Token], text: str) -> Iterator[str]:
    lines = text.split("\n")
    for number, table in enumerate(tokens):
        if table.type == "table_open" and table.map is not None:
            first, last = table.map
            end = next(one for one in count(number) if tokens[one].type == "table_close")
            if all(one.type != "tbody_open" for one in tokens[number:end]):
                yield f"line {first + 1}: a table without rows"
            columns = sum(one.type == "th_open" for one in tokens[number:end])
            for place, line in enumerate(lines[first:last], first + 1):
                if len(_BAR.findall(line)) != columns + 1:
                    yield f"line {place}: a row with more or fewer cells than the table"


def _markup(tokens: list[Token]) -> Iterator[str]:
    for one in _every(tokens[1:]):
        if one.type in ("html_block", "html_inline"):
            rest = _OURS.sub("", one.content).strip()
            if rest:
                yield f"HTML of somebody else: {rest[:60]}"


def _links(tokens: list[Token], text: str) -> Iterator[str]:
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    for name in sorted({name for name in anchors if anchors.count(name) > 1}):
        yield f"two places are called {name}"
    known = set(anchors)
    for one in _every(tokens):
        target = str(one.attrGet("href") or one.attrGet("src") or "")
        if target.startswith("#") and target[1:] not in known:
            yield f"a link leads nowhere: {target}"
        if target and not _SAFE.match(target):
            yield f"a link that may do harm: {target[:60]}"


def _charts(tokens: list[Token]) -> Iterator[str]:
    for one in tokens:
        if one.type == "fence" and one.info == "mermaid":
            rows = len(re.findall(r"\d{4}-\d\d-\d\d, (?:0d|\d{4}-\d\d-\d\d)$", one.content, re.M))
            if not 0 < rows <= MOST_ROWS:
                yield f"a chart of {rows} rows"
            if len(one.content) > MOST_CHARACTERS:
                yield f"a chart of {len(one.content)} characters"


def _every(tokens: list[Token]) -> Iterator[Token]:
    for one in tokens:
        yield one
        yield from _every(one.children or [])
