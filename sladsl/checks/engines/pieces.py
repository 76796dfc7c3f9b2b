"""Periods as queries that stand alone, made of those of rows and of calendars, as `measuring.composing` finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from sladsl.checks.engines import sampled
from sladsl.checks.engines.alone import listed
from sladsl.checks.engines.deadlines import Deadlines
from sladsl.checks.engines.row_pieces import Pieces, of_rows
from sladsl.checks.engines.stretches import all_rows, between, keys, made, merged
from sladsl.checks.engines.things import Things
from sladsl.checks.evaluate.measuring import clock, periods, spans
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.walk import needs
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import (
    CountedBeyond,
    Except,
    FromTo,
    Hysteresis,
    Intervals,
    NamedPeriod,
    Period,
    Runs,
    UnionOf,
    UpTo,
    Within,
)
from sladsl.model.moments import LengthBasis
from sladsl.time.stretches import DAY, merge
from sladsl.time.windows import Window, windows_between

_MOST = 20_000
"""Stretches of a calendar that stand in a query, as in `deadlines`."""
_MARGIN = 366 * DAY


class Periods:
    """The periods of one duty, over its windows and for each of its things."""

    def __init__(self, world: World, told: Sequence[Window], things: Things | None, deadlines: Deadlines) -> None:
        self.world, self.told, self.things, self._deadlines = world, told, things, deadlines
        self._reach = told[0].start - _MARGIN, told[-1].end + _MARGIN

    def of(self, period: Period) -> Pieces:
        need = needs(period, self.world)
        if not need.records:
            return self._calendar(period, need.window)
        match period:
            case NamedPeriod(name, scopes):
                definition = self.world.definition(name)
                mine = all(
                    one.via is None and self.things is not None and one.name == self.things.name for one in scopes
                )
                if definition is None or not mine:
                    raise Refused("", f"its {name} is that of other things")
                found = self.of(definition.body)  # type: ignore[arg-type]
                return replace(found, subjects=(name, *found.subjects))
            case FromTo():
                return of_rows(period, self.world, self.told, self.things, self._deadlines)
            case UnionOf(parts):
                return self._union(period, [self.of(part) for part in parts])
            case Within(base, inside):
                return self._carved(self.of(base), [self.of(inside)], keep=True)
            case Except(base, removed):
                return self._carved(self.of(base), [self.of(one) for one in removed], keep=False)
            case UpTo():
                return self._up_to(period)
            case CountedBeyond(base, length) if length.basis is LengthBasis.ELAPSED:
                return self._beyond(self.of(base), spans.microseconds(length.amount))
            case Runs():
                return sampled.runs(period, self.world, self.things)
            case Intervals() | Hysteresis():
                raise Refused("", "its time is told from samples")
            case _:
                raise Refused("", f"its time is that of no rows and no calendar ({type(period).__name__})")

    def by_thing(self, of: Pieces) -> Pieces:
        """Of each thing, where it is that of all."""
        if of.by or self.things is None:
            return of
        text = "SELECT t.thing, p.piece, p.starts, p.ends, p.running FROM pieces AS p CROSS JOIN things AS t"
        waiting = tuple(self.by_thing(one) for one in of.waiting)
        return replace(
            of, query=made(text, pieces=of.query, things=self.things.listed()), by=("thing",), waiting=waiting
        )

    def moments(self, of: Pieces) -> exp.Select:
        """Merged; what has not ended counts by the reading "open period"."""
        told = self.ended(of)
        return merged(made(f"SELECT {keys(of.by, 'p')}p.starts, p.ends FROM pieces AS p{told}", pieces=of.query), of.by)

    def ended(self, of: Pieces) -> str:
        """The condition by which pieces that have not ended are left out; "" where they go on to the end of the window."""
        if not of.runs:
            return ""
        return " WHERE p.running = 0" if self.world.reading("open period", *of.subjects) == "left out" else ""

    def not_left_out(self, of: Pieces) -> exp.Select:
        """The same where only somebody who named the period has said what is open; see `composing.not_left_out`."""
        said = any(self.world.has_slot(f"open period/{name}") for name in of.subjects)
        return self.moments(of if said else replace(of, runs=False))

    # --- calendars ---

    def _calendar(self, period: Period, by_window: bool) -> Pieces:
        """Worked out by the evaluator, for each window or for all of the time around them."""
        reaches = [window.stretch for window in self.told] if by_window else [self._reach]
        windows = self.told if by_window else (self.world.term,)
        found = merge(
            each
            for reach, window in zip(reaches, windows, strict=True)
            for each in periods.moments_in(period, reach, Scope(self.world, window))
        )
        if len(found) > _MOST:
            raise Refused(
                "", f"its calendar has {len(found):,} stretches in these windows, more than a query should hold"
            )
        return Pieces(_listed(found), calendar=True)

    # --- periods made of others ---

    def _union(self, period: UnionOf, parts: Sequence[Pieces]) -> Pieces:
        by = ("thing",) if any(part.by for part in parts) else ()
        parts = [self.by_thing(part) if by else part for part in parts]
        count = len(parts)
        plain: list[exp.Select] = []
        mine: list[exp.Select] = []
        for number, part in enumerate(parts):
            piece = f"p.piece * {count} + {number}" if part.of_rows else "p.piece"
            text = f"SELECT {keys(by, 'p')}{piece} AS piece, p.starts, p.ends, p.running FROM pieces AS p"
            (mine if part.of_rows else plain).append(made(text, pieces=part.query))
        if len(plain) > 1:
            if any(part.runs for part in parts if not part.of_rows):
                raise Refused("", "what has not ended and comes from no row is united with other time")
            plain = [_of_no_row(merged(all_rows(plain), by), by)]
        waiting = tuple(one for part in parts for one in part.waiting)
        return Pieces(
            all_rows([*mine, *plain]), by, bool(mine), tuple(name for part in parts for name in part.subjects),
            any(part.runs for part in parts), any(part.calendar for part in parts), waiting,
            tuple(one for part in parts for one in part.apart), tuple(one for part in parts for one in part.reaches),
        )  # fmt: skip

    def _carved(self, base: Pieces, others: Sequence[Pieces], *, keep: bool) -> Pieces:
        """Inside the moments of the others, or without them."""
        by = ("thing",) if base.by or any(part.by for part in others) else ()
        base = self.by_thing(base) if by else base
        common = ("thing",) if any(part.by for part in others) else ()
        sets = [self.not_left_out(self.by_thing(part) if common else part) for part in others]
        moments = sets[0] if len(sets) == 1 else merged(all_rows(sets), common)
        if not keep:
            moments = between(moments, common, self.things.listed() if common and self.things is not None else None)
        # A piece without length is kept where its moment is.
        where = "p.starts < m.ends AND (p.ends > m.starts OR p.starts = p.ends AND p.starts = m.starts)"
        where += " AND p.thing = m.thing" if common else ""
        text = f"""SELECT {keys(by, "p")}p.piece, GREATEST(p.starts, m.starts) AS starts, LEAST(p.ends, m.ends) AS ends,
            p.running, CASE WHEN p.ends <= m.ends THEN 1 ELSE 0 END AS last FROM pieces AS p CROSS JOIN moments AS m WHERE {where}"""
        cut = made(text, pieces=base.query, moments=moments)
        # A hole makes two of what comes from no row, of which only the last may not have ended.
        plain = f"""SELECT {keys(by, "p")}CASE WHEN p.piece < 0 THEN -p.starts ELSE p.piece END AS piece, p.starts, p.ends,
            CASE WHEN p.piece < 0 THEN p.running * p.last ELSE p.running END AS running FROM pieces AS p"""
        waiting = (*base.waiting, *(one for part in others for one in part.waiting))
        return Pieces(
            made(plain, pieces=cut), by, base.of_rows, base.subjects, base.runs, base.calendar or any(one.calendar for one in others),
            tuple(self.by_thing(one) if by else one for one in waiting),
            (*base.apart, *(one for part in others for one in part.apart)),
            (*base.reaches, *(one for part in others for one in part.reaches)),
        )  # fmt: skip

    def _up_to(self, period: UpTo) -> Pieces:
        """No more of it in each of its own windows, which are whole even where the term cuts them."""
        world, base = self.world, self.of(period.base)
        kind = clock.kind_of(period.spec, world)
        limits = [
            (window.start, window.end, spans.later(window.start, period.length, world) - window.start)
            for window in windows_between(kind, *self._reach, world.zone, whole=False)
        ]
        if len(limits) > _MOST:
            raise Refused("", f"its limit has {len(limits):,} windows, more than a query should hold")
        latest = world.reading("allowance order") == "latest"
        names = [("opens", "BIGINT"), ("closes", "BIGINT"), ("most", "BIGINT")]
        each = made(
            f"""SELECT {keys(base.by, "p")}w.opens, w.most, GREATEST(p.starts, w.opens) AS starts, LEAST(p.ends, w.closes) AS ends
            FROM moments AS p CROSS JOIN limits AS w WHERE p.starts < w.closes AND p.ends > w.opens""",
            moments=self.moments(replace(base, runs=False)), limits=listed(names, limits),
        )  # fmt: skip
        by = ", ".join([*base.by, "opens"])
        order = "starts DESC" if latest else "starts"
        used = made(
            f"""SELECT {keys(base.by, "p")}p.starts, p.ends, p.most, SUM(p.ends - p.starts) OVER (PARTITION BY {by} ORDER BY {order}
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - (p.ends - p.starts) AS used FROM each_one AS p""",
            each_one=each,
        )  # fmt: skip
        edges = (
            "GREATEST(p.starts, p.ends - (p.most - p.used)) AS starts, p.ends"
            if latest
            else "p.starts, LEAST(p.ends, p.starts + p.most - p.used) AS ends"
        )
        allowed = made(
            f"SELECT {keys(base.by, 'p')}0 AS piece, {edges}, 0 AS running FROM used AS p WHERE p.used < p.most",
            used=used,
        )
        return replace(self._carved(base, [Pieces(allowed, base.by)], keep=True), calendar=True)

    def _beyond(self, base: Pieces, first: int) -> Pieces:
        """Each piece without its first microseconds."""
        by = ", ".join([*base.by, "piece"])
        left = made(
            f"""SELECT {keys(base.by, "p")}p.piece, p.starts + GREATEST(0, LEAST(p.ends - p.starts, {first} - p.used)) AS starts, p.ends,
            p.running FROM (SELECT {keys(base.by, "p")}p.piece, p.starts, p.ends, p.running, SUM(p.ends - p.starts) OVER (PARTITION BY {by}
            ORDER BY p.starts ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - (p.ends - p.starts) AS used FROM pieces AS p) AS p""",
            pieces=base.query,
        )  # fmt: skip
        text = f"""SELECT {keys(base.by, "p")}CASE WHEN p.piece < 0 THEN -p.starts ELSE p.piece END AS piece, p.starts, p.ends, p.running
            FROM pieces AS p WHERE p.starts < p.ends"""
        return replace(base, query=made(text, pieces=left))


def _listed(found: Sequence[tuple[int, int]]) -> exp.Select:
    lines = [(-start, start, end, 0) for start, end in found] or [(0, 0, 0, 0)]
    columns = [("piece", "BIGINT"), ("starts", "BIGINT"), ("ends", "BIGINT"), ("running", "INT")]
    return listed(columns, lines)


def _of_no_row(moments: exp.Select, by: Sequence[str]) -> exp.Select:
    return made(
        f"SELECT {keys(by, 'p')}-p.starts AS piece, p.starts, p.ends, 0 AS running FROM moments AS p", moments=moments
    )
