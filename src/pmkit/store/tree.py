"""Folders of files: on disk, or in memory. Paths are relative, with ``/`` between their parts."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from pmkit.store.problems import Unreadable

MARKER = "pmkit.yaml"
MOST_BYTES = 4 * 1024 * 1024
_SKIPPED = frozenset({"templates", "schemas"})


class Tree(Protocol):
    """Files to read."""

    def items(self, folders: Iterable[str], skip: Iterable[str]) -> Iterator[str]:
        """The YAML files in some folders, sorted; without hidden names and inner workspaces."""

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises Unreadable."""

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""


def is_inside(path: str) -> bool:
    """Whether a relative path stays below where it starts."""
    parts = path.replace("\\", "/").split("/")
    return not (path.startswith(("/", "\\", "~")) or ".." in parts or ":" in parts[0])


class MemoryTree:
    """Files in memory, for tests and previews."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = {
            path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()
        }

    def items(self, folders: Iterable[str], skip: Iterable[str]) -> Iterator[str]:
        roots, skipped = tuple(folders), frozenset(skip)
        inner = {path.removesuffix(MARKER) for path in self.files if path.endswith("/" + MARKER)}
        for path in sorted(self.files):
            parts = path.split("/")
            if not path.endswith((".yaml", ".yml")) or path == MARKER:
                continue
            if any(part.startswith(".") for part in parts) or parts[0] in skipped:
                continue
            if any(path.startswith(folder) for folder in inner):
                continue
            if any(root in ("", ".", path) or path.startswith(root + "/") for root in roots):
                yield path

    def read(self, path: str) -> bytes:
        if path not in self.files:
            raise Unreadable("unreadable-file", "{path} does not exist", path=path)
        return self.files[path]

    def exists(self, path: str) -> bool:
        return path in self.files or any(file.startswith(path + "/") for file in self.files)


class WorkTree:
    """The files of a workspace on disk. Nothing outside it is read or written."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def items(self, folders: Iterable[str], skip: Iterable[str]) -> Iterator[str]:
        found: list[str] = []
        for folder in folders:
            path = "" if folder in ("", ".") else folder.strip("/")
            self._inside(path or ".")
            if os.path.isfile(self.root / path):
                found.append(path)
            else:
                self._collect(path, frozenset(skip), found)
        yield from sorted(dict.fromkeys(found))

    def _collect(self, folder: str, skip: frozenset[str], found: list[str]) -> None:
        prefix = folder + "/" if folder else ""
        try:
            with os.scandir(os.path.join(self.root, folder)) as scan:
                entries = list(scan)
        except OSError as error:
            raise Unreadable(
                "unreadable-file", "{path}: {reason}", path=folder, reason=error.strerror
            ) from None
        if folder and any(entry.name == MARKER for entry in entries):
            return
        for entry in entries:
            name = entry.name
            path = prefix + name
            if name.startswith(".") or path in skip:
                continue
            if entry.is_dir(follow_symlinks=False):
                self._collect(path, skip, found)
            elif name.endswith((".yaml", ".yml")) and path != MARKER:
                found.append(path)

    def _inside(self, path: str) -> Path:
        """The absolute path of a relative one; raises Unreadable if it leaves the workspace."""
        target = self.root / path
        if not is_inside(path) or not target.resolve().is_relative_to(self.root):
            raise Unreadable("outside-workspace", "{path} leaves the workspace", path=path)
        return target

    def read(self, path: str) -> bytes:
        target = os.path.join(self.root, path)
        try:
            status = os.lstat(target)
            if stat.S_ISLNK(status.st_mode) or "/" not in path:
                self._inside(path)
                status = os.stat(target)
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable("unreadable-file", "{path} is not a file", path=path)
            with open(target, "rb", buffering=0) as file:
                return file.read(MOST_BYTES + 1)
        except OSError as error:
            raise Unreadable(
                "unreadable-file", "{path}: {reason}", path=path, reason=error.strerror
            ) from None

    def exists(self, path: str) -> bool:
        return is_inside(path) and (self.root / path).exists()

    def write(self, path: str, data: bytes) -> None:
        """Puts a whole file in place, or leaves the old one; raises Unreadable and OSError."""
        target = self._inside(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        self._inside(path)
        replace_file(target, data)

    def create(self, path: str, data: bytes) -> None:
        """Puts a new file in place; raises FileExistsError if there is one."""
        target = self._inside(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        self._inside(path)
        temporary = _temporary(target, data)
        try:
            os.link(temporary, target)
        finally:
            os.unlink(temporary)


def _temporary(target: Path, data: bytes) -> str:
    handle, name = tempfile.mkstemp(prefix=".pmkit-", suffix=".tmp", dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    umask = os.umask(0)
    os.umask(umask)
    os.chmod(name, 0o666 & ~umask)
    return name


def replace_file(target: Path, data: bytes) -> None:
    """Replaces a file in one step: readers see the old bytes or the new ones, never a mixture."""
    temporary = _temporary(target, data)
    try:
        if target.exists():
            os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
