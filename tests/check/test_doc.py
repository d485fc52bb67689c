"""Documents of pmkit.yaml: traps beyond the rules' own examples."""

import pytest
from tests.marked import files_of, marks_of

from pmkit.check.run import run
from pmkit.documents.labels import labels
from pmkit.resources import LANGUAGES
from pmkit.store.documents import is_document, looks_made, packaged
from pmkit.store.loader import load
from pmkit.store.tree import MemoryTree

FEATURE = """
# file: plan.yaml
features:
  - {id: FEAT-001, title: Import, status: planned}
"""


def doc(settings: str, more: str = FEATURE) -> bool:
    """Whether the rules find what is marked in pmkit.yaml, and nothing else."""
    files = files_of(f"# file: pmkit.yaml\npmkit: 1\nname: Example\n{settings.strip()}\n{more}")
    found = run(load(MemoryTree(files)), ["DOC"]).diagnostics
    places = {
        (one.location.path, one.location.line, one.code)
        for one in found
        if one.code.startswith("DOC")
    }
    assert places == marks_of(files)
    return True


def test_a_plan_that_names_no_documents_has_all_of_them() -> None:
    assert doc("language: en")


def test_templates_of_the_workspace_count_and_parts_do_not() -> None:
    more = FEATURE + "\n# file: templates/documents/brief.md.j2\n# {{ document.title }}\n"
    assert doc("documents: [brief, prd]", more)
    assert doc("documents: [brief]  # !! DOC001")
    assert doc("documents: [parts/head]  # !! DOC001")
    assert doc("documents: [../prd]  # !! DOC001")


@pytest.mark.parametrize("path", ["prd.yaml", ".hidden/prd.md", "prd", "a/.b/prd.md", "prd.MD"])
def test_only_files_of_markdown_in_plain_sight_are_written(path: str) -> None:
    assert not is_document(path)
    assert doc(f"documents:\n  - template: prd\n    output: {path}  # !! DOC002")


def test_a_hidden_folder_for_all_documents_is_the_fault_of_its_setting() -> None:
    assert doc("output: .docs  # !! DOC002\ndocuments: [prd]")


def test_one_file_has_one_name_whatever_its_case() -> None:
    assert doc("""
documents:
  - template: prd
    output: PRD.md
  - template: roadmap
    output: prd.md  # !! DOC003
  - template: prd
    output: old/prd.md
""")


def test_queries_are_read_as_on_the_command_line() -> None:
    assert doc("""
documents:
  - {template: prd, output: a.md, where: status == planned and not release}
  - {template: prd, output: b.md, where: status = planned}  # !! DOC004
  - {template: prd, output: c.md, where: status == plan}  # !! DOC004
  - {template: prd, output: d.md, where: status == done}  # !! DOC005
""")


def test_custom_fields_may_be_asked_for() -> None:
    assert doc("""
fields: {feature: {region: line}}
documents:
  - {template: prd, where: region != north}
""")


def test_a_plan_without_features_is_not_told_that_none_fits() -> None:
    assert doc(
        "documents:\n  - {template: prd, where: status == done}",
        "\n# file: plan.yaml\ngoals:\n  - {id: GOAL-001, title: Grow}\n",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", packaged())
def test_the_first_line_of_every_document_is_known(language: str, name: str) -> None:
    text = labels(language)("Made by pmkit build {name}. Edits here are lost.", name=name)
    assert looks_made(f"\ufeff<!-- {text} -->\r\n".encode())


@pytest.mark.parametrize("text", ["", "# PRD\n", "<!-- notes -->\n", "pmkit build prd\n"])
def test_the_first_line_of_other_files_is_not(text: str) -> None:
    assert not looks_made(text.encode())


def test_numbers_may_be_missing_but_not_equal() -> None:
    assert doc("""
documents:
  - {template: prd}
  - {template: roadmap}
  - {template: prd, output: a.md, number: crm-1}
  - {template: prd, output: b.md, number: CRM-1}  # !! DOC011
""")


@pytest.mark.parametrize(
    ("version", "revision", "is_behind"),
    [
        ("1.10", "1.9", False),
        ("1.9", "1.10", True),
        ("v2", "1.4", False),
        ("1.0", "1", False),
        ("2026-11", "2026-12", False),
        ("draft", "1.0", False),
    ],
)
def test_versions_are_numbers_between_dots(version: str, revision: str, is_behind: bool) -> None:
    mark = "  # !! DOC012" if is_behind else ""
    assert doc(f"""
documents:
  - template: prd
    version: {version}{mark}
    revisions: [{{version: {revision}}}]
""")


def test_revisions_may_begin_with_the_latest() -> None:
    assert doc("""
documents:
  - template: prd
    revisions:
      - {version: 1.1, date: 2026-12-14}
      - {version: 1.0, date: 2026-12-03}
      - {version: 0.9, date: 2026-12-20}  # !! DOC013
  - template: roadmap
    revisions:
      - {version: 0.9, date: 2026-12-03}
      - {version: 1.0, date: 2026-12-03}
      - {version: 1.1}
      - {version: later, date: 2026-11-01}
""")


@pytest.mark.parametrize("status", ["review", "approved", "评审中", "已批准"])
def test_reviews_need_reviewers_in_every_language(status: str) -> None:
    assert doc(f"documents:\n  - {{template: prd, status: {status}}}  # !! DOC014")
    assert doc(f"documents:\n  - {{template: prd, status: {status}, reviewers: Mia}}")


def test_drafts_need_none() -> None:
    assert doc("documents:\n  - {template: prd, status: draft}\n  - {template: roadmap}")
