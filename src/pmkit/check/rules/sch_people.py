"""SCH: people: whoever is to do the work is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from pmkit.check.rule import Plan, rule
from pmkit.kinds.inheritance import inherited
from pmkit.kinds.people import Member, Team
from pmkit.model.diagnostic import Problem, Related, Severity
from pmkit.model.figures import decimal, percent
from pmkit.model.workspace import Entry
from pmkit.schedule.calendar import WorkCalendar
from pmkit.schedule.capacity import Capacity, allocation


@dataclass(frozen=True, slots=True)
class Asked:
    """People of one team that an item takes at once, and the field that says so."""

    team: Entry
    people: Fraction
    field: str


def teams_of(plan: Plan, entry: Entry) -> list[Asked]:
    """The teams that an item needs; else one person of its own or inherited team."""
    item: Any = entry.item
    found: list[Asked] = []
    for link, people in item.needs.items():
        team = plan.workspace.find(link)
        if team is not None and team.item.kind == "team" and people > 0:
            found.append(Asked(team, Fraction(people), link))
    above = None if item.needs else inherited(plan.workspace, entry, "team")
    team = plan.workspace.find(above.value) if above is not None else None
    if team is not None and team.item.kind == "team":
        found.append(Asked(team, Fraction(1), "team"))
    return found


def _begin(plan: Plan) -> date | None:
    """The first day on which planned work can be done, if the plan says one."""
    schedule = plan.settings.schedule
    return max((day for day in (schedule.start, schedule.as_of) if day is not None), default=None)


def _most(plan: Plan, team: Entry) -> Fraction:
    """The greatest number of people of a team on any day from the plan's first day on."""
    begin = _begin(plan)
    capacity = Capacity(team, WorkCalendar())
    return Fraction(capacity.most_from(begin.toordinal() if begin else 1), capacity.scale)


def _has_people(entry: Entry) -> bool:
    return isinstance(entry.item, Team) and bool(entry.item.members or entry.item.size)


@rule("SCH061", Severity.WARNING)
def team_without_members(plan: Plan) -> Iterator[Problem]:
    """Estimated work is assigned to a team in which there is nobody.

    The team has no members and no size, or all have left or give it none of their time. What
    nobody does gets no date.

    Fails:
        teams:
          - id: TEAM-001
            title: Contacts
            members: [Ann Lee]
          - id: TEAM-002  # !! SCH061
            title: Mobile
        features:
          - id: FEAT-001
            title: Business card scan
            team: TEAM-002
            estimate: 10d

    Passes:
        teams:
          - id: TEAM-001
            title: Contacts
            members: [Ann Lee]
          - id: TEAM-002
            title: Mobile
            size: 3
        features:
          - id: FEAT-001
            title: Business card scan
            team: TEAM-002
            estimate: 10d
    """
    teams = plan.workspace.of_kind("team")
    if not teams or (_begin(plan) is None and not any(map(_has_people, teams))):
        return
    first: dict[str, Entry] = {}
    for entry in plan.windows.open_work:
        if plan.efforts.of(entry):
            for one in teams_of(plan, entry):
                first.setdefault(one.team.id, entry)
    for team in teams:
        if team.id in first and team.id not in plan.damaged and not _most(plan, team):
            yield _nobody(plan, team, first[team.id])


def _nobody(plan: Plan, team: Entry, work: Entry) -> Problem:
    if not _has_people(team):
        return Problem(
            "{item} has no members and no size, and is to do {work}",
            team.span(("id",)),
            {"work": work.id},
            "add members: or size:, or assign the work to another team",
            team.id,
        )
    begin = _begin(plan)
    return Problem(
        "{item} has nobody from {day} on, and is to do {work}"
        if begin is not None
        else "{item} has nobody, and is to do {work}",
        team.span(("members",)),
        {"work": work.id, "day": str(begin)},
        "add who does the work, or assign it to another team",
        team.id,
    )


@rule("SCH062", Severity.WARNING)
def too_few_people(plan: Plan) -> Iterator[Problem]:
    """An item needs more people of a team at once than the team ever has.

    The schedule can only take those that are there, so that the item takes longer than whoever
    wrote the number thinks.

    Fails:
        teams:
          - id: TEAM-001
            title: Contacts
            members:
              - {name: Ann Lee, allocation: 50%}
              - Bo Chen
        features:
          - id: FEAT-001
            title: Contact import
            needs: {TEAM-001: 3}  # !! SCH062

    Passes:
        teams:
          - id: TEAM-001
            title: Contacts
            members:
              - {name: Ann Lee, allocation: 50%}
              - Bo Chen
        features:
          - id: FEAT-001
            title: Contact import
            needs: {TEAM-001: 1.5}
    """
    known: dict[str, Fraction] = {}
    for entry in plan.windows.open_work:
        for one in teams_of(plan, entry) if getattr(entry.item, "needs", None) else ():
            if one.team.id not in known:
                known[one.team.id] = _most(plan, one.team)
            most = known[one.team.id]
            if 0 < most < one.people and one.team.id not in plan.damaged:
                yield Problem(
                    "{item} needs {people} people of {team}, which never has more than {most}",
                    entry.span(("needs", one.field)),
                    {"people": decimal(one.people), "team": one.team.id, "most": decimal(most)},
                    "ask for {most}, or add to the team whoever is missing",
                    entry.id,
                )


@rule("SCH063")
def impossible_number_of_people(plan: Plan) -> Iterator[Problem]:
    """A number of people is negative, or an item needs none of a team.

    Nobody works at less than 0%, and work that needs 0 people needs no entry.

    Fails:
        teams:
          - id: TEAM-001
            title: Contacts
            size: 3
        features:
          - id: FEAT-001
            title: Contact import
            needs: {TEAM-001: 0}  # !! SCH063

    Passes:
        teams:
          - id: TEAM-001
            title: Contacts
            size: 3
        features:
          - id: FEAT-001
            title: Contact import
            needs: {TEAM-001: 1}
    """
    for entry in plan.workspace.by_id.values():
        if isinstance(entry.item, Team):
            yield from _impossible_team(entry, entry.item)
        elif entry.item.kind != "persona":
            for team, people in (getattr(entry.item, "needs", None) or {}).items():
                if people <= 0:
                    yield Problem(
                        "{item} needs {people} people of {team}",
                        entry.span(("needs", team)),
                        {"people": decimal(Fraction(people)), "team": team},
                        "write how many people work on it at once, or delete the entry",
                        entry.id,
                    )


def _impossible_team(entry: Entry, team: Team) -> Iterator[Problem]:
    if team.size is not None and team.size < 0:
        yield Problem(
            "{item} has a size of {people}",
            entry.span(("size",)),
            {"people": decimal(Fraction(team.size))},
            "write how many people the team has",
            entry.id,
        )
    for number, member in enumerate(team.members):
        if member.allocation is not None and member.allocation < 0:
            yield Problem(
                "{name} has an allocation of {share}",
                entry.span(("members", number, "allocation")),
                {"name": member.name, "share": percent(Fraction(member.allocation))},
                "write what part of the working time goes to this team, such as 50%",
                entry.id,
            )


@dataclass(frozen=True, slots=True)
class _Place:
    """A member in one team, from joining to leaving."""

    team: Entry
    number: int
    member: Member

    @property
    def start(self) -> date:
        """The first day."""
        return self.member.start or date.min

    @property
    def end(self) -> date:
        """The last day."""
        return self.member.end or date.max


@rule("SCH064", Severity.INFO)
def double_booked_person(plan: Plan) -> Iterator[Problem]:
    """A person of one name is in teams with more than 100% in all.

    If it is one person, work is planned for hours that nobody has. An allocation that is left out
    is 100%.

    Fails:
        teams:
          - id: TEAM-001
            title: Contacts
            members: [Ann Lee, Bo Chen]
          - id: TEAM-002
            title: Mobile
            members:
              - name: Ann Lee  # !! SCH064
                allocation: 50%

    Passes:
        teams:
          - id: TEAM-001
            title: Contacts
            members:
              - {name: Ann Lee, allocation: 50%}
              - Bo Chen
          - id: TEAM-002
            title: Mobile
            members:
              - {name: Ann Lee, allocation: 50%}
    """
    begin = _begin(plan) or date.min
    places: dict[str, list[_Place]] = {}
    for entry in plan.workspace.of_kind("team"):
        members = entry.item.members if isinstance(entry.item, Team) else ()
        for number, member in enumerate(members if not entry.item.is_out else ()):
            if member.end is None or member.end >= begin:
                places.setdefault(member.name, []).append(_Place(entry, number, member))
    for name, found in places.items():
        together = _together(found)
        total = sum((allocation(one.member) for one in together), Fraction(0))
        if len(together) > 1 and total > 1:
            *_, other, last = together
            yield Problem(
                "{name} is in {teams} with {share} in all",
                last.team.span(("members", last.number, "name")),
                {
                    "name": name,
                    "teams": ", ".join(dict.fromkeys(one.team.id for one in together)),
                    "share": percent(total),
                },
                "write an allocation in each team, or tell two people of that name apart",
                last.team.id,
                related=(
                    Related(
                        other.team.span(("members", other.number, "name")),
                        "{other} is here",
                        {"other": name},
                    ),
                ),
            )


def _together(places: list[_Place]) -> list[_Place]:
    """The places of one name that a person has at once on the day with the greatest sum."""
    days = {max(one.start, date.min) for one in places}
    at_once = [[one for one in places if one.start <= day <= one.end] for day in sorted(days)]
    return max(at_once, key=lambda found: sum(allocation(one.member) for one in found), default=[])
