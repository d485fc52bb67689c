"""The roadmap: what a plan says of time, chapter by chapter."""

from __future__ import annotations

from datetime import date

from pmkit.documents.context import Source
from pmkit.documents.horizons import Horizons
from pmkit.documents.labels import listed
from pmkit.documents.loads import load_view
from pmkit.documents.roadmap_charts import Charts
from pmkit.documents.roadmap_dates import Dates
from pmkit.documents.roadmap_overview import Overview
from pmkit.documents.roadmap_views import MilestoneView, RoadmapView
from pmkit.documents.timeline import Timeline
from pmkit.model.workspace import Entry
from pmkit.schedule.schedule import Schedule


def roadmap(source: Source) -> RoadmapView:
    """The roadmap of a plan as of the day that its settings name, never of today."""
    project = source.project
    return roadmap_view(source, project.schedule if project.as_of is not None else None)


def roadmap_view(source: Source, schedule: Schedule | None) -> RoadmapView:
    """The roadmap of a schedule; without one, what has written dates."""
    timeline = Timeline(source, schedule or Schedule(as_of=date.min))
    overview, dates = Overview(timeline), Dates(timeline)
    is_dated = schedule is not None
    return RoadmapView(
        is_dated=is_dated,
        summary=overview.sentences() if is_dated else (),
        provisional=listed(map(str, timeline.schedule.provisional_years), source.language),
        releases=overview.releases(),
        horizons=Horizons(timeline).views(),
        charts=Charts(timeline).views(),
        milestones=tuple(_milestone(timeline, entry) for entry in timeline.milestones),
        dates=dates.tables(),
        chain=dates.chain(),
        load=load_view(timeline),
        unscheduled=dates.unscheduled(),
    )


def _milestone(timeline: Timeline, entry: Entry) -> MilestoneView:
    source, scheduled = timeline.source, timeline.schedule.by_id.get(entry.id)
    planned, release = entry.item.day("date"), timeline.release(entry)
    day = scheduled.finish if scheduled is not None else entry.item.day("finished")
    return MilestoneView(
        id=entry.id,
        anchor=timeline.anchor(entry.id),
        title=entry.item.name,
        release=source.release(release) if release else "",
        planned=planned.isoformat() if planned else "",
        scheduled=day.isoformat() if day else "",
        deviation=timeline.deviation(scheduled, planned),
        status=source.choice("milestone_status", entry.item.status),
    )
