"""`pmkit check` from outside: what its options do, alone and together."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.repository import Repository
from typer.testing import CliRunner, Result

from pmkit.cli.app import application
from pmkit.cli.check_request import Request
from pmkit.cli.session import Session
from pmkit.cli.watch import INTERVAL, watch
from pmkit.output.findings import FORMATS

PROGRAM = application()
SETTINGS = "pmkit: 1\nname: CRM\nitems: [plan]\n"
PLAN = "features:\n  - id: FEAT-001\n    title: Import\n    depends_on: [FEAT-404]\n"
CLEAN = PLAN.replace("    depends_on: [FEAT-404]\n", "")
WARNED = CLEAN + "    priority: {moscow: wont}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with a workspace in a folder, and one commit with one error."""
    repository = Repository(tmp_path)
    repository.commit({"crm/pmkit.yaml": SETTINGS, "crm/plan/a.yaml": PLAN})
    return repository


@pytest.fixture
def folder(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(repository.root)
    return repository.root / "crm"


def run(folder: Path, *arguments: str, stdin: str = "", **environment: str) -> Result:
    unset = ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "TERM", "LC_ALL")
    clean: dict[str, str | None] = dict.fromkeys(unset)
    clean |= {"PMKIT_LANG": "en", "COLUMNS": "80", **environment}
    return CliRunner().invoke(PROGRAM, ["-C", str(folder), "check", *arguments], stdin, env=clean)


def write(folder: Path, text: str, name: str = "a.yaml") -> None:
    (folder / "plan" / name).write_text(text, encoding="utf-8")


# Which rules


def test_rules_are_named_by_code_topic_and_name(folder: Path) -> None:
    for name in ("LNK001", "lnk", "dangling-link"):
        assert "LNK001" in run(folder, "--select", name).stdout
        assert "LNK001" not in run(folder, "--ignore", f"{name},TRC").stdout


def test_rules_may_be_named_in_several_options(folder: Path) -> None:
    write(folder, PLAN.replace("Import", "TODO"))
    both = run(folder, "--select", "LNK", "--select", "TXT").stdout
    assert "LNK001" in both
    assert "TXT009" in both
    neither = run(folder, "--ignore", "LNK", "--ignore", "TXT").stdout
    assert "LNK001" not in neither
    assert "TXT009" not in neither


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_word_that_is_no_rule_gets_a_suggestion(folder: Path, option: str) -> None:
    result = run(folder, option, "danglin-link")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean dangling-link?" in " ".join(result.stderr.split())


def test_warnings_fail_where_that_is_asked(folder: Path) -> None:
    write(folder, WARNED)
    assert run(folder, "--select", "PRI").exit_code == 0
    assert run(folder, "--select", "PRI", "--strict").exit_code == 1


# Formats and files


def test_the_help_names_every_format(folder: Path) -> None:
    words = set(run(folder, "--help").stdout.replace(",", " ").replace(".", " ").split())
    assert set(FORMATS) <= words


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_the_screen_or_to_a_file(folder: Path, name: str) -> None:
    shown = run(folder, "--format", name)
    assert (shown.exit_code, "LNK001" in shown.stdout) == (1, True)
    written = run(folder, "--format", name, "--output", "reports/check.out")
    assert (written.exit_code, written.stdout) == (1, "")
    assert "1 error" in written.stderr
    file = folder.parent / "reports" / "check.out"
    assert file.read_text(encoding="utf-8") == shown.stdout
    assert os.listdir(file.parent) == ["check.out"]
    assert run(folder, "--format", name, "--output", "-").stdout == shown.stdout


@pytest.mark.parametrize("name", ["pmkit.yaml", "docs/../plan/a.yaml"])
def test_a_report_takes_no_place_of_a_file_of_the_plan(folder: Path, name: str) -> None:
    file = folder / name
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    result = run(folder, "--output", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is a file of the plan" in result.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_a_file_that_cannot_be_written_is_called_as_it_was_named(folder: Path) -> None:
    result = run(folder, "--output", "crm")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: crm: ")


def test_annotations_of_nothing_are_nothing(folder: Path) -> None:
    write(folder, CLEAN)
    assert run(folder, "--format", "github").stdout == ""


def test_a_format_that_there_is_not(folder: Path) -> None:
    result = run(folder, "--format", "sarf")
    assert result.exit_code == 2
    assert "did you mean sarif?" in result.stderr


def test_a_file_has_no_colours(folder: Path) -> None:
    assert "\x1b[" in run(folder, FORCE_COLOR="1").stdout
    run(folder, "--output", "out.txt", FORCE_COLOR="1")
    assert "\x1b" not in (folder.parent / "out.txt").read_text(encoding="utf-8")


def test_a_device_is_written_to_and_not_replaced(folder: Path) -> None:
    run(folder, "--output", os.devnull)
    assert not Path(os.devnull).is_file()


def test_in_an_action_there_are_annotations_too(folder: Path) -> None:
    both = run(folder, GITHUB_ACTIONS="true").stdout
    assert both.startswith(run(folder).stdout)
    assert "\n::error title=" in both
    assert "file=crm/plan/a.yaml" in both
    for arguments in (("--format", "text"), ("--output", "-")):
        assert "::error" not in run(folder, *arguments, GITHUB_ACTIONS="true").stdout


def test_quiet_prints_findings_only(folder: Path) -> None:
    assert "LNK001" in run(folder, "-q").stdout
    write(folder, CLEAN)
    result = run(folder, "-q", "--select", "LNK")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_statistics_count_instead_of_listing(folder: Path) -> None:
    result = run(folder, "--statistics", "--select", "LNK")
    assert result.exit_code == 1
    assert "dangling-link" in result.stdout
    assert "a.yaml:4" not in result.stdout
    write(folder, CLEAN)
    assert run(folder, "--statistics", "--select", "LNK").stdout.count("\n") == 1


def test_a_profile_names_every_rule_and_the_total(folder: Path) -> None:
    result = run(folder, "--profile", "--select", "LNK")
    assert "LNK001" in result.stdout
    rows = result.stderr.split("\n")
    assert any("LNK001  dangling-link" in row and row.endswith("1") for row in rows)
    assert any("reading the files" in row for row in rows)
    assert any("100.0%" in row and "total" in row for row in rows)


# What was there before


def test_only_new_findings_fail(folder: Path) -> None:
    assert run(folder, "--base", "HEAD").exit_code == 0
    assert "1 known before" in run(folder, "--base", "HEAD", "--select", "LNK").stdout
    write(folder, PLAN.replace("FEAT-404", "FEAT-404, FEAT-405"))
    result = run(folder, "--base", "HEAD", "--select", "LNK")
    assert result.exit_code == 1
    assert "FEAT-405" in result.stdout
    assert "FEAT-404, which" not in result.stdout


def test_a_base_without_a_workspace_makes_all_findings_new(
    repository: Repository, folder: Path
) -> None:
    repository.git("checkout", "--quiet", "--orphan", "bare")
    repository.git("rm", "-r", "--quiet", "--cached", ".")
    repository.git("commit", "--quiet", "--allow-empty", "--message=Nothing")
    result = run(folder, "--base", "bare")
    assert result.exit_code == 1
    assert "bare has no workspace to compare with" in result.stderr
    assert "every finding counts as new" in result.stderr


@pytest.mark.parametrize("option", ["--base", "--since"])
@pytest.mark.parametrize("revision", ["nope", "", "--help", "HEAD~9"])
def test_a_revision_that_there_is_not(folder: Path, option: str, revision: str) -> None:
    result = run(folder, f"{option}={revision}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error: " in result.stderr


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "pmkit.yaml").write_text(SETTINGS, encoding="utf-8")
    result = run(tmp_path, "--base", "HEAD")
    assert result.exit_code == 2
    assert "is in no git repository" in result.stderr


def test_a_report_is_a_baseline(folder: Path) -> None:
    report = run(folder, "--format", "json", "--output", "known.json")
    assert report.exit_code == 1
    result = run(folder, "--baseline", "known.json")
    assert result.exit_code == 0
    known = (folder.parent / "known.json").read_text(encoding="utf-8")
    assert run(folder, "--baseline", "-", stdin=known).exit_code == 0
    write(folder, PLAN.replace("FEAT-001", "FEAT-002"))
    assert run(folder, "--baseline", "known.json").exit_code == 1


def test_a_file_that_is_no_baseline(folder: Path) -> None:
    assert run(folder, "--baseline", "none.json").exit_code == 2
    for text in ("", "[]", "\xff"):
        (folder.parent / "bad.json").write_text(text, encoding="latin-1")
        result = run(folder, "--baseline", "bad.json")
        assert result.exit_code == 2
        assert "bad.json is no report of a check" in result.stderr
        assert "pmkit check --format json --output bad.json" in result.stderr


def test_since_speaks_of_what_has_changed(folder: Path) -> None:
    more = PLAN + "  - {id: FEAT-002, title: b, depends_on: [FEAT-405]}\n"
    write(folder, more)
    result = run(folder, "--since", "HEAD", "--select", "LNK", "--format", "json")
    document = json.loads(result.stdout)
    assert [one["item"] for one in document["findings"]] == ["FEAT-002"]
    assert document["summary"]["items"] == 1
    assert "1 of 2 items changed since HEAD" in result.stderr
    both = run(folder, "--since", "HEAD", "--base", "HEAD", "--select", "LNK")
    assert both.exit_code == 1


# Fixes

UNUSED = CLEAN.replace("Import", "Import  # pmkit: ignore[LNK001] later")


def test_fixes_are_written(folder: Path) -> None:
    write(folder, UNUSED)
    result = run(folder, "--fix", "--select", "LNK,SUP")
    assert result.exit_code == 0, result.output
    assert "fixed 1 finding in 1 file" in result.stderr
    assert (folder / "plan" / "a.yaml").read_text(encoding="utf-8") == CLEAN


@pytest.mark.parametrize("fix", [[], ["--fix"], ["--unsafe-fixes"]])
def test_a_diff_writes_nothing(folder: Path, fix: list[str]) -> None:
    write(folder, UNUSED)
    result = run(folder, *fix, "--diff", "--select", "LNK,SUP")
    assert result.exit_code == 1
    assert "-    title: Import  # pmkit: ignore[LNK001] later" in result.stdout
    assert "would fix 1 finding" in result.stderr
    assert (folder / "plan" / "a.yaml").read_text(encoding="utf-8") == UNUSED
    write(folder, CLEAN)
    assert run(folder, "--diff", "--select", "LNK,SUP").exit_code == 0


# Contradictions

CONTRADICTIONS = [
    ["--watch", "--output", "x"],
    ["--watch", "--fix"],
    ["--watch", "--profile"],
    ["--fix", "--base", "HEAD"],
    ["--fix", "--baseline", "x.json"],
    ["--diff", "--since", "HEAD"],
    ["--diff", "--format", "json"],
    ["--diff", "--output", "x"],
    ["--fix", "--profile"],
    ["--base", "HEAD", "--baseline", "x.json"],
    ["--statistics", "--format", "json"],
    ["--output", ""],
]


@pytest.mark.parametrize("arguments", CONTRADICTIONS, ids=" ".join)
def test_options_that_contradict_each_other(folder: Path, arguments: list[str]) -> None:
    result = run(folder, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert arguments[0] in result.stderr
    assert not (folder.parent / "x").exists()


# Watching


class Hand:
    """Somebody who saves files while pmkit waits, and goes home in the end."""

    def __init__(self, *steps: str | None) -> None:
        self.steps = list(steps)
        self.folder = Path()

    def __call__(self, seconds: float) -> None:
        if seconds < INTERVAL:
            return
        if not self.steps:
            raise KeyboardInterrupt
        step = self.steps.pop(0)
        if step is None:
            (self.folder / "pmkit.yaml").unlink(missing_ok=True)
        elif step.startswith("pmkit"):
            (self.folder / "pmkit.yaml").write_text(step, encoding="utf-8")
        elif step:
            write(self.folder, step)


def watched(folder: Path, capsys: pytest.CaptureFixture[str], *steps: str | None) -> list[str]:
    """What was printed after each save: the codes of findings, or what kept the check."""
    hand = Hand(*steps)
    hand.folder = folder
    with pytest.raises(KeyboardInterrupt):
        watch(Session(folder, "en"), Request(("LNK",), format="concise"), hand)
    shown = capsys.readouterr()
    return [line for line in (shown.out + shown.err).split("\n") if line]


def test_every_save_is_checked_and_nothing_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = watched(folder, capsys, "", CLEAN, "", "", PLAN + "# saved again\n")
    assert [line.rpartition(": ")[2] for line in lines if " in 1 file" in line] == [
        *("1 error", "no findings", "1 error")
    ]
    assert sum("checked at" in line for line in lines) == 3


def test_settings_that_cannot_be_read_for_a_moment_are_waited_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = watched(folder, capsys, "pmkit: [", None, SETTINGS, CLEAN)
    assert sum("pmkit.yaml:1:" in line for line in lines) == 1
    assert sum("pmkit.yaml is gone" in line for line in lines) == 1
    assert sum("checked at" in line for line in lines) == 3


def test_it_ends_when_it_is_interrupted(folder: Path) -> None:
    command = [sys.executable, "-m", "pmkit", "-C", str(folder), "check", "--watch"]
    environment = {**os.environ, "PMKIT_LANG": "en"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stderr is not None
        assert "checked at" in next(line for line in process.stderr if "checked" in line)
        process.send_signal(signal.SIGINT)
        rest, complaint = process.communicate()
    assert process.returncode == 130
    assert "LNK001" in rest
    assert "\x1b" not in rest
    assert "Traceback" not in complaint
