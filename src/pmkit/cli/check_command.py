"""`pmkit check`."""

from enum import StrEnum
from typing import Annotated

import typer

from pmkit.cli.session import FINDINGS, Session


class Format(StrEnum):
    """How findings are printed."""

    text = "text"
    concise = "concise"
    json = "json"


def check(
    session: Session,
    select: Annotated[
        str, typer.Option(metavar="CODES", help="Apply only these rules or topics: LNK,TRC001.")
    ] = "",
    ignore: Annotated[
        str, typer.Option(metavar="CODES", help="Leave these rules or topics out.")
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail, too.")] = False,
    format: Annotated[Format, typer.Option(help="text, concise or json.")] = Format.text,
) -> None:
    """Say what is wrong with the workspace, and where.

    \b
    Examples:
      pmkit check
      pmkit check --select LNK,TRC
      pmkit check --strict --format concise
      pmkit -C plans/crm check --format json

    Exit code: 0 without errors, 1 with errors (with --strict, with warnings too).
    """
    from pmkit.check.rule import all_rules, topics
    from pmkit.check.run import UnknownRule, run

    try:
        report = run(session.loaded, _codes(select), _codes(ignore))
    except UnknownRule as error:
        known = [*topics(), *(rule.code for rule in all_rules())]
        name = str(error).upper()
        otherwise = "pmkit rules lists them"
        session.unknown("there is no rule {name}", name, known, "--select, --ignore", otherwise)
    _show(session, report, format)
    if report.fails(strict or session.loaded.settings.check.fail_on == "warning"):
        raise typer.Exit(FINDINGS)


def _codes(written: str) -> list[str]:
    return [code.strip() for code in written.split(",") if code.strip()]


def _show(session: Session, report: object, format: Format) -> None:
    from pmkit.check.run import Report
    from pmkit.output.diagnostics import as_concise, as_json, as_text

    assert isinstance(report, Report)
    paint = session.paint()
    if format is Format.json:
        print(as_json(report))
    elif session.quiet and not report.diagnostics:
        return
    elif format is Format.concise:
        session.out("\n".join(as_concise(report, session.translate, paint)))
    else:
        sources = session.loaded.workspace.sources
        lines = as_text(report, sources, session.translate, paint)
        session.out("\n".join(lines))
    if format is Format.text and report.diagnostics:
        code = report.diagnostics[0].code
        session.note(session.say("pmkit rules {code} explains the first of them", code=code))
