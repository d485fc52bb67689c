"""Write an invented portfolio: estimated features of several teams over years of releases.

Everything that makes scheduling hard is in it: half-time members, leave, holidays with make-up
days, needs of two teams, dependencies of all types with lags, limits and work under way. The same
seed always gives the same files.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from generate import mapping
from generate import write as write_file
from sample import Value

START = date(2026, 1, 5)
QUARTER = timedelta(days=91)
RELEASES = 12
PER_FILE = 50
MEMBERS = 5
COUNTRIES = ("CN", "US", "DE")


def write(folder: Path, items: int, teams: int, seed: int) -> None:
    """A workspace with `items` features, and teams that take about three years for them."""
    random = Random(seed)
    settings: dict[str, Value] = {
        "pmkit": "1",
        "name": "Portfolio",
        "items": ["plan"],
        "schedule": {"start": str(START), "as_of": str(START), "calendar": "CAL-001"},
    }
    write_file(folder / "pmkit.yaml", mapping(settings))
    write_file(folder / "plan" / "teams.yaml", mapping(_people(random, teams)))
    features = [_feature(random, number, items, teams) for number in range(1, items + 1)]
    for first in range(0, items, PER_FILE):
        listed = features[first : first + PER_FILE]
        name = f"features-{first // PER_FILE + 1:03d}.yaml"
        write_file(folder / "plan" / name, mapping({"features": listed}))


def _people(random: Random, teams: int) -> dict[str, Value]:
    calendars = [
        {"id": f"CAL-{number:03d}", "title": f"Office {country}", "country": country}
        for number, country in enumerate(COUNTRIES, start=1)
    ]
    releases = [
        {"id": _release(number), "title": f"Release {number}", "end": str(START + QUARTER * number)}
        for number in range(1, RELEASES + 1)
    ]
    listed = [_team(random, number) for number in range(1, teams + 1)]
    return {"calendars": calendars, "releases": releases, "teams": listed}


def _team(random: Random, number: int) -> dict[str, Value]:
    members: Sequence[Value] = [
        {
            "name": f"Person {number}-{place}",
            "allocation": random.choice(("100%", "100%", "100%", "80%", "50%")),
            "leave": [dict(zip(("start", "end"), _leave(random), strict=True)) for _ in range(3)],
        }
        for place in range(1, MEMBERS + 1)
    ]
    calendar = f"CAL-{1 + number % len(COUNTRIES):03d}"
    return {
        "id": _team_id(number),
        "title": f"Team {number}",
        "calendar": calendar,
        "members": members,
    }


def _leave(random: Random) -> Iterator[str]:
    first = START + timedelta(days=random.randint(1, 1000))
    yield str(first)
    yield str(first + timedelta(days=random.randint(2, 18)))


def _feature(random: Random, number: int, items: int, teams: int) -> dict[str, Value]:
    team = random.randint(1, teams)
    feature: dict[str, Value] = {
        "id": _feature_id(number),
        "title": f"Feature {number} of the portfolio",
        "status": "approved",
        "estimate": f"{random.randint(1, 13)}d",
        "team": _team_id(team),
        "release": _release(1 + (number - 1) * RELEASES // items),
        "priority": {"moscow": random.choice(("must", "should", "could"))},
    }
    if random.random() < 0.05:
        other = 1 + team % teams
        feature["needs"] = {_team_id(team): "2", _team_id(other): "1"}
    if number > 1 and random.random() < 0.5:
        before = random.randint(max(1, number - 60), number - 1)
        lag = random.choice(("0d", "2d", "5cd", "-1d"))
        kind = random.choice(("FS", "FS", "FS", "SS", "FF"))
        feature["depends_on"] = [{"item": _feature_id(before), "type": kind, "lag": lag}]
    if random.random() < 0.05:
        quarters = (number - 1) * RELEASES // items
        feature["not_before"] = str(START + QUARTER * quarters + timedelta(random.randint(1, 60)))
    return feature


def _feature_id(number: int) -> str:
    return f"FEAT-{number:05d}"


def _team_id(number: int) -> str:
    return f"TEAM-{number:03d}"


def _release(number: int) -> str:
    return f"REL-{number:03d}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write one invented portfolio.")
    parser.add_argument("folder", type=Path, help="where to write; made if it is absent")
    parser.add_argument("--items", type=int, default=2_000, help="how many features (2000)")
    parser.add_argument("--teams", type=int, default=10, help="how many teams (10)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same plan (1)")
    arguments = parser.parse_args()
    write(arguments.folder, arguments.items, arguments.teams, arguments.seed)
    print(f"{arguments.items} features of {arguments.teams} teams, in {arguments.folder}")


if __name__ == "__main__":
    main()
