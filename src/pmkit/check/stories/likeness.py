"""Stories that say the same: texts without what does not change their meaning."""

from __future__ import annotations

import unicodedata

from pmkit.check.stories.patterns import pattern
from pmkit.check.stories.vocabulary import CHINESE, ENGLISH, vocabulary
from pmkit.check.wording.passages import has_han

_SIGNS = r"[!\"'(),\-.:;?\[\\\]_`{|}~]"
_KEPT_SIGNS = frozenset("#%&*+./@<>=$€¥")
_ARTICLES = frozenset(("a", "an", "the", "An", "The"))
"""Not A, which is a name as well."""
_SHORT = 4


def folded(text: str) -> str:
    """The text without case, punctuation and articles; Chinese without blanks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if has_han(text):
            signs = (sign for sign in text.casefold() if sign.isalnum() or sign in _KEPT_SIGNS)
            return "".join(signs).rstrip(".")
        text = "".join(sign if sign.isalnum() or sign in _KEPT_SIGNS else " " for sign in text)
    words = pattern(_SIGNS).sub(" ", text).split()
    return " ".join([word.lower() for word in words if word not in _ARTICLES])


def gist(folded_text: str) -> str:
    """A folded text without the words that only lead up to what is meant, and without plurals."""
    if has_han(folded_text):
        for word in vocabulary(CHINESE).light:
            folded_text = folded_text.replace(word, "")
        return folded_text
    light = vocabulary(ENGLISH)["light"]
    words = [word for word in folded_text.split() if word not in light]
    return " ".join([_singular(word) if word[-1] == "s" else word for word in words])


def _singular(word: str) -> str:
    if len(word) < _SHORT or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > _SHORT else word[:-1]
