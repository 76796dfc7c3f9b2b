"""Worked examples: what the text gives for the events of an example, under each value of the readings that are open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from sladsl.checks.evaluate.examples.events import Assumed, assumed_in, world_of
from sladsl.checks.evaluate.examples.expecting import Outcome as Outcome
from sladsl.checks.evaluate.examples.expecting import outcome
from sladsl.checks.evaluate.open import TooManyOpen, trials
from sladsl.checks.plan import Plan
from sladsl.model.readings import Readings
from sladsl.model.worked import Example, Expectation, ExpectDue, RowEvent, SampleEvent, StretchEvent, window_of
from sladsl.time.zones import start_of_day

_LATER = timedelta(days=400)
"""Now, in an example, is so long after its windows that time limits have run out."""


def run_example(plan: Plan, example: Example, readings: Readings) -> tuple[Outcome, ...]:
    """In the order of the example. Of open readings every value is tried: an expectation that holds under none is contradicted."""
    return tuple(_run(plan, example, expectation, readings) for expectation in example.expects)


def _run(plan: Plan, example: Example, expectation: Expectation, readings: Readings) -> Outcome:
    now = now_of(plan, example)

    def once(trial: Readings, chosen: Mapping[Assumed, str] | None = None) -> Outcome:
        return outcome(expectation, world_of(plan, example.events, trial, now, chosen))

    try:
        found, names = trials(plan, readings, once)
    except TooManyOpen as many:
        return Outcome(expectation, True, "", "", expectation.place, many.names)
    good = next((one for one in found if one.holds), found[0])
    assumes = _assumes(plan, example, good, lambda chosen: trials(plan, readings, lambda t: once(t, chosen))[0])
    return replace(good, hangs_on=tuple(names), assumes=assumes)


def now_of(plan: Plan, example: Example) -> int:
    """The instant at which the example is told: all that it speaks of is long over."""
    ends = [plan_start(plan)]
    for told in (*example.expects, *example.events):
        window = window_of(told)
        if window is not None:
            ends.append(start_of_day(window.first + _LATER * window.count, plan.zone))
    # Until when an act is due may hang on silence: "not Returned within 5 business days".
    ends += [one.instant + _LATER // timedelta(microseconds=1) for one in example.expects if isinstance(one, ExpectDue)]
    for event in example.events:
        match event:
            case SampleEvent(stretches=stretches) | StretchEvent(stretches=stretches):
                ends += [end for _, end in stretches]
            case RowEvent(fields=fields):
                ends += [value + 1 for _, value in fields if isinstance(value, int) and not isinstance(value, bool)]
            case _:
                pass
    return max(ends)


def plan_start(plan: Plan) -> int:
    return start_of_day(plan.term.start, plan.zone) if plan.term.start is not None else 0


def _assumes(
    plan: Plan, example: Example, good: Outcome, run: Callable[[Mapping[Assumed, str]], list[Outcome]]
) -> tuple[str, ...]:
    """The choices that the example leaves open, and with another of which what it says no longer holds."""
    if not good.holds:
        return ()
    found: dict[str, None] = {}
    for assumed, others in assumed_in(plan, example.events).items():
        if any(not any(one.holds for one in run({assumed: choice})) for choice in others):
            found[f"the {assumed.field} of the {assumed.record}"] = None
    return tuple(found)
