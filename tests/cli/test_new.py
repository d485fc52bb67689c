"""`pmkit new` gives the next free id, writes one item, and nothing that it would have to regret."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pmkit.cli.app import application
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, WorkTree

Run = Callable[..., Result]

SETTINGS = "pmkit: 1\nname: CRM\nitems: [plan]\n"
FEATURES = """# The tree of features
features:
  - id: FEAT-011    # the first
    title: 联系人

  - id: FEAT-012
    title: Export
    status: dropped
    aliases: [FEAT-014]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace on disk with two features."""
    put(tmp_path, MARKER, SETTINGS)
    put(tmp_path, "plan/features.yaml", FEATURES)
    return tmp_path


@pytest.fixture
def new(root: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `pmkit new` in the workspace."""
    monkeypatch.setenv("PMKIT_LANG", "en")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: str, directory: str = "") -> Result:
        return CliRunner().invoke(application(), ["-C", str(root / directory), "new", *arguments])

    return run


def put(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())


def files(root: Path) -> dict[str, str]:
    """Every file of a folder, hidden ones included."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_an_item_of_a_kind_with_files_gets_its_own(root: Path, new: Run) -> None:
    before = files(root)
    result = new("feature", "Import: contacts", "--set", "estimate=5d", "--set", "owner=李雷")
    assert (result.exit_code, result.stdout) == (
        0,
        "FEAT-015 written to plan/features/FEAT-015.yaml\n",
    )
    assert "pmkit show FEAT-015" in result.stderr
    path = "plan/features/FEAT-015.yaml"
    text = 'id: FEAT-015\ntitle: "Import: contacts"\nowner: 李雷\nestimate: 5d\n'
    assert files(root) == {**before, path: text}


def test_other_kinds_are_listed_in_the_file_of_their_kind(root: Path, new: Run) -> None:
    new("term", "Lead")
    new("terms", "Contact", "--set", "definition=Somebody\nto call")
    assert files(root)["plan/terms.yaml"] == (
        "terms:\n  - id: TERM-001\n    title: Lead\n  - id: TERM-002\n    title: Contact\n"
        "    definition: |\n      Somebody\n      to call\n"
    )


def test_file_names_another_file_of_lists(root: Path, new: Run) -> None:
    result = new("feature", "Merge", "--file", "features.yaml", directory="plan")
    assert result.stdout == "FEAT-015 written to plan/features.yaml\n"
    added = "\n  - id: FEAT-015\n    title: Merge\n"
    assert files(root)["plan/features.yaml"] == FEATURES + added


def test_the_schema_is_named_where_there_is_one(root: Path, new: Run) -> None:
    put(root, "schemas/items.schema.json", "{}")
    new("feature", "Merge")
    new("goal", "Grow")
    head = "# yaml-language-server: $schema="
    written = files(root)
    assert written["plan/features/FEAT-015.yaml"].startswith(
        head + "../../schemas/items.schema.json\nid: "
    )
    assert written["plan/goals.yaml"].startswith(head + "../schemas/items.schema.json\ngoals:\n")


IDS = {
    "nothing": ("", "REQ-001"),
    "a wide number": ("requirements: [{id: REQ-0099, title: A, type: business}]", "REQ-0100"),
    "a narrow number": ("requirements: [{id: REQ-9, title: A, type: business}]", "REQ-10"),
    "a number that is full": (
        "requirements: [{id: REQ-999, title: A, type: business}]",
        "REQ-1000",
    ),
    "an alias": ("terms: [{id: TERM-001, title: A, aliases: [REQ-030]}]", "REQ-031"),
    "an unreadable item": ("requirements:\n  - id: REQ-040\n    title: [\n", "REQ-041"),
    "small letters": ("terms: [{id: TERM-001, title: A, aliases: [req-050]}]", "REQ-051"),
    "words": ("terms: [{id: TERM-001, title: A, aliases: [REQ-a7, REQ-1-2]}]", "REQ-001"),
}


@pytest.mark.parametrize("name", IDS)
def test_the_next_id_follows_the_highest_number(root: Path, new: Run, name: str) -> None:
    text, expected = IDS[name]
    put(root, "plan/more.yaml", text)
    assert new("requirement", "Fast").stdout.startswith(f"{expected} ")


def test_a_file_that_is_named_like_an_id_takes_it(root: Path, new: Run) -> None:
    put(root, "plan/old/FEAT-020.yaml", "# emptied\n")
    assert new("feature", "Merge").stdout.startswith("FEAT-021 ")


def test_a_file_that_is_not_read_is_never_overwritten(root: Path, new: Run) -> None:
    put(root, MARKER, SETTINGS.replace("[plan]", "[plan, plan/features.yaml]"))
    (root / "plan/features").mkdir()
    (root / "plan/features/FEAT-015.yaml").symlink_to("nowhere.yaml")
    assert new("feature", "Merge").stdout.startswith("FEAT-016 ")


def test_random_ids(root: Path, new: Run) -> None:
    put(root, MARKER, SETTINGS + "ids: {style: random, prefixes: {feature: F}}\n")
    put(root, "plan/features.yaml", "")
    found = [new("feature", "Merge").stdout.split()[0] for _ in range(3)]
    assert len(set(found)) == 3
    assert all(re.fullmatch("F-[a-hjkmnp-z2-9]{6}", one) for one in found)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("[plan.yaml, work]", "work/features/FEAT-015.yaml"),
        ("[plan/features.yaml]", "plan/features.yaml"),
        ("[.]", "features/FEAT-015.yaml"),
        ("[./plan]", "plan/features/FEAT-015.yaml"),
        ("[]", "plan/features/FEAT-015.yaml"),
    ],
)
def test_items_go_to_the_first_folder_of_items(
    root: Path, new: Run, items: str, expected: str
) -> None:
    put(root, MARKER, f"pmkit: 1\nname: CRM\nitems: {items}\n")
    if "work" in items:
        put(root, "plan.yaml", FEATURES)
    result = new("feature", "Merge")
    assert result.stdout == f"FEAT-015 written to {expected}\n", result.stderr
    assert "FEAT-015" in load(WorkTree(root)).workspace.by_id


SETS = {
    "priority.moscow=must": "priority:\n  moscow: must\n",
    "priority.rice.reach=38万": "priority:\n  rice:\n    reach: 38万\n",
    "satisfies=REQ-001，REQ-002": "satisfies:\n  - REQ-001\n  - REQ-002\n",
    "tags=a, b\\, c": "tags:\n  - a\n  - b, c\n",
    "rules=1,000 行": "rules:\n  - 1,000 行\n",
    "tags=a1,b,2,000": "tags:\n  - a1\n  - b\n  - 2,000\n",
    "acceptance=60 秒内, 导入 988 行": "acceptance:\n  - 60 秒内, 导入 988 行\n",
    "depends_on=FEAT-011,FEAT-012": "depends_on:\n  - FEAT-011\n  - FEAT-012\n",
    "status=draft": "status: draft\n",
    "x-jira.key=": "",
    "x-jira=A: 1": 'x-jira: "A: 1"\n',
    "description=one\r\ntwo\n\n": "description: |\n  one\n  two\n",
    "notes=null": 'notes: "null"\n',
    "external.jira=CRM-1": "external:\n  jira: CRM-1\n",
    "feasibility.level=high": "feasibility:\n  level: high\n",
    "owner=": "",
}


@pytest.mark.parametrize("written", SETS)
def test_set_takes_a_value_as_its_field_reads_it(root: Path, new: Run, written: str) -> None:
    if written == "x-jira.key=":
        assert new("feature", "Merge", "--set", written).exit_code == 2
        return
    put(
        root,
        "plan/reqs.yaml",
        "requirements:\n  - {id: REQ-001, title: A, type: business}\n"
        "  - {id: REQ-002, title: B, type: business}\n",
    )
    put(root, "plan/features.yaml", FEATURES.replace("    status: dropped\n", ""))
    result = new("feature", "Merge", "--set", written)
    assert result.exit_code == 0, result.stderr
    text = files(root)["plan/features/FEAT-015.yaml"]
    assert text == f"id: FEAT-015\ntitle: Merge\n{SETS[written]}"


def test_lists_grow_and_lines_become_mappings(root: Path, new: Run) -> None:
    new(
        *("feature", "Merge", "--set", "tags=a", "--set", "tags=b"),
        *("--set", "priority.moscow=wont", "--set", "priority.moscow.reason=later"),
        *("--set", "estimate.low=1d", "--set", "estimate.likely=2d", "--set", "estimate.high=3d"),
    )
    assert files(root)["plan/features/FEAT-015.yaml"].split("\n", 2)[2] == (
        "priority:\n  moscow:\n    value: wont\n    reason: later\n"
        "estimate:\n  low: 1d\n  likely: 2d\n  high: 3d\ntags:\n  - a\n  - b\n"
    )


def test_a_story_is_what_the_user_wants(root: Path, new: Run) -> None:
    new("story", "to import", "--set", "as_a=sales lead")
    new("story", "Import", "--set", "as_a=sales lead", "--set", "i_want=to import")
    written = files(root)
    assert written["plan/stories/US-001.yaml"] == (
        "id: US-001\nas_a: sales lead\ni_want: to import\n"
    )
    assert written["plan/stories/US-002.yaml"] == (
        "id: US-002\ntitle: Import\nas_a: sales lead\ni_want: to import\n"
    )


def test_required_choices_get_their_first_word_and_new_says_so(root: Path, new: Run) -> None:
    result = new("requirement", "Import")
    assert files(root)["plan/requirements/REQ-001.yaml"].endswith("type: functional\n")
    assert "type is functional" in result.stderr


def test_the_users_own_fields(root: Path, new: Run) -> None:
    own = "fields: {feature: {region: {type: choice, choices: [华东, 华南], required: true}}}\n"
    put(root, MARKER, SETTINGS + own)
    put(root, "plan/features.yaml", "")
    assert new("feature", "A", "--set", "region=华南").exit_code == 0
    assert new("feature", "B", "--set", "region=华西").exit_code == 2
    assert "region is 华东" in new("feature", "C").stderr


REFUSED = {
    "stroy": (["stroy", "x"], "did you mean story?"),
    "no field": (["feature", "x", "--set", "titel=y"], "did you mean title?"),
    "no inner field": (["feature", "x", "--set", "priority.mosco=must"], "did you mean moscow?"),
    "no choice": (["feature", "x", "--set", "priority.moscow=mst"], "did you mean must?"),
    "no date": (["feature", "x", "--set", "due=2027/1/5"], "write 2027-01-05"),
    "no value": (["feature", "x", "--set", "due"], "FIELD=VALUE"),
    "a mapping": (["feature", "x", "--set", "priority=must"], "write priority."),
    "a table": (["release", "x", "--set", "capacity=3d"], "write capacity.KEY="),
    "a list of mappings": (["goal", "x", "--set", "metrics.name=y"], "by hand"),
    "a part of a line": (["feature", "x", "--set", "title.x=y"], "write title="),
    "missing": (["risk", "x", "--set", "impact=2"], "--set probability=…"),
    "no title": (["goal", " "], "--set title=…"),
    "two lines of title": (["goal", "a\nb"], "SYN033"),
    "no link": (["feature", "x", "--set", "release=REL-009"], "LNK001"),
    "wrong link": (["feature", "x", "--set", "release=FEAT-011"], "LNK002"),
    "wrong range": (["feature", "x", "--set", "estimate.low=5d"], "SYN034"),
    "its own id": (["feature", "x", "--set", "id=feat-011"], "IDS002"),
    "an odd id": (["feature", "x", "--set", "id=12"], "IDS001"),
    "a control character": (["goal", "a\x07b"], "no file may hold"),
    "no UTF-8": (["goal", "a\udcffb"], "no file may hold"),
    "outside": (["feature", "x", "--file", "../x.yaml"], "not inside the workspace"),
    "absolute": (["feature", "x", "--file", "/tmp/x.yaml"], "not inside the workspace"),
    "no YAML": (["feature", "x", "--file", "plan/x.txt"], "not called .yaml"),
    "not read": (["feature", "x", "--file", "other/x.yaml"], "would not be read"),
    "hidden": (["feature", "x", "--file", "plan/.x.yaml"], "would not be read"),
    "one item": (["feature", "x", "--file", "plan/one.yaml"], "lists of items"),
    "broken": (["goal", "x", "--file", "plan/broken.yaml"], "mend it first"),
    "settings": (["goal", "x", "--file", "pmkit.yaml"], "SYN"),
    "out by a link": (["goal", "x", "--file", "plan/link/x.yaml"], "leaves the workspace"),
    "out by a linked file": (["goal", "x", "--file", "plan/away.yaml"], "leaves the workspace"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_explained_and_leaves_no_trace(
    root: Path, new: Run, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    put(outside, "away.yaml", "goals:\n")
    put(root, "plan/one.yaml", "id: GOAL-100\ntitle: A\n")
    put(root, "plan/broken.yaml", "goals: [\n")
    (root / "plan/link").symlink_to(outside)
    (root / "plan/away.yaml").symlink_to(outside / "away.yaml")
    before = files(root), files(outside)
    arguments, words = REFUSED[name]
    result = new(*arguments)
    assert result.exit_code == 2
    assert words in re.sub(r"\s+", " ", result.stderr)
    assert (files(root), files(outside)) == before


def test_a_rehearsal_shows_the_change_and_writes_nothing(root: Path, new: Run) -> None:
    before = files(root)
    result = new("feature", "Merge", "--file", "plan/features.yaml", "--dry-run")
    assert (result.exit_code, files(root)) == (0, before)
    assert result.stdout.splitlines() == [
        "--- a/plan/features.yaml",
        "+++ b/plan/features.yaml",
        "@@ -7,3 +7,6 @@",
        "     title: Export",
        "     status: dropped",
        "     aliases: [FEAT-014]",
        "+",
        "+  - id: FEAT-015",
        "+    title: Merge",
    ]
    assert new("feature", "Merge", "--dry-run").stdout.splitlines()[:4] == [
        "--- /dev/null",
        "+++ b/plan/features/FEAT-015.yaml",
        "@@ -0,0 +1,2 @@",
        "+id: FEAT-015",
    ]


def test_faults_of_others_do_not_stop_a_new_item(root: Path, new: Run) -> None:
    put(root, "plan/broken.yaml", "goals:\n  - id: GOAL-007\n    title: [\n")
    put(root, "plan/more.yaml", "features:\n  - {id: FEAT-020, title: A, release: REL-009}\n")
    assert new("goal", "Grow").stdout == "GOAL-008 written to plan/goals.yaml\n"


def test_an_id_may_be_given(root: Path, new: Run) -> None:
    result = new("feature", "Merge", "--set", "id=FEAT-100")
    assert result.stdout == "FEAT-100 written to plan/features/FEAT-100.yaml\n"
    again = new("feature", "Merge", "--set", "id=FEAT-100")
    assert (again.exit_code, "in the way" in again.stderr) == (2, True)


def test_files_are_written_as_they_were_read(root: Path, new: Run) -> None:
    put(root, "plan/terms.yaml", "\ufeffterms:\r\n- id: TERM-1\r\n  title: A\r\n# end")
    new("term", "Lead")
    assert files(root)["plan/terms.yaml"] == (
        "\ufeffterms:\r\n- id: TERM-1\r\n  title: A\r\n- id: TERM-2\r\n  title: Lead\r\n# end\r\n"
    )


def test_a_linked_file_inside_stays_a_link(root: Path, new: Run) -> None:
    put(root, "plan/real/terms.yaml", "terms:\n")
    (root / "plan/terms.yaml").symlink_to("real/terms.yaml")
    put(root, MARKER, SETTINGS.replace("[plan]", "[plan/terms.yaml]"))
    assert new("term", "Lead").exit_code == 0
    assert (root / "plan/terms.yaml").is_symlink()
    assert "TERM-001" in files(root)["plan/real/terms.yaml"]


def test_what_killed_writers_left_goes_with_the_next_one(root: Path, new: Run) -> None:
    put(root, "plan/.pmkit-abc.tmp", "goals:\n  - id: GOAL-009\n")
    put(root, "plan/features/.pmkit-def.tmp", "")
    assert new("goal", "Grow").stdout.startswith("GOAL-001 ")
    new("feature", "Merge")
    assert not [path for path in files(root) if path.endswith(".tmp")]


def test_without_a_workspace(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    result = CliRunner().invoke(application(), ["-C", str(tmp_path), "new", "goal", "x"])
    assert result.exit_code == 2
    assert "pmkit init" in result.stderr
