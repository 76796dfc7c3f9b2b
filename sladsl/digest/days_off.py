"""The public holidays of the term, for each place that the agreement names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sladsl.checks.plan import Plan
from sladsl.digest.facts import Holidays
from sladsl.time.dates import ONE_DAY, add_months
from sladsl.time.holidays import library_version, named_holidays
from sladsl.time.places import place_named

_MOST_MONTHS = 36
"""Of the term, from its start: later holidays are not proclaimed yet, or nobody reads so far."""


def holidays_of(plan: Plan) -> Iterator[Holidays]:
    """Nothing where the agreement names no place, or no day on which it takes effect."""
    calendar, start = plan.calendar, plan.term.start
    if calendar is None or start is None:
        return
    length = plan.term.length
    months = int(length.amount) if length is not None and length.basis == "months" else None
    shown = min(months, _MOST_MONTHS) if months is not None else _MOST_MONTHS
    last = add_months(start, shown) - ONE_DAY
    said = next((one.value for one in plan.readings if one.slot.name == "holidays"), None)
    observed = said == "observed" if said is not None else calendar.observed
    for name in calendar.holidays:
        place = place_named(name)
        if place is None:
            continue
        years = range(start.year, last.year + 1)
        days = tuple(one for year in years for one in named_holidays(place, year, observed) if _in(one[0], start, last))
        cut = months is None or months > shown or plan.term.renews_by is not None
        yield Holidays(name, start, last, cut, observed, days, library_version())


def _in(day: date, first: date, last: date) -> bool:
    return first <= day <= last
