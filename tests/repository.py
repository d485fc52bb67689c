"""Git repositories for tests, which know nothing of the settings of whoever runs them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_AT = "2026-12-15T12:00:00+0000"
_SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Li Lei",
    "GIT_AUTHOR_EMAIL": "li.lei@example.com",
    "GIT_AUTHOR_DATE": _AT,
    "GIT_COMMITTER_NAME": "Li Lei",
    "GIT_COMMITTER_EMAIL": "li.lei@example.com",
    "GIT_COMMITTER_DATE": _AT,
}


class Repository:
    """A new repository in a folder, which may exist."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *options)

    def git(self, *arguments: str) -> str:
        """What a git command prints; fails if it fails."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**kept, **_SETTINGS},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Writes files of the work tree."""
        for path, text in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, files: Mapping[str, str | bytes] | None = None) -> str:
        """Commits files with all else that has changed; gives the name of the commit."""
        self.write(files or {})
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--no-verify", "--message=A step")
        return self.git("rev-parse", "HEAD")
