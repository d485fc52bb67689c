"""Gantt charts as no sane person would write them, drawn from a source of randomness."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from pmkit.charts.gantt import Bar, DayOff, Gantt, Section

HOSTILE = (
    *(
        "客户管理",
        "Title page",
        "Section 3",
        "5% growth",
        "a:b;c#d",
        "2026-01-05 kick-off",
        "🎉 done",
    ),
    *(
        "Includes tax",
        "Excludes tax",
        "dateFormat x",
        "axisFormat %d",
        "accTitle: x",
        "accDescr {x",
    ),
    *("Gantt", "gantt", "Click here", "call me", 'href "x"', "Weekend friday", "weekday monday"),
    *(
        "topAxis",
        "inclusiveEndDates",
        "todayMarker off",
        "tickInterval 1week",
        "end",
        "done",
        "crit",
    ),
    *(
        '"quoted"',
        "'q'",
        "`code`",
        "```",
        "~~~",
        "%%{init: {'theme': 'dark'}}%%",
        "%% comment",
        "%",
    ),
    *("<script>alert(1)</script>", "<b onclick='x'>", '<a b="c">', "</svg>", "]]>", "<!--", "-->"),
    *("<br>", "<br/>", "&amp;", "&#35;", "&lt;", "#35;", "#quot;", "#9829;", "$$x^2$$", "{{ x }}"),
    *(
        "\u202eevil\u2066",
        "zero\u200bwidth",
        "e\u0301",
        "👨‍👩‍👧",
        "مرحبا",
        "\u3000全角\u3000",
        "\ufb02\xb0\xb060\xb6\xdf",
    ),
    *(
        "two\nlines",
        "tab\there",
        "\x00null",
        "\x1b[31mred",
        "\ufffe",
        "\uffff",
        "\ud800",
        "\u2028",
        "\x85",
    ),
    *(
        "style x:#f;",
        "classDef x:#f;",
        "click a call b()",
        "\\n",
        "C:\\path",
        "|a|b|",
        "--- x",
        "__proto__",
    ),
    *(
        "a, b, 2026-01-01, 3d",
        "after x",
        ", crit",
        "3",
        "2026",
        "constructor",
        "_",
        "-",
        "(",
        ")",
        "}",
        "/",
    ),
    *("x" * 200, "很长" * 300, "e" + "\u0301" * 500, "<" * 100, "#" * 100),
)
IDS = (
    *(
        "FEAT-001",
        "US-12",
        "TASK-7",
        "MS-1",
        "gantt-1",
        "title-1",
        "section-3",
        "click-2",
        "topAxis-1",
    ),
    *("inclusiveEndDates-1", "done-1", "crit-1", "call-1", "Includes-1", "Weekend-1", "accTitle-1"),
    *(
        "A_1",
        "x-y-z",
        "dateFormat-1",
        "GANTT-1",
        "excludes-2",
        "REL-001",
        "VERY-" + "LONG-" * 30 + "1",
    ),
)
KEYS = (
    "done",
    "crit",
    "active",
    "milestone",
    "vert",
    "__proto__",
    "constructor",
    "2026-01-05",
    "1d",
    "-",
)
SPANS = (1, 2, 5, 16, 17, 60, 112, 113, 425, 900, 2000, 3660, 10_958, 21_900)
"""Days; the last are thirty and sixty years."""
MOST_SECTIONS, MOST_BARS = 5, 4


def random_text(random: Random) -> str:
    """Some hostile text, some of it with others beside it."""
    return " ".join(random.choice(HOSTILE) for _ in range(random.randint(1, 3)))


def random_gantt(random: Random) -> Gantt:
    """A chart with a few rows."""
    span = random.choice(SPANS)
    first = date(random.randint(1995, 2060), 1, 1) + timedelta(random.randint(0, 365))
    sections = []
    keys: list[str] = []
    for _ in range(random.randint(1, MOST_SECTIONS)):
        bars = tuple(_bar(random, first, span, keys) for _ in range(random.randint(0, MOST_BARS)))
        title = random.choice(("", "2026", "3", random_text(random), random_text(random)))
        sections.append(Section(title, bars))
    if not keys:
        sections.append(Section("", (_bar(random, first, span, keys),)))
    days_off = tuple(
        DayOff(day, random_text(random))
        for day in (first + timedelta(number) for number in range(min(span, 400)))
        if day.weekday() > 4 or random.random() < 0.02
    )
    as_of = first + timedelta(random.randint(-400, 400))
    return Gantt(random.choice(("", random_text(random))), tuple(sections), as_of, days_off)


def _bar(random: Random, first: date, span: int, keys: list[str]) -> Bar:
    start = random.randint(0, span - 1)
    finish = random.randint(start, span - 1)
    is_milestone = random.random() < 0.2
    key = random.choice((*KEYS, *IDS))
    while key in keys:
        key += "-2"
    after = tuple(random.sample(keys, min(len(keys), random.choice((0, 0, 1, 2)))))
    keys.append(key)
    return Bar(
        key=key,
        id=random.choice(IDS),
        name=random_text(random),
        start=first + timedelta(start),
        finish=first + timedelta(start if is_milestone else finish),
        is_milestone=is_milestone,
        is_summary=not is_milestone and random.random() < 0.2,
        is_finished=random.random() < 0.2,
        is_started=random.random() < 0.3,
        is_critical=random.random() < 0.3,
        is_late=random.random() < 0.2,
        progress=random.choice((None, Fraction(0), Fraction(1, 3), Fraction(1))),
        depth=random.randint(0, 5),
        after=after,
        note=random.choice(("", random_text(random))),
    )
