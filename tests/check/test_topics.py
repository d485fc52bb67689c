"""Every topic has a name and says what it is for."""

from itertools import pairwise

from pmkit import i18n
from pmkit.check.rule import all_rules, topics
from pmkit.check.topics import TOPICS
from pmkit.output import rule_pages


def test_every_topic_of_a_rule_is_named_and_no_other() -> None:
    assert set(TOPICS) == set(topics())


def test_titles_are_unique_in_both_languages() -> None:
    chinese = i18n.translator("zh-CN")
    for translate in (str, chinese):
        titles = [translate(topic.title) for topic in TOPICS.values()]
        assert len(set(titles)) == len(titles)


def test_the_table_has_the_title_of_a_topic_before_its_rules() -> None:
    rows = rule_pages.as_table(all_rules(), "en").rows
    for before, row in pairwise(rows):
        if len(row[0]) == 3:
            assert before == ("", "", "", "")
            assert row == (row[0], "", str(TOPICS[row[0]].title), "")
        elif row[0]:
            assert before[0][:3] == row[0][:3]
    assert len(rows) == len(list(all_rules())) + 2 * len(TOPICS) - 1
