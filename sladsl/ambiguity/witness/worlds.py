"""The ground of a search: one plan, settled on a few events in a world that is otherwise in order, under one answer after the other."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from sladsl.ambiguity.witness.outcomes import Outcome
from sladsl.checks.evaluate.examples.events import world_of
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settle import statement_of
from sladsl.checks.evaluate.settling.duties import MONTHLY
from sladsl.checks.evaluate.settling.incurred import extensions_in
from sladsl.checks.evaluate.settling.settlement import Settlement
from sladsl.checks.evaluate.statement.rights_reported import as_statement
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.model.agreement import Chosen
from sladsl.model.consequences import Extend, Incur, Terminate
from sladsl.model.moments import WindowSpec
from sladsl.model.readings import OpenReading, Reading, Readings
from sladsl.model.slots import GENERAL_RULES, slot
from sladsl.model.worked import Event
from sladsl.records.table import Records
from sladsl.time.windows import Window

DAY = 86_400_000_000


class Answers(Readings):
    """The readings of a plan with an answer for every slot: the one given, the contract's own, that of the published rules, else the
    first. A slot that the plan does not need otherwise can be asked under an answer, too."""

    def __init__(self, answers: Mapping[str, str], given: Mapping[str, str], published: tuple[Chosen, ...]) -> None:
        """`answers`: of every slot of the plan, as `usual` has them."""
        super().__init__((), given)
        self._answers = answers
        self._published = published

    def value(self, name: str) -> str:
        self.asked.add(name)
        if name in self._given:
            return self._given[name]
        known = self._answers.get(name)
        return known if known is not None else usual(name, self._published, None)


def usual(name: str, published: tuple[Chosen, ...], reading: Reading | None) -> str:
    """The answer of the published rules, else the first that is admissible. KeyError: no such slot."""
    kind = name.partition("/")[0]
    if kind in GENERAL_RULES and reading is None:
        return GENERAL_RULES[kind]
    said = next((one.value for one in published if one.slot in (name, kind)), None)
    if reading is None:
        return said if said is not None else slot(name).admissible[0].value
    values = [one.value for one in reading.slot.admissible]  # without what the words of the text rule out
    return said if said in values else values[0]


class Ground:
    """`published`: the interpretation rules that answer what is not asked about."""

    def __init__(self, plan: Plan, published: tuple[Chosen, ...]) -> None:
        self.plan = plan
        self._published = published
        self._answers = {
            one.slot.name: one.value if one.value is not None else usual(one.slot.name, published, one)
            for one in plan.readings
        }
        self._has_rights = any(isinstance(one.effect, Terminate) for one in plan.consequences)
        self._has_units = any(isinstance(one.effect, Incur) for one in plan.consequences)
        self._has_extensions = any(isinstance(one.effect, Extend) for one in plan.consequences)

    def usual(self, name: str) -> str:
        return self._answers[name]

    def world(self, events: tuple[Event, ...], answers: Mapping[str, str], now: int) -> World:
        return world_of(self.plan, events, Answers(self._answers, answers, self._published), now)

    @cache  # noqa: B019 - a ground lives as long as its search
    def months(self, first: int, last: int) -> tuple[Window, ...]:
        """The months between two instants, under the usual answers."""
        return self.windows(MONTHLY, first, last)

    def windows(self, spec: WindowSpec, first: int, last: int) -> tuple[Window, ...]:
        """The windows of this kind between two instants, under the usual answers; none where they have no place in the plan (a quarter of
        the contract without a day of effect)."""
        try:
            return self.world((), {}, last + DAY).windows(spec, first, last)
        except (ValueError, OpenReading):
            return ()

    def outcome(
        self, events: tuple[Event, ...], answers: Mapping[str, str], first: int, last: int, now: int
    ) -> Outcome | None:
        """Of the months that share a moment with [first, last); None: under this answer nothing can be settled (a month of the contract
        in an agreement without a day of effect, a billing month that is one of the calendar)."""
        world = self.world(events, answers, now)
        try:
            return self._outcome(Settlement(world), first, last)
        except (ValueError, OpenReading):
            return None

    def statement(
        self, events: tuple[Event, ...], answers: Mapping[str, str], first: int, last: int, now: int
    ) -> Statement:
        return statement_of(self.world(events, answers, now), first, last, unfinished=True)

    def outcome_of_records(
        self, records: Records, answers: Mapping[str, str], first: int, last: int, now: int
    ) -> Outcome:
        """The same of records instead of events: what they do not show is not known."""
        readings = Answers(self._answers, answers, self._published)
        return self._outcome(Settlement(World(self.plan, records, readings, now)), first, last)

    def answers(self, given: Mapping[str, str]) -> Readings:
        """The readings under which this ground is settled, with those that are given."""
        return Answers(self._answers, given, self._published)

    def _outcome(self, settlement: Settlement, first: int, last: int) -> Outcome:
        world, plan = settlement.world, self.plan
        total: dict[tuple[str, str], Fraction] = {}
        windows = []
        units: list[tuple[str, str, Fraction]] = []
        states = []
        values = []
        months = world.windows(MONTHLY, first, last)
        for month in months:
            own: dict[tuple[str, str], Fraction] = {}
            for line in settlement.paid_in(month).due:
                pair = (line.effect.payer, line.effect.payee)
                own[pair] = own.get(pair, Fraction(0)) + line.amount
                total[pair] = total.get(pair, Fraction(0)) + line.amount
            windows.append((month.label, _told(own)))
            for duty in plan.duties:
                for window, verdicts in settlement.verdicts_in(duty, month):
                    for one in verdicts:
                        states.append((duty.clause, duty.who, window.label, one.group, one.state.value))
                        values.append((duty.name, window.label, one.value))
            if self._has_units:
                units += [(one.unit, one.party, one.count) for one in settlement.points_in(month)]
            if self._has_extensions:
                units += [(one.unit, one.subject, one.amount) for one in extensions_in(month, settlement)]
        carried: list[tuple[str, str, Fraction]] = []
        if plan.ledgers and months:
            carried = [(name, e.origin.label, e.amount) for name, e in settlement.books.at(months[-1].end).open]
        rights = []
        if self._has_rights:
            said = (as_statement(one, settlement) for one in settlement.rights.all() if one.at <= world.as_of)
            rights = [(one.clause, one.party, one.what, one.arisen, one.lapses) for one in said]
        return Outcome(
            _told(total), tuple(windows), _summed(units), tuple(carried), tuple(rights), tuple(states), tuple(values),
            frozenset(world.readings.asked),
        )  # fmt: skip


def _told(sums: Mapping[tuple[str, str], Fraction]) -> tuple[tuple[str, str, Fraction], ...]:
    return tuple((a, b, amount) for (a, b), amount in sorted(sums.items()) if amount)


def _summed(units: list[tuple[str, str, Fraction]]) -> tuple[tuple[str, str, Fraction], ...]:
    sums: dict[tuple[str, str], Fraction] = {}
    for unit, party, count in units:
        sums[unit, party] = sums.get((unit, party), Fraction(0)) + count
    return _told(sums)
