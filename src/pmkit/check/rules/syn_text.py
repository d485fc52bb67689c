"""SYN: what the text of a file may not hold, whatever it says."""

from collections.abc import Iterable

from pmkit.check.fixes.reading import mended
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
    return mended(plan, "unreadable-yaml")


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
    return mended(plan, "duplicate-key")


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
    return mended(plan, "anchor-or-alias")


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
    return mended(plan, "tag")


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
