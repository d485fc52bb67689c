"""What the machine has that pmkit builds on: looked at by pmkit doctor, and by nothing else."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from pmkit import __version__, resources
from pmkit.cli.repository import repository_around
from pmkit.model.diagnostic import Phrase
from pmkit.output import look
from pmkit.output.checkups import Checkup, Verdict
from pmkit.output.colours import wants_colour
from pmkit.store import yaml_reader
from pmkit.store.programs import first_line

_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*(?:>=\s*([0-9.]+))?")


def machine(folder: Path) -> Iterator[Checkup]:
    """The versions of pmkit and of what it needs, and the programs that it can use."""
    package = Path(resources.__file__).parent
    yield Checkup(Phrase("pmkit"), (__version__, package))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    yield Checkup(Phrase("Python"), (python, Path(sys.executable)))
    yield Checkup(Phrase("platform"), (platform.platform(),))
    yield _packages()
    yield _parser()
    yield _fonts()
    yield from _git(folder)


def _packages() -> Checkup:
    """The packages that pmkit depends on, with their versions."""
    label, advice = (
        Phrase("packages"),
        Phrase("install pmkit again from its checkout, with all that it needs"),
    )
    try:
        required = metadata.requires("pmkit") or []
    except metadata.PackageNotFoundError:
        found = Phrase("pmkit is not installed, but run from its source")
        return Checkup(
            label, (found,), Verdict.HINT, Phrase("make test in the checkout installs it")
        )
    there: list[str] = []
    lacking: list[Phrase] = []
    for requirement in required:
        match = _REQUIREMENT.match(requirement)
        if match is None or "extra ==" in requirement:
            continue
        name, least = match.groups()
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            lacking.append(Phrase("{name} is missing", name=name))
            continue
        there.append(f"{name} {version}")
        if _parts(version) < _parts(least or "0"):
            text = "{name} {version} is older than {least}"
            lacking.append(Phrase(text, name=name, version=version, least=least))
    if lacking:
        return Checkup(label, tuple(lacking), Verdict.PROBLEM, advice)
    return Checkup(label, tuple(there))


def _parts(version: str) -> tuple[int, ...]:
    """The numbers at the start of a version."""
    leading = re.match(r"[0-9.]*", version)
    return tuple(int(part) for part in (leading[0] if leading else "").split(".") if part)


def _parser() -> Checkup:
    label = Phrase("YAML parser")
    if yaml_reader.CParser is not None:
        return Checkup(label, ("libyaml",))
    found = Phrase("pure Python: this PyYAML was built without libyaml")
    advice = Phrase("large plans are read many times faster with a PyYAML from a wheel")
    return Checkup(label, (found,), Verdict.HINT, advice)


def _fonts() -> Checkup:
    """Whether Chinese in charts has a font; nobody knows where there is no fontconfig."""
    label = Phrase("fonts")
    family = first_line("fc-list", ":lang=zh-cn", "family")
    if family is None:
        return Checkup(label, (Phrase("not known: there is no fc-list here"),))
    if family:
        return Checkup(label, (Phrase("Chinese: {family}", family=family.partition(",")[0]),))
    advice = Phrase(
        "SVG charts name fonts: install a Chinese one, such as Noto Sans CJK, to see them"
    )
    return Checkup(label, (Phrase("none for Chinese"),), Verdict.HINT, advice)


def _git(folder: Path) -> Iterator[Checkup]:
    version = first_line("git", "--version")
    if version is None:
        advice = Phrase("install git: comparing a plan with an earlier one needs it")
        yield Checkup(Phrase("git"), (Phrase("not found"),), Verdict.HINT, advice)
    else:
        yield Checkup(Phrase("git"), (version.removeprefix("git version "),))
    repository = repository_around(folder)
    if repository is None:
        advice = Phrase("git init keeps the history of a plan")
        yield Checkup(Phrase("repository"), (Phrase("none here or above"),), Verdict.HINT, advice)
    else:
        yield Checkup(Phrase("repository"), (repository,))


def terminal() -> Checkup:
    """How wide the screen is, and what it can show."""
    width = look.width_of_terminal()
    colour = wants_colour(sys.stdout, os.environ)
    is_plain = look.glyphs(sys.stdout, os.environ) is look.ASCII
    parts = (
        Phrase("{count} columns", count=width),
        Phrase("colours") if colour else Phrase("no colours"),
        Phrase("ASCII only") if is_plain else Phrase("UTF-8"),
    )
    label = Phrase("terminal")
    if not is_plain:
        return Checkup(label, parts)
    advice = Phrase("set LANG to a UTF-8 locale, such as C.UTF-8, for better charts")
    return Checkup(label, parts, Verdict.HINT, advice)
