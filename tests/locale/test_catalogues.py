"""The files of messages and words are read in a quick way of our own, which says what TOML says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pmkit import resources

FOLDER = Path(resources.__file__).parent / "locale"
NAMES = sorted(
    path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.toml")
)


@pytest.mark.parametrize("name", NAMES)
def test_a_catalogue_is_read_as_toml_says(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert resources.locale(name) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        'a = "one" # of many\n',
        "[table]\na = 'one'\n",
        '[table]\na = """\none\n"""\n',
        "[table]\na = [\n  1, # first\n  2,\n]\n",
        "[table]\na.b = 1\n",
        "[[tables]]\na = 1\n",
        '[table] # of one\na = "one"\n',
    ],
)
def test_what_is_not_written_as_plainly_is_left_to_tomllib(text: str) -> None:
    try:
        assert resources.plain_tables(text) == tomllib.loads(text)
    except ValueError:
        assert tomllib.loads(text)
