"""What waits for what, and the days that do not fit it."""

import pytest
from tests.check.marked_check import agree, findings

ORDER = {
    "a dependency holds up through a chain, parts and requirements": """
requirements:
  - {id: REQ-001, title: Clean data, type: functional}
features:
  - id: FEAT-001
    title: Import
    depends_on: [FEAT-002]
    stories:
      - id: US-001
        as_a: sales lead
        i_want: import contacts
        due: 2027-02-01  # !! SCH021
  - id: FEAT-002
    title: Mapping
    stories:
      - id: US-002
        as_a: sales lead
        i_want: see the columns
        depends_on: [REQ-001]
  - {id: FEAT-003, title: Addresses, satisfies: [REQ-001], not_before: 2027-03-01}
""",
    "a milestone holds up, too": """
milestones:
  - {id: MS-001, title: Contract signed, date: 2027-03-01}
features:
  - id: FEAT-001
    title: Import
    due: 2027-02-01  # !! SCH021
    depends_on: [MS-001]
""",
    "starting together means not before the other may start": """
features:
  - id: FEAT-001
    title: Import
    due: 2027-02-01  # !! SCH021
    depends_on:
      - {item: FEAT-002, type: SS, lag: 2d}
  - {id: FEAT-002, title: Mapping, not_before: 2027-03-01, due: 2027-04-01}
""",
    "a lead may begin before, and the same day is in time": """
features:
  - id: FEAT-001
    title: Import
    due: 2027-02-01
    depends_on:
      - {item: FEAT-002, lag: -20d}
      - FEAT-003
  - {id: FEAT-002, title: Mapping, not_before: 2027-02-10, due: 2027-02-20}
  - {id: FEAT-003, title: Addresses, not_before: 2027-02-01, due: 2027-02-01}
""",
    "what has begun or is done waits for nothing and holds up nothing": """
features:
  - id: FEAT-001
    title: Import
    status: in_progress
    due: 2027-02-01
    depends_on: [FEAT-003]
  - id: FEAT-002
    title: Export
    due: 2027-02-01
    depends_on: [FEAT-004, FEAT-005, FEAT-006]
  - {id: FEAT-003, title: Mapping, not_before: 2027-03-01}
  - {id: FEAT-004, title: A, status: done, not_before: 2027-03-01, due: 2027-03-01}
  - {id: FEAT-005, title: B, status: testing, not_before: 2027-03-01}
  - {id: FEAT-006, title: C, status: dropped, not_before: 2027-03-01}
""",
    "what finishes with another is bound even when it has begun": """
features:
  - id: FEAT-001
    title: Import
    status: in_progress
    due: 2027-02-01  # !! SCH021
    depends_on:
      - {item: FEAT-002, type: FF}
  - {id: FEAT-002, title: Mapping, not_before: 2027-03-01}
""",
    "one finding for one day: the hard reason goes first": """
features:
  - id: FEAT-001
    title: Import
    due: 2027-02-01  # !! SCH021
    depends_on: [FEAT-002]
  - {id: FEAT-002, title: Mapping, not_before: 2027-03-01, due: 2027-03-20}
""",
    "two that only start together need not be due together": """
features:
  - id: FEAT-001
    title: Import
    due: 2027-02-01
    depends_on:
      - {item: FEAT-002, type: SS}
  - {id: FEAT-002, title: Mapping, due: 2027-03-20}
""",
    "a later iteration is one that starts when the first is over": """
iterations:
  - {id: IT-001, title: A, start: 2027-01-04, end: 2027-01-15}
  - {id: IT-002, title: B, start: 2027-01-18, end: 2027-01-29}
features:
  - id: FEAT-001
    title: Import
    iteration: IT-001
    depends_on:
      - FEAT-002  # !! SCH023
      - FEAT-003
  - {id: FEAT-002, title: Mapping, iteration: IT-002}
  - {id: FEAT-003, title: Addresses, iteration: IT-001}
""",
    "releases of other products, and those that run side by side, are not compared": """
releases:
  - {id: REL-001, title: A, product: PROD-001, start: 2027-01-04, end: 2027-03-26}
  - {id: REL-002, title: B, product: PROD-001, start: 2027-01-04, end: 2027-04-30}
  - {id: REL-003, title: C, product: PROD-002, start: 2027-02-01, end: 2027-04-30}
  - {id: REL-004, title: D, product: PROD-001, start: 2027-02-01, end: 2027-04-30}
features:
  - id: FEAT-001
    title: Import
    release: REL-001
    depends_on:
      - FEAT-002
      - FEAT-003
      - FEAT-004  # !! SCH023
  - {id: FEAT-002, title: Mapping, release: REL-002}
  - {id: FEAT-003, title: Addresses, release: REL-003}
  - {id: FEAT-004, title: Search, release: REL-004}
""",
    "releases without days are in no order": """
releases:
  - {id: REL-001, title: A, end: 2027-03-26}
  - {id: REL-002, title: B}
features:
  - {id: FEAT-001, title: Import, release: REL-001, depends_on: [FEAT-002]}
  - {id: FEAT-002, title: Mapping, release: REL-002}
""",
    "a milestone that has been reached is a fact": """
milestones:
  - {id: MS-001, title: A, status: met, date: 2027-01-20, depends_on: [FEAT-001]}
  - {id: MS-002, title: B, date: 2027-01-20, finished: 2027-02-01, depends_on: [FEAT-001]}
  - id: MS-003
    title: C
    date: 2027-01-20  # !! SCH024
    depends_on: [FEAT-001]
  - {id: MS-004, title: D, depends_on: [FEAT-001]}
features:
  - {id: FEAT-001, title: Import, not_before: 2027-01-21}
""",
}


@pytest.mark.parametrize("example", ORDER.values(), ids=list(ORDER))
def test_days_and_what_comes_first(example: str) -> None:
    assert agree(example)


def test_a_finding_names_what_holds_the_item_up_and_shows_where() -> None:
    (one,) = findings(ORDER["a dependency holds up through a chain, parts and requirements"])
    assert one.values["target"] == "FEAT-003"
    assert [place.line for place, _, _ in one.related] == [6, 19]


CIRCLES = {
    "a part that waits for its whole": (
        """
features:
  - id: FEAT-001
    title: Import
    features:
      - id: FEAT-002
        title: Mapping
        depends_on: [FEAT-001]  # !! SCH025
""",
        "FEAT-002 → FEAT-001 → FEAT-002",
    ),
    "a whole that waits for its part": (
        """
features:
  - id: FEAT-001
    title: Import
    depends_on: [US-001]  # !! SCH025
    stories:
      - {id: US-001, as_a: sales lead, i_want: import contacts}
""",
        "FEAT-001 → US-001 → FEAT-001",
    ),
    "a requirement that the first item's whole satisfies": (
        """
requirements:
  - {id: REQ-001, title: Clean data, type: functional}
features:
  - id: FEAT-001
    title: Import
    satisfies: [REQ-001]
    stories:
      - {id: US-001, as_a: sales lead, i_want: import, depends_on: [FEAT-002]}
  - id: FEAT-002
    title: Addresses
    depends_on: [REQ-001]  # !! SCH025
""",
        "FEAT-002 → FEAT-001 → US-001 → FEAT-002",
    ),
    "a start that waits for a start": (
        """
features:
  - id: FEAT-001
    title: Import
    stories:
      - id: US-001
        as_a: sales lead
        i_want: import contacts
        depends_on:
          - {item: FEAT-001, type: SS}  # !! SCH025
""",
        "US-001 → FEAT-001 → US-001",
    ),
    "a lead, which the schedule does not undo": (
        """
features:
  - id: FEAT-001
    title: Import
    stories:
      - id: US-001
        as_a: sales lead
        i_want: import contacts
        depends_on:
          - {item: FEAT-001, lag: -20d}  # !! SCH025
""",
        "US-001 → FEAT-001 → US-001",
    ),
    "a part that the estimate of its whole stands for": (
        """
features:
  - id: FEAT-001
    title: Import
    estimate: 3d
    depends_on:
      - {item: FEAT-002, type: SF}  # !! SCH025
    stories:
      - {id: US-001, as_a: sales lead, i_want: import contacts}
  - {id: FEAT-002, title: Mapping, depends_on: [US-001]}
""",
        "FEAT-001 → FEAT-002 → FEAT-001",
    ),
    "a part of an estimated whole that waits for another": (
        """
features:
  - id: FEAT-001
    title: Import
    estimate: 3d
    stories:
      - id: US-001
        as_a: sales lead
        i_want: import contacts
        depends_on: [FEAT-002]  # !! SCH025
  - {id: FEAT-002, title: Mapping, depends_on: [FEAT-001]}
""",
        "FEAT-001 → FEAT-002 → FEAT-001",
    ),
    "an end that waits for an end": (
        """
features:
  - id: FEAT-001
    title: Import
    stories:
      - id: US-001
        as_a: sales lead
        i_want: import contacts
        depends_on:
          - {item: FEAT-001, type: FF}  # !! SCH025
""",
        "US-001 → FEAT-001 → US-001",
    ),
}


@pytest.mark.parametrize(("example", "way"), CIRCLES.values(), ids=list(CIRCLES))
def test_hidden_circles_are_named_whole(example: str, way: str) -> None:
    assert agree(example)
    (one,) = findings(example)
    assert one.values["circle"] == way


NO_CIRCLES = {
    "a circle of plain dependencies is told by LNK004 alone": """
features:
  - {id: FEAT-001, title: Import, depends_on: [FEAT-002]}
  - {id: FEAT-002, title: Mapping, depends_on: [FEAT-001]}
""",
    "who helps to satisfy a requirement waits for the others only": """
requirements:
  - {id: REQ-001, title: Clean data, type: functional}
features:
  - id: FEAT-001
    title: Import
    satisfies: [REQ-001]
    depends_on: [REQ-001]
    stories:
      - {id: US-001, as_a: sales lead, i_want: import, depends_on: [REQ-001]}
  - {id: FEAT-002, title: Mapping, satisfies: [REQ-001]}
""",
    "what is done closes no circle": """
features:
  - id: FEAT-001
    title: Import
    depends_on: [US-001]
    stories:
      - {id: US-001, as_a: sales lead, i_want: import contacts, status: done}
""",
    "nor are parts of what is done or on hold": """
features:
  - id: FEAT-001
    title: Import
    status: on_hold
    stories:
      - {id: US-001, as_a: sales lead, i_want: import contacts, depends_on: [FEAT-002]}
      - {id: US-002, as_a: sales lead, i_want: import notes}
  - id: FEAT-002
    title: Mapping
    stories:
      - {id: US-003, as_a: sales lead, i_want: map columns, depends_on: [US-001]}
""",
    "parts of an estimated whole may wait for each other": """
features:
  - id: FEAT-001
    title: Import
    estimate: 3d
    stories:
      - {id: US-001, as_a: sales lead, i_want: import contacts}
      - {id: US-002, as_a: sales lead, i_want: import notes, depends_on: [US-001]}
""",
    "what has begun no longer waits to start": """
features:
  - id: FEAT-001
    title: Import
    status: in_progress
    depends_on: [US-001]
    stories:
      - {id: US-001, as_a: sales lead, i_want: import contacts}
""",
}


@pytest.mark.parametrize("example", NO_CIRCLES.values(), ids=list(NO_CIRCLES))
def test_what_is_no_hidden_circle(example: str) -> None:
    assert agree(example)


def test_a_chain_of_three_thousand_is_walked() -> None:
    lines = ["features:", "  - {id: FEAT-0, title: A, not_before: 2027-03-01}"]
    lines += [f"  - {{id: FEAT-{n}, title: A, depends_on: [FEAT-{n - 1}]}}" for n in range(1, 3000)]
    lines += ["  - {id: FEAT-X, title: A, depends_on: [FEAT-2999], due: 2027-02-01}"]
    (one,) = findings("\n".join(lines))
    assert (one.code, one.item, one.values["target"]) == ("SCH021", "FEAT-X", "FEAT-0")


def test_a_requirement_that_everything_satisfies_and_waits_for() -> None:
    feature = "  - {{id: FEAT-{n}, title: A, satisfies: REQ-1, depends_on: REQ-1, due: 2027-02-01}}"
    lines = ["requirements:", "  - {id: REQ-1, title: A, type: functional}", "features:"]
    lines += [feature.format(n=n) for n in range(400)]
    assert {one.code for one in findings("\n".join(lines))} == {"SCH025"}
