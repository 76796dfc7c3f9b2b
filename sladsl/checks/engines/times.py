"""Measures of time as queries that stand alone: totals and lengths of periods, and shares of the time of a window, in microseconds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sqlglot import exp

from sladsl.checks.engines.columns import Column
from sladsl.checks.engines.figures import figure_of, ranked
from sladsl.checks.engines.pieces import Periods
from sladsl.checks.engines.row_pieces import Pieces
from sladsl.checks.engines.stretches import between, keys, made, merged
from sladsl.checks.evaluate.measuring import times
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.model.algebra import Aggregate, NamedPeriod, OfPeriod, ShareOfTime
from sladsl.model.moments import Supplied
from sladsl.time.stretches import MINUTE
from sladsl.time.windows import Window

_WIDE = "DECIMAL(38, 0)"
"""Of microseconds, times the denominator of a limit."""


class TimeFigure:
    """Fulfils `views.Figure`: `figure` of a share is the time that is (not) in the period, `rows_counted` the time that is not left out."""

    spread = False
    positive = True
    belongs: Column | None = None

    def __init__(self, node: ShareOfTime | OfPeriod, periods: Periods) -> None:
        if node.window != Supplied():
            raise Refused("", "its measure looks at other windows or things")
        self._node, self._periods, self._world = node, periods, periods.world
        self._of = periods.of(node.period)
        self._left = [periods.of(one) for one in node.left_out] if isinstance(node, ShareOfTime) else []
        if self._world.reading("straddling") != "part in each":
            raise Refused("", "a stretch counts as a whole in the window in which it starts, or ends")
        self.of = "time_counted" if isinstance(node, ShareOfTime) else "rows_counted"
        lengths = isinstance(node, OfPeriod) and node.aggregate is not Aggregate.TOTAL
        far = "what lies more than a year outside of the windows is not counted to the length of a stretch"
        told = [one for part in self._parts for one in part.apart]
        self.apart = tuple(dict.fromkeys([*told, far] if lengths and self._of.calendar else told))
        self.divided = isinstance(node, ShareOfTime) or node.aggregate is Aggregate.AVERAGE
        number = isinstance(node, OfPeriod) and node.aggregate is Aggregate.NUMBER
        self.unit = Fraction(1) if isinstance(node, ShareOfTime) or number else Fraction(1, 1_000_000)
        self.total = isinstance(node, OfPeriod) and node.aggregate in (Aggregate.TOTAL, Aggregate.NUMBER)

    @property
    def _parts(self) -> tuple[Pieces, ...]:
        return (self._of, *self._left)

    @property
    def reaches(self) -> tuple[exp.Select, ...]:
        return tuple(dict.fromkeys(one for part in self._parts for one in part.reaches))

    @property
    def uncertain(self) -> bool:
        return any(part.waiting for part in self._parts)

    def counted(self, window: Window) -> int:
        """How long the window counts as; see the reading "month length"."""
        scope = Scope(self._world, window)
        return times.time_counted(ShareOfTime(self._node.period, False), scope)[1]

    def selected(self) -> exp.Select:
        """Each length: of what counts once or for each by itself, or of pieces as a whole."""
        if isinstance(self._node, ShareOfTime):
            return self._spans(self._of)
        by = ("number", *self._of.by)
        if self._node.aggregate is Aggregate.TOTAL:
            spans = self._spans(self._of)
            if not self._of.of_rows or self._world.reading("overlap", *self._of.subjects) == "once":
                spans = merged(spans, by)
            return made(f"SELECT {keys(by, 'p')}p.ends - p.starts AS cell FROM spans AS p", spans=spans)
        head = "w.number, " + keys(self._of.by, "p")
        ended = self._periods.ended(self._of)
        text = f"""SELECT {head}SUM(CASE WHEN p.running = 1 THEN GREATEST(0, LEAST(p.ends, w.closes) - p.starts) ELSE p.ends - p.starts END)
            AS cell FROM pieces AS p CROSS JOIN windows AS w{ended} GROUP BY {head}p.piece, w.opens, w.closes HAVING {self._belongs()}"""
        return made(text, pieces=self._of.query)

    def _belongs(self) -> str:
        """Of a piece, whether it counts in the window: where a part of it lies there or, of a number, by the reading "piece belongs"."""
        first, last, open_ = "MIN(p.starts)", "MAX(p.ends)", "MAX(p.running)"
        touches = "MAX(CASE WHEN p.starts < w.closes AND p.ends > w.opens THEN 1 ELSE 0 END) = 1"
        alone = f"{first} = {last} AND {first} >= w.opens AND {first} < w.closes"
        assert isinstance(self._node, OfPeriod)
        period = self._node.period
        slot = f"piece belongs/{period.name}" if isinstance(period, NamedPeriod) else ""
        said = ""
        if self._node.aggregate is Aggregate.NUMBER and slot and self._world.has_slot(slot):
            said = self._world.readings.value(slot)
        within = f"{first} >= w.opens AND {first} < w.closes"
        if said == "start":
            return within
        if said == "end":
            ends = f"GREATEST({last} - 1, {first})"
            return f"({within} AND ({last} < w.closes OR {open_} = 1) OR {open_} = 0 AND {ends} >= w.opens AND {ends} < w.closes)"
        return f"({touches} OR {alone})"

    def grouped(self, head: Sequence[exp.Column], every: exp.Query) -> exp.Select:
        if isinstance(self._node, ShareOfTime):
            found = self._share(every)
        else:
            cell, source = exp.column("cell"), exp.to_table("selected")
            aggregate, percentile = self._node.aggregate, self._node.percentile
            mine = [one for one in head if one.name == "number" or self._of.by]
            if aggregate is Aggregate.PERCENTILE:
                source = ranked(mine, cell)  # type: ignore[assignment]
            figure = figure_of(aggregate, percentile, cell, self._world)
            found = exp.select(*(one.copy() for one in mine), exp.cast(figure, _WIDE).as_("figure"))
            found = found.select(exp.Count(this=cell.copy()).as_("rows_counted"))
            found = found.from_(source).group_by(*(one.copy() for one in mine))
            if self.uncertain or len(mine) < len(head):
                by = self._of.by
                names = keys([one.name for one in head], "e")
                text = f"SELECT {names}f.figure, f.rows_counted FROM every AS e LEFT JOIN found AS f ON {_same(by, 'e', 'f')}"
                found = made(text, every=every, found=found)
        return self._with_waiting(found, [one.name for one in head]) if self.uncertain else found

    def _share(self, every: exp.Query) -> exp.Select:
        node, by = self._node, self._of.by
        assert isinstance(node, ShareOfTime)
        spans = merged(exp.select("*").from_("selected"), ("number", *by))
        things = ("thing",) if self._periods.things is not None else ()
        if not self._left:
            inside = made(
                f"SELECT {keys(('number', *by), 's')}SUM(s.ends - s.starts) AS inside FROM spans AS s GROUP BY {_list(by, 's')}",
                spans=spans,
            )
            whole, joins = "w.counted", ""
            tables = {"every": every, "inside": inside}
        else:
            apart = ("thing",) if any(part.by for part in self._left) else ()
            left = [self._spans(self._periods.by_thing(part) if apart else part, exact=True) for part in self._left]
            base = self._base(left, apart, every)
            both = ("thing",) if by or apart else ()
            thing = "b.thing, " if apart and not by else keys(both, "s")
            same = " AND b.thing = s.thing" if by and apart else ""
            group = f"s.number{', ' + thing.removesuffix(', ') if thing else ''}"
            inside = made(
                f"""SELECT s.number, {thing}SUM(LEAST(s.ends, b.ends) - GREATEST(s.starts, b.starts)) AS inside FROM spans AS s
                CROSS JOIN base AS b WHERE s.number = b.number{same} AND s.starts < b.ends AND s.ends > b.starts GROUP BY {group}""",
                spans=spans, base=base,
            )  # fmt: skip
            totals = made(
                f"SELECT {keys(('number', *apart), 'b')}SUM(b.ends - b.starts) AS whole FROM base AS b GROUP BY {_list(apart, 'b')}",
                base=base,
            )
            whole = "(COALESCE(b.whole, 0) + w.counted - (w.closes - w.opens))"
            joins = f" LEFT JOIN totals AS b ON {_same(apart, 'e', 'b')}"
            tables, by = {"every": every, "inside": inside, "totals": totals}, both
        part = f"{whole} - COALESCE(i.inside, 0)" if node.outside else "COALESCE(i.inside, 0)"
        text = f"""SELECT {keys(("number", *things), "e")}CAST({part} AS {_WIDE}) AS figure, CAST(GREATEST({whole}, 0) AS {_WIDE}) AS rows_counted
            FROM every AS e JOIN windows AS w ON w.number = e.number{joins} LEFT JOIN inside AS i ON {_same(by, "e", "i")}"""
        return made(text, **tables)

    def _base(self, left: Sequence[exp.Select], by: Sequence[str], every: exp.Query) -> exp.Select:
        """Of each window, and thing where they differ, the moments that are not left out."""
        by = ("number", *by)
        names = [f"left_{number}" for number, _ in enumerate(left)]
        text = " UNION ALL ".join(f"SELECT {keys(by, 'p')}p.starts, p.ends FROM {name} AS p" for name in names)
        out = made(f"SELECT * FROM ({text}) AS p", **dict(zip(names, left, strict=True)))
        heads = made(f"SELECT DISTINCT {', '.join(f'e.{key}' for key in by)} FROM every AS e", every=every)
        free = between(merged(out, by), by, heads)
        return made(
            f"""SELECT {keys(by, "p")}GREATEST(p.starts, w.opens) AS starts, LEAST(p.ends, w.closes) AS ends FROM free AS p
            JOIN windows AS w ON w.number = p.number WHERE p.starts < w.closes AND p.ends > w.opens""",
            free=free,
        )  # fmt: skip

    def _spans(self, of: Pieces, *, exact: bool = False) -> exp.Select:
        """What lies in each window; but of `exact` ones, in the minutes that the reading "partial minute" makes of it."""
        head = "w.number, " + keys(of.by, "p")
        ended = self._periods.ended(of).replace(" WHERE", " AND")
        spans = made(
            f"""SELECT {head}GREATEST(p.starts, w.opens) AS starts, LEAST(p.ends, w.closes) AS ends FROM pieces AS p
            CROSS JOIN windows AS w WHERE p.starts < p.ends AND p.starts < w.closes AND p.ends > w.opens{ended}""",
            pieces=of.query,
        )  # fmt: skip
        said = "exact" if exact else self._world.reading("partial minute")
        by, first, last = ("number", *of.by), f"p.starts % {MINUTE}", f"p.ends % {MINUTE}"
        up, down = f"({MINUTE} - p.{{0}} % {MINUTE}) % {MINUTE}", "p.{0} - p.{0} % " + str(MINUTE)
        match said:
            case "exact":
                return spans
            case "touched":
                text = f"SELECT {keys(by, 'p')}p.starts - {first} AS starts, p.ends + {up.format('ends')} AS ends FROM spans AS p"
                return made(text, spans=spans)
            case _:
                text = f"""SELECT {keys(by, "p")}p.starts + {up.format("starts")} AS starts, {down.format("ends")} AS ends FROM spans AS p
                    WHERE p.starts + {up.format("starts")} < p.ends - {last}"""
                return made(text, spans=merged(spans, by))

    def _with_waiting(self, found: exp.Select, head: Sequence[str]) -> exp.Select:
        """With how many stretches hang on time limits that still run."""
        parts = []
        for part in self._parts:
            for one in part.waiting:
                mine = self._periods.by_thing(one) if "thing" in head else one
                parts.append(
                    made(
                        f"SELECT {keys(head, 'p').replace('p.number', 'w.number')}p.starts FROM pieces AS p CROSS JOIN windows AS w "
                        "WHERE p.starts < w.closes AND p.ends > w.opens",
                        pieces=mine.query,
                    )
                )
        names = [f"waits_{number}" for number, _ in enumerate(parts)]
        text = " UNION ALL ".join(f"SELECT * FROM {name} AS p" for name in names)
        waits = made(
            f"SELECT {keys(head, 'p')}COUNT(*) AS pending FROM ({text}) AS p GROUP BY {_list(head[1:], 'p')}",
            **dict(zip(names, parts, strict=True)),
        )
        joining = "0" if isinstance(self._node, ShareOfTime) else "COALESCE(n.pending, 0)"
        return made(
            f"""SELECT {keys(head, "f")}f.figure, f.rows_counted, COALESCE(n.pending, 0) AS pending, {joining} AS joining
            FROM found AS f LEFT JOIN waits AS n ON {_same(head[1:], "f", "n")}""",
            found=found, waits=waits,
        )  # fmt: skip


def _list(by: Sequence[str], alias: str) -> str:
    return ", ".join(f"{alias}.{key}" for key in ("number", *by))


def _same(by: Sequence[str], left: str, right: str) -> str:
    return " AND ".join(f"{left}.{key} = {right}.{key}" for key in ("number", *by))
