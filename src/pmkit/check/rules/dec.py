"""DEC: decisions: what was chosen, from what, by whom, and whether it still holds."""

from collections.abc import Iterator

from pmkit.check.rule import Plan, rule
from pmkit.kinds.control import Decision
from pmkit.model.diagnostic import Problem, Related, Severity
from pmkit.model.workspace import Entry


def _decisions(plan: Plan, *statuses: str) -> Iterator[tuple[Entry, Decision]]:
    """The decisions with one of some statuses."""
    return (one for one in plan.items(Decision) if one[1].status in statuses)


@rule("DEC001", Severity.WARNING)
def accepted_without_outcome(plan: Plan) -> Iterator[Problem]:
    """A decision is accepted and does not say what was decided.

    The title names the question. Those who were not in the room need the answer.

    Fails:
        decisions:
          - id: DEC-001
            title: One payment provider or two
            status: accepted  # !! DEC001
            date: 2026-12-11
            by: Mia Chen

    Passes:
        decisions:
          - id: DEC-001
            title: One payment provider or two
            status: accepted
            date: 2026-12-11
            by: Mia Chen
            outcome: We take one provider for both.

    Source: Michael Nygard, Documenting Architecture Decisions (2011).
    """
    for entry, item in _decisions(plan, "accepted"):
        if not item.outcome:
            yield Problem(
                "{item} is accepted and does not say what was decided",
                entry.span(("status",)),
                {"missing": "outcome"},
                "add outcome: with the option that was taken",
                entry.id,
            )


@rule("DEC002", Severity.INFO)
def decision_without_options(plan: Plan) -> Iterator[Problem]:
    """An accepted decision names fewer than two options.

    A decision with one option is an announcement. What was not chosen, and why, is what people
    look for when it is to be changed.

    Fails:
        decisions:
          - id: DEC-001  # !! DEC002
            title: One payment provider or two
            status: accepted
            date: 2026-12-11
            by: Mia Chen
            outcome: We take one provider for both.

    Passes:
        decisions:
          - id: DEC-001
            title: One payment provider or two
            status: accepted
            date: 2026-12-11
            by: Mia Chen
            options:
              - {name: One provider for both, pros: One contract}
              - {name: A provider for each, pros: Lower fees}
            outcome: We take one provider for both.
    """
    for entry, item in _decisions(plan, "accepted"):
        if len(item.options) < 2:
            yield Problem(
                "{item} names no other option than the one that was taken",
                entry.span(("options",)),
                {"missing": "options"},
                "add options: with what was considered and not taken",
                entry.id,
            )


@rule("DEC003", Severity.WARNING)
def undated_decision(plan: Plan) -> Iterator[Problem]:
    """An accepted decision does not say who made it, or when.

    Whether it still holds depends on what was known on that day, and who may change it depends on
    who made it.

    Fails:
        decisions:
          - id: DEC-001  # !! DEC003
            title: One payment provider or two
            status: accepted
            by: Mia Chen
            outcome: We take one provider for both.

    Passes:
        decisions:
          - id: DEC-001
            title: One payment provider or two
            status: accepted
            date: 2026-12-11
            by: Mia Chen
            outcome: We take one provider for both.
    """
    for entry, item in _decisions(plan, "accepted"):
        if item.by and item.date:
            continue
        neither = not (item.by or item.date)
        yield Problem(
            "{item} is accepted and says neither who decided nor when"
            if neither
            else "{item} is accepted and lacks {missing}",
            entry.span(("id",)),
            {"missing": "date" if item.by else "by"},
            "add by: and date:" if neither else "add {missing}:",
            entry.id,
        )


@rule("DEC004", Severity.WARNING)
def superseded_by_nothing(plan: Plan) -> Iterator[Problem]:
    """A decision is superseded, and no other decision supersedes it.

    It no longer holds, and nobody can find what holds instead.

    Fails:
        decisions:
          - id: DEC-001
            title: One payment provider or two
            status: superseded  # !! DEC004
            outcome: We take one provider for both.

    Passes:
        decisions:
          - id: DEC-001
            title: One payment provider or two
            status: superseded
            outcome: We take one provider for both.
          - id: DEC-002
            title: A provider for visitors' cards
            status: proposed
            supersedes: [DEC-001]
    """
    for entry, _ in _decisions(plan, "superseded"):
        if not plan.workspace.sources_of(entry.id, "decision", "supersedes"):
            yield Problem(
                "{item} is superseded, and no decision supersedes it",
                entry.span(("status",)),
                hint="name it in supersedes: of the decision that holds now",
                item=entry.id,
            )


@rule("DEC005", Severity.WARNING)
def superseded_and_in_force(plan: Plan) -> Iterator[Problem]:
    """A decision is accepted although an accepted one supersedes it.

    Two answers to one question hold at the same time, and everybody follows the one they find.

    Fails:
        decisions:
          - id: DEC-001
            title: One payment provider or two
            status: accepted  # !! DEC005
            date: 2026-12-11
            by: Mia Chen
            outcome: We take one provider for both.
          - id: DEC-002
            title: A provider for visitors' cards
            status: accepted
            date: 2027-02-02
            by: Mia Chen
            outcome: Cards go through a second provider.
            supersedes: [DEC-001]

    Passes:
        decisions:
          - id: DEC-001
            title: One payment provider or two
            status: superseded
            date: 2026-12-11
            by: Mia Chen
            outcome: We take one provider for both.
          - id: DEC-002
            title: A provider for visitors' cards
            status: accepted
            date: 2027-02-02
            by: Mia Chen
            outcome: Cards go through a second provider.
            supersedes: [DEC-001]
    """
    for entry, _ in _decisions(plan, "accepted"):
        for edge in plan.workspace.incoming.get(entry.id, ()):
            if edge.field == "supersedes" and edge.source.item.status == "accepted":
                here = Related(
                    edge.source.span(edge.path), "{other} supersedes it", {"other": edge.source.id}
                )
                yield Problem(
                    "{item} is accepted, and {other} supersedes it",
                    entry.span(("status",)),
                    {"other": edge.source.id},
                    "write status: superseded",
                    entry.id,
                    related=(here,),
                ).fixed("write {better}", "superseded", is_safe=False, better="superseded")
                break


@rule("DEC006", Severity.WARNING)
def supersedes_a_later_one(plan: Plan) -> Iterator[Problem]:
    """A decision supersedes one that was made after it.

    Either a day is wrong, or the link points the wrong way.

    Fails:
        decisions:
          - id: DEC-001
            title: One payment provider or two
            status: accepted
            date: 2026-12-11
            by: Mia Chen
            outcome: We take one provider for both.
            supersedes: [DEC-002]  # !! DEC006
          - id: DEC-002
            title: A provider for visitors' cards
            status: superseded
            date: 2027-02-02
            by: Mia Chen
            outcome: Cards go through a second provider.

    Passes:
        decisions:
          - id: DEC-001
            title: One payment provider or two
            status: superseded
            date: 2026-12-11
            by: Mia Chen
            outcome: We take one provider for both.
          - id: DEC-002
            title: A provider for visitors' cards
            status: accepted
            date: 2027-02-02
            by: Mia Chen
            outcome: Cards go through a second provider.
            supersedes: [DEC-001]
    """
    for entry, item in _decisions(plan, "accepted", "superseded"):
        for number, link in enumerate(item.supersedes):
            other = plan.workspace.find(link)
            later = other.item.day("date") if other is not None else None
            if other is not None and later and item.date and later > item.date:
                here = Related(other.span(("date",)), "{target} is here", {"target": other.id})
                yield Problem(
                    "{item} of {date} supersedes {target} of {later}",
                    entry.span(("supersedes", number)),
                    {"date": str(item.date), "target": other.id, "later": str(later)},
                    "correct a day, or turn the link round",
                    entry.id,
                    related=(here,),
                )
