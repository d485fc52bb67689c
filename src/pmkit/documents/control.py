"""What keeps a plan honest: risks, questions, assumptions, constraints and decisions."""

from __future__ import annotations

from decimal import Decimal

from pmkit.documents.item_views import TableView, is_filled
from pmkit.documents.particulars import cash_range, day, effort_range, percent
from pmkit.documents.plan_views import (
    DecisionView,
    OptionView,
    QuestionView,
    RiskDetailView,
    RiskView,
)
from pmkit.documents.scope import Scope
from pmkit.kinds.control import Decision, Option, Question, Risk
from pmkit.kinds.risk_level import risk_level
from pmkit.model.workspace import Entry

LEVELS = ("high", "medium", "low")


def risks(scope: Scope) -> TableView[RiskView]:
    """The risks, the highest first."""
    return TableView(tuple(_risk(scope, entry) for entry in sorted(scope.risks, key=_weight)))


def _weight(entry: Entry) -> int:
    level = _level(entry)
    return LEVELS.index(level) if level else len(LEVELS)


def _level(entry: Entry) -> str:
    item = entry.item
    assert isinstance(item, Risk)
    if item.probability is None or item.impact is None:
        return ""
    return risk_level(item.probability, item.impact)


def _risk(scope: Scope, entry: Entry) -> RiskView:
    source, item = scope.source, entry.item
    assert isinstance(item, Risk)
    detail = _risk_detail(scope, item)
    return RiskView(
        id=entry.id,
        anchor=scope.anchor(entry),
        title=item.title,
        category=source.choice("risk", item.category),
        probability=_probability(item.probability),
        impact=_impact(item.impact),
        level=source.choice("level", _level(entry)),
        response=source.choice("response", item.response),
        owner=source.person(item.owner),
        due=day(item.due),
        status=source.choice("risk_status", item.status),
        detail=detail,
        has_details=is_filled(detail),
    )


def _probability(value: Decimal | None) -> str:
    """A share as a percentage, a step as it is."""
    return percent(value) if value is None or value < 1 else f"{value:f}"


def _impact(value: int | None) -> str:
    return "" if value is None else str(value)


def _risk_detail(scope: Scope, item: Risk) -> RiskDetailView:
    source, residual = scope.source, item.residual
    likely = _probability(residual.probability) if residual else ""
    hurts = _impact(residual.impact) if residual else ""
    remains = [
        source.label("probability {value}", value=likely) if likely else "",
        source.label("impact {value}", value=hurts) if hurts else "",
    ]
    return RiskDetailView(
        description=item.description or "",
        affects=scope.links(item.affects),
        delay=effort_range(source, item.delay),
        cost=cash_range(source, item.cost),
        plan=item.plan or "",
        trigger=item.trigger or "",
        contingency=item.contingency or "",
        residual=source.label(", ").join(filter(None, remains)),
        notes=item.notes or "",
    )


def questions(scope: Scope, kind: str, *statuses: str) -> TableView[QuestionView]:
    """The questions of one sort and some statuses."""
    found = (_question(scope, entry) for entry in scope.questions if _is(entry, kind, statuses))
    return TableView(tuple(found))


def _is(entry: Entry, kind: str, statuses: tuple[str, ...]) -> bool:
    item = entry.item
    assert isinstance(item, Question)
    return item.type == kind and item.status in statuses


def _question(scope: Scope, entry: Entry) -> QuestionView:
    item = entry.item
    assert isinstance(item, Question)
    is_open = item.status == "open"
    return QuestionView(
        id=entry.id,
        anchor=scope.anchor(entry),
        title=item.title,
        description=item.description or "",
        answer=item.answer or "",
        affects=scope.links(item.affects),
        owner=scope.source.person(item.owner),
        due=day(item.due),
        confirmed=scope.source.label("To be confirmed" if is_open else "Confirmed"),
    )


def decisions(scope: Scope) -> tuple[DecisionView, ...]:
    """What is to be decided, then what was."""
    pending = sorted(scope.decisions, key=lambda entry: entry.item.status != "proposed")
    return tuple(_decision(scope, entry) for entry in pending)


def _decision(scope: Scope, entry: Entry) -> DecisionView:
    item = entry.item
    assert isinstance(item, Decision)
    return DecisionView(
        id=entry.id,
        anchor=scope.anchor(entry),
        title=item.title,
        context=item.context or item.description or "",
        options=TableView(() if item.outcome else tuple(map(_option, item.options))),
        outcome=item.outcome or "",
        consequences=item.consequences or "",
        affects=scope.links(item.affects),
        by=scope.source.person(item.by),
        date=day(item.date),
        status=scope.source.choice("decision_status", item.status),
    )


def _option(written: Option) -> OptionView:
    return OptionView(written.name, written.pros, written.cons)
