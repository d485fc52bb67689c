"""What charts say besides what the plan says, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ChartWords:
    """The words of legend, tooltips and marks. ``language`` is a tag such as ``zh-CN``."""

    language: str
    planned: str
    done: str
    finished: str
    critical: str
    late: str
    summary: str
    milestone: str
    waits_for: str
    day_off: str
    as_of: str
