"""The people of a team, day by day: joining, leaving, leave, part time, and exact sums."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.marked import EXAMPLE, SETTINGS

from pmkit.kinds.people import Member, Team
from pmkit.schedule.calendar import Calendars
from pmkit.schedule.capacity import Absence, AbsenceKind, Capacity
from pmkit.store.loader import load
from pmkit.store.tree import MARKER, MemoryTree

OFFICE = "  - {id: CAL-001, title: Office, country: CN, days_off: [{start: 2027-03-08}]}\n"


def capacity(*lines: str, denominators: tuple[int, ...] = ()) -> Capacity:
    """The people of a team with some fields, on a Chinese calendar with 8 March off."""
    written = "".join(f"    {line}\n" for line in lines)
    team = f"teams:\n  - id: TEAM-001\n    title: Web\n    calendar: CAL-001\n{written}"
    text = f"calendars:\n{OFFICE}{team}"
    plan = load(MemoryTree({MARKER: SETTINGS, EXAMPLE: text})).workspace
    assert not plan.problems
    entry = plan.by_id["TEAM-001"]
    return Capacity(entry, Calendars(plan).of_team(entry), denominators)


def members(*written: str) -> str:
    return f"members: [{', '.join(written)}]"


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def shares(made: Capacity, first: str, last: str) -> list[Fraction]:
    """The people on each day from the first to the last."""
    return [made.people(one) for one in range(day(first), day(last) + 1)]


TEAM = members(
    "{name: Li, allocation: 80%}",
    "Wu",
    "{name: He, allocation: 50%, leave: [{start: 2027-03-03, end: 2027-03-04, reason: wedding}]}",
    "{name: Zheng, start: 2027-03-05, end: 2027-03-10}",
)


def test_members_count_by_their_allocation_while_they_are_there() -> None:
    tenths = [share * 10 for share in shares(capacity(TEAM), "2027-03-01", "2027-03-12")]
    assert tenths == [23, 23, 18, 18, 33, 0, 0, 0, 33, 33, 23, 23]


def test_units_are_whole_and_as_few_as_they_can_be() -> None:
    made = capacity(TEAM)
    assert made.scale == 10
    assert made.units(day("2027-03-01")) == 23
    assert capacity(members("Li", "Wu")).scale == 1
    assert capacity(members("{name: Li, allocation: 33.3%}")).scale == 1000
    assert capacity("size: 2.5").scale == 2
    assert capacity().scale == 1


def test_further_numbers_of_people_are_whole_in_units_too() -> None:
    made = capacity(TEAM, denominators=(3, 4))
    assert made.scale == 60
    assert made.people(day("2027-03-01")) == Fraction(23, 10)


@pytest.mark.parametrize(
    ("fields", "people"),
    [
        (("size: 3",), 3),
        (("size: 2.5",), Fraction(5, 2)),
        (("size: -2",), 0),
        (("size: 0",), 0),
        ((), 0),
        (("members: []", "size: 3"), 3),
        ((members("Li"), "size: 3"), 1),  # members count
        ((members("{name: Li, allocation: 0%}"), "size: 3"), 0),
        ((members("{name: Li, allocation: -50%}", "Wu"),), 1),
        ((members("{name: Li, allocation: 150%}"),), Fraction(3, 2)),
    ],
)
def test_how_many_people_a_team_has(fields: tuple[str, ...], people: Fraction) -> None:
    made = capacity(*fields)
    assert made.people(day("2027-03-02")) == people
    assert made.people(day("2027-03-06")) == 0  # a Saturday
    assert made.is_nobody is (people == 0)


@pytest.mark.parametrize(
    ("leave", "there"),
    [
        ("[{start: 2027-03-02}]", [1, 0, 1, 1, 1]),
        ("[{start: 2027-03-02, end: 2027-03-03}]", [1, 0, 0, 1, 1]),
        ("[{start: 2027-03-03, end: 2027-03-02}]", [1, 1, 1, 1, 1]),  # ends before it starts
        ("[{start: 2027-03-02, end: 2027-03-04}, {start: 2027-03-03}]", [1, 0, 0, 0, 1]),
        ("[{start: 2027-03-04}, {start: 2027-03-01, end: 2027-03-02}]", [0, 0, 1, 0, 1]),
        ("{start: 2020-01-01, end: 2030-01-01}", [0, 0, 0, 0, 0]),
    ],
)
def test_leave(leave: str, there: list[int]) -> None:
    made = capacity(members(f"{{name: Li, leave: {leave}}}"))
    assert shares(made, "2027-03-01", "2027-03-05") == there


def test_who_is_away_and_why() -> None:
    made = capacity(TEAM)
    assert made.absences(day("2027-03-03")) == [
        Absence("He", AbsenceKind.LEAVE, "wedding"),
        Absence("Zheng", AbsenceKind.NOT_JOINED),
    ]
    assert made.absences(day("2027-03-05")) == []
    assert made.absences(day("2027-03-10")) == []
    assert made.absences(day("2027-03-11")) == [Absence("Zheng", AbsenceKind.LEFT)]
    assert capacity("size: 3").absences(day("2027-03-03")) == []


def test_someone_without_allocation_is_never_missed() -> None:
    made = capacity(members("{name: Li, allocation: 0%, leave: [{start: 2027-03-02}]}"))
    assert made.absences(day("2027-03-02")) == []


# The most that there will be


MOST = members(
    "Li",
    "{name: Wu, end: 2027-03-04}",
    "{name: He, start: 2027-03-04, end: 2027-03-07}",
    "{name: Temp, allocation: 300%, start: 2027-03-06, end: 2027-03-08}",  # only on days off
    "{name: Zheng, start: 2030-01-01, leave: [{start: 2030-01-02, end: 2099-01-01}]}",
)


@pytest.mark.parametrize(
    ("first", "most"),
    [
        ("2020-01-01", 3),
        ("2027-03-04", 3),
        ("2027-03-05", 2),
        ("2027-03-06", 2),  # Zheng, who comes back in 2099
        ("2098-12-31", 2),
        ("2200-01-01", 2),
    ],
)
def test_the_most_from_a_day_on(first: str, most: int) -> None:
    made = capacity(MOST)
    assert made.most_from(day(first)) == most * made.scale


def test_the_most_before_another_day() -> None:
    made = capacity(MOST)
    assert made.most_from(day("2027-03-05"), day("2027-03-06")) == 2
    assert made.most_from(day("2027-03-06"), day("2099-01-02")) == 1
    assert made.most_from(day("2027-03-06"), day("2027-03-09")) == 0
    assert made.most_from(day("2027-03-09"), day("2027-03-09")) == 0


def test_the_most_of_nobody_and_of_those_who_have_left() -> None:
    assert capacity().most_from(day("2027-03-01")) == 0
    gone = capacity(members("{name: Li, end: 2027-03-02}"))
    assert gone.most_from(day("2027-03-02")) == 1
    assert gone.most_from(day("2027-03-03")) == 0


def test_a_long_plan_asks_for_no_more_than_it_needs() -> None:
    made = capacity(members("Li", "{name: Wu, end: 2080-06-30}"))
    assert made.most_from(day("2027-03-01")) == 2
    assert set(made.calendar._years) == {2027}


# People by a naive sum, beside the fast one


DAYS = st.dates(date(2025, 11, 1), date(2027, 2, 28))
ALLOCATIONS = st.sampled_from([None, "80%", "0.5", "33.3%", "0%", "-20%", "120%"])


@st.composite
def teams(draw: st.DrawFn) -> Capacity:
    """A team of members with any allocation, joining, leaving and leave; or a size."""

    def span() -> str:
        start, length = draw(DAYS), draw(st.none() | st.integers(-3, 60))
        end = "" if length is None else f", end: {start + timedelta(length)}"
        return f"{{start: {start}{end}}}"

    def member(number: int) -> str:
        fields = {
            "name": f"M{number}",
            "allocation": draw(ALLOCATIONS),
            "start": draw(st.none() | DAYS),
            "end": draw(st.none() | DAYS),
            "leave": f"[{', '.join(span() for _ in range(draw(st.integers(0, 3))))}]",
        }
        shown = ", ".join(f"{name}: {one}" for name, one in fields.items() if one is not None)
        return f"{{{shown}}}"

    size = draw(st.sampled_from(["0", "2", "2.25", "-1"]))
    people = [member(number) for number in range(draw(st.integers(0, 4)))]
    denominators = draw(st.lists(st.integers(1, 7), max_size=2))
    return capacity(members(*people), f"size: {size}", denominators=tuple(denominators))


def naive(made: Capacity, one: date) -> Fraction:
    """How many people there are on a day, member by member."""
    item = made.team.item
    assert isinstance(item, Team)
    if not made.calendar.works(one.toordinal()):
        return Fraction(0)
    if not item.members:
        return max(Fraction(item.size or 0), Fraction(0))
    return sum((_share(member, one) for member in item.members), Fraction(0))


def _share(member: Member, one: date) -> Fraction:
    joined = member.start is None or member.start <= one
    left = member.end is not None and member.end < one
    away = any(leave.start <= one <= (leave.end or leave.start) for leave in member.leave)
    if not joined or left or away:
        return Fraction(0)
    return max(Fraction(1 if member.allocation is None else member.allocation), Fraction(0))


@settings(max_examples=60)
@given(teams(), DAYS, st.integers(0, 200))
def test_people_are_the_sum_of_those_who_are_there(
    made: Capacity, first: date, length: int
) -> None:
    start = date(2026, 1, 1).toordinal()
    people = [naive(made, date.fromordinal(start + number)) for number in range(365)]
    assert [Fraction(units, made.scale) for units in made.year(2026)] == people

    days = [first + timedelta(number) for number in range(length)]
    most = made.most_from(first.toordinal(), first.toordinal() + length)
    assert Fraction(most, made.scale) == max((naive(made, one) for one in days), default=0)
    for one in days[:20]:
        away = {absence.name for absence in made.absences(one.toordinal())}
        assert away == {member.name for member in made.members if not _share(member, one)}
