"""The people that are still free, team by team and day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmkit.model.workspace import Entry
from pmkit.schedule.capacity import Capacity
from pmkit.schedule.resources import Resources, Workdays
from pmkit.schedule.schedule import Need


class Lane:
    """The free units of one team from a first day on; they grow as they are asked."""

    def __init__(self, capacity: Capacity, first: int) -> None:
        self.capacity = capacity
        self.first = first
        self.free: list[int] = []
        self._next_year = date.fromordinal(first).year

    def grow_to(self, offset: int) -> None:
        """Makes the free units known up to a number of days after the first."""
        while len(self.free) <= offset:
            year = self.capacity.year(self._next_year)
            start = date(self._next_year, 1, 1).toordinal()
            self.free += year[max(self.first - start, 0) :]
            self._next_year += 1


class Room:
    """The free units of all teams, from the day of the plan on."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._lanes: dict[str, Lane] = {}

    def lane(self, team: Entry) -> Lane:
        """The free units of a team."""
        found = self._lanes.get(team.id)
        if found is None:
            found = Lane(self._resources.capacity(team), self._resources.first)
            self._lanes[team.id] = found
        return found

    def find(self, needs: Sequence[Need], position: int, length: int) -> int | None:
        """The first position from one on where so many working days in a row have room.

        None if there is none before the horizon.
        """
        workdays = self._resources.workdays(needs)
        lanes = [(self.lane(need.team), self._resources.units(need)) for need in needs]
        start = checked = max(position, workdays.free_from)
        while checked < start + length:
            if not workdays.reaches(checked):
                return None
            if not has_room(lanes, workdays, checked):
                if checked == workdays.free_from:
                    workdays.free_from += 1
                start = checked + 1
            checked += 1
        return start

    def take(self, needs: Sequence[Need], position: int, length: int, sign: int = 1) -> None:
        """Takes people for some working days; gives them back where ``sign`` is -1."""
        workdays = self._resources.workdays(needs)
        for need in needs:
            lane, units = self.lane(need.team), self._resources.units(need) * sign
            lane.grow_to(workdays.days[position + length - 1] - lane.first)
            for day in workdays.days[position : position + length]:
                lane.free[day - lane.first] -= units

    def latest(self, needs: Sequence[Need], position: int, length: int, most: int) -> int:
        """How many working days work can start later, at most so many, and find room.

        Its own people have been given back.
        """
        workdays = self._resources.workdays(needs)
        lanes = [(self.lane(need.team), self._resources.units(need)) for need in needs]
        if most <= 0 or not workdays.reaches(position + most + length - 1):
            return 0
        last = workdays.days[position + most + length - 1]
        for lane, _ in lanes:
            lane.grow_to(last - lane.first)
        known = [(lane.free, units) for lane, units in lanes]
        in_a_row, first = 0, self._resources.first
        for checked in range(position + most + length - 1, position, -1):
            offset = workdays.days[checked] - first
            in_a_row += 1
            for free, units in known:
                if free[offset] < units:
                    in_a_row = 0
                    break
            if in_a_row == length:
                return checked - position
        return 0


def has_room(lanes: Sequence[tuple[Lane, int]], workdays: Workdays, position: int) -> bool:
    """Whether all teams have so many units free on a working day."""
    day = workdays.days[position]
    for lane, units in lanes:
        offset = day - lane.first
        if offset >= len(lane.free):
            lane.grow_to(offset)
        if lane.free[offset] < units:
            return False
    return True
