"""Jinja's immutable sandbox with limits: templates see plain data, and cannot run away with it.

What is printed is a line of text and is escaped, unless it is Markdown already: the result of a
macro, of the filters ``line``, ``cell``, ``block``, ``join``, or of a block that was set.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import is_dataclass
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, Undefined, nodes
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.loaders import BaseLoader
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, pass_context, pass_environment
from jinja2.visitor import NodeTransformer

from pmkit.documents.compiled import COMPILED
from pmkit.documents.fields import block, cell
from pmkit.documents.later import LateContext
from pmkit.documents.markdown import Markdown, line, numbered

MOST_STEPS = 20_000_000
MOST_CHARACTERS = 50_000_000
MOST_NUMBERS = 10_000
MOST_BITS = 10_000

_FILTERS = [
    "abs",
    "capitalize",
    "count",
    "d",
    "default",
    "dictsort",
    "first",
    "float",
    "groupby",
    "int",
    "items",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "sort",
    "string",
    "sum",
    "title",
    "trim",
    "truncate",
    "unique",
    "upper",
    "wordcount",
]
_OF_TEXT = frozenset(
    [
        "capitalize",
        "count",
        "endswith",
        "find",
        "isalpha",
        "isdigit",
        "lower",
        "lstrip",
        "partition",
        "removeprefix",
        "removesuffix",
        "rpartition",
        "rstrip",
        "split",
        "startswith",
        "strip",
        "title",
        "upper",
    ]
)
_OF_TABLES = frozenset(("get", "items", "keys", "values"))


class Runaway(TemplateRuntimeError):
    """A template that takes too many steps or writes too much."""


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for one document.

    Whatever makes text is charged with its length, and never given back: a template holds at most
    ``MOST_CHARACTERS`` at any time.
    """

    context_class = LateContext
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            finalize=self.printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            cache_size=50,
            bytecode_cache=COMPILED,
        )
        self.steps = 0
        self.characters = 0
        self.globals = {"range": self._range, "namespace": Namespace, "dict": dict}
        filters: dict[str, Callable[..., Any]] = {name: FILTERS[name] for name in _FILTERS}
        filters |= {"line": line, "cell": cell, "block": block, "numbered": numbered}
        filters |= {"sum": _sum, "kept": Markdown, "cut": _same}
        self.filters = {name: self._charged(function) for name, function in filters.items()}
        self.filters |= {"join": self._join, "indent": self._indent, "replace": self._replace}
        self.filters |= {"counted": _counted, "combined": _combined, "weighed": _weighed}

    def printed(self, value: object) -> object:
        """What a printed value becomes: Markdown that shows it."""
        if isinstance(value, Markdown):
            self.write(len(value))
            return value
        if isinstance(value, str):
            self.spend(1 + len(value))
            self.write(len(value))
            text = line(value)
            self.write(max(len(text) - len(value), 0))
            return text
        if value is None:
            return ""
        if isinstance(value, int | float | Undefined):
            return self.paid(Markdown(value))  # an undefined value complains here
        raise TemplateRuntimeError("a list or mapping cannot be printed; use a loop or join")

    def spend(self, steps: int) -> None:
        """Counts steps; raises Runaway when there were too many."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise Runaway("this template takes too many steps")

    def write(self, characters: int) -> None:
        """Counts characters of text; raises Runaway when there were too many."""
        self.characters += characters
        if self.characters > MOST_CHARACTERS:
            raise Runaway("this template writes too much")

    def paid(self, value: Any) -> Any:
        """A value that was just made, paid for; raises Runaway where that is too much."""
        if isinstance(value, str):
            self.write(len(value))
        elif isinstance(value, int):
            _require_bits(value)
        elif isinstance(value, Sized) and not isinstance(value, Undefined):
            self.spend(len(value))
        return value

    def _charged(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter, the text that it reads and what it gives paid for."""

        @functools.wraps(function)
        def charged(*arguments: Any, **named: Any) -> Any:
            if isinstance(arguments[0], str):
                self.spend(len(arguments[0]))
            return self.paid(function(*arguments, **named))

        return charged

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute; the public ones of views, which are most of all, take the short way."""
        kind: Any = type(obj)
        if _is_view(kind) and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        kind: Any = type(obj)
        if isinstance(argument, str) and _is_view(kind):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if attr.startswith("_") or not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, str):
            return attr in _OF_TEXT
        if isinstance(obj, dict):
            return attr in _OF_TABLES
        return is_dataclass(obj) or isinstance(obj, LoopContext | Namespace | TemplateModule)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        return None  # format is no attribute that a template may reach

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        self.spend(1)
        of = getattr(obj, "__self__", None)
        if isinstance(of, str):
            self.write(len(of))
        if not isinstance(obj, Macro | BlockReference):
            return self.paid(super().call(context, obj, *args, **kwargs))
        before = self.characters
        result = Markdown(super().call(context, obj, *args, **kwargs))
        inside = self.characters - before
        self.write(max(len(result) - inside, 0))  # what was printed inside is paid for
        return result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        sizes = [len(value) for value in (left, right) if isinstance(value, Sized)]
        if operator == "%" and isinstance(left, str):
            raise SecurityError("texts are not formatted with %")
        if operator == "*" and sizes:
            factor = right if isinstance(left, Sized) else left
            sizes = [sizes[0] * factor] if isinstance(factor, int) else sizes
        if operator == "**" and not (abs(left) <= MOST_NUMBERS and abs(right) <= 10):
            raise Runaway("this power is too large")
        if isinstance(left, int) and isinstance(right, int):
            _require_bits(left, right)
        size = max(sum(sizes), 0)
        self.spend(1 + size)
        if isinstance(left, str) or isinstance(right, str):
            self.write(size)
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        weight = _weight(template)
        _Watched().visit(template)
        weighed = _filtered(nodes.Const(weight, lineno=1), "weighed")
        template.body.insert(0, nodes.ExprStmt(weighed, lineno=1))
        template.set_environment(self)
        return template

    def _range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        if len(numbers) > MOST_NUMBERS:
            raise Runaway(f"a range has at most {MOST_NUMBERS} numbers")
        return numbers

    def _join(self, values: Iterable[object], between: str = "") -> Markdown:
        written = [str(self.printed(value)) for value in values]
        separator = _separator(between)
        self.write(sum(map(len, written)) + len(separator) * max(len(written) - 1, 0))
        return Markdown(separator.join(written))

    def _replace(self, text: str, old: str, new: str) -> str:
        added = text.count(old) * len(new)
        self.spend(added)
        self.write(len(text) + added)
        return type(text)(text.replace(old, new))

    def _indent(self, text: str, width: int = 4, first: bool = False) -> str:
        if not 0 <= width <= 40:
            raise Runaway("an indentation is at most 40 wide")
        rows = text.split("\n")
        self.write(len(text) + width * len(rows))
        return type(text)(
            "\n".join(
                " " * width + row if row and (first or number) else row
                for number, row in enumerate(rows)
            )
        )


@functools.cache
def _is_view(kind: type) -> bool:
    """Whether a type is a dataclass and nothing that a template could change."""
    return is_dataclass(kind) and not issubclass(kind, str | list | dict | set)


def _require_bits(*numbers: int) -> None:
    if sum(number.bit_length() for number in numbers) > MOST_BITS:
        raise Runaway("this number is too large")


def _same(value: Any) -> Any:
    return value


@pass_environment
def _sum(
    environment: Sandbox, values: Iterable[Any], attribute: str | int | None = None, start: Any = 0
) -> Any:
    if not isinstance(start, int | float):
        raise TemplateRuntimeError("sum adds numbers")
    return FILTERS["sum"](environment, values, attribute, start)


def _separator(text: str) -> str:
    """A separator with the blanks at its ends."""
    inner = text.strip(" ")
    ahead, behind = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    return (
        text
        if not inner
        else ahead + (inner if isinstance(text, Markdown) else line(inner)) + behind
    )


def _sandbox(context: Context) -> Sandbox:
    assert isinstance(context.environment, Sandbox)
    return context.environment


@pass_context
def _counted(context: Context, values: Iterable[Any], weight: int) -> Iterable[Any]:
    """The values of a loop, paid for, with the text that is written for each; every loop's are."""
    environment = _sandbox(context)
    if isinstance(values, Sized):
        environment.spend(1 + len(values))
        environment.write(weight * len(values))
        return values
    return _each_paid(environment, values, weight)


def _each_paid(environment: Sandbox, values: Iterable[Any], weight: int) -> Iterator[Any]:
    for value in values:
        environment.spend(1)
        environment.write(weight)
        yield value


@pass_context
def _weighed(context: Context, weight: int) -> None:
    """Charges a template for its own text when it begins, be it included or imported."""
    _sandbox(context).write(weight)


@pass_context
def _combined(context: Context, values: list[Any]) -> str:
    """Texts put together with ``~``: Markdown if all of them are."""
    environment = _sandbox(context)
    texts = [value if isinstance(value, str) else str(value) for value in values]
    size = sum(map(len, texts))
    environment.spend(1 + size)
    environment.write(size)
    whole = "".join(texts)
    return Markdown(whole) if all(isinstance(value, Markdown) for value in values) else whole


class _Watched(NodeTransformer):
    """Lets loops, ``~``, slices and set blocks pass through a filter of the sandbox's own."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 the name is Jinja's
        weight = sum(map(_weight, node.body))
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "counted", nodes.Const(weight, lineno=node.lineno))
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, "cut") if isinstance(node.arg, nodes.Slice) else node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "combined")

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.AssignBlock:  # noqa: N802
        self.generic_visit(node)
        node.filter = nodes.Filter(node.filter, "kept", [], [], None, None, lineno=node.lineno)
        return node


def _filtered(node: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [*arguments], [], None, None, lineno=node.lineno)


def _weight(node: nodes.Node) -> int:
    """The characters of text that stand in a node, without those of the loops within."""
    if isinstance(node, nodes.TemplateData):
        return len(node.data)
    inner = node.else_ if isinstance(node, nodes.For) else node.iter_child_nodes()
    return sum(map(_weight, inner))
