"""Non-functional requirements: traps beyond the rules' own examples."""

import pytest
from tests.check.marked_check import agree

REQUIREMENT = """
requirements:
  - id: REQ-001
    title: Time to a search result
    type: non_functional
    quality: performance
    statement: {statement}
    measures:
      - {{name: {name}, at_most: {limit}}}{mark}
"""


def nfr(example: str) -> bool:
    return agree(example, topic="NFR")


def measured(statement: str, name: str, limit: str, mark: str = "") -> bool:
    marked = f"  # !! {mark}" if mark else ""
    return nfr(REQUIREMENT.format(statement=statement, name=name, limit=limit, mark=marked))


@pytest.mark.parametrize(
    ("statement", "name", "limit"),
    [
        ("With 200 users, the search shall answer within 2 s.", "Search time P95", "2 s"),
        ("当 20 家企业各自导入 1000 行时，系统应在 60 s 内完成。", "导入耗时 P95", "60 s"),
        ("The search shall answer.", "Search time P95 with 200 users", "2 s"),
    ],
)
def test_a_load_may_stand_in_the_statement_or_the_name(
    statement: str, name: str, limit: str
) -> None:
    assert measured(statement, name, limit)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("The search shall answer within 2 s.", "Search time P95"),
        ("The search shall answer within 2 s for 95% of the cases.", "Search time P95"),
        ("搜索应在 2 s 内返回。", "搜索耗时 95 百分位"),
    ],
)
def test_a_percentile_is_no_load(statement: str, name: str) -> None:
    assert measured(statement, name, "2 s", "NFR004")


@pytest.mark.parametrize(
    "name",
    ["Search time p99", "95th percentile of search", "Median search time", "搜索耗时中位数",
     "Slowest of 10 searches, maximum", "每次搜索的耗时"],
)  # fmt: skip
def test_statistics_are_known_by_many_names(name: str) -> None:
    assert measured("With 200 users, the search shall answer.", name, "2 s")


def test_a_quality_may_be_proven_by_other_means_than_a_measure() -> None:
    assert nfr(
        """
requirements:
  - id: REQ-001
    title: Passwords are never readable
    type: non_functional
    quality: security
    acceptance: [The dump shows only salted hashes]
  - id: REQ-002
    title: The search is quick
    type: non_functional
    quality: performance
    acceptance: [Testers like it]
    parent: REQ-003
  - id: REQ-003
    title: The whole is quick
    type: non_functional
    quality: performance
  - id: REQ-004
    title: The service is there 99.9% of a month, 24 hours a day
    type: non_functional
    quality: reliability
""".replace("  - id: REQ-002", "  - id: REQ-002  # !! NFR001")
    )


def test_functions_and_dropped_qualities_are_left_alone() -> None:
    assert nfr("""
requirements:
  - {id: REQ-001, title: Import, type: functional, quality: security}
  - {id: REQ-002, title: Fast, type: non_functional, status: dropped}
  - {id: REQ-003, title: Faster, type: non_functional}  # !! NFR001 NFR006
""")


def test_counts_need_no_unit_and_rates_do() -> None:
    assert nfr("""
requirements:
  - id: REQ-001
    title: Safe
    type: non_functional
    quality: security
    measures:
      - {name: High findings of the audit, at_most: 0}
      - {name: Error rate, at_most: 1}  # !! NFR003
""")


def test_all_of_something_is_attainable_where_it_is_counted() -> None:
    assert nfr("""
requirements:
  - id: REQ-001
    title: Nothing unseen
    type: non_functional
    quality: security
    measures: [{name: Refused requests, equals: 100%}]
  - id: REQ-002
    title: Always there
    type: non_functional
    quality: reliability
    measures:
      - {name: Availability, at_least: 99.99%}
      - {name: Availability in office hours, target: 100%}  # !! NFR008
""")
