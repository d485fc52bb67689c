"""Measure the English word lists on requirements that people have labelled: precision and recall.

Files have the layout of ARTA's data sets: one requirement a row, and a column for each sort of word
with the words that were marked, joined by * or a comma, or a dash. A folder stands for its
arta-ds1.csv to arta-ds3.csv. A requirement counts each word as often as it is marked there.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import chinese
import readme

from pmkit.check.run import run
from pmkit.check.wording.ears import Pattern, pattern_of
from pmkit.check.wording.lexicon import lexicon
from pmkit.store.loader import load
from pmkit.store.tree import MemoryTree

START = "<!-- wording: written by `python bench/wording.py FOLDER --write` -->"
END = "<!-- end of wording -->"

DATA_SETS = ("arta-ds1.csv", "arta-ds2.csv", "arta-ds3.csv")
COLUMNS = {
    "comparative": ("comparatives", "Comparative"),
    "superlative": ("superlatives", "Superlative"),
    "negative": ("negative_statements", "Negative"),
    "pronoun": ("vague_pronouns", "Vague_pron."),
    "subjective": ("subjective_language", "Subjective_lang."),
    "vague": ("ambiguous_adverbs_adjectives", "Ambiguous_adv._adj."),
    "escape": ("loopholes", "Loophole"),
    "open_ended": ("open_ended",),
    "weak": ("Uncertain_verb",),
}
"""Each list, and what its column is called in the data sets."""

PROMISED = ("comparative", "superlative", "negative")
PROMISED_IN = "arta-ds2.csv"
LEAST_PRECISION, LEAST_RECALL = 0.85, 0.80
RULES = {"TXT007": "comparative", "TXT008": "superlative", "REQ011": "negative"}

Finder = Callable[[str], Iterable[tuple[str, str]]]
Row = dict[str, str]


@dataclass(frozen=True)
class Tally:
    """Words that were marked and found, only found, and only marked."""

    both: int = 0
    only_found: int = 0
    only_marked: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.both + other.both,
            self.only_found + other.only_found,
            self.only_marked + other.only_marked,
        )

    @property
    def precision(self) -> float:
        """The share of what was found that is marked."""
        return self.both / max(self.both + self.only_found, 1)

    @property
    def recall(self) -> float:
        """The share of what is marked that was found."""
        return self.both / max(self.both + self.only_marked, 1)

    def as_requirement(self) -> Tally:
        """The same, but whether there is any word at all."""
        is_found, is_marked = self.both + self.only_found > 0, self.both + self.only_marked > 0
        return Tally(is_found and is_marked, is_found > is_marked, is_marked > is_found)


def rows_of(path: Path) -> list[Row]:
    """The rows of a data set, with ligatures such as ﬁ written out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {key: unicodedata.normalize("NFKC", value or "") for key, value in row.items() if key}
            for row in csv.DictReader(file)
        ]


def text_of(row: Row) -> str:
    """The requirement of a row."""
    return row.get("text") or row.get("Requirement_text") or ""


def marked(row: Row, name: str) -> Counter[str] | None:
    """The words that are marked for a list; None where the data set has no such column."""
    column = next((one for one in COLUMNS[name] if one in row), None)
    if column is None:
        return None
    written = row[column].strip()
    words = written.replace(",", "*").split("*") if written not in ("", "-") else []
    return Counter(_folded(word) for word in words if word.strip())


def _folded(word: str) -> str:
    """A word as the data sets mark it: cannot as not, and a contraction as its ending."""
    word = " ".join(word.lower().replace("’", "'").split())
    if word == "cannot":
        return "not"
    return "n't" if word.endswith("n't") else word


def compare(found: Counter[str], marks: Counter[str]) -> Tally:
    """Which words are in both; a phrase is one with a mark that it shares a word with."""
    both = found & marks
    found, marks = found - both, marks - both
    shared = sum(both.values())
    for phrase in sorted(found.elements()):
        partner = next((one for one in sorted(marks) if set(one.split()) & set(phrase.split())), "")
        if partner:
            marks = marks - Counter([partner])
            found = found - Counter([phrase])
            shared += 1
    return Tally(shared, sum(found.values()), sum(marks.values()))


@dataclass(frozen=True)
class Score:
    """A list measured on one data set, by words and by requirements."""

    words: Tally = Tally()
    requirements: Tally = Tally()

    def __add__(self, other: Score) -> Score:
        return Score(self.words + other.words, self.requirements + other.requirements)

    @property
    def holds(self) -> bool:
        """Whether it is what is promised."""
        words = self.words
        return words.precision >= LEAST_PRECISION and words.recall >= LEAST_RECALL


def score(rows: Sequence[Row], name: str, find: Finder) -> Score | None:
    """How well a finder finds the words of one list; None where the rows have no such column."""
    total = Score()
    for row in rows:
        marks = marked(row, name)
        if marks is None:
            return None
        found = Counter(_folded(word) for one, word in find(text_of(row)) if one == name)
        tally = compare(found, marks)
        total += Score(tally, tally.as_requirement())
    return total


def by_lists(text: str) -> Iterable[tuple[str, str]]:
    """The words of the English lists in a text, also those that a figure settles."""
    return ((hit.list, hit.text) for hit in lexicon("en").hits(text, settled=True))


def by_rules(rows: Sequence[Row]) -> Finder:
    """What `pmkit check` reports of each text, as a requirement's statement."""
    texts = list(dict.fromkeys(" ".join(text_of(row).split()) for row in rows))
    items = [
        f"  - {{id: REQ-{number}, title: R, type: functional, statement: {json.dumps(text)}}}\n"
        for number, text in enumerate(texts, 1)
    ]
    files = {"pmkit.yaml": "pmkit: 1\nname: B\n", "plan.yaml": "requirements:\n" + "".join(items)}
    found: dict[str, list[tuple[str, str]]] = {}
    for one in run(load(MemoryTree(files)), RULES).diagnostics:
        if one.code in RULES:
            text = texts[int(one.item[4:]) - 1]
            found.setdefault(text, []).append((RULES[one.code], one.text))
    return lambda text: found.get(" ".join(text.split()), ())


def table(files: Sequence[Path]) -> tuple[str, bool]:
    """All measures as a Markdown table, and whether what is promised is held."""
    lines = [
        "| data set | list | marked | found | precision | recall | by requirement |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    is_held = True
    for file in files:
        rows = rows_of(file)
        for name in COLUMNS:
            measured = score(rows, name, by_lists)
            if measured is not None:
                lines.append(_line(file.name, name, measured))
        if len(files) == 1 or file.name == PROMISED_IN:
            names = ", ".join(PROMISED)
            promised, reported = together(rows, by_lists), together(rows, by_rules(rows))
            lines.append(_line(file.name, f"**{names}**", promised))
            lines.append(_line(file.name, f"**{names}**, as `pmkit check` reports", reported))
            is_held = is_held and promised.holds
    return "\n".join(lines), is_held


def together(rows: Sequence[Row], find: Finder) -> Score:
    """The columns of which something is promised, as one."""
    total = Score()
    for name in PROMISED:
        total += score(rows, name, find) or Score()
    return total


def _line(data_set: str, name: str, measured: Score) -> str:
    words, whole = measured.words, measured.requirements
    return (
        f"| {data_set} | {name} | {words.both + words.only_marked} "
        f"| {words.both + words.only_found} | {words.precision:.2f} | {words.recall:.2f} "
        f"| {whole.precision:.2f}, {whole.recall:.2f} |"
    )


def patterns(files: Sequence[Path]) -> str:
    """How many requirements of each file follow which pattern of EARS, as a table."""
    names = [pattern.value for pattern in Pattern]
    lines = [f"| data set | {' | '.join(names)} | none |", "|---" + "|---:" * 7 + "|"]
    for file in files:
        counts = Counter(pattern_of(text_of(row)) for row in rows_of(file))
        cells = [str(counts[pattern]) for pattern in (*Pattern, None)]
        lines.append(f"| {file.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the word lists on labelled requirements.")
    parser.add_argument("paths", nargs="+", type=Path, help="data sets, or a folder with them")
    parser.add_argument("--write", action="store_true", help="put the tables into bench/README.md")
    arguments = parser.parse_args()
    files: list[Path] = []
    for path in arguments.paths:
        files += [path / name for name in DATA_SETS] if path.is_dir() else [path]
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        print(f"bench: there is no {', '.join(missing)}", file=sys.stderr)
        return 2
    measured, is_held = table(files)
    text = f"{measured}\n\n{patterns(files)}\n\n{chinese.table()}"
    print(text)
    if arguments.write:
        readme.put(START, text, END)
    return 0 if is_held else 1


if __name__ == "__main__":
    sys.exit(main())
