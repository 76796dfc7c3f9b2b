"""Worked examples: given these events, this follows. Events are departures from a clean world, in which every record that is due is
there and in order; rows are made from events."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sladsl.findings import Place
from sladsl.model.algebra import Condition, Measure, Selection
from sladsl.model.consequences import AllFees, Amount, Fee, NamedAmount
from sladsl.model.moments import WindowUnit
from sladsl.model.node import node
from sladsl.model.quantities import Quantity, Rounding, Unit


@node
class NamedWindow:
    """A window that an example names: the one of the unit that holds the local day `first` ("June 2026"; a year by its number is that of
    the calendar) or, with `starts`, the one that starts on it ("the quarter that starts on 1 July 2026"), `count` units long ("the 30
    days that start on 1 June 2026")."""

    first: date
    unit: WindowUnit
    count: int = 1
    starts: bool = False


Bound = tuple[tuple[str, str], ...]
"""The groups that are meant: the record and the key of its row ("" for any row), or the field and its choice."""


@node
class SampleEvent:
    """Every row of a sampled record has this choice (or figure) in these stretches (instants), and `otherwise` at all other times. `value`
    "": no row is made there, though one is due. `made`: rows are made so many microseconds after the start of each stretch of the cadence,
    and the reading says for which time they stand; None: they stand for the stretches that are told."""

    record: str
    field: str
    value: str | Fraction
    stretches: tuple[tuple[int, int], ...]
    otherwise: str | Fraction
    bound: Bound = ()
    made: int | None = None


@node
class RowEvent:
    """One row with these fields (Python values as `FieldKind` says). Rows of records that it refers to are made where the example gives none."""

    record: str
    fields: tuple[tuple[str, object], ...]


@node
class MeasureEvent:
    """A measure, or the count of a selection, has this value in the window."""

    measure: Measure
    value: Fraction
    window: NamedWindow
    bound: Bound = ()


@node
class StretchEvent:
    """A measure has this value in each window that lies in one of the stretches (instants) and, where `otherwise` is given, that value
    in each that touches none of them."""

    measure: Measure
    value: Fraction
    stretches: tuple[tuple[int, int], ...]
    otherwise: Fraction | None = None
    bound: Bound = ()


@node
class FormEvent:
    """An order-form value is agreed."""

    name: str
    value: Quantity


@node
class AmountEvent:
    """A fee, all fees or a named amount come to this in the window (None: in each window of the price, or whenever it is asked for)."""

    base: Fee | AllFees | NamedAmount
    value: Quantity
    window: NamedWindow | None


@node
class StateEvent:
    """The clause is met, missed, excused or pending (by the party, "" for any) in these windows, whatever the records show."""

    party: str
    clause: str
    state: str
    windows: tuple[NamedWindow, ...]


Event = SampleEvent | RowEvent | MeasureEvent | StretchEvent | FormEvent | AmountEvent | StateEvent


@node
class ExpectMeasure:
    measure: Measure
    value: Fraction
    unit: Unit
    rounding: Rounding | None
    window: NamedWindow
    place: Place
    bound: Bound = ()


@node
class ExpectCredit:
    """The amounts of this verb from payer to payee for the window come to `amount`, rounded as amounts are where it is an amount of the
    contract ("10% of the Hosting fee for March 2026")."""

    verb: str
    payer: str
    payee: str
    amount: Quantity | Amount
    window: NamedWindow
    place: Place
    bound: Bound = ()


@node
class ExpectNoCredit:
    """No amount of this verb is due from anyone to anyone."""

    window: NamedWindow
    place: Place
    verb: str = "credit"


@node
class ExpectState:
    """The clause is met, missed or excused by the party in the window; "off": nobody owes it anything there."""

    party: str
    clause: str
    state: str
    window: NamedWindow
    place: Place


@node
class ExpectUnits:
    """So many declared units (points) are incurred by the party for windows that end in this one."""

    party: str
    unit: str
    count: Fraction
    window: NamedWindow
    place: Place


@node
class ExpectExtension:
    """The term ("") or the service is extended by so many of the length's unit for windows that end in this one."""

    subject: str
    count: Fraction
    unit: str
    window: NamedWindow
    place: Place


@node
class ExpectLedger:
    """What is carried over at the end of the window."""

    ledger: str
    value: Fraction
    unit: Unit
    window: NamedWindow
    place: Place


@node
class ExpectAllowance:
    """What the holder of a quota may use in the window: its limit and what is carried over into it."""

    quota: str
    value: Fraction
    unit: Unit
    window: NamedWindow
    place: Place


@node
class ExpectRight:
    """The right arises in the window (None: at any time)."""

    party: str
    subject: str
    arises: bool
    window: NamedWindow | None
    place: Place


@node
class ExpectRows:
    """The condition holds of the rows that the example gives, in the whole term or, for a document that is sent for a window, in that one;
    `text` is what the example says."""

    condition: Condition
    window: NamedWindow | None
    text: str
    place: Place


@node
class ExpectBelongs:
    """Each of the rows, of which there is one at least, is one of a defined selection, or none is (`belongs` False)."""

    rows: Selection
    of: Selection
    belongs: bool
    text: str
    place: Place


@node
class ExpectDue:
    """The act on the one row of the record is due by this instant at the latest; a day (`last_day`) lasts to its end."""

    record: str
    field: str
    instant: int
    last_day: date | None
    place: Place


Expectation = (
    ExpectMeasure
    | ExpectCredit
    | ExpectNoCredit
    | ExpectState
    | ExpectUnits
    | ExpectExtension
    | ExpectLedger
    | ExpectAllowance
    | ExpectRight
    | ExpectRows
    | ExpectBelongs
    | ExpectDue
)


@node
class Example:
    title: str
    events: tuple[Event, ...]
    expects: tuple[Expectation, ...]
    place: Place


def window_of(told: Expectation | Event) -> NamedWindow | None:
    """The window of which an expectation or a fact speaks; None where it names none."""
    match told:
        case ExpectBelongs() | ExpectDue() | SampleEvent() | RowEvent() | StretchEvent() | FormEvent():
            return None
        case StateEvent(windows=windows):
            return windows[0] if windows else None
        case _:
            return told.window
