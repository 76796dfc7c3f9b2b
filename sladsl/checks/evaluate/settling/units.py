"""How often: the quantity behind "for each full hour by which …", and its number of steps."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from sladsl.checks.evaluate.measuring.conditions import bound_value
from sladsl.checks.evaluate.measuring.explain import measure_words
from sladsl.checks.evaluate.measuring.measures import measure
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.settling.clean import in_order
from sladsl.checks.reasons import Figure, Span, Told, of_quantity, told
from sladsl.checks.statement import Evidence
from sladsl.model.consequences import Exceeds, Steps, UnitTrigger
from sladsl.model.node import node
from sladsl.model.quantities import SECONDS, SECONDS_IN, Dimension, Quantity, Unit
from sladsl.model.schema import FieldKind

_STEPS = {
    Steps.FULL: ("{count} full step of {size}", "{count} full steps of {size}"),
    Steps.STARTED: ("{count} started step of {size}", "{count} started steps of {size}"),
    Steps.PRO_RATA: ("{count} pro rata of {size}", "{count} pro rata of {size}"),
}


@node
class Quantified:
    """A quantity that is counted in steps, in the base of its dimension, 0 where there is none; why, and how sure it is."""

    value: Fraction
    truth: Truth
    because: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


def steps_of(
    trigger: UnitTrigger, value: Fraction, started: Fraction, scope: Scope, clause: str
) -> tuple[Fraction, str]:
    """The number of steps in a quantity, and its words. `started`: the quantity with begun units counted (days); else the same as `value`."""
    size = step_size(trigger)
    kind = kind_of_steps(trigger, scope, clause)
    match kind:
        case Steps.FULL:
            count = Fraction(value // size)
        case Steps.STARTED:
            count = Fraction(-(-started // size))
        case Steps.PRO_RATA:
            count = value / size
        case Steps.OPEN:
            raise AssertionError("the reading says which steps are counted")
        case _:
            assert_never(kind)
    said = told(_STEPS[kind][count != 1], count=Figure(count), size=step_words(trigger))
    if not trigger.after and not trigger.first:
        return count, said
    most = min(count, Fraction(trigger.after + trigger.first)) if trigger.first else count
    meant = max(most - trigger.after, Fraction(0))
    form = (
        "{steps}, of which {count} of the first {first} after the first {after}"
        if trigger.first and trigger.after
        else "{steps}, of which {count} of the first {first}"
        if trigger.first
        else "{steps}, of which {count} after the first {after}"
    )
    return meant, told(form, steps=said, count=Figure(meant), first=trigger.first, after=trigger.after)


def kind_of_steps(trigger: UnitTrigger, scope: Scope, clause: str) -> Steps:
    """Full, started or pro rata: as the sentence says, or by the reading "unit step" where it leaves that open."""
    return trigger.steps if trigger.steps is not Steps.OPEN else Steps(scope.world.reading("unit step", clause))


def step_size(trigger: UnitTrigger) -> Fraction:
    """In the base of the quantity's dimension; in days where days are counted."""
    of_days = trigger.calendar_days or trigger.business_days
    timed = trigger.step.unit.dimension is Dimension.TIME
    return trigger.step.value / SECONDS_IN["day"] if of_days and timed else trigger.step.value


def step_words(trigger: UnitTrigger) -> str:
    if trigger.months:
        return _counted(trigger.step.value, "month")
    if trigger.calendar_days or trigger.business_days:
        return _counted(step_size(trigger), "business day" if trigger.business_days else "calendar day")
    return told("{amount}", amount=of_quantity(trigger.step))


def _counted(count: Fraction, noun: str) -> Told:
    return told("{amount}", amount=Figure(count, Unit(Dimension.UNIT, noun)))


def exceeding(quantity: Exceeds, scope: Scope) -> Quantified:
    """By how much the measure exceeds, or falls short of, its limit in the supplied window."""
    found = measure(quantity.measure, scope)
    words = measure_words(quantity.measure)
    if not found.determined:
        return Quantified(
            Fraction(0),
            Truth.UNDETERMINED,
            (told("{what} is not known: {names} absent", what=words, names=", ".join(found.absent)),),
        )
    if in_order(found, quantity.measure, scope):
        return Quantified(Fraction(0), Truth.FALSE, (told("nothing in the example speaks of it"),))
    limit = quantity.limit.value if isinstance(quantity.limit, Quantity) else bound_value(quantity.limit, scope)
    if found.value is None or limit is None:
        return Quantified(
            Fraction(0), Truth.PENDING if found.pending else Truth.FALSE, (told("{what} has no value", what=words),)
        )
    beyond = limit - found.value if quantity.short else found.value - limit
    unit = _unit(quantity, scope)
    if beyond <= 0:
        return Quantified(Fraction(0), Truth.PENDING if found.pending else Truth.FALSE, (), found.evidence)
    said = told(
        "{what} is {value} in {span} and falls short of {limit} by {by}"
        if quantity.short
        else "{what} is {value} in {span} and exceeds {limit} by {by}",
        what=words,
        value=Figure(found.value, unit),
        span=Span(scope.window.label),
        limit=Figure(limit, unit),
        by=Figure(beyond, unit),
    )
    return Quantified(beyond, Truth.PENDING if found.pending else Truth.TRUE, (said,), found.evidence)


def length_of(found: Item | Piece, scope: Scope) -> Fraction | None:
    """Seconds: of a piece, as a whole; of a row, by its first field that holds a length or periods. None where the row has neither."""
    if isinstance(found, Piece):
        return Fraction(found.length, 1_000_000)
    table, record = scope.world.table(found.record), scope.world.record(found.record)
    for field in record.fields if record is not None and table is not None else ():
        value = table.value(field.name, found.row) if table is not None else None
        if field.kind is FieldKind.DURATION and isinstance(value, int | Fraction):
            return Fraction(value)
        if field.kind is FieldKind.PERIODS and isinstance(value, tuple):
            return Fraction(sum(end - start for start, end in value), 1_000_000)  # type: ignore[misc]
    return None


def _unit(quantity: Exceeds, scope: Scope) -> Unit | None:
    if isinstance(quantity.limit, Quantity):
        return quantity.limit.unit
    form = scope.world.form_value(quantity.limit)
    return form.unit if form is not None else SECONDS
