"""Values as people type them on a command line, put into an item's data field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pmkit.model.diagnostic import Phrase
from pmkit.model.fields import FieldType, LineType, LinkType, RangeType, Refusal
from pmkit.model.form import Form, Leaf, Listing, Nested, Table, fields_of
from pmkit.model.item import Item
from pmkit.store.validate import suggest_key
from pmkit.store.yaml_reader import Data

_RANGE = ("low", "likely", "high", "dist")
_COMMA = re.compile(r"(?<!\\),")
_COMMA_OF_LINES = re.compile(r"(?<!\\)(?:(?<![0-9]),|,(?![0-9]))")
_COMMA_OF_IDS = re.compile(r"\s*[,，、]\s*")

Fields = Mapping[str, Form]


def forms_of(kind: type[Item], custom: Mapping[str, FieldType]) -> dict[str, Form]:
    """The form of every field that items of a kind may have, the user's own included."""
    return {**{name: Leaf(type) for name, type in custom.items()}, **fields_of(kind)}


def assign(fields: Fields, owner: str, data: dict[str, Data], path: str, text: str) -> None:
    """Puts a text into the field that a dotted path names; raises Refusal.

    Commas separate the entries of a list of ids, words or lines, but not the digits of a number in
    a line; ``\\,`` is a comma, too. Entries are added to those that are there; one that is a
    sentence of its own, such as an acceptance criterion, is taken as a whole. Any other field takes
    the last text; an empty text removes it.
    """
    first, *rest = path.split(".")
    form = _form(fields, owner, first)
    if not text.strip() and not rest:
        data.pop(first, None)
        return
    _put(form, first, data, first, rest, _tidy(text))


def _tidy(text: str) -> str:
    """The text with plain line ends: one at the end if it has several lines, else none."""
    lines = text.replace("\r\n", "\n").rstrip("\n")
    return lines + "\n" if "\n" in lines else lines


def _form(fields: Fields, owner: str, key: str) -> Form:
    if key in fields:
        return fields[key]
    if key.startswith("x-"):
        return Leaf(_Anything())
    better, hint = suggest_key(key, list(fields))
    raise Refusal(
        "unknown-key",
        "{owner} has no field {key}",
        hint,
        owner=Phrase(owner),
        key=key,
        better=better,
        known=", ".join(fields),
    )


class _Anything(FieldType):
    """The user's own keys take whatever is written."""

    expected = Phrase("text")

    def read(self, written: object) -> Any:
        return written


def _put(
    form: Form, path: str, holder: dict[str, Data], key: str, rest: Sequence[str], text: str
) -> None:
    """Puts a text under a key, or further inside."""
    if isinstance(form, Listing) and not rest:
        holder[key] = [*_as_list(holder.get(key)), *_entries(form.of, path, text)]
    elif not rest:
        holder[key] = _checked(form, path, text)
    elif isinstance(form, Nested):
        inner = _inside(holder, key, _line_key(form))
        next_form = _form(fields_of(form.model), path, rest[0])
        _put(next_form, f"{path}.{rest[0]}", inner, rest[0], rest[1:], text)
    elif isinstance(form, Table):
        _checked(form.keys, path, rest[0])
        inner = _inside(holder, key, "")
        _put(form.values, f"{path}.{rest[0]}", inner, rest[0], rest[1:], text)
    elif isinstance(form, Leaf) and isinstance(form.type, RangeType) and rest[0] in _RANGE:
        _inside(holder, key, "likely")[rest[0]] = text
    else:
        raise Refusal(
            "wrong-shape",
            "{field} has no fields that could be set one by one",
            "write it into the file by hand" if isinstance(form, Listing) else "write {field}=…",
            field=path,
        )


def _inside(holder: dict[str, Data], key: str, line_key: str) -> dict[str, Data]:
    """The mapping under a key; a line that stands there becomes the field that it stands for."""
    written = holder.get(key)
    inner = written if isinstance(written, dict) else {line_key: written} if written else {}
    holder[key] = inner
    return inner


def _as_list(written: Data) -> list[Data]:
    return written if isinstance(written, list) else [] if written is None else [written]


def _entries(form: Form, path: str, text: str) -> list[str]:
    """The entries that a text holds."""
    line = _line(form)
    if isinstance(line.type, LinkType) and not line.type.or_line:
        parts = _COMMA_OF_IDS.split(text)
    elif isinstance(form, Leaf):
        comma = _COMMA_OF_LINES if isinstance(line.type, LineType) else _COMMA
        parts = [part.replace("\\,", ",") for part in comma.split(text)]
    else:
        parts = [text]
    return [_checked(form, path, part.strip()) for part in parts if part.strip()]


def _line_key(form: Form) -> str:
    """The field of a mapping that a single line stands for; empty if there is none."""
    return str(getattr(form.model, "line_key", "")) if isinstance(form, Nested) else ""


def _line(form: Form) -> Leaf:
    """What reads a single text in place of a form."""
    inner = fields_of(form.model).get(_line_key(form)) if isinstance(form, Nested) else form
    return inner if isinstance(inner, Leaf) else Leaf(_Anything())


def _checked(form: Form, path: str, text: str) -> str:
    """The text, if a form reads it; raises Refusal."""
    if isinstance(form, Leaf) or _line_key(form):
        _line(form).type.read(text)
        return text
    if isinstance(form, Nested):
        known = list(fields_of(form.model))
        raise Refusal(
            "wrong-shape",
            "{field} has fields of its own",
            "write {field}.{example}=…; it has {known}",
            field=path,
            example=known[0],
            known=", ".join(known),
        )
    raise Refusal(
        "wrong-shape", "{field} takes a key and a value", "write {field}.KEY=…", field=path
    )
