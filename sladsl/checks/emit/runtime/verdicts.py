"""What became of duties once the rest of the contract has been looked at: excused, counted as missed, not applying."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sladsl.checks.emit.runtime.answers import PENDING, UNDETERMINED, Answer, Undecided, answered
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.consequences import Effect
from sladsl.checks.emit.runtime.contract import ConsequenceSpec
from sladsl.checks.emit.runtime.credits import MONTH, Credits, _same, _same_group
from sladsl.checks.emit.runtime.results import EXCUSED, MET, MISSED, Result
from sladsl.checks.emit.runtime.rows import Row, key_of
from sladsl.checks.emit.runtime.world import Scope


class Verdicts(Credits):
    """What conditions and consequences ask about duties and windows."""

    _results: dict[tuple[str, int], list[Result]]
    _base: dict[tuple[str, int], list[Result]]
    _asking: set[tuple[str, int]]
    _plain: bool
    _lapsing: set[str]
    _asked: tuple[str, ...]
    _ends: dict[tuple[object, ...], list[int]]
    _fall_away: frozenset[str]

    def results(self, duty: str, s: Scope) -> list[Result]:
        """The final results of a duty in the settled window of the scope: excused stands before met and missed."""
        whole = s.whole or s.window
        spec = next((one for one in self.contract.duties if one.name == duty), None)
        if spec is None:
            return []  # one that no record settles
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
        results = [one for one in results if self.applies(clause, one.scope)]
        for consequence in self.contract.consequences:
            if consequence.about != clause or consequence.kind not in ("excuse", "counts as missed"):
                continue
            self.world.waiting = []
            before, self._plain = self._plain, self._plain or self._in_circle(consequence)
            effects = self._effects(consequence, s)
            self._plain = before
            waiting = list(self.world.waiting)
            unsure = (MET, MISSED) if consequence.kind == "excuse" else (MET,)
            results = [
                replace(one, state=next(state for scope, state in waiting if _same(one.scope, scope)))
                if one.state in unsure and any(_same(one.scope, scope) for scope, _ in waiting)
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

    def asking(self) -> bool:
        """Whether it is being worked out what excuses a duty."""
        return bool(self._asking) or self._plain

    def stands(self, duty: str, row: Row | None, window: Window | None) -> Answer:
        """Whether the duty on the row, or on the document for the window, stands: false where it is excused or does not apply."""
        spec = next(one for one in self.contract.duties if one.name == duty)
        if not (spec.limited or spec.clause in self._fall_away):
            return True
        found = list(self.world.almanac.windows(MONTH, *_moment(row, window)))
        cut = self.world.almanac.in_term(found[-1]) if found else None
        if cut is None:
            return True
        results = self.results(duty, Scope(self.world, cut, {}, whole=found[-1]))
        after = next((one for one in results if _about(one, row, window)), None)
        before = next((one for one in self._base[duty, found[-1].start] if _about(one, row, window)), None)
        if after is None or after.state == EXCUSED:
            return False
        changed = before is not None and before.state != after.state and after.state in (PENDING, UNDETERMINED)
        return after.state if changed or (spec.limited and after.state in (PENDING, UNDETERMINED)) else True

    def _in_circle(self, consequence: ConsequenceSpec) -> bool:
        """Whether a clause excuses another that, by whatever way, excuses it: then each is looked at before it is excused itself."""
        reached, waiting = set[str](), [consequence.about]
        while waiting:
            clause = waiting.pop()
            for one in self.contract.consequences:
                if one.about and one.kind != "clause lapses" and clause in one.hangs_on and one.about not in reached:
                    reached.add(one.about)
                    waiting.append(one.about)
        return any(clause in reached for clause in consequence.hangs_on)

    def applies(self, clause: str, s: Scope) -> bool:
        """Whether the clause is in force in the window, or for what is bound."""
        if self.has_lapsed(clause, s.window.end):
            return False
        free = replace(s, outside=())
        return not any(
            about == clause and answered(lambda when=when: when(free)) is True  # type: ignore[misc]
            for about, when in self.contract.not_applying
        )

    def has_lapsed(self, clause: str, at: int) -> bool:
        """Whether the clause has lapsed before the instant. What makes it lapse does not itself hang on its lapse."""
        if clause not in self._lapsing or clause in self._asked:
            return False
        before, self._asked = self._asked, (*self._asked, clause)
        start = max(self.world.almanac.term_start, self.world.begin)
        found = any(
            end < at
            for month in self._settled_windows(Window(start, at))
            for consequence in self.contract.consequences
            if consequence.kind == "clause lapses" and consequence.about == clause
            for end in self._ends_of_lapse(consequence, month)
        )
        self._asked = before
        return found

    def _ends_of_lapse(self, consequence: ConsequenceSpec, month: tuple[Window, Window]) -> list[int]:
        """The ends of the windows in the month that make the clause lapse; what is being asked beside it can change them."""
        key = (consequence.name, month[0].start, self._asked, frozenset(self._asking), len(self.windows))
        if key not in self._ends:
            world, here = self.world, self._here
            waiting, trail, notes = world.waiting, world.trail, list(here.notes) if here is not None else []
            world.waiting = []
            found = self._effects(consequence, Scope(world, month[1], {}, whole=month[0]))
            self._ends[key] = [one.scope.window.end for one in found if one.scope.window.end <= world.now]
            world.waiting, world.trail = waiting, trail
            if here is not None:
                here.notes[:] = notes  # they were those of the month that was looked at
        return self._ends[key]

    def misses(self, s: Scope, clause: str, party: str, window: Window | None) -> Answer:
        """The clause is missed in the window, or in one that ends in it: by the party, for the bound group."""
        if window is None:
            return False
        states = []
        for spec in self.contract.duties:
            if spec.clause == clause and party in ("", spec.who) and not spec.after_its_own_miss:
                for month in self._settled_windows(window):
                    at = Scope(self.world, month[1], {}, whole=month[0])
                    for result in self.results(spec.name, at):
                        if window.start < result.scope.window.end <= window.end and _concerns(result.scope, s):
                            states.append(result.state)
        if MISSED in states:
            return True
        if window.end > self.world.now:
            return PENDING
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

    def overused(self, ledger: str, s: Scope) -> list[tuple[Fraction, Scope]]:
        return self.ledgers.overused.get((ledger, s.window.start), [])

    def balance(self, ledger: str, s: Scope) -> Fraction:
        return self.ledgers.balances.get((ledger, s.window.start), Fraction(0))

    def points_in(self, unit: str, s: Scope, party: str = "") -> Fraction:
        settled = [*self.windows, *([self._here] if self._here is not None else [])]
        return sum(
            (
                count
                for one in settled
                for _, effect, count in one.points
                if effect.unit == unit
                and party in ("", effect.payer)
                and s.window.start <= effect.scope.window.start
                and effect.scope.window.end <= s.window.end
            ),
            Fraction(0),
        )

    def _effects(self, consequence: ConsequenceSpec, s: Scope) -> list[Effect]:
        found: list[Effect] = []
        at = replace(Scope(self.world, s.window, {}), whole=s.whole, clause=consequence.clause)
        self.world.trail = []
        try:
            for effect in consequence.effects(at):
                if not self.applies(consequence.clause, effect.scope):
                    continue
                if effect.scope.window.end > self.world.now and not effect.scope.arisen:
                    self.world.waiting.append((effect.scope, PENDING))
                    self.note(
                        f"{consequence.clause or consequence.name}: {self.label(effect.scope.window)} is not over"
                    )
                else:
                    found.append(effect)
        except Undecided as undecided:
            self.note(f"{consequence.clause or consequence.name}: {undecided.state}: {undecided.why}")
        return found


def _concerns(result: Scope, asker: Scope) -> bool:
    """A result for a group concerns who asks for that group, or for none; one on a row concerns that to which the row refers."""
    if not _same_group(result, asker):
        return False
    of_rows = ((asker.bound[name], result.item(name)) for name in asker.groups - result.groups)
    return all(found is None or key_of(found) == key_of(asked) for asked, found in of_rows)


def _moment(row: Row | None, window: Window | None) -> tuple[int, int]:
    if window is not None:
        return window.end - 1, window.end
    return (row.at, row.at + 1) if row is not None and row.at is not None else (0, 0)


def _about(one: Result, row: Row | None, window: Window | None) -> bool:
    if window is not None:
        return (one.scope.whole or one.scope.window).start == window.start
    return row is not None and one.scope.bound.get(row.record) is row
