"""GOA: the figures of metrics: a target with its unit, above or below where one stands today."""

from collections.abc import Iterator

from pmkit.check.metrics import Measured, metrics_in, metrics_of
from pmkit.check.rule import Plan, rule
from pmkit.kinds.metrics import figure_of, lacks_unit, limits_of, meets
from pmkit.model.diagnostic import Problem, Severity

_MEASURED = ("goal", "product", "requirement", "feature")


@rule("GOA011", Severity.WARNING)
def metric_without_target(plan: Plan) -> Iterator[Problem]:
    """A metric of a goal says what is counted, and not what is to be reached.

    A figure to watch is not a goal. Whatever it becomes, nobody can say that it is too little.

    Fails:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            metrics:
              - name: Imports without a call  # !! GOA011
                baseline: 54%
                due: 2027-06-30

    Passes:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            metrics:
              - name: Imports without a call
                baseline: 54%
                at_least: 80%
                due: 2027-06-30

    Source: George T. Doran, There's a S.M.A.R.T. way to write management's goals and objectives
    (Management Review, 1981).
    """
    for one in metrics_of(plan, "goal"):
        if not limits_of(one.metric):
            yield Problem(
                "{item} measures {name} and does not say what it is to reach",
                one.span(),
                {"name": one.metric.name, "missing": "target"},
                "add target:, at_least: or at_most:",
                one.entry.id,
            )


@rule("GOA012", Severity.INFO)
def metric_without_baseline(plan: Plan) -> Iterator[Problem]:
    """A metric of a goal has a target and no baseline.

    Whether 80% is bold or already true depends on where things stand today. Measure once before
    the work begins: afterwards it is too late.

    Fails:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            metrics:
              - name: Imports without a call  # !! GOA012
                at_least: 80%
                due: 2027-06-30

    Passes:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            metrics:
              - name: Imports without a call
                baseline: 54%
                at_least: 80%
                due: 2027-06-30
    """
    for one in metrics_of(plan, "goal"):
        if limits_of(one.metric) and not one.metric.baseline:
            yield Problem(
                "{name} has no baseline: nobody can tell how far the target of {item} is away",
                one.span(),
                {"name": one.metric.name, "missing": "baseline"},
                "add baseline: with what it is today",
                one.entry.id,
            )


@rule("GOA013", Severity.WARNING)
def target_without_unit(plan: Plan) -> Iterator[Problem]:
    """The target of a time, a rate, a size or an amount of money is a bare number.

    A response time of 2 may be seconds or days, a rate of 0.8 may be 80% or 0.8%. A number of
    things needs no unit: its name says what is counted.

    Fails:
        goals:
          - id: GOAL-001
            title: Leads are answered the same day
            metrics:
              - name: Median time to the first answer
                baseline: 46
                at_most: 8  # !! GOA013
                due: 2027-06-30

    Passes:
        goals:
          - id: GOAL-001
            title: Leads are answered the same day
            metrics:
              - name: Median time to the first answer
                baseline: 46
                at_most: 8
                unit: h
                due: 2027-06-30
    """
    for one in metrics_of(plan, "goal", "product", "feature"):
        field = next(
            (field for field in limits_of(one.metric) if lacks_unit(one.metric, field)), ""
        )
        if field:
            yield Problem(
                "{name} of {item} is {value}, and nobody can tell of what",
                one.span(field),
                {"name": one.metric.name, "value": getattr(one.metric, field), "missing": "unit"},
                "write the unit behind the number, or add unit:",
                one.entry.id,
            )


@rule("GOA014", Severity.INFO)
def target_without_figure(plan: Plan) -> Iterator[Problem]:
    """The target of a metric is a word and not a figure.

    "Better" is reached by any change at all. A yes or no, such as an audit that is passed, is
    better written with ``equals``.

    Fails:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            metrics:
              - name: Imports without a call
                baseline: 54%
                target: clearly more than today  # !! GOA014
                due: 2027-06-30

    Passes:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            metrics:
              - name: Imports without a call
                baseline: 54%
                target: 80%
                due: 2027-06-30
              - name: Audit of the customer data
                baseline: not begun
                equals: passed
                due: 2027-06-30
    """
    for one in metrics_of(plan, "goal", "product"):
        for field in ("target", "at_least", "at_most"):
            written = getattr(one.metric, field)
            is_grade = written is None or written.isupper() or any(map(str.isdigit, written))
            if not is_grade:
                yield Problem(
                    "{name} of {item} is to reach “{value}”, which nobody can measure",
                    one.span(field),
                    {"name": one.metric.name, "value": written},
                    "write a figure with its unit; a yes or no belongs into equals:",
                    one.entry.id,
                )


@rule("GOA015", Severity.WARNING)
def target_equals_baseline(plan: Plan) -> Iterator[Problem]:
    """The target of a metric is what it already is.

    Either one of the two was copied, or nothing is to change. What is only to be kept is written
    with ``at_least`` or ``at_most``.

    Fails:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            metrics:
              - {name: Imports without a call, baseline: 54%, target: 54%}  # !! GOA015

    Passes:
        goals:
          - id: GOAL-001
            title: Customers finish their import without help
            metrics:
              - {name: Imports without a call, baseline: 54%, target: 80%}
              - {name: Imports a week, baseline: 820, at_least: 820}
    """
    for one in metrics_of(plan, *_MEASURED):
        before = figure_of(one.metric.baseline, one.metric.unit)
        if before is not None and before == figure_of(one.metric.target, one.metric.unit):
            yield Problem(
                "{name} of {item} is {value} today, and that is its target",
                one.span("target"),
                {"name": one.metric.name, "value": one.metric.baseline},
                "write what it is to become; at_least: or at_most: says what is to be kept",
                one.entry.id,
                related=(one.here("baseline"),),
            )


@rule("GOA016", Severity.WARNING)
def target_already_met(plan: Plan) -> Iterator[Problem]:
    """A goal is reached before anybody has begun: its baseline lies beyond its limit already.

    Mostly ``at_least`` was written for ``at_most``, or the other way round. A metric that only
    guards another one may be met from the start.

    Fails:
        goals:
          - id: GOAL-001
            title: Leads are answered the same day
            metrics:
              - name: Median time to the first answer
                baseline: 46 h
                at_least: 8 h  # !! GOA016
                due: 2027-06-30

    Passes:
        goals:
          - id: GOAL-001
            title: Leads are answered the same day
            metrics:
              - name: Median time to the first answer
                baseline: 46 h
                at_most: 8 h
                due: 2027-06-30
              - name: Answers that the customer rates as good
                baseline: 87%
                at_least: 85%
    """
    for entry in plan.wanted("goal"):
        metrics = metrics_in(entry)
        if not metrics or not all(_is_met_today(one) for one in metrics):
            continue
        for one in metrics:
            field = limits_of(one.metric)[0]
            yield Problem(
                "{name} of {item} is {baseline} today, which {field}: {value} already allows",
                one.span(field),
                {
                    "name": one.metric.name,
                    "baseline": one.metric.baseline,
                    "field": field,
                    "value": getattr(one.metric, field),
                },
                "look whether at_least: and at_most: are mixed up, or aim higher",
                entry.id,
                related=(one.here("baseline"),),
            )


def _is_met_today(one: Measured) -> bool:
    """Whether the baseline lies on the right side of a limit, and not just at it."""
    metric, limits = one.metric, limits_of(one.metric)
    if limits not in (["at_least"], ["at_most"]) or not meets(metric, metric.baseline):
        return False
    limit = figure_of(getattr(metric, limits[0]), metric.unit)
    return figure_of(metric.baseline, metric.unit) != limit


@rule("GOA017")
def impossible_limits(plan: Plan) -> Iterator[Problem]:
    """A metric is to be more than it may be: ``at_least`` is above ``at_most``.

    No result can ever meet both.

    Fails:
        goals:
          - id: GOAL-001
            title: Leads are answered the same day
            metrics:
              - name: Calls of one agent a day
                baseline: 31
                at_least: 40  # !! GOA017
                at_most: 25

    Passes:
        goals:
          - id: GOAL-001
            title: Leads are answered the same day
            metrics:
              - name: Calls of one agent a day
                baseline: 31
                at_least: 25
                at_most: 40
    """
    for one in metrics_of(plan, *_MEASURED):
        low = figure_of(one.metric.at_least, one.metric.unit)
        high = figure_of(one.metric.at_most, one.metric.unit)
        if low and high and low.unit == high.unit and low.amount > high.amount:
            yield Problem(
                "{name} of {item} is to be at least {low} and at most {high}",
                one.span("at_least"),
                {"name": one.metric.name, "low": one.metric.at_least, "high": one.metric.at_most},
                "exchange the two, or delete one",
                one.entry.id,
                related=(one.here("at_most"),),
            )


@rule("GOA018", Severity.WARNING)
def unlike_units(plan: Plan) -> Iterator[Problem]:
    """The figures of one metric are in units that cannot be compared.

    A baseline in seconds and a target in per cent are two metrics. Seconds and minutes are fine.

    Fails:
        goals:
          - id: GOAL-001
            title: Leads are answered the same day
            metrics:
              - name: Time to the first answer
                baseline: 46 h
                target: 80%  # !! GOA018

    Passes:
        goals:
          - id: GOAL-001
            title: Leads are answered the same day
            metrics:
              - {name: Median time to the first answer, baseline: 46 h, at_most: 480 min}
    """
    for one in metrics_of(plan, *_MEASURED):
        before = figure_of(one.metric.baseline or one.metric.actual, one.metric.unit)
        for field in limits_of(one.metric) if before is not None and before.dimension else ():
            limit = figure_of(getattr(one.metric, field), one.metric.unit)
            if limit and limit.dimension and before and limit.dimension != before.dimension:
                known = "baseline" if one.metric.baseline else "actual"
                yield Problem(
                    "{name} of {item} is {value}, and is compared with {before}",
                    one.span(field),
                    {
                        "name": one.metric.name,
                        "value": getattr(one.metric, field),
                        "before": getattr(one.metric, known),
                    },
                    "write both in one unit, or make two metrics of it",
                    one.entry.id,
                    related=(one.here(known),),
                )
