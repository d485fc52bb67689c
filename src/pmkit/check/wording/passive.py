"""The English passive without an actor: shall be deleted, but not shall be deleted by us."""

from __future__ import annotations

from pmkit.check.wording.lexicon import data_words, words_of

_MODALS = frozenset({"shall", "must"})


def passive_in(text: str) -> tuple[int, int] | None:
    """Where a text says that something shall be done, from shall to done, if nobody is named."""
    words = words_of(text)
    plain = [word for word, _, _ in words]
    for index, word in enumerate(plain[:-2]):
        if word not in _MODALS:
            continue
        place = index + 1
        while place < len(plain) and (plain[place] in ("not", "also") or plain[place][-2:] == "ly"):
            place += 1
        if plain[place : place + 1] != ["be"]:
            continue
        place += 1
        while place < len(plain) and plain[place][-2:] == "ly":
            place += 1
        if place < len(plain) and _is_participle(plain[place]) and "by" not in plain[place + 1 :]:
            return words[index][1], words[place][2]
    return None


def _is_participle(word: str) -> bool:
    if len(word) > 4 and word.endswith("ed"):
        return word not in data_words("states")
    return word in data_words("participles")
