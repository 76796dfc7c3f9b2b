"""Claims: credits that are due only if someone claims them, in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring.limits import deadline
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.truth import Truth, every
from sladsl.checks.evaluate.measuring.walk import children
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.deciding import decide
from sladsl.checks.figures import figure
from sladsl.model.algebra import Condition, Done, Quantifier, Records
from sladsl.model.consequences import ClaimRule
from sladsl.model.moments import Limit
from sladsl.model.quantities import Dimension, Unit

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.payments import Line
    from sladsl.checks.evaluate.settling.settlement import Settlement

_CLAIMABLE = ("credit", "refund")


def unclaimed(lines: Sequence[Line], settlement: Settlement, note: Callable[[str], None]) -> list[Line]:
    """The lines without those that are not, or not yet, claimed; the note says which and why."""
    world = settlement.world
    rules = [rule for rule in world.plan.rules if isinstance(rule, ClaimRule)]
    out = []
    for line in lines:
        mine = [rule for rule in rules if _concerns(rule, line, rules)]
        if line.effect.verb not in _CLAIMABLE or any(rule.clause and not rule.conditions for rule in mine):
            out.append(line)
        elif mine:
            held = every(_held(condition, line.firing.scope) for rule in mine for condition in rule.conditions)
            if held is Truth.TRUE:
                out.append(line)
            else:
                note(_words(line, held, f"line {mine[0].place.line}"))
        elif _by_reading(world) == "automatic":
            out.append(line)
        else:
            note(_words(line, Truth.UNDETERMINED, "and no record shows claims"))
    return out


def _held(condition: Condition, scope: Scope) -> Truth:
    """A claim that nobody has made yet may still be made while its time limit runs. An example that is silent on claims has none, and
    one that is silent on what must be so for all ("every Invoice is Paid") finds it in order."""
    in_order = isinstance(condition, Records) and condition.quantifier in (Quantifier.EACH, Quantifier.NO)
    held = decide(condition, scope, Truth.TRUE if in_order else Truth.FALSE)
    if held is Truth.FALSE and any(_runs(limit, scope) for limit in _limits(condition)):
        return Truth.PENDING
    return held


def _limits(node: object) -> Iterator[Limit]:
    if isinstance(node, Done) and node.limit is not None:
        yield node.limit
    for child in children(node):
        yield from _limits(child)


def _runs(limit: Limit, scope: Scope) -> bool:
    found = deadline(limit, scope)
    return found is not None and scope.world.as_of < found.late_from


def _by_reading(world: World) -> str:
    try:
        return world.reading("claim")
    except KeyError:
        raise world.open_reading("claim") from None


def _concerns(rule: ClaimRule, line: Line, rules: Sequence[ClaimRule]) -> bool:
    clause = line.consequence.clause
    if rule.clause and rule.clause != clause:
        return False
    if rule.others and any(other.clause == clause for other in rules):
        return False
    return not rule.item or rule.item in line.firing.scope.bound


def _words(line: Line, held: Truth, by: str) -> str:
    amount = figure(line.amount, Unit(Dimension.MONEY, line.firing.scope.world.plan.currency))
    group = f" for {line.firing.group}" if line.firing.group else ""
    at = f"{line.consequence.clause} (line {line.consequence.place.line}), {line.window.label}{group}: {amount}"
    match held:
        case Truth.FALSE:
            return f"{at} is not due: it was not claimed as {by} requires."
        case Truth.PENDING:
            return f"{at} is not due yet: it can still be claimed ({by})."
        case _:
            return f"{at} is not shown to be due: it must be claimed ({by})."
