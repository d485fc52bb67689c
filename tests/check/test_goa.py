"""Goals by SMART: what is wrong beyond the rules' own examples, and what only looks wrong."""

from tests.check.marked_check import agree


def goa(example: str, as_of: str = "") -> bool:
    return agree(example, as_of, "GOA")


def test_proposed_and_dropped_goals_may_look_for_their_figures() -> None:
    assert goa("""
goals:
  - {id: GOAL-001, title: Grow}
  - {id: GOAL-002, title: Shrink, status: dropped}
  - {id: GOAL-003, title: Stay, status: active}  # !! GOA001
""")


def test_metrics_of_a_lower_goal_measure_the_higher_one() -> None:
    assert goa("""
goals:
  - id: GOAL-001
    title: Grow
    status: active
    goals:
      - id: GOAL-002
        title: Grow in the north
        status: active
        metrics:
          - {name: Customers in the north, baseline: 40, target: 90, due: 2027-06-30}
""")


def test_the_horizon_and_the_owner_of_a_higher_goal_count() -> None:
    assert goa("""
goals:
  - id: GOAL-001
    title: Grow
    status: active
    owner: Mia
    horizon: First half of 2027
    metrics: [{name: Customers, baseline: 40, target: 90}]
    goals:
      - id: GOAL-002
        title: Grow in the north
        status: active
        metrics: [{name: Customers in the north, baseline: 4, target: 9}]
  - id: GOAL-003  # !! GOA002 GOA003
    title: Fewer tickets
    status: active
    metrics: [{name: Tickets, baseline: 40, target: 9}]
""")


def test_plans_without_owners_are_small_plans() -> None:
    assert goa("""
goals:
  - id: GOAL-001
    title: Grow
    status: active
    metrics: [{name: Customers, baseline: 40, target: 90, due: 2027-06-30}]
""")


def test_five_goals_are_a_choice_and_lower_goals_are_counted_apart() -> None:
    goals = "".join(
        f"  - {{id: GOAL-00{number}, title: Goal {number}, status: active,"
        f" parent: GOAL-00{1 if number < 7 else 2}}}  # !! GOA001\n"
        for number in range(2, 10)
    )
    assert goa("goals:\n  - {id: GOAL-001, title: All, status: active}  # !! GOA001\n" + goals)


def test_without_a_day_nothing_is_overdue() -> None:
    example = """
goals:
  - id: GOAL-001
    title: Grow
    status: active
    metrics:
      - name: Customers
        baseline: 40
        target: 90
        due: 2026-12-31{mark}
"""
    assert goa(example.replace("{mark}", ""))
    assert goa(example.replace("{mark}", ""), as_of="2026-12-31")
    assert goa(example.replace("{mark}", "  # !! GOA005"), as_of="2027-01-01")


def test_a_goal_stays_active_as_long_as_one_metric_is_not_due() -> None:
    example = """
goals:
  - id: GOAL-001
    title: Grow
    status: active{mark}
    metrics:
      - {name: Customers, baseline: 40, target: 90, actual: 95, due: 2026-12-31}
      - {name: Customers in the north, baseline: 4, target: 9, actual: 5, due: 2027-03-31}
"""
    assert goa(example.replace("{mark}", ""), as_of="2027-01-15")
    assert goa(example.replace("{mark}", "  # !! GOA006"), as_of="2027-04-01")


def test_a_status_contradicts_only_figures_that_can_be_compared() -> None:
    assert goa("""
goals:
  - id: GOAL-001
    title: Faster answers
    status: missed  # !! GOA006
    metrics:
      - {name: Time to answer, baseline: 46 h, target: 8 h, actual: 7.5 h, due: 2026-12-31}
  - id: GOAL-002
    title: More answers
    status: met
    metrics:
      - {name: Answers, target: 80%, actual: 71%, baseline: about half, due: 2026-12-31}
""")


def test_what_is_to_be_kept_is_no_target_that_is_met() -> None:
    assert goa("""
goals:
  - id: GOAL-001
    title: Stay reachable
    metrics:
      - {name: Calls answered, baseline: 93%, at_least: 93%}
      - {name: Errors a week, baseline: 5, at_most: 5}
""")


def test_a_band_and_a_guard_beside_a_real_target_are_fine() -> None:
    assert goa("""
goals:
  - id: GOAL-001
    title: A steady load
    metrics: [{name: Calls of an agent a day, baseline: 31, at_least: 25, at_most: 40}]
  - id: GOAL-002
    title: Faster answers
    metrics:
      - {name: Time to answer, baseline: 46 h, at_most: 8 h}
      - {name: Answers rated good, baseline: 90%, at_least: 85%}
  - id: GOAL-003
    title: Slower answers
    metrics:
      - name: Time to answer
        baseline: 46 h
        at_least: 8 h  # !! GOA016
""")


def test_targets_without_digits_may_be_grades_or_a_yes() -> None:
    assert goa("""
goals:
  - id: GOAL-001
    title: Audited
    metrics:
      - {name: WCAG level, baseline: A, target: AA}
      - {name: Audit, baseline: open, equals: passed}
      - name: Delight
        baseline: low
        target: high  # !! GOA014
""")


def test_figures_of_kpis_and_features_are_compared_too() -> None:
    assert goa("""
products:
  - id: PROD-001
    title: Bike share
    kpis:
      - {name: Rides, baseline: 2.1, target: 2.1}  # !! GOA015
features:
  - id: FEAT-001
    title: Map
    metrics:
      - {name: Share of riders, baseline: 40 min, target: 60%}  # !! GOA018
      - {name: Time to find a bike, baseline: 9 min, at_most: 200 s}
""")


def test_a_metric_may_be_a_line() -> None:
    assert goa("""
goals:
  - id: GOAL-001
    title: Grow
    metrics: [Customers]  # !! GOA011
""")


def test_what_could_not_be_read_is_not_missed() -> None:
    assert goa("""
goals:
  - id: GOAL-001
    title: Grow
    status: active
    metrics: [{name: Customers, baseline: 40, target: 90, due: June}]
""")


def test_a_goal_of_a_release_is_pursued_unless_its_status_says_otherwise() -> None:
    example = """
goals:
  - {id: GOAL-001, title: Fewer calls}  # !! GOA001
  - {id: GOAL-002, title: Fewer mails, status: proposed}
  - {id: GOAL-003, title: Fewer letters}
releases:
  - {id: REL-001, title: Spring, goals: [GOAL-001, GOAL-002]}
"""
    assert agree(example, topic="GOA")


def test_a_goal_is_met_by_a_figure() -> None:
    example = """
products:
  - id: PROD-001
    title: CRM
    kpis:
      - {name: Happy customers, target: more}  # !! GOA014
goals:
  - id: GOAL-001
    title: Fewer calls
    status: met  # !! GOA005
    metrics: [{name: Calls a week, baseline: 40, at_most: 10}]
  - id: GOAL-003
    title: Fewer letters
    status: met
    metrics: [{name: Letters a week, baseline: 40, at_most: 10, actual: 8}]
"""
    assert agree(example, topic="GOA")
