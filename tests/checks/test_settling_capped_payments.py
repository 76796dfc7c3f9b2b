"""Caps on payments and refunds: they hold for what they name, and payments for the party that pays."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sladsl.checks.statement import Statement
from tests.checks import said

BODY = """## Records

An "Order" is a record that Customer keeps in "SAP", with:

- Number: text
- Due: date
- Delivered: date, if any
- Broken: yes or no
- Price: amount

### Delivery

Provider shall ensure that each Order is Delivered by its Due.
For each full day by which an Order is late, Provider shall pay Customer 1% of its Price, without limit.
For each full day by which an Order is early, Customer shall pay Provider GBP 5.00.

### Breakage

For each Order with Broken yes, Provider shall refund Customer GBP 40.00.
For each Order with Broken yes, Provider shall credit Customer GBP 10.00.

{}
"""
# 20 and 19 days late, and 30 days early; two of them broken.
ORDERS = """Number,Due,Delivered,Broken,Price
1,2026-03-02,2026-03-22,yes,1000
2,2026-03-03,2026-03-22,yes,1000
3,2026-03-31,2026-03-01,no,1000
"""


def paid(statement: Statement) -> tuple[Fraction, ...]:
    """Pay, refund and credit by Provider, and pay by Customer."""
    parts = (("pay", "Provider"), ("refund", "Provider"), ("credit", "Provider"), ("pay", "Customer"))
    lines = [line for window in statement.windows for line in window.credits]
    return tuple(sum((line.amount for line in lines if (line.verb, line.payer) == part), Fraction(0)) for part in parts)


@pytest.mark.parametrize(
    ("cap", "expected"),
    [
        ("", (390, 80, 20, 150)),
        ("Payments by Provider for the term shall not exceed GBP 250.00.", (250, 80, 20, 150)),
        ("Payments by Customer for a month shall not exceed GBP 25.00.", (390, 80, 20, 25)),
        ("Payments by Provider for one Order shall not exceed 10% of its Price.", (200, 80, 20, 150)),
        ('Payments by Provider under clause "Breakage" for the term shall not exceed GBP 1.00.', (390, 80, 20, 150)),
        ("Refunds for the term shall not exceed GBP 50.00.", (390, 50, 20, 150)),
        ("Credits for the term shall not exceed GBP 15.00.", (390, 80, 15, 150)),
        (
            "Payments by Provider for one Order shall not exceed 10% of its Price.\n"
            "Payments by Provider for the term shall not exceed GBP 150.00.\n"
            "Credits for a month shall not exceed GBP 15.00.\n"
            "A credit above the cap is carried over to the following month.",
            (150, 80, 20, 150),
        ),
    ],
)
def test_a_cap_holds_for_what_it_names(cap: str, expected: tuple[int, ...]) -> None:
    """What is above a cap on credits is carried over to April; what is above one on payments is not."""
    assert paid(said.settled(said.plan_of(BODY.format(cap)), {"orders": ORDERS}, "2026-04-30")) == expected


@pytest.mark.parametrize(
    ("cap", "found"),
    [
        ('Credits under clause "Delivery" for the term shall not exceed GBP 1.00.', True),
        ('Payments by Provider under clause "Delivery" for the term shall not exceed GBP 1.00.', False),
        ('Payments by Customer under clause "Delivery" for the term shall not exceed GBP 1.00.', False),
        ('Payments by Customer under clause "Breakage" for the term shall not exceed GBP 1.00.', True),
    ],
)
def test_a_cap_on_what_nobody_owes_is_found(cap: str, found: bool) -> None:
    assert ("A025" in said.codes(BODY.format(cap))) is found


def test_it_says_over_which_time() -> None:
    assert "N165" in said.codes(BODY.format("Payments by Provider shall not exceed GBP 10.00."))
