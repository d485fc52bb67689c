"""TRC: loose ends: promises, questions and actions whose day has passed, or that nobody closed."""

from collections.abc import Iterator
from datetime import date

from pmkit.check.rule import Plan, field_here, rule
from pmkit.kinds.control import Question, Retrospective
from pmkit.kinds.evidence import Experiment
from pmkit.kinds.inheritance import inherited_item
from pmkit.kinds.purpose import Goal
from pmkit.kinds.scope import Requirement
from pmkit.kinds.shapes import DONE
from pmkit.model.diagnostic import Problem, Related, Severity
from pmkit.model.workspace import Entry


@rule("TRC013", Severity.WARNING)
def promised_too_early(plan: Plan) -> Iterator[Problem]:
    """A requirement is promised for a release before the one that delivers it.

    All features and stories that satisfy it belong to later releases. The customer reads the first
    day, the team works towards the second.

    Fails:
        releases:
          - {id: REL-001, title: Spring release, end: 2027-03-31}
          - {id: REL-002, title: Summer release, end: 2027-06-30}
        requirements:
          - id: REQ-001
            title: Import contacts
            type: functional
            release: REL-001  # !! TRC013
        features:
          - id: FEAT-001
            title: Contact import
            release: REL-002
            satisfies: [REQ-001]

    Passes:
        releases:
          - {id: REL-001, title: Spring release, end: 2027-03-31}
          - {id: REL-002, title: Summer release, end: 2027-06-30}
        requirements:
          - id: REQ-001
            title: Import contacts
            type: functional
            release: REL-002
        features:
          - id: FEAT-001
            title: Contact import
            release: REL-002
            satisfies: [REQ-001]
    """
    workspace = plan.workspace
    for entry, requirement in plan.items(Requirement):
        promised = workspace.find(requirement.release) if requirement.release else None
        end = promised.item.day("end") if promised is not None else None
        if promised is None or end is None or requirement.status in DONE:
            continue
        makers = [
            maker
            for kind in ("feature", "story")
            for maker in workspace.sources_of(entry.id, kind, "satisfies")
            if not maker.item.is_out and plan.moscow(maker) != "wont"
        ]
        ends = [_release_end(plan, maker) for maker in makers]
        if makers and all(later is not None and later > end for later in ends):
            first = min(zip(filter(None, ends), makers, strict=True), key=lambda pair: pair[0])[1]
            here = Related(first.span(("release",)), "{target} is here", {"target": first.id})
            yield Problem(
                "{item} is promised for {release}, and {target} delivers it later",
                entry.span(("release",)),
                {"release": promised.id, "target": first.id},
                "promise it for the later release, or bring the work forward",
                entry.id,
                related=(here,),
            )


def _release_end(plan: Plan, entry: Entry) -> date | None:
    release = inherited_item(plan.workspace, entry, "release")
    return release.item.day("end") if release is not None else None


@rule("TRC014", Severity.INFO)
def met_before_its_requirements(plan: Plan) -> Iterator[Problem]:
    """A goal is met while a requirement that serves nothing else is still open.

    What was to be reached is reached: ask whether the rest is still worth its effort.

    Fails:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            status: met
            metrics:
              - {name: Imports without a call, baseline: 54%, at_least: 80%, actual: 83%,
                 due: 2026-12-31}
        requirements:
          - id: REQ-001
            title: Import contacts
            type: functional
            status: planned
            goals: [GOAL-001]  # !! TRC014

    Passes:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            status: met
            metrics:
              - {name: Imports without a call, baseline: 54%, at_least: 80%, actual: 83%,
                 due: 2026-12-31}
        requirements:
          - id: REQ-001
            title: Import contacts
            type: functional
            status: done
            goals: [GOAL-001]
    """
    met = {entry.id: entry for entry, goal in plan.items(Goal) if goal.status == "met"}
    for entry, requirement in plan.items(Requirement) if met else ():
        goals = [plan.workspace.current_id(goal) for goal in requirement.goals]
        if not goals or requirement.status in DONE or not met.keys() >= set(goals):
            continue
        here = Related(met[goals[0]].span(("status",)), "{target} is here", {"target": goals[0]})
        yield Problem(
            "{item} is still open, and {target} is met already",
            entry.span(("goals", 0)),
            {"target": goals[0]},
            "ask whether it is still worth its effort",
            entry.id,
            related=(here,),
        )


@rule("TRC015", Severity.WARNING)
def overdue_question(plan: Plan) -> Iterator[Problem]:
    """A question is open after the day by which it was to be answered.

    What it affects goes on with a guess, or waits. The plan speaks of the day in schedule.as_of.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        questions:
          - id: Q-001
            title: Do leads that come in on a holiday count?
            due: 2026-12-01  # !! TRC015

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        questions:
          - id: Q-001
            title: Do leads that come in on a holiday count?
            due: 2026-12-22
    """
    for entry, question in plan.items(Question):
        due = question.due
        if plan.as_of and due and due < plan.as_of and question.status == "open":
            yield Problem(
                "{item} was to be answered by {due}",
                entry.span(("due",)),
                {"due": str(due)},
                "write answer: and status: answered, or a new due:",
                entry.id,
            )


@rule("TRC016", Severity.WARNING)
def answered_without_answer(plan: Plan) -> Iterator[Problem]:
    """A question is answered, and the answer is not written down.

    Whoever asks it next has to find out again.

    Fails:
        questions:
          - id: Q-001
            title: Do leads that come in on a holiday count?
            status: answered  # !! TRC016

    Passes:
        questions:
          - id: Q-001
            title: Do leads that come in on a holiday count?
            status: answered
            answer: They count from the next working day.
    """
    for entry, question in plan.items(Question):
        if question.status == "answered" and not question.answer:
            yield Problem(
                "{item} is answered, and its answer is not written down",
                entry.span(("status",)),
                {"missing": "answer"},
                "add answer:",
                entry.id,
            )


@rule("TRC017", Severity.WARNING)
def overdue_action(plan: Plan) -> Iterator[Problem]:
    """An action of a retrospective was due and is not done.

    A team that sees its own resolutions forgotten stops making them.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        retrospectives:
          - id: RETRO-001
            title: Spring release
            actions:
              - {do: Rehearse a rollback, owner: Bram, due: 2026-12-01}  # !! TRC017

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        retrospectives:
          - id: RETRO-001
            title: Spring release
            actions:
              - {do: Rehearse a rollback, owner: Bram, due: 2026-12-01, done: true}
    """
    for entry, retrospective in plan.items(Retrospective):
        for number, action in enumerate(retrospective.actions):
            if plan.as_of and action.due and action.due < plan.as_of and not action.done:
                yield Problem(
                    "“{name}” was to be done by {due}",
                    entry.span(("actions", number, "due")),
                    {"name": action.do, "due": str(action.due)},
                    "write done: true, or a new due:",
                    entry.id,
                )


@rule("TRC018", Severity.WARNING)
def open_duplicate(plan: Plan) -> Iterator[Problem]:
    """An item is a duplicate of another one, and is still planned.

    The same work stands in the plan twice, and is estimated, scheduled and counted twice.

    Fails:
        features:
          - id: FEAT-001
            title: Contact import
          - id: FEAT-002
            title: Upload of contacts
            duplicate_of: FEAT-001  # !! TRC018

    Passes:
        features:
          - id: FEAT-001
            title: Contact import
          - id: FEAT-002
            title: Upload of contacts
            status: dropped
            duplicate_of: FEAT-001
    """
    for entry in plan.wanted("requirement", "feature", "story", "task"):
        other = entry.item.duplicate_of
        if other and entry.item.status not in DONE:
            yield Problem(
                "{item} is a duplicate of {target}, and is still planned",
                entry.span(("duplicate_of",)),
                {"target": other},
                "write status: dropped; its id stays taken",
                entry.id,
                related=(field_here(entry, ("status",)),) if entry.place.child("status") else (),
            )


@rule("TRC019", Severity.WARNING)
def experiment_without_conclusion(plan: Plan) -> Iterator[Problem]:
    """An experiment is done or stopped, and nobody wrote down what was learnt.

    Its users and weeks are spent; the conclusion is all that is left of them.

    Fails:
        experiments:
          - id: EXP-001
            title: Columns that match by themselves
            status: done  # !! TRC019

    Passes:
        experiments:
          - id: EXP-001
            title: Columns that match by themselves
            status: done
            conclusion: 69% instead of 54% finish in the first week; we match 22 columns.
    """
    for entry, experiment in plan.items(Experiment):
        if experiment.status in ("done", "stopped") and not experiment.conclusion:
            yield Problem(
                "{item} is over, and its conclusion is not written down",
                entry.span(("status",)),
                {"missing": "conclusion"},
                "add conclusion:",
                entry.id,
            )
