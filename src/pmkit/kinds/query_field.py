"""Fields as a query names them: where they are, and what they are compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from pmkit.kinds.inheritance import FIELDS, inherited
from pmkit.model.choice import Choice
from pmkit.model.complaint import Complaint
from pmkit.model.fields import (
    FieldType,
    Lag,
    LineType,
    Refusal,
    magnitude,
)
from pmkit.model.form import Form, Leaf, Listing, Nested, Table, attributes_of, fields_of
from pmkit.model.item import Item
from pmkit.model.quantity import Duration, Money, Range
from pmkit.model.text import nearest
from pmkit.model.workspace import Entry, Workspace

_ORDERED = (str, int, Decimal, date)


class QueryError(Complaint):
    """A query that cannot be understood, and why."""


CustomTypes = Mapping[str, Mapping[str, FieldType]]
"""The types of the user's own fields: by kind, then by name."""


def find_field(name: str, kinds: Iterable[type[Item]], custom: CustomTypes | None = None) -> Field:
    """The field that a name means for items of some kinds; raises QueryError."""
    custom = custom or {}
    kinds = tuple(kinds)
    steps = tuple(name.split("."))
    if steps == ("kind",):
        return Field(name, steps, {kind.kind: Leaf(LineType()) for kind in kinds})
    own: dict[str, Form] = {
        kind.kind: Leaf(custom[kind.kind][name])
        for kind in kinds
        if name in custom.get(kind.kind, {})
    }
    if own:
        return Field(name, steps, own, custom=True)
    forms = {kind.kind: form for kind in kinds if (form := _form_at(kind, steps)) is not None}
    if forms:
        return Field(name, steps, forms)
    raise _unknown(steps, kinds, custom)


def _unknown(
    steps: tuple[str, ...], kinds: tuple[type[Item], ...], custom: CustomTypes
) -> QueryError:
    """What to say of a field that no kind has: at the first step that leads nowhere."""
    above: list[Form] = [Nested(kind) for kind in kinds]
    prefix = ""
    for number in range(1, len(steps)):
        further = [form for kind in kinds if (form := _form_at(kind, steps[:number], False))]
        if not further:
            break
        above, prefix = further, ".".join(steps[:number]) + "."
    known = {f"{prefix}{name}" for form in above for name in _names_in(form)}
    if not prefix:
        known |= {"kind", *(name for kind in kinds for name in custom.get(kind.kind, {}))}
    name = ".".join(steps)
    better = nearest(name, known) or nearest(".".join(steps[: prefix.count(".") + 1]), known)
    hint = "did you mean {better}?" if better else "fields are {known}" if known else ""
    values = {"name": name, "better": better, "known": ", ".join(sorted(known))}
    return QueryError("there is no field {name}", hint, **values)


def _names_in(form: Form) -> Iterable[str]:
    return fields_of(form.model) if isinstance(form, Nested) else ()


def _form_at(kind: type[Item], steps: tuple[str, ...], as_value: bool = True) -> Form | None:
    """The form that some steps lead to; a mapping that a line may stand for is that line."""
    form: Form | None = Nested(kind)
    for step in steps:
        while isinstance(form, Listing):
            form = form.of
        if isinstance(form, Nested):
            form = fields_of(form.model).get(step)
        elif isinstance(form, Table):
            form = form.values
        else:
            return None
    while isinstance(form, Listing):
        form = form.of
    if isinstance(form, Nested) and as_value:
        key = getattr(form.model, "line_key", "")
        form = fields_of(form.model).get(key, form)
    return form


@dataclass(frozen=True)
class Field:
    """A field of a query: where it is, and what each kind that has it compares it with."""

    name: str
    steps: tuple[str, ...]
    forms: Mapping[str, Form]
    custom: bool = False

    @property
    def form(self) -> Form:
        """The form of the field in the first kind that has it."""
        return next(iter(self.forms.values()))

    def form_in(self, entry: Entry) -> Form:
        """The form of the field in an item's own kind."""
        return self.forms.get(entry.item.kind, self.form)

    def right_side(self, written: str) -> Callable[[Entry, Any], Any]:
        """What the right side stands for beside a value of an item; raises QueryError.

        Kinds may read it differently: a status is one word of its kind's list. It has to make
        sense for one of them.
        """
        known: dict[str, Any] = {}
        refused: QueryError | None = None
        for kind, form in self.forms.items():
            try:
                known[kind] = self._read(form, written)
            except QueryError as error:
                refused = refused or error
        if refused is not None and not known:
            raise refused
        return lambda entry, found: known.get(entry.item.kind)

    def _read(self, form: Form, written: str) -> Any:
        if not isinstance(form, Leaf):
            inner = sorted(fields_of(form.model)) if isinstance(form, Nested) else ["…"]
            hint = "write one of {fields}"
            fields = ", ".join(f"{self.name}.{name}" for name in inner)
            raise QueryError("{field} is no single value", hint, field=self.name, fields=fields)
        try:
            return comparable(form.type.read(written))
        except Refusal as refusal:
            values = {"field": self.name, **refusal.values}
            raise QueryError(refusal.message, refusal.hint, **values) from None

    def values(self, workspace: Workspace, entry: Entry) -> list[Any]:
        """All comparable values of an item in this field; several where lists are on the way."""
        return [value for value in _flat(self.found(workspace, entry)) if value not in (None, {})]

    def found(self, workspace: Workspace, entry: Entry) -> Any:
        """What the item has in this field, inherited where the field is handed down."""
        if self.custom:
            return entry.custom.get(self.steps[0])
        if self.name == "kind":
            return entry.item.kind
        if self.name == "title":
            return entry.item.name
        if self.name in FIELDS:
            above = inherited(workspace, entry, self.name)
            return above.value if above else None
        return _at(entry.item, self.steps)

    def ordered(
        self, workspace: Workspace, entries: Iterable[Entry], backwards: bool = False
    ) -> list[Entry]:
        """Items ordered by this field: choices as they are listed, the absent always last."""
        keys = [(self._sorting_key(workspace, entry), entry) for entry in entries]
        there = [(key, entry) for key, entry in keys if key is not None]
        there.sort(key=lambda pair: pair[0], reverse=backwards)
        return [entry for _, entry in there] + [entry for key, entry in keys if key is None]

    def _sorting_key(self, workspace: Workspace, entry: Entry) -> tuple[str, Any] | None:
        form = self.form_in(entry)
        values = self.values(workspace, entry)
        if not values:
            return None
        value = comparable(values[0])
        if not isinstance(form, Leaf):
            return (type(value).__name__, value if isinstance(value, _ORDERED) else 0)
        if isinstance(form.type, Choice):
            return ("", form.type.words.index(value))
        return (type(value).__name__, value)


def _flat(found: Any) -> Iterator[Any]:
    if isinstance(found, list | tuple):
        for one in found:
            yield from _flat(one)
    elif found != "":
        yield found


def _at(value: Any, steps: tuple[str, ...]) -> Any:
    if isinstance(value, tuple):
        return [found for entry in value if (found := _at(entry, steps)) is not None]
    if not steps or value is None:
        key = getattr(value, "line_key", "")
        return getattr(value, key) if key else value
    if isinstance(value, dict):
        return _at(value.get(steps[0]), steps[1:])
    if not isinstance(value, BaseModel):
        return None
    attribute = attributes_of(type(value)).get(steps[0], "")
    return _at(getattr(value, attribute, None), steps[1:]) if attribute else None


def comparable(value: Any) -> Any:
    """A value that can be compared with others of its field."""
    if isinstance(value, Range):
        value = value.likely
    if isinstance(value, Lag):
        return value.days
    return magnitude(value) if isinstance(value, (Duration, Money, Decimal)) else value
