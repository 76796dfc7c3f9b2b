"""Periods made of records and calendars, cut and united; against sets of minutes."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.checks.evaluate.measuring.measures import measure
from sladsl.checks.evaluate.measuring.periods import clipped, pieces, stretches
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.model import algebra as a
from sladsl.model.agreement import Calendar
from sladsl.model.moments import FieldPoint, Supplied, TermWindow, WindowSpec, WindowUnit
from sladsl.model.quantities import PERCENT, Bound, Comparator, Quantity
from sladsl.model.readings import OpenReading
from sladsl.model.schema import Field, FieldKind
from sladsl.records.table import OPEN_END
from sladsl.time.zones import date_of, local
from tests.checks.plans import (
    HOUR,
    MINUTE,
    TIME_UNIT,
    at,
    compares,
    length,
    month,
    plan,
    record,
    scope,
    table,
    time_field,
    world,
)

START = at(2026, 3, 31, 23)
"""An hour before the end of a month, so that pieces straddle it."""

TICKET = record("Ticket", time_field("Opened"), time_field("Closed", True), Field("Waiting", FieldKind.PERIODS))
NOTICE = record("Notice", time_field("Start"), time_field("End"))
OUTAGE = a.FromTo(a.Selection("Ticket"), FieldPoint("Ticket", "Opened"), FieldPoint("Ticket", "Closed"))
WORK = a.FromTo(a.Selection("Notice"), FieldPoint("Notice", "Start"), FieldPoint("Notice", "End"))

span = st.tuples(st.integers(0, 100), st.integers(0, 40)).map(lambda pair: (pair[0], pair[0] + pair[1]))
spans = st.lists(span, max_size=6)


def instants(pair):
    return START + pair[0] * MINUTE, START + pair[1] * MINUTE


def minutes(pairs) -> set[int]:
    return {n for start, end in pairs for n in range(start, end)}


def as_minutes(stretches_) -> set[int]:
    return {n for start, end in stretches_ for n in range((start - START) // MINUTE, (end - START) // MINUTE)}


def the_plan(**readings: str | None):
    named = {"Outage": OUTAGE, "Work": WORK}
    slots = {"open period/Outage": "window end", "overlap/Outage": "once", **readings}
    return plan(records=(TICKET, NOTICE), definitions=named, readings=slots)


def the_world(tickets, notices=(), waiting=None, **readings: str | None):
    rows = [(*instants(pair), (waiting or {}).get(n, ())) for n, pair in enumerate(tickets)]
    return world(the_plan(**readings), table(TICKET, *rows), table(NOTICE, *(instants(pair) for pair in notices)))


def both_months(w):
    return scope(w, 2026, 3), scope(w, 2026, 4)


def in_both(period, w) -> set[int]:
    march, april = both_months(w)
    return as_minutes(stretches(period, march)) | as_minutes(stretches(period, april))


OUT, WRK = a.NamedPeriod("Outage"), a.NamedPeriod("Work")


@given(tickets=spans, notices=spans)
@settings(deadline=None)
def test_set_operations_are_those_of_sets(tickets, notices):
    w = the_world(tickets, notices)
    x, y = minutes(tickets), minutes(notices)
    assert in_both(OUT, w) == x
    assert in_both(a.UnionOf((OUT, WRK)), w) == x | y
    assert in_both(a.Within(OUT, WRK), w) == x & y
    assert in_both(a.Except(OUT, (WRK,)), w) == x - y
    march, april = both_months(w)
    assert as_minutes(stretches(OUT, march)) <= set(range(60))
    total = a.OfPeriod(a.Aggregate.TOTAL, OUT)
    assert measure(total, march).value == 60 * len(x & set(range(60)))
    assert measure(total, april).value == 60 * len(x - set(range(60)))


@given(tickets=spans)
@settings(deadline=None)
def test_overlaps_count_once_or_for_each(tickets):
    total = a.OfPeriod(a.Aggregate.TOTAL, OUT)
    each = the_world(tickets, **{"overlap/Outage": "each"})
    parts = [len(set(range(*pair)) & set(range(60))) for pair in tickets]
    assert measure(total, scope(each)).value == 60 * sum(parts)
    apart = the_world(tickets)
    value = measure(total, scope(apart)).value
    assert ("overlap/Outage" in apart.readings.asked) == (value != 60 * sum(parts))


@given(tickets=spans, notices=spans)
@settings(deadline=None)
def test_each_row_stays_one_piece_however_many_holes_it_has(tickets, notices):
    w = the_world(tickets, notices)
    gone = minutes(notices)
    found = pieces(a.Except(OUT, (WRK,)), Scope(w, w.term))
    left = {n: set(range(*pair)) - gone for n, pair in enumerate(tickets) if set(range(*pair)) - gone}
    plain = {p.item.row: as_minutes(p.stretches) for p in found if p.start < p.end}
    assert plain == left
    assert all(p.length == MINUTE * len(as_minutes(p.stretches)) for p in found)


@given(tickets=spans, first=st.integers(1, 20))
@settings(deadline=None)
def test_beyond_its_first_minutes_and_up_to_a_limit(tickets, first):
    w = the_world(tickets)
    beyond = minutes((start + first, end) for start, end in tickets)
    assert in_both(a.CountedBeyond(OUT, length(first)), w) == beyond
    spec = WindowSpec(WindowUnit.MONTH)
    x = sorted(minutes(tickets))
    march, april = [n for n in x if n < 60], [n for n in x if n >= 60]
    assert in_both(a.UpTo(OUT, length(first), spec), w) == {*march[:first], *april[:first]}
    late = the_world(tickets, **{"allowance order": "latest"})
    assert in_both(a.UpTo(OUT, length(first), spec), late) == {*march[-first:], *april[-first:]}


@given(tickets=spans)
@settings(deadline=None)
def test_a_limit_in_sliding_windows_holds_in_each_of_them(tickets):
    w = the_world(tickets)
    kept = in_both(a.UpTo(OUT, length(30), WindowSpec(WindowUnit.HOUR, count=2, sliding=True)), w)
    x = minutes(tickets)
    assert kept <= x
    for hour in range(-2, 4):
        within = set(range(60 * hour, 60 * hour + 120))
        assert len(kept & within) <= 30
    # Nothing that still fits is left out at the start.
    assert set(sorted(x)[:30]) <= kept


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "America/St_Johns"])
def test_weekly_hours_and_seasons_follow_the_clock(zone):
    hours = a.WeeklyHours((a.DayHours((0, 1, 2, 3, 4), 480, 1080), a.DayHours((6,), 0, 1440)), except_holidays=False)
    season = a.YearlySeason((10, 20), (11, 2))
    w = world(plan(zone=zone, definitions={"Hours": hours}))
    window = month(w, 2026, 10)
    in_hours = stretches(a.NamedPeriod("Hours"), Scope(w, window))
    in_season = stretches(season, Scope(w, window))
    for minute in range(window.start, window.end, 37 * MINUTE):
        now = local(minute, zone)
        open_ = (now.weekday() < 5 and 8 <= now.hour < 18) or now.weekday() == 6
        assert any(x <= minute < y for x, y in in_hours) == open_
        assert any(x <= minute < y for x, y in in_season) == (now.day >= 20)
    # 25 October 2026 is a Sunday of 25 hours in London.
    sundays = [y - x for x, y in in_hours if date_of(x, zone).weekday() == 6]
    assert sum(sundays) == (4 * 24 + (1 if zone == "Europe/London" else 0)) * HOUR


def test_holidays_close_weekly_hours():
    hours = a.WeeklyHours((a.DayHours((0, 1, 2, 3, 4), 0, 1440),), except_holidays=True)
    england = Calendar((0, 1, 2, 3, 4), True, ("England",), True)
    w = world(plan(zone="Europe/London", calendar=england))
    open_ = stretches(hours, scope(w, 2026, 4))
    days = {day for day in range(1, 31) if any(x <= at(2026, 4, day, 12) < y for x, y in open_)}
    weekdays = {day for day in range(1, 31) if date(2026, 4, day).weekday() < 5}
    assert days == weekdays - {3, 6}, "Good Friday and Easter Monday"


def test_its_waiting_is_that_of_each_ticket():
    waits = {0: (instants((10, 20)), instants((30, 35)))}
    w = the_world([(0, 50), (5, 45)], waiting=waits)
    period = a.Except(OUT, (a.FieldPeriods("Ticket", "Waiting"),))
    assert [p.length // MINUTE for p in pieces(period, scope(w))] == [35, 40]
    own = scope(w).bind("Ticket", Item("Ticket", 0))
    assert as_minutes(stretches(a.FieldPeriods("Ticket", "Waiting"), own)) == minutes([(10, 20), (30, 35)])


def test_only_the_pieces_that_last():
    w = the_world([(0, 10), (20, 50)])
    long = a.OnlyPieces(OUT, "Outage", a.Lasts("Outage", compares(Comparator.AT_LEAST, 1200, TIME_UNIT)))
    assert as_minutes(stretches(long, scope(w))) == set(range(20, 50))


@given(spans_=st.lists(st.tuples(st.integers(0, 2), span), max_size=8))
@settings(deadline=None)
def test_across_a_group_every_some_or_so_many(spans_):
    port = record("Port", Field("Name", FieldKind.TEXT), key="Name")
    fault = record("Fault", Field("Port", FieldKind.REFERENCE, record="Port"), time_field("From"), time_field("To"))
    down = a.FromTo(a.Selection("Fault"), FieldPoint("Fault", "From"), FieldPoint("Fault", "To"))
    names = ("P0", "P1", "P2")
    rows = [(names[n], *instants(pair)) for n, pair in spans_]
    w = world(
        plan(records=(port, fault), definitions={"Down": down}),
        table(port, *((name,) for name in names)),
        table(fault, *rows),
    )
    sets = [minutes(pair for m, pair in spans_ if m == n) for n in range(3)]
    period = a.NamedPeriod("Down")
    group = a.Selection("Port")

    def found(quorum, bound=None):
        return in_both(a.AcrossGroup(group, quorum, period, bound), w)

    assert found(a.Quorum.EVERY) == sets[0] & sets[1] & sets[2]
    assert found(a.Quorum.SOME) == sets[0] | sets[1] | sets[2]
    two = Bound(Comparator.AT_LEAST, Quantity(Fraction(2), PERCENT))
    most = {n for n in range(200) if sum(n in each for each in sets) >= 2}
    assert found(a.Quorum.COUNT, two) == most
    share = Bound(Comparator.MORE_THAN, Quantity(Fraction(1, 2), PERCENT))
    assert found(a.Quorum.SHARE, share) == most
    own = scope(w, 2026, 4).group("Port", Item("Port", 1))
    assert as_minutes(stretches(period, own)) == sets[1] - set(range(60))


def test_a_backup_port_is_the_port_once_it_is_bound():
    port = record(
        "Port",
        Field("Name", FieldKind.TEXT),
        Field("Backup Port", FieldKind.REFERENCE, True, record="Port"),
        key="Name",
    )
    fault = record("Fault", Field("Port", FieldKind.REFERENCE, record="Port"), time_field("From"), time_field("To"))
    down = a.FromTo(a.Selection("Fault"), FieldPoint("Fault", "From"), FieldPoint("Fault", "To"))
    both = a.Within(a.NamedPeriod("Down"), a.NamedPeriod("Down", (a.Scope("Backup Port", ("Port", "Backup Port")),)))
    rows = [("A", *instants((0, 40))), ("B", *instants((30, 50)))]
    w = world(
        plan(records=(port, fault), definitions={"Down": down, "Site Down": both}),
        table(port, ("A", "B"), ("B", None)),
        table(fault, *rows),
    )
    of_a = scope(w).group("Port", Item("Port", 0))
    assert as_minutes(stretches(a.NamedPeriod("Site Down"), of_a)) == set(range(30, 40))
    of_b = scope(w).group("Port", Item("Port", 1))
    assert stretches(a.NamedPeriod("Site Down"), of_b) == ()


@pytest.mark.parametrize(
    ("reading", "march", "april"),
    [("part in each", 20, 20), ("where it starts", 40, 0), ("where it ends", 0, 40)],
)
def test_a_piece_that_straddles_counts_where_the_reading_says(reading, march, april):
    w = the_world([(40, 80)], straddling=reading)
    first, second = both_months(w)
    for s, expected in ((first, march), (second, april)):
        assert measure(a.OfPeriod(a.Aggregate.TOTAL, OUT), s).value == expected * 60
        share = measure(a.ShareOfTime(OUT, outside=False), s).value
        assert share == Fraction(expected * MINUTE, s.window.length)
        assert [p.length for p in clipped(OUT, s)] == ([expected * MINUTE] if expected else [])
        # Its length is taken as a whole wherever it counts.
        longest = measure(a.OfPeriod(a.Aggregate.LONGEST, OUT), s).value
        assert longest == (2400 if expected else None)
        assert measure(a.OfPeriod(a.Aggregate.NUMBER, OUT), s).value == (1 if expected else 0)


@pytest.mark.parametrize(("reading", "march"), [("start", 1), ("end", 0)])
def test_when_pieces_are_counted_they_belong_to_a_day(reading, march):
    w = the_world([(40, 80)], **{"piece belongs/Outage": reading})
    first, second = both_months(w)
    number = a.CountOf(a.Selection("Outage", window=Supplied()))
    assert (measure(number, first).value, measure(number, second).value) == (march, 1 - march)


def test_an_open_piece_runs_to_the_end_of_the_window_or_is_left_out():
    rows = [(START, None, ()), (START + 5 * MINUTE, START + 8 * MINUTE, ())]
    w = world(the_plan(), table(TICKET, *rows), table(NOTICE))
    first, second = both_months(w)
    assert [p.end for p in pieces(OUT, first)] == [at(2026, 4, 1), START + 8 * MINUTE]
    assert measure(a.OfPeriod(a.Aggregate.TOTAL, OUT), second).value == second.window.length // 1_000_000
    gone = world(the_plan(**{"open period/Outage": "left out"}), table(TICKET, *rows), table(NOTICE))
    assert len(pieces(OUT, scope(gone))) == 1
    without = a.Except(a.WindowPeriod(), (OUT,))
    assert sum(y - x for x, y in stretches(without, scope(gone, 2026, 3))) == first.window.length - 3 * MINUTE
    assert stretches(without, scope(w, 2026, 4)) == ()
    assert all(p.end != OPEN_END for p in pieces(without, scope(w, 2026, 3)))


def test_a_hole_over_the_end_of_the_window_ends_a_piece_that_has_not_ended():
    """Work goes on into the next month: the part of the Ticket before it is all that counts in this one."""
    work = (START + 10 * MINUTE, START + 100 * MINUTE)
    w = world(the_plan(), table(TICKET, (START, None, ())), table(NOTICE, work))
    first, second = both_months(w)
    outside = a.Except(OUT, (a.NamedPeriod("Work"),))
    assert as_minutes(stretches(outside, first)) == set(range(10))
    assert stretches(outside, second) == ((work[1], second.window.end),)


def test_the_window_itself_and_the_term_are_periods():
    w = the_world([])
    s = scope(w)
    assert stretches(a.WindowPeriod(), s) == (s.window.stretch,)
    assert stretches(a.WindowPeriod(TermWindow(1, WindowUnit.MONTH)), s) == ()
    assert stretches(a.WindowPeriod(TermWindow()), s) == (s.window.stretch,)


def test_a_bound_piece_is_the_whole_period_where_it_is_the_group():
    w = the_world([(0, 10), (20, 30)])
    s = scope(w)
    selected = select(a.Selection("Outage", window=Supplied()), s)
    assert [type(item) for item in selected.items] == [Piece, Piece]
    own = s.bind("Outage", selected.items[1])
    assert own.item("Ticket") == Item("Ticket", 1)
    assert as_minutes(stretches(a.NamedPeriod("Outage", (a.Scope("Outage"),)), own)) == set(range(20, 30))
    assert as_minutes(stretches(OUT, own)) == set(range(10)) | set(range(20, 30))


def test_rows_on_which_a_limit_still_runs_are_pending():
    limit = a.NotSo(a.Done("Ticket", "Closed", _limit(30)))
    late = a.FromTo(a.Selection("Ticket", where=limit), FieldPoint("Ticket", "Opened"), FieldPoint("Ticket", "Closed"))
    rows = [(START, None, ()), (START - HOUR, None, ())]
    early = world(the_plan(**{"open period/Ticket": "window end"}), table(TICKET, *rows), as_of=START + 10 * MINUTE)
    found = measure(a.OfPeriod(a.Aggregate.NUMBER, late), scope(early))
    assert found.pending
    assert found.value == 1
    done = world(the_plan(**{"open period/Ticket": "window end"}), table(TICKET, *rows))
    assert measure(a.OfPeriod(a.Aggregate.NUMBER, late), scope(done)).value == 2


def _limit(n: int):
    from sladsl.model.moments import Limit, LimitKind

    return Limit(LimitKind.WITHIN, FieldPoint("Ticket", "Opened"), length(n))


def test_dates_make_whole_days():
    leave = record("Leave", Field("From", FieldKind.DATE), Field("To", FieldKind.DATE))
    period = a.FromTo(a.Selection("Leave"), FieldPoint("Leave", "From"), FieldPoint("Leave", "To"))
    w = world(plan(zone="Europe/Paris", records=(leave,)), table(leave, (date(2026, 3, 28), date(2026, 3, 29))))
    (piece,) = pieces(period, scope(w))
    assert piece.length == 47 * HOUR
    assert local(piece.end, "Europe/Paris") == datetime(2026, 3, 30)


def test_part_of_a_minute_counts_as_a_minute_only_where_the_reading_says_so():
    rows = [(START + 30_000_000, START + 90_000_000, ())]
    for reading, seconds in (("exact", 60), ("touched", 120)):
        w = world(the_plan(**{"partial minute": reading}), table(TICKET, *rows), table(NOTICE))
        assert measure(a.OfPeriod(a.Aggregate.TOTAL, OUT), scope(w)).value == seconds


def test_an_interval_in_which_a_measure_compares():
    hits = record("Hit", time_field("Time"), Field("Code", FieldKind.TEXT))
    rate = a.ShareOfRecords(a.Selection("Hit", window=Supplied()), a.FieldIs("Code", ("500",)))
    rows = [(START + n * MINUTE, "500" if n % 10 >= 4 and n < 10 else "200") for n in range(30)]
    w = world(plan(records=(hits,), definitions={"Rate": rate}), table(hits, *rows))
    bad = a.MeasureState(a.NamedMeasure("Rate"), compares(Comparator.MORE_THAN, Fraction(1, 2), PERCENT))
    found = pieces(a.Intervals(length(5), bad), scope(w))
    assert [(p.start - START) // MINUTE for p in found] == [5]
    runs = pieces(a.Runs(bad, length(2)), scope(w))
    assert [((p.start - START) // MINUTE, (p.end - START) // MINUTE) for p in runs] == [(4, 10)]


def test_a_piece_that_has_not_ended_counts_where_it_ends_only_then():
    rows = [(START, None, ())]
    for reading, in_march, in_april in (("where it starts", True, False), ("where it ends", False, False)):
        w = world(the_plan(straddling=reading), table(TICKET, *rows), table(NOTICE))
        found = [measure(a.OfPeriod(a.Aggregate.TOTAL, OUT), s).value != 0 for s in both_months(w)]
        assert found == [in_march, in_april]


def test_the_length_of_a_piece_that_has_not_ended_is_pending():
    rows = [(START, None, ())]
    for comparator, early, late in (
        (Comparator.AT_MOST, True, False),
        (Comparator.MORE_THAN, True, False),
    ):
        long = a.OnlyPieces(OUT, "Outage", a.Lasts("Outage", compares(comparator, 1200, TIME_UNIT)))
        for minutes_, pending in ((10, early), (30, late)):
            now = START + minutes_ * MINUTE
            w = world(the_plan(), table(TICKET, *rows), table(NOTICE), as_of=now)
            found = measure(a.OfPeriod(a.Aggregate.NUMBER, long), scope(w))
            assert found.pending is pending
            if not pending:
                assert found.value == (1 if comparator is Comparator.MORE_THAN else 0)


def test_a_period_without_a_name_takes_the_reading_of_one_of_the_same_rows():
    rows = [(START, None, ())]
    w = world(the_plan(), table(TICKET, *rows), table(NOTICE))
    assert len(stretches(OUTAGE, scope(w))) == 1
    nameless = world(plan(records=(TICKET,)), table(TICKET, *rows))
    with pytest.raises(OpenReading):
        stretches(OUTAGE, scope(nameless))


def test_a_month_can_count_as_43200_minutes():
    w = the_world([(0, 30)], **{"month length": "fixed:2592000"})
    march, april = both_months(w)
    share = a.ShareOfTime(OUT, outside=True)
    assert measure(share, march).value == 1 - Fraction(30, 43_200)
    day = a.OverWindows(a.Aggregate.LOWEST, share, WindowSpec(WindowUnit.DAY))
    assert measure(day, march).value == 1 - Fraction(30, 1440)
    assert measure(share, april).value == 1
