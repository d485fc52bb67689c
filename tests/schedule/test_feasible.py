"""Random projects: what the engine makes of them breaks nothing of the specification."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from tests.schedule.feasibility import violations
from tests.schedule.projects import Project, projects

from pmkit.schedule.schedule import Schedule, State
from pmkit.schedule.solve import solve

_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]
_UNSHRUNK = [Phase.explicit, Phase.generate]  # making such an example small takes minutes


def _examples(count: int) -> settings:
    return settings(
        max_examples=count,
        derandomize=True,
        suppress_health_check=_QUIET,
        phases=_UNSHRUNK,
    )


some, few, many = _examples(120), _examples(30), _examples(4000)


def solved(project: Project, later: int = 0) -> Schedule:
    """What the engine makes of a project, so many days later."""
    loaded = project.load()
    as_of = project.as_of + timedelta(later)
    return solve(loaded.workspace, project.order, as_of, loaded.settings.schedule)


def judged(project: Project) -> list[str]:
    """What the judge has to say to it."""
    loaded = project.load()
    assert not loaded.workspace.problems
    calendar = loaded.settings.schedule
    schedule = solve(loaded.workspace, project.order, project.as_of, calendar)
    return violations(loaded.workspace, calendar, schedule)


@some
@given(projects())
def test_a_schedule_breaks_nothing(project: Project) -> None:
    assert judged(project) == []


@pytest.mark.slow
@many
@given(projects())
def test_no_schedule_of_thousands_breaks_anything(project: Project) -> None:
    assert judged(project) == []


def _facts(schedule: Schedule) -> object:
    """All that a schedule says, without the entries themselves."""
    return (
        [
            (one.id, one.role, one.state, one.start, one.finish, one.cause, one.slack, one.late)
            for one in schedule.items
        ],
        sorted((one.entry.id, one.reason) for one in schedule.unscheduled),
        schedule.chain,
        [(one.entry.id, one.start, one.finish, one.late) for one in schedule.releases],
        [(one.team.id, one.week, one.used, one.capacity) for one in schedule.load],
    )


@few
@given(projects())
def test_the_same_project_gives_the_same_schedule(project: Project) -> None:
    assert _facts(solved(project)) == _facts(solved(project))


@few
@given(projects())
def test_the_order_in_the_files_does_not_matter(project: Project) -> None:
    plan = yaml.safe_load(project.plan)
    for items in plan.values():
        random.Random(len(project.plan)).shuffle(items)
    turned = {plural: plan[plural] for plural in reversed(plan)}
    other = project._replace(plan=yaml.safe_dump(turned, sort_keys=False))
    first, second = solved(project), solved(other)
    assert _dates(first) == _dates(second)
    assert {one.entry.id for one in first.unscheduled} == {
        one.entry.id for one in second.unscheduled
    }


def _dates(schedule: Schedule) -> object:
    return [(one.id, one.role, one.start, one.finish) for one in schedule.items]


@few
@given(projects())
def test_made_as_of_a_later_day_nothing_planned_starts_before_it(project: Project) -> None:
    later = solved(project, later=10)
    for one in later.items:
        if one.state is State.PLANNED and one.resumes is not None:
            assert one.resumes >= later.as_of


def test_most_items_of_random_projects_get_dates() -> None:
    counts = {"dated": 0, "all": 0}

    @settings(some, max_examples=200)
    @given(projects())
    def count(project: Project) -> None:
        schedule = solved(project)
        counts["dated"] += len(schedule.by_id)
        counts["all"] += len(schedule.by_id) + len(schedule.unscheduled)

    count()
    assert counts["dated"] >= 0.6 * counts["all"] > 300
