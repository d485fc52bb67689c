"""Whatever comments silence before `pmkit fmt`, they silence afterwards, and nothing else."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pmkit.check.rule import all_rules
from pmkit.check.run import run
from pmkit.store.formatting.files import format_files
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree
from pmkit.store.yaml_reader import Data

EXAMPLES = Path(__file__).parents[2] / "examples"
TOPICS = sorted({one.topic for one in all_rules()} - {"FMT"})
WAYS = ["# pmkit: ignore[{}] later", "# PMKIT : ignore[{}]", "# pmkit：ignore【{}】 稍后", "# a"]


@cache
def plans() -> list[tuple[str, dict[str, Data]]]:
    """What the examples' files of a few items say, each with the settings of its example."""
    found = []
    for path in sorted(EXAMPLES.glob("*/plan/**/*.yaml")):
        written = path.read_text(encoding="utf-8")
        marker = EXAMPLES / path.relative_to(EXAMPLES).parts[0] / MARKER
        if len(written) < 6_000:
            found.append((marker.read_text(encoding="utf-8"), yaml.load(written, yaml.BaseLoader)))
    return found


class Scrambler:
    """Writes a plan as people who never heard of `pmkit fmt` do, with comments to pmkit in it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def files(self) -> dict[str, str]:
        """A workspace of one file."""
        marker, data = self.chance.choice(plans())
        written: str = yaml.safe_dump(
            self._shuffled(data),
            sort_keys=False,
            allow_unicode=True,
            width=self.chance.choice([60, 10_000]),
            indent=self.chance.choice([2, 2, 4]),
            default_flow_style=self.chance.choice([None, False]),
        )
        return {MARKER: marker, "plan/a.yaml": self._remarked(written)}

    def _shuffled(self, data: Data) -> Data:
        """The same with the keys of all mappings but the outermost in any order."""
        if isinstance(data, list):
            return [self._shuffled(one) for one in data]
        if not isinstance(data, dict):
            return data
        keys = list(data)
        if self.chance.random() < 0.6:
            self.chance.shuffle(keys)
        return {key: self._shuffled(data[key]) for key in keys}

    def _remarked(self, written: str) -> str:
        """The same with comments between and behind some lines, and blank lines."""
        often = self.chance.choice([0.02, 0.1, 0.3])
        lines = []
        for line in written.splitlines():
            margin = " " * self.chance.choice([len(line) - len(line.lstrip(" -")), 0, 4, 9])
            if self.chance.random() < often:
                lines.append(margin + self._remark())
            if self.chance.random() < often / 4:
                lines.append("")
            lines.append(line + "  " + self._remark() if self.chance.random() < often else line)
        lines += [margin + self._remark()] if self.chance.random() < often else []
        return self.chance.choice(["\n", "\n", "\r\n"]).join([*lines, ""])

    def _remark(self) -> str:
        names = self.chance.sample(TOPICS, self.chance.choice([1, 5]))
        return self.chance.choice(WAYS).format(", ".join(names))


def found(files: dict[str, str]) -> tuple[Counter[object], int]:
    """Which rules find something of which item and field, but for the looks, and how much is
    silenced. What is written there may be in another order.
    """
    report = run(load(MemoryTree(files)))
    seen = (one.identity[:3] for one in report.diagnostics if not one.code.startswith("FMT"))
    return Counter(seen), report.suppressed


def silences_the_same(files: dict[str, str]) -> bool:
    """Whether the same is found after formatting; False if there was nothing to format."""
    tree = MemoryTree(files)
    outcome = format_files(tree, load(tree).settings, lambda path: True)
    assert not [one for _, one in outcome.refused if "without changing more" in one.message]
    after = files | {change.path: change.after.decode() for change in outcome.changes}
    assert found(after) == found(files)
    return bool(outcome.changes)


scrambled = st.builds(lambda seed: Scrambler(seed).files(), st.integers(0, 2**32))


@settings(max_examples=60, derandomize=True)
@given(scrambled)
def test_the_same_is_silenced(files: dict[str, str]) -> None:
    assume(silences_the_same(files))


@pytest.mark.slow
@settings(max_examples=2_000)
@given(scrambled)
def test_the_same_is_silenced_for_long(files: dict[str, str]) -> None:
    assume(silences_the_same(files))
