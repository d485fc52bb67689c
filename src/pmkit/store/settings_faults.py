"""Settings that read well one by one and make no sense together, or name what there is not."""

from __future__ import annotations

import re

from pmkit.kinds import kinds
from pmkit.model.diagnostic import Problem
from pmkit.model.form import fields_of
from pmkit.model.place import Path, Place, Span
from pmkit.model.text import nearest
from pmkit.store.problems import Problems
from pmkit.store.settings import CustomField, Settings

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def judge_settings(settings: Settings, place: Place, problems: Problems) -> None:
    """Reports kinds that do not exist, prefixes that tell nothing apart, and odd custom fields."""
    _Judge(settings, place, problems).judge()


def prefixes_of(settings: Settings) -> dict[str, str]:
    """The prefix of every kind. A faulty one is no prefix: the kind's own holds."""
    found = {kind.kind: kind.prefix for kind in kinds().values()}
    for kind, prefix in settings.ids.prefixes.items():
        others = {other for name, other in found.items() if name != kind}
        if kind in found and _PREFIX.fullmatch(prefix) and prefix not in others:
            found[kind] = prefix
    return found


class _Judge:
    def __init__(self, settings: Settings, place: Place, problems: Problems) -> None:
        self.settings = settings
        self.place = place
        self.problems = problems

    def judge(self) -> None:
        for kind in self.settings.ids.prefixes:
            self._kind(kind, ("ids", "prefixes", kind))
        self._prefixes()
        for kind, fields in self.settings.fields.items():
            self._kind(kind, ("fields", kind))
            for name, custom in fields.items():
                self._custom_field(kind, name, custom)
        self._order()

    def _bad(self, message: str, span: tuple[int, int], hint: str, **values: object) -> None:
        place = Span(self.problems.path, *span)
        self.problems.put(Problem(message, place, values, hint, fault="bad-setting"))

    def _kind(self, kind: str, path: Path) -> None:
        if kind in kinds():
            return
        better = nearest(kind, kinds())
        self.problems.add(
            "unknown-kind",
            "there is no kind {value}",
            *self.place.key_span(path),
            "did you mean {better}?" if better else "",
            value=kind,
            better=better or "",
        )

    def _prefixes(self) -> None:
        own = self.settings.ids.prefixes
        taken = {kind.prefix: kind.kind for kind in kinds().values() if kind.kind not in own}
        for kind, prefix in own.items():
            span = self.place.span(("ids", "prefixes", kind))
            if not _PREFIX.fullmatch(prefix):
                self._bad("{value} is no prefix", span, "write letters and digits", value=prefix)
            other = taken.setdefault(prefix, kind)
            if other != kind:
                message = "{value} is already the prefix of {other}"
                self._bad(message, span, "choose another prefix", value=prefix, other=other)

    def _custom_field(self, kind: str, name: str, custom: CustomField) -> None:
        key, value = self.place.key_span(("fields", kind, name)), ("fields", kind, name)
        if kind in kinds() and name in {*fields_of(kinds()[kind]), *kinds()[kind].nests, "kind"}:
            message = "{kind} has a field {name} of its own"
            self._bad(message, key, "choose another name", kind=kind, name=name)
        if custom.type == "choice" and not custom.choices:
            message = "the field {name} is a choice without choices"
            self._bad(message, self.place.span(value), "add choices: [one, another]", name=name)

    def _order(self) -> None:
        order = self.settings.rank.order
        span = self.place.span(("rank", "order"))
        if not order:
            self._bad("an order without methods ranks nothing", span, "write [moscow, kano, rice]")
        for number, method in enumerate(order):
            if method in order[:number]:
                span = self.place.span(("rank", "order", number))
                self._bad("{value} stands here twice", span, "delete one of the two", value=method)
