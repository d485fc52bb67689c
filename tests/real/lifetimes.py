"""Release schedules that others keep, as plans: a release for every line of versions, its phases,
and a milestone for every day that its schedule names. What lies before the day of the plan is
finished."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from pmkit.store.tree import MARKER

DATA = Path(__file__).parents[3] / "shared" / "data"
NODE, PYTHON = DATA / "roadmaps" / "node", DATA / "roadmaps" / "python"


@dataclass(frozen=True)
class Day:
    """A day that a schedule names, and the words for it."""

    name: str
    day: date


@dataclass(frozen=True)
class Line:
    """A line of versions that lives from ``start`` to ``end``, in phases, with days that count."""

    version: str
    title: str
    start: date
    end: date
    freeze: date | None
    phases: tuple[tuple[str, date, date], ...]
    days: tuple[Day, ...]

    @property
    def key(self) -> str:
        """What ids end with."""
        return re.sub(r"[^0-9]+", "-", self.version).strip("-")

    @property
    def milestones(self) -> dict[str, date]:
        """The days by the ids of their milestones."""
        return {f"MS-{self.key}-{number}": one.day for number, one in enumerate(self.days, 1)}

    @property
    def windows(self) -> dict[str, tuple[date, date]]:
        """First and last day of the release and of its phases, by id."""
        phases = enumerate(self.phases, 1)
        return {f"REL-{self.key}": (self.start, self.end)} | {
            f"PH-{self.key}-{number}": (start, end) for number, (_, start, end) in phases
        }


@dataclass(frozen=True)
class Lifetimes:
    """Lines of versions as of a day."""

    name: str
    as_of: date
    lines: tuple[Line, ...]

    @property
    def files(self) -> dict[str, str]:
        """The plan as files."""
        settings = f"pmkit: 1\nname: {self.name}\nschedule: {{as_of: {self.as_of}}}\n"
        return {MARKER: settings, "plan/releases.yaml": "\n".join(self._releases()) + "\n"}

    def write(self, folder: Path) -> Path:
        """The plan in a folder."""
        for path, text in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        return folder

    @property
    def dates(self) -> dict[str, tuple[date, date]]:
        """First and last day of every release, phase and milestone, by id."""
        found: dict[str, tuple[date, date]] = {}
        for one in self.lines:
            found |= one.windows | {key: (day, day) for key, day in one.milestones.items()}
        return found

    def _releases(self) -> Iterator[str]:
        yield "releases:"
        for one in self.lines:
            status = "released" if one.end <= self.as_of else "open"
            yield f"  - id: REL-{one.key}"
            yield f"    title: {json.dumps(one.title)}"
            yield f"    version: {one.version}"
            yield f"    status: {status if one.start <= self.as_of else 'planned'}"
            yield f"    start: {one.start}"
            if one.freeze:
                yield f"    freeze: {one.freeze}"
            yield from self._ended(one.end, "    end")
            yield "    phases:"
            _, *phases = one.windows
            for key, (name, start, end) in zip(phases, one.phases, strict=True):
                yield f"      - id: {key}"
                yield f"        title: {json.dumps(f'{one.version} {name}')}"
                yield f"        start: {start}"
                yield from self._ended(end, "        end")
            yield "    milestones:"
            for (key, day), named in zip(one.milestones.items(), one.days, strict=True):
                yield f"      - id: {key}"
                yield f"        title: {json.dumps(named.name)}"
                if day <= self.as_of:
                    yield "        status: met"
                yield from self._ended(day, "        date")

    def _ended(self, day: date, key: str) -> Iterator[str]:
        yield f"{key}: {day}"
        if day <= self.as_of:
            yield f"{' ' * (len(key) - len(key.strip()))}finished: {day}"


def node() -> Lifetimes:
    """The lines of Node.js as they stand."""
    found = needed(NODE / "schedule.json")
    lines = json.loads(found.read_text(encoding="utf-8"))
    return _node(lines, date(2026, 6, 1))


def node_history() -> dict[str, Lifetimes]:
    """The lines of Node.js as each change of its schedule left them, by commit, the oldest first.

    The day of a plan is that of the change.
    """
    found = needed(NODE / "node-schedule-history.csv")
    states: dict[str, dict[str, dict[str, str]]] = {}
    days: dict[str, date] = {}
    with found.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            state = states.setdefault(row["commit"], {})
            state.setdefault(row["version"], {})[row["field"]] = row["value"]
            days[row["commit"]] = date.fromisoformat(row["date"][:10])
    return {commit: _node(state, days[commit]) for commit, state in states.items()}


def _node(lines: Mapping[str, Mapping[str, str]], as_of: date) -> Lifetimes:
    return Lifetimes(
        "Node.js", as_of, tuple(_node_line(version, one) for version, one in lines.items())
    )


_NODE_DAYS = {
    "alpha": "alpha releases begin",
    "start": "first release",
    "lts": "becomes LTS",
    "maintenance": "maintenance begins",
    "end": "end of life",
}


def _node_line(version: str, written: Mapping[str, str]) -> Line:
    days = {key: date.fromisoformat(written[key]) for key in _NODE_DAYS if key in written}
    codename = written.get("codename")
    ends = [key for key in ("start", "lts", "maintenance", "end") if key in days]
    names = {"start": "current", "lts": "active LTS", "maintenance": "maintenance"}
    return Line(
        version=version,
        title=f"Node.js {version}" + (f" ({codename})" if codename else ""),
        start=days["start"],
        end=days["end"],
        freeze=None,
        phases=tuple(
            (names[first], days[first], days[last])
            for first, last in pairwise(ends)
            if days[first] <= days[last]
        ),
        days=tuple(Day(f"{version} {_NODE_DAYS[key]}", day) for key, day in days.items()),
    )


def python() -> Lifetimes:
    """The lines of Python with all their releases, as of the last one that has happened."""
    found = needed(PYTHON / "python-releases.toml")
    document = tomllib.loads(found.read_text(encoding="utf-8"))
    releases = document["release"]
    happened = [
        one["date"] for some in releases.values() for one in some if one["state"] == "actual"
    ]
    lines = [
        _python_line(version, line, releases[version])
        for version, line in document["metadata"].items()
    ]
    return Lifetimes("Python", max(happened), tuple(lines))


def _python_line(
    version: str, line: Mapping[str, date], releases: list[Mapping[str, date]]
) -> Line:
    start, first = line["start-of-development"], line["first-release"]
    fixed, end = line["end-of-bugfix"], line["end-of-life"]
    phases = [("development", start, first), ("bug fixes", first, fixed)]
    if fixed < end:
        phases.append(("security fixes", fixed, end))
    return Line(
        version=version,
        title=f"Python {version}",
        start=start,
        end=end,
        freeze=line["feature-freeze"],
        phases=tuple(phases),
        days=tuple(Day(f"Python {one['stage']}", one["date"]) for one in releases),
    )


def needed(path: Path) -> Path:
    """The file or folder; skips the test where it is not here."""
    if not path.exists():
        pytest.skip(f"the real release schedules are not here: {path}")
    return path
