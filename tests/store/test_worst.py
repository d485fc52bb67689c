"""The worst that 4 MiB can hold is read in seconds, in less than 1 GiB, and hides no neighbour.

Every input runs in a process of its own, through reading, all rules and all formats. What counts is
the time of the processor, so that a busy machine fails no test.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from pmkit.check.run import run
from pmkit.i18n import translator
from pmkit.output import findings
from pmkit.output.reporting import Reporting
from pmkit.store.loader import load
from pmkit.store.problems import MOST_OF_ONE_FAULT
from pmkit.store.tree import MARKER, MOST_BYTES, MemoryTree, Tree, WorkTree

MOST_SECONDS = 5.0
MOST_MEMORY = 1 << 30
SETTINGS = "pmkit: 1\nname: Example\n"
HEAD = "features:\n"
ENTRY = "  - id: FEAT-001\n    title: "
FIELD = "features:\n  - id: FEAT-001\n    title: Import\n    {field}: "
NEIGHBOUR = "features:\n  - id: FEAT-999\n    title: Import\n"


def full(piece: str, head: str = "", tail: str = "") -> bytes:
    """A file of at most 4 MiB: a head, a piece again and again, a tail."""
    room = MOST_BYTES - len(head.encode()) - len(tail.encode())
    return (head + piece * (room // len(piece.encode())) + tail).encode()


def lines(template: str, count: int, head: str = HEAD) -> bytes:
    """A head and a template with running numbers, at most 4 MiB."""
    written = head + "".join(template.replace("#N", str(number)) for number in range(count))
    whole = written.encode()
    return whole if len(whole) <= MOST_BYTES else whole[: whole.rfind(b"\n", 0, MOST_BYTES) + 1]


def stairs(count: int, inner: str = "") -> bytes:
    """A mapping in a mapping in a mapping, each a blank further to the right."""
    return ("".join(" " * depth + "a:\n" for depth in range(count)) + " " * count + inner).encode()


def billion_laughs() -> bytes:
    first = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    return (
        first
        + "".join(
            f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]\n"
            for number in range(1, 400)
        )
    ).encode()


def nested_stories(inner: str) -> bytes:
    stories = "".join(
        f"      - id: US-{number}\n        as_a: sales\n        i_want: {inner}\n"
        for number in range(10_000)
    )
    return f"features:\n  - id: FEAT-001\n    title: Import\n    stories:\n{stories}".encode()


def deep_entries() -> bytes:
    deep = "".join(" " * (4 + depth) + "x-a:\n" for depth in range(45))
    return lines("  - id: FEAT-#N\n    title: Import\n" + deep, 5000)


def pieces(inner: str, count: int = 200) -> bytes:
    """Entries of 64 KiB that libyaml refuses: the slow parser may try them."""
    entry = "  - id: FEAT-#N\n    title: Import\n    x-a: " + inner + "\n    title: a: b\n"
    return lines(entry, count)


SLOW_PIECES = {
    "unclosed flow": "[" * 32_000,
    "flow pairs": "[" + "a: b, " * 9_000 + "]",
    "flow commas": "[" + "a," * 30_000 + "]",
    "many keys": "".join(f"\n      k{number}: v" for number in range(4000)),
    "many flow keys": "{" + ", ".join(f"k{number}" for number in range(7000)) + "}",
    "quotes": '["' + '", "'.join("a" * 10_000) + '"]',
    "plain lines": "a" + "\n     b" * 9_000,
    "blank lines": "|" + "\n" * 60_000,
    "question marks": "\n" + "      ? a\n" * 6_000,
    "tags": "[" + "!a b, " * 9_000 + "]",
    "percent tag": "!<" + "%41" * 20_000 + ">",
}

# Each regular expression of the reader and of the field types, with what could make it go back.
TRAPS = {
    "id": ["a-" * 1_000_000, "a" * 4_000_000, "A-1" * 1_000_000 + "!"],
    "order": ["1" * 4_000_000, "1." * 2_000_000, "1" + " " * 4_000_000 + "x", "1,000" * 800_000,
              "1_000 " * 600_000, "１" * 1_300_000, "1" * 400_000 + "e99"],
    "created": ["1" * 4_000_000, "2026" + " " * 4_000_000, "2026-" + " " * 4_000_000,
                "2026年1月" + " " * 4_000_000 + "1x", "٣" * 2_000_000],
    "estimate": ["1" * 4_000_000, "1." + "0" * 4_000_000 + "x", "1" + " " * 4_000_000 + "d",
                 "." * 4_000_000 + "m"],
    "progress": ["1" * 4_000_000, "1" + " " * 4_000_000 + "%", "%" * 4_000_000, "１" * 1_000_000],
    "spent": ["1" * 4_000_000 + "人", "人" * 1_300_000],
    "status": ["a|" * 2_000_000, " " + "a" + " " * 4_000_000 + "b", "a " * 2_000_000,
               "0" * 4_000_000, "_" * 4_000_000, "-" * 4_000_000 + "x"],
    "owner": ["STK-" + "a-" * 2_000_000 + "!", "STK-" + "1" * 4_000_000 + " "],
    "depends_on": ["FEAT-" + "a_" * 2_000_000 + "!"],
    "x-text": ["(" * 4_000_000, "((a" * 1_300_000, "a:" * 2_000_000, "0,0" * 1_300_000,
               "#x " * 1_300_000, "{x" * 2_000_000, "%s{" * 1_300_000, "\u3000" * 1_300_000,
               "：" * 1_300_000, "\u202e" * 1_300_000, "\u0301" * 2_000_000],
}  # fmt: skip
MONEY = ["1" * 4_000_000, " " * 10 + "1 " * 2_000_000, "1" + " " * 4_000_000 + "USD",
         "USD" * 1_300_000, "1 " + "U" * 4_000_000]  # fmt: skip
LAGS = ["1" * 4_000_000, "1." * 2_000_000, "1" + "d" * 4_000_000, "天" * 1_300_000]
EFFECTS = ["1" * 4_000_000, "+1" + " " * 4_000_000 + "pp", "1." * 2_000_000]


def _traps() -> dict[str, Callable[[], bytes]]:
    """Inputs with one long value in a field; the name says which field and which of the values."""
    heads = {field: FIELD.replace("{field}", field) for field in TRAPS}
    heads["money"] = "releases:\n  - id: REL-1\n    title: A\n    budget:\n      - planned: "
    heads["lag"] = FIELD.replace("{field}", "depends_on") + "\n      - item: FEAT-1\n        lag: "
    heads["effect"] = "experiments:\n  - id: EXP-1\n    title: A\n    minimum_effect: "
    values = TRAPS | {"money": MONEY, "lag": LAGS, "effect": EFFECTS}
    return {
        f"{field} {number}": partial(_with_value, heads[field], value)
        for field, traps in values.items()
        for number, value in enumerate(traps)
    }


def _with_value(head: str, value: str) -> bytes:
    return head.encode() + value.encode()[: MOST_BYTES - len(head.encode()) - 1] + b"\n"


INPUTS: dict[str, Callable[[], bytes]] = {
    # Brackets, dashes and questions that open and open.
    "brackets": lambda: full("["),
    "braces": lambda: full("{"),
    "bracket pairs": lambda: full("[]"),
    "brackets in a list": lambda: full("[", HEAD + ENTRY),
    "braces in a list": lambda: full("{", HEAD + ENTRY),
    "brackets and commas": lambda: full("[,", HEAD + ENTRY),
    "closing brackets": lambda: full("]", HEAD + ENTRY),
    "parentheses": lambda: full("("),
    "dashes": lambda: full("- "),
    "dashes in a list": lambda: full("- ", HEAD + "  "),
    "dash lines": lambda: full("  -\n", HEAD),
    "dashes of growing depth": lambda: lines("", 0) + stairs(2800).replace(b"a:", b"-"),
    "questions": lambda: full("? "),
    "question lines": lambda: full("? a\n"),
    "stairs": lambda: stairs(2800),
    "stairs in an entry": lambda: (HEAD + ENTRY).encode() + b"\n" + stairs(2700, "a: b: c\n"),
    "colons": lambda: full(":"),
    "colon words": lambda: full("a:"),
    "colon blanks": lambda: full("a: "),
    "commas": lambda: full(","),
    "pipes": lambda: full("|"),
    "deep entries": deep_entries,
    "deep broken entries": lambda: deep_entries() + b"  - a: b: c\n",
    # One long thing.
    "one line": lambda: full("a"),
    "one line of words": lambda: full("import ", HEAD + ENTRY),
    "one title": lambda: full("a", HEAD + ENTRY),
    "one key": lambda: full("a", HEAD + "  - ", ": b\n"),
    "open quote": lambda: full("a", HEAD + ENTRY + '"'),
    "open quote over lines": lambda: full("a\n      ", HEAD + ENTRY + '"'),
    "open single quote": lambda: full("a ", HEAD + ENTRY + "'"),
    "quotes": lambda: full('"'),
    "quotes in a list": lambda: full('"', HEAD + ENTRY),
    "single quotes": lambda: full("'", HEAD + ENTRY),
    "backslashes": lambda: full("\\", HEAD + ENTRY + '"'),
    "escapes": lambda: full(r"\u0000", HEAD + ENTRY + '"', '"\n'),
    "block text": lambda: full("      a\n", HEAD + ENTRY + "|\n"),
    "empty block text": lambda: full("\n", HEAD + ENTRY + "|\n"),
    "blank block text": lambda: full("      \n", HEAD + ENTRY + ">\n"),
    "many empty blocks": lambda: lines("  - id: |\n    title: >\n", 400_000),
    "newlines": lambda: full("\n"),
    "newlines and a broken entry": lambda: full("\n", HEAD + ENTRY + "a: b\n", "x"),
    "blanks": lambda: full(" "),
    "blanks in an entry": lambda: full(" ", HEAD + ENTRY, "x: y\n"),
    "blank lines of blanks": lambda: full(" " * 63 + "\n", HEAD, "a: b: c\n"),
    "tabs": lambda: full("\t"),
    "nothing": lambda: b"",
    # Many faults.
    "broken entries": lambda: lines("  - id: F-#N\n    title: a: b\n", 400_000),
    "short broken entries": lambda: lines("- a: b: c\n", 400_000),
    "shortest broken entries": lambda: lines("- @\n", 1_000_000),
    "broken lists": lambda: lines("features: a: b\n", 400_000, ""),
    "broken sections": lambda: lines("features:\n- @\n", 400_000, ""),
    "unknown broken sections": lambda: lines("k#N:\n- @\n", 300_000, "features:\n- @\n"),
    "broken keys": lambda: lines("oops\n", 800_000, "features:\n- @\n"),
    "duplicate keys": lambda: lines("    a: b\n", 400_000, HEAD + "  - id: FEAT-1\n"),
    "duplicate lists": lambda: lines("features:\n", 400_000, ""),
    "different duplicate keys": lambda: lines(
        "    k#N: b\n", 100_000, lines("    k#N: a\n", 100_000, HEAD + "  -\n").decode()
    ),
    "duplicate flow keys": lambda: full("a, ", HEAD + "  - {", "}\n"),
    "unknown keys": lambda: lines("    k#N: b\n", 400_000, HEAD + "  - id: FEAT-1\n"),
    "unknown keys in an inner mapping": lambda: lines(
        "      k#N: b\n", 400_000, HEAD + "  - id: FEAT-1\n    title: A\n    estimate:\n"
    ),
    "unknown keys in a shape": lambda: lines(
        "      k#N: b\n", 300_000, HEAD + "  - id: FEAT-1\n    title: A\n    feasibility:\n"
    ),
    "unknown kinds": lambda: lines("k#N: b\n", 400_000),
    "unknown kinds of one item": lambda: lines("- id: k#N\n  kind: k#N\n", 200_000),
    "odd keys": lambda: lines("  [a]: b\n", 400_000, HEAD),
    "empty keys": lambda: lines("  : b\n", 400_000, HEAD),
    "merge keys": lambda: lines("  <<: b\n", 400_000, HEAD),
    "null words": lambda: full("~, ", "features: [", "]\n"),
    "glued comments": lambda: lines("    a#N: b #x\n", 400_000, HEAD + "  -\n"),
    "glued comments on one line": lambda: full(" #x", HEAD + ENTRY + "a"),
    "glued comments in quotes": lambda: full(" #x", HEAD + ENTRY + '"', '"\n'),
    "split numbers in quotes": lambda: full("1,1 ", HEAD + ENTRY + '"', '"\n'),
    "glued comments in block text": lambda: full("      a #x\n", HEAD + ENTRY + "|\n"),
    "comments": lambda: full("#\n", HEAD),
    "one comment": lambda: full(" #x", HEAD + "#"),
    "numbers in a comment": lambda: full("1,1 ", HEAD + "# "),
    "merge markers": lambda: full("<<<<<<<\n"),
    "merge ends": lambda: full(">>>>>>>\n"),
    "merge middles": lambda: full("=======\n"),
    "merge marker words": lambda: full("<<<<<<< a\n=======\n>>>>>>> b\n"),
    "merge signs on one line": lambda: full("<", HEAD + ENTRY),
    "tab lines": lambda: full("\ta: b\n", HEAD),
    "tab lines in entries": lambda: lines("  - id: FEAT-#N\n\ttitle: b\n", 300_000),
    "tab and text": lambda: full(" \t", HEAD + ENTRY + "\n"),
    "wide blanks": lambda: full("\u3000"),
    "wide margins": lambda: full("\u3000a\n", HEAD),
    "wide indentation": lambda: full("  \u3000a\n", HEAD),
    "wide colons": lambda: full("key：\n"),
    "wide colons in entries": lambda: full("  - key：a\n", HEAD),
    "wide colons in a line": lambda: full("key：", HEAD + ENTRY),
    "wide colons behind broken lines": lambda: full("key：a\nb: c: d\n"),
    "directives": lambda: full("%\n"),
    "directives in front": lambda: full("%YAML 1.2\n", "", "---\na: b\n"),
    "documents": lambda: full("---\n"),
    "documents with text": lambda: full("---\na: b\n"),
    "documents behind a fault": lambda: full("---\n", "features:\n- @\n"),
    "documents behind comments": lambda: full("#\n---\n", "", "features:\n- @\n"),
    "document ends": lambda: full("...\n"),
    "document ends behind a fault": lambda: full("...\n", "- @\n"),
    "anchors": lambda: full("&a "),
    "anchor lines": lambda: full("- &a b\n"),
    "anchors of one line": lambda: full("&a b, ", "features: [", "]\n"),
    "anchors without blanks": lambda: full("&a,", "features: [", "]\n"),
    "aliases": lambda: full("*a, ", "a: &a b\nfeatures: [", "]\n"),
    "tags": lambda: full("!a b, ", "features: [", "]\n"),
    "tag lines": lambda: full("- !a b\n"),
    "tags of one line": lambda: full("!a,", "features: [", "]\n"),
    "laughs": billion_laughs,
    "split numbers": lambda: full("1,", "features: [", "1]\n"),
    "split numbers in an entry": lambda: full("1,", HEAD + "  - {tags: [", "1]}\n"),
    "split numbers in lines": lambda: lines("  - [1,1]\n", 400_000),
    "a million entries": lambda: full("a, ", "features: [", "]\n"),
    "a million empty entries": lambda: full("a,\n", "features: [", "]\n"),
    "a million tags": lambda: full("a, ", HEAD + "  - {id: FEAT-1, title: A, tags: [", "]}\n"),
    "a million dates": lambda: full(
        "a, ", "calendars: [{id: CAL-1, title: A, extra_days: [", "]}]"
    ),
    "a million links": lambda: full(
        "b-1, ", HEAD + "  - {id: F-1, title: A, depends_on: [", "]}\n"
    ),
    "a million own links": lambda: full(
        "FEAT-1, ", HEAD + "  - {id: FEAT-1, title: A, depends_on: [", "]}\n"
    ),
    "a million lists": lambda: full("[], ", HEAD + "  - {id: FEAT-1, title: A, tags: [", "]}\n"),
    "a million shapes": lambda: full(
        "{}, ", HEAD + "  - {id: FEAT-1, title: A, metrics: [", "]}\n"
    ),
    "empty items": lambda: full("{},", "features: [", "]\n"),
    "items of nothing but an id": lambda: lines("- id: FEAT-#N\n", 200_000),
    "one id many times": lambda: lines("- id: FEAT-1\n", 200_000),
    "wrong prefixes": lambda: lines("- id: F-#N\n  title: A\n", 200_000),
    "chain of items": lambda: lines("- id: FEAT-#N\n  title: A\n  depends_on: FEAT-1\n", 90_000),
    "dangling links": lambda: lines("- id: FEAT-#N\n  title: A\n  depends_on: FEAT-#Nx\n", 90_000),
    "links by name": lambda: lines("- id: FEAT-#N\n  title: A#N\n  depends_on: A#N\n", 90_000),
    "lost ids": lambda: full("id: A-1 ", HEAD + ENTRY + '"'),
    "many lost ids": lambda: lines("id: A-#N\n", 300_000, HEAD + ENTRY + '"'),
    "lost ids of one letter": lambda: full("id: A", HEAD + ENTRY + '"'),
    "long lost id": lambda: full("A", HEAD + ENTRY + '"id: '),
    "long lost id of dashes": lambda: full("A-", HEAD + ENTRY + '"id: '),
    "lost id and blanks": lambda: full(" ", HEAD + ENTRY + '"id', ": A-1"),
    "lost ids and blanks": lambda: full("id" + " " * 1000, HEAD + ENTRY + '"'),
    "nested broken stories": lambda: nested_stories("a: b"),
    "nested stories in brackets": lambda: nested_stories("[a] b"),
    "nested open quotes": lambda: nested_stories('"a'),
    "nested stories with lists": lambda: lines(
        "    stories:\n    - @\n", 200_000, HEAD + "  - id: FEAT-1\n"
    ),
    "nested sections in a lost entry": lambda: lines(
        "      stories:\n", 250_000, HEAD + "  - id: a: b\n    stories:\n"
    ),
    "nested features on stairs": lambda: (
        "".join(
            f"{' ' * depth}features:\n{' ' * depth}- id: FEAT-{depth}\n" for depth in range(2000)
        )
        + "  @\n"
    ).encode(),
    "features in features": lambda: (
        (
            "".join(
                f"{pad}features:\n{pad}- id: FEAT-{len(pad)}\n  {pad}title: A\n"
                for pad in ("  " * depth for depth in range(24))
            )
        ).encode()
        * 3
    ),
    # Bytes.
    "zero bytes": lambda: b"\0" * MOST_BYTES,
    "zero bytes in lines": lambda: b"\0\n" * (MOST_BYTES // 2),
    "zero bytes with text": lambda: b"a\0" * (MOST_BYTES // 2),
    "bytes of ones": lambda: b"\xff" * MOST_BYTES,
    "bytes of ones with text": lambda: b"a\xff" * (MOST_BYTES // 2),
    "bytes of ones in lines": lambda: b"a: \xff\n" * (MOST_BYTES // 5),
    "utf-16": lambda: b"\xff\xfe" + "a".encode("utf-16-le") * (MOST_BYTES // 2 - 1),
    "utf-16 of two bytes": lambda: b"\xff\xfe",
    "byte order marks": lambda: full("\ufeff"),
    "lone returns": lambda: full("a\r"),
    "returns": lambda: full("\r"),
    "returns and newlines": lambda: full("a: b: c\r\n"),
    "escape characters": lambda: full("\x1b[31m", HEAD + ENTRY),
    "line separators": lambda: full("\u2028a"),
    "emoji": lambda: full("😀", HEAD + ENTRY),
    "emoji lines": lambda: full("😀: b\n"),
    "too large": lambda: b"id: A-1\n" * (MOST_BYTES // 8) + b"a",
    **{f"slow {name}": partial(pieces, inner) for name, inner in SLOW_PIECES.items()},
    **_traps(),
}


# What is quick enough to be run every time.
QUICK = (
    "nothing",
    "brackets",
    "dashes",
    "stairs in an entry",
    "open quote",
    "laughs",
    "nested features on stairs",
    "utf-16 of two bytes",
    "too large",
)


class Measured(NamedTuple):
    """What reading, checking and printing a workspace takes, and what comes of it."""

    seconds: float
    read: float
    checked: float
    printed: float
    memory: int
    items: list[str]
    faults: dict[str, int]


def measure(tree: Tree) -> Measured:
    """Reads, checks and prints a workspace in this process."""
    started = time.process_time()
    loaded = load(tree)
    read = time.process_time()
    report = run(loaded)
    checked = time.process_time()
    reporting = Reporting(loaded.workspace.sources, translator("zh-CN"))
    assert all(findings.render(name, report, reporting) for name in ("text", "concise", "json"))
    printed = time.process_time()
    return Measured(
        printed - started,
        read - started,
        checked - read,
        printed - checked,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        [entry.id for entry in loaded.workspace.entries][-1:],
        Counter(problem.fault for problem in loaded.workspace.problems),
    )


def measured_apart(*arguments: str) -> Measured:
    """The same in a process of its own."""
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return Measured(*json.loads(done.stdout))


def is_modest(measured: Measured) -> None:
    """It was quick and small, said each fault at most a hundred times, and read the neighbour."""
    assert measured.seconds < MOST_SECONDS, measured
    assert measured.memory < MOST_MEMORY, measured
    assert measured.items == ["FEAT-999"]
    assert max(measured.faults.values(), default=0) <= MOST_OF_ONE_FAULT + 1


@pytest.mark.parametrize("name", QUICK)
def test_the_worst(name: str) -> None:
    is_modest(measured_apart(name))


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in INPUTS if name not in QUICK])
def test_more_of_the_worst(name: str) -> None:
    is_modest(measured_apart(name))


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text(SETTINGS)
    (tmp_path / "z.yaml").write_text(NEIGHBOUR)
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    measured = measured_apart("", str(tmp_path))
    is_modest(measured)
    assert measured.faults == {"file-too-large": 1}
    assert measured.read < 1


def _tree(name: str, folder: str = "") -> Tree:
    if folder:
        return WorkTree(Path(folder))
    files: dict[str, str | bytes] = {MARKER: SETTINGS, "z.yaml": NEIGHBOUR}
    return MemoryTree(files | {"a.yaml": INPUTS[name]()})


if __name__ == "__main__":
    gc.disable()  # as the program does
    print(json.dumps(measure(_tree(*sys.argv[1:]))))
