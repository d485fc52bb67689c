"""`pmkit check` with fixes: applied, or shown."""

from __future__ import annotations

import sys
from contextlib import nullcontext

import typer

from pmkit.cli.check_report import known_rules, leave, show
from pmkit.cli.check_request import Request
from pmkit.cli.session import FINDINGS, Session


def mend(session: Session, request: Request, *, unsafe: bool, is_rehearsal: bool) -> None:
    """Fixes what can be fixed and reports on the rest; a rehearsal shows the changes instead.

    Leaves with code 1 if the check fails then, or if the rehearsal has changes to show.
    """
    from pmkit.check import fix
    from pmkit.output.changes import diff_lines, fixed_lines
    from pmkit.store.problems import Unreadable
    from pmkit.store.unwritable import Unwritable

    try:
        with known_rules(session), nullcontext() if is_rehearsal else session.tree.locked():
            mended = fix.mend(session.loaded, request.select, request.ignore, unsafe=unsafe)
            if not is_rehearsal:
                session.tree.write_all(mended.changes)
    except (Unreadable, Unwritable) as error:
        session.stop_for(error)
    paint = session.paint(sys.stderr)
    for line in fixed_lines(mended, session.translate, paint, is_rehearsal=is_rehearsal):
        session.note(line)
    if is_rehearsal:
        for line in diff_lines(mended.changes, session.paint()):
            session.out(line)
        if mended.changes:
            raise typer.Exit(FINDINGS)
    else:
        show(session, request, mended.report, mended.loaded)
        leave(request, mended.report, mended.loaded)
