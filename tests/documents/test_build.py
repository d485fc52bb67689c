"""`pmkit build` writes what changed and nothing else, and says of items what they say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.documents.example import PLAN, SETTINGS, Run, document, files, put

from pmkit.documents.features import FeatureList
from pmkit.documents.views import FeaturesView
from pmkit.store.tree import MARKER

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_only_what_changed_is_written(root: Path, build: Run) -> None:
    assert build().stdout == "written docs/feature-list.md\n"
    before = (root / "docs/feature-list.md").stat().st_mtime_ns
    assert build().stdout == "unchanged docs/feature-list.md\n"
    assert (root / "docs/feature-list.md").stat().st_mtime_ns == before
    put(root, "plan/plan.yaml", PLAN.replace("Search", "Find"))
    assert build().stdout == "written docs/feature-list.md\n"
    assert "Find" in document(root)


def test_check_writes_nothing_and_names_what_is_stale(root: Path, build: Run) -> None:
    result = build("--check")
    assert (result.exit_code, result.stdout) == (1, "stale docs/feature-list.md\n")
    assert not (root / "docs").exists()
    build()
    assert (build("--check").exit_code, build("--check").stdout) == (0, "")
    put(root, "docs/feature-list.md", document(root) + "mine\n")
    edited = files(root)
    assert build("--check").exit_code == 1
    assert files(root) == edited


def test_diff_shows_what_would_change(root: Path, build: Run) -> None:
    result = build("--diff")
    assert result.exit_code == 1
    assert result.stdout.startswith("--- /dev/null\n+++ b/docs/feature-list.md\n@@")
    build()
    put(root, "docs/feature-list.md", document(root).replace("Contacts", "\x1b[31mOld"))
    before = files(root)
    lines = build("--diff").stdout.splitlines()
    assert "-### 2.1 ␛[31mOld" in lines
    assert "+### 2.1 Contacts" in lines
    assert files(root) == before


def test_a_document_that_is_not_there(build: Run) -> None:
    result = build("feature-lst")
    assert result.exit_code == 2
    assert "there is no document feature-lst" in result.stderr
    assert "did you mean feature-list?" in result.stderr
    assert build("../../etc/passwd").exit_code == 2


@pytest.mark.parametrize("command", ["::error::x", "  ::error::x", "##[error]x", "a ##vso[task]x"])
def test_a_runner_obeys_no_line_of_a_difference(root: Path, build: Run, command: str) -> None:
    build()
    put(root, "docs/feature-list.md", document(root) + f"{command}\n")
    removed = build("--diff").stdout
    put(root, "templates/documents/feature-list.md.j2", f"{command}\nnew\n")
    build()
    put(root, "templates/documents/feature-list.md.j2", f"{command}\n")
    for text in (removed, build("--diff").stdout):
        assert "error" in text or "task" in text
        for line in text.splitlines():
            assert not line[1:].lstrip().startswith("::")
            assert not line.lstrip().startswith("::")
            assert "##[" not in line
            assert "##vso[" not in line


def test_the_features_are_listed_only_for_a_template_that_asks(
    root: Path, build: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[FeatureList] = []
    view = FeatureList.view

    def noted(self: FeatureList) -> FeaturesView:
        made.append(self)
        return view(self)

    monkeypatch.setattr(FeatureList, "view", noted)
    put(root, "templates/documents/own.md.j2", "{{ document.title }}\n")
    build("own")
    assert not made
    twice = "{{ features.groups | length }}" * 2
    part = "{% include 'parts/count.md.j2' %}{% import 'parts/count.md.j2' as c with context %}"
    put(root, "templates/documents/own.md.j2", twice + part)
    put(root, "templates/documents/parts/count.md.j2", twice)
    build("own")
    assert len(made) == 1
    assert document(root, "docs/own.md").endswith("\n2222\n")


def test_versions_that_are_the_same_or_missing(root: Path, build: Run) -> None:
    release = "  - {id: REL-001, title: Spring, version: 1.0, end: 2027-03-25}\n"
    others = "  - {id: REL-002, title: Summer}\n  - {id: REL-003, title: Autumn}\n"
    put(root, "plan/plan.yaml", PLAN.replace(release, release + others))
    build()
    assert "| Must · Must-be | 1.0 | Draft |" in document(root)
    put(
        root,
        "plan/plan.yaml",
        PLAN.replace(release, release + others.replace("Summer", "Summer, version: 1.0")),
    )
    build()
    assert "| Must · Must-be | Spring | Draft |" in document(root)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("CRM 11.10", "1.1 CRM 11.10"),
        ("CRM 1.1.2", "1.1 CRM 1.1.2"),
        ("CRM 2.1.1", "1.1 CRM 2.1.1"),
        ("CRM 1.1", "CRM 1.1"),
        ("CRM1.1版本", "CRM1.1版本"),
        ("v1.1.", "v1.1."),
    ],
)
def test_a_release_is_named_with_its_version_once(
    root: Path, build: Run, title: str, shown: str
) -> None:
    release = f'{{id: REL-001, title: "{title}", version: "1.1",'
    put(
        root,
        "plan/plan.yaml",
        PLAN.replace("{id: REL-001, title: Spring, version: 1.0,", release),
    )
    build()
    assert f"\n| {shown} | 2027-03-25 |" in document(root)


def test_a_broken_file_does_not_hide_the_rest(root: Path, build: Run) -> None:
    put(root, "plan/broken.yaml", "features: [\n")
    result = build()
    assert (result.exit_code, result.stdout) == (1, "written docs/feature-list.md\n")
    assert "plan/broken.yaml" in result.stderr


def test_the_language_of_the_document(root: Path, build: Run) -> None:
    build("--lang", "zh-CN")
    assert "# CRM 功能清单" in document(root)
    build()
    assert "# CRM: feature list" in document(root)


def test_the_first_line_says_that_edits_are_lost(root: Path, build: Run) -> None:
    build()
    assert document(root).startswith("<!-- Made by pmkit build feature-list. Edits here are lost.")


def test_the_feature_list(root: Path, build: Run) -> None:
    build()
    text = document(root)
    for expected in (
        "| Spring 1.0 | 2027-03-25 | Planned | 1 (6 d) |  | 1 (6 d) |",
        "| No release yet |  |  |  | 1 | 1 |",
        "Not yet estimated, and not in the effort: 1.",
        '<a id="FEAT-001"></a>\n\n### 2.1 Contacts\n\nWhere customers live.\n\nOwner: 李雷\n',
        "| [FEAT-002](#FEAT-002) | Import | Must · Must-be | 1.0 | Draft | 6 | 李雷 |",
        '| <a id="FEAT-003"></a>FEAT-003 | └ Mapping | Must | 1.0 | Draft | 1 | Noor |',
        "### 2.2 Other features",
        "- **Scenario**\n    - **Given** a file\n    - **And** a user\n    - **When** it is sent\n",
        "- **AC2** Nothing is lost\n",
        "**Notes**\n\nSee *later*.\n",
        "- [FEAT-002](#FEAT-002) Import\n",
        "- [FEAT-003](#FEAT-003) Mapping (start to start, 1 working day later)\n- REQ-001 Speed\n",
        "| FEAT-004 | Undo | Contacts | 1.0 | Dropped | Nobody asked |",
        "| FEAT-005 | Merge | Contacts | 1.0 | Won't this time | Too dear |",
    ):
        assert expected in text.replace("1.0 Spring", "Spring 1.0").replace(
            '<a id="FEAT-004"></a>', ""
        ).replace('<a id="FEAT-005"></a>', ""), expected


HOSTILE = (
    r"{{ 7*7 }} [/red] <script>alert(1)</script> | a_ ::error `x` [l](javascript:x) \e[31m \u202e"
)
SHOWN = (
    "{{ 7*7 }} [/red] <script>alert(1)</script> | a_ ::error `x` [l](javascript:x) "
    "\ufffd[31m <U+202E>"
)


def test_text_of_files_is_data(root: Path, build: Run) -> None:
    plan = f'features:\n  - id: FEAT-001\n    title: "{HOSTILE}"\n    acceptance: ["{HOSTILE}"]\n'
    put(root, "plan/plan.yaml", plan)
    build()
    tokens = MarkdownIt("commonmark").enable("table").parse(document(root))
    inside = [child for token in tokens for child in token.children or ()]
    assert [child.content for child in inside].count(SHOWN) == 2
    assert [child.content for child in inside].count(f"3.1 FEAT-001 {SHOWN}") == 1
    assert all(
        child.content.startswith(("<a id=", "</a>"))
        for child in inside
        if child.type == "html_inline"
    )
    assert [child.attrs["href"] for child in inside if child.type == "link_open"] == ["#FEAT-001"]


def test_a_users_template_goes_before_the_packaged_one(root: Path, build: Run) -> None:
    put(root, "templates/documents/feature-list.md.j2", "# {{ document.title }}, mine\n")
    build()
    assert document(root).split("\n")[2] == "# CRM: feature list, mine"
    (root / "templates/documents/feature-list.md.j2").unlink()
    put(
        root, "templates/documents/parts/head.md.j2", "{% macro head(document) %}HEAD{% endmacro %}"
    )
    build()
    assert document(root).split("\n")[2] == "HEAD"


def test_a_template_outside_the_workspace_is_refused(
    root: Path, build: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    put(outside, "documents/feature-list.md.j2", "secret")
    (root / "templates").symlink_to(outside)
    result = build()
    assert result.exit_code == 2
    assert "leaves the workspace" in result.stderr


def test_a_faulty_template_stops_only_its_own_document(root: Path, build: Run) -> None:
    put(root, "templates/documents/own.md.j2", "one\n{{ nothing }}\n")
    put(root, MARKER, f"{SETTINGS}documents: [own, feature-list]\n")
    result = build()
    assert (result.exit_code, result.stdout) == (2, "written docs/feature-list.md\n")
    assert "templates/documents/own.md.j2:2: 'nothing' is undefined" in result.stderr


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """Neither the clock's zone nor the locale nor the order of hashes reaches a document."""
    written = []
    for number, zone, locale in ((1, "Pacific/Auckland", "zh_CN.UTF-8"), (2, "America/Lima", "C")):
        folder = tmp_path / str(number)
        environment = {
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONHASHSEED": str(number),
            "PYTHONUTF8": "0",
        }
        command = ["-m", "pmkit", "-C", str(EXAMPLES / "crm-zh"), "build", "--out", str(folder)]
        subprocess.run(
            [sys.executable, *command],
            check=True,
            capture_output=True,
            env={**os.environ, **environment},
        )
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert written[0] == written[1]
    assert written[0]
