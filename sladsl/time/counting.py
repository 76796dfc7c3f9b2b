"""The choices by which an agreement counts time limits.

Every choice is a field of `Counting`; one that a limit does not need may be None, and one that it needs
must not be. Choices that statutes make:

- The day that starts a period of days is not counted: Regulation (EEC, Euratom) No 1182/71 art. 3 (1);
  BGB § 187 (1); Fed. R. Civ. P. 6 (a) (1) (A). It is counted when its beginning starts the period: BGB
  § 187 (2).
- A period of months ends on the day of the same number (the one before it, if the first day counts), failing
  which on the last day of the month: Regulation 1182/71 art. 3 (2) (c); BGB § 188 (2), (3).
- A last day that is a holiday, a Saturday or a Sunday gives way to the next working day: Regulation 1182/71
  art. 3 (4); BGB § 193; Fed. R. Civ. P. 6 (a) (1) (C). Counted back, the search goes backward: Fed. R. Civ.
  P. 6 (a) (5).
- A period of hours starts at once: Fed. R. Civ. P. 6 (a) (2) (A). (Regulation 1182/71 art. 3 (1) leaves out
  the hour of the event; no choice here does.)
"""

from __future__ import annotations

from typing import Literal, TypeVar

from sladsl.node import node
from sladsl.time.calendars import Calendar

Belongs = Literal["its last day", "the next day"]
MonthRule = Literal["same number or last day", "30 days"]
LastDayRule = Literal["next business day", "previous business day", "that day"]
HoursEnd = Literal["as soon as passed", "end of that day"]
BackEnd = Literal["end of the last day", "start of the last day"]

ELAPSED = {
    "microsecond": 1,
    "millisecond": 1000,
    "second": 1_000_000,
    "minute": 60_000_000,
    "hour": 3_600_000_000,
}
"""Microseconds in each unit that always has the same length."""

DAYS_IN = {"day": 1, "week": 7}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
BUSINESS_DAY = "business day"

_T = TypeVar("_T")


@node
class Counting:
    """How an agreement counts. `business_days` opens on the business days.

    - `counts_first_day`: a period of days, business days or months counts the day that starts it or, counted
      back, the day before which it lies.
    - `includes_last_moment`: an act exactly at the end of a limit in hours or minutes is in time.
    - `end_of_window_belongs_to`: which day "the end of a month" is when a period of days starts from it.
    - `month_rule`: what a period of months is.
    - `last_day_rule`: what becomes of a limit in calendar days, weeks or months whose last day is not a
      business day.
    - `hours_end`: when a limit in hours of a calendar ends.
    - `back_end`: until when an act is in time that is due days before a day.
    """

    zone: str
    business_days: Calendar | None
    counts_first_day: bool | None
    includes_last_moment: bool | None
    end_of_window_belongs_to: Belongs | None
    month_rule: MonthRule | None
    last_day_rule: LastDayRule | None
    hours_end: HoursEnd | None
    back_end: BackEnd | None


class MissingChoice(ValueError):
    """A limit needs a choice of `Counting` that is None: the compiler let an open reading through."""


def chosen(value: _T | None) -> _T:
    """The choice. Raises `MissingChoice` for None."""
    if value is None:
        raise MissingChoice
    return value
