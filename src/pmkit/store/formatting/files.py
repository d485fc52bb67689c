"""The files of a workspace in the form that `pmkit fmt` writes; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pmkit.model.complaint import Complaint
from pmkit.store.batch import Change
from pmkit.store.editor import edit
from pmkit.store.formatting.file import formatted
from pmkit.store.formatting.review import Guide
from pmkit.store.loader import item_paths
from pmkit.store.problems import Unreadable
from pmkit.store.settings import Settings
from pmkit.store.tree import MOST_BYTES, Tree
from pmkit.store.unwritable import Unwritable


@dataclass(frozen=True)
class Outcome:
    """What formatting would change, how many files stay as they are, and what was left alone."""

    changes: tuple[Change, ...]
    unchanged: int
    refused: tuple[tuple[str, Complaint], ...]


def format_files(tree: Tree, settings: Settings, is_wanted: Callable[[str], bool]) -> Outcome:
    """What formatting does to the wanted files of items; a file that cannot be read stays."""
    guide = Guide(settings)
    changes: list[Change] = []
    refused: list[tuple[str, Complaint]] = []
    unchanged = 0
    for path in filter(is_wanted, item_paths(tree, settings)):
        try:
            before = tree.read(path)
            after = format_bytes(before, guide)
        except (Unreadable, Unwritable) as error:
            refused.append((path, error))
        else:
            unchanged += before == after
            changes += [Change(path, before, after)] if before != after else []
    return Outcome(tuple(changes), unchanged, tuple(refused))


def format_bytes(data: bytes, guide: Guide) -> bytes:
    """The bytes of one file, formatted; a byte order mark stays. Raises Unwritable."""
    if len(data) > MOST_BYTES:
        raise Unwritable("the file is larger than 4 MiB", "split it into several files")
    return edit(data, lambda text: formatted(text, guide))
