"""Several files are written all or none, whatever happens on the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.killed import killed_at

from pmkit.store.batch import Change
from pmkit.store.problems import Unreadable
from pmkit.store.tree import MARKER, WorkTree
from pmkit.store.unwritable import Unwritable

Files = dict[str, bytes]
BEFORE: Files = {
    MARKER: b"pmkit: 1\nname: CRM\n",
    "plan/a.yaml": b"goals:\n",
    "plan/b.yaml": b"features:\n",
    "plan/deep/c.yaml": "terms: # 词\r\n".encode(),
}
AFTER = {path: data + b"# more\n" for path, data in BEFORE.items()}
CHANGES = [Change(path, BEFORE[path], AFTER[path]) for path in BEFORE]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace of four files."""
    for path, data in BEFORE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def files(root: Path) -> Files:
    """Every file, hidden ones included."""
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_all_are_written(root: Path) -> None:
    (root / "plan/a.yaml").chmod(0o640)
    WorkTree(root).write_all(CHANGES)
    assert files(root) == AFTER
    assert (root / "plan/a.yaml").stat().st_mode & 0o777 == 0o640


def test_what_stays_the_same_is_not_touched(root: Path) -> None:
    inode = (root / "plan/a.yaml").stat().st_ino
    WorkTree(root).write_all([Change("plan/a.yaml", BEFORE["plan/a.yaml"], BEFORE["plan/a.yaml"])])
    assert (root / "plan/a.yaml").stat().st_ino == inode


@pytest.mark.parametrize("path", BEFORE)
def test_nothing_is_written_if_a_file_has_changed_in_the_meantime(root: Path, path: str) -> None:
    (root / path).write_bytes(b"else\n")
    with pytest.raises(Unwritable, match="has been changed"):
        WorkTree(root).write_all(CHANGES)
    assert files(root) == {**BEFORE, path: b"else\n"}


def test_nothing_is_written_if_a_file_has_gone(root: Path) -> None:
    (root / "plan/b.yaml").unlink()
    with pytest.raises(Unwritable):
        WorkTree(root).write_all(CHANGES)
    assert files(root) == {path: data for path, data in BEFORE.items() if path != "plan/b.yaml"}


def test_nothing_is_written_if_a_file_is_outside(root: Path) -> None:
    with pytest.raises(Unreadable):
        WorkTree(root).write_all([*CHANGES, Change("../else.yaml", b"", b"x")])
    assert files(root) == BEFORE


def test_two_paths_of_one_file_have_to_agree(root: Path) -> None:
    (root / "plan/link.yaml").symlink_to("a.yaml")
    same = [
        Change("plan/link.yaml", b"goals:\n", b"x\n"),
        Change("plan/a.yaml", b"goals:\n", b"x\n"),
    ]
    WorkTree(root).write_all(same)
    assert (root / "plan/a.yaml").read_bytes() == b"x\n"
    assert (root / "plan/link.yaml").is_symlink()
    with pytest.raises(Unwritable, match="are one file"):
        WorkTree(root).write_all(
            [Change("plan/link.yaml", b"x\n", b"y\n"), Change("plan/a.yaml", b"x\n", b"z\n")]
        )
    assert (root / "plan/a.yaml").read_bytes() == b"x\n"


def failing(step: Callable[..., object], at: int) -> Callable[..., object]:
    """A step of writing that fails once, when it is called for the nth time."""
    calls = 0

    def call(*arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == at:
            raise PermissionError(13, "Permission denied")
        return step(*arguments, **options)

    return call


@pytest.mark.parametrize("name", ["replace", "fsync", "chmod"])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_what_was_replaced_is_put_back_if_a_later_step_fails(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: int
) -> None:
    monkeypatch.setattr(os, name, failing(getattr(os, name), at))
    with pytest.raises(PermissionError):
        WorkTree(root).write_all(CHANGES)
    assert files(root) == BEFORE


def test_the_files_that_cannot_be_put_back_are_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step, calls = os.replace, 0

    def broken(source: str, target: str) -> None:
        nonlocal calls
        calls += 1
        if calls > 2:
            raise PermissionError(13, "Permission denied")
        step(source, target)

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(Unwritable, match=r"plan/a\.yaml, plan/b\.yaml"):
        WorkTree(root).write_all(CHANGES)
    assert files(root) == {**BEFORE, "plan/a.yaml": AFTER["plan/a.yaml"]} | {
        "plan/b.yaml": AFTER["plan/b.yaml"]
    }


def test_a_killed_writer_leaves_whole_files_and_pmkit_yaml_for_the_end(root: Path) -> None:
    number = 0
    while killed_at(number, lambda: WorkTree(root).write_all(CHANGES)):
        left = {path: data for path, data in files(root).items() if ".pmkit-" not in path}
        assert all(data in (BEFORE[path], AFTER[path]) for path, data in left.items())
        assert left[MARKER] == BEFORE[MARKER] or left == AFTER
        now = [Change(path, data, BEFORE[path]) for path, data in left.items()]
        WorkTree(root).write_all(now)
        WorkTree(root).write_all(CHANGES)
        assert files(root) == AFTER
        WorkTree(root).write_all([Change(path, AFTER[path], BEFORE[path]) for path in BEFORE])
        number += 1
    assert number >= 12
    assert files(root) == AFTER
