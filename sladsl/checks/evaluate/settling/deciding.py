"""Conditions as settling decides them: a measure counts only over a window that is over and that the records cover.

What measuring says of an uncovered window means nothing: months before the first probe are not months of failure, and a month to come
is not one without incidents.
"""

from __future__ import annotations

from typing import assert_never

from sladsl.checks.evaluate.measuring import clock, conditions
from sladsl.checks.evaluate.measuring.lives import groups_in_service
from sladsl.checks.evaluate.measuring.points import window_at
from sladsl.checks.evaluate.measuring.reach import readiness
from sladsl.checks.evaluate.measuring.scope import Happening, Scope
from sladsl.checks.evaluate.measuring.truth import Truth, every, negation, some
from sladsl.checks.evaluate.settling.clean import unsaid
from sladsl.model.algebra import (
    AllOf,
    AnyOf,
    Condition,
    CreditsReachCap,
    Ever,
    InWindows,
    IsAgreed,
    MeasureIs,
    Misses,
    Not,
    Records,
)
from sladsl.model.moments import WindowUnit
from sladsl.time.windows import Window


def decide(condition: Condition, scope: Scope, silent: Truth = Truth.FALSE) -> Truth:
    """In the supplied window. `silent`: what a condition comes to in a worked example that says nothing of it. What an example does not
    speak of is in order: nothing follows from it, and a clause that it limits applies."""
    match condition:
        case MeasureIs(measure=measure, window=ref):
            window = window_at(ref, scope)
            if window is None:
                return Truth.FALSE
            if unsaid(measure, scope.over(window)):
                return silent
            ready, _ = readiness(measure, window, scope.world)
            return conditions.truth(condition, scope) if ready is Truth.TRUE else ready
        case InWindows():
            return _in_windows(condition, scope)[0]
        case Ever():
            return some(
                decide(condition.condition, inner, silent)
                for window in conditions.windows_so_far(condition, scope)
                if (inner := groups_in_service(scope.over(window))) is not None
            )
        case AllOf(parts=parts):
            return every(decide(part, scope, silent) for part in parts)
        case AnyOf(parts=parts):
            return some(decide(part, scope, silent) for part in parts)
        case Not(part=part):
            return negation(decide(part, scope, negation(silent)))
        case Records():
            return silent if unsaid(condition, scope) else conditions.truth(condition, scope)
        case Misses() | IsAgreed() | CreditsReachCap():
            return conditions.truth(condition, scope)
        case _:
            assert_never(condition)


def happened(condition: Condition, scope: Scope) -> tuple[Happening, ...]:
    """The windows or items that fulfil the condition, by time."""
    match condition:
        case InWindows():
            return _in_windows(condition, scope)[1]
        case AllOf(parts=parts) | AnyOf(parts=parts):
            found = (one for part in parts if decide(part, scope) is Truth.TRUE for one in happened(part, scope))
            return tuple(dict.fromkeys(found))
        case MeasureIs() | Records() | Misses() | IsAgreed() | CreditsReachCap() | Ever() | Not():
            return conditions.happenings(condition, scope)
        case _:
            assert_never(condition)


def _in_windows(node: InWindows, scope: Scope) -> tuple[Truth, tuple[Window, ...]]:
    """`least` of the `of` windows that end with the settled one, which must be one of them: what follows comes with the window that
    completes the number, and not again in each window after it."""
    world = scope.world
    earlier = clock.run_of(scope.window, -1, node.of - 1, WindowUnit(node.unit), world) if node.of > 1 else ()
    held = [
        (window, Truth.FALSE if inner is None else decide(node.condition, inner))
        for window in (*earlier, scope.window)
        for inner in [groups_in_service(scope.over(window))]
    ]
    found = _counted(node, held, scope.window)
    if found[0] is Truth.FALSE or world.settled is None:
        return found
    # Whether windows count again matters only where enough of them fulfil the condition.
    spent = world.settled.spent(node, scope)
    return _counted(node, [one for one in held if one[0].start not in spent], scope.window) if spent else found


def _counted(node: InWindows, held: list[tuple[Window, Truth]], settled: Window) -> tuple[Truth, tuple[Window, ...]]:
    fulfilled = tuple(window for window, found in held if found is Truth.TRUE)
    now = next((found for window, found in held if window is settled), Truth.FALSE)
    if now is Truth.FALSE or sum(found is not Truth.FALSE for _, found in held) < node.least:
        return Truth.FALSE, fulfilled
    if now is Truth.TRUE and len(fulfilled) >= node.least:
        # The number is complete with the last of these: "the third of those months" is the settled one, whatever came before.
        return Truth.TRUE, fulfilled[-node.least :]
    unknown = any(found is Truth.UNDETERMINED for _, found in held)
    return Truth.UNDETERMINED if unknown else Truth.PENDING, fulfilled
