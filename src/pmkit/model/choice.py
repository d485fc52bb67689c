"""Fields that take one word of a list, in any language that pmkit ships."""

from __future__ import annotations

import re

from pmkit import resources
from pmkit.model.diagnostic import Phrase
from pmkit.model.fields import FieldType, Json, Refusal
from pmkit.model.text import nearest


class Choice(FieldType):
    """One of some words. ``name`` finds the words of other languages in the locale's tables."""

    def __init__(self, name: str, *words: str) -> None:
        self.name = name
        self.words = words
        self.expected = Phrase("one of {choices}", choices=Phrase(", ".join(words)))

    def read(self, written: object) -> str:
        if written in self.words:
            return str(written)
        text = self.text_of(written)
        translated = resources.choice_words(self.name)
        if translated.get(text) in self.words:
            return translated[text]
        raise self._unknown(text, translated)

    def _unknown(self, text: str, translated: dict[str, str]) -> Refusal:
        written = [part for part in re.split(r"\s*[|/]\s*", text) if part]
        synonyms = resources.locale("synonyms")["choices"].get(self.name, {})
        better = synonyms.get(text.casefold()) or nearest(text, [*self.words, *translated])
        if len(written) > 2:
            hint = "the value still lists alternatives: keep one of {choices}"
        elif better:
            hint = "did you mean {better}? It takes {choices}"
        else:
            hint = "write one of {choices}"
        return Refusal(
            "unknown-choice",
            "{field} cannot be {value}",
            hint,
            value=text,
            better=better or "",
            choices=Phrase(", ".join(self.words)),
        )

    def schema(self) -> Json:
        known = [word for word, key in resources.choice_words(self.name).items()]
        return {"enum": list(dict.fromkeys([*self.words, *known]))}


class Status(Choice):
    """The status of a kind: its own words, the first being the default, and ``dropped``."""

    def __init__(self, name: str, *words: str) -> None:
        super().__init__(name, *words, *([] if "dropped" in words else ["dropped"]))
