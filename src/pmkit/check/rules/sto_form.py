"""STO: the form of a story. Who wants what and why, each in its own field."""

from collections.abc import Iterator

from pmkit.check.rule import Plan, rule
from pmkit.check.stories import templates
from pmkit.check.stories.likeness import folded, gist
from pmkit.check.stories.told import BENEFIT, WANT, Told
from pmkit.model.diagnostic import Problem, Severity
from pmkit.model.edit import Edit, Fix
from pmkit.model.place import Span


@rule("STO001", Severity.WARNING)
def template_words(plan: Plan) -> Iterator[Problem]:
    """A field of a story repeats the words of its form, such as "I want to" in ``i_want``.

    Documents put "As a …, I want …, so that …" around the fields: readers would see it twice.

    Fails:
        stories:
          - id: US-001
            as_a: As a sales lead  # !! STO001
            i_want: I want to import contacts  # !! STO001
            so_that: so that nobody types them in  # !! STO001

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: to import contacts
            so_that: nobody types them in

    Source: AQUSA, uniform (Lucassen, Dalpiaz, van der Werf and Brinkkemper, 2016)
    """
    for told in plan.stories.all:
        for field, text in told.texts:
            found = templates.repeated(field, text) if text else None
            if found is None:
                continue
            words = text[found.start : found.end].strip(" ,，")
            span = told.span(field, found.start, found.end)
            yield Problem(
                "{field} says “{words}” once more",
                span,
                {"field": field, "words": words},
                "leave it out: the field stands for it",
                told.id,
                fix=_without(told, field, found.start, found.end, words),
            )


def _without(told: Told, field: str, start: int, end: int, words: str) -> Fix:
    """The fix that takes a stretch out of a field, with the blanks behind it."""
    span = told.span(field, start, end)
    whole = told.span(field)
    length = len(str(told.item.held(field)))
    stop = told.span(field, end, length).start if end < length else span.end
    edit = Edit(Span(whole.path, span.start, stop), "")
    return Fix("leave out “{words}”", (edit,), {"words": words})


@rule("STO002", Severity.WARNING)
def benefit_in_want(plan: Plan) -> Iterator[Problem]:
    """The wish of a story also says why, which belongs into ``so_that``.

    Reports and documents that show the benefit miss it there, and the wish becomes hard to read.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts so that nobody types them in  # !! STO002

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in

    Source: Quality User Story framework, well-formed and minimal (Lucassen et al., 2016)
    """
    for told in plan.stories.all:
        found = templates.purpose(told.want)
        if found is not None:
            span = told.span(WANT, found.start, found.end)
            hint = (
                "keep in i_want: what is wanted; so_that: has the benefit"
                if told.benefit
                else "move the benefit to so_that:"
            )
            yield Problem("the wish of {item} also says why", span, {}, hint, told.id)


@rule("STO003", Severity.INFO)
def want_without_action(plan: Plan) -> Iterator[Problem]:
    """The wish of a story names a thing, not what its user does with it.

    "A report" can be seen, printed, sent or ordered: each is other work, and each is tested
    otherwise.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: a list of lost deals  # !! STO003
            so_that: I learn from them

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: compare the deals that we lost
            so_that: I learn from them

    Source: Quality User Story framework, well-formed: a means has an action (Lucassen et al., 2016)
    """
    for told in plan.stories.all:
        if plan.stories.names_thing(told):
            yield Problem(
                "{item} wants a thing: what does its user do?",
                told.span(WANT),
                hint="begin i_want: with a verb",
                item=told.id,
            )


_HABIT = 0.5


@rule("STO004", Severity.INFO)
def missing_benefit(plan: Plan) -> Iterator[Problem]:
    """A story does not say what it is good for.

    Without a benefit nobody can weigh the story or find a cheaper way to it. Where most stories of
    a plan have none, this is said once.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in
          - id: US-002  # !! STO004
            as_a: sales lead
            i_want: export contacts

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in

    Source: INVEST, valuable (Wake, 2003)
    """
    told = [one for one in plan.stories.all if one.want]
    lacking = [one for one in told if not one.benefit and templates.purpose(one.want) is None]
    hint = "say in so_that: what its user gains"
    if lacking and len(told) - len(lacking) < len(told) * _HABIT and len(told) > 1:
        values = {"count": len(lacking), "total": len(told)}
        message = "{count} of {total} stories do not say what they are good for"
        yield Problem(message, lacking[0].entry.span(("id",)), values, hint, lacking[0].id)
        return
    for one in lacking:
        message = "{item} does not say what it is good for"
        yield Problem(message, one.entry.span(("id",)), {}, hint, one.id)


@rule("STO005", Severity.WARNING)
def circular_benefit(plan: Plan) -> Iterator[Problem]:
    """The benefit of a story repeats its wish.

    "I want to export contacts, so that I can export contacts" leaves the reason open.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: export contacts
            so_that: I can export the contacts  # !! STO005

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: export contacts
            so_that: the fair's mailing reaches our customers, too

    Source: Quality User Story framework, unique (Lucassen et al., 2016)
    """
    for told in plan.stories.all:
        if _may_repeat(told.want, told.benefit) and _own_gist(told.want) == _own_gist(told.benefit):
            yield Problem(
                "the benefit of {item} repeats its wish",
                told.span(BENEFIT),
                hint="say what is better once the wish is met",
                item=told.id,
            )


def _may_repeat(want: str, benefit: str) -> bool:
    """Whether two texts end alike: a quick look that spares most of them the long one."""
    one, two = want.lower().rstrip(" .s。"), benefit.lower().rstrip(" .s。")
    return bool(two) and one[-2:] == two[-2:]


def _own_gist(text: str) -> str:
    return gist(folded(text)).removeprefix("i ").removeprefix("我能").removeprefix("我")
