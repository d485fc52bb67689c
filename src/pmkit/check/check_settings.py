"""What is wrong with ``check:`` in pmkit.yaml: rules that do not exist or cannot be left out."""

from __future__ import annotations

from collections.abc import Iterator

from pmkit.check.rule import ALWAYS, Plan
from pmkit.check.selection import codes_of, known_words
from pmkit.check.wording.lexicon import list_names
from pmkit.model.diagnostic import Phrase, Problem
from pmkit.model.place import Path, Span
from pmkit.model.text import nearest
from pmkit.store.tree import MARKER


def judge_check(plan: Plan) -> Iterator[Problem]:
    """The words under ``check:`` that are no rules, and those that change nothing."""
    check = plan.settings.check
    for number, name in enumerate(check.select):
        yield from _judge(name, plan.setting("check", "select", number), is_selected=True)
    for number, name in enumerate(check.ignore):
        yield from _judge(name, plan.setting("check", "ignore", number))
    for name in check.severity:
        yield from _judge(name, _key(plan, ("check", "severity", name)))
    for pattern, names in check.per_file.items():
        for number, name in enumerate(names):
            yield from _judge(name, plan.setting("check", "per_file", pattern, number))
    if check.words:
        yield from _judge_lists(plan)


def _key(plan: Plan, path: Path) -> Span:
    return Span(MARKER, *plan.place.key_span(path))


def _judge(name: str, span: Span, *, is_selected: bool = False) -> Iterator[Problem]:
    codes = codes_of(name)
    if not codes:
        yield unknown_rule(name, span)
    elif not is_selected and is_fixed(name):
        hint = "what cannot be read or told apart cannot be judged"
        yield Problem("{name} cannot be switched off", span, {"name": name}, hint)


def _judge_lists(plan: Plan) -> Iterator[Problem]:
    """The names under ``words:`` that are no word lists."""
    known = list_names()
    for name in plan.settings.check.words:
        if name in known:
            continue
        span, better = _key(plan, ("check", "words", name)), nearest(name, known)
        values = {"name": name, "better": better or "", "known": Phrase(", ".join(known))}
        if better is None:
            yield Problem("there is no word list {name}", span, values, "there are {known}")
            continue
        found = Problem("there is no word list {name}", span, values, "did you mean {better}?")
        yield found.fixed("write {better}", better, is_safe=False, better=better)


def is_fixed(name: str) -> bool:
    """Whether a word stands for rules that are always applied."""
    return any(code[:3] in ALWAYS for code in codes_of(name))


def unknown_rule(name: str, span: Span) -> Problem:
    """That a word is no rule, and which one was most likely meant."""
    better = nearest(name, known_words())
    if better is None:
        return Problem("there is no rule {name}", span, {"name": name}, "pmkit rules lists them")
    found = Problem(
        "there is no rule {name}",
        span,
        {"name": name, "better": better},
        "did you mean {better}?",
    )
    return found.fixed("write {better}", better, is_safe=False, better=better)
