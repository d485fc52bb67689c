"""STO: who a story is for."""

from collections.abc import Iterator

from pmkit.check.rule import Plan, rule
from pmkit.check.stories.likeness import folded
from pmkit.check.stories.roles import is_anybody, is_thing, second_role
from pmkit.check.stories.told import ROLE, Told
from pmkit.model.diagnostic import Problem, Severity


def _with_role(plan: Plan) -> Iterator[Told]:
    return (told for told in plan.stories.all if told.role)


@rule("STO011", Severity.WARNING)
def system_as_role(plan: Plan) -> Iterator[Problem]:
    """A story is told by a system, which wants nothing.

    Behind it stands somebody who does: that person decides whether the story is worth it.

    Fails:
        stories:
          - id: US-001
            as_a: the billing system  # !! STO011
            i_want: receive closed deals
            so_that: invoices go out on the same day

    Passes:
        stories:
          - id: US-001
            as_a: book-keeper
            i_want: find an invoice for every closed deal
            so_that: invoices go out on the same day

    Source: Quality User Story framework, well-formed: a role is a person (Lucassen et al., 2016)
    """
    for told in _with_role(plan):
        if is_thing(told.role, plan.stories.words_of(told.role)):
            yield Problem(
                "“{role}” is nobody who wants something",
                told.span(ROLE),
                {"role": told.role},
                "name the person who gains from it, or write a requirement",
                told.id,
            )


@rule("STO012", Severity.INFO)
def generic_role(plan: Plan) -> Iterator[Problem]:
    """Stories are for a "user", which does not say who needs them.

    Needs differ by role: what an administrator wants most may be in the way of a beginner. Each
    such word is reported once.

    Fails:
        stories:
          - id: US-001
            as_a: user  # !! STO012
            i_want: import contacts
            so_that: nobody types them in

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in

    Source: Cohn, User Stories Applied (2004), chapter 3
    """
    by_role: dict[str, list[Told]] = {}
    for told in _with_role(plan):
        if is_anybody(told.role, plan.stories.words_of(told.role)):
            by_role.setdefault(folded(told.role), []).append(told)
    for stories in by_role.values():
        yield Problem(
            "who is “{role}”? ({count} stories)" if len(stories) > 1 else "who is “{role}”?",
            stories[0].span(ROLE),
            {"role": stories[0].role, "count": len(stories)},
            "name the role or the persona that needs it",
            stories[0].id,
        )


@rule("STO013", Severity.WARNING)
def two_roles(plan: Plan) -> Iterator[Problem]:
    """A story is for two roles at once.

    They rarely want the same for the same reason; what is done for one of them is half a story.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead or administrator  # !! STO013
            i_want: import contacts
            so_that: nobody types them in

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in

    Source: AQUSA, atomic (Lucassen, Dalpiaz, van der Werf and Brinkkemper, 2016)
    """
    for told in _with_role(plan):
        found = second_role(told.role, plan.stories.words_of(told.role))
        if found is not None:
            yield Problem(
                "{item} is for two roles",
                told.span(ROLE, *found),
                hint="write a story for each, or name the one who needs it most",
                item=told.id,
            )
