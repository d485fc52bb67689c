"""TRC: where wishes come from and whether they are still true: feedback, personas, tests."""

from collections.abc import Iterator
from datetime import timedelta

from pmkit.check.rule import Plan, rule
from pmkit.check.stories.roles import is_anybody, is_thing, second_role
from pmkit.kinds.evidence import Feedback
from pmkit.kinds.inheritance import lineage
from pmkit.kinds.people import Persona
from pmkit.kinds.scope import Requirement, Story, Test
from pmkit.kinds.shapes import DONE
from pmkit.model.diagnostic import Problem, Related, Severity
from pmkit.model.graph import ID
from pmkit.model.workspace import Entry

_MOST_DAYS = 30


@rule("TRC008", Severity.INFO)
def story_of_nobody(plan: Plan) -> Iterator[Problem]:
    """A story is told by a line, although the plan has personas.

    It counts for no persona, so coverage says that nobody is served. If the line is the title or
    the role of a persona, its id takes its place. Another role is reported once, and not where
    STO finds fault with it: a user, a system, two roles.

    Fails:
        personas:
          - {id: PER-001, title: Sales lead}
        stories:
          - id: US-001
            as_a: PER-001
            i_want: import a thousand contacts at once
          - id: US-002
            as_a: sales lead  # !! TRC008
            i_want: undo an import

    Passes:
        personas:
          - {id: PER-001, title: Sales lead}
        stories:
          - id: US-001
            as_a: PER-001
            i_want: import a thousand contacts at once
    """
    named: dict[str, str] = {}
    for entry, persona in plan.items(Persona):
        for name in (persona.title, persona.role):
            if name:
                named.setdefault(name.casefold(), entry.id)
    strangers: dict[str, list[tuple[Entry, Story]]] = {}
    for entry, story in plan.items(Story) if named else ():
        if not story.as_a or ID.match(story.as_a):
            continue
        known = named.get(story.as_a.casefold())
        if known is None:
            strangers.setdefault(story.as_a.casefold(), []).append((entry, story))
        else:
            yield Problem(
                "{item} is told by “{name}”, who is {better}",
                entry.span(("as_a",)),
                {"name": story.as_a, "better": known},
                "write {better}, so that the story counts for the persona",
                entry.id,
            ).fixed("write {better}", known, better=known)
    for stories in strangers.values():
        yield from _stranger(plan, stories)


def _stranger(plan: Plan, stories: list[tuple[Entry, Story]]) -> Iterator[Problem]:
    """One problem for all stories of a role that is no persona; none where the role is faulty."""
    entry, story = stories[0]
    role = story.as_a or ""
    words = plan.stories.words_of(role)
    if not (is_anybody(role, words) or is_thing(role, words) or second_role(role, words)):
        yield Problem(
            "{item} is told by “{name}”, who is none of the personas"
            if len(stories) == 1
            else "{count} stories are told by “{name}”, who is none of the personas",
            entry.span(("as_a",)),
            {"name": role, "count": len(stories)},
            "name a persona by its id, or add one",
            entry.id,
        )


@rule("TRC009", Severity.WARNING)
def forgotten_feedback(plan: Plan) -> Iterator[Problem]:
    """Feedback is older than 30 days, still new, and nothing names it.

    Somebody took the trouble to say it, and nobody has looked at it. The plan speaks of the day in
    schedule.as_of.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        feedback:
          - id: FB-001
            title: The import does not say which row is wrong
            channel: support
            date: 2026-10-19  # !! TRC009

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        feedback:
          - id: FB-001
            title: The import does not say which row is wrong
            status: triaged
            channel: support
            date: 2026-10-19
    """
    for entry, feedback in plan.items(Feedback):
        since = feedback.date or feedback.created
        if plan.as_of is None or since is None or feedback.status != "new":
            continue
        waited = plan.as_of - since
        if waited > timedelta(days=_MOST_DAYS) and not plan.workspace.incoming.get(entry.id):
            yield Problem(
                "nobody has looked at {item} for {days} days",
                entry.span(("date",) if feedback.date else ("created",)),
                {"days": waited.days},
                "name it in sources: of what it asks for, or write status: triaged or declined",
                entry.id,
            )


@rule("TRC010", Severity.INFO)
def persona_without_evidence(plan: Plan) -> Iterator[Problem]:
    """A persona rests on no research and no feedback, although the plan has some.

    A persona that was made up confirms whatever its author believes.

    Fails:
        personas:
          - id: PER-001  # !! TRC010
            title: Sales lead
        research:
          - id: RES-001
            title: Interviews in 18 companies

    Passes:
        personas:
          - id: PER-001
            title: Sales lead
            evidence: [RES-001]
        research:
          - id: RES-001
            title: Interviews in 18 companies

    Source: John Pruitt and Tamara Adlin, The Persona Lifecycle (2006).
    """
    if not (plan.uses("research") or plan.uses("feedback")):
        return
    for entry, persona in plan.items(Persona):
        named = plan.workspace.sources_of(entry.id, "feedback", "persona")
        if not (persona.evidence or persona.sources or named):
            yield Problem(
                "{item} rests on no research and no feedback",
                entry.span(("id",)),
                {"missing": "evidence"},
                "name what is known about such users in evidence:",
                entry.id,
            )


@rule("TRC011", Severity.WARNING)
def failed_test_of_done_work(plan: Plan) -> Iterator[Problem]:
    """A test has failed, and what it verifies is done or released.

    Either the fault was mended and the test not run again, or users have it already.

    Fails:
        features:
          - id: FEAT-001
            title: Contact import
            status: done
            tests:
              - id: TC-001
                title: Import of 1000 rows
                result: fail  # !! TRC011

    Passes:
        features:
          - id: FEAT-001
            title: Contact import
            status: testing
            tests:
              - id: TC-001
                title: Import of 1000 rows
                result: fail
    """
    workspace = plan.workspace
    for entry, test in plan.items(Test):
        if test.result != "fail":
            continue
        for link in test.verifies:
            target = workspace.find(link.partition("/")[0])
            if target is not None and target.item.status in DONE:
                here = Related(target.span(("status",)), "{target} is here", {"target": target.id})
                yield Problem(
                    "{item} fails, and {target}, which it verifies, is {status}",
                    entry.span(("result",)),
                    {"target": target.id, "status": target.item.status},
                    "run it again, or take {target} back to testing",
                    entry.id,
                    related=(here,),
                )
                break


@rule("TRC012", Severity.INFO)
def done_without_a_result(plan: Plan) -> Iterator[Problem]:
    """A feature or story is done, and none of its tests has a result.

    It was said to be finished before anybody looked.

    Fails:
        features:
          - id: FEAT-001
            title: Contact import
            status: done  # !! TRC012
            tests:
              - id: TC-001
                title: Import of 1000 rows

    Passes:
        features:
          - id: FEAT-001
            title: Contact import
            status: done
            tests:
              - id: TC-001
                title: Import of 1000 rows
                result: pass
                run: 2026-12-14
    """
    workspace = plan.workspace
    results: dict[str, set[str]] = {}
    for _, test in plan.items(Test):
        for link in test.verifies:
            target = workspace.find(link.partition("/")[0])
            for above in lineage(workspace, target) if target is not None else ():
                results.setdefault(above.id, set()).add(test.result)
    for entry in plan.wanted("feature", "story"):
        if entry.item.status in DONE and results.get(entry.id) == {"none"}:
            yield Problem(
                "{item} is {status}, and none of its tests has a result",
                entry.span(("status",)),
                {"status": entry.item.status},
                "write result: and run: into its tests",
                entry.id,
            )


@rule("TRC020", Severity.INFO)
def requirement_without_goal(plan: Plan) -> Iterator[Problem]:
    """A requirement serves no goal, although the plan has goals.

    It may be a duty, such as a law; then its rationale says so. Else nobody can tell what would be
    lost without it. Goals of a higher requirement, and of the features that satisfy it, count.

    Fails:
        goals:
          - {id: GOAL-001, title: Customers finish their import without help}
        requirements:
          - id: REQ-001
            title: Import contacts
            type: functional
            goals: [GOAL-001]
          - id: REQ-002  # !! TRC020
            title: Confetti after an import
            type: functional

    Passes:
        goals:
          - {id: GOAL-001, title: Customers finish their import without help}
        requirements:
          - id: REQ-001
            title: Import contacts
            type: functional
            goals: [GOAL-001]
          - id: REQ-002
            title: Delete contacts on demand
            type: functional
            rationale: Article 17 of the GDPR
    """
    if not plan.uses("goal"):
        return
    workspace = plan.workspace
    for entry, requirement in plan.items(Requirement):
        above = lineage(workspace, entry)
        explained = requirement.rationale or any(one.item.held("goals") for one in above)
        if not explained and not _satisfied_for_a_goal(plan, entry):
            yield Problem(
                "{item} serves no goal",
                entry.span(("id",)),
                {"missing": "goals"},
                "name one in goals:, or write in rationale: why it is needed all the same",
                entry.id,
            )


def _satisfied_for_a_goal(plan: Plan, entry: Entry) -> bool:
    """Whether a feature or story that satisfies the requirement satisfies a goal as well."""
    workspace = plan.workspace
    for edge in workspace.incoming.get(entry.id, ()):
        for other in workspace.outgoing[edge.source.id] if edge.field == "satisfies" else ():
            target = workspace.find(other.target)
            if other.field == "satisfies" and target and target.item.kind == "goal":
                return True
    return False
