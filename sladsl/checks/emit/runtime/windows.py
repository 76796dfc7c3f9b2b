"""Which window a phrase means."""

from __future__ import annotations

from datetime import date

from sladsl.checks.emit.runtime.clock import Moment, Window
from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.limits import Length, _instant_before
from sladsl.checks.emit.runtime.world import Scope


def neighbour(s: Scope, unit: str, offset: int, count: int = 1) -> Window | None:
    """The `count` units before or after the window, as one; None: they lie outside the term."""
    return s.world.almanac.in_term(beside(s, unit, offset, count))


def beside(s: Scope, unit: str, offset: int, count: int = 1) -> Window:
    """As `neighbour`, but as they stand in the calendar."""
    return s.world.almanac.neighbour(s.whole or s.window, unit, offset, count)


def month_of(s: Scope, year: int, month: int) -> Window:
    """A month named in the text."""
    day = s.world.clock.start_of(_first(year, month))
    return s.world.almanac.window_at(Spec("month"), day)


def term(s: Scope, unit: str = "", count: int = 0) -> Window:
    """The whole term, or its first `count` units; a term without an end lasts until now."""
    almanac = s.world.almanac
    start = almanac.term_start if almanac.effect is not None else s.world.begin
    if unit and almanac.effect is not None:
        amount = {"week": 7, "quarter": 3, "year": 12}.get(unit, 1) * count
        first = almanac.clock.day_of(start)
        last = almanac.after(first, amount, "days" if unit in ("day", "week") else "months")
        return Window(start, almanac.clock.start_of(last))
    return Window(
        start, min(almanac.term_end, max(s.world.now, start)) if almanac.term_end > 10**17 else almanac.term_end
    )


def before(s: Scope, length: Length, point: Moment | None) -> Window | None:
    """The stretch of this length that ends at the point; of days: of full days before the day of the point."""
    if point is None:
        return None
    at = _instant_before(s, length, point)
    if at is not None:
        return Window(at, point.at)
    almanac = s.world.almanac
    if length.basis == "months":
        first = almanac.after(point.day, -int(length.amount), "months")
    elif length.basis == "business days":
        first = almanac.business_day(point.day, -int(length.amount))
    else:
        first = almanac.after(point.day, -int(length.amount), "days")
    return Window(almanac.clock.start_of(first), almanac.clock.start_of(point.day))


def around(s: Scope, unit: str, point: Moment | None = None, own: bool = True) -> Window | None:
    """The window of this unit in which the point lies; without a point, the start of the supplied window."""
    if point is None and not own:
        return None
    at = s.window.start if point is None else point.at - (1 if _at_end(s, point) else 0)
    return s.world.almanac.window_at(Spec(unit), at)


def _at_end(s: Scope, point: Moment) -> bool:
    """The end of a window lies in that window when it belongs to its last day."""
    return point.at == s.world.clock.end_of(point.day)


def _first(year: int, month: int) -> date:
    return date(year, month, 1)
