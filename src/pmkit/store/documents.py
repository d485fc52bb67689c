"""Where documents come from and go to: the names of templates, and the files that are written."""

from __future__ import annotations

import re
from pathlib import PurePath, PurePosixPath

from pmkit import resources
from pmkit.store.settings import DocumentSettings, Settings
from pmkit.store.tree import Tree

FOLDER = "templates/documents"
ENDING = ".md.j2"
NAME = r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*"


def packaged() -> tuple[str, ...]:
    """The names of the documents that ship with pmkit, sorted."""
    folder = resources.templates() / "documents"
    return tuple(sorted(path.name.removesuffix(ENDING) for path in folder.glob("*" + ENDING)))


def has_template(tree: Tree, name: str) -> bool:
    """Whether the workspace or pmkit itself has a document of this name."""
    if not re.fullmatch(NAME, name):
        return False
    return tree.exists(f"{FOLDER}/{name}{ENDING}") or name in packaged()


def file_of(document: DocumentSettings) -> PurePosixPath:
    """The file that a document is written to, from the folder of all documents."""
    return PurePosixPath(document.output or f"{document.template}.md")


def target_of(settings: Settings, document: DocumentSettings) -> str:
    """The same, from the workspace."""
    return str(PurePosixPath(settings.output) / file_of(document))


def is_document(path: str) -> bool:
    """Whether a file may be a document: one that ends with .md, in no hidden folder."""
    return PurePosixPath(path).suffix == ".md" and not is_hidden(PurePosixPath(path))


def is_hidden(path: PurePath) -> bool:
    """Whether a part of a path begins with a dot."""
    return any(name.startswith(".") for part in path.parts for name in part.split("\\"))


def looks_made(data: bytes) -> bool:
    """Whether the first line is a comment that names `pmkit build`, as every document's does."""
    first = data.partition(b"\n")[0].removeprefix(b"\xef\xbb\xbf")
    return first.startswith(b"<!--") and b"pmkit build " in first
