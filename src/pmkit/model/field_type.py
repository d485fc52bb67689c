"""What every field type can do, and how it refuses a value."""

from __future__ import annotations

from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from pmkit.model.diagnostic import Phrase
from pmkit.model.place import Path

Json = dict[str, Any]

TEXT_SCHEMA: Json = {"type": ["string", "number", "boolean", "null"]}


class Refusal(ValueError):
    """Why a value cannot be read, as a message template with values, and what to write instead.

    ``within`` leads from the field's value to the faulty part; ``others`` are further refusals.
    """

    def __init__(self, fault: str, message: str, hint: str = "", **values: object) -> None:
        super().__init__(message)
        self.fault = fault
        self.message = message
        self.hint = hint
        self.values = values
        self.within: Path = ()
        self.others: list[Refusal] = []


class FieldType:
    """What a field may hold. A subclass owns reading, JSON Schema and the name of the type."""

    expected: Phrase

    def read(self, written: object) -> Any:
        """The typed value of a written one; raises Refusal."""
        raise NotImplementedError  # pragma: no cover

    def schema(self) -> Json:
        """The JSON Schema (draft-07) of what may be written."""
        raise NotImplementedError  # pragma: no cover

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def text_of(self, written: object) -> str:
        """The single value as written; raises Refusal for a list or mapping."""
        if isinstance(written, str):
            return written
        raise self.wrong_shape(written)

    def wrong_shape(self, written: object) -> Refusal:
        """The refusal of a value of another shape than this type takes."""
        collection = isinstance(written, list | dict)
        hint = "quote the value if it begins with [ or {{" if collection else ""
        return Refusal(
            "wrong-shape",
            "{field} takes {expected}, not {found}",
            hint,
            expected=self.expected,
            found=shape_of(written),
        )


def shape_of(written: object) -> Phrase:
    """The shape of a written value, in words."""
    if isinstance(written, dict):
        return Phrase("a mapping")
    if isinstance(written, list):
        return Phrase("a list")
    return Phrase("nothing") if written is None else Phrase("a single value")
