"""Arithmetic on dates: months of unequal length."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from typing import Literal

ShortMonth = Literal["last day", "next month's first day"]
"""What stands for a day, such as the 31st, in a month that does not have it."""

ONE_DAY = timedelta(days=1)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_label(day: date) -> str:
    """5 January 2026"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_number(day: date) -> int:
    """Months since year 0; differences of these count months."""
    return day.year * 12 + day.month - 1


def days_in_month(number: int) -> int:
    return 29 if number % 12 == 1 and isleap(number // 12) else _DAYS[number % 12]


def has_day(number: int, day: int) -> bool:
    return day <= days_in_month(number)


def day_in_month(number: int, day: int, short_month: ShortMonth) -> date:
    """Day 1 to 31 of the month with this number; the result may lie in the next month."""
    if has_day(number, day):
        return date(number // 12, number % 12 + 1, day)
    if short_month == "last day":
        return date(number // 12, number % 12 + 1, days_in_month(number))
    return date((number + 1) // 12, (number + 1) % 12 + 1, 1)


def add_months(day: date, months: int) -> date:
    """The day of the same number `months` later (earlier if negative) or, where there is none, the last day
    of that month.

    BGB § 188 (2), (3); Regulation (EEC, Euratom) No 1182/71 art. 3 (2) (c).
    """
    return day_in_month(month_number(day) + months, day.day, "last day")
