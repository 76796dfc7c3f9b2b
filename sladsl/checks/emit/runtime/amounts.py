"""Amounts: shares, limits, steps."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.contract import Spec
from sladsl.checks.emit.runtime.fees import (
    Money,
    explain,
    step,
)
from sladsl.checks.emit.runtime.named import agreed_value, the
from sladsl.checks.emit.runtime.numbers import figure
from sladsl.checks.emit.runtime.rows import key_of
from sladsl.checks.emit.runtime.world import Scope, reading


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
