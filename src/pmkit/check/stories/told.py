"""User stories as they are told: the texts of those that are still to be done, and their places."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pmkit.check.stories.chinese import names_chinese_thing, second_chinese_action
from pmkit.check.stories.english import Second, names_thing, second_action
from pmkit.check.stories.likeness import folded
from pmkit.check.stories.vocabulary import CHINESE, ENGLISH, Vocabulary, vocabulary
from pmkit.check.wording.passages import Passage, Role, has_han
from pmkit.kinds.scope import Story
from pmkit.kinds.shapes import DONE
from pmkit.model.place import Source, Span
from pmkit.model.workspace import Entry, Workspace
from pmkit.store.settings import Check

ROLE, WANT, BENEFIT = FIELDS = ("as_a", "i_want", "so_that")
OWN_ACTIONS = "actions"
_LONGEST = 2_000
"""What is longer is no sentence; only its beginning is read."""


class Told:
    """One story: who wants what and why; ``role`` is empty where a persona is named by its id."""

    __slots__ = ("_source", "benefit", "entry", "item", "role", "want")

    def __init__(self, entry: Entry, item: Story, role: str, source: Source) -> None:
        self.entry = entry
        self.item = item
        self.role = role[:_LONGEST]
        self.want = (item.i_want or "")[:_LONGEST]
        self.benefit = (item.so_that or "")[:_LONGEST]
        self._source = source

    @property
    def id(self) -> str:
        """The id of the story."""
        return self.item.id

    @property
    def texts(self) -> Iterable[tuple[str, str]]:
        """The fields of the story that are written as texts."""
        return ((ROLE, self.role), (WANT, self.want), (BENEFIT, self.benefit))

    def span(self, field: str, start: int = 0, end: int | None = None) -> Span:
        """Where a stretch of a field is written."""
        text = str(self.item.held(field))
        passage = Passage(self.entry, (field,), text, Role.WANT, self._source)
        return passage.span(start, end)


class Stories:
    """The stories of a workspace that are wanted, not done, and readable."""

    def __init__(self, workspace: Workspace, damaged: set[str], settings: Check) -> None:
        self._workspace = workspace
        self._damaged = damaged
        own = settings.words.get(OWN_ACTIONS, ())
        self._english_actions = tuple(word for word in own if not has_han(word))
        self._chinese_actions = tuple(word for word in own if has_han(word))

    @cached_property
    def all(self) -> tuple[Told, ...]:
        """The stories in the order of the files."""
        sources = self._workspace.sources
        starts = tuple(f"{prefix}-" for prefix in self._workspace.prefixes.values())
        return tuple(
            Told(entry, item, self._role(item.as_a or "", starts), sources[entry.path])
            for entry in self._workspace.by_id.values()
            if isinstance(item := entry.item, Story)
            and not item.is_out
            and item.status not in DONE
            and item.id not in self._damaged
        )

    @cached_property
    def folded(self) -> list[tuple[Told, str]]:
        """The stories that say what is wanted, each with its folded wish."""
        return [(told, folded(told.want)) for told in self.all if told.want]

    def _role(self, written: str, starts: tuple[str, ...]) -> str:
        is_link = written.startswith(starts) or self._workspace.find(written) is not None
        return "" if is_link else written

    def second_action(self, told: Told) -> Second | None:
        """The second action that a story asks for, if it does."""
        if has_han(told.want):
            return second_chinese_action(told.want, self.chinese)
        return second_action(told.want, self.english)

    def names_thing(self, told: Told) -> bool:
        """Whether a story wants a thing and no action."""
        if has_han(told.want):
            return names_chinese_thing(told.want, self.chinese)
        return names_thing(told.want)

    def is_technical(self, role: str) -> bool:
        """Whether a role builds or runs systems."""
        words = self.words_of(role)["technical"]
        return (
            role.endswith(tuple(words))
            if has_han(role)
            else not words.isdisjoint(role.lower().split())
        )

    def words_of(self, text: str) -> Vocabulary:
        """The words by which a text is read, in its language."""
        return self.chinese if has_han(text) else self.english

    @cached_property
    def english(self) -> Vocabulary:
        """The words by which English stories are read."""
        return vocabulary(ENGLISH, self._english_actions)

    @cached_property
    def chinese(self) -> Vocabulary:
        """The words by which Chinese stories are read."""
        return vocabulary(CHINESE, self._chinese_actions)
