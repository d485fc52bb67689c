"""One wrong value alone where a list is expected: a finding, and the rest of the item stays."""

from __future__ import annotations

import pytest
from tests.marked import EXAMPLE, SETTINGS

from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

LONE = [
    ("calendars", "CAL-001", "weekdays: foo", "weekdays cannot be foo"),
    ("calendars", "CAL-001", "extra_days: soon", "extra_days: soon is not a date"),
    ("calendars", "CAL-001", "days_off: soon", None),
]


@pytest.mark.parametrize(("plural", "item_id", "line", "message"), LONE)
def test_a_lone_wrong_value(plural: str, item_id: str, line: str, message: str | None) -> None:
    text = f"{plural}: [{{id: {item_id}, title: kept, {line}}}]\n"
    workspace = load(MemoryTree({MARKER: SETTINGS, EXAMPLE: text})).workspace
    (problem,) = workspace.problems
    if message is not None:
        assert problem.message.format(**problem.values) == message
    assert workspace.by_id[item_id].item.title == "kept"
