"""Windows of the plan as windows of the clock: which kind of month, where the term starts and ends, clock intervals."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from sladsl.checks.evaluate.measuring import spans
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.reasons import told
from sladsl.model.moments import Length, LengthBasis, WindowKind, WindowSpec, WindowUnit
from sladsl.records.table import OPEN_END
from sladsl.time.counting import Counting
from sladsl.time.dates import ONE_DAY
from sladsl.time.deadlines import last_day_of_period
from sladsl.time.kinds import (
    BillingMonth,
    Blocks,
    Consecutive,
    ContractMonths,
    Day,
    FiscalQuarter,
    FiscalYear,
    Month,
    Quarter,
    Rolling,
    Tiling,
    Week,
    Year,
)
from sladsl.time.stretches import Stretch
from sladsl.time.windows import (
    Intervals,
    Kind,
    Sliding,
    Window,
    clip,
    window_of,
    windows_between,
)
from sladsl.time.zones import date_of, start_of_day

_MONTHS_IN = {WindowUnit.MONTH: 1, WindowUnit.QUARTER: 3, WindowUnit.YEAR: 12}
_EARLIEST = date(1900, 1, 1)

_THE_TERM = told("the term")


def kind_of(spec: WindowSpec, world: World) -> Kind:
    """The kind of window of a specification. Raises `OpenReading` where the text leaves the kind of month open."""
    return world.once_for(spec, "kind", lambda: _kind(spec, world))


def _kind(spec: WindowSpec, world: World) -> Kind:
    count, slides = spec.count, spec.sliding and spec.count > 1
    match spec.unit:
        case WindowUnit.MINUTE:
            return Sliding(count, 1) if slides else Intervals(count)
        case WindowUnit.HOUR:
            return Sliding(60 * count, 60) if slides else Intervals(60 * count)
        case WindowUnit.DAY:
            if slides:
                return Rolling(count, "day")
            return Day() if count == 1 else Blocks(_effective(world), count)
        case WindowUnit.WEEK:
            if slides:
                return Consecutive(count, Week())
            return Week() if count == 1 else Blocks(_effective(world), 7 * count)
        case WindowUnit.MONTH | WindowUnit.QUARTER | WindowUnit.YEAR:
            if count == 1 or slides:
                one = tiling_of(spec.unit, spec.kind, world)
                return Consecutive(count, one) if slides else one
            return ContractMonths(_effective(world), count * _MONTHS_IN[spec.unit], "last day")
        case _:
            assert_never(spec.unit)


def tiling_of(unit: WindowUnit, kind: WindowKind, world: World) -> Tiling:
    """Months, quarters and years of a kind; the other units have one kind only."""
    match unit:
        case WindowUnit.DAY:
            return Day()
        case WindowUnit.WEEK:
            return Week()
        case WindowUnit.MONTH | WindowUnit.QUARTER | WindowUnit.YEAR:
            return world.once(("clock", unit, kind), lambda: _months(unit, kind, world))
        case WindowUnit.MINUTE | WindowUnit.HOUR:
            raise ValueError(f"no kind of days: {unit}")
        case _:
            assert_never(unit)


def _months(unit: WindowUnit, kind: WindowKind, world: World) -> Tiling:
    said = "calendar" if kind is WindowKind.CALENDAR else "contract"
    if kind not in (WindowKind.CALENDAR, WindowKind.CONTRACT):
        # A month has no fiscal kind of its own; the kinds that need a day take it from the reading.
        said = world.reading(unit.value)
        wanted = "billing" if kind is WindowKind.BILLING else "fiscal"
        if kind is not WindowKind.PLAIN and said.partition(":")[0] != wanted:
            raise world.open_reading(unit.value)
    name, _, day = said.partition(":")
    match name, unit:
        case "calendar", WindowUnit.MONTH:
            return Month()
        case "calendar", WindowUnit.QUARTER:
            return Quarter()
        case "calendar", _:
            return Year()
        case "contract", _:
            return ContractMonths(_effective(world), _MONTHS_IN[unit], "last day")
        case "billing", WindowUnit.MONTH:
            return BillingMonth(int(day), "last day")
        case "fiscal", WindowUnit.QUARTER:
            first_month, _, first_day = day.partition("-")
            return FiscalQuarter(int(first_month), int(first_day), "last day")
        case "fiscal", _:
            first_month, _, first_day = day.partition("-")
            return FiscalYear(int(first_month), int(first_day), "last day")
        case _:
            raise ValueError(f"no reading of {unit.value}: {said}")


def _effective(world: World) -> date:
    """The compiler refuses windows from the start of a term that has none; they are tried all the same where the kind of month is open."""
    return world.plan.term.start or _EARLIEST


def term_of(world: World) -> Window:
    """The term as one window, see `World.term`. Without a day of effect it starts in 1900."""
    term = world.plan.term
    first = term.start or _EARLIEST
    start = start_of_day(first, world.zone)
    if term.start is None or term.length is None or term.renews_by is not None:
        return Window(start, OPEN_END, _THE_TERM, first, date_of(OPEN_END - 1, world.zone))
    # The agreement is in effect on its first day all the same: the reading says only where its length is counted from.
    counted = world.reading("term start") == "counted"
    rule = world.reading("months length") if term.length.basis is LengthBasis.MONTHS else "same number"
    length = term.length
    end = world.of_plan(term, ("end", counted, rule), lambda: _end_of(first, length, counted, rule, world))
    return Window(start, end, _THE_TERM, first, date_of(end - 1, world.zone))


def _end_of(first: date, length: Length, counted: bool, rule: str, world: World) -> int:
    match length.basis:
        case LengthBasis.MONTHS | LengthBasis.DAYS:
            months = length.basis is LengthBasis.MONTHS
            counting = Counting(
                world.zone,
                None,
                counted,
                None,
                None,
                "30 days" if rule == "30 days" else "same number or last day",
                None,
                None,
                None,
            )
            last = last_day_of_period(first, length.amount, "month" if months else "day", counting)
            return start_of_day(last + ONE_DAY, world.zone)
        case LengthBasis.ELAPSED:
            return start_of_day(first, world.zone) + spans.microseconds(length.amount)
        case LengthBasis.BUSINESS_DAYS | LengthBasis.CALENDAR:
            raise ValueError(f"no length of a term: {length.unit}")
        case _:
            assert_never(length.basis)


# --- windows of the term ---------------------------------------------------------------------------------------------------------


def in_term(window: Window, world: World) -> Window | None:
    """The window as it counts where it is only partly within the term, by the reading "partial window"; None: not at all."""
    term = world.term
    if window.start >= term.start and window.end <= term.end:
        return window
    if window.end <= term.start or window.start >= term.end:
        return None
    match world.reading("partial window"):
        case "part":
            return clip(window, term.start, term.end, world.zone)
        case "whole":
            return window
        case "left out":
            return None
        case other:
            raise ValueError(f"no reading of partial window: {other}")


def windows(spec: WindowSpec, first: int, last: int, world: World) -> tuple[Window, ...]:
    """See `World.windows`."""
    return world.once_for(spec, (first, last), lambda: _windows(spec, first, last, world))


def _windows(spec: WindowSpec, first: int, last: int, world: World) -> tuple[Window, ...]:
    kind, term = kind_of(spec, world), world.term
    start, end = max(first, term.start), min(last, term.end)
    found = windows_between(kind, start, end, world.zone, whole=False)
    if isinstance(kind, Sliding | Rolling | Consecutive):
        return tuple(window for window in found if window.start >= term.start and window.end <= term.end)
    counted = (in_term(window, world) for window in found)
    return tuple(window for window in counted if window is not None)


def holding(unit: WindowUnit, instant: int, world: World) -> Window:
    """The plain window of the unit that holds an instant, whole."""
    if unit is WindowUnit.MINUTE or unit is WindowUnit.HOUR:
        return window_of(Intervals(1 if unit is WindowUnit.MINUTE else 60), instant, world.zone)
    return window_of(tiling_of(unit, WindowKind.PLAIN, world), instant, world.zone)


def starting(unit: WindowUnit, first: date, world: World) -> Window | None:
    """The window of the unit in which a local day lies, as it counts in the term: an example's "June 2026"."""
    return in_term(holding(unit, start_of_day(first, world.zone), world), world)


def run_of(window: Window, offset: int, count: int, unit: WindowUnit, world: World) -> tuple[Window, ...]:
    """`count` windows of the unit, by start: from the `offset`-th after the window on, or up to the `-offset`-th before it; as they
    count in the term, those outside it left out."""
    return world.once(
        ("clock", "run", window.start, window.end, offset, count, unit),
        lambda: _run_of(window, offset, count, unit, world),
    )


def _run_of(window: Window, offset: int, count: int, unit: WindowUnit, world: World) -> tuple[Window, ...]:
    counted = (in_term(each, world) for each in beside(window, offset, count, unit, world))
    return tuple(each for each in counted if each is not None)


def beside(window: Window, offset: int, count: int, unit: WindowUnit, world: World) -> tuple[Window, ...]:
    """As `run_of`, but as they stand in the calendar: whole, also where they lie outside the term."""
    at = holding(unit, window.end - 1 if offset > 0 else window.start, world)
    out: list[Window] = []
    ahead = abs(offset) if offset else 0
    for step in range(ahead + count - (1 if offset else 0)):
        if offset or step:
            at = holding(unit, at.start - 1 if offset < 0 else at.end, world)
        if not offset or step >= ahead - 1:
            out.append(at)
    return tuple(sorted(out, key=lambda each: each.start))


def as_one(parts: tuple[Window, ...]) -> Window | None:
    """From the start of the first to the end of the last."""
    if not parts:
        return None
    first, last = parts[0], parts[-1]
    if first is last:
        return first
    return Window(first.start, last.end, f"{first.label} to {last.label}", first.first, last.last)


def of_stretch(stretch: Stretch, label: str, world: World) -> Window:
    """A window of any stretch that is not empty."""
    start, end = stretch
    return Window(start, end, label, date_of(start, world.zone), date_of(max(start, end - 1), world.zone))


def cut(window: Window, start: int, end: int, world: World) -> Window | None:
    return clip(window, start, end, world.zone)


# --- lengths and intervals -------------------------------------------------------------------------------------------------------
