"""How many actions a wish names, in English and in Chinese; half of the wishes are traps."""

from pathlib import Path

import pytest
import yaml

from pmkit.check.stories.chinese import names_chinese_thing, second_chinese_action
from pmkit.check.stories.english import names_thing, second_action
from pmkit.check.stories.vocabulary import CHINESE, ENGLISH, vocabulary

WISHES = yaml.safe_load((Path(__file__).parent / "story_wishes.yaml").read_text("utf-8"))
ENGLISH_WISHES = [pair for one in WISHES["english"] for pair in one.items()]
CHINESE_WISHES = [pair for one in WISHES["chinese"] for pair in one.items()]


@pytest.mark.parametrize(("wish", "verbs"), ENGLISH_WISHES)
def test_an_english_wish(wish: str, verbs: str) -> None:
    found = second_action(wish, vocabulary(ENGLISH))
    assert (f"{found.first} {found.second}" if found else "") == verbs
    if found:
        assert wish[: found.end].endswith(found.second)
        assert wish[found.start : found.end] != found.second


@pytest.mark.parametrize(("wish", "verbs"), CHINESE_WISHES)
def test_a_chinese_wish(wish: str, verbs: str) -> None:
    found = second_chinese_action(wish, vocabulary(CHINESE))
    assert (f"{found.first} {found.second}" if found else "") == verbs
    if found:
        assert wish[: found.end].endswith(found.second)


def test_half_of_the_wishes_are_traps() -> None:
    for wishes in (ENGLISH_WISHES, CHINESE_WISHES):
        traps = sum(not verbs for _, verbs in wishes)
        assert len(wishes) > 40
        assert abs(traps - len(wishes) / 2) <= len(wishes) / 8


def test_own_actions_are_known() -> None:
    assert second_action("import a lead and zorb it", vocabulary(ENGLISH)) is None
    assert second_action("import a lead and zorb it", vocabulary(ENGLISH, ("zorb",))) is not None
    assert second_chinese_action("导入线索并且孵化", vocabulary(CHINESE)) is None
    assert second_chinese_action("导入线索并且孵化", vocabulary(CHINESE, ("孵化",))) is not None


@pytest.mark.parametrize(
    ("wish", "is_thing"),
    [
        ("a report of lost deals", True),
        ("the publish button to be off after a click", False),
        ("an option to undo", False),
        ("answer calls", False),
        ("theme my page", False),
    ],
)
def test_a_wish_for_a_thing(wish: str, is_thing: bool) -> None:
    assert names_thing(wish) is is_thing


@pytest.mark.parametrize(
    ("wish", "is_thing"),
    [
        ("一个客户列表", True),
        ("一份月度报表", True),
        ("一个页面看到每个阶段的金额", False),
        ("一次导入一千个联系人", False),
    ],
)
def test_a_chinese_wish_for_a_thing(wish: str, is_thing: bool) -> None:
    assert names_chinese_thing(wish, vocabulary(CHINESE)) is is_thing


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_no_word_is_both_certain_and_a_thing(language: str) -> None:
    words = vocabulary(language)
    assert not words["actions"] & words["actions_or_things"]
    pairs = [pair.split() for pair in words["one_action"]]
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in pairs)
