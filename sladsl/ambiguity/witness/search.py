"""The search for a witness: the fewest and roundest events on which the answers to a question come to different outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sladsl.ambiguity.witness.cones import Cone, Cones
from sladsl.ambiguity.witness.likelihood import shapes, unround
from sladsl.ambiguity.witness.outcomes import Outcome, Stake, spread, stake
from sladsl.ambiguity.witness.seeds.stage import Case, Stage
from sladsl.ambiguity.witness.seeds.topics import EXHAUSTIVE, MOST_ASKED, cases
from sladsl.ambiguity.witness.shrink import shrunk
from sladsl.ambiguity.witness.worlds import Ground
from sladsl.checks.plan import Plan
from sladsl.checks.statement import Statement
from sladsl.model.agreement import Chosen
from sladsl.model.node import node
from sladsl.model.readings import OpenReading
from sladsl.model.worked import Event
from sladsl.time.counting import MissingChoice

_MOST_CASES = 48
_MOST_IN_ALL = 72
"""Cases of a clause, and of all clauses together, after which a question is left alone."""
_MORE = 5
"""Cases that are tried after the first that differs, for one with fewer events, rounder figures or more money."""
_UNASKED = 14
"""Cases of a clause in which the question does not come up, after which it is taken not to come up there at all."""
_MOST_KEPT = 3
_MOST_WEIGHT = 60
"""Of a cone: one that takes more to settle is left out."""
_MOST_WORK = 240
"""Of settling months of many short intervals, for one question; a plain month is no such work."""


@node
class Side:
    """One answer: its value, and the plan and the readings under which it is settled."""

    value: str
    plan: Plan
    given: tuple[tuple[str, str], ...] = ()


@node
class Witness:
    """All that happens: the first `seen` of the events are those on which the answers differ, the others stand behind them so that nothing
    else is out of order. `first`, `last`, `now`: the instants between which the months lie that are settled, and now. `outcomes`: in the
    order of the sides; None where an answer cannot be settled at all. `clauses`: those in which it was found.
    """

    events: tuple[Event, ...]
    seen: int
    first: int
    last: int
    now: int
    outcomes: tuple[Outcome | None, ...]
    stake: Stake
    spread: Fraction
    clauses: tuple[str, ...]


@node
class Searched:
    """How far a search went. `asked`: in how many of the cases the question mattered at all."""

    cases: int
    asked: int
    months: int
    events: int
    exhaustive: bool


@dataclass(frozen=True)
class _Found:
    case: Case
    plan: Plan
    cone: tuple[tuple[str, ...], bool]
    stake: Stake
    order: tuple[int, int, int, Fraction]


class Search:
    """All searches in one plan and its variants; what one has settled, the others do not settle again."""

    def __init__(self, published: tuple[Chosen, ...]) -> None:
        self._published = published
        self._cones: dict[int, tuple[Plan, Cones]] = {}
        self._grounds: dict[int, tuple[Cone, Ground]] = {}
        self._stages: dict[int, Stage] = {}
        self._spent = 0
        self._statements: dict[tuple[object, ...], Statement | None] = {}
        self._known: dict[tuple[int, Case, tuple[tuple[str, str], ...]], Outcome | None] = {}

    # --- places ---

    def cones(self, plan: Plan) -> Cones:
        return self._cones.setdefault(id(plan), (plan, Cones(plan)))[1]

    def ground(self, cone: Cone) -> Ground:
        known = self._grounds.get(id(cone))
        if known is None:
            known = self._grounds[id(cone)] = (cone, Ground(cone.plan, self._published))
        return known[1]

    def whole(self, plan: Plan, rights: bool) -> Ground:
        """All clauses of the plan; without its rights, which nobody is paid for, unless they are at stake."""
        return self.ground(self._whole(plan, rights))

    def _whole(self, plan: Plan, rights: bool) -> Cone:
        clauses = dict.fromkeys((*(one.clause for one in plan.duties), *(one.clause for one in plan.consequences)))
        return self.cones(plan).of(tuple(clauses), rights=rights)

    def statement(self, side: Side, witness: Witness) -> Statement | None:
        """Of the whole plan under this answer; None where it cannot be settled."""
        ground = self.whole(side.plan, witness.stake is Stake.RIGHTS)
        given = tuple(one for one in side.given if ground.usual(one[0]) != one[1])
        key = (id(ground), witness.events, witness.first, witness.last, witness.now, given)
        if key not in self._statements:
            try:
                self._statements[key] = ground.statement(
                    witness.events, dict(given), witness.first, witness.last, witness.now
                )
            except (KeyError, ValueError, OpenReading):
                self._statements[key] = None
        return self._statements[key]

    def _stage(self, cone: Cone, least_horizon: int = 0) -> Stage:
        if id(cone) not in self._stages:
            self._stages[id(cone)] = Stage(cone, self.ground(cone), least_horizon)
        return self._stages[id(cone)]

    # --- search ---

    def witness(self, name: str, sides: Sequence[Side], clause: str = "") -> tuple[Witness | None, Searched]:
        """Of the question of this name (a slot, or "wording/…" in a clause) under its answers."""
        self._spent = 0
        is_slot = all(one.plan is sides[0].plan for one in sides)
        found: list[_Found] = []
        tried = asked = most = 0
        months: set[int] = set()
        parts = name.split("/")
        kind = "/".join(parts[:2]) if parts[0] == "wording" else parts[0]
        for key in self._places(name, sides[0].plan, clause, is_slot):
            since: int | None = None
            before, was_asked = tried, asked
            enough = Stake.RIGHTS if key[1] else Stake.MONEY
            if self.cones(sides[0].plan).of(key[0], rights=key[1]).weight > _MOST_WEIGHT:
                continue
            for case in self._cases(kind, key, sides, is_slot):
                if self._spent > _MOST_WORK or tried >= _MOST_IN_ALL or asked >= MOST_ASKED.get(kind, tried + 1):
                    break
                tried += 1
                months.add(case.first)
                most = max(most, shapes(case.events))
                outcomes = self._outcomes(name, case, key, sides, is_slot)
                if outcomes is None:
                    if tried - before >= _UNASKED and asked == was_asked:
                        break
                    continue
                asked += 1
                one = _judged(case, sides[0].plan, key, outcomes)
                if one is not None:
                    found.append(one)
                if since is not None:
                    since += 1
                elif one is not None and one.stake >= enough:
                    since = 0
                if since is not None and since >= (_MORE if enough is Stake.MONEY else 1):
                    break
            if any(one.stake >= enough for one in found) or (found and not is_slot):
                break
        searched = Searched(tried, asked, len(months), most, kind in EXHAUSTIVE and not found and asked > 0)
        for one in sorted(found, key=lambda f: (-f.stake, f.order))[:_MOST_KEPT]:
            witness = self._settled(one, sides)
            if witness is not None:
                return witness, searched
        return None, searched

    def _places(self, name: str, plan: Plan, clause: str, is_slot: bool) -> Iterator[tuple[tuple[str, ...], bool]]:
        cones = self.cones(plan)
        if is_slot:
            yield from ((cone.clauses, cone.rights) for cone in cones.touched(name))
            return
        own = (clause,) if clause in (*cones.paying, *cones.giving, *cones.owing) else ()
        if own:
            yield own, False
            if clause not in cones.owing:
                yield own, True
        rest = [((one,), False) for one in cones.paying] + [((one,), True) for one in cones.giving]
        yield from (key for key in [*rest, *(((one,), False) for one in cones.owing)] if key[0] != own)

    def _cases(
        self, kind: str, key: tuple[tuple[str, ...], bool], sides: Sequence[Side], is_slot: bool
    ) -> Iterator[Case]:
        if is_slot:
            yield from cases(kind, self._stage(self.cones(sides[0].plan).of(key[0], rights=key[1])), _MOST_CASES)
            return
        cones = [self.cones(one.plan).of(key[0], rights=key[1]) for one in sides]
        horizon = max(Stage(cone, self.ground(cone)).horizon for cone in cones)
        for cone in cones:
            yield from cases(kind, self._stage(cone, horizon), _MOST_CASES // len(cones))

    def _outcomes(
        self, name: str, case: Case, key: tuple[tuple[str, ...], bool], sides: Sequence[Side], is_slot: bool
    ) -> list[Outcome | None] | None:
        """None: the question does not matter in this case."""
        if is_slot:
            cone = self.cones(sides[0].plan).of(key[0], rights=key[1])
            usual = self.ground(cone).usual(name)
            base = self._outcome(cone, case, ())
            if base is None or name not in base.asked:
                return None
            return [base if one.value == usual else self._outcome(cone, case, one.given) for one in sides]
        return [self._outcome(self.cones(one.plan).of(key[0], rights=key[1]), case, one.given) for one in sides]

    def _outcome(self, cone: Cone, case: Case, given: tuple[tuple[str, str], ...]) -> Outcome | None:
        # the usual answer, given or not, is the same world
        ground = self.ground(cone)
        given = tuple(one for one in given if ground.usual(one[0]) != one[1])
        key = (id(cone), case, given)
        if key not in self._known:
            self._spent += cone.weight - 1
            self._known[key] = _settle(ground, case, dict(given))
        return self._known[key]

    def _settled(self, found: _Found, sides: Sequence[Side]) -> Witness | None:
        """The case made as small as it goes, and settled on the whole plan."""
        stage = self._stage(self.cones(found.plan).of(found.cone[0], rights=found.cone[1]))

        def differs(events: tuple[Event, ...]) -> bool:
            case = stage.with_events(found.case, events)
            cones = [self.cones(one.plan).of(found.cone[0], rights=found.cone[1]) for one in sides]
            outcomes = [self._outcome(cone, case, one.given) for cone, one in zip(cones, sides, strict=True)]
            judged = _judged(case, found.plan, found.cone, outcomes)
            return judged is not None and judged.stake >= found.stake

        events = shrunk(found.case.events, differs)
        case = stage.with_events(found.case, events)
        if found.stake is not Stake.MONEY:
            case = stage.without_claims(case)
        rights = found.stake is Stake.RIGHTS
        whole = [self._outcome(self._whole(one.plan, rights), case, one.given) for one in sides]
        known = [one for one in whole if one is not None]
        worst = max((stake(known[0], other) for other in known[1:]), default=Stake.NOTHING)
        worst = max([worst, *(stake(a, b) for n, a in enumerate(known) for b in known[n + 1 :])], default=worst)
        if worst < Stake.STATES:
            return None
        return Witness(
            case.all_events,
            len(events),
            case.first,
            case.last,
            case.now,
            tuple(whole),
            worst,
            spread(known),
            found.cone[0],
        )


def _settle(ground: Ground, case: Case, given: Mapping[str, str]) -> Outcome | None:
    try:
        return ground.outcome(case.all_events, given, case.first, case.last, case.now)
    except (KeyError, MissingChoice):
        # An answer in words can do without a record of which the case tells; a draft can lack what a time limit needs.
        return None


def _judged(
    case: Case, plan: Plan, key: tuple[tuple[str, ...], bool], outcomes: Sequence[Outcome | None]
) -> _Found | None:
    known = [one for one in outcomes if one is not None]
    worst = max((stake(a, b) for n, a in enumerate(known) for b in known[n + 1 :]), default=Stake.NOTHING)
    if worst < Stake.STATES:
        return None
    return _Found(case, plan, key, worst, (shapes(case.events), unround(case.events), len(case.events), -spread(known)))
