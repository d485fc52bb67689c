"""Where `pmkit build` writes, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.documents.example import SETTINGS, Run, document, files, put

from pmkit.store.tree import MARKER


def test_out_is_another_folder(
    root: Path, build: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere") / "new"
    assert build("--out", str(folder)).stdout == f"written {folder}/feature-list.md\n"
    assert build("--out", str(folder)).stdout == f"unchanged {folder}/feature-list.md\n"
    assert not (root / "docs").exists()
    assert [path.name for path in folder.iterdir()] == ["feature-list.md"]


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
        ("[{template: feature-list, output: plan}]", "no name of a document"),
        ("[{template: feature-list, output: .git/config}]", "no name of a document"),
        ("[{template: feature-list, output: .git/x.md}]", "no name of a document"),
        ("[{template: feature-list, output: a/.md}]", "no name of a document"),
        ("[feature-list, {template: feature-list, output: b.md, where: a = b}]", ""),
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


def test_a_hidden_folder_is_no_place_for_a_document(root: Path, build: Run) -> None:
    (root / ".git").mkdir()
    (root / "docs").symlink_to(root / ".git")
    assert build().exit_code == 2
    put(root, MARKER, SETTINGS + "output: .git\n")
    assert "no name of a document" in build().stderr
    assert not any((root / ".git").iterdir())


def test_what_pmkit_did_not_make_is_not_replaced(root: Path, build: Run) -> None:
    put(root, MARKER, SETTINGS + "output: .\ndocuments: [{template: feature-list, output: b.md}]\n")
    put(root, "b.md", "# secret\n")
    before = files(root)
    for arguments in ((), ("--check",), ("--diff",), ("--out", str(root))):
        result = build(*arguments)
        assert result.exit_code == 2, arguments
        assert "was not made by pmkit" in result.stderr
        assert "secret" not in result.output
        assert files(root) == before
    (root / "b.md").unlink()
    assert build("--lang", "zh-CN").exit_code == 0
    put(root, "b.md", document(root, "b.md").replace("\n", "\r\n"))
    assert build().stdout == "written b.md\n"


def test_a_document_that_cannot_be_made_leaves_all_unwritten(root: Path, build: Run) -> None:
    documents = "documents: [feature-list, {template: feature-list, output: b.md%s}]\n"
    put(root, MARKER, SETTINGS + documents % ", where: titel == x")
    result = build()
    assert (result.exit_code, result.stdout) == (2, "")
    put(root, MARKER, SETTINGS + documents % "")
    put(root, "docs/b.md", "mine\n")
    result = build()
    assert (result.exit_code, result.stdout) == (2, "")
    assert [path.name for path in (root / "docs").iterdir()] == ["b.md"]
