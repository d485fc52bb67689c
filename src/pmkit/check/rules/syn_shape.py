"""SYN: the shape of what files say. Kinds, keys, lists and mappings stand where the format knows
them."""

from collections.abc import Iterable, Iterator

from pmkit.check.check_settings import judge_check
from pmkit.check.fixes.reading import mended
from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Phrase, Problem, Severity
from pmkit.model.place import Span
from pmkit.store.problems import damaged_files
from pmkit.store.tree import MARKER


@rule("SYN031")
def unknown_kind(plan: Plan) -> Iterable[Problem]:
    """Something is called by a kind that does not exist, or nothing says of which kind it is.

    Items of an unknown kind are in no list, document or sum.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
        taks:  # !! SYN031
          - id: TASK-001
            title: Ask three customers for their files

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
        tasks:
          - id: TASK-001
            title: Ask three customers for their files
            for: FEAT-001
    """
    return mended(plan, "unknown-kind")


@rule("SYN032")
def unknown_key(plan: Plan) -> Iterable[Problem]:
    """A key is no field of its item or setting.

    Nothing reads it, so a typing mistake would go unnoticed. Fields of your own are named under
    fields: in pmkit.yaml, or begin with x-.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            estimat: 10d  # !! SYN032

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            estimate: 10d
            x-legacy-number: 4711
    """
    return mended(plan, "unknown-key")


@rule("SYN033")
def wrong_shape(plan: Plan) -> Iterable[Problem]:
    """A field holds a list, a mapping or several lines where it takes something else.

    The value is left out, and the item looks as if nobody had written it.

    Fails:
        features:
          - id: FEAT-001
            title: [Import, contacts]  # !! SYN033

    Passes:
        features:
          - id: FEAT-001
            title: "[Import] contacts"
            tags: [import, contacts]
    """
    return mended(plan, "wrong-shape")


@rule("SYN034")
def missing_field(plan: Plan) -> Iterable[Problem]:
    """A field that must be there is missing or empty.

    Every item needs an id by which others name it, and what makes it what it is: a story without
    its "I want" says nothing.

    Fails:
        stories:
          - id: US-001  # !! SYN034
            as_a: sales lead
            so_that: nobody types in a thousand contacts

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: to import a thousand contacts at once
            so_that: nobody types in a thousand contacts
    """
    return mended(plan, "missing-field")


@rule("SYN035")
def contradicting_nesting(plan: Plan) -> Iterable[Problem]:
    """An item stands inside one item and says that it belongs to another.

    Nesting and the field say the same thing. Where they differ, one of the two is out of date.

    Fails:
        features:
          - id: FEAT-001
            title: Contacts
            features:
              - id: FEAT-003
                title: Import contacts
                parent: FEAT-002  # !! SYN035
          - id: FEAT-002
            title: Reports

    Passes:
        features:
          - id: FEAT-001
            title: Contacts
            features:
              - id: FEAT-003
                title: Import contacts
          - id: FEAT-002
            title: Reports
    """
    return plan.read("contradicting-nesting")


@rule("SYN036", Severity.INFO)
def skipped_file(plan: Plan) -> Iterable[Problem]:
    """A YAML file holds neither an item nor a list of items, and was skipped.

    It is probably the file of another tool. To keep it from being looked at, say with items: in
    pmkit.yaml where items are.

    Fails:
        # file: plan/features.yaml
        features:
          - id: FEAT-001
            title: Import contacts

        # file: compose.yaml
        services: {crm: {image: bluebird}}  # !! SYN036

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Bluebird CRM
        items: [plan]

        # file: plan/features.yaml
        features:
          - id: FEAT-001
            title: Import contacts

        # file: compose.yaml
        services: {crm: {image: bluebird}}
    """
    return plan.read("skipped-file")


@rule("SYN037")
def no_items(plan: Plan) -> Iterator[Problem]:
    """There is no item in the workspace.

    A check that looks at nothing finds nothing wrong. Usually items: in pmkit.yaml names another
    folder, or the check was started in the wrong place.

    Fails:
        # file: pmkit.yaml
        pmkit: 1  # !! SYN037
        name: Bluebird CRM

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Bluebird CRM

        # file: plan/features.yaml
        features:
          - id: FEAT-001
            title: Import contacts
    """
    damaged = damaged_files(plan.workspace.problems) - {MARKER}
    if not plan.workspace.entries and not plan.workspace.lost_ids and not damaged:
        yield Problem(
            "there is no item in this workspace",
            Span(MARKER, 0, 0),
            hint='pmkit new feature "A title" writes one',
        )


@rule("SYN038")
def bad_setting(plan: Plan) -> Iterator[Problem]:
    """A setting in pmkit.yaml contradicts the format or another setting.

    A default takes its place, and the results are not those that were asked for.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Bluebird CRM
        fields:
          feature:
            owner: line  # !! SYN038

        # file: plan/features.yaml
        features:
          - id: FEAT-001
            title: Import contacts

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Bluebird CRM
        fields:
          feature:
            region: {type: choice, choices: [east, south]}

        # file: plan/features.yaml
        features:
          - id: FEAT-001
            title: Import contacts
            region: east
    """
    yield from plan.read("bad-setting")
    yield from judge_check(plan)
    calendar = plan.settings.schedule.calendar
    entry = plan.workspace.find(calendar or "")
    if calendar and (entry is None or entry.item.kind != "calendar"):
        there = "calendar {target} does not exist" if entry is None else "{target} is no calendar"
        yield _without_calendar(plan, there, calendar)


def _without_calendar(plan: Plan, there: str, written: str) -> Problem:
    """That the setting names no calendar, and which there are."""
    from pmkit.check.fixes.spelling import KnownWords

    known = [one.id for one in plan.workspace.by_id.values() if one.item.kind == "calendar"]
    words = KnownWords(known)
    better = words.same(written) or words.misspelt(written)
    values = {"target": written, "better": better or "", "known": Phrase(", ".join(known))}
    otherwise = "there are {known}" if known else "pmkit new calendar NAME writes one"
    hint = "did you mean {better}?" if better else otherwise
    return Problem(there, plan.setting("schedule", "calendar"), values, hint)
