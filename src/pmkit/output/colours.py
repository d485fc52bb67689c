"""Colours of a terminal, where it wants any."""

from collections.abc import Mapping
from typing import TextIO

_CODES = {"red": "31", "yellow": "33", "blue": "34", "cyan": "36", "bold": "1", "dim": "2"}


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to colour: FORCE_COLOR says yes, NO_COLOR and TERM=dumb no, else a terminal yes."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


class Paint:
    """Colours text, or leaves it alone."""

    def __init__(self, active: bool) -> None:
        self.active = active

    def __call__(self, text: str, *styles: str) -> str:
        if not self.active or not text:
            return text
        return f"\x1b[{';'.join(_CODES[style] for style in styles)}m{text}\x1b[0m"


PLAIN = Paint(active=False)
"""No colours."""
