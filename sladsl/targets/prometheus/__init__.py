"""Prometheus: rules that tell during a window how much of a level is used up, and warn before it is missed."""

from __future__ import annotations

import textwrap
from typing import Any

from sladsl.checks.plan import Plan
from sladsl.model.duties import Duty, Level
from sladsl.targets.fidelity import Fidelity, whole
from sladsl.targets.prometheus import clock
from sladsl.targets.prometheus.rules import Watch, watch
from sladsl.targets.prometheus.unit_tests import unit_tests
from sladsl.targets.target import Made, Target, Wanted
from sladsl.targets.yaml import yaml_of

RULES, TESTS = "prometheus-rules.yaml", "prometheus-tests.yaml"


def make(plan: Plan, wanted: Wanted) -> Made:
    made = watch(plan)
    group: dict[str, Any] = {"name": made.agreement, "interval": f"{made.step}s", "rules": made.rules}
    rules = yaml_of([{"groups": [group]}], _head(plan, made))
    tests = yaml_of([unit_tests(plan, made, RULES)], f"Run: promtool test rules {TESTS}")
    return Made({RULES: rules, TESTS: tests}, told(plan, made).list())


def told(plan: Plan, made: Watch) -> Fidelity:
    """What the rules keep of the agreement; other targets that read their series keep no more."""
    fidelity = Fidelity(whole(plan))
    always = f"it is looked at every {made.step} seconds, and what happens while Prometheus does not run is not counted"
    for one in made.counted:
        near = [*one.near, always]
        if one.delay:
            near.append(f"a stretch counts {one.delay} seconds after it is so, when it is known to be long enough")
        if plan.term.start is None or clock.known_until(plan) != _end(plan):
            near.append(
                f"the rules know the changes of the clock until {clock.known_until(plan).isoformat()}: make them anew before"
            )
        fidelity.approximated(one.duty, "; ".join(near))
    for duty in plan.duties:
        if id(duty) in made.refused:
            fidelity.left_out(duty, made.refused[id(duty)])
        elif isinstance(duty, Duty) and not isinstance(duty.kind, Level):
            fidelity.left_out(
                duty, "it is no level of a measure; each act has a time of its own, which checks.py settles"
            )
    fidelity.rest("rules measure and warn; what follows from a miss is settled by checks.py")
    return fidelity


def _end(plan: Plan) -> object:
    from sladsl.time.dates import add_months

    length = plan.term.length
    return add_months(clock.first_day(plan), int(length.amount)) if length is not None else None


def _head(plan: Plan, made: Watch) -> str:
    lines = [
        f"{plan.agreement}: recording and alerting rules.",
        "",
        f"Each level is counted up from the start of its window, in {plan.zone}. For each:",
        "  sla:bad:sum, sla:total:sum       how much was bad, and how much counts, so far (seconds, or samples)",
        "  sla:value:ratio                  the figure of the contract, so far",
        "  sla:allowed:sum, sla:budget:sum  how much may be bad in the whole window, and how much of it is left",
        "  sla:budget:ratio                 the share of it that is left",
        "  sla:projected:sum                what is bad at the end of the window, at the rate of the last hours",
        "",
    ]
    if made.inputs:
        lines.append(f'What the rules read; every series has the label agreement="{made.agreement}":')
        for series, words in made.inputs.items():
            lines += textwrap.wrap(f"{series}: {words}", 110, initial_indent="  ", subsequent_indent="    ")
    else:
        lines.append("No level of this agreement can be watched by rules: see prometheus.fidelity.json.")
    return "\n".join(lines)


TARGET = Target("prometheus", "recording and alerting rules with their unit tests", make)
