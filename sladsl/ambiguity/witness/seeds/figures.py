"""Cases of figures and counts: beside a limit, several in a month, from month to month, in one interval and not in others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product

from sladsl.ambiguity.witness.lengths import DAY, HOUR, MINUTE, lengths_beside, limits_in, simplest_between
from sladsl.ambiguity.witness.levers import Acts, Counted, Figures, Series
from sladsl.ambiguity.witness.rows import roughly
from sladsl.ambiguity.witness.seeds.stage import Case, Stage
from sladsl.model.algebra import OfField, OverWindows
from sladsl.model.consequences import Bands, ShareOf
from sladsl.model.quantities import SECONDS_IN, Dimension, Quantity, Unit
from sladsl.model.worked import Event, RowEvent
from sladsl.time.windows import Window

_MOST_ROWS = 60
_ODD = (*(Fraction(n, 10) for n in (205, 101, 203, 305)), *(Fraction(n, 100) for n in (3333, 1005, 9999, 2025)))
"""Prices of which a share is likely to have half a cent."""


def figures_beside(stage: Stage, figure: Figures) -> tuple[Fraction, ...]:
    """Round figures below, above and between the limits to which the field can be held, each limit itself last."""
    limits = sorted({one.value for one in limits_in(stage.cone) if _fits(one, figure)})
    if not limits:
        return (Fraction(100),)
    edges = [limits[0] * Fraction(3, 4), *limits, limits[-1] * Fraction(5, 4)]
    found = [round_between(a, b) for a, b in pairwise(edges) if a < b]
    return tuple(dict.fromkeys((*found, *limits)))


def single(stage: Stage) -> Iterator[Case]:
    """One figure in a month."""
    start = stage.at(stage.day_in(stage.plain, 10))
    for lever in stage.figures:
        for value in figures_beside(stage, lever):
            yield stage.case("figure", _with_base(lever, start, value), start, start)


def close(stage: Stage) -> Iterator[Case]:
    """A figure so near a limit that rounding reaches it."""
    start = stage.at(stage.day_in(stage.plain, 10))
    for lever in stage.figures:
        for limit in (one for one in limits_in(stage.cone) if _fits(one, lever)):
            step = Fraction(1, 100) * _in_base(limit.unit)
            for off in (Fraction(4, 10) * step, Fraction(-4, 10) * step, Fraction(1, 2) * step, Fraction(-1, 2) * step):
                yield stage.case("close", _with_base(lever, start, limit.value + off), start, start)


def several(stage: Stage) -> Iterator[Case]:
    """Two and three figures in a month, on different sides of a limit; first those between which an interpolated rank lies."""
    start = stage.at(stage.day_in(stage.plain, 10))
    ranks = {
        n.percentile for n in stage.cone.nodes if isinstance(n, OfField | OverWindows) and n.percentile is not None
    }
    for lever in stage.figures:
        for limit in (one.value for one in limits_in(stage.cone) if _fits(one, lever)):
            for rank in sorted(ranks):
                high = round_between(limit, limit * (1 + (1 - rank / 100) / 2))
                low = _with_base(lever, start, round_between(limit / 3, limit * 2 / 3))
                yield stage.case("several", low + _with_base(lever, start + DAY, high), start, start + DAY)
    for lever in stage.figures:
        values = figures_beside(stage, lever)[:4]
        for size in (2, 3):
            for chosen in product(values, repeat=size):
                events = tuple(e for n, v in enumerate(chosen) for e in _with_base(lever, start + n * DAY, v))
                yield stage.case("several", events, start, start + size * DAY)


def monthly(stage: Stage) -> Iterator[Case]:
    """A figure in each of several months: short, more than enough, just enough."""
    for lever in stage.figures:
        for limit in [one.value for one in limits_in(stage.cone) if _fits(one, lever)][:2]:
            short, more, much = limit * Fraction(15, 16), limit * Fraction(33, 32), limit * Fraction(9, 8)
            carried = max((one.carried_windows for one in stage.cone.plan.ledgers), default=0)
            for first in (short, much):
                # what is made good first decides what is still open when the rest would make it good
                even = 2 * limit - first
                kept = (limit,) * max(carried - 2, 0)
                yield from _patterned(stage, lever, (first, first, even, *kept, even, limit, limit), stage.months)
            for pattern in (
                (short, short, more, limit, limit, limit),
                (short, limit * Fraction(14, 16), more, limit, limit, limit),
                (short, limit, limit, limit, limit, limit),
                (short, much, limit, limit, limit, limit),
                (Fraction(0), limit, limit, limit, limit, limit),
            ):
                yield from _patterned(stage, lever, pattern, stage.months)
            if stage.term.end < 7_000_000_000_000_000:
                last = stage.ground.months(stage.term.end - 65 * DAY, stage.term.end)
                every = stage.ground.months(stage.term.start, stage.term.end)
                if len(every) <= 40:
                    yield from _patterned(
                        stage, lever, (*(limit,) * (len(every) - len(last)), *(short,) * len(last)), every
                    )


def _patterned(
    stage: Stage, lever: Figures, pattern: tuple[Fraction, ...], months: tuple[Window, ...]
) -> Iterator[Case]:
    chosen = list(zip(months, pattern, strict=False))
    events: tuple[Event, ...] = ()
    for month, value in chosen:
        events += _with_base(lever, stage.at(stage.day_in(month, 10)), value)
    yield stage.case("monthly", events, chosen[0][0].start, chosen[-1][0].end - 1)


def counted(stage: Stage) -> Iterator[Case]:
    """Rows that count, from one to as many as a limit asks for."""
    start = stage.at(stage.workday(stage.day_in(stage.plain, 10)))
    numbers = {
        int(q.value) for q in limits_in(stage.cone) if q.unit.dimension is Dimension.NUMBER and 0 < q.value <= 12
    }
    for lever in stage.counted:
        for count in sorted({1, 2, 3, *numbers, *(n + 1 for n in numbers)}):
            for good in (False, True):
                events = tuple(e for n in range(count) for e in lever.of(start + n * HOUR, good))
                if events:
                    yield stage.case("counted", events, start, start + count * HOUR)
        mixed = lever.of(start, True) + lever.of(start + HOUR, False)
        yield stage.case("counted", mixed, start, start + HOUR)
    for act in stage.acts:
        for count in (1, 2, 3):
            events = tuple(e for n in range(count) for e in act.at(start + n * HOUR, None))
            yield stage.case("counted", events, start, start + count * HOUR)


def shares(stage: Stage) -> Iterator[Case]:
    """So many rows of which so many fail that their share lies between two limits, or at one."""
    start = stage.at(stage.day_in(stage.plain, 10), 8)
    limits = sorted(
        {q.value for q in limits_in(stage.cone) if q.unit.dimension is Dimension.PERCENT and 0 < q.value <= 1}
    )
    edges = sorted({Fraction(0), *limits, Fraction(1)})
    found = [simplest_between(a, b) for a, b in pairwise(edges)] + limits
    found += [simplest_between(one - Fraction(1, 20_000), one) for one in limits]
    for lever in stage.counted:
        if lever.that is None:
            continue
        for share in dict.fromkeys(found):
            if share.denominator > _MOST_ROWS:
                continue
            bad = share.denominator - share.numerator
            events = tuple(
                event for n in range(share.denominator) for event in lever.of(start + n * HOUR // 4, n >= bad)
            )
            yield stage.case("shares", events, start, start + DAY)


def odd_prices(stage: Stage) -> Iterator[Case]:
    """Things of which a share of the price is no whole number of cents, one to three of them."""
    start = stage.at(stage.workday(stage.day_in(stage.plain, 10)))
    shares = [node.ratio for node in stage.cone.nodes if isinstance(node, ShareOf)] or [Fraction(1)]
    half = [p for p in _ODD for share in shares if (share * p * 100).denominator == 2] or list(_ODD)
    for lever in (one for one in stage.levers if isinstance(one, Acts | Counted)):
        fields = lever.rows.prices.get(lever.record.name, ())
        for price in half[:3] if fields else ():
            for times in (1, 2, 3):
                events: tuple[Event, ...] = ()
                for number in range(times):
                    row = lever.at(start, None) if isinstance(lever, Acts) else lever.of(start + number * HOUR, True)
                    events += tuple(_priced(one, fields, price) for one in row)
                yield stage.case("prices", events, start, start + DAY)


def _priced(event: Event, fields: tuple[str, ...], price: Fraction) -> Event:
    if not isinstance(event, RowEvent) or not any(name in fields for name, _ in event.fields):
        return event
    return RowEvent(event.record, tuple((name, price if name in fields else value) for name, value in event.fields))


def elsewhere(stage: Stage) -> Iterator[Case]:
    """A row in one month and none in the next; a row in one interval and none in the others."""
    month = stage.plain
    after = stage.month_after(month)
    start = stage.at(stage.day_in(month, 10))
    for lever in stage.figures:
        values = figures_beside(stage, lever)
        for value in values[::-1]:
            yield stage.case("elsewhere", _with_base(lever, start, value), start, after.end - 1)
    for one in stage.counted:
        for good in (True, False):
            events = one.of(start, good)
            if events:
                yield stage.case("elsewhere", events, start, after.end - 1)
    # in a minute of its own, so that other intervals stay empty
    for one in stage.counted:
        for kept, broken in ((1, 1), (2, 1), (1, 2)):
            events = tuple(e for n in range(kept) for e in one.of(start + n * MINUTE, True))
            events += tuple(e for n in range(broken) for e in one.of(start + 2 * HOUR + n * MINUTE, False))
            yield stage.case("elsewhere", events, start, start + 3 * HOUR)


def together(stage: Stage) -> Iterator[Case]:
    """Misses of several kinds in one month."""
    start = stage.at(stage.workday(stage.day_in(stage.plain, 10)))
    misses: list[tuple[str, tuple[Event, ...], int]] = []
    for lever in stage.levers:
        match lever:
            case Acts():
                found = [tuple(e for n in range(k) for e in lever.at(start + n * HOUR, None)) for k in (1, 2, 3)]
            case Figures():
                found = [_with_base(lever, start, value) for value in figures_beside(stage, lever)[:2]]
            case Counted():
                found = [events for events in (lever.of(start, False),) if events]
            case Series():
                length = roughly(lever.interval)
                found = [lever.at(start, (start + length // 2,), start + 2 * length)]
            case _:
                lengths = [one for one in lengths_beside(stage.marks) if one < 20 * DAY]
                found = [lever.over((start, start + length)) for length in (lengths[-1:] + lengths[:1])]
        misses += [(type(lever).__name__ + str(lever.record.name), events, start) for events in found]
    for number, (kind, one, at) in enumerate(misses):
        for other_kind, other, _ in misses[number + 1 :]:
            if kind != other_kind:
                yield stage.case("together", one + other, at, at + 19 * DAY)
    for _, events, at in misses:
        yield stage.case("together", events, at, at + 19 * DAY)


def in_service_for_part(stage: Stage) -> Iterator[Case]:
    """A row that comes into service on the 20th, and fails on the 22nd."""
    month = stage.plain
    start = stage.day_in(month, 20)
    at = stage.at(start + timedelta(days=2))
    plan = stage.cone.plan
    for life in plan.lives:
        record = next((one for one in plan.records if one.name == life.record), None)
        if record is None or not life.start or not record.key:
            continue
        for lever in stage.failing:
            for length in lengths_beside(stage.marks):
                if length > 8 * DAY:
                    continue
                fields: tuple[tuple[str, object], ...] = ((record.key, f"{record.name} 1"), (life.start, start))
                row = RowEvent(record.name, fields)
                yield stage.case("part", (row, *lever.over((at, at + length))), month.start, at + length)


def tables(stage: Stage) -> Iterator[Case]:
    """A value in each row of each table, between each two and at each limit: the whole space, since a table knows no other values."""
    start = stage.at(stage.day_in(stage.plain, 5))
    for table in (node for node in stage.cone.nodes if isinstance(node, Bands)):
        compared = [row.comparison for row in table.rows if row.comparison is not None]
        limits = sorted({b.limit.value for c in compared for b in c.bounds if isinstance(b.limit, Quantity)})
        values = sorted({*limits, *((a + b) / 2 for a, b in pairwise(limits))})
        for lever in stage.failing:
            for value in values:
                for share, length in product((1 - value, value), stage.window_lengths):
                    whole = int(share * length) // lever.step * lever.step
                    if 0 < whole < 25 * DAY:
                        yield stage.case("table", lever.over((start, start + whole)), start, start + whole)
        for figure in stage.figures:
            for value in values:
                yield stage.case("table", _with_base(figure, start, value), start, start)
    yield from shares(stage)


def _with_base(lever: Figures, at: int, value: Fraction) -> tuple[Event, ...]:
    """The figure; where it is summed with others, these make a hundred with it ("Passed" and "Failed")."""
    more: dict[str, object] = {other: max(Fraction(0), 100 - value) for other in lever.others}
    return lever.of(at, value, more)


def _in_base(unit: Unit) -> Fraction:
    """One of the unit as it is shown, in the base of its dimension."""
    if unit.dimension is Dimension.PERCENT:
        return Fraction(1, 100)
    return SECONDS_IN.get(unit.name, Fraction(1)) if unit.dimension is Dimension.TIME else Fraction(1)


def _fits(limit: Quantity, figure: Figures) -> bool:
    field = figure.record.field(figure.field)
    if field is None:
        return False
    match limit.unit.dimension:
        case Dimension.TIME:
            return figure.time
        case Dimension.PERCENT:
            return str(field.kind) in ("percent", "number")
        case _:
            return not figure.time


@lru_cache(4096)
def round_between(a: Fraction, b: Fraction) -> Fraction:
    """The roundest figure strictly between the two, nearest to their middle."""
    middle = (a + b) / 2
    size = Fraction(10) ** 9
    while size > Fraction(1, 10**9):
        for unit in (size, size / 2, size / 4):
            near = (middle / unit).__round__() * unit
            if a < near < b:
                return near
        size /= 10
    return middle
