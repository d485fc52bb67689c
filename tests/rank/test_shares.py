"""MoSCoW shares: by effort, for every release, nothing twice and nothing lost."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.marked import EXAMPLE, SETTINGS

from pmkit.kinds.effort import WORK, Efforts
from pmkit.model.workspace import Entry
from pmkit.rank.shares import Shares, shares
from pmkit.store.loader import Loaded, load
from pmkit.store.tree import MARKER, MemoryTree

HOURS = Fraction(8)


def read(text: str) -> Loaded:
    return load(MemoryTree({MARKER: SETTINGS, EXAMPLE: text}))


def shared(text: str) -> dict[str, Shares]:
    return {one.release.id: one for one in shares(read(text).workspace, HOURS)}


def days(one: Shares) -> list[object]:
    """Must, Should, Could and unclassed."""
    return [one.must, one.should, one.could, one.unclassed]


RELEASE = """\
releases:
  - {id: REL-001, title: spring}
  - {id: REL-002, title: autumn}
features:
"""

BY_EFFORT = f"""{RELEASE}\
  - {{id: FEAT-001, title: a, release: REL-001, estimate: 60d, priority: {{moscow: must}}}}
  - {{id: FEAT-002, title: b, release: REL-001, estimate: 1mo, priority: {{moscow: should}}}}
  - {{id: FEAT-003, title: c, release: REL-001, estimate: 2w, priority: {{moscow: could}}}}
  - {{id: FEAT-004, title: d, release: REL-001, estimate: 5d, priority: {{moscow: could}}}}
  - {{id: FEAT-005, title: e, release: REL-001, estimate: 40h}}
"""


def test_effort_counts_and_not_the_number_of_items() -> None:
    one = shared(BY_EFFORT)["REL-001"]
    assert days(one) == [60, 20, 15, 5]
    assert one.total == 100
    assert [one.share(part) for part in (one.must, one.should, one.could, one.unclassed)] == [
        Fraction(3, 5),
        Fraction(1, 5),
        Fraction(3, 20),
        Fraction(1, 20),
    ]


def test_wont_rejected_and_dropped_are_no_part_of_it() -> None:
    text = BY_EFFORT.replace("moscow: should", "moscow: wont")
    text = text.replace("title: c,", "title: c, status: rejected,")
    text = text.replace("title: d,", "title: d, status: dropped,")
    assert days(shared(text)["REL-001"]) == [60, 0, 0, 5]


def test_every_release_has_its_own_and_what_has_no_release_counts_nowhere() -> None:
    text = BY_EFFORT.replace("title: b, release: REL-001", "title: b, release: REL-002")
    text = text.replace("title: c, release: REL-001", "title: c")
    found = shared(text)
    assert days(found["REL-001"]) == [60, 0, 5, 5]
    assert days(found["REL-002"]) == [0, 20, 0, 0]


def test_a_release_without_work_is_not_listed() -> None:
    assert list(shared(BY_EFFORT)) == ["REL-001"]


PARTS = f"""{RELEASE}\
  - id: FEAT-001
    title: parent
    release: REL-001
    estimate: 50d
    priority: {{moscow: must}}
    features:
      - {{id: FEAT-002, title: takes over must, estimate: 20d}}
      - {{id: FEAT-003, title: differs, estimate: 10d, priority: {{moscow: could}}}}
      - {{id: FEAT-004, title: later, estimate: 15d, release: REL-002}}
    stories:
      - {{id: US-001, as_a: seller, i_want: import, estimate: 5d, priority: {{moscow: should}}}}
"""


def test_what_a_parent_takes_beyond_its_parts_counts_for_itself() -> None:
    found = shared(PARTS)
    assert days(found["REL-001"]) == [20 + 50 - 20 - 10 - 5, 5, 10, 0]
    assert found["REL-001"].total == 50
    assert days(found["REL-002"]) == [15, 0, 0, 0]


def test_parts_that_take_more_than_their_parent_leave_no_remainder() -> None:
    text = PARTS.replace("estimate: 50d", "estimate: 30d")
    assert days(shared(text)["REL-001"]) == [20, 5, 10, 0]


def test_a_part_below_one_of_another_release_counts_once() -> None:
    text = f"""{RELEASE}\
  - id: FEAT-001
    title: top
    release: REL-001
    estimate: 10d
    features:
      - id: FEAT-002
        title: later
        release: REL-002
        estimate: 5d
        features:
          - {{id: FEAT-003, title: now, release: REL-001, estimate: 4d}}
"""
    assert {name: one.total for name, one in shared(text).items()} == {"REL-001": 10, "REL-002": 5}


def test_a_part_below_a_dropped_one_counts_once() -> None:
    text = f"""{RELEASE}\
  - id: FEAT-001
    title: top
    release: REL-001
    estimate: 10d
    features:
      - id: FEAT-002
        title: given up
        status: dropped
        estimate: 7d
        stories:
          - {{id: US-001, as_a: seller, i_want: import, estimate: 4d}}
"""
    assert shared(text)["REL-001"].total == 10


def test_what_has_a_class_and_no_effort_is_counted_apart() -> None:
    text = f"""{RELEASE}\
  - {{id: FEAT-001, title: a, release: REL-001, priority: {{moscow: must}}}}
  - {{id: FEAT-002, title: b, release: REL-001, priority: {{moscow: could}}}}
  - {{id: FEAT-003, title: c, release: REL-001}}
"""
    one = shared(text)["REL-001"]
    assert one.unestimated == 2
    assert one.total == 0
    assert one.share(one.must) is None


ESTIMATES = st.one_of(st.none(), st.integers(0, 30))
ITEMS = st.lists(
    st.tuples(
        st.integers(0, 12),  # the parent: a feature of this number, if there is one
        ESTIMATES,
        st.sampled_from(["", "REL-001", "REL-002"]),
        st.sampled_from(["", "must", "should", "could", "wont"]),
        st.sampled_from(["draft", "done", "rejected", "dropped"]),
        st.booleans(),  # a story
    ),
    min_size=1,
    max_size=12,
)
Row = tuple[int, int | None, str, str, str, bool]


def plan_of(rows: list[Row]) -> Loaded:
    """Features and stories in any tree, circles included."""
    features, stories = "", ""
    for number, (parent, estimate, release, moscow, status, is_story) in enumerate(rows, start=1):
        lines = [f"status: {status}"]
        lines += [] if estimate is None else [f"estimate: {estimate}d"]
        lines += [f"release: {release}"] if release else []
        lines += [f"priority: {{moscow: {moscow}}}"] if moscow else []
        if 1 <= parent <= len(rows):
            lines.append(f"{'feature' if is_story else 'parent'}: FEAT-{parent}")
        body = "".join(f"    {line}\n" for line in lines)
        if is_story:
            stories += f"  - id: US-{number}\n    as_a: seller\n    i_want: sell\n{body}"
        else:
            features += f"  - id: FEAT-{number}\n    title: a\n{body}"
    return read(
        RELEASE.removesuffix("features:\n")
        + (f"features:\n{features}" if features else "")
        + (f"stories:\n{stories}" if stories else "")
    )


def wholes(loaded: Loaded, efforts: Efforts) -> dict[str, Entry]:
    """The item that each one is a part of."""
    work = loaded.workspace.of_kind(*WORK)
    return {part.id: whole for whole in work for part in efforts.parts(whole)}


@given(ITEMS)
def test_remainders_add_up_to_the_effort_of_the_top_items(rows: list[Row]) -> None:
    loaded = plan_of(rows)
    efforts = Efforts(loaded.workspace, HOURS)
    above = wholes(loaded, efforts)
    remainders: dict[str, Fraction] = {}
    tops: dict[str, Fraction] = {}
    for entry in loaded.workspace.of_kind(*WORK):
        release = efforts.release(entry)
        assert efforts.remainder(entry) >= 0
        remainders[release] = remainders.get(release, Fraction(0)) + efforts.remainder(entry)
        if not any(
            efforts.counts(one) and efforts.release(one) == release for one in way_up(entry, above)
        ):
            tops[release] = tops.get(release, Fraction(0)) + (efforts.of(entry) or 0)
    assert {name: sum_ for name, sum_ in remainders.items() if sum_} == {
        name: sum_ for name, sum_ in tops.items() if sum_
    }


def way_up(entry: Entry, above: dict[str, Entry]) -> list[Entry]:
    found: list[Entry] = []
    while entry.id in above:
        entry = above[entry.id]
        found.append(entry)
    return found


@given(ITEMS)
def test_shares_are_the_remainders(rows: list[Row]) -> None:
    loaded = plan_of(rows)
    efforts = Efforts(loaded.workspace, HOURS)
    work = loaded.workspace.of_kind(*WORK)
    for one in shares(loaded.workspace, HOURS):
        inside = [entry for entry in work if efforts.release(entry) == one.release.id]
        assert one.total == sum(map(efforts.remainder, inside), Fraction(0))
        assert min(one.must, one.should, one.could, one.unclassed) >= 0


@given(ITEMS)
def test_no_release_takes_more_than_all_its_estimates(rows: list[Row]) -> None:
    loaded = plan_of(rows)
    efforts = Efforts(loaded.workspace, HOURS)
    work = [entry for entry in loaded.workspace.of_kind(*WORK) if efforts.counts(entry)]
    for one in shares(loaded.workspace, HOURS):
        own = [efforts.own(entry) for entry in work if efforts.release(entry) == one.release.id]
        known = [effort for effort in own if effort is not None]
        assert max(known, default=Fraction(0)) <= one.total <= sum(known, Fraction(0))
