"""Which rules can mend their findings: what the code says, and what happens."""

from __future__ import annotations

from pathlib import Path

from scripts.rules_fixes import fix_of
from tests.marked import files_of

from pmkit.check.rule import all_rules
from pmkit.check.run import run
from pmkit.store.loader import load
from pmkit.store.tree import MemoryTree, WorkTree

PLANTED = Path(__file__).parent / "check" / "planted"


def mended() -> set[str]:
    """The rules of which a finding in an example or in the planted plan has a fix."""
    texts = [one.sections.get("fails", "") for one in all_rules()]
    examples = [MemoryTree(files_of(text)) for text in texts if text]
    loaded = [load(WorkTree(PLANTED)), *map(load, examples)]
    return {found.code for one in loaded for found in run(one).diagnostics if found.fix is not None}


def test_every_fix_is_known_from_the_code() -> None:
    assert mended() <= {rule.code for rule in all_rules() if fix_of(rule)}


def test_what_the_code_says_of_a_few() -> None:
    grades = {rule.code: fix_of(rule) for rule in all_rules()}
    assert grades["LNK001"] == grades["SYN002"] == grades["SYN054"] == grades["IDS001"] == "safe"
    assert grades["IDS003"] == grades["SYN059"] == grades["LNK003"] == "unsafe"
    assert grades["LNK004"] == grades["TRC006"] == grades["SYN007"] == ""
