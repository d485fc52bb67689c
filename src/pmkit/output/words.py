"""Messages of findings in the reader's language."""

import re
from collections.abc import Mapping

from pmkit.i18n import Translate
from pmkit.model.diagnostic import Phrase
from pmkit.model.text import one_line

_MOST_CHARACTERS = 80
_HAN = "[\u4e00-\u9fff]"


def say(translate: Translate, template: str, values: Mapping[str, object]) -> str:
    """A template filled in. Values are shown, never obeyed, and cut where they are long."""
    if not template:
        return ""
    text = translate(template)
    filled = {}
    for name, value in values.items():
        filled[name] = shown = _shown(translate, value)
        if isinstance(value, Phrase | tuple) and not shown.isascii():
            text = _closed_up(text, name, shown)
    return text.format(**filled)


def _closed_up(text: str, gap: str, shown: str) -> str:
    """The template without the blanks beside a gap where Chinese words meet Chinese words."""
    if re.match(_HAN, shown):
        text = re.sub(rf"(?<={_HAN}) (?=\{{{gap}\}})", "", text)
    if re.match(_HAN, shown[-1:]):
        text = re.sub(rf"(?<=\{{{gap}\}}) (?={_HAN})", "", text)
    return text


def _shown(translate: Translate, value: object) -> str:
    if isinstance(value, Phrase):
        return say(translate, value.template, value.values) if value.values else translate(value)
    if isinstance(value, tuple):
        return translate(", ").join(_shown(translate, one) for one in value)
    text = one_line(str(value))
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"
