"""STO: one wish in one sentence, and nothing beside it."""

from collections.abc import Iterator

from pmkit.check.rule import Plan, rule
from pmkit.check.stories import asides
from pmkit.check.stories.told import BENEFIT, WANT
from pmkit.model.diagnostic import Problem, Severity


@rule("STO021", Severity.WARNING)
def two_wants(plan: Plan) -> Iterator[Problem]:
    """A story asks for two things to be done.

    They cannot be weighed, estimated, planned or tested apart, and the dearer one holds up the
    other. Two things in one action are fine: "see name and address".

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts and delete the old ones  # !! STO021
            so_that: nobody types them in

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts with name and address
            so_that: nobody types them in
          - id: US-002
            as_a: sales lead
            i_want: delete the contacts of last year
            so_that: nobody calls them

    Source: AQUSA, atomic (Lucassen, Dalpiaz, van der Werf and Brinkkemper, 2016)
    """
    for told in plan.stories.all:
        second = plan.stories.second_action(told)
        if second is not None:
            yield Problem(
                "{item} asks for two things: {first} and {second}",
                told.span(WANT, second.start, second.end),
                {"first": second.first, "second": second.second},
                "write a story for each",
                told.id,
            )


@rule("STO022", Severity.WARNING)
def bracketed_text(plan: Plan) -> Iterator[Problem]:
    """A story has a remark in brackets.

    What is in brackets is read as less binding than the rest: nobody knows whether it is wanted.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts (from a table)  # !! STO022
            so_that: nobody types them in

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts from a table
            so_that: nobody types them in

    Source: AQUSA, minimal (Lucassen, Dalpiaz, van der Werf and Brinkkemper, 2016)
    """
    for told in plan.stories.all:
        for field, text in told.texts:
            found = asides.brackets(text)
            if found is not None:
                yield Problem(
                    "{item} has a remark in brackets",
                    told.span(field, *found),
                    hint="say it in the sentence, or in description: or acceptance:",
                    item=told.id,
                )


@rule("STO023", Severity.WARNING)
def appended_note(plan: Plan) -> Iterator[Problem]:
    """Something follows the sentence of a story, behind a full stop, a semicolon or a dash.

    A story says who wants what and why. Notes, examples and conditions make it longer, and are
    lost where only the sentence is shown.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts. See the sketch of last week  # !! STO023
            so_that: nobody types them in

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in
            notes: See the sketch of last week.

    Source: AQUSA, minimal (Lucassen, Dalpiaz, van der Werf and Brinkkemper, 2016)
    """
    for told in plan.stories.all:
        for field, text in told.texts:
            found = asides.note(text)
            if found is not None:
                yield Problem(
                    "{item} goes on after its sentence",
                    told.span(field, *found),
                    hint="move it to description:, notes: or acceptance:, or to a story of its own",
                    item=told.id,
                )


@rule("STO024", Severity.INFO)
def undecided_wording(plan: Plan) -> Iterator[Problem]:
    """A story leaves open which is meant: "and/or", "file(s)", "view/upload".

    Who builds it decides, and who tests it decides otherwise.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import the contact(s) of a fair  # !! STO024
            so_that: nobody types them in

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import the contacts of a fair
            so_that: nobody types them in

    Source: INCOSE Guide to Writing Requirements v4 (2023), R17
    """
    words = plan.stories.english
    for told in plan.stories.all:
        for field, text in ((WANT, told.want), (BENEFIT, told.benefit)):
            found = asides.undecided(text, words)
            if found is not None:
                yield Problem(
                    "“{words}” leaves open which is meant",
                    told.span(field, *found),
                    {"words": text[found.start : found.end]},
                    "write the one, or both with “and” or “or”",
                    told.id,
                )
