"""All facts of one plan."""

from __future__ import annotations

from sladsl.ambiguity.witness.cones import Cones
from sladsl.checks.plan import Plan
from sladsl.digest.boundaries import at_boundaries, climbed
from sladsl.digest.capped import with_cap
from sladsl.digest.carried import carried_over
from sladsl.digest.days_off import holidays_of
from sladsl.digest.facts import Holidays, Kept, MadeExample, Minutes, Steps, Unmade
from sladsl.digest.kept import kept_records
from sladsl.digest.steps import credit_steps, minutes
from sladsl.model.node import node


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
    if whole:
        cones = Cones(plan)
        all_climbed = climbed(plan, cones)
        made = [
            *at_boundaries(all_climbed, plan),
            *with_cap(all_climbed, plan, cones),
            *carried_over(plan, cones),
        ]
    return Digest(
        tuple(one for one in made if isinstance(one, MadeExample)),
        tuple(dict.fromkeys(one for one in made if isinstance(one, Unmade))),
        tuple(credit_steps(plan)),
        tuple(minutes(plan)),
        tuple(holidays_of(plan)),
        tuple(kept_records(plan)),
    )
