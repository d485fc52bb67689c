"""SUP: comments and settings that switch rules off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmkit.check.check_settings import is_fixed, unknown_rule
from pmkit.check.rule import Plan, rule
from pmkit.check.selection import codes_of, is_match
from pmkit.check.suppress import Suppressed, Suppression
from pmkit.model.diagnostic import Problem, Severity
from pmkit.model.edit import Edit, Fix
from pmkit.model.place import Span
from pmkit.model.text import nearest
from pmkit.store.problems import damaged_files
from pmkit.store.tree import MARKER


@rule("SUP001", Severity.WARNING)
def unused_suppression(plan: Plan) -> Iterator[Problem]:
    """A comment silences a rule that finds nothing there.

    The fault has been mended, or the comment stands on the wrong line. Left there, it would hide
    the next fault of this sort.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002]  # pmkit: ignore[LNK001] comes with the next file  # !! SUP001
          - id: FEAT-002
            title: Import companies

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002]  # pmkit: ignore[LNK001] comes with the next file
    """
    damaged = damaged_files(plan.workspace.problems)
    for suppression in plan.suppressions:
        if suppression.remark.span.path not in damaged:
            unused = [one for one in suppression.names if _is_unused(one, plan)]
            yield from _unused(suppression, unused)


def _is_unused(named: Suppressed, plan: Plan) -> bool:
    """Whether all rules that are named have been applied, and none of their findings silenced."""
    codes = codes_of(named.name)
    applied = bool(codes) and codes <= plan.suppressions.applied
    return applied and not named.is_used and not is_fixed(named.name)


def _unused(suppression: Suppression, unused: list[Suppressed]) -> Iterator[Problem]:
    if unused and len(unused) == len(suppression.names):
        remark = suppression.remark
        names = tuple(one.name for one in unused)
        fix = Fix("delete the comment", (Edit(remark.whole, ""),))
        yield Problem(
            "there is nothing to silence here: {names} finds nothing",
            remark.span,
            {"names": names},
            "delete the comment",
            fix=fix,
        )
        return
    for named in unused:
        number = suppression.names.index(named)
        start, end = named.span.start, named.span.end
        if number:
            start = suppression.names[number - 1].span.end
        else:
            end = suppression.names[1].span.start
        edit = Edit(Span(named.span.path, start, end), "")
        yield Problem(
            "there is nothing to silence here: {names} finds nothing",
            named.span,
            {"names": named.name},
            "delete {names}",
            fix=Fix("delete {names}", (edit,), {"names": named.name}),
        )


@rule("SUP002", Severity.INFO)
def unexplained_suppression(plan: Plan) -> Iterator[Problem]:
    """A comment silences a rule and does not say why.

    In half a year nobody will know whether it may go. A few words behind the bracket are enough.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            # !! SUP002 next line
            depends_on: [FEAT-002]  # pmkit: ignore[LNK001]

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002]  # pmkit: ignore[LNK001] comes with the next file
    """
    for suppression in plan.suppressions:
        if suppression.names and not suppression.reason:
            hint = "write the reason behind the bracket"
            yield Problem("nothing says why this is silenced", suppression.remark.span, hint=hint)


@rule("SUP003", Severity.WARNING)
def silenced_unknown_rule(plan: Plan) -> Iterator[Problem]:
    """A comment silences a rule that does not exist.

    It silences nothing. Codes, topics and names of rules are what can be silenced.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            # !! LNK001 SUP003 next line
            depends_on: [FEAT-002]  # pmkit: ignore[LNK01] comes with the next file

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002]  # pmkit: ignore[dangling-link] comes with the next file
    """
    for suppression in plan.suppressions:
        for named in suppression.names:
            if not codes_of(named.name):
                yield unknown_rule(named.name, named.span)


@rule("SUP004", Severity.WARNING)
def silenced_fixed_rule(plan: Plan) -> Iterator[Problem]:
    """A comment silences a rule of topic SYN or IDS, which are always applied.

    What cannot be read or told apart cannot be judged: the fault has to be mended.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            # !! SYN032 SUP004 next line
            onwer: Li Lei  # pmkit: ignore[SYN032] we say it so

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            owner: Li Lei
    """
    for suppression in plan.suppressions:
        for named in suppression.names:
            if is_fixed(named.name):
                hint = "mend what it finds, and delete the comment"
                values = {"name": named.name}
                yield Problem("{name} cannot be switched off", named.span, values, hint)


@rule("SUP005", Severity.WARNING)
def malformed_suppression(plan: Plan) -> Iterator[Problem]:
    """A comment looks as if it should silence a rule, and is not written so.

    It silences nothing. It has to name the rules in brackets, so that it does not hide what nobody
    has seen yet.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            # !! LNK001 SUP005 next line
            depends_on: [FEAT-002]  # pmkit: ignore LNK001

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002]  # pmkit: ignore[LNK001] comes with the next file
    """
    for suppression in plan.suppressions:
        if suppression.is_malformed:
            hint = "write # pmkit: ignore[LNK001] and the reason"
            yield Problem("this comment silences nothing", suppression.remark.span, hint=hint)


@rule("SUP006", Severity.WARNING)
def unmatched_file_pattern(plan: Plan) -> Iterator[Problem]:
    """A pattern of ``check.per_file`` matches no file.

    The file was renamed or moved, and the rules that were left out there are applied again.
    Patterns name files or folders from pmkit.yaml on; ``*`` stands for anything.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Bluebird CRM
        check:
          per_file:
            plan/idea.yaml: [TRC]  # !! SUP006

        # file: plan/ideas.yaml
        features:
          - id: FEAT-001
            title: Import contacts

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Bluebird CRM
        check:
          per_file:
            plan/ideas.yaml: [TRC]

        # file: plan/ideas.yaml
        features:
          - id: FEAT-001
            title: Import contacts
    """
    for pattern in plan.settings.check.per_file:
        if any(is_match(path, pattern) for path in plan.workspace.sources):
            continue
        span = Span(MARKER, *plan.place.key_span(("check", "per_file", pattern)))
        better = _named_alike(pattern, plan.workspace.sources)
        hint = "did you mean {better}?" if better else "name a file or a folder from pmkit.yaml on"
        values = {"pattern": pattern, "better": better or ""}
        yield Problem("{pattern} matches no file", span, values, hint)


def _named_alike(pattern: str, paths: Iterable[str]) -> str | None:
    """The file or folder whose own name is nearly that of a pattern, in its folder if there is one.

    Folder and ending do not count: all files of a plan have them in common.
    """
    known: dict[str, list[str]] = {}
    for path in paths:
        while path:
            known.setdefault(_own_name(path), []).append(path)
            path = path.rpartition("/")[0]
    better = nearest(_own_name(pattern), known)
    found = known.get(better or "", [])
    folder = pattern.rpartition("/")[0]
    return min(found, key=lambda path: path.rpartition("/")[0] != folder, default=None)


def _own_name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2].partition(".")[0]
