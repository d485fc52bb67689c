"""NFR: qualities: which one, measured how, up to which limit and under what load."""

import re
from collections.abc import Iterator

from pmkit.check.metrics import Measured, metrics_in
from pmkit.check.rule import Plan, field_here, rule
from pmkit.kinds.metrics import figure_of, lacks_unit, limits_of
from pmkit.model.diagnostic import Problem, Severity
from pmkit.model.workspace import Entry

_NUMBER = r"(?<![A-Za-z0-9.])[0-9]+(?:\.[0-9]+)?(?![0-9.]|th\b|%| ?百分位| ?分位)"
_STATISTIC = (
    r"(?i)\bp[0-9]{2}\b|percentile|quantile|median|average|mean\b|maximum|\bmax\b|worst|peak"
    r"|\bevery\b|\beach\b|\ball\b|[0-9] of [0-9]|%|分位|中位|平均|最大|最长|最差|峰值|每|全部"
)
_COUNTED = ("performance", "reliability")


def _qualities(plan: Plan) -> Iterator[Entry]:
    """The non-functional requirements that are still wanted."""
    for entry in plan.wanted("requirement"):
        if entry.item.held("type") == "non_functional":
            yield entry


def _measures(plan: Plan, *qualities: str) -> Iterator[Measured]:
    """The measures of non-functional requirements, of some qualities or of all."""
    for entry in _qualities(plan):
        if not qualities or entry.item.held("quality") in qualities:
            yield from metrics_in(entry)


@rule("NFR001", Severity.WARNING)
def unmeasured_quality(plan: Plan) -> Iterator[Problem]:
    """A non-functional requirement has no measure and no figure.

    Whether it is met remains a matter of taste, and it will be argued about on the last day.
    Performance and reliability always need a measure; for other qualities, acceptance criteria and
    requirements below it do as well.

    Fails:
        requirements:
          - id: REQ-001  # !! NFR001
            title: Search feels instant
            type: non_functional
            quality: performance
            statement: The search shall answer before the user notices a delay.

    Passes:
        requirements:
          - id: REQ-001
            title: Time to a search result
            type: non_functional
            quality: performance
            statement: The search shall answer within 2 s.
            measures:
              - {name: Search time P95, at_most: 2 s, condition: 200 users at once}
          - id: REQ-002
            title: Passwords are never readable
            type: non_functional
            quality: security
            acceptance: [The database dump of the release test shows only salted hashes]

    Source: ISO/IEC/IEEE 29148:2018, 5.2.5, where a requirement is verifiable.
    """
    for entry in _qualities(plan):
        item = entry.item
        told = re.search(_NUMBER, f"{item.held('statement') or ''} {item.title}")
        proven = item.held("quality") not in _COUNTED and item.held("acceptance")
        parts = plan.workspace.sources_of(entry.id, "requirement", "parent")
        if not (item.held("measures") or told or proven or parts):
            yield Problem(
                "{item} is a quality without a measure: nobody can say whether it is met",
                entry.span(("id",)),
                {"missing": "measures"},
                "add measures: with a name, a limit with its unit, and the condition",
                entry.id,
            )


@rule("NFR002", Severity.WARNING)
def measure_without_limit(plan: Plan) -> Iterator[Problem]:
    """A measure of a non-functional requirement has no limit.

    It says what is measured and not which result is good enough, so every result passes.

    Fails:
        requirements:
          - id: REQ-001
            title: Time to a search result
            type: non_functional
            quality: performance
            measures:
              - name: Search time P95  # !! NFR002
                condition: 200 users at once

    Passes:
        requirements:
          - id: REQ-001
            title: Time to a search result
            type: non_functional
            quality: performance
            measures:
              - name: Search time P95
                at_most: 2 s
                condition: 200 users at once
    """
    for one in _measures(plan):
        if not limits_of(one.metric):
            yield Problem(
                "{item} measures {name} and says no limit",
                one.span(),
                {"name": one.metric.name, "missing": "at_most"},
                "add at_most:, at_least: or equals:",
                one.entry.id,
            )


@rule("NFR003", Severity.WARNING)
def measure_without_unit(plan: Plan) -> Iterator[Problem]:
    """The limit of a time, a rate or a size is a bare number.

    "At most 2" may be seconds for whoever wrote it and minutes for whoever builds it.

    Fails:
        requirements:
          - id: REQ-001
            title: Time to a search result
            type: non_functional
            quality: performance
            measures:
              - name: Search time P95
                at_most: 2  # !! NFR003
                condition: 200 users at once

    Passes:
        requirements:
          - id: REQ-001
            title: Time to a search result
            type: non_functional
            quality: performance
            measures:
              - name: Search time P95
                at_most: 2 s
                condition: 200 users at once

    Source: INCOSE, Guide to Writing Requirements, version 4 (2023), R6.
    """
    for one in _measures(plan):
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


@rule("NFR004", Severity.WARNING)
def measure_without_condition(plan: Plan) -> Iterator[Problem]:
    """A measure of performance does not say under which load it holds.

    Two seconds with one user and two seconds with a thousand are different systems at different
    prices. A load that the statement names with a figure counts.

    Fails:
        requirements:
          - id: REQ-001
            title: Time to a search result
            type: non_functional
            quality: performance
            statement: The search shall answer within 2 s.
            measures:
              - {name: Search time P95, at_most: 2 s}  # !! NFR004

    Passes:
        requirements:
          - id: REQ-001
            title: Time to a search result
            type: non_functional
            quality: performance
            statement: The search shall answer within 2 s.
            measures:
              - {name: Search time P95, at_most: 2 s, condition: 200 users at once}

    Source: ISO/IEC/IEEE 29148:2018, 5.2.5, where a requirement is complete.
    """
    for one in _measures(plan, "performance"):
        limits = {getattr(one.metric, field) for field in limits_of(one.metric)}
        if not limits or one.metric.condition or _names_a_load(one, limits):
            continue
        yield Problem(
            "{name} of {item} holds under no stated load",
            one.span(),
            {"name": one.metric.name, "missing": "condition"},
            "add condition: such as 200 users at once, or 1000 rows",
            one.entry.id,
        )


def _names_a_load(one: Measured, limits: set[str]) -> bool:
    """Whether the name or the statement has a figure besides the limit."""
    statement = one.entry.item.held("statement") or ""
    figures = set(re.findall(_NUMBER, f"{statement} {one.metric.name}"))
    return bool(figures - {number for limit in limits for number in re.findall(_NUMBER, limit)})


@rule("NFR005", Severity.INFO)
def measure_without_percentile(plan: Plan) -> Iterator[Problem]:
    """A response time has a limit, and it does not say for how many of the cases.

    No system answers always within the limit, and an average hides the slow tenth. Say a
    percentile, or that it is the maximum.

    Fails:
        requirements:
          - id: REQ-001
            title: Time to a search result
            type: non_functional
            quality: performance
            measures:
              - {name: Search time, at_most: 2 s, condition: 200 users}  # !! NFR005

    Passes:
        requirements:
          - id: REQ-001
            title: Time to a search result
            type: non_functional
            quality: performance
            measures:
              - {name: Search time P95, at_most: 2 s, condition: 200 users}

    Source: Betsy Beyer et al., Site Reliability Engineering (2016), chapter 4, on distributions.
    """
    for one in _measures(plan, "performance"):
        metric = one.metric
        for field in {"at_most", "target"}.intersection(limits_of(metric)):
            found = figure_of(getattr(metric, field), metric.unit)
            said = f"{metric.name} {metric.condition} {metric.unit} {getattr(metric, field)}"
            if found and found.dimension == "s" and not re.search(_STATISTIC, said):
                yield Problem(
                    "{name} of {item} does not say for how many cases it holds",
                    one.span(field),
                    {"name": metric.name},
                    "write P95 or maximum into the name or the condition",
                    one.entry.id,
                )


@rule("NFR006", Severity.WARNING)
def unnamed_quality(plan: Plan) -> Iterator[Problem]:
    """A non-functional requirement does not say which quality it is about.

    The quality decides who reviews it and how it is verified, and shows which qualities nobody has
    thought of.

    Fails:
        requirements:
          - id: REQ-001  # !! NFR006
            title: Time to a search result
            type: non_functional
            measures:
              - {name: Search time P95, at_most: 2 s, condition: 200 users at once}

    Passes:
        requirements:
          - id: REQ-001
            title: Time to a search result
            type: non_functional
            quality: performance
            measures:
              - {name: Search time P95, at_most: 2 s, condition: 200 users at once}

    Source: ISO/IEC 25010:2011, the quality characteristics of a product.
    """
    for entry in _qualities(plan):
        if not entry.item.held("quality"):
            yield Problem(
                "{item} is non-functional and names no quality",
                entry.span(("id",)),
                {"missing": "quality"},
                "add quality: such as performance, security or usability",
                entry.id,
            )


@rule("NFR007", Severity.INFO)
def quality_of_a_function(plan: Plan) -> Iterator[Problem]:
    """A functional requirement has a quality and measures: it is two requirements.

    What the system does and how well it does it change at different times and are verified by
    different people.

    Fails:
        requirements:
          - id: REQ-001
            title: Search for contacts
            type: functional  # !! NFR007
            quality: performance
            measures:
              - {name: Search time P95, at_most: 2 s, condition: 200 users at once}

    Passes:
        requirements:
          - id: REQ-001
            title: Search for contacts
            type: functional
          - id: REQ-002
            title: Time to a search result
            type: non_functional
            parent: REQ-001
            quality: performance
            measures:
              - {name: Search time P95, at_most: 2 s, condition: 200 users at once}
    """
    for entry in plan.wanted("requirement"):
        is_function = entry.item.held("type") == "functional"
        is_quality = entry.item.held("quality") not in (None, "functional_suitability")
        if is_function and is_quality and entry.item.held("measures"):
            yield Problem(
                "{item} is functional, and it measures a quality",
                entry.span(("type",)),
                hint="write type: non_functional, or a requirement of its own for the quality",
                item=entry.id,
                related=(field_here(entry, ("quality",)),),
            )


@rule("NFR008", Severity.INFO)
def perfect_target(plan: Plan) -> Iterator[Problem]:
    """A requirement asks for 100% availability or success.

    No test can show it and no budget can buy it. 99.9% of a month allows 43 minutes, 99.99% four:
    say which of them the users would notice.

    Fails:
        requirements:
          - id: REQ-001
            title: The service is there
            type: non_functional
            quality: reliability
            measures:
              - {name: Monthly availability, at_least: 100%}  # !! NFR008

    Passes:
        requirements:
          - id: REQ-001
            title: The service is there
            type: non_functional
            quality: reliability
            measures:
              - {name: Monthly availability, at_least: 99.9%}

    Source: Betsy Beyer et al., Site Reliability Engineering (2016), chapter 3, Embracing Risk.
    """
    for one in _measures(plan, *_COUNTED):
        for field in {"at_least", "equals", "target"}.intersection(limits_of(one.metric)):
            found = figure_of(getattr(one.metric, field), one.metric.unit)
            if found is not None and found.unit == "%" and found.amount == 100:
                yield Problem(
                    "{name} of {item} is to be 100%, which nobody can promise or show",
                    one.span(field),
                    {"name": one.metric.name},
                    "write what users would notice, such as 99.9%",
                    one.entry.id,
                )
