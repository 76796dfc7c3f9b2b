"""Credit tables as step functions, and the time that a share of time comes to in months of each length."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from sladsl.checks.evaluate.measuring.explain import measure_words
from sladsl.checks.plan import Plan
from sladsl.checks.slots_needed import nodes
from sladsl.checks.spans import span_of
from sladsl.checks.tiers import comparisons_of, holds, meets, same_measure
from sladsl.digest.bench import unit_in
from sladsl.digest.facts import Minutes, Steps
from sladsl.digest.ladders import ladders
from sladsl.model.algebra import Measure, NamedMeasure, NamedPeriod, ShareOfTime
from sladsl.model.consequences import (
    Amount,
    BandRow,
    Bands,
    Consequence,
    DeclaredUnits,
    FixedAmount,
    Incur,
    OnMiss,
    Pay,
    ShareOf,
)
from sladsl.model.duties import Level
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.quantities import Comparison, Dimension, Quantity, Unit

_DAY = 86_400
_LENGTHS = (28, 29, 30, 31)
_MOST_COLUMNS = 4
_MOST_LIMITS = 12


def credit_steps(plan: Plan) -> Iterator[Steps]:
    """Of each credit table whose rows compare a measure and whose cells are shares, amounts or units, one for each column; a table of more
    columns or rows than a figure can show has none."""
    for consequence in plan.consequences:
        if not isinstance(consequence.effect, Pay | Incur):
            continue
        for table in nodes(consequence.effect):
            if isinstance(table, Bands) and table.measure is not None and len(table.columns) <= _MOST_COLUMNS:
                for column in range(max(len(table.columns), 1)):
                    found = _steps(consequence, table, column, plan)
                    if found is not None:
                        yield found


def _steps(consequence: Consequence, table: Bands, column: int, plan: Plan) -> Steps | None:
    assert table.measure is not None
    rows = [row for row in table.rows if row.applicable[column]]
    bounds = [b.limit for row in rows if row.comparison is not None for b in row.comparison.bounds]
    asked = _asked(consequence, table, plan)
    given = [one for one in (*bounds, *(b.limit for c in asked for b in c.bounds)) if isinstance(one, Quantity)]
    limits = tuple(sorted({one.value for one in given}))
    if not limits or len(limits) > _MOST_LIMITS or not all(isinstance(one, Quantity) for one in bounds):
        return None
    cells = [row.cells[column] for row in rows]
    sized = [_size(one) for one in cells]
    kinds = {kind for one in sized if one is not None for kind in (one[1],) if kind}
    if any(one is None for one in sized) or len(kinds) > 1:
        return None
    span = span_of(table.measure, plan)

    def value(at: Fraction) -> Fraction | None:
        return _at(at, rows, [one[0] for one in sized if one is not None], asked)

    middles = [(a + b) / 2 for a, b in pairwise(limits)]
    below = None if span.low is not None and span.low >= limits[0] else value((span.low + limits[0]) / 2 if span.low is not None else limits[0] - 1)  # fmt: skip
    above = None if span.high is not None and span.high <= limits[-1] else value((span.high + limits[-1]) / 2 if span.high is not None else limits[-1] + 1)  # fmt: skip
    at = [value(one) for one in limits]
    between = [value(one) for one in middles]
    if any(one is None for one in (*at, *between)):
        return None  # two rows hold the value, and which of them counts is a reading
    unit = unit_in(given, table.measure, plan) or Unit(Dimension.NUMBER)
    kind = kinds.pop() if kinds else ""
    money, counted = (
        (kind.removeprefix("money:"), "") if kind.startswith("money:") else ("", kind.removeprefix("unit:"))
    )
    return Steps(
        consequence.place.line, consequence.clause, measure_words(table.measure), unit,
        table.columns[column] if table.columns else "", limits, tuple(one for one in at if one is not None),
        (below, *between, above), span.low, span.high, money, "" if kind in ("", "share") else counted,
    )  # fmt: skip


def _at(value: Fraction, rows: list[BandRow], sizes: list[Fraction], asked: tuple[Comparison, ...]) -> Fraction | None:
    if asked and all(meets(one, value) for one in asked):
        return Fraction(0)
    found = {size for row, size in zip(rows, sizes, strict=True) if holds(row, value)}
    if len(found) > 1:
        return None
    return found.pop() if found else Fraction(0)


def _asked(consequence: Consequence, table: Bands, plan: Plan) -> tuple[Comparison, ...]:
    """What the duty asks of the same measure, where the credit follows its miss."""
    match consequence.trigger:
        case OnMiss(duty=name):
            level = next((one.kind for one in plan.duties if one.name == name), None)
            if isinstance(level, Level) and not level.by_choice and same_measure(level.measure, table.measure):
                return comparisons_of(level)
    return ()


def _size(cell: Amount | None) -> tuple[Fraction, str] | None:
    """How much, and in what; None for what is no figure of its own."""
    match cell:
        case None:
            return Fraction(0), ""
        case ShareOf(ratio=ratio):
            return ratio, "share"
        case FixedAmount(quantity=given) if given.unit.dimension is Dimension.MONEY:
            return given.value, f"money:{given.unit.name}"
        case DeclaredUnits(count=count, unit=unit):
            return count, f"unit:{unit}"
        case _:
            return None


# --- minutes ---------------------------------------------------------------------------------------------------------------------


def minutes(plan: Plan) -> Iterator[Minutes]:
    """Of each ladder on a share of the time of a month; a rounded share has none, since it comes to its limit before."""
    done: dict[tuple[str, str], Minutes] = {}
    for ladder in ladders(plan):
        share = _share_of_time(ladder.measure, plan)
        if share is None or ladder.spec != WindowSpec(WindowUnit.MONTH):
            continue
        values = sorted({one.value for one in ladder.limits}, reverse=share.outside)
        limits = tuple((v, tuple((1 - v if share.outside else v) * days * _DAY for days in _LENGTHS)) for v in values)
        key = (ladder.clause, measure_words(ladder.measure))
        period = share.period.name if isinstance(share.period, NamedPeriod) else ""
        told = Minutes(ladder.line, *key, period, share.outside, bool(share.left_out), limits)
        if key in done:
            known = dict((*done[key].limits, *limits))
            ordered = tuple(sorted(known.items(), reverse=share.outside))
            told = Minutes(done[key].line, *key, period, share.outside, bool(share.left_out), ordered)
        done[key] = told
    yield from done.values()


def _share_of_time(measure: Measure | object, plan: Plan) -> ShareOfTime | None:
    bodies = {one.name: one.body for one in plan.definitions}
    while isinstance(measure, NamedMeasure) and measure.name in bodies:
        measure = bodies[measure.name]
    return measure if isinstance(measure, ShareOfTime) else None
