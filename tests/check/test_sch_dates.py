"""Days that contradict each other, what has happened, or what they stand in."""

import pytest
from tests.check.marked_check import agree, findings

BACKWARDS = {
    "of members, their leave and days off": """
teams:
  - id: TEAM-001
    title: Contacts
    members:
      - name: Ann Lee
        start: 2027-02-01
        end: 2027-01-01  # !! SCH001
      - name: Bo Chen
        leave:
          - {start: 2027-03-05, end: 2027-03-01}  # !! SCH001
          - {start: 2027-03-05, end: 2027-03-05}
          - {start: 2027-03-08}
calendars:
  - id: CAL-001
    title: Office
    days_off:
      - start: 2027-03-05
        end: 2026-03-05  # !! SCH001
""",
    "of work that has been finished before it was started": """
tasks:
  - id: TASK-001
    title: Load test
    status: done
    started: 2026-12-10
    finished: 2026-12-09  # !! SCH001
""",
    "of everything else that has a start and an end": """
releases:
  - id: REL-001
    title: Spring release
    phases:
      - {id: PH-001, title: Build, start: 2027-01-11, end: 2027-01-04}  # !! SCH001
    iterations:
      - {id: IT-001, title: Sprint, start: 2027-01-11, end: 2027-01-04}  # !! SCH001
research:
  - {id: RES-001, title: Interviews, start: 2027-01-11, end: 2027-01-04}  # !! SCH001
experiments:
  - {id: EXP-001, title: Two forms, start: 2027-01-11, end: 2027-01-04}  # !! SCH001
""",
    "but a day is an interval, and what was dropped is nobody's concern": """
releases:
  - {id: REL-001, title: Hotfix, start: 2027-01-11, freeze: 2027-01-11, end: 2027-01-11}
  - {id: REL-002, title: Never, status: dropped, start: 2027-01-11, end: 2027-01-01}
features:
  - {id: FEAT-001, title: Import, not_before: 2027-01-11, due: 2027-01-11}
""",
}


@pytest.mark.parametrize("example", BACKWARDS.values(), ids=list(BACKWARDS))
def test_backwards_intervals(example: str) -> None:
    assert agree(example)


def test_a_freeze_before_the_start() -> None:
    assert agree("""
releases:
  - id: REL-001
    title: Spring release
    start: 2027-01-04
    freeze: 2026-01-20  # !! SCH002
""")


HAPPENED = """
features:
  - {id: FEAT-001, title: A, status: done, started: 2026-12-15, finished: 2026-12-15}
  - {id: FEAT-002, title: B, status: in_progress, started: 2026-12-16}  # !! SCH003
milestones:
  - {id: MS-001, title: C, status: met, date: 2026-12-16}  # !! SCH003
  - {id: MS-002, title: D, date: 2026-12-16}
  - {id: MS-003, title: E, status: met, date: 2026-12-16, finished: 2026-12-14}
"""


def test_what_happened_is_compared_with_as_of_and_never_with_the_clock() -> None:
    assert agree(HAPPENED, as_of="2026-12-15")
    assert findings(HAPPENED.replace("2026-12-16", "2036-12-16")) == []


def years(*written: str) -> str:
    lines = (f"  - {{id: MS-{n:03}, title: A, date: {day}}}\n" for n, day in enumerate(written))
    return "milestones:\n" + "".join(lines)


@pytest.mark.parametrize(
    ("odd", "meant"),
    [
        ("2062-03-01", "2026-03-01"),  # two digits swapped
        ("2206-03-01", "2026-03-01"),
        ("2926-03-01", "2026-03-01"),  # one digit mistyped
        ("2057-03-01", "2027-03-01"),
        ("2128-02-29", "2028-02-29"),
        ("2060-02-29", ""),  # there is no such day in 2030
        ("3333-03-01", ""),
    ],
)
def test_a_year_that_nobody_meant(odd: str, meant: str) -> None:
    (one,) = findings(years("2026-01-01", "2026-06-01", odd, "2026-12-01"))
    assert (one.code, one.location.line, one.values["day"]) == ("SCH004", 4, odd)
    assert one.values["better"] == meant


def test_thirty_years_are_a_plan_and_two_days_are_no_company() -> None:
    assert findings(years("2026-01-01", "2026-06-01", "2056-12-31")) == []
    assert findings(years("2026-01-01", "2206-06-01")) == []


ROOM = {
    "work that has begun, is done or waits in a drawer has all the room": """
iterations:
  - {id: IT-001, title: Sprint, start: 2027-01-04, end: 2027-01-15}
features:
  - {id: FEAT-001, title: A, iteration: IT-001, not_before: 2027-02-01, started: 2027-01-05}
  - {id: FEAT-002, title: B, iteration: IT-001, not_before: 2027-02-01, status: done}
  - {id: FEAT-003, title: C, iteration: IT-001, not_before: 2027-02-01, status: on_hold}
  - {id: FEAT-004, title: D, iteration: IT-001, not_before: 2027-01-15}
""",
    "a part takes over the day before which its whole may not start": """
features:
  - id: FEAT-001
    title: Contact import
    not_before: 2027-02-01
    stories:
      - id: US-001
        as_a: sales lead
        i_want: import contacts
        due: 2027-01-20  # !! SCH011
      - id: US-002
        as_a: sales lead
        i_want: import deals
        due: 2027-02-01
""",
    "a whole that has begun holds up no part of it": """
features:
  - id: FEAT-001
    title: Contact import
    status: in_progress
    not_before: 2027-02-01
    stories:
      - {id: US-001, as_a: sales lead, i_want: import contacts, due: 2027-01-20}
""",
    "the freeze is the end for what is in no phase": """
releases:
  - id: REL-001
    title: Spring release
    freeze: 2027-01-20
    end: 2027-01-29
    phases:
      - {id: PH-001, title: Rollout}
tasks:
  - {id: TASK-001, title: Load test, for: REL-001, not_before: 2027-01-25}  # !! SCH011
  - {id: TASK-002, title: Dry run, for: REL-001, phase: PH-001, not_before: 2027-01-25}
""",
    "what others are at odds about is said of them, not of every part": """
releases:
  - id: REL-001
    title: Spring release
    start: 2027-01-04
    end: 2027-01-29
features:
  - id: FEAT-001
    title: Contact import
    release: REL-001
    not_before: 2027-02-01  # !! SCH011
    stories:
      - {id: US-001, as_a: sales lead, i_want: import contacts}
""",
    "a release and an iteration that have no day in common": """
releases:
  - {id: REL-001, title: Spring release, start: 2027-01-04, end: 2027-01-29}
iterations:
  - {id: IT-001, title: Sprint, start: 2027-02-01, end: 2027-02-12}
features:
  - id: FEAT-001
    title: Contact import
    release: REL-001  # !! SCH011
    iteration: IT-001
""",
    "an iteration that is over bounds nothing any more": """
iterations:
  - {id: IT-001, title: Sprint, status: closed, start: 2027-01-04, end: 2027-01-15}
features:
  - {id: FEAT-001, title: A, iteration: IT-001, not_before: 2027-02-01, due: 2027-02-08}
""",
    "a part is due before its whole": """
features:
  - id: FEAT-001
    title: Contact import
    due: 2027-01-20
    tasks:
      - {id: TASK-001, title: Load test, due: 2027-01-21}  # !! SCH012
      - {id: TASK-002, title: Texts, due: 2027-01-20}
      - {id: TASK-003, title: Help page, due: 2027-01-21, status: done}
""",
    "a task is due before its phase ends, one without a phase before the freeze": """
releases:
  - id: REL-001
    title: Spring release
    freeze: 2027-01-20
    end: 2027-01-29
    phases:
      - {id: PH-001, title: Test, end: 2027-01-25}
      - {id: PH-002, title: Rollout}
tasks:
  - {id: TASK-001, title: Load test, phase: PH-001, due: 2027-01-26}  # !! SCH012
  - {id: TASK-002, title: Dry run, for: REL-001, phase: PH-002, due: 2027-01-26}
  - {id: TASK-003, title: Bells, for: REL-001, due: 2027-01-26}  # !! SCH012
""",
    "phases stay inside their release, iterations may overlap with it": """
releases:
  - id: REL-001
    title: Spring release
    start: 2027-01-04
    end: 2027-01-29
    phases:
      - id: PH-001
        title: Build
        start: 2027-01-01  # !! SCH013
        end: 2027-01-29
    iterations:
      - {id: IT-001, title: A, start: 2026-12-28, end: 2027-01-08}
      - {id: IT-002, title: B, start: 2027-01-25, end: 2027-02-05}
      - {id: IT-003, title: C, start: 2027-01-30, end: 2027-02-05}  # !! SCH013
    milestones:
      - {id: MS-001, title: Out, date: 2027-01-29}
""",
    "a story moved to another release's iteration belongs to that release": """
releases:
  - {id: REL-001, title: Spring release}
  - id: REL-002
    title: Summer release
    iterations:
      - {id: IT-001, title: Sprint}
features:
  - id: FEAT-001
    title: Contact import
    release: REL-001
    stories:
      - {id: US-001, as_a: lead, i_want: import, iteration: IT-001}  # !! SCH014
      - {id: US-002, as_a: lead, i_want: export, iteration: IT-001, release: REL-002}
      - {id: US-003, as_a: lead, i_want: print, iteration: IT-001, status: done}
""",
}


@pytest.mark.parametrize("example", ROOM.values(), ids=list(ROOM))
def test_days_and_what_they_stand_in(example: str) -> None:
    assert agree(example)
