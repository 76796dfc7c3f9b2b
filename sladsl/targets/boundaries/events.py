"""The events of a case as `checks.py` takes them: plain data."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from math import prod
from typing import Any

from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.figures import exact
from sladsl.checks.plan import Plan
from sladsl.model.algebra import NamedMeasure
from sladsl.model.duties import Level
from sladsl.model.quantities import Dimension, Unit
from sladsl.model.schema import Field, FieldKind
from sladsl.model.worked import Event, MeasureEvent, RowEvent, SampleEvent
from sladsl.records.table import Table
from sladsl.records.written import cell
from sladsl.time.zones import instant_of, local


class CannotBeTold(Exception):
    """`checks.py` has no such event, or a value has no finite decimal."""


_MOST_SAMPLES = 150_000
"""`checks.py` makes every sample that is due; more than so many take too long for a test."""


def told(events: tuple[Event, ...], world: World, length: int) -> list[dict[str, Any]]:
    """`world` is that of the events: it has the rows to which they refer; `length` of the time that is settled, in microseconds. Raises
    `CannotBeTold`."""
    found = [_row(world.records[n], number, world) for n in _names(world) for number in range(len(world.records[n]))]
    for event in events:
        match event:
            case MeasureEvent():
                found.append(_measure(event, world.plan))
            case SampleEvent():
                found.append(_samples(event, world, length))
            case RowEvent(record=name):
                record = world.record(name)
                if record is not None and record.cadence is not None:
                    raise CannotBeTold("one sample alone, where many are due")
            case _:
                raise CannotBeTold(type(event).__name__)
    return found


def _names(world: World) -> list[str]:
    """Of the records with rows: those first to which others refer."""
    of = {one.name: {field.record for field in one.fields} - {"", one.name} for one in world.plan.records}

    def depth(name: str, seen: frozenset[str] = frozenset()) -> int:
        return 0 if name in seen else 1 + max((depth(one, seen | {name}) for one in of.get(name, ())), default=0)

    return sorted(world.records, key=depth)


def _row(table: Table, number: int, world: World) -> dict[str, Any]:
    row = {}
    for field in table.record.fields:
        value = table.value(field.name, number)
        if value is not None:
            row[field.name] = _moment(value, world.zone) if field.kind is FieldKind.TIME else _cell(field, value)
    return {"record": table.record.name, "row": row}


def _cell(field: Field, value: object) -> str:
    try:
        return cell(field, value)
    except (ValueError, TypeError) as wrong:  # a moment in place of a day or a month
        raise CannotBeTold(str(wrong)) from None


def _measure(event: MeasureEvent, plan: Plan) -> dict[str, Any]:
    if isinstance(event.measure, NamedMeasure):
        name = event.measure.name
    else:
        levels = (duty for duty in plan.duties if isinstance(duty.kind, Level) and duty.kind.measure == event.measure)
        name = next(levels).name
    last = event.window.first + timedelta(days=event.window.count - 1)
    unit = next((one.unit for one in plan.definitions if one.name == name), None)
    of = {"of": dict(event.bound)} if event.bound else {}
    window = [event.window.first.isoformat(), last.isoformat()]
    return {"measure": name, "value": _value(event.value, unit), "window": window, **of}


def _value(value: Fraction, unit: Unit | None) -> str:
    """As `settle_events` reads it: "99.9%", or the number in the base of its unit."""
    if unit is not None and unit.dimension is Dimension.PERCENT:
        return f"{exact(value * 100)}%" if "/" not in exact(value) else exact(value)
    return exact(value)


def _samples(event: SampleEvent, world: World, length: int) -> dict[str, Any]:
    record = world.record(event.record)
    field = record.field(event.field) if record is not None else None
    if field is None or event.value == "" or event.made is not None:
        raise CannotBeTold("a missing sample")
    if not isinstance(event.value, str) or not isinstance(event.otherwise, str):
        raise CannotBeTold("a sampled figure")
    step = record.cadence.seconds * 1_000_000 if record is not None and record.cadence is not None else 1
    if any(edge % step for stretch in event.stretches for edge in stretch):
        raise CannotBeTold("a part of the time for which a sample stands")
    each = record.cadence.each if record is not None and record.cadence is not None else ()
    streams = prod(
        max(1, len(one.choices)) for name in each if record is not None and (one := record.field(name)) is not None
    )
    if length // step * streams > _MOST_SAMPLES:
        raise CannotBeTold("too many samples")
    stretches = [[_moment(start, world.zone), _moment(end, world.zone)] for start, end in event.stretches]
    of = {"of": dict(event.bound)} if event.bound else {}
    said = {"record": event.record, "field": event.field, "value": event.value, "from_to": stretches}
    return {**said, "otherwise": event.otherwise, **of}


def _moment(instant: object, zone: str) -> str:
    """Local time; refused where the clock shows it twice."""
    assert isinstance(instant, int)
    moment = local(instant, zone).replace(tzinfo=None)
    if instant_of(moment, zone) != instant:
        raise CannotBeTold("an hour that the clock shows twice")
    return moment.isoformat(timespec="microseconds" if moment.microsecond else "seconds")
