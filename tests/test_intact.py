"""The reader of documents stumbles where it should."""

from __future__ import annotations

import pytest
from tests.intact import faults_of

HEAD = "<!-- Made by pmkit build prd. Edits here are lost. -->\n\n# Plan\n\n"
ROWS = "".join(f"    T{n} :bar-{n}, 2026-12-01, 2026-12-02\n" for n in range(61))


def test_an_intact_document() -> None:
    text = (
        '## A\n\n<a id="FEAT-001"></a>\n\n### B\n\n[A](#FEAT-001) <https://a.b> [x](y.md)\n\n'
        "| a | b |\n| --- | --- |\n| 1 \\| 2 | <br> |\n\n"
        "```mermaid\ngantt\n    a :b, 2026-12-01, 0d\n```\n"
    )
    assert faults_of(HEAD + text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("## A\n", "there is nothing below the heading A"),
        ("## A\n\n## B\n\ntext\n", "there is nothing below the heading A"),
        ('## A\n\n<a id="X-1"></a>\n\n## B\n\ntext\n', "there is nothing below the heading A"),
        ("## A\n\n#### B\n\ntext\n", "a heading leaps from h2 to h4"),
        ("| a |\n| --- |\n", "line 5: a table without rows"),
        ("| a |\n| --- |\n| 1 | 2 |\n", "line 7: a row with more or fewer cells than the table"),
        ("text <b>bold</b>\n", "HTML of somebody else: <b>"),
        ("<script>alert(1)</script>\n", "HTML of somebody else: <script>alert(1)</script>"),
        ("[a](#FEAT-001)\n", "a link leads nowhere: #FEAT-001"),
        ("[a](data:text/html,x)\n", "a link that may do harm: data:text/html,x"),
        ('<a id="X-1"></a> <a id="X-1"></a>\n', "two places are called X-1"),
        ("a\x1bb\n", "it holds characters that are not shown"),
        ("a\n\n", "it does not end with one line feed"),
        ("```mermaid\ngantt\n```\n", "a chart of 0 rows"),
        (f"```mermaid\ngantt\n{ROWS}```\n", "a chart of 61 rows"),
    ],
)
def test_what_a_reader_stumbles_over(text: str, fault: str) -> None:
    assert fault in faults_of(HEAD + text)


def test_a_document_that_does_not_say_what_made_it() -> None:
    assert faults_of("# Plan\n\ntext\n") == ["it does not say what made it"]
