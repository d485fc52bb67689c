"""Values that are made when a template asks for them, and not before."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from jinja2.runtime import Context


class Later:
    """A value that is made when it is asked for, once."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    @cached_property
    def value(self) -> object:
        """The value."""
        return self._make()


class LateContext(Context):
    """What a template's names stand for; a late value is made when its name is used."""

    def resolve_or_missing(self, key: str) -> Any:
        value = super().resolve_or_missing(key)
        return value.value if isinstance(value, Later) else value
