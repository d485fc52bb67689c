"""Lists of items as tables and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pmkit import i18n
from pmkit.kinds.query_field import QueryError
from pmkit.kinds.where import Field, find_field
from pmkit.model.item import Item
from pmkit.model.text import visible
from pmkit.model.workspace import Entry, Workspace
from pmkit.output.plain import as_words, item_as_json, json_text, unobeyed
from pmkit.output.tables import Table

_USUAL = ("status", "release", "priority.moscow", "owner")


def usual_fields(
    workspace: Workspace, entries: Sequence[Entry], kinds: Sequence[type[Item]], every: bool
) -> list[Field]:
    """The fields that a list shows unasked: what identifies an item, then what is filled in."""
    names = ["id", *(["kind"] if every else []), "title"]
    for name in _USUAL:
        if not every or name == "status":
            names.append(name)
    found = []
    for name in names:
        try:
            field = find_field(name, kinds)
        except QueryError:
            continue
        if name in ("id", "title") or any(field.values(workspace, entry) for entry in entries):
            found.append(field)
    return found


def as_table(
    workspace: Workspace,
    entries: Sequence[Entry],
    fields: Sequence[Field],
    language: str,
    label: Callable[[str], str],
) -> Table:
    """One row an item, one column a field."""
    steady = frozenset(n for n, field in enumerate(fields) if field.name in ("id", "kind"))
    columns = tuple("ID" if field.name == "id" else label(field.name) for field in fields)
    table = Table(columns, steady=steady)
    for entry in entries:
        table.rows.append(tuple(_cell(workspace, entry, field, language) for field in fields))
    return table


def _cell(workspace: Workspace, entry: Entry, field: Field, language: str) -> str:
    if field.name == "kind":
        return i18n.translator(language)(entry.item.kind)
    found = field.found(workspace, entry)
    form = field.form_in(entry)
    if isinstance(found, list):
        return ", ".join(as_words(one, form, language) for one in found)
    return as_words(found, form, language)


def as_ids(entries: Sequence[Entry]) -> str:
    """The ids of items, one a line."""
    return unobeyed("\n".join(visible(entry.id) for entry in entries))


def as_json_text(workspace: Workspace, entries: Sequence[Entry]) -> str:
    """The items as a JSON list, each with every field that was written."""
    items = [
        item_as_json(entry, workspace.sources[entry.path].position(entry.span(("id",)).start)[0])
        for entry in entries
    ]
    return json_text(items)
