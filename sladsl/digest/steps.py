"""Credit tables as step functions, and the time that a share of time comes to in months of each length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from sladsl.checks.evaluate.measuring.explain import measure_words
from sladsl.checks.plan import Plan
from sladsl.checks.spans import Span, span_of
from sladsl.checks.tiers import comparisons_of, holds, meets, same_measure
from sladsl.digest.bench import unit_in
from sladsl.digest.facts import Minutes, Steps
from sladsl.digest.ladders import Ladder
from sladsl.model.algebra import Measure, NamedMeasure, NamedPeriod, ShareOfTime
from sladsl.model.consequences import (
    Amount,
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
from sladsl.model.node import nodes
from sladsl.model.quantities import Comparison, Dimension, Quantity, Unit

_DAY = 86_400
_LENGTHS = (28, 29, 30, 31)
_MOST_COLUMNS = 4
_MOST_LIMITS = 12


def credit_steps(plan: Plan) -> Iterator[Steps]:
    """Of each credit table whose rows compare a measure and whose cells are shares, amounts or units, one for each column that is unlike the others; a table of more
    columns or rows than a figure can show has none."""
    for consequence in plan.consequences:
        if not isinstance(consequence.effect, Pay | Incur):
            continue
        for table in nodes(consequence.effect):
            if isinstance(table, Bands) and table.measure is not None and len(table.columns) <= _MOST_COLUMNS:
                yield from _alike(
                    found
                    for column in range(max(len(table.columns), 1))
                    if (found := _steps(consequence, table, column, plan)) is not None
                )


def _alike(columns: Iterable[Steps]) -> Iterator[Steps]:
    """Columns in which the same is due at the same values, as one."""
    found: dict[Steps, list[str]] = {}
    for one in columns:
        found.setdefault(replace(one, choices=()), []).extend(one.choices)
    yield from (replace(one, choices=tuple(choices)) for one, choices in found.items())


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

    sizes = [one[0] for one in sized if one is not None]
    if any(len({sizes[n] for n, row in enumerate(rows) if holds(row, at)}) > 1 for at in _tried(limits, span)):
        return None  # two rows hold the value, and which of them counts is a reading
    held = [at for at in _tried(limits, span) if any(holds(row, at) for row in rows)]

    def value(at: Fraction) -> Fraction | None:
        if asked and all(meets(one, at) for one in asked):
            return Fraction(0)
        found = {size for row, size in zip(rows, sizes, strict=True) if holds(row, at)}
        if found:
            return found.pop()
        return None if held and min(held) < at < max(held) else Fraction(0)

    between = [value((a + b) / 2) if _reached(a, b, span) else None for a, b in pairwise(limits)]
    below, above = _beyond(limits, span)
    unit = unit_in(given, table.measure, plan) or Unit(Dimension.NUMBER)
    kind = kinds.pop() if kinds else ""
    money, counted = (
        (kind.removeprefix("money:"), "") if kind.startswith("money:") else ("", kind.removeprefix("unit:"))
    )
    return Steps(
        consequence.place.line, consequence.clause, measure_words(table.measure), unit,
        (table.columns[column],) if table.columns else (), limits, tuple(value(one) for one in limits),
        (None if below is None else value(below), *between, None if above is None else value(above)), span.low, span.high, money, "" if kind in ("", "share") else counted,
    )  # fmt: skip


def _tried(limits: tuple[Fraction, ...], span: Span) -> tuple[Fraction, ...]:
    """The limits, and a value on each side of each."""
    beyond = (one for one in _beyond(limits, span) if one is not None)
    return tuple(sorted({*limits, *((a + b) / 2 for a, b in pairwise(limits)), *beyond}))


def _beyond(limits: tuple[Fraction, ...], span: Span) -> tuple[Fraction | None, Fraction | None]:
    """A value below all limits and one above, as far as the measure gets there."""
    first, last = limits[0], limits[-1]
    below = first - 1 if span.low is None else (span.low + first) / 2 if span.low < first else None
    above = last + 1 if span.high is None else (span.high + last) / 2 if span.high > last else None
    return below, above


def _reached(low: Fraction, high: Fraction, span: Span) -> bool:
    """Whether the measure, which may come in steps, takes a value between the two."""
    return span.step is None or (low // span.step + 1) * span.step < high


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


def minutes(plan: Plan, all_ladders: Iterable[Ladder]) -> Iterator[Minutes]:
    """Of each ladder on a share of the time of a month; a rounded share has none, since it comes to its limit before."""
    done: dict[tuple[str, str], Minutes] = {}
    for ladder in all_ladders:
        share = share_of_time(ladder.measure, plan)
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


def share_of_time(measure: Measure | object, plan: Plan) -> ShareOfTime | None:
    bodies = {one.name: one.body for one in plan.definitions}
    while isinstance(measure, NamedMeasure) and measure.name in bodies:
        measure = bodies[measure.name]
    if not isinstance(measure, ShareOfTime) or not all(isinstance(one, NamedPeriod) for one in measure.left_out):
        return None  # a share of something else than a month, of business hours
    return measure
