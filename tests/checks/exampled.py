"""Worked examples as the emitted module takes them, and what its statement says of what each example expects."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sladsl.checks.emit import emit
from sladsl.checks.evaluate.examples.events import world_of
from sladsl.checks.evaluate.examples.examples import now_of
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.told import window_named
from sladsl.checks.plan import Plan
from sladsl.model.algebra import Measure, NamedMeasure
from sladsl.model.duties import Level
from sladsl.model.node import nodes
from sladsl.model.quantities import Quantity
from sladsl.model.readings import Readings
from sladsl.model.worked import (
    Example,
    Expectation,
    ExpectCredit,
    ExpectNoCredit,
    ExpectRight,
    ExpectState,
    ExpectUnits,
    FormEvent,
    MeasureEvent,
    RowEvent,
    SampleEvent,
    window_of,
)
from sladsl.records.written import csv_of
from sladsl.time.zones import date_of
from tests.checks import emitting

Json = dict[str, Any]


class Untold(Exception):
    """The module has no words for what the example gives: a fee, the count of a selection, intervals, the state of a clause."""


def can_be_told(plan: Plan, example: Example) -> bool:
    try:
        list(_events(plan, example, _world(plan, example)))
    except Untold:
        return False
    return True


def _world(plan: Plan, example: Example) -> World:
    return world_of(plan, example.events, Readings(plan.readings, {}), now_of(plan, example))


def statement(plan: Plan, example: Example) -> tuple[Json, World]:
    """What the emitted module says of the months of the example, and the world in which the evaluator runs it. Raises `Untold`."""
    world = _world(plan, example)
    windows = [found for one in _windows(example) if (found := window_named(one, world)) is not None]
    instants = [at for event in example.events for at in _instants(event)]
    days = [*(w.first for w in windows), *(w.last for w in windows), *(date_of(at, world.zone) for at in instants)]
    events = list(_events(plan, example, world))
    module = emitting.module_of(emit(plan))
    agreed = {one.name: one.value.value for one in example.events if isinstance(one, FormEvent)}
    first = min(days, default=date_of(world.term.start, world.zone)).replace(day=1)
    as_of = date_of(world.as_of - 1, world.zone)
    return module.settle_events(events, first, max(days, default=first), None, as_of, agreed), world


def _windows(example: Example) -> Iterator[Any]:
    told = (window_of(one) for one in (*example.events, *example.expects))
    return (one for one in told if one is not None)


def _instants(event: object) -> Iterator[int]:
    if isinstance(event, SampleEvent):
        # A stretch ends before its end.
        yield from (at - n for pair in event.stretches for n, at in enumerate(pair))
    if isinstance(event, RowEvent):
        yield from (value for _, value in event.fields if isinstance(value, int) and not isinstance(value, bool))


def _events(plan: Plan, example: Example, world: World) -> Iterator[Json]:
    for name in world.records:
        for row in csv.DictReader(io.StringIO(csv_of(world.records[name]))):
            yield {"record": name, "row": {field: text for field, text in row.items() if text}}
    for event in example.events:
        match event:
            case RowEvent() | FormEvent():
                pass
            case SampleEvent(made=None) if event.value != "":
                of = {
                    "record": event.record,
                    "field": event.field,
                    "value": event.value,
                    "of": {of: key for of, key in event.bound if key},
                }
                yield {**of, "from_to": event.stretches, "otherwise": event.otherwise}
            case MeasureEvent():
                window = window_named(event.window, world)
                if window is None:
                    raise Untold("a window outside the term")
                for name in _names(event.measure, plan):
                    stretch = [window.first.isoformat(), window.last.isoformat()]
                    yield {
                        "measure": name,
                        "value": event.value,
                        "window": stretch,
                        "of": {of: key for of, key in event.bound if key},
                    }
            case _:
                raise Untold(type(event).__name__)


def _names(measure: Measure, plan: Plan) -> tuple[str, ...]:
    """The name of the measure, and the duties that keep what it means."""
    named = (measure.name,) if isinstance(measure, NamedMeasure) else ()
    means = [one.body for one in plan.definitions if one.name in named] or [measure]
    duties = tuple(one.name for one in plan.duties if isinstance(one.kind, Level) and one.kind.measure in means)
    if not named and (not duties or measure in nodes(plan.consequences)):
        raise Untold("a measure without a name, or of which not only its duty speaks")
    return named + duties


# --- what the statement says ----------------------------------------------------------------------------------------------------------


def says(told: Json, expectation: Expectation, world: World) -> bool | None:
    """Whether the statement says what the example expects; None where it does not speak of it: of fields, of shorter windows."""
    named = window_of(expectation)
    window = window_named(named, world) if named is not None else world.term
    if window is None or (named is not None and named.unit in ("minute", "hour", "day", "week")):
        return None
    first, last = window.first.isoformat(), window.last.isoformat()
    months = [one for one in told["windows"] if first <= one["from"] and one["to"] <= last]
    match expectation:
        case ExpectCredit(verb=verb, payer=payer, payee=payee, amount=Quantity(value=amount)):
            return _paid(months, (verb,), (payer, payee)) == amount
        case ExpectNoCredit(verb=verb):
            return _paid(months, (verb,), ()) == 0
        case ExpectState(party=party, clause=clause, state=state):
            states = {
                duty["state"]
                for month in told["windows"]
                for duty in month["duties"]
                if duty["clause"] == clause and party in ("", duty["who"]) and first <= duty["to"] <= last
            }
            found = next(
                (one for one in ("missed", "undetermined", "pending", "excused", "met") if one in states), "off"
            )
            return found == state or (found == "off" and state == "met")
        case ExpectUnits(party=party, unit=unit, count=count):
            points = (one for month in months for one in month["points"])
            mine = (Fraction(one["count"]) for one in points if (one["party"], one["unit"]) == (party, unit))
            return sum(mine, Fraction(0)) == count
        case ExpectRight(party=party, subject=subject, arises=arises):
            what = f"terminate {subject or 'this agreement'}"
            found_ = [one for one in told["rights"] if one["party"] == party and one["what"].startswith(what)]
            return any(first <= one["arisen"] <= last for one in found_) is arises
        case _:
            return None


def _paid(months: list[Json], verbs: tuple[str, ...], between: tuple[str, ...]) -> Fraction:
    credits_ = (one for month in months for one in month["credits"])
    mine = (
        Fraction(one["amount"])
        for one in credits_
        if one["verb"] in verbs and between in ((), (one["payer"], one["payee"]))
    )
    return sum(mine, Fraction(0))
