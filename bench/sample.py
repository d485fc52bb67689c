"""An invented plan of any size: the items, texts and links that the bench measures on.

It is a plan in good order: all rules together find hardly anything in it, and no error.

Goals, requirements, features and stories hang together by the link fields `goals`, `satisfies` and
`feature`; `depends_on` only points to an earlier item, so that there is no cycle. The same seed
always gives the same plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"

FEWEST_ITEMS = 20
MISSING_ID = "FEAT-99999"
CHINESE_SHARE = 0.1

GOAL_STATUSES = ("proposed", "active")
WORK_STATUSES = ("draft", "review", "approved", "planned", "in_progress", "testing")
REQUIREMENT_TYPES = ("functional", "business")
MOSCOW = ("must", "should", "could")


@dataclass(frozen=True)
class Kind:
    """One level of the plan: its words in both formats and its share of all items."""

    name: str
    plural: str
    prefix: str
    share: float


GOAL = Kind("goal", "goals", "GOAL", 0.02)
REQUIREMENT = Kind("requirement", "requirements", "REQ", 0.18)
FEATURE = Kind("feature", "features", "FEAT", 0.30)
STORY = Kind("story", "stories", "US", 0.50)
KINDS = (GOAL, REQUIREMENT, FEATURE, STORY)


@dataclass(frozen=True)
class Language:
    """The words of one language and how they are joined to phrases and sentences."""

    words: tuple[str, ...]
    roles: tuple[str, ...]
    promise: str
    tags: tuple[str, ...]
    space: str
    stop: str
    heading: str

    def phrase(self, random: Random, length: int) -> str:
        return self.space.join(random.sample(self.words, k=length))

    def sentences(self, random: Random, lengths: Sequence[int]) -> str:
        """One sentence a line, each of so many words."""
        return "\n".join(_capital(self.phrase(random, length)) + self.stop for length in lengths)


ENGLISH_WORDS = """
account activity address agent amount answer approval archive area attachment balance batch
branch budget call campaign card case channel city client column comment company contact
contract copy country customer date deal delivery device discount document draft email entry
event export field file filter folder form group history import index invoice label language
lead letter level line list location manager market meeting member merge message mobile name
notice number offer office order owner page partner password payment period person phone photo
plan price process product profile project quarter query quote reason record region renewal
report request result review role route rule sample schedule score screen search section seller
service session setting share signature source stage store summary supplier table task team
template territory ticket total tracker update user value version view visit volume warning week
window with from into after before across for each opens shows keeps sends counts sorts joins
closes finds saves moves checks loads splits
"""
CHINESE_WORDS = """
客户 联系人 销售 合同 订单 报价 线索 商机 导入 导出 审批 通知 报表 字段 附件 权限 角色 区域
团队 日程 任务 提醒 搜索 筛选 合并 去重 分配 跟进 记录 回访 产品 价格 折扣 发票 付款 余额 模板
邮件 短信 手机 地址 公司 部门 经理 服务 工单 版本 页面 列表 详情 统计 图表 周期 季度 查看 创建
修改 删除 保存 提交 上传 下载 显示 打开 关闭 按 与 在 后 前 由 向 将
"""

ENGLISH = Language(
    words=tuple(ENGLISH_WORDS.split()),
    roles=("sales manager", "support agent", "account owner", "field engineer", "team lead"),
    promise="the product shall ",
    tags=("sales", "import", "mobile", "report", "billing", "search", "privacy"),
    space=" ",
    stop=".",
    heading=": ",
)
CHINESE = Language(
    words=tuple(CHINESE_WORDS.split()),
    roles=("销售经理", "客服专员", "客户负责人", "现场工程师", "团队主管"),
    promise="系统应",
    tags=("销售", "导入", "移动端", "报表", "计费", "搜索", "隐私"),
    space="",
    stop="。",
    heading="：",
)


@dataclass(frozen=True)
class Link:
    """A link from the item that holds it: the link field and the id it names."""

    field: str
    target: str


@dataclass(frozen=True)
class Item:
    """One invented item; `fields` holds what is neither text, status, tag nor link."""

    id: str
    kind: Kind
    title: str
    status: str
    description: str
    tags: tuple[str, ...]
    fields: Mapping[str, Value]
    links: tuple[Link, ...]


def invent(count: int, seed: int) -> list[Item]:
    """`count` items, goals first and stories last; every item but a story has one below it."""
    random = Random(seed)
    counts = {kind.name: max(1, round(count * kind.share)) for kind in KINDS}
    counts[STORY.name] += count - sum(counts.values())
    return [
        _item(random, kind, number, counts)
        for kind in KINDS
        for number in range(1, counts[kind.name] + 1)
    ]


def with_dangling_link(items: Sequence[Item]) -> list[Item]:
    """The same items, but the last one links to an id that does not exist, `MISSING_ID`."""
    last = items[-1]
    links = (Link("feature", MISSING_ID), *(link for link in last.links if link.field != "feature"))
    return [*items[:-1], replace(last, links=links)]


def _item(random: Random, kind: Kind, number: int, counts: Mapping[str, int]) -> Item:
    language = CHINESE if random.random() < CHINESE_SHARE else ENGLISH
    fields = _FIELDS[kind.name](random, language, _moscow(number, counts[kind.name]))
    return Item(
        id=_identifier(kind, number),
        kind=kind,
        title=_title(random, language),
        status=random.choice(GOAL_STATUSES if kind is GOAL else WORK_STATUSES),
        description=language.sentences(random, _DESCRIPTION_LENGTHS[kind.name]),
        tags=tuple(random.sample(language.tags, k=random.randint(0, 2))),
        fields=fields,
        links=tuple(_links(random, kind, number, counts)),
    )


def _moscow(number: int, count: int) -> str:
    """Earlier items matter more, so that nothing waits for what matters less."""
    return MOSCOW[(number - 1) * len(MOSCOW) // count]


def _title(random: Random, language: Language) -> str:
    """Five words; one title in twenty has a heading, whose colon YAML wants quoted."""
    if random.random() < 0.05:
        heading = _capital(random.choice(language.words))
        return heading + language.heading + language.phrase(random, 4)
    return _capital(language.phrase(random, 5))


_DESCRIPTION_LENGTHS = {
    GOAL.name: (13, 12, 10),
    REQUIREMENT.name: (13, 11),
    FEATURE.name: (13, 12, 10),
    STORY.name: (8,),
}


def _goal_fields(random: Random, language: Language, moscow: str) -> dict[str, Value]:
    low = random.randint(10, 40)
    metric: dict[str, Value] = {
        "name": language.phrase(random, 3),
        "baseline": f"{low}%",
        "target": f"{low + random.randint(5, 50)}%",
        "due": f"2027-{random.randint(1, 12):02d}-28",
    }
    return {"horizon": f"2027 Q{random.randint(1, 4)}", "metrics": [metric]}


def _requirement_fields(random: Random, language: Language, moscow: str) -> dict[str, Value]:
    return {
        "type": random.choice(REQUIREMENT_TYPES),
        "statement": _capital(language.promise + language.phrase(random, 9)) + language.stop,
        "priority": {"moscow": moscow},
    }


def _feature_fields(random: Random, language: Language, moscow: str) -> dict[str, Value]:
    low = random.randint(2, 10)
    priority: dict[str, Value] = {"moscow": moscow}
    if random.random() < 0.5:
        priority["rice"] = {
            "reach": str(random.randint(1, 90) * 50),
            "impact": random.choice(("0.5", "1", "2", "3")),
            "confidence": random.choice(("50%", "80%", "100%")),
            "effort": f"{low * 2}d",
        }
    estimate = {"low": f"{low}d", "likely": f"{low * 2}d", "high": f"{low * 4}d"}
    return {"priority": priority, "estimate": estimate}


def _story_fields(random: Random, language: Language, moscow: str) -> dict[str, Value]:
    first: dict[str, Value] = {
        "id": "AC1",
        "given": language.phrase(random, 4),
        "when": language.phrase(random, 3),
        "then": language.phrase(random, 4),
    }
    return {
        "as_a": random.choice(language.roles),
        "i_want": language.phrase(random, 6),
        "so_that": language.phrase(random, 4),
        "acceptance": [first, {"id": "AC2", "criterion": language.phrase(random, 5)}],
        "priority": {"moscow": moscow},
        "estimate": f"{random.randint(1, 8)}d",
    }


_FIELDS: dict[str, Callable[[Random, Language, str], dict[str, Value]]] = {
    GOAL.name: _goal_fields,
    REQUIREMENT.name: _requirement_fields,
    FEATURE.name: _feature_fields,
    STORY.name: _story_fields,
}


def _links(random: Random, kind: Kind, number: int, counts: Mapping[str, int]) -> list[Link]:
    """About 1.5 links an item over the whole plan: one up, sometimes a second, some sideways."""
    if kind is REQUIREMENT:
        return _up(random, number, counts, "goals", GOAL, second=0.3)
    if kind is FEATURE:
        above = _up(random, number, counts, "satisfies", REQUIREMENT, second=0.3)
        return above + _sideways(random, kind, number, share=0.3)
    if kind is STORY:
        links = [Link("feature", _identifier(FEATURE, 1 + (number - 1) % counts[FEATURE.name]))]
        if random.random() < 0.2:
            requirement = random.randint(1, counts[REQUIREMENT.name])
            links.append(Link("satisfies", _identifier(REQUIREMENT, requirement)))
        return links + _sideways(random, kind, number, share=0.4)
    return []


def _up(
    random: Random,
    number: int,
    counts: Mapping[str, int],
    field: str,
    above: Kind,
    *,
    second: float,
) -> list[Link]:
    """A link to one item of the level above, in turn, and with the given chance to another."""
    available = counts[above.name]
    first = 1 + (number - 1) % available
    links = [Link(field, _identifier(above, first))]
    if available > 1 and random.random() < second:
        other = 1 + (first - 1 + random.randint(1, available - 1)) % available
        links.append(Link(field, _identifier(above, other)))
    return links


def _sideways(random: Random, kind: Kind, number: int, *, share: float) -> list[Link]:
    if number == 1 or random.random() >= share:
        return []
    return [Link("depends_on", _identifier(kind, random.randint(1, number - 1)))]


def _identifier(kind: Kind, number: int) -> str:
    return f"{kind.prefix}-{number:05d}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
