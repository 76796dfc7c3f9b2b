"""What other clauses do to a duty: take it out of force, count it as missed, excuse it. Excused stands before met and missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring.belonging import belongs_at
from sladsl.checks.evaluate.measuring.explain import where
from sladsl.checks.evaluate.measuring.limits import belongs_to
from sladsl.checks.evaluate.measuring.periods import stretches
from sladsl.checks.evaluate.measuring.points import window_at
from sladsl.checks.evaluate.measuring.scope import Bound, Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth, every, negation
from sladsl.checks.evaluate.settling.deciding import decide
from sladsl.checks.evaluate.settling.firing import Firing
from sladsl.checks.evaluate.settling.triggers import firings
from sladsl.checks.evaluate.settling.verdict import Verdict
from sladsl.checks.reasons import Told, joined, told
from sladsl.checks.statement import State
from sladsl.model.algebra import Period
from sladsl.model.consequences import Consequence, CountsAsMissed, Excuse, NotApplying
from sladsl.model.duties import Duty
from sladsl.time.stretches import holds, total
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.settlement import Settlement


def in_force(clause: str, scope: Scope, item: Bound | None, settlement: Settlement) -> Truth:
    """Whether the clause applies in the supplied window, or to the item: false where a rule says that it does not."""
    found = Truth.TRUE
    for rule in settlement.not_applying.get(clause, ()):
        found = every((found, negation(_off(rule, scope, item))))
    return found


def _off(rule: NotApplying, scope: Scope, item: Bound | None) -> Truth:
    world = scope.world
    if rule.during_extension:
        # Windows are settled within the agreed term: the time of an extension follows it.
        return Truth.TRUE if scope.window.start >= world.term.end else Truth.FALSE
    parts = []
    if rule.window is not None:
        named = window_at(rule.window, scope)
        inside = named is not None and named.start <= scope.window.start and scope.window.end <= named.end
        parts.append(Truth.TRUE if inside else Truth.FALSE)
    if rule.period is not None:
        period: Period = rule.period
        found = stretches(period, scope)
        at = belongs_at(item, world) if isinstance(item, Item | Piece) else None
        inside = holds(found, at) if at is not None else total(found) == scope.window.length
        parts.append(Truth.TRUE if inside else Truth.FALSE)
    if rule.condition is not None:
        parts.append(decide(rule.condition, scope))
    return every(parts)


def applied(duty: Duty, verdicts: tuple[Verdict, ...]) -> Iterator[Verdict]:
    """Those of a clause that applies only if a condition holds, or only to some: others are left out."""
    for one in verdicts:
        held = [decide(condition, one.scope, Truth.TRUE) for condition in duty.only_if]
        if duty.only_to is not None:
            item = one.scope.item(duty.only_to.name)
            held.append(belongs_to(item, duty.only_to, one.scope) if item is not None else Truth.UNDETERMINED)
        yield from _unless(one, every(held), told("whether the clause applies"))


def judged(duty: Duty, window: Window, verdicts: tuple[Verdict, ...], settlement: Settlement) -> tuple[Verdict, ...]:
    """The verdicts with what the rest of the contract says of the clause in the window."""
    kept = [
        later
        for one in applied(duty, verdicts)
        for later in _unless(
            one, settlement.in_force(duty.clause, one.scope, one.item), told("whether the clause applies")
        )
    ]
    for consequence in settlement.counted.get(duty.clause, ()):
        kept = [_counted(one, firing) for one in kept for firing in [_matching(consequence, one, settlement)]]
    for consequence in settlement.excuses.get(duty.clause, ()):
        if isinstance(consequence.effect, Excuse) and consequence.effect.party in ("", duty.who):
            kept = [_excused(one, _matching(consequence, one, settlement)) for one in kept]
    return tuple(kept)


def _unless(one: Verdict, held: Truth, what: Told) -> Iterator[Verdict]:
    if held is Truth.TRUE:
        yield one
    elif held is Truth.PENDING:
        yield replace(one, state=State.PENDING, because=told("{what} is not decided yet", what=what))
    elif held is Truth.UNDETERMINED:
        yield replace(one, state=State.UNDETERMINED, because=told("{what} is not known from the records", what=what))


def _counted(one: Verdict, firing: Firing | None) -> Verdict:
    if firing is None or not isinstance(firing.consequence.effect, CountsAsMissed) or one.state is State.EXCUSED:
        return one
    said = _by(firing)
    match firing.truth:
        case Truth.TRUE:
            return replace(one, state=State.MISSED, because=told("counts as missed by {what}", what=said))
        case Truth.PENDING if one.state is State.MET:
            return replace(one, state=State.PENDING, because=told("may count as missed by {what}", what=said))
        case Truth.UNDETERMINED if one.state is State.MET:
            return replace(one, state=State.UNDETERMINED, because=told("may count as missed by {what}", what=said))
        case _:
            return one


def _by(firing: Firing) -> Told:
    """The clause that says so, and why it does."""
    place = where(firing.consequence.clause, firing.consequence.place.line)
    return told("{what}: {items}", what=place, items=joined(firing.because, "{one}; {other}"))


def _excused(one: Verdict, firing: Firing | None) -> Verdict:
    if firing is None:
        return one
    said = _by(firing)
    match firing.truth:
        case Truth.TRUE:
            return replace(one, state=State.EXCUSED, because=told("excused by {what}", what=said))
        case Truth.PENDING if one.state in (State.MET, State.MISSED):
            return replace(one, state=State.PENDING, because=told("may be excused by {what}", what=said))
        case Truth.UNDETERMINED if one.state in (State.MET, State.MISSED):
            return replace(one, state=State.UNDETERMINED, because=told("may be excused by {what}", what=said))
        case _:
            return one


def _matching(consequence: Consequence, one: Verdict, settlement: Settlement) -> Firing | None:
    """The firing that speaks of the verdict's window and group: a true one before others."""
    found = [
        firing
        for month in settlement.months_of(one.window)
        for firing in firings(consequence, month, settlement)
        if _same_time(firing.window, one.window) and _same_group(firing.scope, one.scope)
    ]
    return next((firing for firing in found if firing.truth is Truth.TRUE), found[0] if found else None)


def _same_time(left: Window, right: Window) -> bool:
    """One lies within the other."""
    return (left.start <= right.start and right.end <= left.end) or (
        right.start <= left.start and left.end <= right.end
    )


def _same_group(left: Scope, right: Scope) -> bool:
    return all(right.bound[name] == value for name, value in left.bound.items() if name in right.bound)
