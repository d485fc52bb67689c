"""Everything that pmkit says is said in Chinese, too: messages, hints, headings, rules, fields.

What can be said is read off the source: the arguments of whatever takes a template, followed back
to the texts that they may be. A text that is put together on the way cannot be translated, and is a
failure here. What is missing is printed ready to be pasted into locale/zh-CN.toml.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from scripts.generate import walk
from tests.marked import SETTINGS
from typer.testing import CliRunner

import pmkit
from pmkit import i18n, resources
from pmkit.check.rule import all_rules
from pmkit.cli.app import application
from pmkit.kinds import kinds
from pmkit.model.diagnostic import Phrase, Severity
from pmkit.model.form import Nested, fields_of
from pmkit.output.words import say

FOLDER = Path(pmkit.__file__).parent
GOLDEN = Path(__file__).parents[1] / "golden" / "check-zh.txt"
CHINESE = resources.locale("zh-CN")
MESSAGES: dict[str, str] = CHINESE["messages"]

TEMPLATES: dict[str, tuple[tuple[int, str], ...]] = {
    "Problem": ((0, "message"), (3, "hint")),
    "Related": ((1, "message"),),
    "Refusal": ((1, "message"), (2, "hint")),
    "Fault": ((2, "message"), (3, "hint")),
    "QueryError": ((0, "message"), (1, "hint")),
    "Unreadable": ((1, "message"),),
    "Unwritable": ((0, "message"), (1, "hint")),
    "Broken": ((0, "message"),),
    "NoWorkspace": ((0, "message"),),
    "Phrase": ((0, "template"),),
    "add": ((1, "message"), (4, "hint")),
    "self.add": ((1, "message"), (3, "hint")),
    "related": ((2, "message"),),
    "translate": ((0, "text"),),
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
    "rule.summary": [rule.summary for rule in all_rules()],
    "sections['why']": [rule.sections["why"] for rule in all_rules()],
    "template": (),
    "value": (),
    "value.template": (),
}
"""Expressions, from the last dot but one, that stand for a closed list of words.

The last three belong to what passes the texts of others on.
"""

PASSED_ON = ("message", "hint", "problem", "strerror")
"""Names of what was said elsewhere, by pmkit, the parser or the system."""


class Untold(Exception):
    """An expression of which nobody can tell what it says."""


class Sources:
    """All of pmkit's source, and what its expressions may say."""

    def __init__(self) -> None:
        self.names: dict[ast.AST, str] = {}
        self.around: dict[ast.AST, ast.AST] = {}
        self.functions: dict[str, list[ast.FunctionDef]] = {}
        for path in sorted(FOLDER.rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            self.names[tree] = path.relative_to(FOLDER).as_posix()
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
    for text, place in Sources().said():
        if text:
            found.setdefault(text, place)
    return found


def toml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def to_paste(missing: Iterable[str]) -> str:
    return "\n".join(f'{toml(text)} = ""' for text in missing)


if __name__ == "__main__":
    for text, place in said().items():
        print(place, toml(text), sep="\t")
