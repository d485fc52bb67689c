"""What a look at the machine and the workspace has found: as lines for people, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from pmkit.i18n import Translate
from pmkit.model.diagnostic import Phrase
from pmkit.model.text import cell_width, one_line
from pmkit.model.wording import say_phrase
from pmkit.output.colours import Paint
from pmkit.output.plain import json_text

Part = Phrase | PurePath | str


class Verdict(StrEnum):
    """Whether something is as it should be: fine, could be better, or in the way."""

    OK = "ok"
    HINT = "hint"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Checkup:
    """One thing that was looked at: what it is, what was found, and what to do next.

    Phrases among the parts of what was found are translated; paths and other texts are names.
    """

    label: Phrase
    found: tuple[Part, ...]
    verdict: Verdict = Verdict.OK
    advice: Phrase | None = None


_STYLES = {Verdict.OK: "dim", Verdict.HINT: "yellow", Verdict.PROBLEM: "red"}
_WORDS = {
    Verdict.OK: Phrase("ok"),
    Verdict.HINT: Phrase("hint"),
    Verdict.PROBLEM: Phrase("problem"),
}


def fails(checkups: Sequence[Checkup]) -> bool:
    """Whether something is in the way."""
    return any(one.verdict is Verdict.PROBLEM for one in checkups)


def as_text(checkups: Sequence[Checkup], translate: Translate, paint: Paint) -> Iterator[str]:
    """A line for each, with its verdict, and below it what to do."""
    words = [say_phrase(translate, _WORDS[one.verdict]) for one in checkups]
    labels = [say_phrase(translate, one.label) for one in checkups]
    first, second = (max(map(cell_width, column), default=0) for column in (words, labels))
    for one, word, label in zip(checkups, words, labels, strict=True):
        verdict = paint(word, _STYLES[one.verdict]) + " " * (first - cell_width(word))
        named = paint(label, "bold") + " " * (second - cell_width(label))
        yield f"{verdict}  {named}  {_joined(one.found, translate)}"
        if one.advice is not None:
            yield f"{' ' * (first + second + 4)}{paint(say_phrase(translate, one.advice), 'cyan')}"
    yield _count(checkups, translate, paint)


def _joined(parts: Sequence[Part], translate: Translate) -> str:
    """The parts of what was found, in one line."""
    return translate(", ").join(
        say_phrase(translate, part) if isinstance(part, Phrase) else one_line(str(part))
        for part in parts
    )


def _count(checkups: Sequence[Checkup], translate: Translate, paint: Paint) -> str:
    problems = sum(one.verdict is Verdict.PROBLEM for one in checkups)
    hints = sum(one.verdict is Verdict.HINT for one in checkups)
    parts = []
    if problems:
        text = "{count} problem" if problems == 1 else "{count} problems"
        parts.append(paint(say_phrase(translate, Phrase(text, count=problems)), "red"))
    if hints:
        text = "{count} hint" if hints == 1 else "{count} hints"
        parts.append(paint(say_phrase(translate, Phrase(text, count=hints)), "yellow"))
    return translate(", ").join(parts) or translate("everything is fine")


def as_json_text(checkups: Sequence[Checkup]) -> str:
    """The same for programs, in English."""
    found = [
        {
            "name": str(one.label).lower().replace(" ", "_"),
            "verdict": one.verdict.value,
            "found": _joined(one.found, str),
            "advice": say_phrase(str, one.advice) if one.advice is not None else None,
        }
        for one in checkups
    ]
    verdicts = [one.verdict for one in checkups]
    counts = {f"{one.value}s": verdicts.count(one) for one in (Verdict.PROBLEM, Verdict.HINT)}
    return json_text({"checks": found, "summary": counts})
