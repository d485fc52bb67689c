"""What items of several kinds may have, as views: figures, criteria, attachments, own fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmkit.documents.context import Source, custom_texts
from pmkit.documents.item_views import (
    AttachmentView,
    CustomView,
    LinkView,
    Metrics,
    MetricView,
    TableView,
)
from pmkit.documents.labels import amount
from pmkit.documents.markdown import Markdown, is_safe_target, joined, line, link_target, shown
from pmkit.kinds.shapes import Metric
from pmkit.model.item import Attachment
from pmkit.model.quantity import Duration, Money, Range
from pmkit.model.workspace import Entry


def day(value: date | None) -> str:
    """A date as tables show it; empty without one."""
    return value.isoformat() if value else ""


def percent(value: Decimal | None) -> str:
    """A share as a percentage; empty without one."""
    return "" if value is None else amount(Fraction(value) * 100) + "%"


def metric(
    source: Source, written: Metric, of: LinkView | None = None, quality: str = ""
) -> MetricView:
    """A figure with its unit at every value."""

    def measured(value: str | None) -> str:
        return joined(value, written.unit) if value and written.unit else value or ""

    limits = (("", written.target), ("≥ ", written.at_least), ("≤ ", written.at_most))
    targets = [mark + measured(limit) for mark, limit in (*limits, ("", written.equals)) if limit]
    actual = measured(written.actual)
    if actual and written.as_of:
        actual = source.label("{value} ({date})", value=actual, date=day(written.as_of))
    return MetricView(
        of=of,
        name=written.name,
        quality=quality,
        baseline=measured(written.baseline),
        target=divided(source, targets),
        actual=actual,
        due=day(written.due),
        condition=written.condition or "",
        source=written.source or "",
    )


def figures(metrics: Iterable[MetricView]) -> Metrics:
    """Some figures, an item named once where several of them are its own."""
    rows: list[MetricView] = []
    before: LinkView | None = None
    for row in metrics:
        rows.append(replace(row, of=None, quality="") if row.of == before else row)
        before = row.of
    return TableView(tuple(rows))


def attachments(source: Source, entry: Entry) -> tuple[AttachmentView, ...]:
    """The files and pages of an item. Only pages become links: the document may lie anywhere."""
    return tuple(
        AttachmentView(source.choice("attachment", written.type), _link(source, written))
        for written in entry.item.attachments
        if written.url or written.path or written.title
    )


def _link(source: Source, written: Attachment) -> Markdown:
    url = shown(written.url or "")
    if url.lower().startswith(("http://", "https://", "mailto:")) and is_safe_target(url):
        return Markdown(f"[{line(written.title or url)}]({link_target(url)})")
    place = written.path or url
    if not written.title or not place:
        return line(written.title or place)
    return line(source.label("{title} ({how})", title=written.title, how=place))


def customs(source: Source, entry: Entry) -> tuple[CustomView, ...]:
    """The values of the user's own fields that have a label."""
    labelled = {
        name: field
        for name, field in source.settings.fields.get(entry.item.kind, {}).items()
        if field.label and name in entry.custom
    }
    texts = custom_texts(source, entry, labelled)
    return tuple(
        CustomView(field.label or "", text, field.type == "text")
        for field, text in zip(labelled.values(), texts, strict=True)
        if text
    )


def pairs(source: Source, written: Mapping[str, str]) -> str:
    """Some names with their values in a line."""
    label = source.label
    return divided(
        source,
        (label("{label}: {value}", label=name, value=value) for name, value in written.items()),
    )


def divided(source: Source, texts: Iterable[str]) -> str:
    """Some texts in a row, with semicolons between them."""
    semicolon = source.label("{first}; {next}", first="", next="")
    return semicolon.join(filter(None, texts))


def effort_range(source: Source, written: Range[Duration] | None) -> str:
    """An uncertain duration in working days; empty without one."""
    if written is None:
        return ""
    hours = source.settings.schedule.hours_per_day
    low, likely, high = (
        amount(one.days(hours)) for one in (written.low, written.likely, written.high)
    )
    if written.is_single:
        return likely
    return source.label("{likely} ({low}–{high})", likely=likely, low=low, high=high)


def cash_range(source: Source, written: Range[Money] | None) -> str:
    """An uncertain amount of money with its currency; empty without one."""
    if written is None:
        return ""
    low, likely, high = (f"{one.amount:f}" for one in (written.low, written.likely, written.high))
    if not written.is_single:
        likely = source.label("{likely} ({low}–{high})", likely=likely, low=low, high=high)
    currency = written.likely.currency or source.settings.money.currency or ""
    return f"{currency} {likely}".lstrip()
