"""A check: the chosen rules over a workspace, and what they found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pmkit.check.rule import ALWAYS, Plan, Rule, rules_of, topics
from pmkit.model.diagnostic import Diagnostic, Location, Problem, Severity
from pmkit.model.place import Span
from pmkit.model.workspace import Workspace
from pmkit.store.loader import Loaded
from pmkit.store.settings import Check
from pmkit.store.tree import MARKER


@dataclass(frozen=True)
class Report:
    """What a check found, by place, and how much it looked at."""

    diagnostics: tuple[Diagnostic, ...]
    items: int
    files: int

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(one.severity is severity for one in self.diagnostics)

    def fails(self, strict: bool) -> bool:
        """Whether the check fails: for an error; if strict, for a warning too."""
        return self.count(Severity.ERROR) > 0 or (strict and self.count(Severity.WARNING) > 0)


class UnknownRule(ValueError):
    """A code or topic that no rule has."""


def run(loaded: Loaded, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Report:
    """Applies the rules that are selected and not ignored; raises UnknownRule.

    SYN and IDS are always applied: what cannot be read or told apart cannot be judged.
    """
    workspace, settings = loaded.workspace, loaded.settings.check
    rules = list(_chosen(tuple(select), tuple(ignore), settings))
    plan = Plan(workspace, loaded.settings, loaded.place)
    found = [
        _stamped(rule, problem, workspace, settings)
        for rule in rules
        for problem in rule.check(plan)
        if not _ignored_here(rule, problem, settings)
    ]
    found.sort(key=_by_place)
    files = len(workspace.sources) - (MARKER in workspace.sources)
    return Report(tuple(found), len(workspace.entries), files)


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
    )


def locate(span: Span, workspace: Workspace) -> Location:
    """Lines and columns of a stretch of a file."""
    source = workspace.sources[span.path]
    line, column = source.position(min(span.start, len(source.text)))
    end_line, end_column = source.position(min(span.end, len(source.text)))
    return Location(span.path, line, column, end_line, end_column)
