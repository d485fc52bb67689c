"""Seconds and peak memory of whole processes, as a person at a terminal would meet them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

CACHE = ".pmkit"
QUICK_SECONDS = 1.0
QUICK_FACTOR = 4
LAST_LINES = 15


class BenchFailed(Exception):
    """Nothing can be measured; the text says why and what to do."""


@dataclass(frozen=True)
class Command:
    """A command line, the folder it runs in, and its name in the table."""

    name: str
    arguments: tuple[str, ...]
    folder: Path


@dataclass(frozen=True)
class Outcome:
    """One run of a command to its end."""

    exit_code: int
    seconds: float
    peak_mib: float
    output: str


@dataclass(frozen=True)
class Reading:
    """What a command takes over all its runs: the median time and the highest peak."""

    seconds: float
    peak_mib: float


def run(command: Command) -> Outcome:
    """One cold run: pmkit's cache in the folder is removed before, output goes to a file.

    The peak is that of the largest process of the command. It cannot be lower than the peak of the
    process that calls this, which therefore holds no large data.
    """
    shutil.rmtree(command.folder / CACHE, ignore_errors=True)
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode("utf-8", errors="replace")
    return Outcome(process.returncode, seconds, _mebibytes(usage.ru_maxrss), text)


def run_well(command: Command) -> Outcome:
    """One run that exits 0; anything else raises BenchFailed with the last lines it printed."""
    outcome = run(command)
    if outcome.exit_code:
        last = "\n".join(outcome.output.splitlines()[-LAST_LINES:])
        raise BenchFailed(f"{command.name} exits {outcome.exit_code}:\n{last}")
    return outcome


def interleave(commands: Sequence[Command], rounds: int) -> dict[Command, Reading]:
    """A reading of each command, run in turn (A B C A B C …), so that a busy moment of the machine
    meets all alike. One warm-up each is not counted; commands that all take less than a second run
    four times as often."""
    warm_up = [run_well(command) for command in commands]
    if max(outcome.seconds for outcome in warm_up) < QUICK_SECONDS:
        rounds *= QUICK_FACTOR
    outcomes: dict[Command, list[Outcome]] = {command: [] for command in commands}
    for _ in range(rounds):
        for command in commands:
            outcomes[command].append(run_well(command))
    return {command: _reading(runs) for command, runs in outcomes.items()}


def _reading(outcomes: Sequence[Outcome]) -> Reading:
    return Reading(
        median(outcome.seconds for outcome in outcomes),
        max(outcome.peak_mib for outcome in outcomes),
    )


def _environment() -> Mapping[str, str]:
    """The caller's environment without what would change how a command works or prints."""
    dropped = ("GIT_", "PMKIT_", "GITHUB_", "PYTHON", "FORCE_COLOR")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(dropped)}
    return kept | {"NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


def _mebibytes(peak: int) -> float:
    """ru_maxrss counts KiB on Linux and bytes on macOS."""
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024
