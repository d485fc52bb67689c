"""Whatever stops a writer, every file is absent, old or complete; writers never lose each other."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.killed import killed_at
from typer.testing import CliRunner

from pmkit.cli.app import application
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, WorkTree

Files = dict[str, bytes]

SETTINGS = b"pmkit: 1\nname: CRM\nitems: [plan]\n"
TERMS = "terms:\n  - id: TERM-001\n    title: 客户\n" + "# a long comment\n" * 5000
FEATURE, TERM = ("new", "feature", "Merge"), ("new", "term", "Lead")
FEATURE_FILE, TERM_FILE = "plan/features/FEAT-001.yaml", "plan/terms.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a term."""
    root = tmp_path / "crm"
    (root / "plan").mkdir(parents=True)
    (root / MARKER).write_bytes(SETTINGS)
    (root / TERM_FILE).write_text(TERMS, encoding="utf-8")
    return root


def files(root: Path) -> Files:
    """Every file of a folder by path, hidden ones included."""
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def is_leftover(path: str) -> bool:
    return path.rpartition("/")[2].startswith(".pmkit-")


def whole(root: Path) -> Files:
    """The files of a folder but for what a killed writer may leave."""
    return {path: data for path, data in files(root).items() if not is_leftover(path)}


def run(folder: Path, *arguments: str) -> int:
    return CliRunner().invoke(application(), ["-C", str(folder), *arguments]).exit_code


def dies_at(number: int, folder: Path, *arguments: str) -> bool:
    """Whether a command dies at a step of writing, or takes fewer."""
    return killed_at(number, lambda: run(folder, *arguments))


def killed_after(seconds: float, folder: Path, *arguments: str) -> None:
    """Runs the program and ends it with SIGKILL after a while."""
    process = started(folder, *arguments)
    time.sleep(seconds)
    process.kill()
    process.communicate()


def started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pmkit", "-C", str(folder), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def judge_init(folder: Path, complete: Files) -> None:
    """A killed init leaves complete files, pmkit.yaml last; it can be finished."""
    left = whole(folder)
    assert left.items() <= complete.items()
    if MARKER in left:
        assert left == complete
        assert run(folder, *FEATURE) == 0
    else:
        assert run(folder, "init", "--name", "CRM") == 0
        assert whole(folder) == complete
    assert not [path for path in files(folder) if is_leftover(path)]


def judge_new(folder: Path, before: Files, after: Files) -> None:
    """A killed new leaves the old workspace or the new one; the next one cleans up."""
    assert whole(folder) in (before, after)
    written = len(load(WorkTree(folder)).workspace.entries)
    assert run(folder, *FEATURE) == 0
    assert run(folder, *TERM) == 0
    workspace = load(WorkTree(folder)).workspace
    assert len(workspace.by_id) == len(workspace.entries) == written + 2
    assert not [path for path in files(folder) if is_leftover(path)]


@pytest.fixture
def complete(tmp_path: Path) -> Files:
    """What init writes when nobody stops it."""
    assert run(tmp_path, "init", "whole", "--name", "CRM") == 0
    return files(tmp_path / "whole")


def _init_killed_at(numbers: range, tmp_path: Path, complete: Files) -> int:
    for number in numbers:
        folder = tmp_path / str(number)
        folder.mkdir()
        if not dies_at(number, folder, "init", "--name", "CRM"):
            return number
        judge_init(folder, complete)
    return numbers.stop


def test_init_killed_at_some_steps(tmp_path: Path, complete: Files) -> None:
    assert _init_killed_at(range(2, 100, 13), tmp_path, complete) < 100


@pytest.mark.slow
def test_init_killed_at_every_step(tmp_path: Path, complete: Files) -> None:
    assert 3 * len(complete) <= _init_killed_at(range(200), tmp_path, complete) < 200


@pytest.mark.parametrize("arguments", [FEATURE, TERM], ids=["feature", "term"])
def test_new_killed_at_every_step(root: Path, arguments: tuple[str, ...]) -> None:
    before = files(root)
    steps = 0
    while dies_at(steps, root, *arguments):
        states = [before, {**before, **_expected(arguments)}]
        judge_new(root, *states)
        _restore(root, before)
        steps += 1
    assert steps >= 4
    assert whole(root) == {**before, **_expected(arguments)}


def _expected(arguments: tuple[str, ...]) -> Files:
    """The file that a new item ends up in."""
    if arguments == FEATURE:
        return {FEATURE_FILE: b"id: FEAT-001\ntitle: Merge\n"}
    first, comments = TERMS[: TERMS.index("#")], TERMS[TERMS.index("#") :]
    return {TERM_FILE: f"{first}  - id: TERM-002\n    title: Lead\n{comments}".encode()}


def _restore(root: Path, before: Files) -> None:
    for path in files(root):
        if path not in before:
            (root / path).unlink()
    for path, data in before.items():
        (root / path).write_bytes(data)


def _random_moments(count: int, folder: Path, *arguments: str) -> list[float]:
    """Moments at which the program is likely to write, from how long it takes in all."""
    start = time.monotonic()
    process = started(folder, *arguments)
    process.communicate()
    assert process.returncode == 0
    duration = time.monotonic() - start
    chance = random.Random(1)
    return [duration * chance.uniform(0.5, 1.1) for _ in range(count)]


def _kill_init_at_random(count: int, tmp_path: Path, complete: Files) -> None:
    for number, moment in enumerate(_random_moments(count, tmp_path, "init", "timed")):
        folder = tmp_path / str(number)
        folder.mkdir()
        killed_after(moment, folder, "init", "--name", "CRM")
        judge_init(folder, complete)


def _kill_new_at_random(count: int, root: Path) -> None:
    before = files(root)
    for arguments in (FEATURE, TERM):
        moments = _random_moments(count, root, *arguments)
        _restore(root, before)
        for moment in moments:
            killed_after(moment, root, *arguments)
            judge_new(root, before, {**before, **_expected(arguments)})
            _restore(root, before)


def test_build_killed_at_every_step(root: Path) -> None:
    """A killed build leaves the old document or the new one."""
    assert run(root, *FEATURE) == 0
    assert run(root, "build", "feature-list") == 0
    document = root / "docs/feature-list.md"
    old = document.read_bytes()
    assert run(root, "new", "feature", "Split") == 0
    number = 0
    while dies_at(number, root, "build", "feature-list"):
        assert document.read_bytes() == old or b"Split" in document.read_bytes()
        number += 1
    assert number > 2
    assert b"Split" in document.read_bytes()
    assert not [path for path in files(root) if is_leftover(path)]


def test_init_killed_at_some_moments(tmp_path: Path, complete: Files) -> None:
    _kill_init_at_random(1, tmp_path, complete)


@pytest.mark.slow
def test_init_killed_at_many_moments(tmp_path: Path, complete: Files) -> None:
    _kill_init_at_random(100, tmp_path, complete)


def test_new_killed_at_some_moments(root: Path) -> None:
    _kill_new_at_random(1, root)


@pytest.mark.slow
def test_new_killed_at_many_moments(root: Path) -> None:
    _kill_new_at_random(100, root)


def _at_once(count: int, root: Path, *arguments: str) -> list[str]:
    """What as many runs of the program say that are started at the same time."""
    processes = [started(root, *arguments) for _ in range(count)]
    said = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * count, said
    return [output.decode().split()[0] for output, _ in said]


def _forked(count: int, root: Path, *arguments: str) -> None:
    """Runs a command in children that all begin at one signal."""
    gate, opener = os.pipe()
    children = []
    for _ in range(count):
        child = os.fork()
        if child == 0:
            os.close(opener)
            os.read(gate, 1)
            os._exit(run(root, *arguments))
        children.append(child)
    os.close(gate)
    os.close(opener)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * count


def test_two_writers_at_once_get_ids_of_their_own(root: Path) -> None:
    assert sorted(_at_once(2, root, *FEATURE)) == ["FEAT-001", "FEAT-002"]
    assert set(load(WorkTree(root)).workspace.by_id) == {"TERM-001", "FEAT-001", "FEAT-002"}


@pytest.mark.parametrize("arguments", [FEATURE, TERM], ids=["feature", "term"])
def test_eight_writers_at_once_lose_nothing(root: Path, arguments: tuple[str, ...]) -> None:
    _forked(8, root, *arguments)
    workspace = load(WorkTree(root)).workspace
    assert len(workspace.by_id) == len(workspace.entries) == 9
    assert not workspace.problems
    assert not [path for path in files(root) if is_leftover(path)]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [FEATURE, TERM], ids=["feature", "term"])
def test_many_writers_at_once_lose_nothing(root: Path, arguments: tuple[str, ...]) -> None:
    found = [item_id for _ in range(5) for item_id in _at_once(8, root, *arguments)]
    assert set(load(WorkTree(root)).workspace.by_id) == {"TERM-001", *found}
    assert len(set(found)) == 40
