"""What engines say of items, in the language of a document: phrases, filled in and linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from pmkit.documents.markdown import Markdown, escape, line
from pmkit.i18n import Translate, translator
from pmkit.model.diagnostic import Phrase
from pmkit.model.wording import say_phrase


@dataclass(frozen=True)
class Wording:
    """The phrases of engines in one language.

    ``called`` gives what readers call a thing whose id is a value: a team by its name, for one.
    """

    translate: Translate
    called: Callable[[str], str] = str

    @classmethod
    def of(cls, language: str, called: Callable[[str], str] = str) -> Wording:
        """The wording of a language."""
        return cls(translator(language), called)

    def text(self, value: Phrase) -> str:
        """A phrase as plain text: translated, its values shown and cut where they are long."""
        return say_phrase(self.translate, value, self.called)

    def linked(self, phrase: Phrase, anchors: Collection[str]) -> Markdown:
        """A phrase as a line of Markdown; ids among its values that are anchors become links."""
        text = self.text(phrase)
        ids = sorted({value for value in _texts(phrase) if value in anchors}, key=len, reverse=True)
        if not ids:
            return line(text)
        pattern = "|".join(map(re.escape, ids))
        pieces = re.split(rf"(?<![\w-])({pattern})(?![\w-])", text)
        return Markdown(
            "".join(
                f"[{escape(piece, starts=False)}](#{piece})"
                if number % 2
                else escape(piece, starts=not number)
                for number, piece in enumerate(pieces)
            )
        )


def _texts(value: object) -> Iterator[str]:
    """The texts among the values of a phrase, at any depth."""
    if isinstance(value, Phrase):
        for one in value.values.values():
            yield from _texts(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value
