"""The plan: what a machine can run. Against the model it has lost the language: no prose, no headings but the clauses' names, no
sentence that nothing computes; what the text leaves open stands as readings, each with its admissible values.
"""

from __future__ import annotations

from sladsl.model.agreement import Calendar, Definition, FormValue, Service, ServiceLife, Term
from sladsl.model.consequences import Consequence, Ledger, Rule
from sladsl.model.duties import Deemed, Due, Duty, Quota
from sladsl.model.node import node
from sladsl.model.quantities import Rounding
from sladsl.model.readings import Reading
from sladsl.model.schema import Record
from sladsl.model.worked import (
    AmountEvent,
    Event,
    Example,
    ExpectAllowance,
    Expectation,
    ExpectBelongs,
    ExpectCredit,
    ExpectDue,
    ExpectExtension,
    ExpectLedger,
    ExpectMeasure,
    ExpectNoCredit,
    ExpectRight,
    ExpectRows,
    ExpectState,
    ExpectUnits,
    FormEvent,
    MeasureEvent,
    NamedWindow,
    RowEvent,
    SampleEvent,
    StateEvent,
    StretchEvent,
)

__all__ = [
    "AmountEvent",
    "Calendar",
    "Definition",
    "Event",
    "Example",
    "ExpectAllowance",
    "ExpectBelongs",
    "ExpectCredit",
    "ExpectDue",
    "ExpectExtension",
    "ExpectLedger",
    "ExpectMeasure",
    "ExpectNoCredit",
    "ExpectRight",
    "ExpectRows",
    "ExpectState",
    "ExpectUnits",
    "Expectation",
    "FormEvent",
    "FormValue",
    "MeasureEvent",
    "NamedWindow",
    "Plan",
    "RowEvent",
    "SampleEvent",
    "Service",
    "ServiceLife",
    "StateEvent",
    "StretchEvent",
    "Term",
]


@node
class Plan:
    """`rounding` None: amounts are not rounded unless the reading says so. Order of duties, consequences and rules is that of the text."""

    agreement: str
    version: str
    zone: str
    currency: str
    rounding: Rounding | None
    parties: tuple[str, ...]
    term: Term
    calendar: Calendar | None
    services: tuple[Service, ...]
    lives: tuple[ServiceLife, ...]
    records: tuple[Record, ...]
    definitions: tuple[Definition, ...]
    form_values: tuple[FormValue, ...]
    declared_units: tuple[str, ...]
    dues: tuple[Due, ...]
    deemed: tuple[Deemed, ...]
    duties: tuple[Duty, ...]
    quotas: tuple[Quota, ...]
    consequences: tuple[Consequence, ...]
    ledgers: tuple[Ledger, ...]
    rules: tuple[Rule, ...]
    readings: tuple[Reading, ...]
    examples: tuple[Example, ...]
