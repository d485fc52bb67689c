"""The files of a small workspace to start from."""

from __future__ import annotations

import re

from pmkit import resources
from pmkit.kinds.schema import as_text
from pmkit.store.emit import scalar
from pmkit.store.loader import load_settings
from pmkit.store.problems import Problems
from pmkit.store.schema import settings_schema, workspace_items_schema
from pmkit.store.tree import MARKER, MemoryTree

_HIDDEN = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}
_NAME = re.compile(r"^name:.*$", re.M)


def starter_files(language: str, name: str) -> dict[str, bytes]:
    """The files by path, in the order to write them: pmkit.yaml, which makes it a workspace, last.

    Raises Unwritable for a name that no file may hold.
    """
    folder = resources.templates() / "project" / language
    found = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    files = {_HIDDEN.get(path, path): text for path, text in found.items()}
    written = scalar(" ".join(name.split()))
    files[MARKER] = _NAME.sub(lambda _: f"name: {written}", files[MARKER], count=1)
    _, settings, _ = load_settings(MemoryTree(files), Problems(MARKER))
    files["schemas/items.schema.json"] = as_text(workspace_items_schema(settings))
    files["schemas/pmkit.schema.json"] = as_text(settings_schema())
    order = sorted(files, key=lambda path: (path == MARKER, path))
    return {path: files[path].encode("utf-8") for path in order}
