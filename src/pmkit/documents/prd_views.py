"""What the template of the PRD sees: products, goals and people, and all other chapters.

Single lines are plain text, which printing escapes. Fields that take text are Markdown, for the
filters ``cell`` and ``block``. What is absent is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmkit.documents.feature_views import DetailGroupView, LooseStoriesView, PermissionsView
from pmkit.documents.item_views import (
    AttachmentView,
    CustomView,
    LinkView,
    Metrics,
    TableView,
    is_filled,
)
from pmkit.documents.plan_views import (
    DecisionView,
    PlanView,
    PrerequisiteView,
    QuestionView,
    RequirementView,
    RiskView,
    TraceView,
)
from pmkit.documents.views import FeaturesView, LeftOutView


@dataclass(frozen=True, slots=True)
class PositioningView:
    """For whom, which need, what it is, what sets it apart."""

    audience: str
    need: str
    category: str
    benefit: str
    alternative: str
    difference: str

    @property
    def is_written(self) -> bool:
        """Whether there is anything to say."""
        return is_filled(self)


@dataclass(frozen=True, slots=True)
class ProductView:
    """A product and why it is worth building."""

    title: str
    description: str
    vision: str
    stage: str
    owner: str
    problem: str
    why_now: str
    solution: str
    positioning: PositioningView
    kpis: Metrics
    custom: tuple[CustomView, ...]
    attachments: tuple[AttachmentView, ...]
    notes: str

    @property
    def is_written(self) -> bool:
        """Whether there is anything to say but its title."""
        return is_filled(self, "title", "positioning") or self.positioning.is_written


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal; ``depth`` counts the goals above it."""

    id: str
    anchor: str
    title: str
    depth: int
    description: str
    strategy: str
    horizon: str
    owner: str
    status: str


@dataclass(frozen=True, slots=True)
class PersonaView:
    """A kind of user as one person. ``traits`` is a line such as 年龄：27；城市：苏州."""

    id: str
    anchor: str
    title: str
    quote: str
    description: str
    role: str
    segment: str
    share: str
    skill: str
    decision_power: str
    is_primary: bool
    rank: str
    traits: str
    wants: tuple[str, ...]
    pains: tuple[str, ...]
    needs: tuple[str, ...]
    behaviours: tuple[str, ...]
    scenarios: tuple[str, ...]
    alternatives: tuple[str, ...]
    evidence: tuple[LinkView, ...]
    notes: str

    @property
    def has_details(self) -> bool:
        """Whether there is more to say than a row of a table has room for."""
        in_table = ("role", "segment", "share", "skill", "decision_power", "is_primary", "rank")
        return is_filled(self, "id", "anchor", "title", *in_table)


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage of a journey."""

    name: str
    does: str
    touchpoint: str
    feels: str
    pains: tuple[str, ...]
    features: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class JourneyView:
    """The way of a persona through the product."""

    id: str
    title: str
    persona: LinkView | None
    description: str
    stages: TableView[StageView]


@dataclass(frozen=True, slots=True)
class StakeholderView:
    """Someone whom the plan concerns."""

    name: str
    role: str
    organisation: str
    expectations: str


@dataclass(frozen=True, slots=True)
class TermView:
    """A word of the field, and what it means here."""

    title: str
    definition: str
    abbreviation: str
    english: str
    chinese: str
    synonyms: str


@dataclass(frozen=True, slots=True)
class PrdView:
    """A product requirements document, chapter by chapter."""

    products: tuple[ProductView, ...]
    goals: TableView[GoalView]
    metrics: Metrics
    personas: TableView[PersonaView]
    journeys: tuple[JourneyView, ...]
    permissions: PermissionsView
    stakeholders: TableView[StakeholderView]
    terms: TableView[TermView]
    requirements: TableView[RequirementView]
    non_goals: tuple[str, ...]
    rejected: tuple[LeftOutView, ...]
    features: FeaturesView
    details: tuple[DetailGroupView, ...]
    stories: LooseStoriesView
    qualities: TableView[RequirementView]
    measures: Metrics
    prerequisites: TableView[PrerequisiteView]
    assumptions: TableView[QuestionView]
    constraints: TableView[QuestionView]
    regulations: tuple[str, ...]
    risks: TableView[RiskView]
    plan: PlanView
    questions: TableView[QuestionView]
    answered: TableView[QuestionView]
    faq: tuple[QuestionView, ...]
    decisions: tuple[DecisionView, ...]
    trace: TraceView
