"""`pmkit rules`."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pmkit.cli.session import Session

if TYPE_CHECKING:
    from pmkit.check.rule import Rule


class Format(StrEnum):
    """How rules are printed."""

    text = "text"
    json = "json"


def rules(
    session: Session,
    code: Annotated[
        str, typer.Argument(metavar="[CODE]", help="A rule's code or name, or a topic.")
    ] = "",
    format: Annotated[Format, typer.Option(help="text or json.")] = Format.text,
) -> None:
    """List the rules, or explain one with an example that fails and one that passes.

    \b
    Examples:
      pmkit rules
      pmkit rules LNK
      pmkit rules LNK001
      pmkit rules --format json
    """
    from pmkit.check.rule import all_rules
    from pmkit.output import rule_pages

    known = [*all_rules()]
    wanted = code.upper()
    chosen = [
        rule
        for rule in known
        if not code or rule.topic == wanted or rule.code == wanted or rule.name == code
    ]
    if not chosen:
        names = [name for rule in known for name in (rule.code, rule.name, rule.topic)]
        otherwise = "pmkit rules lists them"
        session.unknown("there is no rule {name}", code, names, "CODE", otherwise)
    if format is Format.json:
        print(rule_pages.as_json_text(chosen))
    elif len(chosen) == 1 and code:
        print(rule_pages.page(chosen[0], session.paint(), session.language))
    else:
        _list(session, chosen)


def _list(session: Session, chosen: "list[Rule]") -> None:
    from pmkit.output import rule_pages, tables

    table = rule_pages.as_table(chosen, session.language)
    tables.show(table, "table", session.paint().active)
    session.note(session.say("pmkit rules CODE explains one of them"))
