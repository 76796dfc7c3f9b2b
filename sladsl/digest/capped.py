"""An example in which a cap of the agreement cuts what is due: the worst of each clause in one month, and more rows if that is not enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from sladsl.ambiguity.witness.cones import Cones
from sladsl.ambiguity.witness.lengths import HOUR
from sladsl.ambiguity.witness.levers import Acts, Counted
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.digest.bench import Bench, case_of, follows_of, span_of
from sladsl.digest.boundaries import Climbed
from sladsl.digest.facts import Case, Given, Kind, MadeExample, Paid, Rows
from sladsl.model.consequences import Cap, ForEachItem, LedgerKind, Pay
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.schema import FieldKind
from sladsl.model.worked import Event
from sladsl.time.windows import Window

_ROWS = (0, 4, 20)
"""Rows of each clause that is about rows; more of them would make no example that anyone reads."""
_MONTH = WindowSpec(WindowUnit.MONTH)


def with_cap(all_climbed: tuple[Climbed, ...], plan: Plan, cones: Cones) -> Iterator[MadeExample]:
    """One example for the caps of the agreement; nothing where no cap is found to cut. What a cap cuts and is carried over is told in the
    month after it."""
    caps = [one for one in plan.rules if isinstance(one, Cap)]
    if not caps:
        return
    worst: dict[str, Climbed] = {}
    for one in all_climbed:
        if one.worst is not None and one.ladder.spec == _MONTH and _pays(one.ladder.clause, plan):
            worst.setdefault(one.ladder.clause, one)
    each = (c.clause for c in plan.consequences if isinstance(c.trigger, ForEachItem) and isinstance(c.effect, Pay))
    rows = {
        clause: made for clause in dict.fromkeys(each) if (made := _one_row(Bench(plan, cones.of((clause,))), clause))
    }
    clauses = tuple(dict.fromkeys((*worst, *rows)))
    if not clauses:
        return
    bench = Bench(plan, cones.of(clauses))
    for count in _ROWS:
        cases = _cases(tuple(worst.values()), tuple(rows.values()) if count else (), count, bench)
        if cases:
            cap = _that_cut(caps, cases[0])
            yield MadeExample(Kind.CAP, cap.name, cap.place.line, cases, claimed=bench.claimed, assumed=bench.assumed)
        if cases or not rows:
            return


@dataclass(frozen=True)
class _Row:
    """A lever with which a row of the record falls under the clause."""

    lever: Acts | Counted
    clause: str

    def events(self, start: int, count: int) -> list[Event]:
        found: list[Event] = []
        for number in range(count):
            at = start + number * HOUR // 2
            found += self.lever.at(at, None) if isinstance(self.lever, Acts) else _bad(self.lever, at)
        return found


def _bad(lever: Counted, at: int) -> tuple[Event, ...]:
    return lever.of(at, False) or lever.of(at, True)


def _one_row(bench: Bench, clause: str) -> _Row | None:
    """The first lever of which one row leads to a credit under the clause."""
    month = bench.windows(_MONTH)[0]
    levers: tuple[Acts | Counted, ...] = (*bench.stage.acts, *bench.stage.counted)
    for lever in levers:
        if any(field.kind is FieldKind.MONTH for field in lever.record.fields):
            continue
        row = _Row(lever, clause)
        statement = bench.settled(row.events(_start(bench, month), 1), month)
        if statement is not None and _sum(statement, (clause,)) > 0:
            return row
    return None


def _start(bench: Bench, month: Window) -> int:
    return bench.stage.at(bench.stage.workday(bench.stage.day_in(month, 8)), 9)


def _cases(worst: tuple[Climbed, ...], rows: tuple[_Row, ...], count: int, bench: Bench) -> tuple[Case, ...]:
    month = bench.windows(_MONTH)[0]
    events: list[Event] = []
    given: list[Given] = []
    for one in worst:
        thing = bench.thing(one.ladder.group, one.ladder.choice)
        told = one.steps[-1][1].given[0]
        if thing is None or isinstance(told, Rows):
            continue
        own, value = bench.given(one.ladder.measure, told.value, told.unit, one.ladder.spec, month, thing)
        events += own
        given.append(value)
    for row in rows:
        events += row.events(_start(bench, month), count)
        record = row.lever.record
        given.append(Rows(count, record.name, record.plural, row.clause, span_of(month)))
    clauses = bench.cone.clauses
    capped = bench.settled(events, month)
    free = bench.uncapped().settled(events, month) if capped is not None else None
    if capped is None or free is None or not 0 < _sum(capped, clauses) < _sum(free, clauses):
        return ()
    case = case_of(given, month, capped, clauses)
    paid = tuple(f for w in free.windows for f in follows_of(w, clauses) if isinstance(f, Paid))
    first = Case(case.given, case.span, case.follows, case.arithmetic, paid)
    after = bench.stage.month_after(month)
    carried = any(one.kind is LedgerKind.ABOVE_CAP for one in bench.plan.ledgers)
    later = bench.settled(events, month, after) if carried else None
    if later is None:
        return (first,)
    due = replace(later, windows=later.windows[-1:])
    return first, case_of((), after, due, clauses)


def _that_cut(caps: list[Cap], case: Case) -> Cap:
    cut = [one for one in caps if any(f"line {one.place.line}" in told for told in case.arithmetic)]
    return (cut or caps)[0]


def _sum(statement: Statement, clauses: tuple[str, ...]) -> Fraction:
    return sum((c.amount for w in statement.windows for c in w.credits if c.clause in clauses), Fraction(0))


def _pays(clause: str, plan: Plan) -> bool:
    return any(one.clause == clause and isinstance(one.effect, Pay) for one in plan.consequences)
