"""Which rules can mend their findings, read off the code that attaches the fixes."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from pmkit.check.fixes import reading
from pmkit.check.rule import Rule

CHECK = "pmkit.check."
_VALUES = 3
"""As many arguments has a fix that says nothing of how sure it is."""
Name = tuple[str, str]


@cache
def fix_of(rule: Rule) -> str:
    """How the findings of a rule can be mended: ``safe`` if some can safely, ``unsafe``, or empty.

    Followed are the functions that the rule's function names, in its own module and in those that
    are imported, to calls of ``Fix`` and ``fixed``. Where it depends on what was written whether a
    fix is safe, some are.
    """
    grades = set(_grades((rule.check.__module__, rule.check.__name__), set()))
    return next(
        (grade for grade in ("safe", "unsafe") if grade in grades), "safe" if grades else ""
    )


def _grades(name: Name, seen: set[Name]) -> Iterator[str]:
    module, function = name
    node = _functions(module).get(function)
    if node is None or name in seen:
        return
    seen.add(name)
    names = _imported(_tree(module)) | _imported(node)
    for one in ast.walk(node):
        yield from _made(one)
        for called in (*_menders(one, names), *_called(one, module, names)):
            yield from _grades(called, seen)


def _made(node: ast.AST) -> Iterator[str]:
    """The grade of the fix that a call makes or wants made; ``open`` where it depends."""
    if not isinstance(node, ast.Call):
        return
    is_safe = next((one.value for one in node.keywords if one.arg == "is_safe"), None)
    if isinstance(is_safe, ast.Constant):
        yield "safe" if is_safe.value else "unsafe"
    elif ast.unparse(node.func).rpartition(".")[2] in ("Fix", "fixed"):
        yield "open" if is_safe is not None or len(node.args) > _VALUES else "safe"


def _menders(call: ast.AST, names: dict[str, Name]) -> Iterator[Name]:
    """The function that mends the problems of reading that a call asks for."""
    if not isinstance(call, ast.Call):
        return
    if isinstance(call.func, ast.Name) and names.get(call.func.id) == (reading.__name__, "mended"):
        fault = ast.literal_eval(call.args[1])
        module, function = reading.MENDERS[fault]
        yield f"{CHECK}fixes.{module}", function


def _called(node: ast.AST, module: str, names: dict[str, Name]) -> Iterator[Name]:
    """The functions of pmkit.check that a name stands for."""
    if isinstance(node, ast.Name):
        yield names.get(node.id, (module, node.id))
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        parent, name = names.get(node.value.id, ("", ""))
        yield (f"{parent}.{name}" if parent else module), node.attr


def _imported(node: ast.AST) -> dict[str, Name]:
    """What the names that are imported in a module or a function stand for."""
    return {
        alias.asname or alias.name: (one.module, alias.name)
        for one in ast.walk(node)
        if isinstance(one, ast.ImportFrom) and one.module and one.module.startswith(CHECK[:-1])
        for alias in one.names
    }


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(import_module(module)))


@cache
def _functions(module: str) -> dict[str, ast.FunctionDef]:
    """The functions and methods of a module of pmkit.check by name; of any other module none."""
    try:
        if not module.startswith(CHECK) or find_spec(module) is None:
            return {}
    except ModuleNotFoundError:  # a name of a module that is no package
        return {}
    return {one.name: one for one in ast.walk(_tree(module)) if isinstance(one, ast.FunctionDef)}
