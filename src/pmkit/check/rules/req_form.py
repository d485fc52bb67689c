"""REQ: the form of a requirement: one thing that has to hold, in one sentence that says shall."""

from __future__ import annotations

from collections.abc import Iterator

from pmkit.check.rule import Plan, rule
from pmkit.check.wording import Passage, Role
from pmkit.check.wording.ears import Flaw, Pattern, reading_of
from pmkit.model.diagnostic import Phrase, Problem, Related, Severity

_WISHES = frozenset({"can", "will", "可以"})
_SHOULD = frozenset({"should", "应该"})


@rule("REQ001", Severity.WARNING)
def weak_verb(plan: Plan) -> Iterator[Problem]:
    """A statement says should, may or could, and nowhere what must be.

    Should is read as "nice to have" by whoever is short of time. What is a wish has a priority of
    its own; the statement says what holds once it is built.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system should import contacts from a CSV file.  # !! REQ001

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import contacts from a CSV file.
            priority: {moscow: should}

    Source: ISO/IEC/IEEE 29148:2018, 5.2.4.
    """
    for passage in _without_shall(plan):
        hit = next((one for one in plan.wording.hits(passage) if one.list == "weak"), None)
        if hit is not None and hit.text.lower() not in _WISHES:
            message = "{item} says {word}, which binds nobody"
            hint = "write {strong}, and say in priority: how much it matters"
            values = {"word": hit.text, "strong": "应" if passage.is_chinese else "shall"}
            span = passage.span(hit.start, hit.end)
            problem = Problem(message, span, values, hint, passage.entry.id)
            if hit.text in _SHOULD and span.end - span.start == len(hit.text):
                strong = values["strong"]
                problem = problem.fixed("write {strong}", strong, is_safe=False, strong=strong)
            yield problem


@rule("REQ002", Severity.INFO)
def statement_without_shall(plan: Plan) -> Iterator[Problem]:
    """A statement does not say what shall or must hold.

    A description of how things are leaves open which part of it is the demand. One word makes it
    clear: shall or must, 应, 须 or 必须. A business requirement may tell what people need.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system imports contacts from a CSV file.  # !! REQ002

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import contacts from a CSV file.

    Source: ISO/IEC/IEEE 29148:2018, 5.2.4.
    """
    for passage in _without_shall(plan):
        if passage.entry.item.held("type") == "business":
            continue
        hits = [hit for hit in plan.wording.hits(passage) if hit.list == "weak"]
        if not hits or hits[0].text.lower() in _WISHES:
            message = "{item} does not say what has to hold"
            hint = "write who {strong} do what"
            values = {"strong": "应" if passage.is_chinese else "shall"}
            yield Problem(message, passage.span(), values, hint, passage.entry.id)


def _without_shall(plan: Plan) -> Iterator[Passage]:
    """The statements in which no word binds anybody."""
    for passage in plan.passages.of(Role.STATEMENT):
        if all(hit.list != "strong" for hit in plan.wording.hits(passage)):
            yield passage


@rule("REQ003", Severity.WARNING)
def several_requirements(plan: Plan) -> Iterator[Problem]:
    """One statement says shall more than once.

    Two demands under one id cannot be ranked, tested or dropped one by one, and "half done" is no
    status. What a condition says does not count.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: |
              The system shall import contacts from a CSV file.
              The system shall list the rows that it refused.  # !! REQ003

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import contacts from a CSV file.
          - id: REQ-002
            title: Refused rows
            type: functional
            statement: When an import ends, the system shall list the refused rows.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R18; ISO/IEC/IEEE 29148:2018, 5.2.5.
    """
    for passage in plan.passages.of(Role.STATEMENT):
        binding = [hit for hit in plan.wording.hits(passage) if hit.list == "strong"]
        if len(binding) > 1:
            values = {"word": binding[1].text, "count": len(binding)}
            message = "{item} holds {count} requirements: it says {word} again here"
            hint = "give each an id of its own"
            span = passage.span(binding[1].start, binding[1].end)
            yield Problem(message, span, values, hint, passage.entry.id)


@rule("REQ004", Severity.INFO)
def joined_clauses(plan: Plan) -> Iterator[Problem]:
    """A statement hangs a second thought onto the first with "as well as" or its like.

    Behind such a word mostly stands a requirement of its own, which nobody finds there.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import contacts as well as export them.  # !! REQ004

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import contacts.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R19.
    """
    for found in plan.wording.found("combinator", Role.STATEMENT):
        message = "{item} joins two thoughts with {word}"
        hint = "write two requirements if both can be had alone"
        yield Problem(message, found.span, {"word": found.hit.text}, hint, found.passage.entry.id)


@rule("REQ005", Severity.INFO)
def unusual_order(plan: Plan) -> Iterator[Problem]:
    """A statement has the parts of an EARS sentence, but not in their order.

    Conditions come first: where a feature is there, while a state lasts, when something happens or
    if something goes wrong; then a comma, who acts, shall, and what is done. Whoever reads many
    requirements finds what he looks for without reading each to its end.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall send a mail when an import has ended.  # !! REQ005

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: When an import has ended, the system shall send a mail.

    Source: Mavin et al., "Easy Approach to Requirements Syntax (EARS)", RE'09, 2009.
    """
    for passage in plan.passages.of(Role.STATEMENT):
        reading = reading_of(passage.text)
        if reading is None or reading.flaw is None:
            continue
        message = _MESSAGES[reading.flaw]
        hint = _HINTS[reading.flaw]
        pattern = reading.clauses[0] if reading.clauses else Pattern.EVENT
        values = {"pattern": _PATTERNS[pattern]}
        yield Problem(message, passage.span(), values, hint, passage.entry.id)


_MESSAGES = {
    Flaw.ORDER: "the conditions of {item} stand in an unusual order",
    Flaw.TRAILING: "{item} names its condition last",
    Flaw.COMMA: "{item} does not show where its condition ends",
}
_HINTS = {
    Flaw.ORDER: "write where first, then while, then when or if",
    Flaw.TRAILING: "begin with the condition, as {pattern} requirements do",
    Flaw.COMMA: "put a comma between the condition and who acts, as {pattern} requirements do",
}
_PATTERNS = {
    Pattern.EVENT: Phrase("event-driven"),
    Pattern.STATE: Phrase("state-driven"),
    Pattern.OPTIONAL: Phrase("optional"),
    Pattern.UNWANTED: Phrase("unwanted-behaviour"),
}


@rule("REQ006", Severity.WARNING)
def repeated_statement(plan: Plan) -> Iterator[Problem]:
    """Two requirements have the same statement.

    One of them will be changed, and the other will not.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import contacts.
          - id: REQ-002
            title: Contacts
            type: functional
            statement: The system shall import contacts.  # !! REQ006

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import contacts.
          - id: REQ-002
            title: Export
            type: functional
            statement: The system shall export contacts.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R30.
    """
    first: dict[str, Passage] = {}
    for passage in plan.passages.of(Role.STATEMENT):
        words = " ".join(passage.text.casefold().split()).rstrip(".。")
        earlier = first.setdefault(words, passage)
        if earlier.entry.id != passage.entry.id:
            message = "{item} says the same as {other}"
            values = {"other": earlier.entry.id}
            related = (Related(earlier.span(), "the same statement is here"),)
            hint = "keep one of the two"
            span = passage.span()
            yield Problem(message, span, values, hint, passage.entry.id, related=related)
