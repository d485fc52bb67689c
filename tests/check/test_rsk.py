"""Risks: traps beyond the rules' own examples."""

import pytest
from tests.check.marked_check import agree


def rsk(example: str, as_of: str = "") -> bool:
    return agree(example, as_of, "RSK")


@pytest.mark.parametrize(
    ("probability", "impact", "level"),
    [("3", 5, "high"), ("80%", 4, "high"), ("3", 4, "medium"), ("20%", 4, "low"), ("1", 1, "low")],
)
def test_what_a_risk_has_to_say_depends_on_its_level(
    probability: str, impact: int, level: str
) -> None:
    marks = {"high": "  # !! RSK001 RSK002 RSK008", "medium": "  # !! RSK008", "low": ""}[level]
    assert rsk(f"""
risks:
  - id: RISK-001{marks}
    title: The supplier closes
    probability: {probability}
    impact: {impact}
""")


def test_closed_and_dropped_risks_owe_nothing() -> None:
    assert rsk("""
risks:
  - {id: RISK-001, title: A, probability: 5, impact: 5, status: closed}
  - {id: RISK-002, title: B, probability: 5, impact: 5, status: dropped}
""")


def test_a_low_risk_is_accepted_without_a_word() -> None:
    assert rsk("""
risks:
  - {id: RISK-001, title: A, probability: 1, impact: 2, response: accept}
  - id: RISK-002
    title: B
    probability: 3
    impact: 2
    affects: [RISK-001]
    response: accept  # !! RSK003
  - id: RISK-003
    title: C
    probability: 3
    impact: 2
    affects: [RISK-001]
    response: accept
    status_reason: Insuring it costs more
""")


def test_a_review_is_overdue_after_30_or_90_days() -> None:
    example = """
risks:
  - id: RISK-001
    title: A
    probability: 4
    impact: 5
    owner: Mia
    plan: Order early.
    affects: [RISK-002]
    reviewed: 2026-11-01{high}
  - id: RISK-002
    title: B
    probability: 3
    impact: 3
    affects: [RISK-001]
    reviewed: 2026-11-01{medium}
"""
    late = "  # !! RSK004"
    assert rsk(example.format(high="", medium=""))
    assert rsk(example.format(high="", medium=""), as_of="2026-12-01")
    assert rsk(example.format(high=late, medium=""), as_of="2026-12-02")
    assert rsk(example.format(high=late, medium=late), as_of="2027-01-31")


def test_monitored_risks_have_had_their_response() -> None:
    assert rsk(
        """
risks:
  - {id: RISK-001, title: A, probability: 1, impact: 3, due: 2026-12-01, status: monitoring}
  - {id: RISK-002, title: B, probability: 1, impact: 3, due: 2026-12-01}  # !! RSK005
  - {id: RISK-003, title: C, probability: 1, impact: 3, due: 2026-12-15}
""",
        as_of="2026-12-15",
    )


def test_a_residual_of_one_half_keeps_the_other_half_of_the_risk() -> None:
    assert rsk("""
risks:
  - {id: RISK-001, title: A, probability: 2, impact: 2, residual: {probability: 3}}  # !! RSK006
  - {id: RISK-002, title: B, probability: 2, impact: 2, residual: {impact: 2}}
  - {id: RISK-003, title: C, probability: 40%, impact: 2, residual: {probability: 2, impact: 2}}
  - {id: RISK-004, title: D, probability: 2, impact: 2, residual: {}}
""")
