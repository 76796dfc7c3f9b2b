"""The settlement of one world: what each part of settling asks of the others, worked out once.

Windows are asked for by the month in which they end. Parts may ask one another in circles ("A is excused if B misses, B if A does"):
inside such a circle a duty counts as the records alone show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sladsl.checks.evaluate.measuring.held import Refused
from sladsl.checks.evaluate.measuring.measures import Measured
from sladsl.checks.evaluate.measuring.points import belonging
from sladsl.checks.evaluate.measuring.scope import Bound, Item, Piece, Scope
from sladsl.checks.evaluate.measuring.truth import Truth, some
from sladsl.checks.evaluate.measuring.world import World
from sladsl.checks.evaluate.settling.books import Books
from sladsl.checks.evaluate.settling.circles import circles_of
from sladsl.checks.evaluate.settling.duties import MONTHLY, raw_verdicts, spec_of
from sladsl.checks.evaluate.settling.incurred import Incurred, incurred_in
from sladsl.checks.evaluate.settling.ledgers import Fate, Turn
from sladsl.checks.evaluate.settling.payments import MonthOfPayments, Payments
from sladsl.checks.evaluate.settling.rights import Rights
from sladsl.checks.evaluate.settling.things import referred
from sladsl.checks.evaluate.settling.told import verdicts_told
from sladsl.checks.evaluate.settling.verdict import Verdict
from sladsl.checks.evaluate.settling.verdicts import in_force, judged
from sladsl.checks.statement import State
from sladsl.model.algebra import InWindows
from sladsl.model.consequences import Consequence, CountsAsMissed, Excuse, Forfeit, NotApplying
from sladsl.model.duties import Duty, after_its_own_miss
from sladsl.model.moments import WindowSpec
from sladsl.time.windows import Window

_AS_TRUTH = {
    State.MISSED: Truth.TRUE,
    State.MET: Truth.FALSE,
    State.EXCUSED: Truth.FALSE,
    State.PENDING: Truth.PENDING,
    State.UNDETERMINED: Truth.UNDETERMINED,
}


class Settlement:
    """Fulfils `world.Settled`, and sets itself as what measuring asks."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.settled = self
        plan = world.plan
        self.clauses = tuple(dict.fromkeys(duty.clause for duty in plan.duties))
        self.not_applying: dict[str, tuple[NotApplying, ...]] = {}
        for rule in plan.rules:
            if isinstance(rule, NotApplying):
                self.not_applying[rule.clause] = (*self.not_applying.get(rule.clause, ()), rule)
        self.excuses: dict[str, tuple[Consequence, ...]] = {}
        self.counted: dict[str, tuple[Consequence, ...]] = {}
        for one in plan.consequences:
            if isinstance(one.effect, Excuse):
                self.excuses[one.effect.clause] = (*self.excuses.get(one.effect.clause, ()), one)
            elif isinstance(one.effect, CountsAsMissed):
                self.counted[one.effect.clause] = (*self.counted.get(one.effect.clause, ()), one)
        lapsing = (one.effect.what for one in plan.consequences if isinstance(one.effect, Forfeit))
        self._changed = frozenset((*self.excuses, *self.not_applying, *lapsing))
        self._verdicts: dict[tuple[str, int, int], tuple[Verdict, ...]] = {}
        self._busy: set[tuple[str, int, int]] = set()
        self._judging: list[str] = []
        self.circles = world.of_plan(plan, "circles", lambda: circles_of(plan, world))
        self.books = Books(self)
        self.rights = Rights(self)
        self.payments = Payments(self)
        self._points: dict[int, tuple[Incurred, ...]] = {}

    # --- windows ---

    def windows_ending(self, spec: WindowSpec, month: Window) -> tuple[Window, ...]:
        found = self.world.windows(spec, month.start, month.end)
        return tuple(window for window in found if month.start < window.end <= month.end)

    def months_of(self, window: Window) -> tuple[Window, ...]:
        """The months in which a window that touches this one can end: its own and, for a longer one around it, those that follow it."""
        return self.world.windows(MONTHLY, window.start, window.end) or (window,)

    def months_until(self, end: int) -> tuple[Window, ...]:
        """From the start of the term to the month that holds the moment before `end`."""
        return self.world.windows(MONTHLY, self.world.term.start, max(end, self.world.term.start + 1))

    # --- duties ---

    def verdicts_in(self, duty: Duty, month: Window) -> tuple[tuple[Window, tuple[Verdict, ...]], ...]:
        spec = spec_of(duty)
        if spec is None or duty.modality == "may":
            return ()
        return tuple((window, self.verdicts(duty, window)) for window in self.windows_ending(spec, month))

    def verdicts(self, duty: Duty, window: Window) -> tuple[Verdict, ...]:
        key = (duty.name, window.start, window.end)
        known = self._verdicts.get(key)
        if known is not None and not (self._busy and self._in_a_circle(duty.clause)):
            return known
        raw = self._raw(duty, window)
        if key in self._busy or (self._busy and self._in_a_circle(duty.clause)):
            return raw
        self._busy.add(key)
        self._judging.append(duty.clause)
        try:
            found = judged(duty, window, raw, self)
            spec = spec_of(duty)
            if self.world.told_states and spec is not None:
                found = verdicts_told(duty, spec, window, found, self.world)
        finally:
            self._busy.discard(key)
            self._judging.pop()
        if not self._busy:
            # Inside a circle the answer rests on what the records alone show, and is not the last word.
            self._verdicts[key] = found
        return found

    def _raw(self, duty: Duty, window: Window) -> tuple[Verdict, ...]:
        try:
            return self.world.once(
                ("verdicts", duty.name, window.start, window.end), lambda: raw_verdicts(duty, window, self.world)
            )
        except Refused as refused:
            refused.clause = refused.clause or duty.clause
            raise

    @property
    def judging(self) -> tuple[str, ...]:
        """The clauses that are being judged, outermost first."""
        return tuple(self._judging)

    def _in_a_circle(self, clause: str) -> bool:
        """Whether the clause hangs on one that is being judged, which hangs on this one."""
        circle = self.circles.get(clause, frozenset())
        return any(name in circle for name in self._judging)

    def in_force(self, clause: str, scope: Scope, item: Bound | None) -> Truth:
        if self.rights.has_lapsed(clause, scope.window.end):
            return Truth.FALSE
        return in_force(clause, scope, item, self)

    # --- what measuring asks ---

    def stands(self, duty: Duty, item: Item | None, window: Window | None) -> Truth:
        if not (duty.only_if or duty.only_to or duty.clause in self._changed):
            return Truth.TRUE
        if window is None:
            at = belonging(item, self.world) if item is not None else None
            spec = spec_of(duty)
            found = self.world.windows(spec, at, at + 1) if at is not None and spec is not None else ()
            if not found:
                return Truth.TRUE
            window = found[-1]
        judged = self.verdicts(duty, window)
        raw = self._raw(duty, window)
        if judged is raw:
            return Truth.TRUE
        before = self.world.once_for(raw, "by item", lambda: {one.item: one for one in raw}).get(item)
        after = self.world.once_for(judged, "by item", lambda: {one.item: one for one in judged}).get(item)
        if before is None:
            return Truth.TRUE
        if after is None or after.state is State.EXCUSED:
            return Truth.FALSE
        changed = after.state is not before.state and after.state in (State.PENDING, State.UNDETERMINED)
        return _AS_TRUTH[after.state] if changed else Truth.TRUE

    def missed(self, clause: str, party: str, window: Window, bound: Mapping[str, Bound]) -> Truth:
        found: list[Truth] = []
        for duty in self.world.plan.duties:
            if duty.clause != clause or (party and duty.who != party) or after_its_own_miss(duty):
                continue
            for _, verdicts in self.verdicts_in(duty, window):
                found += [_AS_TRUTH[one.state] for one in verdicts if _concerns(one, bound)]
        missed = some(found)
        # What is kept so far may yet be missed.
        return Truth.PENDING if missed is Truth.FALSE and window.end > self.world.as_of else missed

    def cap_reached(self, window: Window) -> Truth:
        if window.end > self.world.as_of:
            return Truth.PENDING
        return self.payments.cap_reached(window)

    def balance(self, ledger: str, window: Window) -> Measured:
        if window.end > self.world.as_of:
            return Measured(None, pending=True)
        state = self.books.at(window.end)
        return Measured(state.of(ledger))

    def units(self, unit: str, party: str, window: Window) -> Measured:
        return Measured(self.incurred(unit, party, window), pending=window.end > self.world.as_of)

    def spent(self, condition: InWindows, scope: Scope) -> frozenset[int]:
        return self.rights.spent(condition, scope)

    # --- what the parts of settling ask ---

    def turns(self, ledger: str, fate: Fate, month: Window) -> tuple[tuple[Window, Turn], ...]:
        return self.books.turns(ledger, fate, month)

    def points_in(self, month: Window) -> tuple[Incurred, ...]:
        known = self._points.get(month.start)
        if known is None:
            known = self._points[month.start] = incurred_in(month, self)
        return known

    def incurred(self, unit: str, party: str, window: Window) -> Fraction:
        """The units that a party ("" for any) has incurred for windows that end in this one."""
        return sum(
            (
                one.count
                for month in self.months_of(window)
                for one in self.points_in(month)
                if one.unit == unit and party in ("", one.party) and window.start < one.window.end <= window.end
            ),
            Fraction(0),
        )

    def paid_in(self, month: Window) -> MonthOfPayments:
        return self.payments.month(month)


def _concerns(one: Verdict, bound: Mapping[str, Bound]) -> bool:
    """A verdict for a group concerns who asks for that group, or for none; one on a row concerns that to which the row refers."""
    for name, value in one.scope.bound.items():
        if name in bound and bound[name] != value and not _same_row(bound[name], value):
            return False
    for name, value in bound.items():
        if name not in one.scope.bound and isinstance(one.item, Item) and isinstance(value, Item):
            of = referred(name, one.scope)
            if of is not None and of != value:
                return False
    return True


def _same_row(left: Bound, right: Bound) -> bool:
    a = left.item if isinstance(left, Piece) else left
    b = right.item if isinstance(right, Piece) else right
    return isinstance(a, Item) and a == b
