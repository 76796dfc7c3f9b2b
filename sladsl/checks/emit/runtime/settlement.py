"""The settlement: window after window, what was owed, what follows, what is carried over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.almanac import FAR
from sladsl.checks.emit.runtime.amounts import rounded_down, rounded_money
from sladsl.checks.emit.runtime.answers import PENDING, Answer, Undecided, answered
from sladsl.checks.emit.runtime.clock import Window, add_months
from sladsl.checks.emit.runtime.conditions import windows_ending_in
from sladsl.checks.emit.runtime.consequences import Effect
from sladsl.checks.emit.runtime.contract import CapSpec, ConsequenceSpec, Spec
from sladsl.checks.emit.runtime.ledgers import Entry, Ledgers
from sladsl.checks.emit.runtime.numbers import exact
from sladsl.checks.emit.runtime.results import EXCUSED, MISSED, Result
from sladsl.checks.emit.runtime.rows import Piece, Row, key_of, label
from sladsl.checks.emit.runtime.world import Scope, World, reading

MONTH = Spec("month")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass
class Claimable:
    """A credit, refund or payment on its way to be due."""

    consequence: ConsequenceSpec
    effect: Effect
    amount: Fraction
    because: list[str]
    entry: Entry | None = None
    before_caps: Fraction = Fraction(0)


@dataclass
class Settled:
    """One window: its duties, and what follows from them."""

    whole: Window
    window: Window
    results: list[Result]
    credits: list[Claimable] = field(default_factory=list)
    points: list[tuple[ConsequenceSpec, Effect, Fraction]] = field(default_factory=list)
    extensions: list[tuple[ConsequenceSpec, Effect, Fraction]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Right:
    consequence: ConsequenceSpec
    effect: Effect
    arisen: int
    lapses: str
    state: str


class Settlement:
    def __init__(self, world: World) -> None:
        self.world = world
        self.contract = world.contract
        self.ledgers = Ledgers(self.contract.ledgers)
        self.windows: list[Settled] = []
        self.rights: list[Right] = []
        self._results: dict[tuple[str, int], list[Result]] = {}
        self._base: dict[tuple[str, int], list[Result]] = {}
        self._asking: set[tuple[str, int]] = set()
        self._plain = False
        self._arising: dict[tuple[str, str], int] = {}
        self._here: Settled | None = None
        self._lapsed_clauses: set[str] = set()
        self._lapsing: set[str] = set()
        self._capped: dict[tuple[str, int], bool] = {}
        world.settled = self

    # --- what conditions and consequences ask -------------------------------------------------------------------------

    def note(self, text: str) -> None:
        if self._here is not None and text not in self._here.notes:
            self._here.notes.append(text)

    def results(self, duty: str, s: Scope) -> list[Result]:
        """The final results of a duty in the settled window of the scope: excused stands before met and missed."""
        whole = s.whole or s.window
        spec = next(one for one in self.contract.duties if one.name == duty)
        key = (duty, whole.start)
        if key in self._results and not self._plain:
            return self._results[key]
        if key not in self._base:
            at = replace(Scope(self.world, s.window, {}), whole=whole, clause=spec.clause)
            self._base[key] = [replace(one, duty=duty) for one in spec.settle(at)]
        if key in self._asking or self._plain:
            return self._base[key]
        self._asking.add(key)
        found = self._adjusted(spec.clause, spec.who, self._base[key], s)
        self._asking.discard(key)
        self._results[key] = found
        return found

    def _adjusted(self, clause: str, who: str, results: list[Result], s: Scope) -> list[Result]:
        results = [one for one in results if self._applies(clause, one.scope)]
        for consequence in self.contract.consequences:
            if consequence.about != clause or consequence.kind not in ("excuse", "counts as missed"):
                continue
            self.world.waiting = []
            before, self._plain = self._plain, self._plain or self._in_circle(consequence)
            effects = self._effects(consequence, s)
            self._plain = before
            waiting = list(self.world.waiting)
            results = [
                replace(one, state=next(state for scope, state in waiting if _same(one.scope, scope)))
                if one.state not in (EXCUSED, "undetermined") and any(_same(one.scope, scope) for scope, _ in waiting)
                else one
                for one in results
            ]
            for effect in effects:
                if consequence.kind == "excuse":
                    results = [
                        replace(one, state=EXCUSED, because=consequence.text)
                        if effect.payer == who and _same(one.scope, effect.scope)
                        else one
                        for one in results
                    ]
                else:
                    results = [
                        replace(one, state=MISSED, because=consequence.text)
                        if one.state != EXCUSED and _same(one.scope, effect.scope)
                        else one
                        for one in results
                    ]
        return results

    def _in_circle(self, consequence: ConsequenceSpec) -> bool:
        """Whether a clause excuses another that, by whatever way, excuses it: then each is looked at before it is excused itself."""
        reached, waiting = set[str](), [consequence.about]
        while waiting:
            clause = waiting.pop()
            for one in self.contract.consequences:
                if one.about and clause in one.hangs_on and one.about not in reached:
                    reached.add(one.about)
                    waiting.append(one.about)
        return any(clause in reached for clause in consequence.hangs_on)

    def _applies(self, clause: str, s: Scope) -> bool:
        if clause in self._lapsed_clauses:
            return False
        free = replace(s, outside=())
        return not any(
            about == clause and answered(lambda when=when: when(free)) is True  # type: ignore[misc]
            for about, when in self.contract.not_applying
        )

    def misses(self, s: Scope, clause: str, party: str, window: Window | None) -> Answer:
        """The clause is missed in the window: by the party, for the bound group."""
        if window is None:
            return False
        if window.end > self.world.now:
            return PENDING
        states = []
        for spec in self.contract.duties:
            if spec.clause == clause and party in ("", spec.who):
                for month in self._settled_windows(window):
                    at = Scope(self.world, month[1], {}, whole=month[0])
                    for result in self.results(spec.name, at):
                        inside = window.start <= result.scope.window.start and result.scope.window.end <= window.end
                        if inside and _same(result.scope, s):
                            states.append(result.state)
        if MISSED in states:
            return True
        return next((one for one in states if one in ("undetermined", PENDING)), False)

    def missed_clauses(self, party: str, s: Scope) -> list[str]:
        found = []
        for spec in self.contract.duties:
            if spec.clause not in found and self.misses(s, spec.clause, party, s.window) is True:
                found.append(spec.clause)
        return found

    def _settled_windows(self, window: Window) -> list[tuple[Window, Window]]:
        """The settled windows in which windows that end within this one are settled, cut to the term."""
        found = []
        for whole in self.world.almanac.windows(MONTH, window.start, window.end):
            cut = self.world.almanac.in_term(whole)
            if cut is not None:
                found.append((whole, cut))
        return found

    def lapsed(self, ledger: str, s: Scope) -> list[tuple[Fraction, str, Scope]]:
        found = []
        for lapse in self.ledgers.lapses.get(s.window.start, ()):
            if lapse.ledger == ledger:
                found.append((lapse.amount, self.label(lapse.entry.origin), lapse.entry.scope))
        return found

    def balance(self, ledger: str, s: Scope) -> Fraction:
        return self.ledgers.balances.get((ledger, s.window.start), Fraction(0))

    def points_in(self, unit: str, s: Scope) -> Fraction:
        settled = [*self.windows, *([self._here] if self._here is not None else [])]
        return sum(
            (
                count
                for one in settled
                for _, effect, count in one.points
                if effect.unit == unit
                and s.window.start <= effect.scope.window.start
                and effect.scope.window.end <= s.window.end
            ),
            Fraction(0),
        )

    def cap_reached(self, window: Window | None) -> Answer:
        return window is not None and self._capped.get(("", window.start), False)

    # --- one window after the other -----------------------------------------------------------------------------------

    def run(self, start: int, end: int, unfinished: bool = False) -> None:
        """Settles the windows that are over, from the first of the term on: what came before can matter for what follows."""
        for whole in self.world.almanac.windows(MONTH, start, end):
            window = self.world.almanac.in_term(whole)
            if window is not None and (unfinished or window.end <= self.world.now):
                self._settle(Scope(self.world, window, {}, whole=whole))

    def _settle(self, s: Scope) -> None:
        here = self._here = Settled(s.whole or s.window, s.window, [])
        for spec in self.contract.duties:
            here.results += self.results(spec.name, s)
        self.ledgers.close(s, self.results)
        for kinds in (("incur",), ("credit",), ("credit by points",)):
            for consequence in self.contract.consequences:
                if consequence.kind in kinds:
                    self._follow(consequence, s, here)
        self._due(s, here)
        capped, here.credits = here.credits, []
        for consequence in self.contract.consequences:
            if consequence.kind in ("credit by caps", "extend", "right", "note"):
                self._follow(consequence, s, here)
        # What hangs on caps that were reached is no credit under these caps.
        for one in here.credits:
            one.amount = rounded_money(one.effect.scope, one.amount)
        here.credits = capped + here.credits
        self._lapsed_clauses |= self._lapsing
        self.windows.append(here)
        self._here = None

    def _effects(self, consequence: ConsequenceSpec, s: Scope) -> list[Effect]:
        found: list[Effect] = []
        at = replace(Scope(self.world, s.window, {}), whole=s.whole, clause=consequence.clause)
        self.world.trail = []
        try:
            for effect in consequence.effects(at):
                if self._applies(consequence.clause, effect.scope):
                    found.append(effect)
        except Undecided as undecided:
            self.note(f"{consequence.clause or consequence.name}: {undecided.state}: {undecided.why}")
        return found

    def _follow(self, consequence: ConsequenceSpec, s: Scope, here: Settled) -> None:
        effects = self._effects(consequence, s)
        if consequence.instead and effects:
            here.credits = [
                one for one in here.credits if not _replaced(one.consequence, one.effect, consequence, effects)
            ]
            if not effects[0].twice:
                here.points = [one for one in here.points if not _replaced(one[0], one[1], consequence, effects)]
        for effect in effects:
            because = [f'{consequence.text} (clause "{consequence.clause}", line {consequence.line})', *effect.because]
            if effect.kind == "pay":
                if effect.amount is not None and effect.amount != 0:
                    here.credits.append(Claimable(consequence, effect, effect.amount, because))
            elif effect.kind == "incur" and effect.twice:
                here.points = [
                    (
                        about,
                        one,
                        count * 2 if about.clause == consequence.clause and _same(one.scope, effect.scope) else count,
                    )
                    for about, one, count in here.points
                ]
            elif effect.kind == "incur" and effect.amount is not None:
                here.points.append((consequence, effect, effect.amount))
            elif effect.kind == "extend":
                self._extend(consequence, effect, here)
            elif effect.kind == "right":
                self._right(consequence, effect)
            elif effect.kind == "note":
                if effect.clause:
                    self._lapsing.add(effect.clause)
                self.note(effect.text)

    def _extend(self, consequence: ConsequenceSpec, effect: Effect, here: Settled) -> None:
        amount = effect.amount or Fraction(0)
        if effect.limit is not None:
            window = (
                self.world.almanac.window_at(effect.spec, effect.scope.window.start)
                if effect.spec is not None
                else None
            )
            before = sum(
                (
                    given
                    for settled in [*self.windows, here]
                    for about, one, given in settled.extensions
                    if about.name == consequence.name
                    and (window is None or window.start <= one.scope.window.start < window.end)
                ),
                Fraction(0),
            )
            amount = max(Fraction(0), min(amount, effect.limit - (before if effect.spec is not None else 0)))
        if amount > 0:
            here.extensions.append((consequence, effect, amount))

    def _right(self, consequence: ConsequenceSpec, effect: Effect) -> None:
        """A condition that goes on gives one right; so do the same windows or items."""
        s = effect.scope
        whole = s.whole or s.window
        key = (consequence.name, s.group_key())
        last = self._arising.get(key)
        self._arising[key] = whole.end
        plain = s.events == (whole,)
        if (plain and last == whole.start) or any(
            one.consequence.name == consequence.name and one.effect.scope.events == s.events and not plain
            for one in self.rights
        ):
            return
        events = {(one.start, one.end) if isinstance(one, Window) else one for one in s.events}
        self.world.spent.setdefault((consequence.clause, s.group_key()), set()).update(events)
        limit = effect.exercise(s) if effect.exercise is not None else None
        arisen = s.arisen if s.arisen else max((self.counts_at(one) for one in s.events), default=s.window.end - 1)
        lapses, state = "", "open"
        if limit is not None and not limit.state and limit.end < FAR:
            lapses = str(limit.day)
            state = "lapsed" if self.world.now >= limit.end else "open"
        self.rights.append(Right(consequence, effect, arisen, lapses, state))

    def counts_at(self, event: Any) -> int:
        """When the last of what fulfilled a condition counts: a window at its end, an item when it begins or ends (its reading)."""
        if isinstance(event, Window):
            return event.end - 1
        if isinstance(event, Row):
            return event.at or 0
        if not isinstance(event, Piece):
            return 0
        readings = self.world.readings
        how = readings.either("piece belongs/" + self._period_of(event), otherwise="start")
        return event.start if how == "start" else event.end - 1

    def _period_of(self, piece: Piece) -> str:
        del piece
        named = [name for name in self.contract.readings if name.startswith("piece belongs/")]
        return named[0].partition("/")[2] if len(named) == 1 else ""

    # --- what becomes due ---------------------------------------------------------------------------------------------

    def _due(self, s: Scope, here: Settled) -> None:
        """Claims, the greatest of several, rounding, caps: in this order. What was carried over comes first. What a cap leaves of an
        amount is rounded down, so that the cap holds."""
        fresh = [one for one in here.credits if self._claimed(one)]
        entries = self._greatest(s, self._not_lapsed(s, fresh))
        for one in entries:
            one.amount = rounded_money(one.effect.scope, one.amount)
        entries = [*self._carried_credits(s), *entries]
        entries = self._capped_entries(s, here, entries)
        self._carry_above(s, entries)
        here.credits = [one for one in entries if one.amount != 0 and one.amount >= self.contract.least_credit]

    def _capped_entries(self, s: Scope, here: Settled, entries: list[Claimable]) -> list[Claimable]:
        """The order of narrow and wide caps (reading "cap order") is asked only where it changes an amount."""
        caps = [cap for cap in self.contract.caps if cap.scope != "invoice"]
        wide = [cap for cap in caps if cap.scope == "all credits"]
        narrow = [cap for cap in caps if cap.scope != "all credits"]
        first = self._under(s, here, narrow + wide, entries)
        if not wide or not narrow:
            return first
        second = self._under(s, here, wide + narrow, entries)
        if [one.amount for one in first] == [one.amount for one in second]:
            return first
        return first if reading(s, "cap order", otherwise="narrow first") == "narrow first" else second

    def _under(self, s: Scope, here: Settled, caps: list[CapSpec], entries: list[Claimable]) -> list[Claimable]:
        cut = [replace(one, because=list(one.because), before_caps=one.amount) for one in entries]
        for cap in caps:
            for one in cut:
                self._cap(cap, one, here, cut)
        return cut

    def _carried_credits(self, s: Scope) -> list[Claimable]:
        """What earlier windows left above their caps."""
        found = []
        for spec in self.contract.ledgers:
            if spec.kind == "credit above the cap":
                for entry in self.ledgers.open[spec.name]:
                    consequence, effect = entry.source
                    moved = replace(effect, scope=replace(effect.scope, window=s.window, whole=s.whole))
                    because = [f"carried over from {self.label(entry.origin)}"]
                    found.append(Claimable(consequence, moved, entry.amount, because, entry))
        return found

    def _carry_above(self, s: Scope, entries: list[Claimable]) -> None:
        """What is above the caps is carried over, under the window from which it stems; what has been carried long enough lapses."""
        for spec in self.contract.ledgers:
            if spec.kind == "credit above the cap":
                self.ledgers.above_cap(
                    s,
                    spec,
                    [(one.entry, one.before_caps - one.amount, (one.consequence, one.effect)) for one in entries],
                )

    def _claimed(self, entry: Claimable) -> bool:
        """A credit is due only if the conditions of the claim rules hold for it."""
        s = replace(entry.effect.scope, claim=True, outside=())
        if entry.effect.verb == "pay":
            return True
        own = {one.clause for one in self.contract.consequences if one.kind.startswith("credit")}
        rules = [
            rule
            for rule in self.contract.claims
            if entry.effect.verb == "credit"
            and (not rule.item or s.item(rule.item) is not None)
            and (rule.clause not in own or rule.clause == entry.consequence.clause)
        ]
        if not rules and reading(s, "claim", otherwise="automatic") == "claimed":
            self.note(f"{entry.consequence.clause}: no record shows a claim")
            return False
        for rule in rules:
            answer = answered(lambda rule=rule: rule.conditions(s))  # type: ignore[misc]
            if answer is not True:
                if isinstance(answer, str):
                    self.note(f"{entry.consequence.clause}: whether the credit is claimed is {answer}")
                return False
            entry.because.append(rule.text)
        return True

    def _not_lapsed(self, s: Scope, entries: list[Claimable]) -> list[Claimable]:
        for consequence in self.contract.consequences:
            if consequence.kind == "credit lapses":
                for effect in self._effects(consequence, s):
                    entries = [
                        one
                        for one in entries
                        if not (one.consequence.clause == consequence.clause and _same(one.effect.scope, effect.scope))
                    ]
        return entries

    def _greatest(self, s: Scope, entries: list[Claimable]) -> list[Claimable]:
        for consequence in self.contract.consequences:
            if consequence.kind == "greatest":
                for effect in self._effects(consequence, s):
                    row = effect.scope.it
                    mine = [one for one in entries if row is not None and _leads_to(row, one.effect.scope)]
                    for one in _all_but_greatest(mine):
                        entries.remove(one)
        if len(entries) > 1 and reading(s, "stacking", otherwise="add up") == "greatest":
            mine = [one for one in entries if one.effect.verb == "credit"]
            for one in _all_but_greatest(mine):
                entries.remove(one)
        return entries

    def _cap(self, cap: CapSpec, entry: Claimable, here: Settled, entries: list[Claimable]) -> None:
        """Cuts the entry to what earlier ones have left of the cap in each of its windows; later credits are cut first."""
        if entry.effect.verb != "credit" or not _in_scope(cap, entry):
            return
        s = entry.effect.scope
        before = [one for settled in self.windows for one in settled.credits] + entries[: entries.index(entry)]
        for window in self._cap_windows(cap, s):
            mine = [
                one
                for one in before
                if _same_pair(one, entry) and _in_scope(cap, one) and _counts(cap, one, entry, window)
            ]
            limit = cap.limit(replace(s, window=self.world.almanac.in_term(window) or window, whole=window, outside=()))
            if limit is None:
                continue
            left = max(Fraction(0), limit - sum((one.amount for one in mine), Fraction(0)))
            if entry.amount > left:
                entry.amount = rounded_down(s, left)
                entry.because.append(f"{cap.text} (line {cap.line}): {exact(left)} is left")
            if entry.amount >= rounded_down(s, left):
                self._capped["", here.window.start] = True

    def _cap_windows(self, cap: CapSpec, s: Scope) -> list[Window]:
        almanac = self.world.almanac
        if cap.scope == "item":
            return [s.window]
        if cap.spec is None:
            return [
                Window(
                    max(almanac.term_start, self.world.begin), min(almanac.term_end, max(self.world.now, s.window.end))
                )
            ]
        if not cap.spec.sliding:
            return [almanac.window_at(cap.spec, s.window.start)]
        found = [one for one in windows_ending_in(s, cap.spec, s.whole or s.window) if one.start >= almanac.term_start]
        if found:
            return found
        return [
            one
            for one in almanac.windows(cap.spec, almanac.term_start, s.window.end)
            if one.start >= almanac.term_start
        ][:1]

    def label(self, window: Window) -> str:
        """ "March 2026" for a calendar month, "5 March 2026" for a day, else its first and its last day."""
        first, last = self.world.clock.day_of(window.start), self.world.clock.day_of(window.end - 1)
        calendar = self.world.readings.either("month", otherwise="calendar") == "calendar"
        if calendar and first.day == 1 and last == add_months(first, 1) - timedelta(days=1):
            return f"{MONTHS[first.month - 1]} {first.year}"
        named = [f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
        return named[0] if first == last else f"{named[0]} to {named[1]}"


def _same(left: Scope, right: Scope) -> bool:
    """The same window, or one within the other, and no group in which they differ."""
    inside = left.window.start < right.window.end and right.window.start < left.window.end
    return inside and all(key_of(left.bound[name]) == key_of(right.bound[name]) for name in left.groups & right.groups)


def _replaced(about: ConsequenceSpec, effect: Effect, by: ConsequenceSpec, effects: list[Effect]) -> bool:
    return (
        about.clause == by.clause and about.name != by.name and any(_same(effect.scope, one.scope) for one in effects)
    )


def _leads_to(item: Any, s: Scope) -> bool:
    row = item.row if isinstance(item, Piece) else item
    return any(
        one is row or (isinstance(one, Piece) and (one == item or (row is not None and one.row is row)))
        for one in s.bound.values()
    )


def _all_but_greatest(entries: list[Claimable]) -> list[Claimable]:
    if not entries:
        return []
    best = max(entries, key=lambda one: one.amount)
    return [one for one in entries if one is not best]


def _same_pair(one: Claimable, entry: Claimable) -> bool:
    """Credits of one party to one other: caps hold for each pair."""
    return one.effect.verb == "credit" and (one.effect.payer, one.effect.payee) == (
        entry.effect.payer,
        entry.effect.payee,
    )


def _in_scope(cap: CapSpec, entry: Claimable) -> bool:
    if cap.scope == "clause":
        return entry.consequence.clause == cap.subject
    if cap.scope == "service":
        return entry.effect.subject == cap.subject
    if cap.scope == "item":
        return entry.effect.scope.item(cap.subject) is not None
    return True


def _counts(cap: CapSpec, one: Claimable, entry: Claimable, window: Window) -> bool:
    if cap.scope == "item":
        return key_of(one.effect.scope.item(cap.subject)) == key_of(entry.effect.scope.item(cap.subject))
    return window.start <= one.effect.scope.window.start and one.effect.scope.window.end <= window.end


def group_label(s: Scope) -> str:
    if s.groups:
        return ", ".join(label(s.bound[name]) for name in sorted(s.groups))
    return label(s.it) if s.it is not None else ""
