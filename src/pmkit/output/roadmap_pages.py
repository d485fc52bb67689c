"""A roadmap in every format: as one text, or as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pmkit.charts.gantt import Gantt
from pmkit.charts.mermaid import mermaid
from pmkit.charts.outline import named_gantts
from pmkit.charts.svg import svg
from pmkit.charts.windows import windows
from pmkit.model.text import visible
from pmkit.model.workspace import Workspace
from pmkit.output import gantt, remarks, roadmap_table, roadmaps, tables
from pmkit.output.look import Look
from pmkit.schedule.calendar import WorkCalendar
from pmkit.schedule.schedule import Schedule

ENDINGS = {
    "gantt": "txt",
    "table": "txt",
    "json": "json",
    "csv": "csv",
    "md": "md",
    "mermaid": "mmd",
    "svg": "svg",
}
"""The formats, and how the names of files in them end."""

_ONE_CHART = 1_000_000


@dataclass(frozen=True)
class Roadmap:
    """A schedule to be printed: how it is divided, what it is called, and for whom.

    ``most`` is how many remarks of a sort are made below a chart or table; all for None.
    """

    schedule: Schedule
    workspace: Workspace
    calendar: WorkCalendar
    title: str
    by: str
    look: Look
    most: int | None = remarks.MOST

    def text(self, format: str) -> str:
        """All of it in a format, without the last line feed."""
        if format == "json":
            return roadmaps.as_json_text(self.schedule, self.workspace)
        if format == "csv":
            return tables.as_csv(roadmaps.as_table(self.dated, self.look))
        if format == "svg":
            return self._svg(list(self.charts.values())).rstrip("\n")
        writers = {
            "gantt": self._gantt,
            "table": self._table,
            "md": self._markdown,
            "mermaid": self._mermaids,
        }
        return "\n".join(writers[format]())

    def files(self, format: str) -> dict[str, str]:
        """The files of a format by their names: one, or one for each chart of Mermaid or SVG."""
        ending = ENDINGS[format]
        if format not in ("mermaid", "svg"):
            return {f"roadmap.{ending}": self.text(format) + "\n"}
        return {
            f"roadmap{name and '-'}{name}.{ending}": (
                mermaid(chart) if format == "mermaid" else self._svg([chart])
            )
            for name, chart in self.charts.items()
        }

    @cached_property
    def charts(self) -> dict[str, Gantt]:
        """The charts by name, none with more rows than Mermaid takes."""
        words = roadmaps.words(self.by, self.title, self.look)
        return named_gantts(self.schedule, self.workspace, self.by, words, calendar=self.calendar)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be dated at all."""
        return not (self.dated.items or self.schedule.unscheduled)

    @cached_property
    def dated(self) -> Schedule:
        """The schedule with a row for each release, and phase, that only has written dates."""
        written = (row for one in windows(self.schedule, self.workspace) for row in one.rows)
        items = sorted((*written, *self.schedule.items), key=lambda one: one.start)
        return replace(self.schedule, items=tuple(items))

    def _gantt(self) -> Iterator[str]:
        if self.is_empty:
            return
        yield from remarks.headline(self.schedule, self.title, self.look)
        words = roadmaps.words(self.by, self.title, self.look)
        whole = named_gantts(
            self.schedule, self.workspace, self.by, words, _ONE_CHART, self.calendar
        )
        for chart in whole.values():
            yield ""
            yield from gantt.as_text(chart, self.schedule.load, self.look)
        yield from remarks.remarks(self.schedule, self.look, self.most)

    def _table(self) -> Iterator[str]:
        if self.is_empty:
            return
        if self.dated.items:
            yield from roadmap_table.as_lines(self.dated, self.look)
        if any(one.critical for one in self.schedule.items):
            yield ""
            yield self.look.translate("* critical: if it slips, the plan slips")
        yield from remarks.remarks(self.schedule, self.look, self.most)

    def _mermaids(self) -> Iterator[str]:
        """Every chart, whole; where there are several, each after a comment that counts them."""
        many = len(self.charts) > 1
        for number, chart in enumerate(self.charts.values(), 1):
            if many:
                yield f"%% {number}/{len(self.charts)} {visible(chart.title)}"
            yield mermaid(chart).rstrip("\n") + ("\n" if number < len(self.charts) else "")

    def _markdown(self) -> Iterator[str]:
        for chart in self.charts.values():
            if len(self.charts) > 1:
                yield f"### {tables.markdown_cell(chart.title)}\n"
            yield f"```mermaid\n{mermaid(chart)}```\n"
        if self.dated.items:
            yield tables.as_markdown(roadmaps.as_table(self.dated, self.look))

    def _svg(self, charts: Sequence[Gantt]) -> str:
        return svg(charts, roadmaps.chart_words(self.look))
