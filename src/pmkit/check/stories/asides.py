"""What stands beside the sentence of a story: brackets, and what follows it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pmkit.check.stories.patterns import pattern
from pmkit.check.stories.vocabulary import Vocabulary

_BRACKETS = (
    r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*[^<>\s]>|（[^（）]*）|【[^【】]*】|［[^［］]*］"
    r"|〔[^〔〕]*〕|｛[^｛｝]*｝"
)
_OPENS = frozenset("([{<（【［〔｛")
_PLURAL = r"\((?:e?s|ies)\)"
_BREAK = (
    r"(?P<stop>[.!?]['\")\]’”]?(?=\s+\S)|[。！？；](?!$)|;(?=\s+\S))"
    r"|(?P<dash>\s+(?:-{1,2}|[–—])\s+|--|——|[–—](?=\w))(?=\S)"
)
_ASCII_BREAKS = (". ", "; ", "- ", "! ", "? ", "--", "' ", '" ', ") ")
_BREAKS = frozenset(".!?;-–—。！？；")
_BEFORE_STOP = r"(\S+?)[.!?]$"
_ABBREVIATIONS = (
    r"e\.?g|i\.?e|etc|vs|cf|approx|incl|excl|resp|ca|dr|mrs?|ms|prof|st|nos?|fig|sec|dept|est|inc|co|corp"
    r"|ltd|jr|sr|max|min|avg|[ap]\.m|u\.[sk]|ph\.d"
)
_RANGE_END = r"^(?:\d\S*|[A-Za-z]|mon|tue|wed|thu|fri|sat|sun|\w*day)$"


class Aside(NamedTuple):
    """A stretch of a text that is no part of its sentence."""

    start: int
    end: int


def brackets(text: str) -> Aside | None:
    """The first pair of brackets with what is inside; "(s)" for one or several is none."""
    if _OPENS.isdisjoint(text):
        return None
    for found in pattern(_BRACKETS).finditer(text):
        if (
            not pattern(_PLURAL).fullmatch(found.group())
            or not text[found.start() - 1 : found.start()].isalpha()
        ):
            return Aside(*found.span())
    return None


def note(text: str) -> Aside | None:
    """What follows the first sentence: behind its full stop, a semicolon or a dash."""
    if text.isascii():
        if not any(sign in text for sign in _ASCII_BREAKS):
            return None
    elif _BREAKS.isdisjoint(text):
        return None
    for found in pattern(_BREAK).finditer(text):
        before, after = text[: found.start()].rstrip(), text[found.end() :].strip()
        if not before or not any(sign.isalnum() for sign in after):
            continue
        if found["dash"]:
            if not _is_range(before, after):
                return Aside(found.start(), len(text))
        elif not _is_abbreviation(before + found.group().strip(), after):
            return Aside(found.end(), len(text))
    return None


def _is_range(before: str, after: str) -> bool:
    first, last = before.split()[-1], after.split()[0].rstrip(",.")
    return bool(pattern(_RANGE_END).match(first) and pattern(_RANGE_END).match(last))


def _is_abbreviation(before: str, after: str) -> bool:
    """Whether a full stop ends a shortened word: "e.g.", "etc. and so on", "J. Smith"."""
    found = pattern(_BEFORE_STOP).search(before)
    if found is None or not before.endswith("."):
        return False
    word = found[1].lower().lstrip("('\"")
    if word == "etc":
        return not after[:1].isupper()
    return pattern(_ABBREVIATIONS).fullmatch(word) is not None or len(word) == 1


_TURN = r"^(?:in|out|im|ex|up|down|de|un|dis|en|pre|post)"
_UNDECIDED = (
    r"\band\s?/\s?or\b|和\s?/\s?或|\w+\((?:e?s|ies)\)"
    r"|(?<![\w/.:@’'-])(?P<one>[A-Za-z]{3,})\s?/\s?(?P<two>[A-Za-z]{3,})(?![\w/.:’'-])"
    r"|(?<![/\w])(?P<han>[\u4e00-\u9fff]{2,4})/(?=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{2,4}(?!/)"
)


def undecided(text: str, words: Vocabulary) -> Aside | None:
    """The first words that leave open which is meant: "and/or", "file(s)", "view/upload"."""
    if "/" not in text and "(" not in text:
        return None
    for found in pattern(_UNDECIDED).finditer(text):
        if not _is_settled(found, words):
            return Aside(*found.span())
    return None


def _is_settled(found: re.Match[str], words: Vocabulary) -> bool:
    """Whether a stroke stands in a name, or between two sides of one thing: import/export."""
    one, two = found["one"], found["two"]
    if not one:
        return False
    small_one, small_two = one.lower(), two.lower()
    is_name = one != small_one or two != small_two
    are_sides = pattern(_TURN).sub("", small_one) == pattern(_TURN).sub("", small_two)
    is_known = f"{small_one}/{small_two}" in words["settled"]
    return is_name or are_sides or is_known or words.is_one_action(small_one, small_two)
