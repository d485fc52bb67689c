"""What is required, with reasons and measures, and what was asked for and is not to be done."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from pmkit.documents.behaviour import flow_table
from pmkit.documents.context import anchor
from pmkit.documents.feature_details import FeatureDetails
from pmkit.documents.features import criteria
from pmkit.documents.item_views import LinkView, Metrics, TableView, is_filled
from pmkit.documents.particulars import attachments, customs, figures, metric
from pmkit.documents.plan_views import RequirementDetailView, RequirementView
from pmkit.documents.views import LeftOutView
from pmkit.kinds.scope import Requirement, inputs_of
from pmkit.model.workspace import Entry


class Requirements:
    """The requirements of a document about features."""

    def __init__(self, features: FeatureDetails) -> None:
        self.features = features
        self.scope = features.scope
        self.source = features.source

    def functional(self) -> TableView[RequirementView]:
        """What the product must do, and what the business must get."""
        return self._table(self._functional)

    def qualities(self) -> TableView[RequirementView]:
        """What the product must be, by quality."""
        return self._table(self._by_quality)

    @cached_property
    def _functional(self) -> list[Entry]:
        return [one for one in self.scope.requirements if not _is_quality(one)]

    @cached_property
    def _by_quality(self) -> list[Entry]:
        """The non-functional requirements, those of a quality together where it comes first."""
        found: dict[str, list[Entry]] = {}
        for entry in filter(_is_quality, self.scope.requirements):
            found.setdefault(requirement_of(entry).quality or "", []).append(entry)
        return [entry for some in found.values() for entry in some]

    def measures(self) -> Metrics:
        """The figures of the requirements, those of qualities first."""
        return figures(
            metric(self.source, one, self.scope.link(entry.id), self._quality(entry))
            for entry in (*self._by_quality, *self._functional)
            for one in requirement_of(entry).measures
        )

    def _quality(self, entry: Entry) -> str:
        return self.source.choice("quality", requirement_of(entry).quality)

    def _table(self, entries: Iterable[Entry]) -> TableView[RequirementView]:
        return TableView(tuple(map(self._view, entries)))

    def _view(self, entry: Entry) -> RequirementView:
        source, item = self.source, requirement_of(entry)
        release, detail = source.efforts.release(entry), self._detail(entry)
        return RequirementView(
            id=entry.id,
            anchor=self.scope.anchor(entry),
            title=item.title,
            kind="" if _is_quality(entry) else source.choice("requirement", item.type),
            quality=self._quality(entry),
            priority=source.choice("moscow", source.inherited(entry, "priority.moscow")),
            release=source.release(release) if release else "",
            status=source.choice("scope_status", item.status),
            owner=source.person(source.inherited(entry, "owner")),
            requested_by=source.person(item.requested_by),
            goals=self.scope.links(item.goals),
            features=self._satisfying.get(entry.id, ()),
            detail=detail,
            has_details=is_filled(detail),
        )

    @cached_property
    def _satisfying(self) -> dict[str, tuple[LinkView, ...]]:
        """The features of the document that satisfy each requirement, in the order of the tree."""
        found: dict[str, dict[LinkView, None]] = {}
        for entry in self.features.behaviour.features:
            for item_id in getattr(entry.item, "satisfies", ()):
                target = self.source.workspace.current_id(item_id)
                found.setdefault(target, {})[self.scope.link(entry.id)] = None
        return {item_id: tuple(links) for item_id, links in found.items()}

    def _detail(self, entry: Entry) -> RequirementDetailView:
        source, item, links = self.source, requirement_of(entry), self.scope.links
        is_shown = entry.id in self.features.behaviour.homes
        return RequirementDetailView(
            statement=item.statement or "",
            description=item.description or "",
            rationale=item.rationale or "",
            parent=links([item.parent] if item.parent else []),
            personas=links(item.personas),
            sources=links(item.sources),
            dependencies=self.features.dependencies(item.depends_on),
            verification=source.choice("verification", item.verification),
            implementation=item.implementation or "",
            flow=flow_table(() if is_shown else item.flow),
            acceptance=criteria(item.acceptance),
            custom=customs(source, entry),
            attachments=attachments(source, entry),
            notes=item.notes or "",
        )

    def left_out(self) -> tuple[LeftOutView, ...]:
        """What was asked for and is not to be met, and why."""
        every = self.scope.all_requirements
        return tuple(map(self._left_out, [one for one in every if not self.scope.is_required(one)]))

    def _left_out(self, entry: Entry) -> LeftOutView:
        source, item = self.source, requirement_of(entry)
        moscow, release = inputs_of(item, "moscow"), source.efforts.release(entry)
        reason = item.status_reason or (moscow.reason if moscow is not None else "") or ""
        if not reason and item.duplicate_of:
            title = source.title(item.duplicate_of)
            reason = source.label(
                "same as {id} {title}", id=item.duplicate_of, title=title
            ).rstrip()
        return LeftOutView(
            id=entry.id,
            anchor=anchor(entry),
            title=item.title,
            module="",
            release=source.release(release) if release else "",
            verdict=source.choice("scope_status", item.status)
            if item.is_out
            else source.choice("moscow", "wont"),
            reason=reason,
        )


def requirement_of(entry: Entry) -> Requirement:
    """The item of an entry that is a requirement."""
    assert isinstance(entry.item, Requirement)
    return entry.item


def _is_quality(entry: Entry) -> bool:
    return requirement_of(entry).type == "non_functional"
