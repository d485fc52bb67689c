"""RSK: risks: what is done about them, by whom, by when, and what is left of them."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from pmkit.check.rule import Plan, field_here, rule
from pmkit.kinds.control import Risk
from pmkit.kinds.inheritance import inherited
from pmkit.kinds.risk_level import Level, probability_step, risk_level
from pmkit.model.diagnostic import Problem, Severity
from pmkit.model.workspace import Entry

_REVIEW: dict[Level | None, int] = {"high": 30, "medium": 90}
"""After how many days a risk of a level should be looked at again."""


def _risks(plan: Plan, *levels: Level) -> Iterator[tuple[Entry, Risk]]:
    """The risks of some levels, or of all, that may still happen or have happened."""
    for entry, item in plan.items(Risk):
        if item.status != "closed" and (not levels or _level(item) in levels):
            yield entry, item


def _level(item: Risk) -> Level | None:
    if item.probability is None or item.impact is None:
        return None
    return risk_level(item.probability, item.impact)


def _weight(probability: Decimal | None, impact: int | None) -> int:
    """Probability times impact, 1 to 25; 0 where one of them is not known."""
    return probability_step(probability) * impact if probability and impact else 0


@rule("RSK001", Severity.WARNING)
def high_risk_without_plan(plan: Plan) -> Iterator[Problem]:
    """A high risk has no plan.

    It is likely and it would hurt, and nothing is done about it. Probability times impact is 15 or
    more of 25.

    Fails:
        risks:
          - id: RISK-001  # !! RSK001
            title: The only supplier closes over the new year
            probability: 4
            impact: 5
            owner: Mia Chen

    Passes:
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            probability: 4
            impact: 5
            owner: Mia Chen
            response: mitigate
            plan: Order the parts for January by 10 December.
            due: 2026-12-10

    Source: ISO 31000:2018, 6.5, risk treatment.
    """
    for entry, item in _risks(plan, "high"):
        if not item.plan and item.status != "occurred":
            yield Problem(
                "{item} is a high risk, and there is no plan against it",
                entry.span(("id",)),
                {"missing": "plan"},
                "add plan: with what is done about it, or response: accept with the reason",
                entry.id,
            )


@rule("RSK002", Severity.WARNING)
def unowned_high_risk(plan: Plan) -> Iterator[Problem]:
    """A high risk has no owner.

    Somebody has to see its trigger first and start the contingency. Nobody does so by chance.

    Fails:
        risks:
          - id: RISK-001  # !! RSK002
            title: The only supplier closes over the new year
            probability: 4
            impact: 5
            plan: Order the parts for January by 10 December.

    Passes:
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            probability: 4
            impact: 5
            owner: Mia Chen
            plan: Order the parts for January by 10 December.
    """
    for entry, _ in _risks(plan, "high"):
        if not inherited(plan.workspace, entry, "owner"):
            yield Problem(
                "{item} is a high risk, and nobody watches it",
                entry.span(("id",)),
                {"missing": "owner"},
                "add owner: with one name",
                entry.id,
            )


@rule("RSK003", Severity.WARNING)
def unexplained_acceptance(plan: Plan) -> Iterator[Problem]:
    """A medium or high risk is accepted, and nobody can tell why.

    Accepting a risk is a decision about money. Its reason belongs beside it: what it would cost to
    avoid it, and what it costs if it happens.

    Fails:
        risks:
          - id: RISK-001
            title: A competitor lowers the price
            probability: 3
            impact: 3
            response: accept  # !! RSK003

    Passes:
        risks:
          - id: RISK-001
            title: A competitor lowers the price
            probability: 3
            impact: 3
            response: accept
            plan: Following costs 1.9 million a year, and 40 lost customers cost 0.6 million.
    """
    for entry, item in _risks(plan, "medium", "high"):
        told = item.plan or item.status_reason or item.contingency or item.notes
        if item.response == "accept" and not told:
            yield Problem(
                "{item} is accepted, and nobody can tell why",
                entry.span(("response",)),
                hint="write the reason into plan: or status_reason:",
                item=entry.id,
            )


@rule("RSK004", Severity.WARNING)
def review_overdue(plan: Plan) -> Iterator[Problem]:
    """A risk has not been looked at for a long time: a high one for 30 days, a medium one for 90.

    Probability and impact were true on the day they were written. The plan speaks of the day in
    schedule.as_of.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            probability: 4
            impact: 5
            owner: Mia Chen
            plan: Order the parts for January by 10 December.
            reviewed: 2026-10-01  # !! RSK004

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            probability: 4
            impact: 5
            owner: Mia Chen
            plan: Order the parts for January by 10 December.
            reviewed: 2026-12-01
    """
    if plan.as_of is None:
        return
    for entry, item in _risks(plan, "medium", "high"):
        most = _REVIEW[_level(item)]
        if item.reviewed and plan.as_of - item.reviewed > timedelta(days=most):
            yield Problem(
                "{item} was last reviewed {days} days ago",
                entry.span(("reviewed",)),
                {"days": (plan.as_of - item.reviewed).days},
                "look at it again, and write the day into reviewed:",
                entry.id,
            )


@rule("RSK005", Severity.WARNING)
def response_overdue(plan: Plan) -> Iterator[Problem]:
    """The response to a risk was due, and the risk is still only identified.

    Either the plan was carried out and nobody says so, or it was not carried out.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            status: identified
            probability: 3
            impact: 3
            response: mitigate
            due: 2026-12-10  # !! RSK005

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            status: monitoring
            probability: 3
            impact: 3
            response: mitigate
            due: 2026-12-10
    """
    for entry, item in _risks(plan):
        late = item.due is not None and plan.as_of is not None and item.due < plan.as_of
        if late and item.status == "identified":
            yield Problem(
                "the response to {item} was due on {due}, and it is still only identified",
                entry.span(("due",)),
                {"due": str(item.due)},
                "write status: monitoring once the plan is carried out, or a new due:",
                entry.id,
            )


@rule("RSK006", Severity.WARNING)
def residual_above_risk(plan: Plan) -> Iterator[Problem]:
    """What remains of a risk after the response weighs more than the risk itself.

    A response that makes it worse is no response; mostly the two were mixed up.

    Fails:
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            probability: 2
            impact: 3
            response: mitigate
            residual: {probability: 3, impact: 3}  # !! RSK006

    Passes:
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            probability: 3
            impact: 3
            response: mitigate
            residual: {probability: 2, impact: 3}
    """
    for entry, item in _risks(plan):
        rest = item.residual
        if rest is None:
            continue
        likely = item.probability if rest.probability is None else rest.probability
        after = _weight(likely, item.impact if rest.impact is None else rest.impact)
        before = _weight(item.probability, item.impact)
        if after > before:
            yield Problem(
                "{item} weighs {before} of 25, and {after} remain after the response",
                entry.span(("residual",)),
                {"before": before, "after": after},
                "write into residual: what is left once the plan is carried out",
                entry.id,
                related=(field_here(entry, ("probability",)), field_here(entry, ("impact",))),
            )


@rule("RSK007", Severity.WARNING)
def occurred_without_contingency(plan: Plan) -> Iterator[Problem]:
    """A risk has occurred, and the plan does not say what is done now.

    It was foreseen; the worst place to think about the answer is the middle of it.

    Fails:
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            status: occurred  # !! RSK007
            probability: 3
            impact: 3

    Passes:
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            status: occurred
            probability: 3
            impact: 3
            contingency: Rent 20 locks from the city until the parts arrive.
    """
    for entry, item in _risks(plan):
        if item.status == "occurred" and not (item.contingency or item.plan):
            yield Problem(
                "{item} has occurred, and nothing says what is done now",
                entry.span(("status",)),
                {"missing": "contingency"},
                "add contingency:, or status: closed when it is over",
                entry.id,
            )


@rule("RSK008", Severity.INFO)
def risk_without_object(plan: Plan) -> Iterator[Problem]:
    """A medium or high risk affects nothing in the plan.

    Whoever looks at a feature or a milestone does not see that it is in danger.

    Fails:
        risks:
          - id: RISK-001  # !! RSK008
            title: The only supplier closes over the new year
            probability: 3
            impact: 3
        milestones:
          - id: MS-001
            title: All locks fitted

    Passes:
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            probability: 3
            impact: 3
            affects: [MS-001]
        milestones:
          - id: MS-001
            title: All locks fitted
    """
    for entry, item in _risks(plan, "medium", "high"):
        if not item.affects:
            yield Problem(
                "{item} does not say what it would hurt",
                entry.span(("id",)),
                {"missing": "affects"},
                "name features, milestones or goals in affects:",
                entry.id,
            )


@rule("RSK009", Severity.WARNING)
def response_without_date(plan: Plan) -> Iterator[Problem]:
    """A high risk is to be mitigated or avoided, and nobody says by when.

    A response helps only before the risk happens; without a day it is carried out too late.

    Fails:
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            probability: 4
            impact: 5
            owner: Mia Chen
            response: mitigate  # !! RSK009
            plan: Order the parts for January.

    Passes:
        risks:
          - id: RISK-001
            title: The only supplier closes over the new year
            probability: 4
            impact: 5
            owner: Mia Chen
            response: mitigate
            plan: Order the parts for January.
            due: 2026-12-10
    """
    for entry, item in _risks(plan, "high"):
        is_ahead = item.plan and item.status == "identified" and not item.due
        if is_ahead and item.response in ("mitigate", "avoid"):
            yield Problem(
                "{item} is a high risk, and its response has no date",
                entry.span(("response",)),
                {"missing": "due"},
                "add due: with the day by which the plan is carried out",
                entry.id,
            )
