"""The data of one file into items: both shapes of a file, nesting, custom fields, unknown keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pmkit.kinds import kinds, plurals
from pmkit.model.diagnostic import Phrase, Problem
from pmkit.model.fields import FieldType, LinkType, Refusal
from pmkit.model.form import fields_of
from pmkit.model.item import Item
from pmkit.model.place import Place, Source, Span
from pmkit.model.text import nearest
from pmkit.model.workspace import Entry
from pmkit.store import scan
from pmkit.store.problems import Problems
from pmkit.store.settings import CustomField, Settings
from pmkit.store.validate import Subject, suggest_key, validate
from pmkit.store.yaml_reader import Data, Reading


@dataclass
class Reader:
    """What reading files shares: the settings and what has been found so far."""

    settings: Settings
    prefixes: dict[str, str]
    custom: dict[str, dict[str, CustomField]]
    types: dict[tuple[str, str], FieldType]
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    lost_ids: dict[str, Span] = field(default_factory=dict)


def take(reader: Reader, path: str, reading: Reading, problems: Problems, explicit: bool) -> None:
    """The items of one file, in whichever of its two shapes."""
    data, place = reading
    if data is None:
        return
    if not isinstance(data, dict):
        end = min(place.end, place.start + 1)
        problems.add(
            "unknown-kind",
            "a file of items is a mapping, not {found}",
            place.start,
            end,
            "begin with the plural of a kind, such as features:",
            found=Phrase("a list" if isinstance(data, list) else "a single value"),
        )
    elif "kind" in data or "id" in data:
        kind = _kind_of_one(reader, data, place, problems)
        if kind is not None:
            _take_item(reader, kind, data, place, problems, "", alone=True)
    elif explicit or any(key in plurals() for key in data):
        _take_lists(reader, data, place, problems)
    else:
        message = "this file has neither kind: nor a list of items, and was skipped"
        problems.add("skipped-file", message, 0, 0, "items: in pmkit.yaml says where items are")


def _kind_of_one(
    reader: Reader, data: dict[str, Data], place: Place, problems: Problems
) -> type[Item] | None:
    written = data.get("kind")
    if isinstance(written, str):
        kind = kinds().get(written)
        if kind is None:
            _unknown_kind(written, place.span(("kind",)), list(kinds()), problems)
        return kind
    item_id = data.get("id")
    prefix = item_id.partition("-")[0] if isinstance(item_id, str) else ""
    for name, known in reader.prefixes.items():
        if known == prefix:
            return kinds()[name]
    problems.add(
        "unknown-kind",
        "nothing says of which kind this item is",
        *place.span(("id",)),
        "add kind: with one of {known}",
        item=item_id if isinstance(item_id, str) else "",
        known=Phrase(", ".join(kinds())),
    )
    return None


def _unknown_kind(
    written: str, span: tuple[int, int], known: list[str], problems: Problems
) -> None:
    better = nearest(written, known)
    hint = "did you mean {better}?" if better else "there are {known}"
    problems.add(
        "unknown-kind",
        "there is no kind {value}",
        *span,
        hint,
        value=written,
        better=better or "",
        known=Phrase(", ".join(known)),
    )


def _take_lists(reader: Reader, data: dict[str, Data], place: Place, problems: Problems) -> None:
    for key, value in data.items():
        kind = plurals().get(key)
        if kind is not None:
            _take_list(reader, kind, value, place.child(key) or place, problems, "", "")
        elif not key.startswith("x-"):
            _unknown_kind(key, place.key_span((key,)), list(plurals()), problems)


def _take_list(
    reader: Reader,
    kind: type[Item],
    value: Data,
    place: Place,
    problems: Problems,
    link: str,
    target: str,
) -> None:
    """The items of one list; inside another item, each links to it."""
    for item, item_place in _list_entries(value, place):
        if isinstance(item, dict):
            _take_item(reader, kind, item, item_place, problems, link, target)
            continue
        if isinstance(item, str) and scan.full_width_colon(
            reader.sources[problems.path].text, item_place.start, problems
        ):
            continue
        problems.add(
            "wrong-shape",
            "{field} takes {expected}, not {found}",
            item_place.start,
            item_place.end,
            "begin with - id:",
            field=kind.plural,
            expected=Phrase("items"),
            found=Phrase("nothing" if item is None else "a single value")
            if not isinstance(item, list)
            else Phrase("a list"),
        )


def _list_entries(value: Data, place: Place) -> Iterator[tuple[Data, Place]]:
    if value is None:
        return
    if isinstance(value, list):
        yield from zip(value, place.children(), strict=True)
    else:
        yield value, place


def _take_item(
    reader: Reader,
    kind: type[Item],
    data: dict[str, Data],
    place: Place,
    problems: Problems,
    link: str,
    target: str = "",
    alone: bool = False,
) -> None:
    written_id = data.get("id")
    item_id = written_id if isinstance(written_id, str) else ""
    subject = Subject(item_id, kind.kind)
    known = fields_of(kind)
    fields = {key: value for key, value in data.items() if value is not None and key in known}
    if len(fields) < len(data):
        _other_keys(reader, kind, data, place, problems, subject)
    if link and target:
        _fill_link(fields, link, target, place, problems, subject)
    item = validate(kind, fields, place, problems, subject)
    _require(kind, item, data, place, problems, subject)
    entry = Entry(item, problems.path, place, nested_in=link, alone=alone)
    if kind.kind in reader.custom:
        _read_custom(reader, kind, data, entry, problems, subject)
    reader.entries.append(entry)
    for plural, field_name in kind.nests.items():
        if data.get(plural) is not None and plural not in known:
            inner = place.child(plural) or place
            _take_list(
                reader, plurals()[plural], data[plural], inner, problems, field_name, item_id
            )


def _fill_link(
    fields: dict[str, Data],
    link: str,
    target: str,
    place: Place,
    problems: Problems,
    subject: Subject,
) -> None:
    """Nesting says the same as the link; another value written is a contradiction."""
    written = fields.get(link)
    if written is None:
        fields[link] = target
    elif target not in (written if isinstance(written, list) else [written]):
        problems.add(
            "contradicting-nesting",
            "{item} stands inside {target}, and its {field} says {value}",
            *place.span((link,)),
            "delete {field}:, or move the item",
            subject.item,
            target=target,
            field=link,
            value=str(written),
        )
        fields[link] = target


def _other_keys(
    reader: Reader,
    kind: type[Item],
    data: dict[str, Data],
    place: Place,
    problems: Problems,
    subject: Subject,
) -> None:
    """Keys that are no fields: the kind, nested lists, custom fields, the user's own, mistakes."""
    known = fields_of(kind)
    custom = reader.custom.get(kind.kind, {})
    for key, value in data.items():
        if key in known or key in kind.nests or key in custom or key.startswith("x-"):
            continue
        if key == "kind":
            if value not in (None, kind.kind):
                problems.add(
                    "unknown-kind",
                    "this item stands in a list of {plural}, and says that it is a {value}",
                    *place.span((key,)),
                    "delete kind:, or move the item",
                    subject.item,
                    plural=kind.plural,
                    value=str(value),
                )
            continue
        better, hint = suggest_key(key, [*known, *kind.nests, *custom])
        problems.add(
            "unknown-key",
            "{owner} has no field {key}",
            *place.key_span((key,)),
            hint,
            subject.item,
            owner=Phrase(kind.kind),
            key=key,
            better=better,
        )


def _require(
    kind: type[Item],
    item: Item,
    data: dict[str, Data],
    place: Place,
    problems: Problems,
    subject: Subject,
) -> None:
    """Reports required fields that are missing or empty, unless their value was refused."""
    for name in kind.required:
        present = getattr(item, name) or data.get(name) not in (None, "", [])
        if present or _filled_by_nesting(item, data, name):
            continue
        written = name in data
        span = place.span((name,)) if written else place.span(("id",))
        if not written and "id" not in data:
            span = (place.key_spans() or [span])[0]
        if written and problems.has(*span):
            continue
        problems.add(
            "missing-field",
            "{field} has an empty {missing}" if written else "{field} lacks {missing}",
            *span,
            "write a value after {missing}:" if written else "add {missing}:",
            subject.item,
            field=Phrase(kind.kind),
            missing=name,
        )


def _filled_by_nesting(item: Item, data: dict[str, Data], name: str) -> bool:
    return name in item.model_fields_set and data.get(name) is None


def _read_custom(
    reader: Reader,
    kind: type[Item],
    data: dict[str, Data],
    entry: Entry,
    problems: Problems,
    subject: Subject,
) -> None:
    links = []
    for name, custom in reader.custom[kind.kind].items():
        written = data.get(name)
        if written is None:
            if custom.required:
                problems.add(
                    "missing-field",
                    "{field} lacks {missing}",
                    *entry.place.span(("id",)),
                    "add {missing}:",
                    subject.item,
                    field=Phrase(kind.kind),
                    missing=name,
                )
            continue
        field_type = reader.types[kind.kind, name]
        try:
            entry.custom[name] = field_type.read(written)
        except Refusal as refusal:
            span = entry.place.span((name, *refusal.within))
            problems.refuse(refusal, span, subject.item, name)
            continue
        if isinstance(field_type, LinkType):
            links.append(name)
    entry.custom_links = tuple(links)
