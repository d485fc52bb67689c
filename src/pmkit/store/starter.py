"""The files of a small workspace to start from."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pmkit import resources
from pmkit.kinds.schema import as_text
from pmkit.store.emit import scalar
from pmkit.store.loader import load_settings
from pmkit.store.problems import Problems
from pmkit.store.schema import settings_schema, workspace_items_schema
from pmkit.store.tree import MARKER, MemoryTree
from pmkit.store.unwritable import Unwritable

_HIDDEN = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}
_NAME = re.compile(r"^name:.*$", re.M)
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def starter_files(language: str, name: str, today: date) -> dict[str, bytes]:
    """The files by path, in the order to write them: pmkit.yaml, which makes it a workspace, last.

    The example begins on the first Monday from ``today`` on, so that its roadmap lies ahead
    whenever somebody starts. Raises Unwritable for a name that no file may hold.
    """
    folder = resources.templates() / "project" / language
    found = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    files = {_HIDDEN.get(path, path): text for path, text in found.items()}
    _, settings, _ = load_settings(MemoryTree(files), Problems(MARKER))
    files = {path: _moved(text, settings.schedule.start, today) for path, text in files.items()}
    written = scalar(" ".join(name.split()))
    files[MARKER] = _NAME.sub(lambda _: f"name: {written}", files[MARKER], count=1)
    files["schemas/items.schema.json"] = as_text(workspace_items_schema(settings))
    files["schemas/pmkit.schema.json"] = as_text(settings_schema())
    order = sorted(files, key=lambda path: (path == MARKER, path))
    return {path: files[path].encode("utf-8") for path in order}


def _moved(text: str, start: date | None, today: date) -> str:
    """A text with all its dates moved by whole weeks, so that ``start`` is the next Monday."""
    if start is None:
        return text
    try:
        by = today + timedelta(days=-today.weekday() % 7) - start
        return _DATE.sub(lambda match: (date.fromisoformat(match[0]) + by).isoformat(), text)
    except OverflowError:
        raise Unwritable(
            "no plan can begin on {day}", "name another day: --today", day=str(today)
        ) from None
