"""Options that take one of some words: refused in the reader's language, with what was meant."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, get_args

if TYPE_CHECKING:
    from pmkit.cli.session import Session

Choices = Mapping[str, type[StrEnum]]


def choices_of(parameters: Iterable[inspect.Parameter]) -> Choices:
    """The words that each of some parameters may be, where there are only some."""
    return {one.name: words for one in parameters if (words := _words(one)) is not None}


def as_text(parameters: Iterable[inspect.Parameter]) -> Iterator[inspect.Parameter]:
    """The same parameters, of which those with a choice take any text and look as before."""
    for one in parameters:
        words = _words(one)
        if words is None:
            yield one
            continue
        option = copy(get_args(one.annotation)[1])
        option.metavar = f"<{'|'.join(words)}>"
        yield one.replace(annotation=Annotated[str, option], default=one.default.value)


def _words(parameter: inspect.Parameter) -> type[StrEnum] | None:
    first = next(iter(get_args(parameter.annotation)), None)
    return first if isinstance(first, type) and issubclass(first, StrEnum) else None


def chosen(session: Session, choices: Choices, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options with the words that were chosen; BadParameter for a word that is none of them."""
    found = dict(options)
    for name, words in choices.items():
        written = str(options[name])
        if written not in list(words):
            there = "there is no format {name}" if name == "format" else "it cannot be {name}"
            session.unknown(there, written, list(words), f"--{name}", "there are {known}")
        found[name] = words(written)
    return found
