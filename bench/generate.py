"""Write one invented plan three times: as two pmkit workspaces and as a throughline project.

`one-a-file` and `many-a-file` are pmkit workspaces. `throughline` holds the same items, texts and
links in the format of throughline 4, with a schema by which `tl check` validates what
`pmkit check --select SYN,IDS,LNK` validates: ids, statuses, required fields, choices and links.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from string import Template

import sample
from sample import Item, Kind, Value

ONE_A_FILE = "one-a-file"
MANY_A_FILE = "many-a-file"
THROUGHLINE = "throughline"

IN_ONE_LINE = ("tags", "rice", "estimate")
LISTED_LINKS = ("goals", "satisfies", "depends_on")

THROUGHLINE_SETTINGS = """\
[project]
name = "Bench"
format_version = 4

[grounding]
root_types = ["goal"]
delivery_roots = ["goal"]
ground_link_types = ["goals", "satisfies", "feature"]

[types.goal]

[types.requirement]
attrs.type = { type = "enum", values = $categories, required = true }
attrs.moscow = $moscow

[types.feature]
attrs.moscow = $moscow

[types.story]
attrs.as_a = { type = "string", required = true }
attrs.i_want = { type = "string", required = true }
attrs.moscow = $moscow

[links]
types = ["goals", "satisfies", "feature", "depends_on"]

[link_rules]
goals = { from = ["requirement"], to = ["goal"] }
satisfies = { from = ["feature", "story"], to = ["requirement", "goal"] }
feature = { from = ["story"], to = ["feature"] }

[status]
values = $statuses

[status.roles]
initial = "draft"
ratified = "approved"
invalidated = "rejected"
tombstone = "dropped"
"""


def write_all(folder: Path, items: Sequence[Item], per_file: int) -> None:
    """The three folders, each complete and clean for the program that reads it."""
    write_one_a_file(folder / ONE_A_FILE, items)
    write_many_a_file(folder / MANY_A_FILE, items, per_file)
    write_throughline(folder / THROUGHLINE, items)


def write_one_a_file(workspace: Path, items: Sequence[Item]) -> None:
    """A workspace as `pmkit new` leaves it: `plan/<plural>/<id>.yaml`."""
    _write_settings(workspace)
    for item in items:
        body = {"kind": item.kind.name, **_pmkit_fields(item)}
        write(workspace / "plan" / item.kind.plural / f"{item.id}.yaml", mapping(body))


def write_many_a_file(workspace: Path, items: Sequence[Item], per_file: int) -> None:
    """A workspace of lists of one kind each, `per_file` items in a file."""
    _write_settings(workspace)
    for kind, members in _by_kind(items):
        for start in range(0, len(members), per_file):
            listed = [_pmkit_fields(item) for item in members[start : start + per_file]]
            name = f"{kind.plural}-{start // per_file + 1:03d}.yaml"
            write(workspace / "plan" / name, mapping({kind.plural: listed}))


def write_throughline(project: Path, items: Sequence[Item]) -> None:
    """A throughline project: one register a kind, one file an item."""
    write(project / "throughline.toml", _throughline_settings())
    for kind, members in _by_kind(items):
        register = {"prefix": kind.prefix, "digits": "5", "title": kind.plural, "type": kind.name}
        write(project / kind.plural / ".register.yml", mapping(register))
        for item in members:
            write(project / kind.plural / f"{item.id}.yml", mapping(_throughline_fields(item)))


def _by_kind(items: Sequence[Item]) -> Iterator[tuple[Kind, list[Item]]]:
    for kind, members in groupby(items, key=lambda item: item.kind):
        yield kind, list(members)


def _write_settings(workspace: Path) -> None:
    schedule = {"start": "2026-12-01", "as_of": "2026-12-15"}
    settings: dict[str, Value] = {"pmkit": "1", "name": "Bench", "items": ["plan"]}
    settings["schedule"] = schedule
    write(workspace / "pmkit.yaml", mapping(settings))


def _pmkit_fields(item: Item) -> dict[str, Value]:
    fields: dict[str, Value] = {"id": item.id, "title": item.title, "status": item.status}
    fields["description"] = item.description
    if item.tags:
        fields["tags"] = item.tags
    for field, links in groupby(item.links, key=lambda link: link.field):
        targets = [link.target for link in links]
        fields[field] = targets if field in LISTED_LINKS else targets[0]
    return fields | dict(item.fields)


def _throughline_fields(item: Item) -> dict[str, Value]:
    fields: dict[str, Value] = {"uid": item.id, "type": item.kind.name, "status": item.status}
    fields |= {"title": item.title, "text": item.description, "normative": "true"}
    if item.links:
        fields["links"] = [{"target": link.target, "type": link.field} for link in item.links]
    attributes = dict(item.fields)
    priority = attributes.pop("priority", {})
    if isinstance(priority, Mapping):
        attributes |= priority
    if item.tags:
        attributes["tags"] = item.tags
    return fields | {"attrs": attributes}


def _throughline_settings() -> str:
    """Types, links, link rules and statuses that say of the items what format 1 of pmkit says.

    Goals are the root that all others must reach, as in the settings that `tl init` writes.
    """
    statuses = [*sample.GOAL_STATUSES, *sample.WORK_STATUSES, "rejected", "dropped"]
    return Template(THROUGHLINE_SETTINGS).substitute(
        categories=json.dumps(sample.REQUIREMENT_TYPES),
        moscow=f'{{ type = "enum", values = {json.dumps(sample.MOSCOW)} }}',
        statuses=json.dumps(statuses),
    )


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def mapping(fields: Mapping[str, Value], indent: str = "") -> str:
    """A block mapping as a person would write it, every line behind `indent`."""
    return "".join(f"{indent}{key}:{_value(key, value, indent)}" for key, value in fields.items())


def _value(key: str, value: Value, indent: str) -> str:
    """What stands behind `key:`, up to and with the line break."""
    if isinstance(value, str) and "\n" in value:
        lines = "".join(f"{indent}  {line}\n" for line in value.split("\n"))
        return f" |\n{lines}"
    if isinstance(value, str):
        return f" {_scalar(value)}\n"
    if key in IN_ONE_LINE:
        return f" {_flow(value)}\n"
    if isinstance(value, Mapping):
        return "\n" + mapping(value, indent + "  ")
    return "\n" + "".join(_entry(entry, indent + "  ") for entry in value)


def _entry(entry: Value, indent: str) -> str:
    if isinstance(entry, Mapping):
        return f"{indent}- {mapping(entry, indent + '  ').lstrip()}"
    return f"{indent}- {_flow(entry)}\n"


def _flow(value: Value) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(entry)}" for key, entry in value.items()) + "}"
    return "[" + ", ".join(_flow(entry) for entry in value) + "]"


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if ": " in text else text


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write one invented plan in three layouts.")
    parser.add_argument("folder", type=Path, help="where to write; made if it is absent")
    parser.add_argument("--items", type=int, default=10_000, help="how many items (10000)")
    parser.add_argument("--per-file", type=int, default=50, help="items in a lists file (50)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same plan (1)")
    parser.add_argument(
        "--break-link", action="store_true", help=f"let one item link to {sample.MISSING_ID}"
    )
    arguments = parser.parse_args()
    if arguments.items < sample.FEWEST_ITEMS or arguments.per_file < 1:
        parser.error(f"--items takes {sample.FEWEST_ITEMS} or more, --per-file 1 or more")
    return arguments


def main() -> None:
    arguments = _arguments()
    items = sample.invent(arguments.items, arguments.seed)
    if arguments.break_link:
        items = sample.with_dangling_link(items)
    write_all(arguments.folder, items, arguments.per_file)
    links = sum(len(item.links) for item in items)
    print(f"{len(items)} items, {links / len(items):.2f} links an item, in {arguments.folder}")


if __name__ == "__main__":
    main()
