"""A tree of files into a workspace: every file once, every fault reported, nothing raised."""

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
from pmkit.model.workspace import Entry, Workspace
from pmkit.store import recovery, scan
from pmkit.store.problems import Problems, Unreadable
from pmkit.store.settings import CustomField, Settings
from pmkit.store.tree import MARKER, MOST_BYTES, Tree
from pmkit.store.validate import Subject, suggest_key, validate
from pmkit.store.yaml_reader import Broken, Data, Reading, read_yaml


class NoWorkspace(Exception):
    """There is no pmkit.yaml, or nothing in it can be read."""


@dataclass(frozen=True)
class Loaded:
    """A workspace and its settings."""

    workspace: Workspace
    settings: Settings


@dataclass
class _Reader:
    """What reading files shares: the settings and what has been found so far."""

    settings: Settings
    prefixes: dict[str, str]
    custom: dict[str, dict[str, CustomField]]
    types: dict[tuple[str, str], FieldType]
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    lost_ids: dict[str, Span] = field(default_factory=dict)


def load(tree: Tree) -> Loaded:
    """Reads a whole workspace; raises NoWorkspace."""
    problems = Problems(MARKER)
    source, settings = load_settings(tree, problems)
    reader = _Reader(
        settings,
        {kind.kind: settings.ids.prefixes.get(kind.kind, kind.prefix) for kind in kinds().values()},
        settings.fields,
        {
            (kind, name): custom.field_type()
            for kind, fields in settings.fields.items()
            for name, custom in fields.items()
        },
    )
    reader.sources[MARKER] = source
    reader.problems += problems
    _read_items(reader, tree)
    workspace = Workspace(
        tuple(reader.entries),
        reader.sources,
        tuple(reader.problems),
        reader.lost_ids,
        reader.prefixes,
    )
    return Loaded(workspace, settings)


def load_settings(tree: Tree, problems: Problems) -> tuple[Source, Settings]:
    """The settings; faulty ones are reported and keep their defaults; raises NoWorkspace."""
    try:
        text = scan.decode(tree.read(MARKER), problems)
    except Unreadable as error:
        raise NoWorkspace(str(error)) from None
    source = Source(MARKER, text)
    readable = scan.refuse_text(text, problems)
    try:
        data, place = read_yaml(readable, problems)
    except Broken as broken:
        line, column = source.position(broken.offset)
        raise NoWorkspace(f"{MARKER}:{line}:{column}: {broken.message}") from None
    if not isinstance(data, dict):
        raise NoWorkspace(f"{MARKER}: a workspace needs at least pmkit: 1 and name:")
    scan.refuse_changed(readable, place, problems)
    settings = validate(Settings, data, place, problems, Subject("", MARKER))
    for key in ("pmkit", "name"):
        if data.get(key) in (None, ""):
            problems.add(
                "missing-field", "{field} lacks {missing}", 0, 0, "add {missing}:",
                field=MARKER, missing=key,
            )
    _judge_settings(settings, place, problems)
    return source, settings


def _judge_settings(settings: Settings, place: Place, problems: Problems) -> None:
    """What the settings say about kinds has to name kinds."""
    for path, named in (("ids", settings.ids.prefixes), ("fields", settings.fields)):
        for kind in list(named):
            if kind not in kinds():
                steps = (path, "prefixes", kind) if path == "ids" else (path, kind)
                better = nearest(kind, kinds())
                problems.add(
                    "unknown-kind",
                    "there is no kind {value}",
                    *place.key_span(steps),
                    "did you mean {better}?" if better else "",
                    value=kind,
                    better=better or "",
                )
    for kind, fields in settings.fields.items():
        for name, custom in fields.items():
            steps = ("fields", kind, name)
            if kind in kinds() and name in fields_of(kinds()[kind]):
                problems.add(
                    "bad-setting",
                    "{kind} has a field {name} of its own",
                    *place.key_span(steps),
                    "choose another name",
                    kind=kind,
                    name=name,
                )
            if custom.type == "choice" and not custom.choices:
                problems.add(
                    "bad-setting",
                    "the field {name} is a choice without choices",
                    *place.span(steps),
                    "add choices: [one, another]",
                    name=name,
                )


def _read_items(reader: _Reader, tree: Tree) -> None:
    settings = reader.settings
    skip = {settings.output, "templates", "schemas"}
    explicit = bool(settings.items)
    paths: list[str] = []
    for folder in settings.items or ("",):
        if not tree.exists(folder) and folder:
            reader.problems.append(
                Problem(
                    "{path} does not exist",
                    Span(MARKER, 0, 0),
                    {"path": folder},
                    "items: names folders or files of the workspace",
                    fault="unreadable-file",
                )
            )
            continue
        try:
            paths += tree.items([folder], skip)
        except Unreadable as error:
            values = error.values
            reader.problems.append(
                Problem(error.message, Span(MARKER, 0, 0), values, fault=error.fault)
            )
    for path in dict.fromkeys(paths):
        _read_file(reader, tree, path, explicit)


def _read_file(reader: _Reader, tree: Tree, path: str, explicit: bool) -> None:
    problems = Problems(path)
    try:
        data = tree.read(path)
    except Unreadable as error:
        problems.add(error.fault, error.message, 0, 0, **error.values)
        reader.problems += problems
        reader.sources[path] = Source(path, "")
        return
    text = scan.decode(data[:MOST_BYTES], problems)
    reader.sources[path] = Source(path, text)
    if len(data) > MOST_BYTES:
        message = "this file is larger than 4 MiB and was not read"
        problems.add("file-too-large", message, 0, 0, "split it into several files")
        _lose(reader, path, recovery.ids_as_text(text, 0, len(text)))
    else:
        reading = _read_text(reader, text, path, problems)
        _take(reader, path, reading, problems, explicit)
    reader.problems += problems


def _read_text(reader: _Reader, text: str, path: str, problems: Problems) -> Reading:
    readable = scan.refuse_text(text, problems)
    if readable is not text:
        for item_id, span in recovery.ids_as_text(text, 0, len(text)).items():
            if readable[slice(*span)] != item_id:
                reader.lost_ids[item_id] = Span(path, *span)
    noted = Problems(path)
    try:
        reading = read_yaml(readable, noted)
        problems.take(noted)
    except Broken as broken:
        recovered = recovery.recover(readable, problems, broken, plurals())
        reading = recovered.reading
        _lose(reader, path, recovered.lost_ids)
    scan.refuse_changed(readable, reading.place, problems)
    return reading


def _lose(reader: _Reader, path: str, ids: dict[str, tuple[int, int]]) -> None:
    for item_id, span in ids.items():
        reader.lost_ids.setdefault(item_id, Span(path, *span))


def _take(
    reader: _Reader, path: str, reading: Reading, problems: Problems, explicit: bool
) -> None:
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
    reader: _Reader, data: dict[str, Data], place: Place, problems: Problems
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


def _take_lists(
    reader: _Reader, data: dict[str, Data], place: Place, problems: Problems
) -> None:
    for key, value in data.items():
        kind = plurals().get(key)
        if kind is not None:
            _take_list(reader, kind, value, place.child(key) or place, problems, "", "")
        elif not key.startswith("x-"):
            _unknown_kind(key, place.key_span((key,)), list(plurals()), problems)


def _take_list(
    reader: _Reader,
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
    reader: _Reader,
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
    reader: _Reader,
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
        if getattr(item, name) or data.get(name) not in (None, "", []) or (name in item.model_fields_set and data.get(name) is None):
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


def _read_custom(
    reader: _Reader,
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
            problems.add(
                refusal.fault,
                refusal.message,
                *entry.place.span((name, *refusal.within)),
                refusal.hint,
                subject.item,
                **{"field": name, **refusal.values},
            )
            continue
        if isinstance(field_type, LinkType):
            links.append(name)
    entry.custom_links = tuple(links)
