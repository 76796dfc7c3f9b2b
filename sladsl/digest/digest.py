"""All facts of one plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sladsl.ambiguity.witness.cones import Cones
from sladsl.checks.plan import Plan
from sladsl.digest.boundaries import at_boundaries, climbed
from sladsl.digest.capped import with_cap
from sladsl.digest.carried import carried_over
from sladsl.digest.days_off import holidays_of
from sladsl.digest.facts import Holidays, Kept, MadeExample, Minutes, Steps, Unmade
from sladsl.digest.kept import kept_records
from sladsl.digest.ladders import ladders
from sladsl.digest.steps import credit_steps, minutes
from sladsl.model.node import node

_SOME_DAY = date(2026, 1, 1)
"""On which a draft takes effect that does not say so: examples are of some month, and without an end to the past they take for ever."""


@node
class Digest:
    examples: tuple[MadeExample, ...] = ()
    unmade: tuple[Unmade, ...] = ()
    steps: tuple[Steps, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    holidays: tuple[Holidays, ...] = ()
    kept: tuple[Kept, ...] = ()


def digest_of(plan: Plan, *, whole: bool = True) -> Digest:
    """`whole` False: the text has errors, or loose words that mean nothing yet, so that nothing can be settled by it: no examples."""
    made: list[MadeExample | Unmade] = []
    found = ladders(plan)
    if whole:
        dated = plan if plan.term.start is not None else replace(plan, term=replace(plan.term, start=_SOME_DAY))
        cones = Cones(dated)
        all_climbed = climbed(dated, cones, found)
        made = [
            *at_boundaries(all_climbed, dated),
            *with_cap(all_climbed, dated, cones),
            *carried_over(dated, cones),
        ]
    return Digest(
        tuple(one for one in made if isinstance(one, MadeExample)),
        tuple(dict.fromkeys(one for one in made if isinstance(one, Unmade))),
        tuple(credit_steps(plan)),
        tuple(minutes(plan, found)),
        tuple(holidays_of(plan)),
        tuple(kept_records(plan)),
    )
