"""A glance at many texts at once: which of them may have a phrase of the word lists.

Most texts have none, and to cut each into words takes many times as long. Texts are joined and
split at everything but letters and digits. Of every phrase its longest word is looked for, and
where it stands the words around it are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

_BLANKED = {code: " " for code in range(128) if not chr(code).isalnum()}
_BETWEEN = "\x01"
_APART = {code: blank for code, blank in _BLANKED.items() if code != ord(_BETWEEN)}
_AT_ONCE = 2_000
_mapped = str.translate

Parts = list[str]
Longest = Mapping[str, Iterable[tuple[int, Parts]]]
"""By their longest words: where in a phrase the word stands, and all words of the phrase."""


def longest_words(phrases: Iterable[str]) -> Longest:
    """Phrases in small letters by the longest word of each."""
    found: dict[str, list[tuple[int, Parts]]] = {}
    for phrase in phrases:
        parts = [phrase] if phrase.isalpha() else _parts(phrase)
        word = max(parts, key=len)
        found.setdefault(word, []).append((parts.index(word), parts))
    return found


def _parts(phrase: str) -> Parts:
    return "".join(sign if sign.isalnum() else " " for sign in phrase).split()


def likely(texts: Sequence[str], longest: Longest) -> Iterator[int]:
    """The numbers of the texts that may have one of the phrases; of all that are not in ASCII."""
    for first in range(0, len(texts), _AT_ONCE):
        for number in _likely(texts[first : first + _AT_ONCE], longest):
            yield first + number


def _likely(texts: Sequence[str], longest: Longest) -> list[int]:
    plain = [text if text.isascii() and _BETWEEN not in text else "" for text in texts]
    found = {number for number, text in enumerate(plain) if not text}
    words = _mapped(f" {_BETWEEN} ".join(plain).lower(), _APART).split()
    wanted = {*longest, _BETWEEN}
    number = 0
    for index in [index for index, word in enumerate(words) if word in wanted]:
        word = words[index]
        if word == _BETWEEN:
            number += 1
        elif any(
            words[index - at : index - at + len(parts)] == parts for at, parts in longest[word]
        ):
            found.add(number)
    return sorted(found)
