"""Credit tables beside the duty whose miss they follow, and the values at which they are tried.

Between neighbouring limits nothing changes, so each limit and one value between each two are tried, and that is all. A measure that
counts takes whole numbers only, a rounded one multiples of its step.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from sladsl.checks.figures import figure
from sladsl.checks.figures import quantity as shown
from sladsl.checks.plan import Plan
from sladsl.checks.spans import Span, quantities_in, span_of, values
from sladsl.checks.tiers import compared_span, holds, levels_beside
from sladsl.checks.tiers import comparisons_of as comparisons_of
from sladsl.checks.tiers import meets as meets
from sladsl.checks.tiers import same_measure as same_measure
from sladsl.model.algebra import Measure, MeasureIs, NamedMeasure, Rounded
from sladsl.model.consequences import (
    Amount,
    BandRow,
    Bands,
    Consequence,
    DeclaredUnits,
    Exceeds,
    FixedAmount,
    OnCondition,
    Pay,
    ShareOf,
    ThatAmount,
    UnitTrigger,
)
from sladsl.model.duties import Duty, Level
from sladsl.model.moments import WindowSpec
from sladsl.model.node import nodes
from sladsl.model.quantities import PERCENT, Bound, Comparator, Comparison, Dimension, Quantity, Unit
from sladsl.node import node


@node
class Ladder:
    """A credit table by bands of a measure. `levels`: the comparisons that the duty asks for (one for each choice) whose miss it follows, or
    that its clause keeps where the credit has no condition of its own; empty where there is no such duty."""

    consequence: Consequence
    table: Bands
    levels: tuple[Comparison, ...]
    span: Span

    @property
    def unit(self) -> Unit:
        return next(q.unit for row in self.table.rows for q in quantities_in(row.comparison))

    @property
    def lower_is_worse(self) -> bool | None:
        """None where the levels do not tell: one that is exact lies at an end of what the measure can be ("at 100%", "at 0 minutes"), or
        neither side is worse."""
        bounds = [bound for level in self.levels for bound in level.bounds]
        exact = [bound.limit for bound in bounds if bound.comparator is Comparator.EXACTLY]
        if not exact:
            return any(b.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN) for b in bounds) if bounds else None
        ends = {one.value for one in exact if isinstance(one, Quantity)}
        return True if ends == {self.span.high} else False if ends == {self.span.low} else None

    def at(self, value: Fraction) -> str:
        """ "Monthly Uptime at 99%"."""
        return at(name_of(self.table.measure), figure(value, self.unit))

    def tried(self) -> tuple[Fraction, ...]:
        compared = [row.comparison for row in self.table.rows]
        return values((*compared, *self.levels), self.span)

    def limits(self) -> tuple[Fraction, ...]:
        """Every number that a row names, from low to high."""
        return tuple(sorted({q.value for row in self.table.rows for q in quantities_in(row.comparison)}))

    def rows_at(self, value: Fraction) -> tuple[BandRow, ...]:
        return tuple(row for row in self.table.rows if holds(row, value))

    def gaps(self) -> Iterator[tuple[Fraction, Fraction, Fraction, BandRow]]:
        """Each stretch of values between the rows that lies in none: from which limit to which, a value in its middle, the row below it."""
        tried, limits = self.tried(), self.limits()
        held = [n for n, value in enumerate(tried) if self.rows_at(value)]
        for before, after in pairwise(held):
            if after - before > 1:
                low = max(limit for limit in limits if limit <= tried[before + 1])
                high = min(limit for limit in limits if limit >= tried[after - 1])
                yield low, high, tried[(before + after) // 2], self.rows_at(tried[before])[0]

    def rounding_between(self, low: Fraction, high: Fraction) -> str:
        """Rows such as 97.0% to 97.9% and 98.0% to 98.9% speak of a measure with one decimal place; how to say that it is rounded."""
        step = (high - low) * (100 if self.unit.dimension is Dimension.PERCENT else 1)
        places = next((n for n in (1, 2, 3) if step == Fraction(1, 10**n)), None)
        if places is None:
            return ""
        said = f"{places} decimal place{'' if places == 1 else 's'}"
        rounded = f'"A measure is rounded half up to {said} before it is compared."'
        return f"If the rows mean values with {said}, write: {rounded}"

    def shown(self, value: Fraction) -> str:
        return figure(value, self.unit)


def ladders(plan: Plan) -> Iterator[Ladder]:
    """The tables whose limits are all known."""
    for consequence in plan.consequences:
        for table in nodes(consequence.effect):
            if isinstance(table, Bands) and table.measure is not None and _all_known(table):
                said = next((r.value for r in plan.readings if r.slot.name == "comparison"), None)
                span = compared_span(table, plan, said)
                yield Ladder(consequence, table, levels_beside(consequence, table, plan.duties), span)


def _all_known(table: Bands) -> bool:
    bounds = [b for row in table.rows for b in (row.comparison.bounds if row.comparison else ())]
    return bool(bounds) and all(isinstance(b.limit, Quantity) for b in bounds)


def is_bonus(effect: object, owing: str) -> bool:
    """A payment by another than the party that owes the duty rewards it, so its limit is another by design."""
    return isinstance(effect, Pay) and effect.payer != owing


def name_of(measure: object) -> str:
    if isinstance(measure, Rounded):
        return name_of(measure.measure)
    return measure.name if isinstance(measure, NamedMeasure) else "value"


def at(name: str, value: str) -> str:
    return f"a value of {value}" if name == "value" else f"{name} at {value}"


def paid(amount: Amount | None) -> Fraction | None:
    """What a cell gives, where cells of the table can be compared: a share of the same base, or an amount; None for a formula."""
    match amount:
        case None:
            return Fraction(0)
        case ShareOf(ratio=ratio, base=ThatAmount()):
            return ratio
        case FixedAmount(quantity=quantity):
            return quantity.value
        case DeclaredUnits(count=count):
            return count
        case _:
            return None


def told(amount: Amount | None) -> str:
    """A cell in words: "10%", "GBP 400.00", "nothing"."""
    match amount:
        case None:
            return "nothing"
        case ShareOf(ratio=ratio):
            return figure(ratio, PERCENT)
        case FixedAmount(quantity=quantity):
            return shown(quantity)
        case DeclaredUnits(count=count, unit=unit):
            return f"{count} {unit}{'' if count == 1 else 's'}"
        case _:
            return "an amount by a formula"


def own_limit(consequence: Consequence) -> tuple[Measure, Comparison] | None:
    """The measure of which a consequence speaks itself, and when it follows: "If Monthly Uptime is below 99%", "by which it exceeds"."""
    match consequence.trigger:
        case OnCondition(condition=MeasureIs(measure=measure, comparison=comparison)) if quantities_in(comparison):
            return measure, comparison
        case UnitTrigger(quantity=Exceeds(measure=measure, limit=Quantity() as limit, short=short)):
            return measure, Comparison((Bound(Comparator.LESS_THAN if short else Comparator.MORE_THAN, limit),))
        case _:
            return None


def verdict_on(measure: object, asked: Comparison, window: WindowSpec | None, plan: Plan) -> bool | None:
    """True where every value fulfils it, False where none does; None in between, or where nothing is known of the values."""
    span = span_of(measure, plan, window)
    known = all(isinstance(b.limit, Quantity) for b in asked.bounds)
    if not known or not quantities_in(asked) or (span.low is None and span.high is None and len(asked.bounds) < 2):
        return None
    held = {meets(asked, value) for value in values((asked,), span)}
    return held.pop() if len(held) == 1 else None


def levels_by_clause(plan: Plan) -> dict[str, list[tuple[Duty, Level]]]:
    """The duties that keep a measure, by the title of their clause."""
    found: dict[str, list[tuple[Duty, Level]]] = {}
    for duty in plan.duties:
        if isinstance(duty.kind, Level):
            found.setdefault(duty.clause, []).append((duty, duty.kind))
    return found
