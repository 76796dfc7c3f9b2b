"""States of duties, and what follows from each of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sladsl.checks.evaluate.settle import evaluate
from sladsl.model.algebra import (
    Done,
    FieldIs,
    IsAgreed,
    Late,
    Misses,
    NamedPeriod,
    Quantifier,
    Selection,
    YearlySeason,
)
from sladsl.model.algebra import (
    Records as RecordsAre,
)
from sladsl.model.consequences import CountsAsMissed, Excuse, NotApplying, OnCondition, OnMiss
from sladsl.model.duties import Act, Declared, Document, EachRecord, Level
from sladsl.model.moments import FieldPoint, Limit, LimitKind, Supplied, TermWindow, WindowEdge, WindowSpec, WindowUnit
from sladsl.model.quantities import Comparator
from sladsl.model.readings import OpenReading, Readings
from sladsl.model.schema import Field, FieldKind
from sladsl.records.table import Records
from tests.checks import contracts as c
from tests.checks import plans

AS_OF = date(2026, 4, 30)
REPORT = plans.record("Report", Field("Month", FieldKind.MONTH), plans.time_field("Sent"))
AFTER_MONTH = Limit(LimitKind.WITHIN, WindowEdge(Supplied(), True), plans.length(5, "day"))


def test_a_level_is_met_at_its_limit_and_missed_below() -> None:
    statement = c.settle(c.plan(duties=(c.level(),)), c.monthly(10, "9.99", 11, 12), as_of=AS_OF)
    assert c.states(statement) == {"2026-01": ["met"], "2026-02": ["missed"], "2026-03": ["met"], "2026-04": ["met"]}
    february = c.only_duty(c.month_of(statement, 2))
    assert (february.value, february.target, february.who) == (Fraction("9.99"), "at or above 10", "Provider")


def test_a_window_that_is_not_over_is_pending_and_leads_to_nothing() -> None:
    plan = c.plan(duties=(c.level(),), consequences=(c.consequence("Level", c.on_miss(), c.credit(100)),))
    statement = c.settle(plan, c.monthly(10, 1), last=date(2026, 2, 28), as_of=date(2026, 2, 27))
    assert c.states(statement)["2026-02"] == ["pending"]
    february = c.month_of(statement, 2)
    assert february.credits == ()
    assert any("nothing is due yet" in note and "not over" in note for note in february.notes)


def test_an_absent_record_leaves_a_duty_undetermined_and_an_empty_one_does_not() -> None:
    plan = c.plan(duties=(c.level(),), consequences=(c.consequence("Level", c.on_miss(), c.credit(100)),))
    known = evaluate(plan, Records({"Incident": c.incidents()}), Readings(plan.readings, {}), last=date(2026, 1, 31))
    january = known.windows[0]
    assert c.only_duty(january).state == "undetermined"
    assert january.credits == ()
    assert "Entry: no records were given." in known.missing
    assert c.amounts(c.settle(plan, last=date(2026, 1, 31))) == {"2026-01": [Fraction(100)]}


@pytest.mark.parametrize(("reading", "state", "due"), [("kept", "met", []), ("missed", "missed", [Fraction(5)])])
def test_a_month_without_a_value_is_kept_or_missed_by_the_reading(
    reading: str, state: str, due: list[Fraction]
) -> None:
    plan = c.plan(
        duties=(c.mean(),),
        consequences=(c.consequence("Mean", c.on_miss("Mean"), c.credit(5)),),
        readings={"no value": reading},
    )
    statement = c.settle(plan, c.monthly(12), last=date(2026, 2, 28), as_of=date(2026, 2, 28))
    assert c.states(statement)["2026-02"] == [state]
    assert c.amounts(statement)["2026-02"] == due


def test_an_open_reading_is_raised_only_where_it_matters() -> None:
    plan = c.plan(duties=(c.mean(),), readings={"no value": None})
    assert c.states(c.settle(plan, c.monthly(12), as_of=date(2026, 1, 31)))["2026-01"] == ["met"]
    with pytest.raises(OpenReading, match="no value"):
        c.settle(plan, c.monthly(12), last=date(2026, 2, 28), as_of=date(2026, 2, 28))


def test_excused_stands_before_missed_and_takes_the_credit_away() -> None:
    other = c.duty("Leads", Level(c.VALUE, plans.compares(Comparator.AT_LEAST, 5), c.MONTH), who="Customer", line=7)
    plan = c.plan(
        duties=(other, c.level()),
        consequences=(
            c.consequence("Leads", c.on_miss("Leads"), Excuse("Provider", "Level"), line=8),
            c.consequence("Level", c.on_miss(), c.credit(100), line=9),
        ),
    )
    statement = c.settle(plan, c.monthly(4, 5), as_of=date(2026, 2, 28))
    assert c.states(statement) == {"2026-01": ["missed", "excused"], "2026-02": ["met", "missed"]}
    assert c.amounts(statement) == {"2026-01": [], "2026-02": [Fraction(100)]}
    assert "line 8" in c.month_of(statement, 1).duties[1].because


def test_two_that_excuse_each_other_are_both_excused() -> None:
    plan = c.plan(
        duties=(c.level("A"), c.level("B", who="Customer")),
        consequences=(
            c.consequence("A", c.on_miss("A"), Excuse("Customer", "B"), line=3),
            c.consequence("B", c.on_miss("B"), Excuse("Provider", "A"), line=4),
        ),
    )
    assert c.states(c.settle(plan, c.monthly(1), as_of=date(2026, 1, 31))) == {"2026-01": ["excused", "excused"]}


def test_a_clause_counts_as_missed_when_a_report_is_late() -> None:
    late = RecordsAre(Quantifier.SOME, Selection("Report", window=Supplied()), Late("Report", "Sent"))
    plan = c.plan(
        records=(c.ENTRY, REPORT),
        duties=(c.level(), c.duty("Reports", Document("Report", "Sent", c.MONTH, AFTER_MONTH), line=5)),
        consequences=(
            c.consequence("Reports", OnCondition(late, c.MONTH), CountsAsMissed("Level"), line=6),
            c.consequence("Level", c.on_miss(), c.credit(100), line=7),
        ),
    )
    sent = plans.table(REPORT, ((2026, 1), plans.at(2026, 2, 5)), ((2026, 2), plans.at(2026, 3, 20)))
    statement = c.settle(plan, c.monthly(20, 20, 20), sent, last=date(2026, 3, 31), as_of=date(2026, 4, 3))
    assert c.states(statement) == {
        "2026-01": ["met", "met"],
        "2026-02": ["missed", "missed"],
        "2026-03": ["pending", "pending"],
    }
    assert c.amounts(statement) == {"2026-01": [], "2026-02": [Fraction(100)], "2026-03": []}


def test_each_record_by_itself_with_one_line_for_all() -> None:
    within = Done(
        "Incident", "Closed", Limit(LimitKind.WITHIN, FieldPoint("Incident", "Opened"), plans.length(4, "hour"))
    )
    repair = c.duty("Repair", EachRecord(Selection("Incident", FieldIs("Kind", ("a",))), within))
    plan = c.plan(duties=(repair,), consequences=(c.consequence("Repair", c.on_miss("Repair"), c.credit(10)),))
    rows = c.incidents(
        (plans.at(2026, 1, 5, 9), plans.at(2026, 1, 5, 13), "a"),
        (plans.at(2026, 1, 6, 9), plans.at(2026, 1, 6, 13, 0, 1), "a"),
        (plans.at(2026, 1, 7, 9), plans.at(2026, 1, 9, 9), "b"),
        (plans.at(2026, 1, 31, 23), None, "a"),
    )
    statement = c.settle(plan, rows, last=date(2026, 1, 31), as_of=date(2026, 1, 31))
    found = c.only_duty(statement.windows[0])
    assert (found.state, found.value) == ("missed", Fraction(1, 2))
    assert "line 3" in found.because
    assert "pending: Incidents of incident.csv, line 5" in found.because
    assert c.amounts(statement) == {"2026-01": [Fraction(10)]}


def test_an_act_without_a_record_of_it_is_undetermined() -> None:
    tell = Act("notify", None, c.below(10), c.MONTH, "", "", None)
    plan = c.plan(duties=(c.duty("Tell", tell),))
    statement = c.settle(plan, c.monthly(9, 10), as_of=date(2026, 2, 28))
    assert c.states(statement) == {"2026-01": ["undetermined"], "2026-02": []}


def test_duties_that_no_record_settles_are_named_once() -> None:
    plan = c.plan(duties=(c.level(), c.duty("Review", Declared("review"), line=31)))
    january = c.settle(plan, c.monthly(10), as_of=date(2026, 1, 31)).windows[0]
    assert len(january.duties) == 1
    assert january.notes == ('No record settles the duty of clause "Review", line 31.',)


def test_a_clause_that_applies_only_if_a_value_is_agreed() -> None:
    duty = c.level(only_if=(IsAgreed("Target"),))
    assert c.states(
        c.settle(c.plan(duties=(duty,), form_values={"Target": None}), c.monthly(1), as_of=date(2026, 1, 31))
    ) == {"2026-01": []}


def test_a_clause_that_does_not_apply_in_the_first_months_or_in_a_season() -> None:
    at_first = NotApplying("Level", None, TermWindow(2, WindowUnit.MONTH), None, False, c.place(4))
    season = NotApplying("Level", None, None, YearlySeason((4, 1), (4, 30)), False, c.place(5))
    plan = c.plan(
        duties=(c.level(),),
        consequences=(c.consequence("Level", c.on_miss(), c.credit(100)),),
        rules=(at_first, season),
    )
    statement = c.settle(plan, c.monthly(1, 1, 1, 1), as_of=AS_OF)
    assert c.states(statement) == {"2026-01": [], "2026-02": [], "2026-03": ["missed"], "2026-04": []}
    assert c.amounts(statement) == {"2026-01": [], "2026-02": [], "2026-03": [Fraction(100)], "2026-04": []}


def test_a_quarter_stands_in_the_month_in_which_it_ends() -> None:
    quarterly = c.duty(
        "Quarter", Level(c.VALUE, plans.compares(Comparator.AT_LEAST, 10), WindowSpec(WindowUnit.QUARTER))
    )
    plan = c.plan(duties=(quarterly,), consequences=(c.consequence("Quarter", c.on_miss("Quarter"), c.credit(7)),))
    statement = c.settle(plan, c.monthly(4, 4, 1, 9), as_of=AS_OF)
    assert c.states(statement) == {"2026-01": [], "2026-02": [], "2026-03": ["missed"], "2026-04": []}
    assert c.amounts(statement)["2026-03"] == [Fraction(7)]


def test_misses_of_a_clause_are_seen_by_conditions_of_others() -> None:
    both = OnCondition(Misses("Level", "Provider"), c.MONTH)
    plan = c.plan(duties=(c.level(),), consequences=(c.consequence("Other", both, c.credit(3)),))
    statement = c.settle(plan, c.monthly(1, 10), as_of=date(2026, 2, 28))
    assert c.amounts(statement) == {"2026-01": [Fraction(3)], "2026-02": []}


def test_what_is_asked_for_does_not_change_what_is_due() -> None:
    plan = c.plan(duties=(c.level(),), consequences=(c.consequence("Level", OnMiss("Level 1"), c.credit(c.share(10))),))
    whole = c.settle(plan, c.monthly(1, 20, 3, 4), as_of=AS_OF)
    part = c.settle(plan, c.monthly(1, 20, 3, 4), first=date(2026, 3, 1), last=date(2026, 3, 31), as_of=AS_OF)
    assert part.windows == (c.month_of(whole, 3),)


def test_a_sliding_window_that_goes_on_being_missed_is_one_miss() -> None:
    any_ten = WindowSpec(WindowUnit.DAY, count=10, sliding=True)
    sliding = c.duty("Slide", Level(c.VALUE, plans.compares(Comparator.AT_MOST, 5), any_ten))
    plan = c.plan(duties=(sliding,), consequences=(c.consequence("Slide", c.on_miss("Slide"), c.credit(50)),))
    rows = c.entries((1, 5, 6), (1, 30, 6), (3, 10, 1))
    statement = c.settle(plan, rows, as_of=date(2026, 3, 31))
    assert c.amounts(statement) == {"2026-01": [Fraction(50), Fraction(50)], "2026-02": [], "2026-03": []}
    missed = [one for one in c.month_of(statement, 2).duties if one.state == "missed"]
    assert [(one.first, one.last) for one in missed] == [("2026-01-23", "2026-02-08")]


def test_a_period_named_in_a_season_is_read_from_its_definition() -> None:
    definitions = {**c.DEFINITIONS, "Peak Season": YearlySeason((2, 1), (2, 28))}
    rule = NotApplying("Level", None, None, NamedPeriod("Peak Season"), False, c.place(5))
    plan = c.plan(duties=(c.level(),), rules=(rule,), definitions=definitions)
    assert c.states(c.settle(plan, c.monthly(1, 1), as_of=date(2026, 2, 28))) == {"2026-01": ["missed"], "2026-02": []}
