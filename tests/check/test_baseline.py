"""Only what is new is told: findings that an earlier state had are known, wherever they moved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.repository import Repository

from pmkit.check.baseline import BadBaseline, against, known_in, read_baseline
from pmkit.check.run import Report, run
from pmkit.check.since import about, changed_since
from pmkit.model.diagnostic import Diagnostic, Location, Severity
from pmkit.output import findings
from pmkit.output.reporting import Reporting
from pmkit.store.git_tree import GitTree
from pmkit.store.loader import Loaded, load
from pmkit.store.tree import MARKER, MemoryTree, WorkTree

SETTINGS = "pmkit: 1\nname: CRM\n"
PLAN = """\
features:
  - id: FEAT-001
    title: Import
    depends_on: [FEAT-404]
"""
Files = dict[str, str]


def loaded(files: Files) -> Loaded:
    return load(MemoryTree({MARKER: SETTINGS, **files}))


def new(before: Files, now: Files, *select: str) -> list[tuple[str, str, str]]:
    """Code, item and text of what is new; the other findings are counted."""
    earlier, later = loaded(before), loaded(now)
    rules = select or ("LNK",)
    report = run(later, rules)
    known = known_in(earlier, later, rules)
    gated = against(report, known)
    assert len(gated.diagnostics) + gated.known == len(report.diagnostics)
    return [(one.code, one.item, one.text) for one in gated.diagnostics]


# The same finding


def test_what_was_there_is_known() -> None:
    assert new({"a.yaml": PLAN}, {"a.yaml": PLAN}) == []
    assert new({}, {"a.yaml": PLAN}) == [("LNK001", "FEAT-001", "FEAT-404")]


def test_lines_may_move() -> None:
    moved = "# a comment\n\n" + PLAN.replace("    title", "    owner: Li Lei\n\n    title")
    assert new({"a.yaml": PLAN}, {"a.yaml": moved}) == []


def test_entries_of_a_list_may_move() -> None:
    assert new({"a.yaml": PLAN}, {"a.yaml": PLAN.replace("[", "[FEAT-001, ")}) == [
        ("LNK003", "FEAT-001", "FEAT-001")
    ]


def test_items_may_move_to_other_files() -> None:
    assert new({"a.yaml": PLAN}, {"plan/features.yaml": PLAN}) == []


def test_another_text_at_the_same_place_is_new() -> None:
    now = {"a.yaml": PLAN.replace("404", "405")}
    assert new({"a.yaml": PLAN}, now) == [("LNK001", "FEAT-001", "FEAT-405")]


def test_the_same_text_in_another_field_or_item_is_new() -> None:
    text = (
        PLAN + "    satisfies: [FEAT-404]\n  - {id: FEAT-002, title: b, depends_on: [FEAT-404]}\n"
    )
    assert new({"a.yaml": PLAN}, {"a.yaml": text}) == [
        ("LNK001", "FEAT-001", "FEAT-404"),
        ("LNK001", "FEAT-002", "FEAT-404"),
    ]


def test_as_often_as_it_was_there() -> None:
    twice = PLAN.replace("[FEAT-404]", "[FEAT-404, FEAT-404]")
    thrice = PLAN.replace("[FEAT-404]", "[FEAT-404, FEAT-404, FEAT-404]")
    later = [one for one in new({"a.yaml": twice}, {"a.yaml": thrice}) if one[0] == "LNK001"]
    assert later == [("LNK001", "FEAT-001", "FEAT-404")]
    assert new({"a.yaml": thrice}, {"a.yaml": twice}) == []


def test_an_item_with_a_new_id_keeps_its_findings() -> None:
    before = PLAN + "  - {id: FEAT-002, title: b, depends_on: [FEAT-001, FEAT-002]}\n"
    now = before.replace("FEAT-002", "FEAT-020").replace(
        "title: b", "title: b, aliases: [FEAT-002]"
    )
    assert new({"a.yaml": before}, {"a.yaml": now}) == []


def test_a_file_that_is_called_otherwise_keeps_its_findings() -> None:
    broken = "features:\n  - {id: FEAT-001, title: a}\n<<<<<<< ours\n"
    assert new({"a.yaml": broken}, {"b.yaml": broken}) == []
    assert new({"a.yaml": broken}, {"a.yaml": broken, "b.yaml": broken.replace("001", "002")})


# What judges


def test_a_rule_that_is_switched_on_does_not_report_what_was_there() -> None:
    before = {MARKER: SETTINGS + "check: {ignore: [LNK]}\n", "a.yaml": PLAN}
    assert new(before, {"a.yaml": PLAN}) == []


def test_a_rule_that_is_switched_off_hides_nothing_later() -> None:
    now = {MARKER: SETTINGS + "check: {ignore: [LNK]}\n", "a.yaml": PLAN}
    assert new({"a.yaml": PLAN}, now, "LNK", "IDS") == []


def test_a_comment_that_is_taken_away_makes_a_finding_new() -> None:
    silenced = PLAN.replace("404]", "404]  # pmkit: ignore[LNK001] later")
    assert new({"a.yaml": silenced}, {"a.yaml": PLAN}) == [("LNK001", "FEAT-001", "FEAT-404")]
    assert new({"a.yaml": PLAN}, {"a.yaml": silenced}) == []


def test_prefixes_and_fields_are_those_of_each_state() -> None:
    own = SETTINGS + "fields: {feature: {region: line}}\n"
    plan = PLAN + "    region: north\n"
    assert new({MARKER: own, "a.yaml": plan}, {"a.yaml": PLAN}) == []
    assert [one[0] for one in new({MARKER: own, "a.yaml": plan}, {"a.yaml": plan})] == ["SYN032"]


# Revisions


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path)
    repository.commit({MARKER: SETTINGS, "plan/a.yaml": PLAN})
    return repository


def new_since(repository: Repository, revision: str) -> list[str]:
    now = load(WorkTree(repository.root))
    with GitTree(repository.root, revision) as tree:
        known = known_in(load(tree), now, ["LNK"])
    return [one.item for one in against(run(now, ["LNK"]), known).diagnostics]


def test_two_people_at_once(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "hers")
    repository.commit({"plan/b.yaml": PLAN.replace("FEAT-001", "FEAT-002")})
    assert new_since(repository, "main") == ["FEAT-002"]
    repository.git("checkout", "--quiet", "main")
    repository.commit({"plan/c.yaml": PLAN.replace("FEAT-001", "FEAT-003")})
    assert new_since(repository, "main") == []
    repository.git("merge", "--quiet", "--no-edit", "hers")
    assert new_since(repository, "main^1") == ["FEAT-002"]
    assert new_since(repository, "hers") == ["FEAT-003"]
    repository.git("mv", "plan/a.yaml", "plan/z.yaml")
    repository.write({"plan/z.yaml": "# moved and edited\n" + PLAN})
    assert new_since(repository, "HEAD") == []


def test_what_is_not_committed_counts(repository: Repository) -> None:
    repository.write({"plan/a.yaml": PLAN.replace("FEAT-404", "FEAT-404, FEAT-001")})
    assert new_since(repository, "HEAD") == ["FEAT-001"]


# Files


def test_a_report_in_json_is_a_baseline() -> None:
    now = loaded({"a.yaml": PLAN, "b.yaml": "a: [\n"})
    report = run(now)
    text = findings.render("json", report, Reporting(now.workspace.sources))
    assert read_baseline(text) == [one.identity for one in report.diagnostics]
    assert against(report, read_baseline("\ufeff" + text)).diagnostics == ()
    assert len(report.diagnostics) > 1


def finding(**changes: object) -> str:
    whole = {"code": "LNK001", "path": "a.yaml", "item": "FEAT-001", "text": "FEAT-404"}
    return json.dumps({"findings": [{**whole, **changes}]})


def test_what_is_not_needed_may_be_missing() -> None:
    assert read_baseline(finding()) == [("LNK001", "FEAT-001", "", "FEAT-404")]
    assert read_baseline(finding(item=None, field=None, text=None)) == [
        ("LNK001", "a.yaml", "", "")
    ]
    assert read_baseline('{"findings": [], "later": 1}') == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no JSON"),
        ("{\n'a': 1}", "no JSON, see its line 2"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no list of findings"),
        ('{"findings": {}}', "no list of findings"),
        ('{"findings": [1]}', "finding 1 is no object"),
        (finding(code=None), "finding 1 has no code"),
        (finding(item=None, path=""), "finding 1 has no path"),
        (finding(text=1), "text of its finding 1"),
    ],
)
def test_what_is_no_report_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadBaseline, match=reason):
        read_baseline(text)


# Any findings


def diagnostic(code: str, item: str, line: int) -> Diagnostic:
    place = Location("a.yaml", line, 1, line, 2)
    return Diagnostic(code, "a-fault", Severity.ERROR, place, item, "m", "", {}, text="x")


DIAGNOSTICS = st.lists(
    st.builds(
        diagnostic, st.sampled_from(["A", "B"]), st.sampled_from(["", "F"]), st.integers(1, 99)
    ),
    max_size=8,
)


@given(DIAGNOSTICS, DIAGNOSTICS)
def test_known_and_new_are_all_and_new_ones_are_as_many_as_came(
    before: list[Diagnostic], now: list[Diagnostic]
) -> None:
    known = [one.identity for one in before]
    gated = against(Report(tuple(now), 0, ()), known)
    assert gated.known + len(gated.diagnostics) == len(now)
    for one in now:
        there = sum(other.identity == one.identity for other in now)
        fresh = sum(other.identity == one.identity for other in gated.diagnostics)
        assert fresh == max(there - known.count(one.identity), 0)


# Since


def changed(before: Files, now: Files) -> list[str]:
    return [entry.id for entry in changed_since(loaded(before), loaded(now)).entries]


TWO = PLAN + "  - {id: FEAT-002, title: Export, owner: Li Lei}\n"


def test_items_that_say_something_else_have_changed() -> None:
    assert changed({"a.yaml": TWO}, {"a.yaml": TWO}) == []
    assert changed({"a.yaml": TWO}, {"a.yaml": TWO.replace("Li Lei", "Han Meimei")}) == ["FEAT-002"]
    assert changed({"a.yaml": PLAN}, {"a.yaml": TWO}) == ["FEAT-002"]
    assert changed({"a.yaml": TWO}, {"a.yaml": PLAN}) == []
    assert changed({}, {"a.yaml": TWO}) == ["FEAT-001", "FEAT-002"]


def test_comments_order_and_files_say_nothing() -> None:
    other = "# moved\nfeatures:\n  - id: FEAT-002\n    owner: 'Li Lei'\n    title: Export\n"
    assert changed({"a.yaml": TWO}, {"z.yaml": PLAN, "b.yaml": other}) == []


def test_what_stands_inside_is_an_item_of_its_own() -> None:
    nested = PLAN + "    stories:\n      - {id: US-001, as_a: PER-001, i_want: to import}\n"
    assert changed({"a.yaml": nested}, {"a.yaml": nested.replace("to im", "to ex")}) == ["US-001"]


def test_fields_of_ones_own_and_values_that_cannot_be_read_count() -> None:
    own = {MARKER: SETTINGS + "fields: {feature: {region: line}}\n"}
    before, now = PLAN + "    region: north\n", PLAN + "    region: south\n"
    assert changed({**own, "a.yaml": before}, {**own, "a.yaml": now}) == ["FEAT-001"]
    bad = PLAN + "    estimate: soon\n"
    assert changed({"a.yaml": PLAN}, {"a.yaml": bad}) == ["FEAT-001"]
    assert changed({"a.yaml": bad}, {"a.yaml": bad.replace("soon", "late")}) == ["FEAT-001"]
    assert changed({"a.yaml": bad}, {"a.yaml": bad}) == []


def told(before: Files, now: Files) -> tuple[list[str], int, tuple[str, ...]]:
    """The codes of what is told of the changes, of how many items, in which files."""
    earlier, later = loaded(before), loaded(now)
    report = about(run(later, ["LNK"]), changed_since(earlier, later), later)
    return [one.code for one in report.diagnostics], report.items, report.paths


def test_only_changes_are_told() -> None:
    now = TWO.replace("owner: Li Lei", "depends_on: [FEAT-405]")
    assert told({"a.yaml": TWO}, {"a.yaml": now}) == (["LNK001"], 1, ("a.yaml",))
    assert told({"a.yaml": TWO}, {"a.yaml": TWO}) == ([], 0, ())
    more = {"a.yaml": PLAN, "b.yaml": "features:\n  - {id: FEAT-002, title: Export}\n"}
    assert told({"a.yaml": PLAN}, more) == ([], 1, ("b.yaml",))


def test_findings_without_an_item_are_told_where_the_file_has_changed() -> None:
    broken = PLAN + "<<<<<<< ours\n"
    assert told({"a.yaml": broken}, {"a.yaml": broken})[0] == []
    assert "SYN007" in told({"a.yaml": PLAN}, {"a.yaml": broken})[0]
    bad = {MARKER: SETTINGS + "check: {ignore: [LNK01]}\n"}
    assert told(bad, bad)[0] == []
    assert told({}, bad)[0] == ["SYN037", "SYN038"]
