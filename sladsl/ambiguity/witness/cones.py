"""What a question can touch: the sentences that it hangs on, and the plan cut down to them.

A cone is a plan of few clauses, with every definition, record and rule that they read. A search settles hundreds of cases on it, and its
findings are settled again on the whole plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from sladsl.checks.plan import Plan
from sladsl.checks.slots_needed import needed
from sladsl.model.algebra import (
    Intervals,
    MeasureState,
    Misses,
    NamedMeasure,
    NamedPeriod,
    OverWindows,
    Selection,
    ShareOfUnits,
)
from sladsl.model.consequences import (
    ClaimRule,
    Consequence,
    CountsAsMissed,
    Excuse,
    Forfeit,
    Incur,
    Ledger,
    NamedAmount,
    NotApplying,
    OnMiss,
    Pay,
    Terminate,
)
from sladsl.model.duties import Declared, Duty, Quota, Retain
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.node import nodes
from sladsl.model.quantities import Bound

_EVERYWHERE = frozenset(
    ("month", "quarter", "year", "partial window", "term start", "claim", "amount rounding", "several amounts", "stacking", "cap order")
)  # fmt: skip
"""Slots that hang on no single sentence."""


@dataclass(frozen=True)
class Cone:
    """The clauses, and the plan with nothing but them; `rights`: with their rights to terminate."""

    clauses: tuple[str, ...]
    rights: bool
    plan: Plan

    @cached_property
    def nodes(self) -> tuple[object, ...]:
        """Of duties, consequences and rules, and of the definitions that they use."""
        plan = self.plan
        parts = (plan.duties, plan.consequences, plan.rules, plan.quotas, plan.dues, plan.deemed)
        found = list(nodes(parts))
        bodies = {one.name: one.body for one in plan.definitions}
        seen: set[str] = set()
        at = 0
        while at < len(found):
            name = _name_in(found[at])
            at += 1
            if name in bodies and name not in seen:
                seen.add(name)
                found += nodes(bodies[name])
        return tuple(found)

    @cached_property
    def weight(self) -> int:
        """How much work it is to settle a month, against a plain one: it grows with the intervals of minutes in which something is measured."""
        steps = [node.interval for node in self.nodes if isinstance(node, OverWindows) and node.interval]
        steps += [
            int(node.length.amount)
            for node in self.nodes
            if isinstance(node, Intervals) and isinstance(node.state, MeasureState)
        ]
        steps += [int(node.unit.amount) for node in self.nodes if isinstance(node, ShareOfUnits)]
        specs = [node for node in self.nodes if isinstance(node, WindowSpec)]
        steps += [60 * one.count for one in specs if one.unit is WindowUnit.MINUTE and not one.sliding]
        steps += [
            60 for one in specs if one.sliding and one.unit in (WindowUnit.MINUTE, WindowUnit.HOUR) and one.count > 1
        ]
        finest = max([1, *(3600 // max(step, 1) for step in steps)])
        slides = any(one.sliding and one.count > 1 and one.unit in (WindowUnit.DAY, WindowUnit.WEEK) for one in specs)
        return finest * 30 if slides and finest > 1 else finest

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(name for node in self.nodes if (name := _name_in(node)))


class Cones:
    """The cones of one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._made: dict[tuple[tuple[str, ...], bool], Cone] = {}

    @cached_property
    def paying(self) -> tuple[str, ...]:
        """The clauses with an amount of money, in the order of the text."""
        return _clauses(one for one in self.plan.consequences if isinstance(one.effect, Pay))

    @cached_property
    def giving(self) -> tuple[str, ...]:
        """Those with points or a right."""
        found = _clauses(one for one in self.plan.consequences if isinstance(one.effect, Incur | Terminate))
        return tuple(clause for clause in found if clause not in self.paying)

    @cached_property
    def owing(self) -> tuple[str, ...]:
        """Those with nothing but duties that records show."""
        shown = _clauses(one for one in self.plan.duties if not isinstance(one.kind, Retain | Declared))
        return tuple(clause for clause in shown if clause not in self.paying and clause not in self.giving)

    def of(self, clauses: tuple[str, ...], *, rights: bool = False) -> Cone:
        key = (clauses, rights)
        if key not in self._made:
            self._made[key] = Cone(clauses, rights, _cut(self.plan, frozenset(clauses), rights))
        return self._made[key]

    def touched(self, name: str) -> Iterator[Cone]:
        """The cones in which the slot can matter: first those with money, each clause alone and then pairs where credits meet, then
        rights and points, then duties alone."""
        everywhere = name.partition("/")[0] in _EVERYWHERE
        touched = frozenset(
            clause
            for clause in (*self.paying, *self.giving, *self.owing)
            if everywhere or name in self.slots_of(clause)
        )
        if name in ("stacking", "cap order", "several amounts"):
            for number, one in enumerate(self.paying):
                yield from (self.of((one, other)) for other in self.paying[number + 1 :])
            if len(self.paying) != 2:
                yield self.of(self.paying)
            return
        yield from (self.of((clause,)) for clause in self.paying if clause in touched)
        yield from (
            self.of((clause,), rights=True)
            for clause in (*self.giving, *self.paying)
            if clause in touched and self._has_right(clause)
        )
        yield from (self.of((clause,)) for clause in self.giving if clause in touched and not self._has_right(clause))
        yield from (self.of((clause,)) for clause in self.owing if clause in touched)

    def slots_of(self, clause: str) -> frozenset[str]:
        """The slots for which the sentences of the clause, or what they use, make the evaluator ask."""
        if clause not in self._slots:
            cone = self.of((clause,), rights=True)
            plan = replace(
                cone.plan,
                definitions=tuple(one for one in cone.plan.definitions if one.name in cone.names),
                examples=(),
            )
            months = next((one.value for one in plan.readings if one.slot.name == "month"), "calendar")
            self._slots[clause] = frozenset(needed(plan, months))
        return self._slots[clause]

    @cached_property
    def _slots(self) -> dict[str, frozenset[str]]:
        return {}

    def _has_right(self, clause: str) -> bool:
        return any(one.clause == clause and isinstance(one.effect, Terminate) for one in self.plan.consequences)


def _clauses(parts: Iterator[Consequence] | Iterator[Duty]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.clause for one in parts))


def _cut(plan: Plan, clauses: frozenset[str], rights: bool) -> Plan:
    """With what the clauses lean on: clauses whose miss they name, and what excuses them or takes them out of force."""
    kept = set(clauses)
    while True:
        consequences = tuple(one for one in plan.consequences if _belongs(one, kept, clauses, rights))
        ledgers = {one.of for one in plan.ledgers}
        duties = tuple(one for one in plan.duties if one.clause in kept)
        quotas = tuple(one for one in plan.quotas if one.clause in kept or one.name in ledgers)
        leaning = {node.clause for node in nodes((consequences, duties, plan.rules)) if isinstance(node, Misses)}
        leaning |= {one.clause for one in plan.duties if any(one.name == d for d in _missed(consequences))}
        if leaning <= kept:
            break
        kept |= leaning
    rules = tuple(
        one
        for one in plan.rules
        if not (isinstance(one, NotApplying | ClaimRule) and one.clause and one.clause not in kept)
    )
    held = _ledgers(plan, duties, quotas)
    return replace(
        plan, duties=duties, quotas=quotas, consequences=consequences, ledgers=held, rules=rules, examples=()
    )


def _ledgers(plan: Plan, duties: tuple[Duty, ...], quotas: tuple[Quota, ...]) -> tuple[Ledger, ...]:
    of = {one.name for one in duties} | {one.name for one in quotas} | {""}
    return tuple(one for one in plan.ledgers if one.of in of)


def _belongs(one: Consequence, kept: set[str], clauses: frozenset[str], rights: bool) -> bool:
    match one.effect:
        case Excuse(clause=clause) | CountsAsMissed(clause=clause):
            return clause in kept
        case Forfeit(what=what):
            return what in kept or one.clause in clauses
        case Terminate():
            return rights and one.clause in clauses
        case _:
            return one.clause in clauses


def _missed(consequences: tuple[Consequence, ...]) -> Iterator[str]:
    return (one.trigger.duty for one in consequences if isinstance(one.trigger, OnMiss))


def _name_in(node: object) -> str:
    match node:
        case NamedMeasure(name=name) | NamedPeriod(name=name) | Selection(name=name) | NamedAmount(name=name):
            return name
        case Bound(limit=str() as name):
            return name
        case _:
            return ""
