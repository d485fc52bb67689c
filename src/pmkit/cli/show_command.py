"""`pmkit show`."""

from enum import StrEnum
from typing import Annotated

import typer

from pmkit.cli.session import Session


class Format(StrEnum):
    """How an item is printed."""

    text = "text"
    json = "json"


def show(
    session: Session,
    item_id: Annotated[str, typer.Argument(metavar="ID", help="The item's id, or a former one.")],
    format: Annotated[Format, typer.Option(help="text or json.")] = Format.text,
) -> None:
    """Show all of one item: its fields, where they come from, and its links both ways.

    \b
    Examples:
      pmkit show FEAT-002
      pmkit show FEAT-002 --format json
    """
    from pmkit.output import cards

    workspace = session.loaded.workspace
    entry = workspace.find(item_id)
    if entry is None:
        lost = workspace.lost_ids.get(item_id)
        if lost is not None:
            message = "{id} stands in {path}, in a place that cannot be read"
            session.stop(
                session.say(message, id=item_id, path=lost.path),
                session.say("pmkit check says what is wrong there"),
            )
        from pmkit.check.fixes.spelling import KnownWords

        ids = KnownWords(workspace.by_id)
        meant = ids.same(item_id) or ids.misspelt(item_id)
        otherwise = "pmkit list --format ids lists all ids"
        known = [meant] if meant else []
        session.unknown("there is no item {name}", item_id, known, "ID", otherwise)
    if format is Format.json:
        print(cards.as_json_text(workspace, entry))
    else:
        lines = cards.as_text(
            workspace,
            entry,
            session.language,
            session.translate,
            session.labels([type(entry.item)]),
            session.paint(),
            session.loaded.settings.schedule.hours_per_day,
        )
        session.out("\n".join(lines))
    session.finish()
