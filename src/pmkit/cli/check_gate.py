"""What a check passes over: what was known before, and what has not changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pmkit.cli.check_request import Request
from pmkit.cli.session import Session

if TYPE_CHECKING:
    from pmkit.check.baseline import Identity
    from pmkit.check.run import Report
    from pmkit.store.loader import Loaded


def gated(session: Session, request: Request, report: Report) -> Report:
    """The report without known findings, and without what has not changed, where that is asked."""
    if request.baseline is None and request.base is None and request.since is None:
        return report
    from pmkit.check.baseline import against, known_in

    if request.baseline is not None:
        report = against(report, _read_baseline(session, request.baseline))
    with _readable(session), ExitStack() as stack:
        state_at = cache(lambda revision: _state_at(session, revision, stack))
        if request.base is not None:
            before = state_at(request.base)
            if before is None:
                session.note(session.say("every finding counts as new"))
            else:
                known = known_in(before, session.loaded, request.select, request.ignore)
                report = against(report, known)
        if request.since is not None:
            report = _about_changes(session, request.since, state_at(request.since), report)
    return report


@contextmanager
def _readable(session: Session) -> Iterator[None]:
    """Leaves with code 2, and the reason, where a revision cannot be read."""
    from pmkit.store.git_tree import NoRevision

    try:
        yield
    except NoRevision as error:
        session.stop_for(error)


def _state_at(session: Session, revision: str, stack: ExitStack) -> Loaded | None:
    """The workspace as a revision has it; None, and the reason is told, where it has none."""
    from pmkit.store.git_tree import GitTree
    from pmkit.store.loader import NoWorkspace, load

    try:
        return load(stack.enter_context(GitTree(session.root, revision)))
    except NoWorkspace as error:
        reason = session.say(error.message, **error.values)
        text = "{revision} has no workspace to compare with: {reason}"
        session.note(session.say(text, revision=revision, reason=reason))
        return None


def _about_changes(
    session: Session, revision: str, before: Loaded | None, report: Report
) -> Report:
    """The report on the items that have changed; says how many these are."""
    from pmkit.check.since import about, changed_since

    changed = changed_since(before, session.loaded)
    text = "{count} of {total} items changed since {revision}"
    values = {"count": len(changed.entries), "total": report.items, "revision": revision}
    session.note(session.say(text, **values))
    return about(report, changed, session.loaded)


def _read_baseline(session: Session, file: Path) -> list[Identity]:
    """What a file says was known; leaves with code 2 if it is no report."""
    from pmkit.check.baseline import BadBaseline, read_baseline

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        return read_baseline(text)
    except BadBaseline as error:
        reason = session.say(error.message, **error.values)
    except UnicodeDecodeError:
        reason = session.say("it is not UTF-8")
    hint = "pmkit check --format json --output {path} writes one"
    session.stop(
        session.say("{path} is no report of a check: {reason}", path=file, reason=reason),
        session.say(hint, path=file),
    )
