"""Every format says the same findings, whatever stands in the files, and keeps to its own rules."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.output.findings.readers import PREFIX, READERS, expected, read
from tests.test_real_data import BACKLOGS, KUBERNETES, backlogs

from pmkit.check.run import Report, run
from pmkit.i18n import translator
from pmkit.model.diagnostic import Diagnostic, Location, Severity
from pmkit.model.edit import Edit, Fix
from pmkit.model.place import Source, Span
from pmkit.output import findings
from pmkit.output.colours import Paint
from pmkit.output.reporting import Reporting
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree, Tree, WorkTree

NAMES = pytest.mark.parametrize("name", findings.FORMATS)
HOSTILE = (
    "\u202eevil\u2066 ]]> <b a='x'>&amp; 100%0A \x1b[31m ::error file=x::boom ##[error]x 😀 中文"
)
WORKSPACE: dict[str, str | bytes] = {
    MARKER: "pmkit: 1\nname: '::error::boom'\nitmes: [plan]\n",
    "plan/50%, a:b <&'\"> 中文 😀 \u202e.yaml": f"""\
features:
  - id: FEAT-001
    title: "{HOSTILE}"
    parent: "{HOSTILE}"
    "{HOSTILE}": x
    status: "{"长" * 3000}"
  - id: FEAT-001
    title: again
    statsu: done
    tags: ["::error::x\\n::warning::y", "::error::x\\n::warning::y"]
    relates_to: [FEAT-001, FEAT-404, FEAT-404]
""",
    "plan/::error\n::error file=x::boom.yaml": "features: [\n  {id: FEAT-003, parent: US-4}",
    "plan/broken.yaml": b"features:\n  - id: FEAT-009\n    title: \xff\xfe \x00\n",
    "plan/fine.yaml": "terms:\n  - {id: TERM-001, title: Lead, definition: A person}\n",
}


def checked(tree: Tree) -> tuple[Report, Reporting]:
    loaded = load(tree)
    return run(loaded), Reporting(loaded.workspace.sources, prefix=PREFIX)


def agree(name: str, tree: Tree) -> int:
    """How many findings there are; a format says them all, and nothing else."""
    report, reporting = checked(tree)
    assert read(name, report, reporting) == expected(report)
    return len(report.diagnostics)


def test_there_is_a_reader_for_every_format() -> None:
    assert sorted(READERS) == list(findings.FORMATS)


@NAMES
def test_hostile_text(name: str) -> None:
    assert agree(name, MemoryTree(WORKSPACE)) > 12


@NAMES
def test_nothing_found(name: str) -> None:
    files = {MARKER: "pmkit: 1\nname: CRM\n", "fine.yaml": WORKSPACE["plan/fine.yaml"]}
    report, reporting = checked(MemoryTree(files))
    assert not report.diagnostics
    assert read(name, report, reporting) == expected(report)


@NAMES
def test_a_real_plan(name: str) -> None:
    if not KUBERNETES.is_dir():
        pytest.skip(f"the real plan is not here: {KUBERNETES}")
    assert agree(name, WorkTree(KUBERNETES)) > 0


@NAMES
def test_real_backlogs(name: str) -> None:
    if not backlogs():
        pytest.skip(f"the backlogs are not here: {BACKLOGS}")
    files = {path.name: path.read_text(encoding="utf-8") for path in backlogs()}
    assert agree(name, MemoryTree({MARKER: "pmkit: 1\nname: backlogs\n", **files})) > 50


TEXTS = st.text(max_size=30) | st.sampled_from([HOSTILE, "\ufffe\uffff", "\ud800", "%", ",", ":"])


def finding(code: str, severity: Severity, path: str, texts: list[str], line: int) -> Diagnostic:
    item, value, better, field = texts
    span = Span(path, 0, 4)
    place = Location(path, line, 1, line + len(value) % 2, 3)
    return Diagnostic(
        code,
        "a-fault",
        severity,
        place,
        item,
        "it says {value}",
        "write {better}",
        {"item": item, "value": value, "better": better},
        ((place, "{value} is here", {"value": value}),),
        Fix("write {value}", (Edit(span, value), Edit(Span(path, 5, 5), "")), {"value": value}),
        field,
        value,
    )


findings_made = st.builds(
    finding,
    st.sampled_from(["LNK001", "SYN002", "IDS001"]),
    st.sampled_from(Severity),
    st.sampled_from(["a.yaml", "plan/ü b.yaml"]),
    st.lists(TEXTS, min_size=4, max_size=4),
    st.integers(1, 3),
)


@settings(max_examples=60)
@given(st.lists(findings_made, max_size=5))
def test_whatever_a_finding_says(made: list[Diagnostic]) -> None:
    paths = ("a.yaml", "plan/ü b.yaml")
    report = Report(tuple(made), 1, paths)
    sources = {path: Source(path, "one\ntwo\nthree\nfour\n") for path in paths}
    for name in findings.FORMATS:
        assert read(name, report, Reporting(sources, prefix=PREFIX)) == expected(report), name


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab", "github", "junit"])
def test_formats_for_programs_do_not_depend_on_language_and_colour(name: str) -> None:
    report, plain = checked(MemoryTree(WORKSPACE))
    chinese = Reporting(plain.sources, translator("zh-CN"), Paint(active=True), PREFIX)
    assert findings.render(name, report, plain) == findings.render(name, report, chinese)
    assert not findings.is_for_people(name)
