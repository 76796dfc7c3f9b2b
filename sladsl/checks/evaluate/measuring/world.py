"""The world of one evaluation: a plan, its records and readings, the as-of time, and what is worked out from them once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from sladsl.checks.evaluate.measuring.facts import facts_of
from sladsl.checks.evaluate.measuring.truth import Truth
from sladsl.checks.plan import Definition, FormValue, Plan
from sladsl.model.algebra import InWindows
from sladsl.model.consequences import Excuse, Forfeit, NotApplying
from sladsl.model.duties import Act, Deemed, Document, Duty, EachRecord, Repeated, Timed
from sladsl.model.readings import OpenReading, Readings
from sladsl.model.schema import Record
from sladsl.model.slots import GENERAL_RULES, slot
from sladsl.model.worked import AmountEvent, MeasureEvent, SampleEvent, StateEvent, StretchEvent
from sladsl.records.table import OPEN_END, Records, Table

if TYPE_CHECKING:
    from sladsl.checks.evaluate.measuring.measured import Measured
    from sladsl.checks.evaluate.measuring.scope import Bound, Item, Scope
    from sladsl.time.windows import Window

_T = TypeVar("_T")


class Settled(Protocol):
    """What measuring asks of settling."""

    def missed(self, clause: str, party: str, window: Window, bound: Mapping[str, Bound]) -> Truth:
        """The party ("" for any) misses the clause in the window, for the bound group where the clause is measured by group."""

    def stands(self, duty: Duty, item: Item | None, window: Window | None) -> Truth:
        """Whether the duty on the row (or for the window) stands: false where it is excused or does not apply."""

    def cap_reached(self, window: Window) -> Truth:
        """The credits for the window reach their cap."""

    def balance(self, ledger: str, window: Window) -> Measured:
        """What stands in the ledger at the end of the window."""

    def units(self, unit: str, party: str, window: Window) -> Measured:
        """The declared units that the party ("" for any) has incurred in the window."""

    def spent(self, condition: InWindows, scope: Scope) -> frozenset[int]:
        """The starts of the windows that have given a right under this condition and do not count again."""


class World:
    """`settled` is set by the settling half before conditions that look at it are tested. `clean`: a record without a table has no rows,
    and nobody doubts it (worked examples); otherwise it is absent, and what hangs on it is undetermined. `quiet`: sampled records reach to the as-of time, and show nothing after
    their last row. `amounts_alone`: nobody reads why something is due, and the rows behind verdicts are not named. `samples`, `given`,
    `told_amounts`, `told_states`: what a worked example says of sampled records, measures, fees and clauses.

    `cache` holds what was worked out; keys start with the name of the module that owns them.
    """

    def __init__(
        self,
        plan: Plan,
        records: Records,
        readings: Readings,
        as_of: int,
        *,
        clean: bool = False,
        quiet: bool = False,
        amounts_alone: bool = False,
        samples: tuple[SampleEvent, ...] = (),
        given: tuple[MeasureEvent | StretchEvent, ...] = (),
        told_amounts: tuple[AmountEvent, ...] = (),
        told_states: tuple[StateEvent, ...] = (),
    ) -> None:
        self.plan = plan
        self.zone = plan.zone
        self.records = records
        self.readings = readings
        self.as_of = as_of
        self.clean = clean
        self.quiet = quiet
        self.amounts_alone = amounts_alone
        self.samples = samples
        self.given = given
        self.told_amounts = told_amounts
        self.told_states = told_states
        self.settled: Settled | None = None
        self._cache: dict[Hashable, object] = {}
        self.working: set[Hashable] = set()
        """What is being worked out, and may not be asked for until it is."""
        self._facts = facts = facts_of(plan)
        self._record, self._definition, self._form_value = facts.record, facts.definition, facts.form_value
        self._slots = facts.slots

    # --- names ---

    def record(self, name: str) -> Record | None:
        return self._record.get(name)

    def definition(self, name: str) -> Definition | None:
        return self._definition.get(name)

    def form_value(self, name: str) -> FormValue | None:
        return self._form_value.get(name)

    def table(self, record: str) -> Table | None:
        """None: the record is absent, and nobody knows its rows. What was due again and again and was not sent is a row, too."""
        if record in self._facts.repeated:
            from sladsl.checks.evaluate.measuring.repeats import completed

            found = completed(record, self)
            if found is not None:
                return found.table
        return self.rows_given(record)

    def rows_given(self, record: str) -> Table | None:
        """The rows of the record as they were given."""
        found = self.records.get(record)
        if found is None and self.clean:
            of = self._record[record]
            return self.once(("world", "empty", record), lambda: Table(of, {field.name: () for field in of.fields}, ()))
        return found

    def is_sampled(self, record: Record) -> bool:
        """Whether rows come by a cadence, or an example tells them as stretches."""
        return record.cadence is not None or any(event.record == record.name for event in self.samples)

    # --- readings ---

    def reading(self, name: str, *subjects: str) -> str:
        """The value of the first of the slots `name/subject` that the plan has, or of `name` itself; of a general rule that the plan
        does not list, the rule. Raises `OpenReading` where it is open, or where nobody foresaw that it matters."""
        full = next((s for s in (f"{name}/{subject}" for subject in subjects) if s in self._slots), None)
        if full is None and subjects and name not in self._slots:
            full = f"{name}/{subjects[0]}"
        try:
            return self.readings.value(full or name)
        except KeyError:
            if name in GENERAL_RULES:
                return GENERAL_RULES[name]
            raise OpenReading(slot(full or name)) from None

    def has_slot(self, name: str) -> bool:
        return name in self._slots

    def open_reading(self, name: str) -> OpenReading:
        """For a place that needs another value of a slot than the one that the contract gives it."""
        return OpenReading(slot(name))

    # --- duties on rows ---

    @cached_property
    def dues(self) -> tuple[tuple[Timed, Duty | None], ...]:
        """In the order of the text: what says when an act on a row is due, with the duty that owes it."""
        owed = tuple(
            (duty.kind, duty)
            for duty in self.plan.duties
            if isinstance(duty.kind, EachRecord | Document | Repeated)
            or (isinstance(duty.kind, Act) and duty.kind.sets_time)
        )
        return (*((due, None) for due in self.plan.dues), *owed)

    @cached_property
    def duties_fall_away(self) -> bool:
        """Whether a duty on a row can be excused or out of force, so that what is due on the row hangs on the settlement."""
        plan = self.plan
        return (
            any(isinstance(one.effect, Excuse | Forfeit) for one in plan.consequences)
            or any(isinstance(rule, NotApplying) for rule in plan.rules)
            or any(duty.only_if or duty.only_to is not None for duty in plan.duties)
        )

    @cached_property
    def deemed(self) -> Mapping[tuple[str, str], Deemed]:
        """By record and status."""
        return {(deemed.record, deemed.status): deemed for deemed in self.plan.deemed}

    @property
    def claim_acts(self) -> frozenset[int]:
        """The identities of the acts in the conditions under which a credit is due: claims, which have a reading of their own."""
        return self._facts.claim_acts

    # --- caching ---

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """The value of the key, made when it is first asked for."""
        try:
            return cast(_T, self._cache[key])
        except KeyError:
            value = make()
            self._cache[key] = value
            return value

    def once_for(self, node: object, key: Hashable, make: Callable[[], _T]) -> _T:
        """As `once`, for a node of the plan by its identity: hashing a node means walking it. The node is kept alive, so that its
        identity stays its own."""
        full = (id(node), key)
        try:
            return cast(tuple[object, _T], self._cache[full])[1]
        except KeyError:
            value = make()
            self._cache[full] = (node, value)
            return value

    def of_plan(self, node: object, key: Hashable, make: Callable[[], _T]) -> _T:
        """As `once_for`, for what neither records nor readings can change: it is shared by the worlds of one plan."""
        at = id(node)
        cache = self._facts.cache if at in self._facts.nodes else self._cache
        try:
            return cast(tuple[object, _T], cache[at, key])[1]
        except KeyError:
            value = make()
            cache[at, key] = (node, value)
            return value

    # --- time ---

    @cached_property
    def term(self) -> Window:
        """From the first moment of the day of effect to the end of the term: `OPEN_END` where it runs until it is terminated or
        renews itself, since no record shows the notice that would end it."""
        from sladsl.checks.evaluate.measuring import clock

        return clock.term_of(self)

    def windows(self, spec: object, first: int, last: int) -> tuple[Window, ...]:
        """The windows of a `WindowSpec` that share a moment with [first, last) and with the term, as the reading "partial window" has
        them; windows that slide only where they lie wholly within the term."""
        from sladsl.checks.evaluate.measuring import clock

        return clock.windows(spec, first, last, self)  # type: ignore[arg-type]

    @property
    def open_end(self) -> int:
        return OPEN_END
