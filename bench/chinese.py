"""Measure the Chinese word lists on the sentences of the tests: precision and recall.

The sentences are our own. The lists may be tuned on one file of them, not on the other.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPORA = {"wording_zh": "tuned on", "wording_zh_held_out": "held out"}


def table() -> str:
    """How well lists and sentences agree, as a Markdown table."""
    sys.path.append(str(ROOT))
    from tests.check.wording_corpus import judge, sentences

    lines = [
        "| Chinese sentences | number | of them silent | marked | found | precision | recall |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, what in CORPORA.items():
        corpus = list(sentences(name))
        verdict = judge(corpus)
        silent = sum(not one.expected for one in corpus)
        lines.append(
            f"| {name}.yaml, {what} | {len(corpus)} | {silent} | {verdict.true + verdict.missed} "
            f"| {verdict.true + verdict.false} | {verdict.precision:.2f} | {verdict.recall:.2f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
