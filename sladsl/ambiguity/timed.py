"""Acts on the rows of a record, and within which time they are due."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.checks.plan import Plan
from sladsl.model.algebra import Done, Selection
from sladsl.model.duties import Duty, EachRecord
from sladsl.model.moments import Length, Limit, LimitKind
from sladsl.node import node


@node
class Timed:
    """An act that is due within a time: `length` for the rows that fulfil `rows`."""

    duty: Duty
    record: str
    field: str
    rows: object
    length: Length
    limit: Limit

    @property
    def alike(self) -> object:
        """What two of them have in common whose lengths can be compared: the rows, from when it runs, what pauses it, and how it counts."""
        return self.record, self.rows, self.limit.anchor, self.limit.pauses, self.length.basis, self.length.period


def alike(plan: Plan) -> Iterator[list[Timed]]:
    """The acts of the plan's duties on each row, those together whose lengths can be compared."""
    groups: dict[object, list[Timed]] = {}
    for duty in plan.duties:
        for act in _timed(duty):
            groups.setdefault(act.alike, []).append(act)
    yield from groups.values()


def _timed(duty: Duty) -> Iterator[Timed]:
    match duty.kind:
        case EachRecord(
            selection=Selection(where=where),
            that=Done(record=record, field=field, limit=Limit(kind=LimitKind.WITHIN) as limit),
        ):
            yield from (Timed(duty, record, field, rows, length, limit) for rows, length in limit.lengths)
            if limit.length is not None:
                yield Timed(duty, record, field, where, limit.length, limit)
        case _:
            pass
