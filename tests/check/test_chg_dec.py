"""Changes and decisions: traps beyond the rules' own examples."""

from tests.check.marked_check import agree, findings

CHANGE = """
changes:
  - id: CR-001
    title: GBK files
    reason: Half of them are.
    date: 2026-12-01{asked}
    affects: [FEAT-001]
    assessment: {{schedule: Two days}}
{rest}
features:
  - {{id: FEAT-001, title: Import}}
"""


def change(rest: str, asked: str = "", as_of: str = "") -> bool:
    lines = "\n".join("    " + line for line in rest.split("\n"))
    return agree(CHANGE.format(rest=lines, asked=asked), as_of, "CHG")


APPROVED = "decision: {by: Mia, date: 2026-12-07, verdict: approved}"


def test_an_open_change_owes_nothing_but_a_decision() -> None:
    assert change("urgency: high")
    assert change("urgency: high", as_of="2026-12-31")
    assert change("urgency: high", asked="  # !! CHG004", as_of="2027-01-01")
    assert change("status: dropped", as_of="2027-01-01")


def test_a_meeting_that_is_planned_is_no_verdict() -> None:
    assert change("decision: {date: 2026-12-17}")


def test_days_after_the_approval() -> None:
    assert change(APPROVED, as_of="2027-01-06")
    assert change(APPROVED + "  # !! CHG011", as_of="2027-01-07")
    assert change(APPROVED + "\nimplemented: {by: Bram, date: 2027-01-20}", as_of="2027-02-07")


def test_an_emergency_is_explained_in_the_note() -> None:
    early = "implemented: {by: Bram, date: 2026-12-02}"
    assert change(f"{APPROVED}\n{early}  # !! CHG014")
    noted = APPROVED.replace("approved", "approved, note: The service was down")
    assert change(f"{noted}\n{early}")
    assert change(f"{APPROVED}\n{early.replace('12-02', '12-07')}")


def test_an_empty_assessment_is_none() -> None:
    assert agree(
        """
changes:
  - id: CR-001
    title: GBK files
    reason: Half of them are.
    affects: [FEAT-001]
    assessment: {}
    decision: {by: Mia, date: 2026-12-07, verdict: approved}  # !! CHG001
features:
  - {id: FEAT-001, title: Import}
""",
        topic="CHG",
    )


def test_white_space_does_not_change_anything() -> None:
    assert change("before: |\n  Reads UTF-8\n  only.\nafter: Reads UTF-8 only.  # !! CHG007")
    assert change("before: Reads UTF-8.\nafter: Reads GBK.")


def test_a_rejection_may_be_explained_by_its_status() -> None:
    rejected = "decision: {by: Mia, date: 2026-12-07, verdict: rejected}"
    assert change(rejected + "  # !! CHG003")
    assert change(rejected + "\nstatus_reason: Too dear")


def dec(example: str) -> bool:
    return agree(example, topic="DEC")


def test_open_decisions_owe_nothing() -> None:
    assert dec("""
decisions:
  - {id: DEC-001, title: One provider or two}
  - {id: DEC-002, title: Price, status: rejected}
  - {id: DEC-003, title: Colour, status: dropped}
""")


def test_a_proposal_does_not_put_a_decision_out_of_force() -> None:
    assert dec("""
decisions:
  - id: DEC-001
    title: One provider
    status: accepted
    date: 2026-12-11
    by: Mia
    options: [{name: One}, {name: Two}]
    outcome: One.
  - {id: DEC-002, title: Two providers, supersedes: DEC-001}
""")


def test_a_former_id_supersedes_as_well() -> None:
    assert dec("""
decisions:
  - {id: DEC-001, title: One provider, status: superseded, aliases: [ADR-1]}
  - {id: DEC-002, title: Two providers, supersedes: ADR-1}
""")


def test_the_new_status_is_offered_and_has_to_be_confirmed() -> None:
    example = """
decisions:
  - {id: DEC-001, title: One, status: accepted, date: 2026-12-11, by: Mia, outcome: One.}
  - {id: DEC-002, title: Two, status: accepted, date: 2026-12-12, by: Mia, outcome: Two.,
     supersedes: DEC-001}
"""
    (found,) = [one for one in findings(example, topic="DEC") if one.code == "DEC005"]
    assert found.fix is not None
    assert found.fix.edits[0].text == "superseded"
    assert not found.fix.is_safe
    assert [values for _, _, values in found.related] == [{"other": "DEC-002"}]
