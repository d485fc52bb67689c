"""YAML text into plain data and places, from the events of libyaml or of ruamel's pure parser.

Data is made of dict, list, str and None (nothing written): scalars get their types from the field
that they stand in, never from their looks. Anchors, aliases, tags, merge keys, directives, second
documents, duplicate and odd keys are refused, each at its place; what can be kept is kept.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from sys import intern
from typing import Any, NamedTuple

import yaml

from pmkit.model.diagnostic import Phrase
from pmkit.model.place import Place, pack, unpack
from pmkit.store.problems import Problems
from pmkit.store.scan import FORBIDDEN, Tally

try:
    from yaml import _yaml
except ImportError:  # a PyYAML that was built without libyaml
    CParser: Callable[[str], Any] | None = None
else:
    CParser = _yaml.CParser

MOST_DEPTH = 50
_WORD = re.compile(r"\S{1,100}")
NULL_WORDS = frozenset({"null", "Null", "NULL", "~"})
_SCALAR, _MAPPING, _SEQUENCE, _END, _ALIAS, _DOCUMENT, _OTHER = range(7)
_CLASSES = {
    "ScalarEvent": _SCALAR,
    "MappingStartEvent": _MAPPING,
    "SequenceStartEvent": _SEQUENCE,
    "MappingEndEvent": _END,
    "SequenceEndEvent": _END,
    "AliasEvent": _ALIAS,
    "DocumentStartEvent": _DOCUMENT,
}
_KINDS = {getattr(yaml, name): kind for name, kind in _CLASSES.items()}

Data = Any
_Node = tuple[Data, int | Place]


class Broken(Exception):
    """Text that is no YAML: what the parser says, and where."""

    def __init__(self, message: str, offset: int, fault: str = "unreadable-yaml") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.fault = fault


class Reading(NamedTuple):
    """What a text holds: its data, and the places of the data."""

    data: Data
    place: Place


def read_yaml(text: str, problems: Problems, offset: int = 0, depth: int = 1) -> Reading:
    """Data and places of a text that starts at an offset and depth of its file; raises Broken.

    Uses libyaml where PyYAML has it, else ruamel's pure parser.
    """
    if CParser is None:
        return read_yaml_slowly(text, problems, offset, depth)
    parser = CParser(text)
    try:
        return _Builder(text, offset, parser.get_event, _KINDS, problems).document(depth)
    except yaml.MarkedYAMLError as error:
        raise _broken(error, text, offset) from None


def read_yaml_slowly(text: str, problems: Problems, offset: int = 0, depth: int = 1) -> Reading:
    """The same as `read_yaml`, by ruamel's pure parser; raises Broken."""
    from ruamel.yaml import YAML, events
    from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError

    kinds = {getattr(events, name): kind for name, kind in _CLASSES.items()}
    reader = YAML(typ="safe", pure=True)
    stream = iter(reader.parse(text))
    try:
        return _Builder(text, offset, lambda: next(stream), kinds, problems).document(depth)
    except MarkedYAMLError as error:
        raise _broken(error, text, offset) from None
    except (YAMLError, YAMLStreamError, AssertionError, StopIteration, ValueError) as error:
        raise Broken(str(error) or "this is no YAML", offset) from None


def _broken(error: Any, text: str, offset: int) -> Broken:
    """The parser's complaint in our words, placed at what has to be changed."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    words = next((ours for theirs, ours in _COMPLAINTS if theirs in said), "")
    if error.context_mark is not None and any(part in said for part in _WHERE_IT_BEGINS):
        mark = error.context_mark
    place = min(mark.index, len(text)) if mark is not None else 0
    if words == _NO_ESCAPE:
        place = max(text.rfind("\\", 0, place + 1), 0)
    elif words == _ODD_INDENTATION and text[text.rfind("\n", 0, place) + 1 : place].strip(" -"):
        words = "a value cannot go on behind its closing quote or bracket"
    return Broken(words or (error.problem or "this is no YAML"), offset + place)


_WHERE_IT_BEGINS = (
    "end of stream",
    "document sep",
    "simple key",
    "expected comment or line break",
    "scanning an alias",
    "scanning an anchor",
    "flow mapping",
    "flow sequence",
)
_NO_ESCAPE = "a backslash between double quotes begins an escape, and this is none"
_ODD_INDENTATION = "this line is indented differently from its neighbours"
_COMPLAINTS = (
    ("escape", _NO_ESCAPE),
    ("hexdecimal", _NO_ESCAPE),
    ("quoted scalar", "this quote is never closed, or is followed by more text"),
    ("mapping values are not allowed", "a second colon followed by a blank stands in this value"),
    ("cannot start any token", "a value cannot begin with this character"),
    ("could not find expected ':'", "this line has no colon after its key"),
    ("did not find expected ':'", "this line has no colon after its key"),
    ("found unexpected ':'", "a second colon followed by a blank stands in this value"),
    ("mapping keys are not allowed", "a key cannot begin with a question mark"),
    ("tab character", "a tab is no indentation in YAML"),
    ("expected node content", "a value cannot begin with this character, or is missing"),
    ("flow mapping", "this { is never closed, or an entry in it is not key: value"),
    ("flow sequence", "this [ is never closed, or an entry in it is odd"),
    ("did not find expected '-'", "this line is indented differently from its list"),
    ("did not find expected key", _ODD_INDENTATION),
    ("block mapping", _ODD_INDENTATION),
    ("document start", _ODD_INDENTATION),
    ("sequence entries are not allowed", "a list cannot begin here; put it on the next line"),
    ("block scalar", "text cannot stand on the line of | or >"),
    ("undefined alias", "a value cannot begin with *"),
    ("anchor", "a value cannot begin with & or *"),
    ("alias", "a value cannot begin with & or *"),
    ("tag", "a value cannot begin with !"),
    ("directive", "a file has no YAML directives"),
)


class _Builder:
    """Walks an event stream once."""

    def __init__(
        self,
        text: str,
        offset: int,
        next_event: Callable[[], Any],
        kinds: dict[type, int],
        problems: Problems,
    ) -> None:
        self.text = text
        self.offset = offset
        self.next_event = next_event
        self.kinds = kinds
        self.problems = problems
        self.end = offset
        self.is_over = Tally(problems).is_over

    def document(self, depth: int) -> Reading:
        """The one document of the stream."""
        kinds, next_event = self.kinds, self.next_event
        next_event()
        event = next_event()
        if kinds.get(event.__class__, _OTHER) != _DOCUMENT:
            return Reading(None, Place(self.offset, self.offset))
        data, place = self._node(next_event(), depth)
        next_event()
        event = next_event()
        if kinds.get(event.__class__, _OTHER) == _DOCUMENT:
            start = self.offset + event.start_mark.index
            self.problems.add(
                "second-document",
                "a file holds one document, and a second begins here",
                start,
                start + 3,
                "move it to a file of its own",
            )
        return Reading(data, place if isinstance(place, Place) else Place(*unpack(place)))

    def _node(self, event: Any, depth: int) -> _Node:
        """Data and place of the node that an event begins; `end` is then where the node ends."""
        kind = self.kinds.get(event.__class__, _OTHER)
        if kind == _SCALAR:
            return self._scalar(event)
        if kind == _ALIAS:
            return self._alias(event)
        if event.anchor is not None or event.tag is not None:
            self._properties(event)
        if depth > MOST_DEPTH:
            place = self.offset + event.start_mark.index
            raise Broken("this is nested more than 50 deep", place, "nesting-too-deep")
        return self._mapping(event, depth) if kind == _MAPPING else self._sequence(event, depth)

    def _scalar(self, event: Any) -> _Node:
        offset = self.offset
        start = event.start_mark.index + offset
        end = self.end = event.end_mark.index + offset
        value: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._properties(event)
        style = event.style
        if not style:
            if not value:
                self.end = start
                return None, pack(start, start)
            if value in NULL_WORDS and not self.is_over("null-word"):
                self.problems.add(
                    "null-word",
                    "{value} is text here, not nothing",
                    start,
                    end,
                    "leave the value empty, or quote it",
                    value=value,
                )
        elif style in "|>":
            return self._block(value, start, end)
        elif style == '"' and not value.isprintable():
            value = self._without_escapes(value, start, end)
        return value, pack(start, end)

    def _without_escapes(self, value: str, start: int, end: int) -> str:
        plain = FORBIDDEN.sub("\ufffd", value.replace("\r", "\0"))
        if plain != value and not self.is_over("forbidden-character"):
            self.problems.add(
                "forbidden-character",
                "an escape in this text writes a character that no file may hold",
                start,
                end,
                "delete the escape",
            )
        return plain

    def _block(self, value: str, start: int, end: int) -> _Node:
        text, offset = self.text, self.offset
        while end > start and text[end - 1 - offset] in " \t\r\n":
            end -= 1
        self.end = end
        if value.strip():
            return value, pack(start, end)
        if not self.is_over("empty-block"):
            self.problems.add(
                "empty-block",
                "{sign} begins a block of text, and the block is empty",
                start,
                end,
                "quote the value if it should begin with {sign}",
                sign=text[start - offset],
            )
        return None, pack(start, end)

    def _mapping(self, event: Any, depth: int) -> _Node:
        kinds, next_event, offset = self.kinds, self.next_event, self.offset
        start = event.start_mark.index + offset
        data: dict[str, Data] = {}
        inside: dict[str, int | Place] = {}
        keys = array("Q")
        self.end = start
        while True:
            event_key = next_event()
            kind = kinds.get(event_key.__class__, _OTHER)
            if kind == _END:
                break
            key_start = event_key.start_mark.index + offset
            key_end = event_key.end_mark.index + offset
            key = intern(event_key.value) if kind == _SCALAR else ""  # few words, many times
            if kind != _SCALAR or event_key.anchor is not None or event_key.tag is not None:
                self._node(event_key, depth + 1)
                key_end = self.end
            value, place = self._node(next_event(), depth + 1)
            if value is None:
                place = self._nothing(place, key_end)
            if self.end < key_end:
                self.end = key_end
            if not key or key in data or key == "<<":
                self._bad_key(key, (key_start, key_end), inside, keys, kind == _SCALAR)
                continue
            data[key] = value
            inside[key] = place
            keys.append(pack(key_start, key_end))
        if event.flow_style:
            self.end = event_key.end_mark.index + offset
        return data, Place(start, self.end, inside, keys)

    def _nothing(self, place: int | Place, key_end: int) -> int | Place:
        """The place of an empty value, right behind its colon: the two parsers see it elsewhere."""
        text, offset = self.text, self.offset
        start, end = unpack(place) if isinstance(place, int) else (place.start, place.end)
        if start < end or text.startswith(("&", "!"), start - offset):
            return place
        self.end = max(text.find(":", key_end - offset, start - offset) + 1 + offset, key_end)
        return pack(self.end, self.end)

    def _bad_key(
        self,
        key: str,
        span: tuple[int, int],
        inside: dict[str, int | Place],
        keys: array[int],
        is_scalar: bool,
    ) -> None:
        add = self.problems.add
        fault = "duplicate-key" if key in inside else "merge-key" if key == "<<" else "bad-key"
        if self.is_over(fault):
            return
        if key in inside:
            first = unpack(keys[list(inside).index(key)])
            report_twice(key, span, first, self.problems)
        elif key == "<<":
            hint = "write the fields out"
            add("merge-key", "a file has no merge keys", *span, hint)
        elif is_scalar:
            add("bad-key", "this key is empty", *span, "write a key before the colon")
        else:
            add("bad-key", "a key is a single word, not a list or mapping", *span, "quote it")

    def _sequence(self, event: Any, depth: int) -> _Node:
        kinds, next_event = self.kinds, self.next_event
        start = self.end = event.start_mark.index + self.offset
        data: list[Data] = []
        inside: list[int | Place] = []
        while True:
            entry = next_event()
            if kinds.get(entry.__class__, _OTHER) == _END:
                break
            value, place = self._node(entry, depth + 1)
            data.append(value)
            inside.append(place)
        if event.flow_style or not inside:
            self.end = entry.end_mark.index + self.offset
        return data, Place(start, self.end, inside)

    def _alias(self, event: Any) -> _Node:
        start = event.start_mark.index + self.offset
        self.end = event.end_mark.index + self.offset
        if not self.is_over("anchor-or-alias"):
            self.problems.add(
                "anchor-or-alias",
                "a value that begins with * is an alias in YAML, and files have none",
                start,
                self.end,
                "quote the value, or write it out",
            )
        return None, pack(start, self.end)

    def _properties(self, event: Any) -> None:
        fault = "tag" if event.tag is not None else "anchor-or-alias"
        if self.is_over(fault):
            return
        start = event.start_mark.index + self.offset
        word = _WORD.match(self.text, start - self.offset)
        message = "a value that begins with {sign} is {what} in YAML, and files have none"
        values = ("!", Phrase("a tag")) if event.tag is not None else ("&", Phrase("an anchor"))
        self.problems.add(
            fault,
            message,
            start,
            word.end() + self.offset if word else start,
            "quote the value if it is text",
            sign=values[0],
            what=values[1],
        )


def report_twice(
    key: str, span: tuple[int, int], first: tuple[int, int], problems: Problems
) -> None:
    """Notes that a key stands in a mapping for the second time."""
    related = (problems.related(*first, "the first is here"),)
    message = "the key {key} stands here twice, and one would be lost"
    problems.add("duplicate-key", message, *span, "keep one of the two", related=related, key=key)
