"""A plan as YAML in, its PRD as Markdown out."""

from __future__ import annotations

import re

from pmkit.documents.build import plan_documents, render
from pmkit.documents.environment import Templates
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

SETTINGS = "pmkit: 1\nname: CRM\nitems: [plan]\n"


def prd(plan: str, language: str = "en", settings: str = "") -> str:
    """The PRD of a plan, as `pmkit build prd` writes it."""
    tree = MemoryTree({MARKER: SETTINGS + settings, "plan/plan.yaml": plan})
    loaded = load(tree)
    document = plan_documents(loaded.settings, ["prd"], language, None, Templates(tree))[0]
    return render(document, loaded, tree).decode()


def where(query: str) -> str:
    """Settings under which the PRD is about some features."""
    return f"documents: [{{template: prd, where: '{query}'}}]\n"


def chapters(text: str) -> list[str]:
    """The headings of the chapters, without their numbers."""
    return [line.split(" ", 2)[2] for line in text.splitlines() if line.startswith("## ")]


def under(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of its level or above."""
    found = re.search(rf"^(#+) (?:[0-9.]+ )?{re.escape(heading)}\n", text, re.M)
    assert found, f"no {heading} among {re.findall('^#+ .*', text, re.M)}"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.M)
    return (rest[: end.start()] if end else rest).strip()
