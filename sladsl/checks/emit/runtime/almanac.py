"""Windows, business days and the term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sladsl.checks.emit.runtime.clock import SECOND, Clock, Run, Window, add_months
from sladsl.checks.emit.runtime.contract import Contract, Readings, Spec
from sladsl.checks.emit.runtime.stretches import Stretch

FAR = 10**18
"""An instant after everything: what has no end ends here."""


class Almanac:
    def __init__(self, contract: Contract, readings: Readings) -> None:
        self.clock = Clock(contract.zone)
        self.contract = contract
        self.readings = readings
        self.business_day_numbers = contract.business_days
        which = readings.either("holidays", otherwise="")
        self.holidays = contract.holidays.get(which) or contract.holidays.get("", frozenset())
        self.effect = contract.term_start
        self.term_start, self.term_end = self._term()

    # --- the term ------------------------------------------------------------------------------------------------------

    def _term(self) -> tuple[int, int]:
        """From the day of effect to the end of the term, in whose length that day is counted or not. A term that renews itself has
        no end in the records."""
        if self.effect is None:
            return -FAR, FAR
        counted = self.readings.either("term start", otherwise="counted") == "counted"
        first = self.effect if counted else self.effect + timedelta(days=1)
        start = self.clock.start_of(self.effect)
        if self.contract.term_length is None or self.contract.renews_by is not None:
            return start, FAR
        amount, basis = self.contract.term_length
        return start, self.clock.start_of(self.after(first, amount, basis))

    def after(self, day: date, amount: int, basis: str) -> date:
        """The first day after so many days or months of which `day` is the first."""
        if basis == "months":
            if self.readings.either("months length", otherwise="same number") == "30 days":
                return day + timedelta(days=30 * amount)
            return add_months(day, amount)
        return day + timedelta(days=amount)

    # --- business days -------------------------------------------------------------------------------------------------

    def is_business_day(self, day: date) -> bool:
        if day.weekday() not in self.business_day_numbers:
            return False
        return not (self.contract.business_days_except_holidays and day in self.holidays)

    def business_day(self, day: date, count: int) -> date:
        """The `count`-th business day after the day, or before it where `count` is negative."""
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        for _ in range(4000 + left * 10):
            if left == 0:
                return day
            day += step
            left -= self.is_business_day(day)
        raise ValueError("no business day within ten years")

    # --- windows -------------------------------------------------------------------------------------------------------

    def _kind(self, spec: Spec) -> str:
        if spec.unit not in ("month", "quarter", "year"):
            return "calendar"
        if spec.kind == "plain":
            return self.readings.either(spec.unit, otherwise="calendar")
        if spec.kind in ("billing", "fiscal"):
            named = [self.readings.either(name, otherwise="") for name in (spec.unit, "year", "quarter", "month")]
            return next((one for one in named if one.startswith(spec.kind)), "calendar")
        return spec.kind

    def _anchor(self, kind: str) -> date:
        """A first day of a window of months; those of the others follow from it."""
        name, _, argument = kind.partition(":")
        if name == "billing":
            return date(2000, 1, int(argument))
        if name == "fiscal":
            month, day = argument.split("-")
            return date(2000, int(month), int(day))
        if name == "contract" and self.effect is not None:
            return self.effect
        return date(2000, 1, 1)

    def _first_day(self, spec: Spec, index: int) -> date:
        """The first day of the window with this number; numbers count in units or, for blocks, from the start of the term."""
        block = spec.count if spec.count > 1 and not spec.sliding else 1
        start = self.effect or date(2000, 1, 1)
        if spec.unit == "day":
            return start + timedelta(days=index * block) if block > 1 else date.fromordinal(index)
        if spec.unit == "week":
            monday = start if block > 1 else date.fromordinal(1)
            return monday + timedelta(days=7 * block * index)
        months = {"month": 1, "quarter": 3, "year": 12}[spec.unit] * block
        return add_months(start if block > 1 else self._anchor(self._kind(spec)), months * index)

    def _index(self, spec: Spec, day: date) -> int:
        """The number of the window that holds the day."""
        low, high = -40_000, 4_000_000 if spec.unit == "day" else 400_000
        block = spec.count if spec.count > 1 and not spec.sliding else 1
        if spec.unit == "day":
            guess = day.toordinal() if block == 1 else (day - (self.effect or date(2000, 1, 1))).days // block
        elif spec.unit == "week":
            guess = (day - self._first_day(spec, 0)).days // (7 * block)
        else:
            anchor = self._first_day(spec, 0)
            months = {"month": 1, "quarter": 3, "year": 12}[spec.unit] * block
            guess = ((day.year - anchor.year) * 12 + day.month - anchor.month) // months
        while guess > low and self._first_day(spec, guess) > day:
            guess -= 1
        while guess < high and self._first_day(spec, guess + 1) <= day:
            guess += 1
        return guess

    def window_at(self, spec: Spec, at: int) -> Window:
        """The window that holds the instant; of sliding ones, the one that starts with the unit that holds it."""
        if spec.unit in ("hour", "minute"):
            width = {"hour": 3600, "minute": 60}[spec.unit] * SECOND * spec.count
            return Window(*self.clock.slot(at, width))
        return self._numbered(spec, self._index(spec, self.clock.day_of(at)))

    def _numbered(self, spec: Spec, index: int) -> Window:
        last = index + (spec.count if spec.sliding else 1)
        ends = self.clock.start_of(self._first_day(spec, index)), self.clock.start_of(self._first_day(spec, last))
        if not spec.sliding or spec.count == 1:
            return Window(*ends)
        return Run(*ends, self.clock.start_of(self._first_day(spec, index - 1)))

    def windows(self, spec: Spec, start: int, end: int) -> Iterator[Window]:
        """All windows that share a moment with [start, end), by start. None is cut."""
        if spec.unit in ("hour", "minute"):
            width = {"hour": 3600, "minute": 60}[spec.unit] * SECOND
            if spec.sliding:
                for one in range(start - start % width - width * (spec.count - 1), end, width):
                    yield Run(one, one + width * spec.count, one - width)
            else:
                for slot in self.clock.slots(self.window_at(spec, start).start, end, width * spec.count):
                    yield Window(*slot)
            return
        index = self._index(spec, self.clock.day_of(start)) - (spec.count - 1 if spec.sliding else 0)
        while (window := self._numbered(spec, index)).start < end:
            if window.end > start:
                yield window
            index += 1

    def neighbour(self, window: Window, unit: str, offset: int, count: int) -> Window:
        """`count` units before or after the window, as one."""
        spec = Spec(unit)
        if unit in ("hour", "minute"):
            width = window.end - window.start
            start = window.start + offset * width if offset < 0 else window.end + (offset - 1) * width
            return Window(start, start + count * width)
        if offset < 0:
            last = self._index(spec, self.clock.day_of(window.start)) + offset + 1
            first = last - count
        else:
            first = self._index(spec, self.clock.day_of(window.end - 1)) + offset
            last = first + count
        return Window(
            self.clock.start_of(self._first_day(spec, first)), self.clock.start_of(self._first_day(spec, last))
        )

    def in_term(self, window: Window) -> Window | None:
        """The window as it counts where it is only partly within the term (reading "partial window"); None: it does not count."""
        if window.end <= self.term_start or window.start >= self.term_end:
            return None
        if self.term_start <= window.start and window.end <= self.term_end:
            return window
        how = self.readings.either("partial window", otherwise="part")
        if how == "whole":
            return window
        if how == "left out":
            return None
        return Window(max(window.start, self.term_start), min(window.end, self.term_end))

    def share_of_days(self, part: Stretch, whole: Window) -> tuple[int, int]:
        """How much of the window the stretch is: in days where it is cut at midnights, else in microseconds."""
        start, end = max(part[0], whole.start), min(part[1], whole.end)
        if start >= end:
            return 0, 1
        cuts = [self.clock.day_of(one) for one in (start, end, whole.start, whole.end)]
        if all(
            self.clock.start_of(day) == one for day, one in zip(cuts, (start, end, whole.start, whole.end), strict=True)
        ):
            return (cuts[1] - cuts[0]).days, (cuts[3] - cuts[2]).days
        return end - start, whole.end - whole.start


def days_of_years(years: Mapping[int, str]) -> frozenset[date]:
    """From "01-01 04-03" by year."""
    return frozenset(date.fromisoformat(f"{year}-{day}") for year, days in years.items() for day in days.split())
