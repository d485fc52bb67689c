"""What a Gantt chart shows, whatever draws it: sections of bars, days off, the day of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: a bar from ``start`` to its last day ``finish``, or a milestone on ``start``.

    ``after`` holds the keys of the bars that it waits for. Keys are unique in a chart and made of
    ASCII letters, digits, ``-`` and ``_``. ``depth`` counts the summaries above it.
    """

    key: str
    id: str
    name: str
    start: date
    finish: date
    is_milestone: bool = False
    is_summary: bool = False
    is_finished: bool = False
    is_started: bool = False
    is_critical: bool = False
    is_late: bool = False
    progress: Fraction | None = None
    depth: int = 0
    after: tuple[str, ...] = ()
    note: str = ""
    """What a reader of the bar may want to know: its team, or why it is there."""


@dataclass(frozen=True, slots=True)
class Section:
    """Bars under one heading; an empty title is none."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that is shaded, and its name."""

    day: date
    name: str


@dataclass(frozen=True)
class Gantt:
    """One chart of at most MOST_ROWS bars. ``days_off`` are shaded; ``as_of`` is the day drawn."""

    title: str
    sections: tuple[Section, ...]
    as_of: date
    days_off: tuple[DayOff, ...] = ()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """All bars, from top to bottom."""
        return tuple(bar for section in self.sections for bar in section.bars)
