"""LNK: links that go in a circle."""

from collections.abc import Iterator
from itertools import islice

from pmkit.check.link import span_of, values_of
from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem, Related
from pmkit.model.graph import Edge, circle_of, circles

MOST_CIRCLES = 100


@rule("LNK004")
def cycle(plan: Plan) -> Iterator[Problem]:
    """Items wait for each other in a circle, or are each other's parents.

    No order satisfies a circle of dependencies, and a tree whose branch grows into its own root has
    no top. The whole circle is shown.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002]  # !! LNK004
          - id: FEAT-002
            title: Contact list
            depends_on: [FEAT-001]

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002]
          - id: FEAT-002
            title: Contact list
    """
    workspace = plan.workspace
    for field in ("parent", "depends_on", "supersedes", "duplicate_of"):
        edges = [edge for edge in workspace.edges if edge.field == field]
        for circle in islice(circles(edges, workspace.current_id), MOST_CIRCLES):
            yield _circle_problem(field, circle)


def _circle_problem(field: str, circle: list[Edge]) -> Problem:
    first = min(range(len(circle)), key=lambda index: circle[index].source.id)
    circle = circle[first:] + circle[:first]
    names = [edge.source.id for edge in circle]
    return Problem(
        "{field} goes in a circle: {circle}",
        span_of(circle[0]),
        {"field": field, "circle": circle_of([*names, names[0]])},
        "remove one of these links",
        names[0],
        related=tuple(
            Related(span_of(edge), "{item} names {target}", values_of(edge, item=edge.source.id))
            for edge in circle[1:]
        ),
    )
