"""The product requirements document: what is to be built, for whom, why, and how it is accepted."""

from __future__ import annotations

from pmkit.documents import control, people, purpose
from pmkit.documents.context import Source
from pmkit.documents.feature_details import FeatureDetails
from pmkit.documents.prd_views import PrdView
from pmkit.documents.release_plan import ReleasePlan
from pmkit.documents.requirements import Requirements
from pmkit.documents.traceability import Traceability
from pmkit.project.project import Project


def prd(source: Source) -> PrdView:
    """The PRD of a plan as of the day that its settings name, never of today."""
    return prd_view(source, source.project)


def prd_view(source: Source, project: Project) -> PrdView:
    """The PRD of a project."""
    features = FeatureDetails(source)
    scope, requirements = features.scope, Requirements(features)
    plan = ReleasePlan(scope, project.schedule if project.as_of is not None else None)
    return PrdView(
        products=purpose.products(scope),
        goals=purpose.goals(scope),
        metrics=purpose.goal_metrics(scope),
        personas=people.personas(scope),
        journeys=people.journeys(scope),
        permissions=features.behaviour.permissions(),
        stakeholders=people.stakeholders(scope),
        terms=purpose.terms(scope),
        requirements=requirements.functional(),
        non_goals=purpose.non_goals(scope),
        rejected=requirements.left_out(),
        features=features.view(),
        details=features.groups(),
        stories=features.loose_stories(),
        qualities=requirements.qualities(),
        measures=requirements.measures(),
        prerequisites=plan.prerequisites(features.behaviour.features),
        assumptions=control.questions(scope, "assumption", "open", "answered"),
        constraints=control.questions(scope, "constraint", "open", "answered"),
        regulations=purpose.regulations(scope),
        risks=control.risks(scope),
        plan=plan.view(),
        questions=control.questions(scope, "question", "open"),
        answered=control.questions(scope, "question", "answered"),
        faq=control.questions(scope, "faq", "open", "answered").rows,
        decisions=control.decisions(scope),
        trace=Traceability(scope, project.trace).view(),
    )
