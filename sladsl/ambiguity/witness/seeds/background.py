"""What stands behind a case so that nothing but its events is out of order: the hours of every other month, the claims for what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from sladsl.ambiguity.witness.cones import Cone
from sladsl.ambiguity.witness.lengths import DAY, HOUR
from sladsl.ambiguity.witness.levers import Acts, Counted, Figures
from sladsl.ambiguity.witness.seeds.stage import Stage
from sladsl.model.algebra import Aggregate, CountOf, Done, Measure, NamedMeasure, OfField
from sladsl.model.consequences import ClaimRule
from sladsl.model.duties import Level
from sladsl.model.node import nodes
from sladsl.model.quantities import Comparator, Quantity
from sladsl.model.schema import FieldKind
from sladsl.model.worked import Event, RowEvent
from sladsl.time.windows import Window

_MOST_ROWS = 12


def is_claim(lever: Acts, cone: Cone) -> bool:
    rules = tuple(one.conditions for one in cone.plan.rules if isinstance(one, ClaimRule))
    return any(isinstance(n, Done) and n.record == lever.record.name and n.field == lever.field for n in nodes(rules))


def background(stage: Stage, events: tuple[Event, ...], first: int, last: int, *, claimed: bool) -> tuple[Event, ...]:
    """Of the months of the term up to the instant `last`; `claimed`: with a claim in time for each month from `first` on."""
    found = list(_steady(stage, events, last))
    if claimed:
        found += _claims(stage, first, last)
    return tuple(found)


def _steady(stage: Stage, events: tuple[Event, ...], last: int) -> Iterator[Event]:
    """Where a duty asks for so much or so many in a month, and the case speaks of the record: as much in each month of which it does not."""
    told = {one.record for one in events if isinstance(one, RowEvent)}
    for lever, value in stage.steady:
        if lever.record.name not in told:
            continue
        own = [one for one in events if isinstance(one, RowEvent) and one.record == lever.record.name]
        for month in stage.ground.months(stage.months[0].start, last - 1):
            if not any(_belongs(one, lever.record.belongs, month, stage) for one in own):
                at = stage.at(month.first + timedelta(days=9))
                if isinstance(lever, Figures):
                    yield from lever.of(at, value)
                else:
                    for number in range(int(value)):
                        yield from lever.of(at + number * HOUR, True)


def _belongs(event: RowEvent, field: str, month: Window, stage: Stage) -> bool:
    value = dict(event.fields).get(field)
    if isinstance(value, int):
        return month.start <= value < month.end
    return value is not None and hasattr(value, "isoformat") and month.first <= value <= month.last  # type: ignore[operator]


def steady_levers(stage: Stage) -> Iterator[tuple[Figures | Counted, Fraction]]:
    """What meets a duty to have at least so much or so many in a month."""
    bodies = {one.name: one.body for one in stage.cone.plan.definitions}
    for level in (one for one in stage.cone.nodes if isinstance(one, Level)):
        if level.comparison is None:
            continue
        measure: object = level.measure
        while isinstance(measure, NamedMeasure) and measure.name in bodies:
            measure = bodies[measure.name]
        least = [
            b.limit.value
            for b in level.comparison.bounds
            if b.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN) and isinstance(b.limit, Quantity)
        ]
        if least:
            yield from _meeting(stage, measure, least[0])


def _meeting(stage: Stage, measure: Measure | object, least: Fraction) -> Iterator[tuple[Figures | Counted, Fraction]]:
    match measure:
        case OfField(aggregate=Aggregate.TOTAL, fields=(field,), selection=selection):
            for lever in stage.figures:
                source = lever.rows.source(selection)
                if source is not None and source[0].name == lever.record.name and lever.field == field:
                    yield lever, least
                    return
        case CountOf(selection=selection) if least <= _MOST_ROWS:
            for counted in stage.counted:
                source = counted.rows.source(selection)
                if source is not None and source[0].name == counted.record.name and counted.that is None:
                    yield counted, least
                    return
        case _:
            return


def _claims(stage: Stage, first: int, last: int) -> Iterator[Event]:
    for lever in stage.acts:
        if not is_claim(lever, stage.cone):
            continue
        named = any(field.kind is FieldKind.MONTH for field in lever.record.fields)
        for month in stage.ground.months(first, last)[:3]:
            # a billing month is named by the month of the calendar in which it starts
            start = month.start if named else month.end - DAY
            yield from lever.at(start, month.end + 4 * DAY + 12 * HOUR)
