"""Examples at the boundaries of each ladder, settled by the evaluator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from sladsl.ambiguity.witness.cones import Cones
from sladsl.checks.plan import Plan
from sladsl.digest.bench import Bench, case_of, unit_in
from sladsl.digest.facts import Case, Extended, Follows, Gained, Kind, MadeExample, Paid, Unmade
from sladsl.digest.ladders import Ladder
from sladsl.model.algebra import Measure, NamedMeasure
from sladsl.model.worked import ExpectMeasure, MeasureEvent

_MOST = 16
"""Cases of one ladder that are printed."""
_CHOICES = 3
"""Levels or columns of one clause for which examples are printed, each of which differs from the others in its limits only."""


@dataclass(frozen=True)
class Climbed:
    """A ladder with what follows at each of its values, from the least; `worst` is the last of them."""

    ladder: Ladder
    bench: Bench
    steps: tuple[tuple[Fraction, Case], ...]

    @property
    def worst(self) -> Fraction | None:
        return self.steps[-1][0] if self.steps and self.steps[-1][1].follows else None


def climbed(plan: Plan, cones: Cones, all_ladders: Iterable[Ladder]) -> tuple[Climbed, ...]:
    """All ladders of the plan, settled."""
    found = []
    for ladder in all_ladders:
        bench = Bench(plan, cones.of((ladder.clause,)))
        found.append(Climbed(ladder, bench, tuple(_steps(ladder, bench))))
    return tuple(found)


def _steps(ladder: Ladder, bench: Bench) -> list[tuple[Fraction, Case]]:
    known = {one.value for one in ladder.limits}
    found = [(v, case) for v in ladder.values if (case := settled_at(ladder, v, bench)) is not None]
    found = [(v, case) for v, case in found if case.follows or v in known]
    if len(found) > 1 and size(found[0][1]) > size(found[-1][1]):
        found.reverse()
    climb: list[tuple[Fraction, Case]] = []
    for value in ladder.climbing:
        case = settled_at(ladder, value, bench)
        if case is None:
            break
        climb.append((value, case))
        if len(climb) > 1 and size(case) == size(climb[-2][1]) > 0:
            return [*found, *climb]
    return [*found, *climb[:2]]


def at_boundaries(all_climbed: tuple[Climbed, ...], plan: Plan) -> Iterator[MadeExample | Unmade]:
    """One example a ladder, without the values of which the author's own examples speak."""
    told = _told(plan)
    of_clause: dict[str, int] = {}
    for one in all_climbed:
        ladder, bench = one.ladder, one.bench
        of_clause[ladder.clause] = of_clause.get(ladder.clause, 0) + 1
        if bench.open:
            yield Unmade(ladder.clause, ladder.line, bench.open)
        own = [case for value, case in one.steps if (_name(ladder.measure), value) not in told]
        if not any(case.follows for case in own):
            continue
        if ladder.choice and of_clause[ladder.clause] > _CHOICES:
            continue
        choice = ", ".join(value for _, value in ladder.choice)
        claimed = bench.claimed and any(isinstance(f, Paid) for case in own for f in case.follows)
        of_choices = sum(c.ladder.clause == ladder.clause and bool(c.ladder.choice) for c in all_climbed)
        left_out = of_choices - _CHOICES if of_clause[ladder.clause] == _CHOICES and ladder.choice else 0
        yield MadeExample(
            Kind.BOUNDARY, ladder.clause, ladder.line, tuple(own[:_MOST]), choice, claimed, bench.assumed,
            max(len(own) - _MOST, 0), max(left_out, 0),
        )  # fmt: skip


def settled_at(ladder: Ladder, value: Fraction, bench: Bench) -> Case | None:
    """None: it hangs on points left open, or the measure is of no thing of which an example can speak."""
    thing = bench.thing(ladder.group, ladder.choice)
    windows = bench.windows(ladder.spec)
    if thing is None or not windows:
        return None
    unit = unit_in(ladder.limits, ladder.measure, bench.plan)
    events, given = bench.given(ladder.measure, value, unit, ladder.spec, windows[0], thing)
    statement = bench.settled(events, windows[0])
    return None if statement is None else case_of((given,), windows[0], statement, (ladder.clause,))


def size(case: Case) -> Fraction:
    """How much follows."""
    return sum((_size(one) for one in case.follows), Fraction(0))


def _size(one: Follows) -> Fraction:
    match one:
        case Paid(amount=amount):
            return amount
        case Gained(count=count) | Extended(count=count):
            return count
        case _:
            return Fraction(0)


def _told(plan: Plan) -> frozenset[tuple[str, Fraction]]:
    """The values at which the author's examples say what follows."""
    found = set()
    for example in plan.examples:
        for one in (*example.events, *example.expects):
            if isinstance(one, MeasureEvent | ExpectMeasure):
                found.add((_name(one.measure), one.value))
    return frozenset(found)


def _name(measure: Measure) -> str:
    return measure.name if isinstance(measure, NamedMeasure) else repr(measure)
