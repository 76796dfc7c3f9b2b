"""Missing samples: which rows are due by a cadence and absent, and what they count as."""

from __future__ import annotations

from itertools import product

from sladsl.checks.emit.runtime.clock import SECOND
from sladsl.checks.emit.runtime.contract import FieldSpec, RecordSpec
from sladsl.checks.emit.runtime.lives import life_of
from sladsl.checks.emit.runtime.rows import Row
from sladsl.checks.emit.runtime.world import World


def streams_of(world: World, spec: RecordSpec) -> list[dict[str, str]]:
    """The combinations of the values of the fields by which samples are collected."""
    values: list[list[str]] = []
    for name in spec.each:
        field = spec.field(name) or FieldSpec(name, "text")
        if field.choices:
            values.append(list(field.choices))
        elif field.record:
            values.append([row.key or row.where for row in world.rows.get(field.record) or ()])
        else:
            values.append(sorted({str(row.values[name]) for row in world.rows[spec.name] or () if name in row.values}))
    return [dict(zip(spec.each, combination, strict=True)) for combination in product(*values)]


def make_missing(world: World, spec: RecordSpec, start: int, end: int) -> None:
    """A row that is due by the cadence and absent counts as the reading "missing record" says: as `FIELD=choice`, or not at all."""
    rows = world.rows[spec.name]
    if rows is None or not spec.every or start >= end:
        return
    width = spec.every * SECOND
    slots = world.clock.slots(start, end, width)
    present: set[tuple[int, tuple[str, ...]]] = set()
    for row in rows:
        if row.at is not None:
            slot = world.memory[("slot", row)] = world.clock.slot(row.at, width)
            present.add((slot[0], tuple(str(row.values.get(name)) for name in spec.each)))
    made: list[Row] = []
    for stream in streams_of(world, spec):
        mine = tuple(stream[name] for name in spec.each)
        for slot in slots:
            if (slot[0], mine) not in present and _in_life(world, spec, stream, slot[0]):
                counts_as = world.readings.either(f"missing record/{spec.name}", otherwise="left out")
                if counts_as == "left out":
                    return
                name, _, choice = counts_as.partition("=")
                made.append(Row(spec.name, {**stream, spec.belongs: slot[0], name: choice}, "", "missing", slot[0]))
    world.rows[spec.name] = sorted([*rows, *made], key=lambda row: row.at or 0)


def _in_life(world: World, spec: RecordSpec, stream: dict[str, str], at: int) -> bool:
    for name, key in stream.items():
        field = spec.field(name)
        row = world.row(field.record, key) if field is not None and field.record else None
        if row is not None and not any(start <= at < end for start, end in life_of(world, row)):
            return False
    return True
