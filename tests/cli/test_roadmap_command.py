"""`pmkit roadmap` from outside: the day, what is shown, files, and exit codes."""

from __future__ import annotations

import json
import os
import stat
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pmkit.cli.app import application
from pmkit.model.text import cell_width

PROGRAM = application()
SETTINGS = (
    "pmkit: 1\nname: Bakery\nitems: [plan]\nschedule: {start: 2027-01-04, as_of: 2027-01-04}\n"
)
PLAN = """\
releases:
  - {id: REL-001, title: Opening day, end: 2027-01-29}
  - {id: REL-002, title: Summer menu}
teams:
  - {id: TEAM-001, title: Bakers, size: 1}
  - {id: TEAM-002, title: Builders, size: 1}
features:
  - {id: FEAT-001, title: Oven, release: REL-001, team: TEAM-002, estimate: 10d}
  - id: FEAT-002
    title: Sourdough
    release: REL-001
    team: TEAM-001
    estimate: 5d
    depends_on: [FEAT-001]
  - {id: FEAT-003, title: Ice cream, release: REL-002, team: TEAM-001, estimate: 5d}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    root = tmp_path / "bakery"
    (root / "plan").mkdir(parents=True)
    (root / "pmkit.yaml").write_text(SETTINGS, encoding="utf-8")
    (root / "plan/plan.yaml").write_text(PLAN, encoding="utf-8")
    return root


def run(folder: Path, *arguments: str, code: int = 0, **environment: str) -> Result:
    unset = ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "TERM", "LC_ALL", "LC_CTYPE", "LANG")
    clean: dict[str, str | None] = dict.fromkeys(unset)
    clean |= {"PMKIT_LANG": "en", "COLUMNS": "80", **environment}
    result = CliRunner().invoke(PROGRAM, ["-C", str(folder), *arguments], env=clean)
    assert result.exit_code == code, result.output
    return result


def as_of(folder: Path, *arguments: str) -> str:
    return str(json.loads(run(folder, *arguments, "--format", "json").stdout)["as_of"])


# The screen


def test_a_roadmap_fits_80_columns_and_says_when_things_happen(folder: Path) -> None:
    assert (
        run(folder, "roadmap").stdout
        == """\
Bakery  2027-01-04 – 2027-01-22  as of 2027-01-04

                       2027-01
                       04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22
                       ▼ today 2027-01-04
── REL-001 Opening day ┼────────────────────────────────────────────────────────
FEAT-001 Oven          ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓······
FEAT-002 Sourdough     │              ······               ······▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓
── REL-002 Summer menu ┼────────────────────────────────────────────────────────
FEAT-003 Ice cream     ░░░░░░░░░░░░░░░······               ······
── load ───────────────┼────────────────────────────────────────────────────────
TEAM-001 Bakers    67% █████████████████████               ······███████████████
TEAM-002 Builders  67% ██████████████████████████████████████████

░ to do  ▓ to do, critical  │ today  · no work  ▁-█ load  3 columns = 1 day

Releases
  REL-001 Opening day: 2027-01-04 – 2027-01-22, in time for its end on
    2027-01-29
  REL-002 Summer menu: 2027-01-04 – 2027-01-08

Good to know
  critical chain: FEAT-001 → FEAT-002
"""
    )


def test_it_takes_the_width_there_is(folder: Path) -> None:
    for columns in (20, 40, 120, 200):
        lines = run(folder, "roadmap", COLUMNS=str(columns)).stdout.split("\n")
        assert max(map(cell_width, lines)) <= columns
    assert "2027-01-15" in run(folder, "roadmap", COLUMNS="120").stdout.split("Releases")[0]


def test_colours_and_characters_are_those_that_the_terminal_takes(folder: Path) -> None:
    assert "\x1b[" in run(folder, "roadmap", FORCE_COLOR="1").stdout
    assert "\x1b[" not in run(folder, "roadmap", FORCE_COLOR="1", NO_COLOR="1").stdout
    simple = run(folder, "roadmap", TERM="dumb").stdout.partition("Releases")[0]
    assert simple.partition("\n")[2].isascii()


def test_being_late_is_no_failure_and_is_said(folder: Path) -> None:
    result = run(folder, "roadmap", "--today", "2027-02-01")
    assert "Late: 2" in result.stdout
    assert result.stderr == "pmkit roadmap --format table says why each date is what it is\n"
    other = run(folder, "roadmap", "--today", "2027-02-01", "--format", "csv")
    assert other.stderr.startswith("late: 2, more work than people: 2; pmkit roadmap says")
    quiet = run(folder, "roadmap", "-q", "--today", "2027-02-01")
    assert "Late" not in quiet.stdout
    assert quiet.stderr == ""


# The day


def test_the_day_is_today_or_that_of_the_settings_or_that_of_the_clock(folder: Path) -> None:
    assert as_of(folder, "roadmap") == "2027-01-04"
    assert as_of(folder, "roadmap", "--today", "2027-01-11") == "2027-01-11"
    assert as_of(folder, "--today", "2027-01-11", "roadmap") == "2027-01-11"
    assert as_of(folder, "--today", "2027-01-11", "roadmap", "--today=2027-01-18") == "2027-01-18"
    (folder / "pmkit.yaml").write_text("pmkit: 1\nname: Bakery\n", encoding="utf-8")
    before = date.today().isoformat()
    assert before <= as_of(folder, "roadmap") <= date.today().isoformat()


def test_the_day_moves_what_has_not_begun(folder: Path) -> None:
    def start(*arguments: str) -> str:
        items = json.loads(run(folder, "roadmap", *arguments, "--format=json").stdout)["items"]
        return next(str(item["start"]) for item in items if item["id"] == "FEAT-001")

    assert start() == "2027-01-04"
    assert start("--today", "2027-01-13") == "2027-01-13"


@pytest.mark.parametrize(
    ("day", "better"),
    [
        ("2027-02-30", "there is no day 2027-02-30: write a date such as 2026-12-01"),
        ("2027/2/3", "is not a date: write 2027-02-03"),
        ("tomorrow", "is not a date: write a date such as 2026-12-01"),
    ],
)
@pytest.mark.parametrize("command", ["roadmap", "list"])
def test_what_is_no_day_is_refused(folder: Path, command: str, day: str, better: str) -> None:
    result = run(folder, command, "--today", day, code=2)
    assert result.stdout == ""
    assert better in " ".join(result.stderr.split())


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_as_well(folder: Path, day: str) -> None:
    assert run(folder, "roadmap", "--today", day).stdout


# What is shown


def shown(folder: Path, *arguments: str) -> list[str]:
    result = run(folder, "roadmap", *arguments, "--format", "json")
    return [item["id"] for item in json.loads(result.stdout)["items"]]


def test_options_choose_what_is_shown_and_never_what_is_scheduled(folder: Path) -> None:
    everything = json.loads(run(folder, "roadmap", "--format", "json").stdout)["items"]
    assert shown(folder) == ["FEAT-003", "FEAT-001", "FEAT-002"]
    assert shown(folder, "--release", "REL-002") == ["FEAT-003"]
    assert shown(folder, "--team", "TEAM-001") == ["FEAT-003", "FEAT-002"]
    assert shown(folder, "--where", "title contains dough") == ["FEAT-002"]
    some = json.loads(run(folder, "roadmap", "--team=TEAM-001", "--format=json").stdout)["items"]
    assert some == [everything[0], everything[2]]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--release", "REL-01"],
        ["--release", "FEAT-001"],
        ["--team", "Bakers"],
        ["--where", "titel == a"],
        ["--by", "owner"],
        ["--format", "png"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_gives_2_and_prints_no_data(folder: Path, arguments: list[str]) -> None:
    result = run(folder, "roadmap", *arguments, code=2)
    assert result.stdout == ""
    assert result.stderr


def test_a_wrong_id_is_answered_with_the_right_one(folder: Path) -> None:
    assert "did you mean REL-001?" in run(folder, "roadmap", "--release=rel1", code=2).stderr


@pytest.mark.parametrize("format", ["gantt", "table", "mermaid"])
def test_nothing_selected_is_said(folder: Path, format: str) -> None:
    result = run(folder, "roadmap", "--where", "title == x", "--format", format)
    assert (result.stdout, result.stderr) == ("", "nothing is selected\n")


def test_a_plan_without_work_says_what_to_do(folder: Path) -> None:
    (folder / "plan/plan.yaml").write_text("goals: [{id: GOAL-001, title: g}]\n", encoding="utf-8")
    result = run(folder, "roadmap")
    assert result.stdout == ""
    assert "there is nothing to schedule" in result.stderr
    assert "estimate: 5d" in result.stderr
    unestimated = "features: [{id: FEAT-001, title: Oven}]\n"
    (folder / "plan/plan.yaml").write_text(unestimated, encoding="utf-8")
    result = run(folder, "roadmap")
    assert "FEAT-001 Oven: no estimate" in result.stdout
    assert "estimate: 5d" in result.stderr


def test_a_file_that_cannot_be_read_gives_1_and_the_rest_is_shown(folder: Path) -> None:
    (folder / "plan/more.yaml").write_text("features: [{id: FEAT-009\n", encoding="utf-8")
    result = run(folder, "roadmap", code=1)
    assert "FEAT-001" in result.stdout
    assert "plan/more.yaml" in result.stderr


def test_titles_are_shown_and_never_obeyed(folder: Path) -> None:
    text = PLAN.replace("title: Oven", 'title: "::error:: ##[group]x"')
    (folder / "plan/plan.yaml").write_text(text, encoding="utf-8")
    for format in ("gantt", "table", "csv", "md", "mermaid", "json"):
        out = run(folder, "roadmap", "--format", format, GITHUB_ACTIONS="true").stdout
        assert "##[" not in out, format
        assert not any(line.lstrip().startswith("::") for line in out.split("\n"))


# Files


def test_a_file_is_written_whole_and_not_replaced_unasked(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "roadmap.svg"
    arguments = ("roadmap", "--format", "svg", "--out", str(target))
    assert run(folder, *arguments).stderr == f"wrote {target}\n"
    before = target.read_bytes()
    assert before.startswith(b"<svg")
    assert run(folder, *arguments).stderr == f"unchanged {target}\n"
    later = (*arguments, "--today", "2027-01-05")
    refused = run(folder, *later, code=2)
    assert "--force replaces them" in refused.stderr
    assert target.read_bytes() == before
    assert f"wrote {target}" in run(folder, *later, "--force").stderr
    assert target.read_bytes() != before
    assert list(target.parent.iterdir()) == [target], "nothing is left beside it"
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~umask()


def umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


@pytest.mark.parametrize(
    ("format", "name"),
    [
        ("gantt", "roadmap.txt"),
        ("table", "roadmap.txt"),
        ("json", "roadmap.json"),
        ("csv", "roadmap.csv"),
        ("md", "roadmap.md"),
        ("mermaid", "roadmap.mmd"),
        ("svg", "roadmap.svg"),
    ],
)
def test_a_folder_gets_files_with_names(
    folder: Path, tmp_path: Path, format: str, name: str
) -> None:
    run(folder, "roadmap", "--format", format, "--out", f"{tmp_path}/charts/", FORCE_COLOR="1")
    (written,) = (tmp_path / "charts").iterdir()
    assert written.name == name
    text = written.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert "\x1b" not in text
    if format != "svg":
        printed = run(folder, "roadmap", "--format", format).stdout
        assert text == printed


def test_several_charts_become_several_files(folder: Path, tmp_path: Path) -> None:
    work = "".join(f"  - {{id: FEAT-{n}, title: t, estimate: 1d}}\n" for n in range(100, 170))
    (folder / "plan/plan.yaml").write_text(PLAN + work, encoding="utf-8")
    printed = run(folder, "roadmap", "--format", "mermaid")
    assert "4 charts; --out charts/ writes a file for each" in printed.stderr
    charts = tmp_path / "charts"
    charts.mkdir()
    run(folder, "roadmap", "--format", "mermaid", "--out", str(charts))
    names = ["REL-001", "REL-002", "none-1", "none-2"]
    assert sorted(path.name for path in charts.iterdir()) == [f"roadmap-{n}.mmd" for n in names]
    assert all(path.read_text("utf-8").startswith("gantt\n") for path in charts.iterdir())


# The page about JSON


def test_the_page_about_json_names_every_key(folder: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    section = page.partition("## pmkit roadmap\n")[2].partition("\n## ")[0]
    document = json.loads(run(folder, "roadmap", "--format", "json").stdout)
    example = json.loads(section.partition("```json\n")[2].partition("```")[0])
    assert list(example) == list(document)
    for name in ("items", "releases", "load"):
        assert list(example[name][0]) == list(document[name][0]), name
    assert [key for key in document if f"`{key}`" not in section] == []
