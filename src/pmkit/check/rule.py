"""What a rule is, and how one is written.

A rule is a function of a Plan that yields Problems. Its name is the fault; its docstring says what
is wrong, why it matters, and holds an example that fails and one that passes. Both run as tests.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from pmkit import discover, methods
from pmkit.check.precedence import Precedence
from pmkit.check.windows import Windows
from pmkit.kinds.effort import Efforts, efforts_of
from pmkit.kinds.inheritance import inherited
from pmkit.kinds.scope import inputs_of
from pmkit.model.diagnostic import Problem, Related, Severity
from pmkit.model.place import Path, Place, Span
from pmkit.model.workspace import Entry, Workspace
from pmkit.rank.shares import Shares, shares
from pmkit.store.problems import HINTS
from pmkit.store.settings import Settings
from pmkit.store.tree import MARKER, Tree

RULES = "pmkit.check.rules"
ALWAYS = ("SYN", "IDS")


@dataclass(frozen=True)
class Plan:
    """What a rule looks at: the workspace, its settings, where each is written, and the files."""

    workspace: Workspace
    settings: Settings
    place: Place
    tree: Tree

    @cached_property
    def _by_fault(self) -> dict[str, list[Problem]]:
        found: dict[str, list[Problem]] = {}
        for problem in self.workspace.problems:
            found.setdefault(problem.fault, []).append(problem)
        return found

    def read(self, fault: str) -> Iterable[Problem]:
        """The problems of one sort that reading has found."""
        return self._by_fault.get(fault, ())

    @cached_property
    def shares(self) -> list[Shares]:
        """The MoSCoW shares of the releases."""
        return shares(self.workspace, self.settings.schedule.hours_per_day)

    @cached_property
    def efforts(self) -> Efforts:
        """What features, stories and tasks take."""
        return efforts_of(self.workspace, self.settings.schedule.hours_per_day)

    @property
    def begin(self) -> date | None:
        """The first day on which planned work can be done, if the settings say one."""
        schedule = self.settings.schedule
        days = (schedule.start, schedule.as_of)
        return max((day for day in days if day is not None), default=None)

    @cached_property
    def windows(self) -> Windows:
        """Between which written days work has to be done."""
        return Windows(self.workspace, self.efforts, self.settings.schedule.as_of)

    @cached_property
    def precedence(self) -> Precedence:
        """What the items that are still to be done wait for."""
        return Precedence(self.workspace, self.efforts, self.windows)

    @cached_property
    def faulty_inputs(self) -> list[tuple[Entry, str, methods.Fault]]:
        """What the ranking methods find wrong with their inputs: item, method, fault."""
        known = [(name, methods.method(name)) for name in methods.names()]
        return [
            (entry, name, fault)
            for entry in self.workspace.by_id.values()
            if entry.item.held("priority") is not None
            for name, method in known
            if (inputs := inputs_of(entry.item, name)) is not None
            for fault in method.faults(inputs)
        ]

    def setting(self, *path: str | int) -> Span:
        """Where a setting is written; the innermost one around it where it is not."""
        return Span(MARKER, *self.place.span(path))

    def moscow(self, entry: Entry) -> str:
        """The item's MoSCoW class, its own or inherited; empty if it has none."""
        known = self._moscow
        if entry.id not in known:
            found = inherited(self.workspace, entry, "priority.moscow")
            known[entry.id] = str(found.value) if found is not None else ""
        return known[entry.id]

    @cached_property
    def _moscow(self) -> dict[str, str]:
        return {}

    @cached_property
    def damaged(self) -> set[str]:
        """The items of which something could not be read: what they lack may be what was lost."""
        return {problem.item for problem in self.workspace.problems if problem.fault not in HINTS}

    def uses(self, *kinds: str) -> bool:
        """Whether the workspace has items of all these kinds: rules about others stay silent."""
        present = self._kinds_present
        return all(kind in present for kind in kinds)

    @cached_property
    def _kinds_present(self) -> set[str]:
        return {entry.item.kind for entry in self.workspace.entries}


Check = Callable[[Plan], Iterable[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule with its code, its severity and its words."""

    code: str
    severity: Severity
    check: Check

    @property
    def name(self) -> str:
        """The fault, in words joined by ``-``."""
        return self.check.__name__.replace("_", "-")

    @property
    def topic(self) -> str:
        """The three letters that its code begins with."""
        return self.code[:3]

    @cached_property
    def sections(self) -> dict[str, str]:
        """The docstring's parts: summary, why, fails, passes, source."""
        text = textwrap.dedent("    " + (self.check.__doc__ or ""))
        parts = re.split(r"^(Fails|Passes|Source):[ ]*\n?", text, flags=re.M)
        summary, _, why = parts[0].strip().partition("\n\n")
        found = {"summary": _folded(summary), "why": _folded(why)}
        for name, body in zip(parts[1::2], parts[2::2], strict=True):
            found[name.lower()] = textwrap.dedent(body).strip("\n")
        return found

    @property
    def summary(self) -> str:
        """What is wrong, in one sentence."""
        return self.sections["summary"]


def _folded(text: str) -> str:
    return " ".join(text.split())


def rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Check]:
    """Makes a rule of the function below it."""

    def register(check: Check) -> Check:
        check.rule = Rule(code, severity, check)  # type: ignore[attr-defined]
        return check

    return register


def field_here(entry: Entry, path: Path) -> Related:
    """A field of an item as the second place of a finding."""
    return Related(entry.span(path), "{field} is here", {"field": path[-1]})


def topics() -> tuple[str, ...]:
    """The topics that have rules, as in codes."""
    return tuple(sorted({_topic_of(name) for name in discover.names(RULES)}))


def _topic_of(module: str) -> str:
    return module[:3].upper()


@cache
def rules_of(topic: str) -> tuple[Rule, ...]:
    """The rules of one topic by code; imports only the modules whose names begin with it."""
    found = [
        value.rule
        for name in discover.names(RULES)
        if _topic_of(name) == topic
        for value in vars(discover.module(RULES, name)).values()
        if isinstance(getattr(value, "rule", None), Rule)
    ]
    return tuple(sorted(found, key=lambda found_rule: found_rule.code))


def all_rules() -> Iterator[Rule]:
    """Every rule by code."""
    for topic in topics():
        yield from rules_of(topic)
