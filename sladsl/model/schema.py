"""Records: the tables of facts that someone keeps, with typed fields."""

from __future__ import annotations

from enum import StrEnum

from sladsl.model.node import node
from sladsl.model.quantities import Unit


class FieldKind(StrEnum):
    """What a column holds, and the Python value it is read into."""

    TIME = "time"  # int: microseconds since the epoch, UTC
    DATE = "date"  # datetime.date
    MONTH = "month"  # (year, month); of a quarter or a year, which the field's unit says, its first month
    TEXT = "text"  # str
    NUMBER = "number"  # Fraction
    PERCENT = "percent"  # Fraction: a ratio; "0.1%" and "0.1" in the file both mean 0.1 percent
    DURATION = "duration"  # Fraction: seconds; the file gives a number in the field's unit
    PHYSICAL = "physical"  # Fraction in the field's unit
    MONEY = "money"  # Fraction in the field's currency (the agreement's, where the text names none)
    CHOICE = "choice"  # str: one of the choices as declared
    YES_NO = "yes or no"  # bool
    REFERENCE = "reference"  # str: the key of a row of another record
    PERIODS = "periods"  # tuple of (start, end) in microseconds, sorted; "start/end;start/end" in the file


@node
class Field:
    """`record` is the record that a reference points to; `unit` belongs to durations, physical and money fields."""

    name: str
    kind: FieldKind
    optional: bool = False
    unit: Unit | None = None
    choices: tuple[str, ...] = ()
    record: str = ""


class Keeping(StrEnum):
    KEEPS = "keeps"  # keeper keeps it in `source`
    COLLECTS = "collects"  # keeper collects it from `source`, by its cadence
    SENDS = "sends"  # keeper sends it to `recipient`


@node
class Cadence:
    """One row is due in each stretch of `seconds`, for each combination of the values of `each` (fields of the record: Location, Circuit)."""

    seconds: int
    each: tuple[str, ...] = ()


@node
class Record:
    """`belongs` is the field by whose time a row belongs to a window: its first time, date or month field unless the text says otherwise.

    A row is known by the value of its first text field or, if it has none, by its line in the file (`key` is then empty).
    """

    name: str
    plural: str
    fields: tuple[Field, ...]
    keeper: str
    keeping: Keeping
    source: str = ""
    recipient: str = ""
    cadence: Cadence | None = None
    belongs: str = ""
    key: str = ""

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)

    def reference_to(self, record: str) -> Field | None:
        """The first field through which a row of this record belongs to a row of `record`: a reference or, for a choice, the field itself."""
        return next((f for f in self.fields if f.record == record or f.name == record), None)
