"""DOC: documents that can be written: from a template, about something, to a file of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pmkit.check.rule import Plan, rule
from pmkit.kinds import kinds
from pmkit.model.diagnostic import Problem, Related, Severity
from pmkit.model.text import nearest
from pmkit.store.documents import has_template, is_document, looks_made, packaged, target_of
from pmkit.store.problems import Unreadable

if TYPE_CHECKING:
    from pmkit.kinds.where import Query


@rule("DOC001")
def missing_template(plan: Plan) -> Iterator[Problem]:
    """A document names a template that there is not.

    `pmkit build` stops there and writes nothing. Templates of your own stand in
    templates/documents of the workspace, as NAME.md.j2.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents: [prd, raodmap]  # !! DOC001

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents: [prd, roadmap]

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}
    """
    for number, document in enumerate(plan.settings.documents):
        if has_template(plan.tree, document.template):
            continue
        better = nearest(document.template, packaged())
        yield Problem(
            "there is no template {name}",
            plan.setting("documents", number, "template"),
            {"name": document.template, "better": better or "", "known": ", ".join(packaged())},
            "did you mean {better}?" if better else "pmkit has {known}",
        )


@rule("DOC002")
def unwritable_document(plan: Plan) -> Iterator[Problem]:
    """A document is to be written to a file that is no document.

    Its name has to end with .md, and no folder on the way may begin with a dot: `pmkit build`
    writes nowhere else, so that it never replaces what is not its own.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - template: prd
            output: prd.yaml  # !! DOC002

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - template: prd
            output: import/prd.md

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}
    """
    for number, document in enumerate(plan.settings.documents):
        path = target_of(plan.settings, document)
        if not is_document(path) and has_template(plan.tree, document.template):
            own = ("documents", number, "output")
            yield Problem(
                "{name} writes {path}, which is no name of a document",
                plan.setting(*own) if document.output else plan.setting("output"),
                {"name": document.template, "path": path},
                "name a file that ends with .md, in no folder that begins with a dot",
            )


@rule("DOC003")
def shared_output(plan: Plan) -> Iterator[Problem]:
    """Two documents are written to one file.

    Only the second would be left. A template that is used twice needs an ``output`` of its own.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - prd
          - template: prd  # !! DOC003
            where: status == planned

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import, status: planned}

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - prd
          - template: prd
            output: prd-planned.md
            where: status == planned

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import, status: planned}
    """
    taken: dict[str, int] = {}
    for number, document in enumerate(plan.settings.documents):
        path = target_of(plan.settings, document)
        first = taken.setdefault(path.casefold(), number)
        if first == number:
            continue
        key = "output" if document.output else "template"
        other = plan.settings.documents[first].template
        yield Problem(
            "{first} and {second} both write {path}",
            plan.setting("documents", number, key),
            {"first": other, "second": document.template, "path": path},
            "give one of them an output: of its own",
            related=(Related(plan.setting("documents", first), "the first is here"),),
        )


@rule("DOC004")
def bad_query(plan: Plan) -> Iterator[Problem]:
    """The ``where`` of a document cannot be understood.

    It chooses the features that the document is about, in the language of --where.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - template: prd
            where: relase == REL-001  # !! DOC004

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - template: prd
            where: release != REL-001

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}
    """
    if not any(document.where for document in plan.settings.documents):
        return
    from pmkit.kinds.where import QueryError

    for number, document in enumerate(plan.settings.documents):
        try:
            if document.where is not None:
                _query(plan, document.where)
        except QueryError as error:
            span = plan.setting("documents", number, "where")
            yield Problem(error.message, span, error.values, error.hint)


def _query(plan: Plan, written: str) -> Query:
    """The query that chooses the features of a document; raises QueryError."""
    from pmkit.kinds.where import parse  # only plans with such a document need it

    return parse(written, (kinds()["feature"],), plan.settings.custom_types())


@rule("DOC005", Severity.WARNING)
def document_about_nothing(plan: Plan) -> Iterator[Problem]:
    """No feature fits the ``where`` of a document.

    The document will be written and hold only headings. Mostly an id or a status has changed since.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - template: prd
            where: status == approved  # !! DOC005

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import, status: planned}

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - template: prd
            where: status == planned

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import, status: planned}
    """
    features = list(plan.wanted("feature"))
    if not any(document.where for document in plan.settings.documents):
        return
    from pmkit.kinds.where import QueryError

    for number, document in enumerate(plan.settings.documents if features else ()):
        if document.where is None:
            continue
        try:
            query = _query(plan, document.where)
        except QueryError:
            continue
        if not any(query(plan.workspace, entry) for entry in features):
            yield Problem(
                "no feature fits {where}: {name} would be empty",
                plan.setting("documents", number, "where"),
                {"where": document.where, "name": document.template},
                "pmkit list feature --where shows what fits",
            )


@rule("DOC006", Severity.WARNING)
def file_of_somebody_else(plan: Plan) -> Iterator[Problem]:
    """Where a document is to be written stands a file that pmkit has not made.

    `pmkit build` does not replace it, so the document is never renewed. Either the file was written
    by hand, or its first line, which says who made it, was deleted.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents: [prd]  # !! DOC006

        # file: docs/prd.md
        # What we build

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents: [prd]

        # file: docs/prd.md
        <!-- Made by pmkit build prd. Edits here are lost. -->

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}
    """
    for number, document in enumerate(plan.settings.documents):
        path = target_of(plan.settings, document)
        if not is_document(path) or not plan.tree.exists(path):
            continue
        try:
            data = plan.tree.read(path)
        except Unreadable:
            continue
        if not looks_made(data):
            yield Problem(
                "{path} was not made by pmkit, and is not replaced",
                plan.setting("documents", number),
                {"path": path},
                "move that file, or name another output: in pmkit.yaml",
            )
