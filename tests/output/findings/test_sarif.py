"""Findings as GitHub code scanning reads SARIF."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.output.findings import published
from tests.output.findings.made import finding, mending, parsed, shown

from pmkit.model.diagnostic import Severity
from pmkit.output.findings.sarif import worst

TWICE = """
# file: plan/100%功能.yaml
features:
  - id: FEAT-001
    title: Import
  - id: FEAT-001
    title: Export
"""


def run_of(*found: Any) -> dict[str, Any]:
    document = json.loads(shown("sarif", *found))
    assert published.faults(published.sarif(), document) == []
    (run,) = document["runs"]
    return dict(run)


def test_the_schema_refuses_what_is_wrong() -> None:
    document = json.loads(shown("sarif", finding()))
    document["runs"][0]["results"][0]["level"] = "info"
    assert published.faults(published.sarif(), document)


def test_a_result() -> None:
    (result,) = parsed("sarif", TWICE, "plans/my crm/")["runs"][0]["results"]
    region = {"startLine": 4, "startColumn": 9, "endLine": 4, "endColumn": 17}
    place = {
        "artifactLocation": {
            "uri": "plans/my%20crm/plan/100%25%E5%8A%9F%E8%83%BD.yaml",
            "uriBaseId": "%SRCROOT%",
        },
        "region": region,
    }
    first = {**place, "region": {**region, "startLine": 2, "endLine": 2}}
    assert result.pop("partialFingerprints").keys() == {"pmkitIdentity/v1"}
    assert result == {
        "ruleId": "IDS002",
        "ruleIndex": 0,
        "level": "error",
        "message": {
            "text": "FEAT-001 is already the id of another item (give this item the next free id)"
        },
        "locations": [{"physicalLocation": place}],
        "relatedLocations": [
            {"id": 1, "physicalLocation": first, "message": {"text": "FEAT-001 is here"}}
        ],
    }


def test_the_rules_that_have_findings_are_listed() -> None:
    run = run_of(finding(), finding(Severity.INFO, "LNK001"), finding())
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["LNK001", "SYN032"]
    assert [one["ruleIndex"] for one in run["results"]] == [1, 0, 1]
    assert [one["level"] for one in run["results"]] == ["error", "note", "error"]
    dangling = rules[0]
    assert dangling["name"] == "dangling-link"
    assert dangling["defaultConfiguration"] == {"level": "error"}
    assert "```yaml\n" in dangling["help"]["markdown"]
    assert "Passes:" in dangling["help"]["text"]


def test_columns_are_code_points_and_the_folder_tells_runs_apart() -> None:
    (run,) = parsed("sarif", TWICE, "plans/a b/")["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"] == {"id": "pmkit/plans/a%20b/"}


def test_a_fix() -> None:
    region = {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 11}
    replaced = {"deletedRegion": region, "insertedContent": {"text": "status"}}
    where = {"uri": "a.yaml", "uriBaseId": "%SRCROOT%"}
    run = run_of(finding(fix=mending()), finding(fix=mending(is_safe=False, text="")))
    safe, deleting = (one["fixes"] for one in run["results"])
    assert safe == [
        {
            "description": {"text": "write status"},
            "artifactChanges": [{"artifactLocation": where, "replacements": [replaced]}],
            "properties": {"isSafe": True},
        }
    ]
    assert deleting[0]["artifactChanges"][0]["replacements"] == [{"deletedRegion": region}]
    assert deleting[0]["properties"] == {"isSafe": False}


def test_of_too_many_findings_the_worst_are_chosen_in_their_order() -> None:
    found = [finding(one) for one in (Severity.INFO, Severity.ERROR, Severity.INFO)]
    assert worst(found, 3) == [0, 1, 2]
    assert worst(found, 2) == [0, 1]
    assert worst(found[::-1], 1) == [1]


@pytest.mark.slow
def test_of_25_000_findings_more_are_counted_and_not_listed() -> None:
    infos, errors = [finding(Severity.INFO)] * 25_000, [finding(line=1), finding(line=2)]
    run = json.loads(shown("sarif", *infos[:10], *errors, *infos[10:]))["runs"][0]
    assert len(run["results"]) == 25_000
    assert [one["level"] for one in run["results"][9:13]] == ["note", "error", "error", "note"]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == (
        "25000 of 25002 findings are listed, the worst of them; 2 are not."
    )
    run["results"] = run["results"][:20]
    whole = {"version": "2.1.0", "runs": [run]}
    assert published.faults(published.sarif(), whole) == []


def test_nothing_found_is_a_report_too() -> None:
    run = run_of()
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]
