"""A plan has a slot only where two ways of counting can differ."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sladsl.checks.slots_needed import needed
from sladsl.model.algebra import Aggregate, CountOf, Measure, OfField, Rounded, Selection
from sladsl.model.consequences import (
    Amount,
    BandRow,
    Bands,
    Cap,
    CapScope,
    ForEachItem,
    FromTable,
    ItemAmount,
    OnCondition,
    UpToAmount,
)
from sladsl.model.moments import Supplied
from sladsl.model.quantities import NUMBER, Bound, Comparator, Comparison, Quantity, Rounding, RoundingMode
from tests.checks import contracts as c

INSIDE = Selection("Entry", window=Supplied())
COUNT: Measure = CountOf(INSIDE)
TOTAL: Measure = OfField(Aggregate.TOTAL, ("Value",), INSIDE)
TENTHS: Measure = Rounded(TOTAL, Rounding(RoundingMode.DOWN, Fraction(1, 10)))


def row(comparator: Comparator, limit: str, amount: int) -> BandRow:
    asked = Comparison((Bound(comparator, Quantity(Fraction(limit), NUMBER)),))
    return BandRow(asked, "", (c.money(amount),), (True,), c.place(9))


def slots(measure: Measure, *rows: BandRow) -> set[str]:
    pays = c.consequence("Level", OnCondition(c.below(5), c.MONTH), c.credit(FromTable(Bands(measure, "", rows), None)))
    return {name for name in needed(c.plan(consequences=(pays,)), "calendar") if "rows/" in name}


@pytest.mark.parametrize(
    ("measure", "low", "asked"),
    [(COUNT, "2", False), (COUNT, "1", True), (TOTAL, "2", True), (TENTHS, "2.9", False), (TENTHS, "2.8", True)],
)
def test_between_rows_only_where_a_value_can_lie(measure: Measure, low: str, asked: bool) -> None:
    found = slots(measure, row(Comparator.AT_MOST, low, 10), row(Comparator.AT_LEAST, "3", 20))
    assert found == ({"between rows/Level"} if asked else set())


@pytest.mark.parametrize(("measure", "asked"), [(COUNT, False), (TOTAL, True)])
def test_several_rows_only_where_a_value_can_lie_in_two(measure: Measure, asked: bool) -> None:
    found = slots(measure, row(Comparator.LESS_THAN, "3", 10), row(Comparator.MORE_THAN, "2", 20))
    assert found == ({"several rows/Level"} if asked else set())


PRICE = ItemAmount("Incident", "Price")
EACH = ForEachItem(Selection("Incident"))
ONCE = OnCondition(c.below(5), c.MONTH)


@pytest.mark.parametrize(
    ("triggers", "amount", "capped", "asked"),
    [
        ((EACH,), PRICE, False, True),
        ((EACH,), c.money(5), False, False),
        ((EACH,), c.money("0.005"), False, True),
        ((EACH,), UpToAmount(c.money(5), PRICE), False, True),
        ((EACH,), c.money(5), True, True),
        ((ONCE,), c.share(10), False, False),
        ((ONCE, ONCE), c.share(10), False, True),
        ((ONCE, ONCE), c.money(5), False, False),
    ],
)
def test_several_amounts_only_where_two_can_have_fractions(
    triggers: tuple[ForEachItem | OnCondition, ...], amount: Amount, capped: bool, asked: bool
) -> None:
    paying = tuple(c.consequence("Level", one, c.credit(amount), line=n) for n, one in enumerate(triggers, 2))
    rules = (Cap("cap", CapScope.ALL, "", c.MONTH, c.share(33), "", c.place(20)),) if capped else ()
    assert ("several amounts" in needed(c.plan(consequences=paying, rules=rules), "calendar")) is asked
