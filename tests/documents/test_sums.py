"""The sums of a document are those of its table, whatever the document leaves out."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pmkit.documents.build import plan_documents
from pmkit.documents.context import Source
from pmkit.documents.environment import Templates
from pmkit.documents.features import FeatureList
from pmkit.documents.views import FeaturesView
from pmkit.kinds import kinds
from pmkit.kinds.effort import Efforts
from pmkit.kinds.where import parse
from pmkit.rank.shares import shares
from pmkit.store.loader import Loaded, load
from pmkit.store.tree import MARKER, MemoryTree

OUT = ["status: rejected", "status: dropped", "priority: {moscow: wont}"]


def read(plan: str) -> Loaded:
    settings = "pmkit: 1\nname: CRM\nitems: [plan]\n"
    return load(MemoryTree({MARKER: settings, "plan/plan.yaml": plan}))


def view(plan: str, where: str = "") -> FeaturesView:
    loaded = read(plan)
    settings = loaded.settings
    document = plan_documents(settings, (), "en", None, Templates(MemoryTree({})))[0]
    query = parse(where, (kinds()["feature"],), settings.custom_types()) if where else None
    source = Source(
        loaded.workspace,
        settings,
        document.settings,
        "en",
        lambda entry: query is None or query(loaded.workspace, entry),
    )
    return FeatureList(source).view()


def top_cells(found: FeaturesView) -> Fraction:
    """The sum of the effort cells of the features that stand below no other of their table."""
    rows = [feature for group in found.groups for feature in group.features]
    return sum((Fraction(row.effort or 0) for row in rows if not row.depth), Fraction(0))


def total(found: FeaturesView) -> Fraction:
    return Fraction(found.summary.total.total.effort or 0)


PLAN = """\
releases: [{id: REL-001, title: spring}]
features:
  - id: FEAT-001
    title: top
    release: REL-001
    estimate: 10d
    priority: {moscow: must}
    features:
      - id: FEAT-002
        title: part
        estimate: 6d
        priority: {moscow: should}
        features:
          - {id: FEAT-003, title: inner, estimate: 3d, priority: {moscow: must}}
        stories:
          - id: US-001
            as_a: seller
            i_want: import
            estimate: 4d
            tasks: [{id: TASK-001, title: a, estimate: 5d}]
    stories:
      - {id: US-002, as_a: seller, i_want: export, estimate: 1d}
"""
WHERE = [
    "",
    "priority.moscow == must",
    "priority.moscow == should",
    "id != FEAT-001",
    "id == FEAT-001",
    "id == FEAT-003",
]


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("estimate", ["10d", "1d"])
@pytest.mark.parametrize("line", ["", *OUT])
def test_the_overview_gives_what_the_table_gives(where: str, estimate: str, line: str) -> None:
    plan = PLAN.replace("10d", estimate)
    if line.startswith("status"):
        plan = plan.replace("title: part", f"title: part\n        {line}")
    elif line:
        plan = plan.replace("moscow: should", "moscow: wont")
    found = view(plan, where)
    assert total(found) == top_cells(found)


def test_a_child_that_is_not_in_the_document_is_not_taken_off() -> None:
    assert total(view(PLAN, "id == FEAT-001")) == 10
    assert total(view(PLAN, "priority.moscow == must")) == 10


@pytest.mark.parametrize("line", OUT)
def test_whatever_lies_below_what_is_left_out_counts_nothing(line: str) -> None:
    plan = PLAN.replace("        priority: {moscow: should}\n", f"        {line}\n")
    found = view(plan)
    assert [row.id for group in found.groups for row in group.features] == ["FEAT-001"]
    verdict = {"s": line.rpartition(" ")[2].capitalize(), "p": "Won't this time"}[line[0]]
    assert [(row.id, row.verdict) for row in found.left_out] == [
        ("FEAT-002", verdict),
        ("FEAT-003", verdict),
    ]
    assert total(found) == 10
    loaded = read(plan)
    assert shares(loaded.workspace, Fraction(8))[0].must == 10
    efforts = Efforts(loaded.workspace, Fraction(8))
    for item_id in ("FEAT-002", "FEAT-003", "US-001", "TASK-001"):
        entry = loaded.workspace.by_id[item_id]
        assert (efforts.counts(entry), efforts.of(entry)) == (False, None)
    small = read(plan.replace("10d", "1d"))
    assert shares(small.workspace, Fraction(8))[0].total == 1


def test_why_a_feature_below_one_that_is_left_out_is_left_out_too() -> None:
    lines = "status: rejected\n        status_reason: Nobody asked\n"
    found = view(PLAN.replace("priority: {moscow: should}\n", lines))
    assert [row.reason for row in found.left_out] == ["Nobody asked", "Nobody asked"]


@pytest.mark.parametrize("line", OUT)
def test_what_is_left_out_would_take_nothing_below_a_part_that_is_out_too(line: str) -> None:
    plan = PLAN.replace("        priority: {moscow: should}\n", f"        {line}\n")
    plan = plan.replace("moscow: must}\n    features", "moscow: wont}\n    features")
    loaded = read(plan.replace("10d", "1d"))
    efforts = Efforts(loaded.workspace, Fraction(8))
    assert efforts.estimated(loaded.workspace.by_id["FEAT-001"]) == 1
    assert efforts.estimated(loaded.workspace.by_id["FEAT-002"]) == 3 + 5


def test_a_very_long_line_of_parents_counts() -> None:
    rows = "".join(
        f"  - {{id: FEAT-{number}, title: a, parent: FEAT-{number - 1}}}\n"
        for number in range(2, 400)
    )
    loaded = read(f"features:\n  - {{id: FEAT-1, title: a, status: dropped}}\n{rows}")
    efforts = Efforts(loaded.workspace, Fraction(8))
    assert not any(map(efforts.counts, loaded.workspace.of_kind("feature")))
