"""What a roadmap says first: the plan in a few sentences, and its releases in a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property

from pmkit.documents.labels import listed, prose_date
from pmkit.documents.roadmap_views import ReleaseRowView
from pmkit.documents.timeline import Timeline
from pmkit.model.wording import shortened
from pmkit.model.workspace import Entry
from pmkit.schedule.schedule import ReleaseDates, Role, Scheduled, State

MOST_TOLD = 3


class Overview:
    """A timeline as a whole."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.source = timeline.source
        self.label = timeline.source.label

    def sentences(self) -> tuple[str, ...]:
        """What a reader wants to know first, in plain words."""
        if not self.timeline.items and not self.timeline.unscheduled:
            return (self.label("There is no work to schedule."),)
        return (
            *self._span(),
            *self._undated(),
            *self._late(),
            *self._moved(),
            *self._ends(),
        )

    def _prose(self, day: date) -> str:
        return prose_date(day, self.source.language)

    @cached_property
    def _leaves(self) -> list[Scheduled]:
        """The items that are counted: none beside its parts."""
        return [one for one in self.timeline.items if one.role is Role.WORK]

    @cached_property
    def _open(self) -> list[Scheduled]:
        return [one for one in self._leaves if one.state is not State.FINISHED]

    def _span(self) -> Iterator[str]:
        work = [one for one in self.timeline.items if one.role is not Role.SUMMARY]
        spanned = [one for one in work if one.state is not State.FINISHED] or work
        if not spanned:
            return
        schedule = self.timeline.schedule
        start, finish = min(one.start for one in spanned), max(one.finish for one in spanned)
        if self.timeline.is_whole:
            start, finish = schedule.start or start, schedule.finish or finish
        yield self.label(
            "As of {as_of}, the plan runs from {start} to {finish}."
            if self.timeline.is_whole
            else "As of {as_of}, the work in this document runs from {start} to {finish}.",
            as_of=self._prose(schedule.as_of),
            start=self._prose(start),
            finish=self._prose(finish),
        )
        states = [one.state for one in self._leaves]
        yield self.label(
            "It holds {count} item of work: {finished} finished, {started} under way, "
            "{planned} to begin."
            if len(states) == 1
            else "It holds {count} items of work: {finished} finished, {started} under way, "
            "{planned} to begin.",
            count=len(states),
            finished=states.count(State.FINISHED),
            started=states.count(State.STARTED),
            planned=states.count(State.PLANNED),
        )

    def _undated(self) -> Iterator[str]:
        count = len(self.timeline.unscheduled)
        if count:
            yield self.label(
                "Another {count} cannot be dated; a chapter below says why."
                if self._leaves
                else "{count} item of work cannot be dated; a chapter below says why."
                if count == 1
                else "{count} items of work cannot be dated; a chapter below says why.",
                count=count,
            )

    def _late(self) -> Iterator[str]:
        items = [one for one in self.timeline.items if one.state is not State.FINISHED]
        late = list({one.id: one for one in items if one.late and not one.is_milestone}.values())
        if not late:
            if any(one.due for one in items):
                yield self.label("No work finishes after the day that it is due.")
            return
        late.sort(key=lambda one: (-one.late, one.id))
        names = listed(map(self._named, late[:MOST_TOLD]), self.source.language)
        yield self.label(
            "{items} finishes {days} after it is due."
            if len(late) == 1
            else "{count} items of work finish late, at most by {days}: {items}."
            if len(late) <= MOST_TOLD
            else "{count} items of work finish late, at most by {days}: {items} and others.",
            count=len(late),
            items=names,
            days=self.timeline.working_days(late[0].late),
        )

    def _named(self, one: Scheduled) -> str:
        return shortened(f"{one.id} {one.entry.item.name}".strip())

    def _moved(self) -> Iterator[str]:
        """The milestones that come later than planned."""
        scheduled = (self.timeline.schedule.by_id.get(one.id) for one in self.timeline.milestones)
        late = [one for one in scheduled if one and one.late and one.state is not State.FINISHED]
        if not late:
            return
        told = [
            self.label(
                "{item} ({days} late)",
                item=self._named(one),
                days=self.timeline.working_days(one.late),
            )
            for one in late[:MOST_TOLD]
        ]
        yield self.label(
            "Milestones that come later than planned: {milestones}."
            if len(late) <= MOST_TOLD
            else "Milestones that come later than planned: {milestones}, and {more} more.",
            milestones=listed(told, self.source.language),
            more=len(late) - MOST_TOLD,
        )

    def _ends(self) -> Iterator[str]:
        """When the next releases end, against their days."""
        dates = [
            self._dates[entry.id] for entry in self.timeline.releases if entry.id in self._dates
        ]
        coming = [one for one in dates if one.finish and one.entry.id in self._unfinished]
        for one in coming[:MOST_TOLD]:
            assert one.finish is not None
            name, day = shortened(self.source.full_release(one.entry.id)), self._prose(one.finish)
            if one.due is None:
                yield self.label("{release} ends on {date}.", release=name, date=day)
            elif not one.late:
                yield self.label("{release} ends on {date}, in time.", release=name, date=day)
            else:
                from_freeze = one.due.field == "freeze"
                yield self.label(
                    "{release} ends on {date}; its development ends {days} after the freeze."
                    if from_freeze
                    else "{release} ends on {date}, {days} after its planned end.",
                    release=name,
                    date=day,
                    days=self.timeline.working_days(one.late),
                )

    @cached_property
    def _dates(self) -> dict[str, ReleaseDates]:
        return {one.entry.id: one for one in self.timeline.schedule.releases}

    @cached_property
    def _unfinished(self) -> set[str]:
        """The releases with work that is not finished."""
        return {self.timeline.release(one.entry) for one in self._open}

    def releases(self) -> tuple[ReleaseRowView, ...]:
        """The releases by day."""
        return tuple(map(self._release, self.timeline.releases))

    def _release(self, entry: Entry) -> ReleaseRowView:
        dates = self._dates.get(entry.id)
        start = (dates.start if dates else None) or entry.item.day("start")
        finish = (dates.finish if dates else None) or entry.item.day("finished")
        return ReleaseRowView(
            id=entry.id,
            anchor=self.timeline.anchor(entry.id),
            title=self.source.full_release(entry.id),
            status=self.source.choice("release_status", entry.item.status),
            start=start.isoformat() if start else "",
            finish=finish.isoformat() if finish else "",
            freeze=_written(entry, "freeze"),
            end=_written(entry, "end"),
            verdict=self._verdict(dates),
            done=self._done(entry.id),
        )

    def _verdict(self, dates: ReleaseDates | None) -> str:
        if dates is None or dates.finish is None or dates.due is None:
            return ""
        if not dates.late:
            return self.label("on time")
        return self.timeline.late(dates.late)

    def _done(self, release: str) -> str:
        """The share of a release's effort that is done; empty where nothing is estimated."""
        effort, remaining = self._effort.get(release, (Fraction(0), Fraction(0)))
        return f"{((effort - remaining) * 100 / effort).__floor__()}%" if effort else ""

    @cached_property
    def _effort(self) -> dict[str, tuple[Fraction, Fraction]]:
        """The effort of each release and what remains of it, in person-days."""
        found: dict[str, tuple[Fraction, Fraction]] = {}
        for one in self.timeline.schedule.items:
            if one.role in (Role.WORK, Role.REMAINDER):
                release = self.timeline.release(one.entry)
                effort, remaining = found.get(release, (Fraction(0), Fraction(0)))
                found[release] = effort + one.effort, remaining + one.remaining
        return found


def _written(entry: Entry, field: str) -> str:
    day = entry.item.day(field)
    return day.isoformat() if day is not None else ""
