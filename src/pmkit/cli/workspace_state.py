"""The state of a workspace beyond its findings: looked at by pmkit doctor, and by nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pmkit import i18n
from pmkit.cli.session import Session, workspace_around
from pmkit.kinds.schema import as_text
from pmkit.model.diagnostic import Phrase
from pmkit.output.checkups import Checkup, Verdict
from pmkit.store.loader import Loaded, NoWorkspace, load, load_settings
from pmkit.store.problems import Problems, damaged_files, damages
from pmkit.store.schema import settings_schema, workspace_items_schema
from pmkit.store.settings import FORMAT
from pmkit.store.tree import MARKER, WorkTree


def language(session: Session, folder: Path) -> Checkup:
    """The language of messages, and what says so."""
    names = ("PMKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    set_first = next((name for name in names if os.environ.get(name)), "")
    if session.lang is not None:
        reason = Phrase("from {name}", name="--lang")
    elif i18n.from_environment(os.environ) is not None:
        reason = Phrase("from {name}", name=set_first)
    elif _names_language(folder):
        reason = Phrase("from {name}", name=MARKER)
    else:
        reason = Phrase("because nothing asks for another")
    return Checkup(Phrase("language"), (session.language, reason))


def _names_language(folder: Path) -> bool:
    """Whether there is a pmkit.yaml that can be read and says its language."""
    root = workspace_around(folder)
    try:
        settings = None if root is None else load_settings(WorkTree(root), Problems(MARKER))[1]
    except NoWorkspace:
        return False
    return settings is not None and "language" in settings.model_fields_set


def workspace(folder: Path) -> Iterator[Checkup]:
    """The plan: where it is, in which format, how much there is, and what could not be read."""
    label, root = Phrase("workspace"), workspace_around(folder)
    if root is None:
        advice = Phrase("pmkit init writes a workspace to start from")
        yield Checkup(
            label, (Phrase("there is no pmkit.yaml here or above"),), Verdict.HINT, advice
        )
        return
    try:
        loaded = load(WorkTree(root))
    except NoWorkspace as error:
        advice = Phrase("mend pmkit.yaml; pmkit schema settings says what it can hold")
        yield Checkup(label, (Phrase(error.message, **error.values),), Verdict.PROBLEM, advice)
        return
    yield Checkup(label, (root / MARKER,))
    yield _format(loaded)
    yield _items(loaded)
    yield _schemas(loaded)


def _format(loaded: Loaded) -> Checkup:
    """The version of the file format, and whether all settings could be read."""
    faults = sum(one.span.path == MARKER for one in damages(loaded.workspace.problems))
    label = Phrase("settings")
    if faults:
        text = "{count} fault in pmkit.yaml" if faults == 1 else "{count} faults in pmkit.yaml"
        advice = Phrase("pmkit check says what is wrong there")
        return Checkup(label, (Phrase(text, count=faults),), Verdict.PROBLEM, advice)
    return Checkup(label, (Phrase("format {version}", version=FORMAT),))


def _items(loaded: Loaded) -> Checkup:
    """How many items and files there are, and how many files could not be read as a whole."""
    workspace, label = loaded.workspace, Phrase("items")
    items, files = len(workspace.entries), len(workspace.sources) - 1
    found = Phrase(
        "{items} in {files}",
        items=Phrase("{count} item" if items == 1 else "{count} items", count=items),
        files=Phrase("{count} file" if files == 1 else "{count} files", count=files),
    )
    broken = damaged_files(workspace.problems) - {MARKER}
    if broken:
        unread = Phrase("not everything could be read in {path}", path=Path(min(broken)))
        advice = Phrase("pmkit check says what is wrong there")
        return Checkup(label, (found, unread), Verdict.PROBLEM, advice)
    if not items:
        advice = Phrase("items: in pmkit.yaml says where items are; pmkit new writes one")
        return Checkup(label, (found,), Verdict.HINT, advice)
    return Checkup(label, (found,))


def _schemas(loaded: Loaded) -> Checkup:
    """Whether the schemas that editors complete with are those of this version and workspace."""
    label, advice = Phrase("schemas"), Phrase("pmkit schema --out schemas writes them anew")
    fresh = {
        "schemas/items.schema.json": workspace_items_schema(loaded.settings),
        "schemas/pmkit.schema.json": settings_schema(),
    }
    there = [path for path in fresh if loaded.tree.exists(path)]
    if not there:
        first = Phrase("pmkit schema --out schemas writes what editors complete with")
        return Checkup(label, (Phrase("none in schemas/"),), Verdict.HINT, first)
    stale = tuple(path for path in there if loaded.tree.read(path) != as_text(fresh[path]).encode())
    if stale:
        return Checkup(label, (Phrase("out of date: {paths}", paths=stale),), Verdict.HINT, advice)
    return Checkup(label, (Phrase("up to date: {paths}", paths=tuple(there)),))
