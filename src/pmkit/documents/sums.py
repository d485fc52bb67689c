"""Counts and person-days of features by release and priority, nothing counted twice.

A feature with sub-features is not counted beside them; its effort is what it takes beyond them.
Stories and tasks count in the release that they belong to. A part that is not in the document is
not taken off the effort of what is: the sums are those of the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from pmkit.documents.context import Source
from pmkit.documents.labels import amount
from pmkit.documents.views import SummaryRowView, SummaryView, SumView
from pmkit.methods.moscow import ORDER
from pmkit.model.workspace import Entry

_Key = tuple[str, str]


@dataclass
class _Sums:
    """How many features and how many person-days, by release and priority."""

    counts: Counter[_Key] = field(default_factory=Counter)
    days: dict[_Key, Fraction] = field(default_factory=dict)
    estimated: int = 0

    def of(self, releases: Sequence[str], priorities: Sequence[str]) -> SumView:
        """The sum over some releases and priorities."""
        keys = [(release, priority) for release in releases for priority in priorities]
        count = sum(self.counts[key] for key in keys)
        days = sum((self.days.get(key, Fraction(0)) for key in keys), Fraction(0))
        return SumView(str(count) if count or days else "", amount(days) if days else "")


def summary_view(
    source: Source, features: Sequence[Entry], children: Mapping[str, list[Entry]]
) -> SummaryView:
    """The sums over some features, with their stories and tasks."""
    sums = _sums(source, features, children)
    used = [key for key in (*sums.counts, *sums.days) if sums.counts[key] or sums.days.get(key)]
    known = [entry.id for entry in source.workspace.of_kind("release")]
    releases = [release for release in (*known, "") if any(key[0] == release for key in used)]
    order = [word for word in (*ORDER, "") if any(key[1] == word for key in used)]
    has_effort = any(sums.days.values())
    return SummaryView(
        priorities=tuple(
            source.choice("moscow", word) or source.label("No priority") for word in order
        ),
        rows=tuple(_row(source, sums, release, order) for release in releases),
        total=SummaryRowView(
            source.label("Total"),
            "",
            "",
            tuple(sums.of(releases, [word]) for word in order),
            sums.of(releases, order),
        ),
        unestimated=sum(sums.counts.values()) - sums.estimated if has_effort else 0,
        by_release=releases not in ([], [""]),
        by_priority=order not in ([], [""]),
        has_parts=any(children.values()),
        has_effort=has_effort,
    )


def _sums(source: Source, features: Sequence[Entry], children: Mapping[str, list[Entry]]) -> _Sums:
    sums = _Sums()
    for feature in features:
        if not children.get(feature.id):
            sums.counts[_key(source, feature)] += 1
            sums.estimated += source.efforts.of(feature) is not None
    counted = {one.id: one for feature in features for one in _with_work(source, feature)}
    for entry in counted.values():
        key = _key(source, entry)
        days = source.efforts.remainder(entry, lambda part: part.id in counted)
        sums.days[key] = sums.days.get(key, Fraction(0)) + days
    return sums


def _with_work(source: Source, feature: Entry) -> Iterator[Entry]:
    """The feature, its stories and tasks, and their tasks; without its sub-features."""
    waiting, seen = [feature], {feature.id}
    while waiting:
        entry = waiting.pop()
        yield entry
        for part in source.efforts.parts(entry):
            if part.item.kind != "feature" and part.id not in seen:
                seen.add(part.id)
                waiting.append(part)


def _key(source: Source, entry: Entry) -> _Key:
    return source.efforts.release(entry), source.inherited(entry, "priority.moscow") or ""


def _row(source: Source, sums: _Sums, release: str, order: Sequence[str]) -> SummaryRowView:
    found = source.workspace.find(release) if release else None
    day = (found.item.day("finished") or found.item.day("end")) if found else None
    return SummaryRowView(
        source.full_release(release) if release else source.label("No release yet"),
        day.isoformat() if day else "",
        source.choice("release_status", found.item.status) if found else "",
        tuple(sums.of([release], [word]) for word in order),
        sums.of([release], order),
    )
