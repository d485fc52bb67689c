"""LNK: links. Every link leads to an item of a kind that it may name."""

from collections.abc import Iterator
from itertools import islice

from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Phrase, Problem, Related, Severity
from pmkit.model.graph import ID, Edge, circle_of, circles
from pmkit.model.place import Span
from pmkit.model.text import nearest
from pmkit.model.workspace import Workspace
from pmkit.store.yaml_reader import NULL_WORDS

MOST_CIRCLES = 100


def _span(edge: Edge) -> Span:
    return Span(edge.source.path, *edge.span)


def _values(edge: Edge, **values: object) -> dict[str, object]:
    return {"field": edge.field, "target": edge.target, **values}


@rule("LNK001")
def dangling_link(plan: Plan) -> Iterator[Problem]:
    """A link names an item that does not exist.

    Whatever is read off the link (scope, order, coverage) is wrong until it leads somewhere.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-099]  # !! LNK001

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002]
          - id: FEAT-002
            title: Contact list
    """
    workspace = plan.workspace
    for edge in workspace.edges:
        if workspace.find(edge.target) is None and edge.target not in workspace.lost_ids:
            if not ID.match(edge.target):
                continue
            better = nearest(edge.target, _allowed(workspace, edge))
            yield Problem(
                "{field} names {target}, which does not exist",
                _span(edge),
                _values(edge, better=better or ""),
                "did you mean {better}?" if better else "",
                edge.source.id,
            )


def _allowed(workspace: Workspace, edge: Edge) -> list[str]:
    kinds = edge.type.kinds
    return [
        entry.id
        for entry in workspace.by_id.values()
        if (not kinds or entry.item.kind in kinds) and entry.id != edge.source.id
    ]


@rule("LNK002")
def wrong_target(plan: Plan) -> Iterator[Problem]:
    """A link names an item of a kind that its field does not take.

    A feature that "satisfies" a persona counts as satisfying nothing.

    Fails:
        personas:
          - id: PER-001
            title: Sales lead
        features:
          - id: FEAT-001
            title: Import contacts
            personas: [PER-001]
            satisfies: [PER-001]  # !! LNK002

    Passes:
        personas:
          - id: PER-001
            title: Sales lead
        features:
          - id: FEAT-001
            title: Import contacts
            personas: [PER-001]
    """
    for edge in plan.workspace.edges:
        target = plan.workspace.find(edge.target)
        if target is None or target.id == edge.source.id:
            continue
        if edge.type.kinds and target.item.kind not in edge.type.kinds:
            kinds = tuple(Phrase(kind) for kind in sorted(edge.type.kinds))
            yield Problem(
                "{field} names {target}, which is a {kind}",
                _span(edge),
                _values(edge, kind=Phrase(target.item.kind), kinds=kinds),
                "it takes {kinds}",
                edge.source.id,
            )


@rule("LNK003")
def link_to_itself(plan: Plan) -> Iterator[Problem]:
    """An item names itself.

    Nothing can come before itself or be its own parent.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-001]  # !! LNK003

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
    """
    for edge in plan.workspace.edges:
        target = plan.workspace.find(edge.target)
        if target is not None and target.id == edge.source.id:
            yield Problem(
                "{field} of {item} names the item itself",
                _span(edge),
                _values(edge),
                "delete the link",
                edge.source.id,
            )


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
        _span(circle[0]),
        {"field": field, "circle": circle_of([*names, names[0]])},
        "remove one of these links",
        names[0],
        related=tuple(
            Related(_span(edge), "{item} names {target}", _values(edge, item=edge.source.id))
            for edge in circle[1:]
        ),
    )


@rule("LNK005", Severity.WARNING)
def link_to_dropped(plan: Plan) -> Iterator[Problem]:
    """A link names an item that has been dropped or rejected.

    What depends on it waits for ever; what satisfies it is done for nobody.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002]  # !! LNK005
          - id: FEAT-002
            title: Fax gateway
            status: dropped

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
          - id: FEAT-002
            title: Fax gateway
            status: dropped
    """
    for edge in plan.workspace.edges:
        target = plan.workspace.find(edge.target)
        if target is None or not target.item.is_out or edge.source.item.is_out:
            continue
        if edge.field not in _HISTORY:
            yield Problem(
                "{field} names {target}, which is {status}",
                _span(edge),
                _values(edge, status=Phrase(target.item.status)),
                "remove the link, or name what replaces it",
                edge.source.id,
            )


_HISTORY = frozenset({"relates_to", "duplicate_of", "supersedes", "affects", "of", "sources"})


@rule("LNK006", Severity.WARNING)
def duplicate_link(plan: Plan) -> Iterator[Problem]:
    """A field names the same item twice.

    One of the two was probably meant to be another id.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002, FEAT-002]  # !! LNK006
          - id: FEAT-002
            title: Contact list

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002]
          - id: FEAT-002
            title: Contact list
    """
    for edges in plan.workspace.outgoing.values():
        seen: dict[tuple[object, ...], Edge] = {}
        for edge in edges:
            list_of_links = edge.path[:-1] if isinstance(edge.path[-1], int) else edge.path[:1]
            if len(edge.path) == 1 or edge.is_key:
                continue
            key = (id(edge.source), list_of_links, edge.target, edge.criterion)
            first = seen.setdefault(key, edge)
            if first is not edge and edge.field not in ("stages", "education", "responsibilities"):
                yield Problem(
                    "{field} names {target} twice",
                    _span(edge),
                    _values(edge),
                    "delete one of the two",
                    edge.source.id,
                    related=(Related(_span(first), "the first is here"),),
                )


@rule("LNK007", Severity.WARNING)
def link_through_alias(plan: Plan) -> Iterator[Problem]:
    """A link names an item by a former id.

    It works, but whoever searches for the present id does not find it.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-007]  # !! LNK007
          - id: FEAT-002
            title: Contact list
            aliases: [FEAT-007]

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            depends_on: [FEAT-002]
          - id: FEAT-002
            title: Contact list
            aliases: [FEAT-007]
    """
    workspace = plan.workspace
    for edge in workspace.edges:
        if edge.target not in workspace.by_id and edge.target in workspace.aliases:
            yield Problem(
                "{target} is now called {current}",
                _span(edge),
                _values(edge, current=workspace.aliases[edge.target]),
                "write {current}",
                edge.source.id,
            )


@rule("LNK008")
def unknown_criterion(plan: Plan) -> Iterator[Problem]:
    """A link names an acceptance criterion that its item does not have.

    A test of nothing passes for a test.

    Fails:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            acceptance:
              - {id: AC1, criterion: 1000 rows take less than a minute}
        tests:
          - id: TC-001
            title: Import of 1000 rows
            verifies: US-001/AC2  # !! LNK008

    Passes:
        stories:
          - id: US-001
            as_a: sales lead
            i_want: import contacts
            acceptance:
              - {id: AC1, criterion: 1000 rows take less than a minute}
        tests:
          - id: TC-001
            title: Import of 1000 rows
            verifies: US-001/AC1
    """
    for edge in plan.workspace.edges:
        target = plan.workspace.find(edge.target)
        if not edge.criterion or target is None:
            continue
        known = [one.id for one in getattr(target.item, "acceptance", ()) if one.id]
        if edge.criterion not in known:
            yield Problem(
                "{target} has no criterion {criterion}",
                _span(edge),
                _values(edge, criterion=edge.criterion, known=", ".join(known)),
                "it has {known}" if known else "give its criteria ids: {{id: AC1, criterion: …}}",
                edge.source.id,
            )


@rule("LNK009")
def malformed_link(plan: Plan) -> Iterator[Problem]:
    """A field that takes an id holds something else.

    A link leads nowhere unless it is an id, letter by letter.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            release: version 1.1  # !! LNK009

    Passes:
        releases:
          - id: REL-001
            title: Spring release
            version: 1.1
        features:
          - id: FEAT-001
            title: Import contacts
            release: REL-001
    """
    workspace = plan.workspace
    for edge in workspace.edges:
        if ID.match(edge.target) or workspace.find(edge.target) or edge.target in NULL_WORDS:
            continue
        prefix = workspace.prefixes.get(min(edge.type.kinds, default=""), "FEAT")
        better = nearest(edge.target, _allowed(workspace, edge)) or _called(workspace, edge)
        yield Problem(
            "{field} takes an id, and {target} is none",
            _span(edge),
            _values(edge, prefix=prefix, better=better or ""),
            "did you mean {better}?" if better else "write an id such as {prefix}-001",
            edge.source.id,
        )


def _called(workspace: Workspace, edge: Edge) -> str | None:
    """The id of the one item that has the written text as its title or version."""
    found = [
        item_id
        for item_id in _allowed(workspace, edge)
        if edge.target in (workspace.by_id[item_id].item.name, _version(workspace, item_id))
    ]
    return found[0] if len(found) == 1 else None


def _version(workspace: Workspace, item_id: str) -> str | None:
    version: str | None = workspace.by_id[item_id].item.held("version")
    return version
