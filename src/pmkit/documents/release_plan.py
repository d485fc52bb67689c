"""When it comes: releases, phases, milestones and gates, and what has to be there first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmkit.documents.features import feature_of
from pmkit.documents.item_views import LinkView, TableView
from pmkit.documents.labels import listed, prose_date
from pmkit.documents.particulars import day
from pmkit.documents.plan_views import (
    GateView,
    MilestoneView,
    PhaseView,
    PlanView,
    PrerequisiteView,
    ReleaseView,
)
from pmkit.documents.scope import Scope
from pmkit.documents.timeline import Timeline
from pmkit.kinds.delivery import Milestone, Phase, Release
from pmkit.model.workspace import Entry
from pmkit.schedule.schedule import ReleaseDates, Schedule


class ReleasePlan:
    """The releases of a document; without a schedule, with the dates that are written."""

    def __init__(self, scope: Scope, schedule: Schedule | None) -> None:
        self.scope = scope
        self.source = scope.source
        self.is_scheduled = schedule is not None
        self.schedule = schedule or Schedule(as_of=date.min)
        self.timeline = Timeline(self.source, self.schedule)
        self.dates = {one.entry.id: one for one in self.schedule.releases}

    def view(self) -> PlanView:
        """The whole plan."""
        releases, milestones = self._releases(), self._milestones()
        days = [row.expected for row in releases] + [row.expected for row in milestones]
        is_scheduled = self.is_scheduled and any(days)
        years = map(str, self.schedule.provisional_years)
        language = self.source.language
        return PlanView(
            releases=TableView(releases),
            phases=TableView(self._phases()),
            milestones=TableView(milestones),
            gates=TableView(self._gates()),
            as_of=prose_date(self.schedule.as_of, language) if is_scheduled else "",
            provisional=listed(years, language) if is_scheduled else "",
        )

    def _releases(self) -> tuple[ReleaseView, ...]:
        return tuple(map(self._release, self.scope.releases))

    def _release(self, entry: Entry) -> ReleaseView:
        item, dates = entry.item, self.dates.get(entry.id)
        assert isinstance(item, Release)
        expected, verdict = item.finished, ""
        if dates is not None and dates.finish is not None and item.finished is None:
            expected, verdict = dates.finish, self._release_verdict(dates)
        return ReleaseView(
            id=entry.id,
            anchor=self.scope.anchor(entry),
            title=self.source.full_release(entry.id),
            description=item.description or "",
            goals=self.scope.links(item.goals),
            status=self.source.choice("release_status", item.status),
            start=day(item.start),
            freeze=day(item.freeze),
            end=day(item.end),
            expected=day(expected),
            deviation=verdict,
        )

    def _release_verdict(self, dates: ReleaseDates) -> str:
        """By how much the freeze or the end of a release is missed, whichever is missed by more."""
        label = self.source.label
        if dates.due is None:
            return ""
        if not dates.late:
            return label("on time")
        is_frozen, count = dates.due.field == "freeze", self.timeline.working_days(dates.late)
        return label(
            "development {days} after the freeze" if is_frozen else "{days} after the release date",
            days=count,
        )

    def _phases(self) -> tuple[PhaseView, ...]:
        every = self.scope.workspace.of_kind("phase")
        wanted = [one for one in every if not one.item.is_out and self.scope.is_of_release(one)]
        return tuple(map(self._phase, wanted))

    def _phase(self, entry: Entry) -> PhaseView:
        item, release = entry.item, self.scope.release(entry)
        assert isinstance(item, Phase)
        return PhaseView(
            title=item.title,
            release=self.source.release(release) if release else "",
            start=day(item.started or item.start),
            end=day(item.finished or item.end),
            deliverables=item.deliverables,
        )

    def _milestones(self) -> tuple[MilestoneView, ...]:
        """The milestones by day, those without one last."""
        rows = sorted(
            map(self._milestone, self.scope.milestones),
            key=lambda row: (row.expected or row.planned or "9999", row.id),
        )
        return tuple(rows)

    def _milestone(self, entry: Entry) -> MilestoneView:
        item, scheduled = entry.item, self.schedule.by_id.get(entry.id)
        assert isinstance(item, Milestone)
        release, expected, verdict = self.scope.release(entry), item.finished, ""
        if scheduled is not None:
            expected, verdict = scheduled.finish, self.timeline.deviation(scheduled, item.date)
        return MilestoneView(
            id=entry.id,
            anchor=self.scope.anchor(entry),
            title=item.title,
            release=self.source.release(release) if release else "",
            planned=day(item.date),
            expected=day(expected),
            deviation=verdict,
            status=self.source.choice("milestone_status", item.status),
            owner=self.source.person(item.owner),
            deliverables=item.deliverables,
        )

    def _gates(self) -> tuple[GateView, ...]:
        label = self.source.label
        return tuple(
            GateView(
                self.source.release(entry.id),
                one.gate,
                label("Reached" if one.met else "Not reached yet"),
            )
            for entry in self.scope.releases
            for one in getattr(entry.item, "quality_gates", ())
        )

    def prerequisites(self, features: Sequence[Entry]) -> TableView[PrerequisiteView]:
        """What features wait for, with the features that wait for it."""
        waiting: dict[str, dict[LinkView, None]] = {}
        for entry in features:
            for dependency in feature_of(entry).depends_on:
                target = self.source.workspace.current_id(dependency.item)
                waiting.setdefault(target, {})[self.scope.link(entry.id)] = None
        return TableView(
            tuple(self._prerequisite(one, tuple(links)) for one, links in waiting.items())
        )

    def _prerequisite(self, item_id: str, needed_by: tuple[LinkView, ...]) -> PrerequisiteView:
        found, scheduled = self.source.workspace.find(item_id), self.schedule.by_id.get(item_id)
        if found is None:
            return PrerequisiteView(self.scope.link(item_id), "", "", "", needed_by)
        status = "milestone_status" if found.item.kind == "milestone" else "scope_status"
        written = (found.item.day(name) for name in ("finished", "date", "due"))
        expected = scheduled.finish if scheduled else next((one for one in written if one), None)
        return PrerequisiteView(
            item=self.scope.link(item_id),
            status=self.source.choice(status, found.item.status),
            owner=self.source.person(self.source.inherited(found, "owner")),
            date=day(expected),
            needed_by=needed_by,
        )
