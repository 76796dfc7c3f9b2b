"""Events as plain sentences, in the order of time."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from sladsl.ambiguity.witness.lengths import DAY, HOUR, MINUTE, SECOND
from sladsl.checks.figures import figure, plural
from sladsl.checks.plan import Plan
from sladsl.model.quantities import PERCENT, Dimension, Unit
from sladsl.model.resolve.phrases import with_article
from sladsl.model.schema import Field, FieldKind, Record
from sladsl.model.worked import Event, RowEvent, SampleEvent
from sladsl.time.dates import MONTHS, day_label
from sladsl.time.zones import date_of, local

_LISTED = 3


def events_told(events: tuple[Event, ...], plan: Plan) -> tuple[str, ...]:
    """One sentence an event, and one for many rows that are alike but for their times; rows that only stand behind others ("Circuit 1") are
    not told where nothing is said of them but their name."""
    records = {one.name: one for one in plan.records}
    told: list[tuple[int, str]] = []
    alike: dict[tuple[object, ...], list[RowEvent]] = {}
    for event in events:
        match event:
            case SampleEvent():
                told.append((event.stretches[0][0], _samples(event, records[event.record], plan.zone)))
            case RowEvent(record=name, fields=fields) if any(key != records[name].key for key, _ in fields):
                alike.setdefault(_likeness(event, records[name]), []).append(event)
            case _:
                continue
    for rows in alike.values():
        record = records[rows[0].record]
        if len(rows) > _LISTED + 1:
            told.append((_first(rows[0]), _many(rows, record, plan)))
        else:
            told += [(_first(row), _row(row, record, plan)) for row in rows]
    sentences = [sentence for _, sentence in sorted(told, key=lambda pair: pair[0])]
    counted = dict.fromkeys(sentences)
    return tuple(one if sentences.count(one) == 1 else f"{sentences.count(one)} times: {one}" for one in counted)


def _first(event: RowEvent) -> int:
    return min((v for _, v in event.fields if isinstance(v, int) and not isinstance(v, bool)), default=0)


def _likeness(event: RowEvent, record: Record) -> tuple[object, ...]:
    """What rows have in common that differ in their times only: their values, and the times from one moment to the next."""
    values = dict(event.fields)
    since = values.get(record.belongs)
    found: list[object] = [event.record]
    for name, value in event.fields:
        if isinstance(value, int) and not isinstance(value, bool) and isinstance(since, int):
            found.append((name, value - since))
        elif name != record.key and not isinstance(value, date):
            found.append((name, value))
    return tuple(found)


def _many(rows: list[RowEvent], record: Record, plan: Plan) -> str:
    """ "17 Meals, Due from 10 April 2026 08:00 to 12:00, each Served 1 minute later."""
    values = dict(rows[0].fields)
    first, last = (dict(one.fields).get(record.belongs) for one in (rows[0], rows[-1]))
    if isinstance(first, int) and isinstance(last, int):
        since = date_of(first, plan.zone)
        when = f"{record.belongs} from {moment(first, plan.zone)} to {moment(last, plan.zone, since=since)}"
    elif isinstance(first, date) and isinstance(last, date):
        when = f"{record.belongs} from {day(first)} to {day(last)}"
    else:
        when = ""
    parts = []
    for name, value in values.items():
        if name in (record.belongs, record.key):
            continue
        field = record.field(name)
        if value is None:
            parts.append(f"not {name}" if field is not None and field.kind is FieldKind.TIME else f"no {name}")
        elif isinstance(value, int) and not isinstance(value, bool) and isinstance(first, int):
            apart = value - first
            parts.append(
                f"{name} {lasting(abs(apart))} {'later' if apart >= 0 else 'before'}" if apart else f"{name} at once"
            )
        elif isinstance(value, Fraction | str):
            parts.append(_told(name, value, field))
    return f"{len(rows)} {record.plural}{f', {when}' if when else ''}, each {', '.join(parts)}."


def background_told(events: tuple[Event, ...], plan: Plan) -> tuple[str, ...]:
    """Rows that are alike but for their times in one sentence: "In each other month a Timesheet with Worked 160 hours."""
    records = {one.name: one for one in plan.records}
    found: dict[str, list[RowEvent]] = {}
    for event in events:
        if isinstance(event, RowEvent) and any(key != records[event.record].key for key, _ in event.fields):
            record = records[event.record]
            said = [
                f"{name} {_value(value, record.field(name))}"
                for name, value in event.fields
                if isinstance(value, Fraction) or (isinstance(value, str) and name != record.key)
            ]
            with_ = f" with {' and '.join(said)}" if said else ""
            found.setdefault(f"{with_article(event.record)}{with_}", []).append(event)
    told = []
    for row, alike in found.items():
        times = [
            day(date_of(v, plan.zone))
            for one in alike
            for _, v in one.fields
            if isinstance(v, int) and not isinstance(v, bool)
        ]
        times += [day(v) for one in alike for _, v in one.fields if isinstance(v, date)]
        told.append(
            f"As it should be, {row} on {', '.join(dict.fromkeys(times)) if len(times) <= _LISTED else 'a day of each other month'}."
        )
    return tuple(told)


def moment(at: int, zone: str, *, since: date | None = None) -> str:
    """ "10 April 2026 10:00", with seconds where there are some; only the time on the day `since`."""
    when = local(at, zone)
    clock = when.strftime("%H:%M:%S" if when.second or when.microsecond else "%H:%M")
    return clock if when.date() == since else f"{day(when.date())} {clock}"


def day(of: date) -> str:
    weekend = {5: " (a Saturday)", 6: " (a Sunday)"}.get(of.weekday(), "")
    return f"{day_label(of)}{weekend}"


def lasting(length: int) -> str:
    """ "1 hour 30 minutes"."""
    parts = []
    for name, size in (("day", DAY), ("hour", HOUR), ("minute", MINUTE), ("second", SECOND)):
        count, length = divmod(length, size)
        if count:
            parts.append(plural(count, name))
    return " ".join(parts) or "no time"


def _samples(event: SampleEvent, record: Record, zone: str) -> str:
    of = "".join(f" of {key}" for _, key in event.bound)
    when = _stretches(event.stretches, zone)
    if event.value == "":
        said = f"No {record.name}{of} is made {when}; at all other times {event.field} is {_value(event.otherwise, record.field(event.field))}"
    else:
        field = record.field(event.field)
        said = (
            f"Every {record.name}{of} has {event.field} {_value(event.value, field)} {when}, "
            f"and {event.field} {_value(event.otherwise, field)} at all other times"
        )
    if event.made is not None and record.cadence is not None:
        stretch = "minute" if record.cadence.seconds == 60 else lasting(record.cadence.seconds * SECOND)
        said += f"; each is made {lasting(event.made)} after its {stretch} starts"
    return f"{said}."


def _stretches(stretches: tuple[tuple[int, int], ...], zone: str) -> str:
    if len(stretches) <= _LISTED:
        return " and ".join(_stretch(a, b, zone) for a, b in stretches)
    lengths = {b - a for a, b in stretches}
    paces = {b[0] - a[0] for a, b in pairwise(stretches)}
    if len(lengths) == 1 and len(paces) == 1:
        first, last = stretches[0][0], stretches[-1]
        since = date_of(first, zone)
        return (
            f"{len(stretches)} times for {lasting(lengths.pop())}, every {lasting(paces.pop())} "
            f"from {moment(first, zone)} to {moment(last[1], zone, since=since)}"
        )
    return "; ".join(_stretch(a, b, zone) for a, b in stretches)


def _stretch(start: int, end: int, zone: str) -> str:
    first, last = local(start, zone), local(end, zone)
    midnight = (first.hour, first.minute, first.second) == (last.hour, last.minute, last.second) == (0, 0, 0)
    if midnight and end - start >= 27 * DAY:
        return f"from {day(first.date())} to the end of {day(last.date() - timedelta(days=1))} ({lasting(end - start)})"
    return f"from {moment(start, zone)} to {moment(end, zone, since=first.date())} ({lasting(end - start)})"


def _row(event: RowEvent, record: Record, plan: Plan) -> str:
    parts = []
    for name, value in event.fields:
        field = record.field(name)
        if name == record.key and isinstance(value, str):
            continue
        if value is None:
            parts.append(f"not {name}" if field is not None and field.kind is FieldKind.TIME else f"no {name}")
        elif isinstance(value, int) and not isinstance(value, bool):
            parts.append(f"{name} {moment(value, plan.zone)}")
        elif isinstance(value, date):
            parts.append(f"{name} {day(value)}")
        elif field is not None and field.kind is FieldKind.MONTH and isinstance(value, tuple):
            parts.append(f"for {MONTHS[int(value[1]) - 1]} {value[0]}")
        elif isinstance(value, bool):
            parts.append(name if value else f"not {name}")
        else:
            parts.append(_told(name, value, field))
    key = next((value for name, value in event.fields if name == record.key), None)
    called = key if isinstance(key, str) and key.startswith(record.name) else f"A {record.name}"
    if called[2:3] in "AEIOU" and called.startswith("A "):
        called = f"An {record.name}"
    return f"{called}: {', '.join(parts)}."


def _told(name: str, value: object, field: Field | None) -> str:
    """ "Outcome error"; of a row that bears the name of its record, "of Circuit 1"."""
    said = _value(value, field)
    of_row = field is not None and field.kind is FieldKind.REFERENCE and said.startswith(f"{name} ")
    return f"of {said}" if of_row else f"{name} {said}"


def _value(value: object, field: Field | None) -> str:
    if isinstance(value, Fraction | int) and field is not None and not isinstance(value, bool):
        match field.kind:
            case FieldKind.PERCENT:
                return figure(Fraction(value), PERCENT)
            case FieldKind.DURATION | FieldKind.PHYSICAL | FieldKind.MONEY:
                return figure(Fraction(value), field.unit or Unit(Dimension.NUMBER))
            case _:
                return figure(Fraction(value), None)
    return str(value)
