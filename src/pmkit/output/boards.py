"""Boards: items as cards in the columns of their states, with their ages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from pmkit.kinds.effort import WORK, Efforts, efforts_of
from pmkit.kinds.inheritance import inherited
from pmkit.kinds.module import is_module
from pmkit.methods.moscow import ORDER
from pmkit.model.choice import Choice
from pmkit.model.form import Form, Leaf, fields_of
from pmkit.model.item import Item
from pmkit.model.workspace import Entry, Workspace

HIDDEN = frozenset({"released", "rejected", "dropped", "cancelled"})
_OVER = HIDDEN | {
    *("done", "met", "missed", "closed", "stopped"),
    *("answered", "accepted", "superseded", "declined"),
}
_PATHS = {"moscow": "priority.moscow"}


class Count(StrEnum):
    """What the days of an age count."""

    STARTED = "started"
    CREATED = "created"
    TOOK = "took"


@dataclass(frozen=True, slots=True)
class Age:
    """How many calendar days an item is in its state, and since when.

    From the day it was started, else created, to the day of the board, which is day 0 if they are
    the same. For what is finished, the days that it took, the first and the last counted.
    """

    count: Count
    days: int
    since: date


@dataclass(frozen=True, slots=True)
class Card:
    """An item on a board. ``late`` says whether it should be finished by now."""

    entry: Entry
    owner: str
    moscow: str
    age: Age | None
    due: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Column:
    """The cards of one state; ``key`` is empty for what has no value in the field of the board.

    ``effort`` is in person-days, without counting anything twice on the board; None where nothing
    is estimated. ``unestimated`` cards are to be done and not in it.
    """

    key: str
    cards: tuple[Card, ...]
    effort: Fraction | None
    unestimated: int


@dataclass(frozen=True)
class Board:
    """The items of a kind in columns, empty ones too; what is left out, by status, and modules."""

    kind: type[Item]
    group: str
    as_of: date
    columns: tuple[Column, ...]
    hidden: tuple[tuple[str, int], ...] = ()
    modules: int = 0

    @property
    def has_effort(self) -> bool:
        """Whether the kind is work, which takes effort."""
        return self.kind.kind in WORK


def board(
    workspace: Workspace,
    kind: type[Item],
    as_of: date,
    hours_per_day: Fraction,
    group: str = "status",
    where: Callable[[Entry], bool] | None = None,
    every: bool = False,
) -> Board:
    """The board of the items of a kind on a day; released, rejected and dropped ones if asked for.

    In a column late cards come first, then by MoSCoW, then as in every list.
    """
    selected = [one for one in workspace.of_kind(kind.kind) if where is None or where(one)]
    wanted = selected if every else [one for one in selected if one.item.status not in HIDDEN]
    shown = wanted if every else [one for one in wanted if not is_module(workspace, one)]
    away = [one.item.status for one in selected if one.item.status in HIDDEN and not every]
    found: dict[str, list[Entry]] = {key: [] for key in _keys(workspace, kind, group, every)}
    for entry in shown:
        found.setdefault(_value(workspace, entry, group), []).append(entry)
    if group != "status":
        found = {key: found[key] for key in sorted(found, key=lambda key: not key) if found[key]}
    efforts = efforts_of(workspace, hours_per_day)
    on_board = frozenset(one.id for one in shown)
    return Board(
        kind,
        group,
        as_of,
        tuple(
            _column(workspace, key, entries, as_of, efforts, on_board)
            for key, entries in found.items()
        ),
        tuple((word, away.count(word)) for word in _words(kind, "status") if word in away),
        len(wanted) - len(shown),
    )


def _keys(workspace: Workspace, kind: type[Item], group: str, every: bool) -> list[str]:
    """The columns that there are whether they have cards or not, and the order of the others."""
    if group in ("status", "moscow"):
        return [word for word in _words(kind, group) if every or word not in HIDDEN]
    if group == "owner":
        found = {_value(workspace, entry, group) for entry in workspace.of_kind(kind.kind)}
        return sorted(found - {""})
    return [entry.id for entry in workspace.of_kind(group)]


def _words(kind: type[Item], group: str) -> Sequence[str]:
    if group == "moscow":
        return ORDER
    form: Form = fields_of(kind)[group]
    return form.type.words if isinstance(form, Leaf) and isinstance(form.type, Choice) else ()


def _value(workspace: Workspace, entry: Entry, group: str) -> str:
    """What an item has in the field of the board, its own or inherited; empty if nothing."""
    if group == "status":
        return entry.item.status
    found = inherited(workspace, entry, _PATHS.get(group, group))
    if found is None:
        return ""
    return workspace.current_id(str(found.value))


def _column(
    workspace: Workspace,
    key: str,
    entries: Iterable[Entry],
    as_of: date,
    efforts: Efforts,
    on_board: frozenset[str],
) -> Column:
    cards = [_card(workspace, entry, as_of) for entry in entries]
    places = {word: number for number, word in enumerate(ORDER)}
    cards.sort(key=lambda card: (not card.late, places.get(card.moscow, len(ORDER))))
    counted = [card.entry for card in cards if efforts.counts(card.entry)]
    unknown = [one for one in counted if efforts.of(one) is None]
    known = [
        efforts.remainder(one, lambda part: part.id in on_board)
        for one in counted
        if efforts.of(one) is not None
    ]
    effort = sum(known, Fraction(0)) if known else None
    unestimated = sum(not is_module(workspace, one) for one in unknown)
    return Column(key, tuple(cards), effort, unestimated)


def _card(workspace: Workspace, entry: Entry, as_of: date) -> Card:
    due = entry.item.day("due")
    late = due is not None and due < as_of and not _is_over(entry.item)
    owner, moscow = (_value(workspace, entry, field) for field in ("owner", "moscow"))
    return Card(entry, owner, moscow, age(entry.item, as_of), due, late)


def _is_over(item: Item) -> bool:
    return item.status in _OVER or item.day("finished") is not None


def age(item: Item, as_of: date) -> Age | None:
    """How long an item is in its state, as far as its dates tell; None if they do not."""
    started, finished = item.day("started"), item.day("finished")
    if _is_over(item):
        if started is None or finished is None or finished < started:
            return None
        return Age(Count.TOOK, (finished - started).days + 1, started)
    for count, since in ((Count.STARTED, started), (Count.CREATED, item.created)):
        if since is not None and since <= as_of:
            return Age(count, (as_of - since).days, since)
    return None
