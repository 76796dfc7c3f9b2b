"""Worked examples: what the text gives, beside what the example says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sladsl.checks.evaluate.examples.examples import Outcome, run_example
from sladsl.checks.plan import Plan
from sladsl.model.algebra import Aggregate, InWindows, NamedMeasure, OfField, Selection
from sladsl.model.consequences import Excuse, Ledger, LedgerKind, OnCondition, Terminate
from sladsl.model.duties import Level
from sladsl.model.moments import Supplied, WindowUnit
from sladsl.model.quantities import NUMBER, Comparator, Quantity, Rounding, RoundingMode
from sladsl.model.readings import Reading, Readings
from sladsl.model.slots import slot
from sladsl.model.worked import (
    Event,
    Example,
    Expectation,
    ExpectCredit,
    ExpectLedger,
    ExpectMeasure,
    ExpectNoCredit,
    ExpectRight,
    ExpectState,
    MeasureEvent,
    NamedWindow,
    RowEvent,
)
from tests.checks import contracts as c
from tests.checks import plans

HERE = c.place(50)
JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def month(first: date) -> NamedWindow:
    return NamedWindow(first, WindowUnit.MONTH)


def value(number: int | str, first: date = JANUARY) -> MeasureEvent:
    return MeasureEvent(c.VALUE, Fraction(number), month(first))


def run(of: Plan, events: tuple[Event, ...], *expects: Expectation) -> list[Outcome]:
    return list(run_example(of, Example("One", events, expects, HERE), Readings(of.readings, {})))


def simple(**more: object) -> Plan:
    part = c.consequence("Level", c.on_miss(), c.credit(c.share(10)))
    return c.plan(**{"duties": (c.level(),), "consequences": (part,), **more})


def credit(amount: int | str, first: date = JANUARY) -> ExpectCredit:
    return ExpectCredit("credit", "Provider", "Customer", Quantity(Fraction(amount), c.EUR), month(first), HERE)


def test_a_figure_that_holds_and_one_that_does_not() -> None:
    right, wrong, none = run(simple(), (value(9),), credit(100), credit(110), ExpectNoCredit(month(JANUARY), HERE))
    assert (right.holds, wrong.holds, none.holds) == (True, False, False)
    assert wrong.expected == "Provider shall credit Customer EUR 110.00 for January 2026"
    assert wrong.found == "Provider shall credit Customer EUR 100.00 for January 2026"
    assert none.found == "a credit of EUR 100.00 is due for January 2026"


def test_a_clean_world_owes_nothing_in_the_other_months() -> None:
    (none,) = run(simple(), (value(9),), ExpectNoCredit(month(FEBRUARY), HERE))
    assert none.holds


def test_a_measure_is_rounded_as_the_example_says() -> None:
    mean = OfField(Aggregate.AVERAGE, ("Value",), Selection("Entry", window=Supplied()))
    rows = tuple(RowEvent("Entry", (("Day", date(2026, 1, day)), ("Value", Fraction(day)))) for day in (1, 1, 2))
    hundredth = Rounding(RoundingMode.HALF_UP, Fraction(1, 100))
    good, bad = run(
        simple(),
        rows,
        ExpectMeasure(mean, Fraction("1.33"), NUMBER, hundredth, month(JANUARY), HERE),
        ExpectMeasure(mean, Fraction("1.33"), NUMBER, None, month(JANUARY), HERE),
    )
    assert (good.holds, bad.holds) == (True, False)


def test_states_ledgers_and_rights() -> None:
    other = c.duty(
        "Other", Level(NamedMeasure("Mean"), plans.compares(Comparator.AT_LEAST, 5), c.MONTH), who="Customer"
    )
    leave = Terminate("Customer", "", False, "", None, None, None)
    plan = simple(
        duties=(c.level(), other),
        consequences=(
            c.consequence("Level", c.on_miss(), Excuse("Customer", "Other"), line=4),
            c.consequence("Chronic", OnCondition(InWindows(c.below(10), 2, 3, "month"), c.MONTH), leave, line=5),
        ),
        ledgers=(Ledger("shortfall in Value", LedgerKind.SHORTFALL, "Level 1", 3, WindowUnit.MONTH),),
        readings={"restart/Chronic": "again"},
    )
    events = (value(9), value(20, FEBRUARY), value(7, MARCH))
    outcomes = run(
        plan,
        events,
        ExpectState("Provider", "Level", "missed", month(JANUARY), HERE),
        ExpectState("Customer", "Other", "excused", month(JANUARY), HERE),
        ExpectState("Provider", "Level", "met", month(FEBRUARY), HERE),
        ExpectLedger("shortfall in Value", Fraction(4), NUMBER, month(MARCH), HERE),
        ExpectRight("Customer", "", True, month(MARCH), HERE),
        ExpectRight("Customer", "", False, month(FEBRUARY), HERE),
    )
    assert [one.holds for one in outcomes] == [True] * 6
    wrong = run(
        plan,
        events,
        ExpectState("Provider", "Level", "met", month(MARCH), HERE),
        ExpectRight("Customer", "", True, month(FEBRUARY), HERE),
    )
    assert [one.holds for one in wrong] == [False, False]
    assert wrong[0].found == 'Provider misses clause "Level" in March 2026'


def test_an_example_under_an_open_reading_holds_if_one_value_gives_it() -> None:
    plan = simple(consequences=(c.consequence("Level", c.on_miss(), c.credit(c.money("0.125"))),))
    plan = _open(plan, "amount rounding")
    cent, none, wrong = run(plan, (value(9),), credit("0.12"), credit("0.125"), credit("0.20"))
    assert (cent.holds, none.holds, wrong.holds) == (True, True, False)
    assert cent.hangs_on == ("amount rounding",)


def _open(of: Plan, name: str) -> Plan:
    from dataclasses import replace

    kept = tuple(reading for reading in of.readings if reading.slot.name != name)
    return replace(of, readings=(*kept, Reading(slot(name), None)))
