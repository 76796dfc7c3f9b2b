"""Stretches that samples show, as queries that stand alone: as `measuring.showing` finds them where a sample speaks for its slot."""

from __future__ import annotations

from sqlglot import exp

from sladsl.checks.engines.alone import listed, of_row, relation_of, table_as
from sladsl.checks.engines.columns import Stored
from sladsl.checks.engines.predicates import holds
from sladsl.checks.engines.row_pieces import Pieces
from sladsl.checks.engines.stretches import all_rows, between, keys, made, merged, micros
from sladsl.checks.engines.things import Things
from sladsl.checks.evaluate.measuring import masks, rows, samples, spans
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import AllHold, FieldIs, Predicate, Quorum, Runs, SamplesShow
from sladsl.model.moments import LengthBasis
from sladsl.model.schema import FieldKind, Record
from sladsl.time.stretches import MINUTE


def runs(period: Runs, world: World, things: Things | None) -> Pieces:
    """Each longest stretch in which the state holds."""
    state, shortest = period.state, period.shortest
    if not isinstance(state, SamplesShow) or state.quorum not in (Quorum.EVERY, Quorum.SOME):
        raise Refused("", "its time is that of a measure of intervals, or of so many samples at once")
    if shortest is not None and shortest.basis is not LengthBasis.ELAPSED:
        raise Refused("", "its time is that of runs of days")
    found = _Samples(state, world, things)
    by = found.by
    moments = merged(
        made(f"SELECT {keys(by, 'p')}p.starts, p.ends FROM told AS p WHERE p.shows = 1", told=found.segments), by
    )
    if state.quorum is Quorum.EVERY:
        other = merged(
            made(f"SELECT {keys(by, 'p')}p.starts, p.ends FROM told AS p WHERE p.shows = 0", told=found.segments), by
        )
        free = between(other, by, things.listed() if by and things is not None else None)
        same = " AND p.thing = m.thing" if by else ""
        moments = made(
            f"""SELECT {keys(by, "p")}GREATEST(p.starts, m.starts) AS starts, LEAST(p.ends, m.ends) AS ends FROM good AS p
            CROSS JOIN free AS m WHERE p.starts < m.ends AND p.ends > m.starts{same}""",
            good=moments, free=free,
        )  # fmt: skip
    least = 0 if shortest is None else spans.microseconds(shortest.amount)
    text = f"""SELECT {keys(by, "p")}-p.starts AS piece, p.starts, p.ends, 0 AS running FROM moments AS p
        WHERE p.ends - p.starts >= {least}"""
    return Pieces(made(text, moments=moments), by, reaches=reaches_of(found.record, world))


def slot_of(record: Record, world: World) -> tuple[exp.Expr, int]:
    """The start of the slot of a row, and how long slots are, in microseconds."""
    column = relation_of(record).column(record.belongs) if record.belongs else None
    if column is None or column.stored is not Stored.INSTANT:
        raise Refused("", "its samples have no time")
    step = record.cadence.seconds * 1_000_000 if record.cadence is not None else MINUTE
    edges = (
        [start for start, _ in spans.intervals(step, world.term.start, world.term.end, world.zone)]
        if step > 900_000_000
        else []
    )
    if any(start % step for start in edges):
        raise Refused("", "its samples are due at times that are no whole number of slots from midnight in UTC")
    at = micros(of_row(column.cell))
    return exp.Sub(this=at, expression=exp.paren(exp.Mod(this=at.copy(), expression=exp.Literal.number(step)))), step


def reaches_of(record: Record, world: World) -> tuple[exp.Select, ...]:
    """From when to when the samples tell something; nothing to ask of records that are not due."""
    if record.cadence is None:
        return ()
    slot, step = slot_of(record, world)
    until = exp.Add(this=exp.Max(this=slot), expression=exp.Literal.number(step))
    first = exp.Min(this=micros(of_row(relation_of(record).column(record.belongs).cell)))
    query = exp.select(exp.Coalesce(this=first, expressions=[exp.Literal.number(0)]).as_("first"))
    query = query.select(exp.Coalesce(this=until, expressions=[exp.Literal.number(0)]).as_("until"))
    return (query.from_(table_as(record, "r")),)


class _Samples:
    """`segments`: for which time each sample, or missing one, speaks, and whether it shows the state."""

    def __init__(self, state: SamplesShow, world: World, things: Things | None) -> None:
        links = rows.chain(state.selection, world)
        self.record = record = rows.record_of(state.selection, world)
        if any(link.scopes or link.window is not None for link in links):
            raise Refused("", "its samples are those of other windows or things")
        if any(
            one.start or one.end
            for one in world.plan.lives
            if one.record in {record.name, *(f.record for f in record.fields)}
        ):
            raise Refused("", "its rows have a time of service")
        if world.reading("sample speaks", record.name) != "clock minute":
            raise Refused("", "a sample speaks until the next, which hangs on how many there are at one instant")
        where = AllHold(tuple(link.where for link in links if link.where is not None))
        if not masks.is_plain(where, world) or not masks.is_plain(state.shows, world):
            raise Refused("", "what a sample shows does not stand in it alone")
        self._world, self._things, self._shows = world, things, state.shows
        of_things = things is not None and bool(things.of(record))
        self.by = ("thing",) if of_things else ()
        slot, self._step = slot_of(record, world)
        relation, scope = relation_of(record), Scope(world, world.term)
        shows = (
            exp.Case()
            .when(of_row(holds(state.shows, relation, scope)), exp.Literal.number(1))
            .else_(exp.Literal.number(0))
        )
        query = exp.select(
            slot.as_("starts"), exp.Add(this=slot.copy(), expression=exp.Literal.number(self._step)).as_("ends")
        )
        query = query.select(shows.as_("shows")).from_(table_as(record, "r"))
        query = query.where(exp.Is(this=of_row(relation.column(record.belongs).cell), expression=exp.Null()).not_())
        if where.parts:
            query = query.where(of_row(holds(where, relation, scope)))
        if of_things and things is not None:
            query = things.joined(query, record, "r")
        names = keys(self.by, "p")
        self.segments = made(f"SELECT {names}p.starts, p.ends, p.shows FROM slots AS p", slots=query)
        missing = samples.missing_as(record, world) if record.cadence is not None else None
        if missing is not None:
            if where.parts:
                raise Refused("", "missing samples count, of some samples alone")
            gaps = self._gaps(slot, _shown_by(state.shows, *missing))
            self.segments = all_rows([self.segments, gaps])

    def _gaps(self, slot: exp.Expr, shows: bool) -> exp.Select:
        """Where rows are due and missing, of each stream, from the first day of the term to the last slot of any."""
        record, step, term = self.record, self._step, self._world.term
        assert record.cadence is not None
        each = record.cadence.each
        if (
            self.by
            and self._things is not None
            and [path[0].name for path in self._things.of(record)]
            != [n for n in each if n in (self._things.name, *(p[0].name for p in self._things.of(record)))]
        ):
            raise Refused("", "missing samples are those of no thing")
        named = tuple(f"k{number}" for number, _ in enumerate(each))
        query = exp.select(
            slot.as_("starts"), exp.Add(this=slot.copy(), expression=exp.Literal.number(step)).as_("ends")
        )
        query = query.select(
            *(exp.column(name, "r", quoted=True).as_(key) for name, key in zip(each, named, strict=True))
        )
        query = query.from_(table_as(record, "r"))
        streams = self._streams(each, named)
        free = between(
            merged(made(f"SELECT {keys(named, 'p')}p.starts, p.ends FROM slots AS p", slots=query), named),
            named,
            streams,
        )
        thing = (
            f"p.k{each.index(self._things.of(record)[0][0].name)} AS thing, "
            if self.by and self._things is not None
            else ""
        )
        start = term.start + -term.start % step
        (reach,) = reaches_of(record, self._world)
        return made(
            f"""SELECT {thing}GREATEST(p.starts, {start}) AS starts, LEAST(p.ends, {term.end}, c.until) AS ends, {int(shows)} AS shows
            FROM free AS p CROSS JOIN reach AS c WHERE p.ends > {start} AND p.starts < {term.end} AND p.starts < c.until AND c.until > {start}""",
            free=free, reach=reach,
        )  # fmt: skip

    def _streams(self, each: tuple[str, ...], named: tuple[str, ...]) -> exp.Select | None:
        """Each combination of the values that a row can have, or has."""
        if not each:
            return None
        tables: dict[str, exp.Query] = {}
        for name, key in zip(each, named, strict=True):
            field = self.record.field(name)
            assert field is not None
            of = self._world.record(field.record) if field.kind is FieldKind.REFERENCE else None
            there = exp.select(exp.column(name, "r", quoted=True).as_("value")).from_(table_as(self.record, "r"))
            parts = [there.where(exp.Is(this=exp.column(name, "r", quoted=True), expression=exp.Null()).not_())]
            if field.choices:
                parts.append(listed([("value", "VARCHAR")], [[choice] for choice in field.choices]))
            elif of is not None and of.key:
                parts.append(exp.select(exp.column(of.key, "r", quoted=True).as_("value")).from_(table_as(of, "r")))
            tables[key] = made("SELECT DISTINCT p.value FROM every_one AS p", every_one=all_rows(parts))
        heads = ", ".join(f"{key}.value AS {key}" for key in named)
        return made(f"SELECT {heads} FROM {' CROSS JOIN '.join(f'{key} AS {key}' for key in named)}", **tables)


def _shown_by(shows: Predicate, field: str, choice: str) -> bool:
    """Whether a missing row, of which only this is known, shows it."""
    match shows:
        case FieldIs(name, values, "") if name == field:
            return choice in values
        case _:
            raise Refused("", "what a missing sample shows is not said")
