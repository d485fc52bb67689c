"""What is written at the place of a problem: the value, the keys that lead to it, and its field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from pmkit.check.field_at import entries_around
from pmkit.check.rule import Plan
from pmkit.model.fields import FieldType, RangeType
from pmkit.model.form import Form, Leaf, Listing, Nested, Table, fields_of
from pmkit.model.place import Path, Place, Span
from pmkit.model.workspace import Entry, Workspace
from pmkit.store.settings import Settings
from pmkit.store.tree import MARKER

_RANGE = ("low", "likely", "high")


@dataclass(frozen=True)
class Written:
    """A value as it is written in an item, or in pmkit.yaml where there is no item."""

    plan: Plan
    entry: Entry | None
    root: Place
    path: Path
    span: Span

    @property
    def source(self) -> str:
        """The text of the file."""
        return self.plan.workspace.sources[self.span.path].text

    @property
    def text(self) -> str:
        """The value as it stands in the file, with its quotes."""
        return self.source[self.span.start : self.span.end]

    @property
    def form(self) -> Form | None:
        """The form of the field, if it is one that is known."""
        return form_at(self.plan, self.entry, self.path)

    @property
    def type(self) -> FieldType | None:
        """The type of the field, if it takes a single value."""
        form = self.form
        while isinstance(form, Listing):
            form = form.of
        if isinstance(form, Nested):
            key = str(getattr(form.model, "line_key", ""))
            form = fields_of(form.model).get(key)
        if not isinstance(form, Leaf):
            return None
        return form.type.of if isinstance(form.type, RangeType) else form.type


def written_at(plan: Plan, span: Span) -> Written | None:
    """What is written at a span; None where it is inside no item."""
    if span.path == MARKER:
        return Written(plan, None, plan.place, _path_to(plan, None, plan.place, span), span)
    entry = entry_at(plan.workspace, span)
    if entry is None:
        return None
    return Written(plan, entry, entry.place, _path_to(plan, entry, entry.place, span), span)


def says_plainly(text: str, value: str) -> bool:
    """Whether a value stands in the file as it is read, or between quotes."""
    return text == value or (text[:1] in ("'", '"') and text[1:-1] == value)


def entry_at(workspace: Workspace, span: Span) -> Entry | None:
    """The innermost item that is written around a span."""
    around = entries_around(workspace, span)
    return next((entry for entry in around if span.end <= entry.place.end), None)


def _path_to(plan: Plan, entry: Entry | None, place: Place, span: Span) -> Path:
    """The keys and numbers that lead to what is written at a span."""
    path: Path = ()
    inner: Place | None = place
    while inner is not None:
        for step, child in _steps(plan, entry, path, inner):
            if child.start <= span.start and span.end <= child.end:
                path, inner = (*path, step), child
                break
        else:
            inner = None
    return path


def _steps(
    plan: Plan, entry: Entry | None, path: Path, place: Place
) -> Iterator[tuple[str | int, Place]]:
    """What is inside a place, names that are known fields first: a key may go by two names."""
    if isinstance(place.inside, dict):
        named = list(zip(place.inside, place.children(), strict=True))
        form = form_at(plan, entry, path)
        known = fields_of(form.model) if isinstance(form, Nested) else {}
        yield from (pair for pair in named if pair[0] in known)
        yield from (pair for pair in named if pair[0] not in known)
    else:
        yield from enumerate(place.children())


def form_at(plan: Plan, entry: Entry | None, path: Path) -> Form | None:
    """The form of a field of an item, or of a setting; None for what the format does not know."""
    model: type[BaseModel] = Settings if entry is None else type(entry.item)
    if entry is not None and path:
        custom = plan.settings.fields.get(entry.item.kind, {}).get(str(path[0]))
        if custom is not None:
            return Leaf(custom.field_type())
    form: Form | None = Nested(model)
    for step in path:
        form = _inside(form, step)
    return form


def _inside(form: Form | None, step: str | int) -> Form | None:
    while isinstance(form, Listing):
        form = form.of
        if isinstance(step, int):
            return form
    if isinstance(form, Nested):
        return fields_of(form.model).get(str(step))
    if isinstance(form, Table):
        return form.values
    if isinstance(form, Leaf) and isinstance(form.type, RangeType) and step in _RANGE:
        return Leaf(form.type.of)
    return None
