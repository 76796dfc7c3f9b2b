"""Examples of what is carried over: a month that leaves something, one that uses part of it, and months in which nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sladsl.ambiguity.witness.cones import Cones
from sladsl.ambiguity.witness.seeds.figures import round_between
from sladsl.checks.evaluate.measuring.explain import ledger_words
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.digest.bench import Bench, arithmetic, follows_of, span_of
from sladsl.digest.facts import CarriedOver, Case, Follows, Given, Kind, MadeExample
from sladsl.model.algebra import Measure, Selection
from sladsl.model.consequences import Ledger, LedgerKind, OfLedger, UnitTrigger
from sladsl.model.duties import Duty, Level, Quota
from sladsl.model.moments import WindowSpec
from sladsl.model.quantities import SECONDS_IN, Quantity
from sladsl.model.worked import Event, ExpectAllowance, ExpectLedger
from sladsl.time.windows import Window

_MONTHS = 4


def carried_over(plan: Plan, cones: Cones) -> Iterator[MadeExample]:
    """One example for each duty or allowance that leaves something over, unless the author's examples speak of it."""
    told = {one.ledger for e in plan.examples for one in e.expects if isinstance(one, ExpectLedger)}
    told |= {
        f"unused part of {one.quota}" for e in plan.examples for one in e.expects if isinstance(one, ExpectAllowance)
    }
    done = {one.of for one in plan.ledgers if one.name in told}
    for ledger in plan.ledgers:
        if ledger.of in done or ledger.kind is LedgerKind.ABOVE_CAP:
            continue
        source = _source(ledger, plan)
        if source is None:
            continue
        done.add(ledger.of)
        clause, line, measure, spec, group, limit = source
        clauses = dict.fromkeys((clause, *(c.clause for c in plan.consequences if _uses(c.trigger, ledger.of, plan))))
        bench = Bench(plan, cones.of(tuple(clauses)))
        less = ledger.kind is not LedgerKind.EXCESS
        cases = tuple(_cases(bench, tuple(clauses), measure, spec, group, limit, less=less))
        if any(case.follows for case in cases):
            yield MadeExample(Kind.CARRIED, clause, line, cases, claimed=bench.claimed, assumed=bench.assumed)


_Source = tuple[str, int, Measure, WindowSpec, Selection | None, Quantity]


def _source(ledger: Ledger, plan: Plan) -> _Source | None:
    """Clause and line, the measure, its windows and groups, and the quantity of which something is left."""
    known: tuple[Duty | Quota, ...] = (*plan.duties, *plan.quotas)
    found = next((one for one in known if one.name == ledger.of), None)
    match found:
        case Duty(kind=Level(measure=measure, comparison=comparison, window=spec, group=group)):
            if comparison is None or spec is None or not isinstance(comparison.bounds[0].limit, Quantity):
                return None
            return found.clause, found.place.line, measure, spec, group, comparison.bounds[0].limit
        case Quota(used=measure, limit=bound, window=spec) if isinstance(bound.limit, Quantity):
            return found.clause, found.place.line, measure, spec, None, bound.limit
        case _:
            return None


def _cases(
    bench: Bench,
    clauses: tuple[str, ...],
    measure: Measure,
    spec: WindowSpec,
    group: Selection | None,
    limit: Quantity,
    *,
    less: bool,
) -> Iterator[Case]:
    """Short (or above) by some, then the other way by less, then just so much; what is held is told at the end of each window."""
    windows, thing = bench.windows(spec, _MONTHS), bench.thing(group)
    if not windows or thing is None:
        return
    size = SECONDS_IN.get(limit.unit.name, Fraction(1))
    some = round_between(limit.value / size / 20, limit.value / size / 6) * size
    sign = -1 if less else 1
    values = (limit.value + sign * some, limit.value - sign * some / 2, *(limit.value,) * (_MONTHS - 2))
    events: list[Event] = []
    given: list[Given] = []
    for value, window in zip(values, windows, strict=True):
        own, told = bench.given(measure, value, limit.unit, spec, window, thing)
        events += own
        given.append(told)
    for told, window in zip(given, windows, strict=True):
        statement = bench.settled(events, windows[0], window)
        if statement is None:
            return
        yield _case(told, window, statement, clauses)


def _case(told: Given, window: Window, statement: Statement, clauses: tuple[str, ...]) -> Case:
    last = statement.windows[-1]
    held: dict[str, CarriedOver] = {}
    for one in statement.carried_over:
        before = held[one.ledger].amount if one.ledger in held else Fraction(0)
        held[one.ledger] = CarriedOver(ledger_words(one.ledger), before + one.amount, one.unit)
    follows: tuple[Follows, ...] = (*(one for one in held.values() if one.amount), *follows_of(last, clauses))
    return Case((told,), span_of(window), follows, tuple(dict.fromkeys(arithmetic(last, clauses))))


def _uses(trigger: object, of: str, plan: Plan) -> bool:
    names = {one.name for one in plan.ledgers if one.of == of}
    return (
        isinstance(trigger, UnitTrigger) and isinstance(trigger.quantity, OfLedger) and trigger.quantity.ledger in names
    )
