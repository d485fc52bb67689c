"""Judges who has dates, who has a reason why not, and whether the reason holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.schedule.facts import Facts, key_of
from tests.schedule.specification import Key, Wait

from pmkit.model.workspace import Entry


def judge_presence(facts: Facts) -> Iterator[str]:
    """Everything that is to be done has dates, a reason, or an item that stands for it."""
    said, schedule = facts.said, facts.schedule
    keys = [key_of(one) for one in schedule.items]
    yield from (f"{key[0]}: stands twice" for key in set(keys) if keys.count(key) > 1)
    reasons = [one.entry.id for one in schedule.unscheduled]
    yield from (f"{one}: two reasons" for one in set(reasons) if reasons.count(one) > 1)
    wanted = [*said.work, *said.milestones]
    for item_id in sorted({key[0] for key in keys}.union(reasons) - {one.id for one in wanted}):
        yield f"{item_id}: is not to be done"
    undated = Undated(facts)
    for entry in wanted:
        yield from _judge(facts, entry, undated)


class Undated:
    """What cannot have dates: of itself, by what it waits for, or as nobody ever has time."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.said = facts, facts.said
        self.why: dict[Key, str] = {}
        self._entries = {self._key(one): one for one in [*self.said.work, *self.said.milestones]}
        self.why |= {
            key: why for key, one in self._entries.items() if (why := self._of_itself(one))
        }
        while more := self._by_waiting() or self._without_room():
            self.why |= more

    def _key(self, entry: Entry) -> Key:
        """An activity by its id; of a summary, its remainder."""
        return entry.id, entry.id in self.said.summaries

    def reason(self, entry: Entry) -> str:
        """Why the item, or the remainder of a summary, has no dates; empty if it may have some."""
        return self.why.get(self._key(entry), "")

    def _has_rest(self, entry: Entry) -> bool:
        return entry.id not in self.said.summaries or self.said.efforts.remainder(entry) > 0

    def _of_itself(self, entry: Entry) -> str:
        said = self.said
        if said.is_finished(entry):
            return ""
        if entry.item.kind != "milestone":
            if said.is_held(entry):
                return "on hold"
            is_work = self._has_rest(entry) and not said.is_empty(entry)
            if is_work and any(people <= 0 for _, people in said.needs_of(entry.id)):
                return "nobody"
        elif not said.tells_date(entry):
            is_dated = said.tells_date(entry) is None and entry.id in self.facts.schedule.by_id
            return "" if is_dated else "no date"
        is_rest = entry.id in said.summaries
        in_circle = said.is_rest_in_circle(entry) if is_rest else said.is_in_circle(entry)
        return "circle" if in_circle and self._has_rest(entry) else ""

    def _by_waiting(self) -> dict[Key, str]:
        more = {}
        for key, entry in self._entries.items():
            if key not in self.why and self._has_rest(entry) and not self.said.is_finished(entry):
                waits = self.said.rest_waits(entry) if key[1] else self.said.waits_for(entry)
                if any(map(self.is_unknown, waits)):
                    more[key] = "predecessor"
        return more

    def is_unknown(self, wait: Wait) -> bool:
        """Whether the end of an item is unknown, or its start: that of a whole needs one part."""
        said, entry = self.said, wait.entry
        if said.is_finished(entry) or entry.id not in said.summaries:
            return (entry.id, False) in self.why
        has_rest = said.efforts.remainder(entry) > 0
        rest = self.why.get((entry.id, True))
        if wait.end:
            if said.is_in_circle(entry) or said.is_held(entry):
                return True
            return bool(has_rest and rest) or any(map(self.is_unknown, said.waits_for(entry)))
        parts = all(self.is_unknown(Wait(part, False)) for part in said.parts(entry))
        return parts and not (has_rest and not rest)

    def _without_room(self) -> dict[Key, str]:
        """Activities without dates for which there is truly no room on any day."""
        facts, said = self.facts, self.said
        for key, entry in self._entries.items():
            is_work = entry.item.kind != "milestone" and (said.is_activity(entry) or key[1])
            is_open = is_work and self._has_rest(entry) and not said.is_finished(entry)
            if not is_open or key in facts.by_key or key in self.why:
                continue
            days = said.length(entry, said.remaining(key)[1])
            room = range(said.as_of, said.days.horizon)
            if all(
                any(facts.blocks(key, entry, day, days, facts.dates, facts.use)) for day in room
            ):
                return {key: "room"}
        return {}


class Expected(NamedTuple):
    """Whether an item should have dates and a reason why not; None where both would do."""

    bar: bool | None
    reason: bool | None


def _judge(facts: Facts, entry: Entry, undated: Undated) -> Iterator[str]:
    item_id, why = entry.id, undated.reason(entry)
    is_whole = item_id in facts.said.summaries and not facts.said.is_finished(entry)
    expected = _of_whole(facts, entry, why) if is_whole else _of_item(facts, entry, why)
    has_bar, has_reason = item_id in facts.schedule.by_id, item_id in facts.unscheduled
    if expected.bar is not None and has_bar != expected.bar:
        yield f"{item_id}: has {'' if has_bar else 'no '}dates ({why or 'nothing against it'})"
    if expected.reason is not None and has_reason != expected.reason:
        yield f"{item_id}: {'stands' if has_reason else 'does not stand'} under unscheduled ({why})"
    if has_bar and has_reason and not is_whole:
        yield f"{item_id}: has dates, and stands under unscheduled"
    has_rest = (item_id, True) in facts.by_key
    least, most = facts.said.remaining((item_id, True)) if is_whole and not why else (0, 0)
    if has_rest < (least > 0) or has_rest > (most > 0):
        yield f"{item_id}: a remainder is missing, or too much"


def _of_item(facts: Facts, entry: Entry, why: str) -> Expected:
    said = facts.said
    if said.is_finished(entry):
        has_day = said.finished_on(entry) is not None
        is_part = entry.item.kind != "milestone" and said.is_covered(entry)
        return Expected(True if has_day and not is_part else None, False)
    if entry.item.kind == "milestone":
        return Expected(not why, bool(why))
    if said.is_covered(entry):
        return Expected(False, None if why == "on hold" else False)
    if said.is_empty(entry):
        return Expected(False, True)
    return Expected(not why, bool(why))


def _of_whole(facts: Facts, entry: Entry, why: str) -> Expected:
    """A summary has a bar where a part has one; a reason is of its remainder, or of no bar."""
    keys = [(part.id, False) for part in facts.said.parts(entry)] + [(entry.id, True)]
    has_bar = any(key in facts.by_key for key in keys)
    if facts.said.is_held(entry):
        return Expected(None, True)
    has_rest = facts.said.remaining((entry.id, True))[0] > 0
    return Expected(has_bar, bool(why and has_rest) if has_bar else None)
