"""Hysteresis: a period that starts with so many failing rows in a row and ends with so many passing ones."""

from __future__ import annotations

from collections.abc import Sequence

from sladsl.checks.evaluate.measuring import columns, conditions, rows, samples, showing
from sladsl.checks.evaluate.measuring.found import Found
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.model.algebra import Hysteresis, Quorum, SamplesShow, Selection
from sladsl.model.schema import Record
from sladsl.records.table import OPEN_END, Value
from sladsl.time.stretches import Stretch


def hysteresis(node: Hysteresis, scope: Scope, reach: Stretch) -> Found:
    """From the first of so many failing rows in a row to the first of so many passing ones; it has not ended where these never come."""
    world = scope.world
    record = world.record(node.record)
    if record is None:
        raise KeyError(node.record)
    whole_record = world.of_plan(node, "rows", lambda: Selection(record.name))
    if not world.is_sampled(record):
        return _hysteresis_of_rows(node, record, whole_record, scope)
    show = SamplesShow(whole_record, Quorum.SOME, node.failing)
    shown = showing.shown(show, scope, reach)
    if shown is None:
        return Found(absent=(record.name,))
    passing = showing.mask(node.passing, record, shown.samples, scope)
    by = record.reference_to(node.by) if node.by else None
    lanes = list(shown.lanes)
    if by is not None:
        lanes = [part for lane in lanes for part in showing.split(lane.segments, shown.samples.table.columns[by.name])]
    groups: dict[Value, list[tuple[int, int, int]]] = {}
    for lane in lanes:
        of = lane.segments
        lane_rows = [*zip(of.starts, of.ends, of.rows, strict=True)]
        if shown.speaks is not None:
            lane_rows = [each for each in lane_rows if shown.speaks[each[2]]]
        groups.setdefault(lane.value if by else None, []).extend(lane_rows)
    step, real = shown.samples.step, shown.samples.real
    out: list[Piece] = []
    for group in groups.values():
        group.sort()
        weighed = [(a, row, 1 if row < real else samples.count_of_slots(a, b, step)) for a, b, row in group]
        out += _latched(weighed, shown.shows, passing, node)
    return Found(tuple(sorted(out, key=lambda piece: piece.start)), (), (), (record.name,))


def _hysteresis_of_rows(node: Hysteresis, record: Record, selection: Selection, scope: Scope) -> Found:
    """Of rows that come when they come."""
    world = scope.world
    of = rows.rows_of(selection, scope)
    if of.table is None:
        return Found(absent=(record.name,))
    column = of.table.columns[record.belongs]
    shows = [False] * len(of.table)
    passes = [False] * len(of.table)
    for row in of.yes:
        inner = scope.bind(record.name, Item(record.name, row))
        shows[row] = conditions.truth(node.failing, inner) is Truth.TRUE
        passes[row] = conditions.truth(node.passing, inner) is Truth.TRUE
    groups: dict[Value, list[tuple[int, int, int]]] = {}
    by = record.reference_to(node.by) if node.by else None
    for row in of.yes:
        at = columns.instant_of_value(column[row], world.zone)
        if at is not None:
            groups.setdefault(of.table.columns[by.name][row] if by else None, []).append((at, row, 1))
    out = [piece for group in groups.values() for piece in _latched(sorted(group), shows, passes, node)]
    return Found(tuple(sorted(out, key=lambda piece: piece.start)), (), (), (record.name,))


def _latched(
    group: list[tuple[int, int, int]], failing: Sequence[int], passing: Sequence[int], node: Hysteresis
) -> list[Piece]:
    out: list[Piece] = []
    since: int | None = None
    first, run = 0, 0
    for at, row, weight in group:
        if (failing if since is None else passing)[row]:
            first = first if run else at
            run += weight
        else:
            run = 0
        if since is None and run >= node.fails:
            since, run = first, 0
        elif since is not None and run >= node.passes:
            out.append(Piece(since, first))
            since, run = None, 0
    if since is not None:
        out.append(Piece(since, OPEN_END, open=True))
    return out
