"""Public holidays, from the `holidays` library, which is imported only when a day is really asked for
that was not asked for before.

`observed` says which day counts when a holiday falls on a day of the weekend: the day on which it is kept,
or the day itself. In the United Kingdom and the United States the day on which it is kept stands instead of
the day itself (Banking and Financial Dealings Act 1971, Sch. 1, and the proclamations under s. 1; 5 U.S.C.
§ 6103 (b)); elsewhere the law adds a day, and both count.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from sladsl.kept import kept
from sladsl.node import node
from sladsl.time.places import Place

_INSTEAD = ("GB", "US")
_OBSERVED = " (observed)"


@node
class PublicHolidays:
    """The public holidays of a place; bank holidays in the United Kingdom, federal holidays for the United
    States as a whole."""

    place: Place
    observed: bool

    def on(self, day: date) -> bool:
        return day in public_holidays(self.place, day.year, self.observed)


def public_holidays(place: Place, year: int, observed: bool) -> frozenset[date]:
    """The days of one calendar year. A day kept in another year than the one of its holiday belongs to the
    year in which it lies (31 December 2021 for New Year's Day 2022)."""
    return _of_year(place.country, place.subdivision, year, observed)


def named_holidays(place: Place, year: int, observed: bool) -> tuple[tuple[date, str], ...]:
    """The same days by date with their English name, for documents."""
    return _named(place.country, place.subdivision, year, observed)


@cache
def library_version() -> str:
    """The version of the `holidays` library: later ones know of later proclamations. Told by its folder where it can be: the library takes
    half a second, and what it says is kept."""
    found = find_spec("holidays")
    if found is not None and found.origin is not None:
        for folder in Path(found.origin).parent.parent.glob("holidays-*.dist-info"):
            return folder.name.removeprefix("holidays-").removesuffix(".dist-info")
    return str(import_module("holidays").__version__)


@cache
def _of_year(country: str, subdivision: str, year: int, observed: bool) -> frozenset[date]:
    return frozenset(day for day, _ in _named(country, subdivision, year, observed))


@cache
def _named(country: str, subdivision: str, year: int, observed: bool) -> tuple[tuple[date, str], ...]:
    found = _of_decade(country, subdivision, year // 10, observed)
    return tuple((day, name) for day, name in found if day.year == year)


@cache
def _of_decade(country: str, subdivision: str, decade: int, observed: bool) -> tuple[tuple[date, str], ...]:
    """Ten years at once: each calendar of the library takes its time."""
    name = f"holidays-{country}-{subdivision}-{decade}-{'kept' if observed else 'own'}"
    stamp = library_version().encode() + Path(__file__).read_bytes()
    made = kept(
        Path(__file__).with_name(name),
        stamp,
        lambda: json.dumps(_calendar(country, subdivision, decade, observed)).encode(),
    )
    return tuple((date.fromisoformat(day), told) for day, told in json.loads(made))


def _calendar(country: str, subdivision: str, decade: int, observed: bool) -> list[tuple[str, str]]:
    # The neighbours, because a day can be kept in another year than that of its holiday.
    years = range(max(decade * 10 - 1, date.min.year), min(decade * 10 + 10, date.max.year) + 1)
    library = import_module("holidays")
    languages = library.country_holidays(country).supported_languages
    calendar = library.country_holidays(
        country,
        subdiv=subdivision or None,
        years=years,
        observed=observed,
        language="en_US" if "en_US" in languages else None,
    )
    days = {day: [name.strip() for name in names.split(";")] for day, names in calendar.items()}
    if observed and country in _INSTEAD:
        days = _moved(days)
    return sorted((day.isoformat(), "; ".join(names)) for day, names in days.items() if names)


def _moved(days: dict[date, list[str]]) -> dict[date, list[str]]:
    """Without each day whose holiday is kept on another."""
    kept = [
        (day, name.removesuffix(_OBSERVED)) for day, names in days.items() for name in names if name.endswith(_OBSERVED)
    ]
    # A holiday moves by at most four days: Christmas and Boxing Day on a weekend.
    return {
        day: [
            name
            for name in names
            if not any(name == moved and day != to and abs((to - day).days) <= 4 for to, moved in kept)
        ]
        for day, names in days.items()
    }
