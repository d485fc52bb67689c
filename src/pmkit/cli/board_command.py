"""`pmkit board`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pmkit.cli.formats import Format
from pmkit.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmkit.model.item import Item
    from pmkit.model.workspace import Entry
    from pmkit.output.boards import Board


class Group(StrEnum):
    """What the columns of a board stand for."""

    status = "status"
    moscow = "moscow"
    release = "release"
    iteration = "iteration"
    team = "team"
    owner = "owner"


def board(
    session: Session,
    kind: Annotated[
        str, typer.Argument(metavar="[KIND]", help="A kind or its plural; else feature.")
    ] = "",
    where: Annotated[
        str, typer.Option(metavar="QUERY", help="Only items for which it holds.")
    ] = "",
    release: Annotated[str, typer.Option(metavar="REL", help="Only items of a release.")] = "",
    owner: Annotated[
        str, typer.Option(metavar="NAME", help="Only items of somebody: a name or an id.")
    ] = "",
    group: Annotated[Group, typer.Option(help="What the columns stand for.")] = Group.status,
    every: Annotated[
        bool, typer.Option("--all", help="Also released, rejected and dropped ones, and modules.")
    ] = False,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.table,
) -> None:
    """Show items in columns by status, with their ages.

    \b
    Examples:
      pmkit board
      pmkit board story --release REL-001
      pmkit board task --owner 'Noor Jansen'
      pmkit board --group iteration --where 'status == in_progress'

    An age is in calendar days: since the work was started, else since the item was created; what
    is finished says how long it took. Without dates there is no age. What should be finished by
    now stands first and is marked.
    """
    from pmkit.output import boards

    (chosen,) = session.kinds(kind or "feature")
    session.field("priority" if group is Group.moscow else group.value, [chosen], "--group")
    settings = session.loaded.settings.schedule
    found = boards.board(
        session.loaded.workspace,
        chosen,
        session.as_of,
        settings.hours_per_day,
        group.value,
        _selection(session, chosen, where, release, owner),
        every,
    )
    _show(session, found, format)
    session.finish()


def _selection(
    session: Session, kind: "type[Item]", where: str, release: str, owner: str
) -> "Callable[[Entry], bool]":
    """What the options select together."""
    from pmkit.kinds.inheritance import inherited

    workspace = session.loaded.workspace
    queried = session.selection(where, [kind])
    wanted = {}
    if release:
        session.field("release", [kind], "--release")
        wanted["release"] = _release(session, release)
    if owner:
        wanted["owner"] = _owners(session, kind, owner)

    def holds(entry: "Entry") -> bool:
        for field, values in wanted.items():
            found = inherited(workspace, entry, field)
            if found is None or workspace.current_id(found.value) not in values:
                return False
        return queried is None or queried(entry)

    return holds


def _release(session: Session, name: str) -> frozenset[str]:
    """The id of the release that is meant."""
    workspace = session.loaded.workspace
    known = [entry.id for entry in workspace.of_kind("release")]
    if workspace.current_id(name) not in known:
        text = "there is no release {name}"
        session.unknown(text, name, known, "--release", "there are {known}")
    return frozenset([workspace.current_id(name)])


def _owners(session: Session, kind: "type[Item]", name: str) -> frozenset[str]:
    """What the files write for the owner who is meant: an id, a name, or both."""
    from pmkit.kinds.inheritance import inherited

    workspace = session.loaded.workspace
    names: dict[str, str] = {}
    for entry in workspace.of_kind(kind.kind):
        found = inherited(workspace, entry, "owner")
        if found is not None:
            written = workspace.current_id(found.value)
            person = workspace.by_id.get(written)
            names[written] = person.item.name if person is not None else written
    known = sorted(set(names.values()))
    chosen = frozenset(
        one for one in names if name.casefold() in (one.casefold(), names[one].casefold())
    )
    if not chosen:
        session.unknown(
            "nobody called {name} owns one", name, known, "--owner", "there are {known}"
        )
    return chosen


def _show(session: Session, board: "Board", format: Format) -> None:
    import shutil

    from pmkit.output import board_text, tables

    if format is Format.json:
        print(board_text.as_json_text(board))
        return
    words = board_text.Words(session.loaded.workspace, board, session.language, session.translate)
    if not any(column.cards for column in board.columns):
        session.note(session.say("nothing is selected"))
        if words.left_out():
            session.note(words.left_out())
    elif format is Format.table:
        terminal = shutil.get_terminal_size((80, 24)).columns
        print(board_text.for_terminal(words, session.paint(), terminal))
    else:
        tables.show(board_text.as_table(words), format.value, session.paint().active)
        if words.left_out():
            session.note(words.left_out())
