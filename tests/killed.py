"""Children that are killed in the middle of writing, as by a power cut."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

STEPS = ("fsync", "link", "replace", "unlink", "mkdir", "chmod")


def killed_at(number: int, action: Callable[[], object]) -> bool:
    """Does something in a child that dies when it is about to take a step of writing.

    False if it takes fewer steps and has come to its end.
    """
    child = os.fork()
    if child == 0:
        _die_at(number)
        action()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _die_at(number: int) -> None:
    left = number

    def guarded(step: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return step(*arguments, **options)

        return call

    for name in STEPS:
        setattr(os, name, guarded(getattr(os, name)))
