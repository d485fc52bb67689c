"""The rules: a table of all, a page of one, and JSON."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable

from pmkit import i18n
from pmkit.check.rule import ALWAYS, Rule
from pmkit.check.topics import TOPICS
from pmkit.model.text import cell_width
from pmkit.model.wording import say_phrase
from pmkit.output.colours import Paint
from pmkit.output.tables import Table


def summary(rule: Rule, language: str) -> str:
    """What is wrong, in one sentence."""
    return i18n.rule_text(rule.code, "summary", rule.summary, language)


def source(rule: Rule, language: str) -> str:
    """Where a rule comes from, on one line; empty where it is pmkit's own."""
    english = " ".join(rule.sections.get("source", "").split())
    return i18n.rule_text(rule.code, "source", english, language)


def why(rule: Rule, language: str) -> str:
    """Why it matters."""
    return i18n.rule_text(rule.code, "why", rule.sections["why"], language)


def as_table(rules: Iterable[Rule], language: str) -> Table:
    """One row a rule, and before the rules of each topic a row with its title."""
    translate = i18n.translator(language)
    columns = ("code", "severity", "name", "what is wrong")
    table = Table(tuple(map(translate, columns)), steady=frozenset({0, 1, 2}))
    topic = ""
    for rule in rules:
        if rule.topic != topic:
            if topic:
                table.rows.append(("", "", "", ""))
            topic = rule.topic
            table.rows.append((topic, "", say_phrase(translate, TOPICS[topic].title), ""))
        row = (rule.code, translate(rule.severity.value), rule.name, summary(rule, language))
        table.rows.append(row)
    return table


def page(rule: Rule, paint: Paint, language: str) -> str:
    """What a rule finds, why it matters, and how to do better."""
    translate = i18n.translator(language)
    sections = rule.sections
    parts = [
        f"{paint(rule.code, 'bold')} {rule.name} ({translate(rule.severity.value)})",
        _wrapped(summary(rule, language)),
        _wrapped(why(rule, language)),
    ]
    for name in ("fails", "passes"):
        if sections.get(name):
            parts.append(f"{paint(translate(name), 'bold')}\n" + _indented(sections[name]))
    if origin := source(rule, language):
        parts.append(translate("source") + translate(": ") + origin)
    if rule.topic in ALWAYS:
        parts.append(translate("This rule cannot be switched off."))
    return "\n\n".join(parts)


_MOST_CELLS = 80
_PIECE = re.compile(
    r"\s+|[（“]*(?:[\u4e00-\u9fff]|[^\s\u4e00-\u9fff（“，。；：、！？）”]+)[，。；：、！？）”]*"
)


def _wrapped(text: str) -> str:
    """The text in lines of at most 80 cells; Chinese may break between any two characters."""
    if text.isascii():
        return textwrap.fill(text, _MOST_CELLS, break_long_words=False)
    lines = [""]
    for piece in _PIECE.findall(text):
        if cell_width(lines[-1] + piece.rstrip()) > _MOST_CELLS:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return "\n".join(line.rstrip() for line in lines)


def _indented(example: str) -> str:
    return textwrap.indent(example, "  ")


def as_json_text(rules: Iterable[Rule]) -> str:
    """The rules as a JSON list, in English."""
    found = [
        {
            "code": rule.code,
            "name": rule.name,
            "topic": rule.topic,
            "topic_title": str(TOPICS[rule.topic].title),
            "severity": rule.severity.value,
            "summary": rule.summary,
            "why": rule.sections["why"],
            "fails": rule.sections.get("fails"),
            "passes": rule.sections.get("passes"),
            "source": source(rule, "en") or None,
            "page": rule.page,
            "can_be_ignored": rule.topic not in ALWAYS,
        }
        for rule in rules
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)
