"""The unit of a measure, found from its parts; what does not agree is a finding."""

from __future__ import annotations

from fractions import Fraction

from sladsl.model.agreement import NameKind
from sladsl.model.algebra import (
    Aggregate,
    Arithmetic,
    Constant,
    CountOf,
    ExtremeOf,
    ItemLength,
    ItemValue,
    LedgerBalance,
    Measure,
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
from sladsl.model.quantities import NUMBER, PERCENT, SECONDS, Comparison, Dimension, Quantity, Unit
from sladsl.model.resolve.context import Context
from sladsl.model.resolve.phrases import text_of, with_article
from sladsl.model.schema import Field, FieldKind
from sladsl.syntax.tree import Phrase


def unit_of(measure: Measure, node: Phrase, ctx: Context) -> Unit | None:
    """The unit of its values; None where the text does not settle it (a ledger)."""
    match measure:
        case OfField(fields=fields, selection=selection, aggregate=aggregate):
            if aggregate is Aggregate.NUMBER:
                return NUMBER
            field = ctx.records[selection.name].field(fields[0]) if selection.name in ctx.records else None
            return field_unit(field, node, ctx) if field else NUMBER
        case CountOf() | UnitsIncurred():
            return NUMBER
        case OfPeriod(aggregate=aggregate):
            return NUMBER if aggregate is Aggregate.NUMBER else SECONDS
        case ItemLength():
            return SECONDS
        case OverWindows(measure=inner) | OverThings(measure=inner) | Rounded(measure=inner):
            return unit_of(inner, node, ctx)
        case ShareOfRecords() | ShareOfTime() | ShareOfUnits():
            return PERCENT
        case Arithmetic(operator=operator, left=left, right=right):
            return _arithmetic(operator, left, right, node, ctx)
        case ExtremeOf(left=left):
            return unit_of(left, node, ctx)
        case Constant(quantity=quantity):
            return quantity.unit
        case NamedMeasure(name=name):
            return ctx.definition(name, node).unit
        case ItemValue(record=record, field=name):
            field = ctx.records[record].field(name)
            return field_unit(field, node, ctx) if field else None
        case LedgerBalance():
            return None


def field_unit(field: Field, node: Phrase, ctx: Context) -> Unit | None:
    """The unit of a field's values; a finding where it has none to count with."""
    match field.kind:
        case FieldKind.NUMBER:
            return NUMBER
        case FieldKind.PERCENT:
            return PERCENT
        case FieldKind.DURATION | FieldKind.PHYSICAL | FieldKind.MONEY:
            return field.unit
        case _:
            raise ctx.refuse(
                "N070",
                node,
                f"{field.name} is {with_article(field.kind.value)}, and only quantities can be added up, averaged or compared",
                hint="Name a field of numbers, percentages, amounts or durations.",
            )


def _arithmetic(operator: Operator, left: Measure, right: Measure, node: Phrase, ctx: Context) -> Unit | None:
    a, b = unit_of(left, node, ctx), unit_of(right, node, ctx)
    if a is None or b is None:
        return a or b
    match operator:
        case Operator.PLUS | Operator.MINUS:
            if not a.agrees_with(b):
                raise ctx.refuse(
                    "D012",
                    node,
                    f"{said(a)} and {said(b)} cannot be added or subtracted",
                    hint="Add or subtract quantities of one kind.",
                )
            return a
        case Operator.TIMES:
            return b if a.dimension in (Dimension.PERCENT, Dimension.NUMBER) else a
        case Operator.OVER:
            if a.agrees_with(b):
                # a quotient of like quantities is compared with percentages: "Pass Rate … at or above 97%"
                return PERCENT
            return a if b.dimension in (Dimension.NUMBER, Dimension.PERCENT) else NUMBER


_PERCENT = ("percent", "per cent", "percentage point")


def check_measure(comparison: Comparison, measure: Measure, what: str, node: Phrase, at: Phrase, ctx: Context) -> None:
    """A comparison of a measure; `at`: where the measure stands. What is calculated may exceed 100%: "Used, divided by Planned"."""
    check_comparison(comparison, unit_of(measure, at, ctx), what, node, ctx, share=not _is_calculated(measure, at, ctx))


def _is_calculated(measure: Measure, node: Phrase, ctx: Context) -> bool:
    match measure:
        case Arithmetic():
            return True
        case OverWindows(measure=inner) | OverThings(measure=inner) | Rounded(measure=inner):
            return _is_calculated(inner, node, ctx)
        case NamedMeasure(name=name):
            body = ctx.definition(name, node).body
            return isinstance(body, Arithmetic | OverWindows | OverThings | Rounded) and _is_calculated(body, node, ctx)
        case _:
            return False


def check_comparison(
    comparison: Comparison, unit: Unit | None, what: str, node: Phrase, ctx: Context, share: bool = True
) -> None:
    """A comparison must speak of the same kind of quantity as the measure, or the sentence has no meaning; and a share of 0% to 100%."""
    for bound in comparison.bounds:
        limit = limit_unit(bound.limit, node, ctx)
        if unit is None or limit is None:
            continue
        bare = next(node.walk("number"), None)
        if unit.dimension is Dimension.TIME and limit == NUMBER and bare is not None:
            count = text_of(bare)
            units = dict.fromkeys((unit.name, "minute", "hour", "day"))
            answers = (f"{count} {one}{'' if count == '1' else 's'}" for one in units)
            raise ctx.leave_open("A007", bare, f"{count} of which unit?", answers)
        if not unit.agrees_with(limit) and not (unit == NUMBER and limit.dimension is Dimension.PHYSICAL):
            raise ctx.refuse(
                "D012",
                node,
                f"{what} is {said(unit)}, and it is compared with {said(limit)}",
                label=f"{said(limit)}",
                hint="Write the sign: `99.9%`." if limit.name in _PERCENT else f"Compare it with {said(unit)}.",
            )
        value = bound.limit.value if isinstance(bound.limit, Quantity) else None
        if share and unit == PERCENT and limit == PERCENT and value is not None and value > 1:
            ctx.refuse(
                "N073",
                node,
                f"{what} cannot exceed 100%, and it is compared with {percent_text(value)}%",
                label="above 100%",
                hint="Write a percentage of at most 100%.",
            )


def check_unit(said_unit: Unit, unit: Unit | None, what: str, node: Phrase, ctx: Context) -> None:
    """A value that is given for a measure must be of its kind."""
    if unit is not None and not unit.agrees_with(said_unit):
        ctx.refuse(
            "D012",
            node,
            f"{what} is {said(unit)}, and {said(said_unit)} is given for it",
            label=said(said_unit),
            hint=_instead(said_unit, unit),
        )


def _instead(given: Unit, wanted: Unit) -> str:
    """A step of miles over a plain number: the field does not say that it counts miles."""
    if given.dimension is Dimension.PHYSICAL and wanted.dimension is Dimension.NUMBER:
        return f'Let the field be of that unit ("- …: {given.name}s"), and write the unit after the figure ("2,000 {given.name}s").'
    return f"Give {said(wanted)}."


def percent_text(ratio: Fraction) -> str:
    """A ratio as the digits of a percentage, exactly."""
    shown = ratio * 100
    return str(shown.numerator) if shown.denominator == 1 else f"{shown.numerator}/{shown.denominator}"


def limit_unit(limit: Quantity | str, node: Phrase, ctx: Context) -> Unit | None:
    """The unit of a limit: its own, or that of the value or measure that it names."""
    if isinstance(limit, Quantity):
        return limit.unit
    named = ctx.names.find(limit)
    if named is not None and named.kind in (NameKind.FORM_VALUE, NameKind.MEASURE):
        return ctx.definition(named.text, node).unit
    return None


def said(unit: Unit) -> str:
    match unit.dimension:
        case Dimension.NUMBER:
            return "a number"
        case Dimension.PERCENT:
            return "a percentage"
        case Dimension.MONEY:
            return f"an amount in {unit.name}"
        case Dimension.TIME:
            return "a length of time"
        case Dimension.PHYSICAL:
            return f"a number of {unit.name}s"
        case Dimension.UNIT:
            return f"a number of {unit.name}s"
