"""Worked examples: given these events, this follows. Events are departures from a clean world, in which every record that is due is
there and in order; rows are made from events."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sladsl.findings import Place
from sladsl.model.algebra import Measure
from sladsl.model.moments import WindowUnit
from sladsl.model.node import node
from sladsl.model.quantities import Quantity, Rounding, Unit


@node
class SampleEvent:
    """Every row of a sampled record has this choice in these stretches (instants), and `otherwise` at all other times."""

    record: str
    field: str
    value: str
    stretches: tuple[tuple[int, int], ...]
    otherwise: str
    bound: tuple[tuple[str, str], ...] = ()


@node
class RowEvent:
    """One row with these fields (Python values as `FieldKind` says). Rows of records that it refers to are made where the example gives none."""

    record: str
    fields: tuple[tuple[str, object], ...]


@node
class MeasureEvent:
    """A measure, or the count of a selection, has this value in the window that starts on this local day."""

    measure: Measure
    value: Fraction
    first: date
    unit: WindowUnit
    bound: tuple[tuple[str, str], ...] = ()


Event = SampleEvent | RowEvent | MeasureEvent


@node
class ExpectMeasure:
    measure: Measure
    value: Fraction
    unit: Unit
    rounding: Rounding | None
    first: date
    window: WindowUnit
    place: Place
    bound: tuple[tuple[str, str], ...] = ()


@node
class ExpectCredit:
    """The amounts of this verb from payer to payee for the window come to `amount`."""

    verb: str
    payer: str
    payee: str
    amount: Quantity
    first: date
    window: WindowUnit
    place: Place


@node
class ExpectNoCredit:
    first: date
    window: WindowUnit
    place: Place


@node
class ExpectState:
    """The clause is met, missed or excused by the party in the window."""

    party: str
    clause: str
    state: str
    first: date
    window: WindowUnit
    place: Place


@node
class ExpectLedger:
    """What is carried over at the end of the window."""

    ledger: str
    value: Fraction
    unit: Unit
    first: date
    window: WindowUnit
    place: Place


@node
class ExpectRight:
    party: str
    subject: str
    arises: bool
    first: date
    window: WindowUnit
    place: Place


Expectation = ExpectMeasure | ExpectCredit | ExpectNoCredit | ExpectState | ExpectLedger | ExpectRight


@node
class Example:
    title: str
    events: tuple[Event, ...]
    expects: tuple[Expectation, ...]
    place: Place
