"""One writer at a time: a lock on a file that exists anyway, gone when its process is gone."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pmkit.store.unwritable import Unwritable

PATIENCE = 20.0
_PAUSE = 0.02
_BUSY = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})


@contextmanager
def locked(path: Path, seconds: float = PATIENCE) -> Iterator[None]:
    """Holds the lock of a file; raises Unwritable if another process keeps it for so long.

    Where the file system has no locks, nothing is held.
    """
    handle = _acquire(path, seconds)
    try:
        yield
    finally:
        _release(handle)


def _acquire(path: Path, seconds: float) -> int:
    deadline = time.monotonic() + seconds
    while True:
        handle = _open(path)
        try:
            got = _try(handle)
            if got and _same_file(handle, path):
                return handle
            if not got and time.monotonic() >= deadline:
                raise _busy(handle, seconds)
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        if not got:
            time.sleep(_PAUSE)


def _open(path: Path) -> int:
    """A handle to lock by: some network drives want one that may write."""
    try:
        return os.open(path, os.O_RDWR)
    except OSError:
        return os.open(path, os.O_RDONLY)


def _same_file(handle: int, path: Path) -> bool:
    """Whether the path still names the locked file: it may have been replaced while we waited."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


def _busy(handle: int, seconds: float) -> Unwritable:
    process = _holder(os.fstat(handle).st_ino)
    return Unwritable(
        "another pmkit (process {process}) has been writing here for {seconds} seconds"
        if process
        else "another pmkit has been writing here for {seconds} seconds",
        "wait until it ends, and try again",
        process=process,
        seconds=f"{seconds:g}",
    )


def _holder(inode: int) -> str:
    """The process that holds the lock of a file, where the system tells."""
    try:
        with open("/proc/locks", encoding="ascii") as table:
            rows = [line.split() for line in table]
    except (OSError, ValueError):
        return ""
    for row in rows:
        if len(row) > 5 and row[1] == "FLOCK" and row[5].endswith(f":{inode}") and row[4] != "0":
            return row[4]
    return ""


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    _FAR = 1 << 30
    """A byte that no reader ever asks for: locks of Windows keep readers out, too."""

    def _try(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return error.errno not in _BUSY
        return True

    def _release(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        with suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in _BUSY
        return True

    def _release(handle: int) -> None:
        os.close(handle)
