"""JSON Schemas say of files what the reader says, as far as a schema can."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from pmkit.check.run import run
from pmkit.kinds import kinds
from pmkit.kinds.schema import CustomType, as_text, items_schema, kind_schema
from pmkit.model.choice import Choice
from pmkit.model.fields import (
    BoolType,
    DateType,
    DurationType,
    EffectType,
    FieldType,
    LineType,
    LinkType,
    NumberType,
    PercentType,
    Refusal,
)
from pmkit.store.loader import load
from pmkit.store.schema import settings_schema, workspace_items_schema, workspace_kind_schema
from pmkit.store.tree import MARKER, MemoryTree, WorkTree

EXAMPLES = Path(__file__).parents[2] / "examples"
Json = dict[str, Any]


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do: by the core schema of YAML 1.2, in which a date is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}


_TAG = "tag:yaml.org,2002:"
_DIGITS = list("-+.0123456789")
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", _DIGITS),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", _DIGITS),
):
    EditorLoader.add_implicit_resolver(_TAG + _tag, re.compile(f"^({_pattern})$"), _first)


def as_editors_see(text: str) -> Any:
    return yaml.load(text, Loader=EditorLoader)


def faults(schema: Json, text: str) -> list[str]:
    """What is wrong with a file, each with its path."""
    found = Draft7Validator(schema).iter_errors(as_editors_see(text))
    return [f"{error.json_path}: {error.message}" for error in found]


@cache
def schema_of(example: Path) -> Json:
    """The schema of the items of an example, with its own fields."""
    return workspace_items_schema(load(WorkTree(example)).settings)


def example_files() -> Iterator[Path]:
    for example in sorted(path.parent for path in EXAMPLES.glob("*/pmkit.yaml")):
        yield from sorted((example / "plan").rglob("*.yaml"))


ITEMS = items_schema()


@pytest.mark.parametrize("kind", kinds())
def test_the_schema_of_a_kind_is_valid(kind: str) -> None:
    Draft7Validator.check_schema(kind_schema(kind))


def test_the_schemas_of_items_and_settings_are_valid() -> None:
    Draft7Validator.check_schema(ITEMS)
    Draft7Validator.check_schema(settings_schema())


@pytest.mark.parametrize("path", [*example_files()], ids=lambda path: path.stem)
def test_files_of_the_examples_validate(path: Path) -> None:
    example = next(folder for folder in path.parents if (folder / MARKER).exists())
    assert faults(schema_of(example), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "path", [*EXAMPLES.glob("*/pmkit.yaml")], ids=lambda path: path.parent.name
)
def test_settings_of_the_examples_validate(path: Path) -> None:
    assert faults(settings_schema(), path.read_text(encoding="utf-8")) == []


FEATURE = """
features:
  - id: FEAT-001
    title: 批量导入
    owner: 李雷
    status: 进行中
    due: 2026-12-01
    progress: 80%
    estimate: {low: 10d, likely: 14d, high: 24d}
    team: TEAM-001
    needs: {TEAM-001: 2}
    value: 1.10
    depends_on: [REQ-003, {item: FEAT-004, type: FS, lag: 3d}]
    priority:
      moscow: {value: wont, reason: 下期再做}
      kano: M
      rice: {reach: 38万, impact: high, confidence: 80%, effort: 1人月}
    acceptance: [一行, {given: [甲, 乙], when: 丙, then: 丁}]
    feasibility: 用了一年
    external: {jira: 12}
    data: [{name: 邮箱, required: 是}]
    x-colour: [red, {a: 1}]
    tags:
    metrics:
    raci:
    stories:
      - {id: US-001, as_a: PER-001, i_want: 导入, x-a: 1}
    tests: {id: TC-001, title: 导入, steps: 点一下}
"""
RISK = """
id: RISK-001
title: The supplier stops
probability: 2
impact: 4
response: 规避
cost: 12000 USD
"""

ONE_ALONE = "features: {id: F-1, title: a}"
WRONG = [
    (FEATURE, "owner:", "ownr:"),
    (FEATURE, "features:", "faetures:"),
    (FEATURE, "    title: 批量导入\n", ""),
    (FEATURE, "title: 批量导入", "title:"),
    (FEATURE, "title: 批量导入", "title: ''"),
    (FEATURE, "title: 批量导入", "title: [批量, 导入]"),
    (FEATURE, "id: FEAT-001", "id: FEAT 001"),
    (FEATURE, "id: FEAT-001", "id: REQ-001"),
    (FEATURE, "- id: FEAT-001\n    title", "- kind: story\n    id: FEAT-001\n    title"),
    (FEATURE, "进行中", "进行"),
    (FEATURE, "due: 2026-12-01", "due: 2026/12/1"),
    (FEATURE, "progress: 80%", "progress: 80"),
    (FEATURE, "low: 10d, ", ""),
    (FEATURE, "low: 10d", "low: 10m"),
    (FEATURE, "team: TEAM-001", "team: [TEAM-001, TEAM-002]"),
    (FEATURE, "{TEAM-001: 2}", "{TEAM-001: two}"),
    (FEATURE, "{TEAM-001: 2}", "{team 1: 2}"),
    (FEATURE, "type: FS", "type: FX"),
    (FEATURE, "type: FS", "typ: FS"),
    (FEATURE, "{item: FEAT-004, type", "{type"),
    (FEATURE, "REQ-003", "需求三"),
    (FEATURE, "value: wont", "value: won't"),
    (FEATURE, "{value: wont, reason: 下期再做}", "maybe"),
    (FEATURE, "moscow:", "moscw:"),
    (FEATURE, "kano: M", "kano: P"),
    (FEATURE, "impact: high", "impact: enormous"),
    (FEATURE, "given:", "givn:"),
    (FEATURE, "jira: 12", "jira: [12]"),
    (FEATURE, "required: 是", "required: 对"),
    (FEATURE, "name: 邮箱, ", ""),
    (FEATURE, "tags:\n", "tags: [a, ]\n    wants: [b]\n"),
    (FEATURE, "tags:\n", "tags: [a, {b: c}]\n"),
    (FEATURE, "as_a: PER-001, ", ""),
    (FEATURE, "x-a: 1", "xa: 1"),
    (FEATURE, "steps: 点一下", "steps: [{expect: 好}]"),
    (RISK, "title: The supplier stops\n", ""),
    (RISK, "impact: 4\n", ""),
    (RISK, "impact: 4", "impact: 9"),
    (RISK, "规避", "躲开"),
    (RISK, "12000 USD", "12,000 USD"),
    (RISK, "id: RISK-001", "id: ABC-001"),
    (RISK, "id: RISK-001", "kind: rsk\nid: RISK-001"),
    (RISK, "id: RISK-001\n", ""),
]


@pytest.mark.parametrize("text", [FEATURE, RISK, "", "x-a: 1\nterms:\n", ONE_ALONE])
def test_right_files_validate(text: str) -> None:
    assert faults(ITEMS, text) == []


@pytest.mark.parametrize(("text", "right", "wrong"), WRONG)
def test_wrong_files_do_not_validate(text: str, right: str, wrong: str) -> None:
    assert right in text
    broken = text.replace(right, wrong, 1)
    assert faults(ITEMS, broken)
    assert findings(broken) - findings(text), "the reader has nothing to say"


def findings(text: str) -> Counter[str]:
    """The codes of what a check finds in a file."""
    report = run(load(MemoryTree({MARKER: "pmkit: 1\nname: a\n", "plan.yaml": text})))
    return Counter(one.code for one in report.diagnostics)


@pytest.mark.parametrize(
    "text",
    [
        "tests: [{id: TC-001, title: 导入}]",
        "tests: [{id: TC-001, title: 导入, verifies: }]",
        "tests: [{id: TC-001, title: 导入, verifies: []}]",
        "{id: TC-001, title: 导入}",
    ],
)
def test_a_test_alone_says_what_it_verifies(text: str) -> None:
    assert faults(ITEMS, text)


def test_a_single_item_is_of_the_kind_that_it_names_or_its_prefix_says() -> None:
    assert faults(ITEMS, "{id: JIRA-7, kind: term, title: lead, english: lead}") == []
    assert faults(ITEMS, "{id: JIRA-7, title: lead}")
    assert faults(ITEMS, "{id: TERM-1, title: lead, english: lead}") == []
    assert faults(ITEMS, "{id: TERM-1, title: lead, as_a: PER-001}")


def test_prefixes_of_a_workspace_say_the_kind() -> None:
    schema = items_schema({"term": "WORD"})
    assert faults(schema, "{id: WORD-1, title: lead, english: lead}") == []
    assert faults(schema, "{id: TERM-1, title: lead, english: lead}")
    assert faults(schema, "terms: [{id: TERM-1, title: lead}]") == []


def test_custom_fields_are_known_where_the_workspace_has_them() -> None:
    region = CustomType(Choice("custom", "华东", "华南"), required=True, label="区域")
    schema = items_schema(custom={"feature": {"region": region}})
    nested = (
        "features: [{id: FEAT-1, title: a, region: 华东, features: [{id: FEAT-2, title: b%s}]}]"
    )
    assert faults(schema, nested % ", region: 华南") == []
    assert faults(schema, nested % ", region: 华北")
    assert faults(schema, nested % "")
    assert faults(ITEMS, nested % ", region: 华南")
    assert "区域: one of 华东, 华南" in as_text(schema)


def test_a_kind_has_the_custom_fields_and_prefixes_of_its_workspace() -> None:
    written = (
        "pmkit: 1\nname: a\nids: {prefixes: {term: WORD}}\n"
        "fields: {term: {since: {type: date, label: Since}}}\n"
    )
    loaded = load(MemoryTree({MARKER: written}))
    schema = workspace_kind_schema("term", loaded.settings)
    assert faults(schema, "{id: WORD-1, title: lead, since: 2026-01-01}") == []
    assert faults(schema, "{id: WORD-1, title: lead, since: 2026}")


WRONG_SETTINGS = [
    ("pmkit: 1", "pmkit: 2"),
    ("name: a\n", ""),
    ("language: en", "language: fr"),
    ("must_limit: 60%", "must_limit: 60"),
    ("order: [moscow]", "order: [moscw]"),
    ("{story: US}", "{stories: US}"),
    ("feature:", "faeture:"),
    ("type: choice", "type: chioce"),
    ("STO004: info", "STO004: fatal"),
    ("template: prd", "tmplate: prd"),
    ("start: 2026-12-01", "start: 1.12.2026"),
]
SETTINGS = """
pmkit: 1
name: a
language: en
ids: {prefixes: {story: US}}
rank: {order: [moscow], moscow: {must_limit: 60%}}
schedule: {start: 2026-12-01}
check: {severity: {STO004: info}}
fields:
  feature: {region: {type: choice, choices: [a, b]}, note: text}
documents: [brd, {template: prd, version: 1.10}]
"""


def test_right_settings_validate() -> None:
    assert faults(settings_schema(), SETTINGS) == []


@pytest.mark.parametrize(("right", "wrong"), WRONG_SETTINGS)
def test_wrong_settings_do_not_validate(right: str, wrong: str) -> None:
    assert right in SETTINGS
    assert faults(settings_schema(), SETTINGS.replace(right, wrong, 1))


def descriptions_missing(schema: Json) -> list[str]:
    """The properties of a schema's mappings that say nothing to the reader of an editor."""
    found = []
    for name, one in schema["definitions"].items():
        for key, value in one.get("properties", {}).items():
            if "description" not in value and "$ref" not in value:
                found.append(f"{name}.{key}")
    return found


def test_every_field_is_described() -> None:
    assert descriptions_missing(ITEMS) == []
    assert descriptions_missing(settings_schema()) == []
    assert all(one.get("description") for one in ITEMS["definitions"].values())


def test_choices_take_the_words_of_every_language_and_the_help_names_them() -> None:
    value = ITEMS["definitions"]["risk"]["properties"]["response"]
    assert {"avoid", "规避", "escalate", "上报", None} <= set(value["enum"])
    assert "avoid (规避)" in value["description"]


def test_a_schema_has_no_definition_that_nothing_refers_to() -> None:
    for schema in (ITEMS, settings_schema(), kind_schema("feature"), kind_schema("term")):
        text = as_text(schema)
        for name in schema["definitions"]:
            assert f'"#/definitions/{name}"' in text or f'"#/definitions/{name}/' in text, name


PIECES = ["2026-12-01", "2026-02-30", "REQ-1", "US-001/AC1", "true", "False", "是", "否", "yes"]
PIECES += [
    "must",
    "必须有",
    "本期不做",
    "d",
    "h",
    "mo",
    "w",
    "人天",
    "小时",
    "周",
    "pp",
    "%",
    "1人月",
]
WRITTEN = st.lists(st.sampled_from([*PIECES, *"0123456789.-+ x_万"]), min_size=1, max_size=5).map(
    "".join
)
MOSCOW = Choice("moscow", "must", "should", "could", "wont")
EXACT = [BoolType(), DurationType(), MOSCOW, DateType(), EffectType(), PercentType(), NumberType()]


def accepted(field_type: FieldType, text: str) -> bool:
    try:
        field_type.read(text)
    except Refusal:
        return False
    return True


def written_plainly(text: str) -> bool:
    """Whether a text is a plain scalar, and no number in a notation that editors round off."""
    try:
        node = yaml.compose(text, Loader=EditorLoader)
    except yaml.YAMLError:
        return False
    if not isinstance(node, yaml.ScalarNode) or node.value != text or "null" in node.tag:
        return False
    odd_number = not re.fullmatch(r"(?!-0*(\.0*)?$)-?(0|[1-9][0-9]*)(\.[0-9]+)?", text)
    return not (("int" in node.tag or "float" in node.tag) and odd_number) and "False" not in text


def no_such_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize("field_type", EXACT, ids=lambda one: type(one).__name__)
@given(text=WRITTEN)
def test_schema_and_reader_agree(field_type: FieldType, text: str) -> None:
    assume(written_plainly(text))
    assume(not (isinstance(field_type, PercentType) and "万" in text))
    by_schema = Draft7Validator(field_type.schema()).is_valid(as_editors_see(text))
    by_reader = accepted(field_type, text)
    if isinstance(field_type, DateType) and by_schema and no_such_day(text):
        assert not by_reader
    else:
        assert by_schema == by_reader


@pytest.mark.parametrize("text", ["1.10", "true", "2026-01-01", "no", "12:30", "3.0", "0x1"])
@pytest.mark.parametrize("field_type", [LineType(), LinkType("persona", or_line=True)])
def test_a_line_takes_whatever_an_editor_makes_of_it(field_type: FieldType, text: str) -> None:
    assert Draft7Validator(field_type.schema()).is_valid(as_editors_see(text))
    assert accepted(field_type, text)
