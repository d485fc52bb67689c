"""`pmkit list`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pmkit.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmkit.model.item import Item
    from pmkit.model.workspace import Entry


class Format(StrEnum):
    """How a list is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
    ids = "ids"


def list(
    session: Session,
    kind: Annotated[
        str, typer.Argument(metavar="[KIND]", help="A kind or its plural; else every kind.")
    ] = "",
    where: Annotated[
        str, typer.Option(metavar="QUERY", help="Only items for which it holds.")
    ] = "",
    sort: Annotated[
        str, typer.Option(metavar="FIELD", help="Order by a field; -FIELD is backwards.")
    ] = "",
    columns: Annotated[
        str, typer.Option(metavar="FIELDS", help="Show these fields: id,title,due.")
    ] = "",
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.table,
) -> None:
    """List items.

    \b
    Examples:
      pmkit list
      pmkit list feature --where 'status == in_progress and release == REL-001'
      pmkit list story --sort -points --columns id,title,points
      pmkit list feature --where 'priority.moscow == must' --format ids

    QUERY: and, or, not, ( ), == != < <= > >= in contains; a field, dotted where it is inside
    another; a word, or a "quoted text". An absent field fails every comparison but !=.
    """
    kinds = session.kinds(kind)
    selected = session.selection(where, kinds)
    entries = [
        entry
        for entry in session.loaded.workspace.of_kind(*(one.kind for one in kinds))
        if selected is None or selected(entry)
    ]
    if sort:
        field = session.field(sort.removeprefix("-"), kinds, "--sort")
        entries = field.ordered(session.loaded.workspace, entries, backwards=sort.startswith("-"))
    _show(session, kinds, entries, columns, format, every=not kind)
    session.finish()


def _show(
    session: Session,
    kinds: "tuple[type[Item], ...]",
    entries: "Sequence[Entry]",
    columns: str,
    format: Format,
    every: bool,
) -> None:
    from pmkit.output import lists, tables

    workspace = session.loaded.workspace
    if format is Format.json:
        print(lists.as_json_text(workspace, entries))
        return
    if format is Format.ids:
        if entries:
            print(lists.as_ids(entries))
        return
    if not entries:
        session.note(session.say("nothing is selected"))
        return
    names = [name.strip() for name in columns.split(",") if name.strip()]
    fields = (
        [session.field(name, kinds, "--columns") for name in names]
        if names
        else lists.usual_fields(session.loaded.workspace, entries, kinds, every)
    )
    table = lists.as_table(workspace, entries, fields, session.language, session.labels(kinds))
    tables.show(table, format.value, session.paint().active)
