"""`pmkit doctor`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pmkit.cli.session import FINDINGS, Session


class Format(StrEnum):
    """How checkups are printed."""

    text = "text"
    json = "json"


def doctor(
    session: Session,
    format: Annotated[Format, typer.Option(help="text or json.")] = Format.text,
) -> None:
    """Say what pmkit finds on this machine and in this workspace, and what to do about it.

    \b
    Examples:
      pmkit doctor
      pmkit doctor --format json

    Look here first when something does not work, and send it along when you ask somebody. What is
    wrong with the plan itself is said by pmkit check.

    Exit code: 0 when nothing is in the way, also with hints; 1 with problems.
    """
    from pmkit.cli.machine import machine, terminal
    from pmkit.cli.workspace_state import language, workspace
    from pmkit.output import checkups

    folder = (session.directory or Path.cwd()).resolve()
    found = [*machine(folder), terminal(), language(session, folder), *workspace(folder)]
    if format is Format.json:
        print(checkups.as_json_text(found))
    else:
        session.out("\n".join(checkups.as_text(found, session.translate, session.paint())))
    if checkups.fails(found):
        raise typer.Exit(FINDINGS)
