"""STO: acceptance criteria, of stories and of whatever else has some."""

from collections.abc import Iterator

from pmkit.check.rule import Plan, rule
from pmkit.check.stories.patterns import pattern
from pmkit.check.wording import Role
from pmkit.model.diagnostic import Problem, Severity


@rule("STO051", Severity.WARNING)
def scenario_without_outcome(plan: Plan) -> Iterator[Problem]:
    """A criterion says "given" or "when" and not what happens then.

    Without an outcome nothing can be tested.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in
            acceptance:
              - when: I import 1000 contacts  # !! STO051

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in
            acceptance:
              - when: I import 1000 contacts
                then: all of them can be found within a minute

    Source: North, Introducing BDD (2006)
    """
    for entry, index, criterion in plan.scenarios:
        if (criterion.given or criterion.when) and not criterion.then and not criterion.criterion:
            yield Problem(
                "a criterion of {item} does not say what happens then",
                entry.span(("acceptance", index)),
                hint="add then: with what can be seen",
                item=entry.id,
            )


@rule("STO052", Severity.INFO)
def two_triggers(plan: Plan) -> Iterator[Problem]:
    """A criterion has more than one "when".

    Then it holds several scenarios: if it fails, nobody knows in which of them.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in
            acceptance:
              - when: [I import 1000 contacts, I undo the import]  # !! STO052
                then: no contact is left

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in
            acceptance:
              - given: 1000 imported contacts
                when: I undo the import
                then: no contact is left

    Source: North, Introducing BDD (2006)
    """
    for entry, index, criterion in plan.scenarios:
        if len(criterion.when) > 1:
            yield Problem(
                "a criterion of {item} has {count} triggers",
                entry.span(("acceptance", index, "when")),
                {"count": len(criterion.when)},
                "keep one in when:, and put what comes before it into given:",
                entry.id,
            )


_EMPTY = (
    r"(?:(?:it|this|that|everything|all|the \w+(?: \w+)?)\s+)?"
    r"(?:(?:must|should|shall|will)\s+)?(?:works?|behaves?|functions?|runs?|is|are|be)\s+"
    r"(?:correctly|properly|well|fine|ok|okay|good|correct"
    r"|as (?:it should|expected|intended|designed)|without (?:errors?|problems?|bugs?|issues?))\W*"
    r"|(?:it|everything|the \w+) works\W*|no (?:bugs|errors|problems)\W*|works\W*"
    r"|(?:该|此|本)?(?:功能|系统|页面|流程|结果|一切|数据|显示|操作)?(?:可以|能够|能|应|均|都)?(?:一切)?"
    r"(?:正常|正确|没有?问题|无问题|无误|无异常|符合预期|ok)(?:使用|运行|工作|显示|展示|执行)?[。.！!]?"
)
_LONGEST_EMPTY = 50


@rule("STO053", Severity.WARNING)
def empty_criterion(plan: Plan) -> Iterator[Problem]:
    """A criterion says no more than that it works.

    "Works as expected" is true for one and false for the other: what is expected has to be said.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in
            acceptance:
              - the import works as expected  # !! STO053

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            so_that: nobody types them in
            acceptance:
              - 1000 contacts can be found a minute after the import

    Source: INVEST, testable (Wake, 2003)
    """
    for passage in plan.passages.of(Role.CRITERION, Role.THEN):
        text = passage.text.strip()
        if len(text) <= _LONGEST_EMPTY and pattern(_EMPTY).fullmatch(text):
            yield Problem(
                "a criterion of {item} says only that it works",
                passage.span(),
                hint="say what can be seen or measured when it does",
                item=passage.entry.id,
            )
