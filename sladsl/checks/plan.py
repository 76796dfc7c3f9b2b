"""The plan: what a machine can run. Against the model it has lost the language: no prose, no headings but the clauses' names, no
sentence that nothing computes; what the text leaves open stands as readings, each with its admissible values.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from sladsl.findings import Place
from sladsl.model.algebra import Measure, Period, Selection
from sladsl.model.consequences import Amount, Consequence, Ledger, Rule
from sladsl.model.duties import Deemed, Due, Duty, Quota
from sladsl.model.moments import Length, WindowUnit
from sladsl.model.quantities import Quantity, Rounding, Unit
from sladsl.model.readings import Reading
from sladsl.model.schema import Record


@dataclass(frozen=True, slots=True)
class Service:
    """`price` for each `unit` window, for each row of `each` where it is priced so (a record's name). None: no price stated."""

    name: str
    supplier: str
    customer: str
    price: Quantity | None
    unit: WindowUnit | None
    each: str = ""


@dataclass(frozen=True, slots=True)
class ServiceLife:
    """The fields between which a row is in service ("Start", "End"): a Circuit counts, and its fee is due, from its start date to its
    end date, both included. Empty names: it is always in service."""

    record: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A name and what it means. `unit` is the unit of a measure's values, for words and checks."""

    name: str
    body: Selection | Period | Measure | Amount
    unit: Unit | None
    place: Place


@dataclass(frozen=True, slots=True)
class FormValue:
    """An order-form value: given, or still to be agreed (`value` None)."""

    name: str
    unit: Unit
    value: Quantity | None
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """`start`: the day on which the agreement takes effect; `length` None: until it is terminated. The days are local."""

    start: date | None
    length: Length | None
    renews_by: Length | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """`business_days` 0 = Monday. `holidays`: the names of the calendars as the text has them ("England"); `observed`: the reading's value."""

    business_days: tuple[int, ...]
    business_days_except_holidays: bool
    holidays: tuple[str, ...]
    observed: bool


# --- worked examples -------------------------------------------------------------------------------------------------------------


class Pattern(StrEnum):
    STRETCH = "stretch"  # from … to …
    EACH = "each"  # the first N units of each unit of a day


@dataclass(frozen=True, slots=True)
class SampleEvent:
    """Every row of a sampled record has this choice in these stretches (local minutes since the epoch are not used: instants), and `otherwise` at all other times."""

    record: str
    field: str
    value: str
    stretches: tuple[tuple[int, int], ...]
    otherwise: str
    bound: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RowEvent:
    """One row with these fields (Python values as `FieldKind` says). Rows of records that it refers to are made where the example gives none."""

    record: str
    fields: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class MeasureEvent:
    """A measure, or the count of a selection, has this value in the window that starts on this local day."""

    measure: Measure
    value: Fraction
    first: date
    unit: WindowUnit
    bound: tuple[tuple[str, str], ...] = ()


Event = SampleEvent | RowEvent | MeasureEvent


@dataclass(frozen=True, slots=True)
class ExpectMeasure:
    measure: Measure
    value: Fraction
    unit: Unit
    rounding: Rounding | None
    first: date
    window: WindowUnit
    place: Place
    bound: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectCredit:
    """The amounts of this verb from payer to payee for the window come to `amount`."""

    verb: str
    payer: str
    payee: str
    amount: Quantity
    first: date
    window: WindowUnit
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectNoCredit:
    first: date
    window: WindowUnit
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectState:
    """The clause is met, missed or excused by the party in the window."""

    party: str
    clause: str
    state: str
    first: date
    window: WindowUnit
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectLedger:
    """What is carried over at the end of the window."""

    ledger: str
    value: Fraction
    unit: Unit
    first: date
    window: WindowUnit
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectRight:
    party: str
    subject: str
    arises: bool
    first: date
    window: WindowUnit
    place: Place


Expectation = ExpectMeasure | ExpectCredit | ExpectNoCredit | ExpectState | ExpectLedger | ExpectRight


@dataclass(frozen=True, slots=True)
class Example:
    title: str
    events: tuple[Event, ...]
    expects: tuple[Expectation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
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
