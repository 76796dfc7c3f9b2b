"""What is due on a row: the acts for which a duty or a sentence sets a time, and whether they were in time.

Excused stands before met and missed: an act whose duty is excused, or does not apply to the row, is neither in time nor late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sladsl.checks.evaluate.measuring import composing, counting, limits, periods, repeats, rows
from sladsl.checks.evaluate.measuring.scope import Item, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.evaluate.measuring.world import World
from sladsl.model.algebra import AllHold, Done, Predicate, Selection
from sladsl.model.duties import Act, Document, Due, Duty, EachRecord, Repeated, Timed
from sladsl.model.moments import Limit
from sladsl.model.node import node
from sladsl.time.deadlines import Deadline
from sladsl.time.stretches import Stretches, subtract, total
from sladsl.time.windows import Window
from sladsl.time.zones import date_of


@node
class Owed:
    """An act on a row, with its time limit. `duty`: who owes it; None where a sentence sets the time only. `window`: for which a document is."""

    field: str
    limit: limits.TimeLimit
    duty: Duty | None = None
    window: Window | None = None


@node
class Lateness:
    """From when to when an act is late, in instants, or early, from `until` to `due`. `open`: it is not done, and the lateness grows until the as-of time. `truth`: pending
    or undetermined where the duty may yet be excused. `counted`: the microseconds of it that count, by the reading "delay"."""

    due: int
    until: int
    counted: int
    open: bool = False
    truth: Truth = Truth.TRUE


def due_of(item: Item, field: str, world: World, clause: str = "") -> limits.TimeLimit | None:
    """When the act in the field ("": any) is due on the row: the first time that a sentence of the clause ("": of any) sets."""
    return next((one.limit for one in dues_of(item, field, world, clause)), None)


def dues_of(item: Item, field: str, world: World, clause: str = "") -> tuple[Owed, ...]:
    """Every act on the row that is due, the first sentence for each field; only that of `field` unless it is empty."""
    return world.once(("dues", item, field, clause), lambda: tuple(_dues_of(item, field, clause, world)))


def _dues_of(item: Item, field: str, clause: str, world: World) -> Iterator[Owed]:
    scope = Scope(world, world.term).bind(item.record, item)
    seen: set[str] = set()
    for due, duty in world.dues:
        if clause and clause != (due.clause if isinstance(due, Due) else duty.clause if duty is not None else ""):
            continue
        for one in _owed(due, duty, field, item, scope):
            if one.field not in seen and field in ("", one.field):
                seen.add(one.field)
                yield one


def _owed(due: Timed, duty: Duty | None, field: str, item: Item, scope: Scope) -> Iterator[Owed]:
    world = scope.world
    if isinstance(due, Repeated):
        again = repeats.due_on(duty, item, world) if duty is not None and due.record == item.record else None
        if again is not None:
            yield Owed(due.field, again, duty)
        return
    if isinstance(due, Document):
        if due.record == item.record:
            window = _window_of(due, item, world)
            found = limits.limit_of(due.limit, scope.over(window)) if window is not None else None
            if found is not None:
                yield Owed(due.field, found, duty, window)
        return
    selection, acts = acts_timed(due, item.record, world)
    acts = [(name, limit) for name, limit in acts if field in ("", name)]
    if not acts or limits.belongs_to(item, selection, scope) is not Truth.TRUE:
        return
    for name, limit in acts:
        found = limits.limit_of(limit, scope.bind(selection.name, item))
        if found is not None:
            yield Owed(name, found, duty)


def acts_timed(due: Due | EachRecord | Act, record: str, world: World) -> tuple[Selection, list[tuple[str, Limit]]]:
    """The acts on rows of the record for which the sentence sets a time, and of which rows."""
    selection = due.each if isinstance(due, Act) else due.selection
    assert selection is not None
    if rows.period_of(selection, world) or rows.record_of(selection, world).name != record:
        return selection, []
    match due:
        case Due(field=field, limit=limit) | Act(field=field, limit=Limit() as limit):
            return selection, [(field, limit)]
        case EachRecord(that=that):
            return selection, list(limited(that, record))
        case _:
            return selection, []


def _window_of(document: Document, item: Item, world: World) -> Window | None:
    """The window for which a row is the document."""
    every = world.windows(document.window, world.term.start, world.as_of)
    return next((window for window in every if limits.document_row(document, window, world)[1] == item), None)


def limited(predicate: Predicate, record: str) -> Iterator[tuple[str, Limit]]:
    """The acts on a row for which a duty sets a time, with their limits."""
    match predicate:
        case Done(limit=Limit() as limit) if predicate.record == record:
            yield predicate.field, limit
        case AllHold(parts=parts):
            for part in parts:
                yield from limited(part, record)
        case _:
            return


def _stands(one: Owed, item: Item | None, world: World) -> Truth:
    """False where the duty is excused or does not apply."""
    if one.duty is None or world.settled is None:
        return Truth.TRUE
    return world.settled.stands(one.duty, item, one.window)


# --- in time, or late ------------------------------------------------------------------------------------------------------------


def in_time(item: Item, field: str, world: World, clause: str = "") -> Truth | None:
    """Whether every act (or the one in `field`) that is due on the row is in time; None: none is due."""
    return _all_in_time(dues_of(item, field, world, clause), item, world)


def _all_in_time(owed: tuple[Owed, ...], item: Item | None, world: World) -> Truth | None:
    found: list[Truth] = []
    for one in owed:
        stands = _stands(one, item, world)
        if stands is Truth.TRUE:
            found.append(_kept(one, item, world))
        elif stands is not Truth.FALSE:
            found.append(stands)
    if not found:
        return None
    order = (Truth.FALSE, Truth.UNDETERMINED, Truth.PENDING, Truth.TRUE)
    return min(found, key=order.index)


def _kept(one: Owed, item: Item | None, world: World) -> Truth:
    act, day = (None, None) if item is None else limits.act_of(item, one.field, world)
    return limits.within(one.limit, act, day, world)


def lateness(item: Item, field: str, world: World, clause: str = "") -> Lateness | None:
    """Of the first act that is late: from the end of its limit to the act or, while it is open, to the as-of time."""
    return _first_late(dues_of(item, field, world, clause), item, world)


def _first_late(owed: tuple[Owed, ...], item: Item | None, world: World) -> Lateness | None:
    for one in owed:
        until = one.limit.until
        if until is None or _kept(one, item, world) is not Truth.FALSE:
            continue
        act, day = (None, None) if item is None else limits.act_of(item, one.field, world)
        end = _late_until(one.limit, until, act, day, world)
        stands = _stands(one, item, world)
        if stands is not Truth.FALSE and end >= until.instant:
            return Lateness(until.instant, end, _counted(one.limit, until.instant, end, world), act is None, stands)
    return None


def earliness(item: Item, field: str, world: World, clause: str = "") -> Lateness | None:
    """Of the first act that is done before its time is over, from the act (`until`) to the end of its limit (`due`)."""
    return _first_early(dues_of(item, field, world, clause), item, world)


def _first_early(owed: tuple[Owed, ...], item: Item | None, world: World) -> Lateness | None:
    for one in owed:
        due = one.limit.until
        act, day = (None, None) if item is None else limits.act_of(item, one.field, world)
        if due is None or act is None or _kept(one, item, world) is not Truth.TRUE:
            continue
        done = _late_until(one.limit, due, act, day, world)
        stands = _stands(one, item, world)
        if stands is not Truth.FALSE and done < due.instant:
            return Lateness(due.instant, done, _counted(one.limit, done, due.instant, world), truth=stands)
    return None


def _counted(limit: limits.TimeLimit, due: int, end: int, world: World) -> int:
    """Of the time from `due` to `end`, what counts as delay; or, before the limit ends, as time that is saved."""
    runs = limit.runs
    if runs is None or not world.has_slot("delay") or world.reading("delay") == "all hours":
        return end - due
    whole: Stretches = ((due, end),)
    if runs.calendar:
        whole = periods.moments_in(composing.named(runs.calendar, world), (due, end), Scope(world, world.term))
    return total(subtract(whole, runs.pauses))


def _late_until(of: limits.TimeLimit, limit: Deadline, act: int | None, day: date | None, world: World) -> int:
    """Where the limit ends with a day, an act of which only the date is known counts until the end of that day: what is due on the 2nd and
    done on the 3rd is a day late."""
    if act is None:
        return world.as_of if of.closes is None else min(of.closes, world.as_of)
    if day is not None and counting.start_of(date_of(limit.instant, world.zone), world) == limit.instant:
        return counting.start_of(day + timedelta(days=1), world)
    return act


# --- documents -------------------------------------------------------------------------------------------------------------------


def document_owed(record: str, scope: Scope) -> tuple[tuple[Owed, ...], Item | None] | None:
    """The duty to send the document for the supplied window, and the row that is it; None: no duty asks for it, or its record is absent."""
    world = scope.world
    document, limit = limits.document_of(record, world), limits.document_due(record, scope)
    if document is None:
        return None
    table, item = limits.document_row(document, scope.window, world)
    if table is None:
        return None
    duty = next(duty for duty in world.plan.duties if duty.kind is document)
    return ((Owed(document.field, limit, duty, scope.window),) if limit is not None else ()), item


def document_in_time(record: str, scope: Scope) -> Truth | None:
    """Whether the document for the supplied window is in time; None: it is not due."""
    owed = document_owed(record, scope)
    if owed is None:
        return Truth.UNDETERMINED if limits.document_of(record, scope.world) is not None else None
    if _is_silent(owed[1], scope.world):
        return Truth.TRUE
    return _all_in_time(*owed, scope.world)


def document_lateness(record: str, scope: Scope) -> Lateness | None:
    """As `lateness`, of the document for the supplied window."""
    owed = document_owed(record, scope)
    return None if owed is None or _is_silent(owed[1], scope.world) else _first_late(*owed, scope.world)


def document_earliness(record: str, scope: Scope) -> Lateness | None:
    """As `earliness`, of the document for the supplied window."""
    owed = document_owed(record, scope)
    return None if owed is None else _first_early(*owed, scope.world)


def _is_silent(item: Item | None, world: World) -> bool:
    """A worked example that says nothing of the document for a window: it was sent in time."""
    return item is None and world.clean
