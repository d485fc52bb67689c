"""A schedule as charts: in sections, in outline order, and split where it is long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from pmkit.charts.gantt import MOST_ROWS, Bar, DayOff, Gantt, Section
from pmkit.charts.groups import NONE, SEVERAL, By, in_order, own_group
from pmkit.charts.tree import Row, grouped
from pmkit.charts.windows import RELEASES, windows, with_windows
from pmkit.model.diagnostic import Phrase
from pmkit.model.figures import decimal
from pmkit.model.workspace import Workspace
from pmkit.schedule.calendar import WorkCalendar
from pmkit.schedule.schedule import Role, Schedule, Scheduled, State

MOST_SHADED = 3 * 366
"""The days of the longest chart whose days off are named; in a longer one nobody can see them."""


@dataclass(frozen=True)
class Words:
    """What charts say besides titles, in the reader's language, in which holidays are named.

    ``none`` and ``several`` head what belongs to no section, and summaries over several;
    ``releases`` heads releases that have no section.
    """

    title: str = "Roadmap"
    remainder: str = "remaining work"
    none: str = "no release"
    several: str = "several releases"
    releases: str = "releases"
    language: str = "en"
    phrase: Callable[[Phrase], str] = str


ENGLISH = Words()


def gantts(
    schedule: Schedule,
    workspace: Workspace,
    by: str = "release",
    words: Words = ENGLISH,
    most_rows: int = MOST_ROWS,
    calendar: WorkCalendar | None = None,
) -> tuple[Gantt, ...]:
    """The charts of a schedule: one if all of it fits, else one or more for every section.

    Sections are releases or phases by date, or teams; ``calendar`` is that of the days off. A
    release of which no work has dates is drawn with those that are written for it.
    """
    return tuple(named_gantts(schedule, workspace, by, words, most_rows, calendar).values())


def named_gantts(
    schedule: Schedule,
    workspace: Workspace,
    by: str = "release",
    words: Words = ENGLISH,
    most_rows: int = MOST_ROWS,
    calendar: WorkCalendar | None = None,
) -> dict[str, Gantt]:
    """The charts of a schedule by names in ASCII; that of the only one is empty."""
    by, written = By(by), windows(schedule, workspace)
    groups = grouped(schedule.items, workspace, own_group(workspace, by))
    items = [*schedule.items, *(row for one in written for row in one.rows)]
    most = max(most_rows, 1)
    groups = with_windows(groups, written, by, len(items) > most)
    titles = {group: _title(workspace, group, words) for group in _order(groups, workspace, by)}
    pages = _pages(groups, titles, most) if len(items) > most else []
    if items and not pages:
        is_plain = list(titles) in ([NONE], [RELEASES])
        sections = [("" if is_plain else title, groups[group]) for group, title in titles.items()]
        pages = [_Page("", words.title, sections)]
    bars = _Bars(items, words)
    names = _distinct(page.name for page in pages)
    return {
        name: _gantt(page.title, bars.drawn(page.sections), schedule.as_of, calendar, words)
        for name, page in zip(names, pages, strict=True)
    }


def _order(groups: dict[str, list[Row]], workspace: Workspace, by: By) -> list[str]:
    """Releases without a section come first, for all else follows from them."""
    ends = {
        group: max(row.one.finish for row in rows)
        for group, rows in groups.items()
        if group != RELEASES
    }
    first = [RELEASES] if RELEASES in groups else []
    return first + in_order(workspace, by, ends)


_Sections = Sequence[tuple[str, Sequence[Row]]]


@dataclass(frozen=True)
class _Page:
    """What one chart shows: its sections by their titles."""

    name: str
    title: str
    sections: _Sections


def _pages(groups: dict[str, list[Row]], titles: dict[str, str], most: int) -> list[_Page]:
    """A chart for every group, or several with numbers."""
    found = []
    for group, title in titles.items():
        names = {NONE: "none", SEVERAL: "several", RELEASES: "releases"}
        name = names.get(group, _ascii(group))
        parts = _split(groups[group], most)
        for number, part in enumerate(parts, 1):
            if len(parts) > 1:
                page = _Page(f"{name}-{number}", f"{title} {number}/{len(parts)}", [("", part)])
            else:
                page = _Page(name, title, [("", part)])
            found.append(page)
    return found


def _title(workspace: Workspace, group: str, words: Words) -> str:
    general = {NONE: words.none, SEVERAL: words.several, RELEASES: words.releases}
    if group in general:
        return general[group]
    entry = workspace.find(group)
    return f"{group} {entry.item.name}".strip() if entry is not None else group


def _split(rows: Sequence[Row], most: int) -> list[list[Row]]:
    """The rows in parts of at most so many; what fits into one part stays together."""
    parts: list[list[Row]] = [[]]
    number = 0
    while number < len(rows):
        size = rows[number].below + 1
        room = most - len(parts[-1])
        if room < (size if size <= most else min(most, 2)):
            parts.append([])
        take = size if size <= most else 1
        parts[-1] += rows[number : number + take]
        number += take
    return [part for part in parts if part]


def _gantt(
    title: str,
    sections: tuple[Section, ...],
    as_of: date,
    calendar: WorkCalendar | None,
    words: Words,
) -> Gantt:
    bars = [bar for section in sections for bar in section.bars]
    first, last = min(bar.start for bar in bars), max(bar.finish for bar in bars)
    days_off: tuple[DayOff, ...] = ()
    if calendar is not None and (last - first).days < MOST_SHADED:
        days_off = tuple(_days_off(calendar, first, last, words.language))
    return Gantt(title, sections, as_of, days_off)


def _days_off(calendar: WorkCalendar, first: date, last: date, language: str) -> Iterable[DayOff]:
    for offset in range((last - first).days + 1):
        day = first + timedelta(offset)
        reason = calendar.why_not(day.toordinal(), language)
        if reason is not None:
            yield DayOff(day, reason.name)


class _Bars:
    """Items as bars, each with a key of its own."""

    def __init__(self, items: Sequence[Scheduled], words: Words) -> None:
        self._words = words
        rest = {Role.REMAINDER: "-rest"}
        keys = _distinct(_ascii(one.id) + rest.get(one.role, "") for one in items)
        self._keys = {
            (one.id, one.role is Role.REMAINDER): key for one, key in zip(items, keys, strict=True)
        }

    def drawn(self, sections: _Sections) -> tuple[Section, ...]:
        """The sections of a chart. What a bar waits for is named where it is in the same chart."""
        there = {row.one.id for _, rows in sections for row in rows}
        return tuple(
            Section(title, tuple(self._bar(row, there) for row in rows)) for title, rows in sections
        )

    def _bar(self, row: Row, there: set[str]) -> Bar:
        one = row.one
        is_rest = one.role is Role.REMAINDER
        waits_for = [other for other in one.waits_for if other in there]
        after = [self._keys[key] for other in waits_for if (key := (other, False)) in self._keys]
        return Bar(
            key=self._keys[one.id, is_rest],
            id=one.id,
            name=self._words.remainder if is_rest else one.entry.item.name,
            start=one.start,
            finish=one.finish,
            is_milestone=one.is_milestone,
            is_summary=one.role is Role.SUMMARY,
            is_finished=one.state is State.FINISHED,
            is_started=one.state is State.STARTED,
            is_critical=one.critical,
            is_late=one.late > 0 and one.state is not State.FINISHED,
            progress=progress_of(one),
            depth=row.depth,
            after=tuple(after),
            note=self._note(one),
        )

    def _note(self, one: Scheduled) -> str:
        """Who works on it, and what its date follows from."""
        teams = [
            (f"{decimal(need.people)} × " if need.people != 1 else "") + need.team.item.name
            for need in one.needs
        ]
        parts = (", ".join(teams), self._words.phrase(one.cause.words))
        return " · ".join(part for part in parts if part)


def progress_of(one: Scheduled) -> Fraction | None:
    """The part that is done: as written, else what is no longer to be done of the effort."""
    if one.state is State.FINISHED:
        return Fraction(1)
    if one.progress is not None:
        return one.progress
    if not one.effort or one.state is State.PLANNED:
        return None
    return min(max(1 - one.remaining / one.effort, Fraction(0)), Fraction(1))


def _ascii(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", text) or "-"


def _distinct(names: Iterable[str]) -> list[str]:
    """The names, some with a number so that no two are alike, whatever their case."""
    found: list[str] = []
    taken: set[str] = set()
    used: dict[str, int] = {}
    for name in names:
        free, key = name, name.casefold()
        while free.casefold() in taken:
            used[key] = used.get(key, 1) + 1
            free = f"{name}-{used[key]}"
        taken.add(free.casefold())
        found.append(free)
    return found
