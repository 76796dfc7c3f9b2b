"""Points, time limits, what is due, what is late; documents."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.checks.evaluate.measuring import dues, limits
from sladsl.checks.evaluate.measuring.conditions import truth
from sladsl.checks.evaluate.measuring.dues import Lateness
from sladsl.checks.evaluate.measuring.points import instant, moment, window_at
from sladsl.checks.evaluate.measuring.rows import select
from sladsl.checks.evaluate.measuring.scope import Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.model import algebra as a
from sladsl.model import moments as m
from sladsl.model.agreement import Calendar
from sladsl.model.consequences import ClaimRule
from sladsl.model.duties import Deemed, Document, Due, Duty, EachRecord
from sladsl.model.moments import FieldPoint, Length, LengthBasis, Limit, LimitKind, WindowSpec, WindowUnit
from sladsl.model.quantities import Comparator, Dimension, Unit
from sladsl.model.schema import Field, FieldKind
from tests.checks.plans import (
    HERE,
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

ZONE = "Europe/London"
TICKET = record(
    "Ticket",
    time_field("Opened"),
    choice("Priority", "1", "2", "3"),
    time_field("Answered", True),
    Field("Paid", FieldKind.DATE, True),
    Field("Waiting", FieldKind.PERIODS),
)
REPORT = record("Report", Field("Month", FieldKind.MONTH), time_field("Sent", True))
BULLETIN = record("Bulletin", time_field("Sent"))
OPENED = FieldPoint("Ticket", "Opened")
HOURS = a.WeeklyHours((a.DayHours((0, 1, 2, 3, 4), 9 * 60, 17 * 60),), except_holidays=False)
ENGLAND = Calendar((0, 1, 2, 3, 4), True, ("England",), True)


def t(*parts: int) -> int:
    return at(*parts, zone=ZONE)


def ticket(opened, answered=None, *, priority="1", paid=None, waiting=(), as_of=None, **more):
    w = world(
        plan(zone=ZONE, records=(TICKET, REPORT, BULLETIN), definitions={"Hours": HOURS}, calendar=ENGLAND, **more),
        table(TICKET, (opened, priority, answered, paid, waiting)),
        as_of=as_of,
    )
    return scope(w).bind("Ticket", Item("Ticket", 0))


def answered_within(limit: Limit) -> a.Done:
    return a.Done("Ticket", "Answered", limit)


def within(of: Length, pauses=None) -> Limit:
    return Limit(LimitKind.WITHIN, OPENED, of, pauses)


MONDAY = t(2026, 3, 2, 16)


@pytest.mark.parametrize(
    ("limit", "last"),
    [
        (within(length(15)), MONDAY + 15 * MINUTE),
        (within(Length(Fraction(2 * 3600), LengthBasis.CALENDAR, "hour", "Hours")), t(2026, 3, 3, 10)),
        (within(Length(Fraction(10 * 3600), LengthBasis.CALENDAR, "hour", "Hours")), t(2026, 3, 4, 10)),
        (within(length(15), a.FieldPeriods("Ticket", "Waiting")), MONDAY + 45 * MINUTE),
        (Limit(LimitKind.BY, m.FixedPoint(2026, 3, 4, 12 * 60)), t(2026, 3, 4, 12)),
    ],
)
def test_a_limit_within_a_day_includes_its_last_moment_or_not(limit, last):
    waiting = ((MONDAY + 5 * MINUTE, MONDAY + 35 * MINUTE),)
    node = answered_within(limit)
    for act, truth_ in ((last, Truth.TRUE), (last + 1, Truth.FALSE), (last - 1, Truth.TRUE)):
        assert truth(node, ticket(MONDAY, act, waiting=waiting)) is truth_
    excluded = {"limit end": "excluded"}
    assert truth(node, ticket(MONDAY, last, waiting=waiting, readings=excluded)) is Truth.FALSE
    assert truth(node, ticket(MONDAY, waiting=waiting, as_of=last)) is Truth.PENDING
    assert truth(node, ticket(MONDAY, waiting=waiting, as_of=last + 1)) is Truth.FALSE
    # What is done after the as-of time is not done yet.
    assert truth(node, ticket(MONDAY, last, waiting=waiting, as_of=last - 1)) is Truth.PENDING


@pytest.mark.parametrize(
    ("of", "opened", "readings", "last_day"),
    [
        (length(5, "day"), MONDAY, {}, date(2026, 3, 7)),
        (length(5, "day"), MONDAY, {"day count": "start counted"}, date(2026, 3, 6)),
        (length(5, "day"), MONDAY, {"last day": "next business day"}, date(2026, 3, 9)),
        (length(5, "day"), MONDAY, {"last day": "preceding business day"}, date(2026, 3, 6)),
        (length(5, "business day"), MONDAY, {}, date(2026, 3, 9)),
        (length(5, "business day"), t(2026, 4, 1, 9), {}, date(2026, 4, 10)),  # Good Friday, Easter Monday
        (length(1, "month"), t(2026, 1, 31, 9), {}, date(2026, 2, 28)),
        (length(1, "month"), t(2026, 1, 31, 9), {"months length": "30 days"}, date(2026, 3, 2)),
    ],
)
def test_a_limit_in_days_ends_with_its_last_day(of, opened, readings, last_day):
    node = answered_within(within(of))
    end = t(last_day.year, last_day.month, last_day.day, 23, 59)
    assert truth(node, ticket(opened, end, readings=readings)) is Truth.TRUE
    assert truth(node, ticket(opened, end + MINUTE, readings=readings)) is Truth.FALSE
    paid = a.Done("Ticket", "Paid", within(of))
    assert truth(paid, ticket(opened, paid=last_day, readings=readings)) is Truth.TRUE


def test_the_rule_for_the_last_day_is_asked_only_where_it_is_no_business_day():
    s = ticket(MONDAY, MONDAY, readings={"last day": None})
    assert truth(answered_within(within(length(3, "day"))), s) is Truth.TRUE


def test_days_of_24_hours():
    node = answered_within(within(length(2, "day")))
    s = ticket(t(2026, 3, 28, 12), t(2026, 3, 30, 13), readings={"day": "24 hours"})
    assert truth(node, s) is Truth.TRUE, "the clock went forward"
    assert truth(node, ticket(t(2026, 3, 28, 12), t(2026, 3, 30, 13, 1), readings={"day": "24 hours"})) is Truth.FALSE


@pytest.mark.parametrize(("reading", "last"), [("last day", date(2026, 4, 5)), ("next day", date(2026, 4, 6))])
def test_days_after_the_end_of_a_month(reading, last):
    limit = Limit(LimitKind.WITHIN, m.WindowEdge(m.Supplied(), end=True), length(5, "day"))
    found = limits.deadline(limit, ticket(MONDAY, readings={"window end": reading}))
    assert found is not None
    assert found.last_day == last


@pytest.mark.parametrize(
    ("reading", "in_time", "late"),
    [
        ("full days", t(2026, 3, 2, 23, 59), t(2026, 3, 3)),
        ("24 hours", t(2026, 3, 2, 16), t(2026, 3, 2, 16) + 1),
    ],
)
def test_at_least_so_many_days_before(reading, in_time, late):
    start = m.FixedPoint(2026, 3, 7, 16 * 60)
    node = answered_within(Limit(LimitKind.AT_LEAST_BEFORE, start, length(5, "day")))
    for act, expected in ((in_time, Truth.TRUE), (late, Truth.FALSE)):
        assert truth(node, ticket(MONDAY - 99 * HOUR, act, readings={"days before": reading})) is expected


def test_at_most_before_and_at_least_after():
    start = m.FixedPoint(2026, 3, 7, 16 * 60)
    most = answered_within(Limit(LimitKind.AT_MOST_BEFORE, start, length(2, "hour")))
    for hour, expected in ((13, Truth.FALSE), (14, Truth.TRUE), (16, Truth.TRUE), (17, Truth.FALSE)):
        assert truth(most, ticket(MONDAY, t(2026, 3, 7, hour))) is expected
    days = answered_within(Limit(LimitKind.AT_MOST_BEFORE, start, length(2, "day")))
    assert truth(days, ticket(MONDAY, t(2026, 3, 5, 0))) is Truth.TRUE
    assert truth(days, ticket(MONDAY, t(2026, 3, 4, 23))) is Truth.FALSE
    after = answered_within(Limit(LimitKind.AT_LEAST_AFTER, OPENED, length(2, "hour")))
    assert truth(after, ticket(MONDAY, MONDAY + 2 * HOUR)) is Truth.TRUE
    assert truth(after, ticket(MONDAY, MONDAY + 2 * HOUR - 1)) is Truth.FALSE
    assert truth(after, ticket(MONDAY)) is Truth.PENDING
    day = answered_within(Limit(LimitKind.BY, m.FixedPoint(2026, 3, 4)))
    assert truth(day, ticket(MONDAY, t(2026, 3, 4, 23, 59))) is Truth.TRUE
    assert truth(day, ticket(MONDAY, t(2026, 3, 5))) is Truth.FALSE
    end = answered_within(Limit(LimitKind.BY, m.WindowEdge(m.Supplied(), end=True)))
    assert truth(end, ticket(MONDAY, t(2026, 4, 1) - 1)) is Truth.TRUE
    assert truth(end, ticket(MONDAY, t(2026, 4, 1))) is Truth.FALSE


def test_an_early_act_and_an_early_claim_have_their_own_readings():
    node = answered_within(within(length(1, "hour")))
    early = MONDAY - HOUR
    assert truth(node, ticket(MONDAY, early)) is Truth.TRUE
    assert truth(node, ticket(MONDAY, early, readings={"early act": "not allowed"})) is Truth.FALSE
    claim = ClaimRule("", "", True, (a.Records(a.Quantifier.SOME, a.Selection("Ticket"), node),), "", HERE)
    s = ticket(MONDAY, early, readings={"early act": "not allowed", "early claim": "allowed"}, rules=(claim,))
    assert truth(claim.conditions[0], s) is Truth.TRUE
    s = ticket(MONDAY, early, readings={"early claim": "not allowed"}, rules=(claim,))
    assert truth(claim.conditions[0], s) is Truth.FALSE


def test_lengths_by_the_choice_of_a_field():
    cells = ((a.FieldIs("Priority", ("1",)), length(15)), (a.FieldIs("Priority", ("2",)), length(2, "hour")))
    limit = Limit(LimitKind.WITHIN, OPENED, lengths=cells)
    node = answered_within(limit)
    assert truth(node, ticket(MONDAY, MONDAY + HOUR, priority="1")) is Truth.FALSE
    assert truth(node, ticket(MONDAY, MONDAY + HOUR, priority="2")) is Truth.TRUE
    assert truth(node, ticket(MONDAY, None, priority="3")) is Truth.TRUE, "no limit is set"


def test_points():
    s = ticket(MONDAY, MONDAY + HOUR)
    assert instant(OPENED, s) == MONDAY
    assert instant(FieldPoint("Ticket", "Answered"), ticket(MONDAY)) is None
    both = (OPENED, FieldPoint("Ticket", "Answered"))
    assert instant(m.ExtremePoint(True, both), s) == MONDAY + HOUR
    assert instant(m.ExtremePoint(False, both), s) == MONDAY
    assert instant(m.ExtremePoint(True, both), ticket(MONDAY)) == MONDAY, "a point without a value is passed over"
    assert instant(m.WindowEdge(m.Supplied(), end=False), s) == t(2026, 3, 1)
    assert instant(m.WindowEdge(m.Supplied(), end=True), s) == t(2026, 4, 1)
    assert not moment(m.RequestPoint(), s).determined
    assert instant(m.FixedPoint(2026, 3, 29, 90), s) == t(2026, 3, 29, 2), "the clock jumps over 01:30"
    piece = s.bind("Outage", Piece(5, 9, name="Outage"))
    assert (instant(m.ItemEdge("Outage", False), piece), instant(m.ItemEdge("Outage", True), piece)) == (5, 9)
    open_ = s.bind("Outage", Piece(5, 9, name="Outage", open=True))
    assert instant(m.ItemEdge("Outage", True), open_) is None
    months = tuple(month(s.world, 2026, n) for n in (1, 2, 3))
    assert instant(m.NthEvent(2, end=True), s.after(months)) == t(2026, 3, 1)
    assert instant(m.NthEvent(0, end=False), s.after(months)) == t(2026, 3, 1)
    assert instant(m.NthEvent(4, end=False), s.after(months)) is None


def test_rows_after_a_point():
    release = record("Release", time_field("Made"))
    w = world(
        plan(zone=ZONE, records=(TICKET, release)),
        table(TICKET, (MONDAY, "1")),
        table(release, *((MONDAY + n * HOUR,) for n in (0, 3, 1, 2))),
    )
    s = scope(w).bind("Ticket", Item("Ticket", 0))
    assert instant(m.RecordPoint("Release", "Made", 2, OPENED), s) == MONDAY + 2 * HOUR
    assert instant(m.RecordPoint("Release", "Made", 4, OPENED), s) is None
    own = s.bind("Release", Item("Release", 1))
    assert instant(m.RecordPoint("Release", "Made"), own) == MONDAY + 3 * HOUR
    assert not moment(m.RecordPoint("Report", "Sent", 1, OPENED), ticket(MONDAY)).determined


def test_windows_that_a_text_points_to():
    s = ticket(MONDAY)
    assert window_at(m.Before(length(30, "day"), OPENED), s).stretch == (t(2026, 1, 31), t(2026, 3, 2))
    to_the_hour = ticket(MONDAY, readings={"days before": "24 hours"})
    assert window_at(m.Before(length(30, "day"), OPENED), to_the_hour).stretch == (t(2026, 1, 31, 16), MONDAY)
    assert window_at(m.Around(WindowUnit.HOUR, OPENED), s).stretch == (MONDAY, MONDAY + HOUR)
    assert window_at(m.Around(WindowUnit.YEAR), s).first == date(2026, 1, 1)
    assert window_at(m.Around(WindowUnit.HOUR, FieldPoint("Ticket", "Answered")), s) is None
    assert window_at(m.Neighbour(1, 1, WindowUnit.QUARTER), s).first == date(2026, 4, 1)
    assert window_at(m.Neighbour(-2, 1, WindowUnit.MONTH), s).first == date(2026, 1, 1)


# --- what is due -----------------------------------------------------------------------------------------------------------------

URGENT = a.Selection("Ticket", a.FieldIs("Priority", ("1",)))
DUE = Due(URGENT, "Answered", within(length(15)))
OWED = Duty(
    "Answers 1", "Answers", "Provider", "Customer", EachRecord(URGENT, answered_within(within(length(15)))), "", HERE
)


@pytest.mark.parametrize("more", [{"dues": (DUE,)}, {"duties": (OWED,)}])
def test_in_time_and_late_refer_to_what_is_due_on_the_row(more):
    def both(*args, **kwargs):
        s = ticket(*args, **kwargs, **more)
        return truth(a.InTime("Ticket", "Answered"), s), truth(a.Late("Ticket"), s)

    assert both(MONDAY, MONDAY + MINUTE) == (Truth.TRUE, Truth.FALSE)
    assert both(MONDAY, MONDAY + HOUR) == (Truth.FALSE, Truth.TRUE)
    assert both(MONDAY, as_of=MONDAY + MINUTE) == (Truth.PENDING, Truth.PENDING)
    assert both(MONDAY, as_of=MONDAY + HOUR) == (Truth.FALSE, Truth.TRUE)
    assert both(MONDAY, MONDAY + HOUR, priority="2") == (Truth.FALSE, Truth.FALSE)
    s = ticket(MONDAY, MONDAY + HOUR, priority="2", **more)
    assert truth(a.NotSo(a.InTime("Ticket", "Answered")), s) is Truth.FALSE, "nothing is due"
    late = ticket(MONDAY, MONDAY + HOUR, **more)
    assert truth(a.NotSo(a.InTime("Ticket", "Answered")), late) is Truth.TRUE
    assert dues.lateness(Item("Ticket", 0), "Answered", late.world) == Lateness(
        MONDAY + 15 * MINUTE, MONDAY + HOUR, counted=45 * MINUTE
    )
    assert instant(m.DuePoint("Ticket"), late) == MONDAY + 15 * MINUTE
    by = a.Late("Ticket", by=compares(Comparator.MORE_THAN, 45 * 60, Unit(Dimension.TIME, "minute")))
    assert truth(by, late) is Truth.FALSE
    assert truth(by, ticket(MONDAY, MONDAY + HOUR + 1, **more)) is Truth.TRUE
    assert truth(by, ticket(MONDAY, as_of=MONDAY + HOUR, **more)) is Truth.PENDING


def test_late_by_days_of_the_calendar():
    due = Due(a.Selection("Ticket"), "Answered", within(length(1, "day")))
    by = a.Late("Ticket", by=compares(Comparator.MORE_THAN, 86_400, Unit(Dimension.TIME, "day")))
    # Due by the end of 28 March; 29 March has 23 hours.
    opened = t(2026, 3, 27, 12)
    assert truth(by, ticket(opened, t(2026, 3, 30), dues=(due,))) is Truth.FALSE
    assert truth(by, ticket(opened, t(2026, 3, 30, 0, 1), dues=(due,))) is Truth.TRUE


def test_silence_counts_as_an_act():
    silence = a.NotSo(a.Done("Ticket", "Answered", within(length(1, "hour"))))
    deemed = Deemed("Ticket", "Accepted", silence)
    node = a.Done("Ticket", "Accepted")
    assert truth(node, ticket(MONDAY, MONDAY + MINUTE, deemed=(deemed,))) is Truth.FALSE
    assert truth(node, ticket(MONDAY, MONDAY + 2 * HOUR, deemed=(deemed,))) is Truth.TRUE
    assert truth(node, ticket(MONDAY, deemed=(deemed,))) is Truth.TRUE
    assert truth(node, ticket(MONDAY, as_of=MONDAY + MINUTE, deemed=(deemed,))) is Truth.PENDING
    s = ticket(MONDAY, as_of=MONDAY + MINUTE, deemed=(deemed,))
    found = select(a.Selection("Ticket", node), Scope(s.world, s.window))
    assert found.pending == (Item("Ticket", 0),)


# --- documents -------------------------------------------------------------------------------------------------------------------


def document(record_name: str) -> Duty:
    limit = Limit(LimitKind.WITHIN, m.WindowEdge(m.Supplied(), end=True), length(3, "business day"))
    kind = Document(record_name, "Sent", WindowSpec(WindowUnit.MONTH), limit)
    return Duty("Reports 1", "Reports", "Provider", "Customer", kind, "", HERE)


def reports(name, rows, as_of=None):
    of = REPORT if name == "Report" else BULLETIN
    w = world(plan(zone=ZONE, records=(of,), calendar=ENGLAND, duties=(document(name),)), table(of, *rows), as_of=as_of)
    return scope(w)


@pytest.mark.parametrize("name", ["Report", "Bulletin"])
def test_a_document_is_late_even_if_it_was_never_sent(name):
    def row(*sent):
        return ((2026, 3), t(*sent)) if name == "Report" else (t(*sent),)

    late = a.Records(a.Quantifier.SOME, a.Selection(name), a.Late(name))
    before = [((2026, n), t(2026, n + 1, 2)) if name == "Report" else (t(2026, n + 1, 2),) for n in (1, 2)]
    assert truth(late, reports(name, [*before, row(2026, 4, 7, 12)])) is Truth.FALSE, "Easter lies between"
    assert truth(late, reports(name, [*before, row(2026, 4, 9, 12)])) is Truth.TRUE
    assert truth(late, reports(name, before)) is Truth.TRUE
    assert truth(late, reports(name, before, as_of=t(2026, 4, 2))) is Truth.PENDING
    s = reports(name, before)
    assert instant(m.DuePoint(name), s) == t(2026, 4, 8)
    assert dues.document_lateness(name, s) == Lateness(
        t(2026, 4, 8), s.world.as_of, counted=s.world.as_of - t(2026, 4, 8), open=True
    )


@given(opened=st.integers(0, 20_000), wait=st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 500)), max_size=4))
@settings(deadline=None, max_examples=30)
def test_hours_of_a_calendar_without_pauses_against_a_count_by_the_minute(opened, wait):
    start = t(2026, 3, 20) + opened * MINUTE
    pauses = tuple(sorted((start + x * MINUTE, start + (x + n) * MINUTE) for x, n in wait))
    limit = within(
        Length(Fraction(5 * 3600), LengthBasis.CALENDAR, "hour", "Hours"), a.FieldPeriods("Ticket", "Waiting")
    )
    found = limits.deadline(limit, ticket(start, waiting=pauses))
    assert found is not None
    from sladsl.time.zones import local

    left, now = 300, start
    while left:
        clock = local(now, ZONE)
        open_ = clock.weekday() < 5 and 9 <= clock.hour < 17
        left -= open_ and not any(x <= now < y for x, y in pauses)
        now += MINUTE
    assert found.instant == now


@pytest.mark.parametrize(
    ("reading", "last"),
    [("as soon as", t(2026, 3, 2, 17)), ("end of day", t(2026, 3, 3)), ("next opening", t(2026, 3, 3, 9))],
)
def test_hours_of_a_calendar_that_are_used_up_when_it_closes(reading, last):
    for of in ("Hours", "Both"):
        limit = within(Length(Fraction(3600), LengthBasis.CALENDAR, "hour", of))
        definitions = {"Hours": HOURS, "Both": a.UnionOf((a.NamedPeriod("Hours"), a.NamedPeriod("Hours")))}
        w = world(
            plan(zone=ZONE, records=(TICKET,), definitions=definitions, readings={"calendar limit": reading}),
            table(TICKET, (MONDAY, "1", None, None, ())),
        )
        found = limits.deadline(limit, scope(w).bind("Ticket", Item("Ticket", 0)))
        assert found is not None
        assert found.instant == last
