"""What the public calendar of a country says: holidays, and weekends worked in return.

The figures come from the package ``holidays``, which is imported when the first country is asked
for, and asked for one year at a time. Days are ordinals.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Literal

from pmkit.model.text import nearest

_YEARS_WITH_MAKEUPS = range(1990, 2101)
_STILL_CUSTOMARY = 2
_ANNOUNCED_EACH_YEAR = "CN"
_NONE: Mapping[int, str] = MappingProxyType({})


@cache
def _codes() -> dict[str, str]:
    """Every code and name of a country, folded, and its two-letter code."""
    from holidays.registry import COUNTRIES

    found: dict[str, str] = {}
    for module, (name, code, *others) in COUNTRIES.items():
        for known in (code, *others, name, module):
            found.setdefault(_folded(known), code)
    return found


def _folded(written: str) -> str:
    return "".join(sign for sign in written.casefold() if sign.isalnum())


def country_codes() -> tuple[str, ...]:
    """The two-letter codes of all countries that are known, in alphabetical order."""
    return tuple(sorted(set(_codes().values())))


def find_country(written: str) -> str:
    """The two-letter code that a code such as ``CN``, ``cn`` or ``CHN`` means; empty if none."""
    if not 2 <= len(written.strip()) <= 3:
        return ""
    return _codes().get(_folded(written), "")


def likely_country(written: str) -> str | None:
    """The code that was most likely meant: of the country of that name, else the nearest code."""
    named = _codes().get(_folded(written))
    if named is not None:
        return named
    near = nearest(written, sorted(_codes())) if len(written) > 3 else None
    return _codes()[near] if near is not None else nearest(written, country_codes())


@cache
def _subdivisions(country: str) -> dict[str, str]:
    """Every code and name of a part of a country, folded, and its code."""
    entity = _entity(country)
    known = {_folded(name): code for name, code in entity.subdivisions_aliases.items()}
    parent = entity.parent_entity
    for code in (*entity.subdivisions, *(parent.subdivisions if parent else ())):
        known[_folded(code)] = code
    return known


def subdivision_codes(country: str) -> tuple[str, ...]:
    """The codes of the parts of a country that have holidays of their own."""
    code = find_country(country)
    return tuple(sorted(set(_subdivisions(code).values()))) if code else ()


def find_subdivision(country: str, written: str) -> str:
    """The code that ``BY``, ``by``, ``DE-BY`` or ``Bayern`` means in a country; empty if none."""
    code = find_country(country)
    if not code:
        return ""
    known = _subdivisions(code)
    head, dash, rest = written.partition("-")
    if dash and find_country(head) == code and _folded(rest) in known:
        return known[_folded(rest)]
    return known.get(_folded(written), "")


def country_fault(
    country: str | None, subdivision: str | None = None
) -> Literal["country", "subdivision"] | None:
    """Which of the two names nothing that is known; None where both are right or absent."""
    if not country:
        return None
    if not find_country(country):
        return "country"
    return "subdivision" if subdivision and not find_subdivision(country, subdivision) else None


def public_holidays(
    country: str, subdivision: str, year: int, language: str = "en"
) -> Mapping[int, str]:
    """The holidays of a year and their names, in a language where the package has it.

    Elsewhere the names are in the country's own language, whatever the environment says.
    """
    if not country:
        return _NONE
    return _holidays_of(country, subdivision, year, _language(country, language))


def worked_weekends(country: str, subdivision: str, year: int) -> Mapping[int, int | None]:
    """The weekend days of a year that are worked, and the day that each of them gives free.

    The day is None where the package does not say which it is.
    """
    return _worked_of(country, subdivision, year) if country else {}


@cache
def last_makeup_year(country: str) -> int | None:
    """The last year for which worked weekends are announced; None if they are not the custom.

    Countries that announce some for 2026 will for 2027. A country that has announced none for
    years, while others did, has given the custom up.
    """
    found = _last_worked_year(country)
    newest = _last_worked_year(_ANNOUNCED_EACH_YEAR) if found is not None else None
    if found is None or newest is None or found < newest - _STILL_CUSTOMARY:
        return None
    return found


@cache
def _last_worked_year(country: str) -> int | None:
    if not country or not _ask(country, "", [], None).has_substituted_holidays:
        return None
    asked = _ask(country, "", list(_YEARS_WITH_MAKEUPS), _language(country, ""))
    return max((day.year for day in asked.weekend_workdays), default=None)


def _entity(country: str) -> Any:
    """The package's class for a country."""
    import holidays

    return getattr(holidays, country).get_entity()


@cache
def _language(country: str, language: str) -> str | None:
    """The package's name of the language that names of holidays are read in."""
    entity = _entity(country)
    asked, own = language.replace("-", "_"), entity.default_language
    kin = f"{asked.partition('_')[0]}_"
    order = (asked, *([own] if f"{own}_".startswith(kin) else ()), "en_US" if kin == "en_" else "")
    related = sorted(one for one in entity.supported_languages if asked and one.startswith(kin))
    known = (one for one in (*order, *related) if one in entity.supported_languages)
    found: str | None = next(known, own)
    return found


@lru_cache(maxsize=1024)
def _holidays_of(
    country: str, subdivision: str, year: int, language: str | None
) -> Mapping[int, str]:
    asked = _ask(country, subdivision, [year], language)
    return {day.toordinal(): asked[day] for day in sorted(asked)}


@lru_cache(maxsize=1024)
def _worked_of(country: str, subdivision: str, year: int) -> Mapping[int, int | None]:
    # A weekend at the turn of a year may be worked for a day of the next year, or of the last.
    asked = _ask(country, subdivision, [year - 1, year, year + 1], _language(country, ""))
    found = sorted(day for day in asked.weekend_workdays if day.year == year)
    written = asked.tr(getattr(asked, "substituted_date_format", "")) if found else ""
    free: dict[int, int | None] = {}
    for day in found:
        said = day.strftime(written) if written else ""
        given = [other for other in sorted(asked) if said and said in asked[other]]
        free[day.toordinal()] = given[0].toordinal() if given else None
    return free


def _ask(country: str, subdivision: str, years: list[int], language: str | None) -> Any:
    """The package's answer for some years, without auto-expansion and without its warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _entity(country)(
            subdiv=subdivision or None, years=years, expand=False, language=language
        )
