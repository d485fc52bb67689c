"""Reports made for tests, of a workspace in a text or of findings one by one."""

from __future__ import annotations

import json
from typing import Any

from tests.marked import files_of

from pmkit.check.run import Report, run
from pmkit.i18n import translator
from pmkit.model.diagnostic import Diagnostic, Location, Severity
from pmkit.model.edit import Edit, Fix
from pmkit.model.place import Source, Span
from pmkit.output import findings
from pmkit.output.reporting import Reporting
from pmkit.store.loader import load
from pmkit.store.tree import MemoryTree

LINES = "features:\n  - id: FEAT-001\n    statsu: done\n"


def rendered(name: str, example: str, prefix: str = "", language: str = "en") -> str:
    """A workspace in a format; its files are told apart as in tests/marked.py."""
    loaded = load(MemoryTree(files_of(example.lstrip("\n"))))
    reporting = Reporting(loaded.workspace.sources, translator(language), prefix=prefix)
    return findings.render(name, run(loaded, ["LNK"]), reporting)


def parsed(name: str, example: str, prefix: str = "") -> Any:
    """A workspace in a format that is JSON."""
    return json.loads(rendered(name, example, prefix))


def finding(
    severity: Severity = Severity.ERROR,
    code: str = "SYN032",
    fix: Fix | None = None,
    line: int = 3,
    end_line: int = 3,
) -> Diagnostic:
    """A finding about the third line."""
    return Diagnostic(
        code,
        "unknown-key",
        severity,
        Location("a.yaml", line, 5, end_line, 11),
        "FEAT-001",
        "feature has no field {key}",
        "did you mean {better}?",
        {"item": "FEAT-001", "key": "statsu", "better": "status"},
        fix=fix,
        field="statsu",
        text="statsu",
    )


def mending(is_safe: bool = True, text: str = "status") -> Fix:
    """A fix of the key in the third line."""
    start = LINES.index("statsu")
    edit = Edit(Span("a.yaml", start, start + 6), text)
    return Fix("write {better}", (edit,), {"better": "status"}, is_safe)


def shown(
    name: str, *found: Diagnostic, language: str = "en", suppressed: int = 0, known: int = 0
) -> str:
    """Some findings in a format."""
    report = Report(found, 1, ("a.yaml",), suppressed, known)
    reporting = Reporting({"a.yaml": Source("a.yaml", LINES)}, translator(language))
    return findings.render(name, report, reporting)
