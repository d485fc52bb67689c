"""Stories by INVEST and the Quality User Story framework: what is found, and what is left alone."""

import pytest
from tests.check.marked_check import findings
from tests.marked import files_of, marks_of

from pmkit.check.fix import mend
from pmkit.check.run import run
from pmkit.store.loader import load
from pmkit.store.tree import MemoryTree

TASTE = {"STO004", "STO012"}
"""Rules that find something in almost every short example."""


def agree(example: str) -> bool:
    """Whether the rules about stories find what is marked, and nothing else but a few infos."""
    found = {
        (one.location.path, one.location.line, one.code)
        for one in findings(example, topic="STO")
        if one.code not in TASTE
    }
    assert found == marks_of(files_of(example.lstrip("\n")))
    return True


FORM = {
    "words of the form": """
stories:
  - id: US-001
    as_a: As an editor  # !! STO001
    i_want: I would like to publish a page  # !! STO001
    so_that: so I reach readers  # !! STO001
  - id: US-002
    as_a: 作为销售主管  # !! STO001
    i_want: 我希望能导入联系人  # !! STO001
    so_that: 以便不用手工录入  # !! STO001
  - id: US-003
    as_a: editor
    i_want: publish a page, so that  # !! STO001
    so_that: readers find it
""",
    "words that only look like the form": """
stories:
  - {id: US-001, as_a: assistant, i_want: issue a ticket, so_that: some order returns}
  - {id: US-002, as_a: asset manager, i_want: import assets, so_that: so far unknown ones appear}
  - {id: US-003, as_a: 销售主管, i_want: 我的订单按时提醒我, so_that: 错单不再漏掉}
  - {id: US-004, as_a: 希望小学老师, i_want: 查看作业, so_that: 当天批改}
  - {id: US-005, as_a: editor, i_want: mark pages where it helps to do so, so_that: they stand out}
""",
    "a benefit inside the wish": """
stories:
  - {id: US-001, as_a: editor, i_want: "publish a page, so that readers find it"}  # !! STO002
  - {id: US-002, as_a: editor, i_want: name pages so readers can find them}  # !! STO002
  - {id: US-003, as_a: editor, i_want: lock a page in order to work in peace}  # !! STO002
  - {id: US-004, as_a: 销售, i_want: 记录拜访结果，以便主管查看}  # !! STO002
  - {id: US-005, as_a: 销售, i_want: 批量打标签，这样能分组发信}  # !! STO002
""",
    "no benefit inside the wish": """
stories:
  - {id: US-001, as_a: editor, i_want: see pages that are so long that nobody reads them}
  - {id: US-002, as_a: editor, i_want: keep pages offline because of a takedown}
  - {id: US-003, as_a: 销售, i_want: 为了客户的生日设置提醒}
""",
    "the benefit is the wish": """
stories:
  - id: US-001
    as_a: editor
    i_want: export the pages
    so_that: I can export my pages.  # !! STO005
  - id: US-002
    as_a: 销售
    i_want: 导出报表
    so_that: 我能导出报表  # !! STO005
  - {id: US-003, as_a: editor, i_want: print the pages, so_that: I can export the pages}
""",
}

ROLES = {
    "systems want nothing": """
stories:
  - {id: US-001, as_a: the payment system, i_want: get orders, so_that: bills go out}  # !! STO011
  - {id: US-002, as_a: 系统, i_want: 收到订单, so_that: 当天开票}  # !! STO011
  - {id: US-003, as_a: CRM 系统, i_want: 收到线索, so_that: 当天开票}  # !! STO011
  - {id: US-004, as_a: owner of the system, i_want: see faults, so_that: I act on them}
  - {id: US-005, as_a: 系统管理员, i_want: 查看故障, so_that: 当天处理}
""",
    "two roles": """
stories:
  - {id: US-001, as_a: buyer and seller, i_want: see bids, so_that: nobody is cheated}  # !! STO013
  - {id: US-002, as_a: admin/editor, i_want: lock pages, so_that: nobody edits}  # !! STO013
  - {id: US-003, as_a: 采购员和供应商, i_want: 查看报价, so_that: 价格透明}  # !! STO013
  - {id: US-004, as_a: 老师或学生, i_want: 查看课表, so_that: 不走错教室}  # !! STO013
""",
    "one role with two words": """
stories:
  - {id: US-001, as_a: research and development manager, i_want: see bids, so_that: I plan}
  - {id: US-002, as_a: customer and order manager, i_want: see orders, so_that: I plan}
  - {id: US-003, as_a: CI/CD engineer, i_want: see failed runs, so_that: I plan}
  - {id: US-004, as_a: 产品和运营经理, i_want: 查看日活, so_that: 排期有依据}
  - {id: US-005, as_a: 客户和渠道经理, i_want: 查看商机, so_that: 排期有依据}
""",
}

SINGLE = {
    "brackets": """
stories:
  - {id: US-001, as_a: editor, i_want: "lock [old] pages", so_that: nobody edits}  # !! STO022
  - {id: US-002, as_a: editor (or admin), i_want: lock pages, so_that: nobody edits}  # !! STO022
  - {id: US-003, as_a: 销售, i_want: 导入联系人（含电话）, so_that: 当天能打}  # !! STO022
  - {id: US-004, as_a: 销售, i_want: 导出【全部】客户, so_that: 周报能用}  # !! STO022
""",
    "notes": """
stories:
  - {id: US-001, as_a: editor, i_want: lock pages. Ask Ann, so_that: nobody edits}  # !! STO023
  - {id: US-002, as_a: editor, i_want: see drafts; no limit, so_that: none is lost}  # !! STO023
  - {id: US-003, as_a: editor, i_want: see notes - as before, so_that: none is lost}  # !! STO023
  - {id: US-004, as_a: 销售, i_want: 导入联系人。字段见附件, so_that: 当天能打}  # !! STO023
  - {id: US-005, as_a: 销售, i_want: 导入商机——字段见附件, so_that: 当天能打}  # !! STO023
  - id: US-006
    as_a: editor
    i_want: see a calendar
    so_that: I keep dates. Note that we have one  # !! STO023
""",
    "no notes": """
stories:
  - {id: US-001, as_a: editor, i_want: "pay by card, e.g. by debit card.", so_that: I save time!}
  - {id: US-002, as_a: editor, i_want: read pages of J. Smith vs. mine, so_that: I learn}
  - {id: US-003, as_a: editor, i_want: see the days Monday - Friday, so_that: I plan}
  - {id: US-004, as_a: editor, i_want: move from 1.5 to 2.0 at once, so_that: I stay up-to-date}
  - {id: US-005, as_a: 销售, i_want: 查看 3.5 折以上的订单。, so_that: 当天审批。}
  - {id: US-006, as_a: editor, i_want: use F# in a well-known editor, so_that: I type less}
""",
    "what is left open": """
stories:
  - {id: US-001, as_a: editor, i_want: lock pages and/or drafts, so_that: none reads}  # !! STO024
  - {id: US-002, as_a: editor, i_want: read the file(s) of a page, so_that: I know}  # !! STO024
  - {id: US-003, as_a: editor, i_want: view/upload a page, so_that: I know}  # !! STO024
  - {id: US-004, as_a: 销售, i_want: 收到短信和/或邮件提醒, so_that: 不漏单}  # !! STO024
""",
    "strokes that leave nothing open": """
stories:
  - {id: US-001, as_a: editor, i_want: attend UI/UX lessons 24/7, so_that: I learn}
  - {id: US-002, as_a: editor, i_want: fix the import/export of pages, so_that: none is lost}
  - {id: US-003, as_a: editor, i_want: "open https://example.org/docs/pages", so_that: I read}
  - {id: US-004, as_a: editor, i_want: select/deselect all pages, so_that: I save time}
  - {id: US-005, as_a: editor, i_want: open LibreOffice/OpenOffice files, so_that: I read}
""",
}

ALIKE = {
    "duplicates, whatever the signs and the case": """
stories:
  - {id: US-001, as_a: editor, i_want: lock the page, so_that: none edits}
  - {id: US-002, as_a: Editor, i_want: "Lock a page.", so_that: it stays}  # !! STO031
  - {id: US-003, as_a: 销售, i_want: 导入 Excel 联系人, so_that: 当天能打}
  - {id: US-004, as_a: 销售, i_want: 导入Excel联系人。, so_that: 省事}  # !! STO031
  - {id: US-005, as_a: editor, i_want: be able to lock my pages, so_that: none edits}  # !! STO032
  - {id: US-006, as_a: author, i_want: lock the page, so_that: none edits}  # !! STO032
  - {id: US-007, as_a: 销售, i_want: 能够导入 Excel 的联系人, so_that: 省事}  # !! STO032
""",
    "series, opposites and what is settled are no duplicates": """
stories:
  - {id: US-001, as_a: editor, i_want: finish round 2 of the edits, so_that: it is done}
  - {id: US-002, as_a: editor, i_want: finish round 3 of the edits, so_that: it is done}
  - {id: US-003, as_a: editor, i_want: move pages from A to B, so_that: they are there}
  - {id: US-004, as_a: editor, i_want: move pages from B to A, so_that: they are back}
  - {id: US-005, as_a: editor, i_want: import C++ files, so_that: I read them}
  - {id: US-006, as_a: editor, i_want: import C# files, so_that: I read them}
  - {id: US-007, as_a: editor, i_want: lock a page, so_that: none edits}
  - {id: US-008, as_a: editor, i_want: lock a page, so_that: none edits, status: dropped}
  - {id: US-009, as_a: editor, i_want: lock a page, so_that: none edits, duplicate_of: US-007}
  - {id: US-010, as_a: editor, i_want: do not lock a page, so_that: all edit}
""",
    "two languages in one story": """
stories:
  - {id: US-001, as_a: 销售, i_want: import contacts from Excel, so_that: 省事}  # !! STO034
  - {id: US-002, as_a: HR, i_want: 导入员工名单, so_that: 省事}
  - {id: US-003, as_a: 销售, i_want: 导入 Salesforce CRM 的 leads, so_that: 省事}
""",
}

WORK = {
    "large stories": """
iterations:
  - {id: IT-001, title: Sprint 7, start: 2026-12-07, end: 2026-12-11}
stories:
  - {id: US-001, as_a: editor, i_want: lock pages, so_that: it stays, points: 13, estimate: 10d}
  - id: US-002
    as_a: editor
    i_want: hide pages
    so_that: it stays
    estimate: 11d  # !! STO044
  - id: US-003
    as_a: editor
    i_want: name pages
    so_that: it stays
    estimate: 6d  # !! STO044
    iteration: IT-001
    acceptance: [a name is shown]
  - {id: US-004, as_a: editor, i_want: see pages, so_that: it stays, points: 40, status: done}
""",
    "planned without criteria": """
stories:
  - {id: US-001, as_a: editor, i_want: lock pages, so_that: it stays, status: testing}  # !! STO046
  - {id: US-002, as_a: editor, i_want: hide pages, so_that: it stays, status: approved}
  - {id: US-003, as_a: editor, i_want: name pages, so_that: it stays, status: planned}
tests:
  - {id: TC-001, title: Names, verifies: US-003}
""",
    "criteria that cannot be tested": """
features:
  - id: FEAT-001
    title: Locks
    acceptance:
      - the lock works as expected  # !! STO053
      - 功能正常使用  # !! STO053
      - {given: a page, when: I lock it}  # !! STO051
      - {given: a page, when: [I lock it, I open it], then: it is locked}  # !! STO052
      - {given: a page, then: it works}  # !! STO053
      - the lock works without a network
      - 结果正确的行显示为绿色
      - {given: a locked page, then: nobody can edit it}
""",
    "solutions and chores": """
stories:
  - {id: US-001, as_a: editor, i_want: press a button to lock, so_that: it stays}  # !! STO041
  - {id: US-002, as_a: 销售, i_want: 用下拉框选阶段, so_that: 不填错}  # !! STO041
  - {id: US-003, as_a: developer, i_want: show a button in my page, so_that: I reuse it}
  - {id: US-004, as_a: developer, i_want: refactor the lock, so_that: I read it}  # !! STO042
  - {id: US-005, as_a: 开发, i_want: 重构导入模块, so_that: 好维护}  # !! STO042
""",
}

EXAMPLES = {
    f"{group}: {name}": example
    for group, examples in (
        ("form", FORM),
        ("roles", ROLES),
        ("single", SINGLE),
        ("alike", ALIKE),
        ("work", WORK),
    )
    for name, example in examples.items()
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=list(EXAMPLES))
def test_stories(example: str) -> None:
    assert agree(example)


def test_the_place_is_the_second_action_whatever_the_style_of_the_value() -> None:
    for written in (
        "lock pages and hide them",
        "'lock pages and hide them'",
        '"lock \\u0070ages and hide them"',
        ">-\n      lock pages\n      and hide them",
    ):
        example = f"stories:\n  - id: US-001\n    as_a: editor\n    i_want: {written}\n"
        (one,) = (one for one in findings(example, topic="STO") if one.code == "STO021")
        assert one.text.split() == ["and", "hide"]
        assert one.values["first"] == "lock"


def test_a_benefit_that_is_missing_almost_everywhere_is_said_once() -> None:
    story = "  - {{id: US-00{0}, as_a: editor, i_want: lock page {0}}}\n"
    example = "stories:\n" + "".join(story.format(number) for number in range(1, 5))
    (one,) = (one for one in findings(example, topic="STO") if one.code == "STO004")
    assert (one.item, one.values["count"], one.values["total"]) == ("US-001", 4, 4)
    benefit = "    so_that: it stays\n"
    told = "".join(
        f"  - id: US-01{n}\n    as_a: editor\n    i_want: hide page {n}\n{benefit}"
        for n in range(5)
    )
    each = [one.item for one in findings(example + told, topic="STO") if one.code == "STO004"]
    assert each == ["US-001", "US-002", "US-003", "US-004"]


def test_a_role_without_a_face_is_asked_for_once() -> None:
    example = """
stories:
  - {id: US-001, as_a: user, i_want: lock pages, so_that: it stays}
  - {id: US-002, as_a: User, i_want: hide pages, so_that: it stays}
  - {id: US-003, as_a: 用户, i_want: 查看订单, so_that: 放心}
  - {id: US-004, as_a: mobile user, i_want: name pages, so_that: it stays}
"""
    found = [one for one in findings(example, topic="STO") if one.code == "STO012"]
    assert [(one.item, one.values["count"]) for one in found] == [("US-001", 2), ("US-003", 1)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("as_a: As an editor\n    i_want: lock", "as_a: editor\n    i_want: lock"),
        ("as_a: editor\n    i_want: 'I want to lock'", "as_a: editor\n    i_want: 'to lock'"),
        ("as_a: 作为编辑\n    i_want: 我想要锁定页面", "as_a: 编辑\n    i_want: 锁定页面"),
        ("as_a: editor\n    i_want: lock, so that", "as_a: editor\n    i_want: lock"),
    ],
)
def test_words_of_the_form_are_taken_out(before: str, after: str) -> None:
    text = "stories:\n  - id: US-001\n    {}\n    so_that: 不被改动  # kept\n"
    files = files_of(text.format(before))
    (change,) = mend(load(MemoryTree(files)), ["STO"]).changes
    assert change.after.decode() == text.format(after)


def test_the_form_of_most_stories_is_written() -> None:
    rows = [*(f"to lock page {number}" for number in range(11)), "hide a page"]
    text = "stories:\n" + "".join(
        f"  - id: US-{number:03}\n    as_a: editor\n    i_want: {wish}\n"
        for number, wish in enumerate(rows)
    )
    (change,) = mend(load(MemoryTree(files_of(text))), ["STO"]).changes
    assert change.after.decode() == text.replace("hide a page", "to hide a page")
    turned = text.replace("to lock", "lock").replace("hide", "to hide")
    (change,) = mend(load(MemoryTree(files_of(turned))), ["STO"]).changes
    assert change.after.decode() == turned.replace("to hide", "hide")


def test_own_words_of_a_workspace_count() -> None:
    story = (
        "stories:\n  - {id: US-001, as_a: editor, i_want: lock pages and zorb them, so_that: x}\n"
    )
    files = files_of(story)
    assert "STO021" not in {one.code for one in run(load(MemoryTree(files)), ["STO"]).diagnostics}
    files["pmkit.yaml"] += "check: {words: {actions: [zorb]}}\n"
    assert "STO021" in {one.code for one in run(load(MemoryTree(files)), ["STO"]).diagnostics}
