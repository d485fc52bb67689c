"""What a roadmap has to say beside its bars: what is late, what has no dates, who has too much."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pmkit.model.cells import cut, filled, wrapped
from pmkit.model.diagnostic import Phrase
from pmkit.model.figures import decimal
from pmkit.model.text import one_line
from pmkit.model.workspace import Entry
from pmkit.output.look import Look
from pmkit.output.plain import safe_line, unobeyed
from pmkit.schedule.schedule import Due, ReleaseDates, Schedule, Scheduled, Unscheduled

MOST = 10
"""How many late items, and items without dates, are named unasked."""
_TITLE = 60
_CHAIN = 40


def headline(schedule: Schedule, title: str, look: Look) -> list[str]:
    """Whose plan it is, from when to when it runs, and the day that it is made as of."""
    days = [day.isoformat() for day in (schedule.start, schedule.finish) if day is not None]
    parts = [
        safe_line(title),
        *([" – ".join(days)] if days else []),
        look.say("as of {day}", day=schedule.as_of.isoformat()),
    ]
    return [look.paint(line, "bold") for line in filled(parts, look.width, "  ")]


def remarks(schedule: Schedule, look: Look, most: int | None = MOST) -> Iterator[str]:
    """Paragraphs, each below an empty line, within the columns of the terminal; none for 0."""
    if most == 0:
        return
    late = sorted(_late_items(schedule), key=lambda one: (-one.late, one.id))
    unscheduled = schedule.unscheduled
    paragraphs = (
        (look.translate("Releases"), [_release(one, look) for one in _open(schedule, most)]),
        (
            look.say("Late: {count}", count=len(late)),
            [_late(one, look) for one in islice(late, most)] + _more(len(late), most, look),
        ),
        (
            look.say("Without dates: {count}", count=len(unscheduled)),
            [_without(one, look) for one in unscheduled[:most]]
            + _more(len(unscheduled), most, look),
        ),
        (look.translate("More work than people"), _overloads(schedule, look)),
        (look.translate("Good to know"), [*_provisional(schedule, look), *_chain(schedule, look)]),
    )
    for heading, lines in paragraphs:
        if lines:
            yield ""
            yield look.paint(heading, "bold")
            for line in lines:
                first, *others = wrapped(unobeyed(line), max(look.width - 4, 2))
                yield f"  {first}"
                yield from (f"    {other}" for other in others)


def counts(schedule: Schedule, look: Look) -> str:
    """How many items are late and how many have no dates, in one sentence; empty if none."""
    parts = (
        ("late: {count}", len({one.id for one in schedule.late()})),
        ("without dates: {count}", len(schedule.unscheduled)),
        ("more work than people: {count}", len(schedule.overloads)),
    )
    return look.translate(", ").join(look.say(text, count=count) for text, count in parts if count)


def _named(entry: Entry) -> str:
    return f"{entry.id} {cut(one_line(entry.item.name), _TITLE)}".strip()


def _more(count: int, most: int | None, look: Look) -> list[str]:
    if most is None or count <= most:
        return []
    return [look.say("and {count} more; -v lists them all", count=count - most)]


def _days(count: int) -> Phrase:
    return Phrase("{count} working day" if count == 1 else "{count} working days", count=count)


def _limit(due: Due, item_id: str) -> Phrase:
    """What says when something has to be finished, and when that is."""
    own = {
        "due": "its due date {day}",
        "date": "its date {day}",
        "freeze": "its freeze on {day}",
        "end": "its end on {day}",
    }
    others = {
        "due": "the due date of {origin}, {day}",
        "date": "the date of {origin}, {day}",
        "freeze": "the freeze of {origin} on {day}",
        "end": "the end of {origin} on {day}",
    }
    day = due.day.isoformat()
    if due.origin.id == item_id:
        return Phrase(own[due.field], day=day)
    return Phrase(others[due.field], day=day, origin=due.origin.id)


def _open(schedule: Schedule, most: int | None) -> list[ReleaseDates]:
    """The releases that are still to come; if there are many, those that are late.

    Those of which no work has dates are left out where their own dates are drawn.
    """
    found = [
        one
        for one in schedule.releases
        if one.entry.item.status != "released" and one.entry.item.day("finished") is None
        if one.start is not None or not any(map(one.entry.item.day, ("start", "freeze", "end")))
    ]
    if most is None or len(found) <= most:
        return found
    return [one for one in found if one.late]


def _release(one: ReleaseDates, look: Look) -> str:
    values = {"release": _named(one.entry)}
    if one.start is None or one.finish is None:
        return look.say("{release}: nothing in it has dates", **values)
    days = {"start": one.start.isoformat(), "finish": one.finish.isoformat(), **values}
    if one.due is None:
        return look.say("{release}: {start} – {finish}", **days)
    due = {"due": _limit(one.due, one.entry.id), **days}
    if one.late:
        late = "{release}: {start} – {finish}; misses {due} by {late}"
        return look.say(late, late=_days(one.late), **due)
    return look.say("{release}: {start} – {finish}, in time for {due}", **due)


def _late_items(schedule: Schedule) -> Iterator[Scheduled]:
    """The late items, each once: of an item with parts, the whole."""
    late = {one.id: one for one in schedule.late()}
    return (schedule.by_id.get(one.id, one) for one in late.values())


def _late(one: Scheduled, look: Look) -> str:
    values = {"item": _named(one.entry), "finish": one.finish.isoformat(), "late": _days(one.late)}
    if one.due is None:
        return look.say("{item}: finishes {finish}, {late} late", **values)
    due = _limit(one.due, one.id)
    if one.is_milestone:
        return look.say("{item}: reached {finish}, {late} after {due}", due=due, **values)
    return look.say("{item}: finishes {finish}, {late} after {due}", due=due, **values)


def _without(one: Unscheduled, look: Look) -> str:
    return _named(one.entry) + look.translate(": ") + look.phrase(one.reason)


def _overloads(schedule: Schedule, look: Look) -> list[str]:
    text = "{container}: {team} has {available} person-days for work of {needed}"
    return [
        look.say(
            text,
            container=_named(one.container),
            team=_named(one.team),
            available=decimal(one.available, 1),
            needed=decimal(one.needed, 1),
        )
        for one in schedule.overloads
    ]


def _provisional(schedule: Schedule, look: Look) -> Iterator[str]:
    years = schedule.provisional_years
    if years:
        text = "dates in {years} may move: which weekends are worked is not announced yet"
        first, last = str(years[0]), str(years[-1])
        yield look.say(text, years=first if first == last else f"{first}–{last}")


def _chain(schedule: Schedule, look: Look) -> Iterator[str]:
    if schedule.chain:
        shown = schedule.chain[-_CHAIN:]
        arrow = f" {look.glyphs.arrow} "
        start = f"{look.glyphs.cut}{arrow}" if len(shown) < len(schedule.chain) else ""
        ids = start + arrow.join(one_line(item_id) for item_id in shown)
        yield look.translate("critical chain") + look.translate(": ") + ids
