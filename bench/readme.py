"""The tables of README.md: each stands between two markers, and all other lines are people's."""

from __future__ import annotations

from pathlib import Path

README = Path(__file__).resolve().parent / "README.md"


def put(start: str, text: str, end: str) -> None:
    """Put a table between its markers; all other lines stay as they are."""
    readme = README.read_text(encoding="utf-8")
    before, begins, rest = readme.partition(start)
    _, ends, after = rest.partition(end)
    if not begins or not ends:
        raise SystemExit(f"bench: README.md has lost {start} or {end}")
    README.write_text(f"{before}{start}\n{text}\n{end}{after}", encoding="utf-8", newline="\n")
