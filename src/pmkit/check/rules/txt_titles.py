"""TXT: words that people have to read."""

from __future__ import annotations

from collections.abc import Iterator

from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem, Related, Severity
from pmkit.model.workspace import Entry

MOST_IN_TITLE = 200


@rule("TXT001", Severity.WARNING)
def long_title(plan: Plan) -> Iterator[Problem]:
    """A title is longer than 200 characters.

    A title is read in lists, charts and headings, which have to cut it. Most often it is a
    description that slipped into the wrong field.

    Fails:
        features:
          - id: FEAT-001
            title: >-  # !! TXT001
              Import contacts from a table, from another CRM, from a phone, from business cards and
              from the mails of the last two years, match them against the customers that are there,
              show what is likely to be the same, and let an administrator take it all back

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            description: From a table, from another CRM, or from a phone.
    """
    for entry in plan.workspace.entries:
        length = len(entry.item.title)
        if length > MOST_IN_TITLE:
            message = "the title of {item} has {length} characters"
            hint = "write what it is in a few words, and the rest in description:"
            span = entry.span(("title",))
            yield Problem(message, span, {"length": length}, hint, entry.id)


@rule("TXT014", Severity.INFO)
def repeated_title(plan: Plan) -> Iterator[Problem]:
    """Two requirements, or two features beside each other, have the same title.

    In lists, charts and meetings people go by the title, and take one for the other. Often one was
    copied from the other and never finished. Parts of different features may be called the same.

    Fails:
        features:
          - id: FEAT-001
            title: Contact import
          - id: FEAT-002
            title: Contact import  # !! TXT014

    Passes:
        features:
          - id: FEAT-001
            title: Contact import
          - id: FEAT-002
            title: Contact import from a phone
    """
    first: dict[tuple[str, str, str], Entry] = {}
    for entry in plan.wanted("requirement", "feature"):
        item = entry.item
        title = " ".join(item.title.casefold().split())
        earlier = first.setdefault((item.kind, item.held("parent") or "", title), entry)
        if earlier is not entry and title and item.duplicate_of is None:
            message = "{item} has the same title as {other}"
            related = (Related(earlier.span(("title",)), "{other} is here", {"other": earlier.id}),)
            hint = "say in the title what is different, or write duplicate_of: {other}"
            values = {"other": earlier.id}
            yield Problem(message, entry.span(("title",)), values, hint, entry.id, related=related)
