"""Other programs of the machine, asked for one line about themselves."""

from __future__ import annotations

import subprocess
from shutil import which

_PATIENCE = 5.0


def first_line(program: str, *arguments: str) -> str | None:
    """The first line that a program prints; None where there is none, or it fails or hangs."""
    found = which(program)
    if found is None:
        return None
    try:
        done = subprocess.run(
            [found, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").partition("\n")[0].strip()
