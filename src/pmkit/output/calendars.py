"""The days of a team or calendar for programs, as CSV and JSON, and the words for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pmkit import resources
from pmkit.i18n import Translate
from pmkit.kinds.people import WEEKDAYS
from pmkit.model.figures import decimal
from pmkit.model.wording import say
from pmkit.output.plain import as_json, json_text
from pmkit.output.tables import Table
from pmkit.schedule.agenda import Agenda, Day, Reason
from pmkit.schedule.calendar import DayOff, DayOffKind, Worked, WorkedKind
from pmkit.schedule.capacity import AbsenceKind

_OFF = {
    DayOffKind.WEEKEND: "weekend",
    DayOffKind.HOLIDAY: "holiday",
    DayOffKind.DAY_OFF: "day off",
}
_AWAY = {
    AbsenceKind.LEAVE: "on leave",
    AbsenceKind.NOT_JOINED: "not there yet",
    AbsenceKind.LEFT: "has left",
}


@dataclass(frozen=True)
class Wording:
    """What one reader calls things."""

    language: str
    translate: Translate

    def say(self, template: str, **values: object) -> str:
        """A message in the reader's language."""
        return say(self.translate, template, values)

    def weekday(self, number: int) -> str:
        """A day of the week, Monday being 0."""
        return resources.choice_label("weekday", WEEKDAYS[number], self.language)

    def join(self, parts: Iterable[str]) -> str:
        """Some things one after the other."""
        return self.translate(", ").join(parts)

    def day(self, day: Day) -> str:
        """What sort of day it is."""
        reason = day.off or day.worked
        if reason is None:
            return self.translate("working day")
        if reason == DayOff(DayOffKind.WEEKEND) and day.day.weekday() < WEEKDAYS.index("sat"):
            return self.translate("off")
        return self.what(reason)

    def what(self, reason: Reason) -> str:
        """What sort of thing is particular about a day."""
        if isinstance(reason, DayOff):
            return self.translate(_OFF[reason.kind])
        if isinstance(reason, Worked):
            return self.translate("worked")
        return self.translate(_AWAY[reason.kind])

    def why(self, reason: Reason) -> str:
        """The name of a holiday or of whoever is away, and the reason that is written."""
        if isinstance(reason, DayOff):
            return reason.name
        if isinstance(reason, Worked):
            return self._why_worked(reason)
        return reason.name + (self.translate(": ") + reason.reason if reason.reason else "")

    def _why_worked(self, worked: Worked) -> str:
        if worked.kind is WorkedKind.EXTRA:
            return self.translate("extra day of the calendar")
        if worked.instead_of is None:
            return self.translate("in return for a day off")
        return self.say("in return for {day}", day=date.fromordinal(worked.instead_of))

    def stretch(self, start: date, finish: date) -> str:
        """One day, or the first and the last of several, with their days of the week."""
        first, last = (f"{day:%m-%d} {self.weekday(day.weekday())}" for day in (start, finish))
        return first if start == finish else f"{first} – {last}"


def provisional(agenda: Agenda, wording: Wording) -> list[str]:
    """One line for each year whose days off may still move."""
    text = "{year}: which weekends are worked is not announced yet, so days off may still move"
    return [wording.say(text, year=year) for year in agenda.provisional_years]


def as_table(agenda: Agenda, wording: Wording) -> Table:
    """One row a day, for CSV."""
    columns = ("date", "weekday", "what", "why", "people", "away")
    table = Table(tuple(map(wording.translate, columns)))
    for day in agenda.days:
        reason = day.off or day.worked
        table.rows.append(
            (
                day.day.isoformat(),
                wording.weekday(day.day.weekday()),
                wording.day(day),
                wording.why(reason) if reason else "",
                "" if day.people is None else decimal(day.people, 4),
                "; ".join(f"{wording.why(one)} ({wording.what(one)})" for one in day.away),
            )
        )
    return table


def as_json_text(agenda: Agenda) -> str:
    """The days as JSON, the same in every language."""
    calendar, team = agenda.calendar, agenda.team
    entry = calendar.entry
    document: dict[str, Any] = {
        "team": {"id": team.id, "title": team.item.name} if team is not None else None,
        "calendar": {"id": entry.id, "title": entry.item.name} if entry is not None else None,
        "start": as_json(agenda.days[0].day),
        "end": as_json(agenda.days[-1].day),
        "working_days": agenda.working_days,
        "person_days": as_json(agenda.person_days),
        "provisional_years": list(agenda.provisional_years),
        "months": [_month(one) for one in agenda.months()],
        "days": [_day(day) for day in agenda.days],
    }
    return json_text(document)


def _month(agenda: Agenda) -> dict[str, Any]:
    return {
        "month": agenda.days[0].day.isoformat()[:7],
        "working_days": agenda.working_days,
        "person_days": as_json(agenda.person_days),
    }


def _day(day: Day) -> dict[str, Any]:
    reason = day.off or day.worked
    free = day.worked.instead_of if day.worked else None
    return {
        "date": as_json(day.day),
        "works": day.off is None,
        "kind": reason.kind.value if reason else "weekday",
        "reason": (day.off.name or None) if day.off else None,
        "instead_of": as_json(date.fromordinal(free)) if free is not None else None,
        "people": as_json(day.people),
        "away": [
            {"name": one.name, "kind": one.kind.value, "reason": one.reason or None}
            for one in day.away
        ],
    }
