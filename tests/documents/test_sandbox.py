"""Templates cannot do more than write, and not without end."""

from __future__ import annotations

import pytest

from pmkit.documents.environment import TemplateFault, fill_in
from pmkit.documents.labels import labels
from pmkit.documents.sandbox import MOST_CHARACTERS
from pmkit.documents.views import RevisionView
from pmkit.store.tree import MemoryTree


def fill(template: str, **values: object) -> str:
    tree = MemoryTree({"templates/documents/own.md.j2": template})
    return fill_in(tree, "own", values, labels("en"))


@pytest.mark.parametrize(
    ("template", "place", "reason"),
    [
        ("one\n{{ nothing.more }}\n", 2, "'nothing' is undefined"),
        ("\n\n{{ view.nothing }}", 3, "no attribute 'nothing'"),
        ("a\n{% if %}", 2, "Expected an expression"),
        ("{{ view.__class__ }}", 1, "is unsafe"),
        ("{{ view['__class__'] }}", 1, "is unsafe"),
        ("{{ view | map(attribute='__class__') | list }}", 1, ""),
        ("{{ ''.__class__.__mro__ }}", 1, "is unsafe"),
        ("{{ '{0.__class__}'.format(view) }}", 1, "is unsafe"),
        ("{{ '%s' % view }}", 1, "not formatted"),
        ("{{ view | attr('__class__') }}", 1, "No filter named 'attr'"),
        ("{{ t.__globals__ }}", 1, "is unsafe"),
        ("{{ self.__init__ }}", 1, "is unsafe"),
        ("{{ range.__self__ }}", 1, "is unsafe"),
        ("{% include '../../../etc/passwd' %}", 1, "there is no template"),
        ("{% include '/etc/passwd' %}", 1, "there is no template"),
        ("{{ lipsum() }}", 1, "'lipsum' is undefined"),
        ("{{ [1, 2] }}", 1, "cannot be printed"),
        ("{{ range(1000000) }}", 1, "at most"),
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
            1,
            "steps",
        ),
        ("{% set x = 'a' * 100000000 %}", 1, "steps"),
        ("{{ [['a']] | sum(start=[]) }}", 1, "adds numbers"),
        ("{{ ('f' * 5000) | int(0, 16) % 7 }}", 1, "number is too large"),
        (
            "{% set ns = namespace(x=3) %}"
            "{% for i in range(40) %}{% set ns.x = ns.x * ns.x %}{% endfor %}",
            1,
            "number is too large",
        ),
        ("{{ 9 ** 9 ** 9 }}", 1, "too large"),
        (
            "{% set n = namespace(x='a') %}"
            "{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            1,
            "steps",
        ),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "without end"),
    ],
)
def test_a_faulty_template_is_named_with_its_line(template: str, place: int, reason: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        fill(template, view=RevisionView("1", "", "", ""))
    assert caught.value.place == f"templates/documents/own.md.j2:{place}"
    assert reason in caught.value.reason


LONG = "L" * 1_000_000
SET = "{% set b = 'x' * 9000000 %}{% set n = namespace(l=[]) %}{% for i in range(1000) %}"
HOARDERS = {
    "a separator": "{{ range(9000) | join('x' * 1000000) }}",
    "printing": SET.replace("9000000", "99000") + "{{ b }}{% endfor %}",
    "printing into a block": "{% set y %}" + SET + "{{ b | upper }}{% endfor %}{% endset %}",
    "text in loops": "{% set y %}{% for i in range(9000) %}{% for j in range(1000) %}"
    + LONG[:1000]
    + "{% endfor %}{% endfor %}{% endset %}",
    "text in macros": "{% macro m() %}" + LONG + "{% endmacro %}"
    "{% set n = namespace(l=[]) %}{% for i in range(999) %}{% set n.l = n.l + [m()] %}{% endfor %}",
    "slices": SET + "{% set n.l = n.l + [b[1:]] %}{% endfor %}",
    "methods": SET + "{% set n.l = n.l + [b.upper()] %}{% endfor %}",
    "filters": SET + "{% set n.l = n.l + [b | upper] %}{% endfor %}",
    "indentation": "{{ ('x\n' * 4000000) | indent(40) }}",
    "parts": "{% macro m() %}{% for i in range(9000) %}{% include 'parts/long.md.j2' %}{% endfor %}"
    "{% endmacro %}{{ m() }}",
}


@pytest.mark.parametrize("template", HOARDERS.values(), ids=HOARDERS)
def test_a_template_holds_a_limited_number_of_characters(template: str) -> None:
    import tracemalloc

    tree = MemoryTree(
        {"templates/documents/own.md.j2": template, "templates/documents/parts/long.md.j2": LONG}
    )
    tracemalloc.start()
    try:
        with pytest.raises(TemplateFault, match=r"writes too much|too many steps"):
            fill_in(tree, "own", {}, labels("en"))
        assert tracemalloc.get_traced_memory()[1] < 3 * MOST_CHARACTERS
    finally:
        tracemalloc.stop()


def test_what_is_charged_still_works() -> None:
    text = "{{ [] | first | default('d') }} {{ 3 * 4 }} {{ 'abc'[1:] }} {{ [1, 2] | sum }} "
    text += "{{ ['a\nb'] | first | indent(2) }} {{ 'aa' | replace('a', 'b') }} {{ 2 ** 9 }}"
    assert fill(text) == "d 12 bc 3 a b bb 512\n"


def test_what_is_printed_is_escaped_once() -> None:
    text = "{% macro m(x) %}**{{ x }}**{% endmacro %}{% set s %}_{{ x }}_{% endset %}"
    text += (
        "{{ x }} {{ m(x) }} {{ s }} {{ [m(x), x] | join(' | ') }} {{ x | block }} {{ m(x) ~ s }}"
    )
    assert fill(text, x="a*") == "a\\* **a\\*** _a\\*_ **a\\*** \\| a\\* a\\* **a\\***_a\\*_\n"
