"""JSON Schema (draft-07) of pmkit.yaml, and of the items of a workspace with fields of its own."""

from __future__ import annotations

from pmkit.kinds import kinds
from pmkit.kinds.schema import Custom, CustomType, items_schema, kind_schema, shape_schema
from pmkit.model.fields import Json
from pmkit.store.settings import Settings

_REQUIRED = ("pmkit", "name")


def settings_schema() -> Json:
    """The schema of pmkit.yaml."""
    schema = shape_schema(Settings, "pmkit: pmkit.yaml", _REQUIRED)
    known = {"enum": [*kinds()]}
    schema["properties"]["fields"]["propertyNames"] = known
    schema["definitions"]["ids"]["properties"]["prefixes"]["propertyNames"] = known
    return schema


def workspace_items_schema(settings: Settings) -> Json:
    """The schema of the items files of a workspace, with its prefixes and its own fields."""
    return items_schema(settings.ids.prefixes, custom_types(settings))


def workspace_kind_schema(kind: str, settings: Settings) -> Json:
    """The schema of one kind in a workspace; raises KeyError for no kind."""
    return kind_schema(kind, settings.ids.prefixes, custom_types(settings))


def custom_types(settings: Settings) -> Custom:
    """The fields that a workspace adds to kinds."""
    return {
        kind: {
            name: CustomType(field.field_type(), field.required, field.label or "")
            for name, field in fields.items()
        }
        for kind, fields in settings.fields.items()
    }
