"""How commands print what is a table."""

from enum import StrEnum


class Format(StrEnum):
    """A table for people, for programs, for spreadsheets, or to be pasted into a page."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
