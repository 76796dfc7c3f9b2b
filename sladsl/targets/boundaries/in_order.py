"""The world of a case: in order but for its events, so that nobody has to know what a record without rows shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction

from sladsl.ambiguity.witness.seeds.stage import Case, Stage
from sladsl.checks.plan import Plan
from sladsl.checks.spans import span_of
from sladsl.model.algebra import Measure, NamedMeasure, Selection
from sladsl.model.consequences import Consequence, NotApplying
from sladsl.model.duties import Document, Duty, Level
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.node import nodes
from sladsl.model.quantities import SECONDS_IN, Dimension, Quantity, Unit
from sladsl.model.schema import FieldKind
from sladsl.model.worked import Event, MeasureEvent, NamedWindow, RowEvent, SampleEvent
from sladsl.time.windows import Window

SHORT = (WindowUnit.MINUTE, WindowUnit.HOUR)
"""Windows of which no event can give a value: it names days."""

Choice = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tried:
    """`about`: the sentence at whose limit the case stands, `what` happens there in a few words ("" where the events tell)."""

    clauses: tuple[str, ...]
    about: Duty | Consequence
    what: str
    case: Case


def in_order(one: Tried, plan: Plan, stage: Stage) -> Iterator[Tried]:
    """From the start of the term, and with a value that meets it for every measure that a duty is held to and that the events do not touch:
    then nothing else is out of order, and nobody has to know what a record without rows shows. Nothing where no such value is known."""
    case = one.case
    sampled = any(isinstance(event, SampleEvent) for event in case.events)
    if sampled and any(isinstance(rule, NotApplying) for rule in plan.rules):
        return  # what does not apply at first hangs on the start of the term
    if plan.term.start is not None and not sampled:  # samples are made for every minute that is settled
        case = replace(case, first=min(case.first, stage.term.start))
    told = {(event.measure, event.window.first) for event in case.events if isinstance(event, MeasureEvent)}
    there = {event.record for event in case.all_events if isinstance(event, RowEvent | SampleEvent)}
    more: list[Event] = []
    for duty in plan.duties:
        kind = duty.kind
        if (
            not isinstance(kind, Level)
            or kind.window is None
            or kind.window.unit in SHORT
            or not can_be_given(duty, plan)
        ):
            continue
        if _reads(kind.measure, plan) & there - ({kind.group.name} if kind.group is not None else set()):
            continue
        if kind.group is not None and kind.group.name not in there:
            continue
        value = _met(kind, plan)
        if value is None and duty.clause in one.clauses:
            return
        if value is None:
            continue
        bound, _ = bound_to(kind.group, (), plan)
        for window in stage.ground.world((), {}, 0).windows(kind.window, case.first, case.last):
            if (kind.measure, window.first) not in told and not kind.window.sliding:
                told.add((kind.measure, window.first))
                more.append(given(kind.measure, value, window, bound))
    more += _documents(case, plan, stage)
    yield replace(one, case=replace(case, background=(*case.background, *more)))


def _documents(case: Case, plan: Plan, stage: Stage) -> Iterator[Event]:
    """Of each document of which an event tells one: those that are due for the other windows, sent when their window ends."""
    for duty in plan.duties:
        if not isinstance(duty.kind, Document) or duty.kind.window.unit is not WindowUnit.MONTH:
            continue
        kind = duty.kind
        record = next(each for each in plan.records if each.name == kind.record)
        rows = [
            dict(event.fields)
            for event in case.all_events
            if isinstance(event, RowEvent) and event.record == kind.record
        ]
        month = next((field.name for field in record.fields if field.kind is FieldKind.MONTH), "")
        if not rows or not month:
            continue
        for window in stage.ground.world((), {}, 0).windows(kind.window, case.first, case.last):
            own = (window.first.year, window.first.month)
            if all(row.get(month) != own for row in rows):
                yield RowEvent(record.name, ((month, own), (kind.field, window.end)))


def _reads(measure: Measure, plan: Plan) -> set[str]:
    """The records of which the measure is taken."""
    bodies = {one.name: one.body for one in plan.definitions}
    records = {one.name for one in plan.records}
    found: set[str] = set()
    seen: set[str] = set()
    waiting: list[object] = [measure]
    while waiting:
        for node in nodes(waiting.pop()):
            for name in (getattr(node, "name", ""), getattr(node, "record", "")):
                if name in records:
                    found.add(name)
                elif name in bodies and name not in seen:
                    seen.add(name)
                    waiting.append(bodies[name])
    return found


def can_be_given(duty: Duty, plan: Plan) -> bool:
    """Whether an event can give the measure of the duty: it has a name, or no other sentence measures it."""
    assert isinstance(duty.kind, Level)
    measure = duty.kind.measure
    return (
        isinstance(measure, NamedMeasure)
        or sum(node == measure for node in nodes((plan.duties, plan.consequences))) == 1
    )


def _met(level: Level, plan: Plan) -> Fraction | None:
    """A value at which the duty is met, whichever choice the bound row has."""
    compared = [level.comparison] if level.comparison is not None else [one for _, one in level.by_choice]
    forms = {one.name: one.value for one in plan.form_values}
    limits = [forms.get(b.limit) if isinstance(b.limit, str) else b.limit for c in compared for b in c.bounds]
    known = [limit for limit in limits if limit is not None]
    if len(known) < len(limits) or level.window is None:
        return None
    bounds = [(b, limit.value) for b, limit in zip((b for c in compared for b in c.bounds), known, strict=True)]
    near = beside(known, level.measure, level.window, plan)
    return next((value for value in near if all(bound.holds(value, limit) for bound, limit in bounds)), None)


def beside(compared: list[Quantity], measure: Measure, spec: WindowSpec, plan: Plan) -> list[Fraction]:
    """Each limit, and the next value below and above it that the measure can take, as far as it can."""
    span = span_of(measure, plan, spec)
    found: set[Fraction] = set()
    for limit in compared:
        grain = span.step if span.step is not None else _grain(limit.unit)
        found |= {limit.value - grain, limit.value, limit.value + grain}
    low, high = span.low, span.high
    return sorted(one for one in found if (low is None or one >= low) and (high is None or one <= high))


def _grain(unit: Unit) -> Fraction:
    match unit.dimension:
        case Dimension.PERCENT:
            return Fraction(1, 100_000)
        case Dimension.TIME:
            return SECONDS_IN.get(unit.name, Fraction(1)) / 1000
        case _:
            return Fraction(1, 100)


def given(measure: Measure, value: Fraction, window: Window, bound: Choice) -> MeasureEvent:
    named = NamedWindow(
        window.first, WindowUnit.DAY, (window.last - window.first + timedelta(days=1)).days, starts=True
    )
    return MeasureEvent(measure, value, named, bound)


def bound_to(group: Selection | None, choice: Choice, plan: Plan) -> tuple[Choice, tuple[RowEvent, ...]]:
    """One row of the group, with the choice that sets what is owed."""
    if group is None:
        return (), ()
    record = next((one for one in plan.records if one.name == group.name), None)
    if record is None:  # a choice of a field stands for the group
        fields = (field for one in plan.records for field in one.fields if field.name == group.name and field.choices)
        choices = next((field.choices for field in fields), ())
        return ((group.name, choices[0]),) if choices else (), ()
    if not record.key:
        return (), ()
    key = f"{record.name} 1"
    own = tuple((name, value) for name, value in choice if record.field(name) is not None)
    life = next((one for one in plan.lives if one.record == record.name and one.start), None)
    start = record.field(life.start) if life is not None else None
    began = (
        ((start.name, plan.term.start),)
        if start is not None and start.kind is FieldKind.DATE and plan.term.start
        else ()
    )
    return ((record.name, key),), (RowEvent(record.name, ((record.key, key), *began, *own)),)
