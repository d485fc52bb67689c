"""What templates see of a feature beyond its row: purpose, behaviour, delivery, acceptance.

Single lines are plain text, which printing escapes. Fields that take text are Markdown, for the
filters ``cell`` and ``block``. What is absent is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmkit.documents.item_views import (
    AttachmentView,
    CustomView,
    LinkView,
    Metrics,
    TableView,
    is_filled,
)
from pmkit.documents.views import CriterionView, DependencyView


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
