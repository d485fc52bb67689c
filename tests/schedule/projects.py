"""Random projects, written as YAML and read as any other: people, calendars, work, its bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

import yaml
from hypothesis import strategies as st
from tests.marked import EXAMPLE

from pmkit.store.loader import Loaded, load
from pmkit.store.tree import MARKER, MemoryTree

Draw = st.DrawFn
Written = dict[str, Any]

_PLURALS = {"FEAT": "features", "US": "stories", "TASK": "tasks"}
_WEEKS = [None] * 5 + [["mon", "tue", "wed", "thu", "fri", "sat"], ["mon", "tue", "wed", "thu"]]
_ESTIMATES: list[Any] = ["1d", "2d", "3d", "4d", "5d", "8d", "12h", "3h", "1w", "0.5d", "2.5d"] * 2
_ESTIMATES += [{"low": "1d", "likely": "3d", "high": "9d"}, "0d"]
_STATUSES = ["draft", "approved", "planned"] * 8
_STATUSES += ["in_progress"] * 3 + ["testing", "done", "done", "released", "on_hold", "dropped"]
_LAGS = [None] * 5 + ["1d", "2d", "-1d", "3cd", "0.5d", "-2d", "1w", "-1cd"]
_TYPES = ["FS"] * 5 + ["SS", "FF", "SF"]


class _Plain(yaml.SafeDumper):
    """Writes YAML without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class Project(NamedTuple):
    """A workspace's files, the day that its plan is made, and the order of its items."""

    settings: str
    plan: str
    as_of: date
    order: tuple[str, ...]

    def load(self) -> Loaded:
        """The workspace, through the ordinary loader."""
        return load(MemoryTree({MARKER: self.settings, EXAMPLE: self.plan}))

    def __repr__(self) -> str:
        return f"as of {self.as_of}, in the order {self.order}\n{self.settings}\n{self.plan}"


@dataclass
class Sketch:
    """A project that is being drawn."""

    draw: Draw
    as_of: date
    items: dict[str, list[Written]]

    def chance(self, percent: int) -> bool:
        """True about so often; False when an example is made small."""
        return self.draw(st.integers(1, 100)) > 100 - percent

    def one_of(self, values: Sequence[Any]) -> Any:
        """One of some values, the first when an example is made small."""
        return self.draw(st.sampled_from(values))

    def day(self, first: int, last: int) -> str:
        """A day so many days from the day of the plan."""
        return (self.as_of + timedelta(self.draw(st.integers(first, last)))).isoformat()

    def number(self, first: int, last: int) -> int:
        """A whole number."""
        return self.draw(st.integers(first, last))

    def ids(self, *plurals: str) -> list[str]:
        """The ids of all items of some kinds."""
        return [one["id"] for plural in plurals for one in self.items.get(plural, ())]

    def add(self, plural: str, prefix: str, **fields: Any) -> Written:
        """A new item."""
        known = self.items.setdefault(plural, [])
        item = {"id": f"{prefix}-{len(known) + 1:03}", "title": "x", **fields}
        known.append(item)
        return item


@st.composite
def projects(draw: Draw, most: int = 14) -> Project:
    """Projects of one to some work items, of which most get dates."""
    sketch = Sketch(draw, date(2026, 1, 5), {})
    sketch.as_of += timedelta(sketch.number(0, 330))
    _add_people(sketch)
    _add_containers(sketch)
    for _ in range(sketch.number(0, 1)):
        sketch.add("requirements", "REQ", type="functional")
    for _ in range(sketch.number(1, most)):
        _add_work(sketch)
    for _ in range(sketch.one_of([0, 0, 1, 2])):
        _add_milestone(sketch)
    _add_dependencies(sketch)
    ids = sketch.ids(*_PLURALS.values())
    written = {
        plural: [{key: value for key, value in one.items() if value is not None} for one in items]
        for plural, items in sketch.items.items()
    }
    plan = yaml.dump(written, Dumper=_Plain, sort_keys=False)
    return Project(_settings(sketch), plan, sketch.as_of, tuple(draw(st.permutations(ids))))


def _settings(sketch: Sketch) -> str:
    schedule: Written = {}
    if sketch.chance(20):
        schedule["start"] = sketch.day(-10, 20)
    if sketch.chance(30) and sketch.ids("calendars"):
        schedule["calendar"] = sketch.one_of(sketch.ids("calendars"))
    if sketch.chance(15):
        schedule["workday"] = "6h"
    return yaml.safe_dump({"pmkit": 1, "name": "Example", "schedule": schedule}, sort_keys=False)


def _stretch(sketch: Sketch, first: int, last: int, longest: int) -> Written:
    start = sketch.day(first, last)
    if sketch.chance(40):
        return {"start": start}
    end = date.fromisoformat(start) + timedelta(sketch.number(0, longest))
    return {"start": start, "end": end.isoformat()}


def _add_people(sketch: Sketch) -> None:
    for _ in range(sketch.one_of([0, 0, 1, 2])):
        calendar = sketch.add("calendars", "CAL")
        calendar["weekdays"] = sketch.one_of(_WEEKS)
        calendar["country"] = sketch.one_of([None, None, "CN", "CN", "US"])
        calendar["makeup_days"] = sketch.one_of([None, None, False, True])
        calendar["days_off"] = [_stretch(sketch, -5, 40, 6) for _ in range(sketch.number(0, 2))]
        calendar["extra_days"] = [sketch.day(-5, 40) for _ in range(sketch.number(0, 2))]
    for _ in range(sketch.one_of([1, 0, 1, 2, 2, 3])):
        team = sketch.add("teams", "TEAM")
        if sketch.chance(50) and sketch.ids("calendars"):
            team["calendar"] = sketch.one_of(sketch.ids("calendars"))
        if sketch.chance(20):
            team["size"] = sketch.one_of([1, 2, 3, 0.5, 1.5])
        else:
            count = sketch.one_of([1, 1, 1, 2, 2, 2, 3, 3, 2, 1, 0])
            team["members"] = [_member(sketch) for _ in range(count)]


def _member(sketch: Sketch) -> Written:
    member: Written = {"name": "Li"}
    if sketch.chance(30):
        member["allocation"] = sketch.one_of(["50%", "80%", "20%"])
    if sketch.chance(15):
        member["start"] = sketch.day(-5, 20)
    if sketch.chance(6):
        member["end"] = sketch.day(15, 90)
    if sketch.chance(30):
        member["leave"] = [_stretch(sketch, -5, 25, 8) for _ in range(sketch.number(1, 2))]
    return member


def _add_containers(sketch: Sketch) -> None:
    for _ in range(sketch.one_of([0, 0, 1, 2])):
        release = sketch.add("releases", "REL")
        if sketch.chance(50):
            release["start"] = sketch.day(-20, 20)
        if sketch.chance(50):
            release["freeze"] = sketch.day(5, 40)
        if sketch.chance(60):
            release["end"] = sketch.day(10, 50)
        if sketch.chance(20) and sketch.ids("teams"):
            release["capacity"] = {sketch.one_of(sketch.ids("teams")): "4d"}
    for _ in range(sketch.one_of([0, 0, 1])):
        fields = {"start": sketch.day(-10, 20), "end": sketch.day(5, 40)}
        sketch.add("iterations", "IT", **fields)
        if sketch.chance(40) and sketch.ids("teams"):
            team = sketch.one_of(sketch.ids("teams"))
            sketch.items["iterations"][-1] |= {"team": team, "capacity": "3d"}
    for _ in range(sketch.one_of([0, 0, 1])):
        sketch.add("phases", "PH", start=sketch.day(-10, 15), end=sketch.day(5, 40))


def _add_work(sketch: Sketch) -> None:
    prefix = sketch.one_of(["FEAT", "FEAT", "US", "US", "TASK"])
    item = sketch.add(_PLURALS[prefix], prefix)
    _put_inside(sketch, item, prefix)
    has_parts_maybe = prefix == "FEAT" and sketch.chance(12)
    if not has_parts_maybe and not sketch.chance(4):
        item["estimate"] = sketch.one_of(_ESTIMATES)
    _give_people(sketch, item)
    _give_progress(sketch, item)
    if sketch.chance(12):
        item["not_before"] = sketch.day(-5, 25)
    if sketch.chance(15):
        item["due"] = sketch.day(-5, 40)
    if sketch.chance(30) and sketch.ids("releases"):
        item["release"] = sketch.one_of(sketch.ids("releases"))
    if sketch.chance(15) and sketch.ids("iterations"):
        item["iteration"] = sketch.one_of(sketch.ids("iterations"))
    if prefix != "TASK" and sketch.chance(10) and sketch.ids("requirements"):
        item["satisfies"] = sketch.ids("requirements")
    if prefix != "TASK" and sketch.chance(3):
        item["priority"] = {"moscow": "wont"}


def _put_inside(sketch: Sketch, item: Written, prefix: str) -> None:
    features = [one for one in sketch.ids("features") if one != item["id"]]
    if prefix == "US":
        item |= {"as_a": "seller", "i_want": "x"}
    if prefix == "TASK" and sketch.chance(20) and sketch.ids("phases"):
        item["phase"] = sketch.one_of(sketch.ids("phases"))
    above = [*features, *sketch.ids("stories")] if prefix == "TASK" else features
    if above and sketch.chance(30 if prefix == "FEAT" else 60):
        field = {"FEAT": "parent", "US": "feature", "TASK": "for"}[prefix]
        item[field] = sketch.one_of(above)


def _give_people(sketch: Sketch, item: Written) -> None:
    teams = sketch.ids("teams")
    if teams and sketch.chance(70):
        item["team"] = sketch.one_of(teams)
    if teams and sketch.chance(25):
        some = sketch.draw(st.lists(st.sampled_from(teams), min_size=1, max_size=2, unique=True))
        item["needs"] = {team: sketch.one_of([1, 2, 0.5, 3]) for team in some}


def _give_progress(sketch: Sketch, item: Written) -> None:
    status = sketch.one_of(_STATUSES)
    if status == "draft":
        return
    item["status"] = status
    if status in ("in_progress", "testing", "done", "released") and sketch.chance(60):
        item["started"] = sketch.day(-20, -8)
    if status in ("done", "released") and sketch.chance(80):
        item["finished"] = sketch.day(-7, 0)
    if status in ("in_progress", "planned") and sketch.chance(25):
        field, value = sketch.one_of(
            [
                ("progress", "50%"),
                ("progress", "80%"),
                ("remaining", "1d"),
                ("spent", "2d"),
                ("progress", "100%"),
                ("progress", "0%"),
                ("remaining", "0d"),
                ("remaining", "6d"),
            ]
        )
        item[field] = value


def _add_milestone(sketch: Sketch) -> None:
    milestone = sketch.add("milestones", "MS")
    if sketch.chance(50):
        milestone["date"] = sketch.day(-5, 50)
    if sketch.chance(30) and sketch.ids("releases"):
        milestone["release"] = sketch.one_of(sketch.ids("releases"))
    if sketch.chance(6):
        milestone |= {"status": "met", "finished": sketch.day(-5, 0)}


def _add_dependencies(sketch: Sketch) -> None:
    """Dependencies backwards in one drawn order of the items, so that few make a circle."""
    plurals = [*_PLURALS.values(), "milestones", "requirements"]
    known = {one["id"]: one for plural in plurals for one in sketch.items.get(plural, ())}
    order = sketch.draw(st.permutations(sorted(known)))
    for place, item_id in enumerate(order):
        wanted = 60 if item_id.startswith("MS") else 0 if item_id.startswith("REQ") else 45
        if not sketch.chance(wanted):
            continue
        before = order[:place] if not sketch.chance(3) else order
        before = [one for one in before if one != item_id and not _is_related(known, one, item_id)]
        if before:
            count = sketch.number(1, 2)
            known[item_id]["depends_on"] = [_dependency(sketch, before) for _ in range(count)]


def _is_related(known: dict[str, Written], first: str, second: str) -> bool:
    """Whether one item is part of the other."""
    return second in _whole_line(known, first) or first in _whole_line(known, second)


def _whole_line(known: dict[str, Written], item_id: str | None) -> list[str]:
    found = []
    while item_id is not None:
        found.append(item_id)
        item = known[item_id]
        item_id = item.get("parent") or item.get("feature") or item.get("for")
    return found


def _dependency(sketch: Sketch, targets: Sequence[str]) -> Any:
    target, kind, lag = sketch.one_of(targets), sketch.one_of(_TYPES), sketch.one_of(_LAGS)
    if kind == "FS" and lag is None:
        return target
    return {"item": target, "type": kind, **({"lag": lag} if lag else {})}
