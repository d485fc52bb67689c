"""Everything that pmkit says is said in Chinese, too: messages, hints, headings, rules, fields.

What can be said is read off the source: the arguments of whatever takes a template, followed back
to the texts that they may be. A text that is put together on the way cannot be translated, and is a
failure here. What is missing is printed ready to be pasted into locale/zh-CN.toml.
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest
from scripts.generate import walk
from tests.marked import files_of
from typer.testing import CliRunner, Result

import pmkit
from pmkit import i18n, resources
from pmkit.check.rule import Rule, all_rules
from pmkit.cli.app import application
from pmkit.kinds import kinds
from pmkit.model.diagnostic import Phrase, Severity
from pmkit.model.form import Form, Nested, fields_of
from pmkit.model.text import cell_width
from pmkit.model.wording import say
from pmkit.output import rule_pages
from pmkit.output.colours import Paint

FOLDER = Path(pmkit.__file__).parent
GOLDEN = Path(__file__).parents[1] / "golden" / "check-zh.txt"
CHINESE = resources.locale("zh-CN")
MESSAGES: dict[str, str] = CHINESE["messages"]
RULES: dict[str, dict[str, str]] = resources.locale("rules/zh-CN")

TEMPLATES: dict[str, tuple[tuple[int, str], ...]] = {
    "Problem": ((0, "message"), (3, "hint")),
    "Related": ((1, "message"),),
    "Refusal": ((1, "message"), (2, "hint")),
    "Fix": ((0, "message"),),
    "fixed": ((0, "message"),),
    "Fault": ((2, "message"), (3, "hint")),
    "QueryError": ((0, "message"), (1, "hint")),
    "Unreadable": ((1, "message"),),
    "Unwritable": ((0, "message"), (1, "hint")),
    "Broken": ((0, "message"),),
    "NoWorkspace": ((0, "message"),),
    "NoRevision": ((0, "message"), (1, "hint")),
    "BadBaseline": ((0, "message"),),
    "Phrase": ((0, "template"),),
    "add": ((1, "message"), (4, "hint")),
    "self.add": ((1, "message"), (3, "hint")),
    "related": ((2, "message"),),
    "translate": ((0, "text"),),
    "unknown": ((0, "message"), (4, "otherwise")),
}
"""Whatever takes a template, and where: the position, and the keyword."""

OUT = ("dropped", "rejected", "cancelled")
UNWANTED = ("indifferent", "reverse")
WORDS: dict[str, Iterable[str]] = {
    "owner": kinds(),
    "kind": kinds(),
    "kind.kind": kinds(),
    "item.kind": kinds(),
    "item.status": OUT,
    "kano.category": UNWANTED,
    "severity.value": list(Severity),
    "WARNING.value": [Severity.WARNING],
    "template": (),
    "value": (),
    "value.template": (),
}
"""Expressions, from the last dot but one, that stand for a closed list of words.

The last three belong to what passes the texts of others on.
"""

PASSED_ON = ("message", "hint", "otherwise", "problem", "strerror")
"""Names of what was said elsewhere, by pmkit, the parser or the system."""


class Untold(Exception):
    """An expression of which nobody can tell what it says."""


class Sources:
    """All of pmkit's source, and what its expressions may say."""

    def __init__(self, folder: Path) -> None:
        self.names: dict[ast.AST, str] = {}
        self.around: dict[ast.AST, ast.AST] = {}
        self.functions: dict[str, list[ast.FunctionDef]] = {}
        for path in sorted(folder.rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            self.names[tree] = path.relative_to(folder).as_posix()
            for node in ast.walk(tree):
                self.around |= dict.fromkeys(ast.iter_child_nodes(node), node)
                if isinstance(node, ast.FunctionDef):
                    self.functions.setdefault(node.name, []).append(node)

    def said(self) -> Iterator[tuple[str, str]]:
        """Every text that reaches a person, and where it stands."""
        for tree in self.names:
            for call in ast.walk(tree):
                if isinstance(call, ast.Call):
                    for template in _templates(call):
                        for text in self.texts(template):
                            yield text, self._place(template)

    def texts(self, node: ast.expr, depth: int = 0) -> Iterator[str]:
        """What an expression may say; raises Untold."""
        words = ".".join(ast.unparse(node).split(".")[-2:])
        if words in WORDS:
            yield from WORDS[words]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif depth > 9:
            raise self._untold(node)
        else:
            for inner in self._leads_to(node):
                yield from self.texts(inner, depth + 1)

    def _leads_to(self, node: ast.expr) -> list[ast.expr]:
        if isinstance(node, ast.IfExp):
            return [node.body, node.orelse]
        if isinstance(node, ast.BoolOp | ast.Dict):
            return node.values
        if isinstance(node, ast.Tuple | ast.List):
            return node.elts
        if isinstance(node, ast.Subscript):
            return [node.value]
        if isinstance(node, ast.Attribute) and node.attr in PASSED_ON:
            return []
        if isinstance(node, ast.GeneratorExp):
            return [node.elt]
        if isinstance(node, ast.Name):
            return self._bound(node)
        if isinstance(node, ast.Call) and _called(node) in ("join", "str", "say", "translate"):
            return []
        if isinstance(node, ast.Call):
            return node.args if _called(node) == "next" else self._returned(node)
        raise self._untold(node)

    def _returned(self, call: ast.Call, part: int | None = None) -> list[ast.expr]:
        """What a function gives back; of a tuple, one part."""
        defined = self.functions.get(_called(call), [])
        near = [one for one in defined if self._tree(one) is self._tree(call)]
        found = [
            node.value
            for function in near or defined
            for node in ast.walk(function)
            if isinstance(node, ast.Return) and node.value is not None
        ]
        if not found:
            raise self._untold(call)
        if part is None:
            return found
        return [one.elts[part] for one in found if isinstance(one, ast.Tuple)]

    def _bound(self, name: ast.Name) -> list[ast.expr]:
        """What a name stands for: in a comprehension, in its function, or in the module."""
        scope: ast.AST = name
        while scope in self.around:
            scope = self.around[scope]
            found = list(self._bindings(name.id, scope))
            if isinstance(scope, ast.FunctionDef):
                found += self._arguments(name.id, scope)
            if found:
                return found
        if name.id in PASSED_ON:
            return []
        raise self._untold(name)

    def _bindings(self, name: str, scope: ast.AST) -> Iterator[ast.expr]:
        if isinstance(scope, ast.GeneratorExp):
            for loop in scope.generators:
                yield from self._parts(name, loop.target, loop.iter, each=True)
        if not isinstance(scope, ast.FunctionDef | ast.Module):
            return
        for node in ast.walk(scope) if isinstance(scope, ast.FunctionDef) else scope.body:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    yield from self._parts(name, target, node.value, each=False)
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                yield from self._parts(name, node.target, node.value, each=False)
            elif isinstance(node, ast.For):
                yield from self._parts(name, node.target, node.iter, each=True)

    def _parts(
        self, name: str, target: ast.expr, value: ast.expr, each: bool
    ) -> Iterator[ast.expr]:
        """What a name in a target is given: by an assignment, or by each turn of a loop."""
        names = [ast.unparse(one) for one in getattr(target, "elts", [target])]
        if name not in names:
            return
        alone, part = not isinstance(target, ast.Tuple), names.index(name)
        for given in self._elements(value) if each else [value]:
            if alone:
                yield given
            elif isinstance(given, ast.Tuple):
                yield given.elts[part]
            elif isinstance(given, ast.Call):
                yield from self._returned(given, part)

    def _elements(self, value: ast.expr) -> list[ast.expr]:
        if isinstance(value, ast.Name):
            return [element for one in self._bound(value) for element in self._elements(one)]
        return list(getattr(value, "elts", []))

    def _arguments(self, name: str, function: ast.FunctionDef) -> Iterator[ast.expr]:
        """What the callers in the same module give for a parameter."""
        names = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
        if name not in names or function.name in TEMPLATES:
            return
        is_method = names[0] in ("self", "cls")
        for call in ast.walk(self._tree(function)):
            if isinstance(call, ast.Call) and _called(call) == function.name:
                yield from _given(call, names.index(name) - is_method, name)

    def _tree(self, node: ast.AST) -> ast.AST:
        while node in self.around:
            node = self.around[node]
        return node

    def _place(self, node: ast.expr) -> str:
        return f"{self.names[self._tree(node)]}:{node.lineno}"

    def _untold(self, node: ast.expr) -> Untold:
        return Untold(f"{self._place(node)}: {ast.unparse(node)} is no text to translate")


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _given(call: ast.Call, position: int, keyword: str) -> Iterator[ast.expr]:
    """An argument of a call; a span that is spread out counts two."""
    spread: list[ast.expr] = []
    for one in call.args:
        spread += [one, one] if isinstance(one, ast.Starred) else [one]
    if position < len(spread):
        yield spread[position]
    yield from (one.value for one in call.keywords if one.arg == keyword)


def _templates(call: ast.Call) -> Iterator[ast.expr]:
    name = _called(call)
    if name == "add" and len(call.args) < 3:
        return  # to a set
    if name == "say":
        yield from _given(call, int(isinstance(call.func, ast.Name)), "template")
    elif name == "map" and ast.unparse(call.args[0]).endswith("translate"):
        yield call.args[1]
    elif isinstance(call.func, ast.Call) and _called(call.func) == "translator":
        yield call.args[0]
    own = "self.add" if ast.unparse(call.func) == "self.add" else name
    for position, keyword in TEMPLATES.get(own, TEMPLATES.get(name, ())):
        yield from _given(call, position, keyword)


@cache
def said() -> dict[str, str]:
    """Every text that pmkit can say, by where it is said first."""
    found: dict[str, str] = {}
    for text, place in Sources(FOLDER).said():
        if text:
            found.setdefault(text, place)
    return found


def to_paste(missing: Iterable[str]) -> str:
    """Lines for the catalogue, to be filled in."""
    return "\n".join(["", *(f'{json.dumps(text, ensure_ascii=False)} = ""' for text in missing)])


def gaps(text: str) -> Counter[str]:
    """What is filled in, and the braces that are not."""
    return Counter(re.findall(r"\{\{|\}\}|\{\w+\}", text))


def test_everything_that_is_said_has_a_chinese_text() -> None:
    missing = [text for text in said() if text not in {**CHINESE["kinds"], **MESSAGES}]
    assert not missing, to_paste(missing)


def test_no_chinese_text_is_left_of_what_is_no_longer_said() -> None:
    assert sorted(set(MESSAGES) - set(said())) == []


def test_the_texts_are_found_wherever_they_hide() -> None:
    assert {
        "{field} names {target}, which does not exist",  # an argument
        "add {missing}:",  # one of two that a variable holds
        "m could be minutes or months: write h or mo",  # what a method gives back
        "a value cannot begin with !",  # in a table of the module
        "a field of your own begins with x-",  # in a tuple that another module gives back
        "use blanks",
        "unclassed",  # a heading
        "links to",  # a turn of a loop
        "one of {choices}",  # a phrase within a message
    } <= set(said())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('say(translate, f"no {what}", {})', "f'no {what}'"),
        ('problems.add("fault", "no " + what, 0, 0)', "'no ' + what"),
        ("translate(what)", "what"),
    ],
)
def test_texts_that_are_put_together_are_not_accepted(
    code: str, words: str, tmp_path: Path
) -> None:
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    with pytest.raises(Untold, match=re.escape(f"module.py:1: {words} is no text")):
        list(Sources(tmp_path).said())


def test_both_languages_have_the_same_gaps() -> None:
    assert [text for text in MESSAGES if gaps(text) != gaps(MESSAGES[text])] == []


HAN, LATIN = "[\u4e00-\u9fff]", "[A-Za-z0-9{}]"
BADLY_SET = re.compile(
    rf"{HAN}(?:{LATIN}| {HAN}|[,;:!?().\"'])"  # no blank, a needless blank, a half-width sign
    rf"|(?:{LATIN}|[,;!?(]){HAN}"
    r"|[，。；：、！？（）“”] | [，。；：、！？（）”]"
)


def test_chinese_is_set_as_chinese() -> None:
    """A blank stands between Chinese and Latin, none between Chinese; signs are full-width."""
    code = r"38万|\[.*?\]|\".*?\""
    pages = {f"{rule}.{part}.": text for rule in RULES for part, text in RULES[rule].items()}
    texts = {text: re.sub(code, "", chinese) for text, chinese in {**MESSAGES, **pages}.items()}
    assert [chinese for chinese in texts.values() if BADLY_SET.search(chinese)] == []
    assert [text for text in texts if is_sentence(text) != is_sentence(texts[text])] == []


def is_sentence(text: str) -> bool:
    return text.endswith((".", "?", "。", "？"))


def test_every_kind_has_a_label_and_messages_use_it() -> None:
    assert list(CHINESE["kinds"]) == list(kinds())
    assert not set(kinds()) & set(CHINESE["messages"])


def test_every_field_has_a_label() -> None:
    models = [form.model for form in walk([*map(Nested, kinds().values())]) if is_nested(form)]
    names = {name for model in models for name in fields_of(model)} | {"kind"}
    missing = sorted(names - set(CHINESE["fields"]))
    assert not missing, "\n".join(["", *(f'{name} = ""' for name in missing)])
    assert sorted(set(CHINESE["fields"]) - names) == []


def is_nested(form: Form) -> TypeGuard[Nested]:
    return isinstance(form, Nested)


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("rice.reach", "触达人数"),
        ("impact", "影响程度"),
        ("confidence", "信心指数"),
        ("effort", "投入成本"),
        ("priority.moscow", "MoSCoW"),
        ("acceptance", "验收标准"),
        ("owner", "负责人"),
        ("baseline", "基线"),
        ("scope", "范围"),
        ("non_goals", "明确不做"),
    ],
)
def test_fixed_terms(field: str, label: str) -> None:
    assert i18n.field_label(field, "zh-CN") == label
    assert i18n.field_label(field, "en") == field.rpartition(".")[2]


def test_every_rule_has_a_chinese_page_and_no_page_is_left_of_a_rule_that_is_gone() -> None:
    codes = [rule.code for rule in all_rules()]
    missing = [f'[{code}]\nsummary = ""\nwhy = ""\n' for code in codes if code not in RULES]
    assert not missing, "\n".join(["", *missing])
    assert list(RULES) == codes, "in the order of the codes"


def test_gaps_close_up_around_chinese_words_and_stay_apart_from_what_users_wrote() -> None:
    chinese = i18n.translator("zh-CN")
    owner, key = "{owner} has no field {key}", {"key": "estimat"}
    assert say(chinese, owner, {"owner": Phrase("feature"), **key}) == "功能没有 estimat 字段"
    assert say(chinese, owner, {"owner": "导入", **key}) == "导入 没有 estimat 字段"
    kinds_taken = (Phrase("goal"), Phrase("requirement"))
    assert say(chinese, "it takes {kinds}", {"kinds": kinds_taken}) == "只能引用目标、需求"
    assert say(str, "it takes {kinds}", {"kinds": kinds_taken}) == "it takes goal, requirement"


def test_phrases_have_values_of_their_own() -> None:
    scale = Phrase("a whole number from {lowest} to {highest}", lowest=1, highest=5)
    assert scale == "a whole number from 1 to 5"
    expected = {"expected": scale}
    assert say(str, "write {expected}", expected) == "write a whole number from 1 to 5"
    assert say(i18n.translator("zh-CN"), "write {expected}", expected) == "应填 1 到 5 的整数"
    braces = Phrase("{not a gap}")
    assert say(str, "write {expected}", {"expected": braces}) == "write {not a gap}"


# A broken workspace

BROKEN = """
# file: pmkit.yaml
pmkit: 1
name: 青鸟 CRM
fields:
  feature:
    owner: line

# file: plan/features.yaml
features:
  - id: FEAT-001
    title: 联系人：导入
    estimat: 10d
    status: [草稿]
    priority: {moscow: must, kano: 无差异型}
    depends_on: [FEAT-002, FEAT-099]
    satisfies: [PER-001, GOAL-001]
  - id: FEAT-002
    title: 联系人列表
    status: 快做完了
    estimate: 2m
    priority:
      moscow: could
      rice: {reach: 2000, impact: 5, confidence: 80%, effort: 10d}
    depends_on: FEAT-003
    satisfies: [GOAL-001]
  - id: FEAT-003
    title: 传真
    status: dropped
    estimate: {low: 3w, likely: 10d, high: 24d}
  - id: FEAT-004
    title： 搜索联系人
  - id: FEAT-005
    title: 回复：搜索 #4711
    release_note: 二月
    priority: {moscow: wont}
    satisfies: [GOAL-001]
    parent: FEAT-007
  - id: FEAT-006
    title: 合并联系人
    acceptance: { given: 有两个联系人
  - id: FEAT-007
    title: 联系人
    parent: FEAT-005

# file: plan/others.yaml
goals:
  - id: GOAL-001
    title: 新客户第一天就看到价值
  - id: GOAL-002
    title: 减少工单
personas:
  - id: PER-001
    title: 销售主管
    share: 80
    primary: 是的
    notes: null
requirements:
  - id: FEAT-008
    type: functional
releases:
  - id: REL-001
    title: 春季版
    start: 2027/3/1
    end: 2027-02-30
    budget:
      - {category: 短信, planned: 一万二}
risks:
  - id: RISK-001
    title: 地址服务停机
    probability: 30%
    impact: 7
    owner: 李雷
    owner: 韩梅
"""
ALIKE = re.compile(
    r"--[a-z-]+|\b(?:[A-Z]{3}[0-9]{3}|(?:FEAT|REQ|GOAL|PER|REL|RISK)(?:-[0-9]+)?|[A-Z]{3} [0-9]+)\b"
)
"""Options, codes, ids, and topics with their number of findings."""
OF_THE_TRADE = set(
    re.findall(r"\w+", "YAML RICE Kano Intercom pmkit plan yaml key true false choice mo USD")
)
"""Names, units and paths that are written alike in every language."""


def checked(folder: Path, *options: str) -> Result:
    result = CliRunner(env={"NO_COLOR": "1"}).invoke(
        application(), ["-C", str(folder), "check", *options]
    )
    assert result.exit_code == 1
    return result


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    for path, text in files_of(BROKEN.lstrip()).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_check_in_chinese(broken: Path) -> None:
    found = checked(broken, "--lang", "zh-CN").stdout
    if os.environ.get("PMKIT_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


def test_a_check_in_chinese_has_no_english_words(broken: Path) -> None:
    names = {name for kind in kinds().values() for name in (kind.kind, *fields_of(kind))}
    names |= {word for table in resources.locale("choices/zh-CN").values() for word in table}
    lines = checked(broken, "--lang", "zh-CN", "--format", "concise").stdout.splitlines()
    assert len(lines) > 20
    for line in lines:
        words = set(re.findall("[A-Za-z_]{2,}", ALIKE.sub("", line)))
        assert words - names - OF_THE_TRADE - set(re.findall(r"\w+", BROKEN)) == set(), line


def test_json_is_the_same_in_every_language(broken: Path) -> None:
    english, chinese = (
        checked(broken, "--lang", language, "--format", "json").stdout_bytes
        for language in resources.LANGUAGES
    )
    assert english == chinese
    assert b"has no field estimat" in chinese


@pytest.mark.parametrize("rule", list(all_rules()), ids=lambda rule: rule.code)
def test_rules_are_explained_in_chinese(rule: Rule) -> None:
    page = rule_pages.page(rule, Paint(False), "zh-CN")
    words = page.split("\n\n反例\n")[0].split("\n\n正例\n")[0]
    assert RULES[rule.code]["summary"] in words.replace("\n", "")
    assert all(cell_width(line) <= 82 for line in words.split("\n"))
    assert not re.search("^[，。；：、！？）”]", words, re.M), "a line begins with a closing sign"
