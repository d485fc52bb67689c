"""Edits keep every byte that they are not about, and the reader agrees with them."""

from __future__ import annotations

from posixpath import commonprefix

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmkit.store.editor import Splice, append_entry, apply, edit, spliced
from pmkit.store.emit import mapping_lines, scalar
from pmkit.store.problems import Problems
from pmkit.store.unwritable import Unwritable
from pmkit.store.yaml_reader import Data, read_yaml

NEW = ("id: FEAT-009", "title: New")

APPENDED = {
    "to two-space lists": (
        "features:\n  - id: FEAT-001\n    title: A\n",
        "features:\n  - id: FEAT-001\n    title: A\n  - id: FEAT-009\n    title: New\n",
    ),
    "to lists without indentation, above the next key and its comment": (
        "features:\n- id: FEAT-001\n# risks\nrisks:\n- id: RISK-001\n",
        "features:\n- id: FEAT-001\n- id: FEAT-009\n  title: New\n"
        "# risks\nrisks:\n- id: RISK-001\n",
    ),
    "with wide dashes": (
        "features:\n  -   id: FEAT-001\n      title: A\n",
        "features:\n  -   id: FEAT-001\n      title: A\n  -   id: FEAT-009\n      title: New\n",
    ),
    "with the dash on a line of its own": (
        "features:\n  -\n    id: FEAT-001\n",
        "features:\n  -\n    id: FEAT-001\n  - id: FEAT-009\n    title: New\n",
    ),
    "with a blank line where items have one between them": (
        "features:\n  - id: FEAT-001\n\n  - id: FEAT-002\n\nrisks:\n  - id: RISK-001\n",
        "features:\n  - id: FEAT-001\n\n  - id: FEAT-002\n\n  - id: FEAT-009\n    title: New\n"
        "\nrisks:\n  - id: RISK-001\n",
    ),
    "with the file's line ends": (
        "features:\r\n  - id: FEAT-001\r\n",
        "features:\r\n  - id: FEAT-001\r\n  - id: FEAT-009\r\n    title: New\r\n",
    ),
    "behind a last line without an end": (
        "features:\n  - id: FEAT-001\n    title: A  # first",
        "features:\n  - id: FEAT-001\n    title: A  # first\n  - id: FEAT-009\n    title: New\n",
    ),
    "behind a block of text without an end": (
        "features:\n  - id: FEAT-001\n    notes: |\n      a",
        "features:\n  - id: FEAT-001\n    notes: |\n      a\n  - id: FEAT-009\n    title: New\n",
    ),
    "behind a block of text that keeps its blank lines": (
        "features:\n  - id: FEAT-001\n    notes: |+\n      a\n\n\n",
        "features:\n  - id: FEAT-001\n    notes: |+\n      a\n\n\n"
        "  - id: FEAT-009\n    title: New\n",
    ),
    "behind comments that belong to the list": (
        "features:\n  - id: FEAT-001\n    # about it\n  # - id: FEAT-002\n\n# end\n",
        "features:\n  - id: FEAT-001\n    # about it\n  # - id: FEAT-002\n"
        "  - id: FEAT-009\n    title: New\n\n# end\n",
    ),
    "behind nested items": (
        "features:\n  - id: FEAT-001\n    features:\n      - id: FEAT-002\n",
        "features:\n  - id: FEAT-001\n    features:\n      - id: FEAT-002\n"
        "  - id: FEAT-009\n    title: New\n",
    ),
    "below an empty key": (
        "features:  # none yet\n  # but soon\nrisks:\n    - id: RISK-001\n",
        "features:  # none yet\n  # but soon\n    - id: FEAT-009\n      title: New\n"
        "risks:\n    - id: RISK-001\n",
    ),
    "in place of empty brackets": (
        "features: []  # none yet\n",
        "features:  # none yet\n  - id: FEAT-009\n    title: New\n",
    ),
    "under a new key": (
        "risks:\n- id: RISK-001\n# end",
        "risks:\n- id: RISK-001\n# end\n\nfeatures:\n- id: FEAT-009\n  title: New\n",
    ),
    "to a file with nothing but a comment": (
        "# features of the plan\n",
        "# features of the plan\nfeatures:\n  - id: FEAT-009\n    title: New\n",
    ),
    "to an empty file": ("", "features:\n  - id: FEAT-009\n    title: New\n"),
}


@pytest.mark.parametrize("name", APPENDED)
def test_an_entry_is_appended(name: str) -> None:
    before, after = APPENDED[name]
    assert append_entry(before, "features", NEW) == after


REFUSED = {
    "a list in brackets": "features: [{id: FEAT-001}]\n",
    "one item": "id: FEAT-001\ntitle: A\n",
    "one item that names its kind": "kind: feature\ntitle: A\n",
    "a list of one without a dash": "features:\n  id: FEAT-001\n",
    "a list": "- id: FEAT-001\n",
    "lists in braces": "{features: []}\n",
    "no YAML": "features: [\n",
    "a merge conflict": "<<<<<<< ours\nfeatures:\n=======\n>>>>>>> theirs\n",
    "a control character": "features:\n  - id: FEAT-001\n    title: \x07\n",
    "an end mark of the document": "risks:\n  - id: RISK-001\n...\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_changed_safely_is_not_changed(name: str) -> None:
    with pytest.raises(Unwritable):
        append_entry(REFUSED[name], "features", NEW)


def test_faults_that_were_there_before_do_not_matter() -> None:
    before = "features:\n  - id: FEAT-001\n    title: a\n    title: b\n    owner: null\n"
    assert append_entry(before, "features", NEW) == before + "  - id: FEAT-009\n    title: New\n"


def test_splices_are_applied_together_wherever_they_stand() -> None:
    text = "id: FEAT-001\ntitle: A\n"
    splices = [Splice(20, 21, "B"), Splice(4, 12, "FEAT-002"), Splice(22, 22, "order: 1\n")]
    assert apply(text, splices) == "id: FEAT-002\ntitle: B\norder: 1\n"


@pytest.mark.parametrize("splices", [[(0, 4), (3, 5)], [(5, 4)], [(0, 99)]])
def test_splices_that_overlap_are_refused(splices: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply("0123456789", [Splice(start, end, "") for start, end in splices])


def test_the_law_holds_for_any_splice() -> None:
    text = "title: A\nowner: B\n"
    assert (
        spliced(text, [Splice(7, 8, "C")], {"title": "C", "owner": "B"}) == "title: C\nowner: B\n"
    )
    for damage in ("C # D", "[C", "C\n  owner: D", "null"):
        with pytest.raises(Unwritable):
            spliced(text, [Splice(7, 8, damage)], {"title": damage, "owner": "B"})


def test_a_byte_order_mark_stays() -> None:
    data = "\ufefffeatures:\r\n  - id: FEAT-001\r\n".encode()
    after = edit(data, lambda text: append_entry(text, "features", NEW))
    assert after == data + b"  - id: FEAT-009\r\n    title: New\r\n"


def test_bytes_that_are_not_utf_8_are_not_touched() -> None:
    with pytest.raises(Unwritable):
        edit("title: 客户".encode("gbk"), str.upper)


SPELLINGS = {
    "Import contacts": "Import contacts",
    "导入：联系人": "导入：联系人",
    "1,000 contacts": "1,000 contacts",
    "2026-12-01": "2026-12-01",
    "no": "no",
    "Import: contacts": '"Import: contacts"',
    "修复 #123": '"修复 #123"',
    "null": '"null"',
    "": '""',
    "- x": '"- x"',
    "@x": '"@x"',
    'say "hello"': 'say "hello"',
    '"hello"': '"\\"hello\\""',
    " padded ": '" padded "',
    "=": '"="',
}


@pytest.mark.parametrize("value", SPELLINGS)
def test_a_text_is_plain_where_it_may_be(value: str) -> None:
    assert scalar(value) == SPELLINGS[value]


@pytest.mark.parametrize("value", ["\x07", "a\u2028b", "\ud800", "\ufeff"])
def test_characters_that_no_file_may_hold_are_refused(value: str) -> None:
    with pytest.raises(Unwritable):
        scalar(value)


def test_data_are_written_in_blocks() -> None:
    data = {
        "id": "US-001",
        "tags": ["a: b", "c"],
        "acceptance": [{"id": "AC1", "given": ["x", "y"]}, "a line"],
        "priority": {"rice": {"reach": "2000"}},
        "notes": "one\n\n# two\n",
        "owner": None,
        "sources": [],
    }
    assert mapping_lines(data) == [
        "id: US-001",
        "tags:",
        '  - "a: b"',
        "  - c",
        "acceptance:",
        "  - id: AC1",
        "    given:",
        "      - x",
        "      - y",
        "  - a line",
        "priority:",
        "  rice:",
        "    reach: 2000",
        "notes: |",
        "  one",
        "",
        "  # two",
    ]


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff")
LETTERS = LETTERS.filter(lambda letter: letter not in "\ufffe\uffff")
SIGNS = st.sampled_from("ab \n\t#:-,'\"[]{}|>0&*!%@`\\青：，")
TEXTS = st.text(LETTERS | SIGNS)
KEYS = st.text(LETTERS, min_size=1, max_size=20).filter(lambda key: key != "<<")
VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=4,
)
ITEMS = st.dictionaries(st.sampled_from(["title", "notes", "x-a", "tags"]), VALUES, min_size=1)


def _data(text: str) -> Data:
    problems = Problems("")
    data = read_yaml(text, problems).data
    assert not list(problems)
    return data


@settings(max_examples=20)
@given(ITEMS)
def test_what_is_written_reads_back(item: dict[str, Data]) -> None:
    assert _data("".join(line + "\n" for line in mapping_lines(item))) == item


COMMENTS = st.sampled_from(["", "", "# a comment", "    # about it", "  # - id: OLD-1"])


@st.composite
def lists_files(draw: st.DrawFn) -> str:
    """A file of lists as somebody may have laid it out."""
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    lines = [draw(st.sampled_from(["# head", "---", ""]))]
    for plural in draw(st.lists(st.sampled_from(["features", "risks", "terms"]), unique=True)):
        lines.append(plural + ":")
        pad, gap = " " * draw(st.integers(0, 4)), " " * draw(st.integers(1, 3))
        is_spaced = draw(st.booleans())
        for item in draw(st.lists(ITEMS, max_size=3)):
            first, *others = mapping_lines(item)
            lines.append(f"{pad}-{gap}{first}")
            lines += [f"{pad} {gap}{line}" if line else line for line in others]
            lines += [""] * is_spaced
        lines.append(draw(COMMENTS))
    text = line_end.join(lines)
    return text if draw(st.booleans()) else text + line_end


def judge(text: str, plural: str, item: dict[str, Data]) -> None:
    """Appends an item, and looks at the data and at every byte."""
    after = append_entry(text, plural, mapping_lines(item))
    line_end = "\r\n" if "\r\n" in text else "\n"
    whole = text if text.endswith("\n") or not text else text + line_end
    before = _data(whole) or {}
    assert _data(after) == {**before, plural: [*(before.get(plural) or []), item]}
    kept = len(commonprefix([whole, after]))
    assert after.endswith(whole[kept:])


PLURALS = st.sampled_from(["features", "risks"])


@settings(max_examples=20)
@given(lists_files(), PLURALS, ITEMS)
def test_appending_keeps_every_byte(text: str, plural: str, item: dict[str, Data]) -> None:
    judge(text, plural, item)


@pytest.mark.slow
@settings(max_examples=1000)
@given(lists_files(), PLURALS, ITEMS)
def test_appending_keeps_every_byte_of_many(text: str, plural: str, item: dict[str, Data]) -> None:
    judge(text, plural, item)
