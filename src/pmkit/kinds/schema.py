"""JSON Schema (draft-07) of items and their files, from the fields that the reader uses.

An empty value means that a field is absent, so fields take null; list entries, values of mappings
with free keys and required fields do not. `errorMessage` is a word of VS Code and ajv: editors show
it in place of a pattern or of many words; other programs pass over it.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from pmkit.kinds import kinds
from pmkit.kinds.words import described, in_words, shape_name
from pmkit.model.fields import ID_PATTERN, DurationType, FieldType, Json, RangeType
from pmkit.model.form import Form, Leaf, Listing, Table, attributes_of, fields_of
from pmkit.model.item import Item

DRAFT = "http://json-schema.org/draft-07/schema#"
_OWN_KEYS: Json = {"^x-": {}}
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class CustomType:
    """A field of the user's own: what it takes, whether it has to be there, what it is called."""

    type: FieldType
    required: bool = False
    label: str = ""


Prefixes = Mapping[str, str]
Custom = Mapping[str, Mapping[str, CustomType]]


def kind_schema(kind: str, prefixes: Prefixes | None = None, custom: Custom | None = None) -> Json:
    """The schema of a file that holds one item of a kind; raises KeyError for no kind."""
    built = _Definitions(prefixes or {}, custom or {})
    schema: Json = {
        "$schema": DRAFT,
        "title": f"pmkit: {kind}",
        "description": described(kinds()[kind]),
        "allOf": [built.item(kinds()[kind])],
    }
    return schema | {"definitions": built.sorted()}


def items_schema(prefixes: Prefixes | None = None, custom: Custom | None = None) -> Json:
    """The schema of every items file: one item, or lists of items under plural names."""
    built = _Definitions(prefixes or {}, custom or {})
    schema: Json = {
        "$schema": DRAFT,
        "title": "pmkit: items",
        "description": "One item, or lists of items under the plural names of their kinds.",
        "type": ["object", "null"],
        "if": {"type": "object", "anyOf": [{"required": ["kind"]}, {"required": ["id"]}]},
        "then": built.single_item(),
        "else": built.lists(),
    }
    return schema | {"definitions": built.sorted()}


def shape_schema(model: type[BaseModel], title: str, required: Iterable[str] = ()) -> Json:
    """The schema of a file that holds one mapping with the fields of a model."""
    built = _Definitions({}, {})
    schema: Json = {"$schema": DRAFT, "title": title, **built.mapping(model, required)}
    return schema | {"definitions": built.sorted()}


class _Definitions:
    """The schemas that others refer to, each built once under its name."""

    def __init__(self, prefixes: Prefixes, custom: Custom) -> None:
        self.prefixes = {name: prefixes.get(name, kind.prefix) for name, kind in kinds().items()}
        self.custom = custom
        self.built: dict[str, Json] = {}
        self.sources: dict[str, object] = {}

    def sorted(self) -> Json:
        """The definitions by name."""
        return dict(sorted(self.built.items()))

    def refer(self, name: str, source: object, build: Callable[[], Json]) -> Json:
        """A reference to a definition, which is built unless it is there or being built."""
        if self.sources.setdefault(name, source) != source:
            raise ValueError(f"two definitions are called {name}")
        if name not in self.built:
            self.built[name] = {}
            self.built[name] = build()
        return {"$ref": f"#/definitions/{name}"}

    def entry(self, form: Form) -> Json:
        """What one value may be, where nothing is not allowed."""
        if isinstance(form, Leaf):
            return self._leaf(form.type)
        if isinstance(form, Listing):
            return _one_or_more(self.entry(form.of))
        if isinstance(form, Table):
            keys = self._leaf(form.keys.type)
            named = {key: keys[key] for key in ("pattern", "errorMessage") if key in keys}
            names = {"propertyNames": named} if named else {}
            values = _or_nothing(self.entry(form.values))
            return {"type": "object", **names, "additionalProperties": values}
        model = form.model
        return self.refer(shape_name(model), model, lambda: self._shape(model))

    def field(self, form: Form, words: str, required: bool = False) -> Json:
        """What a field may be: its value, and nothing unless it is required."""
        entry = self.entry(form)
        return {"description": words, **(_not_empty(entry) if required else _or_nothing(entry))}

    def mapping(self, model: type[BaseModel], required: Iterable[str] = ()) -> Json:
        """A mapping with the fields of a model and the user's own keys."""
        fields = model.model_fields.values()
        needed = [
            field.alias or name
            for name, field in model.model_fields.items()
            if field.is_required() or name in required
        ]
        properties = {
            name: self.field(form, in_words(form, field.default), name in needed)
            for field, (name, form) in zip(fields, fields_of(model).items(), strict=True)
        }
        return {"description": described(model), **_closed(properties, needed)}

    def item(self, kind: type[Item], nested: bool = False) -> Json:
        """An item; a nested one need not name what it stands in."""
        reference = self.refer(kind.kind, kind, lambda: self._item(kind))
        links = [name for name in kind.required if name in _filled_by_nesting()[kind.kind]]
        if nested or not links:
            return reference
        there = {name: _not_empty(self.entry(fields_of(kind)[name])) for name in links}
        return {"allOf": [reference, {"required": links, "properties": there}]}

    def lists(self) -> Json:
        """Lists of items under the plural names of their kinds."""
        properties = {kind.plural: self._list_of(kind, nested=False) for kind in kinds().values()}
        return _closed(properties, []) | {"type": ["object", "null"]}

    def single_item(self) -> Json:
        """One item, of the kind that it names or that its id's prefix says."""
        branches = [
            {
                "if": {
                    "anyOf": [
                        {"required": ["kind"], "properties": {"kind": {"const": name}}},
                        _says_kind(self.prefixes[name]),
                    ]
                },
                "then": self.item(kind),
            }
            for name, kind in kinds().items()
        ]
        known = "|".join(map(re.escape, self.prefixes.values()))
        named: Json = {"required": ["kind"], "properties": {"kind": {"type": "string"}}}
        return {
            "properties": {"kind": {"description": "which kind", "enum": [*kinds(), None]}},
            "allOf": [*branches, {"if": _says_kind(known), "else": named}],
        }

    def _leaf(self, field_type: FieldType) -> Json:
        if not isinstance(field_type, RangeType):
            return _leaf_schema(field_type)
        bare = f"_in_{field_type.of.bare}" if isinstance(field_type.of, DurationType) else ""
        name = f"{type(field_type.of).__name__.removesuffix('Type').lower()}{bare}_range"
        words = in_words(Leaf(field_type))
        return self.refer(name, words, lambda: {"description": words, **_leaf_schema(field_type)})

    def _shape(self, model: type[BaseModel]) -> Json:
        """A mapping with the fields of a shape, or the line that stands for one of them."""
        written = self.mapping(model)
        line_key = getattr(model, "line_key", "")
        if not line_key or set(written.get("required", ())) - {line_key}:
            return written
        line = self.entry(fields_of(model)[line_key])
        words = written.pop("description")
        if not _can_merge(line):
            return {"description": words, "anyOf": [line, written]}
        if message := line.pop("errorMessage", ""):
            line["patternErrorMessage"] = message  # the other would also stand for unknown keys
        return {"description": words, **written, **line, "type": ["object", *_types(line)]}

    def _item(self, kind: type[Item]) -> Json:
        required = [name for name in kind.required if name not in _filled_by_nesting()[kind.kind]]
        custom = self.custom.get(kind.kind, {})
        properties: Json = {"kind": {"description": "the kind", "enum": [kind.kind, None]}}
        for name, form in fields_of(kind).items():
            properties[name] = self._item_field(kind, name, form, name in required)
        for plural in kind.nests:
            properties.setdefault(plural, self._list_of(_by_plural(plural), nested=True))
        for name, field in custom.items():
            if name not in properties:
                words = ": ".join(filter(None, (field.label, in_words(Leaf(field.type)))))
                properties[name] = self.field(Leaf(field.type), words, field.required)
        required += [name for name, field in custom.items() if field.required]
        return {"description": described(kind), **_closed(properties, required)}

    def _item_field(self, kind: type[Item], name: str, form: Form, required: bool) -> Json:
        if name == "id":
            return self._id(kind)
        attribute = attributes_of(kind)[name]
        owner = next(base for base in kind.__mro__ if attribute in inspect.get_annotations(base))
        default = kind.model_fields[attribute].default
        if required or owner is kind:
            return self.field(form, in_words(form, default), required)
        shared = self.refer(owner.__name__.lower(), owner, lambda: self._base(owner))
        return {"$ref": f"{shared['$ref']}/properties/{name}"}

    def _base(self, base: type[BaseModel]) -> Json:
        """The fields that a base declares, for its kinds to refer to."""
        own = inspect.get_annotations(base)
        return {
            "description": described(base),
            "properties": {
                name: self.field(form, in_words(form, base.model_fields[attribute].default))
                for (name, form), attribute in zip(
                    fields_of(base).items(), attributes_of(base).values(), strict=True
                )
                if attribute in own and name != "id"
            },
        }

    def _id(self, kind: type[Item]) -> Json:
        """An id that has not the prefix of another kind; ids of other tools are let in."""
        own = self.prefixes[kind.kind]
        others = [re.escape(prefix) for prefix in self.prefixes.values() if prefix != own]
        words = f"the item's id, such as {own}-001"
        return {
            "description": words,
            "type": "string",
            "maxLength": 64,
            "pattern": f"^(?!({'|'.join(others)})-){ID_PATTERN[1:]}",
            "errorMessage": f"takes {words}",
        }

    def _list_of(self, kind: type[Item], nested: bool) -> Json:
        return {
            "description": described(kind),
            **_or_nothing(_one_or_more(self.item(kind, nested))),
        }


def _filled_by_nesting() -> dict[str, set[str]]:
    """The link fields of every kind that say the same as standing inside another item."""
    found: dict[str, set[str]] = {name: set() for name in kinds()}
    for kind in kinds().values():
        for plural, link in kind.nests.items():
            found[_by_plural(plural).kind].add(link)
    return found


def _by_plural(plural: str) -> type[Item]:
    return next(kind for kind in kinds().values() if kind.plural == plural)


def _says_kind(prefix: str) -> Json:
    """An item whose id has the prefix, and that does not name its kind."""
    return {
        "required": ["id"],
        "properties": {
            "id": {"type": "string", "pattern": f"^({prefix})(-|$)"},
            "kind": {"type": "null"},
        },
    }


def _closed(properties: Json, required: list[str]) -> Json:
    """A mapping that has no keys but these and the user's own."""
    return {
        "type": "object",
        **({"required": required} if required else {}),
        "properties": properties,
        "patternProperties": _OWN_KEYS,
        "additionalProperties": False,
    }


def _leaf_schema(field_type: FieldType) -> Json:
    one = field_type.of if isinstance(field_type, RangeType) else field_type
    schema = _explained(field_type.schema(), f"takes {in_words(Leaf(one))}")
    if "type" in schema:
        kept = [name for name in _types(schema) if name != "null"]
        schema["type"] = kept if len(kept) > 1 else kept[0]
    return schema


def _explained(schema: Json, message: str) -> Json:
    """The schema with a message in words beside every pattern and list of words."""
    explained: Json = {}
    for key, value in schema.items():
        if isinstance(value, dict):
            value = _explained(value, message)
        elif isinstance(value, list):
            value = [_explained(one, message) if isinstance(one, dict) else one for one in value]
        explained[key] = value
    return explained | ({"errorMessage": message} if schema.keys() & {"pattern", "enum"} else {})


def _types(schema: Json) -> list[str]:
    types = schema["type"]
    return list(types) if isinstance(types, list) else [types]


def _can_merge(schema: Json) -> bool:
    """Whether further types can join the schema's own: its keywords then judge single values."""
    return "type" in schema and "enum" not in schema and "object" not in _types(schema)


def _one_or_more(entry: Json) -> Json:
    """A list of entries, or one of them alone."""
    if _can_merge(entry):
        return {**entry, "type": ["array", *_types(entry)], "items": entry}
    return {"anyOf": [{"type": "array", "items": entry}, entry]}


def _or_nothing(schema: Json) -> Json:
    """The schema, or null."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "type" in schema:
        return {**schema, "type": [*_types(schema), "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _not_empty(schema: Json) -> Json:
    """The schema without empty texts and lists."""
    types = _types(schema) if "type" in schema else []
    least = {"minLength": 1} if "string" in types and "pattern" not in schema else {}
    return {**schema, **least, **({"minItems": 1} if "array" in types else {})}


def as_text(schema: Json) -> str:
    """The schema as JSON for people to read and compare: what is short stands on one line."""
    return _written(schema, 0) + "\n"


def _written(value: object, depth: int) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(flat) + 2 * depth <= _WIDTH:
        return flat
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return flat
    pad, end = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict):
        lines = [
            f"{json.dumps(key, ensure_ascii=False)}: {_written(one, depth + 1)}"
            for key, one in value.items()
        ]
        return "{\n" + ",\n".join(pad + line for line in lines) + f"\n{end}}}"
    entries = [pad + _written(one, depth + 1) for one in value]
    return "[\n" + ",\n".join(entries) + f"\n{end}]"
