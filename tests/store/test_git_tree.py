"""A revision reads like the folder that it would be checked out to, and nothing is written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.repository import Repository

from pmkit.store.git_tree import GitTree, NoRevision
from pmkit.store.loader import NoWorkspace, load
from pmkit.store.problems import Unreadable
from pmkit.store.tree import MARKER, MOST_BYTES, WorkTree

SETTINGS = "pmkit: 1\nname: CRM\n"
GOALS = "goals:\n  - id: GOAL-001\n    title: Grow\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "crm")


def names(root: Path, revision: str = "HEAD", *folders: str, skip: str = "docs") -> list[str]:
    """The files of items of a revision, which are those of the work tree as well."""
    with GitTree(root, revision) as tree:
        found = list(tree.items(folders or [""], [skip]))
    assert list(WorkTree(root).items(folders or [""], [skip])) == found
    return found


def test_a_file_is_read_as_it_was(repository: Repository) -> None:
    first = repository.commit({MARKER: SETTINGS, "plan/goals.yaml": GOALS})
    repository.commit({"plan/goals.yaml": "goals: []\n"})
    repository.write({"plan/goals.yaml": "not committed"})
    with GitTree(repository.root, first) as old, GitTree(repository.root, "main") as new:
        assert old.read("plan/goals.yaml") == GOALS.encode()
        assert new.read("plan/goals.yaml") == b"goals: []\n"
        assert old.read(MARKER) == SETTINGS.encode()
        assert [entry.id for entry in load(old).workspace.entries] == ["GOAL-001"]


def test_revisions_have_many_names(repository: Repository) -> None:
    first = repository.commit({"a.yaml": "1"})
    repository.git("tag", "--annotate", "v1", "--message=one")
    repository.git("branch", "功能/导入")
    repository.commit({"a.yaml": "2"})
    for revision in (first, first[:8], "v1", "HEAD~1", "@~", "功能/导入", "main^"):
        with GitTree(repository.root, revision) as tree:
            assert tree.read("a.yaml") == b"1", revision


def test_hidden_files_skipped_folders_and_inner_workspaces_are_no_items(
    repository: Repository,
) -> None:
    repository.commit(
        dict.fromkeys(
            [
                *(MARKER, "a.yaml", "b.yml", "readme.md", ".hidden.yaml", ".git-notes/c.yaml"),
                *("plan/x.yaml", "plan/deep/y.yaml", "docs/z.yaml", "plan/docs/kept.yaml"),
                *(
                    f"inner/{MARKER}",
                    "inner/plan/i.yaml",
                    f"plan/inner/{MARKER}",
                    "plan/inner/j.yml",
                ),
            ],
            "",
        )
    )
    kept = ["plan/deep/y.yaml", "plan/docs/kept.yaml", "plan/x.yaml"]
    assert names(repository.root) == ["a.yaml", "b.yml", *kept]
    assert names(repository.root, "HEAD", "plan") == kept
    assert names(repository.root, "HEAD", "plan/", "a.yaml", "./plan/deep") == ["a.yaml", *kept]
    assert names(repository.root, "HEAD", "plan/x.yaml") == ["plan/x.yaml"]


ODD = [
    "需求.yaml",
    'quo"te.yaml',
    "line\nfeed.yaml",
    "tab\t.yaml",
    "back\\slash.yaml",
    " a b .yaml",
]


def test_odd_names_are_names(repository: Repository) -> None:
    repository.commit({f"plan/{name}": name for name in ODD})
    assert names(repository.root) == sorted(f"plan/{name}" for name in ODD)
    with GitTree(repository.root, "HEAD") as tree:
        for name in ODD:
            assert tree.read(f"plan/{name}").decode() == name


def test_names_that_are_no_utf_8(repository: Repository) -> None:
    name = os.fsdecode(b"caf\xe9.yaml")
    repository.commit({name: "goals: []"})
    assert names(repository.root) == [name]


def test_a_workspace_inside_a_repository(repository: Repository) -> None:
    repository.commit(
        {"code/a.yaml": "", f"plans/crm/{MARKER}": SETTINGS, "plans/crm/g.yaml": GOALS}
    )
    root = repository.root / "plans" / "crm"
    assert names(root) == ["g.yaml"]
    with GitTree(root, "HEAD") as tree:
        assert load(tree).settings.name == "CRM"
        assert not tree.exists("../../code/a.yaml")
        with pytest.raises(Unreadable, match="leaves the workspace"):
            tree.read("../../code/a.yaml")


def test_a_folder_that_the_revision_does_not_have_is_empty(repository: Repository) -> None:
    repository.commit({"code/a.yaml": ""})
    repository.write({f"plans/{MARKER}": SETTINGS})
    with GitTree(repository.root / "plans", "HEAD") as tree, pytest.raises(NoWorkspace):
        load(tree)


def test_what_exists(repository: Repository) -> None:
    repository.commit({"plan/deep/a.yaml": "", "designs/import.png": ""})
    with GitTree(repository.root, "HEAD") as tree:
        present = ("plan", "plan/deep", "plan/deep/", "plan/deep/a.yaml", "designs/import.png", ".")
        assert all(tree.exists(path) for path in present)
        absent = ("pla", "plan/deep/a", "designs/import", "../crm", "/plan", "plan/../..")
        assert not any(tree.exists(path) for path in absent)
        for path in ("plan/none.yaml", "plan", ""):
            with pytest.raises(Unreadable) as error:
                tree.read(path)
            assert error.value.fault == "unreadable-file"


def test_links_lead_inside_and_nowhere_else(repository: Repository) -> None:
    repository.write(
        {"plan/goals.yaml": GOALS, "real/deep/x.yaml": "terms: []", "secret.yaml": "s"}
    )
    inner = repository.root / "plan"
    (inner / "same.yaml").symlink_to("goals.yaml")
    (inner / "up.yaml").symlink_to("../real/deep/x.yaml")
    (inner / "chain.yaml").symlink_to("./same.yaml")
    (inner / "out.yaml").symlink_to("../../outside.yaml")
    (inner / "absolute.yaml").symlink_to("/etc/passwd")
    (inner / "circle.yaml").symlink_to("circle.yaml")
    (inner / "gone.yaml").symlink_to("nowhere.yaml")
    (inner / "folder.yaml").symlink_to("../real")
    (repository.root / "linked").symlink_to("real")
    repository.commit()
    with GitTree(repository.root, "HEAD") as tree:
        assert tree.read("plan/same.yaml") == tree.read("plan/chain.yaml") == GOALS.encode()
        assert tree.read("plan/up.yaml") == tree.read("linked/deep/x.yaml") == b"terms: []"
        for path in ("plan/out.yaml", "plan/absolute.yaml", "plan/circle.yaml"):
            with pytest.raises(Unreadable):
                tree.read(path)
            assert not tree.exists(path)
        with pytest.raises(Unreadable, match="does not exist"):
            tree.read("plan/gone.yaml")
        assert tree.exists("linked/deep")
    for path in ("circle.yaml", "absolute.yaml", "out.yaml"):
        (inner / path).unlink()
    repository.commit()
    assert "plan/folder.yaml" not in names(repository.root)
    assert names(repository.root, "HEAD", "linked") == ["linked/deep/x.yaml"]


def test_a_submodule_is_a_folder_without_files(repository: Repository, tmp_path: Path) -> None:
    other = Repository(tmp_path / "other")
    commit = other.commit({"a.yaml": GOALS})
    repository.commit({"plan/b.yaml": GOALS})
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},plan/other")
    repository.git("commit", "--quiet", "--message=A submodule")
    (repository.root / "plan" / "other").mkdir()
    assert names(repository.root) == ["plan/b.yaml"]
    with GitTree(repository.root, "HEAD") as tree:
        assert tree.exists("plan/other")
        assert not tree.exists("plan/other/a.yaml")


def test_of_a_huge_file_no_more_is_read_than_of_any(repository: Repository) -> None:
    huge = GOALS.encode() + b"# filler\n" * (MOST_BYTES // 8)
    repository.commit({"huge.yaml": huge, "limit.yaml": b"#" * MOST_BYTES, "small.yaml": GOALS})
    with GitTree(repository.root, "HEAD") as tree:
        assert tree.read("small.yaml") == GOALS.encode()
        assert tree.read("huge.yaml") == huge[: MOST_BYTES + 1]
        assert len(tree.read("limit.yaml")) == MOST_BYTES
        assert tree.read("small.yaml") == GOALS.encode()


def test_an_empty_file_and_one_without_an_end_of_line(repository: Repository) -> None:
    repository.commit({"a.yaml": "", "b.yaml": "b", "c.yaml": "\r\n\0\xff"})
    with GitTree(repository.root, "HEAD") as tree:
        assert [tree.read(f"{name}.yaml") for name in "abcb"] == [
            *(b"", b"b", "\r\n\0\xff".encode(), b"b")
        ]


def test_bytes_come_as_they_are_stored(repository: Repository) -> None:
    repository.commit({".gitattributes": "*.yaml text eol=crlf ident\n", "a.yaml": "a: $Id$\n"})
    with GitTree(repository.root, "HEAD") as tree:
        assert tree.read("a.yaml") == b"a: $Id$\n"


def test_a_bare_repository(repository: Repository, tmp_path: Path) -> None:
    repository.commit({MARKER: SETTINGS, "plan/goals.yaml": GOALS})
    repository.git("clone", "--quiet", "--bare", str(repository.root), str(tmp_path / "bare.git"))
    with GitTree(tmp_path / "bare.git", "main") as tree:
        assert [entry.id for entry in load(tree).workspace.entries] == ["GOAL-001"]


def state_of(root: Path) -> dict[str, tuple[bytes, int]]:
    """The bytes of every file of a folder, and when it was changed."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_nothing_is_written(repository: Repository) -> None:
    repository.commit({MARKER: SETTINGS, "plan/goals.yaml": GOALS})
    os.utime(repository.root / MARKER)  # the index no longer knows whether it has changed
    before = state_of(repository.root)
    with GitTree(repository.root, "HEAD") as tree:
        load(tree)
    assert state_of(repository.root) == before


def test_replaced_objects_are_not_followed(repository: Repository) -> None:
    first = repository.commit({"a.yaml": "1"})
    second = repository.commit({"a.yaml": "2"})
    repository.git("replace", first, second)
    with GitTree(repository.root, first) as tree:
        assert tree.read("a.yaml") == b"1"


def test_the_environment_does_not_lead_elsewhere(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.yaml": "mine"})
    other = Repository(tmp_path / "other")
    other.commit({"a.yaml": "theirs"})
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.root / ".git" / "objects"))
    with GitTree(repository.root, "HEAD") as tree:
        assert tree.read("a.yaml") == b"mine"


# What cannot be read


def refusal(root: Path, revision: str) -> NoRevision:
    with pytest.raises(NoRevision) as error:
        GitTree(root, revision)
    return error.value


BAD = [
    "nope",
    "-x",
    "--help",
    "--output=leak",
    "HEAD..HEAD",
    "HEAD:a.yaml",
    "0" * 40,
    "a b",
    "^HEAD",
]


@pytest.mark.parametrize("revision", BAD)
def test_a_revision_that_there_is_not(repository: Repository, revision: str) -> None:
    repository.commit({"a.yaml": "1"})
    error = refusal(repository.root, revision)
    assert str(error) == f"there is no revision {revision}"
    assert "origin/main" in error.hint
    assert sorted(os.listdir(repository.root)) == [".git", "a.yaml"]


@pytest.mark.parametrize("revision", ["", "  ", "HEAD\0"])
def test_a_revision_without_a_name(repository: Repository, revision: str) -> None:
    assert str(refusal(repository.root, revision)) == "a revision is missing"


def test_a_repository_without_a_commit(repository: Repository) -> None:
    error = refusal(repository.root, "HEAD")
    assert (str(error), error.hint) == (
        "there is no revision HEAD, nor any other",
        "commit the plan first",
    )


def test_a_clone_that_is_too_shallow(repository: Repository, tmp_path: Path) -> None:
    first = repository.commit({"a.yaml": "1"})
    repository.commit({"a.yaml": "2"})
    url = repository.root.as_uri()
    repository.git("clone", "--quiet", "--depth=1", url, str(tmp_path / "shallow"))
    with GitTree(tmp_path / "shallow", "HEAD") as tree:
        assert tree.read("a.yaml") == b"2"
    for revision in (first, "HEAD~1"):
        assert "git fetch --unshallow" in refusal(tmp_path / "shallow", revision).hint


def test_a_partial_clone_asks_nobody_for_what_it_lacks(
    repository: Repository, tmp_path: Path
) -> None:
    first = repository.commit({"a.yaml": "1"})
    repository.commit({"a.yaml": "2"})
    repository.git("config", "uploadpack.allowFilter", "true")
    clone, url = tmp_path / "partial", repository.root.as_uri()
    repository.git("clone", "--quiet", "--filter=blob:none", url, str(clone))
    with GitTree(clone, first) as tree, pytest.raises(NoRevision, match=r"a\.yaml of .* is not in"):
        tree.read("a.yaml")


def test_a_hostile_repository_runs_no_program(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"a.yaml": "1"})
    repository.git("config", "uploadpack.allowFilter", "true")
    clone, url = Repository(tmp_path / "clone"), repository.root.as_uri()
    clone.git("fetch", "--quiet", "--filter=blob:none", url, "main")
    leak = tmp_path / "leak"
    for key, value in {
        "remote.origin.url": f"ext::sh -c touch% {leak}",
        "remote.origin.promisor": "true",
        "extensions.partialClone": "origin",
        "protocol.ext.allow": "always",
        "core.fsmonitor": f"touch {leak}",
        "core.pager": f"touch {leak}",
        "alias.ls-tree": f"!touch {leak}",
    }.items():
        clone.git("config", key, value)
    with GitTree(clone.root, "FETCH_HEAD") as tree, pytest.raises(NoRevision):
        tree.read("a.yaml")
    assert not leak.exists()


def test_a_folder_without_a_repository(tmp_path: Path) -> None:
    assert "is in no git repository" in str(refusal(tmp_path, "HEAD"))


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    assert "git cannot read HEAD" in str(refusal(tmp_path / "none", "HEAD"))


def test_git_that_is_not_installed(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository.commit({"a.yaml": "1"})
    monkeypatch.setenv("PATH", str(tmp_path))
    assert str(refusal(repository.root, "HEAD")) == "git is not installed"


def test_a_repository_of_somebody_else(repository: Repository) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    repository.commit({"a.yaml": "1"})
    os.chown(repository.root, 12345, 12345)
    os.chown(repository.root / ".git", 12345, 12345)
    error = refusal(repository.root, "HEAD")
    assert "another user owns it" in str(error)
    assert "safe.directory" in error.hint


def test_a_damaged_repository(repository: Repository) -> None:
    repository.commit({"a.yaml": "1"})
    with GitTree(repository.root, "HEAD") as tree:
        shutil.rmtree(repository.root / ".git" / "objects")
        (repository.root / ".git" / "objects").mkdir()
        with pytest.raises(NoRevision):
            tree.read("a.yaml")


# Any tree

PARTS = st.sampled_from(["plan", "docs", "a", "b", ".x", "一", "c.yaml", "d.yml", "e.md", MARKER])
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)


@given(st.dictionaries(PATHS, st.binary(max_size=9)), st.lists(PATHS, max_size=3), PATHS)
@settings(max_examples=12)
def test_a_revision_reads_like_the_folder(
    files: dict[str, bytes], folders: list[str], skip: str
) -> None:
    chosen = {
        path: data
        for path, data in files.items()
        if not any(other.startswith(path + "/") for other in files)
    }
    with TemporaryDirectory() as folder:
        repository = Repository(Path(folder).resolve())
        repository.commit(chosen)
        disk = WorkTree(repository.root)
        wanted = [one for one in folders if disk.exists(one)] or [""]
        with GitTree(repository.root, "HEAD") as tree:
            found = list(tree.items(wanted, [skip]))
            assert found == list(disk.items(wanted, [skip]))
            assert {path: tree.read(path) for path in chosen} == chosen
