"""The days of an agreement: its term and renewals, and by when something must be sent, claimed or given notice of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from sladsl.ambiguity.witness.worlds import Ground
from sladsl.checks.evaluate.measuring.limits import limit_of
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.plan import Plan
from sladsl.model.consequences import ClaimRule, Consequence, Ledger
from sladsl.model.duties import Declared, Document, Duty
from sladsl.model.moments import FixedPoint, Length, LengthBasis, Limit, LimitKind, WindowEdge, WindowSpec, WindowUnit
from sladsl.model.node import nodes
from sladsl.model.readings import OpenReading
from sladsl.node import node
from sladsl.records.table import OPEN_END
from sladsl.time.counting import MissingChoice
from sladsl.time.dates import add_months
from sladsl.time.windows import Window
from sladsl.time.zones import date_of, start_of_day

YEARS = 3
"""So many years of an agreement without an end, or that renews itself, are told."""
TERM, RENEWAL = "the term", "the renewal of the term, and until when notice is given against it"
_DAY = timedelta(days=1)


@node
class Day:
    """An act that is in time until the end of `day` (local), or with `instant` until that moment; `about`: what in the agreement says so."""

    about: Duty | ClaimRule | Ledger | Consequence | str
    name: str
    day: date
    instant: int | None
    summary: str
    text: str


class Refused(Exception):
    """Why a sentence has no day."""


@contextmanager
def unless_left_open() -> Iterator[None]:
    """What hangs on a choice that nobody has made has no day: raises `Refused`."""
    try:
        yield
    except (OpenReading, MissingChoice, ValueError) as wrong:
        raise Refused(f"its day hangs on what the contract leaves open ({wrong})") from None


def until(plan: Plan) -> date:
    """The last day that is told: that of the term, or one some years after it began."""
    start, length = plan.term.start, plan.term.length
    if start is None:
        raise Refused("the agreement names no day on which it takes effect")
    far = add_months(start, 12 * YEARS) - _DAY
    if length is None or length.basis not in (LengthBasis.MONTHS, LengthBasis.DAYS):
        return far
    if plan.term.renews_by is None:
        return date_of(world_of(plan).term.end - 1, plan.zone)
    return max(far, _after(start, length) - _DAY)


def term_days(plan: Plan) -> Iterator[Day]:
    """The first and the last day of the term; where it renews itself, the last day of each period and that for notice."""
    start = plan.term.start
    if start is None:
        return
    yield Day(TERM, "effect", start, None, "The agreement takes effect", "")
    length, more = plan.term.length, plan.term.renews_by
    if length is None:
        return
    end = until(plan) if more is None else _after(start, length) - _DAY
    about = TERM if more is None else RENEWAL
    while True:
        yield Day(
            about,
            f"end-{end.isoformat()}",
            end,
            None,
            "The term ends" if more is None else "The period ends; the agreement renews unless notice was given",
            "",
        )
        if more is not None and plan.term.notice is not None:
            yield _notice(plan, end, plan.term.notice)
        if more is None or (end := _after(end + _DAY, more) - _DAY) > until(plan):
            return


def _notice(plan: Plan, end: date, length: Length) -> Day:
    world = world_of(plan)
    limit = Limit(LimitKind.AT_LEAST_BEFORE, FixedPoint(end.year, end.month, end.day), length)
    found = limit_of(limit, Scope(world, world.term))
    assert found is not None
    assert found.until is not None
    day = found.until.last_day or date_of(found.until.instant - 1, plan.zone)
    return Day(
        RENEWAL,
        f"notice-{end.isoformat()}",
        day,
        None,
        f"Last day for notice against renewal (the period ends on {end.isoformat()})",
        "",
    )


def document_days(duty: Duty, plan: Plan) -> list[Day]:
    """When each document is due. Raises `Refused`."""
    assert isinstance(duty.kind, Document)
    return _in_windows(duty, duty.kind.window, duty.kind.limit, f"{duty.who}: {duty.kind.record} due", duty.text, plan)


def claim_days(rule: ClaimRule, plan: Plan) -> list[Day]:
    """By when each window must be claimed for, where that does not hang on an event. Raises `Refused`."""
    found = [node for node in nodes(rule.conditions) if isinstance(node, Limit)]
    fixed = [one for one in found if isinstance(one.anchor, WindowEdge)]
    if not fixed:
        raise Refused("the time for the claim counts from an event" if found else "no day is set for the claim")
    return _in_windows(rule, WindowSpec(WindowUnit.MONTH), fixed[0], "Last day to claim credits", rule.text, plan)


_EACH = re.compile(r"in each (month|quarter|year|week)\b")


def review_days(duty: Duty, plan: Plan) -> list[Day]:
    """The first day of each window in which something is to be done that no record shows. Raises `Refused`."""
    assert isinstance(duty.kind, Declared)
    said = _EACH.search(duty.text)
    if said is None:
        raise Refused("it names no day and no window")
    what = f"{duty.who}: {duty.kind.verb} in {{}}"
    return [
        Day(duty, f"{duty.name}-{one.first.isoformat()}", one.first, None, what.format(one.label), duty.text)
        for one in told_windows(WindowSpec(WindowUnit(said[1])), plan)
    ]


def told_windows(spec: WindowSpec, plan: Plan) -> Iterator[Window]:
    """Those of the time that is told. Raises `Refused`."""
    if spec.unit in (WindowUnit.MINUTE, WindowUnit.HOUR, WindowUnit.DAY) or spec.sliding:
        raise Refused("it falls due each day, or more often")
    yield from world_of(plan).windows(spec, begin_of(plan), start_of_day(until(plan) + _DAY, plan.zone))


def _in_windows(about: Duty | ClaimRule, spec: WindowSpec, limit: Limit, what: str, text: str, plan: Plan) -> list[Day]:
    world = world_of(plan)
    name = about.name if isinstance(about, Duty) else f"claim-{about.place.line}"
    days = []
    for window in told_windows(spec, plan):
        with unless_left_open():
            found = limit_of(limit, Scope(world, window))
        if found is None or found.until is None or not found.determined:
            raise Refused("its time counts from an event, or is to be agreed")
        whole_day = found.until.last_day
        day = whole_day or date_of(found.until.instant, plan.zone)
        instant = None if whole_day is not None else found.until.instant
        days.append(Day(about, f"{name}-{window.first.isoformat()}", day, instant, f"{what} for {window.label}", text))
    return days


def world_of(plan: Plan) -> World:
    return Ground(plan, ()).world((), {}, OPEN_END - 1)


def begin_of(plan: Plan) -> int:
    if plan.term.start is None:
        raise Refused("the agreement names no day on which it takes effect")
    return start_of_day(plan.term.start, plan.zone)


def _after(start: date, length: Length) -> date:
    months = length.basis is LengthBasis.MONTHS
    return add_months(start, int(length.amount)) if months else start + timedelta(days=int(length.amount))
