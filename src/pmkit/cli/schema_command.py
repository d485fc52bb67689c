"""`pmkit schema`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmkit.cli.session import Session, workspace_around

if TYPE_CHECKING:
    from pmkit.store.settings import Settings

ITEMS, SETTINGS = "items", "settings"


def schema(
    session: Session,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="A kind, items or settings; else items.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write the schemas to this folder of the workspace."),
    ] = None,
) -> None:
    """Print the JSON Schema of files, with which editors complete and check them.

    \b
    Examples:
      pmkit schema                      of every items file
      pmkit schema feature              of a file with one feature
      pmkit schema settings             of pmkit.yaml
      pmkit schema --out schemas        write both for this workspace

    The schemas know the prefixes and custom fields of the workspace. An editor with the YAML
    language server takes one from the first line of a file:

    \b
      # yaml-language-server: $schema=../schemas/items.schema.json
    """
    from pmkit.kinds.schema import as_text

    names = _names(session, kind, out)
    if out is None:
        print(as_text(_schema(names[0], _settings(session))), end="")
        return
    folder = _inside(session, out)
    settings = _settings(session)
    for name in names:
        path = (folder / f"{'pmkit' if name == SETTINGS else name}.schema.json").as_posix()
        session.tree.write(path, as_text(_schema(name, settings)).encode())
        session.note(session.say("wrote {path}", path=path))


def _names(session: Session, written: str, out: Path | None) -> tuple[str, ...]:
    """Which schemas are asked for; BadParameter for none."""
    from pmkit.kinds import kinds, plurals

    if not written:
        return (ITEMS,) if out is None else (ITEMS, SETTINGS)
    known = [*kinds(), ITEMS, SETTINGS]
    if written in plurals():
        return (plurals()[written].kind,)
    if written not in known:
        text = "there is no kind {name}"
        session.unknown(text, written, known, "KIND", "there are {known}", also=plurals())
    return (written,)


def _schema(name: str, settings: "Settings") -> "dict[str, object]":
    from pmkit.store import schema as schemas

    if name == SETTINGS:
        return schemas.settings_schema()
    if name == ITEMS:
        return schemas.workspace_items_schema(settings)
    return schemas.workspace_kind_schema(name, settings)


def _settings(session: Session) -> "Settings":
    """The settings of the workspace; the defaults where there is none."""
    from pmkit.store.loader import NoWorkspace, load_settings
    from pmkit.store.problems import Problems
    from pmkit.store.settings import Settings
    from pmkit.store.tree import MARKER

    if workspace_around((session.directory or Path.cwd()).resolve()) is None:
        return Settings()
    problems = Problems(MARKER)
    try:
        settings = load_settings(session.tree, problems)[1]
    except NoWorkspace as error:
        session.stop_for(error)
    if list(problems):
        session.note(session.say("some of pmkit.yaml could not be read; pmkit check says what"))
    return settings


def _inside(session: Session, out: Path) -> Path:
    """The path of a folder from the workspace's; BadParameter for one that lies outside."""
    target = ((session.directory or Path.cwd()) / out).resolve()
    if not target.is_relative_to(session.root):
        raise typer.BadParameter(
            session.say("{path} lies outside the workspace {root}", path=out, root=session.root),
            param_hint="--out",
        )
    return target.relative_to(session.root)
