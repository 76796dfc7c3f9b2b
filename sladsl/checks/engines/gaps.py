"""Which rows of a cadence are due and absent: found in the database, told as stretches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from sqlglot import exp

from sladsl.checks.engines.asking import Asked, ask
from sladsl.checks.engines.columns import value_of
from sladsl.checks.engines.reaching import Reach
from sladsl.checks.engines.relation import Relation
from sladsl.checks.evaluate.measuring import samples
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.schema import Record
from sladsl.records.table import Table, Value
from sladsl.time.stretches import Stretches, clip
from sladsl.time.zones import start_of_day

if TYPE_CHECKING:
    from sladsl.checks.engines.measuring import Holding

_QUARTER_HOUR = 900
_SECOND = 1_000_000


@dataclass(frozen=True)
class Gaps:
    """By stream: its values of the cadence's `each`, the start of the slot of its last row, and what is missing."""

    keys: tuple[tuple[Value, ...], ...]
    last: tuple[int | None, ...]
    gaps: tuple[Stretches, ...]
    step: int
    slots: int = 0
    """In how many slots there is a row, over all streams."""

    def any_in(self, start: int, end: int) -> bool:
        return any(clip(each, start, end) for each in self.gaps if each)

    def standing(self, record: Record, world: World) -> Table | None:
        """A row for each stream with the value as which a missing row counts; None where it is left out."""

        def make() -> Table | None:
            said = samples.missing_as(record, world)
            if said is None:
                return None
            each = samples.each_of(record)
            columns: dict[str, Sequence[Value]] = {}
            for field in record.fields:
                if field.name == said[0]:
                    columns[field.name] = [said[1]] * len(self.keys)
                elif field.name in each:
                    columns[field.name] = [key[each.index(field.name)] for key in self.keys]
                else:
                    columns[field.name] = [None] * len(self.keys)
            return Table(record, columns, [0] * len(self.keys))

        return world.once(("engines", "standing", record.name), make)


def gaps_of(relation: Relation, world: World, holding: Holding) -> Gaps:
    """See `samples._samples`. Cadences that are no part or multiple of a quarter of an hour are refused."""
    record = relation.record
    cadence = record.cadence
    if cadence is None:
        raise Refused(record.name, "it has no cadence, and what its rows say is looked at row by row")
    seconds = cadence.seconds
    if _QUARTER_HOUR % seconds and seconds % _QUARTER_HOUR:
        raise Refused(record.name, f"its cadence of {seconds} seconds does not divide the hour")
    ends = holding.reach(record, world)
    step = seconds * _SECOND
    if ends is None:
        keys = tuple(product(*(_due_values(relation, name, world) for name in cadence.each)))
        return Gaps(keys, (None,) * len(keys), ((),) * len(keys), step)
    found = _slots(relation, ends, min(seconds, _QUARTER_HOUR) * _SECOND, world, holding)
    if seconds > _QUARTER_HOUR:
        found = {key: _clock_slots(slots, seconds, world) for key, slots in found.items()}
    for key in product(*(_due_values(relation, name, world) for name in cadence.each)):
        found.setdefault(key, ())
    due_to = max((slots[-1] for slots in found.values() if len(slots)), default=0) + step
    first = world.plan.term.start
    due_from = start_of_day(first, world.zone) if first else min((s[0] for s in found.values() if len(s)), default=0)
    out = []
    for key, slots in found.items():
        start, end = samples._due(record, key, due_from, due_to, world)
        out.append(samples._gaps(slots, step, max(start, world.term.start), min(end, world.term.end), record, world))
    return Gaps(
        tuple(found),
        tuple(s[-1] if len(s) else None for s in found.values()),
        tuple(out),
        step,
        sum(map(len, found.values())),
    )


def _due_values(relation: Relation, name: str, world: World) -> Sequence[Value]:
    field = relation.record.field(name)
    if field is not None and field.choices:
        return field.choices
    meant = world.table(field.record) if field is not None and field.record else None
    return list(meant.rows_by_key) if meant is not None and len(meant) else ()


def _clock_slots(quarters: Sequence[int], seconds: int, world: World) -> Sequence[int]:
    return sorted(set(samples.slots_of(quarters, seconds, world)))


Slots = dict[tuple[Value, ...], Sequence[int]]


def _slots(relation: Relation, ends: tuple[int, int], step: int, world: World, holding: Holding) -> Slots:
    """The slots in which each stream has a row, by time."""
    record, database = relation.record, holding.database
    each = samples.each_of(record)
    values = [value_of(relation.column(name)) for name in each]
    at = relation.instant(relation.column(record.belongs), database)
    low = ends[0] // step
    count = ends[1] // step - low + 1
    slot = exp.IntDiv(this=exp.paren(at), expression=exp.Literal.number(step))
    number = exp.paren(exp.Sub(this=slot, expression=exp.Literal.number(low)))
    asked = Asked(relation, Reach(None, None), {}, {}, None, None)
    whole = database.slots(number, count)
    heads = [value.as_(f"head_{n}") for n, value in enumerate(values)]
    if whole is not None:
        edges = exp.Min(this=number.copy()).as_("first"), exp.Max(this=number.copy()).as_("last")
        query = exp.select(*heads, *edges, whole.as_("slots")).from_(relation.source)
        if heads:
            query = query.group_by(*(exp.Literal.number(n + 1) for n in range(len(heads))))
        return {
            tuple(key): _from_bits(first, last, bits, low, step)
            for *key, first, last, bits in ask(query, asked, database)
        }
    query = exp.select(*heads, number.as_("slot")).distinct().from_(relation.source)
    out: dict[tuple[Value, ...], list[int]] = {}
    for row in ask(query, asked, database):
        out.setdefault(tuple(row[:-1]), []).append((int(row[-1]) + low) * step)
    return {key: sorted(found) for key, found in out.items()}


def _from_bits(first: int, last: int, bits: str | None, low: int, step: int) -> Sequence[int]:
    if bits is None:
        return range((low + first) * step, (low + last) * step + 1, step)
    return [(low + at.start()) * step for at in re.finditer("1", bits)]
