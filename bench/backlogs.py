"""Count what the rules about stories find in public backlogs, by rule and by backlog.

A folder holds one YAML file of items a backlog. The table of bench/README.md is written with
``--write``; ``--sample SEED`` prints the findings in 200 stories, for a person to judge.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import readme

from pmkit.check.rule import rules_of
from pmkit.check.run import run
from pmkit.kinds.scope import Story
from pmkit.model.diagnostic import Diagnostic
from pmkit.model.workspace import Workspace
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

START = "<!-- backlogs: written by `python bench/backlogs.py FOLDER --write` -->"
END = "<!-- end of backlogs -->"

TOPIC = "STO"
SAMPLE = 200
NO_STORY = "SYN034"
SETTINGS = "pmkit: 1\nname: Backlog\n"


@dataclass(frozen=True)
class Backlog:
    """A backlog's stories, and what the rules find in them."""

    name: str
    workspace: Workspace
    findings: tuple[Diagnostic, ...]

    @property
    def stories(self) -> list[Story]:
        return [one.item for one in self.workspace.entries if isinstance(one.item, Story)]

    def count(self, code: str) -> int:
        return sum(one.code == code for one in self.findings)


def read(path: Path) -> Backlog:
    """A backlog as one workspace."""
    loaded = load(MemoryTree({MARKER: SETTINGS, path.name: path.read_text(encoding="utf-8")}))
    return Backlog(path.stem.split("-")[0], loaded.workspace, run(loaded, [TOPIC]).diagnostics)


def table(backlogs: Sequence[Backlog]) -> str:
    """Findings by rule and backlog as Markdown: rules without any are left out."""
    names = {rule.code: f"{rule.code} {rule.name}" for rule in rules_of(TOPIC)}
    names |= {NO_STORY: f"{NO_STORY} missing role or wish"}
    lines = [
        _row("", *(backlog.name for backlog in backlogs), "all"),
        _row("---", *("---:" for _ in backlogs), "---:"),
        _counts("stories", [len(backlog.stories) for backlog in backlogs]),
    ]
    for code, name in sorted(names.items()):
        counts = [backlog.count(code) for backlog in backlogs]
        if any(counts):
            lines.append(_counts(name, counts))
    return "\n".join(lines)


def _counts(name: str, counts: list[int]) -> str:
    return _row(name, *(str(count or "") for count in counts), str(sum(counts)))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def sample(backlogs: Sequence[Backlog], seed: int) -> list[str]:
    """What is found in 200 stories of all backlogs: code, backlog, id, place, and the wish."""
    every = [(backlog, story) for backlog in backlogs for story in backlog.stories]
    chosen = sorted(random.Random(seed).sample(range(len(every)), min(SAMPLE, len(every))))
    return [
        "\t".join((one.code, backlog.name, story.id, one.text, story.i_want or ""))
        for backlog, story in (every[index] for index in chosen)
        for one in backlog.findings
        if one.item == story.id
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the backlogs are, one YAML file each")
    parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
    parser.add_argument("--sample", type=int, metavar="SEED", help="print findings to be judged")
    options = parser.parse_args()
    backlogs = [read(path) for path in sorted(options.folder.glob("*.yaml"))]
    if not backlogs:
        print(f"no backlog in {options.folder}", file=sys.stderr)
        return 2
    if options.sample is not None:
        print("\n".join(sample(backlogs, options.sample)))
        return 0
    text = table(backlogs)
    print(text)
    if options.write:
        readme.put(START, text, END)
    return 0


if __name__ == "__main__":
    sys.exit(main())
