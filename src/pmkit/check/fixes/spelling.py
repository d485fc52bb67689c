"""Which known word was meant by a written one, and how sure that is.

Safe: case, width, blanks, hyphens, underscores and leading zeros, where one known word alone is the
same without them. Safe in a closed list of words as well: one slip of the pen in a word of five
letters or more (a letter too few, too many, wrong, or two of them swapped), where one known word
alone is so near. Everything further away is a guess, and unsafe.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEAST_LETTERS = 5
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_JOINTS = re.compile(r"[\s_\-\u2010-\u2015\u2212]+")

_LOOKALIKES = {"o": "0", "i": "1", "l": "1"}


def bare(word: str) -> str:
    """A word without all that does not count: case, width, joints, leading zeros."""
    half_width = unicodedata.normalize("NFKC", word).casefold()
    return _JOINTS.sub("", _ZEROS.sub("", half_width))


@dataclass(frozen=True, slots=True)
class Meant:
    """A known word that was meant, and whether that is beyond doubt."""

    word: str
    is_sure: bool


class KnownWords:
    """Known words, found by what is the same or nearly the same."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_bare: dict[str, list[str]] = {}
        for word in dict.fromkeys(words):
            self._by_bare.setdefault(bare(word), []).append(word)
        self._near: dict[str, list[str]] | None = None

    def same(self, written: str) -> str | None:
        """The one known word that differs from the written one in nothing that counts, or None."""
        found = self._by_bare.get(bare(written), [])
        return found[0] if len(found) == 1 else None

    def one_slip_away(self, written: str) -> str | None:
        """The one known word that is one slip away from the written one, or None."""
        return self._alone(self._near_ones(bare(written)))

    def misspelt(self, written: str) -> str | None:
        """The one known id that a slip in its letters made into the written one, or None.

        All digits have to agree, since another number is another item. Letters that look like
        digits may stand for them: ``FEAT-OO1``.
        """
        meant = self.same(_with_digits(written))
        if meant is not None:
            return meant
        word = bare(written)
        number = _digits(word)
        return self._alone({known for known in self._near_ones(word) if _digits(known) == number})

    def _alone(self, found: set[str]) -> str | None:
        words = self._by_bare[found.pop()] if len(found) == 1 else []
        return words[0] if len(words) == 1 else None

    def _near_ones(self, word: str) -> set[str]:
        """The known words, bare, that are one slip away from a bare one."""
        if self._near is None:
            self._near = {}
            for known in self._by_bare:
                for shorter in _shorter(known):
                    self._near.setdefault(shorter, []).append(known)
        return {
            known
            for shorter in _shorter(word)
            for known in self._near.get(shorter, ())
            if known != word and is_one_slip(word, known)
        }


def _digits(word: str) -> str:
    """All digits of a word, one behind the other."""
    return "".join(filter(str.isdecimal, word))


def _with_digits(written: str) -> str:
    """An id whose number is written with letters that look like digits, with digits instead."""
    prefix, joint, number = unicodedata.normalize("NFKC", written).partition("-")
    digits = "".join(_LOOKALIKES.get(sign, sign) for sign in number.casefold())
    return f"{prefix}{joint}{digits}" if digits.isdecimal() else written


def _shorter(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters."""
    yield word
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def is_one_slip(word: str, known: str) -> bool:
    """Whether one letter is too few, too many or wrong, or two neighbours are swapped."""
    shortest = min(len(word), len(known))
    start = 0
    while start < shortest and word[start] == known[start]:
        start += 1
    end = 0
    while end < shortest - start and word[-1 - end] == known[-1 - end]:
        end += 1
    left, right = word[start : len(word) - end], known[start : len(known) - end]
    return (max(len(left), len(right)) == 1) or (len(left) == 2 and left == right[::-1])


def meant(written: str, words: Iterable[str], guess: str = "") -> Meant | None:
    """The word of a closed list that was meant: the same, one slip away, or else a guess."""
    vocabulary = KnownWords(words)
    same = vocabulary.same(written)
    if same is not None:
        return Meant(same, True)
    near = vocabulary.one_slip_away(written) if len(bare(written)) >= LEAST_LETTERS - 1 else None
    if near is not None and len(bare(near)) >= LEAST_LETTERS:
        return Meant(near, True)
    return Meant(guess, False) if guess else None
