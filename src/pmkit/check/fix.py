"""Fixes applied to a plan, round after round, until nothing changes.

A round takes all fixes that do not touch each other, applies them to the text, and reads and checks
the plan again. What breaks the law of `fix_law` is sought out and left undone, so that a fix never
adds a finding and never loses what could be read. Nothing is written here.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from pmkit.check.fix_law import LOOK, READING, Breach, breach
from pmkit.check.run import Report, run
from pmkit.model.diagnostic import Diagnostic
from pmkit.model.edit import Edit
from pmkit.store import scan
from pmkit.store.batch import Change
from pmkit.store.editor import Splice, apply, edit
from pmkit.store.loader import Loaded, NoWorkspace, load
from pmkit.store.problems import Problems
from pmkit.store.tree import Overlay
from pmkit.store.unwritable import Unwritable

MOST_ROUNDS = 100
MOST_TRIALS = 60
"""How often fixes are tried in smaller groups, to tell those that break the law from the others."""


@dataclass(frozen=True)
class Mended:
    """What fixing came to: the files that change, the plan as it will be, and what is left.

    ``applied`` are findings where they stood in their round. Those that are left and whose fix
    would add a finding or lose something are ``refused``; ``unsafe`` counts the ones left that have
    an unsafe fix. ``revealed`` says how many more were applied than could be seen before the first.
    """

    changes: tuple[Change, ...]
    applied: tuple[Diagnostic, ...]
    refused: tuple[Diagnostic, ...]
    loaded: Loaded
    report: Report
    unsafe: int
    revealed: int = 0


def mend(
    loaded: Loaded, select: Iterable[str] = (), ignore: Iterable[str] = (), *, unsafe: bool = False
) -> Mended:
    """The plan with all safe fixes applied that the findings offer; with ``unsafe`` all others too.

    ``select`` and ``ignore`` say of which rules, as for `run`. Raises UnknownRule, and Unwritable
    if a file has changed since the plan was loaded.
    """
    mender = _Mender(loaded, tuple(select), tuple(ignore), unsafe)
    state = mender.start()
    seen = len(mender.wanted(state.found))
    for _ in range(MOST_ROUNDS):
        chosen = mender.choose(state.found)
        if not chosen:
            break
        state = mender.settle(state, chosen)
    changes = (Change(path, mender.before[path], data) for path, data in state.files.items())
    return Mended(
        tuple(sorted((one for one in changes if one.before != one.after), key=_path)),
        tuple(mender.applied),
        tuple(one for one in state.found.diagnostics if _key(one) in mender.refused),
        state.loaded,
        state.found,
        sum(one.fix is not None and not one.fix.is_safe for one in state.found.diagnostics),
        max(0, len(mender.applied) - seen),
    )


def _path(change: Change) -> str:
    return change.path


@dataclass(frozen=True)
class _State:
    """A plan between two rounds: what the rules that are asked for find, and what all find."""

    loaded: Loaded
    found: Report
    judged: Report
    files: Mapping[str, bytes]


_Key = tuple[object, ...]


@dataclass
class _Mender:
    """What the rounds share."""

    loaded: Loaded
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    unsafe: bool
    before: dict[str, bytes] = field(default_factory=dict)
    applied: list[Diagnostic] = field(default_factory=list)
    refused: set[_Key] = field(default_factory=set)
    trials: int = 0

    def start(self) -> _State:
        """The plan before the first round."""
        return self._state(self.loaded, {})

    def _state(self, loaded: Loaded, files: Mapping[str, bytes]) -> _State:
        found = run(loaded, self.select, self.ignore)
        judged = run(loaded) if self.select or self.ignore else found
        return _State(loaded, found, judged, files)

    def wanted(self, report: Report) -> list[Diagnostic]:
        """The findings with a fix that may be tried."""
        return [
            one
            for one in report.diagnostics
            if one.fix is not None
            and (one.fix.is_safe or self.unsafe)
            and _key(one) not in self.refused
        ]

    def choose(self, report: Report) -> list[Diagnostic]:
        """The fixes of the next round: as many as do not touch each other, in the order of places.

        What mends the reading goes first, since all else is judged by what was read, and the look
        of files last: other fixes do not see to it.
        """
        wanted = self.wanted(report)
        if not wanted:
            return []
        first = min(map(_turn, wanted))
        taken: dict[str, list[tuple[int, int]]] = {}
        return [one for one in wanted if _turn(one) == first and _take(_edits(one), taken)]

    def settle(self, state: _State, chosen: list[Diagnostic]) -> _State:
        """The plan after a round; fixes that break the law are noted and left undone."""
        kept, after = self._tried(state, [], state, chosen)
        self.applied += kept
        return after

    def _tried(
        self, start: _State, sure: list[Diagnostic], known: _State, doubtful: list[Diagnostic]
    ) -> tuple[list[Diagnostic], _State]:
        """The fixes that keep the law, and the plan with them; ``known`` is that with the sure."""
        both = [*sure, *doubtful]
        after = self._after(start, both)
        if isinstance(after, _State):
            return both, after
        self.trials += 1
        if len(doubtful) == 1 or self.trials > MOST_TRIALS:
            self.refused |= {_key(one) for one in doubtful}
            return sure, known
        for part in _parts(doubtful, after):
            sure, known = self._tried(start, sure, known, part)
        return sure, known

    def _after(self, state: _State, fixes: Sequence[Diagnostic]) -> _State | Breach:
        """The plan with some fixes, or how they break the law."""
        splices: dict[str, list[Splice]] = {}
        for one in fixes:
            for change in _edits(one):
                span = change.span
                splices.setdefault(span.path, []).append(Splice(span.start, span.end, change.text))
        files = dict(state.files)
        for path, some in splices.items():
            data = files[path] if path in files else self._read(path)
            try:
                files[path] = edit(data, partial(apply, splices=some))
            except (Unwritable, ValueError):
                return Breach()
        try:
            after = self._state(load(Overlay(self.loaded.tree, files)), files)
        except NoWorkspace:
            return Breach()
        broken = breach(
            (state.loaded, state.judged), (after.loaded, after.judged), splices, list(fixes)
        )
        return broken or after

    def _read(self, path: str) -> bytes:
        """The bytes of a file, if it still says what was loaded."""
        data = self.loaded.tree.read(path)
        if scan.decode(data, Problems(path)) != self.loaded.workspace.sources[path].text:
            raise Unwritable(
                "{path} has been changed by another program in the meantime",
                "nothing was written: save your changes there, and try again",
                path=path,
            )
        self.before[path] = data
        return data


def _turn(finding: Diagnostic) -> int:
    """After which others the fix of a finding has its turn."""
    return {READING: 0, LOOK: 2}.get(finding.code[:3], 1)


def _edits(finding: Diagnostic) -> tuple[Edit, ...]:
    return finding.fix.edits if finding.fix is not None else ()


def _key(finding: Diagnostic) -> _Key:
    """What tells a fix from the others of a plan, wherever it has moved to."""
    return (finding.identity, *(one.text for one in _edits(finding)))


def _take(edits: Sequence[Edit], taken: dict[str, list[tuple[int, int]]]) -> bool:
    """Takes the stretches of a fix, unless one of them touches what is taken already."""
    for one in edits:
        known = taken.get(one.span.path, [])
        index = bisect_left(known, (one.span.start, one.span.start))
        if index and known[index - 1][1] >= one.span.start:
            return False
        if index < len(known) and known[index][0] <= one.span.end:
            return False
    for one in edits:
        insort(taken.setdefault(one.span.path, []), (one.span.start, one.span.end))
    return True


def _parts(doubtful: list[Diagnostic], broken: Breach) -> list[list[Diagnostic]]:
    """Some fixes in two parts: those that nobody suspects and the others, else two halves."""
    suspects = [one for one in doubtful if one.item in broken.items]
    if 0 < len(suspects) < len(doubtful):
        return [[one for one in doubtful if one.item not in broken.items], suspects]
    half = len(doubtful) // 2
    return [doubtful[:half], doubtful[half:]]
