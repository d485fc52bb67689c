"""What the template of the PRD sees: plain values in frozen dataclasses, ready to be printed.

Single lines are plain text, which printing escapes. Fields that are Markdown are for the filters
``cell`` and ``block``: descriptions, reasons, plans, answers and the like. What is absent is empty.
``anchor`` is the target of links to an item, or empty where no link may lead to it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from pmkit.documents.markdown import Markdown
from pmkit.documents.views import CriterionView, DependencyView, FeaturesView, LeftOutView

Entry = TypeVar("Entry")


def is_filled(view: Any, *without: str) -> bool:
    """Whether any field of a view holds anything, but for some."""
    return any(getattr(view, name) for name in names_of(type(view)) if name not in without)


@cache
def names_of(view: type[Any]) -> tuple[str, ...]:
    """The names of a view's fields, in their order."""
    return tuple(field.name for field in fields(view))


@dataclass(frozen=True)
class TableView(Generic[Entry]):
    """Rows of one sort."""

    rows: tuple[Entry, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields that any of the rows fills."""
        if not self.rows:
            return ()
        names = names_of(type(self.rows[0]))
        return tuple(name for name in names if any(getattr(row, name) for row in self.rows))


@dataclass(frozen=True, slots=True)
class LinkView:
    """An item that is named; what is named and is no item has a title only."""

    id: str
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CustomView:
    """A field of the user's own; ``text`` is Markdown where ``is_text`` says so."""

    label: str
    text: str
    is_text: bool


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file or page: its sort, and a link to it, or its name where no link may lead there."""

    kind: str
    link: Markdown


@dataclass(frozen=True, slots=True)
class MetricView:
    """A figure of an item, with where it starts, what it has to be, and where it stands."""

    of: LinkView | None
    name: str
    quality: str
    baseline: str
    target: str
    actual: str
    due: str
    condition: str
    source: str


Metrics = TableView[MetricView]


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
class PermissionView:
    """What one role may do with a feature."""

    feature: LinkView
    role: str
    may: str


@dataclass(frozen=True, slots=True)
class PermissionRowView:
    """What each role may do with a feature; empty where nothing is said."""

    feature: LinkView
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PermissionsView:
    """Features by roles as a matrix, and as a list for when the roles are too many for one."""

    roles: tuple[str, ...]
    matrix: tuple[PermissionRowView, ...]
    listed: TableView[PermissionView]
    is_wide: bool


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
class FlowStepView:
    """One step of a flow."""

    number: str
    step: str
    role: str
    rule: str


@dataclass(frozen=True, slots=True)
class FlowView:
    """The flow that a requirement asks for; ``shown_at`` is the feature that shows it already."""

    of: LinkView
    steps: TableView[FlowStepView]
    shown_at: LinkView | None


@dataclass(frozen=True, slots=True)
class RequirementDetailView:
    """What the table has no room for. ``flow`` is empty where a feature shows it."""

    statement: str
    description: str
    rationale: str
    parent: tuple[LinkView, ...]
    personas: tuple[LinkView, ...]
    sources: tuple[LinkView, ...]
    dependencies: tuple[DependencyView, ...]
    verification: str
    implementation: str
    flow: TableView[FlowStepView]
    acceptance: tuple[CriterionView, ...]
    custom: tuple[CustomView, ...]
    attachments: tuple[AttachmentView, ...]
    notes: str


@dataclass(frozen=True, slots=True)
class RequirementView:
    """A requirement, the goals that it serves and the features that satisfy it."""

    id: str
    anchor: str
    title: str
    kind: str
    quality: str
    priority: str
    release: str
    status: str
    owner: str
    requested_by: str
    goals: tuple[LinkView, ...]
    features: tuple[LinkView, ...]
    detail: RequirementDetailView
    has_details: bool


@dataclass(frozen=True, slots=True)
class StoryView:
    """What one user wants and why, as a sentence."""

    id: str
    anchor: str
    title: str
    sentence: str
    description: str
    priority: str
    status: str
    points: str
    satisfies: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class DataItemView:
    """A piece of data that a feature takes or shows."""

    name: str
    type: str
    length: str
    required: str
    note: str


@dataclass(frozen=True, slots=True)
class DutyView:
    """Something that somebody does by a day."""

    does: str
    who: str
    due: str


@dataclass(frozen=True, slots=True)
class FactsView:
    """What is said of a feature in a word each."""

    priority: str
    release: str
    status: str
    maturity: str
    effort: str
    team: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True)
class PurposeView:
    """What a feature is for, who asked for it, and how it compares."""

    value: str
    personas: tuple[LinkView, ...]
    satisfies: tuple[LinkView, ...]
    requested_by: str
    sources: tuple[LinkView, ...]
    related: tuple[LinkView, ...]
    advantage: str
    innovation: str
    feasibility: str
    external: str
    custom: tuple[CustomView, ...]


@dataclass(frozen=True, slots=True)
class BehaviourView:
    """What a feature does, step by step. ``scenario`` is its story where that is told in prose."""

    stories: TableView[StoryView]
    scenario: str
    preconditions: tuple[str, ...]
    flows: tuple[FlowView, ...]
    rules: tuple[str, ...]
    exceptions: tuple[str, ...]
    interaction: str
    ui: str
    data: TableView[DataItemView]
    permissions: TableView[PermissionView]

    @property
    def is_written(self) -> bool:
        """Whether there is anything to say."""
        return is_filled(self)


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """How a feature is built, brought out, watched and measured."""

    tracking: str
    metrics: Metrics
    satisfaction: Metrics
    privacy: str
    implementation: str
    responsibilities: TableView[DutyView]
    rollout: str
    monitoring: str
    education: TableView[DutyView]
    release_note: str
    evolution: str

    @property
    def is_written(self) -> bool:
        """Whether there is anything to say."""
        return is_filled(self)


@dataclass(frozen=True, slots=True)
class FeatureDetailView:
    """All that is said of a feature. ``acceptance`` is its own and that of its stories.

    ``concerns`` are the risks, questions and decisions about it.
    """

    id: str
    anchor: str
    title: str
    description: str
    facts: TableView[FactsView]
    purpose: PurposeView
    behaviour: BehaviourView
    delivery: DeliveryView
    dependencies: tuple[DependencyView, ...]
    acceptance: tuple[CriterionView, ...]
    concerns: tuple[LinkView, ...]
    attachments: tuple[AttachmentView, ...]
    notes: str


@dataclass(frozen=True, slots=True)
class LooseStoriesView:
    """The stories that belong to no feature."""

    stories: TableView[StoryView]
    acceptance: tuple[CriterionView, ...]


@dataclass(frozen=True, slots=True)
class DetailGroupView:
    """The details of the features of one table; ``module`` is what is said of the module itself."""

    title: str
    module: FeatureDetailView | None
    features: tuple[FeatureDetailView, ...]


@dataclass(frozen=True, slots=True)
class PrerequisiteView:
    """An item that others wait for. ``date`` is when it is there, as scheduled or as written."""

    item: LinkView
    status: str
    owner: str
    date: str
    needed_by: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class RiskDetailView:
    """What the table of risks has no room for. Delay is in working days."""

    description: str
    affects: tuple[LinkView, ...]
    delay: str
    cost: str
    plan: str
    trigger: str
    contingency: str
    residual: str
    notes: str


@dataclass(frozen=True, slots=True)
class RiskView:
    """Something that may happen and would hurt, and what is done about it."""

    id: str
    anchor: str
    title: str
    category: str
    probability: str
    impact: str
    level: str
    response: str
    owner: str
    due: str
    status: str
    detail: RiskDetailView
    has_details: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """Something that is not known yet, assumed, or asked often; ``confirmed`` says which it is."""

    id: str
    anchor: str
    title: str
    description: str
    answer: str
    affects: tuple[LinkView, ...]
    owner: str
    due: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class OptionView:
    """One way that can be taken."""

    name: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What was decided, or has to be; ``options`` are those that are still open."""

    id: str
    anchor: str
    title: str
    context: str
    options: TableView[OptionView]
    outcome: str
    consequences: str
    affects: tuple[LinkView, ...]
    by: str
    date: str
    status: str


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A version that users get; ``expected`` is when its work ends as scheduled."""

    id: str
    anchor: str
    title: str
    description: str
    goals: tuple[LinkView, ...]
    status: str
    start: str
    freeze: str
    end: str
    expected: str
    deviation: str


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A stretch of a release."""

    title: str
    release: str
    start: str
    end: str
    deliverables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A day on which something is reached; ``expected`` is the day that it falls on."""

    id: str
    anchor: str
    title: str
    release: str
    planned: str
    expected: str
    deviation: str
    status: str
    owner: str
    deliverables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateView:
    """A condition that a release has to meet."""

    release: str
    gate: str
    met: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """The releases and what marks their way.

    ``as_of`` is the day of what is expected, in words; ``provisional`` names the years in which
    working days are not settled yet. Both are empty where nothing is scheduled.
    """

    releases: TableView[ReleaseView]
    phases: TableView[PhaseView]
    milestones: TableView[MilestoneView]
    gates: TableView[GateView]
    as_of: str
    provisional: str


@dataclass(frozen=True, slots=True)
class TraceRowView:
    """One way from a goal to the tests at its end.

    A step is None where the row before has the same; a step that the way has not is a dash.
    """

    goal: LinkView | None
    requirement: LinkView | None
    feature: LinkView | None
    story: LinkView | None
    tests: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class GapView:
    """What is missing, and the items that miss it; ``more`` counts those that are not named."""

    label: str
    count: int
    items: tuple[LinkView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TraceView:
    """How goals lead to tests, and what is missing between them."""

    rows: TableView[TraceRowView]
    gaps: tuple[GapView, ...]


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
