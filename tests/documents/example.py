"""The workspace of the tests of `pmkit build`, and its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]

SETTINGS = "pmkit: 1\nname: CRM\nitems: [plan]\n"
PLAN = """
releases:
  - {id: REL-001, title: Spring, version: 1.0, end: 2027-03-25}
stakeholders:
  - {id: STK-001, title: 李雷}
features:
  - id: FEAT-001
    title: Contacts
    description: Where customers live.
    owner: STK-001
    features:
      - id: FEAT-002
        title: Import
        release: REL-001
        estimate: {low: 2.25d, likely: 4d, high: 60h}
        priority: {moscow: must, kano: must_be}
        acceptance:
          - given: [a file, a user]
            when: it is sent
            then: it is read
          - {id: AC2, criterion: Nothing is lost}
        notes: See *later*.
        features:
          - id: FEAT-003
            title: Mapping
            estimate: 1d
            owner: Noor
          - {id: FEAT-004, title: Undo, status: dropped, status_reason: Nobody asked}
        stories:
          - {id: US-001, as_a: user, i_want: to import, estimate: 5d}
      - id: FEAT-005
        title: Merge
        release: REL-001
        priority: {moscow: {value: wont, reason: Too dear}}
        estimate: 30d
  - id: FEAT-006
    title: Search
    priority: {moscow: could}
    depends_on: [FEAT-002, {item: FEAT-003, type: SS, lag: 1d}, REQ-001]
requirements:
  - {id: REQ-001, title: Speed, type: business}
"""


def put(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())


def document(root: Path, path: str = "docs/feature-list.md") -> str:
    return (root / path).read_bytes().decode()


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}
