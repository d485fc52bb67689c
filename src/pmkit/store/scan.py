"""What is refused by looking at the text alone, before YAML or after it.

Every refusal is reported at its place; the text that is read on has the same length, with what was
refused blanked out, so that places stay true and the rest of the file lives.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pmkit.model.place import Place
from pmkit.store.problems import Problems

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+|\r(?!\n)"
)
_MARKER = re.compile(r"^(?:(<{7}|>{7}|\|{7})(?: .*)?|={7})\r?$", re.M)
_DIRECTIVE = re.compile(r"^%.*$", re.M)
_SUSPICIOUS = re.compile(
    r"(?P<comment>(?<=[ \t])#(?=[^\s#!]))"
    r"|(?P<comma>(?<=[0-9]),(?=[0-9]))"
    r"|^(?P<tab>[ ]*\t[ \t]*)(?=[^\s#])"
    r"|^[ ]*(?P<ideographic>\u3000[ \u3000]*)(?=\S)"
    r"|^[ ]*(?:- )?(?P<colon>[a-z_]+：)",
    re.M,
)
ID_AS_TEXT = re.compile(r"""(?:^|[\s{,-])["']?id["']?[ ]*:[ ]*["']?([A-Za-z][A-Za-z0-9_-]*)""")


def decode(data: bytes, problems: Problems) -> str:
    """The text of a file without its byte order mark; what is no UTF-8 becomes U+FFFD."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    return text.removeprefix("\ufeff")


def refuse_text(text: str, problems: Problems) -> str:
    """Reports characters, merge markers and directives that no file may hold; the rest lives."""
    if _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub(lambda match: _forbidden(match, problems), text)
    if "<<<<<<<" in text or ">>>>>>>" in text or "=======" in text or "|||||||" in text:
        text = _refuse_conflicts(text, problems)
    if "%" in text:
        text = _DIRECTIVE.sub(lambda match: _directive(match, problems), text)
    return text


def _forbidden(match: re.Match[str], problems: Problems) -> str:
    found = match.group()
    if "\ud800" <= found[0] <= "\udfff":
        problems.add(
            "bad-encoding",
            "these bytes are not UTF-8",
            match.start(),
            match.end(),
            "save the file as UTF-8",
        )
    else:
        problems.add(
            "forbidden-character",
            "the character {character} is not allowed in a file",
            match.start(),
            match.end(),
            "delete it",
            character=f"U+{ord(found[0]):04X}",
        )
    return ("\ufffd" if found[0] >= "\ud800" else " ") * len(found)


def _refuse_conflicts(text: str, problems: Problems) -> str:
    """Reports every merge conflict once and blanks both of its sides out."""
    kept: list[str] = []
    done = 0
    opened: re.Match[str] | None = None
    for marker in _MARKER.finditer(text):
        first = opened or marker
        if marker[1] == "<<<<<<<" and opened is None:
            opened = marker
            continue
        if opened is not None and marker[1] != ">>>>>>>":
            continue
        problems.add(
            "merge-marker",
            "git left a merge conflict here",
            first.start(),
            first.start() + len(first.group().rstrip("\r")),
            "choose one side and delete the lines with <<<<<<<, ======= and >>>>>>>",
        )
        kept += [text[done : first.start()], blank(text[first.start() : marker.end()])]
        done, opened = marker.end(), None
    if opened is not None:
        problems.add(
            "merge-marker",
            "git left a merge conflict here, and its end is missing",
            opened.start(),
            opened.start() + len(opened.group().rstrip("\r")),
            "choose one side and delete the lines with <<<<<<<, ======= and >>>>>>>",
        )
        kept += [text[done : opened.start()], blank(text[opened.start() :])]
        done = len(text)
    return "".join(kept) + text[done:]


def _directive(match: re.Match[str], problems: Problems) -> str:
    text = match.group().rstrip("\r")
    problems.add(
        "directive",
        "a file has no YAML directives",
        match.start(),
        match.start() + len(text),
        "delete the line, or quote the value if it begins with %",
    )
    return blank(match.group())


def blank(text: str) -> str:
    """As many blanks, with the line breaks where they were."""
    return re.sub(r"[^\r\n]", " ", text)


def refuse_changed(text: str, place: Place, problems: Problems) -> None:
    """Reports what YAML would silently change: hidden text, split numbers, odd indentation."""
    match = _SUSPICIOUS.search(text)
    if match is None:
        return
    scalars = place.scalars()
    starts = [start for start, _ in scalars]
    commented = -1
    while match is not None:
        offset = match.start(match.lastgroup or 0)
        index = bisect_right(starts, offset) - 1
        cover = scalars[index] if index >= 0 and offset < scalars[index][1] else None
        if offset >= commented:
            commented = _refuse_one(text, match, cover, problems)
        match = _SUSPICIOUS.search(text, match.end())


def _refuse_one(
    text: str, match: re.Match[str], cover: tuple[int, int] | None, problems: Problems
) -> int:
    """Judges one suspicious spot; returns where the comment that it begins ends, else -1."""
    kind = match.lastgroup or ""
    start, end = match.span(kind)
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    plain = cover is None or text[cover[0]] not in "\"'|>"
    if kind == "comment" and cover is None:
        before = text[text.rfind("\n", 0, start) + 1 : start].strip()
        if before and before[-1] not in "]}\"'":
            problems.add(
                "swallowed-comment",
                "YAML takes {value} for a comment, and the text would be lost",
                start,
                line_end - (text[line_end - 1] == "\r"),
                "quote the value; for a comment put a blank after #",
                value=text[start:line_end].rstrip(),
            )
        return line_end
    if kind == "comma" and cover is None and not _in_comment(text, start):
        problems.add(
            "split-number",
            "YAML splits this number at the comma",
            start,
            end,
            "write it without the comma, or quote the text; between entries put a blank after it",
        )
    elif kind == "tab" and plain and not _in_comment(text, start):
        problems.add(
            "tab-indentation", "a tab is no indentation in YAML", start, end, "use blanks"
        )
    elif kind == "ideographic" and plain:
        problems.add(
            "ideographic-space",
            "a full-width space is no indentation in YAML",
            start,
            end,
            "use half-width blanks",
        )
    elif kind == "colon" and plain:
        full_width_colon(text, start, problems)
    return -1


def _in_comment(text: str, offset: int) -> bool:
    line_start = text.rfind("\n", 0, offset) + 1
    return re.search(r"(?:^|[ \t])#", text[line_start:offset]) is not None


_FULL_WIDTH = re.compile(r"[ ]*(?:- )?([^\s:：\"'#]+)(：)")


def full_width_colon(text: str, offset: int, problems: Problems) -> bool:
    """Reports a key with a full-width colon at the start of the offset's line, if there is one."""
    match = _FULL_WIDTH.match(text, text.rfind("\n", 0, offset) + 1)
    if match is None:
        return False
    problems.add(
        "full-width-colon",
        "the colon after {key} is full-width, so YAML does not see a key",
        match.start(2),
        match.end(2),
        "write {key}: with a half-width colon and a blank",
        key=match[1],
    )
    return True
