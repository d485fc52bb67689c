"""The query language: every operator, right sides typed by the field, and helpful refusals."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.marked import EXAMPLE, SETTINGS

from pmkit.kinds import kinds
from pmkit.kinds.where import QueryError, find_field, parse
from pmkit.model.item import Item
from pmkit.store.loader import Loaded, load
from pmkit.store.tree import MARKER, MemoryTree

FIELDS = """\
fields:
  feature:
    budget: {type: number}
    margin: {type: percent}
    signed: {type: date}
    warranty: {type: duration}
    price: {type: money}
    legal: {type: bool}
    region: {type: choice, choices: [华东, 华南]}
    contract: {type: line}
    partner: {type: link}
"""

PLAN = """\
releases:
  - {id: REL-001, title: 春季版, status: open}
features:
  - id: FEAT-1
    title: Import contacts
    status: in_progress
    release: REL-001
    owner: 张三
    tags: [quick win, 导入]
    due: 2026-12-01
    estimate: {low: 10d, likely: 14d, high: 24d}
    progress: 40%
    order: 9
    value: 'it''s "big"'
    depends_on: [FEAT-10]
    needs: {TEAM-001: 2}
    external: {jira: CRM-12}
    budget: 9
    margin: 12.5%
    signed: 2026-01-31
    warranty: 3mo
    price: 12000 USD
    legal: true
    region: 华东
    contract: no 7
    partner: COMP-001
    acceptance:
      - {id: AC1, given: [a file, a user], when: it is uploaded, then: 988 rows arrive}
      - plain words
    priority:
      moscow: must
      kano: attractive
      rice: {reach: 2000, impact: high, confidence: 80%, effort: 2}
  - id: FEAT-2
    title: 导出 contacts (CSV)
    status: 草稿
    due: 2027-02-01
    estimate: 2w
    progress: 0.85
    order: 10
    depends_on: [{item: FEAT-1, type: SS, lag: 3d}]
    budget: 10
    legal: false
    region: 华南
    priority: {moscow: 可以有}
  - id: FEAT-3
    title: Part
    parent: FEAT-1
  - id: FEAT-10
    title: Ten
    order: 0
stories:
  - {id: US-1, as_a: seller, i_want: import a file, feature: FEAT-1, points: 0}
requirements:
  - {id: REQ-1, title: Speed, type: non_functional, status: approved}
tasks:
  - {id: TASK-1, title: Crash, type: defect, estimate: 4h}
personas:
  - {id: PER-1, title: Seller, primary: false}
  - {id: PER-2, title: Buyer, primary: true, wants: [a fair price]}
risks:
  - {id: RISK-1, title: Late, probability: 4, impact: 2, status: monitoring}
"""


def read(text: str = PLAN) -> Loaded:
    loaded = load(MemoryTree({MARKER: SETTINGS + FIELDS, EXAMPLE: text}))
    assert [one.fault for one in loaded.workspace.problems] == []
    return loaded


LOADED = read()


def found(query: str, *names: str) -> list[str]:
    """The ids of the items of some kinds, features unless others are named, that are selected."""
    chosen = [kinds()[name] for name in names or ("feature",)]
    holds = parse(query, chosen, LOADED.settings.custom_types())
    entries = LOADED.workspace.of_kind(*(kind.kind for kind in chosen))
    return sorted((one.id for one in entries if holds(LOADED.workspace, one)), key=place)


def place(item_id: str) -> tuple[str, int]:
    prefix, _, number = item_id.partition("-")
    return prefix, int(number)


def features(*numbers: int) -> list[str]:
    return [f"FEAT-{number}" for number in numbers]


SELECTED: list[tuple[str, list[int]]] = [
    # every operator
    ("status == in_progress", [1]),
    ("status != in_progress", [2, 3, 10]),
    ("order < 10", [1, 10]),
    ("order <= 9", [1, 10]),
    ("order > 9", [2]),
    ("order >= 9", [1, 2]),
    ("title contains contacts", [1, 2]),
    ("contacts in title", [1, 2]),
    ('"quick win" in tags', [1]),
    ("tags contains 导入", [1]),
    # a field alone is there
    ("due", [1, 2]),
    ("not due", [3, 10]),
    ("order", [1, 2, 10]),
    ("legal", [1]),
    # and, or, not, brackets
    ("status == in_progress and due < 2027-01-01", [1]),
    ("status == in_progress and due > 2027-01-01", []),
    ("order == 0 or order == 10", [2, 10]),
    ("not status == draft", [1]),
    ("not not status == draft", [2, 3, 10]),
    ("order == 0 or status == draft and due", [2, 10]),
    ("(order == 0 or status == draft) and due", [2]),
    ("not (order == 0 or due)", [3]),
    ("not order == 0 and due", [1, 2]),
    ("((order==0)or(order==10))", [2, 10]),
    # choices in both languages
    ("status == 进行中", [1]),
    ("status == 草稿", [2, 3, 10]),
    ("status == draft", [2, 3, 10]),
    ("priority.moscow == 可以有", [2]),
    ("priority.moscow == could", [2]),
    ("priority.kano == A", [1]),
    # dates
    ("due == 2026-12-01", [1]),
    ("due >= 2026-12-02", [2]),
    ("due < 2027-02-01", [1]),
    # durations across units; a range by its likely value
    ("estimate > 2w", [1]),
    ("estimate == 10d", [2]),
    ("estimate == 80h", [2]),
    ("estimate == 0.5mo", [2]),
    ("estimate == 2周", [2]),
    ("estimate == 14", [1]),
    ("estimate > 9d", [1, 2]),
    # percent
    ("progress >= 40%", [1, 2]),
    ("progress > 0.4", [2]),
    ("progress == 85%", [2]),
    # numbers, in words too
    ("priority.rice.reach >= 0.2万", [1]),
    ("priority.rice.reach > 2000", []),
    ("priority.rice.impact == high", [1]),
    ("priority.rice.impact == 2", [1]),
    ("priority.rice.confidence == 80%", [1]),
    ("priority.rice.effort == 40d", [1]),
    ("priority.rice.effort == 2", [1]),
    # texts, quoted and not
    ("owner == 张三", [1, 3]),
    ("owner contains 张", [1, 3]),
    ('title == "Import contacts"', [1]),
    ("title == 'Import contacts'", [1]),
    ('title contains "(CSV)"', [2]),
    ("title contains 导出", [2]),
    ('value == "it\'s \\"big\\""', [1]),
    ("title contains Contacts", []),
    ('title == "and"', []),
    # links: the whole id
    ("id == FEAT-1", [1]),
    ("parent == FEAT-1", [3]),
    ("depends_on contains FEAT-1", [2]),
    ("FEAT-10 in depends_on", [1]),
    ("depends_on == FEAT-10", [1]),
    ("depends_on.type == SS", [2]),
    ("depends_on.lag > 2d", [2]),
    ("release == REL-001", [1, 3]),
    # inside lists and mappings
    ("acceptance.given == 'a user'", [1]),
    ("acceptance contains plain", [1]),
    ("acceptance.then contains 988", [1]),
    ("acceptance.id == AC1", [1]),
    ("needs.TEAM-001 >= 2", [1]),
    ("external.jira == CRM-12", [1]),
    ("external.github == 12", []),
    ("external", [1]),
    # inherited
    ("priority.moscow == must", [1, 3]),
    ("priority.moscow != must", [2, 10]),
    # one of several
    ("id in (FEAT-1, FEAT-3)", [1, 3]),
    ("id in (FEAT-1,FEAT-3) and not id == FEAT-3", [1]),
    # custom fields
    ("budget > 9", [2]),
    ("budget >= 9", [1, 2]),
    ("budget < 100", [1, 2]),
    ("margin > 12%", [1]),
    ("margin == 0.125", [1]),
    ("signed < 2026-02-01", [1]),
    ("warranty > 11w", [1]),
    ("warranty == 60d", [1]),
    ("price >= 2000", [1]),
    ("legal == true", [1]),
    ("legal == 否", [2]),
    ("region == 华东", [1]),
    ("region != 华东", [2, 3, 10]),
    ("contract contains 7", [1]),
    ("partner == COMP-001", [1]),
]


@pytest.mark.parametrize(("query", "expected"), SELECTED, ids=[row[0] for row in SELECTED])
def test_what_a_query_selects(query: str, expected: list[int]) -> None:
    assert found(query) == features(*expected)


@pytest.mark.parametrize("sign", ["==", "<", "<=", ">", ">=", "contains"])
def test_an_absent_field_fails_every_comparison(sign: str) -> None:
    assert not {"FEAT-3", "FEAT-10"} & {*found(f"due {sign} 2026-12-01")}
    assert not {"FEAT-3", "FEAT-10"} & {*found(f"budget {sign} 0")}


def test_but_it_does_differ() -> None:
    assert found("due != 2026-12-01") == features(2, 3, 10)
    assert found("budget != 9") == features(2, 3, 10)


def test_zero_is_there_and_no_is_not() -> None:
    assert found("points", "story") == ["US-1"]
    assert found("primary", "persona") == ["PER-2"]
    assert found("primary == 否", "persona") == ["PER-1"]


def test_a_story_is_called_by_what_the_user_wants() -> None:
    assert found("title contains import", "story") == ["US-1"]


def test_a_story_takes_over_from_its_feature() -> None:
    assert found("release == REL-001 and priority.moscow == must", "story") == ["US-1"]


EVERY = [
    ("kind == story", ["US-1"]),
    ("status == in_progress", ["FEAT-1"]),
    ("status == monitoring", ["RISK-1"]),
    ("status == open or status == active", ["PER-1", "PER-2", "REL-001"]),
    ("type == defect", ["TASK-1"]),
    ("type == non_functional", ["REQ-1"]),
    ("impact == 2", ["RISK-1"]),
    ("estimate < 1d", ["TASK-1"]),
    ("kind == feature and budget > 9", ["FEAT-2"]),
    ("wants contains price", ["PER-2"]),
]


@pytest.mark.parametrize(("query", "expected"), EVERY)
def test_over_every_kind_a_word_is_read_as_each_kind_reads_it(
    query: str, expected: list[str]
) -> None:
    assert found(query, *kinds()) == expected


REFUSED = [
    ("", "empty"),
    ("   ", "empty"),
    ("statsu == draft", "did you mean status?"),
    ("statsu", "did you mean status?"),
    ("draft in statsu", "did you mean status?"),
    ("priority.moscw == must", "did you mean priority.moscow?"),
    ("prioritty.moscow == must", "did you mean priority?"),
    ("priority.rice.recah > 1", "did you mean priority.rice.reach?"),
    ("budgt > 1", "did you mean budget?"),
    ("release.title == x", "there is no field release.title"),
    ("qqqqqqqq == 1", "fields are"),
    ("status == in_progres", "did you mean in_progress?"),
    ("status == 进行", "did you mean 进行中?"),
    ("priority.moscow == P0", "must"),
    ("due < 2026-1-5", "write 2026-01-05"),
    ("due < 2026-02-30", "there is no day 2026-02-30"),
    ("due < tomorrow", "a date such as 2026-12-01"),
    ("estimate > 5m", "minutes or months"),
    ("estimate > -1d", "never negative"),
    ("progress > 80", "write 80%"),
    ("order > 1,000", "write 1000"),
    ("order > many", "not a number"),
    ("budget == many", "budget: many is not a number"),
    ("signed > soon", "signed: soon is not a date"),
    ("priority == must", "priority.moscow"),
    ("external == CRM-12", "no single value"),
    ("status = draft", "write == for equals"),
    ("status ! draft", "write != for differs"),
    ("status ==", "a value is missing after =="),
    ("== draft", "a field is missing after the start"),
    ("not", "a field is missing after not"),
    ("status == draft and", "a field is missing after and"),
    ("draft in", "a field is missing after in"),
    ("status draft", "a comparison is missing after status"),
    ("status is draft", "a comparison is missing after status"),
    ("status == draft owner == Li", "owner is not understood here"),
    ("status == draft && owner == Li", "&& is not understood here"),
    ("title == Import contacts", "contacts is not understood here"),
    ("(status == draft", "a bracket is not closed"),
    ("status == draft)", ") is not understood here"),
    ('title == "Import', "the quote before Import is not closed"),
    ("title == 'Import", "the quote before Import is not closed"),
    ('title == "', "is not closed"),
    ("(" * 5000 + "due" + ")" * 5000, "nested more than 50 deep"),
    ("not " * 5000 + "due", "nested more than 50 deep"),
]


@pytest.mark.parametrize(("query", "words"), REFUSED, ids=[row[0][:30] for row in REFUSED])
def test_what_cannot_be_understood_says_why(query: str, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        found(query)
    error = caught.value
    assert words in f"{error}: {error.hint.format(**error.values)}"


def test_values_with_braces_are_only_shown() -> None:
    with pytest.raises(QueryError, match=r"\{0\.__class__\} is not a date"):
        found("due < {0.__class__}")


def test_forty_brackets_are_fine() -> None:
    assert found("(" * 40 + "due" + ")" * 40) == features(1, 2)
    assert found(" or ".join(["due"] * 3000)) == features(1, 2)


def ordered(name: str, *names: str, backwards: bool = False) -> list[str]:
    chosen = [kinds()[one] for one in names or ("feature",)]
    entries = LOADED.workspace.of_kind(*(kind.kind for kind in chosen))
    field = find_field(name, chosen, LOADED.settings.custom_types())
    return [one.id for one in field.ordered(LOADED.workspace, entries, backwards)]


ORDERED = [
    ("due", [1, 2, 10, 3]),
    ("estimate", [2, 1, 10, 3]),
    ("order", [10, 1, 2, 3]),
    ("budget", [1, 2, 10, 3]),
    ("region", [1, 2, 10, 3]),
    ("priority.moscow", [1, 3, 2, 10]),
]


@pytest.mark.parametrize(("name", "expected"), ORDERED)
def test_order_by_a_field_with_the_absent_last(name: str, expected: list[int]) -> None:
    assert ordered(name) == features(*expected)


def test_backwards_the_absent_are_still_last() -> None:
    assert ordered("due", backwards=True) == features(2, 1, 10, 3)
    assert ordered("priority.moscow", backwards=True) == features(2, 1, 3, 10)


def every_field(kind: type[Item]) -> list[str]:
    from pmkit.model.form import fields_of

    return [*fields_of(kind), "priority.rice", "depends_on.lag", "acceptance.given", "kind"]


def test_any_field_can_be_asked_for_and_ordered_by() -> None:
    names = sorted({name for kind in kinds().values() for name in every_field(kind)})
    for name in names:
        assert len(ordered(name, *kinds())) == len(LOADED.workspace.entries)
        found(name, *kinds())


WORDS = st.sampled_from(
    [
        *(
            "status",
            "due",
            "estimate",
            "tags",
            "priority",
            "priority.rice.reach",
            "budget",
            "legal",
        ),
        *("==", "!=", "<", "<=", ">", ">=", "in", "contains", "and", "or", "not", "(", ")", "="),
        *("draft", "2026-12-01", "10d", "80%", "FEAT-1", "张三", '"quick win"', "'", '"', "\\"),
        *("acceptance.given", "depends_on.lag", "needs", "external.jira", "kind", "{0}", "", "."),
    ]
)
QUERIES = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=9).map(" ".join))


@given(QUERIES)
@example("{")
@example("{0}")
@example("due < {x}")
@example("\x00 == \ud800")
@example("due == \u00b2026-12-01")
@example("order == \u0661")
def test_no_text_raises_anything_else(query: str) -> None:
    for names in (("feature",), tuple(kinds())):
        with suppress(QueryError):
            found(query, *names)
