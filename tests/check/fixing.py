"""Plans before and after their fixes."""

from __future__ import annotations

import textwrap

from tests.marked import EXAMPLE, SETTINGS

from pmkit.check.fix import Mended, mend
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

Files = dict[str, bytes]


def files_with(text: str | bytes, settings: str = "") -> Files:
    """A workspace with one file of items, and maybe more settings."""
    data = textwrap.dedent(text).encode() if isinstance(text, str) else text
    return {MARKER: (SETTINGS + settings).encode(), EXAMPLE: data}


def mended(files: Files, *, unsafe: bool = False) -> Mended:
    """What fixing comes to, but for the look of files."""
    return mend(load(MemoryTree(files)), ignore=["FMT"], unsafe=unsafe)


def after(files: Files, *, unsafe: bool = False) -> Files:
    """The files as they are after the fixes."""
    changes = mended(files, unsafe=unsafe).changes
    return {**files, **{one.path: one.after for one in changes}}


def fixed(text: str, *, unsafe: bool = False, settings: str = "") -> str:
    """A file of items after the fixes."""
    return after(files_with(text, settings), unsafe=unsafe)[EXAMPLE].decode()


def feature(*lines: str) -> str:
    """A feature with some more lines."""
    return "features:\n  - id: FEAT-001\n    title: Import\n" + "".join(
        f"    {line}\n" for line in lines
    )
