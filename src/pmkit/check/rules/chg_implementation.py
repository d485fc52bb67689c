"""CHG: how changes are carried out: after a decision, soon, and verified in the end."""

from collections.abc import Iterator
from datetime import timedelta

from pmkit.check.rule import Plan, field_here, rule
from pmkit.kinds.control import Change
from pmkit.model.diagnostic import Phrase, Problem, Severity

_MOST_DAYS = 30


def _verdict(item: Change) -> str:
    return (item.decision.verdict or "") if item.decision is not None else ""


@rule("CHG011", Severity.WARNING)
def approved_and_left(plan: Plan) -> Iterator[Problem]:
    """A change was approved more than 30 days ago and is not implemented.

    Everybody believes that it is on its way. The plan speaks of the day in schedule.as_of.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            affects: [FEAT-001]
            assessment: {schedule: Two days more; the freeze stays where it is.}
            decision: {by: Mia Chen, date: 2026-10-07, verdict: approved}  # !! CHG011
        features:
          - {id: FEAT-001, title: Contact import}

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            affects: [FEAT-001]
            assessment: {schedule: Two days more; the freeze stays where it is.}
            decision: {by: Mia Chen, date: 2026-10-07, verdict: approved}
            implemented: {by: Bram, date: 2026-10-20}
        features:
          - {id: FEAT-001, title: Contact import}
    """
    for entry, item in plan.items(Change):
        if plan.as_of is None or item.decision is None or item.decision.date is None:
            continue
        waited = plan.as_of - item.decision.date
        is_open = _verdict(item) == "approved" and item.implemented is None and not item.verified
        if is_open and waited > timedelta(days=_MOST_DAYS):
            yield Problem(
                "{item} was approved {days} days ago, and is not implemented",
                entry.span(("decision", "date")),
                {"days": waited.days},
                "add implemented: with who and when, or defer it",
                entry.id,
            )


@rule("CHG012", Severity.WARNING)
def implemented_without_decision(plan: Plan) -> Iterator[Problem]:
    """A change was implemented, and nobody decided on it.

    What was agreed has changed without anybody having agreed.

    Fails:
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            implemented: {by: Bram, date: 2026-12-11}  # !! CHG012

    Passes:
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            affects: [FEAT-001]
            assessment: {schedule: Two days more; the freeze stays where it is.}
            decision: {by: Mia Chen, date: 2026-12-07, verdict: approved}
            implemented: {by: Bram, date: 2026-12-11}
        features:
          - {id: FEAT-001, title: Contact import}

    Source: PMI, PMBOK Guide, sixth edition (2017), 4.6, Perform Integrated Change Control.
    """
    for entry, item in plan.items(Change):
        if item.implemented is not None and not _verdict(item):
            yield Problem(
                "{item} is implemented, and nobody has decided on it",
                entry.span(("implemented",)),
                {"missing": "decision"},
                "add decision: with by, date and verdict",
                entry.id,
            )


@rule("CHG013")
def implemented_against_decision(plan: Plan) -> Iterator[Problem]:
    """A change was rejected or deferred, and implemented all the same.

    Both cannot be true, and the documents say both.

    Fails:
        changes:
          - id: CR-001
            title: A chart of expected payments
            reason: Asked for at the demonstration.
            decision: {by: Mia Chen, date: 2026-12-07, verdict: rejected, note: Too dear}
            implemented: {by: Bram, date: 2026-12-11}  # !! CHG013

    Passes:
        changes:
          - id: CR-001
            title: A chart of expected payments
            reason: Asked for at the demonstration.
            decision: {by: Mia Chen, date: 2026-12-07, verdict: rejected, note: Too dear}
    """
    for entry, item in plan.items(Change):
        verdict = _verdict(item)
        if item.implemented is not None and verdict in _AGAINST:
            yield Problem(
                "{item} was {verdict}, and it is implemented",
                entry.span(("implemented",)),
                {"verdict": _AGAINST[verdict]},
                "correct the verdict, or take the change back",
                entry.id,
                related=(field_here(entry, ("decision", "verdict")),),
            )


_AGAINST = {"rejected": Phrase("rejected"), "deferred": Phrase("deferred")}


@rule("CHG014", Severity.WARNING)
def implemented_before_decision(plan: Plan) -> Iterator[Problem]:
    """A change was implemented before it was approved.

    The approval only confirmed what could no longer be changed. If it was an emergency, the note
    of the decision is the place to say so.

    Fails:
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            affects: [FEAT-001]
            assessment: {schedule: Two days more; the freeze stays where it is.}
            decision: {by: Mia Chen, date: 2026-12-07, verdict: approved}
            implemented: {by: Bram, date: 2026-12-01}  # !! CHG014
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
            implemented: {by: Bram, date: 2026-12-11}
        features:
          - {id: FEAT-001, title: Contact import}
    """
    for entry, item in plan.items(Change):
        decided = item.decision.date if item.decision is not None else None
        done = item.implemented.date if item.implemented is not None else None
        explained = item.decision is not None and item.decision.note
        if _verdict(item) == "approved" and decided and done and done < decided and not explained:
            yield Problem(
                "{item} was implemented on {done}, before it was approved on {decided}",
                entry.span(("implemented", "date")),
                {"done": str(done), "decided": str(decided)},
                "correct one of the two days, or explain it in the note of the decision",
                entry.id,
                related=(field_here(entry, ("decision", "date")),),
            )


@rule("CHG015")
def verified_before_implemented(plan: Plan) -> Iterator[Problem]:
    """A change was verified before it was implemented, or without having been implemented at all.

    There was nothing to verify yet.

    Fails:
        changes:
          - id: CR-001
            title: Import of GBK files
            reason: 4 of 6 administrators had such a file.
            affects: [FEAT-001]
            assessment: {schedule: Two days more; the freeze stays where it is.}
            decision: {by: Mia Chen, date: 2026-12-07, verdict: approved}
            implemented: {by: Bram, date: 2026-12-11}
            verified: 2026-12-09  # !! CHG015
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
            implemented: {by: Bram, date: 2026-12-11}
            verified: 2026-12-14
        features:
          - {id: FEAT-001, title: Contact import}
    """
    for entry, item in plan.items(Change):
        if item.verified is None:
            continue
        if item.implemented is None:
            yield Problem(
                "{item} is verified, and it is not implemented",
                entry.span(("verified",)),
                {"missing": "implemented"},
                "add implemented: with who and when",
                entry.id,
            )
        elif item.implemented.date is not None and item.verified < item.implemented.date:
            yield Problem(
                "{item} was verified on {verified}, before it was implemented on {done}",
                entry.span(("verified",)),
                {"verified": str(item.verified), "done": str(item.implemented.date)},
                "correct one of the two days",
                entry.id,
                related=(field_here(entry, ("implemented", "date")),),
            )
