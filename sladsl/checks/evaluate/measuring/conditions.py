"""Predicates of one row or piece, and conditions of a window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring import clock, comparing, lives, measures, points, predicates, quantifiers
from sladsl.checks.evaluate.measuring.measured import Measured
from sladsl.checks.evaluate.measuring.scope import Happening, Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth, every, negation, some, truth_of
from sladsl.checks.evaluate.measuring.world import Settled, World
from sladsl.model.algebra import (
    AllHold,
    AllOf,
    AnyHolds,
    AnyOf,
    Condition,
    CreditsReachCap,
    Ever,
    HasCount,
    InWindows,
    IsAgreed,
    MeasureIs,
    Misses,
    Not,
    Predicate,
    Records,
)
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.quantities import Bound, Comparison, Quantity
from sladsl.time.windows import Window


def truth(node: Predicate | Condition, scope: Scope) -> Truth:
    """A predicate speaks of the item bound last or, where it names a record or period, of the item bound to that name; a condition of the
    supplied window."""
    match node:
        case (
            MeasureIs()
            | Records()
            | Misses()
            | IsAgreed()
            | InWindows()
            | Ever()
            | CreditsReachCap()
            | AllOf()
            | AnyOf()
            | Not()
        ):
            return _condition(node, scope)
        case _:
            return predicates.predicate(node, scope)


# --- predicates ------------------------------------------------------------------------------------------------------------------


# --- conditions ------------------------------------------------------------------------------------------------------------------


def _condition(node: Condition, scope: Scope) -> Truth:
    world = scope.world
    match node:
        case MeasureIs(measure, comparison, ref):
            window = points.window_at(ref, scope)
            if window is None:
                return Truth.FALSE
            inner = scope.over(window)
            return compares(measures.measure(measure, inner), comparison, inner)
        case Records():
            return quantifiers.records(node, scope)
        case Misses(clause, party, ref):
            window = points.window_at(ref, scope)
            if window is None:
                return Truth.FALSE
            return _settled(world).missed(clause, party, window, scope.bound)
        case IsAgreed(name):
            value = world.form_value(name)
            return truth_of(value is not None and value.value is not None)
        case InWindows():
            return _in_windows(node, scope)[0]
        case Ever():
            return some(
                _condition(node.condition, served)
                for window in windows_so_far(node, scope)
                if (served := lives.groups_in_service(scope.over(window))) is not None
            )
        case CreditsReachCap(ref):
            window = points.window_at(ref, scope)
            return Truth.FALSE if window is None else _settled(world).cap_reached(window)
        case AllOf(parts):
            return every(_condition(part, scope) for part in parts)
        case AnyOf(parts):
            return some(_condition(part, scope) for part in parts)
        case Not(part):
            return negation(_condition(part, scope))
        case _:
            assert_never(node)


def windows_so_far(node: Ever, scope: Scope) -> tuple[Window, ...]:
    """Those of the unit that share a moment with the term, up to the settled one."""
    world = scope.world
    return world.windows(WindowSpec(WindowUnit(node.unit)), world.term.start, scope.window.end)


def _settled(world: World) -> Settled:
    if world.settled is None:
        raise RuntimeError("a condition looks at what has not been settled")
    return world.settled


def _in_windows(node: InWindows, scope: Scope) -> tuple[Truth, tuple[Window, ...]]:
    """And the windows that fulfil it. The settled window must be one of them: the right arises with it, not again in every window after."""
    world = scope.world
    unit = WindowUnit(node.unit)
    settled = scope.window
    earlier = clock.run_of(settled, -1, node.of - 1, unit, world) if node.of > 1 else ()
    spent = world.settled.spent(node, scope) if world.settled is not None else frozenset()
    run = [window for window in (*earlier, settled) if window.start not in spent]
    held = [
        (window, Truth.FALSE if inner is None else truth(node.condition, inner))
        for window in run
        for inner in [lives.groups_in_service(scope.over(window))]
    ]
    yes = tuple(window for window, found in held if found is Truth.TRUE)
    now = next((found for window, found in held if window is settled), Truth.FALSE)
    possible = sum(found is not Truth.FALSE for _, found in held)
    if now is Truth.FALSE or possible < node.least:
        return Truth.FALSE, yes
    if now is Truth.TRUE and len(yes) >= node.least:
        return Truth.TRUE, yes[-node.least :]
    unknown = any(found is Truth.UNDETERMINED for _, found in held)
    return Truth.UNDETERMINED if unknown else Truth.PENDING, yes


# --- for both halves -------------------------------------------------------------------------------------------------------------


def compares(measured: Measured, comparison: Comparison, scope: Scope) -> Truth:
    """Rounded first by the reading "comparison". Without a value: false. Pending only where the rows that still run can change the answer."""
    return comparing.compares(measured, comparison, scope)


def bound_value(limit: Quantity | str, scope: Scope) -> Fraction | None:
    """The value of a quantity, an order-form value or a measure by name; None where it has none."""
    return comparing.limit_value(limit, scope)


def bound_test(bound: Bound, scope: Scope) -> Callable[[int, int], bool]:
    """Whether so many of so many fulfil a bound; the second number is 1 where the first alone counts."""
    limit = bound_value(bound.limit, scope)
    if limit is None:
        return lambda n, of: False
    return lambda n, of: of > 0 and bound.holds(Fraction(n, of), limit)


def happenings(node: Condition | Predicate, scope: Scope) -> tuple[Happening, ...]:
    """The windows or items that fulfil the condition, by time: the months of `InWindows`, the Interruptions of `HasCount`."""
    match node:
        case InWindows():
            return _in_windows(node, scope)[1]
        case HasCount():
            return quantifiers.has_count(node, scope)[1]
        case Records():
            return quantifiers.happened(node, scope)
        case AllOf(parts) | AnyOf(parts):
            return _together(happenings(part, scope) for part in parts if truth(part, scope) is Truth.TRUE)
        case AllHold(inner) | AnyHolds(inner):
            return _together(happenings(part, scope) for part in inner if truth(part, scope) is Truth.TRUE)
        case MeasureIs(window=ref) | Misses(window=ref) | CreditsReachCap(window=ref):
            window = points.window_at(ref, scope)
            return (window,) if window is not None else ()
        case _:
            return (scope.it,) if isinstance(scope.it, Item | Piece) else (scope.window,)


def _together(parts: Iterable[tuple[Happening, ...]]) -> tuple[Happening, ...]:
    return tuple(dict.fromkeys(each for part in parts for each in part))
