"""What a comment to pmkit speaks of stays below it, or moves along: nothing comes in between."""

from __future__ import annotations

import pytest
from tests.store.test_formatting import GUIDE, becomes, stays, text

from pmkit.model.place import Place
from pmkit.store.formatting import file as formatting
from pmkit.store.formatting.file import formatted
from pmkit.store.formatting.patch import Patch, Sort
from pmkit.store.formatting.spoken import Spoken, coverage
from pmkit.store.problems import Problems
from pmkit.store.remarks import remarks_of
from pmkit.store.unwritable import Unwritable
from pmkit.store.yaml_reader import read_yaml

WAYS = [
    "# pmkit: ignore[LNK001] later",
    "#pmkit: ignore[LNK001]",
    "# pmkit：ignore【LNK001】 稍后",
    "#  PMKIT : Ignore［lnk］",
    "# TODO # pmkit: ignore[LNK001] later",
]
VALUES = [
    "depends_on: [FEAT-009, FEAT-002]",
    "priority: {kano: must_be}",
    r'notes: "a\n\nb"',
]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("comment", WAYS)
def test_a_value_that_one_speaks_of_stays_in_its_line(comment: str, value: str) -> None:
    assert formatted(text(f"features:\n  - id: FEAT-001\n    {value}\n"), GUIDE).count("\n") > 3
    assert stays(f"features:\n  - id: FEAT-001\n    {value}  {comment}\n")
    assert stays(f"features:\n  - id: FEAT-001\n    {comment}\n    {value}\n")
    assert stays(f"features:\n  - id: FEAT-001\n    {comment}\n\n    # why\n    {value}\n")


def test_a_comment_for_the_whole_file_holds_nothing_back() -> None:
    assert becomes(
        """
        # pmkit: ignore[LNK001] later
        features:
          - title: a
            id: FEAT-001
            depends_on: [FEAT-009]
        """,
        """
        # pmkit: ignore[LNK001] later
        features:
          - id: FEAT-001
            title: a
            depends_on:
              - FEAT-009
        """,
    )


def test_it_moves_along_with_its_field() -> None:
    assert becomes(
        """
        features:
          - id: FEAT-001
            # pmkit: ignore[LNK001] later

            depends_on: [FEAT-009]
            notes: a  # pmkit: ignore[TXT]
            status: 草稿
            title: a
        """,
        """
        features:
          - id: FEAT-001
            title: a
            status: draft
            # pmkit: ignore[LNK001] later

            depends_on: [FEAT-009]
            notes: a  # pmkit: ignore[TXT]
        """,
    )


def test_it_moves_along_with_its_link() -> None:
    assert becomes(
        """
        features:
          - id: FEAT-001
            depends_on:
              - FEAT-010
              - FEAT-009  # pmkit: ignore[LNK001] later
              - FEAT-002
        """,
        """
        features:
          - id: FEAT-001
            depends_on:
              - FEAT-002
              - FEAT-009  # pmkit: ignore[LNK001] later
              - FEAT-010
        """,
    )


LEFT_ALONE = [
    "features:\n  # pmkit: ignore[TXT]\n  - title: a\n    id: FEAT-001\n",
    "features:\n  - title: a  # pmkit: ignore[TXT]\n    id: FEAT-001\n",
    "features:\n  - title: a\n    id: FEAT-001  # pmkit: ignore[TXT]\n",
    "features:\n  - title: a\n    # pmkit: ignore[TXT]\n    id: FEAT-001\n",
    "title: a\nid: FEAT-001  # pmkit: ignore[TXT]\n    # pmkit: ignore[LNK]\nteam: b\n",
    "title: a\n# pmkit: ignore[TXT]\nid: FEAT-001\n",
    "title: a  # pmkit: ignore[TXT]\nid: FEAT-001\n",
    # Indented like a comment of what stands above it, it speaks of what stands below.
    "id: FEAT-001\nnotes: a\n  # pmkit: ignore[TXT]\ntitle: a\n",
    # It speaks of nothing, and would speak of whatever came to stand below it.
    "id: FEAT-001\nnotes: b\ntitle: a\n  # pmkit: ignore[TXT]\n",
    # The text would come to begin in the line that it speaks of.
    "id: FEAT-001\n# pmkit: ignore[TXT]\nnotes:\n  'a\n\n  b'\n",
    "id: FEAT-001\ndepends_on:\n  - FEAT-003  # pmkit: ignore[LNK]\n  - FEAT-002\n",
    "id: FEAT-001\ndepends_on:\n  - FEAT-003\n  - FEAT-002  # pmkit: ignore[LNK]\n",
    "features:\n  - {title: a,\n     id: FEAT-001}  # pmkit: ignore[TXT]\n",
    "releases:\n  - id: REL-001\n    phases:\n      - id: PH-001\n"
    "        title: a\n        release: REL-001  # pmkit: ignore[TXT]\n",
    "releases:\n  - id: REL-001\n    phases:\n      - release: REL-001\n"
    "        id: PH-001  # pmkit: ignore[TXT]\n        title: a\n",
]


@pytest.mark.parametrize("written", LEFT_ALONE)
def test_what_would_change_what_it_speaks_of_is_left_alone(written: str) -> None:
    assert stays(written)
    windows = written.replace("\n", "\r\n")
    assert formatted(windows, GUIDE) == windows
    assert formatted(written.replace("pmkit", "someone"), GUIDE) != written.replace(
        "pmkit", "someone"
    )


def test_in_its_line_things_may_change_places() -> None:
    assert becomes(
        """
        features:
          - {title: a, id: FEAT-001, status: 草稿}  # pmkit: ignore[TXT]
        """,
        """
        features:
          - {id: FEAT-001, title: a, status: draft}  # pmkit: ignore[TXT]
        """,
    )


def test_what_stays_first_holds_nothing_back() -> None:
    assert becomes(
        """
        features:
          # pmkit: ignore[TRC] later
          - id: FEAT-001  # pmkit: ignore[TXT]
            status: draft
            title: a
        """,
        """
        features:
          # pmkit: ignore[TRC] later
          - id: FEAT-001  # pmkit: ignore[TXT]
            title: a
            status: draft
        """,
    )


def test_the_law_sees_it_even_where_a_patch_did_not(monkeypatch: pytest.MonkeyPatch) -> None:
    written = "features:\n  - id: FEAT-001\n    depends_on: [FEAT-009]  # pmkit: ignore[LNK]\n"
    monkeypatch.setattr(Spoken, "allows", lambda self, patch: True)
    with pytest.raises(Unwritable, match="cannot be changed without changing more"):
        formatted(written, GUIDE)
    assert formatting.formatted(written.replace("pmkit", "someone"), GUIDE)


def covered(written: str) -> object:
    place: Place = read_yaml(written, Problems("")).place
    return coverage(written, place, remarks_of("", written, place))


def test_what_is_covered_is_told_by_name_not_by_place_or_spelling() -> None:
    before = "title: a\n# pmkit: x\nstatus: 草稿\nlinks: [A-2, A-1]\n"
    assert covered(before) == covered("title: a\nlinks: [A-1, A-2]\n# pmkit: x\nstatus: draft\n")
    assert covered(before) != covered("title: a\nstatus: 草稿\n# pmkit: x\nlinks: [A-2, A-1]\n")
    assert covered("# pmkit: x\na: 1\n") != covered("a: 1\n# pmkit: x\n")


def test_many_comments_in_one_stretch_are_looked_at_once() -> None:
    line = "# pmkit: x\n" * 9_000
    written = f"id: FEAT-001\nnotes: a\n{line}title: a\n"
    assert formatted(written, GUIDE).startswith(f"id: FEAT-001\n{line}title: a\nnotes")
    patch = Patch(Sort.KEYS, 0, 5, (), (0, 1))
    assert Spoken(written).allows(patch)
