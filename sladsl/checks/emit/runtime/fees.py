"""Amounts in money: how they are rounded, and the fees of services."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sladsl.checks.emit.runtime.answers import UNDETERMINED, Undecided
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.contract import ServiceSpec, Spec
from sladsl.checks.emit.runtime.lives import life_of
from sladsl.checks.emit.runtime.measures import counted_stretches
from sladsl.checks.emit.runtime.numbers import round_to, rounding_of
from sladsl.checks.emit.runtime.rows import Piece, Row
from sladsl.checks.emit.runtime.stretches import Stretch, common, merged
from sladsl.checks.emit.runtime.world import Scope, reading

Money = Fraction | None
"""None: there is no amount, because nothing applies."""


def explain(s: Scope, text: str) -> None:
    """Keeps a line of the explanation of the next amount."""
    s.world.trail.append(text)


def money_rounding(s: Scope) -> tuple[str, Fraction] | None:
    if s.world.contract.rounding is not None and "amount rounding" not in s.world.contract.readings:
        return s.world.contract.rounding
    return rounding_of(reading(s, "amount rounding", otherwise="none"))


def rounded_money(s: Scope, amount: Fraction) -> Fraction:
    rounding = money_rounding(s)
    return amount if rounding is None else round_to(amount, *rounding)


def step(s: Scope, amount: Money) -> Money:
    """An amount on its way: rounded here only under the reading "amount rounded" = "each step"."""
    if amount is None or reading(s, "amount rounded", otherwise="once") == "once":
        return amount
    return rounded_money(s, amount)


def service(s: Scope, name: str) -> ServiceSpec:
    return next(one for one in s.world.contract.services if one.name == name)


def fee(s: Scope, name: str, window: Window | None, of_group: str = "") -> Money:
    """The fee of a service for a window: of the bound group, or of all rows for which it is priced."""
    about = service(s, name)
    if window is None:
        return Fraction(0)
    if about.price is None:
        raise Undecided(UNDETERMINED, f"no price of {name} is stated")
    if not about.each:
        return step(s, _price(s, about, window, None) if about.unit else _at_the_start(s, about, window))
    bound = s.row(of_group or about.each) if (of_group or s.item(about.each) is not None) else None
    rows = [bound] if bound is not None else s.world.all_rows(about.each)
    if bound is not None and bound.record != about.each:
        priced = s.world.contract.record(about.each)
        rows = s.admitted(priced, s.world.all_rows(about.each)) if priced is not None else []
    if not about.unit:
        due = rows if bound is not None and bound.record == about.each else _belonging(s, rows, window)
        return step(s, (about.price or Fraction(0)) * len(due))
    return step(s, sum((_price(s, about, window, row) for row in rows), Fraction(0)))


def _at_the_start(s: Scope, about: ServiceSpec, window: Window) -> Fraction:
    """A price that is due once, where the term starts in the window."""
    return (about.price or Fraction(0)) if window.start <= s.world.almanac.term_start < window.end else Fraction(0)


def _belonging(s: Scope, rows: Sequence[Row], window: Window) -> list[Row]:
    """The rows that belong to the window, in the term."""
    start = max(window.start, s.world.almanac.term_start)
    end = min(window.end, s.world.almanac.term_end)
    return [row for row in rows if row.at is not None and start <= row.at < end]


def _price(s: Scope, about: ServiceSpec, window: Window, row: Row | None) -> Fraction:
    """The price of each month (or other unit) that shares a moment with the window, in proportion."""
    almanac, total = s.world.almanac, Fraction(0)
    price = about.price or Fraction(0)
    start, end = max(window.start, almanac.term_start), min(window.end, almanac.term_end)
    if start >= end:
        return total
    # The price of a year or a quarter is that of its months.
    months = {"quarter": 3, "year": 12}.get(about.unit, 1)
    price /= months
    for whole in almanac.windows(Spec("month" if months > 1 else about.unit or "month"), start, end):
        part: Stretch = (max(whole.start, window.start), min(whole.end, window.end))
        term = almanac.in_term(whole)
        if term is None:
            continue
        if (term.start, term.end) != (whole.start, whole.end):
            part = (max(part[0], term.start), min(part[1], term.end))
        elif whole.start < almanac.term_start or whole.end > almanac.term_end:
            # Reading "partial window" is "whole": the part in the term stands for the whole window.
            part = (whole.start, whole.end) if part[0] <= start and part[1] >= end else part
        if row is not None:
            ((first, last),) = life_of(s.world, row)
            how = "part"
            if first > whole.start or last < whole.end:
                how = reading(s, f"group part/{row.record}", "group part", otherwise="part")
            if last <= whole.start or first >= whole.end or how == "left out":
                continue
            if how == "part":
                part = (max(part[0], first), min(part[1], last))
            elif part[0] <= max(first, whole.start) and part[1] >= min(last, whole.end):
                part = (whole.start, whole.end)
        days, all_ = almanac.share_of_days(part, whole)
        total += price * Fraction(days, all_)
    return total


def all_fees(s: Scope, window: Window | None) -> Money:
    """The fees of all services for the window, of all rows for which they are priced."""
    free = Scope(s.world, s.window, {})
    priced = [one for one in s.world.contract.services if one.price is not None]
    return step(s, sum((fee(free, one.name, window) or Fraction(0) for one in priced), Fraction(0)))


def fee_for_time(s: Scope, name: str, piece: str) -> Money:
    """The month's fee times the length of the piece over the month's length."""
    item = s.item(piece)
    if not isinstance(item, Piece):
        return None
    return _for_stretches(s, name, item.stretches)


def fee_for_period(s: Scope, name: str, pieces: list[Piece]) -> Money:
    """The same for the time of a period in the window."""
    return _for_stretches(s, name, merged(counted_stretches(s, pieces)))


def _for_stretches(s: Scope, name: str, stretches: Sequence[Stretch]) -> Money:
    about, total = service(s, name), Fraction(0)
    if not stretches:
        return step(s, total)
    first, last = min(start for start, _ in stretches), max(end for _, end in stretches)
    for whole in s.world.almanac.windows(Spec(about.unit or "month"), first, last):
        inside = sum(end - start for start, end in common(stretches, [(whole.start, whole.end)]))
        total += (about.price or Fraction(0)) * Fraction(inside, whole.end - whole.start)
    return step(s, total)


def days_of_fee(s: Scope, days: Fraction, base: Money) -> Money:
    """So many days of the month's fee (reading "day of fee")."""
    if base is None:
        return None
    if reading(s, "day of fee", otherwise="calendar days") == "thirtieths":
        return step(s, base * days / 30)
    window = s.whole or s.window
    clock = s.world.clock
    return step(s, base * days / (clock.day_of(window.end) - clock.day_of(window.start)).days)


# --- shares and limits -------------------------------------------------------------------------------------------------------------
