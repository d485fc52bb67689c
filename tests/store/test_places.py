"""The text at the place of a value is the value as it was written, down to the last character."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmkit.model.place import Path, Place, Source, covering, unpack
from pmkit.store.problems import Problems
from pmkit.store.yaml_reader import Data, Reading, read_yaml, read_yaml_slowly

WORDS = [
    *("import", "a", "10d", "1.10", "2026-12-01", "no", "80%", "x_y", "a:b", "a#b", "it's", "(b)"),
    *(
        "导入联系人",
        "一次",
        "😀",
        "👩‍👩‍👧",
        "é",
        "e\u0301",
        "𠮷",
        "：",
        "，",
        "\u3000",
        "\xa0",
        "a-b",
        "/",
        "=",
        ">",
    ),
]
FIRST_WORDS = [word for word in WORDS if word not in ("\u3000", "\xa0", "：", "，", ">", "=")]
COMMENTS = ["# a comment", "# 备注: 😀", "# - x: [1, {", "#", '# "']


@dataclass
class Written:
    """A document, what it says, and the text of every key and value in it."""

    text: str = ""
    data: Data = None
    values: dict[Path, tuple[int, str]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, str]] = field(default_factory=dict)


class Author:
    """Writes YAML as people and programs do: any style, any indentation, comments in between."""

    def __init__(self, seed: int, size: int) -> None:
        self.chance = random.Random(seed)
        self.left = size
        self.line_end = self.chance.choice(["\n", "\n", "\r\n"])
        self.written = Written()
        self.is_behind_text = False

    def document(self) -> Written:
        """A mapping with at least one key."""
        if self._now_and_then():
            self._lines_between(0)
        if self._now_and_then():
            self._write("---" + self.line_end)
        self.written.data = self._block_mapping((), self.chance.choice([0, 0, 0, 2]), 1)
        if self._now_and_then():
            self._lines_between(0)
        return self.written

    def _now_and_then(self) -> bool:
        return self.chance.random() < 0.25

    def _write(self, text: str) -> int:
        """Writes on; returns where the text begins."""
        start = len(self.written.text)
        self.written.text += text
        return start

    def _begin(self, text: str) -> int:
        """Writes a key or a dash, which ends a block of text before it."""
        self.is_behind_text = False
        return self._write(text)

    def _note(self, path: Path, text: str) -> None:
        self.written.values[path] = (self._write(text), text)

    def _end_line(self) -> None:
        blanks = " " * self.chance.randint(1, 2)
        end = blanks + self.chance.choice(COMMENTS) if self._now_and_then() else ""
        self._write(end + self.chance.choice(["", "", " "]) + self.line_end)

    def _lines_between(self, indent: int) -> None:
        for _ in range(self.chance.randint(1, 2)):
            blanks = "" if self.is_behind_text else " " * self.chance.randint(0, indent + 2)
            line = self.chance.choice(["", blanks, blanks + self.chance.choice(COMMENTS)])
            self._write(line + self.line_end)

    # Block style

    def _block_mapping(self, path: Path, indent: int, depth: int, at: str = "") -> dict[str, Data]:
        """A mapping in lines; the first key may stand on a line that has begun already."""
        found: dict[str, Data] = {}
        start = None
        for number in range(self.chance.randint(1, 4)):
            key = f"{self._words(1, False)}{number}"
            here = at if number == 0 and at else " " * indent
            begun = bool(number == 0 and at)
            if not begun:
                if self._now_and_then():
                    self._lines_between(indent)
                self._write(here)
            written = self._key(key)
            inner = (*path, key)
            key_start = self._begin(written)
            start = key_start if start is None else start
            self.written.keys[inner] = (key_start, written)
            self._write(" " * (self.chance.random() < 0.1) + ":")
            found[key] = self._block_value(inner, indent, depth + 1, behind_key=True)
        return found

    def _block_sequence(self, path: Path, indent: int, depth: int, begun: bool) -> list[Data]:
        found: list[Data] = []
        for number in range(self.chance.randint(1, 3)):
            if not (begun and number == 0):
                if self._now_and_then():
                    self._lines_between(indent)
                self._write(" " * indent)
            self._begin("-")
            inner = (*path, number)
            found.append(self._block_value(inner, indent, depth + 1, behind_key=False))
        return found

    def _block_value(self, path: Path, indent: int, depth: int, behind_key: bool) -> Data:
        """What stands behind a key's colon or a dash, to the end of its last line."""
        self.left -= 1
        form = self.chance.choice(["scalar", "scalar", "flow", "block", "mapping", "sequence", ""])
        if form in ("mapping", "sequence") and (depth > 8 or self.left < 0):
            form = "scalar"
        if form == "mapping" and not behind_key and self.chance.random() < 0.7:
            gap = self.chance.randint(1, 3)
            self._write(" " * gap)
            return self._block_mapping(path, indent + 1 + gap, depth, at="-")
        if form == "sequence" and not behind_key and self.chance.random() < 0.5:
            gap = self.chance.randint(1, 3)
            self._write(" " * gap)
            return self._block_sequence(path, indent + 1 + gap, depth, begun=True)
        if form in ("mapping", "sequence"):
            self._end_line()
            least = 0 if form == "sequence" and behind_key else 1
            deeper = indent + self.chance.randint(least, 4)
            if form == "mapping":
                return self._block_mapping(path, deeper, depth)
            return self._block_sequence(path, deeper, depth, begun=False)
        if form == "":
            self._end_line()
            return None
        self._write(" " * self.chance.randint(1, 2))
        if form == "block":
            return self._block_scalar(path, indent)
        if form == "flow":
            found = self._flow(path, indent + 1, depth)
        else:
            found = self._scalar(path, indent + 1, in_flow=False)
        self._end_line()
        return found

    def _block_scalar(self, path: Path, indent: int) -> str:
        deeper = indent + self.chance.randint(1, 4)
        sign, chomping = self.chance.choice("|>"), self.chance.choice(["", "", "-", "+"])
        lines = [self._words(3, False) for _ in range(self.chance.randint(1, 3))]
        header = sign + chomping
        if self._now_and_then():
            header = sign + str(deeper - indent) + chomping
        comment = " # why" if self._now_and_then() else ""
        margin = " " * deeper
        gap = self.line_end * self.chance.choice([1, 1, 1, 2])
        body = (gap + margin).join(lines)
        text = header + comment + self.line_end + margin + body
        self._note(path, text)
        self._write(self.line_end * self.chance.choice([1, 1, 2]))
        self.is_behind_text = True
        return ANY

    # Flow style

    def _flow(self, path: Path, indent: int, depth: int) -> Data:
        start = len(self.written.text)
        is_mapping = self.chance.random() < 0.5
        found: Data = {} if is_mapping else []
        self._write("{" if is_mapping else "[")
        count = self.chance.randint(0, 3)
        for number in range(count):
            self._gap(indent)
            if is_mapping:
                self._flow_pair(path, number, found, indent, depth)
            else:
                found.append(self._flow_value((*path, number), indent, depth + 1))
            self._gap(indent)
            if number < count - 1 or self._now_and_then():
                self._write(",")
                self._write(" " * self.chance.choice([0, 1, 1]))
        self._gap(indent)
        self._write("}" if is_mapping else "]")
        self.written.values[path] = (start, self.written.text[start:])
        return found

    def _flow_pair(
        self, path: Path, number: int, found: dict[str, Data], indent: int, depth: int
    ) -> None:
        key = f"{self._words(1, True)}{number}"
        written = self._key(key)
        inner = (*path, key)
        self.written.keys[inner] = (self._write(written), written)
        if self.chance.random() < 0.1:
            found[key] = None
            return
        self._write(":" + (" " * self.chance.randint(1, 2)))
        found[key] = self._flow_value(inner, indent, depth + 1)

    def _flow_value(self, path: Path, indent: int, depth: int) -> Data:
        self.left -= 1
        if depth < 8 and self.left > 0 and self._now_and_then():
            return self._flow(path, indent, depth)
        return self._scalar(path, indent, in_flow=True)

    def _gap(self, indent: int) -> None:
        if self.chance.random() < 0.1:
            if self._now_and_then():
                self._write(" " + self.chance.choice(COMMENTS))
            self._write(self.line_end + " " * (indent + self.chance.randint(0, 3)))
        else:
            self._write(" " * self.chance.choice([0, 0, 1]))

    # Single values

    def _words(self, most: int, in_flow: bool) -> str:
        count = self.chance.randint(1, most)
        words = [self.chance.choice(FIRST_WORDS)]
        words += [self.chance.choice(WORDS) for _ in range(count - 1)]
        while words[-1] in ("\u3000", "\xa0"):
            words.pop()
        return " ".join(words)

    def _key(self, key: str) -> str:
        style = self.chance.choice(["", "", "", "'", '"'])
        return style + (key.replace("'", "''") if style == "'" else key) + style

    def _scalar(self, path: Path, indent: int, in_flow: bool) -> str:
        style = self.chance.choice(["", "", "'", '"'])
        words = [self._words(2, in_flow) for _ in range(self.chance.choice([1, 1, 1, 3]))]
        fold = self.line_end + " " * (indent + self.chance.randint(0, 3))
        if style == "":
            self._note(path, fold.join(words))
            return " ".join(words)
        if style == "'":
            signs = self.chance.choice(["", "''", ": ", " # ", "[", "\\", '"'])
            text = fold.join(words).replace("'", "''")
            self._note(path, f"'{signs}{text}'")
            return (signs + " ".join(words).replace("'", "''")).replace("''", "'")
        sign, value = self.chance.choice(
            [("", ""), (r"\n", "\n"), (r"\"", '"'), (r"\u4e2d", "中"), (r"\\", "\\"), (": ", ": ")]
        )
        self._note(path, f'"{sign}{fold.join(words)}"')
        return value + " ".join(words)


ANY = "(whatever a block of text means)"

documents = st.builds(
    lambda seed, size: Author(seed, size).document(), st.integers(0, 2**32), st.integers(0, 40)
)


def said(data: Data, expected: Data) -> bool:
    """Whether the data are the expected ones; blocks of text are not looked into."""
    if expected is ANY:
        return isinstance(data, str)
    if isinstance(expected, dict):
        return list(data) == list(expected) and all(said(data[key], expected[key]) for key in data)
    if isinstance(expected, list):
        pairs = zip(data, expected, strict=False)
        return len(data) == len(expected) and all(said(*pair) for pair in pairs)
    return bool(data == expected)


def lies_well(place: Place, text: str) -> None:
    """Children and keys lie inside, in the order of the text, and do not overlap."""
    assert 0 <= place.start <= place.end <= len(text)
    children = [(one.start, one.end) for one in place.children()]
    parts = sorted([*place.key_spans(), *children]) if children else []
    for start, end in parts:
        assert place.start <= start <= end <= place.end
    for (_, end), (start, _) in itertools.pairwise(parts):
        assert end <= start
    for inner in place.children():
        lies_well(inner, text)
    scalars = [unpack(packed) for packed in place.scalars()]
    assert scalars == sorted(scalars)
    assert all(covering(place.scalars(), start) for start, end in scalars if start < end)


def paths_of(data: Data, path: Path = ()) -> Iterator[tuple[Path, Data]]:
    """Every value of some data with its path."""
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths_of(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from paths_of(value, (*path, index))


def agrees(reading: Reading, written: Written) -> None:
    """Data and places are those that were written."""
    text = written.text
    assert said(reading.data, written.data)
    lies_well(reading.place, text)
    for path, (start, value) in written.values.items():
        place = reading.place.deepest(path)
        assert (place.start, text[place.start : place.end]) == (start, value)
        assert reading.place.span(path) == (start, start + len(value))
    for path, (start, key) in written.keys.items():
        assert reading.place.key_span(path) == (start, start + len(key))
    for path, value in paths_of(reading.data):
        place = reading.place.deepest(path)
        if isinstance(value, dict | list) and path not in written.values:
            lines = text[place.start : place.end]
            assert lines == lines.strip(" \t\r\n")
        elif value is None:
            assert place.start == place.end


def test_columns_are_code_points() -> None:
    text = "标题: 😀 导入 # 备注\r\nb: c\r\n"
    reading = read_yaml(text, Problems("a.yaml"))
    source = Source("a.yaml", text)
    assert source.position(reading.place.span(("标题",))[0]) == (1, 5)
    assert source.position(reading.place.span(("标题",))[1]) == (1, 9)
    assert source.position(reading.place.span(("b",))[0]) == (2, 4)


@settings(max_examples=400, derandomize=True)
@given(documents)
def test_the_text_at_a_place_is_what_was_written(written: Written) -> None:
    agrees(read_yaml(written.text, Problems("a.yaml")), written)


@settings(max_examples=60, derandomize=True)
@given(documents)
def test_the_slow_parser_knows_the_places_too(written: Written) -> None:
    agrees(read_yaml_slowly(written.text, Problems("a.yaml")), written)


@settings(max_examples=40, derandomize=True)
@given(documents, st.integers(0, 2000))
def test_places_in_a_piece_of_a_file_are_places_of_the_file(written: Written, offset: int) -> None:
    whole = read_yaml(written.text, Problems("a.yaml"))
    piece = read_yaml(written.text, Problems("a.yaml"), offset)
    assert piece.data == whole.data
    for path, _ in paths_of(whole.data):
        start, end = whole.place.span(path)
        assert piece.place.span(path) == (start + offset, end + offset)


@pytest.mark.slow
@settings(max_examples=20_000)
@given(documents)
def test_the_text_at_a_place_is_what_was_written_for_long(written: Written) -> None:
    agrees(read_yaml(written.text, Problems("a.yaml")), written)
