"""FMT: what `pmkit fmt` would change.

Nothing here is wrong, so one finding speaks for the whole plan, and `pmkit check --fix` only does
what moves nothing: whoever mends a link does not want the plan in another order.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmkit.check.formatting import Untidy
from pmkit.check.rule import Plan, rule, rules_of
from pmkit.check.selection import exemption
from pmkit.model.diagnostic import Problem, Severity
from pmkit.model.edit import Fix
from pmkit.store.formatting.patch import Sort

HERE = "pmkit fmt does it"
IN_FILE = "pmkit fmt does it; {more} more in this file"
IN_ONE_MORE = "pmkit fmt does it, here and in 1 more file"
IN_FILES = "pmkit fmt does it, here and in {files} more files"


def _untidy(plan: Plan, sort: Sort, code: str) -> Iterator[Untidy]:
    """The one finding of a rule, if there is any, in a file that pmkit.yaml does not exempt."""
    (this,) = (one for one in rules_of("FMT") if one.code == code)
    is_exempt = exemption(plan.settings.check)
    found = plan.formatting.first(sort, lambda path: not is_exempt(this, path))
    if found is not None:
        yield found


def _hint(one: Untidy) -> str:
    if one.files:
        return IN_FILES if one.files > 1 else IN_ONE_MORE
    return IN_FILE if one.more else HERE


@rule("FMT001", Severity.INFO)
def keys_out_of_order(plan: Plan) -> Iterator[Problem]:
    """A field stands below others that are read after it.

    Where all items begin alike, eyes find the status without searching, and two people who add the
    same field to an item meet in one place.

    Fails:
        terms:
          - id: TERM-001
            definition: The place where a bike is locked.
            title: Dock  # !! FMT001

    Passes:
        terms:
          - id: TERM-001
            title: Dock
            definition: The place where a bike is locked.
    """
    for one in _untidy(plan, Sort.KEYS, "FMT001"):
        message = "{value} of {item} stands below fields that are read after it"
        yield Problem(message, one.span, one.values, _hint(one), one.item)


@rule("FMT002", Severity.INFO)
def choice_not_in_english(plan: Plan) -> Iterator[Problem]:
    """A word of a choice is not the English one.

    Every shipped language may be written; documents show it in their own. In files one word for
    one thing makes searching and comparing simple.

    Fails:
        terms:
          - id: TERM-001
            title: 车桩
            status: 有效  # !! FMT002
            definition: 锁车的位置。

    Passes:
        terms:
          - id: TERM-001
            title: 车桩
            status: active
            definition: 锁车的位置。
    """
    for one in _untidy(plan, Sort.CHOICE, "FMT002"):
        message = "{value} of {item} is not the English word that all languages share"
        fix = Fix("write it in English", one.edits())
        yield Problem(message, one.span, one.values, _hint(one), one.item, fix=fix)


@rule("FMT003", Severity.INFO)
def untidy_links(plan: Plan) -> Iterator[Problem]:
    """Links stand in one line, or not by id.

    Two people who each add a link change different lines of a sorted list, and git merges them
    without asking.

    Fails:
        terms:
          - id: TERM-001
            title: Dock
            relates_to: [TERM-003, TERM-002]  # !! FMT003
            definition: The place where a bike is locked.
          - {id: TERM-002, title: Station, definition: Several docks in one place.}
          - {id: TERM-003, title: Lock, definition: What holds a bike in its dock.}

    Passes:
        terms:
          - id: TERM-001
            title: Dock
            definition: The place where a bike is locked.
            relates_to:
              - TERM-002
              - TERM-003
          - {id: TERM-002, title: Station, definition: Several docks in one place.}
          - {id: TERM-003, title: Lock, definition: What holds a bike in its dock.}
    """
    for one in _untidy(plan, Sort.LINKS, "FMT003"):
        message = "links of {item} do not stand one a line, sorted by id"
        yield Problem(message, one.span, one.values, _hint(one), one.item)


@rule("FMT004", Severity.INFO)
def inputs_in_braces(plan: Plan) -> Iterator[Problem]:
    """Inputs of ranking methods stand in braces.

    They are what a team argues about and changes most: each on a line of its own can be compared,
    commented on and merged.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            priority: {kano: must_be}  # !! FMT004

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            priority:
              kano: must_be
    """
    for one in _untidy(plan, Sort.INPUTS, "FMT004"):
        message = "inputs of {item} stand in braces, where changes of two people collide"
        yield Problem(message, one.span, one.values, _hint(one), one.item)


@rule("FMT005", Severity.INFO)
def text_not_in_block(plan: Plan) -> Iterator[Problem]:
    """A text of several lines is not written line by line.

    Behind ``|`` a text reads as it will look; between quotes its lines are hidden in escapes and
    blank lines.

    Fails:
        terms:
          - id: TERM-001
            title: Dock
            definition: "The place where a bike is locked.\\n\\nIt has a number."  # !! FMT005

    Passes:
        terms:
          - id: TERM-001
            title: Dock
            definition: |
              The place where a bike is locked.

              It has a number.
    """
    for one in _untidy(plan, Sort.TEXT, "FMT005"):
        message = "a text of {item} has several lines and is not written line by line"
        yield Problem(message, one.span, one.values, _hint(one), one.item)


@rule("FMT006", Severity.INFO)
def trailing_blanks(plan: Plan) -> Iterator[Problem]:
    """Blanks stand at the end of a line.

    Nobody sees them, and yet they make a line differ from one that looks the same.

    Fails:
        terms:
          - id: TERM-001
            # !! FMT006 next line
            title: Dock→
            definition: The place where a bike is locked.

    Passes:
        terms:
          - id: TERM-001
            title: Dock
            definition: The place where a bike is locked.
    """
    for one in _untidy(plan, Sort.BLANKS, "FMT006"):
        message = "blanks stand at the end of this line"
        fix = Fix("delete them", one.edits())
        yield Problem(message, one.span, one.values, _hint(one), one.item, fix=fix)


@rule("FMT007", Severity.INFO)
def nesting_said_twice(plan: Plan) -> Iterator[Problem]:
    """A link says what the place of the item says already.

    One fact has one place: an item that stands inside another belongs to it, and when it is moved
    the link would be forgotten.

    Fails:
        releases:
          - id: REL-001
            title: Spring
            phases:
              - id: PH-001
                title: Design
                release: REL-001  # !! FMT007

    Passes:
        releases:
          - id: REL-001
            title: Spring
            phases:
              - id: PH-001
                title: Design
    """
    for one in _untidy(plan, Sort.NESTING, "FMT007"):
        message = "{value} is said of {item} by the place where it stands"
        fix = Fix("delete the link", one.edits())
        yield Problem(message, one.span, one.values, _hint(one), one.item, fix=fix)


@rule("FMT008", Severity.INFO)
def ragged_end(plan: Plan) -> Iterator[Problem]:
    """A file does not end with exactly one line end.

    Without it, whoever adds a line below changes the last line as well; with more, somebody deletes
    them again.

    Fails:
        terms:
          - id: TERM-001
            title: Dock
            definition: The place where a bike is locked.  # !! FMT008

    Passes:
        # file: plan/terms.yaml
        terms:
          - id: TERM-001
            title: Dock
            definition: The place where a bike is locked.
    """
    for one in _untidy(plan, Sort.END, "FMT008"):
        message = "this file does not end with one line end"
        fix = Fix("end it with one", one.edits())
        yield Problem(message, one.span, one.values, _hint(one), one.item, fix=fix)
