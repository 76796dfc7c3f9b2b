"""Local time and windows in PromQL, which knows UTC only: the changes of the clock within the term stand in the rules as constants."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from sladsl.checks.plan import Plan
from sladsl.model.algebra import WeeklyHours, YearlySeason
from sladsl.model.moments import LengthBasis, WindowKind, WindowSpec, WindowUnit
from sladsl.targets.prometheus.promql import CannotBeSaid
from sladsl.time.dates import add_months
from sladsl.time.zones import constant_pieces, date_of, start_of_day

_SECOND = 1_000_000
_MOST_YEARS = 5
_USUAL_START = date(2026, 1, 1)


def first_day(plan: Plan) -> date:
    return plan.term.start or _USUAL_START


def known_until(plan: Plan) -> date:
    """The end of the term, or the day until which the rules know the clock and the calendar where it has no end that is known."""
    start, length = first_day(plan), plan.term.length
    if length is not None and length.basis is LengthBasis.MONTHS and plan.term.renews_by is None:
        return min(add_months(start, int(length.amount)), add_months(start, 12 * _MOST_YEARS))
    return add_months(start, 12 * _MOST_YEARS)


def _pieces(plan: Plan) -> list[tuple[int, int]]:
    """From when on which offset from UTC holds, in seconds; the first from ever."""
    start, end = start_of_day(first_day(plan), plan.zone), start_of_day(known_until(plan), plan.zone)
    return [(a // _SECOND, offset // _SECOND) for a, _, offset in constant_pieces(start, end, plan.zone)]


def local_seconds(plan: Plan) -> str:
    """Seconds of the local clock since 1970, as a vector: `month()` and its like read it as if it were UTC."""
    pieces = _pieces(plan)
    told = f"vector(time()) + {pieces[0][1]}" if pieces[0][1] else "vector(time())"
    for (_, before), (since, after) in pairwise(pieces):
        change = after - before
        told += f" {'+' if change > 0 else '-'} {abs(change)} * (vector(time()) >= bool {since})"
    return told


def window_id(spec: WindowSpec, local: str, readings: dict[str, str]) -> str:
    """A number that is another one in each window of the kind. Raises `CannotBeSaid`."""
    if spec.count != 1 or spec.sliding:
        raise CannotBeSaid("it is measured over windows that slide or are several units long")
    shift = _shift(spec, readings)
    at = f"{local} - {shift * 86400}" if shift else local
    match spec.unit:
        case WindowUnit.MONTH:
            return f"year({at}) * 12 + month({at})"
        case WindowUnit.QUARTER:
            return f"year({at}) * 4 + ceil(month({at}) / 3)"
        case WindowUnit.YEAR:
            return f"year({at})"
        case WindowUnit.WEEK:
            return f"floor(({local} / 86400 + 3) / 7)"
        case WindowUnit.DAY:
            return f"floor({local} / 86400)"
        case _:
            raise CannotBeSaid(f"a window of one {spec.unit} is too short for rules that are evaluated each minute")


def _shift(spec: WindowSpec, readings: dict[str, str]) -> int:
    """By how many days the window begins after that of the calendar. Raises `CannotBeSaid`."""
    slot = str(spec.unit)
    kind = readings.get(slot, "calendar") if spec.kind is WindowKind.PLAIN else str(spec.kind)
    name, _, day = kind.partition(":")
    if spec.unit in (WindowUnit.WEEK, WindowUnit.DAY) or name == "calendar":
        return 0
    if spec.unit is WindowUnit.MONTH and day.isdigit() and int(day) <= 28:
        return int(day) - 1
    raise CannotBeSaid(f"its {spec.unit} is not that of the calendar ({kind})")


def window_seconds(spec: WindowSpec, local: str, identity: str, plan: Plan, readings: dict[str, str]) -> str:
    """The length of the window in which the moment lies, with the hours that the clock jumps. Raises `CannotBeSaid`."""
    shift = _shift(spec, readings)
    at = f"{local} - {shift * 86400}" if shift else local
    match spec.unit:
        case WindowUnit.MONTH:
            told = f"days_in_month({at}) * 86400"
        case WindowUnit.QUARTER:
            first = f"90 * (ceil(month({at}) / 3) == bool 1) + 91 * (ceil(month({at}) / 3) == bool 2)"
            told = f"({first} + 92 * (ceil(month({at}) / 3) >= bool 3) + (ceil(month({at}) / 3) == bool 1) * {_leap(at)}) * 86400"
        case WindowUnit.YEAR:
            told = f"(365 + {_leap(at)}) * 86400"
        case WindowUnit.WEEK:
            told = f"{local} * 0 + 604800"
        case _:
            told = f"{local} * 0 + 86400"
    pieces = _pieces(plan)
    for (_, before), (since, after) in pairwise(pieces):
        change = before - after
        number = _number(spec, date_of(since * _SECOND, plan.zone) - timedelta(days=shift))
        told += f" {'+' if change > 0 else '-'} {abs(change)} * ({identity} == bool {number})"
    return told


def elapsed_seconds(spec: WindowSpec, local: str, identity: str, plan: Plan, readings: dict[str, str]) -> str:
    """How much of the window is over. Raises `CannotBeSaid`."""
    shift = _shift(spec, readings)
    at = f"({local} - {shift * 86400})" if shift else local
    match spec.unit:
        case WindowUnit.MONTH:
            days = f"(day_of_month({at}) - 1)"
        case WindowUnit.QUARTER:
            quarter = f"ceil(month({at}) / 3)"
            before = f"90 * ({quarter} >= bool 2) + 91 * ({quarter} >= bool 3) + 92 * ({quarter} >= bool 4)"
            days = f"(day_of_year({at}) - 1 - ({before} + {_leap(at)} * ({quarter} >= bool 2)))"
        case WindowUnit.YEAR:
            days = f"(day_of_year({at}) - 1)"
        case WindowUnit.WEEK:
            days = f"(floor({local} / 86400 + 3) % 7)"
        case _:
            days = f"{local} * 0"
    told = f"{days} * 86400 + {local} % 86400"
    pieces = _pieces(plan)
    for (_, before_), (since, after) in pairwise(pieces):
        change = before_ - after
        number = _number(spec, date_of(since * _SECOND, plan.zone) - timedelta(days=shift))
        told += (
            f" {'+' if change > 0 else '-'} {abs(change)} * ({identity} == bool {number}) * (time() >= bool {since})"
        )
    return told


def _leap(at: str) -> str:
    year = f"year({at})"
    return f"(({year} % 4 == bool 0) * ({year} % 100 != bool 0) + ({year} % 400 == bool 0))"


def _number(spec: WindowSpec, day: date) -> int:
    """What `window_id` gives on a day."""
    match spec.unit:
        case WindowUnit.MONTH:
            return day.year * 12 + day.month
        case WindowUnit.QUARTER:
            return day.year * 4 + (day.month + 2) // 3
        case WindowUnit.YEAR:
            return day.year
        case WindowUnit.WEEK:
            return ((day - date(1970, 1, 1)).days + 3) // 7
        case _:
            return (day - date(1970, 1, 1)).days


def weekly_hours(hours: WeeklyHours, local: str, holidays: tuple[date, ...]) -> str:
    """1 within the hours, else 0."""
    day, minute = f"floor({local} / 86400)", f"floor({local} % 86400 / 60)"
    entries = []
    for entry in hours.entries:
        named = f"({local} - 86400)" if entry.day_after else local
        on = " + ".join(f"((floor({named} / 86400 + 3) % 7) == bool {one})" for one in entry.days)
        numbered = f" * {_numbered(entry.numbers, named)}" if entry.numbers else ""
        entries.append(f"({on}){numbered} * ({minute} >= bool {entry.start}) * ({minute} < bool {entry.until})")
    told = f"clamp_max({' + '.join(entries)}, 1)"
    if hours.except_holidays and holidays:
        free = " + ".join(f"({day} == bool {(one - date(1970, 1, 1)).days})" for one in holidays)
        told = f"{told} * (1 - ({free}))"
    return told


def _numbered(numbers: tuple[int, ...], local: str) -> str:
    """1 on the first, second, ... or last (-1) of its weekday in the month, else 0."""
    of_month = f"day_of_month({local})"
    last = f"({of_month} + 7 > bool days_in_month({local}))"
    found = [last if one < 0 else f"(floor(({of_month} + 6) / 7) == bool {one})" for one in numbers]
    return f"clamp_max({' + '.join(found)}, 1)"


def season(given: YearlySeason, local: str) -> str:
    """1 from the first day to the last of each year."""
    at = f"(month({local}) * 100 + day_of_month({local}))"
    first, last = given.first[0] * 100 + given.first[1], given.last[0] * 100 + given.last[1]
    if first <= last:
        return f"({at} >= bool {first}) * ({at} <= bool {last})"
    return f"clamp_max(({at} >= bool {first}) + ({at} <= bool {last}), 1)"
