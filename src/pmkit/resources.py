"""Files that ship with pmkit: word lists, messages, templates and schemas."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "zh-CN")


def templates() -> Path:
    """The folder of templates: inside the installed package, or the checkout's own."""
    packaged = Path(__file__).parent / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "templates"


@cache
def locale(name: str) -> dict[str, Any]:
    """The table of one locale file, such as ``zh-CN`` or ``choices/en``; raises OSError."""
    path = Path(__file__).parent / "locale" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def choice_words(choice: str) -> dict[str, str]:
    """Every word of any shipped language for a choice, and the English word that it stands for."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for key, written in locale(f"choices/{language}").get(choice, {}).items():
            for word in [written] if isinstance(written, str) else written:
                found.setdefault(word, key)
    return found


def choice_label(choice: str, word: str, language: str) -> str:
    """What readers of a language call a word of a choice."""
    written = locale(f"choices/{language}").get(choice, {}).get(word)
    if written is None:
        return word.replace("_", " ").capitalize()
    return str(written if isinstance(written, str) else written[0])
