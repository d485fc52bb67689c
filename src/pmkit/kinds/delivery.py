"""When it is delivered: releases, phases, milestones and iterations."""

from typing import Annotated

from pmkit.kinds.shapes import Dependency, Goal, Product, Team
from pmkit.kinds.shapes import Release as ReleaseLink
from pmkit.model.choice import Choice, Status
from pmkit.model.fields import Bool, Cash, Date, Effort, Line, Lines, LinkType, Many, Text
from pmkit.model.item import Item, Shape


class BudgetLine(Shape):
    """Money planned and spent in one category."""

    line_key = "category"
    category: Line
    planned: Cash | None = None
    spent: Cash | None = None


class QualityGate(Shape):
    """A condition that a release has to meet."""

    line_key = "gate"
    gate: Line
    met: Bool | None = None


class Release(Item):
    """A version that users get."""

    kind = "release"
    plural = "releases"
    prefix = "REL"
    nests = {"phases": "release", "milestones": "release", "iterations": "release"}

    status: Annotated[
        str, Status("release_status", "planned", "open", "frozen", "released", "cancelled")
    ] = "planned"
    version: Line | None = None
    product: Product | None = None
    goals: Many[Goal] = ()
    start: Date | None = None
    freeze: Date | None = None
    end: Date | None = None
    finished: Date | None = None
    capacity: dict[Team, Effort] = {}
    budget: Many[BudgetLine] = ()
    quality_gates: Many[QualityGate] = ()
    health: Annotated[str, Choice("health", "green", "amber", "red")] | None = None
    summary: Text | None = None
    support_needed: Line | None = None


class Phase(Item):
    """A stretch of a release, such as design, development or trial."""

    kind = "phase"
    plural = "phases"
    prefix = "PH"

    release: ReleaseLink | None = None
    start: Date | None = None
    end: Date | None = None
    started: Date | None = None
    finished: Date | None = None
    deliverables: Lines = ()


class Milestone(Item):
    """A day on which something is reached."""

    kind = "milestone"
    plural = "milestones"
    prefix = "MS"

    status: Annotated[str, Status("milestone_status", "planned", "met", "missed")] = "planned"
    release: ReleaseLink | None = None
    phase: Annotated[str, LinkType("phase")] | None = None
    date: Date | None = None
    finished: Date | None = None
    depends_on: Many[Dependency] = ()
    deliverables: Lines = ()


class Iteration(Item):
    """A sprint of one team."""

    kind = "iteration"
    plural = "iterations"
    prefix = "IT"

    status: Annotated[str, Status("iteration_status", "planned", "active", "closed")] = "planned"
    release: ReleaseLink | None = None
    team: Team | None = None
    start: Date | None = None
    end: Date | None = None
    goal: Line | None = None
    capacity: Effort | None = None
