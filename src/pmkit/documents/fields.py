"""Fields that hold Markdown, read with a parser and written anew without what could do harm.

Raw HTML becomes text, links to other schemes become their text, headings become bold lines, every
fence is closed. What comes out nests in lists with four blanks and has a blank line between blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, zip_longest

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

from pmkit.documents.markdown import (
    Markdown,
    code_block,
    code_span,
    escape,
    is_plain,
    is_safe_target,
    is_wide,
    link_target,
    shown,
)
from pmkit.model.text import visible

_ALIGNMENTS = {"left": ":---", "right": "---:", "center": ":---:"}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _parsed(text: str) -> list[Node]:
    return Node(_parser().parse(visible(text.replace("\r\n", "\n")))).children


def block(text: str) -> Markdown:
    """A Markdown field as blocks of their own; put blank lines around it."""
    if isinstance(text, Markdown):
        return text
    words = _words(text)
    if words is not None:
        return Markdown(_joined(words, "\n"))
    return Markdown("\n\n".join(_blocks(_parsed(text))))


def cell(text: str) -> Markdown:
    """A Markdown field on one line, its blocks and line breaks divided by ``<br>``."""
    if isinstance(text, Markdown):
        return text
    words = _words(text)
    if words is not None:
        return Markdown(_joined(words, " "))
    return Markdown("<br>".join(_flat(_parsed(text))))


def _words(text: str) -> list[str] | None:
    """The lines of a field that is one paragraph of plain words, as most are; None for others."""
    rows = text.strip("\n").split("\n")
    return rows if all(map(is_plain, rows)) else None


def _joined(rows: Sequence[str], between: str) -> str:
    """Lines put together, as `markdown.joined` does with two."""
    ends = (
        "" if is_wide(row[-1]) and is_wide(below[0]) else between for row, below in pairwise(rows)
    )
    return "".join(
        text for row, end in zip_longest(rows, ends, fillvalue="") for text in (row, end)
    )


def _blocks(nodes: Sequence[Node]) -> list[str]:
    return [text for node in nodes if (text := _block(node))]


def _block(node: Node) -> str:
    if node.type in ("fence", "code_block"):
        words = node.info.split()
        return code_block(node.content, words[0] if words else "")
    if node.type == "hr":
        return "***"
    if node.type == "table":
        return _table(node)
    if node.type in ("bullet_list", "ordered_list"):
        return _list(node)
    if node.type == "blockquote":
        inner = "\n\n".join(_blocks(node.children))
        return "\n".join(f"> {row}".rstrip() for row in inner.split("\n"))
    if node.type == "heading":
        title = _Line(plain=True).of(node.children)
        return f"**{title}**" if title else ""
    return _Line().of(node.children)


def _list(node: Node) -> str:
    number = int(node.attrs.get("start", 1))
    items, loose = [], False
    for item in node.children:
        marker = f"{number}." if node.type == "ordered_list" else node.markup
        number += 1
        blocks = _blocks(item.children)
        first = item.children[0].type if item.children else ""
        lead = marker + " " if first in ("paragraph", "") else marker.ljust(3) + " "
        indent = " " * max(4, len(lead))
        tight = all(child.type in ("paragraph", *_LISTS) for child in item.children[1:]) and all(
            child.hidden for child in item.children if child.type == "paragraph"
        )
        loose = loose or not tight
        body = ("\n" if tight else "\n\n").join(blocks)
        rows = [indent + row if row else "" for row in body.split("\n")]
        items.append((lead + rows[0].removeprefix(indent) + "\n" + "\n".join(rows[1:])).rstrip())
    return ("\n\n" if loose else "\n").join(items)


_LISTS = ("bullet_list", "ordered_list")


def _table(node: Node) -> str:
    rows = [row for part in node.children for row in part.children]
    signs = [
        _ALIGNMENTS.get(str(head.attrs.get("style", "")).removeprefix("text-align:"), "---")
        for head in rows[0].children
    ]
    written = [[_Line(in_cell=True).of(entry.children) for entry in row.children] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [written[0], signs, *written[1:]])


def _flat(nodes: Sequence[Node], lead: str = "") -> list[str]:
    """The blocks as lines of a table cell."""
    found: list[str] = []
    for node in nodes:
        if node.type in _LISTS:
            number = int(node.attrs.get("start", 1))
            for index, item in enumerate(node.children, number):
                mark = f"{index}. " if node.type == "ordered_list" else "• "
                inner = _flat(item.children, lead)
                found += [lead + mark + inner[0], *inner[1:]] if inner else []
        elif node.type in ("fence", "code_block"):
            rows = node.content.rstrip("\n").split("\n")
            found += [code_span(row).replace("|", "\\|") for row in rows if row.strip()]
        elif node.type == "table":
            for row in (row for part in node.children for row in part.children):
                entries = [_Line(in_cell=True).of(entry.children) for entry in row.children]
                found.append(" / ".join(entries))
        elif node.type == "blockquote":
            found += _flat(node.children, lead)
        elif node.type != "hr":
            text = _Line(in_cell=True).of(node.children)
            found += [text] if text else []
    return found


class _Line:
    """The inside of a paragraph, heading or cell, written piece by piece."""

    def __init__(self, *, in_cell: bool = False, plain: bool = False) -> None:
        self.in_cell = in_cell
        self.plain = plain
        self.text = ""
        self.starts = True

    def of(self, nodes: Sequence[Node]) -> str:
        """The text of some inline nodes."""
        self._all(nodes)
        return self.text.strip()

    def _all(self, nodes: Sequence[Node]) -> None:
        for index, node in enumerate(nodes):
            if node.type == "inline":
                self._all(node.children)
            elif node.type == "softbreak":
                self._soft_break(nodes[index + 1] if index + 1 < len(nodes) else None)
            else:
                self._one(node)

    def _add(self, text: str) -> None:
        self.text += text
        self.starts = self.starts and not text

    def _one(self, node: Node) -> None:
        if node.type == "text":
            self._add(escape(node.content, starts=self.starts))
        elif node.type == "code_inline":
            code = code_span(node.content)
            self._add(code.replace("|", "\\|") if self.in_cell else code)
        elif node.type == "hardbreak" and self.text.strip():
            self._break("<br>")
        elif node.type in ("em", "strong"):
            self._emphasis(node)
        elif node.type == "link":
            self._link(node)
        elif node.type == "image":
            self._image(node)

    def _emphasis(self, node: Node) -> None:
        mark = "" if self.plain else node.markup
        before, starts = self.text, self.starts
        self._add(mark)
        inside = len(self.text)
        self._all(node.children)
        if len(self.text) == inside:
            self.text, self.starts = before, starts
        else:
            self._add(mark)

    def _link(self, node: Node) -> None:
        target = str(node.attrs.get("href", ""))
        if not is_safe_target(target):
            self._all(node.children)
        elif node.markup == "autolink" and re.fullmatch(r"https?:[^\s<>|]+", target):
            self._add(f"<{target}>")
        else:
            self._open("[")
            self._all(node.children)
            self._add(f"]({link_target(target)})")

    def _image(self, node: Node) -> None:
        target, words = str(node.attrs.get("src", "")), escape(shown(node.content))
        if is_safe_target(target):
            self._open("![")
            self._add(f"{words}]({link_target(target)})")
        else:
            self._add(words)

    def _open(self, bracket: str) -> None:
        if self.text.endswith("!"):
            self.text = self.text[:-1] + "\\!"
        self._add(bracket)

    def _soft_break(self, following: Node | None) -> None:
        after = following.content if following is not None and following.type == "text" else ""
        if self.text and after and is_wide(self.text[-1]) and is_wide(after[0]):
            return
        self._break("")

    def _break(self, mark: str) -> None:
        if self.in_cell or self.plain:
            self.text += mark if self.in_cell and mark else " "
        else:
            self.text += mark + "\n"
            self.starts = True
