"""The settlement: window after window, what was owed, what follows, what is carried over."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sladsl.checks.emit.runtime.almanac import FAR
from sladsl.checks.emit.runtime.caps import Claimable, Settled
from sladsl.checks.emit.runtime.clock import Window
from sladsl.checks.emit.runtime.consequences import Effect
from sladsl.checks.emit.runtime.contract import ConsequenceSpec
from sladsl.checks.emit.runtime.credits import MONTH, _same
from sladsl.checks.emit.runtime.ledgers import Ledgers
from sladsl.checks.emit.runtime.results import Result
from sladsl.checks.emit.runtime.rows import Item, Piece, Row, label
from sladsl.checks.emit.runtime.verdicts import Verdicts
from sladsl.checks.emit.runtime.world import Scope, World


@dataclass(frozen=True)
class Right:
    consequence: ConsequenceSpec
    effect: Effect
    arisen: int
    lapses: str
    state: str


class Settlement(Verdicts):
    """Settles the windows of the term in their order."""

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
        self._arising: dict[tuple[str, str], Window] = {}
        self._here: Settled | None = None
        self._lapsing = {one.about for one in self.contract.consequences if one.kind == "clause lapses"}
        self._asked: tuple[str, ...] = ()
        self._ends: dict[tuple[object, ...], list[int]] = {}
        self._fall_away = frozenset(
            (
                *(one.about for one in self.contract.consequences if one.kind == "excuse"),
                *(clause for clause, _ in self.contract.not_applying),
                *self._lapsing,
            )
        )
        world.settled = self

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
        over = s.window.end <= self.world.now
        if over:  # a balance is struck at the end
            self.ledgers.close(s, self.results)
        for kinds in (("incur",), ("credit",), ("credit by points",)):
            for consequence in self.contract.consequences:
                if consequence.kind in kinds:
                    self._follow(consequence, s, here)
        here.credits.sort(
            key=lambda one: self.contract.consequences.index(one.consequence)
        )  # caps cut in the order of the text
        if over:
            self._due(s, here)
        for consequence in self.contract.consequences:
            if consequence.kind in ("credit by caps", "extend", "right", "clause lapses", "note"):
                self._follow(consequence, s, here)
        if here.credits:
            self._due(s, here, late=True)
        self.windows.append(here)
        self._here = None

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
            elif effect.kind == "clause lapses":
                if not self.has_lapsed(effect.clause, effect.scope.window.end):
                    self.note(f'clause "{effect.clause}" lapses')
            elif effect.kind == "note":
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
            if not effect.subject:
                self.note("the time by which the term is extended is not settled: windows end with the agreed term")

    def _right(self, consequence: ConsequenceSpec, effect: Effect) -> None:
        """A condition that goes on gives one right; so do the same windows or items."""
        s = effect.scope
        whole = s.whole or s.window
        key = (consequence.name, s.group_key())
        last = self._arising.get(key)
        self._arising[key] = whole
        plain = s.events == (whole,)
        if (plain and last is not None and whole.follows(last)) or any(
            one.consequence.name == consequence.name
            and one.effect.scope.group_key() == s.group_key()
            and one.effect.scope.events == s.events
            and not plain
            for one in self.rights
        ):
            return
        events = {(one.start, one.end) if isinstance(one, Window) else one for one in s.events}
        self.world.spent.setdefault((consequence.name, s.group_key()), set()).update(events)
        limit = effect.exercise(s) if effect.exercise is not None else None
        arisen = s.arisen if s.arisen else max((self.counts_at(one) for one in s.events), default=s.window.end - 1)
        lapses, state = "", "open"
        if limit is not None and not limit.state and limit.end < FAR:
            lapses = str(limit.day)
            state = "lapsed" if self.world.now >= limit.end else "open"
        self.rights.append(Right(consequence, effect, arisen, lapses, state))

    def counts_at(self, event: Any) -> int:
        """When the last of what fulfilled a condition counts: a window at its end, an item when it begins or, by its reading,
        when it ends; one that has not ended when it begins."""
        if isinstance(event, Window):
            return event.end - 1
        if isinstance(event, Row):
            return event.at or 0
        if not isinstance(event, Piece):
            return 0
        last = max(event.start, event.end - 1)
        if event.open or self.world.clock.day_of(event.start) == self.world.clock.day_of(last):
            return event.start
        return (
            event.start
            if self.world.readings.either(f"piece belongs/{event.name}", otherwise="start") == "start"
            else last
        )


def _replaced(about: ConsequenceSpec, effect: Effect, by: ConsequenceSpec, effects: list[Effect]) -> bool:
    return (
        about.clause == by.clause
        and about.name != by.name
        and any(_same(effect.scope, one.scope) and not _apart(effect.scope.it, one.scope.it) for one in effects)
    )


def _apart(one: Item | None, other: Item | None) -> bool:
    """Two rows of one record, or two pieces: what is due "instead" for the one leaves what is due for the other."""
    if isinstance(one, Row) and isinstance(other, Row):
        return one.record == other.record and one is not other
    if isinstance(one, Piece) and isinstance(other, Piece):
        return (one.stretches, one.row) != (other.stretches, other.row)
    return False


def group_label(s: Scope) -> str:
    if s.groups:
        return ", ".join(label(s.bound[name]) for name in sorted(s.groups))
    return label(s.it) if s.it is not None else ""
