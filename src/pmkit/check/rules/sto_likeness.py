"""STO: stories beside one another. Each is told once, and all in the same way."""

from collections.abc import Iterator
from functools import lru_cache

from pmkit.check.rule import Plan, rule
from pmkit.check.stories.likeness import folded, gist
from pmkit.check.stories.told import WANT, Told
from pmkit.check.wording.passages import has_han
from pmkit.model.diagnostic import Problem, Related, Severity
from pmkit.model.edit import Edit, Fix
from pmkit.model.place import Span


def _role(told: Told) -> str:
    return _folded_role(told.role) or told.item.as_a or ""


@lru_cache(maxsize=1_000)
def _folded_role(role: str) -> str:
    """The folded role: a plan has few, and many stories of each."""
    return folded(role)


def _here(told: Told) -> Related:
    return Related(told.span(WANT), "{other} is here", {"other": told.id})


@rule("STO031", Severity.WARNING)
def duplicate_story(plan: Plan) -> Iterator[Problem]:
    """Two stories say the same: one role, one wish.

    Both are estimated and planned, and one of them is done twice or stays open for ever.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in
          - id: US-002
            as_a: Sales lead
            i_want: Import contacts.  # !! STO031
            so_that: I save an hour a week

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in

    Source: AQUSA, unique (Lucassen, Dalpiaz, van der Werf and Brinkkemper, 2016)
    """
    first: dict[tuple[str, str], Told] = {}
    for told, want in plan.stories.folded:
        earlier = first.setdefault((_role(told), want), told)
        if earlier is not told and not told.item.duplicate_of:
            yield Problem(
                "{item} tells the same story as {other}",
                told.span(WANT),
                {"other": earlier.id},
                "drop one of them, with duplicate_of: the other, or say what differs",
                told.id,
                related=(_here(earlier),),
            )


@rule("STO032", Severity.INFO)
def similar_story(plan: Plan) -> Iterator[Problem]:
    """Two stories say almost the same: in other words, or for another role.

    Often it is one story that was written twice.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import my contacts
            so_that: nobody types them in
          - id: US-002
            as_a: sales lead
            i_want: be able to import a contact  # !! STO032
            so_that: nobody types it in

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in

    Source: Quality User Story framework, unique (Lucassen et al., 2016)
    """
    same: set[tuple[str, str]] = set()
    first: dict[str, Told] = {}
    for told, want in plan.stories.folded:
        role = _role(told)
        if (role, want) in same or told.item.duplicate_of:
            continue
        same.add((role, want))
        earlier = first.setdefault(gist(want), told)
        if earlier is told:
            continue
        message = (
            "{item} says almost the same as {other}"
            if _role(earlier) == role
            else "{item} wants the same as {other}, for another role"
        )
        hint = "drop one of them, or say what differs"
        values = {"other": earlier.id}
        related = (_here(earlier),)
        yield Problem(message, told.span(WANT), values, hint, told.id, related=related)


_FEWEST = 10
_EXCEPTION = 0.2


@rule("STO033", Severity.INFO)
def uneven_wish(plan: Plan) -> Iterator[Problem]:
    """The wish of a story begins otherwise than most: with "to see" where the others say "see".

    Stories of one form are quicker to read and to compare, and documents put the same words before
    each. Reported where at least ten stories are told in English and one in five or fewer differs.

    Fails:
        stories:
          - {id: US-001, as_a: sales lead, i_want: to import contacts}
          - {id: US-002, as_a: sales lead, i_want: to export contacts}
          - {id: US-003, as_a: sales lead, i_want: to find a contact}
          - {id: US-004, as_a: sales lead, i_want: to call a contact}
          - {id: US-005, as_a: sales lead, i_want: to write to a contact}
          - {id: US-006, as_a: sales lead, i_want: to see lost deals}
          - {id: US-007, as_a: sales lead, i_want: to see won deals}
          - {id: US-008, as_a: sales lead, i_want: to reopen a deal}
          - {id: US-009, as_a: sales lead, i_want: to close a deal}
          - {id: US-010, as_a: sales lead, i_want: delete a deal}  # !! STO033

    Passes:
        stories:
          - {id: US-001, as_a: sales lead, i_want: to import contacts}
          - {id: US-002, as_a: sales lead, i_want: to export contacts}

    Source: AQUSA, uniform (Lucassen, Dalpiaz, van der Werf and Brinkkemper, 2016)
    """
    verbs = plan.stories.english.actions
    with_to: list[Told] = []
    bare: list[Told] = []
    for told in plan.stories.all:
        words = told.want.split(maxsplit=2)
        if len(words) > 1 and words[0] == "to" and not has_han(told.want):
            with_to.append(told)
        elif words and words[0] in verbs:
            bare.append(told)
    total = len(with_to) + len(bare)
    few = min(with_to, bare, key=len)
    if total < _FEWEST or len(few) > total * _EXCEPTION:
        return
    for told in few:
        yield _other_form(told, few is with_to)


def _other_form(told: Told, has_to: bool) -> Problem:
    span = told.span(WANT)
    message = (
        "{item} begins with “to”, unlike most"
        if has_to
        else "{item} begins without “to”, unlike most"
    )
    if has_to:
        start = told.span(WANT, len("to "), len(told.want)).start
        fix = Fix(
            "leave out “to”", (Edit(Span(span.path, told.span(WANT, 0, 2).start, start), ""),)
        )
    else:
        at = told.span(WANT, 0, 1).start
        fix = Fix("write “to” before it", (Edit(Span(span.path, at, at), "to "),))
    return Problem(message, span, {}, "tell all stories in the same form", told.id, fix=fix)


_ENGLISH_WORDS = 3


@rule("STO034", Severity.INFO)
def mixed_languages(plan: Plan) -> Iterator[Problem]:
    """One story is told in two languages.

    Its sentence cannot be put together in either, and a search finds half of it.

    Fails:
        stories:
          - id: US-001
            as_a: 销售主管
            i_want: import contacts from a table  # !! STO034
            so_that: 不用手工录入

    Passes:
        stories:
          - id: US-001
            as_a: 销售主管
            i_want: 从 Excel 导入联系人
            so_that: 不用手工录入
    """
    for told in plan.stories.all:
        written = [(field, text) for field, text in told.texts if text]
        chinese = [field for field, text in written if has_han(text)]
        if not chinese or len(chinese) == len(written):
            continue
        for field, text in written:
            if field not in chinese and len(text.split()) >= _ENGLISH_WORDS:
                yield Problem(
                    "{item} is told in two languages",
                    told.span(field),
                    hint="tell all of it in one",
                    item=told.id,
                )
