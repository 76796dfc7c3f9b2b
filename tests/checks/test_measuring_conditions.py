"""Predicates and conditions, three-valued; counts in windows that slide; windows of the term; worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.checks.evaluate.examples.events import world_of
from sladsl.checks.evaluate.measuring import spans
from sladsl.checks.evaluate.measuring.conditions import compares as compare
from sladsl.checks.evaluate.measuring.conditions import happenings, truth
from sladsl.checks.evaluate.measuring.measures import Measured, measure
from sladsl.checks.evaluate.measuring.periods import pieces
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth, every, negation, some
from sladsl.model import algebra as a
from sladsl.model.moments import FieldPoint, Length, LengthBasis, Supplied, WindowKind, WindowSpec, WindowUnit
from sladsl.model.quantities import NUMBER, PERCENT, Bound, Comparator, Comparison, Quantity
from sladsl.model.readings import OpenReading, Readings
from sladsl.model.schema import Cadence, Field, FieldKind
from sladsl.model.worked import MeasureEvent, NamedWindow, RowEvent, SampleEvent
from tests.checks.plans import (
    HOUR,
    MINUTE,
    at,
    choice,
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

T, F, P, U = Truth.TRUE, Truth.FALSE, Truth.PENDING, Truth.UNDETERMINED


def test_four_values():
    assert [every(pair) for pair in ((T, T), (T, F), (P, F), (U, F), (T, P), (P, U), (U, P))] == [T, F, F, F, P, U, U]
    assert [some(pair) for pair in ((F, F), (T, F), (P, T), (U, T), (F, P), (P, U))] == [F, T, T, T, P, U]
    assert [negation(each) for each in (T, F, P, U)] == [F, T, P, U]


MEETING = record(
    "Meeting",
    time_field("Day"),
    choice("Kind", "short", "long"),
    Field("Held", FieldKind.YES_NO),
    Field("Length", FieldKind.NUMBER, True),
)
START = at(2026, 3, 2)
HELD = a.FieldIs("Held", ("yes",))


def meetings(*held: bool, as_of=None, **more):
    rows = [(START + n * HOUR, "short" if n % 2 else "long", each, n) for n, each in enumerate(held)]
    return scope(world(plan(records=(MEETING,), **more), table(MEETING, *rows), as_of=as_of))


IN_MONTH = a.Selection("Meeting", window=Supplied())


def bound(comparator: Comparator, value, unit=NUMBER) -> Bound:
    return Bound(comparator, Quantity(Fraction(value), unit))


@given(held=st.lists(st.booleans(), max_size=6))
@settings(deadline=None)
def test_quantifiers(held):
    s = meetings(*held)

    def test(quantifier, of=None):
        return truth(a.Records(quantifier, IN_MONTH, HELD, of), s)

    q = a.Quantifier
    assert (test(q.EACH) is T) == all(held)
    assert (test(q.SOME) is T) == any(held)
    assert (test(q.NO) is T) == (not any(held))
    assert (test(q.COUNT, bound(Comparator.AT_LEAST, 2)) is T) == (sum(held) >= 2)
    assert (test(q.COUNT, bound(Comparator.EXACTLY, 1)) is T) == (sum(held) == 1)
    half = bound(Comparator.MORE_THAN, Fraction(1, 2), PERCENT)
    assert (test(q.SHARE, half) is T) == (2 * sum(held) > len(held) if held else True)
    assert (truth(a.Records(q.SOME, IN_MONTH), s) is T) == bool(held)
    assert happenings(a.Records(q.SOME, IN_MONTH, HELD), s) == tuple(
        Item("Meeting", n) for n, h in enumerate(held) if h
    )


def test_no_records_at_all_has_its_own_reading():
    share = a.Records(a.Quantifier.SHARE, IN_MONTH, HELD, bound(Comparator.AT_LEAST, Fraction(1, 2), PERCENT))
    assert truth(share, meetings(readings={"no value": "missed"})) is F
    assert truth(share, meetings()) is T
    with pytest.raises(OpenReading):
        truth(share, meetings(readings={"no value": None}))


def test_absent_records_leave_only_what_they_could_not_change():
    s = scope(world(plan(records=(MEETING,))))
    q = a.Quantifier
    for quantifier in (q.EACH, q.SOME, q.NO):
        assert truth(a.Records(quantifier, IN_MONTH, HELD), s) is U
    assert truth(a.Records(q.COUNT, IN_MONTH, HELD, bound(Comparator.AT_LEAST, 1)), s) is U


def test_pending_counts_are_decided_by_what_they_can_still_become():
    due = record("Call", time_field("Made"), time_field("Answered", True))
    from sladsl.model.moments import Limit, LimitKind

    in_time = a.Done("Call", "Answered", Limit(LimitKind.WITHIN, FieldPoint("Call", "Made"), length(60)))
    rows = [(START, START + MINUTE), (START, START + 2 * HOUR), (START + 2 * HOUR, None)]
    s = scope(world(plan(records=(due,)), table(due, *rows), as_of=START + 2 * HOUR + MINUTE))
    calls = a.Selection("Call", window=Supplied())

    def at_least(n):
        return truth(a.Records(a.Quantifier.COUNT, calls, in_time, bound(Comparator.AT_LEAST, n)), s)

    assert [at_least(n) for n in (1, 2, 3)] == [T, P, F]
    assert truth(a.Records(a.Quantifier.EACH, calls, in_time), s) is F
    assert truth(a.Records(a.Quantifier.NO, calls, in_time), s) is F
    share = bound(Comparator.LESS_THAN, Fraction(1, 4), PERCENT)
    assert truth(a.Records(a.Quantifier.SHARE, calls, in_time, share), s) is F
    exactly = bound(Comparator.EXACTLY, 2)
    assert truth(a.Records(a.Quantifier.COUNT, calls, in_time, exactly), s) is P


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("exact", F),
        ("half up:1/10000", T),
        ("half up:2 decimal places", T),
        ("down:1/10000", F),
        ("half up:1/100000", F),
    ],
)
def test_a_measure_is_rounded_before_it_is_compared(reading, expected):
    s = meetings(readings={"comparison": reading})
    assert (
        compare(Measured(Fraction("0.99895")), compares(Comparator.AT_LEAST, Fraction("0.999"), PERCENT), s) is expected
    )


def test_comparisons():
    s = meetings(
        form_values={"Target": Quantity(Fraction(3), NUMBER), "Blank": None}, definitions={"Count": a.CountOf(IN_MONTH)}
    )
    band = Comparison((bound(Comparator.AT_LEAST, 2), bound(Comparator.LESS_THAN, 4)))
    assert [compare(Measured(Fraction(n)), band, s) for n in (1, 2, 3, 4)] == [F, T, T, F]
    assert compare(Measured(None), band, s) is F
    assert compare(Measured(None, determined=False), band, s) is U
    assert compare(Measured(Fraction(2), pending=True), band, s) is P
    assert compare(Measured(Fraction(2), pending=True, least=Fraction(2), most=Fraction(3)), band, s) is T
    assert compare(Measured(Fraction(4), pending=True, least=Fraction(4), most=Fraction(9)), band, s) is F
    by_name = Comparison((Bound(Comparator.AT_LEAST, "Target"),))
    assert compare(Measured(Fraction(3)), by_name, s) is T
    assert compare(Measured(Fraction(3)), Comparison((Bound(Comparator.AT_LEAST, "Blank"),)), s) is F
    assert compare(Measured(Fraction(0)), Comparison((Bound(Comparator.AT_LEAST, "Count"),)), s) is T
    assert truth(a.IsAgreed("Target"), s) is T
    assert truth(a.IsAgreed("Blank"), s) is F


def test_conditions_combine():
    s = meetings(True, False)
    many = a.MeasureIs(a.CountOf(IN_MONTH), compares(Comparator.AT_LEAST, 2))
    few = a.MeasureIs(a.CountOf(IN_MONTH), compares(Comparator.AT_MOST, 1))
    assert truth(a.AllOf((many, few)), s) is F
    assert truth(a.AnyOf((many, few)), s) is T
    assert truth(a.Not(few), s) is T
    assert happenings(a.AnyOf((many, few)), s) == (s.window,)


def test_predicates_of_a_row_and_a_piece():
    hours = a.WeeklyHours((a.DayHours((0, 1, 2, 3, 4), 0, 60),), except_holidays=False)
    s = meetings(True, False, definitions={"Hours": hours})
    own = [s.bind("Meeting", Item("Meeting", n)) for n in (0, 1)]
    in_hours = a.InPeriod(a.NamedPeriod("Hours"))
    assert [truth(in_hours, each) for each in own] == [T, F], "the second starts as the hours end"
    both = meetings(True, False, definitions={"Hours": hours}, readings={"stretch ends": "both"})
    assert truth(in_hours, both.bind("Meeting", Item("Meeting", 1))) is T
    at_point = a.InPeriod(a.NamedPeriod("Hours"), FieldPoint("Meeting", "Day"))
    assert truth(at_point, own[0]) is T
    assert [truth(a.FieldCompares("Length", compares(Comparator.AT_LEAST, 1)), each) for each in own] == [F, T]
    assert truth(a.InBoundWindow("Day"), own[0]) is T
    assert truth(a.InBoundWindow("Day"), own[0].over(month(s.world, 2026, 4))) is F
    piece = s.bind("Outage", Piece(START, START + HOUR, name="Outage"))
    lasts = a.Lasts("Outage", compares(Comparator.AT_MOST, 3600))
    assert truth(lasts, piece) is T
    assert truth(in_hours, piece) is T
    assert [item.row for item in select(a.Selection("Meeting", in_hours, Supplied()), s).items] == [0]


CIRCUIT = record("Circuit", Field("Name", FieldKind.TEXT), key="Name")
FAULT = record("Fault", Field("Circuit", FieldKind.REFERENCE, record="Circuit"), time_field("From"), time_field("To"))
DOWN = a.FromTo(a.Selection("Fault"), FieldPoint("Fault", "From"), FieldPoint("Fault", "To"))


@settings(deadline=None, max_examples=40)
@given(days=st.lists(st.integers(1, 120), max_size=14), of_b=st.lists(st.integers(1, 120), max_size=3))
def test_so_many_in_any_consecutive_days(days, of_b):
    """Pieces of an hour on these days of the year; in which month do 4 in any 30 consecutive days first stand?"""
    rows = [
        ("A", at(2026, 1, 1) + (d - 1) * 24 * HOUR, at(2026, 1, 1) + (d - 1) * 24 * HOUR + HOUR) for d in sorted(days)
    ]
    rows += [("B", at(2026, 1, 1) + (d - 1) * 24 * HOUR, at(2026, 1, 1) + (d - 1) * 24 * HOUR + HOUR) for d in of_b]
    w = world(
        plan(
            records=(CIRCUIT, FAULT),
            definitions={"Interruption": DOWN},
            readings={"piece belongs/Interruption": "start"},
        ),
        table(CIRCUIT, ("A",), ("B",)),
        table(FAULT, *rows),
    )
    spec = WindowSpec(WindowUnit.DAY, count=30, sliding=True)
    for name in ("Interruption", "Fault"):
        node = a.HasCount(a.Selection(name), compares(Comparator.AT_LEAST, 4), spec)
        for number, (first, last) in {2: (32, 59), 3: (60, 90), 4: (91, 120)}.items():
            s = scope(w, 2026, number).bind("Circuit", Item("Circuit", 0))
            windows = [range(end - 29, end + 1) for end in range(max(first, 30), last + 1)]
            expected = any(sum(d in window for d in days) >= 4 for window in windows)
            assert truth(node, s) is (T if expected else F)
            if expected:
                earliest = next(window for window in windows if sum(d in window for d in days) >= 4)
                assert len(happenings(node, s)) == sum(d in earliest for d in days)
    some_ = a.Records(a.Quantifier.SOME, a.Selection("Circuit"), node)
    assert truth(some_, scope(w, 2026, 4)) is (T if expected else F)


def test_so_many_of_the_supplied_window():
    rows = [("A", START, START + HOUR), ("A", START + HOUR, START + 2 * HOUR), ("B", START, START + HOUR)]
    w = world(plan(records=(CIRCUIT, FAULT)), table(CIRCUIT, ("A",), ("B",)), table(FAULT, *rows))
    node = a.HasCount(a.Selection("Fault", window=Supplied()), compares(Comparator.AT_LEAST, 2))
    found = select(a.Selection("Circuit", where=node), scope(w))
    assert found.items == (Item("Circuit", 0),)


class _Settled:
    """What settling would say."""

    def __init__(self, missed: set[int], spent: frozenset[int] = frozenset()) -> None:
        self._missed, self._spent = missed, spent

    def missed(self, clause: str, party: str, window: object, bound: Mapping[str, object]) -> Truth:
        return T if window.first.month in self._missed else F  # type: ignore[attr-defined]

    def cap_reached(self, window: object) -> Truth:
        return T if window.first.month in self._missed else F  # type: ignore[attr-defined]

    def balance(self, ledger: str, window: object) -> Measured:
        return Measured(Fraction(window.first.month))  # type: ignore[attr-defined]

    def spent(self, condition: a.InWindows, scope: Scope) -> frozenset[int]:
        return self._spent


@given(missed=st.sets(st.integers(1, 12)))
@settings(deadline=None, max_examples=40)
def test_so_many_of_consecutive_months(missed):
    s = meetings()
    s.world.settled = _Settled(missed)
    three_of_six = a.InWindows(a.Misses("Availability"), 3, 6, "month")
    for number in range(1, 13):
        own = s.over(month(s.world, 2026, number))
        run = [n for n in range(number - 5, number + 1) if n in missed]
        assert truth(three_of_six, own) is (T if number in missed and len(run) >= 3 else F)
        if number in missed:
            fulfilled = [w.first.month for w in happenings(three_of_six, own)]
            assert fulfilled == (run[-3:] if len(run) >= 3 else run)
        assert truth(a.CreditsReachCap(), own) is (T if number in missed else F)
    assert measure(a.LedgerBalance("shortfall"), own).value == 12


def test_months_that_have_given_a_right_do_not_count_again():
    s = meetings()
    three = a.InWindows(a.Misses("Availability", "Provider"), 3, 6, "month")
    s.world.settled = _Settled({1, 2, 3, 4}, frozenset(month(s.world, 2026, n).start for n in (1, 2, 3)))
    assert truth(three, s.over(month(s.world, 2026, 4))) is F
    s.world.settled = _Settled({1, 2, 3, 4})
    assert truth(three, s.over(month(s.world, 2026, 4))) is T


# --- windows ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "readings", "first", "days"),
    [
        (WindowSpec(WindowUnit.MONTH), {}, date(2026, 3, 1), 31),
        (WindowSpec(WindowUnit.MONTH), {"month": "billing:15"}, date(2026, 2, 15), 28),
        (WindowSpec(WindowUnit.MONTH), {"month": "contract"}, date(2026, 2, 12), 28),
        (WindowSpec(WindowUnit.MONTH, WindowKind.BILLING), {"month": "billing:1"}, date(2026, 3, 1), 31),
        (WindowSpec(WindowUnit.MONTH, WindowKind.CONTRACT), {}, date(2026, 2, 12), 28),
        (WindowSpec(WindowUnit.QUARTER), {"quarter": "fiscal:2-1"}, date(2026, 2, 1), 89),
        (WindowSpec(WindowUnit.QUARTER, WindowKind.CALENDAR), {}, date(2026, 1, 12), 79),
        (WindowSpec(WindowUnit.YEAR), {"year": "contract"}, date(2026, 1, 12), 365),
        (WindowSpec(WindowUnit.YEAR, WindowKind.FISCAL), {"year": "fiscal:2-1"}, date(2026, 2, 1), 365),
        (WindowSpec(WindowUnit.WEEK), {}, date(2026, 3, 9), 7),
        (WindowSpec(WindowUnit.DAY), {}, date(2026, 3, 10), 1),
        (WindowSpec(WindowUnit.DAY, count=30), {}, date(2026, 2, 11), 30),
        (WindowSpec(WindowUnit.WEEK, count=2), {}, date(2026, 3, 9), 14),
        (WindowSpec(WindowUnit.MONTH, count=2), {}, date(2026, 1, 12), 59),
        (WindowSpec(WindowUnit.HOUR), {}, date(2026, 3, 10), 1),
        (WindowSpec(WindowUnit.MINUTE, count=5), {}, date(2026, 3, 10), 1),
    ],
)
def test_windows_of_the_plan(spec, readings, first, days):
    w = world(plan(start=date(2026, 1, 12), readings=readings))
    noon = at(2026, 3, 10, 12)
    (found,) = w.windows(spec, noon, noon + 1)
    assert (found.first, found.days) == (first, days)


def test_a_kind_of_month_that_the_readings_do_not_give_is_open():
    w = world(plan())
    with pytest.raises(OpenReading):
        w.windows(WindowSpec(WindowUnit.MONTH, WindowKind.BILLING), at(2026, 3, 1), at(2026, 4, 1))


@pytest.mark.parametrize(("reading", "days"), [("part", [17, 28]), ("whole", [31, 28]), ("left out", [28])])
def test_months_that_are_only_partly_within_the_term(reading, days):
    year = Length(Fraction(45), LengthBasis.DAYS, "day")
    w = world(plan(start=date(2026, 1, 15), length=year, readings={"partial window": reading}))
    assert w.term.last == date(2026, 2, 28)
    assert [x.days for x in w.windows(WindowSpec(WindowUnit.MONTH), 0, at(2027, 1, 1))] == days
    sliding = w.windows(WindowSpec(WindowUnit.DAY, count=30, sliding=True), 0, at(2027, 1, 1))
    assert len(sliding) == 45 - 29


@pytest.mark.parametrize(("reading", "last"), [("counted", date(2027, 2, 28)), ("not counted", date(2027, 3, 1))])
def test_the_term(reading, last):
    twelve = length(12, "month")
    w = world(plan(start=date(2026, 3, 1), length=twelve, readings={"term start": reading}))
    assert (w.term.first, w.term.last) == (date(2026, 3, 1), last)


@given(step=st.sampled_from([5, 15, 30, 60, 120, 360, 7]), day=st.integers(0, 40))
@settings(deadline=None, max_examples=60)
def test_intervals_of_the_clock_are_those_of_the_library(step, day):
    from sladsl.time.windows import Intervals, windows_between

    for zone in ("Europe/London", "Australia/Lord_Howe", "America/St_Johns"):
        start = at(2026, 3, 20, zone=zone) + day * 5 * 24 * HOUR
        end = start + 30 * HOUR
        mine = list(spans.intervals(step * MINUTE, start, end, zone))
        theirs = [w.stretch for w in windows_between(Intervals(step), start, end, zone, whole=False)]
        assert mine == theirs


# --- worked examples -------------------------------------------------------------------------------------------------------------

PROBE = record(
    "Probe",
    time_field("Time"),
    choice("Location", "London", "Oslo"),
    choice("Outcome", "success", "failure"),
    cadence=Cadence(60, ("Location",)),
)
FAILS = a.FieldIs("Outcome", ("failure",))
EVERY_DOWN = a.Runs(a.SamplesShow(a.Selection("Probe"), a.Quorum.EVERY, FAILS), length(5))


def example(*events, **more):
    parts = {
        "records": (PROBE, CIRCUIT, FAULT, MEETING),
        "definitions": {
            "Downtime": EVERY_DOWN,
            "Uptime": a.ShareOfTime(a.NamedPeriod("Downtime"), True),
            "Interruption": DOWN,
        },
        "readings": {
            "sample speaks/Probe": "clock minute",
            "missing record/Probe": None,
            "open period/Interruption": "window end",
        },
    }
    made = plan(**parts, **more)
    return world_of(made, events, Readings(made.readings, {}), at(2027, 1, 1))


def test_stretches_of_samples_speak_as_rows_would():
    stretch = (START, START + 90 * MINUTE)
    w = example(SampleEvent("Probe", "Outcome", "failure", (stretch,), "success"))
    s = scope(w)
    assert measure(a.NamedMeasure("Uptime"), s).value == 1 - Fraction(90, 31 * 1440)
    rows = a.Selection("Probe", window=Supplied())
    assert measure(a.CountOf(rows), s).value == 2 * 31 * 1440
    assert measure(a.ShareOfRecords(rows, FAILS), s).value == Fraction(90, 31 * 1440)
    state = a.SamplesShow(a.Selection("Probe"), a.Quorum.EVERY, FAILS)
    assert measure(a.ShareOfUnits(length(5), state), s).value == Fraction(18, 31 * 288)
    assert len(pieces(a.Hysteresis("Probe", 5, FAILS, 5, a.FieldIs("Outcome", ("success",))), s)) == 1


def test_samples_of_one_location_only():
    stretch = (START, START + 90 * MINUTE)
    one = SampleEvent("Probe", "Outcome", "failure", (stretch,), "success", (("Location", "Oslo"),))
    rest = SampleEvent("Probe", "Outcome", "failure", (), "success", (("Location", "London"),))
    w = example(one, rest)
    assert measure(a.NamedMeasure("Uptime"), scope(w)).value == 1
    some_ = a.Runs(a.SamplesShow(a.Selection("Probe"), a.Quorum.SOME, FAILS))
    assert [(p.start, p.end) for p in pieces(some_, scope(w))] == [stretch]


def test_rows_of_an_example_bring_the_rows_to_which_they_refer():
    w = example(
        RowEvent("Fault", (("From", START), ("To", START + HOUR), ("Circuit", "C1"))),
        RowEvent("Fault", (("From", START), ("To", START + HOUR))),
    )
    found = select(a.Selection("Circuit"), scope(w))
    assert len(found.items) == 2
    own = scope(w).group("Circuit", found.items[0])
    assert measure(a.OfPeriod(a.Aggregate.TOTAL, a.NamedPeriod("Interruption")), own).value == 3600


def test_a_clean_world_is_in_order():
    w = example()
    s = scope(w)
    assert measure(a.NamedMeasure("Uptime"), s).value == 1
    assert measure(a.CountOf(IN_MONTH), s).value == 0
    share = measure(a.ShareOfRecords(a.Selection("Probe", window=Supplied()), FAILS), s)
    assert (share.value, share.determined) == (None, True)


def test_given_measures_stand_for_computed_ones():
    uptime = a.NamedMeasure("Uptime")
    w = example(
        MeasureEvent(uptime, Fraction("0.99"), NamedWindow(date(2026, 3, 1), WindowUnit.MONTH)),
        MeasureEvent(a.CountOf(IN_MONTH), Fraction(180), NamedWindow(date(2026, 3, 1), WindowUnit.MONTH)),
        MeasureEvent(
            a.NamedMeasure("Interruptions"),
            Fraction(7),
            NamedWindow(date(2026, 3, 1), WindowUnit.MONTH),
            (("Circuit", "C1"),),
        ),
    )
    s = scope(w)
    assert measure(uptime, s).value == Fraction("0.99")
    assert measure(uptime, scope(w, 2026, 4)).value == 1
    assert measure(a.CountOf(a.Selection("Meeting")), s).value == 180
    at_least = a.Records(a.Quantifier.COUNT, IN_MONTH, None, bound(Comparator.AT_LEAST, 200))
    assert truth(at_least, s) is F
    own = s.group("Circuit", select(a.Selection("Circuit"), s).items[0])
    assert measure(a.NamedMeasure("Interruptions"), own).value == 7
    total = a.OverWindows(a.Aggregate.AVERAGE, uptime, WindowSpec(WindowUnit.MONTH))
    (quarter,) = w.windows(WindowSpec(WindowUnit.QUARTER), at(2026, 3, 1), at(2026, 3, 2))
    assert measure(total, s.over(quarter)).value == (2 + Fraction("0.99")) / 3
