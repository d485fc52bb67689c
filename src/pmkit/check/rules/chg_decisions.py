"""CHG: how changes are decided: on what grounds, by whom, and in which time."""

from collections.abc import Iterator
from datetime import timedelta

from pmkit.check.rule import Plan, field_here, rule
from pmkit.kinds.control import Change, Verdict
from pmkit.model.diagnostic import Problem, Severity
from pmkit.model.workspace import Entry

_MOST_DAYS = 30


def _decided(plan: Plan, *verdicts: str) -> Iterator[tuple[Entry, Change, Verdict]]:
    """The changes on which there is a verdict, or one of some verdicts."""
    for entry, item in plan.items(Change):
        decision = item.decision
        verdict = decision.verdict if decision is not None else None
        if decision is not None and verdict and (not verdicts or verdict in verdicts):
            yield entry, item, decision


@rule("CHG001", Severity.WARNING)
def approved_without_assessment(plan: Plan) -> Iterator[Problem]:
    """A change was approved, and nobody wrote down what it costs.

    What a change does to scope, schedule, cost, quality and risk is what a decision decides about.

    Fails:
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            affects: [FEAT-001]
            decision: {by: Mia Chen, date: 2026-12-07, verdict: approved}  # !! CHG001
        features:
          - {id: FEAT-001, title: Contact import}

    Passes:
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            affects: [FEAT-001]
            assessment: {schedule: Two days more; the freeze stays where it is.}
            decision: {by: Mia Chen, date: 2026-12-07, verdict: approved}
        features:
          - {id: FEAT-001, title: Contact import}

    Source: PMI, PMBOK Guide, sixth edition (2017), 4.6, Perform Integrated Change Control.
    """
    for entry, item, _ in _decided(plan, "approved"):
        if item.assessment is None or not item.assessment.model_fields_set:
            yield Problem(
                "{item} was approved without an assessment",
                entry.span(("decision", "verdict")),
                {"missing": "assessment"},
                "add assessment: with what it does to scope, schedule, cost, quality or risk",
                entry.id,
            )


@rule("CHG002", Severity.WARNING)
def anonymous_decision(plan: Plan) -> Iterator[Problem]:
    """A decision on a change does not say who made it, or when.

    Months later somebody asks why, and there is nobody to ask.

    Fails:
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            affects: [FEAT-001]
            assessment: {schedule: Two days more; the freeze stays where it is.}
            decision: {verdict: approved, date: 2026-12-07}  # !! CHG002
        features:
          - {id: FEAT-001, title: Contact import}

    Passes:
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            affects: [FEAT-001]
            assessment: {schedule: Two days more; the freeze stays where it is.}
            decision: {by: Mia Chen, date: 2026-12-07, verdict: approved}
        features:
          - {id: FEAT-001, title: Contact import}
    """
    for entry, _, decision in _decided(plan):
        if decision.by and decision.date:
            continue
        neither = not (decision.by or decision.date)
        yield Problem(
            "the decision on {item} says neither who made it nor when"
            if neither
            else "the decision on {item} lacks {missing}",
            entry.span(("decision", "verdict")),
            {"missing": "date" if decision.by else "by"},
            "add by: and date: to the decision" if neither else "add {missing}: to the decision",
            entry.id,
        )


@rule("CHG003", Severity.WARNING)
def unexplained_verdict(plan: Plan) -> Iterator[Problem]:
    """A change was rejected or deferred without a reason.

    Whoever asked for it will ask again, and the next decision begins from nothing.

    Fails:
        changes:
          - id: CR-001
            title: A chart of expected payments
            reason: Asked for at the demonstration.
            decision: {by: Mia Chen, date: 2026-12-17, verdict: rejected}  # !! CHG003

    Passes:
        changes:
          - id: CR-001
            title: A chart of expected payments
            reason: Asked for at the demonstration.
            decision:
              by: Mia Chen
              date: 2026-12-17
              verdict: rejected
              note: Six days for one customer; the funnel report shows the same.
    """
    for entry, item, decision in _decided(plan, "rejected", "deferred"):
        if not (decision.note or item.status_reason):
            yield Problem(
                "{item} was turned down, and nobody can tell why",
                entry.span(("decision", "verdict")),
                {"missing": "note"},
                "add note: to the decision",
                entry.id,
            )


@rule("CHG004", Severity.WARNING)
def undecided_change(plan: Plan) -> Iterator[Problem]:
    """A change has waited for a decision for more than 30 days.

    Work goes on meanwhile, in a direction that may be the wrong one. The plan speaks of the day in
    schedule.as_of.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        changes:
          - id: CR-001
            title: A chart of expected payments
            reason: Asked for at the demonstration.
            date: 2026-10-11  # !! CHG004

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        changes:
          - id: CR-001
            title: A chart of expected payments
            reason: Asked for at the demonstration.
            date: 2026-12-11
    """
    for entry, item in plan.items(Change):
        if plan.as_of is None or item.date is None or item.implemented is not None:
            continue
        is_open = item.decision is None or not item.decision.verdict
        if is_open and plan.as_of - item.date > timedelta(days=_MOST_DAYS):
            yield Problem(
                "{item} has waited for a decision for {days} days",
                entry.span(("date",)),
                {"days": (plan.as_of - item.date).days},
                "decide on it, or write status: dropped",
                entry.id,
            )


@rule("CHG005", Severity.WARNING)
def decided_before_requested(plan: Plan) -> Iterator[Problem]:
    """A change was decided before it was requested.

    One of the two days is wrong.

    Fails:
        changes:
          - id: CR-001
            title: A chart of expected payments
            reason: Asked for at the demonstration.
            date: 2026-12-11
            decision:
              by: Mia Chen
              date: 2026-11-17  # !! CHG005
              verdict: deferred
              note: After the spring release

    Passes:
        changes:
          - id: CR-001
            title: A chart of expected payments
            reason: Asked for at the demonstration.
            date: 2026-12-11
            decision:
              by: Mia Chen
              date: 2026-12-17
              verdict: deferred
              note: After the spring release
    """
    for entry, item, decision in _decided(plan):
        if item.date and decision.date and decision.date < item.date:
            yield Problem(
                "{item} was decided on {decided}, before it was requested on {date}",
                entry.span(("decision", "date")),
                {"decided": str(decision.date), "date": str(item.date)},
                "correct one of the two days",
                entry.id,
                related=(field_here(entry, ("date",)),),
            )


@rule("CHG006", Severity.WARNING)
def change_without_object(plan: Plan) -> Iterator[Problem]:
    """An approved change affects nothing in the plan.

    Whoever looks at the feature does not learn that it has changed.

    Fails:
        changes:
          - id: CR-001  # !! CHG006
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            assessment: {schedule: Two days more; the freeze stays where it is.}
            decision: {by: Mia Chen, date: 2026-12-07, verdict: approved}

    Passes:
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            affects: [FEAT-001]
            assessment: {schedule: Two days more; the freeze stays where it is.}
            decision: {by: Mia Chen, date: 2026-12-07, verdict: approved}
        features:
          - {id: FEAT-001, title: Contact import}
    """
    for entry, item, _ in _decided(plan, "approved"):
        if not item.affects:
            yield Problem(
                "{item} was approved, and does not say what it changes",
                entry.span(("id",)),
                {"missing": "affects"},
                "name the items that it changes in affects:",
                entry.id,
            )


@rule("CHG007", Severity.WARNING)
def change_of_nothing(plan: Plan) -> Iterator[Problem]:
    """Before and after a change are the same.

    One of the two was copied and never edited.

    Fails:
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            before: The import reads UTF-8.
            after: The import reads UTF-8.  # !! CHG007

    Passes:
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            before: The import reads UTF-8.
            after: The import reads UTF-8 and GBK.
    """
    for entry, item in plan.items(Change):
        if item.before and item.after and item.before.split() == item.after.split():
            yield Problem(
                "{item} says the same for before and after",
                entry.span(("after",)),
                hint="write what it will be",
                item=entry.id,
                related=(field_here(entry, ("before",)),),
            )
