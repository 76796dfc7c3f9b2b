"""A settlement of files or of rows: up to when they speak, what is missing in them, and the statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from sladsl.checks.emit.runtime.almanac import Almanac
from sladsl.checks.emit.runtime.clock import SECOND
from sladsl.checks.emit.runtime.contract import Contract, Readings
from sladsl.checks.emit.runtime.credits import MONTH
from sladsl.checks.emit.runtime.files import BadRecords, read_folder
from sladsl.checks.emit.runtime.missing import make_missing
from sladsl.checks.emit.runtime.repeats import complete
from sladsl.checks.emit.runtime.rows import Row
from sladsl.checks.emit.runtime.settlement import Settlement
from sladsl.checks.emit.runtime.statement import Json, rights_of, statement_of
from sladsl.checks.emit.runtime.world import World


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
    return settle_world(
        world, first or almanac.clock.day_of(_first_time(contract, rows, world.begin)), last, list(problems)
    )


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


def settle_world(world: World, first: date | None, last: date | None, problems: list[str], clean: bool = False) -> Json:
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
