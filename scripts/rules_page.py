"""The reference of the rules: docs/rules.md and docs/rules.zh-CN.md."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.rules_fixes import fix_of
from tests.marked import files_of

from pmkit import i18n
from pmkit.check.rule import ALWAYS, Rule, rules_of
from pmkit.check.run import run
from pmkit.check.topics import TOPICS
from pmkit.model.wording import say_phrase
from pmkit.output import rule_pages
from pmkit.store.loader import load
from pmkit.store.tree import MemoryTree

WORDS = {
    "en": {
        "title": "Rules",
        "intro": "What `pmkit check` looks at: {count} rules in {topics} topics. Errors make it"
        " end with code 1, warnings only with `--strict`, infos never. `pmkit rules CODE` shows"
        " the same page in the terminal.",
        "marks": "In the examples `# !! CODE` marks the line of a finding. Examples that begin with"
        " `# file:` show several files. All of them run as tests.",
        "switch": "`check.ignore` in pmkit.yaml and `--ignore` switch rules or whole topics off,"
        " `check.severity` gives them another weight, and `# pmkit: ignore[CODE] reason` on a line"
        " silences them there.",
        "other": "[中文](rules.zh-CN.md)",
        "fix": "fix",
        "safe": "`--fix`",
        "unsafe": "`--unsafe-fixes`",
        "fails": "Fails:",
        "passes": "Passes:",
        "source": "Source: ",
    },
    "zh-CN": {
        "title": "规则",
        "intro": "`pmkit check` 检查什么：{topics} 个主题，{count} 条规则。有错误时退出码为 1，"
        "警告只在加了 `--strict` 时才算，提示从不影响。`pmkit rules CODE` 在终端里显示同样的说明。",
        "marks": "示例中的 `# !! CODE` 标出有问题的行，以 `# file:` 开头的示例包含多个文件。"
        "所有示例都作为测试运行。",
        "switch": "在 pmkit.yaml 的 `check.ignore` 或用 `--ignore` 可以关闭规则或整个主题，用"
        " `check.severity` 可以调整级别，在某一行写 `# pmkit: ignore[CODE] 原因` 则只在那里忽略。",
        "other": "[English](rules.md)",
        "fix": "修复",
        "safe": "`--fix`",
        "unsafe": "`--unsafe-fixes`",
        "fails": "反例：",
        "passes": "正例：",
        "source": "出处：",
    },
}


def rules_page(language: str) -> Iterator[str]:
    """The page in a language: contents, then each topic with its table and its rules."""
    words, translate = WORDS[language], i18n.translator(language)
    known = {topic: rules_of(topic) for topic in TOPICS}
    count = sum(map(len, known.values()))
    yield f"# {words['title']}\n"
    yield words["intro"].format(count=count, topics=len(known)) + "\n"
    yield words["marks"] + "\n"
    yield words["switch"] + "\n"
    yield words["other"] + "\n"
    for topic, rules in known.items():
        title = say_phrase(translate, TOPICS[topic].title)
        yield f"- [{topic} {title}](#{topic.lower()}): {rules[0].code}–{rules[-1].code}"
    yield ""
    for topic, rules in known.items():
        yield from _topic(topic, rules, language)


def _topic(topic: str, rules: tuple[Rule, ...], language: str) -> Iterator[str]:
    words, translate = WORDS[language], i18n.translator(language)
    yield f'<a id="{topic.lower()}"></a>\n'
    yield f"## {topic} {say_phrase(translate, TOPICS[topic].title)}\n"
    yield say_phrase(translate, TOPICS[topic].purpose) + "\n"
    heads = [*map(translate, ("code", "severity", "name", "what is wrong")), words["fix"]]
    yield "| " + " | ".join(heads) + " |"
    yield "| " + " | ".join(["---"] * len(heads)) + " |"
    for rule in rules:
        fix = _fix(rule)
        cells = [
            f"[{rule.code}](#{rule.code.lower()})",
            translate(rule.severity.value),
            rule.name,
            _text(rule_pages.summary(rule, language)).replace("|", "\\|"),
            words[fix] if fix else "",
        ]
        yield "| " + " | ".join(cells) + " |"
    yield ""
    for rule in rules:
        yield from _rule(rule, language)


def _rule(rule: Rule, language: str) -> Iterator[str]:
    words, translate = WORDS[language], i18n.translator(language)
    yield f'<a id="{rule.code.lower()}"></a>\n'
    yield f"### {rule.code} {rule.name}\n"
    yield f"**{translate(rule.severity.value)}** {_text(rule_pages.summary(rule, language))}\n"
    yield _text(rule_pages.why(rule, language)) + "\n"
    for name in ("fails", "passes"):
        if example := rule.sections.get(name):
            yield f"{words[name]}\n\n{_block(example)}\n"
    if source := rule_pages.source(rule, language):
        yield words["source"] + _text(source) + "\n"
    if rule.topic in ALWAYS:
        yield translate("This rule cannot be switched off.") + "\n"


def _text(text: str) -> str:
    """A text whose signs are shown; what stands between backquotes stays code."""
    parts = text.replace("``", "`").split("`")
    parts[::2] = [part.replace("*", "\\*").replace("<", "&lt;") for part in parts[::2]]
    return "`".join(parts)


def _block(example: str) -> str:
    fence = "````" if "```" in example else "```"
    return f"{fence}yaml\n{example}\n{fence}"


def _fix(rule: Rule) -> str:
    """How findings are mended: as in the example that fails, else as the code says."""
    if "fails" not in rule.sections:
        return fix_of(rule)
    loaded = load(MemoryTree(files_of(rule.sections["fails"])))
    found = [one for one in run(loaded, [rule.code]).diagnostics if one.code == rule.code]
    fixes = [one.fix for one in found if one.fix is not None]
    if not fixes:
        return fix_of(rule)
    return "safe" if any(fix.is_safe for fix in fixes) else "unsafe"
