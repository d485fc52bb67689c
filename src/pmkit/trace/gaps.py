"""What is missing between goals, requirements, features, stories and tests.

A gap towards a kind that the plan does not use is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from pmkit.kinds.shapes import DONE
from pmkit.model.workspace import Entry
from pmkit.trace.links import Links

_OVER = ("met", "missed", *DONE)


class Gap(StrEnum):
    """What an item lacks."""

    UNSERVED_GOAL = "unserved-goal"
    """No requirement, feature, story or lower goal serves a goal that is still to be reached."""
    REQUIREMENT_WITHOUT_GOAL = "requirement-without-goal"
    """Neither a requirement nor its wholes name a goal."""
    UNMET_REQUIREMENT = "unmet-requirement"
    """No feature, story or part satisfies a requirement."""
    UNTESTED_REQUIREMENT = "untested-requirement"
    """No test verifies a requirement that is to be tested, nor anything that satisfies it."""
    FEATURE_WITHOUT_PURPOSE = "feature-without-purpose"
    """Neither a feature without parts nor its wholes satisfy a goal or requirement."""
    FEATURE_WITHOUT_STORY = "feature-without-story"
    """A feature without parts that is still to be done has no story."""
    UNTESTED_FEATURE = "untested-feature"
    """No test names a feature without parts, a story of it, or anything that it is for."""
    STORY_WITHOUT_FEATURE = "story-without-feature"
    UNTESTED_STORY = "untested-story"
    """No test names a story, or anything that it is for."""
    TEST_WITHOUT_TARGET = "test-without-target"
    """A test verifies nothing that is still wanted."""


class Gaps:
    """The gaps of some items."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._used = {entry.item.kind for entry in links.entries}
        goals, wishes = self._of_kinds("goal"), self._of_kinds("goal", "requirement")
        verified = [one for test in self._of_kinds("test") for one in links.above[test.id]]
        self._for_goals = links.downwards(goals)
        self._asked_for = links.downwards(wishes)
        self._tested = links.upwards(verified)
        self._covered = self._tested | links.downwards(verified)

    def _of_kinds(self, *kinds: str) -> list[Entry]:
        return [entry for entry in self._links.entries if entry.item.kind in kinds]

    def of(self, entry: Entry) -> tuple[Gap, ...]:
        """What an item lacks, in the order of the gaps."""
        find = {
            "goal": self._of_goal,
            "requirement": self._of_requirement,
            "feature": self._of_feature,
            "story": self._of_story,
            "test": self._of_test,
        }
        return tuple(find[entry.item.kind](entry))

    def _of_goal(self, entry: Entry) -> Iterator[Gap]:
        is_asked = "requirement" in self._used or "feature" in self._used
        if is_asked and entry.item.status not in _OVER and not self._links.below[entry.id]:
            yield Gap.UNSERVED_GOAL

    def _of_requirement(self, entry: Entry) -> Iterator[Gap]:
        if "goal" in self._used and entry.id not in self._for_goals:
            yield Gap.REQUIREMENT_WITHOUT_GOAL
        if self._links.has_below(entry, "requirement"):
            return
        is_met = self._links.has_below(entry, "feature", "story")
        if "feature" in self._used and not is_met:
            yield Gap.UNMET_REQUIREMENT
        to_test = getattr(entry.item, "verification", None) in (None, "test")
        if "test" in self._used and to_test and entry.id not in self._tested:
            yield Gap.UNTESTED_REQUIREMENT

    def _of_feature(self, entry: Entry) -> Iterator[Gap]:
        if self._links.has_below(entry, "feature"):
            return
        is_asked = "goal" in self._used or "requirement" in self._used
        if is_asked and entry.id not in self._asked_for:
            yield Gap.FEATURE_WITHOUT_PURPOSE
        is_told = entry.item.status in _OVER or self._links.has_below(entry, "story")
        if "story" in self._used and not is_told:
            yield Gap.FEATURE_WITHOUT_STORY
        if "test" in self._used and entry.id not in self._covered:
            yield Gap.UNTESTED_FEATURE

    def _of_story(self, entry: Entry) -> Iterator[Gap]:
        above = self._links.above[entry.id]
        if "feature" in self._used and not any(one.item.kind == "feature" for one in above):
            yield Gap.STORY_WITHOUT_FEATURE
        if "test" in self._used and entry.id not in self._covered:
            yield Gap.UNTESTED_STORY

    def _of_test(self, entry: Entry) -> Iterator[Gap]:
        if not self._links.above[entry.id]:
            yield Gap.TEST_WITHOUT_TARGET
