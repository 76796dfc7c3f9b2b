"""Time limits that are told by the month beside that for which something is: its end, a numbered day, a numbered business day."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.checks.said import paid, plan_of, settled

REPORT = """## Services

"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

A "Service Report" is a record that Provider sends to Customer, with:

- Month: month
- Sent: time

### Reports

Provider shall send a Service Report to Customer {limit}.
If Provider does not, Provider shall credit Customer GBP 10.00.

## Credits

Credits are due without a claim.
"""


@pytest.mark.parametrize(
    ("limit", "last", "late"),
    [
        ("by the end of the following month", "2026-02-28 23:59", "2026-03-01 00:00"),
        ("by the last day of the following month", "2026-02-28 23:59", "2026-03-01 00:00"),
        ("by the 15th day of the following month", "2026-02-15 23:59", "2026-02-16 00:00"),
        ("by 17:00 on the 3rd business day of the following month", "2026-02-04 16:59", "2026-02-04 17:01"),
        ("by the end of the same month", "2026-01-31 23:59", "2026-02-01 00:00"),
        ("by the 20th day of the same month", "2026-01-20 23:59", "2026-01-21 00:00"),
    ],
)
def test_a_report_for_each_month(limit: str, last: str, late: str) -> None:
    plan = plan_of(REPORT.format(limit=limit))

    def due(sent: str) -> Fraction:
        rows = f"Month,Sent\n2026-01,{sent}"
        return paid(settled(plan, {"service-reports": rows}, "2026-06-30", last="2026-01-31")).get(
            "2026-01", Fraction(0)
        )

    assert (due(last), due(late)) == (0, 10)


@pytest.mark.parametrize(("sent", "due"), [("2028-01-31 23:59", 0), ("2028-02-01 00:00", 10), ("", 10)])
def test_the_month_after_the_last_of_the_term_ends_as_any_other(sent: str, due: int) -> None:
    plan = plan_of(REPORT.format(limit="by the end of the following month"))
    rows = "Month,Sent" + (f"\n2027-12,{sent}" if sent else "")
    found = paid(settled(plan, {"service-reports": rows}, "2028-06-30"))
    assert found.get("2027-12", 0) == due


CLAIM = """## Services

"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month.

A "Probe" is a record that Provider collects from "its monitors" in each hour, with:

- Time: time
- Outcome: success or failure

A Probe stands for the clock hour in which it is made.
A missing Probe counts as a success.

"Uptime" means the percentage of the Probes in a month that have Outcome success.

A "Claim" is a record that Customer sends to Provider, with:

- Month: month
- Received: time

### Availability

Provider shall keep Uptime at or above 99.9% in each month.
If Provider does not, Provider shall credit Customer GBP 100.00.

### Claims

A credit is due only if Customer claims it {limit}.
"""


@pytest.mark.parametrize(
    ("limit", "last", "late"),
    [
        ("by the end of the following month", "2026-02-28 23:59", "2026-03-01 00:00"),
        ("by the 15th day of the following month", "2026-02-15 23:59", "2026-02-16 00:00"),
        ("by the 5th business day of the following month", "2026-02-06 23:59", "2026-02-07 00:00"),
    ],
)
def test_a_claim_for_a_month(limit: str, last: str, late: str) -> None:
    plan = plan_of(CLAIM.format(limit=limit))

    def due(received: str) -> Fraction:
        records = {
            "probes": "Time,Outcome\n2026-01-10 10:00,failure\n2026-01-10 11:00,failure\n2026-07-01 00:00,success",
            "claims": f"Month,Received\n2026-01,{received}",
        }
        return paid(settled(plan, records, "2026-06-30", last="2026-01-31")).get("2026-01", Fraction(0))

    assert (due(last), due(late)) == (100, 0)
