"""Until when what is left over can be used, and until when a right can be exercised, for each window with which it may arise."""

from __future__ import annotations

from dataclasses import replace

from sladsl.checks.evaluate.measuring.limits import deadline
from sladsl.checks.evaluate.measuring.scope import Scope
from sladsl.checks.evaluate.settling.books import windows_of
from sladsl.checks.evaluate.settling.carried import usable_until
from sladsl.checks.evaluate.statement.rights_reported import what_ends
from sladsl.checks.plan import Plan
from sladsl.model.algebra import HasCount, InWindows, Late, Records
from sladsl.model.consequences import Consequence, Ledger, LedgerKind, OnCondition, OnMiss, Terminate
from sladsl.model.duties import Level
from sladsl.model.moments import Limit, NthEvent, Supplied, WindowEdge, WindowSpec
from sladsl.model.node import nodes
from sladsl.targets.dates import Day, Refused, told_windows, unless_left_open, world_of
from sladsl.time.zones import date_of


def ledger_days(ledger: Ledger, plan: Plan) -> list[Day]:
    """The last day of use of what each window leaves over. Raises `Refused`."""
    if ledger.carried_until_used:
        raise Refused("it may be used until it is used up, and lapses on no day of its own")
    if not (ledger.carried_windows or ledger.carried_for or ledger.kind is LedgerKind.UNUSED):
        raise Refused("it is set off when it arises, and not carried over")
    world = world_of(plan)
    days = []
    for window in told_windows(windows_of(ledger, plan), plan):
        with unless_left_open():
            until = usable_until(ledger, window, world)
        # With the term everything ends, which has a day of its own.
        if until is not None and until < world.term.end:
            what = f"Last day to use the {ledger.name} of {window.label}, if any is left"
            name = f"{ledger.name}-{window.first.isoformat()}"
            days.append(Day(ledger, name, date_of(until - 1, plan.zone), None, what, ledger.text))
    if not days:
        raise Refused("it lapses with the end of the term")
    return days


def right_days(one: Consequence, plan: Plan) -> list[Day]:
    """The last day for a right that arises at the end of a window, if it arises with this one. Raises `Refused`."""
    effect = one.effect
    assert isinstance(effect, Terminate)
    if effect.exercise is None:
        raise Refused("it arises by events, and does not lapse")
    spec, exercise = _windows_of_right(one, plan), _from_window(one, effect.exercise)
    if spec is None or exercise is None:
        raise Refused("it arises by events; the statement tells since when, and until when it is used")
    world = world_of(plan)
    days = []
    for window in told_windows(spec, plan):
        with unless_left_open():
            found = deadline(exercise, Scope(world, window))
        if found is None:
            raise Refused("it arises by events; the statement tells since when, and until when it is used")
        day = found.last_day or date_of(found.late_from - 1, plan.zone)
        what = f"Last day for {effect.party} to terminate {what_ends(effect)}, if the right arises with {window.label}"
        days.append(Day(one, f"{one.name}-{window.first.isoformat()}", day, None, what, one.text))
    return days


def _from_window(one: Consequence, limit: Limit) -> Limit | None:
    """The limit as it counts from the window with which the right arises, which is the last of those that gave rise to it."""
    match limit.anchor:
        case WindowEdge():
            return limit
        case NthEvent(nth=nth, end=True) if isinstance(one.trigger, OnCondition):
            condition = one.trigger.condition
            if nth == 0 or (isinstance(condition, InWindows) and nth == condition.least):
                return replace(limit, anchor=WindowEdge(Supplied(), True))
    return None


def _windows_of_right(one: Consequence, plan: Plan) -> WindowSpec | None:
    """None: it arises with a row."""
    match one.trigger:
        case OnCondition(condition=condition, spec=spec):
            of_rows = isinstance(condition, Records) and any(
                isinstance(one, HasCount | Late) for one in nodes(condition)
            )
            return None if of_rows else spec
        case OnMiss(duty=name):
            duty = next((duty for duty in plan.duties if duty.name == name), None)
            return duty.kind.window if duty is not None and isinstance(duty.kind, Level) else None
        case _:
            return None
