"""LNK: links that lead nowhere, and what was meant by them."""

from collections.abc import Iterator

from pmkit.check.link import criteria_of, span_of, values_of
from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem
from pmkit.model.graph import ID
from pmkit.store.yaml_reader import NULL_WORDS


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
    for edge, target in workspace.links:
        if target is None and edge.target not in workspace.lost_ids:
            if not ID.match(edge.target):
                continue
            from pmkit.check.fixes.links import targets_of, with_target

            meant = targets_of(plan).meant(edge)
            better = meant.word if meant is not None else ""
            problem = Problem(
                "{field} names {target}, which does not exist",
                span_of(edge),
                values_of(edge, better=better),
                "did you mean {better}?" if better else "",
                edge.source.id,
            )
            yield with_target(plan, problem, edge, meant)


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
    for edge, target in plan.workspace.links:
        if not edge.criterion or target is None:
            continue
        known = criteria_of(target)
        if edge.criterion not in known:
            problem = Problem(
                "{target} has no criterion {criterion}",
                span_of(edge),
                values_of(edge, criterion=edge.criterion, known=", ".join(known)),
                "it has {known}" if known else "give its criteria ids: {{id: AC1, criterion: …}}",
                edge.source.id,
            )
            from pmkit.check.fixes.links import with_criterion

            yield with_criterion(plan, problem, edge, known)


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
    for edge, target in workspace.links:
        if target is not None or ID.match(edge.target) or edge.target in NULL_WORDS:
            continue
        prefix = workspace.prefixes.get(min(edge.type.kinds, default=""), "FEAT")
        from pmkit.check.fixes.links import targets_of, with_list, with_target

        meant = targets_of(plan).meant(edge)
        better = meant.word if meant is not None else ""
        problem = Problem(
            "{field} takes an id, and {target} is none",
            span_of(edge),
            values_of(edge, prefix=prefix, better=better),
            "did you mean {better}?" if better else "write an id such as {prefix}-001",
            edge.source.id,
        )
        listed = with_list(plan, problem, edge)
        yield listed if listed.fix else with_target(plan, problem, edge, meant)
