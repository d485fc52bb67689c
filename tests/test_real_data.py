"""Real plans: Kubernetes' enhancements, as they are and with forty faults, and eleven backlogs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pmkit.check.run import Report, run
from pmkit.cli.app import application
from pmkit.model.diagnostic import Diagnostic, Severity
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree, WorkTree

DATA = Path(__file__).parents[2] / "shared" / "data"
KUBERNETES, BACKLOGS = DATA / "kubernetes", DATA / "backlogs"
PROGRAM = application()
API = "plan/features/sig-api-machinery.yaml"
Place = tuple[str, int, int, str]


@pytest.fixture
def kubernetes() -> Path:
    """The folder of Kubernetes' enhancements."""
    if not KUBERNETES.is_dir():
        pytest.skip(f"the real plan is not here: {KUBERNETES}")
    return KUBERNETES


def place(one: Diagnostic) -> Place:
    return one.location.path, one.location.line, one.location.column, one.code


def weighty(report: Report) -> list[Diagnostic]:
    """The errors and warnings. That a plan of others is not in the form of `pmkit fmt` is none."""
    return [one for one in report.diagnostics if one.severity is not Severity.INFO]


def printed(folder: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(
        PROGRAM, ["-C", str(folder), *arguments], env={"PMKIT_LANG": "en", "NO_COLOR": "1"}
    )
    return result.exit_code, result.stdout


def original_fault(text: str) -> tuple[int, int]:
    """Line and column of the value that the enhancement template left behind."""
    written = "provisional|implementable|implemented|deferred|rejected|withdrawn|replaced"
    before = text[: text.index(written)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_the_one_fault_that_was_there_is_found(kubernetes: Path) -> None:
    report = run(load(WorkTree(kubernetes)))
    (only,) = weighty(report)
    line, column = original_fault((kubernetes / API).read_text(encoding="utf-8"))
    assert place(only) == (API, line, column, "SYN057")
    assert only.severity is Severity.ERROR
    assert only.item == "KEP-5000"
    assert only.hint.startswith("the value still lists alternatives")
    assert (report.items, report.files) == (331, 21)


def test_the_commands_give_the_rest_of_it(kubernetes: Path) -> None:
    code, text = printed(kubernetes, "list", "feature", "--format", "ids")
    assert (code, len(text.split())) == (1, 302)
    code, text = printed(kubernetes, "list", "--format", "json")
    assert (code, len(json.loads(text))) == (1, 331)
    code, text = printed(kubernetes, "rank", "--format", "json")
    ranking = json.loads(text)
    assert code == 1
    assert ranking["items"] == []
    open_ = "not (status == done or status == released or status == rejected or status == dropped)"
    _, ids = printed(kubernetes, "list", "feature", "--where", open_, "--format", "ids")
    assert sorted(one["id"] for one in ranking["missing"]) == sorted(ids.split())
    assert printed(kubernetes, "check", "--format", "concise")[0] == 1


@dataclass(frozen=True)
class Fault:
    """An edit of one item: after its id, the first ``old`` becomes ``new``.

    The finding begins where ``new`` has its ``@``; ``more`` are edits that the fault needs
    elsewhere, without a finding of their own.
    """

    code: str
    item: str
    old: str
    new: str
    more: tuple[tuple[str, str, str], ...] = ()


def after(lines: str) -> tuple[str, str]:
    """The edit that adds lines to an item."""
    return "    status:", f"{lines}    status:"


FAULTS = [
    # keys
    Fault("SYN032", "KEP-1020", "    maturity:", "    @maturty:"),
    Fault("SYN032", "KEP-1440", "    owner:", "    @assignee:"),
    Fault("SYN002", "KEP-1802", "    created:", "    @status: draft\n    created:"),
    Fault("SYN017", "KEP-2380", "    status: draft", "    status@： draft"),
    Fault("SYN031", "", "features:\n  - id: KEP-4322", "@faetures:\n  - id: KEP-4322"),
    # ids
    Fault("IDS001", "KEP-2214", "KEP-2214", "@KEP2214"),
    Fault("IDS002", "KEP-706", "KEP-706", "@KEP-592x", (("KEP-592", "KEP-592", "KEP-592X"),)),
    Fault("IDS002", "KEP-5008", "KEP-5008", "@KEP-740"),
    Fault("IDS003", "KEP-2804", "KEP-2804", "@REL-2804"),
    Fault("IDS004", "KEP-3850", "KEP-3850", "@KEEP-3850"),
    Fault("IDS005", "KEP-3998", *after("    aliases: [@KEP-3140]\n")),
    # values
    Fault("SYN034", "KEP-740", "    title: 'Support external", "    value: 'Support external"),
    Fault("SYN033", "KEP-1314", "title: 'Extended NodeRestrictions for Pods'", "title: @[a, b]"),
    Fault("SYN057", "KEP-2718", "status: dropped", "status: @relased"),
    Fault("SYN057", "KEP-2784", "maturity: general", "maturity: @alpha|beta|general"),
    Fault("SYN054", "KEP-3130", "2022-01-12", "@2022/1/12"),
    Fault("SYN054", "KEP-3766", "2023-01-20", "@2023-02-29"),
    Fault("SYN059", "KEP-3926", "owner: 'sig-auth'", "owner: @null"),
    Fault("SYN051", "KEP-116", *after("    order: @1,000\n")),
    Fault("SYN053", "KEP-1122", *after("    progress: @80\n")),
    Fault("SYN055", "KEP-2258", *after("    estimate: @5m\n")),
    Fault("SYN058", "KEP-2578", *after("    estimate: {low: @9d, likely: 5d, high: 20d}\n")),
    Fault("SYN052", "KEP-2802", *after("    data: [{name: id, required: @yes}]\n")),
    Fault("SYN056", "REL-1-12", "version:", "budget: [{category: a, planned: @12k}]\n    version:"),
    # links
    Fault("LNK001", "KEP-4802", "REL-1-34", "@REL-1-99"),
    Fault("LNK001", "KEP-2384", "[KEP-2386]", "[KEP-2386, @KEP-99999]"),
    Fault("LNK002", "KEP-5100", "release: REL-1-34", "release: @KEP-1122"),
    Fault("LNK003", "KEP-4326", *after("    relates_to: [@KEP-4326]\n")),
    Fault(
        "LNK004",
        "KEP-4578",
        *after("    parent: @KEP-5966\n"),
        more=(("KEP-5966", *after("    parent: KEP-4578\n")),),
    ),
    Fault("LNK006", "KEP-2386", "[KEP-2384]", "[KEP-2384, @KEP-2384]"),
    # YAML
    Fault("SYN006", "KEP-2382", "    maturity: alpha", "@\tmaturity: alpha"),
    Fault("SYN001", "KEP-2590", "'Kubectl Subresource Support'", "@'Kubectl Subresource Support"),
    Fault("SYN015", "KEP-2906", "'Kustomize Function Catalog'", "Fix @#2906"),
    Fault("SYN016", "KEP-3104", "tags: [sig-auth,", "tags: [up to 1@,000 rows,"),
    Fault("SYN003", "KEP-3638", "owner: 'sig-cli'", "owner: @&cli sig-cli"),
    Fault("SYN003", "KEP-4292", "owner: 'sig-cli'", "owner: @*cli"),
    Fault("SYN004", "KEP-4706", "owner: 'sig-cli'", "owner: @!sig cli"),
    Fault("SYN005", "KEP-2206", *after("    @<<: {owner: cli}\n")),
    Fault(
        "SYN007",
        "KEP-1326",
        "    status: draft\n",
        "@<<<<<<< HEAD\n    status: draft\n=======\n    status: approved\n>>>>>>> theirs\n",
    ),
    Fault("SYN012", "KEP-2360", "owner: 'sig-apps'", "owner: sig@\x07-apps"),
]


@dataclass
class Plan:
    """Files that faults are planted in; marks stay in the text until all of them are there."""

    files: dict[str, str]

    def file_of(self, item: str, old: str) -> tuple[str, int]:
        """The file that an item is in, and where it begins."""
        wanted = f"  - id: {item}\n" if item else old
        for path, text in self.files.items():
            if wanted in text:
                return path, text.index(wanted)
        raise LookupError(item)

    def edit(self, item: str, old: str, new: str) -> str:
        path, start = self.file_of(item, old)
        text = self.files[path]
        begin = text.index(old, start)
        self.files[path] = text[:begin] + new + text[begin + len(old) :]
        return path

    def places(self, codes: list[str]) -> set[Place]:
        """Where the marks stand, which are taken out."""
        found: set[Place] = set()
        for path, text in self.files.items():
            for number, code in enumerate(codes):
                mark = chr(0xE000 + number)
                if mark in text:
                    before = "".join(one for one in text[: text.index(mark)] if one < "\ue000")
                    column = len(before) - before.rfind("\n")
                    found.add((path, before.count("\n") + 1, column, code))
            self.files[path] = "".join(one for one in text if not "\ue000" <= one <= "\uf8ff")
        return found


def read_files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*.yaml"))
    }


def planted(root: Path, faults: list[Fault]) -> tuple[Report, set[Place]]:
    """The check of a plan with faults in it, and where they are."""
    plan = Plan(read_files(root))
    line, column = original_fault(plan.files[API])
    for number, fault in enumerate(faults):
        mark = chr(0xE000 + number)
        new = fault.new.replace("@", mark, 1)
        if "@" not in fault.new:  # what is missing is said of the id
            plan.edit(fault.item, fault.item, mark + fault.item)
            plan.edit(mark + fault.item, fault.old, new)
        else:
            plan.edit(fault.item, fault.old, new)
        for more in fault.more:
            plan.edit(*more)
    expected = plan.places([fault.code for fault in faults]) | {(API, line, column, "SYN057")}
    return run(load(MemoryTree(plan.files))), expected


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=lambda n: f"{FAULTS[n].code}-{n}")
def test_each_planted_fault_is_found_alone(kubernetes: Path, number: int) -> None:
    report, expected = planted(kubernetes, [FAULTS[number]])
    assert {place(one) for one in weighty(report)} == expected
    assert len(weighty(report)) == 2


def test_forty_planted_faults_are_found_and_nothing_else(kubernetes: Path) -> None:
    assert len(FAULTS) == 40
    report, expected = planted(kubernetes, FAULTS)
    assert len(expected) == 41
    assert sorted(place(one) for one in weighty(report)) == sorted(expected)


def backlogs() -> list[Path]:
    return sorted(BACKLOGS.glob("*.yaml")) if BACKLOGS.is_dir() else []


def backlog(path: Path) -> Report:
    settings = f"pmkit: 1\nname: {path.stem}\n"
    files = {MARKER: settings, path.name: path.read_text(encoding="utf-8")}
    return run(load(MemoryTree(files)))


def test_every_story_of_the_backlogs_is_read() -> None:
    if not backlogs():
        pytest.skip(f"the backlogs are not here: {BACKLOGS}")
    assert sum(backlog(path).items for path in backlogs()) == 852


@pytest.mark.parametrize("path", backlogs() or [None], ids=lambda path: path.stem if path else "-")
def test_malformed_stories_are_reported_one_by_one(path: Path | None) -> None:
    if path is None:
        pytest.skip(f"the backlogs are not here: {BACKLOGS}")
    expected: set[tuple[str, str]] = set()
    item = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.strip().removeprefix("- ").partition(":")
        item = value.strip() if key == "id" else item
        if key in ("as_a", "i_want") and value.strip() in ("", "''", '""'):
            expected.add((item, key))
    errors = [one for one in backlog(path).diagnostics if one.severity is Severity.ERROR]
    assert {(one.item, str(one.values.get("missing"))) for one in errors} == expected
    assert {one.code for one in errors} <= {"SYN034"}
    assert len(errors) == len(expected)
