"""The cases that stand at the limits of a clause: each limit itself and its nearest neighbours, each row of a table, the last moment of each
time limit, so many windows of so many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from sladsl.ambiguity.witness.cones import Cone, Cones
from sladsl.ambiguity.witness.seeds import figures, lasting, limits, repeating
from sladsl.ambiguity.witness.seeds.stage import Stage
from sladsl.ambiguity.witness.worlds import Ground
from sladsl.checks.plan import Plan
from sladsl.model.consequences import Consequence
from sladsl.model.duties import Act, Declared, Document, Duty, EachRecord, Repeated, Retain
from sladsl.model.worked import SampleEvent
from sladsl.targets.boundaries.in_order import Tried, in_order
from sladsl.targets.boundaries.measured import measured
from sladsl.targets.boundaries.repeated import in_days, in_windows
from sladsl.time.stretches import DAY

_MOST = {
    repeating.short: 6,
    limits.acts: 12,
    limits.claims: 6,
    figures.single: 8,
    figures.counted: 8,
    figures.monthly: 6,
    figures.together: 6,
    lasting.near: 12,
    lasting.level: 6,
}
"""How many cases of each kind of boundary are taken at the most, for each clause; of acts, for each duty."""
_MOST_SAMPLED = 3
"""Cases of samples of one clause: each is a month of rows."""


def cases(plan: Plan) -> Iterator[Tried]:
    """Of each clause with something that records show, in the order of the text."""
    cones = Cones(plan)
    shown = [duty for duty in plan.duties if not isinstance(duty.kind, Retain | Declared)]
    ordered: list[Duty | Consequence] = sorted([*shown, *plan.consequences], key=lambda one: one.place)
    ground = Ground(plan, ())
    for clause in dict.fromkeys(one.clause for one in ordered):
        about = next(one for one in ordered if one.clause == clause)
        stage = Stage(cones.of((clause,), rights=clause in cones.giving), ground)
        for one in (*measured(clause, stage), *in_windows(clause, stage), *in_days(clause, stage)):
            yield from in_order(one, plan, stage)
        for part in _by_duty(stage, clause):
            for one in _seeded(clause, about, part):
                yield from in_order(one, plan, stage)


def _by_duty(stage: Stage, clause: str) -> Iterator[Stage]:
    """The stage, or one for each act that the clause sets a time for: each has limits of its own."""
    duties = stage.cone.plan.duties
    acts = [
        duty
        for duty in duties
        if duty.clause == clause and isinstance(duty.kind, EachRecord | Document | Repeated | Act)
    ]
    if len(acts) < 2:
        yield stage
        return
    for one in acts:
        kept = tuple(duty for duty in duties if duty not in acts or duty == one)
        cone = Cone(stage.cone.clauses, stage.cone.rights, replace(stage.cone.plan, duties=kept))
        yield Stage(cone, stage.ground)


def _seeded(clause: str, about: Duty | Consequence, stage: Stage) -> Iterator[Tried]:
    """The boundaries at which questions are tried, for the events that records show."""
    sampled = 0
    if stage.cone.weight > 1:
        return
    for topic, most in _MOST.items():
        for case in islice(topic(stage), most if stage.horizon < 100 * DAY else 2):  # long ones take long to settle
            if any(isinstance(event, SampleEvent) for event in case.all_events):
                sampled += 1
                if sampled > _MOST_SAMPLED:
                    continue
            yield Tried((clause,), about, "", case)
