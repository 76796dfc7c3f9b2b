"""The contract as the first half of the file states it, and the readings in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.answers import MissingSentence


@dataclass(frozen=True)
class Spec:
    """A kind of window: `count` units together; `sliding`: one for each start of a unit."""

    unit: str
    kind: str = "plain"
    count: int = 1
    sliding: bool = False


@dataclass(frozen=True)
class FieldSpec:
    """A column. `kind`: time, date, month, text, number, percent, duration, physical, money, choice, yes or no, reference, periods."""

    name: str
    kind: str
    optional: bool = False
    unit: str = ""
    choices: tuple[str, ...] = ()
    record: str = ""


@dataclass(frozen=True)
class RecordSpec:
    """`belongs`: the field by whose time a row belongs to a window. `each`: with the cadence (in seconds), the fields of a stream."""

    name: str
    plural: str
    fields: tuple[FieldSpec, ...]
    belongs: str = ""
    key: str = ""
    every: int = 0
    each: tuple[str, ...] = ()
    life: tuple[str, str] = ("", "")

    def field(self, name: str) -> FieldSpec | None:
        return next((one for one in self.fields if one.name == name), None)


@dataclass(frozen=True)
class ServiceSpec:
    name: str
    supplier: str
    customer: str
    price: Fraction | None
    unit: str
    each: str = ""


@dataclass(frozen=True)
class Definition:
    """`varies`: what it means depends on the window in which it is asked. `uses`: the records and names that it speaks of. `of_rows`: the
    record of whose rows a period makes a piece each. `total`: of a longer window it is the sum of those of its parts."""

    kind: str  # "selection", "period", "measure", "amount"
    meaning: Callable[[Any], Any]
    uses: tuple[str, ...] = ()
    varies: bool = True
    on_dues: bool = False  # asks what is in time or late
    percentage: bool = False
    of_rows: str = ""
    total: bool = False


@dataclass(frozen=True)
class DutySpec:
    name: str
    clause: str
    who: str
    line: int
    settle: Callable[[Any], list[Any]]
    text: str
    of_rows: bool = False
    limited: bool = False  # applies only if a condition holds, or only to some
    after_its_own_miss: bool = False  # the miss of its clause calls for it, and it is no part of that miss


@dataclass(frozen=True)
class RepeatSpec:
    """A record that is sent again and again by a duty, for each row of `each` (bound as `name`), to which its field `reference` refers."""

    duty: str
    record: str
    field: str
    reference: str
    name: str
    each: Callable[[Any], Any]
    start: Callable[[Any], Any]
    until: Callable[[Any], Any]
    interval: Callable[[Any], Any]
    once: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class ConsequenceSpec:
    name: str
    clause: str
    kind: str  # of its effect: see `duties.effect_kind` of the emitter
    line: int
    effects: Callable[[Any], Any]
    text: str
    instead: bool = False
    about: str = ""
    hangs_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class LedgerSpec:
    """What a window leaves over. `of`: the duty or quota. `until`: for each entry the last moment at which it can be used. `most`: no more
    of a window, or in all, is carried over; it may be a share of the allowance."""

    name: str
    kind: str
    of: str
    unit: str
    windows: int
    per: str
    carried: bool
    oldest_first: bool | None
    set_off_against: tuple[str, ...]
    lapses_at_end: bool | None
    until: Callable[[Any], Any] | None = None
    lapses_if: Callable[[Any], Any] | None = None
    most: Fraction | None = None
    most_of_allowance: bool = False
    most_in_all: bool = False


@dataclass(frozen=True)
class CapSpec:
    """`measured`: the limit hangs on a measure, which is known only up to the end of the window for which a credit is due. `verb`:
    what is capped; with a `payer`, only what it pays."""

    name: str
    scope: str
    subject: str
    spec: Spec | None
    limit: Callable[[Any], Any]
    text: str
    line: int
    measured: bool = False
    verb: str = "credit"
    payer: str = ""


@dataclass(frozen=True)
class ClaimSpec:
    """`conditions` None: the credits of the clause are due without a claim. `others`: only credits of clauses without a rule of their own."""

    clause: str
    item: str
    conditions: Callable[[Any], Any] | None
    text: str
    line: int
    others: bool = False


@dataclass(frozen=True)
class Contract:
    agreement: str
    version: str
    zone: str
    currency: str
    rounding: tuple[str, Fraction] | None
    term_start: date | None
    term_length: tuple[int, str] | None
    renews_by: tuple[int, str] | None
    business_days: tuple[int, ...]
    business_days_except_holidays: bool
    holidays: Mapping[str, frozenset[date]]
    readings: Mapping[str, str | None]
    questions: Mapping[str, tuple[str, tuple[str, ...]]]
    agreed: Mapping[str, Fraction | None]
    services: tuple[ServiceSpec, ...]
    records: tuple[RecordSpec, ...]
    definitions: Mapping[str, Definition]
    dues: tuple[tuple[str, str, Callable[[Any], Any], str, str], ...]
    deemed: tuple[tuple[str, str, Callable[[Any], Any]], ...]
    documents: tuple[tuple[str, str, Spec, Callable[[Any], Any], str, str], ...]
    duties: tuple[DutySpec, ...]
    quotas: Mapping[str, tuple[Spec, Callable[[Any], Any], Callable[[Any], Any]]]
    consequences: tuple[ConsequenceSpec, ...]
    ledgers: tuple[LedgerSpec, ...]
    caps: tuple[CapSpec, ...]
    claims: tuple[ClaimSpec, ...]
    least_credit: tuple[Fraction, bool]
    besides_others: tuple[str, ...]
    not_applying: tuple[tuple[str, Callable[[Any], Any]], ...]
    repeated: tuple[RepeatSpec, ...] = ()

    def record(self, name: str) -> RecordSpec | None:
        return next((one for one in self.records if one.name == name), None)


class Readings:
    """The readings in force: those of the contract, overridden by those given."""

    def __init__(self, contract: Contract, given: Mapping[str, str]) -> None:
        unknown = sorted(set(given) - set(contract.readings))
        if unknown:
            raise ValueError(
                f"this contract has no reading {unknown[0]!r}; it has: {', '.join(sorted(contract.readings))}"
            )
        self._questions = contract.questions
        self._values = {**contract.readings, **given}

    def known(self, name: str) -> bool:
        return self._values.get(name) is not None

    def value(self, name: str) -> str:
        """Raises MissingSentence where the contract leaves it open and none was given."""
        value = self._values.get(name)
        if value is None:
            raise MissingSentence(name, *self._questions.get(name, ("", ())))
        return value

    def either(self, *names: str, otherwise: str) -> str:
        """The value of the first slot that the contract has; `otherwise` where it has none of them, as the question can't arise."""
        for name in names:
            if name in self._values:
                return self.value(name)
        return otherwise
