"""Sentences with the words that a reviewer would mark in them, and how well the lists agree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from pmkit.check.wording.lexicon import Hit, lexicon

FOLDER = Path(__file__).parent
SEVERAL = "several"
_OF_STORIES = {"solution", "chore"}


@dataclass(frozen=True)
class Sentence:
    """A sentence and its expected hits: list, start, end."""

    group: str
    text: str
    expected: tuple[tuple[str, int, int], ...] = ()

    @classmethod
    def of(cls, group: str, text: str, marks: str) -> "Sentence":
        """A sentence of the file: ``marks`` are ``list word`` joined by semicolons."""
        expected = []
        for mark in filter(None, marks.split("; ")):
            name, _, word = mark.partition(" ")
            start = text.index(word)
            expected.append((name, start, start + len(word)))
        return cls(group, text, tuple(expected))

    def agrees(self, hit: Hit) -> bool:
        """Whether a hit is expected: the same list, at least one sign in common."""
        return any(
            name == hit.list and start < hit.end and hit.start < end
            for name, start, end in self.expected
        )


@dataclass(frozen=True)
class Verdict:
    """How well lists and sentences agree, and each sentence where they do not."""

    sentences: int
    true: int
    false: int
    missed: int
    failures: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of what was reported that was expected."""
        return self.true / max(1, self.true + self.false)

    @property
    def recall(self) -> float:
        """The share of what was expected that was reported."""
        return self.true / max(1, self.true + self.missed)


def sentences(name: str) -> Iterator[Sentence]:
    """The sentences of a file such as ``wording_zh``."""
    groups = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    for group, both in groups.items():
        for text, marks in both["reported"].items():
            yield Sentence.of(group, text, marks)
        for text in both["silent"]:
            yield Sentence(group, text)


def judge(corpus: Iterable[Sentence]) -> Verdict:
    """What the lists find in the sentences, held against what is expected."""
    find = lexicon("zh-CN").hits
    true = false = missed = count = 0
    failures = []
    for sentence in corpus:
        count += 1
        hits = _judged(find(sentence.text))
        wrong = [hit for hit in hits if not sentence.agrees(hit)]
        lacking = [
            (name, sentence.text[start:end])
            for name, start, end in sentence.expected
            if not any(hit.list == name and start < hit.end and hit.start < end for hit in hits)
        ]
        true += len(sentence.expected) - len(lacking)
        false += len(wrong)
        missed += len(lacking)
        failures += [
            f"{sentence.text}  not wanted: {hit.list} {hit.text} ({sentence.group})"
            for hit in wrong
        ]
        failures += [
            f"{sentence.text}  missed: {name} {word} ({sentence.group})" for name, word in lacking
        ]
    return Verdict(count, true, false, missed, tuple(failures))


def _judged(hits: list[Hit]) -> list[Hit]:
    """The hits that are faults of a requirement: of words that demand, those after the first."""
    binding = [hit for hit in hits if hit.list == "strong"]
    faults = [hit for hit in hits if hit.list not in {"strong", *_OF_STORIES}]
    return faults + [hit._replace(list=SEVERAL) for hit in binding[1:]]
