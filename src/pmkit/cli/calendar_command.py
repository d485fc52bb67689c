"""`pmkit calendar`."""

from typing import TYPE_CHECKING, Annotated

import typer

from pmkit.cli.formats import Format
from pmkit.cli.session import Session

if TYPE_CHECKING:
    from pmkit.model.workspace import Entry
    from pmkit.schedule.agenda import Agenda
    from pmkit.schedule.calendar import WorkCalendar
    from pmkit.schedule.capacity import Capacity


def calendar(
    session: Session,
    team: Annotated[
        str, typer.Argument(metavar="[TEAM]", help="A team or calendar; else schedule.calendar.")
    ] = "",
    month: Annotated[
        str,
        typer.Option(metavar="MONTH", help="Such as 2026-10; else that of the day of the plan."),
    ] = "",
    year: Annotated[
        int | None, typer.Option(metavar="YEAR", min=1, max=9999, help="A whole year instead.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.table,
) -> None:
    """Show which days are worked, why others are not, and who is there.

    \b
    Examples:
      pmkit calendar TEAM-001
      pmkit calendar TEAM-001 --month 2026-10
      pmkit calendar CAL-001 --year 2027
      pmkit calendar TEAM-001 --format json

    \b
    JSON has working_days, person_days and provisional_years, and each day as
      {"date": "2026-10-10", "works": true, "kind": "makeup", "reason": null,
       "instead_of": "2026-10-07", "people": 2.8,
       "away": [{"name": "Li", "kind": "leave", "reason": "wedding"}]}
    kind: weekday, weekend, holiday, day_off, makeup, extra; of who is away:
    leave, not_joined, left.
    """
    from pmkit.schedule.agenda import agenda

    entry = _entry(session, team)
    asked_year, asked_month = _period(session, month, year)
    language = "en" if format is Format.json else session.language
    work_calendar, people = _worked(session, entry)
    found = agenda(work_calendar, people, asked_year, asked_month, language)
    _warn(session, found, people)
    _show(session, found, format)
    session.finish()


def _entry(session: Session, written: str) -> "Entry | None":
    """The team or calendar with an id; None where none is asked for."""
    workspace = session.loaded.workspace
    found = workspace.find(written) if written else None
    if written and (found is None or found.item.kind not in ("team", "calendar")):
        known = [one.id for one in workspace.of_kind("team", "calendar")]
        message = "there is no team or calendar {name}"
        otherwise = "there are {known}" if known else "pmkit new team adds one"
        session.unknown(message, written, known, "TEAM", otherwise)
    return found


def _period(session: Session, month: str, year: int | None) -> "tuple[int, int | None]":
    """The year that is asked for, and the month unless it is all of the year."""
    import re

    if month and year is not None:
        text = session.say("--month and --year cannot be asked for together")
        raise typer.BadParameter(text, param_hint="--year")
    if year is not None:
        return year, None
    if not month:
        return session.as_of.year, session.as_of.month
    match = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", month)
    if match is None or not int(match[1]) or not 1 <= int(match[2]) <= 12:
        text = session.say("{value} is no month", value=month)
        hint = session.say("write a month such as {expected}", expected="2026-10")
        raise typer.BadParameter(text + session.say(": ") + hint, param_hint="--month")
    return int(match[1]), int(match[2])


def _worked(session: Session, entry: "Entry | None") -> "tuple[WorkCalendar, Capacity | None]":
    """The calendar of a team and its people; a calendar alone has none."""
    from pmkit.schedule.calendar import Calendars
    from pmkit.schedule.capacity import Capacity

    calendars = Calendars(session.loaded.workspace, session.loaded.settings.schedule.calendar)
    if entry is None:
        return calendars.default, None
    if entry.item.kind == "calendar":
        return calendars.of(entry.id), None
    found = calendars.of_team(entry)
    return found, Capacity(entry, found)


def _warn(session: Session, agenda: "Agenda", people: "Capacity | None") -> None:
    """Says what is missing in the plan, on standard error."""
    from pmkit.schedule.countries import likely_country

    calendar = agenda.calendar
    if calendar.unknown_country:
        better = likely_country(calendar.unknown_country)
        text = (
            "there is no country {country}: no holidays are known; did you mean {better}?"
            if better
            else "there is no country {country}: no holidays are known; write a code such as CN"
        )
        session.note(session.say(text, country=calendar.unknown_country, better=better))
    if calendar.unknown_subdivision:
        text = "{country} has no part {part} with holidays of its own"
        part = calendar.unknown_subdivision
        session.note(session.say(text, country=calendar.country, part=part))
    if people is not None and people.is_nobody:
        text = "{team} has neither members nor a size: nobody is there"
        session.note(session.say(text, team=people.team.id))


def _show(session: Session, agenda: "Agenda", format: Format) -> None:
    from pmkit.output import calendar_text, calendars, tables

    if format is Format.json:
        print(calendars.as_json_text(agenda))
        return
    wording = calendars.Wording(session.language, session.translate)
    if format is Format.csv:
        tables.show(calendars.as_table(agenda, wording), "csv", colour=False)
        for line in calendars.provisional(agenda, wording):
            session.note(line)
    elif format is Format.md:
        print(calendar_text.as_markdown(agenda, wording))
    else:
        print(calendar_text.as_text(agenda, wording, session.paint()))
