"""What one calls: a settlement of files or of events, and the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from sladsl.checks.emit.runtime.almanac import Almanac
from sladsl.checks.emit.runtime.answers import MissingSentence
from sladsl.checks.emit.runtime.clock import SECOND, Window
from sladsl.checks.emit.runtime.contract import Contract, Readings, Spec
from sladsl.checks.emit.runtime.credits import MONTH
from sladsl.checks.emit.runtime.files import BadRecords, make_row, read_folder, reader_of
from sladsl.checks.emit.runtime.limits import Limit
from sladsl.checks.emit.runtime.missing import make_missing, streams_of
from sladsl.checks.emit.runtime.repeats import complete
from sladsl.checks.emit.runtime.rows import Row
from sladsl.checks.emit.runtime.settlement import Settlement
from sladsl.checks.emit.runtime.statement import Json, rights_of, statement_of, statement_text
from sladsl.checks.emit.runtime.world import Scope, World

Event = Mapping[str, Any]


def settle_files(
    contract: Contract,
    folder: str | Path,
    readings: Mapping[str, str] | None = None,
    first: date | None = None,
    last: date | None = None,
    as_of: date | None = None,
    agreed: Mapping[str, Fraction] | None = None,
    set_aside: bool = False,
) -> Json:
    """The statement of the records in a folder. Raises BadRecords (unless they are to be set aside) and MissingSentence."""
    rows, problems = read_folder(contract, Path(folder))
    if problems and not set_aside:
        raise BadRecords(problems)
    return settle_rows(contract, rows, readings, first, last, as_of, agreed, problems)


def settle_rows(
    contract: Contract,
    rows: Mapping[str, list[Row] | None],
    readings: Mapping[str, str] | None = None,
    first: date | None = None,
    last: date | None = None,
    as_of: date | int | None = None,
    agreed: Mapping[str, Fraction] | None = None,
    problems: Sequence[str] = (),
) -> Json:
    """The statement of rows; of the windows that share a day with `first` to `last` or, without them, from the first of which the
    records speak to the last that is over."""
    known = Readings(contract, readings or {})
    almanac = Almanac(contract, known)
    if as_of is None:
        now = _covered(contract, almanac, rows, last)
    else:
        now = as_of if isinstance(as_of, int) else almanac.clock.end_of(as_of)
    world = World(contract, known, rows, now)
    world.agreed.update(agreed or {})
    for spec in contract.records:
        if spec.every and rows[spec.name] is not None:
            width = spec.every * SECOND
            times = [row.at for row in rows[spec.name] or () if row.at is not None]
            world.reach[spec.name] = world.clock.slot(max(times), width)[1] if times else world.begin
            world.first[spec.name] = min(times, default=world.reach[spec.name])
            # Months before the first sample are not known; in its own month, every sample that was due counts.
            start = max(world.begin, almanac.window_at(MONTH, world.first[spec.name]).start)
            make_missing(world, spec, start, min(now, world.reach[spec.name]))
    return _settle(world, first or almanac.clock.day_of(_first_time(contract, rows, world.begin)), last, list(problems))


def _first_time(contract: Contract, rows: Mapping[str, list[Row] | None], otherwise: int) -> int:
    """The first moment of which the records speak: of samples, where there are any."""
    sampled = [one for one in contract.records if one.every and rows.get(one.name)]
    kept = [one for one in sampled or contract.records if not one.life[0]]
    return min((row.at for spec in kept for row in rows.get(spec.name) or () if row.at is not None), default=otherwise)


def _covered(contract: Contract, almanac: Almanac, rows: Mapping[str, list[Row] | None], last: date | None) -> int:
    """The end of the last window that the records cover: sampled records to its end, others with any row in it."""
    sampled = [one for one in contract.records if one.every and rows.get(one.name)]
    ends = []
    for spec in sampled or contract.records:
        times = [row.at for row in rows.get(spec.name) or () if row.at is not None]
        if times:
            window = almanac.window_at(MONTH, max(times))
            reach = almanac.clock.slot(max(times), spec.every * SECOND)[1] if spec.every else window.end
            ends.append(window.end if reach >= window.end else window.start)
    end = (min(ends) if sampled else max(ends)) if ends else max(almanac.term_start, 0)
    return max(end, almanac.clock.end_of(last)) if last is not None and not sampled else end


def _settle(world: World, first: date | None, last: date | None, problems: list[str], clean: bool = False) -> Json:
    world.finish()
    settlement = Settlement(world)
    complete(world, clean)
    begin = max(world.almanac.term_start, world.begin)
    end = world.now if last is None else world.clock.end_of(last)
    settlement.run(begin, end, unfinished=last is not None)
    shown = [one for one in settlement.windows if first is None or one.window.end > world.clock.start_of(first)]
    statement = statement_of(settlement, shown, problems)
    told = max([begin, *(one.whole.end for one in settlement.windows[-1:])])
    rights = any(one.kind == "right" for one in world.contract.consequences)
    if rights and told < world.now and not clean:
        # Rights are told up to now, whichever windows are. A clean world ends with them.
        settlement.run(told, world.now, unfinished=True)
        statement["rights"] = rights_of(settlement)
    return statement


# --- events --------------------------------------------------------------------------------------------------------------------------


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
            told_of.append((dict(event.get("of", {})), _quantity(str(event["value"]))))
    world.begin = start
    return _settle(world, first, last, [], clean=True)


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


# --- command line --------------------------------------------------------------------------------------------------------------------


def command(contract: Contract, settle: Callable[..., Json], arguments: list[str]) -> int:
    """0: settled. 1: a sentence is missing, or records are wrong. 2: options that make no sense."""
    parser = argparse.ArgumentParser(prog="checks.py", description=f"Settles the records of: {contract.agreement}")
    parser.add_argument("records", type=Path, help="the folder with one file for each record")
    parser.add_argument("--month", help="the month to show, as 2026-03")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, help="the first day to show")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, help="the last day to show")
    parser.add_argument(
        "--as-of", type=date.fromisoformat, help="the day that stands for today: what is known at its end"
    )
    parser.add_argument(
        "--reading", action="append", default=[], metavar="NAME=VALUE", help="how to read an open point"
    )
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="an order-form value, as 99.9%% or 250"
    )
    parser.add_argument("--set-aside", action="store_true", help="settle without rows that can't be read")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args(arguments)
    if options.month:
        year, month = (int(part) for part in options.month.split("-"))
        options.first = date(year, month, 1)
        options.last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    try:
        statement = settle(
            options.records,
            readings=dict(one.partition("=")[::2] for one in options.reading),
            first=options.first,
            last=options.last,
            as_of=options.as_of,
            agreed={name: _quantity(text) for name, _, text in (one.partition("=") for one in options.set)},
            set_aside=options.set_aside,
        )
    except MissingSentence as missing:
        print(f"The contract leaves open: {missing.question or missing.name}", file=sys.stderr)
        print(f"Give --reading '{missing.name}=VALUE', or add one of these sentences to the contract:", file=sys.stderr)
        for sentence in missing.sentences:
            print(f"  {sentence}", file=sys.stderr)
        return 1
    except BadRecords as bad:
        print(bad, file=sys.stderr)
        return 1
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    text = (
        json.dumps(statement, ensure_ascii=False, indent=2) + "\n"
        if options.format == "json"
        else statement_text(statement)
    )
    sys.stdout.write(text)
    return 0


def _quantity(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
