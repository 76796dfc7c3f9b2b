"""What a finding offers to paste is a sentence of the language, and it closes the very question with the very value."""

from __future__ import annotations

import pytest

from sladsl.ambiguity.slots import CODES
from sladsl.compiler import check
from sladsl.findings import Severity
from sladsl.model.readings import Admissible
from sladsl.model.slots import GENERAL_RULES, NAMES, slot

WORLD = """# A contract in which every question can be asked

## Parties

"Provider" means "Northwind Hosting Ltd".
"Customer" means "Contoso Retail GmbH".

## Records

A "Circuit" is a record that Provider keeps in "Inventory", with:

- Name: text
- Start: date
- End: date, if any

A "Probe" is a record that Provider collects from "Pingdom" in each minute, with:

- Time: time
- Outcome: success or failure
- Delay: milliseconds

A "Ticket" is a record that Provider keeps in "ServiceNow", with:

- Opened: time
- Resolved: time, if any

## Definitions

"Outage" means the time from Opened to Resolved of each Ticket.
"Error Rate" means the percentage of the Probes in a month that have Outcome failure.
"Mean Delay" means the average Delay of the Probes in a month.

## Service levels

### Availability

Provider shall keep Mean Delay at or below 300 milliseconds in each month.
An excess in Mean Delay is carried over to the following 3 months.
{}
"""
SUBJECTS = {
    "group part": "Circuit",
    "piece belongs": "Outage",
    "open period": "Outage",
    "overlap": "Outage",
    "sample speaks": "Probe",
    "missing record": "Probe",
    "idle interval": "Error Rate",
    "several rows": "Availability",
    "between rows": "Availability",
    "met rows": "Availability",
    "unit step": "Availability",
    "item limit": "Availability",
    "restart": "Availability",
    "ledger order": "excess in Mean Delay",
    "ledger end": "excess in Mean Delay",
}
OFFERED = [
    pytest.param(name, admissible, id=f"{name}: {admissible.value}")
    for kind in NAMES
    for name in [f"{kind}/{SUBJECTS[kind]}" if kind in SUBJECTS else kind]
    for admissible in slot(name).admissible
    if kind in CODES or GENERAL_RULES.get(kind) != admissible.value  # in force without a sentence, and never offered
]


@pytest.mark.parametrize(("name", "offered"), OFFERED)
def test_an_offered_sentence_closes_its_question(name: str, offered: Admissible) -> None:
    checked = check(WORLD.format(offered.sentence), "world.sla", lambda name: None, {})
    assert checked.agreement is not None
    line = WORLD.format(offered.sentence).count("\n")
    wrong = [f.message for f in checked.findings if f.severity is Severity.ERROR and f.place and f.place.line == line]
    assert wrong == []
    kind = name.partition("/")[0]
    chosen = {(c.slot, c.value) for c in checked.agreement.chosen}
    ledgers = {(f"ledger end/{one.name}", one.lapses_at_end) for one in checked.agreement.ledgers}
    ledgers |= {(f"ledger order/{one.name}", one.oldest_first) for one in checked.agreement.ledgers}
    told = {(name, offered.value), (kind, offered.value)} & chosen
    assert told or (name, offered.value in ("lapses", "oldest first")) in ledgers


def test_every_question_has_a_code() -> None:
    assert set(CODES) - set(NAMES) == set()
    assert set(NAMES) - set(CODES) == set(GENERAL_RULES) - {"partial minute"}  # which words on minutes open again
