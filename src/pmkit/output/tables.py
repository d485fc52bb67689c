"""Tables: for the terminal, as CSV, as Markdown."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from pmkit.model.text import one_line, visible
from pmkit.output.plain import unobeyed


@dataclass
class Table:
    """Columns and rows of text. ``numeric`` names the columns that are set to the right."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    numeric: frozenset[int] = frozenset()
    steady: frozenset[int] = frozenset()
    """Columns that are never broken, such as ids."""


def for_terminal(table: Table, colour: bool) -> str:
    """The table in the width of the terminal; wide characters count two cells."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = RichTable(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for number, column in enumerate(table.columns):
        shown.add_column(
            Text(column),
            justify="right" if number in table.numeric else "left",
            no_wrap=number in table.steady,
            overflow="fold",
        )
    for row in table.rows:
        shown.add_row(*(Text(one_line(cell)) for cell in row))
    width = shutil.get_terminal_size((80, 24)).columns
    output = io.StringIO()
    console = Console(
        file=output,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    console.print(shown)
    return unobeyed("\n".join(line.rstrip() for line in output.getvalue().splitlines()))


def as_csv(table: Table) -> str:
    """The table as CSV (RFC 4180, but LF), one header row."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([visible(cell) for cell in row] for row in table.rows)
    return unobeyed(output.getvalue().rstrip("\n"))


def as_markdown(table: Table) -> str:
    """The table as a Markdown table."""
    head = _markdown_row(table.columns)
    rule = "|" + "|".join(
        " ---: " if number in table.numeric else " --- " for number in range(len(table.columns))
    )
    return "\n".join([head, rule + "|", *(_markdown_row(row) for row in table.rows)])


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(markdown_cell(cell) for cell in cells) + " |"


def markdown_cell(text: str) -> str:
    """A cell's text, escaped so that it is shown as it is."""
    line = one_line(text)
    for sign in "\\`*_[]|#":
        line = line.replace(sign, "\\" + sign)
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def show(table: Table, format: str, colour: bool) -> None:
    """Prints a table as table, csv or md."""
    writers = {"csv": as_csv, "md": as_markdown}
    text = writers[format](table) if format in writers else for_terminal(table, colour)
    sys.stdout.write(text + "\n")
