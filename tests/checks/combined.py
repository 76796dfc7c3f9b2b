"""Contracts put together from parts: every measure with every window and form of duty, every duty with every consequence and cap.

A part is a sentence with places for others. A combination is a clause; the clauses of one contract share their measure or duty and their
cap, so that what they give meets under it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

HEAD = """# Combined

Version 1, dated 1 January 2026.

## Parties

"Provider" means "Provider Ltd".
"Customer" means "Customer Ltd".

## Term

This agreement takes effect on 1 January 2026 and continues for 24 months.

## Interpretation

This agreement follows the Standard Interpretation Rules, edition 1.
Times are in Europe/London.
Amounts are in GBP, without taxes, and are rounded half up to the penny.
A business day is Monday to Friday, except public holidays.
Public holidays are the bank holidays of England, on the days on which they are observed.

## Services

"Hosting" is a service that Provider supplies to Customer for GBP 1,000.00 a month.
"Transport" is a service that Provider supplies to Customer for GBP 100.00 a month for each Site.

## Records

A "Site" is a record that Provider keeps in "Inventory", with:

- Name: text
- Class: gold or silver

A "Ticket" is a record that Provider keeps in "Desk", with:

- Number: text
- Site: a Site
- Priority: 1 or 2
- Opened: time
- Answered: time, if any
- Resolved: time, if any
- Price: amount
- Waiting: periods

A "Line Fault" is a record that Provider keeps in "Desk", with:

- Site: a Site
- Start: time
- End: time, if any

A "Request" is a record that Provider keeps in "Logs", with:

- Site: a Site
- Time: time
- Outcome: success or error
- Wait: seconds

A "Timesheet" is a record that Provider keeps in "Jira", with:

- Site: a Site
- Day: date
- Worked: hours

## Definitions

"Support Hours" are Monday to Friday from 08:00 to 18:00, except public holidays.
"Outage" means the time from Start to End of each Line Fault.
"Interruption" means the time from Opened to Resolved of each Ticket, except its Waiting.
"Error Rate" means the percentage of the Requests in a 60-minute interval that have Outcome error.
"Ticket Count" means the number of Tickets in a month.
A "Point" is a unit.
{definitions}
## Service levels
"""


@dataclass(frozen=True)
class Measured:
    """A measure: its definition (over `{window}`), how a duty names it, and a level in its unit with the step beyond it."""

    name: str
    definition: str
    named: str
    level: str
    low: bool
    """Whether more is worse."""
    step: str


MEASURES = (
    Measured("count", "", "the number of Tickets", "3", True, "2 Tickets"),
    Measured("backlog", '"M" means the number of Tickets in {window} that are not Resolved.', "M", "1", True, ""),
    Measured("total", '"M" means the total Worked of the Timesheets in {window}.', "M", "2 hours", False, "hour"),
    Measured("average", '"M" means the average Wait of the Requests in {window}.', "M", "30 seconds", True, "10 seconds"),
    Measured("median", '"M" means the median Wait of the Requests in {window}.', "M", "30 seconds", True, "10 seconds"),
    Measured("highest", '"M" means the highest Wait of the Requests in {window}.', "M", "59 seconds", True, "10 seconds"),
    Measured("percentile", "", "the 95th percentile of Wait of the Requests", "59 seconds", True, "10 seconds"),
    Measured(
        "share of records", '"M" means the percentage of the Requests in {window} that have Outcome success.', "M", "60%",
        False, "percentage point",
    ),
    Measured(
        "share in time",
        '"M" means the percentage of the Tickets in {window} that are Answered within 4 hours of Support Hours after it is Opened.',
        "M", "60%", False, "percentage point",
    ),
    Measured(
        "share of time", '"M" means the percentage of the time in {window} that is not Outage.', "M", "99.5%", False,
        "percentage point",
    ),
    Measured(
        "share of hours", '"M" means the percentage of Support Hours in {window} that is not Interruption.', "M", "90%",
        False, "percentage point",
    ),
    Measured(
        "ratio",
        '"M" means the total Worked of the Timesheets in {window}, divided by the number of Timesheets in {window}.',
        "M", "1 hour", False, "hour",
    ),
    Measured("length", "", "the total Outage", "4 hours", True, "hour"),
    Measured("longest", "", "the longest Outage", "2 hours", True, "hour"),
    Measured("mean length", '"M" means the average duration of the Outages in {window}.', "M", "2 hours", True, "hour"),
    Measured(
        "over intervals", '"M" means the average over the 60-minute intervals of {window} of Error Rate.', "M", "40%", True,
        "percentage point",
    ),
    Measured(
        "rounded", '"M" means the total Outage in {window}, in minutes, rounded down to the full minute.', "M", "90 minutes",
        True, "30 minutes",
    ),
    Measured("difference", '"M" means 10 minus the number of Tickets in {window}.', "M", "8", False, ""),
)  # fmt: skip

WINDOWS = {
    "month": ("each month", "a month"),
    "calendar month": ("each calendar month", "a calendar month"),
    "contract month": ("each contract month", "a contract month"),
    "quarter": ("each quarter", "a quarter"),
    "year": ("each year", "a year"),
    "week": ("each week", "a week"),
    "day": ("each day", "a day"),
    "hour": ("each hour", "an hour"),
    "any days": ("any 30 consecutive days", "any 30 consecutive days"),
    "any months": ("any 3 consecutive months", "any 3 consecutive months"),
}
"""How a duty names the window, and how a definition does."""

FORMS = {
    "plain": "Provider shall keep {measure} {at} {level} in {each}.",
    "of each": "Provider shall keep {measure} of each Site {at} {level} in {each}.",
    "in support hours": "Provider shall keep {measure}, outside Support Hours, {at} {level} in {each}.",
    "by class": "Provider shall keep {measure} of each Site at the following level in {each}:\n\n"
    "| Class  | Level |\n| ------ | ----- |\n| gold   | {level} |\n| silver | {level} |",
}

DUTIES = {
    "level": "Provider shall keep the number of Tickets at or below 3 in each month.",
    "level of each": "Provider shall keep the total Outage of each Site at or below 4 hours in each month.",
    "level of a quarter": "Provider shall keep the number of Tickets at or below 9 in each quarter.",
    "level of a day": "Provider shall keep the total Outage at or below 4 hours in each day.",
    "level of any days": "Provider shall keep the number of Tickets at or below 3 in any 30 consecutive days.",
    "each record": "Provider shall ensure that each Ticket is Answered within 4 hours after it is Opened.",
    "each record with pauses": "Provider shall ensure that each Ticket is Resolved within 8 hours of Support Hours after it is "
    "Opened, not counting its Waiting.",
    "most records": "Provider shall ensure that at least 95% of the Tickets in each month are Answered within 4 hours after it is "
    "Opened.",
    "so many": "Provider shall ensure that at least 3 Tickets are Answered in each month.",
    "quota": "Provider shall deliver at least 3 Timesheets to Customer in each month.",
}

CONSEQUENCES = {
    "amount": "If Provider does not, Provider shall credit Customer GBP 33.33.",
    "share of a fee": "If Provider does not, Provider shall credit Customer 7.77% of the Hosting fee for that month.",
    "share of the fees": 'If Provider misses clause "{clause}" in a month, Provider shall credit Customer 3.33% of the fees for that '
    "month.",
    "table": 'If Provider misses clause "{clause}" in a month, Provider shall credit Customer the following amounts:\n\n'
    "| Ticket Count | Credit |\n| ------------ | ------ |\n| at most 5 | GBP 10.00 |\n| more than 5 | 5.55% of the Hosting fee "
    "for that month |",
    "for each record": "For each Ticket that is Opened during Support Hours, Provider shall credit Customer 1.11% of its Price.",
    "for each started hour late": "For each started hour by which a Ticket is late, Provider shall credit Customer GBP 1.05, up to "
    "GBP 20.00.",
    "pro rata": "For each hour by which the total Outage in a month exceeds 4 hours, pro rata, Provider shall credit Customer GBP 3.10.",
    "for each stretch": "For each started 30 minutes of an Outage, Provider shall credit Customer 5% of the Hosting fee for that month, "
    "up to 100% of that fee.",
    "up to in a quarter": 'If Provider misses clause "{clause}" in a month, Provider shall credit Customer GBP 40.01, up to '
    "GBP 60.00 in a quarter.",
    "points": 'If Provider misses clause "{clause}" in a month, Provider incurs 3 Points.\nFor each Point in a month, Provider shall '
    "credit Customer 0.55% of the fees for that month, without limit.",
    "refund": 'If Provider misses clause "{clause}" in a month, Provider shall refund Customer 12.5% of the Hosting fee for that month.',
    "more the second time": 'If Provider misses clause "{clause}" in a month, Provider shall credit Customer GBP 5.00.\nIf Provider also '
    'misses clause "{clause}" in the preceding month, Provider shall credit Customer GBP 15.55 instead.',
    "extension": 'If Provider misses clause "{clause}" in a month, Provider shall extend the term by 1 day at no charge, up to 2 days in a '
    "quarter.",
    "right": 'If Provider misses clause "{clause}" in 2 of any 3 consecutive months, Customer may terminate this agreement by at least 30 '
    "days' notice, given within 60 days after the end of the last of those months.",
    "credit for 2 of 3 months": 'If Provider misses clause "{clause}" in 2 of any 3 consecutive months, Provider shall credit Customer '
    "GBP 77.77.",
    "excuse": 'If Provider misses clause "{clause}" in a month, Customer is excused from clause "Use" in that month.',
    "earned back": "If Provider does not, Provider shall credit Customer GBP 9.99.\nIf the number of Tickets in the following month is at most "
    "3, the credit for that month lapses.",
    "lapse": 'If Provider misses clause "{clause}" in 2 consecutive months, clause "Use" lapses.',
}

CAPS = {
    "none": "",
    "month": "Credits for a month shall not exceed GBP 50.00.",
    "share": "Credits for a month shall not exceed 33.33% of the fees for that month.",
    "clause": 'Credits under clause "{clause}" for a month shall not exceed GBP 12.34.',
    "quarter": "Credits for a quarter shall not exceed GBP 90.00.",
    "any months": "Credits for any 3 consecutive months shall not exceed 10% of the fees for those months.",
    "term": "Credits for the term shall not exceed GBP 99.99.",
    "item": "Credits for one Ticket shall not exceed GBP 0.99.",
    "item in a month": "Credits for one Ticket for a month shall not exceed GBP 1.99.",
    "clause and month": 'Credits under clause "{clause}" for a month shall not exceed GBP 12.34.\n\nCredits for a month shall not exceed '
    "GBP 30.00.",
    "least": "A credit below GBP 5.00 is not due.",
    "greatest": "Only the greatest of several credits for a month is due.",
    "above the cap": "Credits for a month shall not exceed GBP 25.00.\n\nA credit above the cap is carried over to the following month.",
}

USE = "### Times\n\nEach Ticket is due to be Resolved within 24 calendar hours after it is Opened.\n\n### Use\n\nCustomer shall keep the total Worked of the Timesheets at or below 50 hours in each month.\n"


@dataclass(frozen=True)
class Clause:
    """A combination: by what it is told, and its sentences under a title of their own."""

    parts: tuple[str, ...]
    title: str
    text: str
    definition: str = ""


@dataclass(frozen=True)
class Combined:
    """A contract, and the clauses of which it is made."""

    name: str
    clauses: tuple[Clause, ...]
    rules: str = ""

    def text(self, without: frozenset[str] = frozenset()) -> str:
        """`without`: titles of clauses that are left out."""
        kept = [one for one in self.clauses if one.title not in without]
        definitions = "".join(f"{one}\n" for one in dict.fromkeys(clause.definition for clause in kept) if one)
        body = "".join(f"\n### {one.title}\n\n{one.text}\n" for one in kept)
        first = kept[0].title if kept else "Use"
        rules = f"\n## Caps\n\n{self.rules.format(clause=first)}\n" if self.rules else ""
        return f"{HEAD.format(definitions=definitions)}{body}\n{USE}{rules}"


def of_measures() -> Iterator[Combined]:
    """A contract for each measure, with a clause for each window and form."""
    for measure in MEASURES:
        clauses = []
        for number, (window, (each, a)) in enumerate(WINDOWS.items(), 1):
            for form, sentence in FORMS.items():
                name = f"M{number}" if measure.definition else measure.named
                text = sentence.format(
                    measure=name, at="at or below" if measure.low else "at or above", level=measure.level, each=each
                )
                definition = measure.definition.replace('"M"', f'"{name}"').format(window=a)
                title = f"Level {number} {form}"
                clauses.append(Clause((measure.name, window, form), title, text, definition))
        yield Combined(measure.name, tuple(clauses))


def of_consequences() -> Iterator[Combined]:
    """A contract for each duty and cap, with a clause for each consequence."""
    for duty, sentence in DUTIES.items():
        for cap, rules in CAPS.items():
            clauses = tuple(
                Clause(
                    (duty, consequence, cap), f"Level {number}", f"{sentence}\n{what.format(clause=f'Level {number}')}"
                )
                for number, (consequence, what) in enumerate(CONSEQUENCES.items(), 1)
            )
            yield Combined(f"{duty}, {cap}", clauses, rules)
