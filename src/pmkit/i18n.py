"""Messages and labels in the reader's language. English templates are their own keys."""

from collections.abc import Callable, Mapping

from pmkit import resources

Translate = Callable[[str], str]


def translator(language: str) -> Translate:
    """A function that gives the language's text for an English one; the same where it has none."""
    if language == "en":
        return str
    table = resources.locale(language)
    texts: Mapping[str, str] = {**table.get("kinds", {}), **table.get("messages", {})}
    return lambda text: texts.get(text, text)


def rule_text(code: str, part: str, english: str, language: str) -> str:
    """The ``summary`` or the ``why`` of a rule's page in a language."""
    if language == "en":
        return english
    page: Mapping[str, str] = resources.locale(f"rules/{language}").get(code, {})
    return page.get(part, english)


def from_environment(environment: Mapping[str, str]) -> str | None:
    """The shipped language that the environment asks for, or None if it asks for none."""
    for name in ("PMKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            code = value.partition(".")[0].replace("_", "-")
            if code.lower().startswith("zh"):
                return "zh-CN"
            return "en" if code.lower().startswith("en") else None
    return None


def field_label(field: str, language: str) -> str:
    """What readers of a language call a field; of a dotted one, the last part."""
    name = field.rpartition(".")[2]
    labels: Mapping[str, str] = (
        {} if language == "en" else resources.locale(language).get("fields", {})
    )
    return labels.get(name, name)
