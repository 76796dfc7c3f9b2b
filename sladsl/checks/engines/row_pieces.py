"""Periods of rows as queries that stand alone: a row for each stretch of each piece, in microseconds.

`thing`: whose it is, where things differ; `piece`: a number for what comes from one row, however many holes are cut into it, and the start,
made negative, of what comes from none; `running`: 1 of a piece that has not ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from sladsl.checks.engines.alone import as_of, of_row
from sladsl.checks.engines.columns import Stored
from sladsl.checks.engines.deadlines import Deadlines
from sladsl.checks.engines.each_row import Row
from sladsl.checks.engines.stretches import keys, made, micros
from sladsl.checks.engines.things import Things
from sladsl.checks.evaluate.measuring import composing, rows
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import FromTo
from sladsl.model.moments import ExtremePoint, FieldPoint, Point
from sladsl.model.schema import Field, FieldKind
from sladsl.records.table import OPEN_END
from sladsl.time.windows import Window


@dataclass(frozen=True)
class Pieces:
    """`by`: ("thing",) or (). `of_rows`: pieces come from rows, and may overlap. `waiting`: where time limits that still run decide whether
    something counts. `runs`: pieces may not have ended; what that means is said of the `subjects`. `calendar`: it is one, or cut by one, and
    known for a year around the windows. `apart`: see `Row`. `reaches`: `first` and `until` of samples, see `sampled`."""

    query: exp.Select
    by: tuple[str, ...] = ()
    of_rows: bool = False
    subjects: tuple[str, ...] = ()
    runs: bool = False
    calendar: bool = False
    waiting: tuple[Pieces, ...] = ()
    apart: tuple[str, ...] = ()
    reaches: tuple[exp.Select, ...] = ()


def of_rows(
    period: FromTo, world: World, told: Sequence[Window], things: Things | None, deadlines: Deadlines
) -> Pieces:
    """One piece for each row that has a start."""
    selection = period.selection
    links = rows.chain(selection, world)
    record = rows.record_of(selection, world)
    if any(link.scopes or link.window is not None for link in links):
        raise Refused("", "its time is that of rows of other windows or things")
    if record.cadence is not None or any(
        one.record == record.name and (one.start or one.end) for one in world.plan.lives
    ):
        raise Refused("", "its time is that of samples, or of rows with a time of service")
    row = Row(record, world, told, deadlines, inside=False)
    chosen = row.all([row.held(link.where) for link in links if link.where is not None])
    start, lost = _edge(period.start, row, end=False)
    end, lost_too = _edge(period.end, row, end=True)
    optional = any(field is None or field.optional for field in _fields(period.end, row))
    unknown = [one for one in (lost, lost_too) if one is not None]
    query = exp.select(start.as_("starts"), end.as_("ends")).from_(row.source).join(as_of(), join_type="cross")
    of_things = things is not None and bool(things.of(record))
    if things is not None and of_things:
        query = things.joined(query, record, "r")
    by = ("thing",) if of_things else ()
    subjects = (links[0].name, record.name, *composing.names_of_such(record.name, world))
    known = "p.starts IS NOT NULL AND (p.ends IS NULL OR p.starts <= p.ends)"
    waiting = []
    for condition in [] if chosen.maybe is None else [chosen.maybe]:
        far = f"SELECT {keys(by, 'p')}0 AS piece, p.starts, COALESCE(p.ends, {OPEN_END}) AS ends, 0 AS running FROM pieces AS p WHERE {known}"
        waiting.append(Pieces(made(far, pieces=_where(query, condition)), by))
    if unknown:
        # Nobody knows where such a row lies.
        far = f"SELECT {keys(by, 'p')}0 AS piece, 0 AS starts, {OPEN_END} AS ends, 0 AS running FROM pieces AS p"
        waiting.append(Pieces(made(far, pieces=_where(_where(query, chosen.yes), exp.or_(*unknown))), by))
        query = query.where(exp.not_(exp.paren(exp.or_(*(one.copy() for one in unknown)))))
    text = f"""SELECT {keys(by, "p")}ROW_NUMBER() OVER (ORDER BY p.starts, p.ends) AS piece, p.starts, COALESCE(p.ends, {OPEN_END}) AS ends,
        CASE WHEN p.ends IS NULL THEN 1 ELSE 0 END AS running FROM pieces AS p WHERE {known}"""
    found = made(text, pieces=_where(query, chosen.yes))
    return Pieces(found, by, True, subjects, optional, False, tuple(waiting), tuple(row.apart))


def _edge(point: Point, row: Row, *, end: bool) -> tuple[exp.Expr, exp.Expr | None]:
    """The moment, and whether it stands there and is not known."""
    match point:
        case FieldPoint(record, field) if record == row.record.name:
            column = row.relation.column(field)
            if column.stored is Stored.INSTANT:
                return micros(of_row(column.cell)), None
            at = row.at(column)
            return micros(at.ends if end and at.ends is not None else at.starts), at.unknown
        case ExtremePoint(later, points) if all(_is_time(one, row) for one in points):
            whole, *others = (_edge(one, row, end=end)[0] for one in points)
            for one in others:
                both = [exp.Coalesce(this=a.copy(), expressions=[b.copy()]) for a, b in ((whole, one), (one, whole))]
                whole = (exp.Greatest if later else exp.Least)(this=both[0], expressions=both[1:])
            return whole, None
        case _:
            raise Refused("", "its time runs from or to what does not stand in its rows")


def _where(query: exp.Select, condition: exp.Expr) -> exp.Select:
    return query if isinstance(condition, exp.Boolean) and condition.this else query.where(condition.copy())


def _is_time(point: Point, row: Row) -> bool:
    if not isinstance(point, FieldPoint) or point.record != row.record.name:
        return False
    field = row.record.field(point.field)
    return field is not None and field.kind is FieldKind.TIME


def _fields(point: Point, row: Row) -> list[Field | None]:
    points = point.points if isinstance(point, ExtremePoint) else (point,)
    return [row.record.field(one.field) if isinstance(one, FieldPoint) else None for one in points]
