"""What `pmkit fmt` would change, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from pmkit.model.edit import Edit
from pmkit.model.form import attributes_of
from pmkit.model.place import Span
from pmkit.model.workspace import Entry, Workspace
from pmkit.store.formatting.layout import Layout
from pmkit.store.formatting.margins import is_ragged, margins
from pmkit.store.formatting.patch import Patch, Sort, outermost
from pmkit.store.formatting.review import Guide, Review
from pmkit.store.formatting.suspect import Suspect
from pmkit.store.problems import HINTS, Problems
from pmkit.store.settings import Settings
from pmkit.store.tree import MARKER
from pmkit.store.yaml_reader import read_yaml

MOST_FILES = 100
"""How many files are named for each sort: who has more than these wants `pmkit fmt`."""


@dataclass(frozen=True)
class Untidy:
    """What is to be changed of one sort in one file: the first place, how many more there are.

    ``item`` is the item of the first place. ``files`` counts the files that are not named.
    """

    item: str
    span: Span
    written: str
    more: int
    edits: tuple[Edit, ...]
    files: int = 0

    @property
    def values(self) -> dict[str, object]:
        """What messages take."""
        return {"value": self.written, "more": self.more, "files": self.files}


class Formatting:
    """A look at all files of which everything could be read."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        self.workspace = workspace
        self.guide = Guide(settings)

    def found(self, sort: Sort) -> Iterator[Untidy]:
        """What is to be changed of one sort, one finding a file."""
        suspects = self._suspects.get(sort, {})
        paths = list(suspects)
        named = 0
        for number, path in enumerate(paths):
            files = len(paths) - number - 1 if named == MOST_FILES - 1 else 0
            untidy = self._untidy(path, suspects[path], files)
            if untidy is not None:
                yield untidy
                named += 1
            if named == MOST_FILES:
                break

    @cached_property
    def _suspects(self) -> dict[Sort, dict[str, list[tuple[str, Suspect]]]]:
        """What is not as it should be: by sort, then by file, each with the id of its item."""
        found: dict[Sort, dict[str, list[tuple[str, Suspect]]]] = {}
        for path, entries in self._entries_by_path().items():
            review = Review(self.workspace.sources[path].text, self.guide)
            for entry in entries:
                done = len(review.suspects)
                link, target = _nesting(entry)
                review.item(type(entry.item), entry.place, link, target)
                for suspect in review.suspects[done:]:
                    of_sort = found.setdefault(suspect.sort, {})
                    of_sort.setdefault(path, []).append((entry.id, suspect))
            for patch in self._margins(review.text):
                suspect = Suspect(patch.sort, partial(_known, patch))
                found.setdefault(patch.sort, {}).setdefault(path, []).append(("", suspect))
        return found

    def _entries_by_path(self) -> dict[str, list[Entry]]:
        faulty = {one.span.path for one in self.workspace.problems if one.fault not in HINTS}
        found: dict[str, list[Entry]] = {}
        for entry in self.workspace.entries:
            if entry.path not in faulty and entry.path != MARKER:
                found.setdefault(entry.path, []).append(entry)
        return found

    def _margins(self, text: str) -> Iterator[Patch]:
        if is_ragged(text):
            yield from margins(Layout(text), read_yaml(text, Problems("")).place)

    def _untidy(self, path: str, suspects: list[tuple[str, Suspect]], files: int) -> Untidy | None:
        text = self.workspace.sources[path].text
        layout = Layout(text)
        made = [(item, suspect.make(layout)) for item, suspect in suspects]
        patches = [(item, patch) for item, patch in made if patch is not None]
        if not patches:
            return None
        item, first = patches[0]
        edits = tuple(
            Edit(Span(path, *stretch), after)
            for stretch, after in outermost(text, [patch for _, patch in patches])
        )
        span = Span(path, *first.at)
        return Untidy(item, span, text[slice(*first.at)], len(patches) - 1, edits, files)


def _known(patch: Patch, layout: Layout) -> Patch:
    """A patch that has been made already."""
    return patch


def _nesting(entry: Entry) -> tuple[str, str]:
    """The link that an item's place inside another says, and the id that it names."""
    link = entry.nested_in
    if not link or entry.place.child(link) is None:
        return "", ""
    named = entry.item.held(attributes_of(type(entry.item))[link])
    targets = (named,) if isinstance(named, str) else named
    return link, targets[0] if targets and len(targets) == 1 else ""
