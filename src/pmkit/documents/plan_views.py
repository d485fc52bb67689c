"""What templates see of a plan: requirements, risks, questions, releases and how all is traced.

Single lines are plain text, which printing escapes. Fields that take text are Markdown, for the
filters ``cell`` and ``block``. What is absent is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmkit.documents.feature_views import FlowStepView
from pmkit.documents.item_views import AttachmentView, CustomView, LinkView, TableView
from pmkit.documents.views import CriterionView, DependencyView


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
