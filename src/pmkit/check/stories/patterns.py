"""Patterns that are made when they are first needed: many plans need few of them."""

import re
from functools import cache


@cache
def pattern(text: str) -> re.Pattern[str]:
    """The pattern of a text, whatever the case of letters."""
    return re.compile(text, re.IGNORECASE)
