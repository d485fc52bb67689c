"""The problems of reading with their fixes. What builds these is imported where there are any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module

from pmkit.check.rule import Plan
from pmkit.model.diagnostic import Problem

Mender = Callable[[Plan, Iterable[Problem]], Iterable[Problem]]

_VALUES = ("values", "with_values_mended")
MENDERS = {
    "unreadable-yaml": ("lines", "with_values_quoted"),
    "anchor-or-alias": ("lines", "with_signs_quoted"),
    "tag": ("lines", "with_signs_quoted"),
    "full-width-colon": ("lines", "with_half_width_colon"),
    "swallowed-comment": ("lines", "with_comments_kept"),
    "forbidden-character": ("signs", "without_hidden_signs"),
    "directive": ("signs", "without_directive"),
    "tab-indentation": ("signs", "with_tabs_expanded"),
    "ideographic-space": ("signs", "with_wide_spaces_halved"),
    "split-number": ("signs", "with_numbers_whole"),
    "duplicate-key": ("keys", "without_twins"),
    "unknown-kind": ("keys", "with_kinds_named"),
    "unknown-key": ("keys", "with_keys_renamed"),
    "wrong-shape": ("keys", "with_shapes_mended"),
    "missing-field": ("identity", "with_ids_given"),
    "bad-number": _VALUES,
    "bad-bool": _VALUES,
    "bad-percent": _VALUES,
    "bad-date": _VALUES,
    "bad-duration": _VALUES,
    "bad-money": _VALUES,
    "unknown-choice": _VALUES,
    "null-word": ("values", "with_nothing_written"),
}
"""Which function of which module gives the problems of a fault their fixes."""


def mended(plan: Plan, fault: str) -> Iterable[Problem]:
    """The problems of one sort that reading has found, each with its fix if it has one."""
    problems: Sequence[Problem] = tuple(plan.read(fault))
    if not problems:
        return ()
    module, name = MENDERS[fault]
    mender: Mender = getattr(import_module(f"pmkit.check.fixes.{module}"), name)
    return mender(plan, problems)
