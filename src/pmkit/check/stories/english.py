"""The second action of an English wish: "import contacts and delete the old ones".

Two things in one action are fine: "see name and address". A verb counts where it stands as one: in
its base form behind a joining word, on the level of the first verb and not within a clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from pmkit.check.stories.patterns import pattern
from pmkit.check.stories.vocabulary import Vocabulary
from pmkit.check.wording.lexicon import lower

_JOINED = r"[&+,]|\b(?:and|or|plus|as well as)\b"
_TOKEN = r"[^\W\d_][\w'’-]*|\d[\w.%]*|\S"
_OPENING = (
    r"(?:i\s+)?(?:(?:want|need|wish|would like|should be able|can|must)\s+)?(?:also\s+)?(?:to\s+)?"
)
_PASSIVE = (
    r"\bto be (?:\w+ly )?(\w+)ed (?:and|or) (?:\w+ly )?(\w+)ed\b"
    r"|\bto be (\w+)ed\b.*\band\b.* to be (\w+)ed\b"
)
_DOING = r"\b(?:of|for|by)\s+(?:\w+ly\s+)?\w+ing\b"
_THING = r"(?:an?|the|some|my|our|more)\s+(?!ability|option)"
_JOINING = {",": "", "&": "", "+": "", "or": "", "plus": "", "as": "well as", "and": "/ or"}
"""Words that join, and what makes one word of three with them."""
_HELPERS = frozenset(("let", "help", "make"))


class Second(NamedTuple):
    """A second action: both verbs, and where the second begins with its joining word, and ends."""

    first: str
    second: str
    start: int
    end: int


def second_action(text: str, words: Vocabulary) -> Second | None:
    """The second action that a wish asks for, if there is one."""
    if pattern(_JOINED).search(text) is None:
        return None
    later = text.lower().replace(",", " ").split()[1:]
    if words.actions.isdisjoint(later) and "have" not in later and "be" not in later:
        return None
    return _Wish(text, words).second() or _second_passive(text, words)


def names_thing(text: str) -> bool:
    """Whether a wish begins with a thing, and nothing is to be done with it or by it."""
    is_thing = pattern(_THING).match(text) is not None and " to " not in text
    return is_thing and pattern(_DOING).search(text) is None


@dataclass
class _Wish:
    """A wish as words and signs."""

    text: str
    words: Vocabulary

    @cached_property
    def begin(self) -> int:
        """Where the text begins behind what only leads up to the verb that counts."""
        small = self._small
        opening = pattern(_OPENING).match(small)
        begin = opening.end() if opening else 0
        while lead := next((one for one in self.words.leads if small.startswith(one, begin)), ""):
            begin += len(lead)
            begin += len(small[begin:]) - len(small[begin:].lstrip())
        return begin

    @cached_property
    def tokens(self) -> list[str]:
        """The words, small, and signs from there on."""
        return pattern(_TOKEN).findall(self._small, self.begin)

    @cached_property
    def _small(self) -> str:
        return lower(self.text)

    def second(self) -> Second | None:
        """The first verb behind a joining word that stands beside the main verb."""
        main = self.main
        if main < 0:
            return None
        for joint, after, is_told in self._joints(main):
            if self._is_action(after) and self._is_beside(main, joint, after, is_told):
                places = [one.span() for one in pattern(_TOKEN).finditer(self._small, self.begin)]
                first, verb = self.tokens[main], self.tokens[after]
                return Second(first, verb, places[joint][0], places[after][1])
        return None

    @cached_property
    def main(self) -> int:
        """Where the verb is that says what is wanted, for all we know; -1 in an empty text."""
        tokens, actions = self.tokens, self.words.actions
        first = next((i for i, one in enumerate(tokens) if not one.endswith("ly")), -1)
        if first < 0:
            return -1
        word = tokens[first]
        if word in actions or word in ("be", "have"):
            return self._lent(first) if word in self.words["lending"] else first
        found = self._infinitive(first)
        return first if found < 0 else found

    def _lent(self, first: int) -> int:
        """The verb that is left to somebody else: edit in "let readers edit"; else the first."""
        found = self._infinitive(first + 1)
        if found < 0 and self.tokens[first] in _HELPERS:
            found = next(
                (
                    index
                    for index in range(first + 2, min(first + 6, len(self.tokens)))
                    if self.tokens[index] in self.words.certain
                    or (index == first + 2 and self.tokens[index] in self.words.actions)
                ),
                -1,
            )
        return first if found < 0 else found

    def _infinitive(self, start: int) -> int:
        """The first verb behind "to" before any clause and any joining word."""
        for index in range(start, len(self.tokens) - 1):
            word = self.tokens[index]
            if word in self.words["clauses"] or word == ";" or self._joint_width(index):
                return -1
            if word == "to" and self.tokens[index + 1] in self.words.actions:
                return index + 1
        return -1

    def _joints(self, main: int) -> Iterator[tuple[int, int, bool]]:
        """Each joining word, what follows it, and whether "then", "also" or "to" say it is new."""
        tokens = self.tokens
        index = main + 1
        while index < len(tokens) - 1:
            joint, width = index, self._joint_width(index)
            index += max(width, 1)
            if not width:
                continue
            is_told = False
            while index < len(tokens) - 1 and self._is_filler(index):
                is_told |= tokens[index] in ("then", "also", "to")
                index += 1
            yield joint, index, is_told

    def _joint_width(self, index: int) -> int:
        """How many words join here: "," "and", "as well as", "and/or"; 0 if none does."""
        word = self.tokens[index]
        if word not in _JOINING:
            return 0
        one, two = self._word(index + 1), self._word(index + 2)
        if f"{one} {two}" == _JOINING[word]:
            return 3
        return 2 if word == "," and one in ("and", "or") else int(word != "as")

    def _is_filler(self, index: int) -> bool:
        word = self.tokens[index]
        return word in self.words["fillers"] or (
            word.endswith("ly") and word not in self.words.actions
        )

    def _is_action(self, index: int) -> bool:
        """Whether a word can be the verb of an action."""
        word = self.tokens[index]
        follower = self._word(index + 1)
        if word == "be":
            return follower in self.words["states"]
        if word == "have":
            return follower in self.words["objects"]
        if word == "make" and follower in ("sure", "certain"):
            return False
        return word in self.words.actions and word not in self.words["no_action"]

    def _is_beside(self, main: int, joint: int, after: int, is_told: bool) -> bool:
        """Whether a verb stands on the level of the main verb, and is no noun there."""
        first, verb, follower = (self._word(at) for at in (main, after, after + 1))
        between = self.tokens[main + 1 : joint]
        if self.words.is_one_action(first, verb) or first in self.words["steps"]:
            return False
        if first in self.words.actions and all(word in self.words["particles"] for word in between):
            are_verbs = first in self.words.certain or verb in self.words.certain
            return are_verbs or follower not in self.words["things_of_actions"]
        if self._is_inside(between, joint, is_told, follower):
            return False
        if between[-1:] and between[-1] in self.words.certain and between[-2:-1] != ["to"]:
            return False
        if self._word(joint) == "," and joint + 1 == after:
            return follower in self.words["objects"]
        if verb in self.words.certain or verb in ("be", "have"):
            return follower not in self.words["things_of_actions"]
        return is_told or follower in self.words["objects"]

    def _is_inside(self, between: list[str], joint: int, is_told: bool, follower: str) -> bool:
        """Whether what is joined belongs to a clause or a purpose, not to the wish itself."""
        if not self.words["clauses"].isdisjoint(between):
            comes_late = self._word(joint) == "," and self._word(joint + 1) == "and"
            return not (comes_late and follower in self.words["objects"])
        actions = self.words.actions
        is_purpose = any(one == "to" and two in actions for one, two in pairwise(between))
        return is_purpose and not is_told

    def _word(self, index: int) -> str:
        return self.tokens[index] if index < len(self.tokens) else ""


def _second_passive(text: str, words: Vocabulary) -> Second | None:
    """Two things that are to be done to something: "requests to be managed and cached"."""
    found = pattern(_PASSIVE).search(text)
    if found is None:
        return None
    before = text[: found.start()].lower().split()
    one, two = (1, 2) if found[1] else (3, 4)
    stems = found[one].lower(), found[two].lower()
    known = all(words.actions & {stem, stem + "e", stem[:-1], stem[:-1] + "y"} for stem in stems)
    if not known or not words["clauses"].isdisjoint(before):
        return None
    start = text.lower().find(" and ", found.end(one))
    start = start + 1 if 0 <= start < found.start(two) else found.start(two)
    return Second(found[one] + "ed", found[two] + "ed", start, found.end(two) + 2)
