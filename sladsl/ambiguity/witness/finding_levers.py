"""Which levers a cone has: what its sentences read from records."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.ambiguity.witness.cones import Cone
from sladsl.ambiguity.witness.lengths import SECOND
from sladsl.ambiguity.witness.levers import Acts, Changes, Counted, Figures, Lever, Pieces, Samples, Series
from sladsl.ambiguity.witness.rows import Rows
from sladsl.model.algebra import (
    AllHold,
    AnyHolds,
    CountOf,
    Done,
    FieldCompares,
    FieldIs,
    FieldsCompare,
    FromTo,
    Hysteresis,
    InBoundWindow,
    Intervals,
    NotSo,
    OfField,
    Predicate,
    Records,
    SamplesShow,
    Selection,
    ShareOfRecords,
)
from sladsl.model.consequences import ForEachItem
from sladsl.model.duties import Act, Deemed, Document, Due, EachRecord, Level, Repeated
from sladsl.model.moments import FieldPoint, Limit
from sladsl.model.schema import FieldKind, Record


def levers_of(cone: Cone) -> tuple[Lever, ...]:
    """In the order of the text, each once."""
    rows = Rows(cone)
    found: dict[tuple[object, ...], Lever] = {}
    for lever in _levers(cone, rows):
        found.setdefault(_key(lever), lever)
    return tuple(found.values())


def _key(lever: Lever) -> tuple[object, ...]:
    match lever:
        case Samples() | Changes():
            return "samples", lever.record.name, lever.field, lever.bad
        case Pieces():
            return "pieces", lever.record.name, lever.start, lever.end, lever.wheres
        case Acts():
            return "acts", lever.record.name, lever.field, lever.limit, lever.which, lever.wheres
        case Series():
            return "series", lever.record.name, lever.of.name, lever.interval, lever.wheres
        case Figures():
            return "figures", lever.record.name, lever.field, lever.wheres
        case Counted():
            return "counted", lever.record.name, lever.wheres, lever.that


def _levers(cone: Cone, rows: Rows) -> Iterator[Lever]:
    for node in cone.nodes:
        match node:
            case Intervals(length=length, state=SamplesShow(selection=selection, shows=shows)):
                yield from _samples(selection, shows, cone, rows, int(length.amount) * SECOND)
            case SamplesShow(selection=selection, shows=shows):
                yield from _samples(selection, shows, cone, rows)
            case Hysteresis(record=name, failing=failing):
                yield from _samples(Selection(name), failing, cone, rows)
            case FromTo():
                yield from _pieces(node, rows)
            case EachRecord(selection=selection, that=that):
                source = rows.source(selection)
                if source is not None:
                    for done in _acts(that):
                        yield from _act(rows, source[0], source[1], done.field, done.limit)
                    yield Counted(rows, source[0], source[1], that)
            case Deemed(record=name, when=when):
                source = rows.source(Selection(name))
                if source is not None:
                    for done in _acts(when):
                        yield from _act(rows, source[0], (), done.field, done.limit)
            case Records(selection=selection, that=that) if that is not None:
                source = rows.source(selection)
                if source is not None:
                    for done in _acts(that):
                        yield from _act(rows, source[0], source[1], done.field, done.limit)
            case Due(selection=selection, field=field, limit=limit):
                source = rows.source(selection)
                if source is not None:
                    yield from _act(rows, source[0], source[1], field, limit)
            case Document(record=name, field=field, limit=limit):
                source = rows.source(Selection(name))
                if source is not None:
                    yield from _act(rows, source[0], (), field, limit)
            case Repeated():
                yield from _series(node, rows)
            case Act(each=Selection() as each, record=name, field=field, limit=Limit() as limit) if field:
                source = rows.source(each)
                if source is not None and source[0].name == name:
                    yield from _act(rows, source[0], source[1], field, limit)
            case Selection(where=where) if where is not None:
                source = rows.source(node)
                if source is not None:
                    for done in _acts(where):
                        if done.record == source[0].name:
                            yield from _act(rows, source[0], source[1], done.field, done.limit)
            case OfField(fields=fields, selection=selection):
                source = rows.source(selection)
                if source is not None:
                    for name in fields:
                        own = source[0].field(name)
                        if own is not None:
                            others = tuple(one for one in fields if one != name)
                            yield Figures(rows, *source, name, others, own.kind is FieldKind.DURATION)
            case CountOf(selection=selection) | ForEachItem(selection=selection):
                source = rows.source(selection)
                if source is not None:
                    yield Counted(rows, *source, None)
            case ShareOfRecords(selection=selection, that=that):
                source = rows.source(selection)
                if source is not None:
                    yield from _shown(source[0], that, cone, rows)
                    yield Counted(rows, *source, that)
            case _:
                pass


def _samples(selection: Selection, shows: Predicate, cone: Cone, rows: Rows, interval: int = 0) -> Iterator[Lever]:
    source = rows.source(selection)
    if source is not None:
        yield from _shown(source[0], shows, cone, rows, interval)


def _shown(record: Record, shows: Predicate, cone: Cone, rows: Rows, interval: int = 0) -> Iterator[Lever]:
    """Of the first choice or figure that the predicate looks at."""
    bad = rows.fulfilled(record, shows, 0)
    good = rows.negated(record, shows, 0)
    name = next((name for name in bad if name in good and bad[name] != good[name]), None)
    if name is None or not record.belongs:
        return
    if record.cadence is None:
        yield Changes(rows, record, name, bad[name], good[name], interval)
        return
    bound: list[tuple[str, str]] = []
    for each in record.cadence.each:
        field = record.field(each)
        if field is not None and field.kind is FieldKind.REFERENCE:
            bound.append((field.record, f"{field.record} 1"))
    for level in (one for one in cone.nodes if isinstance(one, Level) and one.group is not None):
        group = level.group.name if level.group is not None else ""
        if record.reference_to(group) is not None and group not in (name for name, _ in bound):
            field = record.reference_to(group)
            if field is not None and field.kind is FieldKind.REFERENCE:
                bound.append((group, f"{group} 1"))
    yield Samples(record, name, bad[name], good[name], tuple(bound), record.cadence.seconds * SECOND)


def _pieces(node: FromTo, rows: Rows) -> Iterator[Lever]:
    source = rows.source(node.selection)
    if source is None or not isinstance(node.start, FieldPoint) or not isinstance(node.end, FieldPoint):
        return
    record, wheres = source
    if node.start.record != record.name or node.end.record != record.name:
        return
    end = record.field(node.end.field)
    yield Pieces(rows, record, wheres, node.start.field, node.end.field, end is not None and end.optional, record.name)


def _series(node: Repeated, rows: Rows) -> Iterator[Series]:
    """One for each of its intervals."""
    sent, source = rows.source(Selection(node.record)), rows.source(node.each)
    if (
        sent is None
        or source is None
        or not isinstance(node.start, FieldPoint)
        or not isinstance(node.until, FieldPoint)
    ):
        return
    reference = sent[0].reference_to(source[0].name)
    if reference is None or {node.start.record, node.until.record} != {source[0].name}:
        return
    lengths = [((), node.length)] if node.length is not None else [((which,), one) for which, one in node.lengths]
    for which, interval in lengths:
        wheres = (*source[1], *which)
        yield Series(
            rows, sent[0], node.field, reference.name, source[0], wheres, node.start.field, node.until.field, interval
        )


def _acts(that: Predicate) -> Iterator[Done]:
    match that:
        case Done(limit=Limit()):
            yield that
        case AllHold(parts=parts) | AnyHolds(parts=parts):
            for part in parts:
                yield from _acts(part)
        case NotSo(part=part):
            yield from _acts(part)
        case FieldIs() | FieldCompares() | FieldsCompare() | InBoundWindow():
            return
        case _:
            return


def _act(rows: Rows, record: Record, wheres: tuple[Predicate, ...], field: str, limit: Limit | None) -> Iterator[Acts]:
    if limit is None or not field:
        return
    if limit.length is not None or not limit.lengths:
        yield Acts(rows, record, wheres, field, limit)
    for which, _ in limit.lengths:
        yield Acts(rows, record, wheres, field, limit, which)  # type: ignore[arg-type]
