"""Whether several amounts of one month can have fractions of the least coin: only then it matters how they are rounded."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from sladsl.checks.plan import Plan
from sladsl.model.algebra import Records
from sladsl.model.consequences import (
    Amount,
    AtLeastAmount,
    Cap,
    Consequence,
    DeclaredUnits,
    Exceeds,
    ExtremeAmount,
    FixedAmount,
    ForEachUnit,
    ForEachWindow,
    FromTable,
    OnCondition,
    OnMiss,
    Pay,
    Steps,
    SumAmount,
    UnitTrigger,
    UpToAmount,
    UpToCount,
)
from sladsl.model.duties import Level
from sladsl.model.moments import WindowSpec, WindowUnit

_CENT = Fraction(1, 100)
_MONTHS = (WindowUnit.MONTH, WindowUnit.QUARTER, WindowUnit.YEAR)


def several_fractions(plan: Plan) -> bool:
    """Whether two amounts between the same parties that fall due in one month can both have fractions."""
    step = plan.rounding.step if plan.rounding is not None else _CENT
    cut = any(not _whole(rule.limit, step) for rule in plan.rules if isinstance(rule, Cap))
    pairs: Counter[tuple[str, str]] = Counter()
    for one in plan.consequences:
        if isinstance(one.effect, Pay) and (cut or not _whole(one.effect.amount, step) or _parts(one)):
            pairs[one.effect.payer, one.effect.payee] += 1 if _once(one, plan) else 2
    return any(count > 1 for count in pairs.values())


def _whole(amount: Amount | None, step: Fraction) -> bool:
    """Whether the amount is a multiple of the step, whatever the records say."""
    match amount:
        case None | DeclaredUnits():
            return True
        case FixedAmount(quantity=quantity):
            return (quantity.value / step).denominator == 1
        case UpToAmount(amount=inner, limit=limit) | AtLeastAmount(amount=inner, limit=limit):
            return _whole(inner, step) and _whole(limit, step)
        case UpToCount(amount=inner):
            return _whole(inner, step)
        case ExtremeAmount(left=left, right=right):
            return _whole(left, step) and _whole(right, step)
        case SumAmount(left=left, right=right, unit=unit):
            counted = unit is None or unit.steps in (Steps.FULL, Steps.STARTED)
            return counted and _whole(left, step) and _whole(right, step)
        case FromTable(table=table, base=None):
            return all(_whole(cell, step) for row in table.rows for cell in row.cells)
        case _:
            return False


def _parts(one: Consequence) -> bool:
    """Whether the consequence counts parts of units."""
    return isinstance(one.trigger, UnitTrigger) and one.trigger.steps not in (Steps.FULL, Steps.STARTED)


def _once(one: Consequence, plan: Plan) -> bool:
    """Whether the consequence follows at most once in a month."""
    if any(service.each for service in plan.services):
        return False
    match one.trigger:
        case OnMiss(duty=name):
            kinds = [duty.kind for duty in plan.duties if duty.name == name]
            return all(
                isinstance(kind, Level) and kind.group is None and kind.window is not None and _long(kind.window)
                for kind in kinds
            )
        case OnCondition(condition=condition, spec=spec):
            return _long(spec) and not isinstance(condition, Records)
        case ForEachWindow(spec=spec) | ForEachUnit(spec=spec):
            return _long(spec)
        case UnitTrigger(quantity=Exceeds(spec=spec, group=None)):
            return _long(spec)
        case _:
            return False


def _long(spec: WindowSpec) -> bool:
    return spec.unit in _MONTHS and not spec.sliding
