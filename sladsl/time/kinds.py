"""Kinds of windows that consist of whole days.

A kind numbers its windows: window `i` runs from `first_day(i)` to the day before `first_day_after(i)`. The
windows of a `Tiling` follow each other without a gap; those of `Rolling` and `Consecutive` overlap.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date, timedelta
from typing import Literal

from sladsl.node import node
from sladsl.time.dates import MONTHS, ONE_DAY, ShortMonth, add_months, day_in_month, day_label, month_number


def range_label(first: date, last: date) -> str:
    """5 January 2026 · 5 January 2026 to 3 February 2026"""
    return day_label(first) if first == last else f"{day_label(first)} to {day_label(last)}"


class _Months(ABC):
    """Windows of `step` months that start on `day` (1 to 31) of month number `origin` and of every
    `step`-th month around it."""

    __slots__ = ()

    @abstractmethod
    def _grid(self) -> tuple[int, int, int, ShortMonth]:
        """(origin, day, step, short month)"""

    def first_day(self, index: int) -> date:
        origin, day, step, short_month = self._grid()
        return day_in_month(origin + index * step, day, short_month)

    def first_day_after(self, index: int) -> date:
        return self.first_day(index + 1)

    def index_of(self, day: date) -> int:
        origin, _, step, _ = self._grid()
        index = (month_number(day) - origin) // step
        # A window may start late in its month or on the first of the next.
        while self.first_day(index) > day:
            index -= 1
        return index

    def label(self, index: int) -> str:
        return range_label(self.first_day(index), self.first_day(index + 1) - ONE_DAY)


@node
class Day:
    def first_day(self, index: int) -> date:
        return date.fromordinal(index)

    def first_day_after(self, index: int) -> date:
        return date.fromordinal(index + 1)

    def index_of(self, day: date) -> int:
        return day.toordinal()

    def label(self, index: int) -> str:
        return day_label(date.fromordinal(index))


@node
class Blocks:
    """Blocks of `days` days, the first of which starts on `start`."""

    start: date
    days: int

    def first_day(self, index: int) -> date:
        return self.start + timedelta(days=index * self.days)

    def first_day_after(self, index: int) -> date:
        return self.first_day(index + 1)

    def index_of(self, day: date) -> int:
        return (day - self.start).days // self.days

    def label(self, index: int) -> str:
        return range_label(self.first_day(index), self.first_day(index + 1) - ONE_DAY)


@node
class Week:
    """From Monday (ISO 8601)."""

    def first_day(self, index: int) -> date:
        return date.fromordinal(1 + 7 * index)

    def first_day_after(self, index: int) -> date:
        return date.fromordinal(8 + 7 * index)

    def index_of(self, day: date) -> int:
        return (day.toordinal() - 1) // 7

    def label(self, index: int) -> str:
        return f"the week of {day_label(self.first_day(index))}"


@node
class Month(_Months):
    """A calendar month."""

    def _grid(self) -> tuple[int, int, int, ShortMonth]:
        return 0, 1, 1, "last day"

    def label(self, index: int) -> str:
        first = self.first_day(index)
        return f"{MONTHS[first.month - 1]} {first.year}"


@node
class Quarter(_Months):
    """A calendar quarter."""

    def _grid(self) -> tuple[int, int, int, ShortMonth]:
        return 0, 1, 3, "last day"

    def label(self, index: int) -> str:
        return f"Q{index % 4 + 1} {index // 4}"


@node
class Year(_Months):
    """A calendar year."""

    def _grid(self) -> tuple[int, int, int, ShortMonth]:
        return 0, 1, 12, "last day"

    def label(self, index: int) -> str:
        return str(index)


@node
class BillingMonth(_Months):
    """A month that starts on `day` (1 to 31)."""

    day: int
    short_month: ShortMonth

    def _grid(self) -> tuple[int, int, int, ShortMonth]:
        return 0, self.day, 1, self.short_month


@node
class ContractMonths(_Months):
    """Windows of `months` months (1, 3 or 12 for a contract month, quarter or year) from the day of effect
    and its anniversaries. Each is counted from the day of effect: after 31 January come 28 February and 31
    March."""

    effective: date
    months: int
    short_month: ShortMonth

    def _grid(self) -> tuple[int, int, int, ShortMonth]:
        return month_number(self.effective), self.effective.day, self.months, self.short_month


@node
class FiscalQuarter(_Months):
    """A quarter of the fiscal year that starts on `day` of `month` (1 to 12)."""

    month: int
    day: int
    short_month: ShortMonth

    def _grid(self) -> tuple[int, int, int, ShortMonth]:
        return self.month - 1, self.day, 3, self.short_month

    def label(self, index: int) -> str:
        year = FiscalYear(self.month, self.day, self.short_month).first_day(index // 4)
        return f"Q{index % 4 + 1} of the fiscal year from {day_label(year)}"


@node
class FiscalYear(_Months):
    """The fiscal year that starts on `day` of `month` (1 to 12)."""

    month: int
    day: int
    short_month: ShortMonth

    def _grid(self) -> tuple[int, int, int, ShortMonth]:
        return self.month - 1, self.day, 12, self.short_month

    def label(self, index: int) -> str:
        return f"the fiscal year from {day_label(self.first_day(index))}"


Tiling = Day | Week | Month | Quarter | Year | BillingMonth | ContractMonths | FiscalQuarter | FiscalYear | Blocks


@node
class Rolling:
    """Any `count` consecutive days, weeks or months; one window starts on each day. A window of months ends
    on the day before the day of the same number or, where there is none, on the last day of the month (BGB
    § 188 (2), (3))."""

    count: int
    unit: Literal["day", "week", "month"]

    def first_day(self, index: int) -> date:
        return date.fromordinal(index)

    def first_day_after(self, index: int) -> date:
        first = date.fromordinal(index)
        if self.unit != "month":
            return first + timedelta(days=self.count * (7 if self.unit == "week" else 1))
        target = add_months(first, self.count)
        return target if target.day == first.day else target + ONE_DAY

    def index_of(self, day: date) -> int:
        return day.toordinal()

    def label(self, index: int) -> str:
        return range_label(self.first_day(index), self.first_day_after(index) - ONE_DAY)


@node
class Consecutive:
    """Any `count` consecutive windows of a kind; one window starts with each of them."""

    count: int
    of: Tiling

    def first_day(self, index: int) -> date:
        return self.of.first_day(index)

    def first_day_after(self, index: int) -> date:
        return self.of.first_day(index + self.count)

    def index_of(self, day: date) -> int:
        return self.of.index_of(day)

    def label(self, index: int) -> str:
        last = index + self.count - 1
        return self.of.label(index) if last == index else f"{self.of.label(index)} to {self.of.label(last)}"


DayKind = Tiling | Rolling | Consecutive
