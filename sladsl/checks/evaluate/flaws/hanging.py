"""What hangs on a flaw: the months are settled again as if it were not there, and the amounts compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from sladsl.checks.evaluate.flaws.found import Odd, odd_in
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.open import Usual
from sladsl.checks.evaluate.settle import as_of_instant, totals_of
from sladsl.checks.evaluate.settling.duties import MONTHLY
from sladsl.checks.evaluate.settling.settlement import Settlement
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Flaw, FlawChange, FlawKind, Statement
from sladsl.records.table import Records
from sladsl.time.dates import ONE_DAY
from sladsl.time.zones import start_of_day

_MISSING = "missing record"
_LEFT_OUT = "left out"
_Amounts = Mapping[tuple[str, str, str], Fraction]


def flaws_of(
    plan: Plan,
    records: Records,
    given: Mapping[str, str],
    statement: Statement,
    *,
    last: date | None,
    as_of: date | None,
) -> tuple[Flaw, ...]:
    """Of the months of a statement that `evaluate` made from the same. The as-of time stays that of the statement, whatever rows are left
    out."""
    if not statement.windows:
        return ()
    now = as_of_instant(plan, records, Usual(plan.readings, given), last, as_of)
    world = World(plan, records, Usual(plan.readings, given), now)
    days = (date.fromisoformat(statement.windows[0].first), date.fromisoformat(statement.windows[-1].last))
    reach = (start_of_day(days[0], plan.zone), start_of_day(days[1] + ONE_DAY, plan.zone))
    as_is = {
        (window.label, payer, payee): amount for window in statement.windows for payer, payee, amount in window.totals
    }

    def amounts(under: Records, readings: Mapping[str, str]) -> _Amounts:
        # What is due alone: nobody reads what the duties and rights of these months would say.
        settlement = Settlement(World(plan, under, Usual(plan.readings, readings), now, amounts_alone=True))
        months = settlement.world.windows(MONTHLY, *reach)
        return {
            (month.label, payer, payee): amount
            for month in months
            for payer, payee, amount in totals_of(month, settlement)
        }

    out = []
    for odd in odd_in(world, reach):
        flaw = Flaw(odd.record, odd.kind, odd.count, odd.first)
        for assumed, otherwise in _otherwise(odd, plan, records, given, world):
            changes = tuple(_changes(as_is, amounts(*otherwise)))
            if changes:
                flaw = replace(flaw, assumed=assumed, changes=changes)
                break
        out.append(flaw)
    return tuple(out)


def _otherwise(
    odd: Odd, plan: Plan, records: Records, given: Mapping[str, str], world: World
) -> Iterator[tuple[str, tuple[Records, Mapping[str, str]]]]:
    """Each way in which it could be taken as if it were not there."""
    if odd.kind is not FlawKind.MISSING:
        if odd.kind is not FlawKind.OUTSIDE:  # no window reaches beyond the term
            tables = {**records.tables, odd.record: records[odd.record].without(odd.rows)}
            yield "they were not there", (Records(tables, records.rows_set_aside), given)
        return
    name = f"{_MISSING}/{odd.record}"
    slot = next((one.slot for one in plan.readings if one.slot.name in (name, _MISSING)), None)
    if slot is None:
        return
    now = world.reading(_MISSING, odd.record)
    for one in sorted(slot.admissible, key=lambda one: one.value != _LEFT_OUT):
        if one.value != now:
            yield f'the agreement said "{one.sentence}"', (records, {**given, slot.name: one.value})


def _changes(as_is: _Amounts, otherwise: _Amounts) -> Iterator[FlawChange]:
    for key in dict.fromkeys((*as_is, *otherwise)):
        now, then = as_is.get(key, Fraction(0)), otherwise.get(key, Fraction(0))
        if now != then:
            yield FlawChange(*key, now, then)
