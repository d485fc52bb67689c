"""`pmkit roadmap`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pmkit.cli.session import Session

if TYPE_CHECKING:
    from pmkit.output.roadmap_pages import Roadmap
    from pmkit.schedule.schedule import Schedule


class Format(StrEnum):
    """How a roadmap is printed."""

    gantt = "gantt"
    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
    mermaid = "mermaid"
    svg = "svg"


class By(StrEnum):
    """What the sections of a chart stand for."""

    release = "release"
    team = "team"
    phase = "phase"


def roadmap(
    session: Session,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.gantt,
    by: Annotated[By, typer.Option(help="What the sections of charts are.")] = By.release,
    where: Annotated[
        str, typer.Option(metavar="QUERY", help="Show only items for which it holds.")
    ] = "",
    release: Annotated[str, typer.Option(metavar="REL", help="Show only one release.")] = "",
    team: Annotated[str, typer.Option(metavar="TEAM", help="Show only one team's work.")] = "",
    out: Annotated[
        str, typer.Option(metavar="PATH", help="Write to a file, or into a folder: charts/.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Say when everything happens, and why then.

    \b
    Examples:
      pmkit roadmap
      pmkit roadmap --release REL-001 --format table
      pmkit roadmap --by team --today 2027-01-11
      pmkit roadmap --format svg --out roadmap.svg
      pmkit roadmap --format mermaid --out charts/

    Every date follows from estimates, dependencies, calendars and people; the whole plan is
    always scheduled, whatever is shown. The day is --today, else schedule.as_of of pmkit.yaml,
    else today. Mermaid and SVG have a file for each chart if PATH is a folder.

    Exit code: 0, also where something is late; 1 where a file could not be read.
    """
    out = "" if out == "-" else out
    shown = _roadmap(session, by, where, release, team, is_file=bool(out))
    if not shown.dated.items:
        _tell_why_empty(session, shown, bool(where or release or team))
    if out:
        _write(session, shown, format, out, force)
    else:
        _print(session, shown, format)
    _tell_more(session, shown, format, out)
    session.finish()


def _roadmap(
    session: Session, by: By, where: str, release: str, team: str, is_file: bool
) -> Roadmap:
    """The plan as of the day, of which only what is asked for is shown."""
    from pmkit.output import look, remarks
    from pmkit.output.colours import Paint
    from pmkit.output.roadmap_pages import Roadmap
    from pmkit.schedule.calendar import Calendars

    workspace, settings = session.loaded.workspace, session.loaded.settings
    select = _selection(session, where, release, team)
    most = 0 if session.quiet else None if session.verbose else remarks.MOST
    return Roadmap(
        select(session.project.schedule),
        workspace,
        Calendars(workspace, settings.schedule.calendar).default,
        settings.name or session.say("roadmap"),
        by.value,
        look.Look(
            look.width_of_terminal(),
            Paint(False) if is_file else session.paint(),
            session.language,
            look.UNICODE if is_file else look.glyphs(sys.stdout, os.environ),
        ),
        most,
    )


def _selection(
    session: Session, where: str, release: str, team: str
) -> Callable[[Schedule], Schedule]:
    """What leaves in a schedule only what is asked for."""
    from pmkit.kinds.effort import WORK
    from pmkit.schedule.selection import selected

    workspace = session.loaded.workspace
    kinds = [kind for name in (*WORK, "milestone") for kind in session.kinds(name)]
    query = session.selection(where, kinds)
    only_release = _meant(session, release, "release", "there is no release {name}")
    only_team = _meant(session, team, "team", "there is no team {name}")
    return lambda schedule: selected(schedule, workspace, query, only_release, only_team)


def _meant(session: Session, written: str, kind: str, message: str) -> str:
    """The id of the release or team that is meant; BadParameter if there is none."""
    workspace = session.loaded.workspace
    known = [entry.id for entry in workspace.of_kind(kind)]
    if written and workspace.current_id(written) not in known:
        otherwise = "there are {known}" if known else "the plan has none"
        session.unknown(message, written, known, f"--{kind}", otherwise)
    return workspace.current_id(written)


def _print(session: Session, roadmap: Roadmap, format: Format) -> None:
    text = roadmap.text(format.value)
    if text:
        (session.out if format in (Format.gantt, Format.table) else print)(text)


def _write(session: Session, roadmap: Roadmap, format: Format, out: str, force: bool) -> None:
    """Writes one file, or those of a folder; leaves with code 2 rather than replace others."""
    from pmkit.store import disk

    target = Path(out)
    if _is_folder(out):
        texts = {target / name: text for name, text in roadmap.files(format.value).items()}
    else:
        texts = {target: roadmap.text(format.value) + "\n"}
    files = {path: text.encode() for path, text in texts.items()}
    changed = {
        path: data
        for path, data in files.items()
        if not (path.is_file() and path.read_bytes() == data)
    }
    there = [path for path in changed if os.path.lexists(path)]
    if there and not force:
        names = ", ".join(map(str, there[:3])) + (" …" if len(there) > 3 else "")
        session.stop(
            session.say("nothing was written, because these exist: {files}", files=names),
            session.say("--force replaces them"),
        )
    for path, data in changed.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        (disk.replace_file if force else disk.create_file)(path, data)
    for path in files:
        outcome = "wrote {path}" if path in changed else "unchanged {path}"
        session.note(session.say(outcome, path=path))


def _is_folder(out: str) -> bool:
    return bool(out) and (Path(out).is_dir() or out.endswith(("/", os.sep)))


def _tell_why_empty(session: Session, roadmap: Roadmap, is_selected: bool) -> None:
    if is_selected:
        session.note(session.say("nothing is selected"))
        return
    if roadmap.is_empty:
        session.note(session.say("there is nothing to schedule: no feature, story or task is open"))
    undated = roadmap.schedule.unscheduled
    if not any(map(session.project.efforts.of, (one.entry for one in undated))):
        hint = "give work an estimate, such as estimate: 5d, and a team, such as team: TEAM-001"
        session.note(session.say(hint))


def _tell_more(session: Session, roadmap: Roadmap, format: Format, out: str) -> None:
    """What is wrong, where the roadmap itself does not say so, and where to read on."""
    from pmkit.output import remarks

    if format is Format.mermaid and not _is_folder(out) and len(roadmap.charts) > 1:
        many = "{count} charts; --out charts/ writes a file for each"
        session.note(session.say(many, count=len(roadmap.charts)))
    counts = remarks.counts(roadmap.schedule, roadmap.look)
    if not counts:
        return
    if format not in (Format.gantt, Format.table):
        text = "{counts}; pmkit roadmap says what and why"
        session.note(session.say(text, counts=counts))
    elif format is Format.gantt and not out:
        session.note(session.say("pmkit roadmap --format table says why each date is what it is"))
