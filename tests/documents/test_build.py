"""`pmkit build` writes what changed and nothing else, and templates cannot do more than write."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from typer.testing import CliRunner, Result

from pmkit.cli.app import application
from pmkit.documents.environment import TemplateFault, fill_in
from pmkit.documents.labels import labels
from pmkit.documents.views import RevisionView
from pmkit.store.tree import MARKER, MemoryTree

Run = Callable[..., Result]

EXAMPLES = Path(__file__).parents[2] / "examples"
SETTINGS = "pmkit: 1\nname: CRM\nitems: [plan]\n"
PLAN = """
releases:
  - {id: REL-001, title: Spring, version: 1.0, end: 2027-03-25}
stakeholders:
  - {id: STK-001, title: 李雷}
features:
  - id: FEAT-001
    title: Contacts
    description: Where customers live.
    owner: STK-001
    features:
      - id: FEAT-002
        title: Import
        release: REL-001
        estimate: {low: 2.25d, likely: 4d, high: 60h}
        priority: {moscow: must, kano: must_be}
        acceptance:
          - given: [a file, a user]
            when: it is sent
            then: it is read
          - {id: AC2, criterion: Nothing is lost}
        notes: See *later*.
        features:
          - id: FEAT-003
            title: Mapping
            estimate: 1d
            owner: Noor
          - {id: FEAT-004, title: Undo, status: dropped, status_reason: Nobody asked}
        stories:
          - {id: US-001, as_a: user, i_want: to import, estimate: 5d}
      - id: FEAT-005
        title: Merge
        release: REL-001
        priority: {moscow: {value: wont, reason: Too dear}}
        estimate: 30d
  - id: FEAT-006
    title: Search
    priority: {moscow: could}
    depends_on: [FEAT-002, {item: FEAT-003, type: SS, lag: 1d}, REQ-001]
requirements:
  - {id: REQ-001, title: Speed, type: business}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace on disk."""
    put(tmp_path, MARKER, SETTINGS)
    put(tmp_path, "plan/plan.yaml", PLAN)
    return tmp_path


@pytest.fixture
def build(root: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `pmkit build` in the workspace."""
    monkeypatch.setenv("PMKIT_LANG", "en")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(application(), ["-C", str(root), "build", *arguments])

    return run


def put(root: Path, path: str, text: str) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())


def document(root: Path, path: str = "docs/feature-list.md") -> str:
    return (root / path).read_bytes().decode()


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


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


def test_out_is_another_folder(
    root: Path, build: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere") / "new"
    assert build("--out", str(folder)).stdout == f"written {folder}/feature-list.md\n"
    assert build("--out", str(folder)).stdout == f"unchanged {folder}/feature-list.md\n"
    assert not (root / "docs").exists()
    assert [path.name for path in folder.iterdir()] == ["feature-list.md"]


def test_a_document_that_is_not_there(build: Run) -> None:
    result = build("feature-lst")
    assert result.exit_code == 2
    assert "there is no document feature-lst" in result.stderr
    assert "did you mean feature-list?" in result.stderr
    assert build("../../etc/passwd").exit_code == 2


def test_the_settings_say_what_is_written(root: Path, build: Run) -> None:
    put(
        root,
        MARKER,
        SETTINGS
        + """
documents:
  - template: feature-list
    output: import.md
    where: parent == FEAT-002 or id == FEAT-002
    language: zh-CN
    title: 导入的范围
    number: FL-1
    status: review
    author: STK-001
    reviewers: [STK-001, Noor]
    revisions: [{version: 1.0, date: 2026-12-01, author: STK-001, note: "a | b"}]
  - template: feature-list
    output: all.md
""",
    )
    assert build().stdout == "written docs/import.md\nwritten docs/all.md\n"
    text = document(root, "docs/import.md")
    assert "# 导入的范围\n" in text
    assert "| FL-1 | 评审中 | 李雷 | 李雷、Noor |" in text
    assert "| 1.0 | 2026-12-01 | 李雷 | a \\| b |" in text
    assert "FEAT-003" in text
    assert "FEAT-006" not in text


@pytest.mark.parametrize(
    ("documents", "message"),
    [
        ("[feature-list, feature-list]", "both write docs/feature-list.md"),
        ("[{template: feature-list, output: plan.yaml}]", "no name of a document"),
        ("[{template: feature-list, where: titel == x}]", "did you mean title"),
        ("[nothing]", "there is no document nothing"),
    ],
)
def test_settings_that_cannot_be_followed(
    root: Path, build: Run, documents: str, message: str
) -> None:
    put(root, MARKER, f"{SETTINGS}documents: {documents}\n")
    result = build()
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr
    assert not (root / "docs").exists()


def test_output_stays_in_the_workspace(
    root: Path, build: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    put(outside, "feature-list.md", "secret")
    (root / "docs").symlink_to(outside)
    for arguments in ((), ("--diff",), ("--check",)):
        result = build(*arguments)
        assert result.exit_code == 2
        assert "leaves the workspace" in result.stderr
        assert "secret" not in result.output
    assert document(outside, "feature-list.md") == "secret"


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


def fill(template: str, **values: object) -> str:
    tree = MemoryTree({"templates/documents/own.md.j2": template})
    return fill_in(tree, "own", values, labels("en"))


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


@pytest.mark.parametrize(
    ("template", "place", "reason"),
    [
        ("one\n{{ nothing.more }}\n", 2, "'nothing' is undefined"),
        ("\n\n{{ view.nothing }}", 3, "no attribute 'nothing'"),
        ("a\n{% if %}", 2, "Expected an expression"),
        ("{{ view.__class__ }}", 1, "is unsafe"),
        ("{{ view['__class__'] }}", 1, "is unsafe"),
        ("{{ view | map(attribute='__class__') | list }}", 1, ""),
        ("{{ ''.__class__.__mro__ }}", 1, "is unsafe"),
        ("{{ '{0.__class__}'.format(view) }}", 1, "is unsafe"),
        ("{{ '%s' % view }}", 1, "not formatted"),
        ("{{ view | attr('__class__') }}", 1, "No filter named 'attr'"),
        ("{{ t.__globals__ }}", 1, "is unsafe"),
        ("{{ self.__init__ }}", 1, "is unsafe"),
        ("{{ range.__self__ }}", 1, "is unsafe"),
        ("{% include '../../../etc/passwd' %}", 1, "there is no template"),
        ("{% include '/etc/passwd' %}", 1, "there is no template"),
        ("{{ lipsum() }}", 1, "'lipsum' is undefined"),
        ("{{ [1, 2] }}", 1, "cannot be printed"),
        ("{{ range(1000000) }}", 1, "at most"),
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
            1,
            "steps",
        ),
        ("{% set x = 'a' * 100000000 %}", 1, "steps"),
        ("{{ 9 ** 9 ** 9 }}", 1, "too large"),
        (
            "{% set n = namespace(x='a') %}"
            "{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            1,
            "steps",
        ),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "without end"),
    ],
)
def test_a_faulty_template_is_named_with_its_line(template: str, place: int, reason: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        fill(template, view=RevisionView("1", "", "", ""))
    assert caught.value.place == f"templates/documents/own.md.j2:{place}"
    assert reason in caught.value.reason


def test_a_faulty_template_stops_only_its_own_document(root: Path, build: Run) -> None:
    put(root, "templates/documents/own.md.j2", "one\n{{ nothing }}\n")
    put(root, MARKER, f"{SETTINGS}documents: [own, feature-list]\n")
    result = build()
    assert (result.exit_code, result.stdout) == (2, "written docs/feature-list.md\n")
    assert "templates/documents/own.md.j2:2: 'nothing' is undefined" in result.stderr


def test_what_is_printed_is_escaped_once() -> None:
    text = "{% macro m(x) %}**{{ x }}**{% endmacro %}{% set s %}_{{ x }}_{% endset %}"
    text += (
        "{{ x }} {{ m(x) }} {{ s }} {{ [m(x), x] | join(' | ') }} {{ x | block }} {{ m(x) ~ s }}"
    )
    assert fill(text, x="a*") == "a\\* **a\\*** _a\\*_ **a\\*** \\| a\\* a\\* **a\\***_a\\*_\n"


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
