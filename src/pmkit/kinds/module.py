"""Modules: features that only group others."""

from pmkit.model.workspace import Entry, Workspace


def is_module(workspace: Workspace, entry: Entry) -> bool:
    """Whether a feature only groups others: no priority, and sub-features that are still wanted.

    A module is never ranked and misses no input.
    """
    item = entry.item
    if item.kind != "feature" or item.held("priority") is not None:
        return False
    return any(not part.item.is_out for part in workspace.sources_of(entry.id, "feature", "parent"))
