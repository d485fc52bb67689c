"""What a look at a file passes on: values with their surroundings, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pmkit.model.place import Place, unpack
from pmkit.store.formatting.blocks import Field
from pmkit.store.formatting.layout import Layout
from pmkit.store.formatting.patch import Patch, Sort

_QUOTED = re.compile(r"'([^'\n]*)'|\"([^\"\\\n]*)\"")
_NO_NAME = re.compile(r"[|>\n]")

Make = Callable[[Layout], Patch | None]


class Suspect(NamedTuple):
    """Something that is not as it should be, and what makes the patch if that can be done."""

    sort: Sort
    make: Make

    def patch(self, layout: Layout) -> Patch | None:
        """The patch that sets it right; None where a comment would then speak of something else."""
        made = self.make(layout)
        return made if made is not None and layout.spoken.allows(made) else None


class Spot(NamedTuple):
    """A value; the mapping and the key that it stands behind, if any; whether it is in brackets."""

    value: int | Place
    holder: Place | None = None
    key: str = ""
    in_flow: bool = False

    @property
    def field(self) -> Field | None:
        """The key that the value stands behind."""
        return None if self.holder is None else Field(self.holder, self.key)


def name_at(text: str, value: int | Place) -> str:
    """What a single value on one line says; empty where that takes a parser to know."""
    if isinstance(value, Place):
        return ""
    start, end = unpack(value)
    written = text[start:end]
    if written[:1] in ("'", '"'):
        quoted = _QUOTED.fullmatch(written)
        return (quoted[1] or quoted[2] or "") if quoted else ""
    return "" if _NO_NAME.search(written) else written


def names_at(text: str, value: int | Place, line_key: str) -> list[str]:
    """What the entries of a list say, mappings by one of their keys; empty for anything else."""
    inside = value.inside if isinstance(value, Place) else None
    if not isinstance(inside, list):
        return []
    return [name_at(text, _named(one, line_key)) for one in inside]


def _named(value: int | Place, line_key: str) -> int | Place:
    if isinstance(value, Place) and isinstance(value.inside, dict):
        return value.inside.get(line_key, value)
    return value
