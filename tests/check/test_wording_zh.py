"""Chinese word lists: what a reviewer would mark is found, and little else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.check.wording_corpus import judge, sentences

from pmkit.check.run import run
from pmkit.check.wording.lexicon import lexicon
from pmkit.model.diagnostic import Diagnostic, Severity
from pmkit.store.loader import load
from pmkit.store.tree import MemoryTree

CORPORA = ("wording_zh", "wording_zh_held_out")


@pytest.mark.parametrize("name", CORPORA)
def test_lists_agree_with_the_sentences(name: str) -> None:
    verdict = judge(sentences(name))
    assert verdict.precision >= 0.95, "\n".join(verdict.failures)
    assert verdict.recall >= 0.8, "\n".join(verdict.failures)


def test_enough_sentences_half_of_them_traps() -> None:
    every = [one for name in CORPORA for one in sentences(name)]
    silent = [one for one in every if not one.expected]
    assert len(every) >= 220
    assert len({one.text for one in every}) == len(every)
    assert len(silent) * 2 >= len(every)


def test_a_term_of_the_workspace_is_never_vague() -> None:
    text = "系统应把事件写入实时总线。"
    assert [hit.text for hit in lexicon("zh-CN").hits(text) if hit.list == "vague"] == ["实时"]
    own = lexicon("zh-CN", allowed=("实时总线",))
    assert [hit.text for hit in own.hits(text)] == ["应"]


def test_words_of_the_workspace_are_found_and_may_be_quoted() -> None:
    own = lexicon("zh-CN", words=(("vague", ("赋能",)),))
    assert "赋能" in [hit.text for hit in own.hits("平台应赋能商家。")]
    assert "赋能" not in [hit.text for hit in own.hits("首页应显示“赋能”频道。")]


@pytest.mark.parametrize("space", ["", " ", "\u3000"])
@pytest.mark.parametrize(
    "figure", ["3秒", "３秒", "3 秒", "三秒", "十五分钟", "2.5 s", "200ms", "两个工作日", "半小时"]
)
def test_figures_of_any_script_settle_a_vague_time(figure: str, space: str) -> None:
    text = f"系统应在{space}{figure}内及时通知客户。"
    assert [hit.list for hit in lexicon("zh-CN").hits(text)] == ["strong"]


@pytest.mark.parametrize(
    ("opening", "closing"), ["“”", "‘’", "「」", "『』", "《》", "【】", '""', "``"]
)
def test_a_quoted_word_is_a_name(opening: str, closing: str) -> None:
    text = f"用户点击{opening}立即支付{closing}后，系统应打开收银台。"
    assert [hit.list for hit in lexicon("zh-CN").hits(text)] == ["strong"]


STATEMENT = "  - {{id: REQ-{0}, title: T{0}, type: functional, statement: {1}}}"
CRITERION = (
    "  - {{id: REQ-{0}, title: T{0}, type: functional, statement: 系统应导入第 {0} 份文件,"
    " acceptance: [{1}]}}"
)


def of_sentences(form: str, *, silent: bool) -> list[Diagnostic]:
    """What the rules find when the sentences are parts of requirements."""
    texts = [
        one.text for name in CORPORA for one in sentences(name) if silent != bool(one.expected)
    ]
    lines = [
        form.format(number, json.dumps(text, ensure_ascii=False))
        for number, text in enumerate(texts, 1)
    ]
    files = {"pmkit.yaml": "pmkit: 1\nname: T\n", "plan.yaml": "\n".join(["requirements:", *lines])}
    return list(run(load(MemoryTree(files)), ["REQ", "TXT"]).diagnostics)


@pytest.mark.parametrize("form", [STATEMENT, CRITERION])
def test_sentences_without_fault_give_no_warning(form: str) -> None:
    found = of_sentences(form, silent=True)
    assert [one.text for one in found if one.severity is not Severity.INFO] == []


def test_statements_with_a_fault_are_reported() -> None:
    found = of_sentences(STATEMENT, silent=False)
    faulty = sum(bool(one.expected) for name in CORPORA for one in sentences(name))
    assert len({one.item for one in found}) >= 0.95 * faulty


def test_a_time_of_a_condition_does_not_settle_what_follows() -> None:
    text = "当设备离线超过 5 分钟时，平台应立即告警。"
    assert "立即" in [hit.text for hit in lexicon("zh-CN").hits(text)]


SIGNS = "系统应须不得及时实约等其该此以便并且同一定部分快速过高“”「」，。；：、（） 5秒百%aTBD\n"


@given(st.text(alphabet=SIGNS, max_size=40))
def test_any_text_has_its_hits_in_order_and_as_written(text: str) -> None:
    hits = lexicon("zh-CN").hits(text)
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
    assert all(hit.text and text[hit.start : hit.end] == hit.text for hit in hits)


@given(st.text(alphabet=SIGNS, max_size=30))
def test_nothing_counts_inside_a_quoted_label(text: str) -> None:
    label = "".join(sign for sign in text if sign not in "“”「」")
    before = "用户点击"
    hits = lexicon("zh-CN").hits(f"{before}「{label}」，系统打开首页")
    inside = range(len(before), len(before) + len(label) + 2)
    assert [hit for hit in hits if hit.start in inside and hit.end - 1 in inside] == []
