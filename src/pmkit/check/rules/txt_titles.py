"""TXT: words that people have to read."""

from __future__ import annotations

from collections.abc import Iterator

from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem, Severity

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
