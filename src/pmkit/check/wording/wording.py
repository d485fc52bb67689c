"""The words of the lists in all texts of a plan, found once and asked by every rule about words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from pmkit.check.wording.lexicon import ALLOWED, Hit, Lexicon, lexicon
from pmkit.check.wording.passages import JUDGED, NORMATIVE, Passage, Passages, Role, has_han
from pmkit.model.place import Span
from pmkit.model.workspace import Workspace
from pmkit.store.settings import Check

CHINESE, ENGLISH = "zh-CN", "en"


class Found(NamedTuple):
    """A word of a list, and the passage that it stands in."""

    passage: Passage
    hit: Hit

    @property
    def span(self) -> Span:
        """Where the word is written."""
        return self.passage.span(self.hit.start, self.hit.end)


class Wording:
    """What the word lists find in the passages of a plan."""

    def __init__(self, workspace: Workspace, passages: Passages, settings: Check) -> None:
        self._workspace = workspace
        self._passages = passages
        self._settings = settings
        self._lexicons: dict[tuple[str, bool], Lexicon] = {}

    def found(self, name: str, *roles: Role) -> Iterator[Found]:
        """All words of a list, in what has to hold or in passages of the given roles."""
        wanted = frozenset(roles or NORMATIVE)
        for one in self._by_list.get(name, ()):
            if one.passage.role in wanted:
                yield one

    def hits(self, passage: Passage) -> tuple[Hit, ...]:
        """The words of all lists in one passage, by their start."""
        return self._by_passage.get(id(passage), ())

    @cached_property
    def _by_list(self) -> dict[str, list[Found]]:
        found: dict[str, list[Found]] = {}
        for passage in self._passages.all:
            for hit in self._by_passage.get(id(passage), ()):
                found.setdefault(hit.list, []).append(Found(passage, hit))
        return found

    @cached_property
    def _by_passage(self) -> dict[int, tuple[Hit, ...]]:
        passages: dict[tuple[str, bool], list[Passage]] = {}
        for passage in self._passages.all:
            key = (CHINESE if passage.is_chinese else ENGLISH, passage.role not in JUDGED)
            passages.setdefault(key, []).append(passage)
        found: dict[int, tuple[Hit, ...]] = {}
        for key, some in passages.items():
            lists = self._lexicon(*key)
            for number in lists.likely([passage.text for passage in some]):
                hits = lists.hits(some[number].text)
                if hits:
                    found[id(some[number])] = tuple(hits)
        return found

    def _lexicon(self, language: str, everywhere: bool) -> Lexicon:
        """The lists for what has to hold, or only those for every text."""
        found = self._lexicons.get((language, everywhere))
        if found is None:
            words = tuple(
                (name, tuple(_in_language(own, language)))
                for name, own in self._settings.words.items()
                if name != ALLOWED
            )
            fine = (*self._settings.words.get(ALLOWED, ()), *self._defined)
            allowed = tuple(_in_language(fine, language))
            found = lexicon(language, words, allowed, everywhere)
            self._lexicons[language, everywhere] = found
        return found

    @cached_property
    def _defined(self) -> list[str]:
        """The words that the workspace defines: they say what they say here."""
        fields = ("title", "chinese", "english", "abbreviation")
        return [
            word
            for entry in self._workspace.of_kind("term")
            for word in (entry.item.held(field) for field in fields)
            if word and len(word) > 1
        ]


def _in_language(words: Iterable[str], language: str) -> Iterator[str]:
    return (word for word in words if has_han(word) == (language == CHINESE))
