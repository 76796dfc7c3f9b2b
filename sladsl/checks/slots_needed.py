"""Which slots a plan has: one for each place at which its evaluation could count in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.checks.delays import delays_are_open
from sladsl.checks.fractions_due import several_fractions
from sladsl.checks.plan import Plan
from sladsl.checks.slots_of_limits import of_limits
from sladsl.checks.tiers import compared_span, holes, levels_that_may_be_met, overlaps
from sladsl.model.algebra import (
    Aggregate,
    CountOf,
    FromTo,
    InPeriod,
    InWindows,
    MeasureIs,
    MeasureState,
    NamedMeasure,
    OfField,
    OfPeriod,
    OverThings,
    OverWindows,
    Runs,
    SamplesShow,
    Selection,
    ShareOfRecords,
    ShareOfTime,
    UpTo,
    innermost,
)
from sladsl.model.consequences import (
    AtLeastAmount,
    Bands,
    ByLateness,
    Cap,
    CapScope,
    Consequence,
    FeeDays,
    FeeForTime,
    ItemAmount,
    Ledger,
    LedgerKind,
    OfItem,
    Pay,
    Steps,
    Terminate,
    UnitTrigger,
    UpToAmount,
)
from sladsl.model.duties import Declared, Level
from sladsl.model.moments import (
    FieldPoint,
    LengthBasis,
    WindowKind,
    WindowSpec,
    WindowUnit,
)
from sladsl.model.node import nodes
from sladsl.model.quantities import Dimension, Quantity
from sladsl.model.slots import NAMES


def needed(plan: Plan, months: str | None, compared: str | None = None) -> tuple[str, ...]:
    """The names of the slots, in the order of the catalogue. `months`, `compared`: the values of the readings "month" and "comparison",
    None where they are open."""
    there = tuple(nodes(plan))
    found = {
        *_of_windows(plan, there, months),
        *of_limits(plan, there),
        *_of_periods(plan, there),
        *_of_measures(plan, there),
        *_of_consequences(plan, there, compared),
        *("early act", "amount rounded"),
    }
    if delays_are_open(there, nodes((plan.duties, plan.dues))):
        found.add("delay")
    return tuple(sorted(found, key=lambda name: (NAMES.index(name.partition("/")[0]), name)))


def _of_windows(plan: Plan, there: tuple[object, ...], months: str | None) -> Iterator[str]:
    units = {n.unit for n in there if isinstance(n, WindowSpec) and n.kind is WindowKind.PLAIN and n.count == 1}
    units |= {s.unit for s in plan.services if s.unit is not None}
    units |= {unit for n in there if isinstance(unit := getattr(n, "unit", None), WindowUnit)}
    for unit in (WindowUnit.MONTH, WindowUnit.QUARTER, WindowUnit.YEAR):
        if unit in units or (unit is WindowUnit.MONTH and (plan.duties or plan.consequences)):
            yield unit.value
    start = plan.term.start
    if start is not None:
        whole = plan.term.length is None or plan.term.length.basis is LengthBasis.MONTHS
        blocks = {n.unit for n in there if isinstance(n, WindowSpec) and n.count > 1 and not n.sliding}
        by_days = WindowUnit.WEEK in units or WindowUnit.DAY in blocks
        longer = WindowUnit.QUARTER in units or WindowUnit.YEAR in units or by_days
        if start.day != 1 or not whole or longer or months not in ("calendar", "contract"):
            yield "partial window"
        if plan.term.length is not None:
            yield "term start"
            if plan.term.length.basis is LengthBasis.MONTHS:
                yield "months length"
    for life in plan.lives:
        if life.start or life.end:
            yield f"group part/{life.record}"


def _of_periods(plan: Plan, there: tuple[object, ...]) -> Iterator[str]:
    if any(isinstance(n, FromTo | InPeriod | Runs) for n in there):
        yield "stretch ends"
    if any(isinstance(n, FromTo | Runs) for n in there):
        yield from ("straddling", "partial minute")
    if any(isinstance(n, UpTo) for n in there):
        yield "allowance order"
    for node in there:
        if isinstance(node, SamplesShow):
            yield f"sample speaks/{node.selection.name}"
            if _record(plan, node.selection.name):
                yield f"missing record/{node.selection.name}"
    names = {d.name for d in plan.definitions}
    for definition in plan.definitions:
        period = innermost(definition.body)
        if isinstance(period, FromTo):
            yield f"overlap/{definition.name}"
            if _end_is_optional(plan, period):
                yield f"open period/{definition.name}"
    for name in {n.name for n in there if isinstance(n, Selection)} & names:
        yield f"piece belongs/{name}"


def _record(plan: Plan, name: str) -> bool:
    """Whether rows of this record are due by a cadence."""
    return any(r.name == name and r.cadence is not None for r in plan.records)


def _end_is_optional(plan: Plan, period: FromTo) -> bool:
    ends = [n for n in nodes(period.end) if isinstance(n, FieldPoint)]
    fields_of = {r.name: r for r in plan.records}
    found = [fields_of[e.record].field(e.field) for e in ends if e.record in fields_of]
    return bool(found) and all(f is not None and f.optional for f in found)


def _of_measures(plan: Plan, there: tuple[object, ...]) -> Iterator[str]:
    levels = [d.kind for d in plan.duties if isinstance(d.kind, Level)]
    if levels or any(isinstance(n, Bands) or (isinstance(n, MeasureIs) and _may_be_rounded(n, plan)) for n in there):
        yield "comparison"
    if any(
        isinstance(n, OfField | OfPeriod | OverWindows | OverThings) and n.aggregate is Aggregate.PERCENTILE
        for n in there
    ):
        yield "percentile"
    if any(_may_lack_value(level.measure, plan) for level in levels):
        yield "no value"
    for node in there:
        if isinstance(node, OfField | ShareOfRecords | CountOf) and _record(plan, node.selection.name):
            yield f"missing record/{node.selection.name}"
        if isinstance(node, ShareOfTime):
            yield "month length"
        if (
            isinstance(node, MeasureState)
            and isinstance(node.measure, NamedMeasure)
            and _may_lack_value(node.measure, plan)
        ):
            yield f"idle interval/{node.measure.name}"
        if isinstance(node, OverWindows) and isinstance(node.measure, NamedMeasure) and (node.interval or node.spec):
            yield f"idle interval/{node.measure.name}"


def _may_be_rounded(node: MeasureIs, plan: Plan) -> bool:
    """Whether the measure can have more decimals than the figure with which it is compared: a count has none."""
    limits = [bound.limit for bound in node.comparison.bounds if isinstance(bound.limit, Quantity)]
    if any(limit.unit.dimension is not Dimension.NUMBER for limit in limits):
        return True
    return not isinstance(_innermost(node.measure, plan), CountOf)


def _innermost(measure: object, plan: Plan) -> object:
    bodies = {d.name: d.body for d in plan.definitions}
    while isinstance(measure, NamedMeasure) and measure.name in bodies:
        measure = bodies[measure.name]
    return measure


def _may_lack_value(measure: object, plan: Plan) -> bool:
    """Totals and counts are 0 where there is nothing; everything else has no value then."""
    measure = _innermost(measure, plan)
    if isinstance(measure, CountOf):
        return False
    return not (isinstance(measure, OfField) and measure.aggregate in (Aggregate.TOTAL, Aggregate.NUMBER))


def _of_consequences(plan: Plan, there: tuple[object, ...], compared: str | None) -> Iterator[str]:
    paying = [c for c in plan.consequences if isinstance(c.effect, Pay)]
    if paying:
        yield "claim"
        if plan.rounding is None:
            yield "amount rounding"
        if several_fractions(plan):
            yield "several amounts"
    credits = [c for c in paying if isinstance(c.effect, Pay) and c.effect.verb == "credit"]
    if len({c.clause for c in credits}) > 1:
        yield "stacking"
    for consequence in plan.consequences:
        below = tuple(nodes(consequence))
        for table in (n for n in below if isinstance(n, Bands)):
            span = compared_span(table, plan, compared)
            if overlaps(table, span):
                yield f"several rows/{consequence.clause}"
            if holes(table, span):
                yield f"between rows/{consequence.clause}"
            if levels_that_may_be_met(consequence, table, plan):
                yield f"met rows/{consequence.clause}"
        if any(isinstance(n, UnitTrigger) and n.steps is Steps.OPEN for n in below):
            yield f"unit step/{consequence.clause}"
        if _limits_items(consequence):
            yield f"item limit/{consequence.clause}"
        if isinstance(consequence.effect, Terminate) and any(isinstance(n, InWindows) for n in below):
            yield f"restart/{consequence.clause}"
    if any(isinstance(n, FeeDays) for n in there):
        yield "day of fee"
    caps = [r for r in plan.rules if isinstance(r, Cap)]
    wide = {c.verb for c in caps if c.scope is CapScope.ALL}
    if any(c.scope is not CapScope.ALL and c.verb in wide for c in caps):
        yield "cap order"
    if any(isinstance(d.kind, Declared) and "efforts" in d.kind.verb for d in plan.duties):
        yield "efforts"
    for ledger in plan.ledgers:
        yield from _of_ledger(ledger)


def _limits_items(consequence: Consequence) -> bool:
    """Whether a limit stands on units that are counted item by item, and does not itself speak of the item ("up to 55% of its Price")."""
    trigger = consequence.trigger
    if not isinstance(trigger, UnitTrigger) or not isinstance(trigger.quantity, OfItem | ByLateness):
        return False
    around = [n for n in nodes(consequence.effect) if isinstance(n, UpToAmount | AtLeastAmount)]
    limits = [n for n in around if isinstance(n, AtLeastAmount) or n.spec is None]
    return any(not any(isinstance(n, ItemAmount | FeeForTime) for n in nodes(limit)) for limit in limits)


def _of_ledger(ledger: Ledger) -> Iterator[str]:
    carried = ledger.carried_windows > 0 or ledger.carried_for is not None or ledger.carried_until_used
    used = ledger.set_off_against or (ledger.kind is LedgerKind.UNUSED and carried)
    if used and ledger.oldest_first is None:
        yield f"ledger order/{ledger.name}"
    if carried and ledger.lapses_at_end is None:
        yield f"ledger end/{ledger.name}"
