"""What `pmkit fmt` makes of a file: before and after, as a reader of the file sees it."""

from __future__ import annotations

import textwrap

import pytest

from pmkit.store.formatting.file import formatted
from pmkit.store.formatting.files import format_bytes
from pmkit.store.formatting.review import Guide
from pmkit.store.loader import load_settings
from pmkit.store.problems import Problems
from pmkit.store.tree import MARKER, MemoryTree
from pmkit.store.unwritable import Unwritable

SETTINGS = """\
pmkit: 1
name: CRM
fields:
  feature:
    region: {type: choice, choices: [华东, 必须有]}
    memo: text
"""
GUIDE = Guide(load_settings(MemoryTree({MARKER: SETTINGS}), Problems(MARKER))[1])


def text(block: str) -> str:
    return textwrap.dedent(block).lstrip("\n")


def becomes(before: str, after: str) -> bool:
    """Whether a file is formatted like this, and then stays as it is."""
    assert formatted(text(before), GUIDE) == text(after)
    assert formatted(text(after), GUIDE) == text(after)
    return True


def stays(written: str) -> bool:
    return becomes(written, written)


def test_fields_stand_in_the_order_in_which_people_read() -> None:
    assert becomes(
        """
        stories:
          - points: 3
            x-jira: CRM-7
            so_that: I find them again
            status: draft
            id: US-001
            i_want: to import contacts
            notes: From the workshop.
            as_a: a seller
        """,
        """
        stories:
          - id: US-001
            as_a: a seller
            i_want: to import contacts
            so_that: I find them again
            status: draft
            points: 3
            notes: From the workshop.
            x-jira: CRM-7
        """,
    )


def test_kind_comes_first_what_nobody_knows_after_the_fields_and_inner_items_last() -> None:
    assert becomes(
        """
        # yaml-language-server: $schema=../schemas/items.schema.json
        stories:
          - {id: US-001, as_a: a seller, i_want: to import}
        x-b: 1
        title: Import
        memo: kept
        region: 必须有
        x-a: 2
        kind: feature
        features:
          - id: FEAT-002
            title: CSV
        id: FEAT-001
        """,
        """
        # yaml-language-server: $schema=../schemas/items.schema.json
        kind: feature
        id: FEAT-001
        title: Import
        x-b: 1
        memo: kept
        region: 必须有
        x-a: 2
        features:
          - id: FEAT-002
            title: CSV
        stories:
          - {id: US-001, as_a: a seller, i_want: to import}
        """,
    )


def test_blank_lines_stay_where_a_field_goes_to_the_top() -> None:
    assert becomes(
        """
        features:
          - title: a


            id: FEAT-001
            team: b

          # why

          # and how
          - team: b

            # its id

            # for good

            id: FEAT-002
        """,
        """
        features:
          - id: FEAT-001


            title: a
            team: b

          # why

          # and how
          # its id

          # for good

          - id: FEAT-002

            team: b
        """,
    )
    assert becomes("title: a\n\n# why\nid: FEAT-001\n", "# why\nid: FEAT-001\n\ntitle: a\n")


def test_mappings_inside_an_item_are_ordered_too() -> None:
    assert becomes(
        """
        features:
          - id: FEAT-001
            title: Import
            acceptance:
              - then: 988 rows are there
                when: I upload it
                given: a table of 1000 rows
                id: AC1
            metrics:
              - {target: 80%, name: Imports that succeed, baseline: 54%}
            priority:
              rice: {effort: 14d, reach: 2000, impact: 2}
              moscow: must
            estimate: {high: 24d, low: 10d, likely: 14d}
            permissions: {b: reads, a: writes}
        """,
        """
        features:
          - id: FEAT-001
            title: Import
            permissions: {b: reads, a: writes}
            acceptance:
              - id: AC1
                given: a table of 1000 rows
                when: I upload it
                then: 988 rows are there
            metrics:
              - {name: Imports that succeed, baseline: 54%, target: 80%}
            priority:
              moscow: must
              rice:
                reach: 2000
                impact: 2
                effort: 14d
            estimate: {low: 10d, likely: 14d, high: 24d}
        """,
    )


def test_comments_move_with_what_they_speak_of() -> None:
    assert becomes(
        """
        # The file.

        features:
          # The item.
          - status: draft  # behind status
            # above title
            #
            # and more of it
            title: Import

            # below a blank line
            owner: 李雷
            id: FEAT-001    # behind id
            personas:
              - PER-001
              # - PER-002 perhaps
            description: |
              One
            # At the end of the item.
          # The next one.
          - id: FEAT-002
            title: Export
        """,
        """
        # The file.

        features:
          # The item.
          - id: FEAT-001    # behind id
            # above title
            #
            # and more of it
            title: Import
            description: |
              One
            status: draft  # behind status

            # below a blank line
            owner: 李雷
            personas:
              - PER-001
              # - PER-002 perhaps
            # At the end of the item.
          # The next one.
          - id: FEAT-002
            title: Export
        """,
    )


def test_a_comment_above_what_comes_first_goes_above_the_dash() -> None:
    assert becomes(
        """
        terms:
          - title: Dock
            # the first of all
            id: TERM-001
        """,
        """
        terms:
          # the first of all
          - id: TERM-001
            title: Dock
        """,
    )
    assert becomes(
        """
        features:
          - id: FEAT-001
            title: Import
            priority:
              # what it is worth
              rice: {reach: 10, impact: 1}
              # what was agreed
              moscow: must
        """,
        """
        features:
          - id: FEAT-001
            title: Import
            priority:
              # what was agreed
              moscow: must
              # what it is worth
              rice:
                reach: 10
                impact: 1
        """,
    )


def test_choices_are_written_in_english_and_the_users_own_are_not() -> None:
    assert becomes(
        """
        features:
          - id: FEAT-001
            title: 进行中
            status: 进行中  # 进行中
            priority: {moscow: 必须有, kano: M}
            region: 必须有
            x-status: 进行中
        calendars:
          - {id: CAL-001, title: 上海, weekdays: ["周一", mon, '周二']}
        """,
        """
        features:
          - id: FEAT-001
            title: 进行中
            status: in_progress  # 进行中
            priority:
              moscow: must
              kano: must_be
            region: 必须有
            x-status: 进行中
        calendars:
          - {id: CAL-001, title: 上海, weekdays: [mon, mon, tue]}
        """,
    )


def test_a_choice_that_cannot_be_read_and_a_quoted_one_stay() -> None:
    assert stays(
        """
        features:
          - id: FEAT-001
            title: Import
            status: 不知道
            priority:
              moscow: "must"
        """
    )


def test_links_stand_one_a_line_sorted_by_id() -> None:
    assert becomes(
        """
        features:
          - id: FEAT-001
            title: Import
            satisfies: [REQ-10, REQ-9, "REQ-009", GOAL-001]   # what for
            personas: [
              PER-001,
              PER-002,
            ]
            depends_on:
              - {lag: 3d, item: FEAT-003}
              - FEAT-002  # first
        tests:
          - id: TC-001
            title: It holds
            verifies:
              [US-001/AC2, US-001/AC1]
        """,
        """
        features:
          - id: FEAT-001
            title: Import
            satisfies:   # what for
              - GOAL-001
              - "REQ-009"
              - REQ-9
              - REQ-10
            personas:
              - PER-001
              - PER-002
            depends_on:
              - FEAT-002  # first
              - {item: FEAT-003, lag: 3d}
        tests:
          - id: TC-001
            title: It holds
            verifies:
              - US-001/AC1
              - US-001/AC2
        """,
    )


@pytest.mark.parametrize(
    "field",
    [
        "satisfies: REQ-001",
        "satisfies: []",
        "tags: [b, a]",
        "sources: [Interviews, FB-001]",
        "raci: {R: [STK-002, STK-001]}",
        "satisfies: [\n        REQ-002,  # must\n        REQ-001]",
        "satisfies: [REQ-002, REQ-001]  # pmkit: ignore[LNK001] later",
        "satisfies:\n      # the first\n      - REQ-002\n      - REQ-001",
        "satisfies:\n      - REQ-002\n\n      - REQ-001",
    ],
)
def test_lists_of_the_authors_own_stay(field: str) -> None:
    written = f"features:\n  - id: FEAT-001\n    title: Import\n    {field}\n"
    assert formatted(written, GUIDE) == written


def test_a_text_of_several_lines_is_a_block_and_other_texts_stay() -> None:
    assert becomes(
        """
        features:
          - id: FEAT-001
            title: Import
            description: "First: a \\"quote\\".\\n\\n- one  \\n- # two\\n"  # why
            implementation:
              'It''s one

              and two'
            interaction: plain

              text
            ui: "one line"
            privacy: >-
              Folded on purpose,

              twice.
            guide: folded
              into one
            memo: "a\\nb"
            x-memo: "a\\nb"
        """,
        """
        features:
          - id: FEAT-001
            title: Import
            description: |  # why
              First: a "quote".

              - one  \n\
              - # two
            implementation: |
              It's one
              and two
            interaction: |
              plain
              text
            ui: "one line"
            privacy: >-
              Folded on purpose,

              twice.
            guide: folded
              into one
            memo: |
              a
              b
            x-memo: "a\\nb"
        """.replace("\\\n", ""),
    )


def test_what_a_block_cannot_say_stays() -> None:
    assert stays(
        """
        terms:
          - id: TERM-001
            title: Dock
            definition: "  indented\\nfirst"
          - id: TERM-002
            title: Bay
            definition: "ends with\\nblank lines\\n\\n"
          - {id: TERM-003, title: Bell, definition: "in\\nbraces"}
          - id: TERM-004
            title: Lock
            definition: "one\\ntwo"
              # three
        """
    )


def test_a_link_that_nesting_says_already_goes() -> None:
    assert becomes(
        """
        features:
          - id: FEAT-001
            title: Import
            features:
              - id: FEAT-002
                title: CSV
                parent: FEAT-001
                tests:
                  - verifies: [FEAT-002]
                    id: TC-001
                    title: It holds
                  - {id: TC-002, verifies: FEAT-002, title: It still holds}
                  - id: TC-003
                    title: Both hold
                    verifies:
                      - FEAT-001
                      - FEAT-002
              - id: FEAT-003
                title: XLSX

                parent: FEAT-001  # for now
              - id: FEAT-004
                title: ODS
                # as long as nobody asks
                parent: FEAT-001
        """,
        """
        features:
          - id: FEAT-001
            title: Import
            features:
              - id: FEAT-002
                title: CSV
                tests:
                  - id: TC-001
                    title: It holds
                  - {id: TC-002, title: It still holds}
                  - id: TC-003
                    title: Both hold
                    verifies:
                      - FEAT-001
                      - FEAT-002
              - id: FEAT-003
                title: XLSX

                # for now
              - id: FEAT-004
                title: ODS
                # as long as nobody asks
                parent: FEAT-001
        """,
    )


def test_blanks_at_the_end_of_lines_go_and_those_of_texts_stay() -> None:
    before = (
        "terms: \t\n  - id: TERM-001   # why \n    title: 'a  \n      b'\n  \n"
        "    definition: |  \n      kept  \n      \n      more\n        \n\n"
        "  - id: TERM-002 \n    title: Bay  \n\n\n"
    )
    after = (
        "terms:\n  - id: TERM-001   # why\n    title: 'a  \n      b'\n\n"
        "    definition: |  \n      kept  \n      \n      more\n        \n\n"
        "  - id: TERM-002\n    title: Bay\n"
    )
    assert formatted(before, GUIDE) == after
    assert formatted(after, GUIDE) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("terms:\n  - {id: TERM-001, title: a}", "terms:\n  - {id: TERM-001, title: a}\n"),
        ("id: TERM-001\ntitle: a\n\n  \n", "id: TERM-001\ntitle: a\n"),
        ("title: a\nid: TERM-001", "id: TERM-001\ntitle: a\n"),
        ("notes: |\n  x\nid: TERM-001", "id: TERM-001\nnotes: |\n  x\n"),
        ("id: TERM-001\nnotes: |+\n  x\n\n\n", "id: TERM-001\nnotes: |+\n  x\n\n\n"),
        ("notes: |+\n  x\n\nid: TERM-001\n", "notes: |+\n  x\n\nid: TERM-001\n"),
        ("notes: |2-\n    x\n   y\nid: TERM-001\n", "id: TERM-001\nnotes: |2-\n    x\n   y\n"),
        ("---\ntitle: a\nid: TERM-001\n...\n", "---\nid: TERM-001\ntitle: a\n...\n"),
        ('"title": a\n"id": TERM-001\n', '"id": TERM-001\n"title": a\n'),
        ("? title\n: a\n? id\n: TERM-001\n", "? title\n: a\n? id\n: TERM-001\n"),
        ("terms: [{title: a, id: TERM-001}]\n", "terms: [{id: TERM-001, title: a}]\n"),
        ("terms:\n- title: a\n  id: TERM-001\n", "terms:\n- id: TERM-001\n  title: a\n"),
        ("title:\nid: TERM-001\n", "id: TERM-001\ntitle:\n"),
        ("{notes: , id: TERM-001}\n", "{notes: , id: TERM-001}\n"),
        ("# nothing else  \n\n\n", "# nothing else  \n\n\n"),
        ("services: [b, a]  \n\n", "services: [b, a]  \n\n"),
        ("", ""),
    ],
)
def test_odd_files(before: str, after: str) -> None:
    assert formatted(before, GUIDE) == after
    assert formatted(after, GUIDE) == after


def test_the_authors_indentation_is_taken_up() -> None:
    assert becomes(
        """
        features:
        -   id: FEAT-001
            title: Import
            personas: [PER-002, PER-001]
            description: "a\\nb"
            estimate:
                low: 1d
                likely: 2d
                high: 3d
        """,
        """
        features:
        -   id: FEAT-001
            title: Import
            description: |
                a
                b
            personas:
            - PER-001
            - PER-002
            estimate:
                low: 1d
                likely: 2d
                high: 3d
        """,
    )


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    before = (
        '\ufeff# 注\r\ntitle: 车桩 \r\ndefinition: "a\\nb"\r\nrelates_to: [B-2, A-1]\r\nid: TERM-1'
    )
    after = (
        "\ufeff# 注\r\nid: TERM-1\r\ntitle: 车桩\r\ndefinition: |\r\n  a\r\n  b\r\n"
        "relates_to:\r\n  - A-1\r\n  - B-2\r\n"
    )
    assert format_bytes(before.encode(), GUIDE) == after.encode()
    assert format_bytes(after.encode(), GUIDE) == after.encode()


@pytest.mark.parametrize(
    "written",
    [
        "terms:\n  - id: [\n",
        "id: TERM-001\ntitle: a\n---\nid: TERM-002\n",
        "id: TERM-001\ntitle: a\ntitle: b\n",
        "id: TERM-001\ntitle: &x a\nnotes: *x\n",
        "id: TERM-001\ntitle: 修复 #123\n",
        "<<<<<<< ours\nid: A-1\n=======\nid: A-2\n>>>>>>> theirs\n",
        "id: TERM-001\n\ttitle: a\n",
    ],
)
def test_a_file_of_which_not_all_can_be_read_is_left_alone(written: str) -> None:
    with pytest.raises(Unwritable, match="not all of the file can be read"):
        formatted(written, GUIDE)
