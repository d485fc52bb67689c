"""SYN: files that cannot be read at all."""

from collections.abc import Iterable

from pmkit.check.rule import Plan, rule
from pmkit.model.diagnostic import Problem


@rule("SYN011")
def bad_encoding(plan: Plan) -> Iterable[Problem]:
    """A file holds bytes that are not UTF-8.

    A file saved as GBK or Latin-1 shows other characters to every reader. Editors offer "save with
    encoding: UTF-8".

    Passes:
        features:
          - id: FEAT-001
            title: 导入联系人
    """
    return plan.read("bad-encoding")


@rule("SYN013")
def file_too_large(plan: Plan) -> Iterable[Problem]:
    """A file is larger than 4 MiB.

    Nobody can review or merge it, and it was not read. Plans of thousands of items stay far below;
    a larger file is usually an export that ended up in the wrong folder.

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
    """
    return plan.read("file-too-large")


@rule("SYN020")
def unreadable_file(plan: Plan) -> Iterable[Problem]:
    """A file or folder cannot be read.

    It does not exist, is no ordinary file, or may not be opened by this user. What it holds is
    missing from the plan.

    Passes:
        # file: pmkit.yaml
        pmkit: 1
        name: Bluebird CRM
        items: [plan]

        # file: plan/features.yaml
        features:
          - id: FEAT-001
            title: Import contacts
    """
    return plan.read("unreadable-file")


@rule("SYN021")
def outside_workspace(plan: Plan) -> Iterable[Problem]:
    """A path leads out of the workspace.

    Whoever clones the repository does not have the file. Paths are relative to pmkit.yaml, and
    symbolic links that lead out are not followed.

    Fails:
        features:
          - id: FEAT-001
            title: Import contacts
            attachments:
              - title: Import dialogue
                path: ../designs/import.png  # !! SYN021

    Passes:
        features:
          - id: FEAT-001
            title: Import contacts
            attachments:
              - title: Import dialogue
                path: designs/import.png
    """
    return plan.read("outside-workspace")
