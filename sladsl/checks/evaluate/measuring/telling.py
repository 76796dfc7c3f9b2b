"""Samples that a worked example tells as stretches: "every Probe has Outcome failure from … to …"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, product

from sladsl.checks.evaluate.measuring import samples
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.schema import Record
from sladsl.model.worked import SampleEvent
from sladsl.records.table import OPEN_END, Table, Value


def told(record: Record, table: Table, step: int, events: tuple[SampleEvent, ...], world: World) -> samples.Samples:
    """The segments of a worked example: for each stream and each stretch between two edges the values that the events give."""
    each = samples.each_of(record)
    known = [[*samples._due_values(record, name, table, world)] for name in each]
    for values, name in zip(known, each, strict=True):
        field = record.field(name)
        for event in events:
            # A stream is named by its field or, where the field refers to a record, by the record.
            values += [v for k, v in event.bound if field and k in (name, field.record) and v not in values]
        if not values:
            values.append(None)
    rows: list[dict[str, Value]] = []
    streams: list[samples.Stream] = []
    for key in product(*known):
        own = dict(zip(each, key, strict=True))
        meant = [event for event in events if _is_meant(event, record, own)]
        told: list[tuple[int, int, int]] = []
        edges = sorted({0, OPEN_END} | {edge for event in meant for stretch in event.stretches for edge in stretch})
        numbers: dict[tuple[tuple[str, Value], ...], int] = {}
        for start, end in pairwise(edges) if meant else ():
            values_now = _values_at(start, meant, record, world)
            said = tuple((field_name, value) for field_name, value in values_now.items() if value != "")
            if not said:
                continue
            if said not in numbers:
                numbers[said] = len(rows)
                rows.append({**own, **dict(said)})
            told.append((start, end, numbers[said]))
        made = next((event.made for event in meant if event.made is not None), None)
        streams.append(samples.Stream((), (), (), (), -1, tuple(told), made))
    shown = Table(record, {f.name: [row.get(f.name) for row in rows] for f in record.fields}, [0] * len(rows), "")
    return samples.Samples(record, shown, 0, tuple(streams), step)


def _values_at(at: int, events: list[SampleEvent], record: Record, world: World) -> dict[str, Value]:
    """What the rows of a moment show; where one is missing, no more than what it counts as."""
    now = {event.field: event.value if any(a <= at < b for a, b in event.stretches) else None for event in events}
    if "" in now.values():
        said = samples.missing_as(record, world)
        return {said[0]: said[1]} if said is not None else {}
    return {event.field: event.otherwise if now[event.field] is None else now[event.field] for event in events}


def _is_meant(event: SampleEvent, record: Record, own: Mapping[str, Value]) -> bool:
    for name, value in event.bound:
        field = record.reference_to(name)
        if field is not None and field.name in own and own[field.name] != value:
            return False
    return True
