"""Every label of a document has its Chinese, and the catalogue holds nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from pmkit import documents, resources
from pmkit.documents.context import title_of
from pmkit.documents.features import BINDINGS, LAGS
from pmkit.documents.labels import amount, compound, labels, listed, prose_date
from pmkit.store.documents import packaged

CHINESE: dict[str, str] = resources.locale("zh-CN")["labels"]
SOURCES = sorted(Path(documents.__file__).parent.glob("*.py"))
TEMPLATES = sorted((resources.templates() / "documents").rglob("*.md.j2"))


def in_templates() -> Iterator[str]:
    for path in TEMPLATES:
        tree = Environment(autoescape=False).parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                assert isinstance(call.args[0], nodes.Const), f"{path.name}:{call.lineno}"
                yield call.args[0].value


def in_code() -> Iterator[str]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "label":
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and len(ast.unparse(part)) > 5:
                        yield str(part.value)
    yield from ("yes", "no", ", ")


def used() -> set[str]:
    titles = set(map(title_of, packaged()))
    lags = {text for pair in LAGS.values() for text in pair}
    return titles | lags | set(BINDINGS.values()) | set(in_templates()) | set(in_code())


def test_every_label_has_its_chinese() -> None:
    missing = sorted(used() - CHINESE.keys())
    assert not missing, "\n".join(f'"{text}" = ""' for text in missing)


def test_the_catalogue_has_no_label_that_nobody_uses() -> None:
    assert not CHINESE.keys() - used()


def test_labels_keep_their_gaps() -> None:
    import re

    for english, chinese in CHINESE.items():
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", chinese)), english


def test_a_label_fills_its_gaps_and_reaches_nothing_else() -> None:
    assert labels("zh-CN")("Owner: {name}", name="{count}") == "负责人：{count}"
    assert labels("en")("{name.__class__} {missing}", name="x") == "{name.__class__} {missing}"


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("7", "7"), ("7/2", "3.5"), ("1/3", "0.3"), ("1/20", "0.1"), ("-1/2", "-0.5")],
)
def test_amounts_are_rounded_half_up_to_one_decimal(value: str, text: str) -> None:
    assert amount(Fraction(value)) == text


def test_words_are_put_together_as_the_language_does() -> None:
    assert compound("青鸟 CRM", "功能清单", "zh-CN") == "青鸟 CRM 功能清单"
    assert compound("青鸟", "功能清单", "zh-CN") == "青鸟功能清单"
    assert compound("Tandwiel", "Feature list", "en") == "Tandwiel: feature list"
    assert listed(["甲", "乙"], "zh-CN") == "甲、乙"
    assert prose_date(date(2026, 11, 2), "zh-CN") == "2026年11月2日"
    assert prose_date(date(2026, 11, 2), "en") == "2 November 2026"
