"""Boards: which card is in which column, how old it is, and what a terminal shows of it."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.marked import EXAMPLE, SETTINGS

from pmkit.i18n import translator
from pmkit.kinds import kinds
from pmkit.model.cells import wrapped
from pmkit.model.text import cell_width, one_line
from pmkit.output import board_text, boards
from pmkit.output.boards import Board, Count
from pmkit.output.colours import Paint
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

TODAY = date(2026, 12, 15)
COFFEE = """\
stakeholders:
  - {id: STK-001, title: Mia Roth}
features:
  - id: FEAT-001
    title: Grinder
    owner: STK-001
    features:
      - id: FEAT-002
        title: Grind by weight, with a scale under the spout
        status: in_progress
        started: 2026-12-01
        due: 2026-12-11
        estimate: 10d
        priority: {moscow: must}
      - id: FEAT-003
        title: Quiet mode
        status: approved
        created: 2026-11-30
        estimate: 4d
        priority: {moscow: could}
      - id: FEAT-004
        title: Bean hopper
        status: done
        started: 2026-11-02
        finished: 2026-11-06
        estimate: 3d
        owner: Ole
        priority: {moscow: must}
  - {id: FEAT-005, title: Milk, status: approved, priority: {moscow: should}}
  - {id: FEAT-006, title: Voice control, status: rejected}
  - {id: FEAT-007, title: Drip tray, status: released}
"""


def made(text: str, kind: str = "feature", group: str = "status", **options: Any) -> Board:
    workspace = load(MemoryTree({MARKER: SETTINGS, EXAMPLE: text})).workspace
    return boards.board(workspace, kinds()[kind], TODAY, Fraction(8), group, **options)


def shown(text: str, width: int, language: str = "en", group: str = "status") -> str:
    workspace = load(MemoryTree({MARKER: SETTINGS, EXAMPLE: text})).workspace
    board = boards.board(workspace, kinds()["feature"], TODAY, Fraction(8), group)
    words = board_text.Words(workspace, board, language, translator(language))
    return "\n" + board_text.for_terminal(words, Paint(False), width) + "\n"


def columns(board: Board) -> dict[str, list[str]]:
    return {one.key: [card.entry.id for card in one.cards] for one in board.columns if one.cards}


# What people see


def test_a_board() -> None:
    assert (
        shown(COFFEE, 80)
        == """
Approved       2 · ≥ 4 d   In progress     1 · 10 d   Done             1 · 3 d
────────────────────────   ────────────────────────   ────────────────────────
FEAT-005                   FEAT-002         14 days   FEAT-004     took 5 days
Milk                       Grind by weight, with a    Bean hopper
Should                     scale under the spout      Must · Ole
                           Must · Mia Roth
FEAT-003     15 days old   ! was due 2026-12-11
Quiet mode
Could · Mia Roth

as of 2026-12-15
not shown: Released 1, Rejected 1, modules 1; --all shows them
"""
    )


def test_a_board_in_chinese() -> None:
    assert (
        shown(COFFEE, 80, "zh-CN")
        == """
已批准      2 · ≥ 4 人天   进行中       1 · 10 人天   已完成        1 · 3 人天
────────────────────────   ────────────────────────   ────────────────────────
FEAT-005                   FEAT-002        已 14 天   FEAT-004       用时 5 天
Milk                       Grind by weight, with a    Bean hopper
应该有                     scale under the spout      必须有 · Ole
                           必须有 · Mia Roth
FEAT-003      提出 15 天   ! 应于 2026-12-11 完成
Quiet mode
可以有 · Mia Roth

截至 2026-12-15
未显示：已发布 1、已拒绝 1、模块 1；加 --all 显示
"""
    )


def test_columns_that_have_no_room_beside_each_other_stand_below() -> None:
    assert (
        shown(COFFEE, 30, group="owner")
        == """
Ole                    1 · 3 d
──────────────────────────────
FEAT-004           took 5 days
Bean hopper
Done · Must · Ole

Mia Roth              2 · 14 d
──────────────────────────────
FEAT-002               14 days
Grind by weight, with a scale
under the spout
In progress · Must · Mia Roth
! was due 2026-12-11

FEAT-003           15 days old
Quiet mode
Approved · Could · Mia Roth

nothing given                1
──────────────────────────────
FEAT-005
Milk
Approved · Should

as of 2026-12-15
not shown: Released 1,
Rejected 1, modules 1; --all
shows them
"""
    )


# Columns


def test_columns_are_the_statuses_in_their_order_and_empty_ones_are_there() -> None:
    board = made(COFFEE)
    assert [column.key for column in board.columns] == [
        *("draft", "review", "approved", "planned", "in_progress", "testing", "done", "on_hold"),
    ]
    assert columns(board) == {
        "approved": ["FEAT-005", "FEAT-003"],
        "in_progress": ["FEAT-002"],
        "done": ["FEAT-004"],
    }


def test_what_is_released_rejected_or_dropped_and_modules_are_counted_and_shown_if_asked_for() -> (
    None
):
    board = made(COFFEE)
    assert (board.hidden, board.modules) == ((("released", 1), ("rejected", 1)), 1)
    board = made(COFFEE, every=True)
    assert (board.hidden, board.modules) == ((), 0)
    assert columns(board)["released"] == ["FEAT-007"]
    assert columns(board)["draft"] == ["FEAT-001"]


def test_any_kind_has_a_board() -> None:
    risks = "risks: [{id: RISK-001, title: Frost, probability: 1, impact: 1, status: monitoring}]"
    board = made(risks, "risk")
    assert columns(board) == {"monitoring": ["RISK-001"]}
    assert [column.key for column in board.columns] == [
        *("identified", "monitoring", "occurred", "closed")
    ]


def test_late_cards_come_first_then_must_should_could_wont_then_the_order_of_lists() -> None:
    text = """\
features:
  - {id: FEAT-001, title: a}
  - {id: FEAT-002, title: b, priority: {moscow: {value: wont, reason: no}}}
  - {id: FEAT-003, title: c, priority: {moscow: must}, order: 2}
  - {id: FEAT-004, title: d, priority: {moscow: must}, order: 1}
  - {id: FEAT-005, title: e, due: 2026-12-14}
"""
    assert columns(made(text)) == {
        "draft": ["FEAT-005", "FEAT-004", "FEAT-003", "FEAT-002", "FEAT-001"]
    }


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("moscow", {"must": ["FEAT-002"], "": ["FEAT-001"]}),
        ("release", {"REL-002": ["FEAT-001"], "REL-001": ["FEAT-002"]}),
        ("team", {"TEAM-001": ["FEAT-002", "FEAT-001"]}),
    ],
)
def test_columns_may_stand_for_another_field_with_what_is_inherited(
    group: str, expected: dict[str, list[str]]
) -> None:
    text = """\
teams: [{id: TEAM-001, title: Bar}]
releases: [{id: REL-002, title: Two, aliases: [REL-2]}, {id: REL-001, title: One}]
features:
  - {id: FEAT-001, title: a, release: REL-2, team: TEAM-001, priority: {kano: attractive}}
  - {id: FEAT-002, title: b, release: REL-001, parent: FEAT-001, priority: {moscow: must}}
"""
    board = made(text, group=group)
    assert columns(board) == expected
    assert all(column.cards for column in board.columns)


# Effort


def test_the_effort_of_a_column_counts_nothing_twice() -> None:
    text = """\
features:
  - id: FEAT-001
    title: whole
    status: in_progress
    estimate: 10d
    priority: {moscow: must}
    features:
      - {id: FEAT-002, title: part, status: in_progress, estimate: 4d}
      - {id: FEAT-003, title: part, status: done, estimate: 3d}
"""
    efforts = {column.key: column.effort for column in made(text).columns if column.cards}
    assert efforts == {"in_progress": 7, "done": 3}


def test_effort_that_nobody_has_estimated_is_unknown_and_not_nothing() -> None:
    text = """\
features:
  - {id: FEAT-001, title: a}
  - {id: FEAT-002, title: b, status: approved}
  - {id: FEAT-003, title: c, status: approved, estimate: 0d}
  - {id: FEAT-004, title: d, status: planned, estimate: 5d, priority: {moscow: wont}}
"""
    found = {one.key: (one.effort, one.unestimated) for one in made(text).columns if one.cards}
    assert found == {"draft": (None, 1), "approved": (0, 1), "planned": (None, 0)}


# Ages


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("status: in_progress, started: 2026-12-01", (Count.STARTED, 14)),
        ("status: in_progress, started: 2026-12-15", (Count.STARTED, 0)),
        ("status: in_progress, started: 2026-12-01, created: 2026-11-01", (Count.STARTED, 14)),
        ("status: planned, created: 2026-11-30", (Count.CREATED, 15)),
        ("status: planned, created: 2026-11-30, started: 2026-12-24", (Count.CREATED, 15)),
        ("status: done, started: 2026-12-01, finished: 2026-12-03", (Count.TOOK, 3)),
        ("status: done, started: 2026-12-01, finished: 2026-12-01", (Count.TOOK, 1)),
        ("status: done, started: 2026-12-01", None),
        ("status: done, finished: 2026-12-01, created: 2026-11-01", None),
        ("status: done, started: 2026-12-03, finished: 2026-12-01", None),
        ("status: planned", None),
        ("status: planned, created: 2026-12-16", None),
    ],
)
def test_the_age_is_what_the_dates_tell(written: str, expected: tuple[Count, int] | None) -> None:
    board = made(f"features: [{{id: FEAT-001, title: a, {written}}}]")
    (age,) = (card.age for column in board.columns for card in column.cards)
    assert (None if age is None else (age.count, age.days)) == expected


@pytest.mark.parametrize(
    ("written", "late"),
    [
        ("status: in_progress, due: 2026-12-14", True),
        ("status: draft, due: 2026-12-14", True),
        ("status: in_progress, due: 2026-12-15", False),
        ("status: done, due: 2026-12-14", False),
        ("status: testing, due: 2026-12-01, finished: 2026-12-02", False),
    ],
)
def test_late_is_what_is_not_finished_after_the_day_that_it_was_due(
    written: str, late: bool
) -> None:
    board = made(f"features: [{{id: FEAT-001, title: a, {written}}}]")
    assert [card.late for column in board.columns for card in column.cards] == [late]


# For programs


def test_json() -> None:
    document = json.loads(board_text.as_json_text(made(COFFEE)))
    assert list(document) == ["as_of", "kind", "columns", "hidden", "modules"]
    assert (document["as_of"], document["kind"]) == ("2026-12-15", "feature")
    assert (document["hidden"], document["modules"]) == ({"released": 1, "rejected": 1}, 1)
    by_status = {column["status"]: column for column in document["columns"]}
    assert by_status["planned"] == {
        "status": "planned",
        "count": 0,
        "effort": None,
        "unestimated": 0,
        "items": [],
    }
    assert by_status["in_progress"] == {
        "status": "in_progress",
        "count": 1,
        "effort": 10,
        "unestimated": 0,
        "items": [
            {
                "id": "FEAT-002",
                "title": "Grind by weight, with a scale under the spout",
                "status": "in_progress",
                "owner": "STK-001",
                "moscow": "must",
                "age_days": 14,
                "since": "2026-12-01",
                "due": "2026-12-11",
                "late": True,
            }
        ],
    }
    milk = by_status["approved"]["items"][0]
    assert (milk["owner"], milk["age_days"], milk["since"]) == (None, None, None)


# Lines


TEXT = st.text(
    st.sampled_from("abc  deXY-19，。（）「」%:客户查重与合并导入\u0301\u200d\ufe0f🙂é\t")
    | st.characters(),
    max_size=60,
)


@settings(max_examples=150)
@given(TEXT, st.integers(2, 60))
def test_wrapped_text_fits_and_loses_nothing_but_blanks(text: str, width: int) -> None:
    line = one_line(text)
    lines = wrapped(line, width)
    assert all(one and cell_width(one) <= width for one in lines)
    assert "".join(lines).replace(" ", "") == "".join(line.split())


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(TEXT, TEXT, st.sampled_from(["draft", "review", "in_progress", "done"])),
        min_size=1,
        max_size=6,
    ),
    st.integers(2, 200),
    st.sampled_from(["en", "zh-CN"]),
)
def test_a_board_fits_the_terminal(
    cards: list[tuple[str, str, str]], width: int, language: str
) -> None:
    features = [
        {"id": f"FEAT-{number}", "title": title or "x", "owner": owner, "status": status}
        for number, (title, owner, status) in enumerate(cards)
    ]
    text = shown(json.dumps({"features": features}), width, language)
    assert all(cell_width(line) <= width for line in text.splitlines())
    if width > 8:
        assert {f"FEAT-{number}" for number in range(len(cards))} <= set(text.split())


def test_chinese_lines_neither_begin_with_a_closing_sign_nor_end_with_an_opening_one() -> None:
    assert wrapped("客户查重，合并", 8) == ["客户查", "重，合并"]
    assert wrapped("客户（查重）合并", 8) == ["客户（查", "重）合并"]
    assert wrapped("把客户（查重）", 8) == ["把客户", "（查重）"]
    assert wrapped("导入 5000 行的 xlsx 文件", 10) == ["导入 5000", "行的 xlsx", "文件"]


def test_no_line_of_a_board_is_a_command_of_a_runner() -> None:
    text = shown('features: [{id: FEAT-001, title: "::error::boom\\u202e"}]', 80)
    assert "\n::" not in text
    assert "\u202e" not in text
    assert r"\::error::boom<U+202E>" in text
