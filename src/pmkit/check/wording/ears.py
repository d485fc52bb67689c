"""EARS: which pattern of sentence a requirement follows, in English and in Chinese.

Source: Mavin, Wilkinson, Harwood and Novak, "Easy Approach to Requirements Syntax (EARS)", RE'09.
Conditions come first and in a fixed order, where, while, when or if; then the one who acts, shall,
and what is to be done.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from pmkit.check.wording.chinese import SHOULD
from pmkit.check.wording.passages import has_han


class Pattern(StrEnum):
    """The patterns of EARS; complex is more than one kind of condition."""

    UBIQUITOUS = "ubiquitous"
    EVENT = "event-driven"
    STATE = "state-driven"
    OPTIONAL = "optional feature"
    UNWANTED = "unwanted behaviour"
    COMPLEX = "complex"


class Flaw(StrEnum):
    """Why a sentence with a condition and shall misses the patterns, although it comes near."""

    ORDER = "order"
    TRAILING = "trailing"
    COMMA = "comma"


class Reading(NamedTuple):
    """The conditions of a sentence in their order, where its main clause is, and what it misses.

    ``modal`` is the offset of shall or 应; ``main`` that of the clause that holds it.
    """

    clauses: tuple[Pattern, ...]
    main: int
    modal: int
    flaw: Flaw | None = None

    @property
    def pattern(self) -> Pattern | None:
        """The pattern that the sentence follows, if it follows one."""
        if self.flaw is not None:
            return None
        kinds = set(self.clauses)
        if len(kinds) > 1:
            return Pattern.COMPLEX
        return self.clauses[0] if kinds else Pattern.UBIQUITOUS


_ORDER = {Pattern.OPTIONAL: 0, Pattern.STATE: 1, Pattern.EVENT: 2, Pattern.UNWANTED: 2}
_MODAL = r"(?i)\b(?:shall|must)\b"
_CHINESE_MODAL = f"必须|不得|须|{SHOULD}"
_OPENERS = {
    "where": Pattern.OPTIONAL,
    "while": Pattern.STATE,
    "when": Pattern.EVENT,
    "if": Pattern.UNWANTED,
    "during": Pattern.STATE,
    "whilst": Pattern.STATE,
    "from": Pattern.STATE,
    "between": Pattern.STATE,
    "until": Pattern.STATE,
    "whenever": Pattern.EVENT,
    "upon": Pattern.EVENT,
    "after": Pattern.EVENT,
    "once": Pattern.EVENT,
    "before": Pattern.EVENT,
    "at": Pattern.EVENT,
    "on": Pattern.EVENT,
    "within": Pattern.EVENT,
    "every": Pattern.EVENT,
    "each": Pattern.EVENT,
    "unless": Pattern.UNWANTED,
    "in": Pattern.UNWANTED,
    "for": Pattern.OPTIONAL,
}
_CONDITIONS = frozenset({"where", "while", "when", "if"})
_IN_CASE = ("case", "the event")
_OPENER = r"\s*(?:and\s+|then\s+)?([A-Za-z]+)"
_ESCAPES = "possible|necessary|needed|required|applicable|appropriate|practical|practicable|any"
_TRAILING = (
    r"(?i)(?<!\bwho )(?<!\bwhat )(?<!\band )(?<!\bor )(?<!\bof )(?<!\bto )"
    r"(?<!\brecord )(?<!\blog )(?<!\bshow )(?<!\bdisplay )(?<!\bsay )(?<!\btell )(?<!\bcheck )"
    r"(?<!\bstore )(?<!\bindicate )(?<!\bask )(?<!\bdetermine )(?<!\bstate )(?<!\bverify )"
    rf"\b(?:when|while|whenever|if)\b(?! ?[,.;]| (?:and|or|{_ESCAPES})\b|$)"
)


def pattern_of(text: str) -> Pattern | None:
    """The pattern that a requirement follows; None where it follows none."""
    reading = reading_of(text)
    return reading.pattern if reading is not None else None


def reading_of(text: str) -> Reading | None:
    """The parts of a sentence; None where it does not say shall, or begins like no pattern."""
    return _read_chinese(text) if has_han(text) else _read_english(text)


def _read_english(text: str) -> Reading | None:
    modal = re.search(_MODAL, text)
    if modal is None:
        return None
    clauses: list[Pattern] = []
    start = 0
    for comma in re.finditer(",", text[: modal.start()]):
        kind = _opens(text, start)
        if kind is not None:
            clauses.append(kind)
        elif not clauses:
            return None
        start = comma.end()
    opener = re.match(_OPENER, text[start:])
    word = opener[1].lower() if opener is not None else ""
    if not clauses and word in _CONDITIONS:
        return Reading((_OPENERS[word],), start, modal.start(), Flaw.COMMA)
    if clauses and word in _CONDITIONS:
        return None
    return Reading(tuple(clauses), start, modal.start(), _flaw(text, clauses, modal.end()))


def _opens(text: str, start: int) -> Pattern | None:
    """The kind of condition that begins at an offset."""
    opener = re.match(_OPENER, text[start:])
    if opener is None:
        return None
    word = opener[1].lower()
    if word == "in" and not text[start + opener.end(1) :].lower().lstrip().startswith(_IN_CASE):
        return Pattern.STATE
    return _OPENERS.get(word)


def _flaw(text: str, clauses: list[Pattern], end: int) -> Flaw | None:
    places = [_ORDER[kind] for kind in clauses]
    if places != sorted(places):
        return Flaw.ORDER
    rest = text[end:]
    if clauses or not re.search("(?i)when|while|if", rest):  # quicker than what follows
        return None
    if re.search(_TRAILING, rest):
        return Flaw.TRAILING
    return None


_PIECE = "[^，,；;。]+[，,；;。]?"
_EVENT_END = r"(?:时|后|前|的时候|之际|\d)起?$|后.{1,8}内$"
_STATE = (
    "在.*(?:期间|时段|时间|状态|过程|模式|阶段|情况|情形)[中内里下]?$|.*(?:期间|情况下)$"
    r"|.*处于.*时$|只要|直到|在 ?\d+[:：]\d+ ?[至到~]"
)
_CHINESE_TRAILING = "，(?:如果|假如|倘若|除非|当[^，。]{1,30}时)(?![^。]*应)"
_STARTS = (
    ("(?:若|如|如果|当)?(?:具备|配备|启用|选配|安装|支持)了?.{1,20}$", Pattern.OPTIONAL),
    ("对于|凡", Pattern.OPTIONAL),
    ("如果|若|如|假如|倘若|万一|除非", Pattern.UNWANTED),
    ("当|每|自|从|于|一旦", Pattern.EVENT),
)


def _read_chinese(text: str) -> Reading | None:
    modal = _chinese_modal(text)
    if modal < 0:
        return None
    clauses: list[Pattern] = []
    start, pending = 0, None
    for piece in re.finditer(_PIECE, text):
        if piece.end() > modal:
            break
        start = piece.end()
        kind = _chinese_clause(piece.group().rstrip("，,；;。 ").strip())
        if kind is not None:
            clauses.append(kind)
            pending = kind
        elif pending is None:
            return None
    places = [_ORDER[kind] for kind in clauses]
    flaw = Flaw.ORDER if places != sorted(places) else None
    if not clauses and re.search(_CHINESE_TRAILING, text[modal:]):
        flaw = Flaw.TRAILING
    return Reading(tuple(clauses), start, modal, flaw)


def _chinese_modal(text: str) -> int:
    modal = re.search(_CHINESE_MODAL, text)
    return modal.start() if modal is not None else -1


def _chinese_clause(piece: str) -> Pattern | None:
    """The kind of condition that a clause before the main one is."""
    if re.match(_STATE, piece):
        return Pattern.STATE
    for start, kind in _STARTS:
        if re.match(start, piece):
            return kind
    return Pattern.EVENT if re.search(_EVENT_END, piece) else None
