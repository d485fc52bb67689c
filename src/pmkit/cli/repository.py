"""Where a workspace lies in a git repository, as far as folders tell."""

from __future__ import annotations

from pathlib import Path


def repository_around(folder: Path) -> Path | None:
    """The nearest folder with a .git, from here upwards; None where there is none."""
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return None


def prefix_of(root: Path) -> str:
    """The folder of a workspace inside its repository, with a / at its end; else empty."""
    repository = repository_around(root)
    inner = root.relative_to(repository).as_posix() if repository is not None else "."
    return "" if inner == "." else f"{inner}/"
