"""The words by which stories are read: verbs of both languages, steps, pairs, and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pmkit import resources

ENGLISH, CHINESE = "en", "zh-CN"


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language, list by list; what each list is for stands in its file."""

    lists: Mapping[str, frozenset[str]]
    own_actions: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> frozenset[str]:
        """The words of a list; none where the language does not need it."""
        return self.lists.get(name, frozenset())

    @cached_property
    def certain(self) -> frozenset[str]:
        """Verbs that are hardly ever nouns, and the workspace's own."""
        return self["actions"].union(self.own_actions)

    @cached_property
    def actions(self) -> frozenset[str]:
        """All verbs."""
        return self.certain | self["actions_or_things"]

    @cached_property
    def leads(self) -> tuple[str, ...]:
        """What leads up to the verb that counts, the longest first."""
        return tuple(sorted(self["leads"], key=len, reverse=True))

    @cached_property
    def light(self) -> tuple[str, ...]:
        """What says nothing about the meaning, the longest first."""
        return tuple(sorted(self["light"], key=len, reverse=True))

    def is_one_action(self, first: str, second: str) -> bool:
        """Whether two verbs make one action or one decision, in either order."""
        pairs = self["one_action"]
        return f"{first} {second}" in pairs or f"{second} {first}" in pairs


@cache
def vocabulary(language: str, own_actions: tuple[str, ...] = ()) -> Vocabulary:
    """The words of a language with a workspace's own verbs."""
    table = resources.locale(f"stories/{language}")
    return Vocabulary({name: _words(written) for name, written in table.items()}, own_actions)


def _words(written: Any) -> frozenset[str]:
    """The words of a list: a text of single words, or an array of phrases."""
    return frozenset(written.split() if isinstance(written, str) else written)
