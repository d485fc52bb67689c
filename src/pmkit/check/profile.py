"""How long each rule takes, and how long what several of them share."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pmkit.check.rule import Plan, Rule
from pmkit.model.diagnostic import Problem

Clock = Callable[[], float]


class Timing(NamedTuple):
    """How long a rule took, in seconds of the clock that was given, and what it found.

    Without a code it is what was worked out once and kept for others: indexes of these names, or
    without a name what was added to one.
    """

    code: str
    name: str
    seconds: float
    findings: int


class Profile:
    """Applies rules and takes their time.

    Each is applied twice. What the first time takes longer went into indexes that are kept, such
    as the links of the workspace: the time of the second is the rule's own.
    """

    def __init__(self, plan: Plan, clock: Clock) -> None:
        self._plan = plan
        self._clock = clock
        self._own: list[Timing] = []
        self._shared: dict[str, float] = {}

    def apply(self, rule: Rule) -> list[Problem]:
        """What a rule finds."""
        before = self._indexes()
        start = self._clock()
        found = list(rule.check(self._plan))
        middle = self._clock()
        list(rule.check(self._plan))
        own = min(self._clock() - middle, middle - start)
        name = ", ".join(sorted(self._indexes() - before))
        self._shared[name] = self._shared.get(name, 0.0) + middle - start - own
        self._own.append(Timing(rule.code, rule.name, own, len(found)))
        return found

    def _indexes(self) -> set[str]:
        """The names of what the plan and its workspace have worked out so far."""
        return {
            name.strip("_")
            for owner in (self._plan, self._plan.workspace)
            for name in set(vars(owner)) - set(type(owner).__dataclass_fields__)
        }

    def timings(self) -> tuple[Timing, ...]:
        """The times of the rules, and of what was worked out on the way."""
        shared = (Timing("", name, seconds, 0) for name, seconds in self._shared.items())
        return (*self._own, *shared)
