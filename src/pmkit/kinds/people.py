"""Who it is for and who is involved: personas, journeys, stakeholders, teams and calendars."""

from typing import Annotated

from pmkit.kinds.shapes import LEVELS, Evidence, Feature
from pmkit.kinds.shapes import Persona as PersonaLink
from pmkit.model.choice import Choice
from pmkit.model.fields import (
    Bool,
    Cash,
    Date,
    Line,
    Lines,
    LinkType,
    Many,
    Number,
    Percent,
    Text,
)
from pmkit.model.item import Item, Shape

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Persona(Item):
    """A kind of user, as one vivid person: wants, pains, needs and behaviour."""

    kind = "persona"
    plural = "personas"
    prefix = "PER"

    quote: Line | None = None
    role: Line | None = None
    demographics: dict[Line, Line] = {}
    decision_power: Line | None = None
    wants: Lines = ()
    pains: Lines = ()
    needs: Lines = ()
    behaviours: Lines = ()
    scenarios: Lines = ()
    alternatives: Lines = ()
    skill: Annotated[str, Choice("level", *LEVELS)] | None = None
    segment: Line | None = None
    share: Percent | None = None
    primary: Bool | None = None
    evidence: Many[Evidence] = ()


class Stage(Shape):
    """One stage of a journey."""

    line_key = "name"
    name: Line
    does: Line | None = None
    touchpoint: Line | None = None
    feels: Line | None = None
    pains: Lines = ()
    features: Many[Feature] = ()


class Journey(Item):
    """The way of a persona through the product, stage by stage."""

    kind = "journey"
    plural = "journeys"
    prefix = "JNY"

    persona: PersonaLink | None = None
    stages: Many[Stage] = ()


class Stakeholder(Item):
    """Someone whom the plan concerns: interest, influence and attitude."""

    kind = "stakeholder"
    plural = "stakeholders"
    prefix = "STK"

    role: Line | None = None
    organisation: Line | None = None
    interest: Annotated[str, Choice("level", *LEVELS)] | None = None
    influence: Annotated[str, Choice("level", *LEVELS)] | None = None
    attitude: Annotated[str, Choice("attitude", "supportive", "neutral", "critical")] | None = None
    expectations: Line | None = None
    language: Line | None = None


class Communication(Item):
    """Who hears what, when, how and from whom."""

    kind = "communication"
    plural = "communications"
    prefix = "COM"

    audience: Many[Annotated[str, LinkType("stakeholder", "team", or_line=True)]] = ()
    type: (
        Annotated[
            str,
            Choice(
                "communication",
                "meeting",
                "report",
                "announcement",
                "decision",
                "feedback",
                "escalation",
            ),
        ]
        | None
    ) = None
    purpose: Line | None = None
    content: Text | None = None
    frequency: Line | None = None
    channel: Line | None = None
    output: Line | None = None
    feedback: Many[Annotated[str, LinkType("feedback", or_line=True)]] = ()


class Leave(Shape):
    """Days on which somebody, or everybody, does not work."""

    start: Date
    end: Date | None = None
    reason: Line | None = None


class Member(Shape):
    """Someone who works in a team."""

    line_key = "name"
    name: Line
    role: Line | None = None
    skills: Lines = ()
    allocation: Percent | None = None
    start: Date | None = None
    end: Date | None = None
    leave: Many[Leave] = ()
    rate: Cash | None = None


class Team(Item):
    """People who do work together, on one calendar."""

    kind = "team"
    plural = "teams"
    prefix = "TEAM"

    calendar: Annotated[str, LinkType("calendar")] | None = None
    members: Many[Member] = ()
    size: Number | None = None


class Calendar(Item):
    """Which days are working days."""

    kind = "calendar"
    plural = "calendars"
    prefix = "CAL"

    weekdays: Many[Annotated[str, Choice("weekday", *WEEKDAYS)]] = ()
    country: Line | None = None
    subdivision: Line | None = None
    makeup_days: Bool | None = None
    days_off: Many[Leave] = ()
    extra_days: Many[Date] = ()
