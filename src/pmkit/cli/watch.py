"""`pmkit check --watch`: checks again whenever a file of the workspace is saved."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from pmkit.cli.check_report import check_once
from pmkit.cli.check_request import Request
from pmkit.cli.session import FINDINGS, Session

if TYPE_CHECKING:
    from pmkit.store.settings import Settings
    from pmkit.store.tree import WorkTree

Wait = Callable[[float], None]
State = dict[str, tuple[int, int, int]]

INTERVAL = 0.4
"""Seconds between two looks at the files."""
SETTLED = 0.1
"""Seconds in which nothing may change before a check: programs write files in several steps."""
_CLEAR = "\x1b[2J\x1b[H"


def watch(session: Session, request: Request, wait: Wait = time.sleep) -> None:
    """Checks, and again after every change of a file, until it is interrupted.

    What keeps the first check from being made ends it; later, a pmkit.yaml that is gone or cannot
    be read is waited for.
    """
    gc.enable()
    root, tree, settings = session.root, session.tree, session.loaded.settings
    seen = _state(tree, settings)
    _check(session, request)
    while True:
        wait(INTERVAL)
        now = _state(tree, settings)
        if now == seen:
            continue
        seen = _settled(tree, settings, now, wait)
        _clear()
        if (root / "pmkit.yaml").is_file():
            settings = _check_again(replace(session, directory=root), request) or settings
        else:
            session.note(session.say("pmkit.yaml is gone: waiting for it"))
        gc.collect()


def _check_again(session: Session, request: Request) -> Settings | None:
    """Checks, and gives the settings of now; None if they cannot be read, which is told."""
    try:
        _check(session, request)
        return session.loaded.settings
    except typer.Exit:
        session.note(session.say("waiting for changes; Ctrl-C ends"))
        return None


def _check(session: Session, request: Request) -> None:
    try:
        check_once(session, request)
    except typer.Exit as end:
        if end.exit_code != FINDINGS:
            raise
    sys.stdout.flush()
    now = time.strftime("%H:%M:%S")
    session.note(session.say("checked at {time}; waiting for changes, Ctrl-C ends", time=now))


def _state(tree: WorkTree, settings: Settings) -> State:
    """Of every file that is read: when it was changed, its size, and which file it is."""
    from pmkit.store.loader import item_paths
    from pmkit.store.tree import MARKER

    paths = [MARKER, *item_paths(tree, settings)]
    return {path: _look(os.path.join(tree.root, path)) for path in paths}


def _look(path: str) -> tuple[int, int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return 0, 0, 0
    return status.st_mtime_ns, status.st_size, status.st_ino


def _settled(tree: WorkTree, settings: Settings, now: State, wait: Wait) -> State:
    """The files once they no longer change."""
    while True:
        wait(SETTLED)
        later = _state(tree, settings)
        if later == now:
            return now
        now = later


def _clear() -> None:
    """Clears a terminal; anything else gets one report after the other."""
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        print(_CLEAR, end="")
