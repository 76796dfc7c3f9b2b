"""Where made examples are settled: one cone of the plan, on a month in which all is in order but for what is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from sladsl.ambiguity.witness.cones import Cone
from sladsl.ambiguity.witness.seeds.stage import Stage
from sladsl.ambiguity.witness.worlds import Ground
from sladsl.checks.evaluate.examples.events import world_of
from sladsl.checks.evaluate.measuring.explain import measure_words
from sladsl.checks.evaluate.open import TooManyOpen, trials
from sladsl.checks.evaluate.settle import statement_of
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement, WindowStatement
from sladsl.digest.facts import Case, Extended, Follows, Gained, Given, Paid, Span, Value
from sladsl.model.algebra import Measure, Selection
from sladsl.model.consequences import AllFees, Cap, Fee, ItemAmount, NamedAmount
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.node import nodes
from sladsl.model.quantities import Dimension, Quantity, Unit
from sladsl.model.readings import Readings
from sladsl.model.schema import FieldKind
from sladsl.model.worked import AmountEvent, Event, FormEvent, MeasureEvent, NamedWindow, RowEvent
from sladsl.time.windows import Window

_ASSUMED = Fraction(1000)
"""What is taken for a fee or a price that the text does not state, in its currency."""


@dataclass(frozen=True)
class Thing:
    """The group for which something is measured: a record and the key of its row, with the choices that are meant; or none (`record` "")."""

    record: str = ""
    key: str = ""
    fields: tuple[tuple[str, object], ...] = ()

    @property
    def bound(self) -> tuple[tuple[str, str], ...]:
        return ((self.record, self.key),) if self.record else ()


class Bench:
    """`plan` whole, `cone` the clauses that are settled."""

    def __init__(self, plan: Plan, cone: Cone) -> None:
        self.plan = plan
        self.cone = cone
        self.open: tuple[str, ...] = ()
        """The questions on which a case has been found to hang."""

    @cached_property
    def stage(self) -> Stage:
        return Stage(self.cone, Ground(self.cone.plan, ()))

    @cached_property
    def assumed(self) -> tuple[tuple[str, Quantity], ...]:
        """Fees and values that the clauses need and the text does not state, with what is taken for them."""
        money = Unit(Dimension.MONEY, self.plan.currency)
        named = {n.service for n in self.cone.nodes if isinstance(n, Fee)}
        if any(isinstance(n, AllFees) for n in self.cone.nodes):
            named |= {one.name for one in self.plan.services}
        found = [(s.name, Quantity(_ASSUMED, money)) for s in self.plan.services if s.name in named and s.price is None]
        amounts = {n.name for n in self.cone.nodes if isinstance(n, NamedAmount)}
        forms = (one for one in self.plan.form_values if one.value is None and one.name in amounts)
        found += [(one.name, Quantity(_ASSUMED, one.unit)) for one in forms if one.unit.dimension is Dimension.MONEY]
        items = {(n.record, n.field) for n in self.cone.nodes if isinstance(n, ItemAmount)}
        found += [(field, Quantity(_ASSUMED, money)) for _, field in sorted(items)]
        return tuple(found)

    def thing(self, group: Selection | None, choices: tuple[tuple[str, str], ...] = ()) -> Thing | None:
        """A row of the group; None where it is none of a record that is known by a name."""
        if group is None:
            return Thing()
        records = {one.name: one for one in self.plan.records}
        bodies = {one.name: one.body for one in self.plan.definitions}
        name = group.name
        while name not in records and isinstance(inner := bodies.get(name), Selection):
            name = inner.name
        record = records.get(name)
        if record is None or not record.key:
            return None
        prices = {(n.record, n.field) for n in self.cone.nodes if isinstance(n, ItemAmount)}
        priced = [f for f in record.fields if f.kind is FieldKind.MONEY and (name, f.name) in prices]
        return Thing(name, f"{name} 1", (*choices, *((f.name, _ASSUMED) for f in priced)))

    def windows(self, spec: WindowSpec, count: int = 1) -> tuple[Window, ...]:
        """So many whole windows of the kind, one after the other, the first a plain month or one of those that follow the start of the term."""
        months = self.stage.months
        if spec.unit is WindowUnit.MONTH and spec.count == 1 and not spec.sliding and count == 1:
            return (self.stage.plain,)
        world = self.stage.ground.world((), {}, months[-1].end)
        found = [one for one in world.windows(spec, months[0].start, months[-1].end) if one.start >= months[0].start]
        if len(found) > 2 and found[0].days < found[1].days:
            found = found[1:]
        return tuple(found[:count]) if len(found) >= count else ()

    def given(
        self, measure: Measure, value: Fraction, unit: Unit | None, spec: WindowSpec, window: Window, thing: Thing
    ) -> tuple[tuple[Event, ...], Given]:
        """A value of the measure as an event, and as what the document tells."""
        plain = spec.count == 1 and not spec.sliding and spec.unit in (WindowUnit.MONTH, WindowUnit.QUARTER)
        named = NamedWindow(window.first, spec.unit, spec.count, starts=not plain)
        events: list[Event] = []
        if thing.record:
            record = next(one for one in self.plan.records if one.name == thing.record)
            events.append(RowEvent(thing.record, ((record.key, thing.key), *thing.fields)))
        events.append(MeasureEvent(measure, value, named, thing.bound))
        return tuple(events), Value(measure_words(measure), thing.key, value, unit, span_of(window))

    def settled(self, events: Sequence[Event], first: Window, last: Window | None = None) -> Statement | None:
        """The statement of the months in which these windows end; None where it hangs on points left open, which `open` then names."""
        case = self.stage.case("made", (*events, *self._assumed_events()), first.start, (last or first).end - 1)
        plan = self.cone.plan

        def once(readings: Readings) -> Statement:
            return statement_of(
                world_of(plan, case.all_events, readings, case.now), first.start, (last or first).end, unfinished=True
            )

        try:
            found, names = trials(plan, Readings(plan.readings, {}), once)
        except (TooManyOpen, ValueError, KeyError):
            return None
        if any(_essence(one) != _essence(found[0]) for one in found[1:]):
            self.open = tuple(dict.fromkeys((*self.open, *names)))
            return None
        return found[0]

    @cached_property
    def claimed(self) -> bool:
        """Whether a claim is made in time for what is due."""
        return bool(self.stage.case("made", (), self.stage.plain.start, self.stage.plain.end - 1).background)

    def uncapped(self) -> Bench:
        """The same without the caps of the agreement."""
        plan = self.cone.plan
        rules = tuple(one for one in plan.rules if not isinstance(one, Cap))
        cone = replace(self.cone, plan=replace(plan, rules=rules))
        return Bench(self.plan, cone)

    def _assumed_events(self) -> Iterator[Event]:
        for name, value in self.assumed:
            if any(one.name == name for one in self.plan.services):
                yield AmountEvent(Fee(name), value, None)
            elif any(one.name == name for one in self.plan.form_values):
                yield FormEvent(name, value)


def span_of(window: Window) -> Span:
    return Span(window.first, window.last, window.label)


def case_of(given: Sequence[Given], window: Window, statement: Statement, clauses: Sequence[str]) -> Case:
    """`clauses`: those of which the case tells; with several, what is due under all of them comes to one sum for each payer."""
    told = statement.windows
    follows = tuple(follow for one in told for follow in follows_of(one, clauses))
    return Case(
        tuple(given),
        span_of(window),
        follows,
        tuple(dict.fromkeys(a for one in told for a in arithmetic(one, clauses))),
    )


def follows_of(window: WindowStatement, clauses: Sequence[str]) -> Iterator[Follows]:
    sums: dict[tuple[str, str, str, str], Fraction] = {}
    for credit in window.credits:
        if credit.clause in clauses and credit.amount:
            key = (credit.verb, credit.payer, credit.payee, credit.currency)
            sums[key] = sums.get(key, Fraction(0)) + credit.amount
    for (verb, payer, payee, currency), amount in sums.items():
        yield Paid(verb, payer, payee, amount, currency)
    for points in window.points:
        if points.clause in clauses and points.count:
            yield Gained(points.party, points.count, points.unit)
    for extension in window.extensions:
        if extension.clause in clauses and extension.amount:
            yield Extended(extension.subject, extension.amount, extension.unit)


def arithmetic(window: WindowStatement, clauses: Sequence[str]) -> Iterator[str]:
    """The evaluator's own words, without the places that the table beside them says."""
    for credit in window.credits:
        if credit.clause in clauses:
            yield from (one for one in credit.because if not _is_place(one))
    for points in window.points:
        if points.clause in clauses:
            yield from (one for one in points.because if not _is_place(one))
    for extension in window.extensions:
        if extension.clause in clauses:
            yield from (one for one in extension.because if not _is_place(one))


def _is_place(because: str) -> bool:
    return because.startswith('clause "')


def _essence(statement: Statement) -> object:
    return (
        tuple((c.consequence, c.group, c.amount) for w in statement.windows for c in w.credits),
        tuple((p.clause, p.party, p.count) for w in statement.windows for p in w.points),
        tuple((e.clause, e.subject, e.amount) for w in statement.windows for e in w.extensions),
        statement.carried_over,
    )


def unit_in(limits: Sequence[Quantity], measure: Measure, plan: Plan) -> Unit | None:
    """The unit in which values of the measure are told: that of its definition, else that of what it is compared with."""
    named = next((n.name for n in nodes(measure) if hasattr(n, "name")), "")
    defined = next((one.unit for one in plan.definitions if one.name == named), None)
    told = next((one.unit for one in limits), None)
    if told is not None and (
        defined is None or told.dimension is not defined.dimension or told.dimension is Dimension.TIME
    ):
        return told
    return defined


__all__ = ["Bench", "Thing", "arithmetic", "case_of", "date", "follows_of", "span_of", "unit_in"]
