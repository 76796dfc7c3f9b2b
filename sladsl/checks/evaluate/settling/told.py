"""What a worked example tells outright: the windows that it names, amounts, and what became of a clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from sladsl.checks.evaluate.measuring import clock
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.statement import State
from sladsl.model.consequences import AllFees, Fee, NamedAmount
from sladsl.model.duties import Duty
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.worked import NamedWindow
from sladsl.time.dates import ONE_DAY, add_months
from sladsl.time.stretches import Stretch
from sladsl.time.windows import Window
from sladsl.time.zones import start_of_day

if TYPE_CHECKING:
    from sladsl.checks.evaluate.settling.verdict import Verdict

_BY_THE_EXAMPLE = "the example says so"


def window_named(told: NamedWindow, world: World) -> Window | None:
    """As it counts in the term; None where none of it lies there. A month by its name is the one of the agreement that holds its first day."""
    return world.once(("told", told), lambda: _named(told, world))


def _named(told: NamedWindow, world: World) -> Window | None:
    if not told.starts and told.unit is not WindowUnit.YEAR:
        return clock.starting(told.unit, told.first, world)
    if told.starts and told.count == 1:
        own = clock.holding(told.unit, start_of_day(told.first, world.zone), world)
        if own.first == told.first:
            return clock.in_term(own, world)
    end = _after(told.first, told.count, told.unit)
    stretch = (start_of_day(told.first, world.zone), start_of_day(end, world.zone))
    label = f"{told.first.isoformat()} to {(end - ONE_DAY).isoformat()}" if told.starts else str(told.first.year)
    return clock.in_term(clock.of_stretch(stretch, label, world), world)


def _after(first: date, count: int, unit: WindowUnit) -> date:
    match unit:
        case WindowUnit.DAY | WindowUnit.WEEK:
            return first + count * (7 if unit is WindowUnit.WEEK else 1) * ONE_DAY
        case WindowUnit.MONTH | WindowUnit.QUARTER | WindowUnit.YEAR:
            return add_months(first, count * {"month": 1, "quarter": 3, "year": 12}[unit.value])
        case WindowUnit.MINUTE | WindowUnit.HOUR:
            raise ValueError(f"no {unit} is named by its day")
        case _:
            assert_never(unit)


def amount_told(base: Fee | AllFees | NamedAmount, stretch: Stretch, world: World) -> Fraction | None:
    """What the example says that the base comes to in exactly this stretch of time, or whenever it is asked for."""
    for event in world.told_amounts:
        if _same(event.base, base):
            window = window_named(event.window, world) if event.window is not None else None
            if event.window is None or (window is not None and window.stretch == stretch):
                return event.value.value
    return None


def _same(told: Fee | AllFees | NamedAmount, asked: Fee | AllFees | NamedAmount) -> bool:
    match told, asked:
        case Fee(service=one), Fee(service=other):
            return one == other
        case NamedAmount(name=one), NamedAmount(name=other):
            return one == other
        case AllFees(), AllFees():
            return True
        case _:
            return False


def verdicts_told(
    duty: Duty, spec: WindowSpec, window: Window, found: tuple[Verdict, ...], world: World
) -> tuple[Verdict, ...]:
    """The verdicts, or what the example says of the clause. A clause of shorter windows is missed in the last of those that it names."""
    from sladsl.checks.evaluate.settling.verdict import Verdict

    for event in world.told_states:
        if event.clause != duty.clause or event.party not in ("", duty.who):
            continue
        for named in event.windows:
            over = window_named(named, world)
            if over is None or not over.start < window.end <= over.end:
                continue
            state = State(event.state)
            ending = [one for one in world.windows(spec, over.start, over.end) if one.end <= over.end]
            if state is State.MISSED and ending and window.end != ending[-1].end:
                continue
            if not found:
                return (Verdict(duty, window, Scope(world, window), state, because=_BY_THE_EXAMPLE),)
            return tuple(replace(one, state=state, because=_BY_THE_EXAMPLE) for one in found)
    return found
