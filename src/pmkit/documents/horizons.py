"""Now, next and later: what is being done, what the following release brings, and the rest.

Now is what has begun and what belongs to a release under way: one that is open or frozen, or whose
written start has come. Next is the release that follows. Later is everything else, and whatever has
no dates or no release.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from pmkit.documents.labels import listed
from pmkit.documents.roadmap_views import HorizonRowView, HorizonView
from pmkit.documents.timeline import Timeline, has_begun
from pmkit.kinds.effort import WORK
from pmkit.kinds.shapes import DONE
from pmkit.model.wording import shortened
from pmkit.model.workspace import Entry
from pmkit.schedule.schedule import Scheduled, State

MOST_ROWS = 30
_UNDER_WAY = ("open", "frozen")


class Horizons:
    """The unfinished work of a timeline in three parts.

    A row is a feature without sub-features, or a story or task that belongs to no feature.
    """

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.source = timeline.source
        self.label = timeline.source.label

    def views(self) -> tuple[HorizonView, ...]:
        """Those of the three parts that hold anything."""
        found: dict[str, list[Entry]] = {"now": [], "next": [], "later": []}
        for entry in self._units:
            found[self._horizon(entry)].append(entry)
        meanings = {"now": self._now(), "next": self._next(), "later": self._later(found)}
        return tuple(
            self._view(name, meanings[name], entries) for name, entries in found.items() if entries
        )

    def _now(self) -> str:
        if not self.under_way:
            return self.label("Work that has begun.")
        return self.label(
            "Work that has begun, and the rest of what is under way: {releases}.",
            releases=self._names(self.under_way),
        )

    def _next(self) -> str:
        return self.label(
            "The release that follows: {releases}.", releases=self._names(self.following)
        )

    def _later(self, found: Mapping[str, Sequence[Entry]]) -> str:
        if not (found["now"] or found["next"]):
            return self.label("Work without a release or without dates.")
        return self.label("What comes after that, and work without a release or without dates.")

    def _names(self, releases: Sequence[str]) -> str:
        names = (shortened(self.source.full_release(release)) for release in releases)
        return listed(names, self.source.language)

    @cached_property
    def _units(self) -> list[Entry]:
        """The rows: work that is to be done and is not finished, none of it within another row."""
        timeline = self.timeline
        dated = {one.id: one.entry for one in timeline.items if one.state is not State.FINISHED}
        undated = {one.entry.id: one.entry for one in timeline.unscheduled}
        entries = {**dated, **undated}.values()
        return [
            entry
            for entry in entries
            if entry.item.kind in WORK and entry.item.status not in DONE and self._is_unit(entry)
        ]

    def _is_unit(self, entry: Entry) -> bool:
        efforts = self.source.efforts
        if entry.item.kind == "feature":
            parts = (one for one in efforts.parts(entry) if one.item.kind == "feature")
            return not any(efforts.counts(part) and self.timeline.shows(part) for part in parts)
        return not self._is_part(entry)

    def _is_part(self, entry: Entry) -> bool:
        links = (getattr(entry.item, field, None) for field in ("feature", "for_"))
        targets = (self.source.workspace.find(link) for link in links if link)
        return any(target is not None and target.item.kind in WORK for target in targets)

    def _scheduled(self, entry: Entry) -> Scheduled | None:
        return self.timeline.schedule.by_id.get(entry.id)

    def _horizon(self, entry: Entry) -> str:
        scheduled, release = self._scheduled(entry), self.timeline.release(entry)
        if has_begun(entry, scheduled):
            return "now"
        if scheduled is None:
            return "later"
        return (
            "now" if release in self.under_way else "next" if release in self.following else "later"
        )

    @cached_property
    def _to_come(self) -> list[Entry]:
        """The releases that have a row, by day."""
        used = {self.timeline.release(entry) for entry in self._units}
        return [entry for entry in self.timeline.releases if entry.id in used]

    @cached_property
    def under_way(self) -> list[str]:
        """The ids of the releases that are worked on."""
        return [entry.id for entry in self._to_come if self._is_under_way(entry)]

    def _is_under_way(self, entry: Entry) -> bool:
        start = entry.item.day("start")
        has_come = start is not None and start <= self.timeline.schedule.as_of
        return entry.item.status in _UNDER_WAY or has_come

    @cached_property
    def following(self) -> list[str]:
        """The id of the release after those that are worked on."""
        rest = [entry.id for entry in self._to_come if entry.id not in self.under_way]
        return rest[:1]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {entry.id: place for place, entry in enumerate(self.timeline.releases)}

    def _order(self, entry: Entry) -> tuple[bool, int, date, str]:
        """By release, then by finish; what has no release last, and there what has no dates."""
        scheduled = self._scheduled(entry)
        place = self._places.get(self.timeline.release(entry), len(self._places))
        finish = scheduled.finish if scheduled is not None else date.max
        return scheduled is None, place, finish, entry.id

    def _view(self, name: str, meaning: str, entries: list[Entry]) -> HorizonView:
        listed_first = sorted(entries, key=self._order)[:MOST_ROWS]
        return HorizonView(
            name,
            meaning,
            tuple(map(self._row, listed_first)),
            len(entries) - len(listed_first),
        )

    def _row(self, entry: Entry) -> HorizonRowView:
        source, scheduled = self.source, self._scheduled(entry)
        release = self.timeline.release(entry)
        progress = scheduled.progress if scheduled is not None else None
        return HorizonRowView(
            id=entry.id,
            anchor=self.timeline.anchor(entry.id),
            title=entry.item.name,
            release=source.release(release) if release else "",
            status=source.choice("scope_status", entry.item.status),
            progress="" if progress is None else f"{(progress * 100).__floor__()}%",
            finish=scheduled.finish.isoformat() if scheduled is not None else "",
        )
