"""`evaluate`: plan, records and readings give the statement. It is pure: the clock, the disk and the order of rows play no part.

The statement goes by months (the reading "month" says which). A window of another length stands in the month in which it ends. State is
carried from the start of the term: what is asked for changes what is reported, never what is due.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sladsl.checks.evaluate.measuring.columns import instants
from sladsl.checks.evaluate.measuring.coverage import covered_until
from sladsl.checks.evaluate.measuring.explain import where
from sladsl.checks.evaluate.measuring.held import far_holder
from sladsl.checks.evaluate.measuring.reach import first_instant
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.duties import MONTHLY
from sladsl.checks.evaluate.settling.incurred import extensions_in
from sladsl.checks.evaluate.settling.settlement import Settlement
from sladsl.checks.evaluate.statement.remarks import remarks
from sladsl.checks.evaluate.statement.reported import credits_of, results_of
from sladsl.checks.evaluate.statement.rights_reported import as_statement
from sladsl.checks.figures import local_time
from sladsl.checks.plan import Plan
from sladsl.checks.statement import CarriedOver, Points, Statement, WindowStatement
from sladsl.model.consequences import LedgerKind
from sladsl.model.duties import Declared, Level, Retain
from sladsl.model.quantities import NUMBER, Dimension, Quantity, Unit
from sladsl.model.readings import Readings
from sladsl.records.table import Records
from sladsl.time.dates import ONE_DAY
from sladsl.time.windows import Window
from sladsl.time.zones import date_of, start_of_day


def evaluate(
    plan: Plan,
    records: Records,
    readings: Readings,
    *,
    first: date | None = None,
    last: date | None = None,
    as_of: date | int | None = None,
) -> Statement:
    """The statement of the months that share a day with `first` to `last`; without them, from the first month that the records speak of
    to the last that is over.

    `as_of` stands for now: an instant, or a date for the end of that day; without it, the end of the last covered window. Raises
    `OpenReading` where a reading is needed that is neither chosen nor given.
    """
    now = as_of_instant(plan, records, readings, last, as_of)
    world = World(plan, records, readings, now)
    start = start_of_day(first, world.zone) if first is not None else first_row(world)
    end = start_of_day(last + ONE_DAY, world.zone) if last is not None else now
    return statement_of(world, start, end, unfinished=last is not None)


def statement_of(world: World, start: int, end: int, *, unfinished: bool) -> Statement:
    """Of the months that share a moment with [start, end); those that are not over only if `unfinished`."""
    settlement = Settlement(world)
    asked = [w for w in world.windows(MONTHLY, start, end) if unfinished or w.end <= world.as_of] if start < end else []
    windows = tuple(month_statement(month, settlement) for month in asked)
    rights = tuple(as_statement(one, settlement) for one in settlement.rights.all() if one.at <= world.as_of)
    plan = world.plan
    return Statement(
        agreement=plan.agreement,
        currency=plan.currency,
        as_of=_said_time(world.as_of, world),
        windows=windows,
        rights=rights,
        carried_over=_carried_over(asked, settlement),
        set_aside=tuple(f"{row.file}:{row.line}: {' '.join(row.reasons)}" for row in world.records.rows_set_aside),
        missing=_missing(windows, world),
        readings_asked=tuple(sorted(world.readings.asked)),
        readings=_sentences(world),
    )


def _sentences(world: World) -> tuple[str, ...]:
    """What the readings that were asked say, in the order of the plan."""
    found = []
    for reading in world.plan.readings:
        if reading.slot.name not in world.readings.asked:
            continue
        value = world.readings.value(reading.slot.name)
        said = next((one.sentence for one in reading.slot.admissible if one.value == value), "")
        found.append(reading.sentence if reading.sentence and value == reading.value else said or value)
    return tuple(dict.fromkeys(found))


# --- now -------------------------------------------------------------------------------------------------------------------------


def as_of_instant(plan: Plan, records: Records, readings: Readings, last: date | None, as_of: date | int | None) -> int:
    """What `evaluate` takes for now."""
    if isinstance(as_of, int):
        return as_of
    if as_of is not None:
        return start_of_day(as_of + ONE_DAY, plan.zone)
    # Before anything is settled nobody knows now; coverage by samples does not hang on it.
    world = World(plan, records, readings, _FAR)
    sampled = [record.name for record in plan.records if record.cadence is not None and record.name in records]
    reached = [until for name in sampled if len(records[name]) and (until := covered_until(name, world)) is not None]
    if reached:
        until = max(reached)
        ended = [window.end for window in world.windows(MONTHLY, world.term.start, until) if window.end <= until]
        return max(ended, default=until)
    held = [_held(name, world) for name in records if len(records[name])]
    if last is not None:
        held.append(start_of_day(last + ONE_DAY, plan.zone) - 1)
    at = max((moment for moment in held if moment is not None), default=world.term.start)
    holding = world.windows(MONTHLY, at, at + 1)
    return holding[-1].end if holding else at + 1


_FAR = 7_000_000_000_000_000
"""Later than any time in a record."""


def _held(record: str, world: World, *, earliest: bool = False) -> int | None:
    """The last (or first) time by which a row of the record belongs to a window; rows with a service life belong to none."""
    table = world.table(record)
    if table is None or any(life.record == record for life in world.plan.lives if life.start or life.end):
        return None
    belongs = table.record.belongs
    if (holder := far_holder(record, world)) is not None:
        ends = holder.reach(table.record, world)
        return None if ends is None else ends[0 if earliest else 1]
    times = [at for at in instants(table, belongs, world) if at is not None] if belongs else []
    return min(times, default=None) if earliest else max(times, default=None)


def first_row(world: World) -> int:
    """The first moment of which the records speak: of samples, where there are any."""
    sampled = [at for record in world.plan.records if (at := first_instant(record.name, world)) is not None]
    held = [_held(name, world, earliest=True) for name in world.records] if not sampled else []
    return max(world.term.start, min([*sampled, *(at for at in held if at is not None)], default=world.term.start))


# --- windows ---------------------------------------------------------------------------------------------------------------------


def month_statement(month: Window, settlement: Settlement) -> WindowStatement:
    duties = results_of(month, settlement)
    paid = settlement.paid_in(month)
    credits = credits_of(paid.due, settlement.world)
    points = tuple(
        Points(one.consequence.clause, one.party, one.unit, one.count, one.because)
        for one in settlement.points_in(month)
    )
    unsettled = tuple(
        note
        for end, notes in sorted(settlement.books.unsettled.items())
        if month.start < end <= month.end
        for note in notes
    )
    return WindowStatement(
        first=month.first.isoformat(),
        last=month.last.isoformat(),
        label=month.label,
        duties=duties,
        credits=credits,
        points=points,
        extensions=extensions_in(month, settlement),
        totals=totals_of(month, settlement),
        notes=tuple(
            dict.fromkeys(
                (*paid.notes, *remarks(month, settlement), *unsettled, *_never_settled(settlement.world.plan))
            )
        ),
    )


def totals_of(month: Window, settlement: Settlement) -> tuple[tuple[str, str, Fraction], ...]:
    """What each payer owes each payee for the month, in the order in which it falls due."""
    totals: dict[tuple[str, str], Fraction] = {}
    for line in settlement.paid_in(month).due:
        who = (line.effect.payer, line.effect.payee)
        totals[who] = totals.get(who, Fraction(0)) + line.amount
    return tuple((payer, payee, amount) for (payer, payee), amount in totals.items())


def _never_settled(plan: Plan) -> tuple[str, ...]:
    """Duties that no record of the agreement shows are listed, so that nobody takes them for kept."""
    told = [d for d in plan.duties if isinstance(d.kind, Retain | Declared) and d.modality != "may"]
    places = [
        *dict.fromkeys(
            where(duty.clause, duty.place.line) if duty.clause else f"line {duty.place.line}" for duty in told
        )
    ]
    if not places:
        return ()
    named = places[0] if len(places) == 1 else f"{'; '.join(places[:-1])} and {places[-1]}"
    return (f"No record settles the {'duty' if len(told) == 1 else 'duties'} of {named}.",)


def _carried_over(asked: list[Window], settlement: Settlement) -> tuple[CarriedOver, ...]:
    ended = [month for month in asked if month.end <= settlement.world.as_of]
    if not ended:
        return ()
    world = settlement.world
    out = [
        CarriedOver(
            f"{name} of {entry.group}" if entry.group else name,
            entry.origin.label,
            entry.amount,
            ledger_unit(name, world),
            date_of(entry.until - 1, world.zone).isoformat() if entry.until is not None else "",
        )
        for name, entry in settlement.books.at(ended[-1].end).open
    ]
    money = Unit(Dimension.MONEY, world.plan.currency)
    for one in settlement.paid_in(ended[-1]).carried:
        until = date_of(one.until - 1, world.zone).isoformat() if one.until is not None else ""
        out.append(CarriedOver(one.ledger.name, one.origin.label, one.amount, money, until))
    return tuple(out)


def ledger_unit(name: str, world: World) -> Unit:
    """The unit in which the contract states the duty or quota behind a ledger."""
    ledger = next(one for one in world.plan.ledgers if one.name == name)
    if ledger.kind is LedgerKind.ABOVE_CAP:
        return Unit(Dimension.MONEY, world.plan.currency)
    limits = [quota.limit.limit for quota in world.plan.quotas if quota.name == ledger.of]
    for duty in world.plan.duties:
        if duty.name == ledger.of and isinstance(duty.kind, Level) and duty.kind.comparison is not None:
            limits.append(duty.kind.comparison.bounds[0].limit)
    for limit in limits:
        if isinstance(limit, Quantity):
            return limit.unit
        if (agreed := world.form_value(limit)) is not None:
            return agreed.unit
    return NUMBER


def _missing(windows: tuple[WindowStatement, ...], world: World) -> tuple[str, ...]:
    """Records that nobody gave, and those that do not reach over a window that needs them."""
    absent = [
        f"{record.name}: no records were given." for record in world.plan.records if world.table(record.name) is None
    ]
    short = [
        f"{duty.because[0].upper()}{duty.because[1:]}."
        for window in windows
        for duty in window.duties
        if duty.because.startswith("the records of ")
    ]
    return tuple(dict.fromkeys((*absent, *short)))


def _said_time(instant: int, world: World) -> str:
    """The date where it is the end of that day."""
    day = date_of(instant - 1, world.zone)
    return day.isoformat() if start_of_day(day + ONE_DAY, world.zone) == instant else local_time(instant, world.zone)
