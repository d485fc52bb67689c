"""The query language of --where.

    status == in_progress and (priority.moscow == must or "quick win" in tags)

Left of a comparison stands a field, dotted into what is inside; right of it a word up to a blank or
a quoted text, read by the field's type. A field that is absent fails every comparison but ``!=``.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from pmkit.kinds.inheritance import FIELDS, inherited
from pmkit.model.choice import Choice
from pmkit.model.fields import (
    BoolType,
    DateType,
    DurationType,
    FieldType,
    Lag,
    LineType,
    LinkType,
    MoneyType,
    NumberType,
    PercentType,
    Refusal,
    magnitude,
)
from pmkit.model.form import Form, Leaf, Listing, Nested, Table, attributes_of, fields_of
from pmkit.model.graph import ID
from pmkit.model.item import Item
from pmkit.model.quantity import Duration, Money, Range
from pmkit.model.text import nearest
from pmkit.model.workspace import Entry, Workspace

_TOKEN = re.compile(
    r"""\s*(?:(?P<sign>==|!=|<=|>=|<|>|\(|\))|"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>[^']*)'"""
    r"""|(?P<word>[^\s()=!<>"']+))"""
)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_WORDS = ("and", "or", "not", "in", "contains")
_MOST_NESTING = 50
_ORDERED = (str, int, Decimal, date)


class QueryError(ValueError):
    """A query that cannot be understood: a message template, a hint, and their values."""

    def __init__(self, message: str, hint: str = "", **values: object) -> None:
        super().__init__(message.format(**values) + (f": {hint.format(**values)}" if hint else ""))
        self.message, self.hint, self.values = message, hint, values


Query = Callable[[Workspace, Entry], bool]


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def parse(text: str, kinds: Iterable[type[Item]], custom: Iterable[str] = ()) -> Query:
    """A query over items of some kinds; raises QueryError."""
    return _Parser(_tokens(text), tuple(kinds), frozenset(custom)).query()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            rest = text[position:].strip()
            if rest[0] in "\"'":
                raise QueryError(
                    "the quote before {rest} is not closed", rest=rest[1:] or "the end"
                )
            hint = "write == for equals" if rest[0] == "=" else "write != for differs"
            raise QueryError("{rest} is not understood", hint, rest=rest)
        kind = match.lastgroup or ""
        word = match[kind]
        if kind == "double":
            word = re.sub(r"\\(.)", r"\1", word)
        if kind in ("double", "single"):
            kind = "text"
        elif kind == "word" and word in _WORDS:
            kind = "sign"
        found.append(_Token(kind, word))
        position = match.end()
    return found


class _Parser:
    """Recursive descent: or, and, not, comparison."""

    def __init__(
        self, tokens: list[_Token], kinds: tuple[type[Item], ...], custom: frozenset[str]
    ) -> None:
        self.tokens = tokens
        self.kinds = kinds
        self.custom = custom
        self.position = 0
        self.nesting = 0

    def query(self) -> Query:
        if not self.tokens:
            raise QueryError("the query is empty", 'write one such as "status == draft"')
        found = self._any()
        if self.position < len(self.tokens):
            rest = self.tokens[self.position].text
            raise QueryError(
                "{rest} is not understood here", "join conditions with and or or", rest=rest
            )
        return found

    def _accept(self, *signs: str) -> str | None:
        if self.position < len(self.tokens):
            token = self.tokens[self.position]
            if token.kind == "sign" and token.text in signs:
                self.position += 1
                return token.text
        return None

    def _any(self) -> Query:
        parts = [self._all()]
        while self._accept("or"):
            parts.append(self._all())
        return lambda workspace, entry: any(part(workspace, entry) for part in parts)

    def _all(self) -> Query:
        parts = [self._negated()]
        while self._accept("and"):
            parts.append(self._negated())
        return lambda workspace, entry: all(part(workspace, entry) for part in parts)

    def _negated(self) -> Query:
        sign = self._accept("not", "(")
        if sign is None:
            return self._comparison()
        self.nesting += 1
        if self.nesting > _MOST_NESTING:
            raise QueryError("the query is nested more than {count} deep", count=_MOST_NESTING)
        inner = self._negated() if sign == "not" else self._any()
        self.nesting -= 1
        if sign == "not":
            return lambda workspace, entry: not inner(workspace, entry)
        if not self._accept(")"):
            raise QueryError("a bracket is not closed")
        return inner

    def _operand(self, what: str) -> _Token:
        if self.position < len(self.tokens) and self.tokens[self.position].kind != "sign":
            self.position += 1
            return self.tokens[self.position - 1]
        after = self.tokens[self.position - 1].text if self.position else ""
        raise QueryError("{what} is missing after {after}", what=what, after=after or "the start")

    def _comparison(self) -> Query:
        left = self._operand("a field")
        sign = self._accept("==", "!=", "<", "<=", ">", ">=", "in", "contains")
        if sign is None:
            if left.kind == "word" and self._knows(left.text):
                return _presence(self._field(left.text))
            hint = "write one of == != < <= > >= in contains"
            raise QueryError("a comparison is missing after {left}", hint, left=left.text)
        if sign == "in":
            return _contains(self._field(self._operand("a field").text), left.text)
        field = self._field(left.text)
        written = self._operand("a value").text
        if sign == "contains":
            return _contains(field, written)
        if sign == "!=":
            equal = _compared(field, operator.eq, written)
            return lambda workspace, entry: not equal(workspace, entry)
        return _compared(field, _COMPARE[sign], written)

    def _knows(self, name: str) -> bool:
        try:
            self._field(name)
        except QueryError:
            return False
        return True

    def _field(self, name: str) -> Field:
        return find_field(name, self.kinds, self.custom)


def find_field(name: str, kinds: Iterable[type[Item]], custom: Iterable[str] = ()) -> Field:
    """The field that a name means for items of some kinds; raises QueryError."""
    kinds = tuple(kinds)
    steps = tuple(name.split("."))
    if steps == ("kind",):
        return Field(name, steps, {kind.kind: Leaf(LineType()) for kind in kinds})
    if name in custom:
        return Field(name, steps, {kind.kind: Leaf(LineType()) for kind in kinds}, custom=True)
    forms = {kind.kind: form for kind in kinds if (form := _form_at(kind, steps)) is not None}
    if forms:
        return Field(name, steps, forms)
    known = sorted({field for kind in kinds for field in fields_of(kind)} | {"kind", *custom})
    better = nearest(steps[0], known)
    if steps[0] in known:
        raise QueryError("{first} has no {name}", first=steps[0], name=name)
    hint = "did you mean {better}?" if better else "fields are {known}"
    raise QueryError(
        "there is no field {name}", hint, name=name, better=better, known=", ".join(known)
    )


def _form_at(kind: type[Item], steps: tuple[str, ...]) -> Form | None:
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
    if isinstance(form, Nested):
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
        sense for one of them. A custom field's is read like the value that it is compared with.
        """
        if self.custom:
            return lambda entry, found: _read_alike(written, found)
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
            return _comparable(form.type.read(written))
        except Refusal as refusal:
            values = {"field": self.name, **refusal.values}
            raise QueryError(refusal.message, refusal.hint, **values) from None

    def values(self, workspace: Workspace, entry: Entry) -> list[Any]:
        """All comparable values of an item in this field; several where lists are on the way."""
        found = self.found(workspace, entry)
        listed = found if isinstance(found, list | tuple) else [found]
        return [value for value in listed if value not in (None, "", {})]

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
        value = _comparable(values[0])
        if self.custom or not isinstance(form, Leaf):
            return (type(value).__name__, value if isinstance(value, _ORDERED) else 0)
        if isinstance(form.type, Choice):
            return ("", form.type.words.index(value))
        return (type(value).__name__, value)


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


def _comparable(value: Any) -> Any:
    """A value that can be compared with others of its field."""
    if isinstance(value, Range):
        value = value.likely
    if isinstance(value, Lag):
        return value.days
    return magnitude(value) if isinstance(value, (Duration, Money, Decimal)) else value


_TYPES: dict[type, FieldType] = {
    bool: BoolType(),
    date: DateType(),
    Decimal: NumberType(),
    Duration: DurationType(),
    Money: MoneyType(),
}


def _read_alike(written: str, found: Any) -> Any:
    """A written value, read as the type of one that was found; None where it cannot be."""
    field_type = _TYPES.get(type(found), LineType())
    if isinstance(field_type, NumberType) and written.endswith("%"):
        field_type = PercentType()
    try:
        return _comparable(field_type.read(written))
    except Refusal:
        return None


def _presence(field: Field) -> Query:
    return lambda workspace, entry: any(
        value is not False for value in field.values(workspace, entry)
    )


def _compared(field: Field, compare: Callable[[Any, Any], bool], written: str) -> Query:
    right_side = field.right_side(written)

    def holds(workspace: Workspace, entry: Entry) -> bool:
        return any(
            compare(_comparable(found), right)
            for found in field.values(workspace, entry)
            if (right := right_side(entry, found)) is not None
        )

    return holds


def _contains(field: Field, written: str) -> Query:
    right_side = field.right_side(written)

    def holds(workspace: Workspace, entry: Entry) -> bool:
        whole = _is_whole(field.form_in(entry), written)
        return any(
            _comparable(found) == right
            or (not whole and isinstance(found, str) and str(right) in found)
            for found in field.values(workspace, entry)
            if (right := right_side(entry, found)) is not None
        )

    return holds


def _is_whole(form: Form, written: str) -> bool:
    """Whether only the whole value counts: FEAT-1 is no part of FEAT-10."""
    if not isinstance(form, Leaf):
        return False
    if isinstance(form.type, LinkType):
        return not (form.type.or_line or form.type.or_text) or bool(ID.match(written))
    return isinstance(form.type, Choice)
