"""A settlement of a clean world in which a few events happen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.almanac import Almanac
from sladsl.checks.emit.runtime.clock import SECOND, Window
from sladsl.checks.emit.runtime.contract import Contract, Readings, Spec
from sladsl.checks.emit.runtime.credits import MONTH
from sladsl.checks.emit.runtime.files import make_row, reader_of
from sladsl.checks.emit.runtime.limits import Limit
from sladsl.checks.emit.runtime.missing import streams_of
from sladsl.checks.emit.runtime.numbers import quantity_of
from sladsl.checks.emit.runtime.rows import Row
from sladsl.checks.emit.runtime.settle import settle_world
from sladsl.checks.emit.runtime.statement import Json
from sladsl.checks.emit.runtime.world import Scope, World

Event = Mapping[str, Any]


def settle_given(
    contract: Contract,
    events: Iterable[Event],
    first: date,
    last: date,
    readings: Mapping[str, str] | None = None,
    as_of: date | None = None,
    agreed: Mapping[str, Fraction] | None = None,
) -> Json:
    """The statement of a clean world, in which every record that is due is there and in order, but for the events.

    - {"record": "Probe", "field": "Outcome", "value": "failure", "from_to": [["2026-03-05T10:00", "2026-03-05T11:30"]],
      "otherwise": "success", "of": {"Location": "London"}}: what samples show;
    - {"record": "Ticket", "row": {"Priority": "1", "Opened": "2026-03-05T10:00"}}: one row, its values as in a file;
    - {"measure": "Monthly Uptime", "value": "99.9%", "window": "2026-06-01", "of": {"Circuit": "C1"}}: the value of a measure, or of
      the measure of a duty by the duty's name, in the month that starts on the day; of another window, its first and its last day:
      ["2026-04-01", "2026-06-30"].
    """
    known = Readings(contract, readings or {})
    almanac = Almanac(contract, known)
    clock = almanac.clock
    given = list(events)
    rows: dict[str, list[Row] | None] = {spec.name: [] for spec in contract.records}
    for number, event in enumerate(given, 1):
        if "row" in event:
            _add_row(contract, clock, rows, event, f"event:{number}")
    now = clock.end_of(as_of or last)
    world = World(contract, known, rows, now)
    world.agreed.update(agreed or {})
    start, end = clock.start_of(first), clock.end_of(last)
    for spec in contract.records:
        if spec.every:
            _add_samples(
                world,
                spec.name,
                [one for one in given if one.get("record") == spec.name and "row" not in one],
                start,
                end,
            )
    for record, field, window_spec, limit, *_ in contract.documents:
        _add_documents(world, record, field, window_spec, limit, min(end, now))
    for event in given:
        if "measure" in event:
            told = event["window"]
            days = [date.fromisoformat(day) for day in ([told] if isinstance(told, str) else told)]
            at = clock.start_of(days[0])
            window = almanac.window_at(MONTH, at) if isinstance(told, str) else Window(at, clock.end_of(days[1]))
            window = almanac.in_term(window) or window
            told_of = world.given.setdefault((event["measure"], window.start, window.end), [])
            told_of.append((dict(event.get("of", {})), quantity_of(str(event["value"]))))
    world.begin = start
    return settle_world(world, first, last, [], clean=True)


def _add_row(contract: Contract, clock: Any, rows: dict[str, list[Row] | None], event: Event, where: str) -> None:
    spec = contract.record(event["record"])
    if spec is None:
        raise ValueError(f"there is no record {event['record']!r}")
    values = {}
    for name, text in event["row"].items():
        field = spec.field(name)
        if field is None:
            raise ValueError(f"a {spec.name} has no {name}")
        values[name] = reader_of(contract, clock, field)(str(text))
    for field in spec.fields:
        # A row to which the event refers is there, even if no event says so.
        key = values.get(field.name)
        known = rows.get(field.record)
        about = contract.record(field.record) if field.record else None
        if about is not None and known is not None and key is not None and all(one.key != key for one in known):
            known.append(make_row(clock, about, {about.key: key} if about.key else {}, where))
    mine = rows[spec.name]
    if mine is not None:
        mine.append(make_row(clock, spec, values, where))


def _add_samples(world: World, record: str, events: list[Event], start: int, end: int) -> None:
    """A sample in each stretch of the cadence, for each stream, as the events say."""
    spec = world.contract.record(record)
    if spec is None or not events:
        return
    clock, found = world.clock, list(world.rows[record] or ())
    slots = clock.slots(start, end, spec.every * SECOND)
    for stream in streams_of(world, spec):
        values = [dict(stream) for _ in slots]
        for event in events:
            if any(stream.get(name) not in (None, key) for name, key in event.get("of", {}).items()):
                continue
            cuts = [[_edge_of_stretch(clock, edge) for edge in part] for part in event["from_to"]]
            for slot, row in zip(slots, values, strict=True):
                if any(a <= slot[0] < b for a, b in cuts):
                    row[event["field"]] = event["value"]
                elif event.get("otherwise"):
                    row.setdefault(event["field"], event["otherwise"])
        for slot, row in zip(slots, values, strict=True):
            found.append(Row(record, {**row, spec.belongs: slot[0]}, "", "event", slot[0]))
    world.rows[record] = sorted(found, key=lambda row: row.at or 0)


def _edge_of_stretch(clock: Any, edge: Any) -> int:
    return edge if isinstance(edge, int) else int(clock.of(datetime.fromisoformat(edge)))


def _add_documents(
    world: World, record: str, field: str, window_spec: Spec, limit: Callable[[Scope], Limit], until: int
) -> None:
    """Each document that is due has been sent at the end of its window or, where its time is over before, in time, unless an event says
    otherwise."""
    spec = world.contract.record(record)
    if spec is None or world.rows[record]:
        return
    months = next((one.name for one in spec.fields if one.kind == "month"), "")
    made = []
    for window in world.almanac.windows(window_spec, max(world.begin, world.almanac.term_start), until):
        day = world.clock.day_of(window.start)
        values: dict[str, Any] = {field: min(window.end, limit(Scope(world, window, {})).end - 1)}
        if months:
            values[months] = (day.year, day.month)
        made.append(make_row(world.clock, spec, values, "event"))
    world.rows[record] = made
