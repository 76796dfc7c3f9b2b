"""Samples: which row speaks when, what several of them show, and what a missing one counts as; against a count minute by minute."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.checks.evaluate.measuring import clock
from sladsl.checks.evaluate.measuring.coverage import coverage
from sladsl.checks.evaluate.measuring.measures import measure
from sladsl.checks.evaluate.measuring.periods import pieces, points, stretches
from sladsl.checks.evaluate.measuring.samples import samples_of
from sladsl.checks.evaluate.measuring.scope import Item, Scope
from sladsl.model.agreement import ServiceLife
from sladsl.model.algebra import (
    Aggregate,
    CountOf,
    FieldCompares,
    FieldIs,
    Hysteresis,
    Intervals,
    NamedPeriod,
    NotSo,
    OfField,
    OfPeriod,
    Quorum,
    Runs,
    SamplesShow,
    Selection,
    ShareOfRecords,
    ShareOfTime,
    ShareOfUnits,
)
from sladsl.model.moments import Supplied, WindowUnit
from sladsl.model.quantities import PERCENT, Bound, Comparator, Quantity
from sladsl.model.readings import OpenReading
from sladsl.model.schema import Cadence, Field, FieldKind
from tests.checks.plans import (
    MINUTE,
    SECOND,
    at,
    choice,
    compares,
    length,
    plan,
    record,
    scope,
    table,
    time_field,
    world,
)

LOCATIONS = ("London", "Paris", "Oslo")
PROBE = record(
    "Probe",
    time_field("Time"),
    choice("Location", *LOCATIONS),
    choice("Outcome", "success", "failure"),
    cadence=Cadence(60, ("Location",)),
)
FAILS = FieldIs("Outcome", ("failure",))
ALL = Selection("Probe")
START = at(2026, 3, 1)
MINUTES = 30


def probes_plan(missing: str | None = "left out", speaks: str = "clock minute", **more: object):
    return plan(
        records=(PROBE,),
        readings={"missing record/Probe": missing, "sample speaks/Probe": speaks},
        start=date(2026, 3, 1),
        **more,
    )


def rows_of(grid: dict[str, list[str | None]]):
    return sorted(
        (START + n * MINUTE + 7 * SECOND, location, outcome)
        for location, outcomes in grid.items()
        for n, outcome in enumerate(outcomes)
        if outcome is not None
    )


cell = st.sampled_from(["success", "failure", "failure", None])
grids = st.fixed_dictionaries({name: st.lists(cell, min_size=MINUTES, max_size=MINUTES) for name in LOCATIONS})


def as_minutes(spans) -> set[int]:
    return {n for a, b in spans for n in range((a - START) // MINUTE, -(-(b - START) // MINUTE))}


QUORUMS = [
    (Quorum.EVERY, None, lambda fails, speak: speak > 0 and fails == speak),
    (Quorum.SOME, None, lambda fails, speak: fails > 0),
    (Quorum.COUNT, Bound(Comparator.AT_LEAST, Quantity(Fraction(2), PERCENT)), lambda fails, speak: fails >= 2),
    (
        Quorum.COUNT,
        Bound(Comparator.AT_MOST, Quantity(Fraction(1), PERCENT)),
        lambda fails, speak: speak > 0 and fails <= 1,
    ),
    (
        Quorum.SHARE,
        Bound(Comparator.AT_LEAST, Quantity(Fraction(1, 2), PERCENT)),
        lambda fails, speak: speak > 0 and 2 * fails >= speak,
    ),
]


@pytest.mark.parametrize("missing", ["left out", "Outcome=failure", "Outcome=success"])
@pytest.mark.parametrize(("quorum", "bound", "holds"), QUORUMS)
@given(grid=grids)
@settings(max_examples=25, deadline=None)
def test_states_of_samples_hold_in_the_minutes_in_which_they_hold(missing, quorum, bound, holds, grid):
    world_ = world(probes_plan(missing), table(PROBE, *rows_of(grid)))
    last = max((n for outcomes in grid.values() for n, o in enumerate(outcomes) if o is not None), default=-1)
    filled = {
        name: [o if o is not None or missing == "left out" else missing.partition("=")[2] for o in outcomes[: last + 1]]
        for name, outcomes in grid.items()
    }
    expected = set()
    for n in range(last + 1):
        said = [outcomes[n] for outcomes in filled.values() if outcomes[n] is not None]
        if holds(said.count("failure"), len(said)):
            expected.add(n)
    across = "Location" if quorum in (Quorum.COUNT, Quorum.SHARE) else ""
    state = SamplesShow(ALL, quorum, FAILS, across, bound)
    assert as_minutes(stretches(Runs(state), scope(world_))) == expected
    found = pieces(Runs(state, length(3)), scope(world_))
    runs = [r for r in _runs(expected) if len(r) >= 3]
    assert [as_minutes([(p.start, p.end)]) for p in found] == [set(r) for r in runs]
    day = clock.starting(WindowUnit.DAY, date(2026, 3, 1), world_)
    assert day is not None
    assert measure(ShareOfUnits(length(1), state), Scope(world_, day)).value == Fraction(len(expected), 1440)


def _runs(minutes: set[int]) -> list[list[int]]:
    out: list[list[int]] = []
    for n in sorted(minutes):
        if out and out[-1][-1] == n - 1:
            out[-1].append(n)
        else:
            out.append([n])
    return out


@given(grid=grids)
@settings(max_examples=25, deadline=None)
def test_counts_and_shares_of_samples_weigh_missing_rows(grid):
    last = max((n for outcomes in grid.values() for n, o in enumerate(outcomes) if o is not None), default=-1)
    cells = [o for outcomes in grid.values() for o in outcomes[: last + 1]]
    one = Selection("Probe", window=Supplied())
    for missing in ("left out", "Outcome=failure"):
        s = scope(world(probes_plan(missing), table(PROBE, *rows_of(grid))))
        said = [o if o is not None or missing == "left out" else "failure" for o in cells]
        said = [o for o in said if o is not None]
        assert measure(CountOf(one), s).value == len(said)
        share = Fraction(said.count("failure"), len(said)) if said else None
        assert measure(ShareOfRecords(one, FAILS), s).value == share


def test_the_reading_of_missing_rows_is_asked_only_where_one_is_missing():
    full = {"London": ["success"] * 3, "Paris": ["success"] * 3, "Oslo": ["failure"] * 3}
    down = Runs(SamplesShow(ALL, Quorum.SOME, FAILS))
    whole = world(probes_plan(None), table(PROBE, *rows_of(full)))
    assert as_minutes(stretches(down, scope(whole))) == {0, 1, 2}
    assert "missing record/Probe" not in whole.readings.asked
    torn = world(probes_plan(None), table(PROBE, *rows_of(full | {"Paris": ["success", None, "success"]})))
    with pytest.raises(OpenReading):
        stretches(down, scope(torn))


def test_a_row_speaks_until_the_next_of_its_stream():
    grid = {"London": ["failure", None, None, "success"], "Paris": [], "Oslo": []}
    world_ = world(probes_plan("left out", "until next"), table(PROBE, *rows_of(grid)))
    (piece,) = pieces(Runs(SamplesShow(ALL, Quorum.SOME, FAILS)), scope(world_))
    assert (piece.start, piece.end) == (START + 7 * SECOND, START + 3 * MINUTE + 7 * SECOND)
    as_success = world(probes_plan("Outcome=success", "until next"), table(PROBE, *rows_of(grid)))
    (piece,) = pieces(Runs(SamplesShow(ALL, Quorum.SOME, FAILS)), scope(as_success))
    assert (piece.start, piece.end) == (START + 7 * SECOND, START + MINUTE)


def test_intervals_are_told_by_the_rows_in_them():
    grid = {"London": ["failure"] * 7 + ["success"] * 3, "Paris": ["failure"] * 10, "Oslo": ["failure"] * 10}
    s = scope(world(probes_plan(), table(PROBE, *rows_of(grid))))
    every = pieces(Intervals(length(5), SamplesShow(ALL, Quorum.EVERY, FAILS)), s)
    some = pieces(Intervals(length(5), SamplesShow(ALL, Quorum.SOME, FAILS)), s)
    assert [(p.start - START) // MINUTE for p in every] == [0]
    assert [(p.start - START) // MINUTE for p in some] == [0, 5]
    three = Bound(Comparator.AT_LEAST, Quantity(Fraction(3), PERCENT))
    count = Intervals(length(5), SamplesShow(ALL, Quorum.COUNT, FAILS, "Location", three))
    assert [(p.start - START) // MINUTE for p in pieces(count, s)] == [0, 5]


@given(outcomes=st.lists(st.sampled_from(["success", "failure"]), min_size=1, max_size=40))
def test_hysteresis_is_a_latch(outcomes):
    one = record("Ping", time_field("Time"), choice("Outcome", "success", "failure"), cadence=Cadence(60))
    plan_ = plan(
        records=(one,),
        readings={
            "missing record/Ping": "left out",
            "sample speaks/Ping": "clock minute",
            "open period/Ping": "window end",
        },
        start=date(2026, 3, 1),
    )
    rows = [(START + n * MINUTE, outcome) for n, outcome in enumerate(outcomes)]
    node = Hysteresis("Ping", 3, FAILS, 2, FieldIs("Outcome", ("success",)))
    down, run, expected, since = False, [], [], None
    for n, outcome in enumerate(outcomes):
        run = [*run, n] if (outcome == "failure") != down else []
        if not down and len(run) == 3:
            down, since, run = True, run[0], []
        elif down and len(run) == 2:
            expected.append((since, run[0]))
            down, run = False, []
    found = pieces(node, scope(world(plan_, table(one, *rows))))
    closed = [((p.start - START) // MINUTE, (p.end - START) // MINUTE) for p in found if p.end < at(2026, 4, 1)]
    assert closed == expected
    assert len(found) - len(closed) == (1 if down else 0)


def test_hysteresis_by_location_and_of_rows_without_a_cadence():
    grid = {"London": ["failure", "failure", "success"], "Paris": ["success", "failure", "success"], "Oslo": []}
    s = scope(world(probes_plan(), table(PROBE, *rows_of(grid))))
    passing = FieldIs("Outcome", ("success",))
    assert len(pieces(Hysteresis("Probe", 2, FAILS, 1, passing, by="Location"), s)) == 1
    alarm = record("Alarm", time_field("Time"), choice("Outcome", "success", "failure"))
    rows = [(START + n * MINUTE, o) for n, o in enumerate(["failure", "failure", "success"])]
    s = scope(world(plan(records=(alarm,)), table(alarm, *rows)))
    (piece,) = pieces(Hysteresis("Alarm", 2, FAILS, 1, passing), s)
    assert (piece.start, piece.end) == (START, START + 2 * MINUTE)


def test_samples_of_a_group_and_of_its_life():
    circuit = record(
        "Circuit",
        Field("Name", FieldKind.TEXT),
        Field("Start", FieldKind.DATE),
        Field("End", FieldKind.DATE, True),
        key="Name",
    )
    sample = record(
        "Sample",
        Field("Circuit", FieldKind.REFERENCE, record="Circuit"),
        time_field("Time"),
        Field("Loss", FieldKind.PERCENT),
        cadence=Cadence(300, ("Circuit",)),
    )
    rows = [("C1", START + n * 5 * MINUTE, Fraction(1, 100) if n % 2 else 0) for n in range(4)]
    rows += [("C2", START + n * 5 * MINUTE, Fraction(1, 10)) for n in range(2)]
    plan_ = plan(
        records=(circuit, sample),
        lives=(ServiceLife("Circuit", "Start", "End"),),
        readings={
            "missing record/Sample": "left out",
            "sample speaks/Sample": "clock minute",
            "group part/Circuit": "part",
        },
    )
    w = world(plan_, table(circuit, ("C1", date(2026, 1, 1)), ("C2", date(2026, 1, 1))), table(sample, *rows))

    average = OfField(Aggregate.AVERAGE, ("Loss",), Selection("Sample", window=Supplied()))
    s = scope(w)
    assert measure(average, s.group("Circuit", Item("Circuit", 0))).value == Fraction(1, 200)
    assert measure(average, s.group("Circuit", Item("Circuit", 1))).value == Fraction(1, 10)
    lossy = SamplesShow(Selection("Sample"), Quorum.EVERY, FieldCompares("Loss", compares(Comparator.MORE_THAN, 0)))
    own = s.group("Circuit", Item("Circuit", 0))
    assert [p.length for p in pieces(Runs(lossy), own)] == [5 * MINUTE, 5 * MINUTE]


def test_uptime_leaves_out_maintenance_and_coverage_ends_with_the_last_slot():
    notice = record("Notice", time_field("Start"), time_field("End"))
    from sladsl.model.algebra import Except, FromTo
    from sladsl.model.moments import FieldPoint

    maintenance = FromTo(Selection("Notice"), FieldPoint("Notice", "Start"), FieldPoint("Notice", "End"))
    down = Except(Runs(SamplesShow(ALL, Quorum.EVERY, FAILS), length(5)), (NamedPeriod("Maintenance"),))
    plan_ = plan(
        records=(PROBE, notice),
        definitions={"Maintenance": maintenance, "Downtime": down},
        readings={"missing record/Probe": "left out", "sample speaks/Probe": "clock minute"},
    )
    grid = dict.fromkeys(LOCATIONS, ["failure"] * 10 + ["success"] * 10)
    w = world(plan_, table(PROBE, *rows_of(grid)), table(notice, (START + 2 * MINUTE, START + 6 * MINUTE)))
    share = ShareOfTime(NamedPeriod("Downtime"), True, (NamedPeriod("Maintenance"),))
    # The shortest length is tested before the exception: 10 minutes are down, 4 of them maintenance.
    assert measure(share, scope(w)).value == 1 - Fraction(6, 31 * 1440 - 4)
    total = OfPeriod(Aggregate.TOTAL, NamedPeriod("Downtime"))
    assert measure(total, scope(w)).value == 360
    assert len(pieces(NamedPeriod("Downtime"), scope(w))) == 2
    found = coverage(share, scope(w).window, w)
    assert found.short == ("Probe",)
    assert not found.full
    nothing = world(plan_, table(PROBE, *rows_of(grid)))
    assert coverage(share, scope(nothing).window, nothing).absent == ("Notice",)
    assert not measure(share, scope(nothing)).determined


def test_a_negated_state_and_a_row_at_the_clock_change():
    zone = "Europe/London"
    ping = record("Ping", time_field("Time"), choice("Outcome", "success", "failure"), cadence=Cadence(3600))
    first = at(2026, 3, 28, zone=zone)
    rows = [(first + n * 60 * MINUTE, "failure" if 24 <= n < 47 else "success") for n in range(3 * 24)]
    plan_ = plan(
        zone=zone,
        records=(ping,),
        readings={"missing record/Ping": "left out", "sample speaks/Ping": "clock minute"},
        start=date(2026, 3, 28),
    )
    w = world(plan_, table(ping, *rows))
    s = Scope(w, scope(w).window)
    (down,) = pieces(Runs(SamplesShow(Selection("Ping"), Quorum.EVERY, FAILS)), s)
    # 29 March 2026 has 23 hours.
    assert (down.start, down.end) == (at(2026, 3, 29, zone=zone), at(2026, 3, 30, zone=zone))
    up = Runs(SamplesShow(Selection("Ping"), Quorum.EVERY, NotSo(FAILS)))
    assert [p.length // (60 * MINUTE) for p in pieces(up, s)] == [24, 25]


def test_evidence_names_the_samples_that_show_it():
    grid = {"London": ["failure"] * 6 + ["success"], "Paris": ["failure"] * 7, "Oslo": ["failure"] * 6 + ["success"]}
    s = scope(world(probes_plan(), table(PROBE, *rows_of(grid))))
    down = Runs(SamplesShow(ALL, Quorum.EVERY, FAILS), length(5))
    (found,) = measure(ShareOfTime(down, True), s).evidence
    assert (found.record, found.count) == ("Probe", 18)
    assert found.first[0] == "probe.csv:2"


SITE = record("Site", Field("Name", FieldKind.TEXT), key="Name")
PING = record(
    "Ping", time_field("Time"), Field("Site", FieldKind.REFERENCE, record="Site"), choice("Outcome", "up", "down")
)


@pytest.mark.parametrize(
    ("speaks", "expected"),
    [("until next", [(10, 30)]), ("since preceding", [(0, 30)]), ("clock minute", [(10, 11), (20, 21), (60, 61)])],
)
def test_rows_without_a_cadence_speak_as_streams_of_what_they_refer_to(speaks, expected):
    minutes = {"A": ((0, "up"), (10, "down"), (20, "down"), (30, "up"), (60, "down")), "B": ((15, "up"), (25, "up"))}
    rows = sorted((START + n * MINUTE, site, outcome) for site, said in minutes.items() for n, outcome in said)
    w = world(
        plan(records=(SITE, PING), readings={"sample speaks/Ping": speaks}),
        table(SITE, ("A",), ("B",)),
        table(PING, *rows),
    )
    down = Runs(SamplesShow(Selection("Ping"), Quorum.SOME, FieldIs("Outcome", ("down",))))
    own = scope(w).group("Site", Item("Site", 0))
    found = [((p.start - START) // MINUTE, (p.end - START) // MINUTE) for p in pieces(down, own)]
    if speaks == "since preceding":
        # The last row, which is down, speaks from the one before it until itself.
        expected = [*expected, (30, 60)]
        found = [(x, y) for x, y in found if x < y]
    assert _minutes_of(found) == _minutes_of(expected)
    assert pieces(down, scope(w).group("Site", Item("Site", 1))) == ()


def _minutes_of(spans):
    return {n for x, y in spans for n in range(x, y)}


def test_a_row_that_stands_for_missing_ones_has_no_moment_of_its_own():
    """Of missing rows nobody knows when, so what asks for a moment of theirs is undetermined."""
    held = world(probes_plan("Outcome=failure"), table(PROBE, (START, "London", "success")))
    known = samples_of(PROBE, held)
    assert known is not None
    assert len(known.table) > known.real
    missing = points.of_field(Item("Probe", known.real), "Time", held)
    assert not missing.determined
    assert points.of_field(Item("Probe", 0), "Time", held).instant == START
