"""REQ: words in the statement of a requirement that hide who, what or when.

Stories are not requirements: what is forbidden here, such as "so that", they have to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmkit.check.rule import Plan, rule
from pmkit.check.wording import NORMATIVE, Role
from pmkit.check.wording.ears import reading_of
from pmkit.check.wording.passive import passive_in
from pmkit.model.diagnostic import Problem, Severity

_AND_OR = r"(?i)\band\s?/\s?or\b|和/或|与/或|及/或|或/和"
_SLASHED = r"(?<![\w/.:\-])([a-z]{3,})/([a-z]{3,})(?![\w/.:\-])"


@rule("REQ011", Severity.INFO)
def negative_requirement(plan: Plan) -> Iterator[Problem]:
    """A statement says what shall not be.

    That something never happens cannot be tested to an end. Most often the other side of it can be
    required: who may, within which limits, what is done instead. Conditions may say not, and so may
    requirements of security, which are about what nobody may do.

    Fails:
        requirements:
          - id: REQ-001
            title: Access
            type: functional
            statement: The system shall not show salaries to guests.  # !! REQ011

    Passes:
        requirements:
          - id: REQ-001
            title: Access
            type: functional
            statement: If a user has no account, then the system shall refuse the request.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R16.
    """
    for found in plan.wording.found("negative", Role.STATEMENT):
        if found.passage.entry.item.held("quality") == "security":
            continue
        reading = reading_of(found.passage.text)
        if reading is None or found.hit.start >= reading.main:
            message = "{item} says what shall not be: {word}"
            hint = "write what shall be, if that can be tested"
            values = {"word": found.hit.text}
            yield Problem(message, found.span, values, hint, found.passage.entry.id)


@rule("REQ012", Severity.INFO)
def passive_without_actor(plan: Plan) -> Iterator[Problem]:
    """A statement says that something shall be done, and not by whom.

    As long as nobody is named, every team may think of another one: the app, the server, a person.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The file shall be deleted after 30 days.  # !! REQ012

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall delete the file after 30 days.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R2.
    """
    for passage in plan.passages.of(Role.STATEMENT):
        if passage.is_chinese:
            found = next((hit for hit in plan.wording.hits(passage) if hit.list == "passive"), None)
            place = (found.start, found.end) if found is not None else None
        else:
            place = passive_in(passage.text)
        if place is not None:
            message = "{item} does not say who does it: {word}"
            hint = "begin with who or what does it"
            values = {"word": " ".join(passage.text[slice(*place)].split())}
            yield Problem(message, passage.span(*place), values, hint, passage.entry.id)


@rule("REQ013", Severity.WARNING)
def and_or(plan: Plan) -> Iterator[Problem]:
    """A requirement, a rule or a criterion says and/or.

    One reader builds both, the other one of the two, and both have read it right.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall read CSV and/or XLSX files.  # !! REQ013

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall read CSV files and XLSX files.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R15, R17.
    """
    for passage in plan.passages.of(*NORMATIVE):
        match = re.search(_AND_OR, passage.text) if "/" in passage.text else None
        if match is not None:
            message = "{item} says {word}: it leaves open which"
            hint = "write and, or, or say which of them is enough"
            span = passage.span(*match.span())
            yield Problem(message, span, {"word": match.group()}, hint, passage.entry.id)


@rule("REQ014", Severity.INFO)
def oblique(plan: Plan) -> Iterator[Problem]:
    """A statement puts a slash between two words.

    It may mean and, or, one of the two, or that both are names of one thing.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall log the import/export of contacts.  # !! REQ014

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall log the import and the export of contacts at 1 MB/s.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R17.
    """
    for passage in plan.passages.of(Role.STATEMENT):
        match = re.search(_SLASHED, passage.text) if "/" in passage.text else None
        if match is not None:
            message = "{item} says {word}: the slash may mean and, or, or the same"
            span = passage.span(*match.span())
            hint = "write which it is"
            yield Problem(message, span, {"word": match.group()}, hint, passage.entry.id)


@rule("REQ015", Severity.INFO)
def superfluous_infinitive(plan: Plan) -> Iterator[Problem]:
    """A statement says that something shall be able to do a thing, instead of that it shall do it.

    Something that is able to export has not exported anything yet. What is required is the thing
    itself, and that is what can be tested. Who alone may do something, and who may not, is fine.

    Fails:
        requirements:
          - id: REQ-001
            title: Export
            type: functional
            statement: The system shall be able to export contacts.  # !! REQ015

    Passes:
        requirements:
          - id: REQ-001
            title: Export
            type: functional
            statement: When a user asks for an export, the system shall write the contacts.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R10.
    """
    for found in plan.wording.found("infinitive", Role.STATEMENT):
        before = found.passage.text[: found.hit.start].lower()
        if before.endswith("not ") or before.startswith("only "):
            continue
        message = "{item} asks only for the ability: {word}"
        hint = "write what it does, and when"
        yield Problem(message, found.span, {"word": found.hit.text}, hint, found.passage.entry.id)


@rule("REQ016", Severity.INFO)
def purpose_in_statement(plan: Plan) -> Iterator[Problem]:
    """A statement also says what it is good for.

    The purpose cannot be tested, and it is easily read as a part of the demand. It has a field of
    its own: ``rationale``.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import contacts in order to save time.  # !! REQ016

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import contacts.
            rationale: It saves an hour a week.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R20.
    """
    for found in plan.wording.found("purpose", Role.STATEMENT):
        message = "{item} says why, in its statement: {word}"
        hint = "move the reason to rationale:"
        yield Problem(message, found.span, {"word": found.hit.text}, hint, found.passage.entry.id)


@rule("REQ017", Severity.INFO)
def pronoun_in_statement(plan: Plan) -> Iterator[Problem]:
    """A statement says it, they or this, and not what is meant.

    A requirement is read alone, far from the sentence before it; with two nouns in front of "it",
    even in its own sentence nobody can be sure.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: When a file has a faulty row, the system shall refuse it.  # !! REQ017

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: When a file has a faulty row, the system shall refuse the row.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R24.
    """
    for found in plan.wording.found("pronoun", Role.STATEMENT):
        message = "{item} says {word}, and not what is meant"
        hint = "repeat the noun"
        yield Problem(message, found.span, {"word": found.hit.text}, hint, found.passage.entry.id)


@rule("REQ018", Severity.INFO)
def loose_time(plan: Plan) -> Iterator[Problem]:
    """A statement orders things in time without a limit: eventually, afterwards, in due course.

    Everything happens eventually. An event to count from, and a limit, make it a requirement.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall eventually delete the file.  # !! REQ018

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: When an import ends, the system shall delete the file within 24 h.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R35.
    """
    for found in plan.wording.found("temporal", Role.STATEMENT):
        message = "{item} sets no limit in time: {word}"
        hint = "write from when on, and within how long"
        yield Problem(message, found.span, {"word": found.hit.text}, hint, found.passage.entry.id)
