"""Fingerprints, by which other programs tell a finding again after its line has moved."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from pmkit.check.run import Report


def fingerprints(report: Report, prefix: str) -> tuple[str, ...]:
    """A fingerprint for every finding, in their order; each is there once.

    It comes from the rule, the item, the field and what stands there, and of several findings that
    agree in all of these from which of them it is. The folder of the workspace is part of it, as
    two workspaces of one repository may use the same ids.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for diagnostic in report.diagnostics:
        seen[diagnostic.identity] += 1
        parts = (prefix, *diagnostic.identity, str(seen[diagnostic.identity]))
        whole = "".join(f"{len(part)}:{part}" for part in parts)
        found.append(sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return tuple(found)
