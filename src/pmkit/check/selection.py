"""Which rules are meant: by code, by topic, by name; in a call, in pmkit.yaml, in a comment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache

from pmkit.check.rule import ALWAYS, Rule, all_rules, rules_of, topics
from pmkit.check.suppress import rule_key
from pmkit.model.diagnostic import Severity
from pmkit.store.settings import Check

_LAST = "SUP"
"""The topic that asks what the others have found."""


class UnknownRule(ValueError):
    """A word that is no code, no topic and no name of a rule."""


@cache
def codes_of(name: str) -> frozenset[str]:
    """The codes that a code, a topic or a name stands for; none if it is neither."""
    topic = name[:3].upper()
    if re.fullmatch("[A-Za-z]{3}(?:[0-9]{3})?", name):
        rules = rules_of(topic) if topic in topics() else ()
        return frozenset(rule.code for rule in rules if len(name) == 3 or rule.code == name.upper())
    return frozenset(rule.code for rule in all_rules() if rule.name == rule_key(name))


def known_words() -> list[str]:
    """Every topic, code and name: what may be meant by a word that is none."""
    return [*topics(), *(word for rule in all_rules() for word in (rule.code, rule.name))]


def expand(names: Iterable[str]) -> set[str]:
    """The codes that words stand for; raises UnknownRule."""
    found: set[str] = set()
    for name in names:
        if not codes_of(name):
            raise UnknownRule(name)
        found |= codes_of(name)
    return found


def _known(names: Iterable[str]) -> set[str]:
    """The codes of the words that are rules; the others are findings of their own."""
    return {code for name in names for code in codes_of(name)}


def chosen(select: tuple[str, ...], ignore: tuple[str, ...], settings: Check) -> Iterator[Rule]:
    """The rules to apply, in this order; raises UnknownRule.

    What a call selects goes before pmkit.yaml; what either ignores is left out.
    """
    selected = expand(select) if select else _known(settings.select) or None
    ignored = expand(ignore) | _known(settings.ignore)
    wanted = topics() if selected is None else {code[:3] for code in selected}.union(ALWAYS)
    for topic in sorted(wanted, key=lambda topic: (topic == _LAST, topic)):
        for rule in rules_of(topic):
            is_selected = selected is None or rule.code in selected
            if rule.is_fixed or (is_selected and rule.code not in ignored):
                yield rule


def severities(settings: Check) -> dict[str, Severity]:
    """The severities that pmkit.yaml gives, by code: of a rule before those of its topic."""
    found: dict[str, Severity] = {}
    for name in sorted(settings.severity, key=lambda name: len(codes_of(name)), reverse=True):
        codes = (code for code in codes_of(name) if code[:3] not in ALWAYS)
        found |= dict.fromkeys(codes, Severity(settings.severity[name]))
    return found


def exemption(settings: Check) -> Callable[[Rule, str], bool]:
    """Says whether pmkit.yaml leaves a rule out for the file with a path."""
    patterns = [(pattern, _known(names)) for pattern, names in settings.per_file.items()]
    if not patterns:
        return lambda rule, path: False

    def is_exempt(rule: Rule, path: str) -> bool:
        return not rule.is_fixed and any(
            rule.code in codes and is_match(path, pattern) for pattern, codes in patterns
        )

    return is_exempt


def is_match(path: str, pattern: str) -> bool:
    """Whether a path is meant by a pattern: a file, a folder, or either with ``*`` and ``**``."""
    pattern = pattern.removeprefix("./").rstrip("/")
    return any(
        fnmatchcase(path, way) or fnmatchcase(path, f"{way}/*")
        for way in {pattern, pattern.replace("**/", "")}
    )
