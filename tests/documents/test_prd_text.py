"""Whatever items say, the PRD stays whole: text is data, and much of it is no more than long."""

from __future__ import annotations

import json

import pytest
from markdown_it import MarkdownIt
from tests.documents.prds import assert_sound, prd
from tests.test_golden import inner

from pmkit.resources import LANGUAGES

LINES = [
    "a | b",
    "# no heading",
    "- no list",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) ![y](data:z)",
    "</a><a id=FEAT-001>",
    "`code` *bold* {{ 7*7 }} ~~x~~",
    "\u202e\x1b[31m",
    "x" * 10_000,
]
TEXTS = [
    "# no heading\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "```\nunclosed\n# fence",
    "<div>\n\n</details> <a id='FEAT-001'></a>",
    "1. a\n   1. b\n\n      > c\n- [ ] d",
    "[x](javascript:alert(1)) <https://example.com>",
    "---\n\n***\n\n===",
]


def plan(line: str, text: str) -> str:
    """A plan with the line in every field that takes one, and the text in the others."""
    one, many, key = json.dumps(line), json.dumps(text), json.dumps(line[:900])
    return f"""
products: [{{id: PROD-001, title: {one}, vision: {one}, problem: {many}, why_now: {many},
  positioning: {{for: {one}}}, kpis: [{{name: {one}, unit: {one}, target: {one}}}],
  non_goals: [{one}], market: {{regulations: {many}}},
  attachments: [{{title: {one}, url: {one}}}]}}]
goals: [{{id: GOAL-001, title: {one}, description: {many}, metrics: [{{name: {one}}}]}}]
personas: [{{id: PER-001, title: {one}, quote: {one}, wants: [{one}], demographics: {{a: {one}}}}}]
journeys: [{{id: JNY-001, title: {one}, stages: [{{name: {one}, pains: [{one}]}}]}}]
stakeholders: [{{id: STK-001, title: {one}, role: {one}}}]
terms: [{{id: TERM-001, title: {one}, definition: {many}, synonyms: [{one}]}}]
requirements:
  - {{id: REQ-001, title: {one}, type: functional, statement: {many}, rationale: {many},
     goals: [GOAL-001], flow: [{{step: {one}, rule: {one}}}], acceptance: [{one}]}}
  - {{id: REQ-002, title: {one}, type: functional, status: rejected, status_reason: {one}}}
features:
  - {{id: FEAT-001, title: {one}, description: {many}, value: {one}, story: {many},
     satisfies: [REQ-001], rules: [{one}], exceptions: [{one}], interaction: {many},
     data: [{{name: {one}, note: {one}}}], permissions: {{{key}: {one}}}, tracking: {one},
     owner: {one}, education: [{{does: {one}, who: {one}}}], rollout: {many}, notes: {many},
     acceptance: [{{id: {one}, criterion: {one}}}, {{given: {one}, then: {one}}}],
     stories: [{{id: US-001, as_a: {one}, i_want: {one}, so_that: {one}, description: {many}}}],
     features: [{{id: FEAT-002, title: {one}, status: dropped, status_reason: {one}}}]}}
tests: [{{id: TC-001, title: {one}, verifies: US-001}}]
releases: [{{id: REL-001, title: {one}, description: {many}, quality_gates: [{one}]}}]
milestones: [{{id: MS-001, title: {one}, deliverables: [{one}]}}]
risks: [{{id: RISK-001, title: {one}, probability: 1, impact: 1, trigger: {one}, plan: {many}}}]
questions: [{{id: Q-001, title: {one}, description: {many}, affects: [{one}]}},
  {{id: Q-002, type: faq, title: {one}, answer: {many}}}]
decisions: [{{id: DEC-001, title: {one}, outcome: {many}, by: {one}}},
  {{id: DEC-002, title: {one}, options: [{{name: {one}, pros: {one}}}]}}]
"""


@pytest.mark.parametrize("number", range(len(LINES)))
def test_hostile_fields_leave_the_document_whole(number: int) -> None:
    line, text = LINES[number], TEXTS[number % len(TEXTS)]
    language = LANGUAGES[number % len(LANGUAGES)]
    written = prd(plan(line, text), language)
    assert_sound(written)
    assert headings(written) == headings(prd(plan("plain", text), language))
    assert_harmless(written)


def headings(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [token.tag for token in tokens if token.type == "heading_open"]


def assert_harmless(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    assert [one.content for one in tokens if one.type == "html_block"][1:] == []
    for one in inner(tokens):
        if one.type == "html_inline":
            assert one.content.startswith(("<a id=", "</a>", "<br>"))
        if one.type in ("link_open", "image"):
            target = str(one.attrs.get("href") or one.attrs.get("src"))
            assert target.startswith(("#", "https://example.com"))
