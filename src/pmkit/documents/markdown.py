"""Text of items as Markdown that shows it, and never obeys it.

`line` is for text without line breaks, wherever it stands: paragraph, heading, table cell. `block`
and `cell` are for fields that are Markdown themselves. The output keeps to what CommonMark, GFM and
Python-Markdown read alike, so what Python-Markdown cannot escape becomes a character reference.
"""

from __future__ import annotations

import re
import unicodedata

from pmkit.model.text import visible


class Markdown(str):
    """Text that is Markdown already and is written as it is."""

    __slots__ = ()


_ACTIVE = re.compile(
    r"(?P<escaped>[\\`*\[\]|])"
    r"|(?P<tag><(?=[A-Za-z/!?]))"
    r"|(?P<reference>&(?=#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]*;))"
    r"|(?P<tilde>~)"
    r"|(?P<edge>(?<![^\W_])_|_(?![^\W_]))"
)
_WRITTEN = {"tag": "&lt;", "reference": "&amp;", "tilde": "&#126;"}
_LAST_SIGNS = re.compile(r"#+$")
_START = re.compile(
    r"(?P<escaped>[#>]|[-+](?=\s|$)|-(?=[-\s]*$))"
    r"|(?P<number>[0-9]+)(?P<point>[.)])(?=\s|$)"
    r"|(?P<rule>=(?==*\s*$)|:(?=[-:|\s\\]*$))"
)


def _written(match: re.Match[str]) -> str:
    return _WRITTEN.get(match.lastgroup or "", "\\" + match[0])


def escape(text: str, *, starts: bool = True) -> str:
    """Visible text without a line break, escaped; ``starts`` says that a line begins with it."""
    escaped = _ACTIVE.sub(_written, text)
    escaped = _LAST_SIGNS.sub(lambda match: "\\#" * len(match[0]), escaped)
    return _START.sub(_started, escaped, count=1) if starts and _START.match(escaped) else escaped


def _started(match: re.Match[str]) -> str:
    if match["number"]:
        return f"{match['number']}\\{match['point']}"
    return f"&#{ord(match[0])};" if match["rule"] else "\\" + match[0]


def shown(text: str) -> str:
    """What a reader sees of a line: nothing hidden, every run of blanks folded into one."""
    return re.sub(r"[ \t\n]+", " ", visible(text)).strip()


_PLAIN = re.compile(
    r"[A-Za-z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff，。、；：（）「」《》！？,.;:()/%'\"\- ]*"
)


def is_plain(text: str) -> bool:
    """Whether a line is nothing but words, which Markdown shows as they are."""
    return _PLAIN.fullmatch(text) is not None and "  " not in text and text[-1] != " "


def line(text: str) -> Markdown:
    """Text without line breaks, fit for a paragraph, a heading or a table cell."""
    if isinstance(text, Markdown):
        return text
    return Markdown(text if is_plain(text) else escape(shown(text)))


def code_span(text: str) -> str:
    """A stretch of code within a line."""
    runs = [len(run) for run in re.findall(r"`+", text)]
    ticks = "`" * next(count for count in range(1, len(runs) + 2) if count not in runs)
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    if text.strip() and text[0] == text[-1] == " ":
        padding = " "
    return f"{ticks}{padding}{text}{padding}{ticks}"


def code_block(text: str, language: str = "") -> str:
    """Lines of code in a fence that nothing inside can close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    name = language if re.fullmatch(r"[A-Za-z0-9+#.-]+", language) else ""
    body = text.rstrip("\n")
    return f"{fence}{name}\n{body}\n{fence}" if body else f"{fence}{name}\n{fence}"


_SCHEME = re.compile(r"[^/?#]*:")
_SAFE_SCHEME = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def is_safe_target(target: str) -> bool:
    """Whether a link may lead there: http, https, mailto, or relative to the document."""
    if _SCHEME.match(target):
        return bool(_SAFE_SCHEME.match(target))
    return not target.startswith(("//", "\\"))


def link_target(target: str) -> str:
    """A link's target as it stands between round brackets."""
    for sign in "()<>| \\":
        target = target.replace(sign, f"%{ord(sign):02X}")
    return re.sub(r"&(?=#?\w+;)", "&amp;", target)


def is_wide(character: str) -> bool:
    """Whether a character is as wide as a Chinese one; between two such no blank is written."""
    return unicodedata.east_asian_width(character) in "WF"


def joined(first: str, second: str, between: str = " ") -> str:
    """Two stretches of text with ``between`` them, but nothing between two Chinese characters."""
    if first and second and is_wide(first[-1]) and is_wide(second[0]):
        between = ""
    return first + between + second


_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{2,4}) (?=\S)")
_CHINESE = "零一二三四五六七八九"


def _chinese(number: int) -> str:
    tens, units = divmod(number, 10)
    if number > 99:
        return str(number)
    shown_tens = "" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十"
    return shown_tens + (_CHINESE[units] if units or not tens else "")


def _outside_fences(text: str) -> list[tuple[str, bool]]:
    """The lines of a text, and of each whether it is outside every fence of code."""
    found: list[tuple[str, bool]] = []
    fence = ""
    for row in text.split("\n"):
        match = _FENCE.match(row)
        if not fence:
            found.append((row, match is None))
            fence = match[1] if match else ""
        else:
            found.append((row, False))
            mark = row.strip()
            if mark.startswith(fence) and set(mark) == {fence[0]}:
                fence = ""
    return found


def tidy(text: str) -> str:
    """The text with one blank line where there were more, none at its ends, one line break last."""
    rows: list[str] = []
    for row, outside in _outside_fences(text):
        if outside:
            row = row.rstrip()
            if not row and (not rows or not rows[-1]):
                continue
        rows.append(row)
    return "\n".join(rows).strip("\n") + "\n"


def numbered(text: str, style: str = "decimal") -> Markdown:
    """The text with numbered headings: 1, 1.1, 1.1.1; in the style ``chinese`` 一、 and 1.1."""
    counts = [0, 0, 0]
    rows = []
    for row, outside in _outside_fences(text):
        heading = _HEADING.match(row) if outside else None
        if heading:
            level = len(heading[1]) - 2
            counts[level] += 1
            counts[level + 1 :] = [0] * (2 - level)
            number = ".".join(map(str, counts[: level + 1])) + " "
            if style == "chinese" and level == 0:
                number = _chinese(counts[0]) + "、"
            row = f"{heading[1]} {number}{row[heading.end() :]}"
        rows.append(row)
    return Markdown("\n".join(rows))
