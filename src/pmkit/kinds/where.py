"""The query language of --where.

    status == in_progress and (priority.moscow == must or "quick win" in tags)

Left of a comparison stands a field, dotted into what is inside; right of it a word up to a blank or
a quoted text, read by the field's type. A field that is absent fails every comparison but ``!=``.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from pmkit.kinds.inheritance import FIELDS, inherited
from pmkit.model.choice import Choice
from pmkit.model.fields import LineType, Refusal, magnitude
from pmkit.model.form import Form, Leaf, Listing, Nested, Table, attributes_of, fields_of
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
            hint = "write == for equals" if rest.startswith("=") else "quote texts with blanks"
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
        if self._accept("not"):
            inner = self._negated()
            return lambda workspace, entry: not inner(workspace, entry)
        if self._accept("("):
            inner = self._any()
            if not self._accept(")"):
                raise QueryError("a bracket is not closed")
            return inner
        return self._comparison()

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
            field = self._field(self._operand("a field").text)
            return _contains(field, field.value(left.text))
        field = self._field(left.text)
        value = field.value(self._operand("a value").text)
        if sign == "contains":
            return _contains(field, value)
        if sign == "!=":
            equal = _compared(field, operator.eq, value)
            return lambda workspace, entry: not equal(workspace, entry)
        return _compared(field, _COMPARE[sign], value)

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
        return Field(name, steps, Leaf(LineType()))
    if steps[0] in custom:
        return Field(name, steps, Leaf(LineType()), custom=True)
    for kind in kinds:
        form = _form_at(kind, steps)
        if form is not None:
            return Field(name, steps, form)
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
    """A field of a query: where it is, and the form of what it is compared with."""

    name: str
    steps: tuple[str, ...]
    form: Form
    custom: bool = False

    def value(self, written: str) -> Any:
        """What the right side stands for."""
        if not isinstance(self.form, Leaf) or self.custom:
            return written
        try:
            return _comparable(self.form.type.read(written))
        except Refusal as refusal:
            values = {"field": self.name, **refusal.values}
            raise QueryError(refusal.message, refusal.hint, **values) from None

    def values(self, workspace: Workspace, entry: Entry) -> list[Any]:
        """All comparable values of an item in this field; several where lists are on the way."""
        found = self.found(workspace, entry)
        listed = found if isinstance(found, list | tuple) else [found]
        return [_comparable(value) for value in listed if value not in (None, "", {})]

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

    def sorting_key(self, workspace: Workspace, entry: Entry) -> tuple[bool, Any]:
        """A key that orders items by this field: choices as they are listed, the absent last."""
        values = self.values(workspace, entry)
        if not values:
            return (True, 0)
        if isinstance(self.form, Leaf) and isinstance(self.form.type, Choice):
            return (False, self.form.type.words.index(values[0]))
        return (False, values[0])


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
    return magnitude(value) if isinstance(value, (Duration, Money, Decimal)) else value


def _presence(field: Field) -> Query:
    return lambda workspace, entry: any(field.values(workspace, entry))


def _compared(field: Field, compare: Callable[[Any, Any], bool], value: Any) -> Query:
    def holds(workspace: Workspace, entry: Entry) -> bool:
        return any(_safe(compare, found, value) for found in field.values(workspace, entry))

    return holds


def _safe(compare: Callable[[Any, Any], bool], found: Any, value: Any) -> bool:
    try:
        return compare(found, value)
    except TypeError:
        return compare(str(found), str(value))


def _contains(field: Field, value: Any) -> Query:
    def holds(workspace: Workspace, entry: Entry) -> bool:
        return any(
            found == value or (isinstance(found, str) and str(value) in found)
            for found in field.values(workspace, entry)
        )

    return holds
