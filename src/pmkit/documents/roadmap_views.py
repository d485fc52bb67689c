"""What the template of the roadmap sees: plain values in frozen dataclasses, ready to be printed.

Dates are ISO dates. What is absent is empty. ``anchor`` is the target of links to an item, or empty
where no link may lead to it; ``is_target`` says that the target stands in this very row. ``why`` is
a line of Markdown, for the items that it names are links.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pmkit.documents.markdown import Markdown


@dataclass(frozen=True, slots=True)
class ReleaseRowView:
    """When the work of a release runs, against the day that is written for it.

    ``done`` is the share of its effort that is done.
    """

    id: str
    anchor: str
    title: str
    status: str
    start: str
    finish: str
    freeze: str
    end: str
    verdict: str
    done: str


@dataclass(frozen=True, slots=True)
class HorizonRowView:
    """A feature, or work that belongs to none, in the view of now, next and later."""

    id: str
    anchor: str
    title: str
    release: str
    status: str
    progress: str
    finish: str


@dataclass(frozen=True, slots=True)
class HorizonView:
    """``name`` says which: now, next or later. ``more`` counts what the rows leave out."""

    name: str
    meaning: str
    rows: tuple[HorizonRowView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ChartsView:
    """The Gantt charts of one release. ``more`` counts the items that they have no room for."""

    title: str
    charts: tuple[Markdown, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A milestone: the day written for it, the day that it falls on, and how far that is apart."""

    id: str
    anchor: str
    title: str
    release: str
    planned: str
    scheduled: str
    deviation: str
    status: str


@dataclass(frozen=True, slots=True)
class DatesRowView:
    """An item with its dates and what binds them. ``depth`` counts the items above it here.

    ``days`` is the working time that is left, ``slack`` how many working days it can slip.
    """

    id: str
    anchor: str
    is_target: bool
    title: str
    depth: int
    is_summary: bool
    is_critical: bool
    start: str
    finish: str
    days: str
    team: str
    slack: str
    due: str
    why: Markdown

    def cells(self, columns: Iterable[str]) -> tuple[str, ...]:
        """The values of some columns; where there is no slack, that is set in bold."""
        return tuple(
            Markdown(f"**{self.slack}**")
            if column == "slack" and self.slack and self.is_critical
            else getattr(self, column)
            for column in columns
        )


@dataclass(frozen=True, slots=True)
class DatesView:
    """The items of one release with their dates; ``columns`` are those in use."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[DatesRowView, ...]


@dataclass(frozen=True, slots=True)
class ChainView:
    """The critical chain; ``skipped`` counts the items between ``first`` and ``last``."""

    columns: tuple[str, ...]
    first: tuple[DatesRowView, ...]
    skipped: int
    last: tuple[DatesRowView, ...]
    length: int
    finish: str


@dataclass(frozen=True, slots=True)
class LoadCellView:
    """What a team does in a stretch of time, of what it can, in person-days."""

    used: str
    capacity: str
    share: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class LoadRowView:
    """A stretch of time, one cell a team."""

    period: str
    cells: tuple[LoadCellView, ...]


@dataclass(frozen=True, slots=True)
class LoadTableView:
    """The load of some teams over time."""

    teams: tuple[str, ...]
    rows: tuple[LoadRowView, ...]


@dataclass(frozen=True, slots=True)
class OverloadView:
    """More work in a release or iteration than its team has days for, in person-days."""

    title: str
    team: str
    needed: str
    available: str
    excess: str


@dataclass(frozen=True, slots=True)
class LoadView:
    """Who has how much to do. ``unit`` is the stretch of a row: week, month, quarter or year.

    ``has_more`` says that work counts which is not in the document.
    """

    unit: str
    tables: tuple[LoadTableView, ...]
    overloads: tuple[OverloadView, ...]
    has_overload: bool
    has_more: bool


@dataclass(frozen=True, slots=True)
class UnscheduledRowView:
    """An item without dates, and why."""

    id: str
    anchor: str
    is_target: bool
    title: str
    why: Markdown


@dataclass(frozen=True, slots=True)
class UnscheduledView:
    """The items of one release without dates."""

    title: str
    rows: tuple[UnscheduledRowView, ...]


@dataclass(frozen=True, slots=True)
class RoadmapView:
    """The plan in time. Without a day to speak of, only what has written dates is there."""

    is_dated: bool
    summary: tuple[str, ...]
    provisional: str
    releases: tuple[ReleaseRowView, ...]
    horizons: tuple[HorizonView, ...]
    charts: tuple[ChartsView, ...]
    milestones: tuple[MilestoneView, ...]
    dates: tuple[DatesView, ...]
    chain: ChainView | None
    load: LoadView | None
    unscheduled: tuple[UnscheduledView, ...]
