"""Which work is served first: releases by date, within them MoSCoW, then the rank."""

from __future__ import annotations

from datetime import date

from pmkit.kinds.effort import WORK, Efforts
from pmkit.kinds.inheritance import inherited, lineage
from pmkit.methods.moscow import ORDER as CLASSES
from pmkit.model.workspace import Entry, Workspace
from pmkit.rank.ranking import Ranking
from pmkit.schedule.windows import day_of_window


def order(workspace: Workspace, efforts: Efforts, ranking: Ranking) -> tuple[str, ...]:
    """The ids of all work items, the first to be served first.

    MoSCoW is relative to a release, so the release that ends first goes first; what has none goes
    last. Then come the class, the rank of the item or of the nearest one above it that has one, the
    author's ``order``, and the id. Work for a release or a phase itself is needed like
    its Musts.
    """
    ranks = {one.entry.id: one.rank for one in ranking.items}
    last = len(workspace.by_id)
    ends = {entry.id: day_of_window(entry) for entry in workspace.of_kind("release")}

    def key(entry: Entry) -> tuple[date, int, int, bool, object, str]:
        found = inherited(workspace, entry, "priority.moscow")
        line = lineage(workspace, entry)
        moscow = CLASSES.index(found.value) if found is not None else len(CLASSES)
        if found is None and line[-1].item.kind in ("release", "phase"):
            moscow = 0
        rank = next((ranks[one.id] for one in line if one.id in ranks), last)
        own = entry.item.order
        end = ends.get(efforts.release(entry)) or date.max
        return end, moscow, rank, own is None, own or 0, entry.id

    work = [entry for entry in workspace.by_id.values() if entry.item.kind in WORK]
    return tuple(entry.id for entry in sorted(work, key=key))
