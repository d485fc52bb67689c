"""Whom it is for and who is involved: personas, their journeys, stakeholders."""

from __future__ import annotations

from collections.abc import Iterator

from pmkit.documents.item_views import TableView
from pmkit.documents.particulars import pairs, percent
from pmkit.documents.prd_views import JourneyView, PersonaView, StageView, StakeholderView
from pmkit.documents.scope import Scope
from pmkit.kinds.people import Journey, Persona, Stage, Stakeholder
from pmkit.model.workspace import Entry


def personas(scope: Scope) -> TableView[PersonaView]:
    """The users, primary ones first."""
    rows = (_persona(scope, entry) for entry in scope.personas)
    return TableView(tuple(sorted(rows, key=lambda row: not row.is_primary)))


def _persona(scope: Scope, entry: Entry) -> PersonaView:
    source, item = scope.source, entry.item
    assert isinstance(item, Persona)
    primary = source.label("Primary" if item.primary else "Secondary")
    return PersonaView(
        id=entry.id,
        anchor=scope.anchor(entry),
        title=item.title,
        quote=item.quote or "",
        description=item.description or "",
        role=item.role or "",
        segment=item.segment or "",
        share=percent(item.share),
        skill=source.choice("level", item.skill),
        decision_power=item.decision_power or "",
        is_primary=bool(item.primary),
        rank="" if item.primary is None else primary,
        traits=pairs(source, item.demographics),
        wants=item.wants,
        pains=item.pains,
        needs=item.needs,
        behaviours=item.behaviours,
        scenarios=item.scenarios,
        alternatives=item.alternatives,
        evidence=scope.links(item.evidence),
        notes=item.notes or "",
    )


def journeys(scope: Scope) -> tuple[JourneyView, ...]:
    """The ways of the users through the product."""
    return tuple(_journeys(scope))


def _journeys(scope: Scope) -> Iterator[JourneyView]:
    shown = {entry.id for entry in scope.personas}
    for entry in scope.workspace.of_kind("journey"):
        item = entry.item
        assert isinstance(item, Journey)
        persona = scope.workspace.find(item.persona or "")
        if item.is_out or not item.stages or (persona is not None and persona.id not in shown):
            continue
        yield JourneyView(
            id=entry.id,
            title=item.title,
            persona=scope.link(item.persona) if item.persona else None,
            description=item.description or "",
            stages=TableView(tuple(_stage(scope, stage) for stage in item.stages)),
        )


def _stage(scope: Scope, written: Stage) -> StageView:
    return StageView(
        name=written.name,
        does=written.does or "",
        touchpoint=written.touchpoint or "",
        feels=written.feels or "",
        pains=written.pains,
        features=tuple(link for link in scope.links(written.features) if link.anchor),
    )


def stakeholders(scope: Scope) -> TableView[StakeholderView]:
    """Whom the plan concerns; what they think of it is for other documents."""
    return TableView(
        tuple(
            _stakeholder(entry)
            for entry in scope.workspace.of_kind("stakeholder")
            if not entry.item.is_out
        )
    )


def _stakeholder(entry: Entry) -> StakeholderView:
    item = entry.item
    assert isinstance(item, Stakeholder)
    return StakeholderView(
        name=item.title,
        role=item.role or "",
        organisation=item.organisation or "",
        expectations=item.expectations or "",
    )
