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
        numbers: dict[tuple[tuple[str, str], ...], int] = {}
        for start, end in pairwise(edges) if meant else ():
            values_now = {
                event.field: event.value if any(a <= start < b for a, b in event.stretches) else event.otherwise
                for event in meant
            }
            said = tuple((field_name, value) for field_name, value in values_now.items() if value)
            if not said:
                continue
            if said not in numbers:
                numbers[said] = len(rows)
                rows.append({**own, **dict(said)})
            told.append((start, end, numbers[said]))
        streams.append(samples.Stream((), (), (), (), -1, tuple(told)))
    made = Table(record, {f.name: [row.get(f.name) for row in rows] for f in record.fields}, [0] * len(rows), "")
    return samples.Samples(record, made, 0, tuple(streams), step)


def _is_meant(event: SampleEvent, record: Record, own: Mapping[str, Value]) -> bool:
    for name, value in event.bound:
        field = record.reference_to(name)
        if field is not None and field.name in own and own[field.name] != value:
            return False
    return True
