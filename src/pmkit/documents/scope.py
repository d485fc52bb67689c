"""What a document about chosen features holds: they, what hangs on them, and the whole product.

A requirement, persona, release, risk, question or decision follows the features that it hangs on.
What hangs on no feature at all is about the product as a whole, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from pmkit.documents.context import Source, anchor
from pmkit.documents.item_views import LinkView
from pmkit.model.workspace import Entry


class Scope:
    """The items of a document about some features. ``chosen`` are the ids of these."""

    def __init__(self, source: Source, chosen: Iterable[str]) -> None:
        self.source = source
        self.workspace = source.workspace
        self.chosen = frozenset(chosen)
        every = self.workspace.of_kind("feature")
        self.is_whole = all(entry.id in self.chosen for entry in every)
        self._links: dict[str, LinkView] = {}

    @cached_property
    def _standing(self) -> dict[str, bool]:
        """For all that hangs on features: whether any of these is chosen."""
        found: dict[str, bool] = {}
        for item_id, is_chosen in self._hanging():
            found[item_id] = found.get(item_id, False) or is_chosen
        requirements = self.workspace.of_kind("requirement")
        for entry in [one for one in requirements if one.id in found]:
            self._pass_up(entry, found)
        for entry in [one for one in requirements if one.id in found]:
            for persona in self._targets(entry, "personas"):
                found[persona] = found.get(persona, False) or found[entry.id]
        return found

    def _hanging(self) -> Iterator[tuple[str, bool]]:
        for entry in self.workspace.of_kind("feature"):
            is_chosen = entry.id in self.chosen
            yield entry.id, is_chosen
            yield self.source.efforts.release(entry), is_chosen
            for item_id in self._targets(entry, "satisfies", "personas"):
                yield item_id, is_chosen
        for entry in self.workspace.of_kind("story"):
            for feature in self._targets(entry, "feature"):
                yield entry.id, feature in self.chosen
                for item_id in self._targets(entry, "satisfies", "as_a"):
                    yield item_id, feature in self.chosen

    def _targets(self, entry: Entry, *names: str) -> Iterator[str]:
        """The ids that the items have now that an item links to in some fields; never a goal's."""
        for name in names:
            written = getattr(entry.item, name, None) or ()
            for link in (written,) if isinstance(written, str) else written:
                target = self.workspace.find(link.partition("/")[0])
                if target is not None and target.item.kind != "goal":
                    yield target.id

    def _pass_up(self, entry: Entry, found: dict[str, bool]) -> None:
        """Lets the requirements above one hang on its features, too."""
        is_chosen, waiting = found[entry.id], [entry]
        for one in waiting:
            for above in self._targets(one, "parent"):
                if above not in found or (is_chosen and not found[above]):
                    found[above] = is_chosen
                    waiting.append(self.workspace.by_id[above])

    def stays(self, entry: Entry) -> bool:
        """Whether an item that features name, or that names features, is in the document."""
        return self.is_whole or self._standing.get(entry.id, True)

    def concerns(self, entry: Entry) -> bool:
        """Whether an item is in the document by what it affects."""
        if self.is_whole:
            return True
        known = [
            found for one in self._affected(entry) if (found := self._standing.get(one)) is not None
        ]
        return any(known) or not known

    def _affected(self, entry: Entry) -> Iterator[str]:
        """The ids of what an item affects, and of what that belongs to."""
        for item_id in self._targets(entry, "affects"):
            yield item_id
            yield from self._targets(self.workspace.by_id[item_id], "release", "for_", "verifies")

    def _wanted(self, kind: str) -> list[Entry]:
        return [entry for entry in self.workspace.of_kind(kind) if not entry.item.is_out]

    @cached_property
    def goals(self) -> list[Entry]:
        """The goals, all of them."""
        return self._wanted("goal")

    @cached_property
    def personas(self) -> list[Entry]:
        """Whom it is for."""
        return [entry for entry in self._wanted("persona") if self.stays(entry)]

    @cached_property
    def all_requirements(self) -> list[Entry]:
        """What is required, and what was but is not to be met."""
        return [entry for entry in self.workspace.of_kind("requirement") if self.stays(entry)]

    def is_required(self, entry: Entry) -> bool:
        """Whether a requirement is to be met."""
        is_wont = self.source.inherited(entry, "priority.moscow") == "wont"
        return not entry.item.is_out and not is_wont

    @cached_property
    def requirements(self) -> list[Entry]:
        """What is required."""
        return [entry for entry in self.all_requirements if self.is_required(entry)]

    @cached_property
    def stories(self) -> dict[str, list[Entry]]:
        """The stories of each chosen feature; under an empty id those of no feature."""
        found: dict[str, list[Entry]] = {}
        told = self._told
        for entry in self.workspace.of_kind("story"):
            if not self.source.efforts.counts(entry):
                continue
            feature = next(self._targets(entry, "feature"), None) or told.get(entry.id, "")
            if not feature or feature in self.chosen:
                found.setdefault(feature, []).append(entry)
        return found

    @cached_property
    def _told(self) -> dict[str, str]:
        """The feature that names each story in its ``story``."""
        features = self.workspace.of_kind("feature")
        return {story: one.id for one in features for story in self._targets(one, "story")}

    @cached_property
    def risks(self) -> list[Entry]:
        """What may happen: neither dropped nor closed."""
        wanted = (entry for entry in self._wanted("risk") if entry.item.status != "closed")
        return [entry for entry in wanted if self.concerns(entry)]

    @cached_property
    def questions(self) -> list[Entry]:
        """Questions, assumptions and constraints."""
        return [entry for entry in self._wanted("question") if self.concerns(entry)]

    @cached_property
    def decisions(self) -> list[Entry]:
        """What was decided and holds, and what is to be decided."""
        wanted = (one for one in self._wanted("decision") if one.item.status != "superseded")
        return [entry for entry in wanted if self.concerns(entry)]

    @cached_property
    def releases(self) -> list[Entry]:
        """The releases."""
        return [entry for entry in self._wanted("release") if self.stays(entry)]

    @cached_property
    def milestones(self) -> list[Entry]:
        """The milestones of these releases, and those of none."""
        return [entry for entry in self._wanted("milestone") if self.is_of_release(entry)]

    def is_of_release(self, entry: Entry) -> bool:
        """Whether a milestone or phase belongs to a release of the document, or to none."""
        release = self.release(entry)
        return not release or release in self._released

    def release(self, entry: Entry) -> str:
        """The id of the release of a milestone or phase, its own or its phase's; empty without."""
        for phase in (entry, *map(self.workspace.find, self._targets(entry, "phase"))):
            for release in self._targets(phase, "release") if phase is not None else ():
                return release
        return ""

    @cached_property
    def _released(self) -> frozenset[str]:
        return frozenset(entry.id for entry in self.releases)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The ids that links may lead to."""
        entries = [
            *self.goals,
            *self.personas,
            *self.all_requirements,
            *(entry for stories in self.stories.values() for entry in stories),
            *self.risks,
            *self.questions,
            *self.decisions,
            *self.releases,
            *self.milestones,
        ]
        return self.chosen.union(entry.id for entry in entries if anchor(entry))

    def anchor(self, entry: Entry) -> str:
        """The target of links to an item; empty where it is not in the document."""
        return anchor(entry) if entry.id in self.anchors else ""

    def link(self, written: str) -> LinkView:
        """What an id names, or what is named instead of an id."""
        if written not in self._links:
            self._links[written] = self._link(written)
        return self._links[written]

    def _link(self, written: str) -> LinkView:
        found = self.workspace.find(written)
        if found is None:
            return LinkView("", written, "")
        return LinkView(found.id, found.item.name, self.anchor(found))

    def links(self, written: Iterable[str]) -> tuple[LinkView, ...]:
        """What some ids name, each once."""
        return tuple(dict.fromkeys(map(self.link, written)))
