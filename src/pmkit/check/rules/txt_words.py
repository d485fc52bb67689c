"""TXT: words in what has to hold that two people read in two ways, by list."""

from __future__ import annotations

from collections.abc import Iterator

from pmkit.check.rule import Plan, rule
from pmkit.check.wording import Role
from pmkit.model.diagnostic import Problem, Severity

_ORDERS = frozenset({"order", "ordered", "first", "first,", "first.", "sorted", "sorts", "sort"})


def _named(plan: Plan, name: str, message: str, hint: str) -> Iterator[Problem]:
    """A problem for every word of a list in what has to hold."""
    for found in plan.wording.found(name):
        values = {"word": found.hit.text}
        yield Problem(message, found.span, values, hint, found.passage.entry.id)


@rule("TXT002", Severity.WARNING)
def vague_word(plan: Plan) -> Iterator[Problem]:
    """A requirement, a rule or a criterion leaves open how many, how much or how often.

    Whoever builds it and whoever tests it will each fill the gap, and not in the same way. A figure
    with a unit behind the word settles it; a term that the plan defines is never reported.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import several files within an adequate time.  # !! TXT002

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import up to 20 files within 60 s.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R7; ISO/IEC/IEEE 29148:2018, 5.2.7.
    """
    message = "{item} says {word}, which leaves open how much that is"
    yield from _named(plan, "vague", message, "write the figure with its unit, or name the cases")


@rule("TXT003", Severity.WARNING)
def subjective_word(plan: Plan) -> Iterator[Problem]:
    """A requirement, a rule or a criterion asks for something that is a matter of taste.

    Fast, easy and robust are wishes until a figure says from where on they hold. Nobody can test
    them, and everybody can dispute them. A figure with a unit behind the word settles it.

    Fails:
        requirements:
          - id: REQ-001
            title: Search
            type: functional
            statement: The system shall give a quick answer to a search.  # !! TXT003

    Passes:
        requirements:
          - id: REQ-001
            title: Search
            type: functional
            statement: The system shall give a quick answer (<= 200 ms) to a search.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R7; ISO/IEC/IEEE 29148:2018, 5.2.7.
    """
    message = "{item} asks for {word}, and nobody can test that"
    yield from _named(plan, "subjective", message, "write what is measured, and the limit")


@rule("TXT004", Severity.WARNING)
def escape_clause(plan: Plan) -> Iterator[Problem]:
    """A requirement, a rule or a criterion holds only where somebody finds it convenient.

    With "if possible" there is always a reason why it was not possible. Either it has to hold, or
    the condition can be named.

    Fails:
        features:
          - id: FEAT-001
            title: Import
            rules:
              - Where possible, the columns are matched by name  # !! TXT004

    Passes:
        features:
          - id: FEAT-001
            title: Import
            rules:
              - Where a column has a name, it is matched by name

    Source: INCOSE Guide to Writing Requirements v4 (2023), R8; ISO/IEC/IEEE 29148:2018, 5.2.7.
    """
    message = "{item} has a way out: {word}"
    yield from _named(plan, "escape", message, "delete it, or name the condition")


@rule("TXT005", Severity.WARNING)
def open_ended_clause(plan: Plan) -> Iterator[Problem]:
    """A list in a requirement, a rule or a criterion goes on without saying what else there is.

    "And so on" can be neither estimated nor finished: there is always more that was meant.

    Fails:
        features:
          - id: FEAT-001
            title: Import
            rules:
              - Files are read as CSV, XLSX etc.  # !! TXT005

    Passes:
        features:
          - id: FEAT-001
            title: Import
            rules:
              - Files are read as CSV and XLSX

    Source: INCOSE Guide to Writing Requirements v4 (2023), R9; ISO/IEC/IEEE 29148:2018, 5.2.7.
    """
    message = "{item} leaves its list open: {word}"
    yield from _named(plan, "open_ended", message, "name all that is meant, and no more")


@rule("TXT006", Severity.INFO)
def absolute_word(plan: Plan) -> Iterator[Problem]:
    """A requirement or a criterion promises something without any exception.

    No test can show that something always or never happens, and the last tenth of a percent is the
    dearest. If it is meant, it stays: this is only a reminder. Rules of a feature may be absolute.

    Fails:
        requirements:
          - id: REQ-001
            title: Uptime
            type: functional
            statement: The service shall always be up.  # !! TXT006

    Passes:
        requirements:
          - id: REQ-001
            title: Uptime
            type: functional
            statement: The service shall be up for 99.9% of each month.

    Source: INCOSE Guide to Writing Requirements v4 (2023), R26; ISO/IEC/IEEE 29148:2018, 5.2.7.
    """
    message = "{item} promises it without exception: {word}"
    hint = "write the limit up to which it has to hold, if there is one"
    for found in plan.wording.found("absolute"):
        if found.passage.role is not Role.RULE:
            values = {"word": found.hit.text}
            yield Problem(message, found.span, values, hint, found.passage.entry.id)


@rule("TXT007", Severity.INFO)
def comparative_without_figure(plan: Plan) -> Iterator[Problem]:
    """A requirement, a rule or a criterion asks for more or less of something, without a figure.

    Better than what, and by how much? What it is compared with will have changed when it is tested.

    Fails:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import files faster than the old system.  # !! TXT007

    Passes:
        requirements:
          - id: REQ-001
            title: Import
            type: functional
            statement: The system shall import a file of 1000 rows in less than 60 s.

    Source: ISO/IEC/IEEE 29148:2018, 5.2.7.
    """
    message = "{item} compares without a figure: {word}"
    hint = "write the figure that has to be reached"
    yield from _named(plan, "comparative", message, hint)


@rule("TXT008", Severity.INFO)
def superlative_without_measure(plan: Plan) -> Iterator[Problem]:
    """A requirement, a rule or a criterion asks for the best, the most or the least.

    The best of what, and measured how? There may always be a better one. What is put in order, such
    as the longest first, is measured.

    Fails:
        requirements:
          - id: REQ-001
            title: Routes
            type: functional
            statement: The system shall offer the best route.  # !! TXT008

    Passes:
        requirements:
          - id: REQ-001
            title: Routes
            type: functional
            statement: The system shall offer three routes by their travel time.

    Source: ISO/IEC/IEEE 29148:2018, 5.2.7.
    """
    for found in plan.wording.found("superlative"):
        words = found.passage.text.lower().split()
        if _ORDERS.isdisjoint(words):
            message = "{item} asks for a superlative: {word}"
            hint = "write by what it is measured, or the limit that is enough"
            span, entry = found.span, found.passage.entry
            yield Problem(message, span, {"word": found.hit.text}, hint, entry.id)


@rule("TXT009", Severity.WARNING)
def placeholder(plan: Plan) -> Iterator[Problem]:
    """A text holds a placeholder, such as TBD or lorem ipsum.

    Somebody meant to come back to it. What is open belongs into a question with an owner and a day,
    where it is not forgotten.

    Fails:
        features:
          - id: FEAT-001
            title: Import
            description: Reads files of up to TBD MB.  # !! TXT009

    Passes:
        features:
          - id: FEAT-001
            title: Import
            description: Reads files of up to 20 MB.
    """
    for found in plan.wording.found("placeholder", *Role):
        message = "{item} still has a placeholder: {word}"
        hint = "write what is meant, or make a question of it"
        values = {"word": found.hit.text}
        yield Problem(message, found.span, values, hint, found.passage.entry.id)
