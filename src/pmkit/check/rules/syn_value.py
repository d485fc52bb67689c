"""SYN: single values. Each is written as its field's type asks for."""

from collections.abc import Iterable

from pmkit.check.fixes.reading import mended
from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem, Severity


@rule("SYN051")
def bad_number(plan: Plan) -> Iterable[Problem]:
    """A field that takes a number holds something else, or a number off its scale.

    Sums and rankings leave the value out. Numbers have ASCII digits, no comma and at most 15
    digits; 万 and 亿 may follow.

    Fails:
        risks:
          - id: RISK-001
            title: The address service stops answering
            probability: 7  # !! SYN051
            impact: 3

    Passes:
        risks:
          - id: RISK-001
            title: The address service stops answering
            probability: 3
            impact: 3
            owner: Li Lei
    """
    return mended(plan, "bad-number")


@rule("SYN052")
def bad_bool(plan: Plan) -> Iterable[Problem]:
    """A field that takes true or false holds another word.

    In YAML 1.1 yes and no were booleans, in YAML 1.2 they are text: two programs would read two
    things.

    Fails:
        personas:
          - id: PER-001
            title: Sales lead
            primary: yes  # !! SYN052

    Passes:
        personas:
          - id: PER-001
            title: Sales lead
            primary: true
    """
    return mended(plan, "bad-bool")


@rule("SYN053")
def bad_percent(plan: Plan) -> Iterable[Problem]:
    """A field that takes a percentage holds something else.

    A bare 80 could be 80% or 80 times as much. 80% and 0.8 can only be one thing.

    Fails:
        personas:
          - id: PER-001
            title: Sales lead
            share: 80  # !! SYN053

    Passes:
        personas:
          - id: PER-001
            title: Sales lead
            share: 80%
    """
    return mended(plan, "bad-percent")


@rule("SYN054")
def bad_date(plan: Plan) -> Iterable[Problem]:
    """A date is written in another way than 2026-12-01, or there is no such day.

    03/04/2026 is a day in March to some readers and a day in April to others.

    Fails:
        releases:
          - id: REL-001
            title: Spring release
            start: 2026-12-01
            end: 2027-02-30  # !! SYN054

    Passes:
        releases:
          - id: REL-001
            title: Spring release
            start: 2026-12-01
            end: 2027-02-26
    """
    return mended(plan, "bad-date")


@rule("SYN055")
def bad_duration(plan: Plan) -> Iterable[Problem]:
    """A field that takes a duration or a lag holds something else.

    The item would count as not estimated. Write 4h, 10d, 2w or 1mo; m alone could be minutes or
    months.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            estimate: 2m  # !! SYN055

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            estimate: 2mo
    """
    return mended(plan, "bad-duration")


@rule("SYN056")
def bad_money(plan: Plan) -> Iterable[Problem]:
    """A field that takes an amount of money holds something else.

    Budgets leave the value out. Write the amount alone, in the currency of pmkit.yaml, or with the
    three letters of another behind it.

    Fails:
        releases:
          - id: REL-001
            title: Spring release
            budget:
              - {category: Address service, planned: "$12,000"}  # !! SYN056

    Passes:
        releases:
          - id: REL-001
            title: Spring release
            budget:
              - {category: Address service, planned: 12000 USD}
    """
    return mended(plan, "bad-money")


@rule("SYN057")
def unknown_choice(plan: Plan) -> Iterable[Problem]:
    """A field that takes one word of a list holds another word.

    Filters, boards and sums go by these words: an item that is "nearly done" is in no column.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            status: nearly done  # !! SYN057

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            status: draft
    """
    return mended(plan, "unknown-choice")


@rule("SYN058")
def bad_range(plan: Plan) -> Iterable[Problem]:
    """The three values of a range are out of order.

    A best case that takes longer than the likely case has no distribution: two of the values were
    probably swapped.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            estimate: {low: 3w, likely: 10d, high: 24d}  # !! SYN058

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            estimate: {low: 1w, likely: 10d, high: 24d}
    """
    return plan.read("bad-range")


@rule("SYN059", Severity.WARNING)
def null_word(plan: Plan) -> Iterable[Problem]:
    """A value is the word null or the sign ~, which is text here.

    Elsewhere in YAML they mean that there is no value. The documents would show the word.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            description: null  # !! SYN059

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            description:
    """
    return mended(plan, "null-word")
