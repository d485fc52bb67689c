"""The law of the formatter: a file says afterwards what it said before.

Words of choices may have become English and lists of links may stand in another order; a link that
nesting says already may be gone. All else is as it was: every value, every comment, every fault.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from pmkit.model.choice import Choice
from pmkit.model.fields import Refusal
from pmkit.model.form import Form, Leaf, Listing, Nested, Table, fields_of
from pmkit.model.place import Place, covering
from pmkit.store.formatting.items import Found, items_of
from pmkit.store.formatting.looks import is_of_links, line_key_of
from pmkit.store.yaml_reader import Data, Reading


def meaning(reading: Reading, prefixes: Mapping[str, str]) -> Data:
    """What a file says, however it is written."""
    items = {id(found.data): found for found in items_of(reading, prefixes)}
    return _said(reading.data, items)


def comments(text: str, place: Place) -> Counter[str]:
    """How often each comment stands in a file, without the blanks behind it."""
    found: Counter[str] = Counter()
    scalars = place.scalars() if "#" in text else ()
    offset = text.find("#")
    while offset >= 0:
        value = covering(scalars, offset)
        if value is None or _is_header(text, value[0], offset):
            end = text.find("\n", offset)
            end = len(text) if end < 0 else end
            found[text[offset:end].rstrip()] += 1
        else:
            end = value[1]
        offset = text.find("#", end)
    return found


def _is_header(text: str, start: int, offset: int) -> bool:
    """Whether an offset is in the first line of a block of text, where a comment may stand."""
    return text[start] in "|>" and text.find("\n", start, offset) < 0


def _said(data: Data, items: Mapping[int, Found]) -> Data:
    """What data say: nobody needs the line ends at the end of a text."""
    if isinstance(data, str):
        return data.rstrip("\n")
    if isinstance(data, list):
        return [_said(one, items) for one in data]
    if not isinstance(data, dict):
        return data
    found = items.get(id(data))
    if found is None:
        return [(key, _said(value, items)) for key, value in data.items()]
    forms = fields_of(found.kind)
    nested = (found.target, [found.target]) if found.target else ()
    return {
        key: _meant(value, forms[key]) if key in forms else _said(value, items)
        for key, value in data.items()
        if key != found.link or value not in nested
    }


def _meant(data: Data, form: Form) -> Data:
    """What the value of a field says."""
    if isinstance(form, Leaf):
        return _single(data, form)
    if isinstance(form, Listing):
        if not isinstance(data, list):
            return _meant(data, form.of)
        entries = [_meant(one, form.of) for one in data]
        return sorted(entries, key=_in_any_order) if is_of_links(form) else entries
    if not isinstance(data, dict):
        line = fields_of(form.model).get(line_key_of(form)) if isinstance(form, Nested) else None
        return _said(data, {}) if line is None else _meant(data, line)
    if isinstance(form, Table):
        return [(key, _meant(value, form.values)) for key, value in data.items()]
    forms = fields_of(form.model)
    return {
        key: _meant(value, forms[key]) if key in forms else _said(value, {})
        for key, value in data.items()
    }


def _in_any_order(entry: Data) -> str:
    return json.dumps(entry, sort_keys=True)


def _single(data: Data, form: Leaf) -> Data:
    if isinstance(form.type, Choice):
        try:
            return form.type.read(data)
        except Refusal:
            return _said(data, {})
    return dict(data) if isinstance(data, dict) else _said(data, {})
