"""What has changed since an earlier state: items whose data differ, and files whose bytes do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pmkit.check.run import Report
from pmkit.model.diagnostic import Diagnostic
from pmkit.model.workspace import Entry, Workspace
from pmkit.store.loader import Loaded
from pmkit.store.problems import damaged_items


@dataclass(frozen=True)
class Changed:
    """The entries of items that are new or say something else, and the files that differ."""

    entries: tuple[Entry, ...]
    paths: frozenset[str]


def changed_since(before: Loaded | None, now: Loaded) -> Changed:
    """What differs from an earlier state; everything where there is none."""
    if before is None:
        return Changed(now.workspace.entries, frozenset(now.workspace.sources))
    known = before.workspace.by_id
    damaged = damaged_items((*before.workspace.problems, *now.workspace.problems))
    entries = (
        entry
        for entry in now.workspace.entries
        if entry.id not in known
        or now.workspace.by_id[entry.id] is not entry
        or _differs(entry, now.workspace, known[entry.id], before.workspace, damaged)
    )
    sources = before.workspace.sources
    paths = (
        path
        for path, source in now.workspace.sources.items()
        if path not in sources or sources[path].text != source.text
    )
    return Changed(tuple(entries), frozenset(paths))


def _differs(
    entry: Entry, now: Workspace, old: Entry, before: Workspace, damaged: set[str]
) -> bool:
    """Whether an item says something else; of one with values that cannot be read, its text."""
    if entry.id in damaged and _text(entry, now) != _text(old, before):
        return True
    return entry.item != old.item or entry.custom != old.custom


def _text(entry: Entry, workspace: Workspace) -> str:
    return workspace.sources[entry.path].text[entry.place.start : entry.place.end]


def about(report: Report, changed: Changed, now: Loaded) -> Report:
    """The report on what has changed: findings of those items, else of those files."""
    items = {entry.id for entry in changed.entries}
    present = now.workspace.by_id

    def is_about(one: Diagnostic) -> bool:
        return one.item in items if one.item in present else one.location.path in changed.paths

    found = tuple(one for one in report.diagnostics if is_about(one))
    touched = {entry.path for entry in changed.entries} | changed.paths
    paths = tuple(path for path in report.paths if path in touched)
    return replace(report, diagnostics=found, items=len(changed.entries), paths=paths)
