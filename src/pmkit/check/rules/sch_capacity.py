"""SCH: work against the capacity that is written for a release or iteration."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from pmkit.check.rule import Plan, rule
from pmkit.kinds.effort import WORK
from pmkit.kinds.inheritance import inherited_item
from pmkit.kinds.shapes import work_of
from pmkit.model.diagnostic import Problem, Severity
from pmkit.model.figures import decimal
from pmkit.model.workspace import Entry
from pmkit.schedule.resources import asked


def _shares(plan: Plan, entry: Entry, days: Fraction) -> dict[str, Fraction]:
    """Person-days of an item by team: by how many people of each it takes at once."""
    wanted = asked(plan.workspace, entry)
    people = sum((one.people for one in wanted), Fraction(0))
    return {one.team.id: days * one.people / people for one in wanted}


def _problem(
    plan: Plan, container: Entry, path: tuple[str, ...], needed: Fraction, capacity: Fraction
) -> Problem:
    team = path[1] if len(path) > 1 else ""
    message = (
        "the work of {team} in {item} takes {needed} person-days, and its capacity is {capacity}"
        if team
        else "the work in {item} takes {needed} person-days, and its capacity is {capacity}"
    )
    values = {
        "team": team,
        "needed": decimal(needed),
        "capacity": decimal(capacity),
        "excess": decimal(needed - capacity),
    }
    hint = "move or drop {excess} person-days of work, or raise the capacity if there is more"
    return Problem(message, container.span(path), values, hint, container.id)


@rule("SCH051", Severity.WARNING)
def release_over_capacity(plan: Plan) -> Iterator[Problem]:
    """A release has more work for a team than the capacity that is written for it.

    Not all of it will be ready by the end. It is cheaper to say now what goes into the next
    release. An item that takes people of several teams counts for each by their number.

    Fails:
        teams:
          - id: TEAM-001
            title: Contacts
            size: 2
        releases:
          - id: REL-001
            title: Spring release
            capacity: {TEAM-001: 20d}  # !! SCH051
        features:
          - id: FEAT-001
            title: Contact import
            release: REL-001
            team: TEAM-001
            estimate: 15d
          - id: FEAT-002
            title: Contact export
            release: REL-001
            team: TEAM-001
            estimate: 8d

    Passes:
        teams:
          - id: TEAM-001
            title: Contacts
            size: 2
        releases:
          - id: REL-001
            title: Spring release
            capacity: {TEAM-001: 20d}
        features:
          - id: FEAT-001
            title: Contact import
            release: REL-001
            team: TEAM-001
            estimate: 15d
          - id: FEAT-002
            title: Contact export
            release: REL-001
            team: TEAM-001
            estimate: 5d
    """
    open_releases = [
        entry
        for entry in plan.workspace.of_kind("release")
        if entry.item.status in ("planned", "open", "frozen") and _capacity(entry)
    ]
    if not open_releases:
        return
    hours = plan.settings.schedule.hours_per_day
    needed = _needed_by_release(plan)
    for release in open_releases:
        for link, duration in _capacity(release).items():
            team, capacity = plan.workspace.current_id(link), duration.days(hours)
            days = needed.get((release.id, team), Fraction(0))
            if days > capacity:
                yield _problem(plan, release, ("capacity", link), days, capacity)


def _capacity(release: Entry) -> dict[str, Any]:
    found: dict[str, Any] = release.item.held("capacity") or {}
    return found


def _needed_by_release(plan: Plan) -> dict[tuple[str, str], Fraction]:
    """Person-days by release and team, of all that is to be done or done."""
    found: dict[tuple[str, str], Fraction] = {}
    for entry in plan.workspace.by_id.values():
        release = plan.efforts.release(entry) if entry.item.kind in WORK else ""
        if release and plan.efforts.counts(entry):
            days = plan.efforts.remainder(entry)
            for team, share in _shares(plan, entry, days).items() if days else ():
                found[release, team] = found.get((release, team), Fraction(0)) + share
    return found


@rule("SCH052", Severity.WARNING)
def iteration_over_capacity(plan: Plan) -> Iterator[Problem]:
    """An iteration has more work left than the capacity that is written for it.

    What does not fit is carried over anyway; whoever waits for it should know before it begins.
    Of work that has begun only what remains counts.

    Fails:
        iterations:
          - id: IT-001
            title: Sprint 7
            capacity: 10d  # !! SCH052
        features:
          - id: FEAT-001
            title: Contact import
            iteration: IT-001
            estimate: 12d

    Passes:
        iterations:
          - id: IT-001
            title: Sprint 7
            capacity: 10d
        features:
          - id: FEAT-001
            title: Contact import
            iteration: IT-001
            estimate: 12d
            status: in_progress
            remaining: 7d
    """
    planned = {
        entry.id: entry
        for entry in plan.workspace.of_kind("iteration")
        if entry.item.status in ("planned", "active") and entry.item.held("capacity")
    }
    if not planned:
        return
    needed: dict[str, Fraction] = {}
    iterations = _iterations(plan)
    for entry in plan.windows.open_work:
        iteration = planned.get(iterations.get(entry.id, ""))
        if iteration is not None:
            days = _left(plan, entry, iterations)
            link = iteration.item.held("team")
            if link and days:
                days = _shares(plan, entry, days).get(plan.workspace.current_id(link), Fraction(0))
            needed[iteration.id] = needed.get(iteration.id, Fraction(0)) + days
    for item_id, days in needed.items():
        item: Any = planned[item_id].item
        capacity = item.capacity.days(plan.settings.schedule.hours_per_day)
        if days > capacity:
            yield _problem(plan, planned[item_id], ("capacity",), days, capacity)


def _iterations(plan: Plan) -> dict[str, str]:
    """The iteration that each work item is planned for, its own or inherited."""
    found: dict[str, str] = {}
    for entry in plan.workspace.by_id.values():
        if entry.item.kind in WORK:
            iteration = inherited_item(plan.workspace, entry, "iteration")
            if iteration is not None:
                found[entry.id] = iteration.id
    return found


def _left(plan: Plan, entry: Entry, iterations: dict[str, str]) -> Fraction:
    """What remains of an item beyond its parts in the same iteration, in person-days."""
    mine = iterations[entry.id]
    days = plan.efforts.remainder(entry, lambda part: iterations.get(part.id) == mine)
    item = work_of(entry)
    if item.remaining is not None:
        remaining: Fraction = item.remaining.days(plan.settings.schedule.hours_per_day)
        return min(days, remaining)
    if item.progress is not None:
        days *= max(1 - Fraction(item.progress), Fraction(0))
    return days
