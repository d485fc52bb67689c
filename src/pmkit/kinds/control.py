"""What keeps a plan honest: risks, changes, decisions, questions, reviews, retrospectives."""

from typing import Annotated

from pmkit.kinds.shapes import Release
from pmkit.model.choice import Choice, Status
from pmkit.model.fields import (
    Bool,
    CashRange,
    Date,
    EffortRange,
    Line,
    Lines,
    LinkType,
    Many,
    Number,
    Probability,
    ScaleType,
    Text,
)
from pmkit.model.item import Anything, Item, Person, Shape

Impact = Annotated[int, ScaleType(1, 5)]


class Residual(Shape):
    """What remains of a risk after the response."""

    probability: Probability | None = None
    impact: Impact | None = None


class Risk(Item):
    """Something that may happen and would hurt: how likely, how much, and what is done about it."""

    kind = "risk"
    plural = "risks"
    prefix = "RISK"
    required = ("id", "title", "probability", "impact")
    own_file = True

    status: Annotated[
        str, Status("risk_status", "identified", "monitoring", "occurred", "closed")
    ] = "identified"
    category: (
        Annotated[
            str,
            Choice(
                "risk",
                "technical",
                "schedule",
                "resource",
                "market",
                "external",
                "compliance",
                "quality",
                "cost",
            ),
        ]
        | None
    ) = None
    probability: Probability | None = None
    impact: Impact | None = None
    affects: Many[Anything] = ()
    delay: EffortRange | None = None
    cost: CashRange | None = None
    response: (
        Annotated[str, Choice("response", "mitigate", "avoid", "transfer", "accept", "escalate")]
        | None
    ) = None
    plan: Text | None = None
    contingency: Text | None = None
    trigger: Line | None = None
    residual: Residual | None = None
    due: Date | None = None
    reviewed: Date | None = None


class Assessment(Shape):
    """What a change does to scope, schedule, cost, quality and risk."""

    scope: Text | None = None
    schedule: Text | None = None
    cost: Text | None = None
    quality: Text | None = None
    risk: Text | None = None


class Verdict(Shape):
    """Who decided on a change, when and how."""

    by: Person | None = None
    date: Date | None = None
    verdict: Annotated[str, Choice("verdict", "approved", "rejected", "deferred")] | None = None
    note: Line | None = None


class Implementation(Shape):
    """Who put a change into effect, and when."""

    by: Person | None = None
    date: Date | None = None


class Change(Item):
    """A request to change what was agreed; its state follows from what has been done about it."""

    kind = "change"
    plural = "changes"
    prefix = "CR"
    required = ("id", "title", "reason")
    own_file = True

    date: Date | None = None
    type: (
        Annotated[str, Choice("change", "requirement", "design", "schedule", "scope", "people")]
        | None
    ) = None
    urgency: Annotated[str, Choice("level", "low", "medium", "high")] | None = None
    reason: Text | None = None
    affects: Many[Anything] = ()
    before: Text | None = None
    after: Text | None = None
    assessment: Assessment | None = None
    plan: Text | None = None
    decision: Verdict | None = None
    implemented: Implementation | None = None
    verified: Date | None = None


class Option(Shape):
    """One way that was considered."""

    line_key = "name"
    name: Line
    pros: Lines = ()
    cons: Lines = ()


class Decision(Item):
    """What was decided, between which options, and what follows."""

    kind = "decision"
    plural = "decisions"
    prefix = "DEC"
    own_file = True

    status: Annotated[
        str, Status("decision_status", "proposed", "accepted", "superseded", "rejected")
    ] = "proposed"
    date: Date | None = None
    by: Person | None = None
    context: Text | None = None
    options: Many[Option] = ()
    outcome: Text | None = None
    consequences: Text | None = None
    affects: Many[Anything] = ()
    supersedes: Many[Annotated[str, LinkType("decision")]] = ()


class Question(Item):
    """Something that is not known yet, assumed, or asked often."""

    kind = "question"
    plural = "questions"
    prefix = "Q"
    own_file = True

    status: Annotated[str, Status("question_status", "open", "answered")] = "open"
    type: Annotated[str, Choice("question", "question", "assumption", "constraint", "faq")] = (
        "question"
    )
    audience: Annotated[str, Choice("audience", "internal", "customer")] = "internal"
    affects: Many[Anything] = ()
    due: Date | None = None
    answer: Text | None = None


class Review(Item):
    """A look at some items by several people, and its verdict."""

    kind = "review"
    plural = "reviews"
    prefix = "REV"

    of: Many[Anything] = ()
    date: Date | None = None
    reviewers: Many[Person] = ()
    verdict: Annotated[str, Choice("review", "approved", "rework", "rejected")] | None = None
    findings: Text | None = None


class Action(Shape):
    """Something to do after a retrospective."""

    line_key = "do"
    do: Line
    owner: Person | None = None
    due: Date | None = None
    done: Bool | None = None


class Retrospective(Item):
    """What went well and badly, and what is done about it."""

    kind = "retrospective"
    plural = "retrospectives"
    prefix = "RETRO"

    release: Release | None = None
    date: Date | None = None
    went_well: Lines = ()
    went_badly: Lines = ()
    lessons: Lines = ()
    actions: Many[Action] = ()
    rating: Number | None = None


class Term(Item):
    """A word of the field, and what it means here."""

    kind = "term"
    plural = "terms"
    prefix = "TERM"

    definition: Text | None = None
    english: Line | None = None
    chinese: Line | None = None
    abbreviation: Line | None = None
    synonyms: Lines = ()
