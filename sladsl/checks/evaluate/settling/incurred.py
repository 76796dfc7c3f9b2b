"""Units that a party incurs (points), and extensions of the term or a service."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sladsl.checks.evaluate.measuring.explain import length_unit, where
from sladsl.checks.evaluate.measuring.scope import Bound
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.settling.amounts import amount_of
from sladsl.checks.evaluate.settling.firing import Firing
from sladsl.checks.evaluate.settling.sums import Setting
from sladsl.checks.evaluate.settling.things import apart
from sladsl.checks.evaluate.settling.triggers import firings
from sladsl.checks.reasons import Figure, Span, Told, joined, told
from sladsl.checks.statement import Extension
from sladsl.model.consequences import Consequence, Extend, Incur
from sladsl.model.node import node
from sladsl.model.quantities import Dimension, Unit
from sladsl.time.windows import Window

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.settlement import Settlement


@node
class Incurred:
    """So many units for a window; `group` and `item` as in a firing."""

    consequence: Consequence
    party: str
    unit: str
    count: Fraction
    window: Window
    group: str
    because: tuple[str, ...]
    item: Bound | None = None


def incurred_in(month: Window, settlement: Settlement) -> tuple[Incurred, ...]:
    """In the order of the text; "twice those Points instead" stands in the place of what the clause gave before for the same window."""
    out: list[Incurred] = []
    for consequence in settlement.world.plan.consequences:
        effect = consequence.effect
        if not isinstance(effect, Incur):
            continue
        for firing in firings(consequence, month, settlement):
            if firing.truth is not Truth.TRUE:
                continue
            if effect.twice:
                out = _doubled(out, firing, effect)
                continue
            if consequence.instead:
                out = [one for one in out if not _replaced(one, firing, effect)]
            found = amount_of(effect.amount, firing.scope, Setting(consequence.clause, missed=firing.missed))
            if found.value:
                count = found.value * (firing.steps if firing.steps is not None else 1)
                why = (where(consequence.clause, consequence.place.line), *firing.because, *found.because)
                out.append(
                    Incurred(
                        consequence, effect.party, effect.unit, count, firing.window, firing.group, why, firing.item
                    )
                )
    return tuple(out)


def _replaced(one: Incurred, firing: Firing, effect: Incur) -> bool:
    same = one.consequence.clause == firing.consequence.clause and one.consequence is not firing.consequence
    return (
        same
        and one.window == firing.window
        and one.group == firing.group
        and not apart(one.item, firing.item)
        and one.party == effect.party
        and one.unit == effect.unit
    )


def _doubled(out: list[Incurred], firing: Firing, effect: Incur) -> list[Incurred]:
    """What the same clause gave in the window counts twice."""
    by = where(firing.consequence.clause, firing.consequence.place.line)
    reason = told("twice, by {where}: {why}", where=by, why=joined(firing.because, "{one}; {other}"))
    return [
        replace(one, count=one.count * 2, because=(*one.because, reason)) if _replaced(one, firing, effect) else one
        for one in out
    ]


def extensions_in(month: Window, settlement: Settlement) -> tuple[Extension, ...]:
    """Each with its limit in the window of the limit or, without one, in that of the trigger."""
    out: list[Extension] = []
    for consequence in settlement.world.plan.consequences:
        effect = consequence.effect
        if not isinstance(effect, Extend):
            continue
        used: dict[int, Fraction] = {}
        for earlier in (
            settlement.months_until(month.end) if effect.limit is not None and effect.spec is not None else (month,)
        ):
            for firing in firings(consequence, earlier, settlement):
                if firing.truth is not Truth.TRUE:
                    continue
                amount = effect.length.amount * (firing.steps if firing.steps is not None else 1)
                why = (where(consequence.clause, consequence.place.line), *firing.because)
                if effect.limit is not None:
                    over = _limit_window(effect, firing, settlement)
                    left = max(effect.limit.amount - used.get(over.start, Fraction(0)), Fraction(0))
                    unit, size = length_unit(effect.limit)
                    if amount > left:
                        cut = told(
                            "not more than {most} in {span}: {before} cut to {after}",
                            most=_counted(effect.limit.amount / size, unit),
                            span=Span(over.label),
                            before=Figure(amount / size),
                            after=_counted(left / size, unit),
                        )
                        why = (*why, cut)
                        amount = left
                    used[over.start] = used.get(over.start, Fraction(0)) + amount
                if amount and earlier == month:
                    unit, size = length_unit(effect.length)
                    out.append(Extension(consequence.clause, effect.subject, amount / size, unit, why))
    return tuple(out)


def _counted(count: Fraction, unit: str) -> Told:
    return told("{amount}", amount=Figure(count, Unit(Dimension.UNIT, unit)))


def _limit_window(effect: Extend, firing: Firing, settlement: Settlement) -> Window:
    if effect.spec is None:
        return firing.window
    found = settlement.world.windows(effect.spec, firing.window.end - 1, firing.window.end)
    return found[0] if found else firing.window
