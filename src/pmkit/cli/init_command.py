"""`pmkit init`."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmkit.cli.session import Session

if TYPE_CHECKING:
    from pmkit.store.tree import WorkTree

FOR_GIT = (".gitignore", ".gitattributes")
MOST_NAMED = 5


def init(
    session: Session,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to; it may be new. Default: here.")
    ] = Path("."),
    name: Annotated[
        str, typer.Option(metavar="NAME", help="What the product is called; else as DIR is.")
    ] = "",
) -> None:
    """Write a small workspace with an example plan to start from.

    \b
    Examples:
      pmkit init my-product
      pmkit init my-product --name "Room Finder"
      pmkit init my-product --lang zh-CN      the example in Chinese

    The example begins on the next Monday, counted from --today, else today. Nothing that exists is
    overwritten: if a file is in the way, nothing is written.
    """
    from pmkit.store.problems import Unreadable
    from pmkit.store.starter import starter_files
    from pmkit.store.unwritable import Unwritable

    target = Path(os.path.abspath((session.directory or Path.cwd()) / folder))
    _refuse_workspace(session, target)
    try:
        today = session.named_day() or date.today()
        files = starter_files(session.language, name or target.name or "pmkit", today)
        _write(session, target, files)
    except (Unreadable, Unwritable) as error:
        session.stop_for(error)
    _report(session, target, files)


def _refuse_workspace(session: Session, target: Path) -> None:
    """Leaves where the folder is a workspace already, stands in one, or is no folder."""
    if target.exists() and not target.is_dir():
        session.stop(session.say("{path} is not a folder", path=target))
    real = target.resolve()
    for folder in (real, *real.parents):
        if (folder / "pmkit.yaml").exists():
            session.stop(
                session.say("{path} is a workspace already", path=folder)
                if folder == real
                else session.say("{path} lies inside the workspace {root}", path=real, root=folder),
                session.say(
                    "pmkit new adds an item to it; pmkit init DIR starts another elsewhere"
                ),
            )
        if (folder / ".git").exists():
            break


def _write(session: Session, target: Path, files: Mapping[str, bytes]) -> None:
    """Writes all files, or none of them. What git has been told already stays as it is."""
    from pmkit.store.tree import WorkTree

    target.mkdir(parents=True, exist_ok=True)
    tree = WorkTree(target)
    with tree.locked():
        there = [path for path, data in files.items() if not _is_free(tree, path, data)]
        for path in [path for path in there if path in FOR_GIT]:
            there.remove(path)
            lines = " ".join(_lines_to_add(files[path]))
            session.note(
                session.say("{path} stays as it is; add to it: {lines}", path=path, lines=lines)
            )
        if there:
            named = ", ".join(there[:MOST_NAMED]) + (" …" if len(there) > MOST_NAMED else "")
            session.stop(
                session.say("nothing was written, because these exist: {files}", files=named),
                session.say("name another folder: pmkit init DIR"),
            )
        tree.remove_leftovers(files)
        _create(tree, {path: files[path] for path in files if not tree.exists(path)})


def _lines_to_add(data: bytes) -> list[str]:
    return [line for line in data.decode().splitlines() if line and not line.startswith("#")]


def _is_free(tree: WorkTree, path: str, data: bytes) -> bool:
    """Whether a file may be written; one that an interrupted init has left complete counts."""
    if not os.path.lexists(tree.root / path):
        return True
    return tree.exists(path) and (tree.root / path).is_file() and tree.read(path) == data


def _create(tree: WorkTree, files: Mapping[str, bytes]) -> None:
    """Creates the files in order; takes them back if one cannot be written."""
    created: list[str] = []
    try:
        for path, data in files.items():
            tree.create(path, data)
            created.append(path)
    except BaseException:
        for path in reversed(created):
            (tree.root / path).unlink(missing_ok=True)
        raise


def _report(session: Session, target: Path, files: Iterable[str]) -> None:
    """Lists the files, and says what may come next."""
    for path in sorted(files):
        print(os.path.relpath(target / path).replace(os.sep, "/"))
    steps = ["pmkit check", "pmkit rank", "pmkit roadmap", "pmkit build"]
    if target.resolve() != Path.cwd().resolve():
        steps.insert(0, f"cd {shlex.quote(os.path.relpath(target))}")
    session.note(session.say("a workspace to start from; next:"))
    for step in steps:
        session.note(f"  {step}")
