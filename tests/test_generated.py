"""What follows from the code is written down fresh: schemas, and the generated pages of docs."""

from __future__ import annotations

import re

import pytest
from scripts.generate import ROOT, files

from pmkit.check.rule import all_rules, topics
from pmkit.cli.app import COMMANDS
from pmkit.kinds import kinds

FILES = files()


@pytest.mark.parametrize("path", FILES)
def test_a_generated_file_is_fresh(path: str) -> None:
    written = (ROOT / path).read_bytes() if (ROOT / path).exists() else b""
    assert written == FILES[path].encode(), "run make generate"


def test_there_are_no_schemas_of_kinds_that_are_gone() -> None:
    written = {f"schemas/{path.name}" for path in (ROOT / "schemas").iterdir()}
    assert written == {path for path in FILES if path.startswith("schemas/")}
    assert len(written) == len(kinds()) + 2


def test_pages_are_plain_and_the_same_everywhere() -> None:
    for path, text in FILES.items():
        assert text.endswith("\n"), path
        assert "\r" not in text, path
        assert str(ROOT) not in text, path
    assert all(len(line) <= 80 for line in FILES["docs/cli.md"].split("\n")[1:])


@pytest.mark.parametrize("path", ["docs/format.md", "docs/rules.md", "docs/rules.zh-CN.md"])
def test_every_link_inside_a_page_leads_somewhere(path: str) -> None:
    text = FILES[path]
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    assert sorted(anchors) == sorted(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(anchors)


def test_every_command_has_its_help_with_examples() -> None:
    for name in COMMANDS:
        page = FILES["docs/cli.md"].partition(f"## pmkit {name}\n")[2].partition("\n## ")[0]
        assert "Examples:" in page, name


@pytest.mark.parametrize("path", ["docs/rules.md", "docs/rules.zh-CN.md"])
def test_every_rule_has_its_place_in_the_reference(path: str) -> None:
    text = FILES[path]
    for rule in all_rules():
        place = text.partition(f'<a id="{rule.page.partition("#")[2]}"></a>\n')[2]
        assert place.startswith(f"\n### {rule.code} {rule.name}\n")
        page = place.partition("\n<a id=")[0]
        for example in ("fails", "passes"):
            assert rule.sections.get(example, "") in page
    assert set(re.findall(r"^## ([A-Z]{3}) ", text, re.M)) == set(topics())


def test_the_chinese_reference_is_chinese() -> None:
    text = re.sub(r"(`{3,}).*?\1\n", "", FILES["docs/rules.zh-CN.md"], flags=re.S)
    lines = [line for line in text.split("\n") if line and not line.startswith(("<", "#", "|"))]
    foreign = [line for line in lines if not re.search("[\u4e00-\u9fff]", line)]
    assert foreign == ["[English](rules.md)"]


def test_both_references_show_the_same_examples() -> None:
    blocks = [
        re.findall(r"^`{3,}yaml\n.*?^`{3,}$", FILES[path], re.M | re.S)
        for path in ("docs/rules.md", "docs/rules.zh-CN.md")
    ]
    assert blocks[0] == blocks[1]
    assert len(blocks[0]) > 2 * len(list(all_rules())) - 20
