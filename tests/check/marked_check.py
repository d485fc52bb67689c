"""The schedule rules over a marked example."""

from tests.marked import files_of, marks_of

from pmkit.check.run import run
from pmkit.model.diagnostic import Diagnostic
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree


def findings(example: str, as_of: str = "", topic: str = "SCH") -> list[Diagnostic]:
    """What the rules of a topic find in an example, infos too; ``as_of`` goes into pmkit.yaml."""
    files = files_of(example.lstrip("\n"))
    if as_of:
        files[MARKER] += f"schedule: {{as_of: {as_of}}}\n"
    found = run(load(MemoryTree(files)), [topic]).diagnostics
    return [one for one in found if one.code.startswith(topic)]


def agree(example: str, as_of: str = "", topic: str = "SCH") -> bool:
    """Whether the rules of a topic find what is marked, where it is marked, and nothing else."""
    found = {
        (one.location.path, one.location.line, one.code) for one in findings(example, as_of, topic)
    }
    marked = marks_of(files_of(example.lstrip("\n")))
    assert found == marked
    return True
