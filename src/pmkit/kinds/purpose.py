"""Why the product exists: products and goals."""

from typing import Annotated

from pydantic import Field

from pmkit.kinds.shapes import Goal as GoalLink
from pmkit.kinds.shapes import Metric, Persona
from pmkit.kinds.shapes import Product as ProductLink
from pmkit.model.choice import Choice, Status
from pmkit.model.fields import Cash, Line, Lines, Many, Percent, Text
from pmkit.model.item import Item, Shape


class Positioning(Shape):
    """For whom, which need, what it is, what sets it apart."""

    for_: Annotated[Line | None, Field(alias="for")] = None
    need: Line | None = None
    is_a: Line | None = None
    that: Line | None = None
    unlike: Line | None = None
    ours: Line | None = None


class Market(Shape):
    """The market: size, growth, trends, regulations, segments."""

    size: Text | None = None
    growth: Text | None = None
    trends: Text | None = None
    regulations: Text | None = None
    segments: Text | None = None


class Revenue(Shape):
    """How the product earns money."""

    model: Line | None = None
    price: Line | None = None


class CashFlow(Shape):
    """What one period costs and brings in."""

    period: Line
    cost: Cash | None = None
    benefit: Cash | None = None


class BusinessCase(Shape):
    """Costs and benefits by period, and the rate that discounts them."""

    discount_rate: Percent | None = None
    cash_flows: Many[CashFlow] = ()


class Swot(Shape):
    """Strengths, weaknesses, opportunities, threats."""

    strengths: Lines = ()
    weaknesses: Lines = ()
    opportunities: Lines = ()
    threats: Lines = ()


class Product(Item):
    """What is built and sold: vision, problem, market and business case."""

    kind = "product"
    plural = "products"
    prefix = "PROD"

    vision: Line | None = None
    problem: Text | None = None
    why_now: Text | None = None
    solution: Text | None = None
    positioning: Positioning | None = None
    stage: Annotated[
        str, Choice("stage", "planning", "development", "launch", "operation", "retirement")
    ] = "planning"
    personas: Many[Persona] = ()
    market: Market | None = None
    revenue: Revenue | None = None
    business_case: BusinessCase | None = None
    swot: Swot | None = None
    kpis: Many[Metric] = ()
    non_goals: Lines = ()


class Goal(Item):
    """A result to reach, with metrics that say when it is reached."""

    kind = "goal"
    plural = "goals"
    prefix = "GOAL"
    nests = {"goals": "parent"}

    status: Annotated[str, Status("goal_status", "proposed", "active", "met", "missed")] = (
        "proposed"
    )
    product: ProductLink | None = None
    parent: GoalLink | None = None
    horizon: Line | None = None
    strategy: Line | None = None
    metrics: Many[Metric] = ()
