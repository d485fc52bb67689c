"""Who a story is for: one person's role, two at once, nobody, or anybody."""

from __future__ import annotations

from pmkit.check.stories.asides import Aside
from pmkit.check.stories.patterns import pattern
from pmkit.check.stories.vocabulary import Vocabulary
from pmkit.check.wording.passages import has_han

_AND = r",\s*(?:and|or)\s|[,&/]|\band/or\b|\b(?:and|or)\b"
_CHINESE_AND = r"以及|或者|[和与或及、/，&]"
_ARTICLE = r"^(?:an?|the|any|every|each|all)\s+"
_OF = frozenset(("of", "for", "on"))
_PERSON_SIGNS = tuple("员人者师商家手客户")


def second_role(role: str, words: Vocabulary) -> Aside | None:
    """The second of two roles with the word that joins them, if there are two."""
    is_chinese = has_han(role)
    joint = pattern(_CHINESE_AND if is_chinese else _AND).search(role)
    if joint is None or not joint.start():
        return None
    first = role[: joint.start()].strip()
    second = _rest(role, joint.end(), _CHINESE_AND if is_chinese else _AND)
    are_two = _are_chinese_roles if is_chinese else _are_roles
    if first and second and are_two(first, second, words):
        return Aside(joint.start(), len(role))
    return None


def _rest(role: str, start: int, joints: str) -> str:
    """What stands between the first joining word and the next."""
    found = pattern(joints).search(role, start)
    return role[start : found.start() if found else len(role)].strip()


def _are_roles(first: str, second: str, words: Vocabulary) -> bool:
    """Whether both parts name somebody: not those of "customer and order manager"."""
    one, two = first.lower().split(), second.lower().split()
    if (
        len(one) == 1
        and one[0] in words["served"]
        and len(two) > 1
        and not pattern(_ARTICLE).match(second)
    ):
        return False
    return _is_person(one[-1], words) and _is_person(two[-1], words)


def _is_person(word: str, words: Vocabulary) -> bool:
    return word in words["people"] or (word.endswith("s") and word[:-1] in words["people"])


def _are_chinese_roles(first: str, second: str, words: Vocabulary) -> bool:
    """Whether both parts name somebody: not those of 产品和运营经理."""
    one, two = (_person(part, words) for part in (first, second))
    if (
        not one
        or not two
        or (first in words["served"] and second.endswith(tuple(words["looking_after"])))
    ):
        return False
    is_department = first == one and not first.endswith(_PERSON_SIGNS)
    return not is_department or second == two


def _person(text: str, words: Vocabulary) -> str:
    return max((word for word in words["people"] if text.endswith(word)), key=len, default="")


def is_thing(role: str, words: Vocabulary) -> bool:
    """Whether a role is a system, which wants nothing: not "owner of the system"."""
    bare = pattern(_ARTICLE).sub("", role.strip()).lower()
    if has_han(bare):
        return bare.endswith(tuple(words["systems"]))
    parts = bare.split()
    return parts[-1:] != [] and parts[-1] in words["systems"] and _OF.isdisjoint(parts)


def is_anybody(role: str, words: Vocabulary) -> bool:
    """Whether a role does not say who it is."""
    return pattern(_ARTICLE).sub("", role.strip()).lower() in words["anybody"]
