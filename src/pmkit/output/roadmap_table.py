"""The dates of a roadmap as a table for the terminal, each with what it follows from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmkit.model.cells import cut
from pmkit.model.text import cell_width
from pmkit.output.look import Look
from pmkit.output.plain import safe_line
from pmkit.output.roadmaps import CRITICAL, days_of, name_of, slack_of, teams_of
from pmkit.schedule.schedule import Schedule, Scheduled, State

_ID, _TITLE, _START, _FINISH, _DAYS, _SLACK, _TEAM, _CAUSE = range(8)
_NUMBERS = (_DAYS, _SLACK)
_MOST = {_ID: 24, _TEAM: 20, _CAUSE: 52}
"""The cells that a column gets at most."""
_LEAST_TITLE = 20
_DISPENSABLE = (_DAYS, _SLACK, _START)
"""The columns that a narrow terminal does without, the first to go first."""


def as_lines(schedule: Schedule, look: Look) -> Iterator[str]:
    """A heading, and a line for every item; in a narrow terminal, a second one for the cause."""
    names = ("title", "start", "finish", "days", "slack", "team", "cause")
    heading = ("ID", *map(look.translate, names))
    rows = [_cells(one, look) for one in schedule.items]
    widths = _widths([heading, *rows], look.width)
    yield look.paint(_line(heading, widths, look), "bold")
    yield look.paint(look.glyphs.rule * look.width, "dim")
    before = " " * (widths[_ID] + 3)
    for one, row in zip(schedule.items, rows, strict=True):
        line = _line(row, widths, look)
        is_over = one.state is State.FINISHED
        yield look.paint(line, "red" if one.late else "dim") if one.late or is_over else line
        if _CAUSE not in widths:
            below = " · ".join(cell for cell in (row[_TEAM], row[_CAUSE]) if cell)
            room = max(look.width - len(before), 1)
            yield before + look.paint(cut(below, room, look.glyphs.cut), "dim")


def _cells(one: Scheduled, look: Look) -> tuple[str, ...]:
    return (
        safe_line(one.id),
        safe_line(name_of(one, look)),
        one.start.isoformat(),
        one.finish.isoformat() + (look.glyphs.late if one.late else " "),
        days_of(one),
        f"{slack_of(one)} {CRITICAL if one.critical else ' '}",
        safe_line(teams_of(one)),
        safe_line(look.phrase(one.cause.words)),
    )


def _widths(rows: Sequence[Sequence[str]], room: int) -> dict[int, int]:
    """The cells of each column that is shown; the title takes what the others leave.

    Team and cause are columns where there is room for them and for the titles.
    """
    widths = {column: max(cell_width(row[column]) for row in rows) for column in range(_CAUSE + 1)}
    widths |= {column: min(widths[column], most) for column, most in _MOST.items()}
    title = widths[_TITLE]

    def left() -> int:
        return room - sum(widths.values()) + widths[_TITLE] - len(widths) + 1

    if left() < min(title, 2 * _LEAST_TITLE):
        del widths[_TEAM], widths[_CAUSE]
    for column in _DISPENSABLE:
        if left() < min(title, _LEAST_TITLE):
            del widths[column]
    widths[_TITLE] = max(min(title, left()), 1)
    return widths


def _line(cells: Sequence[str], widths: dict[int, int], look: Look) -> str:
    shown = []
    for column, width in widths.items():
        text = cut(cells[column], width, look.glyphs.cut)
        blanks = " " * (width - cell_width(text))
        shown.append(blanks + text if column in _NUMBERS else text + blanks)
    return " ".join(shown).rstrip()
