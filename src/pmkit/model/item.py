"""The base of all items, and of the mappings inside them."""

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict

from pmkit.model.choice import Choice, Status
from pmkit.model.fields import (
    Date,
    Line,
    Lines,
    LinkType,
    Many,
    Number,
    Text,
    WorkspacePath,
)
from pmkit.model.form import attributes_of

_CONFIG = ConfigDict(extra="forbid", defer_build=True, populate_by_name=False)
_OUT = frozenset({"dropped", "rejected", "cancelled"})


class Shape(BaseModel):
    """A mapping inside an item. A subclass may name the key that a single line stands for."""

    model_config = _CONFIG
    line_key: ClassVar[str] = ""

    @classmethod
    def normalised(cls, written: Any) -> Any:
        """The written mapping without empty fields and ``x-`` keys; a line becomes a mapping."""
        if isinstance(written, dict):
            known = attributes_of(cls)
            return {
                key: value
                for key, value in written.items()
                if (value is not None or key not in known) and not key.startswith("x-")
            }
        if isinstance(written, str) and cls.line_key:
            return {cls.line_key: written}
        return written


Person = Annotated[str, LinkType("stakeholder", or_line=True)]
Anything = Annotated[str, LinkType()]


class Raci(Shape):
    """Who is responsible, accountable, consulted and informed."""

    R: Many[Person] = ()
    A: Many[Person] = ()
    C: Many[Person] = ()
    I: Many[Person] = ()  # noqa: E741 the letter of the method


class Attachment(Shape):
    """A file or page that belongs to an item."""

    line_key = "url"
    title: Line | None = None
    url: Line | None = None
    path: WorkspacePath | None = None
    type: Annotated[
        str, Choice("attachment", "document", "prototype", "design", "flow", "data")
    ] = "document"


class Item(BaseModel):
    """What every item may have. A subclass is one kind; its docstring says what the kind is for."""

    model_config = _CONFIG

    kind: ClassVar[str]
    plural: ClassVar[str]
    prefix: ClassVar[str]
    required: ClassVar[tuple[str, ...]] = ("id", "title")
    nests: ClassVar[dict[str, str]] = {}
    """Plural names that may stand inside, and the link field of the child that they fill."""
    own_file: ClassVar[bool] = False
    """Whether `pmkit new` gives each item a file of its own."""

    id: Line = ""
    title: Line = ""
    description: Text | None = None
    status: Annotated[str, Status("status", "active")] = "active"
    status_reason: Line | None = None
    duplicate_of: Anything | None = None
    owner: Person | None = None
    requested_by: Person | None = None
    tags: Lines = ()
    sources: Many[Annotated[str, LinkType("feedback", "research", "competitor", or_line=True)]] = ()
    relates_to: Many[Anything] = ()
    attachments: Many[Attachment] = ()
    raci: Raci | None = None
    order: Number | None = None
    external: dict[Line, Line] = {}
    aliases: Lines = ()
    created: Date | None = None
    notes: Text | None = None

    @property
    def name(self) -> str:
        """What people call the item: its title."""
        return self.title

    @property
    def is_out(self) -> bool:
        """Whether the item is no longer wanted."""
        return self.status in _OUT

    def held(self, field: str) -> Any:
        """What is in a field by its attribute; None also where the kind has no such field.

        pydantic's own way to say that there is none takes many times as long.
        """
        return self.__dict__.get(field)

    def day(self, field: str) -> date | None:
        """The date in a field, if there is one."""
        value = self.__dict__.get(field)
        return value if isinstance(value, date) else None
