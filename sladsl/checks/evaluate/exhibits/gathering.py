"""Gathers the exhibits: a walk over what the settlement has worked out, which changes nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from sladsl.checks.evaluate.exhibits.deadlines import deadlines_ahead
from sladsl.checks.evaluate.exhibits.shown import Exhibits, Page, Timed
from sladsl.checks.evaluate.exhibits.stretched import stretched
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settle import as_of_instant, first_row, ledger_unit, month_statement
from sladsl.checks.evaluate.settling.duties import MONTHLY
from sladsl.checks.evaluate.settling.settlement import Settlement
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.model.duties import Level
from sladsl.model.readings import Readings
from sladsl.records.table import Records
from sladsl.time.dates import ONE_DAY, add_months
from sladsl.time.windows import Window
from sladsl.time.zones import start_of_day

_TREND = 12
_MOST_TIMED = 400
"""Groups whose stretches are worked out; a statement of thousands of services shows figures of none of them."""


def exhibits(
    plan: Plan,
    records: Records,
    readings: Readings,
    statement: Statement,
    *,
    last: date | None = None,
    as_of: date | None = None,
) -> Exhibits:
    """Of a statement that `evaluate` made from the same plan, records and readings, with the same `last` and `as_of`."""
    world = World(plan, records, readings, as_of_instant(plan, records, readings, last, as_of))
    settlement = Settlement(world)
    comparison = world.reading("comparison")
    if not statement.windows:
        return Exhibits(world.zone, comparison, ahead=deadlines_ahead((), settlement))
    asked = [_month(window.first, window.last, world) for window in statement.windows]
    year = _year_until(asked[-1], world)
    told = {window.first: window for window in statement.windows}
    earlier = tuple(told.get(month.first.isoformat()) or month_statement(month, settlement) for month in year)
    return Exhibits(
        world.zone,
        comparison,
        tuple(_timed(asked, settlement)),
        tuple(_pages(year, settlement)),
        earlier,
        deadlines_ahead(asked, settlement),
    )


def _month(first: str, last: str, world: World) -> Window:
    start = start_of_day(date.fromisoformat(first), world.zone)
    end = start_of_day(date.fromisoformat(last) + ONE_DAY, world.zone)
    return next(window for window in world.windows(MONTHLY, start, end) if window.first.isoformat() == first)


def _year_until(month: Window, world: World) -> list[Window]:
    since = max(start_of_day(add_months(month.first, 1 - _TREND), world.zone), first_row(world), world.term.start)
    found = [window for window in world.windows(MONTHLY, since, month.end) if window.end <= month.end]
    return (found or [month])[-_TREND:]


def _timed(months: list[Window], settlement: Settlement) -> Iterator[Timed]:
    left = _MOST_TIMED
    for month in months:
        for duty in settlement.world.plan.duties:
            if not isinstance(duty.kind, Level):
                continue
            for window, verdicts in settlement.verdicts_in(duty, month):
                for verdict in verdicts:
                    if left <= 0 or verdict.item is not None or verdict.value is None:
                        continue
                    left -= 1
                    lanes = stretched(duty.kind.measure, duty.kind.outside, verdict.scope)
                    if lanes:
                        first, last = window.first.isoformat(), window.last.isoformat()
                        yield Timed(duty.name, verdict.group, first, last, window.start, window.end, lanes)


def _pages(months: list[Window], settlement: Settlement) -> Iterator[Page]:
    for ledger in settlement.books.ledgers:
        unit = ledger_unit(ledger.name, settlement.world)
        for month in months:
            if month.end > settlement.world.as_of:
                continue
            before, after = (settlement.books.at(at) for at in (month.start, month.end))
            turns = tuple(
                (turn.fate.value, turn.entry.origin.label, turn.entry.amount)
                for window, balance in settlement.books.closed
                if month.start < window.end <= month.end
                for turn in balance.turns
                if turn.ledger == ledger.name and turn.fate.value in _MOVES
            )
            gone = sum((amount for _, _, amount in turns), Fraction(0))
            arisen = after.of(ledger.name) - before.of(ledger.name) + gone
            parts: dict[str, Fraction] = {}
            for entry in after.entries(ledger.name):
                parts[entry.origin.label] = parts.get(entry.origin.label, Fraction(0)) + entry.amount
            yield Page(ledger.name, unit, month.label, before.of(ledger.name), arisen, turns, tuple(parts.items()))


_MOVES = ("lapses", "set off", "used")
"""What takes from a ledger; other fates say what did not happen to it, or what it could not cover."""
