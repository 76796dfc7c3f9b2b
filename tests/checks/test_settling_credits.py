"""Credits: how often, how much, up to what, and what stands in their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from sladsl.model.agreement import Service, ServiceLife, Term
from sladsl.model.algebra import (
    Aggregate,
    AllOf,
    Condition,
    CountOf,
    Ever,
    FieldIs,
    FromTo,
    InBoundWindow,
    InWindows,
    MeasureIs,
    Misses,
    NamedMeasure,
    NamedPeriod,
    OfPeriod,
    Quantifier,
    Records,
    Scope,
    Selection,
)
from sladsl.model.consequences import (
    AllFees,
    BandRow,
    Bands,
    BesidesOthers,
    ByLateness,
    ClaimRule,
    CreditLapses,
    DeclaredUnits,
    Exceeds,
    Extend,
    ExtremeAmount,
    Fee,
    FeeDays,
    FeeForTime,
    ForEachItem,
    ForEachMissedClause,
    ForEachUnit,
    ForEachWindow,
    FromTable,
    Incur,
    ItemAmount,
    LeastCredit,
    Less,
    MeasuredAmount,
    NamedAmount,
    OfItem,
    OnCondition,
    OnlyGreatest,
    OnMiss,
    ShareOf,
    Steps,
    SumAmount,
    ThatAmount,
    UnitTrigger,
    UpToAmount,
    UpToCount,
)
from sladsl.model.duties import Due
from sladsl.model.moments import (
    Around,
    Before,
    FieldPoint,
    FixedPoint,
    ItemEdge,
    Limit,
    LimitKind,
    Neighbour,
    Supplied,
    WindowSpec,
    WindowUnit,
)
from sladsl.model.quantities import NUMBER, Comparator, Comparison, Dimension, Quantity, Unit
from sladsl.model.readings import OpenReading
from sladsl.model.schema import Field, FieldKind
from tests.checks import contracts as c
from tests.checks import plans

HOURS = Unit(Dimension.TIME, "hour")
JANUARY = date(2026, 1, 31)
MARCH = date(2026, 3, 31)
OUTAGE = Selection("Outage")


def due(*parts: object, rows: object = None, as_of: date = JANUARY, **more: object) -> list[Fraction]:
    """What is due for January under these consequences."""
    plan = c.plan(consequences=parts, **more)
    tables = rows if isinstance(rows, tuple) else (rows,) if rows is not None else ()
    statement = c.settle(plan, *tables, last=JANUARY, as_of=as_of)  # type: ignore[arg-type]
    return [one.amount for window in statement.windows for one in window.credits]


def falls_short(steps: Steps, step: str = "1") -> UnitTrigger:
    return UnitTrigger(
        Quantity(Fraction(step), NUMBER), steps, Exceeds(c.VALUE, Quantity(Fraction(10), NUMBER), True, c.MONTH)
    )


# --- steps -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "value", "paid"),
    [
        (Steps.FULL, "7.5", [Fraction(20)]),
        (Steps.STARTED, "7.5", [Fraction(30)]),
        (Steps.PRO_RATA, "7.5", [Fraction(25)]),
        (Steps.FULL, "9.5", []),
        (Steps.STARTED, "10", []),
        (Steps.STARTED, "8", [Fraction(20)]),
    ],
)
def test_steps_of_a_shortfall(steps: Steps, value: str, paid: list[Fraction]) -> None:
    assert due(c.consequence("Short", falls_short(steps), c.credit(10)), rows=c.monthly(value)) == paid


@pytest.mark.parametrize(("reading", "paid"), [("full", 20), ("started", 30), ("pro rata", 25)])
def test_bare_for_each_asks_the_reading(reading: str, paid: int) -> None:
    part = c.consequence("Short", falls_short(Steps.OPEN), c.credit(10))
    assert due(part, rows=c.monthly("7.5"), readings={"unit step/Short": reading}) == [paid]
    with pytest.raises(OpenReading, match="unit step/Short"):
        due(part, rows=c.monthly("7.5"), readings={"unit step/Short": None})


OUTAGES = c.incidents(
    (plans.at(2026, 1, 5, 9), plans.at(2026, 1, 5, 10, 10), "a", Fraction(7)),
    (plans.at(2026, 1, 8, 9), plans.at(2026, 1, 8, 9, 30), "a", Fraction(11)),
    (plans.at(2026, 1, 8, 20), plans.at(2026, 1, 8, 21), "b", Fraction(13)),
)


def test_started_half_hours_of_each_outage_up_to_the_fee_of_the_month() -> None:
    trigger = UnitTrigger(Quantity(Fraction(1800), HOURS), Steps.STARTED, OfItem(OUTAGE))
    assert due(c.consequence("Outages", trigger, c.credit(c.share(10))), rows=OUTAGES) == [600]
    limited = c.consequence("Outages", trigger, c.credit(UpToAmount(c.share(20), ThatAmount())))
    together, each = ({"item limit/Outages": value} for value in ("together", "each"))
    assert due(limited, rows=OUTAGES, readings=together) == [1000]
    assert due(limited, rows=OUTAGES, readings=each) == [1200]


SERVER = plans.record("Server", Field("Name", FieldKind.TEXT), key="Name")
BREAKDOWN = plans.record(
    "Breakdown",
    Field("Server", FieldKind.REFERENCE, record="Server"),
    plans.time_field("Start"),
    plans.time_field("End", True),
)


def test_the_fee_of_the_thing_that_failed_and_a_limit_for_each_of_them() -> None:
    """A Breakdown refers to its Server: the fee is that Server's, and what one Server's breakdowns give does not use up another's limit."""
    trigger = UnitTrigger(Quantity(Fraction(1800), HOURS), Steps.STARTED, OfItem(Selection("Down")))
    fee = Fee("Rent", of_group="Server")
    plan = c.plan(
        records=(SERVER, BREAKDOWN),
        services=(Service("Rent", "Provider", "Customer", Quantity(Fraction(100), c.EUR), WindowUnit.MONTH, "Server"),),
        definitions={
            "Down": FromTo(Selection("Breakdown"), FieldPoint("Breakdown", "Start"), FieldPoint("Breakdown", "End"))
        },
        consequences=(
            c.consequence("Down", trigger, c.credit(UpToAmount(ShareOf(Fraction(1, 10), fee), ThatAmount()))),
        ),
        readings={
            "open period/Down": "window end",
            "overlap/Down": "once",
            "piece belongs/Down": "start",
            "item limit/Down": "together",
        },
    )
    servers = plans.table(SERVER, ("S1",), ("S2",), ("S3",))
    once = (plans.at(2026, 1, 5, 9), plans.at(2026, 1, 5, 9, 31))
    long = (plans.at(2026, 1, 7, 9), plans.at(2026, 1, 8, 9))

    def given(*rows: tuple[str, tuple[int, int]]) -> list[Fraction]:
        down = plans.table(BREAKDOWN, *((server, *stretch) for server, stretch in rows))
        statement = c.settle(plan, servers, down, last=date(2026, 1, 31), as_of=date(2026, 1, 31))
        return [one.amount for one in c.month_of(statement, 1).credits]

    assert given(("S1", once)) == [20]
    assert given(("S1", long), ("S1", once)) == [100]
    assert given(("S1", long), ("S2", long), ("S2", once), ("S3", once)) == [220]


def test_each_item_and_each_so_many_items() -> None:
    assert due(c.consequence("Each", ForEachItem(OUTAGE), c.credit(5)), rows=OUTAGES) == [15]
    only_a = Selection("Incident", FieldIs("Kind", ("a",)))
    assert due(c.consequence("Each", ForEachItem(only_a), c.credit(5)), rows=OUTAGES) == [10]
    two = ForEachItem(Selection("Incident"), 2, WindowSpec(WindowUnit.DAY, count=2, sliding=True))
    assert due(c.consequence("Each", two, c.credit(5)), rows=OUTAGES) == [5]


def test_up_to_one_credit_a_day() -> None:
    amount = UpToCount(c.money(5), 1, WindowSpec(WindowUnit.DAY))
    assert due(c.consequence("Each", ForEachItem(OUTAGE), c.credit(amount)), rows=OUTAGES) == [10]


def test_a_field_of_the_item_as_amount() -> None:
    amount = ShareOf(Fraction(1, 2), ItemAmount("Incident", "Price"))
    assert due(c.consequence("Each", ForEachItem(Selection("Incident")), c.credit(amount)), rows=OUTAGES) == [
        Fraction("15.5")
    ]


def test_started_days_of_lateness_up_to_a_share_of_each_price() -> None:
    limit = Limit(LimitKind.WITHIN, FieldPoint("Incident", "Opened"), plans.length(1, "day"))
    trigger = UnitTrigger(
        Quantity(Fraction(1), NUMBER), Steps.STARTED, ByLateness(Selection("Incident")), calendar_days=True
    )
    rows = c.incidents(
        (plans.at(2026, 1, 5, 9), plans.at(2026, 1, 6, 23), "a", Fraction(100)),
        (plans.at(2026, 1, 5, 9), plans.at(2026, 1, 8, 12), "a", Fraction(100)),
        (plans.at(2026, 1, 5, 9), plans.at(2026, 1, 20, 12), "b", Fraction(200)),
    )
    amount = UpToAmount(
        ShareOf(Fraction(1, 20), ItemAmount("Incident", "Price")),
        ShareOf(Fraction(55, 100), ItemAmount("Incident", "Price")),
    )
    dues = (Due(Selection("Incident"), "Closed", limit),)
    # 2 started days at 5, and 14 days at 10 cut to 110
    assert due(c.consequence("Late", trigger, c.credit(amount)), rows=rows, dues=dues) == [10 + 110]


def test_each_day_in_which_a_condition_holds() -> None:
    long_day = MeasureIs(
        OfPeriod(Aggregate.TOTAL, NamedPeriod("Outage")), plans.compares(Comparator.AT_LEAST, 5000, HOURS)
    )
    trigger = ForEachWindow(WindowSpec(WindowUnit.DAY), long_day)
    assert due(c.consequence("Days", trigger, c.credit(c.share(1))), rows=OUTAGES) == [Fraction("0.32")]


# --- tables ----------------------------------------------------------------------------------------------------------------------


def between(low: int | None, high: int | None) -> Comparison:
    bounds = plans.compares(Comparator.AT_LEAST, low).bounds if low is not None else ()
    return Comparison((*bounds, *(plans.compares(Comparator.LESS_THAN, high).bounds if high is not None else ())))


def row(comparison: Comparison | None, *percents: int | None, choice: str = "", line: int = 10) -> BandRow:
    cells = tuple(ShareOf(Fraction(one, 100), ThatAmount()) if one is not None else None for one in percents)
    return BandRow(comparison, choice, cells, tuple(True for _ in percents), c.place(line))


def tiers(*rows: BandRow) -> FromTable:
    return FromTable(Bands(c.VALUE, "", rows), Fee("Hosting"))


@pytest.mark.parametrize(("value", "paid"), [(10, []), (9, [100]), (5, [100]), ("4.99", [250]), (0, [250])])
def test_the_row_of_a_table(value: int | str, paid: list[int]) -> None:
    part = c.consequence("Level", c.on_miss(), c.credit(tiers(row(between(5, 10), 10), row(between(None, 5), 25))))
    assert due(part, rows=c.monthly(value), duties=(c.level(),)) == paid


def test_a_credit_names_its_row_its_measure_and_its_lines() -> None:
    part = c.consequence(
        "Level", c.on_miss(), c.credit(tiers(row(between(5, 10), 10, line=12), row(between(None, 5), 25))), line=9
    )
    plan = c.plan(duties=(c.level(),), consequences=(part,))
    found = c.only_credit(c.settle(plan, c.monthly(7), as_of=JANUARY).windows[0])
    assert found.because == (
        'clause "Level", line 9',
        'clause "Level", line 1 is missed in January 2026',
        'Value is 7, in the row "at least 5 but below 10" (line 12)',
        "10% of the Hosting fee for January 2026 (EUR 1,000.00) is EUR 100.00",
    )
    assert found.evidence[0].first == ("entry.csv:2",)


@pytest.mark.parametrize(("reading", "paid"), [("row below", [250]), ("row above", [100]), ("none", [])])
def test_a_value_in_a_hole_asks_the_reading(reading: str, paid: list[int]) -> None:
    part = c.consequence("Level", c.on_miss(), c.credit(tiers(row(between(6, 10), 10), row(between(None, 5), 25))))
    assert due(part, rows=c.monthly(5), duties=(c.level(),), readings={"between rows/Level": reading}) == paid


def test_a_value_beyond_the_table_asks_nothing() -> None:
    part = c.consequence("Level", c.on_miss(), c.credit(tiers(row(between(8, 10), 10), row(between(6, 8), 25))))
    assert due(part, rows=c.monthly(2), duties=(c.level(),), readings={"between rows/Level": None}) == []


@pytest.mark.parametrize(("reading", "paid"), [("paid", [100]), ("unpaid", [])])
def test_a_row_at_the_level_itself_asks_the_reading(reading: str, paid: list[int]) -> None:
    """Value 10 keeps "at least 10", and the row "at most 10" pays for it; 9 misses it, and is paid under either reading."""
    table = tiers(row(plans.compares(Comparator.AT_MOST, 10), 10))
    part = c.consequence("Level", OnCondition(AllOf(()), c.MONTH), c.credit(table))
    for value, expected in ((10, paid), (9, [100]), (11, [])):
        readings = {"met rows/Level": reading}
        assert due(part, rows=c.monthly(value), duties=(c.level(),), readings=readings) == expected


@pytest.mark.parametrize(("reading", "paid"), [("higher", 250), ("lower", 100), ("add up", 350)])
def test_a_value_in_two_rows_asks_the_reading(reading: str, paid: int) -> None:
    part = c.consequence("Level", c.on_miss(), c.credit(tiers(row(between(4, 10), 10), row(between(None, 6), 25))))
    assert due(part, rows=c.monthly(5), duties=(c.level(),), readings={"several rows/Level": reading}) == [paid]


def test_a_row_by_choice_and_a_column_by_choice() -> None:
    by_kind = FromTable(Bands(None, "Kind", (row(None, 10, choice="a"), row(None, 25, choice="b"))), Fee("Hosting"))
    assert due(c.consequence("Each", ForEachItem(Selection("Incident")), c.credit(by_kind)), rows=OUTAGES) == [450]
    columns = Bands(
        c.VALUE, "", (row(between(None, 10), 10, 25), row(between(10, None), None, None)), "Kind", ("a", "b")
    )
    part = c.consequence("Each", ForEachItem(Selection("Incident")), c.credit(FromTable(columns, Fee("Hosting"))))
    assert due(part, rows=(OUTAGES, c.monthly(5))) == [450]
    assert due(part, rows=(OUTAGES, c.monthly(15))) == []


def test_a_last_row_with_a_formula() -> None:
    ladder = SumAmount(
        ShareOf(Fraction(25, 100), ThatAmount()), ShareOf(Fraction(1, 100), ThatAmount()), falls_short(Steps.FULL)
    )
    rows = (row(between(5, 10), 10), BandRow(between(None, 5), "", (ladder,), (True,), c.place(11)))
    part = c.consequence("Level", c.on_miss(), c.credit(tiers(*rows)))
    assert due(part, rows=c.monthly("2.5"), duties=(c.level(),)) == [250 + 70]


def test_a_share_for_each_missed_clause() -> None:
    pool = ShareOf(Fraction(1, 10), AllFees())
    definitions = {**c.DEFINITIONS, "At-Risk Amount": pool}
    rows = (row(None, 40, choice='"A"'), row(None, 60, choice='"B"'))
    amount = UpToAmount(FromTable(Bands(None, "", rows), NamedAmount("At-Risk Amount")), ThatAmount())
    part = c.consequence("Pool", ForEachMissedClause("Provider", c.MONTH), c.credit(amount))
    duties = (c.level("A"), c.level("B", limit=20), c.level("C", limit=30, who="Customer"))
    assert due(part, rows=c.monthly(15), duties=duties, definitions=definitions) == [60]
    assert due(part, rows=c.monthly(5), duties=duties, definitions=definitions) == [40, 60]


# --- amounts ---------------------------------------------------------------------------------------------------------------------


def once(amount: object, **more: object) -> list[Fraction]:
    return due(c.consequence("Level", c.on_miss(), c.credit(amount)), rows=c.monthly(1), duties=(c.level(),), **more)  # type: ignore[arg-type]


def test_amounts_of_every_kind() -> None:
    services = (*c.SERVICES, Service("Setup", "Provider", "Customer", Quantity(Fraction(300), c.EUR), WindowUnit.YEAR))
    assert once(c.share(10), services=services) == [100]
    assert once(AllFees(), services=services) == [1025]
    assert once(Less(AllFees(), "Setup"), services=services) == [1000]
    assert once(ExtremeAmount(True, c.money(5), c.share(1))) == [10]
    assert once(ExtremeAmount(False, c.money(5), c.share(1))) == [5]
    assert once(SumAmount(c.money(5), c.share(1), None)) == [15]
    assert once(MeasuredAmount(c.share(10), NamedMeasure("Value"))) == [100]
    assert once(ShareOf(Fraction(1), Fee("Hosting", Around(WindowUnit.YEAR)))) == [12000]
    assert once(UpToAmount(c.share(50), c.money(80))) == [80]
    named = {"Commitment": Quantity(Fraction(70), c.EUR)}
    assert once(NamedAmount("Commitment"), form_values=named) == [70]


@pytest.mark.parametrize(("reading", "paid"), [("calendar days", "225.81"), ("thirtieths", "233.33")])
def test_days_of_a_fee(reading: str, paid: str) -> None:
    amount = FeeDays(plans.length(7, "day"), Fee("Hosting"))
    assert once(amount, readings={"day of fee": reading}) == [Fraction(paid)]


def test_the_fee_of_the_month_before_is_not_due_before_the_term() -> None:
    amount = ShareOf(Fraction(1, 10), Fee("Hosting", Neighbour(-1, 1, WindowUnit.MONTH)))
    plan = c.plan(duties=(c.level(),), consequences=(c.consequence("Level", c.on_miss(), c.credit(amount)),))
    statement = c.settle(plan, c.monthly(1, 1), as_of=date(2026, 2, 28))
    assert c.amounts(statement) == {"2026-01": [], "2026-02": [Fraction(100)]}


@pytest.mark.parametrize(("reading", "paid"), [("part", ["54.84"]), ("whole", ["100"]), ("left out", [])])
def test_a_month_partly_within_the_term(reading: str, paid: list[str]) -> None:
    found = once(c.share(10), start=date(2026, 1, 15), readings={"partial window": reading})
    assert found == [Fraction(one) for one in paid]


def test_the_fee_for_the_time_of_an_outage_and_for_the_days_before_it() -> None:
    for_time = ShareOf(Fraction(10), FeeForTime("Hosting", "Outage"))
    one = c.incidents((plans.at(2026, 1, 10), plans.at(2026, 1, 11), "a"))
    assert due(c.consequence("Each", ForEachItem(OUTAGE), c.credit(for_time)), rows=one) == [Fraction("322.58")]
    before = Fee("Hosting", Before(plans.length(5, "day"), ItemEdge("Outage", False)))
    assert due(c.consequence("Each", ForEachItem(OUTAGE), c.credit(before)), rows=one) == [Fraction("161.29")]


CIRCUIT = plans.record(
    "Circuit",
    Field("Name", FieldKind.TEXT),
    Field("Start", FieldKind.DATE),
    Field("End", FieldKind.DATE, True),
    key="Name",
)
FAULT = plans.record("Fault", plans.time_field("Opened"), Field("Circuit", FieldKind.REFERENCE, record="Circuit"))


def test_a_price_for_each_circuit_in_proportion_to_its_days() -> None:
    services = (Service("Line", "Provider", "Customer", Quantity(Fraction(310), c.EUR), WindowUnit.MONTH, "Circuit"),)
    circuits = plans.table(CIRCUIT, ("C1", date(2025, 1, 1), None), ("C2", date(2026, 1, 22), None))
    faults = plans.table(FAULT, (plans.at(2026, 1, 25), "C1"), (plans.at(2026, 1, 25), "C2"))
    count = Exceeds(
        CountOf(Selection("Fault", window=Supplied(), scopes=(Scope("Circuit"),))),
        Quantity(Fraction(0), NUMBER),
        False,
        c.MONTH,
        Selection("Circuit"),
    )
    trigger = UnitTrigger(Quantity(Fraction(1), NUMBER), Steps.FULL, count)
    amount = ShareOf(Fraction(1, 10), Fee("Line", Supplied(), "Circuit"))
    plan = c.plan(
        records=(CIRCUIT, FAULT, c.ENTRY),
        definitions={"Value": c.DEFINITIONS["Value"]},
        services=services,
        lives=(ServiceLife("Circuit", "Start", "End"),),
        consequences=(c.consequence("Faults", trigger, c.credit(amount)),),
        readings={"group part/Circuit": "part"},
    )
    january = c.settle(plan, circuits, faults, last=JANUARY, as_of=JANUARY).windows[0]
    assert [(one.group, one.amount) for one in january.credits] == [("C1", 31), ("C2", 10)]
    assert january.totals == (("Provider", "Customer", Fraction(41)),)


def test_the_fees_of_what_belongs_to_a_group() -> None:
    site = plans.record("Site", Field("Name", FieldKind.TEXT), key="Name")
    circuit = plans.record(
        "Circuit", Field("Name", FieldKind.TEXT), Field("Site", FieldKind.REFERENCE, record="Site"), key="Name"
    )
    fault = plans.record("Fault", plans.time_field("Opened"), Field("Site", FieldKind.REFERENCE, record="Site"))
    faults_of_site = CountOf(Selection("Fault", window=Supplied(), scopes=(Scope("Site"),)))
    trigger = UnitTrigger(
        Quantity(Fraction(1), NUMBER),
        Steps.FULL,
        Exceeds(faults_of_site, Quantity(Fraction(0), NUMBER), False, c.MONTH, Selection("Site")),
    )
    plan = c.plan(
        records=(site, circuit, fault, c.ENTRY),
        definitions={"Value": c.DEFINITIONS["Value"]},
        services=(
            Service("Line", "Provider", "Customer", Quantity(Fraction(310), c.EUR), WindowUnit.MONTH, "Circuit"),
        ),
        consequences=(
            c.consequence("Faults", trigger, c.credit(ShareOf(Fraction(1, 10), Fee("Line", Supplied(), "Site")))),
        ),
    )
    tables = (
        plans.table(site, ("S1",), ("S2",), ("S3",)),
        plans.table(circuit, ("C1", "S1"), ("C2", "S1"), ("C3", "S2")),
        plans.table(fault, (plans.at(2026, 1, 25), "S1"), (plans.at(2026, 1, 25), "S2")),
    )
    january = c.settle(plan, *tables, last=JANUARY, as_of=JANUARY).windows[0]
    assert [(one.group, one.amount) for one in january.credits] == [("S1", 62), ("S2", 31)]


# --- points ----------------------------------------------------------------------------------------------------------------------


MISSED = Misses("Level", "Provider")
TWICE_RUNNING = AllOf((MISSED, Misses("Level", "Provider", Neighbour(-1, 1, WindowUnit.MONTH))))


@pytest.mark.parametrize(
    ("again", "counts"),
    [
        (InWindows(c.below(10), 2, 2, "month"), [[2], [4], [], [2]]),
        (TWICE_RUNNING, [[2], [4], [], [2]]),
        (Ever(InWindows(MISSED, 2, 2, "month"), "month"), [[2], [4], [], [4]]),
        (Ever(MISSED, "month"), [[4], [4], [], [4]]),
    ],
)
def test_points_double_after_the_month_before_or_for_ever(again: Condition, counts: list[list[int]]) -> None:
    table = FromTable(
        Bands(
            c.VALUE, "", (BandRow(between(None, 10), "", (DeclaredUnits(Fraction(2), "Point"),), (True,), c.place(5)),)
        ),
        None,
    )
    plan = c.plan(
        declared_units=("Point",),
        duties=(c.level(),),
        consequences=(
            c.consequence("Level", c.on_miss(), Incur("Provider", table, "Point"), line=3),
            c.consequence(
                "Level",
                OnCondition(again, c.MONTH),
                Incur("Provider", DeclaredUnits(Fraction(0), "Point"), "Point", twice=True),
                line=4,
                instead=True,
            ),
            c.consequence(
                "Points",
                ForEachUnit("Point", c.MONTH),
                c.credit(UpToAmount(c.share(1), ShareOf(Fraction(3, 100), ThatAmount()))),
                line=5,
            ),
        ),
    )
    statement = c.settle(plan, c.monthly(1, 2, 20, 2), as_of=date(2026, 4, 30))
    assert [[one.count for one in window.points] for window in statement.windows] == counts
    # 1% for each Point, up to 3%
    paid = [[10 * min(sum(count), 3)] if count else [] for count in counts]
    assert list(c.amounts(statement).values()) == paid


# --- what stands in the place of what ------------------------------------------------------------------------------------------------


def test_instead_replaces_what_the_clause_gives_for_the_month() -> None:
    again = OnCondition(InWindows(c.below(10), 2, 2, "month"), c.MONTH)
    plan = c.plan(
        duties=(c.level(),),
        consequences=(
            c.consequence("Level", c.on_miss(), c.credit(10), line=3),
            c.consequence("Level", again, c.credit(50), line=4, instead=True),
        ),
    )
    assert c.amounts(c.settle(plan, c.monthly(1, 2, 20, 3), as_of=date(2026, 4, 30))) == {
        "2026-01": [10], "2026-02": [50], "2026-03": [], "2026-04": [10],
    }  # fmt: skip


def test_a_guard_must_hold_as_well() -> None:
    guarded = c.consequence("Level", ForEachItem(OUTAGE), c.credit(10), guard=c.below(5))
    assert due(guarded, rows=(OUTAGES, c.monthly(4))) == [30]
    assert due(guarded, rows=(OUTAGES, c.monthly(5))) == []


@pytest.mark.parametrize(("reading", "paid"), [("add up", [10, 30]), ("greatest", [30])])
def test_several_credits_add_up_or_not(reading: str, paid: list[int]) -> None:
    parts = (c.consequence("A", c.on_miss("A"), c.credit(10)), c.consequence("B", c.on_miss("B"), c.credit(30)))
    assert due(*parts, rows=c.monthly(1), duties=(c.level("A"), c.level("B")), readings={"stacking": reading}) == paid


def test_credits_besides_others_are_apart_from_the_greatest() -> None:
    parts = tuple(c.consequence(one, c.on_miss(one), c.credit(paid)) for one, paid in (("A", 10), ("B", 30), ("C", 50)))
    levels = tuple(c.level(one) for one in "ABC")
    rules = (BesidesOthers("C", c.place(7)),)
    found = due(*parts, rows=c.monthly(1), duties=levels, rules=rules, readings={"stacking": "greatest"})
    assert sorted(found) == [30, 50]


def test_of_the_credits_for_one_outage_only_the_greatest() -> None:
    kind_b = Selection("Outage", FieldIs("Kind", ("b",)))
    parts = (
        c.consequence("A", ForEachItem(OUTAGE), c.credit(10), line=3),
        c.consequence("B", ForEachItem(kind_b), c.credit(30), line=4),
        c.consequence("C", ForEachItem(OUTAGE), OnlyGreatest("Outage"), line=5),
    )
    assert due(*parts, rows=OUTAGES) == [20, 30]


def test_earn_back_lets_the_credit_lapse_once_it_is_decided() -> None:
    good = MeasureIs(c.VALUE, plans.compares(Comparator.AT_LEAST, 10), Neighbour(1, 1, WindowUnit.MONTH))
    plan = c.plan(
        duties=(c.level(),),
        consequences=(
            c.consequence("Level", c.on_miss(), c.credit(10), line=3),
            c.consequence("Level", OnCondition(good, c.MONTH), CreditLapses(), line=4),
        ),
    )
    early = c.settle(plan, c.monthly(1, 20), first=date(2026, 1, 1), last=JANUARY, as_of=JANUARY)
    assert c.amounts(early) == {"2026-01": [10]}
    assert any("may still lapse" in note for note in early.windows[0].notes)
    late = c.settle(plan, c.monthly(1, 20), as_of=date(2026, 2, 28))
    assert c.amounts(late) == {"2026-01": [], "2026-02": []}


def test_the_least_credit() -> None:
    rule = LeastCredit(Quantity(Fraction(12), c.EUR), "", c.place(8))
    assert once(c.money(11), rules=(rule,)) == []
    assert once(c.money(12), rules=(rule,)) == [12]
    assert once(c.money(12), rules=(replace(rule, included=True),)) == []
    assert once(c.money(13), rules=(replace(rule, included=True),)) == [13]


def test_extensions_stop_at_their_limit() -> None:
    extend = Extend("Provider", "Hosting", plans.length(1, "day"), plans.length(5, "day"), c.MONTH)
    plan = c.plan(consequences=(c.consequence("Short", falls_short(Steps.FULL), extend),))
    statement = c.settle(plan, c.monthly("7.5", 1), as_of=date(2026, 2, 28))
    assert [[(one.amount, one.unit) for one in window.extensions] for window in statement.windows] == [
        [(2, "day")],
        [(5, "day")],
    ]


# --- claims and rounding -----------------------------------------------------------------------------------------------------------


CLAIM = plans.record("Claim", Field("Month", FieldKind.MONTH), plans.time_field("Received"))


def test_a_credit_that_must_be_claimed() -> None:
    from sladsl.model.algebra import AllHold, Done
    from sladsl.model.moments import WindowEdge

    limit = Limit(LimitKind.WITHIN, WindowEdge(Supplied(), True), plans.length(30, "day"))
    made = AllHold((InBoundWindow("Month"), Done("Claim", "Received", limit)))
    rule = ClaimRule("", "", True, (Records(Quantifier.SOME, Selection("Claim"), made),), "", c.place(6))
    plan = c.plan(
        records=(c.ENTRY, CLAIM),
        duties=(c.level(),),
        consequences=(c.consequence("Level", c.on_miss(), c.credit(10)),),
        definitions={"Value": c.DEFINITIONS["Value"]},
        rules=(rule,),
        readings={"claim": None},
    )
    claims = plans.table(CLAIM, ((2026, 1), plans.at(2026, 3, 2, 23)), ((2026, 2), plans.at(2026, 3, 30, 23)))
    statement = c.settle(plan, c.monthly(1, 1, 1), claims, as_of=MARCH)
    assert c.amounts(statement) == {"2026-01": [10], "2026-02": [10], "2026-03": []}
    assert any("can still be claimed" in note for note in c.month_of(statement, 3).notes)
    late = plans.table(CLAIM, ((2026, 1), plans.at(2026, 3, 3)))
    unclaimed = c.settle(plan, c.monthly(1), late, as_of=MARCH, last=JANUARY)
    assert c.amounts(unclaimed) == {"2026-01": []}


def test_claims_of_one_clause_and_of_the_others() -> None:
    from sladsl.model.algebra import AllHold, Done

    def claimed(day: int) -> Condition:
        by = Limit(LimitKind.BY, FixedPoint(2026, 2, day))
        made = AllHold((InBoundWindow("Month"), Done("Claim", "Received", by)))
        return Records(Quantifier.SOME, Selection("Claim"), made)

    rules = (
        ClaimRule("A", "", False, (), "", c.place(6)),
        ClaimRule("B", "", False, (claimed(20),), "", c.place(7)),
        ClaimRule("", "", False, (claimed(10),), "", c.place(8), others=True),
    )
    plan = c.plan(
        records=(c.ENTRY, CLAIM),
        duties=tuple(c.level(one) for one in "ABC"),
        consequences=tuple(
            c.consequence(one, c.on_miss(one), c.credit(paid)) for one, paid in (("A", 10), ("B", 20), ("C", 40))
        ),
        definitions={"Value": c.DEFINITIONS["Value"]},
        rules=rules,
        readings={"claim": "claimed"},
    )
    for day, paid in ((10, [10, 20, 40]), (20, [10, 20]), (21, [10])):
        claims = plans.table(CLAIM, ((2026, 1), plans.at(2026, 2, day)))
        assert c.amounts(c.settle(plan, c.monthly(1), claims, last=JANUARY, as_of=MARCH)) == {"2026-01": paid}


def test_a_claim_that_no_record_shows_leaves_nothing_due() -> None:
    assert once(c.money(10), readings={"claim": "claimed"}) == []


@pytest.mark.parametrize(
    ("reading", "paid"), [("half up:1/100", "33.34"), ("down:1/100", "33.33"), ("none", "66.67/2")]
)
def test_amounts_are_rounded_once(reading: str, paid: str) -> None:
    a, _, b = paid.partition("/")
    expected = Fraction(a) / Fraction(b or 1)
    amount = ShareOf(Fraction(1, 2), c.money("66.67"))
    assert once(amount, readings={"amount rounding": reading}) == [expected]


def test_rounding_at_each_step_where_the_contract_says_so() -> None:
    amount = ShareOf(Fraction(3), ShareOf(Fraction(1, 3), c.money("1.00")))
    assert once(amount) == [1]
    assert once(amount, readings={"amount rounded": "each step"}) == [Fraction("0.99")]


def test_a_payment_the_other_way_needs_no_claim() -> None:
    part = c.consequence("Level", OnMiss("Level 1"), c.credit(10, "Customer", "Provider", "pay"))
    assert due(part, rows=c.monthly(1), duties=(c.level(),), readings={"claim": "claimed"}) == [10]


def test_a_term_without_a_start_is_settled() -> None:
    assert once(c.money(5), term=Term(None, None)) == [5]
