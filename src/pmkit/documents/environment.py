"""Templates: where they are found, and how one is filled in.

A workspace's own ``templates/documents/NAME.md.j2`` goes before the packaged one, and so does each
of the parts that templates import from ``parts/``.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import BaseLoader

from pmkit import resources
from pmkit.documents.labels import Label
from pmkit.documents.markdown import tidy
from pmkit.documents.sandbox import MOST_CHARACTERS, Runaway, Sandbox
from pmkit.store.documents import ENDING, FOLDER, NAME, has_template
from pmkit.store.problems import Unreadable
from pmkit.store.tree import MOST_BYTES, Tree

_PATH = re.compile(rf"(?:parts/)?{NAME}{re.escape(ENDING)}")


class TemplateFault(Exception):
    """A template of the user's that cannot be read or filled in: which, where and why."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")
        self.place = f"{path}:{line}" if line else path
        self.reason = reason


class Templates(BaseLoader):
    """The templates of a workspace and the packaged ones."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.own: list[str] = []
        """The templates of the workspace that were read."""

    def has(self, name: str) -> bool:
        """Whether there is a document of this name."""
        return has_template(self.tree, name)

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template and where it is; raises TemplateNotFound and TemplateFault."""
        if not _PATH.fullmatch(template):
            raise TemplateNotFound(template)
        path = f"{FOLDER}/{template}"
        if self.tree.exists(path):
            return self._own(path), path, lambda: True
        shipped = resources.templates() / "documents" / template
        if not shipped.is_file():
            raise TemplateNotFound(template)
        return shipped.read_text(encoding="utf-8"), str(shipped), lambda: True

    def _own(self, path: str) -> str:
        self.own.append(path)
        try:
            data = self.tree.read(path)
        except Unreadable as error:
            raise TemplateFault(path, 0, str(error)) from None
        if len(data) > MOST_BYTES:
            raise TemplateFault(path, 0, "is larger than 4 MiB")
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise TemplateFault(path, 0, "is not UTF-8") from None


def fill_in(tree: Tree, name: str, values: Mapping[str, object], label: Label) -> str:
    """A document of a template's name, filled in and tidy; raises TemplateFault.

    Templates and their parts reach labels as ``t("English text")``.
    """
    templates = Templates(tree)
    sandbox = Sandbox(templates)
    sandbox.globals["t"] = label
    try:
        text = _filled_in(sandbox, name, values)
    except Exception as error:
        if isinstance(error, TemplateFault) or not templates.own:
            raise
        raise _fault(error, templates.own[0]) from error
    return tidy(text)


def _filled_in(sandbox: Sandbox, name: str, values: Mapping[str, object]) -> str:
    pieces: list[str] = []
    size = 0
    for piece in sandbox.get_template(name + ENDING).generate(**values):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_CHARACTERS:
            raise Runaway("this template writes too much")
    return "".join(pieces)


def _fault(error: Exception, template: str) -> TemplateFault:
    """The fault of a user's template, at the innermost of its lines that the error passed."""
    if isinstance(error, TemplateSyntaxError):
        return TemplateFault(error.filename or template, error.lineno, error.message or "")
    path, line = _place(error) or (template, 0)
    return TemplateFault(path, line, _reason(error))


def _place(error: Exception) -> tuple[str, int] | None:
    places = [
        (frame.filename, frame.lineno or 0)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(FOLDER) and frame.filename.endswith(ENDING)
    ]
    return places[-1] if places else None


def _reason(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name}"
    if isinstance(error, RecursionError):
        return "this template calls itself without end"
    message = error.message if isinstance(error, TemplateError) else str(error)
    return message or type(error).__name__
