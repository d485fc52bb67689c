"""Fixing settles, adds no finding, loses nothing, and touches no byte but its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.check.fixing import after, feature, files_with, mended
from tests.marked import files_of

from pmkit.check.fix import mend
from pmkit.check.fix_law import _Shift
from pmkit.check.rule import Rule, all_rules
from pmkit.check.run import run
from pmkit.model.diagnostic import Problem
from pmkit.store.editor import Splice, apply
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree, WorkTree
from pmkit.store.unwritable import Unwritable

Files = dict[str, bytes]
EXAMPLES = Path(__file__).parents[2] / "examples"
LOOK = "FMT"


def found(files: Files) -> Counter[str]:
    """How many findings of each rule there are, but for the look of files."""
    diagnostics = run(load(MemoryTree(files))).diagnostics
    return Counter(one.code for one in diagnostics if not one.code.startswith(LOOK))


@cache
def example(name: str) -> tuple[tuple[str, bytes], ...]:
    """The files of an example that are read."""
    tree = WorkTree(EXAMPLES / name)
    return tuple((path, tree.read(path)) for path in load(tree).workspace.sources)


FAULTS: tuple[tuple[bytes, bytes], ...] = (
    (b": ", "：".encode()),
    (b": ", b":"),
    (b"    ", b"\t"),
    (b"    ", "　　".encode()),
    (b"title: ", b"tilte: "),
    (b"title: ", "标题: ".encode()),
    (b"title: ", b"title: *"),
    (b"title: ", b"title: Re: "),
    (b"  - id: ", b"  - "),
    (b"id: FEAT-", b"id: FEAT "),
    (b"FEAT-0", "ＦＥＡＴ-0".encode()),
    (b"-00", b"-"),
    (b"REQ-", b"req-"),
    (b"must", b"Must"),
    (b"2026-0", b"2026/"),
    (b"d\n", b" days\n"),
    (b"5d", "５d".encode()),
    (b"%", "％".encode()),
    (b"\n", b" #12\n"),
    (b"\n", b"\x07\n"),
    (b", ", b","),
    (b"[", b"[FEAT-001, "),
    (b"status: ", b"status: d"),
    (b"true", b"yes"),
    (b"features:", b"featurs:"),
)
"""What people do to a good plan: every fault is planted by replacing one stretch by another."""


@dataclass(frozen=True)
class Damage:
    """Which example is damaged, by which faults, each at how much of the way through a file."""

    example: str
    faults: tuple[tuple[int, float], ...]
    line_end: bytes
    mark: bytes

    def files(self) -> Files:
        """The files of the example with the faults in them."""
        broken = dict(example(self.example))
        for number, far in self.faults:
            old, new = FAULTS[number]
            places = [
                (path, at)
                for path, data in broken.items()
                if path != MARKER
                for at in _places(data, old)
            ]
            if places:  # an earlier fault may have taken the last one
                path, at = places[int(far * len(places))]
                broken[path] = broken[path][:at] + new + broken[path][at + len(old) :]
        return {
            path: self.mark + data.replace(b"\n", self.line_end) for path, data in broken.items()
        }


DAMAGES = st.builds(
    Damage,
    st.sampled_from(["crm-zh", "bike-share"]),
    st.lists(
        st.tuples(st.integers(0, len(FAULTS) - 1), st.floats(0, 0.999)), min_size=1, max_size=6
    ).map(tuple),
    st.sampled_from([b"\n", b"\r\n"]),
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
)


def _places(data: bytes, part: bytes) -> Iterator[int]:
    place = data.find(part)
    while place >= 0:
        yield place
        place = data.find(part, place + 1)


def judge(damage: Damage, unsafe: bool) -> None:
    """Fixes of a damaged plan settle, add nothing, and keep the bytes that all files share."""
    broken = damage.files()
    mended_files = after(broken, unsafe=unsafe)
    assert after(mended_files, unsafe=unsafe) == mended_files
    before, left = found(broken), found(mended_files)
    assert left <= before or _reads_more(broken, mended_files)
    for data in mended_files.values():
        assert data.startswith(b"\xef\xbb\xbf") == bool(damage.mark)
        assert (data.count(b"\r\n") == data.count(b"\n")) == (damage.line_end == b"\r\n")


PHASES = [Phase.explicit, Phase.reuse, Phase.generate]


@settings(max_examples=4, derandomize=True, phases=PHASES)
@given(DAMAGES, st.booleans())
def test_fixes_of_planted_faults_settle_and_harm_nothing(damage: Damage, unsafe: bool) -> None:
    judge(damage, unsafe)


@pytest.mark.slow
@settings(max_examples=200, phases=PHASES)
@given(DAMAGES, st.booleans())
def test_fixes_of_many_planted_faults_settle_and_harm_nothing(damage: Damage, unsafe: bool) -> None:
    judge(damage, unsafe)


def _reads_more(before: Files, left: Files) -> bool:
    """Whether less is unreadable: what is found then may have been there all along."""
    return len(_problems(left)) < len(_problems(before))


def _problems(files: Files) -> tuple[Problem, ...]:
    return load(MemoryTree(files)).workspace.problems


@pytest.mark.parametrize("name", ["crm-zh", "bike-share"])
def test_nothing_is_fixed_where_nothing_is_wrong(name: str) -> None:
    files = dict(example(name))
    assert after(files, unsafe=True) == files


RULES = [rule for rule in all_rules() if "fails" in rule.sections]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_the_example_of_a_rule_is_fixed_without_harm(rule: Rule, unsafe: bool) -> None:
    files = {path: text.encode() for path, text in files_of(rule.sections["fails"]).items()}
    mended_files = after(files, unsafe=unsafe)
    assert found(mended_files) <= found(files)
    assert after(mended_files, unsafe=unsafe) == mended_files


def test_all_fixes_that_do_not_touch_are_applied_at_once() -> None:
    items = "".join(
        f"  - {{id: FEAT-{n:04}, title: Part {n}, due: 2027/1/5, estimate: ３d, onwer: Li}}\n"
        for n in range(90)
    )
    result = mended(files_with("features:\n" + items))
    assert len(result.applied) == 270
    assert {one.location.line for one in result.applied} == set(range(2, 92))
    assert [one.code for one in result.report.diagnostics if one.code[:3] == "SYN"] == []


def test_more_findings_of_a_sort_than_are_kept_are_all_fixed() -> None:
    items = "".join(
        f"  - {{id: FEAT-{n:04}, title: Part {n}, due: 2027/1/5}}\n" for n in range(250)
    )
    assert len(mended(files_with("features:\n" + items)).applied) == 250


def test_the_fixes_that_would_do_harm_are_told_from_the_others() -> None:
    items = "".join(
        f"  - {{id: FEAT-{n:03}, title: Part {n}, depends_on: [feat-{n + 1}]}}\n"
        for n in range(1, 30)
    )
    last = "  - {id: FEAT-030, title: The last, depends_on: [FEAT-020]}\n"
    result = mended(files_with("features:\n" + items + last))
    assert len(result.applied) + len(result.refused) == 29
    assert len(result.refused) == 1
    assert not any(one.name == "cycle" for one in result.report.diagnostics)


def test_of_two_fixes_that_touch_the_later_waits() -> None:
    plan = feature("priority: {kano: Onedimensional, moscow：Must}")
    expected = feature("priority: {kano: performance, moscow: must}")
    assert after(files_with(plan), unsafe=True)["plan.yaml"].decode() == expected


def test_only_what_is_asked_for_is_fixed() -> None:
    plan = """\
    features:
      - {id: FEAT-001, title: A, aliases: [FEAT-009]}
      - {id: FEAT-002, title: B, depends_on: [feat-1, FEAT-009]}
    """
    loaded = load(MemoryTree(files_with(plan)))
    assert [one.code for one in mend(loaded, select=["LNK007"]).applied] == ["LNK007"]
    assert [one.code for one in mend(loaded, ignore=["LNK007", "FMT"]).applied] == ["LNK001"]


def test_a_file_that_has_changed_since_it_was_read_is_not_fixed() -> None:
    tree = MemoryTree(files_with(feature("status: Draft")))
    loaded = load(tree)
    tree.files["plan.yaml"] += b"# more\n"
    with pytest.raises(Unwritable):
        mend(loaded)


def test_what_a_fix_reveals_does_not_keep_it_from_being_applied() -> None:
    plan = feature("depends_on：[FEAT-077]")
    result = mended(files_with(plan))
    assert [one.code for one in result.applied] == ["SYN017"]
    assert [one.code for one in result.report.diagnostics] == ["LNK001"]


@st.composite
def splices(draw: st.DrawFn) -> tuple[str, list[Splice]]:
    """A text and some stretches of it that do not touch, with other texts for them."""
    text = "".join(chr(0x4E00 + n) for n in range(draw(st.integers(0, 30))))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [
        Splice(start, draw(st.sampled_from([start, end])), draw(st.sampled_from(["", "x", "yz"])))
        for start, end in pairs
    ]


@given(splices())
def test_what_no_splice_touches_is_found_where_it_has_gone_to(
    example: tuple[str, list[Splice]],
) -> None:
    text, changes = example
    changed, shift = apply(text, changes), _Shift(changes)
    for place, sign in enumerate(text):
        if not shift.touches(place, place + 1):
            assert changed[shift.after(place)] == sign
            assert shift.before(place) == shift.after(place)
