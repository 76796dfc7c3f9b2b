"""Cases of several things of one kind: each fails alone, and one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from sladsl.ambiguity.witness.lengths import DAY, MINUTE, between, closely_above
from sladsl.ambiguity.witness.levers import Changes, Pieces, Samples
from sladsl.ambiguity.witness.seeds.stage import Case, Stage
from sladsl.model.schema import FieldKind
from sladsl.model.worked import Event, RowEvent


def in_turn(stage: Stage) -> Iterator[Case]:
    """Two of them fail, one a day after the other, each for less than a limit and both together for more; and one alone for more."""
    start = stage.at(stage.day_in(stage.plain, 5))
    for mark, lever in product((one for one in stage.marks if one < 10 * DAY), stage.failing):
        for name, field in _kinds(lever):
            one, other = (_of(lever, name, field, f"{name} {n}") for n in (1, 2))
            length = between(mark // 2, mark)
            if length is not None:
                later = start + max(DAY, 2 * length // DAY * DAY)
                both = _over(one, (start, start + length)) + _over(other, (later, later + length))
                yield stage.case("in turn", both, start, later + length)
            whole = closely_above(mark, max(lever.step, MINUTE))
            alone = (*_over(one, (start, start + whole)), *_there(stage, name, f"{name} 2"))
            yield stage.case("in turn", alone, start, start + whole)


def _kinds(lever: Samples | Changes | Pieces) -> Iterator[tuple[str, str]]:
    """The records to which its rows refer, each with the field that does."""
    for field in lever.record.fields:
        if field.kind is FieldKind.REFERENCE and not field.optional:
            yield field.record, field.name


Told = tuple[Samples | Changes | Pieces, dict[str, object]]


def _of(lever: Samples | Changes | Pieces, name: str, field: str, key: str) -> Told:
    """The lever of one thing, and what its rows say of it."""
    if not isinstance(lever, Samples):
        return lever, {field: key}
    others = tuple(pair for pair in lever.bound if pair[0] != name)
    return replace(lever, bound=(*others, (name, key))), {}


def _over(told: Told, stretch: tuple[int, int]) -> tuple[Event, ...]:
    lever, more = told
    return lever.over(stretch) if isinstance(lever, Samples) else lever.over(stretch, more=more)


def _there(stage: Stage, name: str, key: str) -> tuple[Event, ...]:
    """A row of that name of which nothing else is said."""
    record = next((one for one in stage.cone.plan.records if one.name == name and one.key), None)
    return () if record is None else (RowEvent(name, ((record.key, key),)),)
