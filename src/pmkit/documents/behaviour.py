"""What features do: their stories, flows and rules, the data they take, and who may do what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from pmkit.documents.feature_views import (
    BehaviourView,
    DataItemView,
    FlowStepView,
    FlowView,
    PermissionRowView,
    PermissionsView,
    PermissionView,
)
from pmkit.documents.features import feature_of
from pmkit.documents.item_views import LinkView, TableView
from pmkit.documents.scope import Scope
from pmkit.documents.stories import story_view
from pmkit.kinds.module import is_module
from pmkit.kinds.scope import DataItem, FlowStep, Requirement
from pmkit.model.workspace import Entry

MOST_ROLES = 6


def flow_table(steps: Iterable[FlowStep]) -> TableView[FlowStepView]:
    """The steps of a flow, numbered."""
    return TableView(
        tuple(
            FlowStepView(str(number), step.step, step.role or "", step.rule or "")
            for number, step in enumerate(steps, 1)
        )
    )


class Behaviour:
    """What some features do; they stand in the order of the document."""

    def __init__(self, scope: Scope, features: Sequence[Entry]) -> None:
        self.scope = scope
        self.source = scope.source
        self.features = features

    def view(self, entry: Entry) -> BehaviourView:
        """What one of them does."""
        item = feature_of(entry)
        stories = self.scope.stories.get(entry.id, ())
        is_prose = item.story and self.source.workspace.find(item.story) is None
        return BehaviourView(
            stories=TableView(tuple(story_view(self.scope, story) for story in stories)),
            scenario=item.story or "" if is_prose else "",
            preconditions=item.preconditions,
            flows=self._flows(entry),
            rules=item.rules,
            exceptions=item.exceptions,
            interaction=item.interaction or "",
            ui=item.ui or "",
            data=TableView(tuple(map(self._data, item.data))),
            permissions=TableView(self._permissions(entry)),
        )

    def _data(self, written: DataItem) -> DataItemView:
        required = {True: "yes", False: "no", None: ""}[written.required]
        return DataItemView(
            written.name,
            written.type or "",
            written.length or "",
            self.source.label(required) if required else "",
            written.note or "",
        )

    @cached_property
    def homes(self) -> dict[str, Entry]:
        """The feature that shows the flow of each requirement: the first that is no module."""
        found: dict[str, Entry] = {}
        for entry in sorted(self.features, key=self._is_module):
            for target in self._flowing(entry):
                found.setdefault(target.id, entry)
        return found

    def _is_module(self, entry: Entry) -> bool:
        return is_module(self.source.workspace, entry)

    def _flowing(self, entry: Entry) -> list[Entry]:
        """The requirements with a flow that a feature satisfies."""
        found = map(self.source.workspace.find, dict.fromkeys(feature_of(entry).satisfies))
        return [one for one in found if one is not None and _flow_of(one)]

    def _flows(self, entry: Entry) -> tuple[FlowView, ...]:
        return tuple(
            self._flow(entry, one) for one in self._flowing(entry) if self.scope.is_required(one)
        )

    def _flow(self, entry: Entry, requirement: Entry) -> FlowView:
        home = self.homes[requirement.id]
        is_here = home.id == entry.id
        return FlowView(
            self.scope.link(requirement.id),
            flow_table(_flow_of(requirement) if is_here else ()),
            None if is_here else self.scope.link(home.id),
        )

    def _permissions(self, entry: Entry) -> tuple[PermissionView, ...]:
        feature = self.scope.link(entry.id)
        written = feature_of(entry).permissions
        return tuple(PermissionView(feature, role, may) for role, may in written.items())

    def permissions(self) -> PermissionsView:
        """What each role may do, feature by feature."""
        listed = [one for entry in self.features for one in self._permissions(entry)]
        roles = tuple(dict.fromkeys(one.role for one in listed))
        by_feature: dict[LinkView, dict[str, str]] = {}
        for one in listed:
            by_feature.setdefault(one.feature, {})[one.role] = one.may
        is_wide = len(roles) > MOST_ROLES
        return PermissionsView(
            roles=roles,
            matrix=tuple(
                PermissionRowView(feature, tuple(may.get(role, "") for role in roles))
                for feature, may in ({} if is_wide else by_feature).items()
            ),
            listed=TableView(tuple(listed)),
            is_wide=is_wide,
        )


def _flow_of(entry: Entry) -> tuple[FlowStep, ...]:
    """The steps that a requirement asks for; other items ask for none."""
    return entry.item.flow if isinstance(entry.item, Requirement) else ()
