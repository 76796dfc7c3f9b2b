"""Windows, points, lengths and time limits as Python expressions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import assert_never

from sladsl.checks.emit.literals import COMPARATORS, quantity, time
from sladsl.checks.emit.nodes import Facts, unit_text
from sladsl.checks.emit.source import Code, Function, call, text
from sladsl.checks.plan import Plan
from sladsl.model import algebra as a
from sladsl.model import moments as m
from sladsl.model.duties import Document
from sladsl.model.quantities import Bound, Comparison, Quantity


class Moments(ABC):
    """The nodes of the algebra hold one another in circles (a period has points, a time limit has periods): each family is written by a
    class of its own, and `duties.Functions` is all of them together.

    Looks names up in the plan's facts. `right`: the name of the one whose condition is written, as what has given rise to it may not
    count for it again."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.facts = Facts(plan)
        self.right = ""
        self.documents = {duty.kind.record for duty in plan.duties if isinstance(duty.kind, Document)}

    def bound(self, given: Bound, s: str) -> Code:
        limit = (
            quantity(given.limit) if isinstance(given.limit, Quantity) else call("limit_named", s, text(given.limit))
        )
        return call(COMPARATORS[given.comparator], limit)

    def test(self, given: Comparison, s: str) -> Code:
        bounds = [self.bound(one, s) for one in given.bounds]
        return bounds[0] if len(bounds) == 1 else call("both", *bounds)

    def percentage(self, measure: a.Measure) -> str | None:
        return "True" if unit_text(self.facts.unit_of(measure)) == "%" else None

    @abstractmethod
    def period(self, node: a.Period, s: str, named: str = "") -> Code:
        """Time limits pause in periods; see `periods`."""

    @abstractmethod
    def selection(self, node: a.Selection, s: str, window: str = "", late: bool = False) -> Code:
        """Points are asked of rows; see `selections`."""

    @abstractmethod
    def predicate(self, node: a.Predicate, s: str, item: str) -> Code:
        """Time limits differ by what a row fulfils; see `selections`."""

    def window(self, ref: m.WindowRef, s: str) -> Code:
        match ref:
            case m.Supplied():
                return f"{s}.window"
            case m.Neighbour():
                return self._neighbour("neighbour", ref, s)
            case m.MonthOf(year=year, month=month):
                return call("month_of", s, str(year), str(month))
            case m.TermWindow(count=count, unit=unit):
                return call("term", s) if unit is None else call("term", s, text(unit.value), str(count))
            case m.Before(length=length, point=point):
                return call("before", s, self.length(length), self.point(point, s))
            case m.Around(unit=unit, point=point):
                if point is None:
                    return call("around", s, text(unit.value))
                return call("around", s, text(unit.value), self.point(point, s), own="False")
            case _:
                assert_never(ref)

    def _in_the_calendar(self, ref: m.WindowRef, s: str) -> Code:
        """A time limit "by the end of the following month" runs to the end of that month, though the term ends before."""
        return self._neighbour("beside", ref, s) if isinstance(ref, m.Neighbour) else self.window(ref, s)

    @staticmethod
    def _neighbour(name: str, ref: m.Neighbour, s: str) -> Code:
        count = str(ref.count) if ref.count != 1 else None
        return call(name, s, text(ref.unit.value), str(ref.offset), count=count)

    def point(self, point: m.Point, s: str) -> Code:
        match point:
            case m.FieldPoint(record=record, field=field):
                return call("field_time", s, text(record), text(field))
            case m.ItemEdge(name=name, end=end):
                return call("end_of_item" if end else "start_of_item", s, text(name))
            case m.WindowEdge(window=window, end=end):
                return call("end_of_window" if end else "start_of_window", s, self._in_the_calendar(window, s))
            case m.DuePoint(record=record, clause=clause, field=field):
                return call(
                    "due_time",
                    s,
                    text(record),
                    field=text(field) if field else None,
                    clause=text(clause) if clause else None,
                )
            case m.ExtremePoint(later=later, points=points):
                return call("later_of" if later else "earlier_of", *(self.point(one, s) for one in points))
            case m.NthEvent(nth=nth, end=end):
                return call("nth_event", s, str(nth), end=str(end))
            case m.RecordPoint(record=record, field=field, after=after, among=a.Selection() as among):
                return call(
                    "claimed",
                    s,
                    text(record),
                    text(field),
                    Function(self.selection(among, "s")),
                    after=None if after is None else self.point(after, s),
                )
            case m.RecordPoint(record=record, field=field, nth=nth, after=after):
                if after is None:
                    return call("nth_record", s, text(record), text(field), str(nth))
                return call(
                    "nth_record", s, text(record), text(field), str(nth), after=self.point(after, s), counted="True"
                )
            case m.FixedPoint(year=year, month=month, day=day, minute=minute):
                return call(
                    "fixed_time", s, str(year), str(month), str(day), minute=None if minute is None else str(minute)
                )
            case m.RequestPoint():
                return "None"
            case _:
                assert_never(point)

    def length(self, length: m.Length) -> Code:
        match length.basis:
            case m.LengthBasis.ELAPSED:
                return call("elapsed", time(length.amount, length.unit))
            case m.LengthBasis.DAYS:
                return call("calendar_days" if length.unit == "calendar day" else "days", str(length.amount))
            case m.LengthBasis.BUSINESS_DAYS:
                return call("business_days", str(length.amount))
            case m.LengthBasis.MONTHS:
                return call("months", str(length.amount))
            case m.LengthBasis.CALENDAR:
                return call(
                    "hours_of", time(length.amount, length.unit), Function(call("the", "s", text(length.period)))
                )
            case _:
                assert_never(length.basis)

    def limit(self, limit: m.Limit, s: str) -> Code:
        until = self._limit(limit, s)
        return until if limit.clock is None else call("at_clock", s, until, str(limit.clock))

    def _limit(self, limit: m.Limit, s: str) -> Code:
        if isinstance(limit.anchor, m.RequestPoint) or (limit.agreed and limit.length is None):
            return call("on_request")
        anchor = self.point(limit.anchor, s)
        if limit.kind is m.LimitKind.BY:
            return call("by", s, anchor)
        if limit.lengths:
            lengths = [
                call("cell", self.predicate(which, s, ""), self.length(length))  # type: ignore[arg-type]
                for which, length in limit.lengths
            ]
            return call("by_table", Function(self._measured_limit(limit, "length", anchor, s), "length"), *lengths)
        if limit.length is None:
            return call("by", s, anchor)
        return self._measured_limit(limit, self.length(limit.length), anchor, s)

    def _measured_limit(self, limit: m.Limit, length: Code, anchor: Code, s: str) -> Code:
        match limit.kind:
            case m.LimitKind.WITHIN:
                pauses = None if limit.pauses is None else self.period(limit.pauses, s)  # type: ignore[arg-type]
                return call("within", s, length, anchor, pauses=pauses)
            case m.LimitKind.AT_LEAST_BEFORE:
                return call("at_least_before", s, length, anchor)
            case m.LimitKind.AT_MOST_BEFORE:
                return call("at_most_before", s, length, anchor)
            case m.LimitKind.AT_LEAST_AFTER:
                return call("at_least_after", s, length, anchor)
            case m.LimitKind.BY:
                return call("by", s, anchor)
            case _:
                assert_never(limit.kind)
