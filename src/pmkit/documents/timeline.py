"""The part of a schedule that a document is about: which items, below which, in which release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from pmkit.charts.groups import NONE, SEVERAL, common, release_of
from pmkit.documents.context import Source, anchor
from pmkit.documents.phrases import Wording
from pmkit.kinds.effort import WORK
from pmkit.kinds.shapes import UNDER_WAY
from pmkit.model.workspace import Entry
from pmkit.schedule.schedule import Role, Schedule, Scheduled, State, Unscheduled
from pmkit.schedule.windows import day_of_window

_CALLED_BY_NAME = ("team", "iteration", "phase")


class Timeline:
    """The chosen work of a schedule.

    Without a ``where`` of the document that is everything; with one, the features for which it
    holds, with their stories and tasks, the releases of these, and the milestones of those or of
    them. The schedule itself is always that of the whole plan.
    """

    def __init__(self, source: Source, schedule: Schedule) -> None:
        self.source = source
        self.schedule = schedule
        self.is_whole = source.document.where is None
        self.wording = Wording.of(source.language, self._called)
        self._known_releases: dict[str, str] = {}

    @cached_property
    def _chosen(self) -> frozenset[str]:
        """The chosen features with their stories and tasks, where the document chooses."""
        features = self.source.workspace.of_kind("feature")
        waiting = [entry for entry in features if self.source.chosen(entry)]
        found = {entry.id for entry in waiting}
        for entry in waiting:
            for part in self.source.efforts.parts(entry):
                if part.item.kind != "feature" and part.id not in found:
                    found.add(part.id)
                    waiting.append(part)
        return frozenset(found)

    def _shows_work(self, entry: Entry) -> bool:
        return self.is_whole or entry.id in self._chosen

    def _shows_milestone(self, entry: Entry) -> bool:
        if self.is_whole or self.release(entry) in self._releases_in_use:
            return True
        waits_for = (one.item for one in getattr(entry.item, "depends_on", ()))
        return any(self.source.workspace.current_id(target) in self._chosen for target in waits_for)

    def shows(self, entry: Entry) -> bool:
        """Whether an item is in the document."""
        if entry.item.kind in WORK:
            return self._shows_work(entry)
        return entry.item.kind != "milestone" or self._shows_milestone(entry)

    @cached_property
    def items(self) -> tuple[Scheduled, ...]:
        """The work with dates, in the order of the schedule."""
        return tuple(
            one
            for one in self.schedule.items
            if not one.is_milestone and self._shows_work(one.entry)
        )

    @cached_property
    def unscheduled(self) -> tuple[Unscheduled, ...]:
        """What is to be done and has no dates."""
        return tuple(one for one in self.schedule.unscheduled if self.shows(one.entry))

    @cached_property
    def milestones(self) -> list[Entry]:
        """The milestones that are still wanted, by day, those without one last."""
        wanted = [
            entry
            for entry in self.source.workspace.of_kind("milestone")
            if not entry.item.is_out and self._shows_milestone(entry)
        ]
        return sorted(wanted, key=lambda one: (self.milestone_day(one) or date.max, one.id))

    def milestone_day(self, entry: Entry) -> date | None:
        """The day that a milestone falls on: as scheduled, else as written."""
        scheduled = self.schedule.by_id.get(entry.id)
        if scheduled is not None:
            return scheduled.finish
        return entry.item.day("finished") or entry.item.day("date")

    def release(self, entry: Entry) -> str:
        """The id of the release that an item belongs to; empty if it has none."""
        if entry.id not in self._known_releases:
            self._known_releases[entry.id] = release_of(self.source.workspace, entry)
        return self._known_releases[entry.id]

    @cached_property
    def groups(self) -> dict[str, str]:
        """The release under which each item stands; of what spans several, SEVERAL.

        A whole without a release of its own stands where its parts stand.
        """
        found = {one.id: self.release(one.entry) for one in self.items}
        inner: dict[str, set[str]] = {}
        for one in self.items:
            if one.role is not Role.SUMMARY:
                whole = self.wholes.get(one.id)
                while whole is not None:
                    inner.setdefault(whole, set()).add(found[one.id])
                    whole = self.wholes.get(whole)
        return found | {whole: common(some) for whole, some in inner.items() if not found[whole]}

    @cached_property
    def _releases_in_use(self) -> frozenset[str]:
        """The releases of the chosen work."""
        chosen = (self.source.workspace.by_id[item_id] for item_id in self._chosen)
        return frozenset(map(self.release, filter(self.source.efforts.counts, chosen))) - {NONE}

    @cached_property
    def releases(self) -> list[Entry]:
        """The releases in the order of their days."""
        wanted = [
            entry
            for entry in self.source.workspace.of_kind("release")
            if not entry.item.is_out and (self.is_whole or entry.id in self._releases_in_use)
        ]
        return sorted(wanted, key=self._release_order)

    def _release_order(self, entry: Entry) -> tuple[date, date, str]:
        """By the day that is written; those without one last, by the end of their work."""
        day = entry.item.day("finished") or day_of_window(entry) or date.max
        return day, self._finishes.get(entry.id, date.max), entry.id

    @cached_property
    def _finishes(self) -> dict[str, date]:
        return {one.entry.id: one.finish for one in self.schedule.releases if one.finish}

    def by_release(self, groups: Iterable[tuple[str, Entry]]) -> dict[str, list[Entry]]:
        """Some items by the release that they stand under, in its order.

        What spans several releases, and what has none, comes last.
        """
        found: dict[str, list[Entry]] = {entry.id: [] for entry in self.releases}
        for group, entry in groups:
            found.setdefault(group, []).append(entry)
        rest = {group: found.pop(group, []) for group in (SEVERAL, NONE)}
        return {group: some for group, some in (found | rest).items() if some}

    def release_title(self, group: str) -> str:
        """What readers call a release, or the work of several or of none."""
        if group == SEVERAL:
            return self.source.label("Several releases")
        if group == NONE:
            return self.source.label("No release yet") if self.releases else ""
        return self.source.full_release(group)

    @cached_property
    def wholes(self) -> dict[str, str]:
        """The item that each one is shown below: the nearest above it that spans it."""
        return {
            part.id: one.id
            for one in self.items
            if one.role is Role.SUMMARY
            for part in self.source.efforts.parts(one.entry)
        }

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The ids that have a row of their own, which links may lead to."""
        entries: Iterator[Entry] = (one.entry for one in self.items)
        without = (one.entry for one in self.unscheduled)
        some = (*entries, *without, *self.milestones, *self.releases)
        return frozenset(entry.id for entry in some if anchor(entry))

    def anchor(self, item_id: str) -> str:
        """The target of links to an item; empty where it has no row here."""
        return item_id if item_id in self.anchors else ""

    def _called(self, text: str) -> str:
        """What readers call a thing that has no row here, and is named by its id in a reason."""
        entry = self.source.workspace.by_id.get(text)
        if entry is None:
            return text
        if entry.item.kind == "release":
            return self.source.full_release(text)
        return entry.item.name if entry.item.kind in _CALLED_BY_NAME else text

    def deviation(self, scheduled: Scheduled | None, planned: date | None) -> str:
        """How far a milestone is from the day that was planned, in words."""
        if scheduled is None or planned is None:
            return ""
        if scheduled.late:
            return self.late(scheduled.late)
        early = (planned - scheduled.finish).days
        if scheduled.state is State.FINISHED and early > 0:
            return self.source.label(
                "{days} calendar day early" if early == 1 else "{days} calendar days early",
                days=early,
            )
        return self.source.label("on time")

    def late(self, count: int) -> str:
        """How many working days something is late, in words."""
        return self.source.label("{days} late", days=self.working_days(count))

    def working_days(self, count: int) -> str:
        """A number of working days in words."""
        return self.source.label(
            "{days} working day" if count == 1 else "{days} working days", days=count
        )


def has_begun(entry: Entry, scheduled: Scheduled | None) -> bool:
    """Whether somebody works on an item, with dates or without."""
    if scheduled is not None:
        return scheduled.state is State.STARTED
    return entry.item.status in UNDER_WAY
