"""Plans that cannot come true: check says why, and roadmaps and documents end well all the same."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from tests.intact import faults_of
from tests.marked import files_of, marks_of
from typer.testing import CliRunner

from pmkit.check.run import run
from pmkit.cli.app import application
from pmkit.model.text import cell_width
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

PROGRAM = application()
FORMATS = ["gantt", "table", "json", "csv", "md", "mermaid", "svg"]
DOCUMENTS = ["prd", "feature-list", "roadmap"]
SETTINGS = "pmkit: 1\nname: Bad\nschedule: {as_of: 2026-12-15}\n"
LONG, CHINESE = "x" * 10_000, "很长的标题" * 2_000
SECONDS = 20

PLANS = {
    "a circle": """
teams: [{id: TEAM-001, title: App, size: 2}]
features:
  - id: FEAT-001
    title: Search
    estimate: 5d
    depends_on: [FEAT-003]  # !! LNK004
  - {id: FEAT-002, title: Filter, estimate: 3d, depends_on: [FEAT-001]}
  - {id: FEAT-003, title: Sort, estimate: 2d, depends_on: [FEAT-002]}
  - {id: FEAT-004, title: Export, estimate: 2d, depends_on: [FEAT-003]}
  - {id: FEAT-005, title: Print, estimate: 2d, team: TEAM-001}
  - {id: FEAT-006, title: Undo, estimate: 2d, depends_on: [FEAT-006]}  # !! LNK003
""",
    "teams of nobody": """
teams:
  - {id: TEAM-001, title: Ghosts}  # !! SCH061
  - {id: TEAM-002, title: Zero, size: 0}  # !! SCH061
  - {id: TEAM-003, title: Gone, members: [{name: Li, end: 2026-11-30}]}  # !! SCH061
features:
  - {id: FEAT-001, title: Search, estimate: 5d, team: TEAM-001}
  - {id: FEAT-002, title: Filter, estimate: 5d, team: TEAM-002}
  - {id: FEAT-003, title: Sort, estimate: 5d, team: TEAM-003}
  - {id: FEAT-004, title: Export, estimate: 5d, team: TEAM-009}  # !! LNK001
""",
    "estimates of nothing and of less": """
features:
  - {id: FEAT-001, title: Search, estimate: 0d}  # !! SCH041
  - {id: FEAT-002, title: Filter, estimate: -3d}  # !! SYN055
  - {id: FEAT-003, title: Sort, estimate: {low: -2d, likely: 0d, high: 3d}}  # !! SYN055
  - {id: FEAT-004, title: Export, estimate: 99999999d}
  - {id: FEAT-005, title: Print, estimate: 2d, depends_on: [FEAT-001]}
  - {id: FEAT-006, title: Plot, estimate: 2d, depends_on: [FEAT-004]}
""",
    "more people than there are": """
teams: [{id: TEAM-001, title: App, size: 2}]
features:
  - {id: FEAT-001, title: Search, estimate: 5d, needs: {TEAM-001: 5}}  # !! SCH062
  - {id: FEAT-002, title: Filter, estimate: 5d, needs: {TEAM-001: 0}}  # !! SCH063
  - {id: FEAT-003, title: Sort, estimate: 5d, needs: {TEAM-001: -1}}  # !! SCH063
""",
    "leave until the project is over": """
teams:
  - id: TEAM-001
    title: App
    members: [{name: Li, leave: [{start: 2026-12-01, end: 2027-12-31}]}]  # !! SCH061
  - id: TEAM-002
    title: Web
    members: [{name: Wu, leave: [{start: 2026-12-01, end: 2126-12-31}]}]  # !! SCH061 SCH004
releases: [{id: REL-001, title: Spring, start: 2026-12-15, end: 2027-03-26}]
features:
  - {id: FEAT-001, title: Search, estimate: 5d, team: TEAM-001, release: REL-001}
  - {id: FEAT-002, title: Filter, estimate: 5d, team: TEAM-002, release: REL-001}
""",
    "calendars without a working day": """
calendars:
  - {id: CAL-001, title: Never, weekdays: []}  # !! SCH071
  - id: CAL-002
    title: Closed
    days_off: [{start: 2026-12-01, end: 2055-12-31}]  # !! SCH071
teams:
  - {id: TEAM-001, title: App, size: 2, calendar: CAL-001}
  - {id: TEAM-002, title: Web, size: 2, calendar: CAL-002}
features:
  - {id: FEAT-001, title: Search, estimate: 5d, team: TEAM-001}
  - {id: FEAT-002, title: Filter, estimate: 5d, team: TEAM-002}
""",
    "days that are decades apart": """
releases:
  - {id: REL-001, title: Now, start: 2026-12-01, end: 2026-12-31}
  - {id: REL-002, title: Then, start: 2056-01-01, end: 2056-12-31}
  - id: REL-003
    title: Ever
    start: 0001-01-01  # !! SCH004
    end: 9999-12-31  # !! SCH004
features:
  - {id: FEAT-001, title: Search, estimate: 5d, release: REL-001}
  - {id: FEAT-002, title: Filter, estimate: 5d, release: REL-002}
  - {id: FEAT-003, title: Sort, estimate: 5d, not_before: 2090-01-01}  # !! SCH004
  - {id: FEAT-004, title: Export, status: done, started: 1996-01-01, finished: 1996-02-01}
milestones:
  - {id: MS-001, title: Gone, date: 0001-01-01}  # !! SCH004
  - {id: MS-002, title: End, date: 9999-12-31}  # !! SCH004
""",
    "titles of ten thousand characters": f"""
releases: [{{id: REL-001, title: {LONG}, start: 2026-12-01, end: 2026-12-31}}]  # !! TXT001
teams: [{{id: TEAM-001, title: {LONG}, size: 2}}]  # !! TXT001
features:
  - {{id: FEAT-001, title: {LONG}, estimate: 5d, team: TEAM-001, release: REL-001}}  # !! TXT001
  - {{id: FEAT-002, title: {CHINESE}, estimate: 5d, depends_on: [FEAT-001]}}  # !! TXT001
  - {{id: FEAT-003, title: {"word " * 2_000}, estimate: 5d}}  # !! TXT001
milestones: [{{id: MS-001, title: {CHINESE}, date: 2026-12-24}}]  # !! TXT001
""",
    "Markdown that would break out": """
features:
  - id: FEAT-001
    title: "# Title | <b>bold</b> [x](javascript:alert(1)) `code"
    description: |
      # A chapter of its own

      | a | b |
      | --- | --- |
      | 1 | 2 | 3 |

      <script>alert(1)</script> <img src=x onerror=alert(1)>

      [click](javascript:alert(2)) and ![see](data:text/html,x) <javascript:alert(3)> [d]

      [d]: javascript:alert(4)

      ````
      a fence that nobody closes
    rules: ["| a | b |", "<details open>", "1. # b", "```"]
    preconditions: ["> quoted", "---"]
    acceptance: ["# c", "</td></tr></table>", "[e]: javascript:alert(5)"]
    interaction: |
      Title
      =====

      - [ ] <input type=text onfocus=alert(6)>
    notes: "***\\n---\\n==="
    estimate: 5d
""",
    "days and people that contradict each other": """
teams:
  - {id: TEAM-001, title: App, members: [{name: Li, start: 2027-03-01, end: 2027-01-01}]}
releases:
  - {id: REL-001, title: Back, start: 2027-05-01, freeze: 2026-01-01, end: 2027-01-01}
phases:
  - {id: PH-001, title: Front, release: REL-001, start: 2027-06-01, end: 2027-01-01}
milestones:
  - {id: MS-001, title: First, depends_on: [MS-002]}
  - {id: MS-002, title: Second, depends_on: [MS-001]}
  - {id: MS-003, title: Third, date: 2026-12-24, depends_on: [{item: FEAT-004, lag: -90000d}]}
features:
  - {id: FEAT-001, title: Whole, parent: FEAT-002, estimate: 4d, release: REL-001}
  - {id: FEAT-002, title: Part, parent: FEAT-001, estimate: 4d, started: 2030-01-01}
  - {id: FEAT-003, title: Late, estimate: 2d, not_before: 2028-01-01, due: 2027-01-01}
  - id: FEAT-004
    title: Tied
    estimate: {low: 1d, likely: 2d, high: 3d}
    progress: 300%
    remaining: 9d
    depends_on:
      - {item: FEAT-003, type: SF, lag: 99999999d}
      - {item: FEAT-005, type: FF, lag: -99999999cd}
  - {id: FEAT-005, title: Done, status: done, started: 2027-02-01, finished: 2027-01-01}
  - {id: FEAT-006, title: Held, status: on_hold, estimate: 2d, depends_on: [FEAT-006]}
""",
}
UNREADABLE = ("estimates of nothing and of less",)
"""Plans of which something could not be read, so that commands leave with 1."""
CONTRADICTIONS = "days and people that contradict each other"


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """An endless loop becomes an error after so many seconds, where the system has alarms."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"it took more than {seconds} s")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def files(name: str) -> dict[str, str]:
    return files_of(PLANS[name].lstrip("\n")) | {MARKER: SETTINGS}


def printed(folder: Path, *arguments: str) -> tuple[int, str]:
    environment = {"PMKIT_LANG": "en", "NO_COLOR": "1", "COLUMNS": "80"}
    with within(SECONDS):
        result = CliRunner().invoke(PROGRAM, ["-C", str(folder), *arguments], env=environment)
    return result.exit_code, result.stdout


@pytest.fixture(params=PLANS, ids=lambda name: name.replace(" ", "-"))
def name(request: pytest.FixtureRequest) -> str:
    """Each of the plans in turn."""
    found: str = request.param
    return found


def on_disk(folder: Path, name: str) -> Path:
    for path, text in files(name).items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", [name for name in PLANS if name != CONTRADICTIONS])
def test_check_says_what_is_wrong_and_where(name: str) -> None:
    with within(SECONDS):
        report = run(load(MemoryTree(files(name))), ignore=["FMT"])
    found = {(one.location.path, one.location.line, one.code) for one in report.diagnostics}
    assert found == marks_of(files(name))
    for one in report.diagnostics:
        line = files(name)[one.location.path].split("\n")[one.location.line - 1]
        assert 0 < one.location.column <= len(line)


def test_check_finds_many_contradictions_at_once() -> None:
    with within(SECONDS):
        codes = {one.code for one in run(load(MemoryTree(files(CONTRADICTIONS)))).diagnostics}
    assert codes >= {"LNK004", "LNK003", "SCH001", "SCH002", "SCH003", "SCH013", "SCH031"}


def test_a_roadmap_ends_well_in_every_format(name: str, tmp_path: Path) -> None:
    folder = on_disk(tmp_path, name)
    for format in FORMATS:
        code, text = printed(folder, "roadmap", "--format", format)
        assert code == (1 if name in UNREADABLE else 0), format
        if format in ("gantt", "table"):
            assert max(map(cell_width, text.split("\n"))) <= 80


def test_documents_are_intact(name: str, tmp_path: Path) -> None:
    folder = on_disk(tmp_path, name)
    assert printed(folder, "build", *DOCUMENTS)[0] == (1 if name in UNREADABLE else 0)
    for document in DOCUMENTS:
        text = (folder / "docs" / f"{document}.md").read_text(encoding="utf-8")
        assert faults_of(text) == [], document


def undated(folder: Path) -> dict[str, str]:
    """What has no dates, and why."""
    document = json.loads(printed(folder, "roadmap", "--format", "json")[1])
    return {one["id"]: one["reason"] for one in document["unscheduled"]}


def test_the_whole_circle_is_named(tmp_path: Path) -> None:
    folder = on_disk(tmp_path, "a circle")
    circle = "FEAT-001 → FEAT-003 → FEAT-002 → FEAT-001"
    assert f"depends_on goes in a circle: {circle}" in printed(folder, "check")[1]
    reasons = undated(folder)
    assert reasons["FEAT-001"] == f"waits for itself: {circle}"
    assert reasons["FEAT-004"] == "waits for FEAT-003, which has no dates"
    assert reasons["FEAT-006"] == "waits for itself: FEAT-006 → FEAT-006"
    assert reasons.keys() == {"FEAT-001", "FEAT-002", "FEAT-003", "FEAT-004", "FEAT-006"}
    assert all(one in reasons["FEAT-002"] for one in circle.split(" → "))


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        (
            "teams of nobody",
            {
                "FEAT-001": "TEAM-001 has nobody",
                "FEAT-002": "TEAM-002 has nobody",
                "FEAT-003": "TEAM-003 has nobody",
            },
        ),
        (
            "estimates of nothing and of less",
            {
                "FEAT-001": "its estimate is 0",
                "FEAT-002": "no estimate",
                "FEAT-003": "no estimate",
                "FEAT-004": "does not fit before 2087",
                "FEAT-006": "waits for FEAT-004, which has no dates",
            },
        ),
        ("more people than there are", {}),
        ("titles of ten thousand characters", {}),
    ],
)
def test_what_has_no_dates_is_told_with_the_reason(
    name: str, reasons: dict[str, str], tmp_path: Path
) -> None:
    assert undated(on_disk(tmp_path, name)) == reasons


def test_work_of_people_on_leave_is_told_to_be_late(tmp_path: Path) -> None:
    folder = on_disk(tmp_path, "leave until the project is over")
    _, text = printed(folder, "roadmap")
    flat = re.sub(r"\s+", " ", text)
    assert "FEAT-001 Search: finishes 2028-01-07, 205 working days after the end of REL-001" in flat
    assert "REL-001 Spring: TEAM-001 App has 0 person-days for work of 5" in flat
    reason = "TEAM-002 never works: its calendar or leave is in the way"
    assert undated(folder) == {"FEAT-002": reason}


def test_an_estimate_is_not_asked_for_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(
        "teams: [{id: TEAM-001, title: Ghosts}]\n"
        "features: [{id: FEAT-001, title: Search, estimate: 5d, team: TEAM-001}]\n",
        encoding="utf-8",
    )
    asked = "give work an estimate"
    result = CliRunner().invoke(PROGRAM, ["-C", str(tmp_path), "--lang", "en", "roadmap"])
    assert asked not in result.stderr
    assert "FEAT-001 Search: TEAM-001 has nobody" in result.stdout
    plan = (tmp_path / "plan.yaml").read_text(encoding="utf-8").replace("estimate: 5d, ", "")
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    result = CliRunner().invoke(PROGRAM, ["-C", str(tmp_path), "--lang", "en", "roadmap"])
    assert asked in result.stderr


def test_long_titles_are_cut_in_charts_and_whole_in_data(tmp_path: Path) -> None:
    folder = on_disk(tmp_path, "titles of ten thousand characters")
    for format, most in (("gantt", 4_000), ("table", 4_000), ("mermaid", 2_000), ("svg", 40_000)):
        assert len(printed(folder, "roadmap", "--format", format)[1]) < most
    for format in ("json", "csv", "md"):
        text = printed(folder, "roadmap", "--format", format)[1]
        assert LONG in text
        assert CHINESE in text


def test_sentences_do_not_repeat_long_titles(tmp_path: Path) -> None:
    folder = on_disk(tmp_path, "titles of ten thousand characters")
    printed(folder, "build", "roadmap")
    text = (folder / "docs" / "roadmap.md").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and line[0] not in "|#"]
    assert max(map(len, lines)) < 1_000
    assert " ends on 21 December 2026, in time." in text


def test_markdown_of_fields_keeps_its_words_and_loses_its_teeth(tmp_path: Path) -> None:
    folder = on_disk(tmp_path, "Markdown that would break out")
    printed(folder, "build", *DOCUMENTS)
    text = (folder / "docs" / "prd.md").read_text(encoding="utf-8")
    for words in ("A chapter of its own", "click", "a fence that nobody closes", "bold", "quoted"):
        assert words in text
    assert not re.search(r"^#+ A chapter", text, re.M)
    assert re.search(r"^## .*Feature details$", text, re.M)
