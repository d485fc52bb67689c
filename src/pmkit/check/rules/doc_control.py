"""DOC: control data of documents: number, version, revisions, and who has looked at them."""

import re
from collections.abc import Iterator, Sequence

from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem, Related, Severity
from pmkit.resources import choice_words
from pmkit.store.settings import DocumentSettings, Revision

_VERSION = r"[vV]?([0-9]+(?:\.[0-9]+)*)"
_REVIEWED = ("review", "approved")


def _version(written: str | None) -> tuple[int, ...]:
    """The numbers of a version such as 1.2 or v1.10; none for one that is written otherwise."""
    match = re.fullmatch(_VERSION, written or "")
    return tuple(map(int, match[1].split("."))) if match else ()


@rule("DOC011", Severity.WARNING)
def number_used_twice(plan: Plan) -> Iterator[Problem]:
    """Two documents have the same number.

    Whoever quotes the number in a contract or a mail quotes both.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - {template: prd, number: CRM-024}
          - {template: roadmap, number: CRM-024}  # !! DOC011

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - {template: prd, number: CRM-024}
          - {template: roadmap, number: CRM-025}

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}
    """
    taken: dict[str, int] = {}
    for number, document in enumerate(plan.settings.documents):
        first = taken.setdefault(document.number.casefold(), number) if document.number else number
        if first != number:
            here = Related(plan.setting("documents", first, "number"), "the first is here")
            yield Problem(
                "{number} is already the number of {other}",
                plan.setting("documents", number, "number"),
                {"number": document.number, "other": plan.settings.documents[first].template},
                "give it a number of its own",
                related=(here,),
            )


@rule("DOC012", Severity.WARNING)
def version_behind_revisions(plan: Plan) -> Iterator[Problem]:
    """The version of a document is older than its latest revision.

    The first page says 1.0 and the table below it 1.2: nobody knows which one was approved.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - template: prd
            version: 1.0  # !! DOC012
            revisions:
              - {version: 0.9, date: 2026-11-20, note: First draft}
              - {version: 1.10, date: 2026-12-14, note: Scope agreed}

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - template: prd
            version: 1.10
            revisions:
              - {version: 0.9, date: 2026-11-20, note: First draft}
              - {version: 1.10, date: 2026-12-14, note: Scope agreed}

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}
    """
    for number, document in enumerate(plan.settings.documents):
        own = _version(document.version)
        written = [_version(revision.version) for revision in document.revisions]
        if not own or not written or max(written) <= own:
            continue
        latest = written.index(max(written))
        here = Related(
            plan.setting("documents", number, "revisions", latest, "version"), "it is here"
        )
        yield Problem(
            "{name} has version {version}, and a revision {latest}",
            plan.setting("documents", number, "version"),
            {
                "name": document.template,
                "version": document.version,
                "latest": document.revisions[latest].version,
            },
            "write the version of the latest revision",
            related=(here,),
        )


@rule("DOC013", Severity.WARNING)
def revisions_out_of_order(plan: Plan) -> Iterator[Problem]:
    """The revisions of a document go forwards and backwards, in version or date.

    A higher version is never older. The table may begin with the first or with the latest one.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - template: prd
            revisions:
              - {version: 0.9, date: 2026-11-20, note: First draft}
              - {version: 1.0, date: 2026-11-03, note: Scope agreed}  # !! DOC013

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - template: prd
            revisions:
              - {version: 0.9, date: 2026-11-20, note: First draft}
              - {version: 1.0, date: 2026-12-03, note: Scope agreed}

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}
    """
    for number, document in enumerate(plan.settings.documents):
        for index, field in _turns(document.revisions):
            before, revision = document.revisions[index - 1 : index + 1]
            here = Related(
                plan.setting("documents", number, "revisions", index - 1, field), "it is here"
            )
            yield Problem(
                "revision {version} of {date} cannot follow {before} of {earlier}",
                plan.setting("documents", number, "revisions", index, field),
                {
                    "version": revision.version,
                    "date": str(revision.date),
                    "before": before.version,
                    "earlier": str(before.date),
                },
                "correct the version or the date",
                related=(here,),
            )


def _turns(revisions: Sequence[Revision]) -> Iterator[tuple[int, str]]:
    """The first revision whose date goes another way than its version, and the field to look at."""
    for index in range(1, len(revisions)):
        before, after = revisions[index - 1], revisions[index]
        versions = _version(before.version), _version(after.version)
        if not (all(versions) and before.date and after.date):
            continue
        rises, falls = versions[0] < versions[1], versions[0] > versions[1]
        if (rises and after.date < before.date) or (falls and after.date > before.date):
            yield index, "date"
            return


@rule("DOC014", Severity.WARNING)
def unreviewed_document(plan: Plan) -> Iterator[Problem]:
    """A document is in review or approved, and nobody is named who reviews it.

    An approval that nobody gave is none.

    Fails:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - {template: prd, status: approved}  # !! DOC014

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Example
        documents:
          - {template: prd, status: approved, reviewers: [Mia Chen]}

        # file: plan.yaml
        features:
          - {id: FEAT-001, title: Contact import}
    """
    for number, document in enumerate(plan.settings.documents):
        if _status(document) in _REVIEWED and not document.reviewers:
            yield Problem(
                "{name} has the status {status}, and nobody reviews it",
                plan.setting("documents", number, "status"),
                {"name": document.template, "status": document.status, "missing": "reviewers"},
                "add reviewers:",
            )


def _status(document: DocumentSettings) -> str:
    """The status as an English word, where it is one of those of requirements."""
    written = document.status or ""
    return choice_words("scope_status").get(written, written)
