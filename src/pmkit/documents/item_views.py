"""What templates see of items of any kind: links to them, tables of them, their figures and files.

Single lines are plain text, which printing escapes. What is absent is empty.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from pmkit.documents.markdown import Markdown

Row = TypeVar("Row")


def is_filled(view: Any, *without: str) -> bool:
    """Whether any field of a view holds anything, but for some."""
    return any(getattr(view, name) for name in names_of(view.__class__) if name not in without)


@cache
def names_of(kind: Any) -> tuple[str, ...]:
    """The names of the fields of a sort of view, in their order."""
    return tuple(field.name for field in fields(kind))


@dataclass(frozen=True)
class TableView(Generic[Row]):
    """Rows of one sort."""

    rows: tuple[Row, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields that any of the rows fills."""
        if not self.rows:
            return ()
        first: Any = self.rows[0]
        names = names_of(first.__class__)
        return tuple(name for name in names if any(getattr(row, name) for row in self.rows))


@dataclass(frozen=True, slots=True)
class LinkView:
    """An item that is named; what is named and is no item has a title only."""

    id: str
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CustomView:
    """A field of the user's own; ``text`` is Markdown where ``is_text`` says so."""

    label: str
    text: str
    is_text: bool


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file or page: its sort, and a link to it, or its name where no link may lead there."""

    kind: str
    link: Markdown


@dataclass(frozen=True, slots=True)
class MetricView:
    """A figure of an item, with where it starts, what it has to be, and where it stands."""

    of: LinkView | None
    name: str
    quality: str
    baseline: str
    target: str
    actual: str
    due: str
    condition: str
    source: str


Metrics = TableView[MetricView]
