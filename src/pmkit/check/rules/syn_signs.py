"""SYN: single signs that YAML reads otherwise than people, or not at all."""

from collections.abc import Iterable

from pmkit.check.fixes.reading import mended
from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem


@rule("SYN006")
def tab_indentation(plan: Plan) -> Iterable[Problem]:
    """A line is indented with a tab.

    YAML counts blanks only. Every editor shows a tab in another width, so that the line looks right
    and belongs elsewhere. In the example → stands for a tab.

    Fails:
        features:
          - id: FEAT-001
        →title: Import contacts  # !! SYN006

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
    """
    return mended(plan, "tab-indentation")


@rule("SYN009")
def directive(plan: Plan) -> Iterable[Problem]:
    """A line begins with %, which YAML takes for a directive.

    A file needs none. More often the line is text that slipped to the left margin, and it would be
    lost.

    Fails:
        # !! SYN009 next line
        %YAML 1.2
        ---
        features:
          - id: FEAT-001
            title: Import contacts

    Passes:
        ---
        features:
          - id: FEAT-001
            title: Import contacts
    """
    return mended(plan, "directive")


@rule("SYN012")
def forbidden_character(plan: Plan) -> Iterable[Problem]:
    """A file holds a control character.

    It is invisible, YAML does not allow it, and on a terminal or in a document it may do anything.
    It usually comes along when text is pasted from a document or a chat.

    Fails:
        features:
          - id: FEAT-001
            title: Import\x1b contacts  # !! SYN012

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
    """
    return mended(plan, "forbidden-character")


@rule("SYN015")
def swallowed_comment(plan: Plan) -> Iterable[Problem]:
    """A # after a blank makes a comment of what follows, and it looks like text.

    The title below would become "Follow up" without the ticket. A comment that is meant has a blank
    behind its #.

    Fails:
        features:
          - id: FEAT-001
            # !! SYN015 next line
            title: Follow up #4711

    Passes:
        features:
          - id: FEAT-001
            title: "Follow up #4711"  # the number is the customer's
    """
    return mended(plan, "swallowed-comment")


@rule("SYN016")
def split_number(plan: Plan) -> Iterable[Problem]:
    """A comma inside a number splits it in two.

    Inside [ ] and { } a comma separates entries: "at most 1,000 rows" would become the two rules
    "at most 1" and "000 rows".

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            rules: [at most 1,000 rows in a file]  # !! SYN016

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            rules: [at most 1000 rows in a file, "at most 1,000,000 contacts in all"]
    """
    return mended(plan, "split-number")


@rule("SYN017")
def full_width_colon(plan: Plan) -> Iterable[Problem]:
    """A key is followed by the full-width colon of Chinese text.

    YAML sees no key there, so the value belongs to no field. Input methods type this colon without
    being asked.

    Fails:
        features:
          - id: FEAT-001
            title：导入联系人  # !! SYN017

    Passes:
        features:
          - id: FEAT-001
            title: 导入联系人
    """
    return mended(plan, "full-width-colon")


@rule("SYN018")
def ideographic_space(plan: Plan) -> Iterable[Problem]:
    """A line is indented with full-width spaces.

    To YAML they are letters of the key, not indentation. They look like two blanks each.

    Fails:
        features:
          - id: FEAT-001
            title: 导入联系人
        \u3000\u3000owner: 李雷  # !! SYN018

    Passes:
        features:
          - id: FEAT-001
            title: 导入联系人
            owner: 李雷
    """
    return mended(plan, "ideographic-space")
