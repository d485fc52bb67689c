"""Elements of SVG as text: attributes in the order given, text that is never markup."""

from __future__ import annotations

from pmkit.charts.label import clean

_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escaped(text: str) -> str:
    """Text from files as characters of XML: on one line, all that is hidden in it shown."""
    return "".join(_REFERENCES.get(character, character) for character in clean(text))


def number(value: float) -> str:
    """A coordinate in pixels with one decimal at most."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def element(name: str, *content: str, **attributes: str | float) -> str:
    """An element around content that is markup already.

    ``class_`` and ``stroke_width`` become ``class`` and ``stroke-width``.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    inner = "".join(content)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def _value(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else number(value)


def text(words: str, x: float, y: float, class_: str, **attributes: str | float) -> str:
    """Words at a place; ``y`` is their baseline."""
    return element("text", escaped(words), x=x, y=y, class_=class_, **attributes)


def tooltip(words: str) -> str:
    """What a reader sees who points at the element around it."""
    return element("title", escaped(words))


def group(class_: str, *content: str) -> str:
    """Elements that belong together, each on a line of its own; nothing if there are none."""
    lines = "\n".join(part for part in content if part)
    return f'<g class="{class_}">\n{lines}\n</g>' if lines else ""
