"""SYN: what the text of a file may not hold, whatever it says."""

from collections.abc import Iterable

from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem


@rule("SYN001")
def unreadable_yaml(plan: Plan) -> Iterable[Problem]:
    """A stretch of a file is not YAML.

    The item in which it stands is missing from every list, document and sum until it is mended. Its
    neighbours are read, and its id stays taken.

    Fails:
        features:
          - id: FEAT-001
            title: Contacts: import and export  # !! SYN001
          - id: FEAT-002
            title: Contact list

    Passes:
        features:
          - id: FEAT-001
            title: "Contacts: import and export"
          - id: FEAT-002
            title: Contact list
    """
    return plan.read("unreadable-yaml")


@rule("SYN002")
def duplicate_key(plan: Plan) -> Iterable[Problem]:
    """A key stands twice in one mapping.

    One of the two values would be lost, and which one depends on the program that reads the file.
    It often happens when two people add the same field and git merges both.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            owner: Li Lei
            owner: Han Mei  # !! SYN002

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            owner: Han Mei
    """
    return plan.read("duplicate-key")


@rule("SYN003")
def anchor_or_alias(plan: Plan) -> Iterable[Problem]:
    """A value begins with & or *, which YAML takes for an anchor or an alias.

    With aliases, a change in one place would silently change another. And text such as *urgent* was
    rarely meant to be one.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            release_note: &note Import a thousand contacts at once  # !! SYN003
            description: *note  # !! SYN003

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            release_note: Import a thousand contacts at once
            description: "*Import* a thousand contacts at once"
    """
    return plan.read("anchor-or-alias")


@rule("SYN004")
def tag(plan: Plan) -> Iterable[Problem]:
    """A value begins with !, which YAML takes for a tag.

    The word behind the sign would not be part of the text. Types come from the fields, so that no
    file needs tags.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            value: !important Sales reps lose an hour a day  # !! SYN004

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            value: "!important Sales reps lose an hour a day"
    """
    return plan.read("tag")


@rule("SYN005")
def merge_key(plan: Plan) -> Iterable[Problem]:
    """A mapping has the key <<, which in YAML copies the fields of another one.

    The copied fields stand nowhere in the item, so that nobody finds or reviews them there.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            <<: {release: REL-001}  # !! SYN005
        releases:
          - id: REL-001
            title: Spring release

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            release: REL-001
        releases:
          - id: REL-001
            title: Spring release
    """
    return plan.read("merge-key")


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
    return plan.read("tab-indentation")


@rule("SYN007")
def merge_marker(plan: Plan) -> Iterable[Problem]:
    """A merge conflict of git was left in a file.

    Two versions of the plan stand there, and nobody has decided between them. Both are left out
    until one is chosen.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
        # !! SYN007 next line
        <<<<<<< HEAD
            owner: Li Lei
        =======
            owner: Han Mei
        >>>>>>> spring-release

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            owner: Han Mei
    """
    return plan.read("merge-marker")


@rule("SYN008")
def second_document(plan: Plan) -> Iterable[Problem]:
    """A line --- begins a second document in a file.

    Only the first document is read, so everything below the line would be missing from the plan.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
        ---  # !! SYN008
        features:
          - id: FEAT-002
            title: Export contacts

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
          - id: FEAT-002
            title: Export contacts
    """
    return plan.read("second-document")


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
    return plan.read("directive")


@rule("SYN010")
def bad_key(plan: Plan) -> Iterable[Problem]:
    """A key is empty, or is a list or mapping.

    A value without the name of a field belongs to no field. A template that was not filled in, such
    as {{title}}, is a common cause.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            : Sales reps lose an hour a day  # !! SYN010

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            value: Sales reps lose an hour a day
    """
    return plan.read("bad-key")


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
    return plan.read("forbidden-character")


@rule("SYN014")
def nesting_too_deep(plan: Plan) -> Iterable[Problem]:
    """Something is nested more than 50 deep.

    No plan is. A bracket that repeats by mistake is, and so is a file that was made to make
    programs fail.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            tags: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[  # !! SYN014
              sales
            ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            tags: [sales]
    """
    return plan.read("nesting-too-deep")


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
    return plan.read("swallowed-comment")


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
    return plan.read("split-number")


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
    return plan.read("full-width-colon")


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
    return plan.read("ideographic-space")


@rule("SYN019")
def empty_block(plan: Plan) -> Iterable[Problem]:
    """A | or > begins a block of text, and no text follows.

    Either the text below is not indented far enough, or the value should begin with the sign, as in
    "> 200 contacts".

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            value: >  # !! SYN019
            owner: Li Lei

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            value: >
              Sales reps save an hour a day.
            owner: Li Lei
    """
    return plan.read("empty-block")
