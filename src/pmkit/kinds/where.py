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
from typing import Any

from pmkit.kinds.query_field import CustomTypes, Field, QueryError, comparable, find_field
from pmkit.model.choice import Choice
from pmkit.model.diagnostic import Phrase
from pmkit.model.fields import LinkType
from pmkit.model.form import Form, Leaf
from pmkit.model.graph import ID
from pmkit.model.item import Item
from pmkit.model.workspace import Entry, Workspace

__all__ = ["Field", "Query", "QueryError", "find_field", "parse"]

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

Query = Callable[[Workspace, Entry], bool]


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def parse(text: str, kinds: Iterable[type[Item]], custom: CustomTypes | None = None) -> Query:
    """A query over items of some kinds; raises QueryError."""
    return _Parser(_tokens(text), tuple(kinds), custom or {}).query()


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
                    "the quote before {rest} is not closed", rest=rest[1:] or Phrase("the end")
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
        self, tokens: list[_Token], kinds: tuple[type[Item], ...], custom: CustomTypes
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
        before = after or Phrase("the start")
        raise QueryError("{what} is missing after {after}", what=Phrase(what), after=before)

    def _comparison(self) -> Query:
        left = self._operand("a field")
        sign = self._accept("==", "!=", "<", "<=", ">", ">=", "in", "contains")
        if sign is None:
            if left.kind == "word" and self._ends():
                return _presence(self._field(left.text))
            hint = "write one of == != < <= > >= in contains"
            raise QueryError("a comparison is missing after {left}", hint, left=left.text)
        if sign == "in" and self._accept("("):
            return self._one_of(self._field(left.text))
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

    def _one_of(self, field: Field) -> Query:
        """A field that has one of the values up to the closing bracket, set apart by commas."""
        parts: list[Query] = []
        while not self._accept(")"):
            for word in self._operand("a value").text.strip(",").split(","):
                parts.append(_compared(field, operator.eq, word))
        return lambda workspace, entry: any(part(workspace, entry) for part in parts)

    def _ends(self) -> bool:
        """Whether a condition ends here."""
        tokens = self.tokens[self.position : self.position + 1]
        return not tokens or (tokens[0].kind == "sign" and tokens[0].text in ("and", "or", ")"))

    def _field(self, name: str) -> Field:
        return find_field(name, self.kinds, self.custom)


def _presence(field: Field) -> Query:
    return lambda workspace, entry: any(
        value is not False for value in field.values(workspace, entry)
    )


def _compared(field: Field, compare: Callable[[Any, Any], bool], written: str) -> Query:
    right_side = field.right_side(written)

    def holds(workspace: Workspace, entry: Entry) -> bool:
        return any(
            compare(comparable(found), right)
            for found in field.values(workspace, entry)
            if (right := right_side(entry, found)) is not None
        )

    return holds


def _contains(field: Field, written: str) -> Query:
    right_side = field.right_side(written)

    def holds(workspace: Workspace, entry: Entry) -> bool:
        whole = _is_whole(field.form_in(entry), written)
        return any(
            comparable(found) == right
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
        return not form.type.or_line or bool(ID.match(written))
    return isinstance(form.type, Choice)
