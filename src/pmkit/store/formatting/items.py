"""The items of a file, one by one, without reading what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pmkit.kinds import kinds, plurals
from pmkit.model.form import fields_of
from pmkit.model.item import Item
from pmkit.model.place import Place
from pmkit.store.yaml_reader import Data, Reading


class Found(NamedTuple):
    """An item: its data, where it is, and the link that its place inside another one says."""

    kind: type[Item]
    data: dict[str, Data]
    place: Place
    link: str = ""
    target: str = ""


def items_of(reading: Reading, prefixes: Mapping[str, str]) -> Iterator[Found]:
    """All items of a file, outer ones first; none where it holds something else."""
    data, place = reading
    if not isinstance(data, dict):
        return
    if "kind" in data or "id" in data:
        kind = _kind_of_one(data, prefixes)
        if kind is not None:
            yield from _with_inner(Found(kind, data, place))
        return
    for key, value in data.items():
        if key in plurals():
            yield from _listed(plurals()[key], value, place.child(key), "", "")


def _kind_of_one(data: dict[str, Data], prefixes: Mapping[str, str]) -> type[Item] | None:
    written, item_id = data.get("kind"), data.get("id")
    if isinstance(written, str):
        return kinds().get(written)
    prefix = item_id.partition("-")[0] if isinstance(item_id, str) else ""
    return next((kinds()[name] for name, known in prefixes.items() if known == prefix), None)


def _listed(
    kind: type[Item], value: Data, place: Place | None, link: str, target: str
) -> Iterator[Found]:
    pairs = zip(value, place.children(), strict=True) if isinstance(value, list) and place else ()
    for one, inner in pairs or (((value, place),) if isinstance(value, dict) else ()):
        if isinstance(one, dict) and inner is not None:
            yield from _with_inner(Found(kind, one, inner, link, target))


def _with_inner(found: Found) -> Iterator[Found]:
    """An item and those that stand inside it."""
    yield found
    item_id = found.data.get("id")
    target = item_id if isinstance(item_id, str) else ""
    known = fields_of(found.kind)
    for plural, link in found.kind.nests.items():
        if plural in found.data and plural not in known:
            value, place = found.data[plural], found.place.child(plural)
            yield from _listed(plurals()[plural], value, place, link, target)
