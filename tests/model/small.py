"""A small contract in which a few sentences are resolved, and what they come to."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from sladsl.findings import Finding, Severity
from sladsl.model.agreement import Agreement
from sladsl.model.consequences import Consequence
from sladsl.model.duties import DutyKind
from sladsl.model.resolve import resolve
from sladsl.syntax.source import Source
from tests.model.phrase_texts import tree_of

HEAD = """# Small

Version 1, dated 1 January 2026.

## Parties

"Provider" means "Provider Ltd".
"Customer" means "Customer Ltd".

## Term

This agreement takes effect on 1 January 2026 and continues for 12 months.

## Interpretation

A day is a calendar day.
Times are in Europe/London.
Amounts are in GBP, without taxes, and are rounded half up to the penny.
A business day is Monday to Friday, except public holidays.
Public holidays are the bank holidays of England, on the days on which they are observed.

## Services

"Hosting" is a service that Provider supplies to Customer for GBP 100.00 a month.
"Transport" is a service that Provider supplies to Customer for GBP 10.00 a month for each Circuit.

## Records

A "Circuit" is a record that Provider keeps in "Inventory", with:

- Name: text
- Class: gold or silver
- Start: date
- Backup: a Circuit, if any

A "Probe" is a record that Provider collects from "Pingdom" from each Location in each minute, with:

- Time: time
- Location: London or Paris
- Outcome: success or failure
- Latency: milliseconds

A "Ticket" is a record that Provider keeps in "Desk", with:

- Number: text
- Circuit: a Circuit
- Priority: 1 or 2
- Opened: time
- Answered: time, if any
- Resolved: time, if any
- Escalated: time, if any
- Refunded: yes or no
- Price: amount
- Waiting: periods

A "Timesheet" is a record that Provider keeps in "Jira", with:

- Day: date
- Worked: hours

A "Report" is a record that Provider sends to Customer, with:

- Month: month
- Sent: time

A "Claim" is a record that Customer sends to Provider, with:

- Circuit: a Circuit
- Month: month
- Received: time

## Definitions

"Support Hours" are Monday to Friday from 08:00 to 18:00, except public holidays.
"Daytime Failure" means Downtime, within Support Hours.
"Season" is 15 November to 31 December of each year.
"Downtime" means each period in which every Probe has Outcome failure.
"Fault" means the time from Opened to Resolved of each Ticket.
"Uptime" means the percentage of the time in a month that is not Downtime.
"Hours" means the total Worked of the Timesheets in a month.
"Urgent Ticket" means a Ticket with Priority 1.
"Target" is a percentage to be agreed.
A "Point" is a unit.
"""

Node = TypeVar("Node")


def told(sentences: str, *, definitions: str = "") -> tuple[Agreement, tuple[Finding, ...]]:
    """The agreement with these definitions and, in a clause of its own, these sentences; and its errors."""
    text = f"{HEAD}{definitions}\n\n## Service levels\n\n### Other\n\nProvider shall keep Hours at or above 10 hours in each month.\n"
    text += "Each Ticket is due to be Answered within 4 hours after it is Opened.\n\n"
    text += f"### Clause\n\n{sentences}\n"
    source = Source("small.sla", text)
    tree, read = tree_of(source)
    agreement, found = resolve(tree, source, lambda name: None)
    return agreement, tuple(f for f in (*read, *found) if f.severity is Severity.ERROR)


def codes(sentences: str, *, definitions: str = "") -> list[str]:
    """Of the errors, and of the words that leave something open."""
    agreement, errors = told(sentences, definitions=definitions)
    return [*(one.code for one in errors), *(one.code for one in agreement.wordings)]


def defined(definition: str, name: str = "X") -> object:
    """What a definition means; it must have no errors."""
    agreement, errors = told("No credit is due for this clause.", definitions=definition)
    assert [f.message for f in errors] == []
    return next(d.body for d in agreement.definitions if d.name == name)


def duties(sentences: str, *, definitions: str = "") -> list[DutyKind]:
    """The duties of the clause."""
    agreement, errors = told(sentences, definitions=definitions)
    assert [f.message for f in errors] == []
    return [duty.kind for duty in agreement.duties if duty.clause == "Clause"]


def consequences(sentences: str, *, definitions: str = "") -> list[Consequence]:
    """The consequences of the clause, without their words and places."""
    agreement, errors = told(sentences, definitions=definitions)
    assert [f.message for f in errors] == []
    place = agreement.duties[0].place
    return [replace(one, text="", place=place) for one in agreement.consequences if one.clause == "Clause"]


def the(kind: type[Node], nodes: list[object]) -> Node:
    """The one node of this kind."""
    (found,) = [node for node in nodes if isinstance(node, kind)]
    return found
