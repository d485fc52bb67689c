"""Why nothing was written."""

from __future__ import annotations


class Unwritable(Exception):
    """A change that was not made: a message template with its values, and what to do instead."""

    def __init__(self, message: str, hint: str = "", **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.hint = hint
        self.values = values
