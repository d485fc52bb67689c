"""Messages of findings in the reader's language."""

from collections.abc import Mapping

from pmkit.i18n import Translate
from pmkit.model.diagnostic import Phrase
from pmkit.model.text import one_line

_MOST_CHARACTERS = 80


def say(translate: Translate, template: str, values: Mapping[str, object]) -> str:
    """A template filled in. Values are shown, never obeyed, and cut where they are long."""
    if not template:
        return ""
    filled = {name: _shown(translate, value) for name, value in values.items()}
    return translate(template).format(**filled)


def _shown(translate: Translate, value: object) -> str:
    if isinstance(value, Phrase):
        return translate(value)
    text = one_line(str(value))
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"
