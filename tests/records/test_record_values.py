"""From the text of a cell to an exact value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sladsl.model.quantities import Dimension, Unit
from sladsl.model.schema import Field, FieldKind
from sladsl.records.problem import Problem
from sladsl.records.times import TimeReader, read_date, read_month
from sladsl.records.values import read_number, reader_for

TIMES = TimeReader("Europe/London")


def value(kind: FieldKind, text: str, **more: object) -> object:
    return reader_for(Field("F", kind, **more), TIMES, "GBP")(text)  # type: ignore[arg-type]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_decimal_is_read_exactly(number: Decimal) -> None:
    assert read_number(str(number)) == Fraction(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_shortest_float_text_is_read_as_the_decimal_it_is(number: float) -> None:
    assert read_number(repr(number)) == Fraction(Decimal(repr(number)))


@given(st.text(max_size=12))
def test_whatever_is_read_as_a_number_is_one_for_decimal_too(text: str) -> None:
    found = read_number(text)
    if not isinstance(found, Problem):
        assert found == Fraction(Decimal(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7", 7), ("+7", 7), ("-7", -7), (".5", Fraction(1, 2)), ("5.", 5), ("1e3", 1000), ("1e-2", Fraction(1, 100))],
)
def test_shapes_of_numbers(text: str, expected: Fraction) -> None:
    assert read_number(text) == expected


def test_a_whole_number_is_an_int() -> None:
    assert type(read_number("7.00")) is int


@pytest.mark.parametrize(
    "text",
    [
        "1,234",
        "1,234.50",
        "1.234,50",
        "12,5",
        "1 234",
        "1'234",
        "1/3",
        "1_000",
        "٣",
        "0x10",
        "nan",
        "inf",
        "",
        ".",
        "-",
        "1e9999",
        "²",
        "−5",
        "5 ms",
    ],
)
def test_what_is_no_exact_decimal_is_refused(text: str) -> None:
    assert isinstance(read_number(text), Problem)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1,234.50", "1234.50"),
        ("1.234.567,5", "1234567.5"),
        ("12,5", "12.5"),
        ("1 234", "1234"),
        ("n/a", "empty"),
        ("−5", "-5"),
        ("5 ms", "alone"),
    ],
)
def test_the_hint_says_what_to_write(text: str, hint: str) -> None:
    found = read_number(text)
    assert isinstance(found, Problem)
    assert hint in found.hint


def test_percent_with_and_without_its_sign() -> None:
    assert value(FieldKind.PERCENT, "0.1%") == value(FieldKind.PERCENT, "0.1") == Fraction(1, 1000)
    assert value(FieldKind.PERCENT, "99.9 %") == Fraction(999, 1000)
    assert isinstance(value(FieldKind.PERCENT, "99,9%"), Problem)


@pytest.mark.parametrize(("unit", "seconds"), [("millisecond", Fraction(3, 2000)), ("minute", 90), ("hour", 5400)])
def test_durations_are_in_seconds(unit: str, seconds: Fraction) -> None:
    assert value(FieldKind.DURATION, "1.5", unit=Unit(Dimension.TIME, unit)) == seconds


@pytest.mark.parametrize("text", ["-1", "1:30", "PT5M", "5 min"])
def test_what_is_no_duration(text: str) -> None:
    assert isinstance(value(FieldKind.DURATION, text, unit=Unit(Dimension.TIME, "minute")), Problem)


@pytest.mark.parametrize("text", ["1234.50", "GBP 1234.50", "1234.50 GBP", "GBP1234.50"])
def test_money_with_its_currency(text: str) -> None:
    assert value(FieldKind.MONEY, text) == Fraction("1234.50")


def test_money_in_the_currency_of_its_field() -> None:
    usd = Unit(Dimension.MONEY, "USD")
    assert value(FieldKind.MONEY, "USD 12", unit=usd) == 12
    found = value(FieldKind.MONEY, "GBP 12", unit=usd)
    assert isinstance(found, Problem)
    assert found.code == "R012"


@pytest.mark.parametrize("text", ["£12", "12€", "GBP", "USD 12 GBP", "twelve"])
def test_what_is_no_amount(text: str) -> None:
    assert isinstance(value(FieldKind.MONEY, text), Problem)


def test_choices_exactly_and_then_without_regard_to_case() -> None:
    choices = ("3 - Moderate", "up", "UP", "Gold")
    assert value(FieldKind.CHOICE, "3 - moderate", choices=choices) == "3 - Moderate"
    assert value(FieldKind.CHOICE, "UP", choices=choices) == "UP"
    assert value(FieldKind.CHOICE, "GOLD", choices=choices) == "Gold"
    ambiguous = value(FieldKind.CHOICE, "Up", choices=choices)
    assert isinstance(ambiguous, Problem)
    assert "up or UP" in ambiguous.hint
    near = value(FieldKind.CHOICE, "golt", choices=choices)
    assert isinstance(near, Problem)
    assert "Gold" in near.hint


@pytest.mark.parametrize(
    ("text", "expected"), [("Yes", True), ("TRUE", True), ("1", True), ("no", False), ("F", False)]
)
def test_yes_or_no(text: str, expected: bool) -> None:
    assert value(FieldKind.YES_NO, text) is expected


def test_neither_yes_nor_no() -> None:
    assert isinstance(value(FieldKind.YES_NO, "maybe"), Problem)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_dates_and_months(day: date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_month(day.isoformat()[:7]) == (day.year, day.month)


@pytest.mark.parametrize(
    "text",
    ["2026-02-29", "05/03/2026", "20260305", "2026-3-5", "2026-W10-4", "9999-12-31", "0001-01-01", "2026-03-05T00:00"],
)
def test_what_is_no_date(text: str) -> None:
    assert isinstance(read_date(text), Problem)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "03/2026", "2026-3", "2026-03-05", "March 2026"])
def test_what_is_no_month(text: str) -> None:
    assert isinstance(read_month(text), Problem)
