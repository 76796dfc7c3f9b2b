"""Which slots the time limits of a plan need."""

from __future__ import annotations

from collections.abc import Iterator

from sladsl.checks.plan import Plan
from sladsl.model.algebra import Late
from sladsl.model.consequences import ClaimRule, Terminate
from sladsl.model.duties import Repeated
from sladsl.model.moments import (
    Before,
    FieldPoint,
    FixedPoint,
    Length,
    LengthBasis,
    Limit,
    LimitKind,
    NthEvent,
    RequestPoint,
    WindowEdge,
)
from sladsl.model.quantities import Quantity
from sladsl.model.schema import FieldKind


def of_limits(plan: Plan, there: tuple[object, ...]) -> Iterator[str]:
    limits = [n for n in there if isinstance(n, Limit)]
    for limit in limits:
        lengths = [limit.length] if limit.length is not None else []
        lengths += [length for _, length in limit.lengths]
        for length in lengths:
            yield from _of_length(length, limit)
        if limit.clock is not None or _is_by_a_time(limit, plan):
            yield "limit end"
    for again in (duty.kind for duty in plan.duties if isinstance(duty.kind, Repeated)):
        if again.once is not None:
            continue
        yield "repeated act"
        lengths = [again.length] if again.length is not None else []
        for length in (*lengths, *(length for _, length in again.lengths)):
            yield from _of_length(length, Limit(LimitKind.WITHIN, again.start, length))
    notices = [n.notice for n in there if isinstance(n, Terminate) and n.notice is not None]
    if any(isinstance(n, Terminate) for n in there):
        yield "notice"
    for notice in notices:
        if notice.basis is LengthBasis.MONTHS:
            yield "months length"
        if notice.basis is LengthBasis.DAYS:
            yield from ("day", "day count")
    if any(isinstance(n, Before) and n.length.basis is LengthBasis.DAYS for n in there):
        yield "days before"
    late = [b.limit for n in there if isinstance(n, Late) and n.by is not None for b in n.by.bounds]
    if any(isinstance(limit, Quantity) and limit.unit.name in ("day", "week") for limit in late):
        yield "day"
    if plan.calendar is not None and plan.calendar.holidays:
        yield "holidays"
    if any(isinstance(n, ClaimRule) for n in plan.rules):
        yield "early claim"


def _is_by_a_time(limit: Limit, plan: Plan) -> bool:
    """Whether it ends at a point that is a time of the day, and neither a day nor the end of a window."""
    if limit.kind not in (LimitKind.BY, LimitKind.AT_MOST_BEFORE):
        return False
    match limit.anchor:
        case FieldPoint(record=name, field=told):
            fields = (record.field(told) for record in plan.records if record.name == name)
            return any(field is not None and field.kind is FieldKind.TIME for field in fields)
        case FixedPoint(minute=minute):
            return minute is not None
        case WindowEdge() | RequestPoint():
            return False
        case _:
            return True


def _of_length(length: Length, limit: Limit) -> Iterator[str]:
    at_window_end = isinstance(limit.anchor, WindowEdge | NthEvent) and limit.anchor.end
    match length.basis:
        case LengthBasis.ELAPSED:
            yield "limit end"
        case LengthBasis.CALENDAR:
            yield from ("limit end", "calendar limit")
        case LengthBasis.DAYS:
            if length.unit != "calendar day":
                yield "day"
            if limit.kind in (LimitKind.AT_LEAST_BEFORE, LimitKind.AT_MOST_BEFORE):
                yield from (*(("days before",) if length.unit != "calendar day" else ()), "last day back")
            else:
                yield from ("day count", "last day", *(("window end",) if at_window_end else ()))
        case LengthBasis.BUSINESS_DAYS:
            if limit.kind not in (LimitKind.AT_LEAST_BEFORE, LimitKind.AT_MOST_BEFORE):
                yield "day count"
            if at_window_end:
                yield "window end"
        case LengthBasis.MONTHS:
            yield from ("day count", "months length", "last day", *(("window end",) if at_window_end else ()))
