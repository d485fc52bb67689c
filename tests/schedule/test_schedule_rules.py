"""The rules of a schedule, one small plan each: what is written, and the dates that follow.

Every plan is made as of Tuesday, 2026-12-01; days are those of December, or month and day.
"""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest
from tests.marked import EXAMPLE, SETTINGS
from tests.schedule.feasibility import violations

from pmkit.schedule.schedule import Role, Schedule, Scheduled
from pmkit.schedule.solve import solve
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

AS_OF = date(2026, 12, 1)
WEB = "teams: [{id: TEAM-001, title: Web, members: [Li]}]\n"
_ROLES = {Role.SUMMARY: " summary", Role.REMAINDER: " rest"}


def made(text: str, settings: str = "") -> Schedule:
    """The schedule of a plan, which the judge has nothing against."""
    loaded = load(MemoryTree({MARKER: SETTINGS + settings, EXAMPLE: dedent(text)}))
    assert not loaded.workspace.problems
    order = [one.id for one in loaded.workspace.entries]
    schedule = solve(loaded.workspace, order, AS_OF, loaded.settings.schedule)
    assert violations(loaded.workspace, loaded.settings.schedule, schedule) == []
    return schedule


def day(one: date | None) -> str:
    """A day of December 2026 as its number, another one with its month."""
    if one is None:
        return "-"
    return f"{one:%d}" if (one.year, one.month) == (2026, 12) else f"{one:%m-%d}"


def drawn(one: Scheduled) -> str:
    """An item, its dates and what binds them, and how late it is."""
    days = day(one.start) if one.is_milestone else f"{day(one.start)}..{day(one.finish)}"
    binds = " ".join(filter(None, [one.cause.bound, one.cause.item, one.cause.team]))
    late = f" late {one.late}" if one.late else ""
    return f"{one.id}{_ROLES.get(one.role, '')} {days} {binds}{late}"


def dates(text: str, settings: str = "") -> list[str]:
    """All that a plan's schedule says of its items, dated ones first."""
    schedule = made(text, settings)
    reasons = [f"{one.entry.id}: {one.reason}" for one in schedule.unscheduled]
    return [drawn(one) for one in schedule.items] + reasons


def lines(text: str) -> list[str]:
    """The lines of an expectation."""
    return [line.strip() for line in text.strip().splitlines()]


ALONE = {
    "work starts on the day of the plan and leaves out the weekend": (
        "features: [{id: FEAT-001, title: a, estimate: 5d}]",
        "FEAT-001 01..07 as_of",
    ),
    "half a day takes a day": (
        "features: [{id: FEAT-001, title: a, estimate: 4h}]",
        "FEAT-001 01..01 as_of",
    ),
    "a range counts with its likely value": (
        "features: [{id: FEAT-001, title: a, estimate: {low: 1d, likely: 2d, high: 9d}}]",
        "FEAT-001 01..02 as_of",
    ),
    "not_before moves the start": (
        "features: [{id: FEAT-001, title: a, estimate: 2d, not_before: 2026-12-04}]",
        "FEAT-001 04..07 not_before",
    ),
    "due moves nothing, and lateness is counted in working days": (
        "features: [{id: FEAT-001, title: a, estimate: 5d, due: 2026-12-03}]",
        "FEAT-001 01..07 as_of late 2",
    ),
    "without an estimate there are no dates": (
        "features: [{id: FEAT-001, title: a}, {id: FEAT-002, title: b, estimate: 0d}]",
        """
        FEAT-001: no estimate
        FEAT-002: its estimate is 0
        """,
    ),
    "dropped and won't are not to be done": (
        """
        features:
          - {id: FEAT-001, title: a, estimate: 1d, status: dropped}
          - {id: FEAT-002, title: b, estimate: 1d, priority: {moscow: wont}}
        """,
        "",
    ),
    "on hold, with all that is part of it": (
        """
        features:
          - id: FEAT-001
            title: a
            status: on_hold
            stories: [{id: US-001, as_a: seller, i_want: a, estimate: 1d}]
        """,
        """
        FEAT-001: on hold
        US-001: FEAT-001 is on hold
        """,
    ),
}

STATES = {
    "what is finished keeps its days": (
        """
        features:
          - {id: FEAT-001, title: a, estimate: 9d, started: 2026-11-23, finished: 2026-11-25}
          - {id: FEAT-002, title: b, estimate: 1d, depends_on: FEAT-001}
        """,
        """
        FEAT-001 11-23..11-25 actual
        FEAT-002 01..01 as_of
        """,
    ),
    "a missing start is counted back": (
        "features: [{id: FEAT-001, title: a, estimate: 3d, finished: 2026-11-24}]",
        "FEAT-001 11-20..11-24 actual",
    ),
    "done some day has no bar and binds nothing": (
        """
        features:
          - {id: FEAT-001, title: a, estimate: 9d, status: done}
          - {id: FEAT-002, title: b, estimate: 1d, depends_on: FEAT-001}
        """,
        "FEAT-002 01..01 as_of",
    ),
    "started work goes on from the day of the plan, before all that is planned": (
        WEB
        + """\
features:
  - {id: FEAT-001, title: a, estimate: 1d, team: TEAM-001}
  - {id: FEAT-002, title: b, estimate: 4d, team: TEAM-001, started: 2026-11-26, progress: 50%}
""",
        """
        FEAT-002 11-26..02 actual
        FEAT-001 03..03 team FEAT-002 TEAM-001
        """,
    ),
    "what remains counts before progress": (
        "features: [{id: FEAT-001, title: a, estimate: 4d, progress: 50%, remaining: 3d}]",
        "FEAT-001 01..03 actual",
    ),
    "else what the spent days leave": (
        "features: [{id: FEAT-001, title: a, estimate: 4d, started: 2026-11-30, spent: 1d}]",
        "FEAT-001 11-30..03 actual",
    ),
    "more spent than estimated leaves a little": (
        "features: [{id: FEAT-001, title: a, estimate: 4d, started: 2026-11-02, spent: 9d}]",
        "FEAT-001 11-02..01 actual",
    ),
    "all done but for the word ends the day before": (
        "features: [{id: FEAT-001, title: a, estimate: 4d, started: 2026-11-23, progress: 100%}]",
        "FEAT-001 11-23..11-30 actual",
    ),
    "what has begun waits for no start any more": (
        """
        features:
          - {id: FEAT-001, title: a, estimate: 3d}
          - id: FEAT-002
            title: b
            estimate: 1d
            status: in_progress
            not_before: 2026-12-20
            depends_on: FEAT-001
        """,
        """
        FEAT-002 01..01 actual
        FEAT-001 01..03 as_of
        """,
    ),
}

_FIRST = "features:\n  - {id: FEAT-001, title: a, estimate: 3d}\n"  # Tuesday to Thursday


def after(written: str, estimate: str = "2d") -> str:
    """A plan in which FEAT-002 depends on FEAT-001, which runs from Tuesday to Thursday."""
    link = f"depends_on: {{item: FEAT-001, {written}}}"
    return _FIRST + f"  - {{id: FEAT-002, title: b, estimate: {estimate}, {link}}}\n"


DEPENDENCIES = {
    "finish to start": (after("type: FS"), "FEAT-002 04..07 dependency FEAT-001"),
    "two working days later": (after("lag: 2d"), "FEAT-002 08..09 dependency FEAT-001"),
    "a day before the end": (after("lag: -1d"), "FEAT-002 03..04 dependency FEAT-001"),
    "half a day is rounded up": (after("lag: 0.5d"), "FEAT-002 07..08 dependency FEAT-001"),
    "three days of the calendar": (after("lag: 3cd"), "FEAT-002 07..08 dependency FEAT-001"),
    "start to start": (after("type: SS, lag: 1d"), "FEAT-002 02..03 dependency FEAT-001"),
    "finish to finish": (after("type: FF"), "FEAT-002 02..03 dependency FEAT-001"),
    "a day after the finish": (after("type: FF, lag: 1d"), "FEAT-002 03..04 dependency FEAT-001"),
    "start to finish": (
        after("type: SF, lag: 4d"),
        "FEAT-002 03..04 dependency FEAT-001",
    ),
}

WHOLES = {
    "a whole spans its parts, and the rest of its estimate is work of its own": (
        WEB
        + """\
features:
  - id: FEAT-001
    title: a
    estimate: 5d
    team: TEAM-001
    stories:
      - {id: US-001, as_a: seller, i_want: a, estimate: 1d}
      - {id: US-002, as_a: seller, i_want: b, estimate: 2d}
""",
        """
        FEAT-001 summary 01..07 parts
        FEAT-001 rest 01..02 as_of
        US-001 03..03 team FEAT-001 TEAM-001
        US-002 04..07 team US-001 TEAM-001
        """,
    ),
    "what is left of a whole under way goes to its parts first": (
        """
        features:
          - id: FEAT-001
            title: a
            estimate: 10d
            progress: 50%
            stories: [{id: US-001, as_a: seller, i_want: a, estimate: 2d}]
        """,
        """
        FEAT-001 summary 01..03 parts
        US-001 01..02 as_of
        FEAT-001 rest 01..03 actual
        """,
    ),
    "finish to finish stretches a whole, and moves none of its parts": (
        """
        features:
          - {id: FEAT-001, title: a, estimate: 4d}
          - id: FEAT-002
            title: b
            depends_on: {item: FEAT-001, type: FF}
            stories: [{id: US-001, as_a: seller, i_want: a, estimate: 1d}]
        """,
        """
        FEAT-002 summary 01..04 dependency FEAT-001
        US-001 01..01 as_of
        FEAT-001 01..04 as_of
        """,
    ),
    "what is part of something done is done": (
        """
        features:
          - id: FEAT-001
            title: a
            status: done
            started: 2026-11-02
            finished: 2026-11-20
            stories: [{id: US-001, as_a: seller, i_want: a, estimate: 1d}]
        """,
        "FEAT-001 11-02..11-20 actual",
    ),
    "parts without estimate are covered by that of the whole": (
        """
        features:
          - id: FEAT-001
            title: a
            estimate: 2d
            stories: [{id: US-001, as_a: seller, i_want: a}]
          - {id: FEAT-002, title: b, estimate: 1d, depends_on: US-001}
        """,
        """
        FEAT-001 01..02 as_of
        FEAT-002 03..03 dependency FEAT-001
        """,
    ),
    "parts wait for what the whole waits for": (
        """
        features:
          - {id: FEAT-001, title: a, estimate: 1d}
          - id: FEAT-002
            title: b
            depends_on: FEAT-001
            stories: [{id: US-001, as_a: seller, i_want: a, estimate: 1d}]
        """,
        """
        FEAT-001 01..01 as_of
        FEAT-002 summary 02..02 parts
        US-001 02..02 dependency FEAT-001
        """,
    ),
    "who waits for a whole waits for its last part": (
        """
        features:
          - id: FEAT-001
            title: a
            stories:
              - {id: US-001, as_a: seller, i_want: a, estimate: 1d}
              - {id: US-002, as_a: seller, i_want: b, estimate: 3d}
          - {id: FEAT-002, title: b, estimate: 1d, depends_on: FEAT-001}
        """,
        """
        FEAT-001 summary 01..03 parts
        US-001 01..01 as_of
        US-002 01..03 as_of
        FEAT-002 04..04 dependency FEAT-001
        """,
    ),
    "who waits for a requirement waits for all that satisfy it": (
        """
        requirements: [{id: REQ-001, title: r, type: functional}]
        features:
          - {id: FEAT-001, title: a, estimate: 1d, satisfies: REQ-001}
          - {id: FEAT-002, title: b, estimate: 3d, satisfies: REQ-001}
          - {id: FEAT-003, title: c, estimate: 1d, depends_on: REQ-001}
        """,
        """
        FEAT-001 01..01 as_of
        FEAT-002 01..03 as_of
        FEAT-003 04..04 dependency FEAT-002
        """,
    ),
    "what has no estimate passes on what it waits for": (
        """
        features:
          - {id: FEAT-001, title: a, estimate: 2d}
          - {id: FEAT-002, title: b, depends_on: FEAT-001}
          - {id: FEAT-003, title: c, estimate: 1d, depends_on: FEAT-002}
        """,
        """
        FEAT-001 01..02 as_of
        FEAT-003 03..03 dependency FEAT-002
        FEAT-002: no estimate
        """,
    ),
    "who waits for what has no dates has none": (
        """
        features:
          - {id: FEAT-001, title: a, estimate: 1d, status: on_hold}
          - {id: FEAT-002, title: b, estimate: 1d, depends_on: FEAT-001}
        """,
        """
        FEAT-001: on hold
        FEAT-002: waits for FEAT-001, which has no dates
        """,
    ),
    "who waits for itself has none": (
        """
        features:
          - {id: FEAT-001, title: a, estimate: 1d, depends_on: FEAT-002}
          - {id: FEAT-002, title: b, estimate: 1d, depends_on: FEAT-001}
        """,
        """
        FEAT-001: waits for itself: FEAT-001 → FEAT-002 → FEAT-001
        FEAT-002: waits for itself: FEAT-001 → FEAT-002 → FEAT-001
        """,
    ),
}

MILESTONES = {
    "a milestone has its date": (
        "milestones: [{id: MS-001, title: m, date: 2026-12-10}]",
        "MS-001 10 date",
    ),
    "a milestone comes with the last that it waits for, and is late": (
        """
        features: [{id: FEAT-001, title: a, estimate: 4d}]
        milestones: [{id: MS-001, title: m, date: 2026-12-02, depends_on: FEAT-001}]
        """,
        """
        FEAT-001 01..04 as_of
        MS-001 04 dependency FEAT-001 late 2
        """,
    ),
    "who waits for a milestone starts after its day": (
        """
        features: [{id: FEAT-001, title: a, estimate: 1d, depends_on: MS-001}]
        milestones: [{id: MS-001, title: m, date: 2026-12-03}]
        """,
        """
        MS-001 03 date
        FEAT-001 04..04 dependency MS-001
        """,
    ),
    "a day that has passed is not reached before the day of the plan": (
        "milestones: [{id: MS-001, title: m, date: 2026-11-26}]",
        "MS-001 01 as_of late 3",
    ),
    "a milestone that was met keeps its day": (
        "milestones: [{id: MS-001, title: m, date: 2026-11-26, finished: 2026-11-24}]",
        "MS-001 11-24 actual",
    ),
    "neither date nor dependency": (
        "milestones: [{id: MS-001, title: m}]",
        "MS-001: no date, and nothing that it waits for",
    ),
}

WINDOWS = {
    "a release's start holds its work, its freeze makes it late": (
        """
        releases: [{id: REL-001, title: r, start: 2026-12-03, freeze: 2026-12-07}]
        features: [{id: FEAT-001, title: a, estimate: 4d, release: REL-001}]
        """,
        "FEAT-001 03..08 window REL-001 late 1",
    ),
    "the freeze stops no work that has a phase of its own": (
        """
        releases: [{id: REL-001, title: r, freeze: 2026-12-01, end: 2026-12-11}]
        phases: [{id: PH-001, title: p, release: REL-001, start: 2026-12-03}]
        tasks: [{id: TASK-001, title: a, estimate: 2d, phase: PH-001}]
        """,
        "TASK-001 03..04 window PH-001",
    ),
    "an iteration": (
        """
        iterations: [{id: IT-001, title: i, start: 2026-12-07, end: 2026-12-11}]
        features: [{id: FEAT-001, title: a, estimate: 1d, iteration: IT-001}]
        """,
        "FEAT-001 07..07 window IT-001",
    ),
    "a phase": (
        """
        phases: [{id: PH-001, title: p, start: 2026-12-07, end: 2026-12-07}]
        tasks: [{id: TASK-001, title: a, estimate: 2d, phase: PH-001}]
        """,
        "TASK-001 07..08 window PH-001 late 1",
    ),
}


def web(members: str, items: str) -> str:
    """A plan of one team with some members, and features."""
    return f"teams: [{{id: TEAM-001, title: Web, members: [{members}]}}]\nfeatures:\n{items}"


_TWO = """\
  - {id: FEAT-001, title: a, estimate: 2d, team: TEAM-001}
  - {id: FEAT-002, title: b, estimate: 2d, team: TEAM-001}
"""
_THREE_DAYS = "  - {id: FEAT-001, title: a, estimate: 3d, team: TEAM-001}\n"

PEOPLE = {
    "one person does one thing after the other": (
        web("Li", _TWO),
        """
        FEAT-001 01..02 as_of
        FEAT-002 03..04 team FEAT-001 TEAM-001
        """,
    ),
    "two people do two things at once": (
        web("Li, Han", _TWO),
        """
        FEAT-001 01..02 as_of
        FEAT-002 01..02 as_of
        """,
    ),
    "who is there half the time takes twice as long": (
        web("{name: Li, allocation: 50%}", _THREE_DAYS),
        "FEAT-001 01..08 as_of",
    ),
    "leave in the middle is waited for": (
        web("{name: Li, leave: {start: 2026-12-02, end: 2026-12-03}}", _THREE_DAYS),
        "FEAT-001 01..07 as_of",
    ),
    "who joins later starts later": (
        web("{name: Li, start: 2026-12-03}", _THREE_DAYS),
        "FEAT-001 03..07 people TEAM-001",
    ),
    "a team of nobody": (
        web("", _THREE_DAYS),
        "FEAT-001: TEAM-001 has nobody",
    ),
    "who leaves before it is done": (
        web("{name: Li, end: 2026-12-02}", _THREE_DAYS),
        "FEAT-001: TEAM-001 cannot do it before 2087",
    ),
    "more people at once make it shorter": (
        web("Li, Han", "  - {id: FEAT-001, title: a, estimate: 4d, needs: {TEAM-001: 2}}\n"),
        "FEAT-001 01..02 as_of",
    ),
    "two teams work on the days on which both are there": (
        """
        teams:
          - {id: TEAM-001, title: Web, members: [{name: Li, leave: {start: 2026-12-02}}]}
          - {id: TEAM-002, title: App, members: [{name: Mei, leave: {start: 2026-12-04}}]}
        features:
          - {id: FEAT-001, title: a, estimate: 6d, needs: {TEAM-001: 1, TEAM-002: 1}}
        """,
        "FEAT-001 01..07 as_of",
    ),
}


def calendar(fields: str, estimate: str = "5d") -> str:
    """A plan of one item on a calendar."""
    return (
        f"calendars: [{{id: CAL-001, title: c, {fields}}}]\n"
        f"features: [{{id: FEAT-001, title: a, estimate: {estimate}}}]\n"
    )


CALENDARS = {
    "six days a week": (
        calendar("weekdays: [mon, tue, wed, thu, fri, sat]"),
        "FEAT-001 01..05 as_of",
    ),
    "an extra day": (calendar("extra_days: 2026-12-06"), "FEAT-001 01..06 as_of"),
    "days off": (
        calendar("days_off: {start: 2026-12-02, end: 2026-12-04}"),
        "FEAT-001 01..10 as_of",
    ),
    "a holiday of the country": (calendar("country: US", "20d"), "FEAT-001 01..29 as_of"),
}

ALL = ALONE | STATES | WHOLES | MILESTONES | WINDOWS | PEOPLE


@pytest.mark.parametrize(("plan", "expected"), ALL.values(), ids=ALL.keys())
def test_dates(plan: str, expected: str) -> None:
    assert dates(plan) == lines(expected)


@pytest.mark.parametrize(("plan", "expected"), DEPENDENCIES.values(), ids=DEPENDENCIES.keys())
def test_after_a_feature_from_tuesday_to_thursday(plan: str, expected: str) -> None:
    found = dates(plan)
    assert "FEAT-001 01..03 as_of" in found
    assert expected in found


@pytest.mark.parametrize(("plan", "expected"), CALENDARS.values(), ids=CALENDARS.keys())
def test_on_a_calendar(plan: str, expected: str) -> None:
    assert dates(plan, "schedule: {calendar: CAL-001}\n") == [expected]


def test_no_work_before_the_plan_starts() -> None:
    plan = "features: [{id: FEAT-001, title: a, estimate: 1d}]"
    assert dates(plan, "schedule: {start: 2026-12-05}\n") == ["FEAT-001 07..07 as_of"]


MAKEUP = """\
calendars: [{id: CAL-001, title: c, country: CN}]
features: [{id: FEAT-001, title: a, estimate: 5d, not_before: 2026-09-17}]
"""


@pytest.mark.parametrize(("worked", "finish"), [("true", "09-22"), ("false", "09-23")])
def test_a_make_up_sunday_is_worked_or_not(worked: str, finish: str) -> None:
    text = MAKEUP.replace("country: CN", f"country: CN, makeup_days: {worked}")
    loaded = load(MemoryTree({MARKER: SETTINGS, EXAMPLE: text}))
    settings = loaded.settings.schedule.model_copy(update={"calendar": "CAL-001"})
    schedule = solve(loaded.workspace, ["FEAT-001"], date(2026, 9, 1), settings)
    assert day(schedule.items[0].start) == "09-17"
    assert day(schedule.items[0].finish) == finish


SLACK = (
    WEB
    + """\
features:
  - {id: FEAT-001, title: a, estimate: 3d, team: TEAM-001}
  - {id: FEAT-002, title: b, estimate: 2d, team: TEAM-001}
  - {id: FEAT-003, title: c, estimate: 1d, depends_on: FEAT-002}
  - {id: FEAT-004, title: d, estimate: 2d}
"""
)


def test_the_critical_chain_leads_through_people_and_dependencies() -> None:
    schedule = made(SLACK)
    assert schedule.chain == ("FEAT-001", "FEAT-002", "FEAT-003")
    assert {one.id for one in schedule.items if one.critical} == {*schedule.chain}


def test_slack_is_what_an_item_can_slip_within_the_plan() -> None:
    schedule = made(SLACK)
    assert day(schedule.finish) == "08"
    one = schedule.by_id["FEAT-004"]
    assert (one.slack, one.free_slack) == (4, 4)
    assert (day(one.latest_start), day(one.latest_finish)) == ("07", "08")


RELEASE = (
    WEB
    + """\
releases: [{id: REL-001, title: r, freeze: 2026-12-03}]
features:
  - {id: FEAT-001, title: a, estimate: 2d, team: TEAM-001, release: REL-001}
  - {id: FEAT-002, title: b, estimate: 3d, team: TEAM-001, release: REL-001}
"""
)


def test_a_release_runs_from_its_first_work_to_its_last_and_is_late() -> None:
    one = made(RELEASE).releases[0]
    assert (day(one.start), day(one.finish), one.late) == ("01", "07", 2)
    assert one.due is not None
    assert (day(one.due.day), one.due.field) == ("03", "freeze")


def test_more_work_than_the_people_have_days_is_an_overload() -> None:
    (one,) = made(RELEASE).overloads
    assert (one.container.id, one.team.id) == ("REL-001", "TEAM-001")
    assert (int(one.needed), int(one.available)) == (5, 3)


def test_work_in_a_phase_has_the_days_to_the_end_of_the_release() -> None:
    plan = RELEASE.replace("03}", "03, end: 2026-12-18}").replace("features", "tasks")
    plan = plan.replace("FEAT", "TASK").replace("team: TEAM", "phase: PH-001, team: TEAM")
    assert made(plan + "phases: [{id: PH-001, title: p}]\n").overloads == ()


def test_a_written_capacity_counts_before_the_calendar() -> None:
    plan = RELEASE.replace("title: r,", "title: r, capacity: {TEAM-001: 5d},")
    assert made(plan).overloads == ()


def test_the_load_of_each_week() -> None:
    load_of = made(RELEASE).load
    assert [(day(one.week), int(one.used), int(one.capacity)) for one in load_of] == [
        ("11-30", 4, 4),
        ("07", 1, 5),
    ]
