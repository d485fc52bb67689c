"""`pmkit board` from outside: what it selects, its formats, its exit codes."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pmkit.cli.app import application

PROGRAM = application()
SETTINGS = "pmkit: 1\nname: Coffee\nitems: [plan]\n"
PLAN = """\
stakeholders: [{id: STK-001, title: Mia Roth}]
releases: [{id: REL-001, title: First, aliases: [REL-1]}, {id: REL-002, title: Second}]
features:
  - id: FEAT-001
    title: Grinder
    release: REL-001
    owner: STK-001
    status: in_progress
    started: 2026-12-01
    due: 2026-12-11
    estimate: 10d
    priority: {moscow: must}
    stories:
      - {id: US-001, as_a: a guest, i_want: to hear nothing, status: planned}
  - {id: FEAT-002, title: Milk, release: REL-002, owner: Ole, created: 2026-12-01}
  - {id: FEAT-003, title: Voice, status: dropped}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan").mkdir()
    return written(tmp_path, "schedule: {as_of: 2026-12-15}\n")


def written(folder: Path, settings: str) -> Path:
    (folder / "pmkit.yaml").write_text(SETTINGS + settings, encoding="utf-8")
    (folder / "plan/plan.yaml").write_text(PLAN, encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> Result:
    unset = ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "TERM", "LC_ALL")
    clean: dict[str, str | None] = dict.fromkeys(unset)
    clean |= {"PMKIT_LANG": "en", "COLUMNS": "80", **environment}
    return CliRunner().invoke(PROGRAM, ["-C", str(folder), "board", *arguments], env=clean)


def ids(folder: Path, *arguments: str) -> list[str]:
    result = run(folder, *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    columns = json.loads(result.stdout)["columns"]
    return [item["id"] for column in columns for item in column["items"]]


def test_features_unless_a_kind_is_named(folder: Path) -> None:
    assert ids(folder) == ids(folder, "feature") == ids(folder, "features")
    assert ids(folder) == ["FEAT-002", "FEAT-001"]
    assert ids(folder, "story") == ["US-001"]
    assert ids(folder, "--all") == ["FEAT-002", "FEAT-001", "FEAT-003"]


SELECTED = [
    (["--release", "REL-001"], ["FEAT-001"]),
    (["--release", "REL-1"], ["FEAT-001"]),
    (["story", "--release", "REL-001"], ["US-001"]),
    (["story", "--release", "REL-002"], []),
    (["--owner", "STK-001"], ["FEAT-001"]),
    (["--owner", "mia roth"], ["FEAT-001"]),
    (["story", "--owner", "Mia Roth"], ["US-001"]),
    (["--owner", "Ole"], ["FEAT-002"]),
    (["--owner", "Ole", "--release", "REL-001"], []),
    (["--where", "estimate > 1d"], ["FEAT-001"]),
    (["--where", "estimate > 1d", "--owner", "Ole"], []),
]


@pytest.mark.parametrize(("options", "expected"), SELECTED, ids=[" ".join(o) for o, _ in SELECTED])
def test_options_select_with_what_is_inherited(
    folder: Path, options: list[str], expected: list[str]
) -> None:
    assert ids(folder, *options) == expected


WRONG = [
    (["featur"], "did you mean feature?"),
    (["xyzzy"], "there are product, goal"),
    (["--release", "REL-01"], "did you mean REL-001?"),
    (["--release", "FEAT-001"], "there are REL-001, REL-002"),
    (["risk", "--release", "REL-001"], "there is no field release"),
    (["--owner", "Mia Rot"], "did you mean Mia Roth?"),
    (["--owner", "xyzzy"], "there are Mia Roth, Ole"),
    (["risk", "--group", "team"], "there is no field team"),
    (["--group", "colour"], "it cannot be colour"),
    (["--where", "statsu == draft"], "did you mean status?"),
    (["--format", "xml"], "there is no format xml"),
]


@pytest.mark.parametrize(("options", "words"), WRONG, ids=[" ".join(one) for one, _ in WRONG])
def test_a_wrong_call_gives_2_and_says_what_was_meant(
    folder: Path, options: list[str], words: str
) -> None:
    result = run(folder, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in " ".join(result.stderr.split())


def test_the_day_is_the_one_that_is_named_else_that_of_the_plan_else_today(folder: Path) -> None:
    def day(*options: str) -> str:
        return str(json.loads(run(folder, "--format", "json", *options).stdout)["as_of"])

    assert day() == "2026-12-15"
    assert day("--today", "2026-12-20") == "2026-12-20"
    written(folder, "")
    before = date.today().isoformat()
    assert before <= day() <= date.today().isoformat()


def test_csv_and_markdown_have_a_row_for_each_card(folder: Path) -> None:
    result = run(folder, "--format", "csv")
    assert list(csv.reader(io.StringIO(result.stdout))) == [
        *[["status", "ID", "title", "owner", "moscow", "age in days", "since", "due"]],
        *[["Draft", "FEAT-002", "Milk", "Ole", "", "14", "2026-12-01", ""]],
        [
            "In progress",
            "FEAT-001",
            "Grinder",
            "Mia Roth",
            "Must",
            "14",
            "2026-12-01",
            "2026-12-11",
        ],
    ]
    assert result.stderr == "not shown: Dropped 1; --all shows them\n"
    rows = run(folder, "--format", "md", "--group", "release").stdout.splitlines()
    assert rows[0].startswith("| release | status | ID |")
    assert rows[2].startswith("| First | In progress | FEAT-001 |")


def test_an_empty_board_says_so(folder: Path) -> None:
    result = run(folder, "goal")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "nothing is selected\n")
    assert run(folder, "goal", "-q").output == ""


def test_colours_are_for_terminals_or_where_they_are_forced(folder: Path) -> None:
    assert "\x1b" not in run(folder).output
    assert "\x1b" not in run(folder, NO_COLOR="1", FORCE_COLOR="1").output
    painted = run(folder, FORCE_COLOR="1").stdout
    assert "\x1b[31m! was due 2026-12-11\x1b[0m" in painted
    assert "\x1b" not in run(folder, "--format", "csv", FORCE_COLOR="1").output


def test_a_broken_file_hides_nothing_else_and_gives_1(folder: Path) -> None:
    whole = run(folder)
    (folder / "plan/broken.yaml").write_text("features:\n  - id: FEAT-009\n    title: 'x\n")
    result = run(folder)
    assert (result.exit_code, result.stdout) == (1, whole.stdout)
    assert "plan/broken.yaml" in result.stderr


def test_the_language_changes_words_and_not_json(folder: Path) -> None:
    assert "进行中" in run(folder, "--lang", "zh-CN").stdout
    english = run(folder, "--format", "json").stdout
    assert run(folder, "--format", "json", "--lang", "zh-CN").stdout == english
