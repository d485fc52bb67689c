"""A check: the chosen rules over a workspace, and what they found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pmkit.check.field_at import field_at
from pmkit.check.profile import Clock, Profile, Timing
from pmkit.check.rule import Plan, Rule
from pmkit.check.selection import chosen, exemption, severities
from pmkit.model.diagnostic import Diagnostic, Location, Problem, Severity
from pmkit.model.place import Span
from pmkit.model.workspace import Workspace
from pmkit.store.loader import Loaded
from pmkit.store.tree import MARKER


@dataclass(frozen=True)
class Report:
    """What a check found, by place, and how much it looked at.

    ``paths`` are the files of items; ``suppressed`` counts findings that a comment silences,
    ``known`` those that an earlier state has as well; both are left out of ``diagnostics``.
    """

    diagnostics: tuple[Diagnostic, ...]
    items: int
    paths: tuple[str, ...]
    suppressed: int = 0
    known: int = 0
    timings: tuple[Timing, ...] = ()

    @property
    def files(self) -> int:
        """How many files of items were looked at."""
        return len(self.paths)

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(one.severity is severity for one in self.diagnostics)

    def fails(self, strict: bool) -> bool:
        """Whether the check fails: for an error; if strict, for a warning too."""
        return self.count(Severity.ERROR) > 0 or (strict and self.count(Severity.WARNING) > 0)


def run(
    loaded: Loaded,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    clock: Clock | None = None,
) -> Report:
    """Applies the rules that are selected and not ignored; raises UnknownRule.

    SYN and IDS are always applied: what cannot be read or told apart cannot be judged. With a
    clock the report says how long each rule took.
    """
    workspace, settings = loaded.workspace, loaded.settings.check
    plan = Plan(workspace, loaded.settings, loaded.place, loaded.tree)
    is_exempt, weights = exemption(settings), severities(settings)
    profile = Profile(plan, clock) if clock else None
    found: list[Diagnostic] = []
    suppressed = 0
    for rule in chosen(tuple(select), tuple(ignore), settings):
        for problem in profile.apply(rule) if profile else rule.check(plan):
            if plan.suppressions.silences(rule, problem.span):
                suppressed += 1
            elif not is_exempt(rule, problem.span.path):
                severity = weights.get(rule.code, rule.severity)
                found.append(_stamped(rule, severity, problem, workspace))
        plan.suppressions.applied.add(rule.code)
    found.sort(key=_by_place)
    paths = tuple(path for path in workspace.sources if path != MARKER)
    timings = profile.timings() if profile else ()
    return Report(tuple(found), len(workspace.entries), paths, suppressed, timings=timings)


def _by_place(diagnostic: Diagnostic) -> tuple[object, ...]:
    place = diagnostic.location
    return (place.path, place.line, place.column, diagnostic.code, diagnostic.item)


def _stamped(rule: Rule, severity: Severity, problem: Problem, workspace: Workspace) -> Diagnostic:
    related = tuple(
        (locate(one.span, workspace), one.message, one.values) for one in problem.related
    )
    return Diagnostic(
        rule.code,
        rule.name,
        severity,
        locate(problem.span, workspace),
        problem.item,
        problem.message,
        problem.hint,
        {"item": problem.item, **problem.values},
        related,
        problem.fix,
        field_at(problem, workspace),
        workspace.sources[problem.span.path].text[problem.span.start : problem.span.end],
    )


def locate(span: Span, workspace: Workspace) -> Location:
    """Lines and columns of a stretch of a file."""
    source = workspace.sources[span.path]
    line, column = source.position(min(span.start, len(source.text)))
    end_line, end_column = source.position(min(span.end, len(source.text)))
    return Location(span.path, line, column, end_line, end_column)
