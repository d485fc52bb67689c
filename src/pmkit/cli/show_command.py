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
    from pmkit.model.text import nearest
    from pmkit.output import cards

    workspace = session.loaded.workspace
    entry = workspace.find(item_id)
    if entry is None:
        better = nearest(item_id, workspace.by_id)
        lost = workspace.lost_ids.get(item_id)
        if lost is not None:
            message = f"{item_id} stands in {lost.path}, in a place that cannot be read"
            session.stop(message, "pmkit check says what is wrong there")
        hint = f"did you mean {better}?" if better else "pmkit list --format ids lists all ids"
        raise typer.BadParameter(f"there is no item {item_id}: {hint}", param_hint="ID")
    if format is Format.json:
        print(cards.as_json_text(workspace, entry))
    else:
        lines = cards.as_text(
            workspace, entry, session.language, session.translate, session.label, session.paint()
        )
        print("\n".join(lines))
    session.finish()
