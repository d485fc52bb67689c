"""SCH: calendars: which days are worked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pmkit.check.rule import Plan, field_here, rule
from pmkit.kinds.people import Calendar
from pmkit.model.diagnostic import Problem, Severity
from pmkit.model.text import nearest
from pmkit.model.workspace import Entry
from pmkit.schedule.calendar import WorkCalendar, stretches

_FAMILIAR = (
    *("AT", "AU", "BR", "CA", "CH", "CN", "DE", "ES", "FR", "GB", "HK", "IN"),
    *("IT", "JP", "KR", "MX", "NL", "PL", "SE", "SG", "TW", "US"),
)
"""Countries that are known without asking, because asking takes a fifth of a small check."""


def _calendars(plan: Plan) -> Iterator[tuple[Entry, Calendar]]:
    for entry in plan.workspace.of_kind("calendar"):
        if isinstance(entry.item, Calendar) and not entry.item.is_out:
            yield entry, entry.item


@rule("SCH071")
def calendar_without_working_day(plan: Plan) -> Iterator[Problem]:
    """A calendar has no working day from the start of the plan to its last planned day.

    Nothing on it can be done. Usually one of its days_off ends in the wrong year. A list of
    weekdays that names none is not meant, and taken for Monday to Friday.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {start: 2026-12-01}

        # file: plan.yaml
        calendars:
          - id: CAL-001
            title: Office
            days_off:  # !! SCH071 next line
              - {start: 2026-11-30, end: 2027-12-04, reason: Move to the new office}
        releases:
          - id: REL-001
            title: Spring release
            end: 2027-03-26

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {start: 2026-12-01}

        # file: plan.yaml
        calendars:
          - id: CAL-001
            title: Office
            days_off:
              - {start: 2026-11-30, end: 2026-12-04, reason: Move to the new office}
        releases:
          - id: REL-001
            title: Spring release
            end: 2027-03-26
    """
    for entry, item in _calendars(plan):
        if "weekdays" in item.model_fields_set and not item.weekdays:
            yield Problem(
                "{item} names no weekday, so that Monday to Friday count as worked",
                entry.span(("weekdays",)),
                {},
                "name the days that are worked, such as mon and tue, or delete weekdays",
                entry.id,
            )
    begin = plan.begin
    calendars = [entry for entry, item in _calendars(plan) if item.days_off]
    if begin is None or not calendars:
        return
    a_year_on = date.fromordinal(min(begin.toordinal() + 365, date.max.toordinal()))
    last = max(_planned_days(plan), default=a_year_on)
    for entry in calendars:
        if begin < last and not _works_between(entry, begin, last):
            yield Problem(
                "{item} has no working day from {start} to {end}",
                entry.span(("days_off",)),
                {"start": str(begin), "end": str(last)},
                "look at the years in days_off",
                entry.id,
            )


def _planned_days(plan: Plan) -> Iterator[date]:
    for entry in plan.workspace.by_id.values():
        if entry.item.kind in ("release", "iteration", "phase", "milestone"):
            days = (entry.item.day(field) for field in ("end", "date"))
            yield from (day for day in days if day is not None)


def _works_between(entry: Entry, first: date, last: date) -> bool:
    """Whether a day of a stretch is worked, holidays of the country apart."""
    without_holidays = entry.item.model_copy(update={"country": None})
    calendar = WorkCalendar(replace(entry, item=without_holidays))
    return calendar.first_working(first.toordinal(), last.toordinal() + 1) is not None


@rule("SCH072")
def unknown_country(plan: Plan) -> Iterator[Problem]:
    """A calendar names a country, or a part of one, that nobody knows.

    Its public holidays would be missing, and every date over them too early. A country is written
    as two letters of ISO 3166, such as CN; a part of it as its code there, such as BY for Bavaria.

    Fails:
        calendars:
          - id: CAL-001
            title: Office
            country: China  # !! SCH072

    Passes:
        calendars:
          - id: CAL-001
            title: Office
            country: CN
    """
    for entry, item in _calendars(plan):
        if not item.country or (item.country in _FAMILIAR and not item.subdivision):
            continue
        from pmkit.schedule import countries

        fault = countries.country_fault(item.country, item.subdivision)
        if fault == "country":
            better = countries.likely_country(item.country)
            yield Problem(
                "{item} names a country {country}, which is not known",
                entry.span(("country",)),
                {"country": item.country, "better": better or ""},
                "did you mean {better}?" if better else "write two letters such as CN",
                entry.id,
            )
        elif fault == "subdivision" and item.subdivision:
            codes = countries.subdivision_codes(item.country)
            better = nearest(item.subdivision, codes)
            yield Problem(
                "{country} has no part {subdivision} with holidays of its own",
                entry.span(("subdivision",)),
                {
                    "country": item.country,
                    "subdivision": item.subdivision,
                    "better": better or "",
                    "known": ", ".join(codes),
                },
                ("did you mean {better}?" if better else "it has {known}")
                if codes
                else "delete it: the holidays are the same everywhere",
                entry.id,
            )


@rule("SCH073", Severity.WARNING)
def extra_day_off(plan: Plan) -> Iterator[Problem]:
    """A day is both an extra working day and a day off of one calendar.

    The day off holds, and whoever counted on the extra day is a day short.

    Fails:
        calendars:
          - id: CAL-001
            title: Office
            days_off:
              - {start: 2027-01-22, end: 2027-01-24, reason: Move}
            extra_days: [2027-01-23]  # !! SCH073

    Passes:
        calendars:
          - id: CAL-001
            title: Office
            days_off:
              - {start: 2027-01-22, end: 2027-01-22, reason: Move}
            extra_days: [2027-01-23]
    """
    for entry, item in _calendars(plan):
        off = list(stretches(item.days_off))
        for number, day in enumerate(item.extra_days):
            if any(start <= day.toordinal() < end for start, end, _ in off):
                yield Problem(
                    "{day} is an extra day and a day off",
                    entry.span(("extra_days", number)),
                    {"day": str(day)},
                    "delete it in one of the two lists",
                    entry.id,
                    related=(field_here(entry, ("days_off",)),),
                )
