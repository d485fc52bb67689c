"""Findings as GitHub, GitLab and JUnit readers take them."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from tests.output.findings.made import finding, parsed, rendered, shown

from pmkit.model.diagnostic import Severity

ERROR, WARNING, INFO = Severity
DANGLING = """
features:
  - id: FEAT-001
    title: Import
    depends_on: [FEAT-404, FEAT-405]
  - id: FEAT-002
    title: Export
    depends_on: [FEAT-404]
"""


# GitHub


def test_an_annotation_has_title_and_place() -> None:
    assert shown("github", finding()) == (
        "::error title=SYN032 unknown-key,file=a.yaml,line=3,col=5,endLine=3,endColumn=11"
        "::FEAT-001: feature has no field statsu%0Adid you mean status?"
    )


def test_the_worst_come_first_since_ten_of_a_sort_are_shown() -> None:
    found = [finding(one) for one in (INFO, WARNING, ERROR, INFO, ERROR)]
    commands = [line.split()[0] for line in shown("github", *found).splitlines()]
    assert commands == ["::error", "::error", "::warning", "::notice", "::notice"]


def test_columns_are_left_out_where_a_fault_spans_lines() -> None:
    text = shown("github", finding(line=2, end_line=3))
    assert "file=a.yaml,line=2,endLine=3::" in text


def test_paths_are_those_of_the_repository_and_escaped() -> None:
    text = rendered("github", "# file: plan/a,b:100%.yaml" + DANGLING, "plans/crm/")
    assert "file=plans/crm/plan/a%2Cb%3A100%25.yaml,line=" in text


def test_a_second_place_is_named() -> None:
    text = rendered("github", "# file: a.yaml" + DANGLING.replace("FEAT-002", "feat-001"), "p/")
    assert "%0Ap/a.yaml:2: " in text


# GitLab


def test_severities_of_gitlab() -> None:
    found = json.loads(shown("gitlab", finding(ERROR), finding(WARNING), finding(INFO)))
    assert [one["severity"] for one in found] == ["major", "minor", "info"]


def test_an_entry_of_gitlab() -> None:
    (entry,) = json.loads(shown("gitlab", finding(line=2, end_line=3)))
    assert entry.pop("fingerprint")
    assert entry == {
        "description": "FEAT-001: feature has no field statsu (did you mean status?)",
        "check_name": "SYN032 unknown-key",
        "severity": "major",
        "location": {"path": "a.yaml", "lines": {"begin": 2, "end": 3}},
    }


def marks(name: str, example: str, prefix: str = "") -> list[str]:
    """The fingerprints of a workspace."""
    document = parsed(name, "# file: a.yaml" + example, prefix)
    if name == "sarif":
        results = document["runs"][0]["results"]
        return [one["partialFingerprints"]["pmkitIdentity/v1"] for one in results]
    return [one["fingerprint"] for one in (document if name == "gitlab" else document["findings"])]


@pytest.mark.parametrize("name", ["gitlab", "sarif", "json"])
def test_a_fingerprint_stays_when_lines_move(name: str) -> None:
    before = marks(name, DANGLING)
    assert len(set(before)) == 3
    moved = DANGLING.replace("features:", "# why\n\nfeatures:").replace(
        "[FEAT-404, ", "[ FEAT-404, "
    )
    assert marks(name, moved) == before
    first, *others = DANGLING.split("  - id: ")
    assert sorted(marks(name, "  - id: ".join([first, *reversed(others)]))) == sorted(before)


def test_a_fingerprint_changes_with_what_is_wrong() -> None:
    before = set(marks("gitlab", DANGLING))
    assert len(before & set(marks("gitlab", DANGLING.replace("FEAT-405", "FEAT-406")))) == 2


def test_findings_that_agree_in_everything_are_told_apart() -> None:
    found = json.loads(shown("gitlab", finding(), finding(line=2), finding(line=1)))
    assert len({one["fingerprint"] for one in found}) == 3


def test_formats_agree_on_fingerprints_and_folders_do_not() -> None:
    same = [marks(name, DANGLING, "p/") for name in ("gitlab", "sarif", "json")]
    assert same[0] == same[1] == same[2]
    assert not set(same[0]) & set(marks("gitlab", DANGLING, "q/"))


# JUnit


def test_every_file_is_a_test() -> None:
    files = "# file: plan/a.yaml" + DANGLING + "# file: plan/b.yaml\nterms: []\n"
    whole = ElementTree.fromstring(rendered("junit", files, "crm/"))
    (suite,) = whole
    names = [test.get("name") for test in suite]
    assert names == ["crm/plan/a.yaml", "crm/plan/b.yaml", "crm/pmkit.yaml"]
    assert [len(test) for test in suite] == [1, 0, 0]
    assert (whole.get("tests"), whole.get("failures")) == ("3", "1")
    failure = suite[0][0]
    assert (failure.get("message"), failure.get("type")) == ("3 errors", "error")
    assert (failure.text or "").splitlines()[0].startswith("crm/plan/a.yaml:4:18: error LNK001 ")


def test_infos_do_not_fail_a_test() -> None:
    (suite,) = ElementTree.fromstring(shown("junit", finding(INFO), finding(WARNING)))
    (test,) = (one for one in suite if one.get("name") == "a.yaml")
    assert [part.tag for part in test] == ["failure", "system-out"]
    assert test[0].get("message") == "1 warning"
    assert "info SYN032" in (test[1].text or "")
    (suite,) = ElementTree.fromstring(shown("junit", finding(INFO)))
    assert suite.get("failures") == "0"


def test_a_report_of_junit_is_declared_as_what_it_is() -> None:
    assert shown("junit").startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ')
