"""SCH: what should be over by the day of the plan and is not, and what is over too early."""

from collections.abc import Iterator

from pmkit.check.rule import Plan, field_here, rule
from pmkit.kinds.effort import WORK
from pmkit.kinds.inheritance import lineage
from pmkit.kinds.shapes import DONE
from pmkit.model.diagnostic import Problem, Severity
from pmkit.model.workspace import Entry

_SETTLED = (*DONE, "met", "missed", "on_hold", "rejected", "dropped")
_MISTYPED = 30 * 365
"""So many days late is a wrong year, which SCH004 reports."""

_NOT_OVER = {"release": ("planned", "open", "frozen"), "iteration": ("planned", "active")}


@rule("SCH035", Severity.WARNING)
def overdue(plan: Plan) -> Iterator[Problem]:
    """Work or a milestone was due, and it is not done.

    The plan speaks of the day in schedule.as_of. Either it is done and nobody said so, or everybody
    who waits for it still reckons with a day that is past.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        features:
          - id: FEAT-001
            title: Contact import
            status: in_progress
            due: 2026-12-04  # !! SCH035

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        features:
          - id: FEAT-001
            title: Contact import
            status: done
            due: 2026-12-04
            finished: 2026-12-04
    """
    for entry in plan.wanted(*WORK, "milestone") if plan.as_of is not None else ():
        item = entry.item
        field = "date" if item.kind == "milestone" else "due"
        day = item.day(field)
        if day is None or item.status in _SETTLED or item.day("finished") is not None:
            continue
        if plan.as_of is not None and 0 < (plan.as_of - day).days < _MISTYPED:
            yield Problem(
                "{item} was due on {day}, and it is not done",
                entry.span((field,)),
                {"day": str(day)},
                "write that it is done, or the day that holds now",
                entry.id,
            )


@rule("SCH036", Severity.WARNING)
def over_and_open(plan: Plan) -> Iterator[Problem]:
    """The last day of a release or iteration is past, and it is still open.

    What was not finished in it hides there: it is in no list of what comes next. An iteration
    counts where the plan says of some iteration that it is active or closed.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        iterations:
          - id: IT-001
            title: Sprint 1
            start: 2026-11-30
            end: 2026-12-11  # !! SCH036
            status: active

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        schedule: {as_of: 2026-12-15}

        # file: plan.yaml
        iterations:
          - id: IT-001
            title: Sprint 1
            start: 2026-11-30
            end: 2026-12-11
            status: closed
    """
    if plan.as_of is None:
        return
    iterations = list(plan.wanted("iteration"))
    is_kept = any(entry.item.status != "planned" for entry in iterations)
    for entry in (*plan.wanted("release"), *(iterations if is_kept else ())):
        item = entry.item
        end = item.day("end")
        is_open = item.status in _NOT_OVER[item.kind] and item.day("finished") is None
        if end is not None and end < plan.as_of and is_open:
            is_release = item.kind == "release"
            yield Problem(
                "{item} ended on {day}, and it is still {status}",
                entry.span(("end",)),
                {"day": str(end), "status": item.status},
                "write status: released or cancelled, or a new end"
                if is_release
                else "write status: closed, and move what is left to another iteration",
                entry.id,
            )


@rule("SCH037", Severity.WARNING)
def done_before_its_parts(plan: Plan) -> Iterator[Problem]:
    """A feature or story is done, and a part of it is not.

    Whoever reads the list of features promises it to customers; whoever reads the board knows that
    it is not there. Parts whose status nobody has written say nothing.

    Fails:
        features:
          - id: FEAT-001
            title: Contact import
            status: done  # !! SCH037
            tasks:
              - {id: TASK-001, title: Read CSV files, status: done}
              - {id: TASK-002, title: Read XLSX files, status: in_progress}

    Passes:
        features:
          - id: FEAT-001
            title: Contact import
            status: testing
            tasks:
              - {id: TASK-001, title: Read CSV files, status: done}
              - {id: TASK-002, title: Read XLSX files, status: in_progress}
    """
    told: set[str] = set()
    is_any_done = any(entry.item.status in DONE for entry in plan.workspace.by_id.values())
    for entry in plan.wanted(*WORK) if is_any_done else ():
        item = entry.item
        if "status" not in item.model_fields_set or item.status in _SETTLED:
            continue
        for above in _done_above(plan, entry):
            if above.id not in told and item.day("finished") is None:
                told.add(above.id)
                yield Problem(
                    "{item} is {status}, and {part} in it is {open}",
                    above.span(("status",)),
                    {"status": above.item.status, "part": entry.id, "open": item.status},
                    "correct the status of one of the two, or move {part} elsewhere",
                    above.id,
                    related=(field_here(entry, ("status",)),),
                )


def _done_above(plan: Plan, entry: Entry) -> Iterator[Entry]:
    """The features and stories that an item is part of, and that are done."""
    for above in lineage(plan.workspace, entry):
        if above.id != entry.id and above.item.kind in WORK and above.item.status in DONE:
            yield above
