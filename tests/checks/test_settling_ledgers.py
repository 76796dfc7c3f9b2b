"""Ledgers: a shortfall is carried over, made good by an excess, or lapses."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.checks.statement import Statement
from sladsl.model.algebra import LedgerBalance, MeasureIs, NamedMeasure
from sladsl.model.consequences import Ledger, LedgerKind, OfLedger, OnCondition, Steps, UnitTrigger
from sladsl.model.duties import Quota
from sladsl.model.moments import Length, LengthBasis, WindowUnit
from sladsl.model.quantities import NUMBER, Bound, Comparator, Quantity
from tests.checks import contracts as c
from tests.checks import plans

SHORT, OVER = "shortfall in Value", "excess in Value"
REFUND = c.consequence(
    "Capacity",
    UnitTrigger(Quantity(Fraction(1), NUMBER), Steps.PRO_RATA, OfLedger(SHORT, "lapses")),
    c.credit(100, verb="refund"),
    line=6,
)


def shortfall(windows: int = 3, **more: object) -> Ledger:
    return Ledger(SHORT, LedgerKind.SHORTFALL, "Level 1", windows, WindowUnit.MONTH, **more)  # type: ignore[arg-type]


def excess(oldest: bool | None = True, **more: object) -> Ledger:
    return Ledger(OVER, LedgerKind.EXCESS, "Level 1", oldest_first=oldest, set_off_against=(SHORT,), **more)  # type: ignore[arg-type]


def settled(*values: object, ledgers: tuple[Ledger, ...] = (), until: int = 6, **more: object) -> Statement:
    plan = c.plan(duties=(c.level(),), consequences=(REFUND,), ledgers=ledgers or (shortfall(), excess()), **more)
    last = date(2026, until, 28)
    return c.settle(plan, c.monthly(*values), first=date(2026, 1, 1), last=last, as_of=date(2027, 1, 1))  # type: ignore[arg-type]


def left(statement: Statement) -> list[tuple[str, Fraction]]:
    return [(one.origin, one.amount) for one in statement.carried_over]


def test_a_shortfall_that_is_not_made_good_lapses_at_the_end_of_its_last_month() -> None:
    statement = settled("5.5", 10, 10, 10, 10, 10)
    assert c.amounts(statement) == {
        "2026-01": [], "2026-02": [], "2026-03": [], "2026-04": [450], "2026-05": [], "2026-06": [],
    }  # fmt: skip
    found = c.only_credit(c.month_of(statement, 4))
    assert found.verb == "refund"
    assert found.because[1] == "4.5 of the shortfall in Value of January 2026 lapses at the end of April 2026"


def test_an_excess_makes_a_shortfall_good_up_to_its_last_month() -> None:
    statement = settled(6, 10, 10, 13, 10, 10)
    assert c.amounts(statement)["2026-04"] == [100]
    assert left(settled(6, 12, until=2)) == [("January 2026", 2)]
    assert left(settled(6, 12, 9, until=3)) == [("January 2026", 2), ("March 2026", 1)]
    assert settled(6, until=1).carried_over[0].usable_until == "2026-04-30"


@pytest.mark.parametrize(
    ("oldest", "rest"), [(True, [("February 2026", 5)]), (False, [("January 2026", 4), ("February 2026", 1)])]
)
def test_the_oldest_or_the_newest_first(oldest: bool, rest: list[tuple[str, int]]) -> None:
    assert left(settled(6, 5, 14, ledgers=(shortfall(), excess(oldest)), until=3)) == rest


def test_the_order_is_asked_only_where_it_matters() -> None:
    ledgers = (shortfall(), excess(None))
    readings = {f"ledger order/{OVER}": "newest first"}
    assert left(settled(6, 12, ledgers=ledgers, until=2)) == [("January 2026", 2)]
    assert left(settled(6, 5, 14, ledgers=ledgers, until=3, readings=readings)) == [
        ("January 2026", 4),
        ("February 2026", 1),
    ]


def test_an_excess_that_is_not_set_off_is_gone() -> None:
    assert left(settled(15, 5, until=2)) == [("February 2026", 5)]


def test_an_excess_that_is_carried_over_meets_a_later_shortfall() -> None:
    kept = Ledger(OVER, LedgerKind.EXCESS, "Level 1", 2, WindowUnit.MONTH, oldest_first=True, set_off_against=(SHORT,))
    assert left(settled(15, 8, until=2, ledgers=(shortfall(), kept))) == [("January 2026", 3)]


@pytest.mark.parametrize(("reading", "paid"), [("lapses", [300]), ("kept", [])])
def test_the_end_of_the_term(reading: str, paid: list[int]) -> None:
    more = {
        "length": Length(Fraction(3), LengthBasis.MONTHS, "month"),
        "readings": {f"ledger end/{SHORT}": reading},
    }
    assert c.amounts(settled(10, 10, 7, until=3, **more))["2026-03"] == paid


def test_a_balance_is_a_measure() -> None:
    much = MeasureIs(LedgerBalance(SHORT), plans.compares(Comparator.MORE_THAN, 5))
    plan = c.plan(
        duties=(c.level(),),
        consequences=(c.consequence("Watch", OnCondition(much, c.MONTH), c.credit(1)),),
        ledgers=(shortfall(), excess()),
    )
    statement = c.settle(plan, c.monthly(6, 8, 12), as_of=date(2026, 3, 31))
    assert c.amounts(statement) == {"2026-01": [], "2026-02": [1], "2026-03": []}


def test_the_unused_part_of_a_quota_is_used_before_it_lapses() -> None:
    quota = Quota(
        "Support",
        "Support",
        "Customer",
        c.VALUE,
        Bound(Comparator.AT_MOST, Quantity(Fraction(10), NUMBER)),
        c.MONTH,
        "",
        c.place(3),
    )
    unused = "unused part of Support"
    ledger = Ledger(unused, LedgerKind.UNUSED, "Support", 2, WindowUnit.MONTH, oldest_first=True)
    lapse = UnitTrigger(Quantity(Fraction(1), NUMBER), Steps.PRO_RATA, OfLedger(unused, "lapses"))
    plan = c.plan(quotas=(quota,), ledgers=(ledger,), consequences=(c.consequence("Support", lapse, c.credit(1)),))
    statement = c.settle(plan, c.monthly(7, 8, 14, 10, 10), as_of=date(2026, 5, 31))
    # 3 of January and 2 of February are left; March uses 4 more than its own: all of January and 1 of February.
    assert c.amounts(statement) == {"2026-01": [], "2026-02": [], "2026-03": [], "2026-04": [1], "2026-05": []}


def test_an_unknown_month_brings_nothing_and_is_named() -> None:
    plan = c.plan(
        duties=(c.mean(),), ledgers=(Ledger("shortfall in Mean", LedgerKind.SHORTFALL, "Mean 1", 3, WindowUnit.MONTH),)
    )
    statement = c.settle(plan, c.monthly(4), last=date(2026, 2, 28), as_of=date(2026, 2, 28))
    assert left(statement) == [("January 2026", 6)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=9), st.integers(1, 4), st.booleans())
def test_nothing_is_lost_and_nothing_comes_from_nowhere(values: list[int], windows: int, oldest: bool) -> None:
    """Each shortfall is set off, refunded or still open; what is set off was in excess at the time."""
    statement = settled(*values, ledgers=(shortfall(windows), excess(oldest)), until=len(values))
    short = sum(max(10 - value, 0) for value in values)
    over = sum(max(value - 10, 0) for value in values)
    refunded = sum(sum(one) for one in c.amounts(statement).values()) / 100
    open_ = sum(one.amount for one in statement.carried_over)
    assert 0 <= short - refunded - open_ <= over
    assert open_ <= sum(max(10 - value, 0) for value in values[-windows:])
    assert NamedMeasure("Value") == c.VALUE
