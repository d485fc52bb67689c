"""Fixes of single values and keys: one line before, one line after."""

from __future__ import annotations

import pytest
from tests.check.fixing import feature, files_with, fixed, mended

SAFE = [
    # other signs for the same value
    ("estimate: １０ｄ", "estimate: 10d"),
    ("estimate: 10 days", "estimate: 10d"),
    ("estimate: 2 weeks  # a guess", "estimate: 2w  # a guess"),
    ("estimate: 3 个工作日", "estimate: 3d"),
    ("estimate: {low: 1d, likely: ２d, high: 3 days}", "estimate: {low: 1d, likely: 2d, high: 3d}"),
    ("due: 2027/1/5", "due: 2027-01-05"),
    ("due: 2027年1月5日", "due: 2027-01-05"),
    ('due: "２０２７-01-05"', "due: 2027-01-05"),
    ("progress: ８０％", "progress: 80%"),
    ("order: 1,200", "order: 1200"),
    ("priority: {kano: one-dimensional}", "priority: {kano: performance}"),
    # choices: other cases, other joints, other tools' words, one slip of the pen
    ("status: Draft", "status: draft"),
    ("status: 'In Progress'", "status: in_progress"),
    ("status: wip", "status: in_progress"),
    ("status: draftt", "status: draft"),
    ("status: aproved  # by Li", "status: approved  # by Li"),
    ("priority: {moscow: 必须有　}", "priority: {moscow: 必须有}"),
    ("priority: {moscow: Must}", "priority: {moscow: must}"),
    # keys
    ("estimat: 10d", "estimate: 10d"),
    ("Owner: Li Lei", "owner: Li Lei"),
    ("onwer: Li Lei", "owner: Li Lei"),
    ("release-note: a line", "release_note: a line"),
    ("负责人: 李雷", "owner: 李雷"),
    ("assignee: Li Lei  # since May", "owner: Li Lei  # since May"),
    ("moscow: wont", "priority: {moscow: wont}"),
    ("priority: wont", "priority: {moscow: wont}"),
    ("priority: 本期不做", "priority: {moscow: wont}"),
    # colons, quotes, signs
    ("owner：李雷", "owner: 李雷"),
    ("owner： 李雷", "owner: 李雷"),
    ("负责人：李雷", "owner: 李雷"),
    ("value：每周：一次", "value: 每周：一次"),
    ('value："每周：一次"', 'value: "每周：一次"'),
    ("priority：{moscow：wont}", "priority: {moscow: wont}"),
    ("value:Sales reps", "value: Sales reps"),
    ("value: Contacts: import", 'value: "Contacts: import"'),
    ('value: Contacts: "import"  # why', "value: 'Contacts: \"import\"'  # why"),
    ("value: @li says so", 'value: "@li says so"'),
    ("value: *urgent*", 'value: "*urgent*"'),
    ("value: *urgent* for us", 'value: "*urgent* for us"'),
    ("value: [sales] first", 'value: "[sales] first"'),
    ("value: > 200 contacts", 'value: "> 200 contacts"'),
    ("value: 50%: not enough", 'value: "50%: not enough"'),
    (r'value: "C:\Users"', r"value: 'C:\Users'"),
    ("value: 修复 #123", 'value: "修复 #123"'),
    ("value: 修复 #123 # a ticket", 'value: "修复 #123" # a ticket'),
    ("estimate: 5d #guess", "estimate: 5d # guess"),
    ("rules: [at most 1,000 rows, 最多 5 列]", 'rules: ["at most 1,000 rows", 最多 5 列]'),
    ("tags: [1,2,3]", "tags: [1, 2, 3]"),
    ("value: A\u2028B\x07", "value: A B"),
]
UNSAFE = [
    ("progress: 80", "progress: 80%"),
    ("status: aproovd", "status: approved"),
    ("priority: low", "priority: {moscow: could}"),
    ("value: !important", 'value: "!important"'),
    ("value: ~", "value:"),
    ("owner: Li #12", "owner: Li # 12"),
    ("value: 修复 #重要", 'value: "修复 #重要"'),
    ("tags: [1,000]", 'tags: ["1,000"]'),
    ("summary: a line", "description: a line"),
]
NEVER = [
    "estimate: 0.5m",
    "status: nearly done",
    "blocks: FEAT-002",
    "due: 2027/2/30",
    "due: 03/04/2027",
    "estimate: -3d",
    "order: 1.000,5",
    "colour: red",
    "value: &note text",
    'value: "never closed',
]


@pytest.mark.parametrize(("before", "expected"), SAFE)
def test_what_is_meant_beyond_doubt_is_written(before: str, expected: str) -> None:
    assert fixed(feature(before)) == feature(expected)


@pytest.mark.parametrize(("before", "expected"), UNSAFE)
def test_a_guess_is_written_only_if_asked_for(before: str, expected: str) -> None:
    assert fixed(feature(before)) == feature(before)
    assert mended(files_with(feature(before))).unsafe == 1
    assert fixed(feature(before), unsafe=True) == feature(expected)


@pytest.mark.parametrize("line", NEVER)
def test_what_nobody_can_know_is_left_alone(line: str) -> None:
    assert fixed(feature(line), unsafe=True) == feature(line)


@pytest.mark.parametrize(("before", "expected"), SAFE)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_line_ends_the_byte_order_mark_and_all_around_stay(
    before: str, expected: str, mark: bytes
) -> None:
    rest = '\r\n  # 备注\r\n  - {id: "FEAT-002",   title: 其他}  \r\nx-own: [a,b]\r\n'.encode()

    def file_with(line: str) -> bytes:
        return mark + feature(line).replace("\n", "\r\n").encode() + rest

    change = mended(files_with(file_with(before))).changes[0]
    assert change.before == file_with(before)
    assert change.after == file_with(expected)


def test_money_takes_the_currency_of_the_workspace() -> None:
    plan = """\
    releases:
      - id: REL-001
        title: Spring
        budget:
          - {category: A, planned: "12,000 USD"}
          - {category: B, planned: USD 500}
          - {category: C, planned: 800元}
          - {category: D, planned: 12,000 EUR}
    """
    assert [line[30:].strip() for line in fixed(plan).splitlines()[4:]] == [
        "12000 USD}",
        "500 USD}",
        "800元}",
        "12000 EUR}",
    ]
    assert "800 CNY}" in fixed(plan, settings="money: {currency: CNY}\n")
    assert "800 CNY}" in fixed(plan, unsafe=True)


def test_yes_and_no_become_booleans() -> None:
    plan = "personas:\n  - {id: PER-001, title: A, primary: YES, share: ４０％}\n"
    assert "primary: true, share: 40%}" in fixed(plan)


def test_a_key_is_not_renamed_to_one_that_is_there() -> None:
    plan = feature("owner: Li", "onwer: Han")
    assert fixed(plan, unsafe=True) == plan


def test_what_stands_behind_an_id_is_a_comment() -> None:
    plan = "features:\n  - id: FEAT-001 #12\n    title: Import\n"
    assert fixed(plan) == plan.replace("#12", "# 12")


def test_a_value_that_goes_on_in_the_next_line_is_left_alone() -> None:
    plan = feature("value: Contacts: import", "  and export")
    assert fixed(plan, unsafe=True) == plan


def test_settings_are_mended_as_items_are() -> None:
    files = files_with(feature())
    files["pmkit.yaml"] = (
        b"pmkit: 1\nname: CRM\nlanguage: EN\nschedule: {start: 2027/1/4}\nitmes: []\n"
    )
    change = mended(files).changes[0]
    assert change.after.splitlines()[2:] == [
        b"language: en",
        b"schedule: {start: 2027-01-04}",
        b"items: []",
    ]
