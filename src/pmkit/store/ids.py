"""Ids that nobody has, and nobody had."""

from __future__ import annotations

import re
import secrets
from collections.abc import Container, Iterable, Iterator
from hashlib import sha256

from pmkit.model.workspace import Workspace

WIDTH = 3
_RANDOM_LENGTH = 6
_CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits without those that look like others: i, l and o, 0 and 1."""


def taken_ids(workspace: Workspace) -> Iterator[str]:
    """Every id that stands for something: of dropped items too, former ones, those in unreadable
    stretches, and the names of files, which may be ids."""
    for entry in workspace.entries:
        yield entry.id
        yield from entry.item.aliases
    yield from workspace.lost_ids
    for path in workspace.sources:
        yield path.rpartition("/")[2].rpartition(".")[0]


def next_id(prefix: str, taken: Iterable[str], *, random: bool = False) -> str:
    """The id after the highest number of a prefix, as wide as that; or a random one."""
    return _random_id(prefix, taken) if random else _following_id(prefix, taken)


def _following_id(prefix: str, taken: Iterable[str]) -> str:
    numbered = re.compile(rf"{re.escape(prefix)}-([0-9]+)", re.I | re.A)
    numbers = [match[1] for one in taken if (match := numbered.fullmatch(one))]
    last = max(numbers, key=lambda digits: (int(digits), len(digits)), default="0" * WIDTH)
    return f"{prefix}-{int(last) + 1:0{len(last)}}"


def _random_id(prefix: str, taken: Iterable[str]) -> str:
    known = {one.casefold() for one in taken}
    while True:
        letters = "".join(secrets.choice(_CHARACTERS) for _ in range(_RANDOM_LENGTH))
        found = f"{prefix}-{letters}"
        if not letters.isdigit() and found.casefold() not in known:
            return found


def derived_id(prefix: str, seed: str, taken: Container[str]) -> str:
    """A free id that looks random and is the same for the same seed; ``taken`` is case-folded."""
    for number in range(1, 1_000_000):
        digest = sha256(f"{seed} {number}".encode("utf-8", "replace")).digest()
        letters = "".join(_CHARACTERS[byte % len(_CHARACTERS)] for byte in digest[:_RANDOM_LENGTH])
        found = f"{prefix}-{letters}"
        if not letters.isdigit() and found.casefold() not in taken:
            return found
    raise OverflowError(prefix)  # pragma: no cover
