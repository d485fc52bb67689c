"""What templates see: plain values in frozen dataclasses, ready to be printed.

Single lines are plain text, which printing escapes; ``description`` and ``notes`` are Markdown
fields for the filters ``cell`` and ``block``. What is absent is empty. ``anchor`` is the target of
links to an item, or empty where no link may lead to it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One version of a document: what changed, when and by whom."""

    version: str
    date: str
    author: str
    note: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The document itself and its control data. ``as_of`` is the day that it speaks of."""

    name: str
    title: str
    project: str
    language: str
    number: str
    version: str
    status: str
    author: str
    reviewers: str
    as_of: str
    as_of_in_words: str
    revisions: tuple[RevisionView, ...]

    @property
    def is_controlled(self) -> bool:
        """Whether there is anything for the control table to say."""
        return any((self.number, self.version, self.status, self.author, self.reviewers))


@dataclass(frozen=True, slots=True)
class CriterionView:
    """An acceptance criterion: one line, or given, when and then."""

    id: str
    text: str
    given: tuple[str, ...]
    when: tuple[str, ...]
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DependencyView:
    """An item that has to come first, and ``how`` where it is not simply finished before."""

    id: str
    title: str
    anchor: str
    how: str


@dataclass(frozen=True, slots=True)
class FeatureView:
    """A feature that is to be built, with what it inherits.

    ``depth`` counts the features above it in its table; ``above`` names those that are not in it.
    ``is_module`` marks a feature that only groups others. ``effort`` is in person-days.
    """

    id: str
    anchor: str
    title: str
    above: tuple[str, ...]
    depth: int
    is_module: bool
    description: str
    priority: str
    kano: str
    release: str
    status: str
    effort: str
    owner: str
    custom: tuple[str, ...]
    acceptance: tuple[CriterionView, ...]
    dependencies: tuple[DependencyView, ...]
    notes: str
    has_details: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """Features under one heading: a module, a release, an owner, or all.

    ``columns`` are those in use anywhere, ``custom`` the labels of the user's own fields in use
    here. ``has_details`` says that more is said of the group itself elsewhere.
    """

    id: str
    anchor: str
    title: str
    description: str
    owner: str
    columns: tuple[str, ...]
    custom: tuple[str, ...]
    features: tuple[FeatureView, ...]
    has_details: bool

    @property
    def detailed(self) -> tuple[FeatureView, ...]:
        """The features that have acceptance criteria, dependencies or notes."""
        return tuple(feature for feature in self.features if feature.has_details)


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """A feature that is not to be built, and why."""

    id: str
    anchor: str
    title: str
    module: str
    release: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class SumView:
    """How many features, and their person-days; both empty where there are none."""

    count: str
    effort: str


@dataclass(frozen=True, slots=True)
class SummaryRowView:
    """The sums of one release by priority, and together."""

    release: str
    date: str
    status: str
    sums: tuple[SumView, ...]
    total: SumView


@dataclass(frozen=True, slots=True)
class SummaryView:
    """Sums by release (rows) and priority (``priorities``, the columns); the last row is the sum.

    ``unestimated`` counts the features whose effort nobody has estimated, where others have one.
    ``by_release`` and ``by_priority`` say whether there is anything to tell apart.
    """

    priorities: tuple[str, ...]
    rows: tuple[SummaryRowView, ...]
    total: SummaryRowView
    unestimated: int
    by_release: bool
    by_priority: bool
    has_parts: bool
    has_effort: bool


@dataclass(frozen=True, slots=True)
class FeaturesView:
    """The feature list: groups in the order of the document, what is left out, and the sums."""

    groups: tuple[GroupView, ...]
    left_out: tuple[LeftOutView, ...]
    summary: SummaryView
