"""Examples as tests write them: files in one text, and the guilty lines marked ``# !! CODE``.

A file begins with ``# file: plan/x.yaml``; without such a line the whole text is plan.yaml. Where a
comment would change the line, the mark stands above it: ``# !! CODE next line``. → is a tab.
"""

import re

from pmkit.store.tree import MARKER

SETTINGS = "pmkit: 1\nname: Example\n"
EXAMPLE = "plan.yaml"
Marks = set[tuple[str, int, str]]

_MARK = re.compile(r"#[ ]*!![ ]+((?:[A-Z]{3}[0-9]{3}[ ]?)+)(next line)?[ ]*$")
_HEADER = re.compile(r"^# file: (\S+)\n", re.M)


def files_of(example: str) -> dict[str, str]:
    """The files of an example: one called plan.yaml, or those that its headers name."""
    first, *others = _HEADER.split(example.replace("→", "\t"))
    files = {EXAMPLE: first} if first.strip() else {}
    files |= {
        path: text.strip("\n") + "\n" for path, text in zip(others[::2], others[1::2], strict=True)
    }
    return {MARKER: SETTINGS} | files


def marks_of(files: dict[str, str]) -> Marks:
    """File, line and code of every ``# !! CODE``; ``next line`` means the line below the mark."""
    found: Marks = set()
    for path, text in files.items():
        for number, line in enumerate(text.split("\n"), 1):
            if mark := _MARK.search(line):
                where = number + 1 if mark[2] else number
                found |= {(path, where, code) for code in mark[1].split()}
    return found
