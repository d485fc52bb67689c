"""The degrees of an English adjective: faster and fastest of fast, easier and easiest of easy."""

_VOWELS = "aeiou"


def comparative_of(adjective: str) -> str:
    """The form in -er."""
    return _stem(adjective) + "er"


def superlative_of(adjective: str) -> str:
    """The form in -est."""
    return _stem(adjective) + "est"


def _stem(adjective: str) -> str:
    """What the endings are put to: no e, i for y, the last sign doubled after one vowel."""
    if adjective.endswith("e"):
        return adjective[:-1]
    before, vowel, last = f" {adjective}"[-3:-2], adjective[-2], adjective[-1]
    if last == "y" and vowel not in _VOWELS:
        return adjective[:-1] + "i"
    if last not in _VOWELS + "wxy" and vowel in _VOWELS and before not in _VOWELS:
        return adjective + last
    return adjective
