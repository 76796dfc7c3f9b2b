"""Coverage, items as groups, prohibitions, and what follows without a sum of its own."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sladsl.checks.evaluate.settle import evaluate
from sladsl.model.algebra import (
    Aggregate,
    DayHours,
    Done,
    FieldIs,
    InWindows,
    ItemLength,
    ItemValue,
    NamedPeriod,
    OfField,
    Selection,
    ShareOfRecords,
    ShareOfTime,
    WeeklyHours,
)
from sladsl.model.consequences import (
    AllFees,
    Cap,
    CapScope,
    Fee,
    ForEachItem,
    Forfeit,
    LeastCredit,
    NoCredit,
    OnCondition,
    RefundPrepaid,
    Release,
    Terminate,
    Withhold,
)
from sladsl.model.duties import EachRecord, Level
from sladsl.model.moments import (
    Before,
    FieldPoint,
    ItemEdge,
    Length,
    LengthBasis,
    Limit,
    LimitKind,
    Supplied,
    WindowEdge,
    WindowSpec,
    WindowUnit,
)
from sladsl.model.quantities import PERCENT, Bound, Comparator, Comparison, Dimension, Quantity, Unit
from sladsl.model.readings import Readings
from sladsl.model.schema import Cadence
from sladsl.records.set_aside import SetAside
from sladsl.records.table import Records, Table
from tests.checks import contracts as c
from tests.checks import plans

HOUR = Unit(Dimension.TIME, "hour")
PROBE = plans.record("Probe", plans.time_field("Time"), plans.choice("Outcome", "up", "down"), cadence=Cadence(3600))
UP = ShareOfRecords(Selection("Probe", window=Supplied()), FieldIs("Outcome", ("up",)))
PROBED = {"missing record/Probe": "left out", "sample speaks/Probe": "clock minute", "restart/End": "again"}


def probes(first: date, hours: int, down: int = 0) -> Table:
    start = plans.at(first.year, first.month, first.day)
    return plans.table(PROBE, *((start + n * plans.HOUR, "down" if n < down else "up") for n in range(hours)))


def probed(*more: object) -> object:
    at_least = Comparison((Bound(Comparator.AT_LEAST, Quantity(Fraction(99, 100), PERCENT)),))
    bad = InWindows(_low(), 2, 3, "month")
    leave = Terminate("Customer", "", False, "", None, None, None)
    return c.plan(
        records=(PROBE,),
        definitions={},
        duties=(c.duty("Uptime", Level(UP, at_least, c.MONTH)),),
        consequences=(
            c.consequence("Uptime", c.on_miss("Uptime"), c.credit(100)),
            c.consequence("End", OnCondition(bad, c.MONTH), leave, line=4),
        ),
        readings=PROBED,
    )


def _low() -> object:
    from sladsl.model.algebra import MeasureIs

    return MeasureIs(UP, Comparison((Bound(Comparator.LESS_THAN, Quantity(Fraction(99, 100), PERCENT)),)))


def test_months_are_settled_as_far_as_the_samples_reach() -> None:
    statement = c.settle(probed(), probes(date(2026, 1, 1), 24 * 50, down=24))  # type: ignore[arg-type]
    assert statement.as_of == "2026-01-31"
    assert c.states(statement) == {"2026-01": ["missed"]}


def test_a_month_that_the_samples_do_not_reach_is_undetermined() -> None:
    statement = c.settle(probed(), probes(date(2026, 1, 1), 24 * 50), last=date(2026, 2, 28), as_of=date(2026, 2, 28))  # type: ignore[arg-type]
    assert c.states(statement) == {"2026-01": ["met"], "2026-02": ["undetermined"]}
    assert c.month_of(statement, 2).credits == ()
    assert any("end before the end of February 2026" in line for line in statement.missing)


def test_months_before_the_first_sample_are_no_months_of_failure() -> None:
    statement = c.settle(probed(), probes(date(2026, 3, 1), 24 * 31, down=48), as_of=date(2026, 3, 31))  # type: ignore[arg-type]
    assert c.states(statement) == {"2026-03": ["missed"]}
    assert statement.rights == ()
    asked = c.settle(
        probed(),
        probes(date(2026, 3, 1), 24 * 31),
        first=date(2026, 1, 1),
        last=date(2026, 3, 31),
        as_of=date(2026, 3, 31),
    )  # type: ignore[arg-type]
    assert c.states(asked) == {"2026-01": ["undetermined"], "2026-02": ["undetermined"], "2026-03": ["met"]}


def test_a_level_of_each_row_and_of_each_piece() -> None:
    price = Level(
        ItemValue("Incident", "Price"), plans.compares(Comparator.AT_MOST, 10, c.EUR), None, Selection("Incident")
    )
    length = Level(ItemLength("Outage"), plans.compares(Comparator.AT_MOST, 3600, HOUR), None, Selection("Outage"))
    plan = c.plan(
        duties=(c.duty("Price", price), c.duty("Length", length)),
        consequences=(c.consequence("Price", c.on_miss("Price"), c.credit(5)),),
    )
    rows = c.incidents(
        (plans.at(2026, 1, 5, 9), plans.at(2026, 1, 5, 10), "a", Fraction(10)),
        (plans.at(2026, 1, 6, 9), plans.at(2026, 1, 6, 11), "a", Fraction(11)),
        (plans.at(2026, 2, 6, 9), plans.at(2026, 2, 6, 10), "a", Fraction(12)),
    )
    statement = c.settle(plan, rows, as_of=date(2026, 2, 28))
    assert c.states(statement, "Price") == {"2026-01": ["met", "missed"], "2026-02": ["missed"]}
    assert c.states(statement, "Length") == {"2026-01": ["met", "missed"], "2026-02": ["met"]}
    assert c.amounts(statement) == {"2026-01": [5], "2026-02": [5]}


def test_a_prohibition_is_missed_by_the_act() -> None:
    never = c.duty("Never", EachRecord(Selection("Incident"), FieldIs("Kind", ("b",))), modality="shall not")
    rows = c.incidents((plans.at(2026, 1, 5), None, "a"), (plans.at(2026, 1, 6), None, "b"))
    found = c.only_duty(c.settle(c.plan(duties=(never,)), rows, as_of=date(2026, 1, 31)).windows[0])
    assert (found.state, found.value) == ("missed", Fraction(1, 2))
    assert "line 3" in found.because


def test_a_permission_is_no_duty() -> None:
    assert (
        c.settle(c.plan(duties=(c.level(modality="may"),)), c.monthly(1), as_of=date(2026, 1, 31)).windows[0].duties
        == ()
    )


def test_what_follows_without_a_sum_is_noted() -> None:
    low = OnCondition(c.below(10), c.MONTH)
    plan = c.plan(
        consequences=(
            c.consequence("Plan", low, Withhold("Customer", c.share(10), None), line=3),
            c.consequence("Plan", OnCondition(c.below(5), c.MONTH), Release("Customer"), line=4),
            c.consequence("Plan", OnCondition(c.below(5), c.MONTH), Forfeit("withheld"), line=5),
            c.consequence("Plan", low, RefundPrepaid("Provider", "Customer", WindowEdge(Supplied(), True)), line=6),
            c.consequence("Plan", low, NoCredit(), line=7),
        )
    )
    statement = c.settle(plan, c.monthly(7, 4), as_of=date(2026, 2, 28))
    january, february = ([note.partition(":")[0] for note in window.notes] for window in statement.windows)
    assert january == ["Plan (line 3), January 2026", "Plan (line 6), January 2026"]
    assert february == [f"Plan (line {line}), February 2026" for line in (3, 4, 5, 6)]
    assert "10% of the Hosting fee for January 2026 (EUR 1,000.00) (EUR 100.00)" in statement.windows[0].notes[0]


def test_a_cap_on_one_outage_by_the_fees_before_it() -> None:
    before = Before(plans.length(31, "day"), ItemEdge("Outage", False))
    rule = Cap("cap", CapScope.ITEM, "Outage", None, AllFees(before), "", c.place(9))
    each = c.consequence("Each", ForEachItem(Selection("Outage")), c.credit(5000))
    rows = c.incidents((plans.at(2026, 2, 1), plans.at(2026, 2, 1, 1), "a"))
    assert c.amounts(c.settle(c.plan(consequences=(each,), rules=(rule,)), rows, as_of=date(2026, 2, 28))) == {
        "2026-02": [1000]
    }
    month = Cap("cap", CapScope.ITEM, "Outage", None, Fee("Hosting"), "", c.place(9))
    assert c.amounts(c.settle(c.plan(consequences=(each,), rules=(month,)), rows, as_of=date(2026, 2, 28))) == {
        "2026-02": [1000]
    }


def test_a_limit_on_an_invoice_is_noted_and_cuts_nothing() -> None:
    rule = Cap("cap", CapScope.INVOICE, "", None, c.share(50), "", c.place(9))
    plan = c.plan(
        duties=(c.level(),), consequences=(c.consequence("Level", c.on_miss(), c.credit(900)),), rules=(rule,)
    )
    january = c.settle(plan, c.monthly(1), as_of=date(2026, 1, 31)).windows[0]
    assert [one.amount for one in january.credits] == [900]
    assert any("Line 9 limits what is set off" in note for note in january.notes)


def test_a_level_in_each_day_lists_the_days_that_are_missed() -> None:
    daily = c.duty(
        "Daily",
        Level(
            OfField(Aggregate.HIGHEST, ("Value",), Selection("Entry", window=Supplied())),
            plans.compares(Comparator.AT_MOST, 5),
            WindowSpec(WindowUnit.DAY),
        ),
    )
    plan = c.plan(duties=(daily,), consequences=(c.consequence("Daily", c.on_miss("Daily"), c.credit(1)),))
    january = c.settle(
        plan, c.entries((1, 5, 6), (1, 6, 4), (1, 9, 7)), last=date(2026, 1, 31), as_of=date(2026, 1, 31)
    ).windows[0]
    assert len(january.duties) == 31
    missed = [(one.first, one.last, one.value) for one in january.duties if one.state == "missed"]
    assert missed == [("2026-01-05", "2026-01-05", 6), ("2026-01-09", "2026-01-09", 7)]
    assert [one.amount for one in january.credits] == [1, 1]


def test_rows_that_were_set_aside_are_named() -> None:
    aside = SetAside("entry.csv", 7, "Entry", "x", ("No number.",))
    plan = c.plan(duties=(c.level(),))
    records = Records({"Entry": c.monthly(10), "Incident": c.incidents()}, (aside,))
    assert evaluate(plan, records, Readings(plan.readings, {}), as_of=date(2026, 1, 31)).set_aside == (
        "entry.csv:7: No number.",
    )


@pytest.mark.parametrize(
    ("as_of", "said"), [(date(2026, 1, 31), "2026-01-31"), (plans.at(2026, 2, 3, 14, 30), "2026-02-03 14:30")]
)
def test_now_is_a_day_or_an_instant(as_of: date | int, said: str) -> None:
    plan = c.plan(duties=(c.level(),))
    records = Records({"Entry": c.monthly(10), "Incident": c.incidents()})
    statement = evaluate(plan, records, Readings(plan.readings, {}), as_of=as_of)
    assert (statement.as_of, len(statement.windows)) == (said, 1)


def test_the_least_credit_counts_after_the_cap() -> None:
    rules = (
        Cap("cap", CapScope.ALL, "", c.MONTH, c.money(11), "", c.place(9)),
        LeastCredit(Quantity(Fraction(12), c.EUR), "", c.place(8)),
    )
    plan = c.plan(duties=(c.level(),), consequences=(c.consequence("Level", c.on_miss(), c.credit(20)),), rules=rules)
    assert c.amounts(c.settle(plan, c.monthly(1), as_of=date(2026, 1, 31))) == {"2026-01": []}


@pytest.mark.parametrize(("reading", "days"), [("actual", 31), ("fixed:2592000", 30)])
def test_a_month_is_as_long_as_it_is_or_as_its_sentence_says(reading: str, days: int) -> None:
    share = ShareOfTime(NamedPeriod("Outage"), outside=True)
    kept = c.duty("Level", Level(share, plans.compares(Comparator.AT_LEAST, Fraction(999, 1000), PERCENT), c.MONTH))
    plan = c.plan(duties=(kept,), readings={"month length": reading})
    rows = c.incidents((plans.at(2026, 3, 10, 8), plans.at(2026, 3, 10, 20), "a"))
    march = c.settle(plan, rows, first=date(2026, 3, 1), last=date(2026, 3, 31), as_of=date(2026, 3, 31)).windows[0]
    assert c.only_duty(march).value == 1 - Fraction(1, 2 * days)


OPEN_HOURS = WeeklyHours((DayHours((0, 1, 2, 3, 4), 9 * 60, 17 * 60),), False)


@pytest.mark.parametrize(
    ("reading", "late"),
    [("as soon as", ["missed", "missed"]), ("next opening", ["met", "missed"]), ("end of day", ["met", "missed"])],
)
def test_hours_that_are_used_up_at_closing_time(reading: str, late: list[str]) -> None:
    """Eight hours from Monday 9:00 end at 17:00, with the day, or on Tuesday at 9:00."""
    limit = Limit(
        LimitKind.WITHIN,
        FieldPoint("Incident", "Opened"),
        Length(Fraction(8 * 3600), LengthBasis.CALENDAR, "hour", "Open Hours"),
    )
    each = c.duty("Close", EachRecord(Selection("Incident"), Done("Incident", "Closed", limit)))
    found = []
    for day, hour in ((2, 20), (3, 10)):
        plan = c.plan(
            duties=(each,),
            definitions={**c.DEFINITIONS, "Open Hours": OPEN_HOURS},
            readings={"calendar limit": reading},
        )
        rows = c.incidents((plans.at(2026, 3, 2, 9), plans.at(2026, 3, day, hour), "a"))
        march = c.settle(plan, rows, first=date(2026, 3, 1), last=date(2026, 3, 31), as_of=date(2026, 3, 31)).windows[0]
        found.append(c.only_duty(march).state.value)
    assert found == late
