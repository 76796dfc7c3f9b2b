"""Caps are never exceeded, cut what is later, and say by how much; credits above a cap may be carried over."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sladsl.model.algebra import CreditsReachCap, FieldIs, InWindows, Misses, Selection
from sladsl.model.consequences import (
    AllFees,
    Cap,
    CapScope,
    FixedAmount,
    ForEachItem,
    ItemAmount,
    Ledger,
    LedgerKind,
    OnCondition,
    ShareOf,
    UpToAmount,
)
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.readings import OpenReading
from sladsl.records.table import Table
from tests.checks import contracts as c
from tests.checks import plans

ANY_THREE = WindowSpec(WindowUnit.MONTH, count=3, sliding=True)
EACH = c.consequence("Each", ForEachItem(Selection("Incident")), c.credit(ItemAmount("Incident", "Price")), line=3)
KIND_A = c.consequence(
    "A", ForEachItem(Selection("Incident", FieldIs("Kind", ("a",)))), c.credit(ItemAmount("Incident", "Price")), line=4
)
KIND_B = c.consequence(
    "B", ForEachItem(Selection("Incident", FieldIs("Kind", ("b",)))), c.credit(ItemAmount("Incident", "Price")), line=5
)


def cap(
    limit: int, spec: WindowSpec | None = c.MONTH, scope: CapScope = CapScope.ALL, subject: str = "", line: int = 20
) -> Cap:
    return Cap(f"cap {line}", scope, subject, spec, c.money(limit), "", c.place(line))


def priced(*rows: tuple[int, str | int | Fraction, str]) -> Table:
    """(month, price, kind), each on a later minute."""
    return c.incidents(
        *(
            (plans.at(2026, month, 10, 8, minute), plans.at(2026, month, 10, 9, minute), kind, Fraction(price))
            for minute, (month, price, kind) in enumerate(rows)
        )
    )


def test_a_cap_cuts_what_is_later_and_says_so() -> None:
    plan = c.plan(consequences=(KIND_A, KIND_B), rules=(cap(100),))
    january = c.settle(plan, priced((1, 70, "b"), (1, 60, "a")), as_of=date(2026, 1, 31)).windows[0]
    assert [(one.clause, one.amount) for one in january.credits] == [("A", 60), ("B", 40)]
    assert january.totals == (("Provider", "Customer", Fraction(100)),)
    assert (
        january.credits[1]
        .because[-1]
        .startswith("cut from EUR 70.00 to EUR 40.00: line 20, credits in January 2026 do not exceed")
    )


def test_a_cap_for_the_term_and_for_sliding_months_reaches_back() -> None:
    rows = priced((1, 60, "a"), (2, 60, "a"), (3, 60, "a"), (4, 60, "a"), (5, 60, "a"))
    year = date(2026, 5, 31)
    assert c.amounts(c.settle(c.plan(consequences=(EACH,), rules=(cap(150, None),)), rows, as_of=year)) == {
        "2026-01": [60], "2026-02": [60], "2026-03": [30], "2026-04": [], "2026-05": [],
    }  # fmt: skip
    sliding = c.settle(c.plan(consequences=(EACH,), rules=(cap(150, ANY_THREE),)), rows, as_of=year)
    assert c.amounts(sliding) == {"2026-01": [60], "2026-02": [60], "2026-03": [30], "2026-04": [60], "2026-05": [60]}
    only_april = c.settle(
        c.plan(consequences=(EACH,), rules=(cap(150, None),)),
        rows,
        first=date(2026, 4, 1),
        last=date(2026, 4, 30),
        as_of=year,
    )
    assert c.amounts(only_april) == {"2026-04": []}


def test_a_cap_on_a_clause_and_on_one_item() -> None:
    rows = priced((1, 70, "a"), (1, 60, "b"), (1, 50, "b"))
    plan = c.plan(consequences=(KIND_A, KIND_B), rules=(cap(80, c.MONTH, CapScope.CLAUSE, "B"),))
    assert c.amounts(c.settle(plan, rows, as_of=date(2026, 1, 31))) == {"2026-01": [70, 80]}
    plan = c.plan(consequences=(KIND_A, KIND_B), rules=(cap(55, None, CapScope.ITEM, "Incident"),))
    assert c.amounts(c.settle(plan, rows, as_of=date(2026, 1, 31))) == {"2026-01": [55, 105]}


@pytest.mark.parametrize(("reading", "paid"), [("narrow first", [50, 70]), ("wide first", [50, 20])])
def test_the_order_of_caps_is_asked_where_it_matters(reading: str, paid: list[int]) -> None:
    rows = priced((1, 100, "a"), (1, 80, "b"))
    rules = (cap(50, c.MONTH, CapScope.CLAUSE, "A"), cap(120, line=21))
    plan = c.plan(consequences=(KIND_A, KIND_B), rules=rules, readings={"cap order": reading})
    assert c.amounts(c.settle(plan, rows, as_of=date(2026, 1, 31))) == {"2026-01": paid}
    silent = c.plan(consequences=(KIND_A, KIND_B), rules=rules, readings={"cap order": None})
    assert c.amounts(c.settle(silent, priced((1, 40, "a"), (1, 60, "b")), as_of=date(2026, 1, 31))) == {
        "2026-01": [40, 60]
    }


def test_a_share_of_the_fees_as_cap() -> None:
    rule = Cap("cap", CapScope.ALL, "", c.MONTH, ShareOf(Fraction(1, 20), AllFees()), "", c.place(20))
    assert c.amounts(
        c.settle(c.plan(consequences=(EACH,), rules=(rule,)), priced((1, 70, "a")), as_of=date(2026, 1, 31))
    ) == {"2026-01": [50]}


def test_what_is_above_a_cap_is_carried_over_and_comes_first() -> None:
    ledger = Ledger("credit above the cap", LedgerKind.ABOVE_CAP, "", 1, WindowUnit.MONTH)
    plan = c.plan(consequences=(EACH,), rules=(cap(100),), ledgers=(ledger,))
    rows = priced((1, 130, "a"), (2, 90, "a"), (3, 10, "a"))
    statement = c.settle(plan, rows, as_of=date(2026, 3, 31))
    # 30 go to February, where 70 of the 90 fit; 20 of those go to March.
    assert c.amounts(statement) == {"2026-01": [100], "2026-02": [30, 70], "2026-03": [20, 10]}
    early = c.settle(plan, rows, last=date(2026, 2, 28), as_of=date(2026, 3, 31))
    assert [(one.origin, one.amount) for one in early.carried_over] == [("February 2026", 20)]


def test_credits_that_reach_their_cap_are_seen_by_conditions() -> None:
    reached = OnCondition(InWindows(CreditsReachCap(), 2, 3, "month"), c.MONTH)
    bonus = c.consequence("Bonus", reached, c.credit(7, verb="pay"), line=30)
    plan = c.plan(consequences=(EACH, bonus), rules=(cap(100),))
    rows = priced((1, 130, "a"), (2, 99, "a"), (3, 100, "a"), (4, 5, "a"))
    statement = c.settle(plan, rows, as_of=date(2026, 4, 30))
    assert c.amounts(statement)["2026-03"] == [100, 7]
    assert c.amounts(statement)["2026-04"] == [5]


@st.composite
def credited(draw: st.DrawFn) -> list[tuple[int, Fraction, str]]:
    price = st.fractions(min_value=0, max_value=200, max_denominator=300)
    row = st.tuples(st.integers(1, 6), price, st.sampled_from("ab"))
    return draw(st.lists(row, max_size=8))


@settings(max_examples=40, deadline=None)
@given(
    credited(),
    st.integers(0, 150),
    st.integers(0, 250),
    st.sampled_from(["narrow first", "wide first"]),
    st.sampled_from(["one by one", "in one sum"]),
    st.permutations(range(8)),
)
def test_no_cap_is_ever_exceeded(
    rows: list[tuple[int, Fraction, str]], narrow: int, wide: int, order: str, summed: str, shuffled: list[int]
) -> None:
    rules = (cap(narrow, c.MONTH, CapScope.CLAUSE, "A"), cap(wide, ANY_THREE, line=21), cap(300, None, line=22))
    limited = c.consequence(
        "A",
        KIND_A.trigger,
        c.credit(UpToAmount(ItemAmount("Incident", "Price"), FixedAmount(c.money(120).quantity))),
        line=4,
    )
    plan = c.plan(consequences=(limited, KIND_B), rules=rules, readings={"cap order": order, "several amounts": summed})
    now = date(2026, 6, 30)
    statement = c.settle(plan, priced(*rows), first=date(2026, 1, 1), last=now, as_of=now)
    sums = [sum((one.amount for one in window.credits), Fraction(0)) for window in statement.windows]
    for window, sum_ in zip(statement.windows, sums, strict=True):
        assert window.totals == ((("Provider", "Customer", sum_),) if sum_ else ())
        assert sum(one.amount for one in window.credits if one.clause == "A") <= narrow
        assert all((one.amount * 100).denominator == 1 and one.amount > 0 for one in window.credits)
    assert sum(sums) <= 300
    assert all(sum(sums[i : i + 3]) <= wide for i in range(len(sums)))
    # The order of rows in a file plays no part.
    mixed = [rows[i] for i in shuffled if i < len(rows)]
    again = c.settle(plan, _same_times(rows, mixed), first=date(2026, 1, 1), last=now, as_of=now)
    assert c.amounts(again) == c.amounts(statement)


def _same_times(rows: list[tuple[int, Fraction, str]], mixed: list[tuple[int, Fraction, str]]) -> Table:
    left = list(enumerate(rows))
    out = []
    for row in mixed:
        found = next(one for one in left if one[1] == row)
        left.remove(found)
        minute, (month, price, kind) = found
        out.append((plans.at(2026, month, 10, 8, minute), plans.at(2026, month, 10, 9, minute), kind, price))
    return c.incidents(*out)


def test_amounts_are_rounded_after_the_caps() -> None:
    rules = (cap(0, c.MONTH, CapScope.CLAUSE, "A"), cap(46, line=21))
    plan = c.plan(consequences=(KIND_A, KIND_B), rules=rules, readings={"cap order": "wide first"})
    rows = priced((1, Fraction(1), "a"), (1, Fraction(2653, 61), "b"), (1, Fraction(26, 11), "b"), (1, 1, "b"))
    statement = c.settle(plan, rows, last=date(2026, 1, 31), as_of=date(2026, 1, 31))
    assert c.amounts(statement)["2026-01"] == [Fraction("45.00")]
    assert "do not exceed EUR 46.00; rounded to EUR 1.51" in " ".join(statement.windows[0].credits[0].because)


@pytest.mark.parametrize(
    ("reading", "due"),
    [("one by one", [Fraction("1.02"), Fraction("2.00")]), ("in one sum", [Fraction("1.03"), Fraction("2.01")])],
)
def test_of_several_amounts_each_or_their_sum_is_rounded(reading: str, due: list[Fraction]) -> None:
    plan = c.plan(consequences=(KIND_A, KIND_B))
    third = Fraction("0.3446")
    rows = priced((1, third, "a"), (1, third, "a"), (1, third, "a"), (1, Fraction("2.0044"), "b"))
    given = {"several amounts": reading}
    statement = c.settle(plan, rows, last=date(2026, 1, 31), as_of=date(2026, 1, 31), given=given)
    assert c.amounts(statement)["2026-01"] == due


def test_nobody_is_asked_how_several_amounts_are_rounded_where_it_makes_no_difference() -> None:
    plan = c.plan(consequences=(KIND_A, KIND_B), readings={"several amounts": None})
    rows = priced((1, Fraction("0.50"), "a"), (1, Fraction("0.3446"), "a"), (2, Fraction("0.3446"), "b"))
    statement = c.settle(plan, rows, last=date(2026, 2, 28), as_of=date(2026, 2, 28))
    assert c.amounts(statement) == {"2026-01": [Fraction("0.84")], "2026-02": [Fraction("0.34")]}
    with pytest.raises(OpenReading, match="several amounts"):
        c.settle(plan, priced(*[(1, Fraction("0.3446"), "a")] * 3), last=date(2026, 1, 31), as_of=date(2026, 1, 31))


def test_more_rows_never_lower_what_is_due() -> None:
    plan = c.plan(consequences=(EACH,), rules=(cap(100),))
    sums = []
    for count in range(1, 5):
        rows = priced(*((1, 40, "a") for _ in range(count)))
        sums.append(sum(c.amounts(c.settle(plan, rows, as_of=date(2026, 1, 31)))["2026-01"]))
    assert all(a <= b for a, b in pairwise(sums))
    assert sums == [40, 80, 100, 100]


def test_misses_do_not_move_a_cap_on_the_other_party() -> None:
    back = c.consequence("Back", OnCondition(Misses("Level"), c.MONTH), c.credit(90, "Customer", "Provider"), line=9)
    plan = c.plan(duties=(c.level(),), consequences=(EACH, back), rules=(cap(100),))
    statement = c.settle(plan, priced((1, 95, "a")), c.monthly(1), as_of=date(2026, 1, 31))
    assert c.amounts(statement) == {"2026-01": [95, 90]}
