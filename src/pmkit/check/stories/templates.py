"""The words of the form "As a …, I want …, so that …" inside the fields that stand for them."""

from __future__ import annotations

from pmkit.check.stories.asides import Aside
from pmkit.check.stories.patterns import pattern
from pmkit.check.stories.told import BENEFIT, ROLE, WANT

_STARTS = {
    ROLE: r"as\s+(?:an?\s+|the\s+)?(?=\S)|(?:身为|作为)(?:一[个名位])?",
    WANT: (
        r"(?:as\s+an?\s[^,]*,\s*)?i(?:\s+(?:want|need|wish|would\s+like)|['’]d\s+like)\s+(?=\S)"
        r"|want\s+(?=to\s)"
        r"|(?:作为[^,，]*[,，])?我(?:想要|希望|需要|想|要)(?:能够|能|可以)?(?!的)|(?:希望|想要)(?:能够|能|可以)?"
    ),
    BENEFIT: (
        r"(?:so\s+that|so(?=\s+(?:i|we|they|he|she|it|you|my|our|the)\b)|in\s+order\s+that)[\s,]+(?=\S)"
        r"|(?:以便于?|从而|这样一来|这样|好让|以让)[，,]?"
    ),
}
_DANGLING = r"(?:[\s,]+so\s+that|,\s*so)\W*$|[，,]?(?:以便于?|从而)\W*$"
_FIRST_SIGNS = frozenset("aAiIwWsS身作我希想以从这好")
_LAST_WORDS = ("so", "so that", "以便", "以便于", "从而")
_WORDS = (" so ", "in order", "because")
_ALL_WORDS = (*_WORDS, "以便", "从而", "好让", "以免", "以防", "这样", "为了", "因为")
_PURPOSE = (
    r"[\s,;]+(?P<word>so\s+that|so\s+as\s+to|in\s+order\s+(?:to|that)|because(?!\s+of\b)"
    r"|(?<!do )(?<!did )(?<!done )(?<!doing )(?<!and )(?<!or )(?<!if )(?<!not )"
    r"so(?=\s+(?:i|we|they|he|she|it|you|my|our|their|the|that)\b|\s+[a-z]+\s+(?:can|could|are|will|may|do)\b))\s"
    r"|[，,]?(?P<han>以便于?|从而|好让|以免|以防)|[，,](?P<late>这样|为了|因为)"
)


def repeated(field: str, text: str) -> Aside | None:
    """The words at the start of a field, or at the end of a wish, that the form says anyway."""
    if text[0] in _FIRST_SIGNS:
        found = pattern(_STARTS[field]).match(text)
        if found is not None and found.end() < len(text):
            return Aside(*found.span())
    if (
        field == WANT
        and text.rstrip(" .,。，").endswith(_LAST_WORDS)
        and (found := pattern(_DANGLING).search(text)) is not None
        and found.start()
    ):
        return Aside(found.start(), len(text))
    return None


def purpose(want: str) -> Aside | None:
    """What a wish says about why: "…, so that I can …"."""
    small = want.lower()
    if not any(word in small for word in (_WORDS if want.isascii() else _ALL_WORDS)):
        return None
    found = pattern(_PURPOSE).search(want)
    if found is None or not found.start() or pattern(_DANGLING).search(want):
        return None
    return Aside(found.start(found.lastgroup or 0), len(want))
