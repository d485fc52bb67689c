"""The data of one file into items: both shapes of a file, nesting, custom fields, unknown keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pmkit.kinds import kinds, plurals
from pmkit.model.diagnostic import Phrase, Problem
from pmkit.model.fields import FieldType, LinkType, Refusal
from pmkit.model.form import Leaf, Listing, fields_of
from pmkit.model.item import Item
from pmkit.model.place import Place, Source, Span
from pmkit.model.remark import Remark
from pmkit.model.text import nearest
from pmkit.model.workspace import Entry
from pmkit.store.problems import Problems
from pmkit.store.scan import Tally, full_width_colon
from pmkit.store.settings import CustomField, Settings
from pmkit.store.validate import Speller, Subject, suggest_key, unquoted, validate
from pmkit.store.yaml_reader import Data, Reading

MOST_ITEMS = 30_000


@dataclass
class Reader:
    """What reading files shares: the settings and what has been found so far."""

    settings: Settings
    prefixes: dict[str, str]
    custom: dict[str, dict[str, CustomField]]
    types: dict[str, dict[str, FieldType]]
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    lost_ids: dict[str, Span] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    taken: int = 0
    speller: Speller = field(default_factory=Speller)
    tally: Tally = field(default_factory=lambda: Tally(Problems("")))


def take(reader: Reader, path: str, reading: Reading, problems: Problems, explicit: bool) -> None:
    """The items of one file, in whichever of its two shapes."""
    data, place = reading
    reader.speller, reader.tally, reader.taken = Speller(), Tally(problems), 0
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
    elif explicit or any(_is_list_of_items(key, value) for key, value in data.items()):
        _take_lists(reader, data, place, problems)
    else:
        message = "this file has neither kind: nor a list of items, and was skipped"
        problems.add("skipped-file", message, 0, 0, "items: in pmkit.yaml says where items are")


def _is_list_of_items(key: str, value: Data) -> bool:
    """Whether a key is a plural, or a slip of one before a list whose entries have ids."""
    if key in plurals():
        return True
    entries = value if isinstance(value, list) else []
    with_id = any(isinstance(entry, dict) and "id" in entry for entry in entries[:10])
    return with_id and nearest(key, plurals()) is not None


def _kind_of_one(
    reader: Reader, data: dict[str, Data], place: Place, problems: Problems
) -> type[Item] | None:
    written = data.get("kind")
    if isinstance(written, str):
        kind = kinds().get(written)
        if kind is None:
            better = _unknown_kind(reader, written, place.span(("kind",)), kinds(), problems)
            kind = kinds().get(better or "")
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
    reader: Reader,
    written: str,
    span: tuple[int, int],
    known: Iterable[str],
    problems: Problems,
) -> str | None:
    """Reports a word that is no kind; returns the one that was most likely meant."""
    better = reader.speller.nearest(written, known)
    if reader.tally.is_over("unknown-kind"):
        return better
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
    return better


def _take_lists(reader: Reader, data: dict[str, Data], place: Place, problems: Problems) -> None:
    """The items of every list. A misspelt plural is read as the one that was meant."""
    for key, value in data.items():
        kind = plurals().get(key)
        if kind is None and not key.startswith("x-"):
            better = _unknown_kind(reader, key, place.key_span((key,)), plurals(), problems)
            kind = plurals().get(better or "")
        if kind is not None:
            _take_list(reader, kind, value, place.child(key) or place, problems, "", "")


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
    tally = reader.tally
    for item, item_place in _list_entries(value, place):
        if isinstance(item, dict):
            _take_item(reader, kind, item, item_place, problems, link, target)
            continue
        if tally.is_hopeless:
            continue
        if isinstance(item, str) and full_width_colon(
            reader.sources[problems.path].text, item_place.start, problems, tally=tally
        ):
            continue
        if tally.is_over("wrong-shape"):
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
        for index, entry in enumerate(value):
            yield entry, place.child(index) or place
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
    """One item, and those that stand inside it."""
    reader.taken += 1
    if reader.taken > MOST_ITEMS:
        if reader.taken == MOST_ITEMS + 1:
            message = "a file holds at most {most} items, and from here on they were not read"
            hint = "split it into several files"
            span = (place.start, min(place.start + 1, place.end))
            problems.add("file-too-large", message, *span, hint, most=MOST_ITEMS)
        return
    draft = _Draft(reader, kind, dict(data), place, problems)
    entry = draft.entry(link, target, alone)
    reader.entries.append(entry)
    for plural, field_name in kind.nests.items():
        inner = draft.data.get(plural)
        if inner is not None and plural not in draft.known:
            inner_place = place.child(plural) or place
            _take_list(
                reader, plurals()[plural], inner, inner_place, problems, field_name, entry.id
            )


class _Draft:
    """An item on its way from plain data to an entry; faults are reported on the way."""

    def __init__(
        self,
        reader: Reader,
        kind: type[Item],
        data: dict[str, Data],
        place: Place,
        problems: Problems,
    ) -> None:
        self.kind = kind
        self.data = data
        self.place = place
        self.problems = problems
        self.known = fields_of(kind)
        self.custom = reader.custom.get(kind.kind, {})
        self.types = reader.types
        written_id = data.get("id")
        item_id = written_id if isinstance(written_id, str) else ""
        self.subject = Subject(item_id, kind.kind, reader.speller, reader.tally)

    def entry(self, link: str, target: str, alone: bool) -> Entry:
        """The entry. A misspelt field is read as the field that was meant, once it is reported."""
        fields = {
            key: value
            for key, value in self.data.items()
            if value is not None and key in self.known
        }
        if len(fields) < len(self.data):
            fields |= self._other_keys(alone)
        if link and target:
            self._fill_link(fields, link, target)
        item = validate(self.kind, fields, self.place, self.problems, self.subject)
        self._require(item)
        entry = Entry(item, self.problems.path, self.place, nested_in=link, alone=alone)
        if self.custom:
            self._read_custom(entry)
        return entry

    def add(
        self, fault: str, message: str, span: tuple[int, int], hint: str, **values: object
    ) -> None:
        """Notes a problem of this item."""
        place = Span(self.problems.path, *span)
        self.problems.put(Problem(message, place, values, hint, self.subject.item, fault))

    def _other_keys(self, alone: bool) -> dict[str, Data]:
        """Reports keys that are no fields; returns the values of the fields that were meant."""
        meant: dict[str, Data] = {}
        for key, value in list(self.data.items()):
            if key in self.known or key in self.kind.nests or key in self.custom:
                continue
            if key == "kind":
                if not alone:
                    self._kind_key(value)
            elif not key.startswith("x-"):
                better = self._unknown_key(key)
                if better and better not in self.data and self._fits(better, value):
                    self.place.call(key, better)
                    self.data[better] = value
                    if value is not None and better in self.known:
                        meant[better] = value
        return meant

    def _fits(self, name: str, value: Data) -> bool:
        """Whether a value has the shape of a field: else another one was meant."""
        form = self.known.get(name)
        if isinstance(value, list):
            return form is None or isinstance(form, Listing)
        return not (isinstance(value, dict) and isinstance(form, Leaf))

    def _kind_key(self, written: Data) -> None:
        if written not in (None, self.kind.kind):
            self.add(
                "unknown-kind",
                "this item stands in a list of {plural}, and says that it is a {value}",
                self.place.span(("kind",)),
                "delete kind:, or move the item",
                plural=self.kind.plural,
                value=str(written),
            )

    def _unknown_key(self, key: str) -> str:
        """Reports a key; returns the field, nested list or custom field that was meant, if any."""
        known = [*self.known, *self.kind.nests, *self.custom]
        better, listed = suggest_key(key, known, self.subject.speller)
        if self.subject.tally.is_over("unknown-key"):
            return better if better in known else ""
        span = self.place.key_span((key,))
        if not better and self.problems.has(span[0] - 1, span[0] - 1):
            return ""
        hint = listed if better else unquoted((key,), self.place) or listed
        owner = Phrase(self.kind.kind)
        message = "{owner} has no field {key}"
        self.add("unknown-key", message, span, hint, owner=owner, key=key, better=better)
        return better if better in known else ""

    def _fill_link(self, fields: dict[str, Data], link: str, target: str) -> None:
        """Nesting says the same as the link; another value written is a contradiction."""
        written = fields.get(link)
        if written is None:
            fields[link] = target
        elif target not in (written if isinstance(written, list) else [written]):
            self.add(
                "contradicting-nesting",
                "{item} stands inside {target}, and its {field} says {value}",
                self.place.span((link,)),
                "name {target} there as well, or move the item"
                if isinstance(self.known.get(link), Listing)
                else "delete {field}:, or move the item",
                target=target,
                field=link,
                value=", ".join(map(str, written)) if isinstance(written, list) else str(written),
            )
            fields[link] = target

    def _require(self, item: Item) -> None:
        """Reports required fields that are missing or empty, unless their value was refused."""
        tally = self.subject.tally
        for name in self.kind.required:
            written = self.data.get(name)
            nested = name in item.model_fields_set and written is None
            if getattr(item, name) or written not in (None, "", []) or nested:
                continue
            if name in self.data:
                span = self.place.span((name,))
                if not tally.is_full("missing-field") and self.problems.has(*span):
                    continue
                message, hint = "{field} has an empty {missing}", "write a value after {missing}:"
            else:
                span = self._id_span()
                message, hint = "{field} lacks {missing}", "add {missing}:"
            if not tally.is_over("missing-field"):
                kind = Phrase(self.kind.kind)
                self.add("missing-field", message, span, hint, field=kind, missing=name)

    def _id_span(self) -> tuple[int, int]:
        """Where the id is written; without one, the item's first key."""
        span = self.place.span(("id",))
        return span if "id" in self.data else (self.place.key_spans() or [span])[0]

    def _read_custom(self, entry: Entry) -> None:
        links = []
        for name, custom in self.custom.items():
            written = self.data.get(name)
            if written is None:
                if custom.required:
                    kind = Phrase(self.kind.kind)
                    message, hint = "{field} lacks {missing}", "add {missing}:"
                    span = self._id_span()
                    self.add("missing-field", message, span, hint, field=kind, missing=name)
                continue
            field_type = self.types[self.kind.kind][name]
            try:
                entry.custom[name] = field_type.read(written)
            except Refusal as refusal:
                span = self.place.span((name, *refusal.within))
                self.problems.refuse(refusal, span, self.subject.item, name)
                continue
            if isinstance(field_type, LinkType):
                links.append(name)
        entry.custom_links = tuple(links)
