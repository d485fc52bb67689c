"""Changes to files: as a unified diff, and in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff

from pmkit.check.fix import Mended
from pmkit.i18n import Translate
from pmkit.model.diagnostic import Diagnostic
from pmkit.model.text import visible
from pmkit.model.wording import say
from pmkit.output.colours import Paint
from pmkit.store.batch import Change

_STYLES = {"+": ("cyan",), "-": ("red",), "@": ("dim",)}
_NO_END = "\\ No newline at end of file"


def diff_lines(changes: Iterable[Change], paint: Paint) -> Iterator[str]:
    """A unified diff of the files as `git diff` shows it; control signs are shown, not obeyed.

    A carriage return is shown only where line ends change.
    """
    for change in changes:
        before, after = _lines(change.before), _lines(change.after)
        if all(line.endswith("\r\n") for line in [*before, *after] if line.endswith("\n")):
            before, after = _without_returns(before), _without_returns(after)
        path = visible(change.path)
        for line in unified_diff(before, after, f"a/{path}", f"b/{path}"):
            yield paint(visible(line.removesuffix("\n")), *_STYLES.get(line[:1], ()))
            if not line.endswith("\n"):
                yield _NO_END


def _lines(data: bytes) -> list[str]:
    """The lines of a file with their ends; nothing but a line feed ends one."""
    lines = data.decode("utf-8", "replace").split("\n")
    return [*(line + "\n" for line in lines[:-1]), *filter(None, lines[-1:])]


def _without_returns(lines: list[str]) -> list[str]:
    return [line.replace("\r\n", "\n") for line in lines]


def fixed_lines(
    mended: Mended, translate: Translate, paint: Paint, *, is_rehearsal: bool = False
) -> Iterator[str]:
    """What was fixed, or would be: one line, and one for each fix that could not be applied."""
    for finding in mended.refused:
        yield _refused(finding, translate, paint)
    parts = []
    if mended.applied:
        done = _WOULD if is_rehearsal else _DONE
        values = {
            "findings": _counted(_FINDINGS, len(mended.applied), translate),
            "files": _counted(_FILES, len(mended.changes), translate),
        }
        parts.append(say(translate, done, values))
    if mended.revealed:
        later = "{count} of them could be seen only after the first"
        parts.append(say(translate, later, {"count": mended.revealed}))
    if mended.unsafe:
        more = "{count} fixable with --unsafe-fixes"
        parts.append(say(translate, more, {"count": mended.unsafe}))
    if parts:
        yield translate("; ").join(parts)


_DONE = "fixed {findings} in {files}"
_WOULD = "would fix {findings} in {files}"
_FINDINGS = ("{count} finding", "{count} findings")
_FILES = ("{count} file", "{count} files")


def _counted(words: tuple[str, str], count: int, translate: Translate) -> str:
    return say(translate, words[count != 1], {"count": count})


def _refused(finding: Diagnostic, translate: Translate, paint: Paint) -> str:
    """A finding whose fix could not be applied."""
    place = finding.location
    where = paint(f"{visible(place.path)}:{place.line}:{place.column}:", "bold")
    reason = translate("the fix was left out: it would have brought another finding")
    return f"{where} {finding.code} {reason}"
