"""Figures, dates and places in the manner of a language, by the Unicode CLDR (Babel). No digit is added or dropped."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent

from sladsl.time.dates import MONTHS

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY_OR_MONTH = rf"(?P<DATE>\b\d{{1,2}} {_MONTH} \d{{4}}\b)|(?P<MONTH_OF_YEAR>\b{_MONTH} \d{{4}}\b)|(?P<QUARTER_OF_YEAR>\bQ[1-4] \d{{4}}\b)"
_DATE = re.compile(_DAY_OR_MONTH)
_FIGURE = re.compile(
    rf"{_DAY_OR_MONTH}|(?P<MONEY>\b[A-Z]{{3}} \d[\d,]*(?:\.\d+)?)"
    r"|(?P<PERCENT>\b\d[\d,]*(?:\.\d+)?%)|(?P<NUMBER>(?<![\w/.-])\d[\d,]*(?:\.\d+)?(?![\w/-]))"
)


def with_dates(text: str, locale: str, first: str = "1") -> str:
    """The text with every day, month and quarter in it as the language writes them; what else there is of digits is a year."""
    return _DATE.sub(lambda match: in_manner_of(match.lastgroup or "", match[0], locale, first) or match[0], text)


def with_figures(text: str, locale: str, first: str = "1") -> str:
    """The text with every figure, day and month in it as the language writes them."""
    return _FIGURE.sub(lambda match: in_manner_of(match.lastgroup or "", match[0], locale, first) or match[0], text)


def in_manner_of(kind: str, text: str, locale: str, first: str = "1") -> str | None:
    """A word of this kind (a terminal of the grammar) as the language writes it; None where it is no figure, or one that is read in two ways.
    `first`: the first day of a month, of which the CLDR knows no ordinal."""
    match kind:
        case "NUMBER":
            return format_decimal(_number(text), _pattern(text), locale=locale)
        case "PERCENT":
            bare = text.removesuffix("%")
            pattern = locale_of(locale).percent_formats[None].pattern
            shown = re.sub(r"#,##0", _pattern(bare), pattern)
            return format_percent(_number(bare) / 100, shown, locale=locale)
        case "MONEY":
            currency, amount = text.split()
            return format_currency(
                _number(amount),
                currency,
                f"{_pattern(amount)}\N{NO-BREAK SPACE}¤¤",
                locale=locale,
                currency_digits=False,
            )
        case "DATE":
            match = re.fullmatch(r"(\d+)\s+([A-Z][a-z]+)\s+(\d+)", text)
            return _date(match[3], match[2], match[1], locale, first) if match else None
        case "MONTH_OF_YEAR":
            month, year = text.split()
            return format_skeleton("yMMMM", date(int(year), MONTHS.index(month) + 1, 1), locale=locale)
        case "QUARTER_OF_YEAR":
            quarter, year = text.split()
            return format_skeleton("yQQQ", date(int(year), 3 * int(quarter[1]), 1), locale=locale)
        case "DAY_OF_YEAR":
            day, month = text.split()
            return _first(format_skeleton("MMMMd", date(2024, MONTHS.index(month) + 1, int(day)), locale=locale), first)
        case "WEEKDAY":
            return _weekdays(locale)[text]
        case "NTH":
            return in_manner_of("NUMBER", text[:-2], locale)
        case "COUNTRY":
            return country(text, locale)
        case _:
            return None


def country(text: str, locale: str) -> str | None:
    """A country by its English name, with or without "the"; None where the CLDR has no such name."""
    return _countries(locale).get(re.sub(r"^the ", "", " ".join(text.split())))


@cache
def locale_of(locale: str) -> Locale:
    return Locale.parse(locale)


@cache
def _countries(locale: str) -> dict[str, str]:
    there = locale_of(locale).territories
    return {name: there[code] for code, name in locale_of("en").territories.items() if code in there}


@cache
def _weekdays(locale: str) -> dict[str, str]:
    names = locale_of(locale).days["format"]["wide"]
    return {english: names[number] for number, english in locale_of("en").days["format"]["wide"].items()}


def _date(year: str, month: str, day: str, locale: str, first: str) -> str | None:
    if month not in MONTHS:
        return None
    try:
        return _first(format_date(date(int(year), MONTHS.index(month) + 1, int(day)), "long", locale=locale), first)
    except ValueError:  # 31 February: a finding elsewhere
        return None


def _first(day: str, first: str) -> str:
    """The first of a month as the language counts it."""
    return re.sub(r"^1(?= )", first, day)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _pattern(text: str) -> str:
    """With as many decimals as the text has."""
    decimals = len(text.partition(".")[2])
    return "#,##0" + ("." + "0" * decimals if decimals else "")
