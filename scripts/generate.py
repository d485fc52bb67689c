"""Writes what follows from the code: schemas/, and docs/ of the format, the commands, the rules."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from scripts.rules_page import rules_page
from typer.testing import CliRunner

from pmkit import resources
from pmkit.cli.app import COMMANDS, application
from pmkit.kinds import kinds
from pmkit.kinds.schema import as_text, items_schema, kind_schema
from pmkit.kinds.shapes import Work
from pmkit.kinds.words import described, in_words, shape_name
from pmkit.model.choice import Choice
from pmkit.model.fields import LinkType
from pmkit.model.form import Form, Leaf, Listing, Nested, Table, attributes_of, fields_of
from pmkit.model.item import Item
from pmkit.store.schema import settings_schema
from pmkit.store.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
HEADER = "<!-- Written by scripts/generate.py: edits are lost. make generate renews it. -->\n\n"
CHINESE_HEADER = "<!-- 由 scripts/generate.py 生成，请勿直接修改；运行 make generate 更新。 -->\n\n"
COLUMNS = 80
IDS = "a prefix, `-` or `_`, then letters and digits; unique, such as FEAT-001"


def files() -> dict[str, str]:
    """Every generated file: its path from the checkout's folder, and its text."""
    schemas = {kind: kind_schema(kind) for kind in kinds()}
    schemas |= {"items": items_schema(), "pmkit": settings_schema()}
    found = {f"schemas/{name}.schema.json": as_text(one) for name, one in schemas.items()}
    found["docs/format.md"] = HEADER + "\n".join(format_reference())
    found["docs/cli.md"] = HEADER + "\n".join(cli_reference())
    found["docs/rules.md"] = HEADER + "\n".join(rules_page("en"))
    found["docs/rules.zh-CN.md"] = CHINESE_HEADER + "\n".join(rules_page("zh-CN"))
    return found


def cli_reference() -> Iterator[str]:
    """The help of the program and of every command, as Markdown."""
    yield "# Commands\n"
    for arguments in ([], *([name] for name in COMMANDS)):
        yield f"## {' '.join(['pmkit', *arguments])}\n"
        yield f"```text\n{help_of(arguments)}```\n"


def help_of(arguments: list[str]) -> str:
    """What ``--help`` says, on 80 columns."""
    environment = {"COLUMNS": str(COLUMNS), "NO_COLOR": "1", "TERM": "dumb"}
    arguments = [*arguments, "--help"]
    result = CliRunner().invoke(
        application(), arguments, prog_name="pmkit", env=environment, terminal_width=COLUMNS
    )
    if result.exit_code:
        raise RuntimeError(f"pmkit {' '.join(arguments)} left with code {result.exit_code}")
    return "\n".join(line.rstrip() for line in result.stdout.split("\n"))


def format_reference() -> Iterator[str]:
    """All kinds and shapes with their fields, all choices with their words, all links."""
    yield "# Fields\n"
    yield "Fields in **bold** are required. A mapping may also have keys that begin with `x-`.\n"
    yield "## Kinds\n"
    rows = [
        [f"[{name}](#{name})", f"`{kind.plural}`", f"`{kind.prefix}-`", described(kind)]
        for name, kind in kinds().items()
    ]
    yield table(["kind", "plural", "prefix", "what it is"], rows)
    yield from section("item", "Every item", Item)
    yield from section("work", "Features, stories and tasks", Work)
    for name, kind in kinds().items():
        yield from section(name, name, kind)
    yield "## Mappings inside items\n"
    for model in shapes([Nested(kind) for kind in kinds().values()]):
        yield from section(f"shape-{shape_name(model)}", shape_name(model), model, 3)
    yield from section("settings", "pmkit.yaml", Settings)
    for model in shapes([Nested(Settings)]):
        yield from section(f"shape-{shape_name(model)}", shape_name(model), model, 3)
    yield "## Words of choices\n"
    yield table(["choice", "word", "also written"], list(choice_rows()))
    yield "## Links\n"
    yield table(["where", "field", "may name"], list(link_rows()))


def section(anchor: str, title: str, model: type[BaseModel], level: int = 2) -> Iterator[str]:
    """A model's heading, what it is for, and the table of the fields that it declares itself."""
    yield f'<a id="{anchor}"></a>\n'
    yield f"{'#' * level} {title}\n"
    yield f"{described(model)}\n"
    for sentence in notes(model):
        yield f"{sentence}\n"
    rows = [
        [
            f"**`{name}`**" if required else f"`{name}`",
            IDS if model is Item and name == "id" else cell(form, default),
        ]
        for name, form, default, required in own_fields(model)
    ]
    if rows:
        yield table(["field", "what it takes"], rows)


def notes(model: type[BaseModel]) -> Iterator[str]:
    """What the fields do not say of a kind or shape."""
    if line_key := getattr(model, "line_key", ""):
        yield f"A single value in its place is its `{line_key}`."
    if not issubclass(model, Item) or "kind" not in vars(model):
        return
    for name in set(Item.required) - set(model.required):
        yield f"May leave out `{name}`."
    nested = ", ".join(f"`{plural}` (fills `{link}`)" for plural, link in model.nests.items())
    if nested:
        yield f"May hold {nested}."
    more = "[every item](#item)" + (" and [work](#work)" if issubclass(model, Work) else "")
    yield f"Has the fields of {more}, and:" if list(own_fields(model)) else f"Is like {more}."


def own_fields(model: type[BaseModel]) -> Iterator[tuple[str, Form, object, bool]]:
    """The fields that a model declares or requires: name, form, default, whether required."""
    needed = getattr(model, "required", ("pmkit", "name") if model is Settings else ())
    for name, attribute in attributes_of(model).items():
        field = model.model_fields[attribute]
        required = field.is_required() or name in needed
        if attribute in inspect.get_annotations(model) or model.__name__ == "Priority":
            yield name, fields_of(model)[name], field.default, required


def cell(form: Form, default: object = None) -> str:
    """What a field takes, with a link to the mapping that it holds."""
    if isinstance(form, Nested):
        name = shape_name(form.model)
        return f"[{name}](#shape-{name})"
    if isinstance(form, Listing) and isinstance(form.of, Nested):
        return f"one or more: {cell(form.of)}"
    if isinstance(form, Table) and not isinstance(form.values, Leaf):
        return in_words(Table(form.keys, form.keys)).rpartition(": ")[0] + f": {cell(form.values)}"
    return in_words(form, default)


def shapes(forms: list[Form]) -> list[type[BaseModel]]:
    """The mappings inside some forms, without kinds, by name."""
    top = {form.model for form in forms if isinstance(form, Nested)}
    found = {form.model for form in walk(forms) if isinstance(form, Nested)}
    return sorted(found - top, key=shape_name)


def walk(forms: list[Form]) -> Iterator[Form]:
    """Every form inside some forms; what is inside a mapping with fields once."""
    todo = [*forms]
    seen = set()
    while todo:
        form = todo.pop()
        yield form
        if isinstance(form, Listing):
            todo.append(form.of)
        elif isinstance(form, Table):
            todo += [form.values, form.keys]
        elif isinstance(form, Nested) and form.model not in seen:
            seen.add(form.model)
            todo += fields_of(form.model).values()


def choice_rows() -> Iterator[list[str]]:
    """The words of every choice of items, and the words of all languages for each."""
    choices = {"impact": tuple(resources.locale("choices/zh-CN")["impact"])}
    for form in walk([Nested(kind) for kind in kinds().values()]):
        if isinstance(form, Leaf) and isinstance(form.type, Choice):
            choices[form.type.name] = form.type.words
    for name in sorted(choices):
        for number, word in enumerate(choices[name]):
            others = [one for one, key in resources.choice_words(name).items() if key == word]
            also = ", ".join(one for one in others if one != word)
            yield [name if not number else "", f"`{word}`", also]


def link_rows() -> Iterator[list[str]]:
    """Every field that holds links, and the kinds that it may name."""
    models: list[type[BaseModel]] = [Item, Work, *kinds().values()]
    shared: dict[type[BaseModel], str] = {Item: "every item", Work: "feature, story, task"}
    for model in [*models, *shapes([Nested(one) for one in models])]:
        where = shared.get(model) or getattr(model, "kind", "") or shape_name(model)
        for name, form, _, _ in own_fields(model):
            for leaf in leaves(form):
                if isinstance(leaf.type, LinkType):
                    yield [where, f"`{name}`", in_words(leaf)]


def leaves(form: Form) -> Iterator[Leaf]:
    """The single values in a form, without those of mappings with fields."""
    if isinstance(form, Leaf):
        yield form
    elif isinstance(form, Listing):
        yield from leaves(form.of)
    elif isinstance(form, Table):
        yield from (form.keys, *leaves(form.values))


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table, with a blank line behind it."""
    lines = [head, ["---"] * len(head), *rows]
    escaped = ([one.replace("|", "\\|") for one in cells] for cells in lines)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in escaped)


def main() -> None:
    """Writes the files that are not fresh, and removes schemas of kinds that are gone."""
    fresh = files()
    for path, text in fresh.items():
        target = ROOT / path
        if not target.exists() or target.read_bytes() != text.encode():
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(text.encode())
            print(f"wrote {path}")
    for old in (ROOT / "schemas").glob("*.schema.json"):
        if f"schemas/{old.name}" not in fresh:
            old.unlink()
            print(f"removed schemas/{old.name}")


if __name__ == "__main__":
    main()
