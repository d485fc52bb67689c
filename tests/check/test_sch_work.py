"""Progress and status, estimates, and work against written capacity."""

import pytest
from tests.check.marked_check import agree, findings

PROGRESS = {
    "a status that nobody wrote contradicts nothing": """
features:
  - {id: FEAT-001, title: Import, progress: 40%}
  - {id: FEAT-002, title: Export, started: 2026-12-01}
  - {id: FEAT-003, title: Search, finished: 2026-12-01}
""",
    "work that has begun is not planned any more": """
features:
  - id: FEAT-001
    title: Import
    status: approved  # !! SCH032
    started: 2026-12-01
  - {id: FEAT-002, title: Export, status: planned, progress: 0%}
  - {id: FEAT-003, title: Search, status: on_hold, progress: 40%, started: 2026-12-01}
  - {id: FEAT-004, title: Print, status: dropped, progress: 40%, finished: 2026-12-01}
""",
    "nothing remains of what is done": """
features:
  - id: FEAT-001
    title: Import
    status: released
    remaining: 2d  # !! SCH032
  - {id: FEAT-002, title: Export, status: done, remaining: 0d, progress: 100%}
""",
    "progress and remaining work say the same": """
features:
  - id: FEAT-001
    title: Import
    status: testing
    progress: 100%
    remaining: 2d  # !! SCH032
  - id: FEAT-002
    title: Export
    status: in_progress
    progress: 80%
    remaining: 0d  # !! SCH032
  - {id: FEAT-003, title: Search, status: testing, progress: 100%, remaining: 0d}
  - {id: FEAT-004, title: Print, status: in_progress, progress: 20%, remaining: 9d}
""",
    "0% and 100% are on the scale": """
features:
  - {id: FEAT-001, title: Import, status: in_progress, progress: 0%}
  - {id: FEAT-002, title: Export, status: testing, progress: 100%}
  - id: FEAT-003
    title: Search
    status: in_progress
    progress: -5%  # !! SCH031
""",
    "releases and milestones are finished, too": """
releases:
  - id: REL-001
    title: Spring release
    status: open  # !! SCH033
    finished: 2026-12-01
milestones:
  - id: MS-001
    title: Freeze
    status: planned  # !! SCH033
    finished: 2026-12-01
  - {id: MS-002, title: Out, status: missed, date: 2026-11-01, finished: 2026-12-01}
""",
    "one finding for work that is finished and still planned": """
features:
  - id: FEAT-001
    title: Import
    status: planned  # !! SCH033
    progress: 50%
    started: 2026-12-01
    finished: 2026-12-02
""",
    "days of what is done are missed only where most have one": """
features:
  - {id: FEAT-001, title: Import, status: done, finished: 2026-12-01}
  - {id: FEAT-002, title: Export, status: done}
  - {id: FEAT-003, title: Search, status: in_progress}
""",
}


@pytest.mark.parametrize("example", PROGRESS.values(), ids=list(PROGRESS))
def test_progress(example: str) -> None:
    assert agree(example)


def test_a_start_after_as_of_has_not_begun() -> None:
    example = "features:\n  - {id: FEAT-001, title: A, status: planned, started: 2026-12-16}\n"
    assert [one.code for one in findings(example, "2026-12-15")] == ["SCH003"]
    assert [one.code for one in findings(example, "2026-12-16")] == ["SCH032"]
    assert [one.code for one in findings(example)] == ["SCH032"]


ESTIMATES = {
    "nothing is estimated, and nothing is missed": """
releases:
  - {id: REL-001, title: Spring release, end: 2027-03-26}
features:
  - {id: FEAT-001, title: Import, release: REL-001, depends_on: [FEAT-002]}
  - {id: FEAT-002, title: Mapping, release: REL-001}
""",
    "an estimate of 0 above estimated parts takes nothing away": """
features:
  - id: FEAT-001
    title: Import
    estimate: 0d
    stories:
      - {id: US-001, as_a: lead, i_want: import, estimate: 3d}
  - {id: FEAT-002, title: Old, estimate: 0d, status: done}
  - {id: FEAT-003, title: Tiny, estimate: 0.5h}
  - id: FEAT-004
    title: Unsure
    estimate: {low: 0d, likely: 0d, high: 8d}  # !! SCH041
""",
    "what waits for a gap is early, whoever it is": """
requirements:
  - {id: REQ-001, title: Clean data, type: functional}
features:
  - {id: FEAT-001, title: Import, estimate: 3d, depends_on: [REQ-001]}
  - id: FEAT-002  # !! SCH042
    title: Mapping
    satisfies: [REQ-001]
  - id: FEAT-003  # !! SCH042
    title: Addresses
  - {id: FEAT-004, title: Search}
milestones:
  - {id: MS-001, title: Freeze, depends_on: [FEAT-003]}
  - {id: MS-002, title: Out, date: 2027-03-26, depends_on: [FEAT-004]}
""",
    "no gap: done, estimated above or below, or awaited by a gap only": """
features:
  - id: FEAT-001
    title: Import
    estimate: 3d
    depends_on: [FEAT-002, US-001, FEAT-004]
  - {id: FEAT-002, title: Mapping, status: done}
  - id: FEAT-003
    title: Addresses
    estimate: 5d
    stories:
      - {id: US-001, as_a: lead, i_want: see addresses}
  - id: FEAT-004
    title: Search
    stories:
      - {id: US-002, as_a: lead, i_want: search, estimate: 5d}
  - {id: FEAT-005, title: Print, depends_on: [FEAT-006]}
  - {id: FEAT-006, title: Fonts}
""",
    "a gap in a release is told once, at the top": """
releases:
  - {id: REL-001, title: Spring release, freeze: 2027-03-26}
  - {id: REL-002, title: Some day}
features:
  - {id: FEAT-001, title: Import, release: REL-001, estimate: 3d}
  - id: FEAT-002  # !! SCH043
    title: Export
    release: REL-001
    stories:
      - {id: US-001, as_a: lead, i_want: export}
  - id: FEAT-003
    title: Search
    release: REL-001
    stories:
      - {id: US-002, as_a: lead, i_want: search, estimate: 2d}
      - id: US-003  # !! SCH043
        as_a: lead
        i_want: filter
      - {id: US-004, as_a: lead, i_want: sort, points: 3}
  - {id: FEAT-004, title: Fax, release: REL-001, status: on_hold}
  - {id: FEAT-005, title: Mail, release: REL-002}
  - {id: FEAT-006, title: Chat}
""",
}


@pytest.mark.parametrize("example", ESTIMATES.values(), ids=list(ESTIMATES))
def test_estimates(example: str) -> None:
    assert agree(example)


def test_what_could_not_be_read_is_not_called_missing() -> None:
    example = ESTIMATES["what waits for a gap is early, whoever it is"]
    broken = example.replace("title: Mapping", "title: Mapping\n    estimate: 5m")
    assert [one.item for one in findings(broken)] == ["FEAT-003"]


PEOPLE = """
teams:
  - {id: TEAM-001, title: Contacts, size: 2}
  - {id: TEAM-002, title: Mobile, size: 2, aliases: [TEAM-009]}
"""
CAPACITY = {
    "capacity that is used up is not exceeded": """
releases:
  - {id: REL-001, title: Spring release, capacity: {TEAM-001: 2w, TEAM-002: 8h}}
features:
  - {id: FEAT-001, title: Import, release: REL-001, team: TEAM-001, estimate: 10d}
  - {id: FEAT-002, title: Export, release: REL-001, team: TEAM-002, estimate: 1d}
  - {id: FEAT-003, title: Nobody's, release: REL-001, estimate: 30d}
""",
    "an hour too much is too much": """
releases:
  - id: REL-001
    title: Spring release
    capacity:
      TEAM-001: 2w  # !! SCH051
features:
  - {id: FEAT-001, title: Import, release: REL-001, team: TEAM-001, estimate: 10d}
  - {id: FEAT-002, title: Export, release: REL-001, team: TEAM-001, estimate: 1h}
""",
    "people of two teams share the work, and former ids count": """
releases:
  - id: REL-001
    title: Spring release
    capacity:
      TEAM-001: 4d
      TEAM-009: 7.9d  # !! SCH051
features:
  - id: FEAT-001
    title: Import
    release: REL-001
    needs: {TEAM-001: 1, TEAM-009: 2}
    estimate: 12d
""",
    "parts count once, and what is not wanted not at all": """
releases:
  - {id: REL-001, title: Spring release, capacity: {TEAM-001: 10d}}
features:
  - id: FEAT-001
    title: Import
    release: REL-001
    team: TEAM-001
    estimate: 8d
    stories:
      - {id: US-001, as_a: lead, i_want: import, estimate: 10d}
      - {id: US-002, as_a: lead, i_want: fax, estimate: 9d, status: dropped}
  - id: FEAT-002
    title: Export
    release: REL-001
    team: TEAM-001
    estimate: 5d
    priority: {moscow: {value: wont, reason: Nobody asked}}
""",
    "a release that is out is history": """
releases:
  - {id: REL-001, title: Spring release, status: released, capacity: {TEAM-001: 1d}}
features:
  - {id: FEAT-001, title: Import, release: REL-001, team: TEAM-001, estimate: 8d}
""",
    "an iteration takes what is left, of its own team": """
iterations:
  - id: IT-001
    title: Sprint 7
    team: TEAM-001
    capacity: 9d  # !! SCH052
features:
  - id: FEAT-001
    title: Import
    team: TEAM-001
    iteration: IT-001
    estimate: 10d
    progress: 50%
    status: in_progress
  - {id: FEAT-002, title: Export, team: TEAM-002, iteration: IT-001, estimate: 8d}
  - id: FEAT-003
    title: Search
    team: TEAM-001
    iteration: IT-001
    estimate: 4.5d
    stories:
      - {id: US-001, as_a: lead, i_want: search, estimate: 2d}
  - {id: FEAT-004, title: Print, team: TEAM-001, iteration: IT-001, estimate: 8d, status: done}
""",
    "what has begun elsewhere is carried over with its rest": """
iterations:
  - {id: IT-001, title: Sprint 7, capacity: 9d}
  - {id: IT-002, title: Sprint 6, capacity: 1d, status: closed}
features:
  - {id: FEAT-001, title: Import, iteration: IT-001, estimate: 30d, remaining: 9d}
  - {id: FEAT-002, title: Export, iteration: IT-002, estimate: 8d}
""",
}


@pytest.mark.parametrize("example", CAPACITY.values(), ids=list(CAPACITY))
def test_capacity(example: str) -> None:
    marked = example.rstrip("\n") + PEOPLE
    assert agree(marked)


def test_both_numbers_are_said_and_what_lies_between() -> None:
    (one,) = findings(CAPACITY["people of two teams share the work, and former ids count"] + PEOPLE)
    said = {name: one.values[name] for name in ("needed", "capacity", "excess")}
    assert said == {"needed": "8", "capacity": "7.9", "excess": "0.1"}
