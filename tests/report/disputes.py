"""Findings with a dispute, and the text that they are about."""

from __future__ import annotations

from fractions import Fraction

from sladsl.findings import Claimed, Dispute, Edit, Finding, OfferedReading, Place, Severity

FILE = "hosting.sla"
TEXT = """# Hosting Agreement

## Service levels

### Availability

Provider shall keep Uptime at or above 99.9% in each month.
If Provider does not, Provider shall credit Customer 10%.
Only outages longer than 5 minutes count.

### Support

Each Ticket is due to be Answered promptly.
"""

CLAIM = Finding(
    "A009",
    Severity.WARNING,
    "Is a credit due without a claim?",
    Place(FILE, 8, 1, 8, 58),
    "left open",
    clause="Availability",
    readings=(
        OfferedReading(
            "claim: automatic", "Credits are due without a claim.", Edit(None, "Credits are due without a claim.")
        ),
        OfferedReading(
            "claim: claimed",
            "A credit is due only if it is claimed.",
            Edit(None, "A credit is due only if it is claimed."),
        ),
    ),
    dispute=Dispute(
        ("The service is down on Wednesday 10 June 2026 from 14:00 to 15:00.",),
        (
            Claimed(
                "claim: automatic", "EUR 500.00", "60 of 43,200 minutes down: 99.8611%, 5% of EUR 10,000.00", "Customer"
            ),
            Claimed("claim: claimed", "EUR 0.00", "nobody claims", "Provider"),
        ),
        Fraction(500),
        "EUR",
        "1 question, 2 answers, 14 sets of events",
    ),
)

BASE = Finding(
    "A003",
    Severity.WARNING,
    "Of what is 10% credited?",
    Place(FILE, 8, 54, 8, 57),
    "10% of what?",
    clause="Availability",
    readings=tuple(
        OfferedReading(
            f"credit of 10%: {value}",
            f"… Provider shall credit Customer {words}.",
            Edit(Place(FILE, 8, 54, 8, 57), words),
        )
        for value, words in (
            ("Web Hosting", "10% of the Web Hosting fee for that month"),
            ("all", "10% of all fees for that month"),
            ("year", "10% of all fees for the year in which that month falls, before taxes and after discounts"),
        )
    ),
    dispute=Dispute(
        (
            "The service is down on Wednesday 10 June 2026 from 14:00 to 19:00.",
            "A Ticket is opened on Thursday 11 June 2026 at 09:30, and answered on Friday 12 June 2026 at 09:30 by a person of the second line.",
        ),
        (
            Claimed("Web Hosting", "EUR 1,000.00", "10% of EUR 10,000.00", "Provider"),
            Claimed("all", "EUR 5,000.00", "10% of EUR 50,000.00", ""),
            Claimed(
                "year",
                "EUR 12,000.00",
                "10% of EUR 120,000.00, which are twelve monthly fees of EUR 10,000.00 each, from 1 January to 31 December 2026",
                "Customer",
            ),
        ),
        Fraction(11000),
        "EUR",
        "1 question, 3 answers, 212 sets of events; every row of the table",
    ),
)

DAYS = Finding(
    "B024",
    Severity.WARNING,
    "How are days counted back from an event?",
    Place(FILE, 13, 1, 13, 44),
    "left open",
    clause="Support",
    readings=(
        OfferedReading("days before: full days", "Days before a day are counted back from that day."),
        OfferedReading("days before: 24 hours", "Days before a time are periods of 24 hours."),
    ),
    dispute=Dispute(
        ("A notice is sent on 5 June 2026 at 09:00.",),
        (
            Claimed("full days", "in time", "5 June is day 5", "Provider"),
            Claimed("24 hours", "late", "113 hours", "Customer"),
        ),
        Fraction(0),
        "",
        "",
    ),
)
"""No money hangs on it."""

NONE_FOUND = Finding(
    "D011",
    Severity.INFO,
    "Is each of several amounts for a month rounded, or their sum?",
    Place(FILE, 8, 1, 8, 58),
    "left open",
    clause="Availability",
    readings=(
        OfferedReading("several amounts: one by one", "Amounts are rounded one by one."),
        OfferedReading("several amounts: in one sum", "Amounts are rounded in one sum for a month."),
    ),
    dispute=Dispute((), (), Fraction(0), "", "412 cases of up to 3 events"),
)
"""The search found no difference."""
