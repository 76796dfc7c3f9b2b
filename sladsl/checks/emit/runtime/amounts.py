"""Amounts: fees, shares, limits, steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from sladsl.checks.emit.runtime.answers import UNDETERMINED, Undecided
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.contract import ServiceSpec, Spec
from sladsl.checks.emit.runtime.lives import life_of
from sladsl.checks.emit.runtime.measures import counted_stretches
from sladsl.checks.emit.runtime.named import agreed_value, the
from sladsl.checks.emit.runtime.numbers import figure, round_to, rounding_of
from sladsl.checks.emit.runtime.rows import Piece, Row, key_of
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


# --- fees ------------------------------------------------------------------------------------------------------------------------


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


def share(s: Scope, ratio: Fraction, base: Money) -> Money:
    return None if base is None else step(s, ratio * base)


def multiplied(s: Scope, base: Money, measure: Fraction | None) -> Money:
    return None if base is None or measure is None else step(s, base * measure)


def for_each(s: Scope, amount: Money) -> Money:
    """The amount for each unit that is counted."""
    return None if amount is None else step(s, amount * s.count)


def counted(s: Scope, count: Fraction, amount: Money) -> Money:
    """The amount for each unit of a formula within a cell."""
    return None if amount is None else step(s, amount * count)


def added(s: Scope, left: Money, right: Money) -> Money:
    return step(s, (left or Fraction(0)) + (right or Fraction(0))) if left is not None or right is not None else None


def less(s: Scope, base: Money, part: Money) -> Money:
    return None if base is None else step(s, base - (part or Fraction(0)))


def up_to(s: Scope, amount: Money, limit: Money) -> Money:
    """At most the limit, each time."""
    if amount is None or limit is None or amount <= limit:
        return amount
    explain(s, f"at most {figure(limit, s.world.contract.currency, s.world.contract.currency)}")
    return limit


def up_to_here(
    s: Scope, amount: Money, limit: Money, name: str, of_item: bool = False, of: tuple[str, ...] = ()
) -> Money:
    """At most the limit in the settled window, for all that the consequence counts in it; `of_item`: or for each item that it counts.
    `of`: records for each row of which it is apart."""
    if amount is None or limit is None:
        return amount
    if of_item and reading(s, f"item limit/{s.clause}", "item limit", otherwise="each") == "each":
        return up_to(s, amount, limit)
    key = ("given here", name, s.window.start, s.group_key(), *(key_of(s.row(one)) for one in of))
    before: Fraction = s.world.memory.get(key, Fraction(0))
    now = up_to(s, amount, max(Fraction(0), limit - before)) or Fraction(0)
    s.world.memory[key] = before + now
    return now


def raised(s: Scope, amount: Money, least: Money) -> Money:
    """At least so much, each time; what comes to nothing stays nothing."""
    if not amount or least is None or amount >= least:
        return amount
    explain(s, f"at least {figure(least, s.world.contract.currency, s.world.contract.currency)}")
    return least


def raised_here(
    s: Scope, amount: Money, least: Money, name: str, of_item: bool = False, of: tuple[str, ...] = ()
) -> Money:
    """At least so much in the settled window for all that the consequence counts in it, or for each item; as in `up_to_here`. The first is
    raised, and what follows counts towards it."""
    if not amount or least is None:
        return amount
    if of_item and reading(s, f"item limit/{s.clause}", "item limit", otherwise="each") == "each":
        return raised(s, amount, least)
    key = ("raised here", name, s.window.start, s.group_key(), *(key_of(s.row(one)) for one in of))
    before: Fraction = s.world.memory.get(key, Fraction(0))
    s.world.memory[key] = before + amount
    return max(before + amount, least) - (max(before, least) if before else 0)


def up_to_in(
    s: Scope, amount: Money, limit: Callable[[Scope], Money], spec: Spec, name: str, of: tuple[str, ...] = ()
) -> Money:
    """At most the limit in each window of this kind, whatever the consequence has given in it before; apart as in `up_to_here`."""
    if amount is None:
        return None
    window = _limited_in(s, spec)
    key = ("given", name, window.start, s.group_key(), *(key_of(s.row(one)) for one in of))
    before: Fraction = s.world.memory.get(key, Fraction(0))
    most = limit(s.within(s.world.almanac.in_term(window) or window))
    now = amount if most is None else max(Fraction(0), min(amount, most - before))
    if now != amount and most is not None:
        explain(s, f"at most {figure(most, s.world.contract.currency, s.world.contract.currency)} in the window")
    s.world.memory[key] = before + now
    return now


def _limited_in(s: Scope, spec: Spec) -> Window:
    """The window of this kind in which the item that is paid for counts or, without one, the settled window ends."""
    at = s.counts_at()
    return s.world.almanac.window_at(spec, s.window.end - 1 if at is None else at)


def at_most_times(s: Scope, amount: Money, count: int, spec: Spec, name: str) -> Money:
    """At most so many credits in each window of this kind."""
    if amount is None:
        return None
    window = _limited_in(s, spec)
    key = ("times", name, window.start, s.group_key())
    before: int = s.world.memory.get(key, 0)
    if before >= count:
        return None
    s.world.memory[key] = before + 1
    return amount


def named_amount(s: Scope, name: str, window: Window | None) -> Money:
    if name not in s.world.contract.definitions:
        return agreed_value(s, name)
    amount: Money = None if window is None else the(s.within(window), name)
    return amount


# --- units -----------------------------------------------------------------------------------------------------------------------


def steps_in(
    s: Scope, quantity: Fraction | None, size: Fraction, steps: str, band: tuple[int, int] = (0, 0)
) -> Fraction:
    """How many steps a quantity has: full ones, started ones, or parts. `band`: only those after the first so many, and of these only so
    many (0: all)."""
    if quantity is None or quantity <= 0:
        return Fraction(0)
    steps = steps_meant(s, steps)
    exact_ = quantity / size
    whole = exact_.numerator // exact_.denominator
    count = exact_ if steps == "pro rata" else Fraction(whole + 1 if steps == "started" and whole != exact_ else whole)
    after, first = band
    return max(Fraction(0), min(count, Fraction(after + first)) - after if first else count - after)


def steps_meant(s: Scope, steps: str) -> str:
    return reading(s, f"unit step/{s.clause}", "unit step", otherwise="full") if steps == "open" else steps


def beyond(value: Fraction | None, limit: Fraction | None) -> Fraction | None:
    """By how much the value exceeds the limit; nothing where it does not."""
    return None if value is None or limit is None else max(Fraction(0), value - limit)


def short_of(value: Fraction | None, limit: Fraction | None) -> Fraction | None:
    return None if value is None or limit is None else max(Fraction(0), limit - value)
