"""Which levels a query can measure that stands alone: those of rows by themselves, the same for every window and thing."""

from __future__ import annotations

from collections.abc import Sequence

from sladsl.checks.evaluate.measuring import rows
from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.plan import Plan
from sladsl.model.algebra import (
    Aggregate,
    CountOf,
    NamedMeasure,
    NamedPeriod,
    OfField,
    OfPeriod,
    Rounded,
    Selection,
    ShareOfRecords,
    ShareOfTime,
)
from sladsl.model.algebra import Scope as Binding
from sladsl.model.consequences import CountsAsMissed, Excuse, Forfeit, NotApplying
from sladsl.model.duties import Duty, Level
from sladsl.model.moments import Supplied, WindowSpec
from sladsl.model.quantities import Rounding
from sladsl.model.readings import OpenReading
from sladsl.model.schema import Record
from sladsl.time.windows import Window


def why_not(reason: Refused | OpenReading) -> str:
    return reason.reason if isinstance(reason, Refused) else f"a reading is open: {reason.slot.name}"


_YEARS = 5 * 366 * 86_400_000_000


def term_windows(world: World, spec: WindowSpec) -> tuple[Window, ...]:
    """Each window of the term, of its first five years where it is longer."""
    term = world.term
    return tuple(world.windows(spec, term.start, min(term.end, term.start + _YEARS)))


def due(record: Record) -> tuple[str, ...]:
    """What figures of its rows leave out where rows are due."""
    return ("rows that are due and missing are not counted",) if record.cadence is not None else ()


def left_out(told: Sequence[Window], world: World, more: Sequence[str] = ()) -> str:
    """What a view does not have of what the agreement has; "" where it has all."""
    found = []
    if told[-1].end < world.term.end:
        found.append(f"windows after {told[-1].last} are not in it")
    return "; ".join([*more, *found])


def stands(duty: Duty, plan: Plan) -> None:
    """Refuses a duty that does not stand by itself in every window of the term."""
    if plan.term.start is None:
        raise Refused("", "the agreement does not say on which day it takes effect, so its windows have no days")
    if duty.only_if or duty.only_to is not None or duty.modality == "may" or falls_away(duty.clause, plan):
        raise Refused("", "it holds under a condition, or may be excused")


def level_of(duty: Duty, plan: Plan) -> tuple[Level, WindowSpec]:
    """The level and its windows."""
    kind = duty.kind
    if not isinstance(kind, Level):
        raise Refused("", "it is no level of a measure")
    if kind.outside or kind.window is None or kind.window.sliding:
        raise Refused("", "its level leaves time out, is that of one row, or is for windows that slide")
    stands(duty, plan)
    if duty.modality != "shall":
        raise Refused("", "it is forbidden to keep it")
    return kind, kind.window


Measured = ShareOfRecords | OfField | CountOf | ShareOfTime | OfPeriod


def measure_of(level: Level, world: World) -> tuple[Measured, Rounding | None]:
    """What it measures, through definitions, and how it is rounded."""
    found = _body_of(level.measure, level, world)
    rounding = None
    if isinstance(found, Rounded):
        rounding, found = found.rounding, _body_of(found.measure, level, world)
    return _measured(found, level, world), rounding


def _body_of(measure: object, level: Level, world: World) -> object:
    while isinstance(measure, NamedMeasure) and _is_group(measure.scopes, level) and measure.window == Supplied():
        definition = world.definition(measure.name)
        if definition is None:
            break
        measure = definition.body
    return measure


def _measured(measure: object, level: Level, world: World) -> Measured:
    if isinstance(measure, ShareOfTime | OfPeriod):
        return measure
    if not isinstance(measure, ShareOfRecords | OfField | CountOf):
        raise Refused("", f"its measure is none of rows or time alone ({type(measure).__name__})")
    counted = rows.period_of(measure.selection, world)
    if counted is not None:
        if not isinstance(measure, CountOf) or measure.selection != Selection(counted, window=Supplied()):
            raise Refused("", "its measure counts some of the pieces of a period")
        return OfPeriod(Aggregate.NUMBER, NamedPeriod(counted))
    for link in rows.chain(measure.selection, world):
        if not _is_group(link.scopes, level) or (link.window is not None and link.window != Supplied()):
            raise Refused("", "its measure looks at other windows or things")
    return measure


def _is_group(scopes: Sequence[Binding], level: Level) -> bool:
    """Whether what is bound is the thing for which the level is owed."""
    group = level.group
    return all(one.via is None and group is not None and one.name == group.name for one in scopes)


def falls_away(of: str, plan: Plan) -> bool:
    """Whether there are windows in which the clause is excused, does not apply, counts as missed otherwise, or has lapsed."""
    for one in plan.consequences:
        match one.effect:
            case Excuse(clause=clause) | CountsAsMissed(clause=clause) if clause in ("", of):
                return True
            case Forfeit(what=what) if what == of:
                return True
            case _:
                pass
    # Windows are those of the agreed term; the time of an extension comes after them.
    rules = [one for one in plan.rules if isinstance(one, NotApplying) and not one.during_extension]
    return any(one.clause in ("", of) for one in rules)
