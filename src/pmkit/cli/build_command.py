"""`pmkit build`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmkit.cli.session import FINDINGS, USAGE, Session

if TYPE_CHECKING:
    from pmkit.documents.build import DocumentPlan
    from pmkit.documents.environment import TemplateFault


def build(
    session: Session,
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="DOCUMENT", help="Names of documents; else all of pmkit.yaml."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; name the documents that are stale.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; show what would change.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", file_okay=False, help="Write to this folder.")
    ] = None,
) -> None:
    """Write documents from the plan.

    \b
    Examples:
      pmkit build
      pmkit build feature-list --lang en --out /tmp/review
      pmkit build --check
      pmkit build --diff

    Without names: the documents: of pmkit.yaml, else every document there is. --lang chooses the
    language of the documents. A template of the same name in templates/documents/ goes first.

    Exit code: 0, or 1 where --check or --diff finds a difference or a file could not be read.
    """
    from pmkit.documents.build import plan_documents
    from pmkit.documents.environment import Templates

    with _explained(session):
        settings, templates = session.loaded.settings, Templates(session.tree)
        plans = plan_documents(settings, documents or (), session.lang, out, templates)
        outcomes = [_one(session, plan, check, diff) for plan in plans]
    _leave(session, outcomes, looks=check or diff)


@contextmanager
def _explained(session: Session) -> Iterator[None]:
    """Leaves with code 2 and the reason where a document cannot be asked for or written."""
    from pmkit.kinds.where import QueryError
    from pmkit.store.problems import Unreadable
    from pmkit.store.unwritable import Unwritable

    try:
        yield
    except (QueryError, Unwritable) as error:
        session.stop(
            session.say(error.message, **error.values), session.say(error.hint, **error.values)
        )
    except Unreadable as error:
        session.stop(session.say(error.message, **error.values))


def _one(session: Session, plan: DocumentPlan, check: bool, diff: bool) -> str:
    """Writes one document, or shows what that would do; gives the word for what came of it."""
    from pmkit.documents.build import difference, render, stored, write
    from pmkit.documents.environment import TemplateFault

    try:
        after = render(plan, session.loaded, session.tree)
    except TemplateFault as fault:
        _complain(session, fault)
        return "failed"
    before = stored(plan, session.tree)
    if before == after:
        if not (check or diff):
            _say(session, "unchanged", plan)
        return "unchanged"
    if diff:
        print("\n".join(difference(plan, before, after)))
    if check:
        _say(session, "stale", plan)
    if check or diff:
        return "stale"
    write(plan, session.tree, after)
    _say(session, "written", plan)
    return "written"


def _say(session: Session, word: str, plan: DocumentPlan) -> None:
    from pmkit.model.text import one_line

    if not session.quiet:
        print(session.say(word), one_line(plan.name))


def _complain(session: Session, fault: TemplateFault) -> None:
    word = session.paint(sys.stderr)(session.say("error") + ":", "red", "bold")
    text = session.say("{place}: {reason}", place=fault.place, reason=fault.reason)
    print(f"{word} {text}", file=sys.stderr)


def _leave(session: Session, outcomes: list[str], *, looks: bool) -> None:
    if "failed" in outcomes:
        raise typer.Exit(USAGE)
    if "stale" in outcomes and looks:
        session.note(session.say("pmkit build writes them anew"))
    session.finish()
    if "stale" in outcomes and looks:
        raise typer.Exit(FINDINGS)
