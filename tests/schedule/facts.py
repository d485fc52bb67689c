"""A schedule beside its specification, and the arithmetic that judges share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tests.schedule.naive_days import ordinal
from tests.schedule.specification import Dates, Key, Specification

from pmkit.model.workspace import Entry
from pmkit.schedule.schedule import Role, Schedule, Scheduled, State

Use = dict[tuple[str, int], dict[Key, Fraction]]
"""By team and day: what takes how many people."""


class Facts:
    """A schedule and its specification, with what both judges and arithmetic ask for."""

    def __init__(self, specification: Specification, schedule: Schedule) -> None:
        self.said = specification
        self.schedule = schedule
        self.by_key = {key_of(one): one for one in schedule.items}
        self.dates: Dates = {
            key: (ordinal(one.start), ordinal(one.finish) + 1) for key, one in self.by_key.items()
        }
        self.activities = {
            key: one
            for key, one in self.by_key.items()
            if one.role in (Role.WORK, Role.REMAINDER) and one.state is not State.FINISHED
        }
        self.running = {key: one for key, one in self.activities.items() if one.days}
        self.unscheduled = {one.entry.id for one in schedule.unscheduled}
        self.use = self.use_of(
            {key: (self.resumes(key), self.dates[key][1]) for key in self.running}
        )

    def resumes(self, key: Key) -> int:
        """The day from which the rest of an activity runs."""
        one = self.by_key[key]
        return ordinal(one.resumes or one.start)

    def use_of(self, dates: Dates) -> Use:
        """Who takes whom on which day, if activities run on these dates."""
        use: Use = {}
        for key, (start, end) in dates.items():
            entry = self.by_key[key].entry
            for day in range(start, end):
                if self.said.is_working_day(entry, day):
                    for team, people in self.said.needs_of(entry.id):
                        use.setdefault((team.id, day), {})[key] = people
        return use

    def blocks(
        self, key: Key, entry: Entry, start: int, days: int, dates: Dates, use: Use
    ) -> Iterator[tuple[str, frozenset[str]]]:
        """What keeps an activity from starting on a day: a team's id or none, and other ids."""
        interval = self.said.interval(entry, start, days)
        if interval is None or not self.said.is_working_day(entry, start):
            yield "", frozenset(["people"])
            return
        has_begun = self.said.has_begun(entry)
        bounds = [] if has_begun else self.said.start_bounds(entry, dates)
        bounds.append((self.said.as_of if has_begun else self.said.base, frozenset(["as_of"])))
        yield from (("", names) for day, names in bounds if start < day)
        if not key[1]:
            ends = self.said.end_bounds(entry, dates)
            yield from (("", names) for day, names in ends if interval[1] < day)
        for day in range(*interval):
            if self.said.is_working_day(entry, day):
                for team, people in self.said.needs_of(entry.id):
                    others = {k: n for k, n in use.get((team.id, day), {}).items() if k != key}
                    if sum(others.values()) + people > self.said.days.people(team, day):
                        yield team.id, frozenset(one for one, _ in others)


def key_of(one: Scheduled) -> Key:
    """What tells a bar from all others."""
    return one.id, one.role is Role.REMAINDER


def shown(day: int) -> str:
    """A day for messages."""
    return date.fromordinal(day).isoformat()
