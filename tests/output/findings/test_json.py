"""The fix of a finding in JSON; all else of it is in tests/cli/test_json.py."""

from __future__ import annotations

import json

from tests.output.findings.made import LINES, finding, mending, shown


def test_a_fix_has_the_places_and_texts_of_its_edits() -> None:
    document = json.loads(shown("json", finding(fix=mending(is_safe=False)), suppressed=2, known=1))
    (found,) = document["findings"]
    assert found["fix"] == {
        "message": "write status",
        "safe": False,
        "edits": [
            {
                "path": "a.yaml",
                "line": 3,
                "column": 5,
                "end_line": 3,
                "end_column": 11,
                "text": "status",
            }
        ],
    }
    line = LINES.splitlines()[found["line"] - 1]
    assert line[found["column"] - 1 : found["end_column"] - 1] == found["text"]
    summary = document["summary"]
    assert summary["fixable"] == {"safe": 0, "unsafe": 1}
    assert (summary["suppressed"], summary["known"]) == (2, 1)
