"""Public holidays: which places are understood, and which days count."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from sladsl.time.holidays import PublicHolidays, library_version, public_holidays
from sladsl.time.places import Place, near_names, place_named, understood_names


def place(name: str) -> Place:
    found = place_named(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("England", "GB-ENG"),
        ("England and Wales", "GB-ENG"),
        ("Scotland", "GB-SCT"),
        ("France", "FR"),
        ("Germany", "DE"),
        ("the United States", "US"),
        ("United States", "US"),
        ("the Netherlands", "NL"),
        ("DE-BE", "DE-BE"),
        ("US-CA", "US-CA"),
        ("AD", "AD"),
        ("Bayern, Germany", "DE-BY"),
    ],
)
def test_understood_names(name: str, code: str) -> None:
    assert place(name).code == code


@pytest.mark.parametrize("name", ["Atlantis", "the United Kingdom", "GB", "DE-XX", "XX", "Germany, Bayern", ""])
def test_names_that_say_too_little_or_nothing(name: str) -> None:
    assert place_named(name) is None


def test_every_listed_name_has_holidays() -> None:
    for name in understood_names():
        assert public_holidays(place(name), 2019, True), name


def test_near_names() -> None:
    assert near_names("Frence")[0] == "France"
    assert near_names("UK") == ("England and Wales", "Scotland", "Northern Ireland")
    assert near_names("Zzyzx") == ()


def test_bank_holidays_of_england_are_kept_on_substitute_days() -> None:
    """https://www.gov.uk/bank-holidays: 2021 and 2022."""
    kept = public_holidays(place("England"), 2021, True)
    assert {day for day in kept if day.month == 12} == {date(2021, 12, 27), date(2021, 12, 28)}
    themselves = public_holidays(place("England"), 2021, False)
    assert {day for day in themselves if day.month == 12} == {date(2021, 12, 25), date(2021, 12, 26)}
    year = public_holidays(place("England and Wales"), 2022, True)
    assert date(2022, 1, 3) in year
    assert date(2022, 1, 1) not in year
    assert {day for day in year if day.month == 12} == {date(2022, 12, 26), date(2022, 12, 27)}
    assert date(2022, 6, 3) in year


def test_federal_holidays_of_the_united_states() -> None:
    """https://www.opm.gov/policy-data-oversight/pay-leave/federal-holidays/: 2021; New Year's Day 2022 is
    kept in 2021."""
    assert public_holidays(place("the United States"), 2021, True) == {
        date(2021, 1, 1),
        date(2021, 1, 18),
        date(2021, 2, 15),
        date(2021, 5, 31),
        date(2021, 6, 18),
        date(2021, 7, 5),
        date(2021, 9, 6),
        date(2021, 10, 11),
        date(2021, 11, 11),
        date(2021, 11, 25),
        date(2021, 12, 24),
        date(2021, 12, 31),
    }
    assert date(2022, 1, 1) not in public_holidays(place("the United States"), 2022, True)
    assert date(2021, 7, 4) in public_holidays(place("the United States"), 2021, False)


def test_subdivisions_differ() -> None:
    womens_day = date(2026, 3, 8)
    assert PublicHolidays(place("DE-BE"), True).on(womens_day)
    assert not PublicHolidays(place("Germany"), True).on(womens_day)
    assert PublicHolidays(place("France"), False).on(date(2026, 7, 14))


def test_reading_a_name_does_not_import_the_library() -> None:
    script = (
        "import sys; from sladsl.time.calendars import whole_days; from sladsl.time.holidays import PublicHolidays;"
        "from sladsl.time.places import place_named; p = place_named('France');"
        "whole_days(frozenset(range(5)), PublicHolidays(p, True)); print('holidays' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
    assert library_version()[0].isdigit()
