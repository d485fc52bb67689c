"""Whether a Chinese word of a list counts where it stands: the sentence around it has to agree.

Chinese has no blanks between words: the same two signs are vague in one sentence, and a term, a
button's label or a measured value in the next. Where that cannot be told, the word does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from pmkit import resources
from pmkit.check.wording.figures import follows, has

LANGUAGE = "zh-CN"
_AROUND = 300
"""How far a long text is read to either side, so that no text takes long."""
_COMMAS = "，,。；;！？!?：:\n"
_SENTENCES = "。！？!?\n"
_BOUNDARIES = "，,；;。\n"
_LEADS = frozenset("当若如在对于由将把向给让为使令果 \t")
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "【": "】", '"': '"', "`": "`"}
_BEFORE_A_PART = _COMMAS + "、（( 对把将给让使令应仅只因向为按与和或及由于示持许录除"
_BEFORE_THROUGH = "通超经不透走穿看转接回度难越渡"
_NAMING = frozenset({"该", "此", "上述", "前述", "这些", "那些", "这个", "那个", "这种"})
_OPENERS = frozenset({"此外", "另外"})
_ROUGHLY = frozenset({"约", "左右", "大约", "大概", "大致", "将近", "差不多", "上下浮动"})
_NEVER_SECOND = frozenset({"不得", "不应", "不应当", "不能", "严禁", "禁止", "需", "需要"})


def counts(text: str, name: str, start: int, end: int) -> bool:
    """Whether the word of a list at ``text[start:end]`` is one that a reviewer would mark."""
    if len(text) > 2 * _AROUND:
        cut = max(0, start - _AROUND)
        text, start, end = text[cut : end + _AROUND], start - cut, end - cut
    if _is_quoted(text, start, end):
        return False
    word = text[start:end]
    table = _table(name)
    if any(other in text for other in table.unless.get(word, ())):
        return False
    if word in table.timed:
        if has("limit", _clause(text, start)) or follows("time", text, end):
            return False
    elif table.is_measured and word not in _ROUGHLY and _is_measured(text, name, end):
        return False
    judge = _JUDGES.get(name)
    return judge is None or judge(text, start, end)


def _is_measured(text: str, name: str, end: int) -> bool:
    return follows("extent" if name == "vague" else "amount", text, end)


class _Table(NamedTuple):
    """What the file of a list says about the sentences around its words."""

    timed: frozenset[str]
    unless: Mapping[str, tuple[str, ...]]
    is_measured: bool


@cache
def _table(name: str) -> _Table:
    written = resources.locale(f"wording/{LANGUAGE}").get(name, {})
    unless = written.get("unless", {})
    return _Table(
        frozenset(_words(written.get("timed", ""))),
        {word: tuple(_words(others)) for word, others in unless.items()},
        bool(written.get("measured")),
    )


def _words(written: str) -> list[str]:
    return written.replace(",", " ").split()


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether the word stands in quotes that do not hold the whole text: it is a name then."""
    for opening, closing in _QUOTES.items():
        if opening in text:
            for left, right in _pairs(text, opening, closing):
                if left < start and end <= right:
                    return left > 0 or right < len(text.rstrip("。.！!")) - 1
    return False


def _pairs(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    left = text.find(opening)
    while left >= 0:
        right = text.find(closing, left + 1)
        if right < 0:
            return
        yield left, right
        left = text.find(opening, right + 1)


def _clause(text: str, start: int, ends: str = _COMMAS) -> str:
    """What stands before ``start`` in its clause."""
    return text[max(text.rfind(sign, 0, start) for sign in ends) + 1 : start]


def _rest(text: str, end: int, ends: str = _COMMAS) -> str:
    """What stands after ``end`` in its clause."""
    stops = [stop for sign in ends if (stop := text.find(sign, end)) >= 0]
    return text[end : min(stops, default=len(text))]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_PATTERNS[name])


SHOULD = (
    "(?<![响对供适反相感呼照])应(?!用|急|聘|届|税|力|收[款账金票项额总余]|付[款账金票额总利职]"
    "|变[片计量能]|答[器报码时消信率方]|[缴交][费款金税]|纳税)"
)
"""应 as a word of its own: not that of 响应, 应用 or 应收账款."""

_PATTERNS = {
    "modal": rf"不应|{SHOULD}|必须|(?<![无毋必])须(?!知)|务必|不得(?!已)|严禁"
    r"|(?i:\b(?:shall|must)\b)",
    "condition": r"(?:时|后|前|期间|情况下|时候|的话)[，,]|则",
    "opens": r"^\s*(?:如果|若|如|假如|当|一旦|凡)",
    "to_be": r"(?<!不)(?:应当|应该|必须|应|须|需要|需|将|会)[均都也全先再能]{0,2}"
    r"(?:自动|全部|逐一|正确|完整|同时)?$",
    "to_have": r"(?:应当|应该|必须|应|须|需)(?:能够|能)?(?:具备|具有|提供|拥有)",
    "able": r"(?:应当|应该|必须|应|须|需|要)$",
    "waits": r"(?:应|须|需|先|再|只)$",
    "beside": r"[与和跟同][^，。；、]{1,12}$",
}


def _says(name: str, text: str) -> bool:
    return _pattern(name).search(text) is not None


def _vague(text: str, start: int, end: int) -> bool:
    """约 and 左右 are vague beside a number only, 部分 in front of what it is a part of."""
    word, sign_before = text[start:end], text[start - 1 : start]
    if word == "约":
        return has("begins", text[end : end + 8])
    if word == "左右":
        return has("amount", text[max(0, start - 8) : start])
    if word == "部分":
        return not sign_before or sign_before in _BEFORE_A_PART
    return not (word[0] == "过" and sign_before and sign_before in _BEFORE_THROUGH)


def _open_ended(text: str, start: int, end: int) -> bool:
    """等 is also to wait, and closes a list that is counted; 相关 may say what to."""
    word, before = text[start:end], _clause(text, start)
    if word == "等":
        is_waiting = "、" not in before and (not before or _says("waits", before))
        return not is_waiting and not has("counted", text[end : end + 8])
    if word[-2:] == "其他":
        return "、" in before
    return word[:2] not in ("相关", "有关") or not _says("beside", before)


def _pronoun(text: str, start: int, end: int) -> bool:
    """A pronoun whose noun stands before it is clear."""
    before = text[:start]
    if any(sign in _COMMAS + "（" for sign in before):
        return False
    if text[start:end] in _NAMING:
        return text[end : end + 2] not in before
    return all(sign in _LEADS for sign in before)


def _escape(text: str, start: int, end: int) -> bool:
    """网络正常情况下 says when; 正常情况下 does not."""
    is_opening = _clause(text, start).strip() in {"", "在", "但", "但在"}
    return is_opening or text[end - 3 : end] != "情况下"


def _facility(text: str, start: int, end: int) -> bool:
    """便于 says what for at the beginning of a clause, and what it has to be like elsewhere."""
    return text[start:end] != "便于" or _clause(text, start).strip() not in ("", "以")


def _purpose(text: str, start: int, end: int) -> bool:
    return text[start:end] != "便于" or not _facility(text, start, end)


def _weak(text: str, start: int, end: int) -> bool:
    """可以 says what is allowed where another word demands."""
    return text[start:end] != "可以" or not _says("modal", text)


def _combinator(text: str, start: int, end: int) -> bool:
    """并且 and its like hang on a second demand; one with a 应 of its own is counted anyway."""
    before, after = _clause(text, start, _SENTENCES), _rest(text, end, _SENTENCES)
    if not _says("modal", before) or _says("modal", after) or _says("condition", after):
        return False
    return text[start:end] in _OPENERS or before.rstrip()[-1:] in ("，", "；", ",")


def _strong(text: str, start: int, end: int) -> bool:
    """A second 应 is a second demand where a clause of its own begins between the two.

    应…，不得… and 不应…，而应… say one thing from two sides; what a colon opens belongs together.
    """
    word = text[start:end]
    if _is_condition(text, start, end):
        return False
    earlier = list(_pattern("modal").finditer(text, 0, start))
    if not earlier:
        return True
    demanded = [match.end() for match in earlier if match.group() not in _NEVER_SECOND]
    if word in _NEVER_SECOND or not demanded:
        return False
    between = text[demanded[0] : start]
    return "：" not in between and any(sign in _BOUNDARIES for sign in between)


def _is_condition(text: str, start: int, end: int) -> bool:
    """Whether the word stands in a clause that only says when something holds."""
    clause = _rest(text, end, _BOUNDARIES)
    stop = text[end + len(clause) : end + len(clause) + 1]
    says_when = _says("opens", _clause(text, start)) or _says("condition", clause + "，")
    return says_when and stop in ("，", ",")


def _passive(text: str, start: int, end: int) -> bool:
    """Something is to be done, and nobody is there to do it."""
    return _says("to_be", _clause(text, start)) and text[end : end + 1] not in tuple("的者人方")


def _infinitive(text: str, start: int, end: int) -> bool:
    """A demand says to be able to do what it could say to do."""
    before = _clause(text, start)
    if text[start:end] == "能够":
        return _says("able", before)
    return not _rest(text, end).strip() and _says("to_have", before)


def _comparative(text: str, start: int, end: int) -> bool:
    """A comparison with a figure is one; 监控、优化 names something to do."""
    before = _clause(text, start)
    if before[-1:] in tuple("、和与及"):
        return False
    return not ("比" in before and has("amount", before[before.rindex("比") :]))


_JUDGES: Mapping[str, Callable[[str, int, int], bool]] = {
    "vague": _vague,
    "subjective": _facility,
    "escape": _escape,
    "purpose": _purpose,
    "open_ended": _open_ended,
    "pronoun": _pronoun,
    "strong": _strong,
    "weak": _weak,
    "combinator": _combinator,
    "passive": _passive,
    "infinitive": _infinitive,
    "comparative": _comparative,
}
