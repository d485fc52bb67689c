"""Plain data into YAML as people write it. Whether a spelling will do, the reader decides."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from pmkit.store import scan
from pmkit.store.problems import Problems
from pmkit.store.unwritable import Unwritable
from pmkit.store.yaml_reader import Broken, Data, read_yaml

_INDENT = "  "
_HIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_OTHERS_MISREAD = frozenset({"=", "<<"})


def mapping_lines(data: Mapping[str, Data]) -> list[str]:
    """The lines of a block mapping, without line ends; raises Unwritable.

    Values are texts, lists and mappings; what is empty is left out.
    """
    return [
        line
        for key, value in data.items()
        if value not in (None, [], {})
        for line in _value_lines(f"{_key(key)}:", value)
    ]


def scalar(value: str) -> str:
    """One text on one line: plain where that reads back the same, else in double quotes."""
    return _scalar_lines("-", value.rstrip("\n"))[0].removeprefix("- ")


def _value_lines(head: str, value: Data) -> list[str]:
    if isinstance(value, Mapping):
        return [head, *_indented(mapping_lines(value))]
    if isinstance(value, str):
        return _scalar_lines(head, value)
    return [head, *_indented(_list_lines(value))]


def _list_lines(values: Sequence[Data]) -> list[str]:
    lines: list[str] = []
    for value in values:
        if isinstance(value, str):
            lines += _scalar_lines("-", value)
        else:
            inner = mapping_lines(value) if isinstance(value, Mapping) else _list_lines(value)
            lines += [f"- {inner[0]}", *_indented(inner[1:])]
    return lines


def _indented(lines: list[str]) -> list[str]:
    return [_INDENT + line if line else line for line in lines]


def _scalar_lines(head: str, value: str) -> list[str]:
    """A text behind its key or dash: plain, as a block of lines, or in double quotes."""
    quoted = [f"{head} {_quoted(value)}"]
    if "\n" in value:
        chomp = "-" if not value.endswith("\n") else "+" if value.endswith("\n\n") else ""
        lines = value.removesuffix("\n").split("\n")
        first = [f"{head} |{chomp}", *_indented(lines)]
    else:
        first = quoted if value in _OTHERS_MISREAD else [f"{head} {value}"]
    for written in (first, quoted):
        read = _read(written)
        values = read.values() if isinstance(read, dict) else read or ()
        if list(values) == [value]:
            return written
    raise Unwritable("{value} holds characters that no file may hold", value=ascii(value))


def _key(key: str) -> str:
    for written in (key, _quoted(key)):
        if _read([f"{written}: x"]) == {key: "x"}:
            return written
    raise Unwritable("{value} is no key", value=ascii(key))


def _quoted(value: str) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _read(lines: list[str]) -> Data:
    """What the reader makes of some lines; nothing where it finds any fault."""
    text = "".join(line + "\n" for line in lines)
    problems = Problems("")
    try:
        readable = scan.refuse_text(text, problems)
        reading = read_yaml(readable, problems)
    except (Broken, UnicodeEncodeError):
        return None
    scan.refuse_changed(readable, reading.place, problems)
    return None if problems else reading.data
