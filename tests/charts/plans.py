"""Schedules as tests write them: a line for every item, with its days and what is so of it.

FEAT-001  2026-12-01..2026-12-18  summary started
FEAT-001  2026-12-10..2026-12-18  rest TEAM-001
US-001    2026-12-01..2026-12-04  finished TEAM-001 x2
US-002    2026-12-07..2026-12-09  critical late=2 due=2026-12-07 after=US-001 progress=40%
MS-001    2026-12-18              milestone
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any

from tests.marked import files_of

from pmkit.model.diagnostic import Phrase
from pmkit.model.workspace import Entry, Workspace
from pmkit.schedule.schedule import Bound, Cause, Due, Need, Role, Schedule, Scheduled, State
from pmkit.store.loader import load
from pmkit.store.tree import MemoryTree

_ROLES = {"summary": Role.SUMMARY, "rest": Role.REMAINDER, "milestone": Role.MILESTONE}


def workspace_of(example: str) -> Workspace:
    """The workspace that some files make."""
    return load(MemoryTree(files_of(example))).workspace


def schedule_of(workspace: Workspace, as_of: str, lines: str, **more: Any) -> Schedule:
    """The schedule that some lines describe."""
    items = tuple(_item(workspace, line) for line in lines.strip().split("\n"))
    days = {
        "start": min(one.start for one in items),
        "finish": max(one.finish for one in items),
    }
    return Schedule(date.fromisoformat(as_of), items=items, **{**days, **more})


def work(entry: Entry, start: str, finish: str = "", **more: Any) -> Scheduled:
    """An item with its days."""
    return Scheduled(
        entry=entry,
        role=more.pop("role", Role.WORK),
        state=more.pop("state", State.PLANNED),
        start=date.fromisoformat(start),
        finish=date.fromisoformat(finish or start),
        cause=Cause(Bound.AS_OF, Phrase("may start on {date}", date=start)),
        **more,
    )


def _item(workspace: Workspace, line: str) -> Scheduled:
    item_id, days, *words = line.split()
    start, _, finish = days.partition("..")
    entry = workspace.by_id[item_id]
    options = dict(re.findall(r"(\w+)=(\S+)", line))
    people = next((word[1:] for word in words if re.fullmatch(r"x[\d.]+", word)), "1")
    teams = [workspace.by_id[word] for word in words if word.startswith("TEAM-")]
    due = options.get("due")
    progress = options.get("progress", "").rstrip("%")
    return work(
        entry,
        start,
        finish,
        role=next((_ROLES[word] for word in words if word in _ROLES), Role.WORK),
        state=next((State(word) for word in words if word in set(State)), State.PLANNED),
        needs=tuple(Need(team, Fraction(people)) for team in teams),
        progress=Fraction(progress) / 100 if progress else None,
        critical="critical" in words,
        due=Due(date.fromisoformat(due), entry, "due") if due else None,
        late=int(options.get("late", 0)),
        waits_for=tuple(options["after"].split(",")) if "after" in options else (),
    )
