"""From a checked agreement with worked examples to what they come to, and what is wrong with them."""

from __future__ import annotations

from sladsl.checks.evaluate.examples.examples import Outcome, run_example
from sladsl.checks.evaluate.examples.standing import stands_for_something
from sladsl.compiler import Checked
from sladsl.findings import Finding, error, has_errors, warning
from sladsl.model.readings import Readings
from sladsl.model.worked import Example
from sladsl.node import node


@node
class Ran:
    """A worked example with what each of its expectations came to."""

    example: Example
    outcomes: tuple[Outcome, ...]

    @property
    def holds(self) -> bool:
        return all(outcome.holds for outcome in self.outcomes)


def run_examples(checked: Checked, *, standing: bool = False) -> tuple[tuple[Ran, ...], tuple[Finding, ...]]:
    """What each worked example comes to, and a finding for each that the text contradicts, with both figures. `standing`: also for
    each that stands for no sentence, which takes many times as long, since each sentence is tried."""
    plan = checked.plan
    if plan is None or has_errors(checked.findings):
        return (), ()
    ran = tuple(Ran(example, run_example(plan, example, Readings(plan.readings, {}))) for example in plan.examples)
    wrong = [_contradicted(o, one.example.title) for one in ran for o in one.outcomes if not o.holds]
    assumed = [_assumed(o, one.example.title) for one in ran for o in one.outcomes if o.holds and o.assumes]
    idle = [_idle(one.example) for one in ran if standing and one.holds and not stands_for_something(plan, one.example)]
    return ran, (*wrong, *assumed, *idle)


def _idle(example: Example) -> Finding:
    return warning(
        "W003",
        "the worked example holds whatever the clauses say: without each of them, and with its opposite",
        example.place,
        label="stands for no sentence",
        hint="Give the facts of which a clause speaks, and say what follows from it; or leave the example out.",
        clause=example.title,
    )


def _assumed(outcome: Outcome, title: str) -> Finding:
    what = " and ".join(outcome.assumes)
    return warning(
        "W002",
        f"the worked example does not give {what}, and with another choice it would not hold",
        outcome.place,
        label="holds for the first choice only",
        hint='Name the choice in the example, as in "Uptime of a Circuit with Class gold is 99.2%".',
        clause=title,
    )


def _contradicted(outcome: Outcome, title: str) -> Finding:
    return error(
        "W001",
        f"the worked example says {outcome.expected}, and the text gives {outcome.found}",
        outcome.place,
        label="the text gives another figure",
        hint="Mend the example, or the clause that it stands for.",
        clause=title,
    )
