"""What is wrong with a document as Markdown: whether a reader would stumble over anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pmkit.charts.gantt import MOST_ROWS
from pmkit.charts.mermaid import MOST_CHARACTERS

_READER = MarkdownIt("commonmark").enable("table")
_OURS = re.compile(r'<a id="[A-Za-z0-9_-]+">|</a>|<br>')
_MADE = re.compile(r"<!-- Made by pmkit build [a-z-]+\. Edits here are lost\. -->\n")
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
    flat = [one for one in tokens if one.level == 0 and one.type != "html_block"]
    opening = [one for one in flat if one.type == "heading_open"]
    for one, following in pairwise(opening):
        if int(following.tag[1]) > int(one.tag[1]) + 1:
            yield f"a heading leaps from {one.tag} to {following.tag}"
    ends = [number for number, one in enumerate(flat) if one.type == "heading_close"]
    for end in ends:
        after = flat[end + 1] if end + 1 < len(flat) else None
        is_anchor = False
        if after is not None and after.type == "paragraph_open":
            following = flat[end + 3 : end + 5]
            inline = tokens[tokens.index(after) + 1]
            is_anchor = bool(re.fullmatch(r'(?:<a id="[^"]+"></a>)+', inline.content.strip()))
            after = following[0] if is_anchor and following else (None if is_anchor else after)
        if after is None or (after.type == "heading_open" and after.tag <= flat[end].tag):
            yield f"there is nothing below the heading {flat[end - 1].content or flat[end].tag}"


def _tables(tokens: list[Token], text: str) -> Iterator[str]:
    heads = [number for number, one in enumerate(tokens) if one.type == "table_open"]
    for number in heads:
        size, columns, rows = 0, 0, 0
        for one in tokens[number:]:
            columns += one.type == "th_open"
            rows += one.type == "tbody_open"
            size += 1
            if one.type == "table_close":
                break
        first, last = tokens[number].map or (0, 0)
        if not rows:
            yield f"line {first + 1}: a table without rows"
        for place, line in enumerate(text.split("\n")[first:last], first + 1):
            if len(re.findall(r"(?<!\\)\|", line)) != columns + 1:
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
