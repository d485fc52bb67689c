"""Why something was not done, for layers that do not speak: whoever catches it says it."""

from __future__ import annotations


class Complaint(Exception):
    """Why something was not done: a message template with its values, and what to do instead."""

    def __init__(self, message: str, hint: str = "", **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.hint = hint
        self.values = values
