"""Measures of records and of other measures."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.checks.evaluate.measuring.measures import measure
from sladsl.checks.evaluate.measuring.outside import without
from sladsl.checks.evaluate.measuring.rows import key_of, select
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.model import algebra as a
from sladsl.model.agreement import ServiceLife
from sladsl.model.moments import (
    Around,
    Before,
    FieldPoint,
    Limit,
    LimitKind,
    MonthOf,
    Neighbour,
    Supplied,
    TermWindow,
    WindowSpec,
    WindowUnit,
)
from sladsl.model.quantities import NUMBER, PERCENT, Comparator, Quantity, Rounding, RoundingMode
from sladsl.model.readings import OpenReading
from sladsl.model.schema import Field, FieldKind
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

RUN = record(
    "Run",
    time_field("Time"),
    Field("Passed", FieldKind.NUMBER, True),
    Field("Failed", FieldKind.NUMBER, True),
    choice("Outcome", "good", "bad"),
)
IN_MONTH = a.Selection("Run", window=Supplied())
START = at(2026, 3, 1)


def runs(values, outcomes=()):
    rows = [
        (START + n * HOUR, value, None, outcomes[n] if n < len(outcomes) else "good") for n, value in enumerate(values)
    ]
    return table(RUN, *rows)


def value_of(node, *tables, at_=(2026, 3), **more):
    w = world(plan(records=(RUN,), **more), *tables)
    return measure(node, scope(w, *at_)).value


numbers = st.lists(
    st.one_of(st.integers(-50, 50), st.fractions(min_value=-9, max_value=9, max_denominator=12), st.none()), max_size=30
)


@given(values=numbers)
@settings(deadline=None)
def test_aggregates_of_a_field(values):
    known = [Fraction(v) for v in values if v is not None]
    of = {
        kind: value_of(a.OfField(kind, ("Passed",), IN_MONTH), runs(values))
        for kind in a.Aggregate
        if kind is not a.Aggregate.PERCENTILE
    }
    assert of[a.Aggregate.TOTAL] == sum(known)
    assert of[a.Aggregate.NUMBER] == len(known)
    assert of[a.Aggregate.AVERAGE] == (sum(known) / len(known) if known else None)
    assert of[a.Aggregate.MEDIAN] == (median(known) if known else None)
    assert of[a.Aggregate.HIGHEST] == (max(known) if known else None)
    assert of[a.Aggregate.LONGEST] == of[a.Aggregate.HIGHEST]
    assert of[a.Aggregate.LOWEST] == (min(known) if known else None)


@given(values=st.lists(st.integers(0, 99), min_size=1, max_size=40), percent=st.integers(1, 100))
@settings(deadline=None)
def test_percentiles(values, percent):
    node = a.OfField(a.Aggregate.PERCENTILE, ("Passed",), IN_MONTH, Fraction(percent))
    nearest = value_of(node, runs(values))
    linear = value_of(node, runs(values), readings={"percentile": "linear"})
    ordered = sorted(values)
    # Nearest rank: the least value that at least that share of the values does not exceed.
    least = next(v for v in ordered if 100 * sum(w <= v for w in ordered) >= percent * len(ordered))
    assert nearest == least
    place = Fraction(percent, 100) * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    assert linear == ordered[low] + (place - low) * (ordered[high] - ordered[low])


def test_the_percentile_is_asked_only_where_it_matters():
    node = a.OfField(a.Aggregate.PERCENTILE, ("Passed",), IN_MONTH, Fraction(95))
    open_ = {"readings": {"percentile": None}}
    assert value_of(node, runs([7] * 5), **open_) == 7
    with pytest.raises(OpenReading):
        value_of(node, runs([1, 2, 3]), **open_)


def test_several_fields_are_summed_and_rows_belong_to_their_month():
    rows = [(at(2026, 2, 28, 23, 59), 100, 1), (START, 5, 2), (START + HOUR, None, 3), (at(2026, 4, 1), 9, 9)]
    node = a.OfField(a.Aggregate.TOTAL, ("Passed", "Failed"), IN_MONTH)
    assert value_of(node, table(RUN, *rows)) == 10
    both = a.OfField(a.Aggregate.NUMBER, ("Passed", "Failed"), IN_MONTH)
    assert value_of(both, table(RUN, *rows)) == 2


@given(
    outcomes=st.lists(st.sampled_from(["good", "bad"]), max_size=20),
    values=st.lists(st.integers(0, 9), min_size=20, max_size=20),
)
@settings(deadline=None)
def test_shares_counts_and_filters(outcomes, values):
    of = runs(values[: len(outcomes)], outcomes)
    bad = a.FieldIs("Outcome", ("bad",))
    high = a.FieldCompares("Passed", compares(Comparator.AT_LEAST, Fraction(9, 2)))
    pairs = [*zip(values, outcomes, strict=False)]
    share = value_of(a.ShareOfRecords(IN_MONTH, bad), of)
    assert share == (Fraction(outcomes.count("bad"), len(outcomes)) if outcomes else None)
    for where, test in (
        (a.AllHold((bad, high)), lambda v, o: o == "bad" and v >= 5),
        (a.AnyHolds((bad, high)), lambda v, o: o == "bad" or v >= 5),
        (a.NotSo(bad), lambda v, o: o == "good"),
        (a.FieldCompares("Passed", compares(Comparator.EXACTLY, 3)), lambda v, o: v == 3),
        (a.FieldCompares("Passed", compares(Comparator.LESS_THAN, Fraction(7, 2))), lambda v, o: v <= 3),
        (a.FieldCompares("Passed", compares(Comparator.MORE_THAN, 3)), lambda v, o: v > 3),
        (a.FieldCompares("Passed", compares(Comparator.AT_MOST, 3)), lambda v, o: v <= 3),
        (a.Done("Run", "Failed"), lambda v, o: False),
    ):
        count = a.CountOf(a.Selection("Run", where=where, window=Supplied()))
        assert value_of(count, of) == sum(test(v, o) for v, o in pairs)


def test_an_empty_file_means_none_and_an_absent_one_not_known():
    w = world(plan(records=(RUN,)))
    for node in (
        a.CountOf(IN_MONTH),
        a.OfField(a.Aggregate.TOTAL, ("Passed",), IN_MONTH),
        a.ShareOfRecords(IN_MONTH, a.FieldIs("Outcome", ("bad",))),
    ):
        found = measure(node, scope(w))
        assert not found.determined
        assert found.absent == ("Run",)
    assert value_of(a.CountOf(IN_MONTH), table(RUN)) == 0


def test_arithmetic():
    def constant(n):
        return a.Constant(Quantity(Fraction(n), NUMBER))

    for operator, expected in (("PLUS", 7), ("MINUS", 3), ("TIMES", 10), ("OVER", Fraction(5, 2))):
        assert value_of(a.Arithmetic(a.Operator[operator], constant(5), constant(2))) == expected
    assert value_of(a.Arithmetic(a.Operator.OVER, constant(5), constant(0))) is None
    assert value_of(a.ExtremeOf(True, constant(5), constant(2))) == 5
    assert value_of(a.ExtremeOf(False, constant(5), constant(2))) == 2
    nothing = a.OfField(a.Aggregate.AVERAGE, ("Passed",), IN_MONTH)
    assert value_of(a.ExtremeOf(False, constant(5), nothing), table(RUN)) == 5
    assert value_of(a.Arithmetic(a.Operator.PLUS, constant(5), nothing), table(RUN)) is None
    rounded = a.Rounded(constant(Fraction(7, 4)), Rounding(RoundingMode.DOWN, Fraction(1, 2)))
    assert value_of(rounded) == Fraction(3, 2)


def test_named_measures_and_order_form_values_in_other_windows():
    rows = [(at(2026, m, 5), m) for m in range(1, 7)]
    total = a.OfField(a.Aggregate.TOTAL, ("Passed",), IN_MONTH)
    more = {
        "definitions": {"Total": total},
        "form_values": {"Target": Quantity(Fraction(8), NUMBER), "Blank": None},
        "start": date(2026, 2, 1),
    }

    def of(window, at_=(2026, 3)):
        return value_of(a.NamedMeasure("Total", window=window), table(RUN, *rows), at_=at_, **more)

    assert of(Supplied()) == 3
    assert of(Neighbour(-1, 1, WindowUnit.MONTH)) == 2
    assert of(Neighbour(1, 3, WindowUnit.MONTH)) == 4 + 5 + 6
    assert of(Neighbour(-1, 1, WindowUnit.MONTH), (2026, 2)) is None, "before the term"
    assert of(MonthOf(2026, 5)) == 5
    assert of(TermWindow()) == 2 + 3 + 4 + 5 + 6
    assert of(TermWindow(2, WindowUnit.MONTH)) == 5
    assert of(Around(WindowUnit.QUARTER)) == 5, "the quarter as far as it is in the term"
    assert value_of(a.NamedMeasure("Target"), **more) == 8
    assert value_of(a.NamedMeasure("Blank"), **more) is None
    average = a.OverWindows(
        a.Aggregate.AVERAGE, a.NamedMeasure("Total"), windows=(Supplied(), Neighbour(-1, 1, WindowUnit.MONTH))
    )
    assert value_of(average, table(RUN, *rows), **more) == Fraction(5, 2)


def test_the_window_before_a_point_of_a_row():
    rows = [(at(2026, 3, d), d) for d in range(1, 21)]
    node = a.OfField(
        a.Aggregate.NUMBER, ("Passed",), a.Selection("Run", window=Before(length(3, "day"), FieldPoint("Run", "Time")))
    )
    w = world(plan(records=(RUN,)), table(RUN, *rows))
    own = scope(w).bind("Run", Item("Run", 9))
    assert measure(node, own).value == 3
    hour = a.OfField(
        a.Aggregate.TOTAL, ("Passed",), a.Selection("Run", window=Around(WindowUnit.DAY, FieldPoint("Run", "Time")))
    )
    assert measure(hour, own).value == 10


@given(hits=st.lists(st.tuples(st.integers(0, 119), st.booleans()), max_size=40))
@settings(deadline=None, max_examples=8)
def test_the_average_of_a_rate_over_intervals(hits):
    rows = [(START + m * MINUTE, 1, None, "bad" if bad else "good") for m, bad in sorted(hits)]
    rate = a.ShareOfRecords(IN_MONTH, a.FieldIs("Outcome", ("bad",)))
    node = a.OverWindows(a.Aggregate.AVERAGE, a.NamedMeasure("Rate"), interval=300)
    by_interval: dict[int, list[bool]] = {}
    for m, bad in hits:
        by_interval.setdefault(m // 5, []).append(bad)
    rates = [Fraction(sum(each), len(each)) for each in by_interval.values()]
    definitions = {"Rate": rate}
    found = value_of(node, table(RUN, *rows), definitions=definitions)
    assert found == (sum(rates) / len(rates) if rates else None)
    idle = value_of(node, table(RUN, *rows), definitions=definitions, readings={"idle interval/Rate": "0%"})
    assert idle == sum(rates) / (31 * 288)
    calm = a.ShareOfUnits(
        length(5), a.MeasureState(a.NamedMeasure("Rate"), compares(Comparator.LESS_THAN, Fraction(1, 2), PERCENT))
    )
    n = sum(rate < Fraction(1, 2) for rate in rates)
    for said, units in (("0%", 31 * 288), ("left out", len(rates))):
        share = value_of(calm, table(RUN, *rows), definitions=definitions, readings={"idle interval/Rate": said})
        good = n + (units - len(rates))
        assert share == (Fraction(good, units) if units else None)


def test_days_and_weeks_of_a_month_lie_wholly_within_it():
    rows = [(at(2026, 3, d), d) for d in range(1, 32)]
    total = a.OfField(a.Aggregate.TOTAL, ("Passed",), IN_MONTH)
    days = a.OverWindows(a.Aggregate.HIGHEST, total, WindowSpec(WindowUnit.DAY))
    assert value_of(days, table(RUN, *rows)) == 31
    weeks = a.OverWindows(a.Aggregate.NUMBER, total, WindowSpec(WindowUnit.WEEK))
    # March 2026 starts on a Sunday: four whole weeks from the 2nd to the 29th.
    assert value_of(weeks, table(RUN, *rows)) == 4
    percentile = a.OverWindows(a.Aggregate.PERCENTILE, total, WindowSpec(WindowUnit.DAY), percentile=Fraction(50))
    assert value_of(percentile, table(RUN, *rows)) == 16
    sliding = a.OverWindows(a.Aggregate.HIGHEST, total, WindowSpec(WindowUnit.DAY, count=3, sliding=True))
    assert value_of(sliding, table(RUN, *rows)) == 29 + 30 + 31


def test_values_and_lengths_of_what_is_bound():
    order = record("Order", time_field("From"), time_field("To"), Field("Price", FieldKind.MONEY))
    period = a.FromTo(a.Selection("Order"), FieldPoint("Order", "From"), FieldPoint("Order", "To"))
    w = world(
        plan(records=(order,), definitions={"Work": period}),
        table(order, (START, START + HOUR, 12), (START, START + 2 * HOUR, None)),
    )
    s = scope(w)
    assert measure(a.ItemValue("Order", "Price"), s.bind("Order", Item("Order", 0))).value == 12
    assert measure(a.ItemValue("Order", "Price"), s.bind("Order", Item("Order", 1))).value is None
    assert measure(a.ItemLength("Order"), s.bind("Order", Item("Order", 1))).value == 7200
    piece = select(a.Selection("Work", window=Supplied()), s).items[0]
    assert isinstance(piece, Piece)
    assert measure(a.ItemLength("Work"), s.bind("Work", piece)).value == 3600
    assert measure(a.CountOf(a.Selection("Work", window=Supplied())), s).value == 2
    long = a.ShareOfRecords(
        a.Selection("Work", window=Supplied()), a.Lasts("Work", compares(Comparator.MORE_THAN, 3600))
    )
    assert measure(long, s).value == Fraction(1, 2)


def test_a_measure_of_a_piece_is_taken_over_it():
    visit = record("Visit", time_field("Time"), choice("Outcome", "ok", "error"))
    share = a.ShareOfRecords(a.Selection("Visit", window=Supplied()), a.FieldIs("Outcome", ("error",)))
    w = world(
        plan(records=(visit,), definitions={"Affected": share}),
        table(visit, *((START + n * MINUTE, "error" if n in (3, 4, 9) else "ok") for n in range(20))),
    )
    s = scope(w).bind("Outage", Piece(START + 2 * MINUTE, START + 6 * MINUTE, name="Outage"))
    assert measure(a.NamedMeasure("Affected", (a.Scope("Outage"),)), s).value == Fraction(1, 2)
    assert measure(a.NamedMeasure("Affected"), s).value == Fraction(3, 20)


def test_what_lies_outside_is_left_out():
    notice = record("Notice", time_field("From"), time_field("To"))
    work = a.FromTo(a.Selection("Notice"), FieldPoint("Notice", "From"), FieldPoint("Notice", "To"))
    rows = [(START + n * HOUR, n) for n in range(6)]
    notices = table(notice, (START + HOUR, START + 3 * HOUR))

    def of(node, **readings):
        w = world(plan(records=(RUN, notice), readings=readings), table(RUN, *rows), notices)
        return measure(without(node, (work,), w), scope(w)).value

    total = a.OfField(a.Aggregate.TOTAL, ("Passed",), IN_MONTH)
    assert of(total) == 0 + 3 + 4 + 5
    assert of(total, **{"stretch ends": "both"}) == 0 + 4 + 5
    assert of(a.ShareOfTime(work, outside=False)) == 0
    assert of(a.ShareOfUnits(length(1, "hour"), _bad_state())) == 0
    assert of(a.OfPeriod(a.Aggregate.TOTAL, a.WindowPeriod())) == (31 * 24 - 2) * 3600


def _bad_state():
    return a.MeasureState(a.CountOf(IN_MONTH), compares(Comparator.AT_LEAST, 2))


def test_groups_restrict_what_refers_to_them():
    site = record("Site", Field("Name", FieldKind.TEXT), Field("Region", FieldKind.TEXT), key="Name")
    port = record(
        "Port",
        Field("Name", FieldKind.TEXT),
        Field("Site", FieldKind.REFERENCE, record="Site"),
        choice("Class", "gold", "iron"),
        key="Name",
    )
    fault = record("Fault", Field("Port", FieldKind.REFERENCE, record="Port"), time_field("Time"))
    w = world(
        plan(
            records=(site, port, fault), definitions={"Gold Port": a.Selection("Port", a.FieldIs("Class", ("gold",)))}
        ),
        table(site, ("S", "EU"), ("T", "EU")),
        table(port, ("A", "S", "gold"), ("B", "S", "iron"), ("C", "T", "gold")),
        table(fault, ("A", START), ("B", START), ("B", START), ("C", START)),
    )
    count = a.CountOf(a.Selection("Fault", window=Supplied()))
    s = scope(w)
    assert measure(count, s).value == 4
    assert measure(count, s.group("Port", Item("Port", 1))).value == 2
    assert measure(count, s.group("Site", Item("Site", 0))).value == 3, "through the Port"
    assert measure(a.CountOf(a.Selection("Port")), s.group("Class", "gold")).value == 2
    assert measure(count, s.group("Class", "gold")).value == 2
    gold = select(a.Selection("Gold Port"), s)
    assert [key_of(item, w) for item in gold.items] == ["A", "C"]
    own = s.group("Gold Port", gold.items[1])
    assert measure(count, own).value == 1
    assert measure(a.CountOf(a.Selection("Gold Port")), own).value == 1
    assert measure(a.CountOf(a.Selection("Port")), s.bind("Port", Item("Port", 0))).value == 3, "bound, but no group"
    same = a.Selection("Fault", where=a.FieldIs("Port", bound="Port"))
    assert measure(a.CountOf(same), s.bind("Port", Item("Port", 1))).value == 2


def test_rows_in_service():
    circuit = record(
        "Circuit",
        Field("Name", FieldKind.TEXT),
        Field("Start", FieldKind.DATE),
        Field("End", FieldKind.DATE, True),
        key="Name",
    )
    rows = [
        ("A", date(2026, 1, 1), None),
        ("B", date(2026, 3, 31), None),
        ("C", date(2025, 1, 1), date(2026, 2, 28)),
        ("D", date(2026, 4, 1), None),
    ]
    for reading, expected in (("part", ["A", "B"]), ("whole", ["A", "B"]), ("left out", ["A"])):
        w = world(
            plan(
                records=(circuit,),
                lives=(ServiceLife("Circuit", "Start", "End"),),
                readings={"group part/Circuit": reading},
            ),
            table(circuit, *rows),
        )
        found = select(a.Selection("Circuit", window=Supplied()), scope(w))
        assert [key_of(item, w) for item in found.items] == expected


def test_evidence_names_the_first_rows_by_file_and_line():
    w = world(plan(records=(RUN,)), runs(range(30)))
    (found,) = measure(a.CountOf(IN_MONTH), scope(w)).evidence
    assert (found.record, found.count) == ("Run", 30)
    assert found.first == tuple(f"run.csv:{n}" for n in range(2, 22))


def test_pending_rows_bound_what_a_count_can_become():
    limit = Limit(LimitKind.WITHIN, FieldPoint("Run", "Time"), length(60))
    kept = a.NotSo(a.Done("Run", "Failed", limit))
    returned = record("Run", time_field("Time"), Field("Passed", FieldKind.NUMBER, True), time_field("Failed", True))
    rows = [(START, 1, START + MINUTE), (START, 2, None), (START + 50 * MINUTE, 3, None)]
    w = world(plan(records=(returned,)), table(returned, *rows), as_of=START + 70 * MINUTE)
    found = measure(a.CountOf(a.Selection("Run", kept, Supplied())), scope(w))
    assert (found.value, found.pending, found.least, found.most) == (1, True, 1, 2)
    share = measure(a.ShareOfRecords(IN_MONTH, kept), scope(w))
    assert (share.value, share.least, share.most) == (Fraction(1, 3), Fraction(1, 3), Fraction(2, 3))


def test_a_window_of_any_month_kind():
    rows = [(at(2026, 3, 14, 23), 1), (at(2026, 3, 15), 2), (at(2026, 4, 14, 23), 4)]
    w = world(plan(records=(RUN,), readings={"month": "billing:15"}), table(RUN, *rows))
    window = month(w, 2026, 3)
    assert measure(a.OfField(a.Aggregate.TOTAL, ("Passed",), IN_MONTH), Scope(w, window)).value == 1
    (june,) = w.windows(WindowSpec(WindowUnit.MONTH), at(2026, 3, 20), at(2026, 3, 21))
    assert measure(a.OfField(a.Aggregate.TOTAL, ("Passed",), IN_MONTH), Scope(w, june)).value == 6
