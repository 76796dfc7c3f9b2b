"""The figures of a statement: values and exhibits become charts, charts become drawings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from sladsl.checks.evaluate.exhibits import Kind, Page, Stretched, Timed
from sladsl.checks.figures import grouped, plural
from sladsl.checks.statement import DutyResult, State, WindowStatement
from sladsl.documents.charts import Chart, Stock, Timeline, Trend, drawn
from sladsl.documents.charts.figures import Lane, Pile, Point, Role
from sladsl.documents.statements.given import Given, short_figure, short_month
from sladsl.documents.statements.ladders import ladder_of, short
from sladsl.documents.statements.wording import ENGLISH as WORDS
from sladsl.documents.tree import Figure
from sladsl.model.duties import Level
from sladsl.model.quantities import Quantity
from sladsl.time.dates import MONTHS, ONE_DAY
from sladsl.time.zones import start_of_day

_ROLES = {
    State.MET: Role.GOOD,
    State.MISSED: Role.BAD,
    State.EXCUSED: Role.OUT,
    State.PENDING: Role.OPEN,
    State.UNDETERMINED: Role.OPEN,
}
_LANES = {Kind.COUNTED: Role.BAD, Kind.KEPT: Role.GOOD, Kind.LEFT_OUT: Role.OUT}
_MONTH = timedelta(days=45)


def figure_of(chart: Chart, caption: str, anchor: str) -> Figure:
    return Figure(drawn(chart), caption, anchor)


def ladder_figure(result: DutyResult, month: str, anchor: str, given: Given) -> Iterator[Figure]:
    chart = ladder_of(result, month, given)
    if chart is not None:
        yield figure_of(chart, WORDS.ladder_note.format(measure=chart.across, month=month), anchor)


def timeline_figure(timed: Timed, result: DutyResult, month: str, anchor: str, zone: str) -> Figure:
    title = WORDS.timeline.format(measure=_of(result), month=month)
    about = "; ".join(_lane_about(lane) for lane in timed.lanes) + "."
    lanes = tuple(Lane(lane_name(lane), _LANES[lane.kind], lane.stretches) for lane in timed.lanes)
    chart = Timeline(title, about, timed.start, timed.end, tuple(_ticks(timed, zone)), lanes)
    return figure_of(chart, f"{title}. {WORDS.timeline_note}", anchor)


def lane_name(lane: Stretched) -> str:
    name = lane.name or WORDS.time
    return WORDS.left_out.format(name) if lane.kind is Kind.LEFT_OUT else name


def _lane_about(lane: Stretched) -> str:
    count = WORDS.one_stretch if len(lane.stretches) == 1 else WORDS.many_stretches.format(len(lane.stretches))
    length = sum(end - start for start, end in lane.stretches)
    return WORDS.lane_about.format(name=lane_name(lane), count=count, length=lasting(length))


def lasting(microseconds: int) -> str:
    """ "1 hour 30 minutes", exactly."""
    minutes, rest = divmod(microseconds, 60_000_000)
    hours, minutes = divmod(minutes, 60)
    said = [plural(number, unit) for number, unit in ((hours, "hour"), (minutes, "minute")) if number]
    if rest or not said:
        seconds = Fraction(rest, 1_000_000)
        said.append(f"{grouped(seconds)} second{'' if seconds == 1 else 's'}")
    return " ".join(said)


def _ticks(timed: Timed, zone: str) -> Iterator[tuple[int, str]]:
    """The first days of weeks of five days in a month, the first of each month in longer windows."""
    day, last = date.fromisoformat(timed.first), date.fromisoformat(timed.last)
    by_day = last - day < _MONTH
    while day <= last:
        month = MONTHS[day.month - 1][:3]
        if (by_day and day.day % 5 == 1 and day.day < 31) or (not by_day and day.day == 1):
            yield start_of_day(day, zone), f"{day.day} {month}" if by_day else f"{month} {day:%y}"
        day += ONE_DAY


def trend_figure(result: DutyResult, given: Given, anchor: str) -> Iterator[Figure]:
    """Of a measure that has a value in two months at least."""
    months = given.exhibits.earlier
    found = [(month, _same(result, month)) for month in months]
    if sum(one is not None and one.value is not None for _, one in found) < 2:
        return
    points = tuple(
        Point(
            short_month(month.label, month.first),
            one.value if one is not None else None,
            short(one) if one is not None else "",
            _ROLES[one.state] if one is not None else Role.OPEN,
        )
        for month, one in found
    )
    title = WORDS.trend.format(len(points), measure=_of(result))
    said = [f"{month.label}: {short(one) or '–'}, {one.state}" for month, one in found if one is not None]
    chart = Trend(title, f"{'; '.join(said)}.", points, _level(result, given), WORDS.level_said.format(result.target))
    note = WORDS.trend_note.format(measure=_of(result), first=months[0].label, last=months[-1].label)
    yield figure_of(chart, note, anchor)


def _of(result: DutyResult) -> str:
    return f"{result.measure}, {result.group}" if result.group else result.measure


def _same(result: DutyResult, month: WindowStatement) -> DutyResult | None:
    return next(
        (o for o in month.duties if (o.duty, o.group, o.measure) == (result.duty, result.group, result.measure)), None
    )


def _level(result: DutyResult, given: Given) -> Fraction | None:
    duty = next(one for one in given.plan.duties if one.name == result.duty)
    kind = duty.kind
    if not isinstance(kind, Level) or kind.comparison is None or len(kind.comparison.bounds) != 1:
        return None
    limit = kind.comparison.bounds[0].limit
    if isinstance(limit, Quantity):
        return limit.value
    form = next((value.value for value in given.plan.form_values if value.name == limit), None)
    return form.value if form is not None else None


def stock_figure(ledger: str, pages: Sequence[Page], given: Given, anchor: str) -> Iterator[Figure]:
    """Of a ledger that holds something at the end of some month."""
    if not any(page.parts for page in pages):
        return
    days = {month.label: month.first for month in given.exhibits.earlier}
    piles = tuple(
        Pile(
            short_month(page.window, days.get(page.window, "")),
            tuple((short_month(origin, days.get(origin, "")), amount) for origin, amount in page.parts),
            short_figure(page.after, page.unit),
        )
        for page in pages
    )
    title = WORDS.stock.format(ledger=f"{ledger[0].upper()}{ledger[1:]}")
    about = "; ".join(
        WORDS.stock_about.format(label=page.window, said=pile.said) for page, pile in zip(pages, piles, strict=True)
    )
    yield figure_of(Stock(title, f"{about}.", piles), f"{title}. {WORDS.stock_note}", anchor)
