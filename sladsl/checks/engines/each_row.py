"""A row of a record in a query that stands alone: what is said of it, until when something is due on it, and what is joined to it for that.

What is said of a row holds, may yet hold, or neither; so each predicate becomes two conditions, each of which is true or false.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from sladsl.checks.engines.alone import AS_OF, as_of, of_row, relation_of, table_as
from sladsl.checks.engines.columns import Column, known
from sladsl.checks.engines.deadlines import Deadlines
from sladsl.checks.engines.predicates import holds
from sladsl.checks.engines.until import At, Untils, bound_by
from sladsl.checks.evaluate.measuring import dues, masks, rows
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import (
    AllHold,
    AnyHolds,
    Done,
    FieldCompares,
    FieldIs,
    InTime,
    Late,
    NotSo,
    Predicate,
    Referred,
)
from sladsl.model.duties import Document, Due, Duty, Repeated, Timed
from sladsl.model.moments import FieldPoint, Limit, LimitKind
from sladsl.model.schema import FieldKind, Record
from sladsl.node import node
from sladsl.time.windows import Window


@node
class Held:
    """`maybe` None: it never may yet."""

    yes: exp.Expr
    maybe: exp.Expr | None = None

    @property
    def no(self) -> exp.Expr:
        return exp.not_(exp.paren(self.yes if self.maybe is None else exp.or_(self.yes, self.maybe)))


class Row:
    """`r` in a query. `inside`: only rows that belong to one of the windows are asked for. `apart`: what is not told of rows that lie outside
    of what could be worked out."""

    def __init__(
        self, record: Record, world: World, windows: Sequence[Window], deadlines: Deadlines, *, inside: bool = True
    ) -> None:
        if any(isinstance(duty.kind, Repeated) and duty.kind.record == record.name for duty in world.plan.duties):
            raise Refused("", "rows that were due again and were not sent count, too")
        self.record, self.world = record, world
        self.relation = relation_of(record)
        self._untils = Untils(self.relation, (windows[0].start, windows[-1].end), deadlines, inside)
        self._kept: list[Held] = []
        self._known_dues: dict[tuple[str, str], tuple[exp.Expr, Held]] = {}

    @property
    def source(self) -> exp.Expr:
        """The table as `r`, with a column for the end of each limit, and two for whether it is kept, or may be yet."""
        inner = self._untils.source()
        if not self._kept:
            return inner
        query = exp.select(exp.Column(this=exp.Star(), table=exp.to_identifier("r")))
        for number, held in enumerate(self._kept, 1):
            assert held.maybe is not None
            query = query.select(held.yes.as_(f"kept_{number}"), held.maybe.as_(f"open_{number}"))
        return query.from_(inner).join(as_of(), join_type="cross").subquery("r")

    @property
    def apart(self) -> Sequence[str]:
        return self._untils.apart

    def at(self, column: Column) -> At:
        """The moment in a field with a time or a day."""
        return self._untils.at(column)

    # --- what is said of it ---

    def held(self, node: Predicate) -> Held:
        match node:
            case AllHold(parts):
                return self.all([self.held(part) for part in parts])
            case AnyHolds(parts):
                return _some([self.held(part) for part in parts])
            case NotSo(InTime() | Late(by=None) as part):
                return self._in_time(part, late=isinstance(part, InTime))
            case NotSo(part):
                inner = self.held(part)
                return Held(inner.no, inner.maybe)
            case InTime() | Late(by=None):
                return self._in_time(node, late=isinstance(node, Late))
            case Done(record=name, field=field, limit=None) if name == self.record.name:
                return self._done(field)
            case Done(record=name, field=field, limit=Limit() as limit) if name == self.record.name:
                if id(node) in self.world.claim_acts:
                    raise Refused("", "it is a claim")
                return self._within(limit, field)
            case Referred(field, other, that):
                return Held(self._referred(field, other, that))
            case FieldIs() | FieldCompares() if masks.is_plain(node, self.world):
                return Held(of_row(holds(node, self.relation, Scope(self.world, self.world.term))))
            case _:
                raise Refused("", f"what is asked of its rows does not stand in them alone ({type(node).__name__})")

    @staticmethod
    def all(parts: Sequence[Held]) -> Held:
        yes = exp.and_(*(one.yes for one in parts)) if parts else exp.true()
        if all(one.maybe is None for one in parts):
            return Held(yes)
        open_ = exp.and_(*(one.yes if one.maybe is None else exp.or_(one.yes, one.maybe) for one in parts))
        return Held(yes, exp.and_(open_, exp.not_(exp.paren(yes))))

    def _referred(self, field: str, other: str, that: Predicate) -> exp.Expr:
        """The key is one of those of the rows that fulfil it."""
        of = self.world.record(other)
        if of is None or not of.key or not masks.is_plain(that, self.world):
            raise Refused("", f"what is asked of its {other} does not stand in it")
        relation = relation_of(of)
        column, key = self.relation.column(field), relation.column(of.key)
        where = of_row(holds(that, relation, Scope(self.world, self.world.term)), "o")
        keys = exp.select(exp.column(key.name, "o", quoted=True))
        keys = keys.from_(table_as(of, "o")).where(where)
        keys = keys.where(exp.Is(this=exp.column(key.name, "o", quoted=True), expression=exp.Null()).not_())
        return of_row(known(column, exp.In(this=column.cell, query=keys.subquery())))

    # --- acts and their limits ---

    def _act(self, field: str) -> Column:
        if (self.record.name, field) in self.world.deemed:
            raise Refused("", f"silence counts as {field}")
        return self.relation.column(field)

    def _done(self, field: str) -> Held:
        """What is done after the time of settlement is not done yet."""
        column = self._act(field)
        of = self.record.field(field)
        assert of is not None
        there = exp.Is(this=of_row(column.cell), expression=exp.Null()).not_()
        match of.kind:
            case FieldKind.TIME | FieldKind.DATE:
                at = self._untils.at(column)
                begun = exp.Is(this=at.starts.copy(), expression=exp.Null()).not_()
                return Held(exp.and_(begun, exp.LT(this=at.starts.copy(), expression=AS_OF.copy())), at.unknown)
            case FieldKind.MONTH:
                raise Refused("", f"of {field} only the month is known")
            case FieldKind.YES_NO:
                return Held(exp.and_(there, of_row(column.cell)))
            case _:
                return Held(there)

    def _within(self, limit: Limit, field: str) -> Held:
        of = self.record.field(field)
        if of is None or of.kind not in (FieldKind.TIME, FieldKind.DATE):
            # What has no time is done, or is not: a limit makes no difference.
            return self._done(field)
        until, done = self._untils.of(limit, self._plain), self._done(field)
        act = self._untils.at(self._act(field))
        unknown = exp.Is(this=until.at.copy(), expression=exp.Null())
        in_time: exp.Expr = exp.and_(exp.not_(unknown), until.holds_at(act.starts))
        if limit.kind is LimitKind.WITHIN and self.world.reading("early act") != "allowed":
            # An act of which only the day is known is early only if its whole day is.
            last, before = (act.starts, exp.LT) if act.ends is None else (act.ends, exp.LTE)
            early = before(this=last.copy(), expression=until.anchor.starts.copy())
            in_time = exp.and_(in_time, exp.not_(exp.paren(early)))
        never = exp.Is(this=of_row(self._anchor(limit).cell), expression=exp.Null())
        yes = exp.and_(done.yes, exp.paren(exp.or_(never, in_time)))
        not_yet = exp.and_(exp.not_(exp.paren(done.yes.copy())), until.holds_at(AS_OF))
        # Where nothing is known of the limit, or of the act, nothing is said.
        sure = exp.and_(done.yes.copy(), never.copy())
        maybe: exp.Expr = exp.or_(exp.and_(unknown.copy(), exp.not_(exp.paren(sure))), exp.paren(not_yet))
        if done.maybe is not None:
            maybe = exp.or_(exp.paren(maybe), exp.paren(done.maybe.copy()))
        if until.bound is not None:
            yes = exp.or_(exp.not_(exp.paren(until.bound.copy())), exp.paren(yes))
            maybe = exp.and_(until.bound.copy(), exp.paren(maybe))
        self._kept.append(Held(yes, maybe))
        name = len(self._kept)
        return Held(exp.column(f"kept_{name}", "r"), exp.column(f"open_{name}", "r"))

    def _anchor(self, limit: Limit) -> Column:
        assert isinstance(limit.anchor, FieldPoint)
        return self.relation.column(limit.anchor.field)

    def _plain(self, which: object) -> exp.Expr:
        held = self.held(which)  # type: ignore[arg-type]
        if held.maybe is not None:
            raise Refused("", "how long its limit is may not be decided yet")
        return held.yes

    # --- what is due by a sentence or a duty ---

    def _in_time(self, node: InTime | Late, *, late: bool) -> Held:
        """Of a row on which nothing is due neither is true."""
        bound, kept = self._dues(node)
        yes, maybe = (kept.no, kept.maybe) if late else (kept.yes, kept.maybe)
        return Held(exp.and_(bound, yes), None if maybe is None else exp.and_(bound.copy(), maybe))

    def arises(self, node: Predicate) -> exp.Expr | None:
        """Whether it can be said at all that a row is in time, or late; None: of every row. As `predicates.arises`."""
        match node:
            case InTime() | Late():
                return self._dues(node)[0]
            case NotSo(part):
                return self.arises(part)
            case AllHold(parts) | AnyHolds(parts):
                told = [(self.arises(part), part) for part in parts]
                if all(one is None for one, _ in told):
                    return None
                everywhere = exp.and_(*(one.copy() for one, _ in told if one is not None))
                decided = []
                for one, part in told:
                    held = self.held(part)
                    alone = held.no if isinstance(node, AllHold) else exp.not_(exp.paren(held.no))
                    decided.append(exp.paren(alone if one is None else exp.and_(one.copy(), alone)))
                return exp.paren(exp.or_(exp.paren(everywhere), *decided))
            case _:
                return None

    def _dues(self, node: InTime | Late) -> tuple[exp.Expr, Held]:
        """Whether an act is due on the row, and whether every one is in time: of each field, the first that a sentence sets."""
        if (node.field, node.clause) in self._known_dues:
            return self._known_dues[node.field, node.clause]
        if node.record != self.record.name or (isinstance(node, Late) and node.by is not None):
            raise Refused("", "how late it is does not stand in its rows")
        if self.world.duties_fall_away:
            raise Refused("", "what is due may be excused, or does not apply to all")
        by_field: dict[str, list[tuple[exp.Expr, Held]]] = {}
        for due, duty in self.world.dues:
            clause = _clause_of(due, duty)
            other = isinstance(due, Document | Repeated) and due.record != node.record
            if (node.clause and clause != node.clause) or other:
                continue
            for field, which, limit in self._acts(due):
                if node.field in ("", field):
                    by_field.setdefault(field, []).append((which, self._within(limit, field)))
        if not by_field:
            raise Refused("", "nothing is due on its rows")
        found, some = [], []
        for owed in by_field.values():
            first: list[Held] = []
            before: list[exp.Expr] = []
            for which, kept in owed:
                mine = exp.and_(which.copy(), *(exp.not_(exp.paren(one.copy())) for one in before))
                first.append(Held(exp.or_(exp.not_(exp.paren(mine)), kept.yes), _and(mine.copy(), kept.maybe)))
                before.append(which)
            found.append(self.all(first))
            some += before
        bound = exp.paren(exp.or_(*(one.copy() for one in some)))
        kept = self.all(found)
        self._known_dues[node.field, node.clause] = bound, kept
        return bound, kept

    def _acts(self, due: Timed) -> list[tuple[str, exp.Expr, Limit]]:
        """Field, whether it is due on the row, and its limit."""
        if isinstance(due, Document | Repeated):
            raise Refused("", "it is a document that is due for a window, or again and again")
        selection, acts = dues.acts_timed(due, self.record.name, self.world)
        if not acts:
            return []
        which = [self._plain(link.where) for link in rows.chain(selection, self.world) if link.where is not None]
        return [
            (
                field,
                exp.and_(exp.true(), *which, *(exp.paren(one) for one in [bound_by(limit, self._plain)] if one)),
                limit,
            )
            for field, limit in acts
        ]


def _clause_of(due: Timed, duty: Duty | None) -> str:
    if isinstance(due, Due):
        return due.clause
    return duty.clause if duty is not None else ""


def _some(parts: Sequence[Held]) -> Held:
    yes = exp.or_(*(one.yes for one in parts)) if parts else exp.false()
    open_ = [one.maybe for one in parts if one.maybe is not None]
    return Held(yes, exp.and_(exp.paren(exp.or_(*open_)), exp.not_(exp.paren(yes))) if open_ else None)


def _and(condition: exp.Expr, other: exp.Expr | None) -> exp.Expr | None:
    return None if other is None else exp.and_(condition, other)
