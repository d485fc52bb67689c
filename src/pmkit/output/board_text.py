"""Boards as columns side by side for people, as tables, and as JSON for programs."""

from __future__ import annotations

from typing import Any

from pmkit.i18n import Translate, field_label
from pmkit.model.cells import wrapped
from pmkit.model.choice import Choice
from pmkit.model.figures import decimal
from pmkit.model.form import Leaf, fields_of
from pmkit.model.text import cell_width, one_line
from pmkit.model.wording import say
from pmkit.model.workspace import Workspace
from pmkit.output.boards import Age, Board, Card, Column, Count
from pmkit.output.colours import Paint
from pmkit.output.columns import Line, in_bands, width_of
from pmkit.output.plain import as_json, json_text, unobeyed
from pmkit.output.tables import Table
from pmkit.resources import choice_label

_SEPARATOR = " · "


class Words:
    """What the things on a board are called in the reader's language."""

    def __init__(
        self, workspace: Workspace, board: Board, language: str, translate: Translate
    ) -> None:
        self.workspace = workspace
        self.board = board
        self.language = language
        self.translate = translate

    def say(self, template: str, **values: object) -> str:
        """A template in the reader's language, filled in."""
        return say(self.translate, template, values)

    def status(self, word: str) -> str:
        """The label of a status of the board's kind."""
        form = fields_of(self.board.kind)["status"]
        assert isinstance(form, Leaf)
        assert isinstance(form.type, Choice)
        return choice_label(form.type.name, word, self.language)

    def moscow(self, word: str) -> str:
        """The label of a MoSCoW class; empty for none."""
        return choice_label("moscow", word, self.language) if word else ""

    def named(self, value: str) -> str:
        """The title of the item with an id; a text that is no id as it is."""
        entry = self.workspace.find(value)
        return one_line(entry.item.name if entry is not None else value)

    def heading(self, column: Column) -> str:
        """What a column is called."""
        if not column.key:
            return self.translate("nothing given")
        if self.board.group == "status":
            return self.status(column.key)
        if self.board.group == "moscow":
            return self.moscow(column.key)
        return self.named(column.key)

    def age(self, age: Age | None) -> str:
        """An age in words; empty if it is not known."""
        if age is None:
            return ""
        if age.count is Count.TOOK:
            text = "took 1 day" if age.days == 1 else "took {days} days"
        elif age.count is Count.CREATED:
            text = "1 day old" if age.days == 1 else "{days} days old" if age.days else "new today"
        else:
            text = "1 day" if age.days == 1 else "{days} days" if age.days else "since today"
        return self.say(text, days=age.days)

    def late(self, card: Card) -> str:
        """That a card is late; empty where it is not."""
        return self.say("! was due {day}", day=card.due) if card.late else ""

    def sum(self, column: Column) -> str:
        """How many cards a column has, and how much effort they take as far as it is known."""
        count = str(len(column.cards))
        if not self.board.has_effort or column.effort is None:
            return count
        text = "≥ {days} d" if column.unestimated else "{days} d"
        return f"{count}{_SEPARATOR}{self.say(text, days=decimal(column.effort, 1))}"

    def left_out(self) -> str:
        """How many items are not shown; empty if all are."""
        counts = [f"{self.status(word)} {count}" for word, count in self.board.hidden]
        if self.board.modules:
            counts.append(f"{self.translate('modules')} {self.board.modules}")
        if not counts:
            return ""
        return self.say("not shown: {counts}; --all shows them", counts=tuple(counts))


def for_terminal(words: Words, paint: Paint, terminal: int) -> str:
    """The board in the width of a terminal; columns without cards are left out."""
    board = words.board
    filled = [column for column in board.columns if column.cards]
    beside, width = width_of(len(filled), terminal)
    foot: list[str] = []
    lines = in_bands([_column(words, one, width) for one in filled], beside, width, paint)
    for closing in (words.say("as of {day}", day=board.as_of), words.left_out()):
        foot += wrapped(closing, max(2, terminal))
    return unobeyed("\n".join([*lines, "", *foot]))


def _column(words: Words, column: Column, width: int) -> list[Line]:
    heading, total = words.heading(column), words.sum(column)
    room = width - cell_width(heading) - cell_width(total)
    if room >= 2:
        lines = [Line(heading + " " * room + total, ("bold",))]
    else:
        lines = [
            Line(part, ("bold",)) for part in [*wrapped(heading, width), *wrapped(total, width)]
        ]
    lines.append(Line("─" * width, ("dim",)))
    for number, card in enumerate(column.cards):
        lines += [*([Line()] if number else []), *_card(words, card, width)]
    return lines


def _card(words: Words, card: Card, width: int) -> list[Line]:
    item_id, age = one_line(card.entry.id), words.age(card.age)
    room = width - cell_width(item_id) - cell_width(age)
    if age and room >= 2:
        lines = [Line(item_id + " " * room + age, ("cyan",))]
        age = ""
    else:
        lines = [Line(part, ("cyan",)) for part in wrapped(item_id, width)]
    lines += [Line(part) for part in wrapped(one_line(card.entry.item.name), width)]
    state = words.status(card.entry.item.status) if words.board.group != "status" else ""
    owner = words.named(card.owner) if card.owner else ""
    known = (state, words.moscow(card.moscow), owner, age)
    below = _SEPARATOR.join(part for part in known if part)
    lines += [Line(part, ("dim",)) for part in wrapped(below, width)]
    return lines + [Line(part, ("red",)) for part in wrapped(words.late(card), width)]


def as_table(words: Words) -> Table:
    """One row a card, column by column, for CSV and Markdown."""
    board = words.board
    grouped = [board.group] if board.group != "status" else []
    fields = [*grouped, "status", "id", "title", "owner", "moscow", "age_days", "since", "due"]
    headings = {
        "id": "ID",
        "age_days": words.translate("age in days"),
        "since": words.translate("since"),
    }
    columns = [headings.get(name) or field_label(name, words.language) for name in fields]
    table = Table(tuple(columns), numeric=frozenset({fields.index("age_days")}))
    for column in board.columns:
        for card in column.cards:
            item = card.entry.item
            table.rows.append(
                (
                    *([words.heading(column)] if grouped else []),
                    words.status(item.status),
                    item.id,
                    item.name,
                    words.named(card.owner) if card.owner else "",
                    words.moscow(card.moscow),
                    str(card.age.days) if card.age else "",
                    card.age.since.isoformat() if card.age else "",
                    card.due.isoformat() if card.due else "",
                )
            )
    return table


def as_json_text(board: Board) -> str:
    """A board as JSON, the same in every language. What is not known is null, never 0."""
    return json_text(
        {
            "as_of": board.as_of.isoformat(),
            "kind": board.kind.kind,
            "columns": [
                {
                    board.group: column.key or None,
                    "count": len(column.cards),
                    "effort": as_json(column.effort),
                    "unestimated": column.unestimated if board.has_effort else None,
                    "items": [_item(card) for card in column.cards],
                }
                for column in board.columns
            ],
            "hidden": dict(board.hidden),
            "modules": board.modules,
        }
    )


def _item(card: Card) -> dict[str, Any]:
    item = card.entry.item
    return {
        "id": item.id,
        "title": item.name,
        "status": item.status,
        "owner": card.owner or None,
        "moscow": card.moscow or None,
        "age_days": card.age.days if card.age else None,
        "since": as_json(card.age.since) if card.age else None,
        "due": as_json(card.due),
        "late": card.late,
    }
