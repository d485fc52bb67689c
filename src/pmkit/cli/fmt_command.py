"""`pmkit fmt`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmkit.cli.session import FINDINGS, Session

if TYPE_CHECKING:
    from pmkit.model.complaint import Complaint
    from pmkit.store.formatting.files import Outcome
    from pmkit.store.settings import Settings


def fmt(
    session: Session,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Files or folders; else all. - is standard input."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; name the files that would change.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; show what would change.")
    ] = False,
) -> None:
    """Write files of items in one form: fields in order, one link a line, choices in English.

    \b
    Examples:
      pmkit fmt
      pmkit fmt plan/features
      pmkit fmt --diff
      pmkit fmt --check
      pmkit fmt - < plan/features.yaml

    Nothing that is said changes: comments, blank lines, quotes and words stay. A file that cannot
    be read, or not be changed with certainty, is named and stays as it is.

    Exit code: 0, or 1 where --check or --diff finds a difference or a file was left alone.
    """
    if paths == ["-"]:
        _filter(session)
        return
    outcome = _formatted(session, _chosen(session, paths or []), writes=not (check or diff))
    _show(session, outcome, diff=diff, looks=check or diff)
    if outcome.refused or (outcome.changes and (check or diff)):
        raise typer.Exit(FINDINGS)


def _formatted(session: Session, is_wanted: Callable[[str], bool], *, writes: bool) -> Outcome:
    """What formatting does to the chosen files; leaves with code 2 where it cannot be written."""
    from pmkit.store.formatting.files import format_files
    from pmkit.store.problems import Unreadable
    from pmkit.store.unwritable import Unwritable

    try:
        with session.tree.locked():
            outcome = format_files(session.tree, _settings(session), is_wanted)
            if writes:
                session.tree.write_all(outcome.changes)
    except (Unreadable, Unwritable) as error:
        session.stop_for(error)
    return outcome


def _settings(session: Session) -> Settings:
    """What pmkit.yaml says; leaves with code 2 where it cannot be read."""
    from pmkit.store.loader import NoWorkspace, load_settings
    from pmkit.store.problems import Problems
    from pmkit.store.tree import MARKER

    try:
        return load_settings(session.tree, Problems(MARKER))[1]
    except NoWorkspace as error:
        session.stop_for(error)


def _filter(session: Session) -> None:
    """Formats standard input to standard output; writes nothing where that cannot be done."""
    from pmkit.store.formatting.files import format_bytes
    from pmkit.store.formatting.review import Guide
    from pmkit.store.unwritable import Unwritable

    try:
        after = format_bytes(sys.stdin.buffer.read(), Guide(_settings(session)))
    except Unwritable as error:
        _complain(session, "-", error)
        raise typer.Exit(FINDINGS) from None
    sys.stdout.flush()
    sys.stdout.buffer.write(after)


def _chosen(session: Session, paths: list[str]) -> Callable[[str], bool]:
    """Whether a file is one of those that were named or lies below one; BadParameter if absent."""
    start = (session.directory or Path.cwd()).resolve()
    chosen: list[str] = []
    for path in paths:
        target = (start / path).resolve()
        if not target.exists():
            text = session.say("{path} does not exist", path=path)
            raise typer.BadParameter(text, param_hint="PATH")
        if session.root.is_relative_to(target):
            return lambda path: True
        if target.is_relative_to(session.root):
            chosen.append(target.relative_to(session.root).as_posix())
    if not paths:
        return lambda path: True
    return lambda path: any(path == one or path.startswith(one + "/") for one in chosen)


def _show(session: Session, outcome: Outcome, *, diff: bool, looks: bool) -> None:
    """Names or shows what changes, and says on standard error how much that is."""
    if diff:
        from pmkit.output.changes import diff_lines

        for line in diff_lines(outcome.changes, session.paint()):
            session.out(line)
    elif looks or not session.quiet:
        from pmkit.model.text import one_line

        for change in outcome.changes:
            session.out(one_line(change.path))
    for path, error in outcome.refused:
        _complain(session, path, error)
    session.note(_summary(session, outcome, looks=looks))


def _summary(session: Session, outcome: Outcome, *, looks: bool) -> str:
    changed, values = len(outcome.changes), {"unchanged": outcome.unchanged}
    if not changed:
        text = "nothing to change in {unchanged} files"
        if outcome.unchanged == 1:
            text = "nothing to change in one file"
        return session.say(text, **values)
    if looks:
        text = "{changed} would change, {unchanged} would not; pmkit fmt writes them"
    else:
        text = "{changed} changed, {unchanged} unchanged; git diff shows what"
    template = "{count} file" if changed == 1 else "{count} files"
    return session.say(text, changed=session.say(template, count=changed), **values)


def _complain(session: Session, path: str, error: Complaint) -> None:
    """Says why a file stays as it is."""
    from pmkit.model.diagnostic import Severity
    from pmkit.model.text import one_line
    from pmkit.output.plain import unobeyed

    word = session.paint(sys.stderr)(session.say(Severity.WARNING.value) + ":", "yellow", "bold")
    text = session.say(error.message, **error.values)
    hint = session.say(error.hint, **error.values)
    said = session.say("; ").join(part for part in (text, hint) if part)
    print(word, unobeyed(f"{one_line(path)}: {said}"), file=sys.stderr)
