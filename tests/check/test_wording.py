"""Words and where they are written: lists, passages, EARS patterns, and the rules about them."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.marked import files_of, marks_of

from pmkit.check.rule import Plan
from pmkit.check.run import run
from pmkit.check.wording import Passage, Role
from pmkit.check.wording.degrees import comparative_of, superlative_of
from pmkit.check.wording.ears import Flaw, Pattern, pattern_of, reading_of
from pmkit.check.wording.lexicon import Lexicon, lexicon, words_of
from pmkit.check.wording.passive import passive_in
from pmkit.check.wording.places import offsets_of, stretch_of
from pmkit.model.diagnostic import Diagnostic
from pmkit.model.place import Span
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

TOPICS = ("REQ", "TXT")


def findings(example: str, settings: str = "") -> list[Diagnostic]:
    """What the rules about wording find in an example, infos too."""
    files = files_of(example.lstrip("\n"))
    files[MARKER] += settings
    found = run(load(MemoryTree(files)), TOPICS).diagnostics
    return [one for one in found if one.code[:3] in TOPICS]


def plan_of(text: str) -> Plan:
    loaded = load(MemoryTree({MARKER: "pmkit: 1\nname: Example\n", "plan.yaml": text}))
    assert not [one for one in loaded.workspace.problems if one.fault != "null-word"]
    return Plan(loaded.workspace, loaded.settings, loaded.place, loaded.tree)


def statement(text: str) -> str:
    """A plan with one requirement of a statement."""
    body = "requirements:\n  - id: REQ-001\n    title: R\n    type: functional\n"
    return f"{body}    statement: {json.dumps(text, ensure_ascii=False)}\n"


EXAMPLES = {
    "a figure with a unit settles a matter of taste": """
requirements:
  - {id: REQ-001, title: A, type: functional, statement: The system shall be fast (<= 200 ms).}
  - id: REQ-002
    title: B
    type: functional
    statement: The system shall be fast.  # !! TXT003
  - {id: REQ-003, title: C, type: functional, statement: 系统应快速（≤200毫秒）返回结果。}
""",
    "what a requirement may not say a story has to say": """
stories:
  - id: US-001
    as_a: sales lead
    i_want: to import my contacts so that I can call them easily in order to sell more
    so_that: it is simple and fast, etc.
    acceptance:
      - The import is fast  # !! TXT003
""",
    "only what has to hold is judged": """
requirements:
  - id: REQ-001
    title: Fast import
    type: functional
    description: It should be fast, easy, user-friendly etc.
    rationale: Some customers wait, as far as possible.
    notes: simple
    statement: The system shall import 20 files.
    acceptance:
      - It is quick  # !! TXT003
      - given: a simple file  # !! TXT003
        when: the user imports it quickly  # !! TXT003
        then:
          - the import takes less than 5 s
          - several rows are shown  # !! TXT002
    measures:
      - {name: Time, at_most: 5 s, condition: a typical day}
""",
    "what is done, dropped or rejected is not reworded": """
requirements:
  - {id: REQ-001, title: A, type: functional, status: done, statement: The system should be fast.}
  - {id: REQ-002, title: B, type: functional, status: released, statement: It may be fast.}
  - {id: REQ-003, title: C, type: functional, status: rejected, statement: It may be TBD.}
  - {id: REQ-004, title: D, type: functional, status: dropped, statement: It may be the the same.}
""",
    "a title that says shall is a statement": """
requirements:
  - id: REQ-001
    title: The system should be quick  # !! REQ001 TXT003
    type: functional
  - {id: REQ-002, title: Quick import, type: functional}
  - id: REQ-003
    title: Quick import should be there
    type: functional
    statement: The system shall import a file within 5 s.
""",
    "expectations of tests, rules of features, rules of flows": """
features:
  - id: FEAT-001
    title: Import
    rules: Files are read quickly  # !! TXT003
requirements:
  - id: REQ-001
    title: Import
    type: functional
    flow:
      - {step: Pick some files, rule: Any suitable name}  # !! TXT002
tests:
  - id: TC-001
    title: Import
    verifies: FEAT-001
    expected: The list is updated promptly  # !! TXT002
    steps:
      - {do: Quickly pick some, expect: A list of several names}  # !! TXT002
""",
    "a word in a longer phrase is fine": """
features:
  - id: FEAT-001
    title: Import
    rules:
      - The table of stages and deals is many-to-many, as required by law
      - The player has fast-forward; access follows least privilege
      - A ride costs no more than EUR 5 whether or not it rains, at least 1 EUR
      - The list has the oldest first
""",
    "every sort of slip in any text": """
features:
  - id: FEAT-001
    title: Import (CSV  # !! TXT012
    description: |
      It reads the the file.  # !! TXT011
      a) one, b) two, [0, 5) and `f(x` are fine, https://a.b/(c is a link :-
    notes: The owner is still to be decided  # !! TXT009
  - {id: FEAT-002, title: Had had that that, notes: "a smile: x)"}
""",
    "and Chinese ones": """
features:
  - id: FEAT-001
    title: 导入（批量  # !! TXT012
    description: 先校验,再写入；目的的说明不变。  # !! TXT013
    notes: 系统系统会提示  # !! TXT011
  - {id: FEAT-002, title: 导出, description: "1）先选择；2）再导出，见「说明」。时间 10:30,15:30。"}
""",
    "shall twice is two requirements": """
requirements:
  - id: REQ-001
    title: A
    type: functional
    statement: The system shall import and shall export contacts.  # !! REQ003
""",
    "conditions may say not": """
requirements:
  - id: REQ-001
    title: A
    type: functional
    statement: If the file is not there, then the system shall name the file.
  - id: REQ-002
    title: B
    type: functional
    statement: If the file is there, then the system shall not name the file.  # !! REQ011
""",
    "an actor makes a passive fine": """
requirements:
  - {id: REQ-001, title: A, type: functional, statement: The file shall be deleted by the server.}
  - {id: REQ-002, title: B, type: functional, statement: The file shall be available.}
  - id: REQ-003
    title: C
    type: functional
    statement: The file shall automatically be deleted.  # !! REQ012
""",
    "and/or, and slashes that are no unit and no path": """
requirements:
  - id: REQ-001
    title: A
    type: functional
    statement: The system shall read CSV and/or XLSX.  # !! REQ013
  - id: REQ-002
    title: B
    type: functional
    statement: The system shall ask for the login/password pair.  # !! REQ014
  - {id: REQ-003, title: C, type: functional, statement: The car shall drive 50 km/h to /home/x/y.}
""",
    "what the glossary says not to say": """
terms:
  - {id: TERM-001, title: Smart lock, definition: A lock, synonyms: [fast lock, latch, entry]}
requirements:
  - id: REQ-001
    title: Latches  # !! TXT021
    type: functional
    statement: The system shall open the latch.  # !! TXT021
  - id: REQ-002
    title: Entries  # !! TXT021
    type: functional
    statement: The system shall open the smart lock and the sentry box.
""",
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_wording_rules_find_what_is_marked_and_nothing_else(example: str) -> None:
    found = {(one.location.path, one.location.line, one.code) for one in findings(example)}
    assert found == marks_of(files_of(example.lstrip("\n")))


def test_a_term_of_the_plan_is_never_vague() -> None:
    term = "terms:\n  - {id: TERM-001, title: Quick check, definition: A check of ten rows.}\n"
    text = "The system shall run a quick check."
    assert [one.code for one in findings(statement(text))] == ["TXT003"]
    assert findings(term + statement(text)) == []


def test_a_workspace_adds_words_and_allows_others() -> None:
    text = statement("The system shall be seamless for every delightful guest, with synergy.")
    settings = "check: {words: {vague: [synergy, 赋能], allowed: [delightful guest]}}\n"
    assert [(one.code, one.text) for one in findings(text, settings)] == [
        ("TXT003", "seamless"),
        ("TXT002", "synergy"),
    ]


def test_a_list_of_its_own_name_is_found_by_that_name() -> None:
    found = lexicon("en", (("brand", ("acme corp",)),)).hits("The ACME Corp logo")
    assert [(hit.list, hit.text) for hit in found] == [("brand", "ACME Corp")]


def test_fixes_mend_doubled_words_and_punctuation() -> None:
    example = statement("The system shall read the the file.") + (
        "features:\n  - id: FEAT-001\n    title: 先校验,再写入,最后提示\n"
    )
    edits = [
        (edit.span.start, edit.span.end, edit.text)
        for one in findings(example)
        if one.fix is not None and one.fix.is_safe
        for edit in one.fix.edits
    ]
    for start, end, text in sorted(edits, reverse=True):
        example = example[:start] + text + example[end:]
    assert "shall read the file." in example
    assert "先校验，再写入，最后提示" in example


def test_fixes_that_may_change_what_is_meant_are_not_safe() -> None:
    term = "terms:\n  - {id: TERM-001, title: Smart lock, definition: A lock, synonyms: [latch]}\n"
    example = term + statement("The app should open the latches.")
    fixes = [one.fix for one in findings(example) if one.fix is not None]
    assert [(fix.is_safe, fix.edits[0].text) for fix in fixes] == [
        (False, "shall"),
        (False, "smart locks"),
    ]


LISTS = {
    "It's user friendly and easy-to-use as soon as possible": [
        ("subjective", "user friendly"),
        ("subjective", "easy-to-use"),
        ("escape", "as soon as possible"),
    ],
    "as appropriate for an appropriate reply": [
        ("escape", "as appropriate"),
        ("vague", "appropriate"),
    ],
    "faster, easiest, more important, at most 5": [
        ("comparative", "faster"),
        ("superlative", "easiest"),
        ("comparative", "more"),
    ],
    "forests of interest request the order of other numbers": [],
    "the server's customer or user, under the latter number": [("pronoun", "the latter")],
    "more than 10% and greater than 100 pixels": [],
    "It doesn’t": [("pronoun", "It"), ("negative", "doesn’t")],
    "It cannot and can't": [("pronoun", "It"), ("negative", "cannot"), ("negative", "can't")],
    "A ﬁrst and suﬃcient reply": [("vague", "suﬃcient")],
    "FAST!": [("subjective", "FAST")],
}


@pytest.mark.parametrize("text", LISTS)
def test_english_lists(text: str) -> None:
    assert [(hit.list, hit.text) for hit in lexicon("en").hits(text)] == LISTS[text]


@pytest.mark.parametrize(
    ("adjective", "comparative", "superlative"),
    [
        ("fast", "faster", "fastest"),
        ("easy", "easier", "easiest"),
        ("large", "larger", "largest"),
        ("big", "bigger", "biggest"),
        ("slow", "slower", "slowest"),
        ("cheap", "cheaper", "cheapest"),
        ("gray", "grayer", "grayest"),
        ("dry", "drier", "driest"),
    ],
)
def test_degrees(adjective: str, comparative: str, superlative: str) -> None:
    assert (comparative_of(adjective), superlative_of(adjective)) == (comparative, superlative)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The file shall be deleted after 30 days.", "shall be deleted"),
        (
            "The file shall not be automatically overwritten.",
            "shall not be automatically overwritten",
        ),
        ("The file shall be deleted by the server.", ""),
        ("The lamp shall be red.", ""),
        ("The rate shall be based on the price.", ""),
        ("The file was deleted.", ""),
    ],
)
def test_passives(text: str, found: str) -> None:
    place = passive_in(text)
    assert (text[slice(*place)] if place else "") == found


_SIMPLE = st.sampled_from(["alpha", "beta", "gamma", "delta"])
_PHRASES = st.lists(_SIMPLE, min_size=1, max_size=3).map(" ".join)


@given(st.sets(_PHRASES), st.sets(_PHRASES), st.lists(_SIMPLE, max_size=12))
def test_the_longest_phrase_wins_and_exceptions_cover(
    words: set[str], fine: set[str], text: list[str]
) -> None:
    own = Lexicon("en")
    own.take("own", {"words": sorted(words), "except": sorted(fine)})
    own.sort()
    expected, place = [], 0
    while place < len(text):
        lengths = [
            length
            for length in (3, 2, 1)
            if " ".join(text[place : place + length]) in words | fine
            and place + length <= len(text)
        ]
        if not lengths:
            place += 1
            continue
        phrase = " ".join(text[place : place + lengths[0]])
        expected += [] if phrase in fine else [phrase]
        place += lengths[0]
    assert [hit.text for hit in own.hits(" ".join(text))] == expected


@given(st.sets(st.text("甲乙丙丁", min_size=1, max_size=3)), st.text("甲乙丙丁，", max_size=16))
def test_chinese_phrases_match_the_longest_first(words: set[str], text: str) -> None:
    own = Lexicon("zh-CN")
    own.take("own", {"words": sorted(words)})
    own.sort()
    expected, place = [], 0
    while place < len(text):
        found = next(
            (text[place : place + n] for n in (3, 2, 1) if text[place : place + n] in words), ""
        )
        expected += [found] if found else []
        place += max(len(found), 1)
    assert [hit.text for hit in own.hits(text)] == expected


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["fast", "As", "soon", "as", "possible", "e.g.", "user-friendly", "\x01"]
            )
            | st.text(max_size=5),
            min_size=1,
            max_size=6,
        ).map(" ".join),
        max_size=5,
    )
)
def test_a_glance_at_many_texts_misses_none_with_a_hit(texts: list[str]) -> None:
    for language in ("en", "zh-CN"):
        lists = lexicon(language)
        likely = set(lists.likely(texts))
        assert all(number in likely for number, text in enumerate(texts) if lists.hits(text))


@given(st.text(max_size=60))
def test_hits_say_where_they_are_in_any_text(text: str) -> None:
    for language in ("en", "zh-CN"):
        for hit in lexicon(language).hits(text):
            assert text[hit.start : hit.end] == hit.text
    for word, start, end in words_of(text):
        assert word
        assert 0 <= start < end <= len(text)


_TOKEN = st.sampled_from(
    [
        "quick",
        "it's",
        "'so'",
        '"a"',
        "系统，",
        "back\\slash",
        "a:b",
        "x#y",
        "ﬁne",
        "100%",
        "`c`",
        "-",
        "é😀",
    ]
)
_LINES = st.lists(st.lists(_TOKEN, min_size=1, max_size=6), min_size=1, max_size=3)


def _plain(lines: list[str]) -> str:
    return ("\n" + " " * 8).join(lines)


def _single(lines: list[str]) -> str:
    return "'" + _plain(lines).replace("'", "''") + "'"


def _double(lines: list[str]) -> str:
    return json.dumps(" ".join(lines), ensure_ascii=False).replace("é", "\\u00e9")


def _double_folded(lines: list[str]) -> str:
    return '"' + _plain([json.dumps(line, ensure_ascii=False)[1:-1] for line in lines]) + '"'


def _literal(lines: list[str]) -> str:
    return "|2  # a block\n" + "\n".join(" " * 6 + line for line in lines)


def _folded(lines: list[str]) -> str:
    return ">-\n" + "\n\n".join(" " * 9 + line for line in lines)


STYLES = (_plain, _single, _double, _double_folded, _literal, _folded)


@given(_LINES, st.sampled_from(STYLES), st.data())
def test_a_span_of_a_passage_is_what_the_file_has_there(
    lines: list[list[str]], style: object, data: st.DataObject
) -> None:
    assert callable(style)
    words = [word for line in lines for word in line]
    if style is _plain:
        assume(not words[0].startswith(("'", '"', "`", "-")))
        assume(all(line[0] != "-" for line in lines))
    text = style([" ".join(line) for line in lines])
    start = "features:\n  - id: FEAT-001\n    title: T\n    description: "
    plan = plan_of(f"{start}{text}\n    notes: end\n")
    passage = next(one for one in plan.passages.all if one.field == "description")
    assert passage.text.split() == words
    index = data.draw(st.integers(0, len(words) - 1))
    span = _nth(passage, index)
    raw = plan.workspace.sources[span.path].text[span.start : span.end]
    assert _unescaped(raw, style) == words[index]


def _nth(passage: Passage, index: int) -> Span:
    place = 0
    for word in passage.text.split()[:index]:
        place = passage.text.index(word, place) + len(word)
    word = passage.text.split()[index]
    place = passage.text.index(word, place)
    return passage.span(place, place + len(word))


def _unescaped(raw: str, style: object) -> str:
    if style is _single:
        return raw.replace("''", "'").strip("\n")
    if style in (_double, _double_folded):
        return str(json.loads(f'"{raw}"'))
    return raw


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_and_no_value_break_the_search_for_places(raw: str, value: str) -> None:
    for written in (raw, f'"{raw}"', f"'{raw}'", f"|\n{raw}"):
        places = offsets_of(written, value)
        assert places is None or len(places) == len(value)
        for at, sign in enumerate(value):
            if not sign.isspace():
                found = stretch_of(written, value, at, at + 1)
                assert found == (None if places is None else places[at])
        assert all(0 <= start <= end <= len(written) for start, end in places or ())


def test_a_value_that_does_not_agree_with_its_file_is_shown_whole() -> None:
    text = 'features:\n  - id: FEAT-001\n    title: "a \\x07 quick one"\n'
    loaded = load(MemoryTree({MARKER: "pmkit: 1\nname: Example\n", "plan.yaml": text}))
    plan = Plan(loaded.workspace, loaded.settings, loaded.place, loaded.tree)
    passage = next(one for one in plan.passages.all if one.role is Role.TITLE)
    place = passage.text.index("quick")
    assert passage.span(place, place + 5) == passage.span()


PATTERNS = {
    "The system shall lock the account.": Pattern.UBIQUITOUS,
    "Each report must name its author.": Pattern.UBIQUITOUS,
    "When a rider scans the code, the app shall open the lock.": Pattern.EVENT,
    "At 05:30 on each weekday, the system shall plan the rounds.": Pattern.EVENT,
    "While the map is open, the app shall show the bikes.": Pattern.STATE,
    "From 07:00 to 10:00, the operator shall keep a bike at 90% of the stations.": Pattern.STATE,
    "In maintenance mode, the system shall refuse requests.": Pattern.STATE,
    "Where an export licence is present, the system shall write CSV.": Pattern.OPTIONAL,
    "If a station is full, then the app shall accept the return.": Pattern.UNWANTED,
    "In case of fire, the system shall open the doors.": Pattern.UNWANTED,
    "While the map is open, when the rider taps, the app shall zoom.": Pattern.COMPLEX,
    "Where a gate is present, if it is open, then the counter shall stop.": Pattern.COMPLEX,
    "When the rider taps, while the map is open, the app shall zoom.": None,
    "The app shall send a mail when the order is paid.": None,
    "When the user taps the app shall zoom.": None,
    "Fast import of contacts": None,
    "系统应在 5 秒内返回结果。": Pattern.UBIQUITOUS,
    "新签企业应在开通后 7 天内由管理员完成导入。": Pattern.UBIQUITOUS,
    "当管理员上传文件时，系统应逐行校验。": Pattern.EVENT,
    "当客户同意存档后，系统应在 10 分钟内存档。": Pattern.EVENT,
    "每个工作日 18:30，系统应生成日报。": Pattern.EVENT,
    "在工作日 8:00 到 20:00 期间，服务的可用率应不低于 99.9%。": Pattern.STATE,
    "在维护模式下，系统应拒绝请求。": Pattern.STATE,
    "若具备短信通道，系统应发送验证码。": Pattern.OPTIONAL,
    "如果支付超时，则系统应关闭订单。": Pattern.UNWANTED,
    "在维护模式下，当用户登录时，系统应提示维护时间。": Pattern.COMPLEX,
    "当用户登录时，在维护模式期间，系统应提示。": None,
    "系统响应时间不超过 2 秒": None,
    "为方便查找，系统应支持搜索": None,
}


@pytest.mark.parametrize("text", PATTERNS)
def test_patterns_of_ears(text: str) -> None:
    assert pattern_of(text) is PATTERNS[text]


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("When the rider taps, while the map is open, the app shall zoom.", Flaw.ORDER),
        ("The app shall send a mail when the order is paid.", Flaw.TRAILING),
        ("When the user taps the app shall zoom.", Flaw.COMMA),
        ("当用户登录时，在维护模式期间，系统应提示。", Flaw.ORDER),
    ],
)
def test_sentences_that_nearly_follow_a_pattern(text: str, flaw: Flaw) -> None:
    reading = reading_of(text)
    assert reading is not None
    assert reading.flaw is flaw
    assert [one.code for one in findings(statement(text))] == ["REQ005"]


@given(st.text(max_size=80))
def test_any_text_has_at_most_one_pattern(text: str) -> None:
    assert pattern_of(text) in (*Pattern, None)
    assert pattern_of(f"When {text}, the system shall reply.") in (*Pattern, None)
