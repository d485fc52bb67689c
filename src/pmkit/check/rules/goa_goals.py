"""GOA: goals by SMART: specific, measurable, assignable, realistic, time-related."""

from collections.abc import Iterator

from pmkit.check.metrics import Measured, metrics_in
from pmkit.check.rule import Plan, field_here, rule
from pmkit.kinds.inheritance import inherited, lineage
from pmkit.kinds.metrics import meets
from pmkit.model.diagnostic import Problem, Related, Severity
from pmkit.model.workspace import Entry

_MOST_GOALS = 5


def _pursued(plan: Plan) -> Iterator[Entry]:
    """The goals that are more than a proposal, be it that a release is to reach them."""
    for entry in plan.wanted("goal"):
        is_silent = "status" not in entry.item.model_fields_set
        if entry.item.status != "proposed" or (
            is_silent and plan.workspace.sources_of(entry.id, "release", "goals")
        ):
            yield entry


@rule("GOA001", Severity.WARNING)
def unmeasured_goal(plan: Plan) -> Iterator[Problem]:
    """A goal that is pursued has no metric.

    Without a figure nobody can say how far it is, and in the end everybody says something else.
    Metrics of its lower goals count; a goal that is only proposed may still look for its own. One
    without a status is pursued as soon as a release names it.

    Fails:
        goals:
          - id: GOAL-001  # !! GOA001
            title: Customers love the import
            status: active
            horizon: First half of 2027

    Passes:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            status: active
            metrics:
              - {name: Imports without a call, baseline: 54%, at_least: 80%, due: 2027-06-30}

    Source: George T. Doran, There's a S.M.A.R.T. way to write management's goals and objectives
    (Management Review, 1981).
    """
    measured: set[str] = set()
    for entry in plan.wanted("goal"):
        if entry.item.held("metrics"):
            measured.update(above.id for above in lineage(plan.workspace, entry))
    for entry in _pursued(plan):
        if entry.id not in measured:
            yield Problem(
                "{item} has no metric that says when it is reached",
                entry.span(("id",)),
                {"missing": "metrics"},
                "add metrics: with a name, a baseline, a target and a due date",
                entry.id,
            )


@rule("GOA002", Severity.WARNING)
def goal_without_date(plan: Plan) -> Iterator[Problem]:
    """A goal that is pursued has no date: no horizon, and no metric with a due day.

    A goal without an end is never missed, so it never gets in front of work that has one. The
    horizon of a higher goal counts.

    Fails:
        goals:
          - id: GOAL-001  # !! GOA002
            title: Customers finish their import without help
            status: active
            metrics:
              - {name: Imports without a call, baseline: 54%, at_least: 80%}

    Passes:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            status: active
            horizon: First half of 2027
            metrics:
              - {name: Imports without a call, baseline: 54%, at_least: 80%}

    Source: George T. Doran, There's a S.M.A.R.T. way to write management's goals and objectives
    (Management Review, 1981).
    """
    for entry in _pursued(plan):
        above = lineage(plan.workspace, entry)
        metrics = entry.item.held("metrics")
        dated = any(metric.due for metric in metrics) or any(
            one.item.held("horizon") for one in above
        )
        if metrics and not dated and entry.item.status not in ("met", "missed"):
            yield Problem(
                "{item} says by how much, and not by when",
                entry.span(("id",)),
                {"missing": "due"},
                "give its metrics a due:, or the goal a horizon:",
                entry.id,
            )


@rule("GOA003", Severity.WARNING)
def unowned_goal(plan: Plan) -> Iterator[Problem]:
    """A goal that is pursued has no owner, although other goals have one.

    What belongs to everybody is looked after by nobody. The owner of a higher goal counts.

    Fails:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            status: active
            owner: Mia Chen
            metrics:
              - {name: Imports without a call, baseline: 54%, at_least: 80%, due: 2027-06-30}
          - id: GOAL-002  # !! GOA003
            title: Leads are answered the same day
            status: active
            metrics:
              - {name: Median time to answer, baseline: 46 h, at_most: 8 h, due: 2027-06-30}

    Passes:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            status: active
            owner: Mia Chen
            metrics:
              - {name: Imports without a call, baseline: 54%, at_least: 80%, due: 2027-06-30}

    Source: George T. Doran, There's a S.M.A.R.T. way to write management's goals and objectives
    (Management Review, 1981), where A stands for assignable.
    """
    pursued = list(_pursued(plan))
    owned = {entry.id for entry in pursued if inherited(plan.workspace, entry, "owner")}
    for entry in pursued if owned else ():
        if entry.id not in owned and entry.item.status == "active":
            yield Problem(
                "nobody answers for {item}",
                entry.span(("id",)),
                {"missing": "owner"},
                "add owner: with one name",
                entry.id,
            )


@rule("GOA004", Severity.INFO)
def too_many_goals(plan: Plan) -> Iterator[Problem]:
    """More than five goals are pursued at once beside each other.

    A goal is a choice. Teams that pursue everything at once finish little of it; drop some, put
    some off, or group them under a higher goal.

    Fails:
        goals:
          - {id: GOAL-001, title: More trials, horizon: Spring, status: active}  # !! GOA001
          - {id: GOAL-002, title: More buyers, horizon: Spring, status: active}  # !! GOA001
          - {id: GOAL-003, title: More seats, horizon: Spring, status: active}  # !! GOA001
          - {id: GOAL-004, title: Fewer tickets, horizon: Spring, status: active}  # !! GOA001
          - {id: GOAL-005, title: Fewer defects, horizon: Spring, status: active}  # !! GOA001
          - {id: GOAL-006, title: Less churn, horizon: Spring, status: active}  # !! GOA001 GOA004

    Passes:
        goals:
          - id: GOAL-001
            title: More trials become customers
            status: active
            metrics:
              - {name: Trials that buy, baseline: 18%, at_least: 25%, due: 2027-06-30}

    Source: John Doerr, Measure What Matters (2018): three to five objectives a cycle.
    """
    levels: dict[str, list[Entry]] = {}
    for entry in plan.wanted("goal"):
        if entry.item.status == "active":
            levels.setdefault(entry.item.held("parent") or "", []).append(entry)
    for goals in levels.values():
        if len(goals) > _MOST_GOALS:
            sixth = goals[_MOST_GOALS]
            first = Related(goals[0].span(("id",)), "the first is here")
            yield Problem(
                "{count} goals are pursued beside each other, and more than {most} is no choice",
                sixth.span(("id",)),
                {"count": len(goals), "most": _MOST_GOALS},
                "put some off with status: proposed, or group them under a higher goal",
                sixth.id,
                related=(first,),
            )


@rule("GOA005", Severity.WARNING)
def unmeasured_when_due(plan: Plan) -> Iterator[Problem]:
    """The day of a metric is past or its goal is met, and nobody has written the result.

    The plan speaks of the day in schedule.as_of. Either the goal was reached or it was missed, and
    what comes next depends on which; a goal that is met without any figure is only believed to be.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2027-01-15}

        # file: plan.yaml
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            status: active
            metrics:
              - name: Imports without a call
                baseline: 54%
                at_least: 80%
                due: 2026-12-31  # !! GOA005

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2027-01-15}

        # file: plan.yaml
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            status: met
            metrics:
              - name: Imports without a call
                baseline: 54%
                at_least: 80%
                actual: 83%
                due: 2026-12-31
    """
    for entry in plan.wanted("goal"):
        metrics = metrics_in(entry)
        if entry.item.status == "met" and not any(one.metric.actual for one in metrics):
            yield from _believed(entry, metrics)
        for one in metrics if entry.item.status == "active" and plan.as_of is not None else ():
            due = one.metric.due
            if due is not None and plan.as_of and due < plan.as_of and not one.metric.actual:
                yield Problem(
                    "{item} was to reach {name} by {due}, and the result is not written",
                    one.span("due"),
                    {"name": one.metric.name, "due": str(due)},
                    "add actual:, and say status: met or missed",
                    entry.id,
                )


def _believed(entry: Entry, metrics: list[Measured]) -> Iterator[Problem]:
    """A problem for a goal that is met, if it has metrics, and none of them a result."""
    for one in metrics[:1]:
        yield Problem(
            "{item} is met, and the result of {name} is not written",
            entry.span(("status",)),
            {"name": one.metric.name},
            "add actual: with the figure that was reached",
            entry.id,
            related=(one.here("name"),),
        )


@rule("GOA006", Severity.WARNING)
def status_against_figures(plan: Plan) -> Iterator[Problem]:
    """The status of a goal contradicts its figures.

    It is met although a metric missed its target, missed although all reached theirs, or still
    active although the day of every metric is past and all results are there.

    Fails:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            status: met  # !! GOA006
            metrics:
              - name: Imports without a call
                baseline: 54%
                at_least: 80%
                actual: 71%
                due: 2026-12-31

    Passes:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            status: missed
            metrics:
              - name: Imports without a call
                baseline: 54%
                at_least: 80%
                actual: 71%
                due: 2026-12-31
    """
    for entry in plan.wanted("goal"):
        metrics = metrics_in(entry)
        results = [meets(one.metric, one.metric.actual) for one in metrics]
        if entry.item.status == "met" and False in results:
            failing = metrics[results.index(False)]
            yield Problem(
                "{item} is met, and {name} is {actual}",
                entry.span(("status",)),
                {"name": failing.metric.name, "actual": failing.metric.actual},
                "write status: missed, or correct the figure",
                entry.id,
                related=(failing.here("actual"),),
            )
        elif entry.item.status == "missed" and results and all(results):
            yield Problem(
                "{item} is missed, and all its metrics have reached their targets",
                entry.span(("status",)),
                hint="write status: met, or correct the figures",
                item=entry.id,
                related=tuple(one.here("actual") for one in metrics),
            )
        elif entry.item.status == "active":
            yield from _still_active(plan, entry)


def _still_active(plan: Plan, entry: Entry) -> Iterator[Problem]:
    metrics = entry.item.held("metrics")
    days = [metric.due for metric in metrics if metric.due is not None and metric.actual]
    over = plan.as_of is not None and all(day < plan.as_of for day in days)
    if days and over and len(days) == len(metrics):
        yield Problem(
            "{item} is still active, and the last of its metrics was due on {due}",
            entry.span(("status",)),
            {"due": str(max(days))},
            "write status: met or missed",
            entry.id,
            related=(field_here(entry, ("metrics",)),),
        )
