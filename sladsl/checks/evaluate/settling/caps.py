"""Caps: credits in a scope and window come to no more than a limit; what is due later is cut first.

Each credit, in the order in which it falls due, gets what the caps leave. Where caps of two ranks meet (on a clause, service or item,
and on all credits), each rank cuts what the rank before it has left, in the order of the reading "cap order", which is asked only where
the two orders differ. Rounding comes last, once, of each amount or of their sum (reading "several amounts", asked only where that makes a
difference); it never lifts a sum above a cap.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring import clock
from sladsl.checks.evaluate.measuring.explain import bound_words
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.amounts import amount_of
from sladsl.checks.evaluate.settling.names import names_in
from sladsl.checks.evaluate.settling.rounding import Sums
from sladsl.checks.evaluate.settling.sums import Setting
from sladsl.checks.evaluate.settling.things import spoken_of
from sladsl.checks.reasons import Span, money, told
from sladsl.model.algebra import Measure
from sladsl.model.consequences import Amount, Cap, CapScope, Consequence
from sladsl.model.node import node
from sladsl.model.quantities import Rounding, RoundingMode
from sladsl.time.windows import Window

_CAPPED = {
    "credit": "line {line}, credits in {span} do not exceed {limit}",
    "refund": "line {line}, refunds in {span} do not exceed {limit}",
    "pay": "line {line}, payments in {span} do not exceed {limit}",
}
_CAPPED_FOR = {
    "credit": "line {line}, credits for {item} in {span} do not exceed {limit}",
    "refund": "line {line}, refunds for {item} in {span} do not exceed {limit}",
    "pay": "line {line}, payments for {item} in {span} do not exceed {limit}",
}
_NARROW = (CapScope.CLAUSE, CapScope.SERVICE, CapScope.ITEM)


@node
class Claimed:
    """An amount that may be cut: where it comes from, for which window, and between whom."""

    consequence: Consequence
    verb: str
    payer: str
    payee: str
    window: Window
    scope: Scope
    amount: Fraction


@node
class Cut:
    """What is left of an amount, rounded, and why less; `above` is what the caps took, before rounding."""

    amount: Fraction
    above: Fraction
    reasons: tuple[str, ...]


@node
class _Limit:
    """One cap in one window, for one payer and item. `limit` None: not known yet, and what falls due later is counted with this."""

    cap: Cap
    key: tuple[object, ...]
    limit: Fraction | None
    words: str


def cut_all(
    claimed: Sequence[Claimed],
    earlier: Sequence[Claimed],
    caps: Sequence[Cap],
    rounding: Rounding | None,
    sums: Sums,
    world: World,
    note: Callable[[str], None],
) -> tuple[Cut, ...]:
    """For each amount, in the order in which they fall due, after those of earlier windows (which stand as they are). `sums`: what has
    fallen due in the same month before."""
    bounding = [cap for cap in caps if cap.scope is not CapScope.INVOICE]
    limits = [_limits(one, bounding, world, note) for one in claimed]
    before = [_limits(one, bounding, world, note) for one in earlier]
    spent: dict[tuple[object, ...], Fraction] = {}
    for one, keys in zip(earlier, before, strict=True):
        for limit in keys:
            spent[limit.key] = spent.get(limit.key, Fraction(0)) + one.amount
    ranks = {limit.cap.scope in _NARROW for keys in limits for limit in keys}
    gross = [one.amount for one in claimed]
    narrow_first = _ranked(gross, limits, spent, (True, False))
    exact = narrow_first
    if len(ranks) == 2:
        wide_first = _ranked(gross, limits, spent, (False, True))
        if wide_first != narrow_first and world.reading("cap order") == "wide first":
            exact = wide_first
    rounded = exact if rounding is None else _rounded(claimed, exact, limits, spent, rounding, sums, world)
    return tuple(
        _told(one, left, amount, keys, spent)
        for one, left, amount, keys in zip(claimed, exact, rounded, limits, strict=True)
    )


def applies(cap: Cap, one: Claimed, world: World) -> bool:
    if one.verb != cap.verb or cap.payer not in ("", one.payer):
        return False
    match cap.scope:
        case CapScope.ALL | CapScope.INVOICE:
            return True
        case CapScope.CLAUSE:
            return one.consequence.clause == cap.subject
        case CapScope.SERVICE:
            return cap.subject in names_in(one.consequence.effect, world)
        case CapScope.ITEM:
            return spoken_of(cap.subject, one.scope) is not None
        case _:
            assert_never(cap.scope)


def cap_windows(cap: Cap, window: Window, world: World) -> tuple[Window, ...]:
    """The windows of the cap to which what falls due for `window` belongs: several where they slide."""
    if cap.spec is None:
        return (world.term,)
    return world.windows(cap.spec, window.end - 1, window.end) or ((window,) if not cap.spec.sliding else ())


def _limits(one: Claimed, caps: Sequence[Cap], world: World, note: Callable[[str], None]) -> list[_Limit]:
    out = []
    for cap in caps:
        if not applies(cap, one, world):
            continue
        item = spoken_of(cap.subject, one.scope) if cap.scope is CapScope.ITEM else None
        windows = cap_windows(cap, one.window, world)
        known = _known(cap, windows, one.window.end, world)
        for window in windows:
            key = (id(cap), window.start, window.end, one.payer, one.payee, item)
            if window not in known:
                out.append(_Limit(cap, key, None, ""))
                continue
            # "Credits for one Outage" name no window: that of the limit is the month for which the credit is due.
            over = one.window if item is not None and cap.spec is None else known[window]
            inner = Scope(world, over)
            if item is not None:
                of_item = one.scope.over(over)
                inner = of_item if cap.subject in of_item.bound else of_item.bind(cap.subject, item)
            found = amount_of(cap.limit, inner, Setting(one.consequence.clause))
            if found.value is None or found.truth is not Truth.TRUE:
                note(
                    f"Line {cap.place.line}: this cap could not be applied: {'; '.join(found.because) or 'its limit has no value'}."
                )
                continue
            words = told(
                _CAPPED[cap.verb] if item is None else _CAPPED_FOR[cap.verb],
                line=cap.place.line,
                item=bound_words(item, one.scope) if item is not None else "",
                span=Span(window.label) if window.label else told("the term"),
                limit=found.words or money(found.value, world.plan.currency),
            )
            out.append(_Limit(cap, key, found.value, words))
    return out


def _known(cap: Cap, windows: tuple[Window, ...], end: int, world: World) -> dict[Window, Window]:
    """The windows whose limit is known when a credit falls due, each with the part that the limit is taken for. A measure is known up to
    the end of the window for which the credit is due: so it is capped by the windows that end then or, where all go on, by what there is
    so far of the first; the others cap what falls due later."""
    if not _is_measured(cap.limit, world):
        return {window: window for window in windows}
    ended = {window: window for window in windows if window.end <= end}
    so_far = {window: clock.cut(window, window.start, end, world) for window in windows[:1]}
    return ended or {window: part for window, part in so_far.items() if part is not None}


def _is_measured(limit: object, world: World) -> bool:
    """Whether an amount hangs on a measure, through definitions."""
    definitions = (world.definition(name) for name in names_in(limit, world))
    return any(
        isinstance(one.body, Measure) or (isinstance(one.body, Amount) and _is_measured(one.body, world))
        for one in definitions
        if one is not None
    )


def _ranked(
    gross: list[Fraction],
    limits: list[list[_Limit]],
    spent: dict[tuple[object, ...], Fraction],
    order: tuple[bool, bool],
) -> list[Fraction]:
    left = gross
    for narrow in order:
        used = dict(spent)
        after = []
        for amount, keys in zip(left, limits, strict=True):
            mine = [limit for limit in keys if (limit.cap.scope in _NARROW) is narrow]
            room = _room(mine, used)
            if room is not None:
                amount = max(min(amount, room), Fraction(0))
            for limit in mine:
                used[limit.key] = used.get(limit.key, Fraction(0)) + amount
            after.append(amount)
        left = after
    return left


def _room(keys: Sequence[_Limit], used: dict[tuple[object, ...], Fraction]) -> Fraction | None:
    """What the caps leave; None: no limit is known."""
    known = (limit.limit - used.get(limit.key, Fraction(0)) for limit in keys if limit.limit is not None)
    return min(known, default=None)


def _rounded(
    claimed: Sequence[Claimed],
    exact: list[Fraction],
    limits: list[list[_Limit]],
    spent: dict[tuple[object, ...], Fraction],
    rounding: Rounding,
    sums: Sums,
    world: World,
) -> list[Fraction]:
    def of(together: bool) -> list[Fraction]:
        used, running, out = dict(spent), sums.copy(), []
        for one, amount, keys in zip(claimed, exact, limits, strict=True):
            before = running.exact(one.payer, one.payee) - running.given(one.payer, one.payee) if together else 0
            found = rounding.apply(amount + before)
            room = _room(keys, used)
            if room is not None and found > room:
                found = Rounding(RoundingMode.DOWN, rounding.step).apply(max(room, Fraction(0)))
            for limit in keys:
                used[limit.key] = used.get(limit.key, Fraction(0)) + found
            running.add(one.payer, one.payee, amount, found)
            out.append(found)
        return out

    each, summed = of(together=False), of(together=True)
    chosen = summed if each != summed and world.reading("several amounts") == "in one sum" else each
    for one, amount, found in zip(claimed, exact, chosen, strict=True):
        sums.add(one.payer, one.payee, amount, found)
    return chosen


def _told(
    one: Claimed,
    exact: Fraction,
    amount: Fraction,
    keys: list[_Limit],
    spent: dict[tuple[object, ...], Fraction],
) -> Cut:
    currency = one.scope.world.plan.currency
    for limit in keys:
        spent[limit.key] = spent.get(limit.key, Fraction(0)) + amount
    reasons: tuple[str, ...] = ()
    if exact < one.amount:
        rooms = [(limit.limit - spent[limit.key], limit) for limit in keys if limit.limit is not None]
        _, tight = min(rooms, key=lambda room: room[0])
        before, after = money(one.amount, currency), money(exact, currency)
        reasons = (told("cut from {before} to {after}: {cap}", before=before, after=after, cap=tight.words),)
    if amount != exact:
        reasons = (*reasons, told("rounded to {amount}", amount=money(amount, currency)))
    return Cut(amount, one.amount - exact, reasons)
