"""Prices that are due once or for each row, prices below a cent, and time that is to be delivered: by the evaluator and by the emitted
checks, against figures by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks import said

TEXT = """## Services

"Analysis" is a service that Provider supplies to Customer for GBP 45.00 for each Specimen.
"Care" is a service that Provider supplies to Customer for GBP 100.00 a month.
"Setup" is a service that Provider supplies to Customer for GBP 2,000.00 once.
"Testing" is a service that Provider supplies to Customer for GBP 9,000.00 a month.

## Records

A "Site" is a record that Provider keeps in "Plan", with:

- Name: text

A "Specimen" is a record that Provider keeps in "Desk", with:

- Number: text
- Site: a Site
- Received: time
- Reported: time, if any
- Pages: number

A "Test Day" is a record that Provider keeps in "Jira", with:

- Day: date
- Worked: hours

## Service levels

### Reports

Provider shall ensure that each Specimen is Reported within 2 days after it is Received.

### Trial

{trial}
"""
RECORDS = {
    "sites": "Name\nA\nB\n",
    "specimens": """Number,Site,Received,Reported,Pages
1,A,2026-01-05 10:00,2026-01-06 12:00,700
2,A,2026-01-06 10:00,2026-01-16 12:00,600
3,B,2026-01-07 10:00,2026-01-08 12:00,0
4,B,2026-02-07 10:00,2026-02-17 12:00,10
""",
    "test-days": "Day,Worked\n2026-01-10,100\n2026-01-20,70\n2026-02-10,150\n2026-03-10,161\n",
}


def paid(trial: str, as_of: str = "2026-03-31") -> dict[str, Fraction]:
    return said.paid(said.settled(said.plan_of(TEXT.format(trial=trial)), RECORDS, as_of))


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        # Three specimens in January and one in February, at 45 each.
        (
            "If the number of Specimens in a month is at least 1, "
            "Provider shall credit Customer 10% of the Analysis fee for that month.",
            {"2026-01": "13.5", "2026-02": "4.5"},
        ),
        (
            "For each Specimen not Reported in time, Provider shall credit Customer 50% of the Analysis fee for that Specimen.",
            {"2026-01": "22.5", "2026-02": "22.5"},
        ),
        (
            "If the number of Specimens of a Site in a month is at least 1, "
            "Provider shall credit Customer 10% of the Analysis fees for that Site for that month.",
            {"2026-01": "13.5", "2026-02": "4.5"},
        ),
        (
            'If Provider misses clause "Reports" for a Site in a month, '
            "Provider shall credit Customer 10% of the Analysis fees for that Site for that month.",
            {"2026-01": "9", "2026-02": "4.5"},
        ),
        # 135 + 100 + 2,000 + 9,000 in January, 45 + 100 + 9,000 in February, 9,100 in March.
        (
            "If the number of Specimens in a month is at most 5, "
            "Provider shall credit Customer 10% of the fees for that month.",
            {"2026-01": "1123.5", "2026-02": "914.5", "2026-03": "910"},
        ),
        (
            'If Provider misses clause "Reports" in a month, Provider shall credit Customer 10% of the Setup fee for that month.',
            {"2026-01": "200"},
        ),
        # 1,300 pages in January: 300 too many, at 0.4 of a penny.
        (
            "For each page by which the total Pages in a month exceeds 1,000 pages, Customer shall pay Provider GBP 0.004.",
            {"2026-01": "1.2"},
        ),
        (
            "For each full 100 pages by which the total Pages in a month exceeds 1,050 pages, Customer shall pay Provider GBP 0.01.",
            {"2026-01": "0.02"},
        ),
        # 1,300 pages at 0.075 of a penny are 97.5 pence.
        (
            "For each page by which the total Pages in a month exceeds 0, Customer shall pay Provider GBP 0.00075.",
            {"2026-01": "0.98", "2026-02": "0.01"},
        ),
    ],
)
def test_prices(sentence: str, due: dict[str, str]) -> None:
    assert paid(sentence) == {month: Fraction(amount) for month, amount in due.items()}


def test_a_price_that_is_due_once_has_no_part_for_a_time() -> None:
    sentence = 'If Provider misses clause "Reports" in a month, Provider shall credit Customer 7 days of the Setup fee.'
    assert "N117" in said.codes(TEXT.format(trial=sentence))


OWED = "Provider shall deliver at least 160 hours of Testing in each month.\n"


def test_time_that_is_to_be_delivered() -> None:
    found = said.settled(said.plan_of(TEXT.format(trial=OWED)), RECORDS, "2026-03-31")
    states = said.states(found, "Trial")
    assert {month: next(iter(of.values())) for month, of in states.items()} == {
        "2026-01": "met",
        "2026-02": "missed",
        "2026-03": "met",
    }


@pytest.mark.parametrize(
    ("more", "due"),
    [
        (
            "If Provider does not, Provider shall credit Customer 5% of the Testing fee for that month.",
            {"2026-02": 450, "2026-04": 450},
        ),
        # Ten hours lack in February; one is made good in March, nine lapse with April.
        (
            "A shortfall in Testing is carried over to the following 2 months.\n"
            "An excess in Testing is set off against a shortfall that is carried over, the oldest first.\n"
            "An excess in Testing that is not set off lapses.\n"
            "For each hour of a shortfall that lapses, pro rata, Provider shall refund Customer GBP 50.00.",
            {"2026-04": 450},
        ),
    ],
)
def test_what_follows_where_less_is_delivered(more: str, due: dict[str, int]) -> None:
    """Nothing is delivered in April."""
    assert paid(OWED + more, as_of="2026-04-30") == due
