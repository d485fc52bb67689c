"""A schedule as a roadmap: its words, and itself as a table or JSON."""

from __future__ import annotations

from typing import Any

from pmkit.charts.groups import By, release_of
from pmkit.charts.outline import Words, progress_of
from pmkit.charts.words import ChartWords
from pmkit.model.diagnostic import Phrase
from pmkit.model.figures import decimal
from pmkit.model.wording import say_phrase
from pmkit.model.workspace import Workspace
from pmkit.output.look import Look
from pmkit.output.plain import as_json, json_text
from pmkit.output.tables import Table
from pmkit.schedule.schedule import Load, Overload, ReleaseDates, Role, Schedule, Scheduled

_WRITTEN = ("start", "freeze", "end", "finished")
"""The dates that a release may have."""

CRITICAL = "*"
"""The mark of what is critical, in a table."""


def words(by: str, title: str, look: Look) -> Words:
    """What charts say, in the reader's language."""
    texts = {
        By.RELEASE: ("no release", "several releases"),
        By.TEAM: ("no team", "several teams"),
        By.PHASE: ("no phase", "several phases"),
    }
    return Words(
        title=title,
        remainder=look.translate("remaining work"),
        none=look.translate(texts[By(by)][0]),
        several=look.translate(texts[By(by)][1]),
        releases=look.translate("Releases"),
        language=look.language,
        phrase=look.phrase,
    )


def chart_words(look: Look) -> ChartWords:
    """What a picture says, in the reader's language."""
    return ChartWords(
        language=look.language,
        planned=look.translate("to do"),
        done=look.translate("done"),
        finished=look.translate("finished"),
        critical=look.translate("critical"),
        late=look.translate("late"),
        summary=look.translate("parts"),
        milestone=look.translate("milestone"),
        waits_for=look.translate("waits for"),
        day_off=look.translate("no work"),
        as_of=look.translate("as of"),
    )


def as_table(schedule: Schedule, look: Look) -> Table:
    """The dates of every item, and what they follow from."""
    names = ("title", "start", "finish", "days", "team", "slack", "critical", "cause")
    table = Table(("ID", *map(look.translate, names)), numeric=frozenset({4, 6}))
    for one in schedule.items:
        table.rows.append(
            (
                one.id,
                name_of(one, look),
                one.start.isoformat(),
                one.finish.isoformat(),
                days_of(one),
                teams_of(one),
                slack_of(one),
                CRITICAL if one.critical else "",
                look.phrase(one.cause.words),
            )
        )
    return table


def name_of(one: Scheduled, look: Look) -> str:
    """The title of an item; a remainder says that it is one."""
    name = one.entry.item.name
    if one.role is not Role.REMAINDER:
        return name
    return look.say("{title} (remaining work)", title=name)


def days_of(one: Scheduled) -> str:
    """The working days that are left; empty for a milestone, and for what is finished."""
    return str(one.days) if one.days else ""


def slack_of(one: Scheduled) -> str:
    """The working days that an item can slip; empty where there is nothing to say."""
    return "" if one.slack is None else str(one.slack)


def teams_of(one: Scheduled) -> str:
    """The ids of the teams, with the number of people where it is not one."""
    return ", ".join(
        need.team.id if need.people == 1 else f"{need.team.id} ×{decimal(need.people)}"
        for need in one.needs
    )


def as_json_text(schedule: Schedule, workspace: Workspace) -> str:
    """The roadmap as JSON, the same in every language; every id once among the items."""
    rests = schedule.remainders
    items = [_item(one, rests.get(one.id), workspace) for one in schedule.by_id.values()]
    document: dict[str, Any] = {
        "as_of": schedule.as_of,
        "start": schedule.start,
        "finish": schedule.finish,
        "items": items,
        "milestones": [one.id for one in schedule.milestones()],
        "releases": [_release(one) for one in schedule.releases],
        "unscheduled": [
            {"id": one.entry.id, "title": one.entry.item.name, "reason": _english(one.reason)}
            for one in schedule.unscheduled
        ],
        "chain": schedule.chain,
        "late": list(dict.fromkeys(one.id for one in schedule.late())),
        "load": [_load(one) for one in schedule.load],
        "overloads": [_overload(one) for one in schedule.overloads],
        "provisional_years": schedule.provisional_years,
    }
    return json_text(as_json(document))


def _english(value: Phrase) -> str:
    return say_phrase(str, value)


def _release(one: ReleaseDates) -> dict[str, Any]:
    return {
        "id": one.entry.id,
        "title": one.entry.item.name,
        "start": one.start,
        "finish": one.finish,
        "written": {field: one.entry.item.day(field) for field in _WRITTEN},
        "due": one.due.day if one.due else None,
        "late": one.late,
    }


def _load(one: Load) -> dict[str, Any]:
    return {
        "team": one.team.id,
        "week": one.week,
        "used": one.used,
        "capacity": one.capacity,
        "share": one.share,
    }


def _overload(one: Overload) -> dict[str, Any]:
    return {
        "container": one.container.id,
        "team": one.team.id,
        "needed": one.needed,
        "available": one.available,
    }


def _item(one: Scheduled, rest: Scheduled | None, workspace: Workspace) -> dict[str, Any]:
    remainder = None
    if rest is not None:
        remainder = {"start": rest.start, "finish": rest.finish, "effort": rest.effort}
    return {
        "id": one.id,
        "kind": one.entry.item.kind,
        "title": one.entry.item.name,
        "role": one.role.value,
        "state": one.state.value,
        "start": one.start,
        "finish": one.finish,
        "team": one.needs[0].team.id if one.needs else None,
        "teams": {need.team.id: need.people for need in one.needs},
        "effort": one.effort,
        "remaining": one.remaining,
        "days": one.days,
        "progress": progress_of(one),
        "critical": one.critical,
        "slack": one.slack,
        "free_slack": one.free_slack,
        "latest_start": one.latest_start,
        "latest_finish": one.latest_finish,
        "due": one.due.day if one.due else None,
        "late": one.late,
        "cause": _english(one.cause.words),
        "bound": one.cause.bound.value,
        "cause_item": one.cause.item or None,
        "cause_team": one.cause.team or None,
        "release": release_of(workspace, one.entry) or None,
        "waits_for": list(one.waits_for),
        "remainder": remainder,
        "provisional": one.provisional,
    }
