"""How many records fulfil a predicate: "no Meeting is Attended", "at least 95% of the Tickets", "at least 4 Interruptions in any 30 days"."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring import clock, comparing, conditions, given, limits, periods, points, rows
from sladsl.checks.evaluate.measuring.measured import Measured
from sladsl.checks.evaluate.measuring.scope import Happening, Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth, every, negation, some, truth_of
from sladsl.model.algebra import HasCount, InTime, Late, Quantifier, Records
from sladsl.model.moments import WindowSpec
from sladsl.model.quantities import Comparison
from sladsl.time.windows import Window, windows_between

# --- conditions on records -------------------------------------------------------------------------------------------------------


def records(node: Records, scope: Scope) -> Truth:
    """So many of the selection fulfil the predicate. A document that was never sent has no row, and is late all the same."""
    if isinstance(node.that, Late | InTime):
        document = limits.document_of(node.that.record, scope.world)
        if document is not None and node.selection.name == node.that.record:
            return _quantified(node, [(Truth.TRUE, conditions.truth(node.that, scope))], scope)
    told = given.given_count(node.selection, scope)
    if told is not None:
        return _given(node, told, scope)
    found = rows.select(node.selection, scope)
    members = [(Truth.TRUE, item) for item in found.items]
    members += [(Truth.PENDING, item) for item in found.pending] + [(Truth.UNDETERMINED, item) for item in found.open]
    held = [(member, _held(node, item, scope)) for member, item in members]
    answer = _quantified(node, held, scope)
    if not found.absent:
        return answer
    # What is absent can add items of any kind; only what they could not change stands.
    with_more = [_quantified(node, [*held, (Truth.TRUE, more)], scope) for more in (Truth.TRUE, Truth.FALSE)]
    counted = node.quantifier in (Quantifier.COUNT, Quantifier.SHARE)
    return answer if not counted and len({answer, *with_more}) == 1 else Truth.UNDETERMINED


def _held(node: Records, item: Item | Piece, scope: Scope) -> Truth:
    return Truth.TRUE if node.that is None else conditions.truth(node.that, scope.bind(node.selection.name, item))


def _quantified(node: Records, held: list[tuple[Truth, Truth]], scope: Scope) -> Truth:
    """From (is it one of them, does it fulfil the predicate) of each."""
    match node.quantifier:
        case Quantifier.EACH:
            return every(some((negation(member), that)) for member, that in held)
        case Quantifier.SOME:
            return some(every(pair) for pair in held)
        case Quantifier.NO:
            return negation(some(every(pair) for pair in held))
        case Quantifier.COUNT | Quantifier.SHARE:
            assert node.bound is not None
            both = [every(pair) for pair in held]
            yes, maybe = both.count(Truth.TRUE), sum(each not in (Truth.TRUE, Truth.FALSE) for each in both)
            unknown = Truth.UNDETERMINED in both or any(member is Truth.UNDETERMINED for member, _ in held)
            sure = sum(member is Truth.TRUE for member, _ in held)
            if node.quantifier is Quantifier.COUNT:
                value = Measured(Fraction(yes), pending=maybe > 0, least=Fraction(yes), most=Fraction(yes + maybe))
            elif not held:
                return truth_of(scope.world.reading("no value") == "kept")
            elif sure < len(held):
                value = Measured(
                    Fraction(yes, sure) if sure else None, pending=True, least=Fraction(0), most=Fraction(1)
                )
            else:
                n = len(held)
                value = Measured(
                    Fraction(yes, n), pending=maybe > 0, least=Fraction(yes, n), most=Fraction(yes + maybe, n)
                )
            answer = comparing.compares(value, Comparison((node.bound,)), scope)
            return Truth.UNDETERMINED if answer is Truth.PENDING and unknown else answer
        case _:
            assert_never(node.quantifier)


def _given(node: Records, count: Fraction, scope: Scope) -> Truth:
    """A worked example gives the number of those that fulfil it."""
    match node.quantifier:
        case Quantifier.SOME:
            return truth_of(count > 0)
        case Quantifier.NO:
            return truth_of(count == 0)
        case Quantifier.COUNT:
            assert node.bound is not None
            return comparing.compares(Measured(count), Comparison((node.bound,)), scope)
        case Quantifier.EACH | Quantifier.SHARE:
            return Truth.TRUE
        case _:
            assert_never(node.quantifier)


def happened(node: Records, scope: Scope) -> tuple[Happening, ...]:
    """The items that fulfil the predicate."""
    found = rows.select(node.selection, scope).items
    return tuple(item for item in found if _held(node, item, scope) is Truth.TRUE)


# --- so many in a window ---------------------------------------------------------------------------------------------------------


def has_count(node: HasCount, scope: Scope) -> tuple[Truth, tuple[Happening, ...]]:
    """With a specification of windows: in one of those that end within the supplied window, or at its end. And the items counted there."""
    own = scope.group(node_group(scope), scope.it) if scope.it is not None else scope
    if node.spec is None:
        return _count_in(node, own)
    best = Truth.FALSE
    for window in _ending_in(node.spec, scope):
        answer, items = _count_in(node, own.over(window))
        if answer is Truth.TRUE:
            return answer, items
        if answer is not Truth.FALSE:
            best = answer
    return best, ()


def node_group(scope: Scope) -> str:
    """The name under which the item that was bound last is bound."""
    return next((name for name, value in reversed(tuple(scope.bound.items())) if value is scope.it), "")


def _ending_in(spec: WindowSpec, scope: Scope) -> list[Window]:
    world, window = scope.world, scope.window
    kind = clock.kind_of(spec, world)
    found = windows_between(kind, window.start, window.end, world.zone, whole=False)
    return [each for each in found if window.start < each.end <= window.end and each.start >= world.term.start]


def _count_in(node: HasCount, scope: Scope) -> tuple[Truth, tuple[Happening, ...]]:
    selection = node.selection
    if node.spec is not None and selection.window is None:
        items, pending, known = _in_supplied(node, scope)
    else:
        found = rows.select(selection, scope)
        items, pending, known = found.items, len(found.pending), found.known
    n = len(items)
    value = Measured(Fraction(n), determined=known, pending=pending > 0, least=Fraction(n), most=Fraction(n + pending))
    return comparing.compares(value, node.comparison, scope), tuple(items)


def _in_supplied(node: HasCount, scope: Scope) -> tuple[tuple[Item | Piece, ...], int, bool]:
    """The items of all time are found once, and then counted in each window in turn."""
    world, window = scope.world, scope.window
    found = rows.select(node.selection, scope)
    if rows.period_of(node.selection, world) is None:
        times = [points.belonging(item, world) for item in found.items if isinstance(item, Item)]
        known = [(at, item) for at, item in zip(times, found.items, strict=True) if at is not None]
        low, high = (bisect_left(known, at, key=lambda pair: pair[0]) for at in window.stretch)
        return tuple(item for _, item in known[low:high]), len(found.pending), found.known
    near = tuple(p for p in found.items if isinstance(p, Piece) and p.start < window.end and p.end >= window.start)
    return periods.belonging(near, window, world), len(found.pending), found.known
