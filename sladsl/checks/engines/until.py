"""Until when something is due on a row: a column for each limit, from the start of the limit or by a table of deadlines that is joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlglot import exp

from sladsl.checks.engines.alone import named, of_row, table_as
from sladsl.checks.engines.columns import Column, Stored
from sladsl.checks.engines.deadlines import DAYS, Deadlines, Law
from sladsl.checks.engines.relation import Relation
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.model.moments import FieldPoint, Limit

_MARGIN = 366 * 86_400_000_000
Plainly = Callable[[object], exp.Expr]
"""The condition of a predicate, which is true or false of a row and never open."""


@dataclass(frozen=True)
class At:
    """A time of the row: `starts`; where only its day is known, the day until `ends`. `unknown`: it stands there, but no table has its day."""

    starts: exp.Expr
    ends: exp.Expr | None = None
    unknown: exp.Expr | None = None


@dataclass(frozen=True)
class Until:
    """`at` is a column of the row, empty where nothing is known; `ways`: of which rows the last moment is in time; `anchor`: where the limit
    starts; `bound`: whether any limit binds the row, None: one does."""

    at: exp.Expr
    ways: tuple[tuple[exp.Expr | None, bool], ...]
    anchor: At
    bound: exp.Expr | None

    def holds_at(self, moment: exp.Expr) -> exp.Expr:
        """Whether the moment is within the limit; nothing where nothing is known of the limit."""
        parts = [
            (condition, (exp.LTE if inclusive else exp.LT)(this=moment.copy(), expression=self.at.copy()))
            for condition, inclusive in self.ways
        ]
        if len({inclusive for _, inclusive in self.ways}) == 1:
            return parts[0][1]
        case = exp.Case()
        for condition, held in parts:
            case = case.when(exp.true() if condition is None else condition.copy(), held)
        return case


class Untils:
    """Of the rows of one relation. `reach`: in which the windows lie. `inside`: rows that do not belong to them are not asked for.
    `apart`: what is not told of rows outside of it."""

    def __init__(self, relation: Relation, reach: tuple[int, int], deadlines: Deadlines, inside: bool) -> None:
        self.apart: list[str] = []
        self._relation, self._reach, self._deadlines = relation, reach, deadlines
        self._near = relation.record.belongs if inside else ""
        self._columns: list[tuple[str, exp.Expr]] = []
        self._joined: dict[tuple[str, str], str] = {}

    def source(self) -> exp.Expr:
        """The table as `r`, with the columns."""
        table = table_as(self._relation.record, "r")
        if not self._columns:
            return table
        query = exp.select(exp.Column(this=exp.Star(), table=exp.to_identifier("r")))
        query = query.select(*(one.as_(name) for name, one in self._columns)).from_(table)
        for (field, name), alias in self._joined.items():
            at = exp.column(field, "r", quoted=True)
            inside = exp.and_(
                exp.GTE(this=at, expression=exp.column("starts", alias)),
                exp.LT(this=at.copy(), expression=exp.column("ends", alias)),
            )
            on = exp.EQ(this=at.copy(), expression=exp.column("day", alias)) if name == DAYS else inside
            query = query.join(named(name, alias), on=on, join_type="left")
        return query.subquery("r")

    def at(self, column: Column) -> At:
        """The moment in a field with a time or a day."""
        cell = of_row(column.cell)
        if column.stored is Stored.INSTANT:
            return At(cell)
        if column.stored is not Stored.DAY:
            raise Refused("", f"its {column.name} is neither a time nor a day")
        self._deadlines.days((self._reach[0] - _MARGIN, self._reach[1] + _MARGIN))
        alias = self._alias(column, DAYS)
        names = [f"{edge}_{alias}" for edge in ("starts", "ends")]
        for name, edge in zip(names, ("starts", "ends"), strict=True):
            if (name, exp.column(edge, alias)) not in self._columns:
                self._columns.append((name, exp.column(edge, alias)))
        self._leaves_open(column)
        starts, ends = (exp.column(name, "r") for name in names)
        missing = exp.Is(this=starts.copy(), expression=exp.Null())
        return At(starts, ends, exp.and_(exp.Is(this=cell, expression=exp.Null()).not_(), missing))

    def _alias(self, column: Column, table: str) -> str:
        return self._joined.setdefault((column.name, table), f"l{len(self._joined) + 1}")

    def _leaves_open(self, column: Column) -> None:
        told = f"a row with a {column.name} more than a year outside of the windows is left open"
        if column.name != self._near and told not in self.apart:
            self.apart.append(told)

    def of(self, limit: Limit, plain: Plainly) -> Until:
        """A column of the row with the end of its limit."""
        if limit.pauses is not None or (limit.agreed and limit.length is None):
            raise Refused("", "its limit pauses, or is agreed elsewhere")
        if not isinstance(limit.anchor, FieldPoint) or limit.anchor.record != self._relation.record.name:
            raise Refused("", "its limit does not run from a field of the row")
        anchor = self._relation.column(limit.anchor.field)
        if anchor.stored not in (Stored.INSTANT, Stored.DAY):
            raise Refused("", "its limit runs neither from a time nor from a day")
        parts: list[tuple[exp.Expr | None, Law]] = []
        for which, length in limit.lengths or ((None, limit.length),):
            condition = None if which is None else plain(which)
            one = replace(limit, length=length, lengths=())
            parts.append(
                (condition, self._deadlines.law(one, self._relation.record, anchor.field.name, self._span(anchor)))
            )
        case = exp.Case()
        for condition, law in parts:
            case = case.when(exp.true() if condition is None else condition, self._end(law, anchor))
        name = f"until_{len(self._columns) + 1}"
        self._columns.append((name, case if limit.lengths else self._end(parts[0][1], anchor)))
        if any(law.name for _, law in parts):
            self._leaves_open(anchor)
        ways = tuple((condition, law.inclusive) for condition, law in parts)
        return Until(exp.column(name, "r"), ways, self.at(anchor), bound_by(limit, plain))

    def _span(self, anchor: Column) -> tuple[int, int]:
        margin = 0 if anchor.name == self._near else _MARGIN
        return self._reach[0] - margin, self._reach[1] + margin

    def _end(self, law: Law, anchor: Column) -> exp.Expr:
        """Of the limit, from its start or by the table that is joined."""
        at = of_row(anchor.cell)
        if not law.name:
            return _later(at, law.shifts[0])
        alias = self._alias(anchor, law.name)
        fixed = exp.column("until", alias)
        if not law.shifts:
            return fixed
        which = exp.Case(this=exp.column("shifted", alias))
        for number, shift in enumerate(law.shifts):
            which = which.when(exp.Literal.number(number), _later(at.copy(), shift))
        return exp.Coalesce(this=fixed, expressions=[which])


def bound_by(limit: Limit, plain: Plainly) -> exp.Expr | None:
    """Whether the limit has a length for the row; None: it has one for every row."""
    return exp.or_(*(plain(which) for which, _ in limit.lengths)) if limit.lengths else None


def _later(at: exp.Expr, shift: int) -> exp.Expr:
    """By microseconds, which must be whole seconds: intervals of those are the same in every dialect."""
    if shift % 1_000_000:
        raise Refused("", "its limit is no whole number of seconds")
    if not shift:
        return at
    length = exp.Interval(this=exp.Literal.string(str(abs(shift) // 1_000_000)), unit=exp.var("SECOND"))
    return exp.Add(this=at, expression=length) if shift > 0 else exp.Sub(this=at, expression=length)
