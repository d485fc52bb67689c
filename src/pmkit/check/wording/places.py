"""From offsets in a value to offsets in the file, whatever style of YAML the value is written in.

The signs of a value other than white space stand in the file in the same order: only indentation,
line breaks, quotes and escapes lie between them. So they are paired one by one, and where one does
not fit, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

_LONG_ESCAPES = {"x": 2, "u": 4, "U": 8}
_LAST_CODE = 0x10FFFF
_PLAIN_ESCAPES = '"/\\'


def stretch_of(raw: str, value: str, start: int, end: int) -> tuple[int, int] | None:
    """Where in ``raw`` a stretch of ``value`` stands that neither begins nor ends with white space.

    None where the two do not agree.
    """
    shifts = _shifts(raw, value)
    if shifts is not None:
        first, last = (value.count("\n", 0, offset) for offset in (start, end - 1))
        return start + shifts[first], end + shifts[last]
    offsets = offsets_of(raw, value)
    return None if offsets is None else (offsets[start][0], offsets[end - 1][1])


def _shifts(raw: str, value: str) -> list[int] | None:
    """How much further on the signs of each line stand in ``raw``, if both have the same lines."""
    sign = raw[:1]
    if sign in ("'", '"'):
        is_same = raw[1:-1] == value and not {"\\", "\n", sign} & set(value)
        return [1] if is_same else None
    at, at_value = raw.find("\n") + 1 if sign in ("|", ">") else 0, 0
    shifts: list[int] = []
    for written, said in zip_longest(raw[at:].split("\n"), value.split("\n"), fillvalue=""):
        signs = said.strip()
        if written.strip() != signs:
            return None
        shifts.append(at + written.find(signs) - at_value - said.find(signs))
        at += len(written) + 1
        at_value += len(said) + 1
    return shifts


def offsets_of(raw: str, value: str) -> list[tuple[int, int]] | None:
    """Start and end in ``raw`` of every sign of ``value``; None where the two do not agree.

    White space of the value has the place of the sign before it.
    """
    units = _units(raw)
    found: list[tuple[int, int]] = []
    last = (0, 0)
    for sign in value:
        if not sign.isspace():
            unit = next(units, None)
            if unit is None or unit[0] != sign:
                return None
            last = unit[1:]
        found.append(last)
    return None if next(units, None) is not None else found


def _units(raw: str) -> Iterator[tuple[str, int, int]]:
    """The signs that a written value stands for, but for white space, with start and end."""
    if raw[:1] == '"':
        yield from _double_quoted(raw)
    elif raw[:1] == "'":
        yield from _single_quoted(raw)
    else:
        start = raw.find("\n") + 1 if raw[:1] in ("|", ">") else 0
        for offset in range(start, len(raw)):
            if not raw[offset].isspace():
                yield raw[offset], offset, offset + 1


def _single_quoted(raw: str) -> Iterator[tuple[str, int, int]]:
    offset, end = 1, len(raw) - 1
    while offset < end:
        step = 2 if raw[offset] == "'" else 1
        if not raw[offset].isspace():
            yield raw[offset], offset, offset + step
        offset += step


def _double_quoted(raw: str) -> Iterator[tuple[str, int, int]]:
    offset, end = 1, len(raw) - 1
    while offset < end:
        sign, step = raw[offset], 1
        if sign == "\\":
            sign, step = _escaped(raw, offset)
        if not sign.isspace():
            yield sign, offset, offset + step
        offset += step


def _escaped(raw: str, offset: int) -> tuple[str, int]:
    """What an escape stands for, a blank for all white space, and how long it is."""
    name = raw[offset + 1 : offset + 2]
    if name in _LONG_ESCAPES:
        length = _LONG_ESCAPES[name]
        digits = raw[offset + 2 : offset + 2 + length]
        is_code = (
            digits.isascii() and digits.isalnum() and not digits.strip("0123456789abcdefABCDEF")
        )
        code = int(digits, 16) if is_code else 0
        return chr(code) if code <= _LAST_CODE else " ", 2 + length
    return (name if name and name in _PLAIN_ESCAPES else " "), 2
