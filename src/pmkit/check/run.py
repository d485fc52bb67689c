"""A check: the chosen rules over a workspace, and what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pmkit.check.field_at import field_at
from pmkit.check.rule import ALWAYS, Plan, Rule, rules_of, topics
from pmkit.model.diagnostic import Diagnostic, Location, Problem, Severity
from pmkit.model.place import Span
from pmkit.model.workspace import Workspace
from pmkit.store.loader import Loaded
from pmkit.store.settings import Check
from pmkit.store.tree import MARKER

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one rule took, in seconds of the clock that was given, and what it found."""

    code: str
    name: str
    seconds: float
    findings: int


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


class UnknownRule(ValueError):
    """A code or topic that no rule has."""


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
    rules = list(_chosen(tuple(select), tuple(ignore), settings))
    plan = Plan(workspace, loaded.settings, loaded.place, loaded.tree)
    found: list[Diagnostic] = []
    timings: list[Timing] = []
    for rule in rules:
        started, before = clock() if clock else 0.0, len(found)
        found += (
            _stamped(rule, problem, workspace, settings)
            for problem in rule.check(plan)
            if not _ignored_here(rule, problem, settings)
        )
        if clock:
            seconds = clock() - started
            timings.append(Timing(rule.code, rule.name, seconds, len(found) - before))
    found.sort(key=_by_place)
    paths = tuple(path for path in workspace.sources if path != MARKER)
    return Report(tuple(found), len(workspace.entries), paths, timings=tuple(timings))


def _by_place(diagnostic: Diagnostic) -> tuple[object, ...]:
    place = diagnostic.location
    return (place.path, place.line, place.column, diagnostic.code, diagnostic.item)


def expand(names: Iterable[str]) -> set[str]:
    """The codes that codes and topics stand for; raises UnknownRule for one that is neither."""
    found: set[str] = set()
    for name in names:
        topic = name[:3].upper()
        codes = {rule.code for rule in rules_of(topic)} if topic in topics() else set()
        wanted = codes if len(name) == 3 else codes & {name.upper()}
        if not wanted:
            raise UnknownRule(name)
        found |= wanted
    return found


def _chosen(select: tuple[str, ...], ignore: tuple[str, ...], settings: Check) -> Iterator[Rule]:
    selected = expand(select) if select else _known(settings.select) or None
    ignored = expand(ignore) | _known(settings.ignore)
    for topic in topics():
        fixed = topic in ALWAYS
        if not fixed and selected is not None and not any(code[:3] == topic for code in selected):
            continue
        for rule in rules_of(topic):
            wanted = selected is None or rule.code in selected
            if fixed or (wanted and rule.code not in ignored):
                yield rule


def _known(names: Iterable[str]) -> set[str]:
    """The codes of the names that are rules; the others are findings of their own."""
    found: set[str] = set()
    for name in names:
        try:
            found |= expand([name])
        except UnknownRule:
            continue
    return found


def _ignored_here(rule: Rule, problem: Problem, settings: Check) -> bool:
    if not settings.per_file or rule.topic in ALWAYS:
        return False
    return any(
        fnmatchcase(problem.span.path, pattern) and rule.code in _known(names)
        for pattern, names in settings.per_file.items()
    )


def _stamped(rule: Rule, problem: Problem, workspace: Workspace, settings: Check) -> Diagnostic:
    severity = settings.severity.get(rule.code) or settings.severity.get(rule.name)
    related = tuple(
        (locate(one.span, workspace), one.message, one.values) for one in problem.related
    )
    return Diagnostic(
        rule.code,
        rule.name,
        Severity(severity) if severity and rule.topic not in ALWAYS else rule.severity,
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
