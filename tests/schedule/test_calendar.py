"""Working days: golden facts, the precedence of rules, and a naive calendar beside the fast one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import holidays
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.marked import EXAMPLE, SETTINGS

from pmkit.kinds.people import WEEKDAYS, Calendar
from pmkit.model.workspace import Workspace
from pmkit.schedule import countries
from pmkit.schedule.calendar import (
    HORIZON,
    Calendars,
    DayOff,
    DayOffKind,
    WorkCalendar,
    Worked,
    WorkedKind,
)
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

CHINA = "country: CN"


def workspace(text: str) -> Workspace:
    return load(MemoryTree({MARKER: SETTINGS, EXAMPLE: text})).workspace


def calendar(*lines: str) -> WorkCalendar:
    """A calendar with some fields, as they are written."""
    written = "".join(f"    {line}\n" for line in lines)
    plan = workspace(f"calendars:\n  - id: CAL-001\n    title: Office\n{written}")
    assert not plan.problems
    return WorkCalendar(plan.by_id["CAL-001"])


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def days(first: str, last: str) -> Iterator[str]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return ((start + timedelta(n)).isoformat() for n in range((end - start).days + 1))


def off(made: WorkCalendar, first: str, last: str) -> list[str]:
    """The days between two, both included, that are not worked."""
    return [one for one in days(first, last) if not made.works(day(one))]


# Golden facts


MAKEUP_DAYS_2026 = {
    "2026-01-04": "2026-01-02",
    "2026-02-14": "2026-02-20",
    "2026-02-28": "2026-02-23",
    "2026-05-09": "2026-05-05",
    "2026-09-20": "2026-10-06",
    "2026-10-10": "2026-10-07",
}


def test_china_in_2026_has_248_working_days_and_six_worked_weekends() -> None:
    made = calendar(CHINA)
    assert sum(made.year(2026)) == 248
    worked = {one: made.why_working(day(one)) for one in days("2026-01-01", "2026-12-31")}
    assert {one: found for one, found in worked.items() if found} == {
        worked: Worked(WorkedKind.MAKEUP, day(free)) for worked, free in MAKEUP_DAYS_2026.items()
    }


def test_china_at_spring_festival_2026() -> None:
    assert off(calendar(CHINA), "2026-02-14", "2026-03-01") == [
        *days("2026-02-15", "2026-02-23"),
        "2026-03-01",
    ]


def test_a_weekend_may_be_worked_for_a_day_of_the_next_year() -> None:
    made = calendar("country: VN")
    assert made.why_working(day("2014-12-27")) == Worked(WorkedKind.MAKEUP, day("2015-01-02"))
    assert made.why_working(day("2019-01-05")) == Worked(WorkedKind.MAKEUP, day("2018-12-31"))


def test_without_makeup_days_the_holidays_stay_and_the_weekends_are_free() -> None:
    made = calendar(CHINA, "makeup_days: false")
    assert sum(made.year(2026)) == 242
    assert [one for one in MAKEUP_DAYS_2026 if made.works(day(one))] == []
    assert [free for free in MAKEUP_DAYS_2026.values() if made.works(day(free))] == []


@pytest.mark.parametrize(
    ("fields", "one", "works"),
    [
        (("country: US",), "2026-07-03", False),  # 4 July is a Saturday
        (("country: US",), "2026-11-26", False),
        (("country: US",), "2026-03-31", True),
        (("country: US", "subdivision: CA"), "2026-03-31", False),  # Cesar Chavez Day
        (("country: DE",), "2026-01-06", True),
        (("country: DE", "subdivision: BY"), "2026-01-06", False),  # Epiphany
        (("country: DE", "subdivision: DE-BY"), "2026-01-06", False),
        (("country: de", "subdivision: bayern"), "2026-01-06", False),
        (("country: DEU", "subdivision: BE"), "2026-03-09", True),
        (("country: NL",), "2027-04-27", False),
        ((), "2026-12-25", True),
        (("country: Atlantis",), "2026-12-25", True),
    ],
)
def test_days_of_countries_and_their_parts(fields: tuple[str, ...], one: str, works: bool) -> None:
    assert calendar(*fields).works(day(one)) is works


def test_without_a_calendar_monday_to_friday_are_worked() -> None:
    made = WorkCalendar()
    assert off(made, "2026-12-21", "2027-01-03") == [
        "2026-12-26",
        "2026-12-27",
        "2027-01-02",
        "2027-01-03",
    ]
    assert made.id == ""


def test_an_empty_week_is_monday_to_friday() -> None:
    assert calendar("weekdays: []").year(2026) == WorkCalendar().year(2026)


def test_a_week_of_six_days_has_the_holidays_of_its_country() -> None:
    made = calendar(CHINA, "weekdays: [mon, tue, wed, thu, fri, sat]")
    assert off(made, "2026-09-28", "2026-10-11") == [
        *days("2026-10-01", "2026-10-07"),
        "2026-10-11",
    ]


# Which rule holds


def test_days_off_beat_extra_days_which_beat_all_else() -> None:
    made = calendar(
        CHINA,
        "days_off: [{start: 2026-10-09, end: 2026-10-11, reason: fair}, {start: 2026-10-14}]",
        "extra_days: [2026-10-03, 2026-10-07, 2026-10-11, 2026-10-14, 2026-10-18]",
    )
    assert off(made, "2026-10-01", "2026-10-18") == [
        "2026-10-01",
        "2026-10-02",
        "2026-10-04",
        "2026-10-05",
        "2026-10-06",
        "2026-10-09",
        "2026-10-10",  # a worked weekend, but for the fair
        "2026-10-11",
        "2026-10-14",
        "2026-10-17",
    ]


REASONS = [
    ("2026-09-26", DayOff(DayOffKind.WEEKEND)),  # the days off have ended
    ("2026-10-01", DayOff(DayOffKind.HOLIDAY, "National Day")),
    ("2026-10-03", DayOff(DayOffKind.HOLIDAY, "National Day")),
    ("2026-10-04", DayOff(DayOffKind.WEEKEND)),
    ("2026-10-08", None),
    ("2026-10-09", DayOff(DayOffKind.DAY_OFF, "fair")),
    ("2026-10-10", None),
    ("2026-10-14", DayOff(DayOffKind.DAY_OFF)),
]


@pytest.mark.parametrize(("one", "reason"), REASONS)
def test_every_day_off_says_where_it_comes_from(one: str, reason: DayOff | None) -> None:
    made = calendar(
        CHINA,
        "days_off: [{start: 2026-10-09, reason: fair}, {start: 2026-10-14},"
        " {start: 2026-09-24, end: 2026-09-25, reason: move}]",
    )
    assert made.why_not(day(one)) == reason


def test_every_worked_weekend_and_holiday_says_where_it_comes_from() -> None:
    made = calendar(CHINA, "extra_days: [2026-10-01, 2026-10-08, 2026-10-11]")
    assert made.why_working(day("2026-10-01")) == Worked(WorkedKind.EXTRA)
    assert made.why_working(day("2026-10-08")) is None  # a plain day of work anyway
    assert made.why_working(day("2026-10-10")) == Worked(WorkedKind.MAKEUP, day("2026-10-07"))
    assert made.why_working(day("2026-10-11")) == Worked(WorkedKind.EXTRA)
    assert made.why_working(day("2026-10-04")) is None


def test_days_off_that_end_before_they_start_are_none() -> None:
    made = calendar("days_off: [{start: 2026-10-09, end: 2026-10-07}]")
    assert made.year(2026) == WorkCalendar().year(2026)


# Names


@pytest.mark.parametrize(
    ("country", "one", "language", "name"),
    [
        ("CN", "2026-10-01", "zh-CN", "国庆节"),
        ("CN", "2026-10-01", "en", "National Day"),
        ("DE", "2026-10-03", "en", "German Unity Day"),
        ("DE", "2026-10-03", "zh-CN", "Tag der Deutschen Einheit"),  # there is no Chinese for it
        ("NL", "2026-04-27", "en", "King's Day"),
        ("GB", "2026-12-25", "en", "Christmas Day"),
        ("IN", "2026-08-15", "en", "Independence Day"),
        ("SG", "2026-08-09", "zh-CN", "National Day"),
    ],
)
def test_holidays_have_their_names_in_the_language_of_the_reader(
    country: str, one: str, language: str, name: str
) -> None:
    found = calendar(f"country: {country}").why_not(day(one), language)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("variable", ["LANGUAGE", "LC_ALL", "LANG"])
def test_names_do_not_depend_on_the_environment(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "th_TH.UTF-8")
    assert holidays.country_holidays("CN", years=2026)[date(2026, 10, 1)] != "国庆节"
    countries._holidays_of.cache_clear()
    try:
        found = calendar(CHINA).why_not(day("2026-10-01"), "fr")
    finally:
        countries._holidays_of.cache_clear()
    assert found == DayOff(DayOffKind.HOLIDAY, "国庆节")


# What is not announced, and what is not known


@pytest.mark.parametrize(
    ("fields", "year", "expected"),
    [
        ((CHINA,), 2025, False),
        ((CHINA,), 2026, False),
        ((CHINA,), 2099, True),
        ((CHINA, "makeup_days: false"), 2099, False),
        (("country: US",), 2099, False),
        (("country: BG",), 2099, False),  # gave it up in 2016
        ((), 2099, False),
    ],
)
def test_years_are_provisional_where_worked_weekends_are_still_to_come(
    fields: tuple[str, ...], year: int, expected: bool
) -> None:
    assert calendar(*fields).is_provisional(year) is expected


def test_the_first_year_that_is_provisional_is_the_first_without_worked_weekends() -> None:
    made = calendar(CHINA)
    first = next(year for year in range(2020, 2100) if made.is_provisional(year))
    assert countries.worked_weekends("CN", "", first - 1)
    assert not any(countries.worked_weekends("CN", "", year) for year in range(first, first + 20))


@pytest.mark.parametrize(
    ("country", "subdivision", "fault"),
    [
        ("CN", None, None),
        ("cn", None, None),
        ("CHN", None, None),
        ("UK", "SCT", None),
        ("US", "CA", None),
        ("US", "us-ca", None),
        ("China", None, "country"),
        ("XX", None, "country"),
        ("XX", "CA", "country"),
        ("US", "XX", "subdivision"),
        ("US", "DE-CA", "subdivision"),
        ("CN", "HK", "subdivision"),
        (None, None, None),
        (None, "CA", None),
        ("../US", None, "country"),
    ],
)
def test_unknown_countries_and_parts_are_named(
    country: str | None, subdivision: str | None, fault: str | None
) -> None:
    assert countries.country_fault(country, subdivision) == fault


def test_an_unknown_part_of_a_country_leaves_the_holidays_of_the_country() -> None:
    made = calendar("country: US", "subdivision: Utopia")
    assert made.unknown_subdivision == "Utopia"
    assert made.year(2026) == calendar("country: US").year(2026)


def test_an_unknown_country_has_no_holidays() -> None:
    made = calendar("country: Utopia")
    assert (made.unknown_country, made.country) == ("Utopia", "")
    assert made.year(2026) == WorkCalendar().year(2026)


def test_codes_to_choose_from() -> None:
    assert {"CN", "DE", "US"} <= set(countries.country_codes())
    assert "BY" in countries.subdivision_codes("de")
    assert countries.subdivision_codes("CN") == ()
    assert countries.likely_country("China") == "CN"
    assert countries.likely_country("grmany") == "DE"
    assert countries.likely_country("中国") is None


@pytest.mark.parametrize("year", [1, 2, 1900, 2035, 2036, 2100, 2101, 5000, 9998, 9999])
@pytest.mark.parametrize("country", ["CN", "IN", "US", "IR"])
def test_no_year_is_too_far(country: str, year: int) -> None:
    made = calendar(f"country: {country}")
    assert len(made.year(year)) == (date(year, 12, 31) - date(year, 1, 1)).days + 1
    assert made.advance(date(year, 7, 1).toordinal(), 10) is not None


# A calendar by each day, beside the one by years


PLACES = [None, "CN", "US", "DE", "HU", "SA"]
DAYS = st.dates(date(2019, 12, 1), date(2028, 2, 1))
SPANS = st.tuples(DAYS, st.none() | st.integers(-3, 40))
WEEKS = st.lists(st.sampled_from(WEEKDAYS), unique=True, max_size=7)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """A calendar of any week, country, days off and extra days."""
    leaves = [
        f"{{start: {start}"
        + (f", end: {start + timedelta(length)}}}" if length is not None else "}")
        for start, length in draw(st.lists(SPANS, max_size=4))
    ]
    fields: dict[str, str | list[str] | None] = {
        "weekdays": draw(WEEKS),
        "country": draw(st.sampled_from(PLACES)),
        "makeup_days": draw(st.sampled_from([None, "true", "false"])),
        "days_off": leaves,
        "extra_days": [one.isoformat() for one in draw(st.lists(DAYS, max_size=4))],
    }
    shown = {
        name: f"[{', '.join(one)}]" if isinstance(one, list) else one
        for name, one in fields.items()
    }
    return calendar(*(f"{name}: {one}" for name, one in shown.items() if one is not None))


def item_of(made: WorkCalendar) -> Calendar:
    assert made.entry is not None
    assert isinstance(made.entry.item, Calendar)
    return made.entry.item


@cache
def package(country: str, year: int) -> holidays.HolidayBase:
    years = [year - 1, year, year + 1]
    return holidays.country_holidays(country, years=years, expand=False, language="en_US")


def naive(made: WorkCalendar, one: date) -> bool:
    """Whether a day is worked, the rules read from the strongest to the weakest."""
    item = item_of(made)
    if any(leave.start <= one <= (leave.end or leave.start) for leave in item.days_off):
        return False
    if one in item.extra_days:
        return True
    if item.country is not None:
        public = package(item.country, one.year)
        if one in public.weekend_workdays and item.makeup_days is not False:
            return True
        if one in list(public):
            return False
    return WEEKDAYS[one.weekday()] in (item.weekdays or WEEKDAYS[:5])


@settings(max_examples=60)
@given(calendars(), st.integers(2020, 2027))
@example(calendar(CHINA), 2021)
def test_a_year_is_its_days_one_by_one(made: WorkCalendar, year: int) -> None:
    item, first = item_of(made), date(year, 1, 1)
    for number, works in enumerate(made.year(year)):
        one = first + timedelta(number)
        assert bool(works) is naive(made, one), one
        assert (made.why_not(one.toordinal()) is None) is bool(works)
        if works and made.why_working(one.toordinal()) is not None:
            plain = WEEKDAYS[one.weekday()] in (item.weekdays or WEEKDAYS[:5])
            assert not plain or one in list(package(item.country or "", one.year))


@settings(max_examples=100)
@given(calendars(), DAYS, DAYS)
def test_counting_working_days(made: WorkCalendar, start: date, end: date) -> None:
    counted = sum(made.works(one) for one in range(start.toordinal(), end.toordinal()))
    assert made.working_days(start.toordinal(), end.toordinal()) == counted


@settings(max_examples=100)
@given(calendars(), DAYS, st.integers(0, 1500))
def test_advance_is_the_first_day_by_which_enough_has_been_worked(
    made: WorkCalendar, start: date, count: int
) -> None:
    begin = start.toordinal()
    found = made.advance(begin, count)
    assert found is not None
    assert made.working_days(begin, found) == count
    assert found == begin or made.working_days(begin, found - 1) < count


@settings(max_examples=100)
@given(calendars(), DAYS, st.integers(1, 1500))
def test_going_back_is_the_last_day_since_which_enough_was_worked(
    made: WorkCalendar, end: date, count: int
) -> None:
    stop = end.toordinal()
    found = made.advance(stop, -count)
    assert found is not None
    assert made.working_days(found, stop) == count
    assert made.working_days(found + 1, stop) < count


@settings(max_examples=60)
@given(calendars(), DAYS, st.integers(0, 30))
def test_the_first_working_day(made: WorkCalendar, start: date, length: int) -> None:
    begin = start.toordinal()
    working = [one for one in range(begin, begin + length) if made.works(one)]
    assert made.first_working(begin, begin + length) == (working[0] if working else None)


def test_nothing_is_looked_for_beyond_sixty_years() -> None:
    made = calendar("days_off: [{start: 2027-01-01, end: 2300-01-01}]")
    start = day("2026-12-28")
    assert made.advance(start, 4) == day("2027-01-01")
    assert made.advance(start, 5) is None
    assert made.first_working(day("2027-01-01")) is None
    assert made.advance(day("2299-12-28"), -1) is None
    always = calendar(f"weekdays: [{', '.join(WEEKDAYS)}]")
    assert always.advance(start, HORIZON) == start + HORIZON
    assert always.advance(start, HORIZON + 1) is None
    assert always.advance(start, -HORIZON) == start - HORIZON
    assert always.advance(start, -HORIZON - 1) is None


def test_the_ends_of_time() -> None:
    made = WorkCalendar()
    assert made.advance(day("9999-12-30"), 2) == day("9999-12-31") + 1
    assert made.advance(day("9999-12-30"), 3) is None
    assert made.advance(day("0001-01-02"), -1) == day("0001-01-01")
    assert made.advance(day("0001-01-02"), -2) is None
    assert made.working_days(day("0001-01-01"), day("9999-12-31") + 1) == 2_608_615


# The calendars of a workspace


PLAN = """\
calendars:
  - {id: CAL-001, title: Office, aliases: [CAL-009]}
  - {id: CAL-002, title: Works, weekdays: [mon, tue, wed, thu, fri, sat]}
teams:
  - {id: TEAM-001, title: a, calendar: CAL-002}
  - {id: TEAM-002, title: b}
  - {id: TEAM-003, title: c, calendar: CAL-404}
  - {id: TEAM-004, title: d, calendar: TEAM-001}
  - {id: TEAM-005, title: e, calendar: CAL-009}
"""


@pytest.mark.parametrize(
    ("team", "default", "expected"),
    [
        ("TEAM-001", "CAL-001", "CAL-002"),
        ("TEAM-002", "CAL-001", "CAL-001"),
        ("TEAM-002", None, ""),
        ("TEAM-003", "CAL-001", "CAL-001"),
        ("TEAM-003", "CAL-404", ""),
        ("TEAM-004", "CAL-001", "CAL-001"),
        ("TEAM-005", "CAL-002", "CAL-001"),
    ],
)
def test_the_calendar_of_a_team(team: str, default: str | None, expected: str) -> None:
    plan = workspace(PLAN)
    calendars = Calendars(plan, default)
    assert calendars.of_team(plan.by_id[team]).id == expected


def test_each_calendar_is_made_once() -> None:
    plan = workspace(PLAN)
    calendars = Calendars(plan, "CAL-001")
    assert calendars.of("CAL-001") is calendars.default is calendars.of("CAL-009")
    assert calendars.of("CAL-002") is calendars.of_team(plan.by_id["TEAM-001"])
