"""TXT: the words of the plan's own glossary, and abbreviations that it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmkit.check.rule import Plan, rule
from pmkit.check.wording import NORMATIVE, Passage, Role
from pmkit.check.wording.lexicon import Lexicon, data_words
from pmkit.check.wording.passages import has_han
from pmkit.model.diagnostic import Problem, Related, Severity
from pmkit.model.workspace import Entry

_READ = (*NORMATIVE, Role.WANT, Role.TITLE)
_ABBREVIATION = r"(?<![\w.\-/@#])[A-Z]{2}[A-Z0-9]{0,3}(?![\w\-/@])(?!\.\w)"


@rule("TXT021", Severity.WARNING)
def synonym_of_a_term(plan: Plan) -> Iterator[Problem]:
    """A text uses a word that the glossary says not to use.

    Two words for one thing make readers look for a difference. The term lists under ``synonyms``
    what not to say.

    Fails:
        terms:
          - id: TERM-001
            title: Customer
            definition: A company with a contract.
            synonyms: [client]
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import the addresses of a client.  # !! TXT021

    Passes:
        terms:
          - id: TERM-001
            title: Customer
            definition: A company with a contract.
            synonyms: [client]
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import the addresses of a customer.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R4, R36.
    """
    terms = [entry for entry in plan.workspace.of_kind("term") if not entry.item.is_out]
    by_id = {entry.id: entry for entry in terms}
    words = [_stem(word) for entry in terms for word in entry.item.held("synonyms") or ()]
    lexicons: dict[bool, Lexicon] = {}
    for passage in plan.passages.of(*_READ) if words else ():
        text = passage.text.lower()
        if passage.entry.id in by_id or not any(word in text for word in words):
            continue
        chinese = passage.is_chinese
        if chinese not in lexicons:
            lexicons[chinese] = _synonyms(terms, chinese)
        for hit in lexicons[chinese].hits(passage.text):
            term = by_id[hit.list]
            message = "{item} says {word}; the term is {term}"
            values = {"word": hit.text, "term": term.item.title}
            span = passage.span(hit.start, hit.end)
            related = (Related(term.span(("title",)), "the term is here"),)
            hint, item = "write {term}", passage.entry.id
            problem = Problem(message, span, values, hint, item, related=related)
            if span.end - span.start == len(hit.text):
                better = _like(hit.text, term)
                problem = problem.fixed("write {term}", better, is_safe=False, term=better)
            yield problem


def _synonyms(terms: list[Entry], chinese: bool) -> Lexicon:
    """The words not to use in one language, each term a list of its own."""
    found = Lexicon("zh-CN" if chinese else "en")
    for entry in terms:
        words = [word for word in entry.item.held("synonyms") or () if has_han(word) == chinese]
        names = [entry.item.title, entry.item.held("chinese"), entry.item.held("english")]
        if not words or not entry.id:
            continue
        plural = [] if chinese else [_plural(word) for word in words]
        fine = [name for name in names if name and has_han(name) == chinese]
        found.take(entry.id, {"words": [*words, *plural], "except": fine})
    found.sort()
    return found


def _like(word: str, term: Entry) -> str:
    """The term as it would be written for a word: small where the word is, many where it is."""
    title = term.item.title
    is_plural = word.lower() not in {one.lower() for one in term.item.held("synonyms") or ()}
    better = _plural(title) if is_plural else title
    return (
        better[:1].lower() + better[1:] if word[:1].islower() and title[1:2].islower() else better
    )


def _stem(word: str) -> str:
    """What a text has to have for the word or its plural to stand in it."""
    return word.lower()[:-1] if len(word) > 1 else word.lower()


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    is_short = word.endswith("y") and word[-2:-1] not in "aeiou"
    return word[:-1] + "ies" if is_short else word + "s"


@rule("TXT022", Severity.INFO)
def undefined_abbreviation(plan: Plan) -> Iterator[Problem]:
    """An abbreviation stands in a requirement or a criterion, and the glossary does not have it.

    Newcomers ask, and outsiders guess wrong. Plans without terms, and abbreviations that everybody
    in software knows, are left alone; each abbreviation is reported once.

    Fails:
        terms:
          - id: TERM-001
            title: Customer
            definition: A company with a contract.
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import the MDK of a customer.  # !! TXT022

    Passes:
        terms:
          - id: TERM-001
            title: Master data card
            abbreviation: MDK
            definition: Name, address and tax number of a company.
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import the MDK of a customer.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R37, R38.
    """
    if not plan.uses("term"):
        return
    known = {word.upper() for word in data_words("abbreviations")}
    for entry in plan.workspace.of_kind("term"):
        for field in ("abbreviation", "title", "english", "chinese", "definition"):
            known.update(re.findall(_ABBREVIATION, entry.item.held(field) or ""))
    for passage in plan.passages.of(Role.STATEMENT, Role.CRITERION, Role.THEN):
        if passage.is_chinese or not passage.text.isupper():
            yield from _undefined(passage, known)


def _undefined(passage: Passage, known: set[str]) -> Iterator[Problem]:
    for match in re.finditer(_ABBREVIATION, passage.text):
        word = match.group()
        if word in known or f"({word})" in passage.text or f"（{word}）" in passage.text:
            continue
        known.add(word)
        span = passage.span(match.start(), match.end())
        message = "no term says what {word} means"
        hint = "add a term with abbreviation: {word}, or write it out"
        yield Problem(message, span, {"word": word}, hint, passage.entry.id)
