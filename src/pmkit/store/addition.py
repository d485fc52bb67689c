"""A new item on its way into a file: which file, and the file's bytes before and after."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from pmkit.model.item import Item
from pmkit.store.editor import append_entry, edit
from pmkit.store.emit import mapping_lines
from pmkit.store.settings import Settings
from pmkit.store.tree import MOST_BYTES, Overlay, WorkTree
from pmkit.store.unwritable import Unwritable
from pmkit.store.yaml_reader import Data

FOLDER = "plan"
SCHEMA = "schemas/items.schema.json"
_YAML = (".yaml", ".yml")


@dataclass(frozen=True)
class Addition:
    """A file as it is and as it will be; ``before`` is None where there is none yet."""

    path: str
    before: bytes | None
    after: bytes

    def over(self, tree: WorkTree) -> Overlay:
        """The files as they will be."""
        return Overlay(tree, {self.path: self.after})

    def write(self, tree: WorkTree) -> None:
        """Writes the file; raises FileExistsError or Unwritable if it is no longer as it was."""
        if self.before is None:
            tree.create(self.path, self.after)
        else:
            tree.write(self.path, self.after, self.before)


def place_of(kind: type[Item], item_id: str, settings: Settings, tree: WorkTree) -> str:
    """The file that a new item goes to: one of its own, or that of its kind."""
    written = [posixpath.normpath(one) for one in settings.items]
    folders = [one for one in written if not one.endswith(_YAML) or (tree.root / one).is_dir()]
    if written and not folders:
        return written[0]
    folder = folders[0] if folders else FOLDER
    name = f"{kind.plural}/{item_id}" if kind.own_file else kind.plural
    return posixpath.normpath(f"{folder}/{name}.yaml")


def has_own_file(kind: type[Item], item_id: str, path: str) -> bool:
    """Whether a file is one item's alone: it is called as the item is."""
    return kind.own_file and posixpath.basename(path) in {f"{item_id}{end}" for end in _YAML}


def addition(
    tree: WorkTree, path: str, kind: type[Item], data: Mapping[str, Data], prefix: str
) -> Addition:
    """The file with the item in it; raises Unwritable, and Unreadable for a file outside.

    An item that gets a file of its own is the file; a list of its kind gets it as the last entry.
    """
    item_id = str(data["id"])
    lines = mapping_lines(data)
    if has_own_file(kind, item_id, path):
        named = [] if item_id.partition("-")[0] == prefix else [f"kind: {kind.kind}"]
        text = "".join(line + "\n" for line in [*_head(tree, path), *named, *lines])
        return Addition(path, None, text.encode("utf-8"))
    if not tree.exists(path):
        head = "".join(line + "\n" for line in _head(tree, path))
        return Addition(path, None, append_entry(head, kind.plural, lines).encode("utf-8"))
    before = tree.read(path)
    if len(before) > MOST_BYTES:
        raise Unwritable("the file is larger than 4 MiB", "name another file")
    after = edit(before, lambda text: append_entry(text, kind.plural, lines))
    return Addition(path, before, after)


def _head(tree: WorkTree, path: str) -> list[str]:
    """The line that tells editors the schema, where the workspace has it."""
    if not tree.exists(SCHEMA):
        return []
    return [f"# yaml-language-server: $schema={posixpath.relpath(SCHEMA, posixpath.dirname(path))}"]
