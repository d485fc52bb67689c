"""What follows from the code is written down fresh: schemas, and the generated pages of docs."""

from __future__ import annotations

import re

import pytest
from scripts.generate import ROOT, files

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


def test_every_link_inside_a_page_leads_somewhere() -> None:
    text = FILES["docs/format.md"]
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    assert sorted(anchors) == sorted(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(anchors)


def test_every_command_has_its_help_with_examples() -> None:
    for name in COMMANDS:
        page = FILES["docs/cli.md"].partition(f"## pmkit {name}\n")[2].partition("\n## ")[0]
        assert "Examples:" in page, name
