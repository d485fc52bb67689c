"""Why it is built: products and goals with their figures, and the words of the field."""

from __future__ import annotations

from pmkit.documents.item_views import Metrics, TableView
from pmkit.documents.labels import listed
from pmkit.documents.particulars import attachments, customs, figures, metric
from pmkit.documents.prd_views import GoalView, PositioningView, ProductView, TermView
from pmkit.documents.scope import Scope
from pmkit.kinds.control import Term
from pmkit.kinds.purpose import Goal, Positioning, Product
from pmkit.model.workspace import Entry


def products(scope: Scope) -> tuple[ProductView, ...]:
    """The products of which there is anything to say."""
    views = (_product(scope, entry) for entry in _products(scope))
    return tuple(view for view in views if view.is_written)


def _products(scope: Scope) -> list[Entry]:
    return [entry for entry in scope.workspace.of_kind("product") if not entry.item.is_out]


def _product_of(entry: Entry) -> Product:
    assert isinstance(entry.item, Product)
    return entry.item


def non_goals(scope: Scope) -> tuple[str, ...]:
    """What the products will not do."""
    return tuple(text for entry in _products(scope) for text in _product_of(entry).non_goals)


def regulations(scope: Scope) -> tuple[str, ...]:
    """What law asks of the products, as Markdown."""
    markets = (_product_of(entry).market for entry in _products(scope))
    return tuple(market.regulations for market in markets if market and market.regulations)


def _product(scope: Scope, entry: Entry) -> ProductView:
    source, item = scope.source, _product_of(entry)
    return ProductView(
        title=item.title,
        description=item.description or "",
        vision=item.vision or "",
        stage=source.choice("stage", item.stage) if "stage" in item.model_fields_set else "",
        owner=source.person(item.owner),
        problem=item.problem or "",
        why_now=item.why_now or "",
        solution=item.solution or "",
        positioning=_positioning(item.positioning or Positioning.model_construct()),
        kpis=TableView(tuple(metric(source, one) for one in item.kpis)),
        custom=customs(source, entry),
        attachments=attachments(source, entry),
        notes=item.notes or "",
    )


def _positioning(written: Positioning) -> PositioningView:
    return PositioningView(
        audience=written.for_ or "",
        need=written.need or "",
        category=written.is_a or "",
        benefit=written.that or "",
        alternative=written.unlike or "",
        difference=written.ours or "",
    )


def goals(scope: Scope) -> TableView[GoalView]:
    """The goals, lower ones behind those that they serve."""
    depths: dict[str, int] = {}
    rows = []
    for entry, depth in _tree(scope):
        depths[entry.id] = depth
        rows.append(_goal(scope, entry, depth))
    return TableView(tuple(rows))


def _tree(scope: Scope) -> list[tuple[Entry, int]]:
    """The goals in depth with how deep they stand; what is in a circle stands at the top."""
    below: dict[str, list[Entry]] = {}
    known = {entry.id for entry in scope.goals}
    for entry in scope.goals:
        above = scope.workspace.current_id(getattr(entry.item, "parent", None) or "")
        below.setdefault(above if above in known else "", []).append(entry)
    found: dict[str, tuple[Entry, int]] = {}
    for start in (*below.get("", ()), *scope.goals):
        waiting = [(start, 0)]
        while waiting:
            entry, depth = waiting.pop()
            if entry.id not in found:
                found[entry.id] = (entry, depth)
                waiting += [(one, depth + 1) for one in reversed(below.get(entry.id, []))]
    return list(found.values())


def _goal(scope: Scope, entry: Entry, depth: int) -> GoalView:
    item = entry.item
    assert isinstance(item, Goal)
    return GoalView(
        id=entry.id,
        anchor=scope.anchor(entry),
        title=item.title,
        depth=depth,
        description=item.description or "",
        strategy=item.strategy or "",
        horizon=item.horizon or "",
        owner=scope.source.person(item.owner),
        status=scope.source.choice("goal_status", item.status),
    )


def goal_metrics(scope: Scope) -> Metrics:
    """The figures that say when the goals are reached."""
    return figures(
        metric(scope.source, one, scope.link(entry.id))
        for entry, _ in _tree(scope)
        for one in getattr(entry.item, "metrics", ())
    )


def terms(scope: Scope) -> TableView[TermView]:
    """The words of the field, in the other language where that is written."""
    return TableView(
        tuple(
            _term(scope, entry)
            for entry in scope.workspace.of_kind("term")
            if not entry.item.is_out
        )
    )


def _term(scope: Scope, entry: Entry) -> TermView:
    item = entry.item
    assert isinstance(item, Term)
    english, chinese = item.english or "", item.chinese or ""
    return TermView(
        title=item.title,
        definition=item.definition or item.description or "",
        abbreviation=item.abbreviation or "",
        english="" if english == item.title else english,
        chinese="" if chinese == item.title else chinese,
        synonyms=listed(item.synonyms, scope.source.language),
    )
