"""The values that a measure can take at all: a percentage of time lies between 0% and 100%, a count is a whole number; and those of them
at which comparisons are tried."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from sladsl.checks.plan import Plan
from sladsl.model.algebra import (
    Aggregate,
    Arithmetic,
    Constant,
    CountOf,
    ItemLength,
    LedgerBalance,
    NamedMeasure,
    OfField,
    OfPeriod,
    Operator,
    OverThings,
    OverWindows,
    Rounded,
    ShareOfRecords,
    ShareOfTime,
    ShareOfUnits,
    UnitsIncurred,
)
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.quantities import Comparison, Quantity
from sladsl.model.schema import FieldKind
from sladsl.node import node


@node
class Span:
    """From `low` to `high`, both included (None: unknown), in multiples of `step` (None: any value); in the base of the dimension."""

    low: Fraction | None = None
    high: Fraction | None = None
    step: Fraction | None = None


_ANYTHING = Span()
_SHARE = Span(Fraction(0), Fraction(1))
_NOT_NEGATIVE = Span(Fraction(0))
_COUNT = Span(Fraction(0), None, Fraction(1))

# The longest that a window of this unit can be, with the hour that a clock change adds.
_LONGEST = {
    WindowUnit.MINUTE: 60,
    WindowUnit.HOUR: 3600,
    WindowUnit.DAY: 25 * 3600,
    WindowUnit.WEEK: (7 * 24 + 1) * 3600,
    WindowUnit.MONTH: (31 * 24 + 1) * 3600,
    WindowUnit.QUARTER: (92 * 24 + 1) * 3600,
    WindowUnit.YEAR: (366 * 24 + 1) * 3600,
}


def longest(spec: WindowSpec) -> Fraction:
    """Seconds of the longest window of this kind."""
    return Fraction(_LONGEST[spec.unit] * spec.count)


def span_of(measure: object, plan: Plan, window: WindowSpec | None = None) -> Span:
    """`window`: the window in which it is measured, which bounds totals of time."""
    match measure:
        case ShareOfRecords() | ShareOfTime() | ShareOfUnits():
            return _SHARE
        case CountOf() | UnitsIncurred():
            return _COUNT
        case OfPeriod(aggregate=Aggregate.NUMBER) | OfField(aggregate=Aggregate.NUMBER):
            return _COUNT
        case OfPeriod():
            return Span(Fraction(0), longest(window) if window is not None else None)
        case ItemLength() | LedgerBalance():
            return _NOT_NEGATIVE
        case OfField(fields=fields, selection=selection):
            return _of_field(selection.name, fields[0], plan)
        case OverWindows(measure=inner, aggregate=aggregate) | OverThings(measure=inner, aggregate=aggregate):
            within = span_of(inner, plan)
            return Span(within.low, None if aggregate is Aggregate.TOTAL else within.high)
        case Rounded(measure=inner, rounding=rounding):
            within = span_of(inner, plan, window)
            return Span(within.low, within.high, rounding.step)
        case Constant(quantity=quantity):
            return Span(quantity.value, quantity.value)
        case Arithmetic(operator=operator, left=left, right=right):
            return _arithmetic(operator, span_of(left, plan, window), span_of(right, plan, window))
        case NamedMeasure(name=name) if any(value.name == name for value in plan.form_values):
            return _ANYTHING  # the parties may agree otherwise
        case NamedMeasure(name=name):
            body = next((d.body for d in plan.definitions if d.name == name), None)
            return span_of(body, plan, window) if body is not None else _ANYTHING
        case _:
            return _ANYTHING


def is_continuous(measure: object, plan: Plan) -> bool:
    """Whether it is a share or a length of time, or is calculated: no value of its own is then likelier than those beside it."""
    match measure:
        case ShareOfRecords() | ShareOfTime() | ShareOfUnits() | Arithmetic():
            return True
        case OfPeriod(aggregate=aggregate):
            return aggregate is not Aggregate.NUMBER
        case NamedMeasure(name=name):
            return any(is_continuous(d.body, plan) for d in plan.definitions if d.name == name)
        case _:
            return False


def _of_field(record: str, field: str, plan: Plan) -> Span:
    declared = next((f for r in plan.records if r.name == record for f in r.fields if f.name == field), None)
    return _NOT_NEGATIVE if declared is not None and declared.kind is FieldKind.DURATION else _ANYTHING


def _arithmetic(operator: Operator, a: Span, b: Span) -> Span:
    def both(x: Fraction | None, y: Fraction | None, sign: int) -> Fraction | None:
        return None if x is None or y is None else x + sign * y

    match operator:
        case Operator.PLUS:
            return Span(both(a.low, b.low, 1), both(a.high, b.high, 1))
        case Operator.MINUS:
            return Span(both(a.low, b.high, -1), both(a.high, b.low, -1))
        case _:
            positive = a.low is not None and b.low is not None and a.low >= 0 and b.low >= 0
            return _NOT_NEGATIVE if positive else _ANYTHING


def quantities_in(comparison: Comparison | None) -> list[Quantity]:
    return [b.limit for b in comparison.bounds if isinstance(b.limit, Quantity)] if comparison else []


def values(compared: Iterable[Comparison | None], span: Span) -> tuple[Fraction, ...]:
    """Each limit, one value between each two neighbours and one beyond each end, as far as the measure can take them; from low to high."""
    limits = sorted({q.value for comparison in compared for q in quantities_in(comparison)})
    if not limits:
        return ()
    low = span.low if span.low is not None else limits[0] - 1
    high = span.high if span.high is not None else limits[-1] + max(abs(limits[-1]), Fraction(1))
    marks = sorted({*limits, low, high})
    found = {*marks, *((a + b) / 2 for a, b in pairwise(marks))}
    if span.step is not None:
        step = span.step
        found = {n * step for v in found for n in (v // step, -(-v // step))}
    # a limit beyond what the measure can take shows nothing but that no value gets there
    return tuple(sorted(v for v in found if low <= v <= high))
