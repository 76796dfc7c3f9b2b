"""Figures in running text, as exact values: numbers, percentages, lengths of time, amounts of money, numbers in words."""

from __future__ import annotations

import re
from fractions import Fraction

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
PERCENT = rf"(?:{NUMBER})\s?(?:%|per\s?cent\b|percent\b|pct\b)"
UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?)"
CURRENCY = r"(?:EUR|USD|GBP|CHF|CAD|AUD|US\$|[€$£])"
MONEY = rf"(?:{CURRENCY}\s?(?:{NUMBER})|(?:{NUMBER})\s?(?:EUR|USD|GBP|CHF|CAD|AUD|euros?|dollars?|pounds?|€))"
DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:,?\s+\d{4})?"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?"
    r"|\d{4}-\d{2}-\d{2})"
)
CLOCK = r"(?:[01]?\d|2[0-4])[:.][0-5]\d(?:\s?[ap]\.?m\b\.?)?|\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?"
WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORD = "|".join([*WORDS, *TENS, "hundred"])
IN_WORDS = rf"(?:(?:{_WORD})(?:[\s-]+(?:and[\s-]+)?(?:{_WORD}))*)"
COUNT = rf"(?:{IN_WORDS}(?:\s*\(\s*\d+\s*\))?|\d+)"
"""A count as contracts write it: "5", "five", "five (5)"."""
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def number(text: str) -> Fraction:
    """ "43,200.5" as it is. ValueError: no number."""
    return Fraction(text.replace(",", ""))


def first_number(text: str) -> Fraction | None:
    found = re.search(NUMBER, text)
    return number(found[0]) if found else None


def seconds(unit: str) -> int:
    """Of a word for a unit: "mins" is 60."""
    return _SECONDS[unit.strip()[0].lower()]


def duration(text: str) -> Fraction | None:
    """The seconds of "4 hours", "four (4) hours" or "30 mins"; None where it is no length of time."""
    found = re.search(rf"({COUNT}|{NUMBER})\s*-?\s*({UNIT})\b", text, re.IGNORECASE)
    if found is None:
        return None
    value = count(found[1])
    return value * seconds(found[2]) if value is not None else None


def count(text: str) -> Fraction | None:
    """Of "five (5)" the figure, of "five" the word."""
    return first_number(text) if re.search(r"\d", text) else in_words(text)


def in_words(text: str) -> Fraction | None:
    """ "ninety-nine" is 99; None for a word that is no number."""
    total = 0
    for word in re.split(r"[\s-]+", text.strip().lower()):
        if word in WORDS:
            total += WORDS.index(word)
        elif word in TENS:
            total += 20 + 10 * TENS.index(word)
        elif word == "hundred":
            total = max(total, 1) * 100
        elif word != "and":
            return None
    return Fraction(total)


def shown(value: Fraction) -> str:
    """As few digits as say it: 43.2, 8.76; four decimals where it has no end."""
    for places in range(5):
        scaled = value * 10**places
        if scaled.denominator == 1 or places == 4:
            digits = str(round(scaled)).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}" if places else digits
    raise AssertionError
