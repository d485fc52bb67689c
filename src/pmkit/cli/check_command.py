"""`pmkit check`."""

from pathlib import Path
from typing import Annotated

import typer

from pmkit.cli.check_request import Request, refuse_contradictions
from pmkit.cli.session import Session


def check(
    session: Session,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="RULES", help="Apply only these rules or topics: LNK,TRC001."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="RULES", help="Leave these rules or topics out."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail, too.")] = False,
    format: Annotated[
        str | None,
        typer.Option(metavar="FORMAT", help="text, concise, json, sarif, junit, github or gitlab."),
    ] = None,
    output: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write the report to a file; - is stdout.")
    ] = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the findings of each rule instead.")
    ] = False,
    base: Annotated[
        str | None,
        typer.Option(metavar="REV", help="Pass over findings that this revision has as well."),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Pass over findings of an earlier --format json."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="REV", help="Speak only of items that changed since this revision."),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Mend what may change the meaning as well.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, and write nothing.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file is saved.")
    ] = False,
    profile: Annotated[
        bool, typer.Option("--profile", help="Say how long each rule takes.")
    ] = False,
) -> None:
    """Say what is wrong with the workspace, and where.

    \b
    Examples:
      pmkit check
      pmkit check --select LNK,TRC --strict
      pmkit check --watch
      pmkit check --fix
      pmkit check --unsafe-fixes --diff
    In a pipeline:
      pmkit check --base origin/main
      pmkit check --format sarif --output pmkit.sarif
      pmkit check --format json --output known.json
      pmkit check --baseline known.json
      pmkit check --since origin/main --statistics

    Rules are named by code, topic or name. A comment # pmkit: ignore[LNK001] reason silences a rule
    on its line. --base and --baseline fail only for new findings and count the others.

    Exit code: 0 without errors, 1 with errors (with --strict, with warnings too) or where --diff
    shows a change, 2 where the call makes no sense.
    """
    rules = (_words(select), _words(ignore))
    request = Request(
        *rules,
        base=base,
        baseline=baseline,
        since=since,
        strict=strict,
        format=format,
        output=output,
        statistics=statistics,
        profile=profile,
    )
    mends = fix or unsafe_fixes or diff
    refuse_contradictions(session, request, mends=mends, diff=diff, watch=watch)
    if watch:
        from pmkit.cli.watch import watch as watch_files

        watch_files(session, request)
    elif mends:
        from pmkit.cli.check_fixes import mend

        mend(session, request, unsafe=unsafe_fixes, is_rehearsal=diff)
    else:
        from pmkit.cli.check_report import check_once

        check_once(session, request)


def _words(written: list[str] | None) -> tuple[str, ...]:
    """The words between the commas of an option, however often it was given."""
    words = (word.strip() for one in written or () for word in one.split(","))
    return tuple(word for word in words if word)
