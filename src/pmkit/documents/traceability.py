"""How goals lead to requirements, features, stories and tests, as a table with its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pmkit.documents.item_views import LinkView, TableView
from pmkit.documents.plan_views import GapView, TraceRowView, TraceView
from pmkit.documents.scope import Scope
from pmkit.kinds.scope import Test
from pmkit.model.workspace import Entry
from pmkit.trace.coverage import Trace, Traced
from pmkit.trace.gaps import Gap
from pmkit.trace.links import STEPS
from pmkit.trace.rows import Row

MOST_NAMED = 30
_NOTHING = LinkView("", "—", "")

Steps = tuple[str, str, str, str]
"""The ids of a goal, a requirement, a feature and a story; empty where there is none."""


@dataclass(frozen=True)
class Way:
    """A way down, with all tests at its end."""

    steps: Steps
    tests: list[Entry]
    continued: bool

    @property
    def groups(self) -> tuple[Steps, ...]:
        """The goal, requirement and feature that the way leads through, as ways of their own."""
        goal, requirement, feature, _ = self.steps
        ways: list[Steps] = [(goal, "", "", "")]
        ways += [(goal, requirement, "", "")] if requirement else []
        return (*ways, (goal, requirement, feature, "")) if feature else tuple(ways)


def merged(rows: Iterable[Row]) -> list[Way]:
    """The rows, those that differ by their test alone as one."""
    found: list[Way] = []
    for row in rows:
        goal, requirement, feature, story = (
            step.id if step is not None else ""
            for step in (row.goal, row.requirement, row.feature, row.story)
        )
        steps = (goal, requirement, feature, story)
        if not found or found[-1].steps != steps or found[-1].continued or row.continued:
            found.append(Way(steps, [], row.continued))
        if row.test is not None:
            found[-1].tests.append(row.test)
    return found


class Traceability:
    """A trace, as far as a document about features reaches."""

    def __init__(self, scope: Scope, trace: Trace) -> None:
        self.scope = scope
        self.source = scope.source
        self.trace = trace
        entries = [*scope.goals, *scope.requirements]
        stories = (entry for some in scope.stories.values() for entry in some)
        self.shown = scope.chosen.union(entry.id for entry in (*entries, *stories))

    def view(self) -> TraceView:
        """The ways and the gaps; no ways where nothing leads anywhere."""
        rows = [row for row in self.trace.rows if self._is_shown(row)]
        used = {step.item.kind for row in rows for step in row.steps}
        if len(used) < 2:
            return TraceView(TableView(()), ())
        ways = self._telling(merged(rows))
        return TraceView(TableView(tuple(self._rows(ways, used))), tuple(self._gaps()))

    def _is_shown(self, row: Row) -> bool:
        """Whether the document is about a way: about its feature, else about its last step."""
        if self.scope.is_whole:
            return True
        about = row.feature or row.story or row.requirement
        if about is not None:
            return about.id in self.shown
        return row.goal is not None and not self.trace.by_id[row.goal.id].below

    def _telling(self, ways: list[Way]) -> list[Way]:
        """The ways without those that add nothing to others of the same goal or requirement.

        These repeat tests that stand below a feature or story already, or name a feature that only
        groups others.
        """
        kept: list[Way] = []
        shown: dict[Steps, set[str]] = {}
        for way in ways:
            tests = {entry.id for entry in way.tests}
            if way.steps[3] or not tests or not tests <= shown.get(way.groups[-1], set()):
                kept.append(way)
            for group in way.groups:
                shown.setdefault(group, set()).update(tests)
        busy = {group for way in kept if not self._is_bare(way) for group in way.groups}
        return [way for way in kept if not self._is_bare(way) or way.groups[-2] not in busy]

    def _is_bare(self, way: Way) -> bool:
        """Whether a way ends at a feature that only groups others."""
        feature, story = way.steps[2:]
        if not feature or story or way.tests or way.continued:
            return False
        return bool(self.trace.by_id[feature].below_of("feature"))

    def _rows(self, ways: list[Way], used: set[str]) -> Iterator[TraceRowView]:
        before: Steps = ("", "", "", "")
        for way in ways:
            cells = [self._cell(way, place, before) for place in range(len(way.steps))]
            tests = tuple(map(self._test, way.tests)) or (_NOTHING,)
            if way.continued:
                tests = self._referred(cells, way)
            kinds = zip(cells, STEPS, strict=False)
            goal, requirement, feature, story = (
                cell if kind in used else None for cell, kind in kinds
            )
            shown = tests if "test" in used else ()
            yield TraceRowView(goal, requirement, feature, story, shown)
            before = way.steps

    def _cell(self, way: Way, place: int, before: Steps) -> LinkView | None:
        """A step; None where it and all above it are those of the row before."""
        if not way.steps[place]:
            return _NOTHING
        is_last = not any(way.steps[place + 1 :]) and not way.tests
        if way.steps[: place + 1] == before[: place + 1] and not is_last:
            return None
        return self.scope.link(way.steps[place])

    def _referred(self, cells: list[LinkView | None], way: Way) -> tuple[LinkView, ...]:
        """Says behind the last step that what follows stands further up; gives the tests' cell."""
        place = max(place for place, step in enumerate(way.steps) if step) + 1
        above = LinkView("", self.source.label("(see above)"), "")
        if place == len(cells):
            return (above,)
        cells[place:] = [above, *[None] * (len(cells) - place - 1)]
        return ()

    def _test(self, entry: Entry) -> LinkView:
        assert isinstance(entry.item, Test)
        title = entry.item.title
        if entry.item.result != "none":
            result = self.source.choice("result", entry.item.result)
            title = self.source.label("{title} ({how})", title=title, how=result)
        return LinkView(entry.id, title, "")

    def _gaps(self) -> Iterator[GapView]:
        labels = self._labels()
        for gap, every in self.trace.gaps.items():
            items = [one for one in every if self._is_about(one)]
            if items:
                named = tuple(self.scope.link(one.id) for one in items[:MOST_NAMED])
                yield GapView(labels[gap], len(items), named, len(items) - len(named))

    def _is_about(self, one: Traced) -> bool:
        return self.scope.is_whole or one.id in self.shown

    def _labels(self) -> dict[Gap, str]:
        label = self.source.label
        return {
            Gap.UNSERVED_GOAL: label("Goals that nothing serves"),
            Gap.REQUIREMENT_WITHOUT_GOAL: label("Requirements without a goal"),
            Gap.UNMET_REQUIREMENT: label("Requirements that no feature satisfies"),
            Gap.UNTESTED_REQUIREMENT: label("Requirements without a test"),
            Gap.FEATURE_WITHOUT_PURPOSE: label("Features without a requirement"),
            Gap.FEATURE_WITHOUT_STORY: label("Features without a story"),
            Gap.UNTESTED_FEATURE: label("Features without a test"),
            Gap.STORY_WITHOUT_FEATURE: label("Stories without a feature"),
            Gap.UNTESTED_STORY: label("Stories without a test"),
            Gap.TEST_WITHOUT_TARGET: label("Tests of nothing that is planned"),
        }
