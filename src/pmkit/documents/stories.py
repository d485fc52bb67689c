"""User stories: who wants what and why, as a sentence."""

from __future__ import annotations

import re

from pmkit.documents.context import Source
from pmkit.documents.feature_views import StoryView
from pmkit.documents.markdown import is_wide
from pmkit.documents.scope import Scope
from pmkit.kinds.scope import Story, inputs_of
from pmkit.model.workspace import Entry

_VOWEL = re.compile(r"[aeio]|u(?!ni|s[ae]|ti)")
_ARTICLE = re.compile(r"(?:an?|the|any|every|each)\b", re.IGNORECASE)


def story_of(entry: Entry) -> Story:
    """The item of an entry that is a story."""
    assert isinstance(entry.item, Story)
    return entry.item


def story_view(scope: Scope, entry: Entry) -> StoryView:
    """A story with its own priority and status."""
    source, item = scope.source, story_of(entry)
    moscow = inputs_of(item, "moscow")
    return StoryView(
        id=entry.id,
        anchor=scope.anchor(entry),
        title=item.title,
        sentence=sentence(source, item),
        description=item.description or "",
        priority=source.choice("moscow", moscow.value) if moscow else "",
        status=source.choice("scope_status", item.status),
        points="" if item.points is None else f"{item.points:f}",
        satisfies=scope.links(item.satisfies),
    )


def sentence(source: Source, item: Story) -> str:
    """What a story says, as the language puts it."""
    who, want, benefit = (
        _inner(source, text or "") for text in (_who(source, item), item.i_want, item.so_that)
    )
    if not benefit:
        return source.label("As {who}, I want {want}.", who=who, want=want)
    return source.label(
        "As {who}, I want {want}, so that {benefit}.", who=who, want=want, benefit=benefit
    )


def _who(source: Source, item: Story) -> str:
    """Who speaks: a persona by name, else a role, in English with its article."""
    written = item.as_a or ""
    persona = source.workspace.find(written)
    if persona is not None:
        return persona.item.name
    if source.language != "en" or not written[:1].islower() or _ARTICLE.match(written):
        return written
    return f"{'an' if _VOWEL.match(written) else 'a'} {written}"


def _inner(source: Source, text: str) -> str:
    """A text within a sentence: no full stop, and a blank between a Chinese word and another."""
    text = text.rstrip(" 。.；;，,")
    starts_otherwise = bool(text) and not is_wide(text[0])
    return f" {text}" if source.language == "zh-CN" and starts_otherwise else text
