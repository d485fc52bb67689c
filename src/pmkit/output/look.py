"""How charts of characters look: their width, their characters, their colours and language."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TextIO

from pmkit.i18n import Translate, translator
from pmkit.model.diagnostic import Phrase
from pmkit.model.wording import say, say_phrase
from pmkit.output.colours import Paint

WIDTHS = range(20, 241)
"""The columns that a chart may take."""


@dataclass(frozen=True)
class Glyphs:
    """The characters of a chart. ``levels`` are those of load, from little to full.

    A summary has a beginning, a middle, an end, and one for where it is a single column.
    """

    done: str
    planned: str
    critical: str
    milestone: str
    summary: str
    summary_done: str
    today: str
    here: str
    off: str
    rule: str
    cross: str
    finished: str
    late: str
    levels: str
    over: str
    cut: str
    arrow: str


UNICODE = Glyphs(
    done="█",
    planned="░",
    critical="▓",
    milestone="◆",
    summary="├─┤┼",
    summary_done="┣━┫╋",
    today="│",
    here="▼",
    off="·",
    rule="─",
    cross="┼",
    finished="✓",
    late="!",
    levels="▁▂▃▄▅▆▇█",
    over="!",
    cut="…",
    arrow="→",
)
ASCII = Glyphs(
    done="#",
    planned="-",
    critical="%",
    milestone="*",
    summary="[_]I",
    summary_done="[=]H",
    today="|",
    here="v",
    off=".",
    rule="-",
    cross="+",
    finished="x",
    late="!",
    levels="123456789",
    over="!",
    cut="~",
    arrow="->",
)
_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")


def glyphs(stream: TextIO, environment: Mapping[str, str]) -> Glyphs:
    """The characters that a stream can show: ASCII for TERM=dumb and for what is not UTF-8."""
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    encoding = locale.partition(".")[2].partition("@")[0] or "utf-8"
    encodings = (encoding, getattr(stream, "encoding", None) or "utf-8")
    is_utf8 = all("utf8" in re.sub("[^a-z0-9]", "", one.lower()) for one in encodings)
    return UNICODE if is_utf8 and environment.get("TERM") != "dumb" else ASCII


@dataclass(frozen=True)
class Look:
    """How a chart is shown."""

    width: int
    paint: Paint
    language: str = "en"
    glyphs: Glyphs = UNICODE

    @cached_property
    def translate(self) -> Translate:
        """The translation into the reader's language."""
        return translator(self.language)

    def say(self, template: str, **values: object) -> str:
        """A message in the reader's language."""
        return say(self.translate, template, values)

    def phrase(self, value: Phrase) -> str:
        """What another part of pmkit says, in the reader's language."""
        return say_phrase(self.translate, value)


def width_of_terminal() -> int:
    """The columns of the terminal, within reason: COLUMNS, else what it has, else 80."""
    columns = shutil.get_terminal_size((80, 24)).columns
    return min(max(columns, WIDTHS.start), WIDTHS.stop - 1)
