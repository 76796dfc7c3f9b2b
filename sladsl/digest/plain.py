"""What a summary for people who are not lawyers tells: for each sentence of the agreement its topic, and what it comes to in plain terms.

A sentence without a fact of its own is told in its own words; one without a topic is named as left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction

from sladsl.checks.evaluate.measuring.explain import measure_words
from sladsl.checks.plan import Plan
from sladsl.digest.steps import credit_steps, share_of_time
from sladsl.model.algebra import NamedPeriod, ShareOfTime
from sladsl.model.consequences import (
    Amount,
    Bands,
    BesidesOthers,
    Cap,
    ClaimRule,
    Consequence,
    CreditLapses,
    Forfeit,
    LeastCredit,
    NotApplying,
    OnlyGreatest,
    Pay,
    RefundPrepaid,
    Terminate,
)
from sladsl.model.duties import Declared, Duty, Level
from sladsl.model.moments import WindowSpec, WindowUnit
from sladsl.model.node import node, nodes
from sladsl.model.quantities import Comparator, Quantity, Unit

_MONTH = WindowSpec(WindowUnit.MONTH)
_THIRTY_DAYS = 30 * 86_400


class Topic(StrEnum):
    PROMISE = "promise"
    LIMIT = "limit"
    CLAIM = "claim"
    ENDING = "ending"
    WORDS = "words"


@node
class Allows:
    """A level of a share of time, as the time that it allows in a month of 30 days, in seconds: for each choice of the group ("" without)."""

    period: str
    outside: bool
    seconds: tuple[tuple[str, Fraction], ...]


@node
class Rung:
    """Beyond `limit` (at it, too, if `included`) so much is due. `seconds`: the time that this is in a month of 30 days."""

    limit: Fraction
    included: bool
    size: Fraction
    seconds: Fraction | None


@node
class Rungs:
    """A credit table as rungs, from the first value at which something is due to the worst. `falling`: lower values are worse."""

    measure: str
    unit: Unit
    period: str
    outside: bool
    falling: bool
    rungs: tuple[Rung, ...]
    payer: str
    payee: str
    verb: str
    base: Amount | None
    money: str


@node
class Gets:
    """What a sentence says that a party shall pay."""

    payer: str
    payee: str
    verb: str
    amount: Amount


@node
class Ceiling:
    """All credits of a window together come to no more than this."""

    spec: WindowSpec | None
    limit: Amount


PlainFact = Allows | Rungs | Gets | Ceiling


@node
class Plain:
    """By line of the source: topics and facts. `you`: the party to which the summary speaks, "" for nobody. `less`: time is left out of the
    months of some measure of which lengths of time are told."""

    you: str
    topics: tuple[tuple[int, Topic], ...]
    facts: tuple[tuple[int, PlainFact], ...]
    less: bool


def plain_of(plan: Plan) -> Plain:
    customers = {one.customer for one in plan.services}
    you = customers.pop() if len(customers) == 1 else ""
    facts = tuple(_facts(plan))
    lengths = any(isinstance(fact, Allows | Rungs) and fact.period for _, fact in facts)
    shares = [n for one in plan.definitions for n in nodes(one.body) if isinstance(n, ShareOfTime)]
    return Plain(you, tuple(_topics(plan)), facts, lengths and any(one.left_out for one in shares))


# --- topics ----------------------------------------------------------------------------------------------------------------------


def _topics(plan: Plan) -> Iterator[tuple[int, Topic]]:
    for duty in plan.duties:
        ends = isinstance(duty.kind, Declared) and duty.kind.verb in ("terminate", "pay back fees")
        yield duty.place.line, Topic.ENDING if ends else Topic.PROMISE
    for quota in plan.quotas:
        yield quota.place.line, Topic.PROMISE
    for consequence in plan.consequences:
        yield consequence.place.line, _topic_of(consequence)
    for rule in plan.rules:
        match rule:
            case Cap() | LeastCredit() | BesidesOthers():
                yield rule.place.line, Topic.LIMIT
            case ClaimRule():
                yield rule.place.line, Topic.CLAIM
            case NotApplying():
                yield rule.place.line, Topic.PROMISE
    for ledger in plan.ledgers:
        if ledger.place is not None:
            yield ledger.place.line, Topic.PROMISE
    for definition in plan.definitions:
        yield definition.place.line, Topic.WORDS


def _topic_of(consequence: Consequence) -> Topic:
    match consequence.effect:
        case Terminate() | RefundPrepaid():
            return Topic.ENDING
        case Forfeit(what="right"):
            return Topic.ENDING
        case OnlyGreatest() | CreditLapses():
            return Topic.LIMIT
        case _:
            return Topic.PROMISE


# --- facts -----------------------------------------------------------------------------------------------------------------------


def _facts(plan: Plan) -> Iterator[tuple[int, PlainFact]]:
    for duty in plan.duties:
        allowed = _allows(duty, plan)
        if allowed is not None:
            yield duty.place.line, allowed
    tabled = {one.line: one for one in credit_steps(plan) if not one.choices}
    for consequence in plan.consequences:
        effect = consequence.effect
        if not isinstance(effect, Pay):
            continue
        yield consequence.place.line, Gets(effect.payer, effect.payee, effect.verb, effect.amount)
        if consequence.place.line in tabled:
            rungs = _rungs(consequence, effect, plan)
            if rungs is not None:
                yield consequence.place.line, rungs
    for rule in plan.rules:
        if isinstance(rule, Cap) and rule.scope == "all credits" and rule.verb == "credit":
            yield rule.place.line, Ceiling(rule.spec, rule.limit)


def _allows(duty: Duty, plan: Plan) -> Allows | None:
    """Of a level that a share of time has to keep in each month."""
    level = duty.kind
    if not isinstance(level, Level) or level.window != _MONTH or duty.modality != "shall":
        return None
    share = share_of_time(level.measure, plan)
    if share is None or not isinstance(share.period, NamedPeriod):
        return None
    asked = [(", ".join(value for _, value in which), comparison) for which, comparison in level.by_choice]
    if level.comparison is not None:
        asked = [("", level.comparison)]
    found = []
    for choice, comparison in asked:
        wanted = (Comparator.AT_LEAST,) if share.outside else (Comparator.AT_MOST,)
        bounds = [b for b in comparison.bounds if b.comparator in wanted]
        if len(bounds) != 1 or len(comparison.bounds) != 1:
            return None
        limit = _quantity(bounds[0].limit, plan)
        if limit is None:
            return None
        found.append((choice, _seconds(limit.value, share)))
    return Allows(share.period.name, share.outside, tuple(found))


def _quantity(limit: Quantity | str, plan: Plan) -> Quantity | None:
    if isinstance(limit, Quantity):
        return limit
    return next((one.value for one in plan.form_values if one.name == limit), None)


def _seconds(value: Fraction, share: ShareOfTime) -> Fraction:
    return (1 - value if share.outside else value) * _THIRTY_DAYS


def _rungs(consequence: Consequence, effect: Pay, plan: Plan) -> Rungs | None:
    """None where the table is no ladder: it has holes, or its credits go up and down."""
    steps = next(one for one in credit_steps(plan) if one.line == consequence.place.line)
    table = _table(effect.amount)
    if steps.counted or table is None:
        return None
    reached = [one for one in steps.between if one is not None]
    if len(reached) < 2 or None in steps.at or None in steps.between[1:-1]:
        return None
    falling = reached[0] > reached[-1]
    share = share_of_time(table.measure, plan) if table.measure is not None else None
    found: list[Rung] = []
    order = range(len(steps.limits) - 1, -1, -1) if falling else range(len(steps.limits))
    for n in order:
        better, worse = (
            (steps.between[n + 1], steps.between[n]) if falling else (steps.between[n], steps.between[n + 1])
        )
        here = steps.at[n]
        if better is None and here == 0:
            better = here  # the best that the measure reaches is this limit
        if here is None or worse is None or better is None or worse < better or here not in (better, worse):
            return None
        if worse != better:
            seconds = _seconds(steps.limits[n], share) if share is not None else None
            found.append(Rung(steps.limits[n], here == worse, worse, seconds))
    if not found:
        return None
    period = share.period.name if share is not None and isinstance(share.period, NamedPeriod) else ""
    level = _of_months(consequence, plan)
    return Rungs(
        measure_words(table.measure) if table.measure is not None else "", steps.unit,
        period if level else "", share.outside if share is not None else False, falling, tuple(found),
        effect.payer, effect.payee, effect.verb, _base(effect.amount), steps.money,
    )  # fmt: skip


def _of_months(consequence: Consequence, plan: Plan) -> bool:
    """Whether it is measured in months."""
    specs = [one for one in nodes(consequence.trigger) if isinstance(one, WindowSpec)]
    name = getattr(consequence.trigger, "duty", "")
    specs += [
        one.kind.window for one in plan.duties if one.name == name and isinstance(one.kind, Level) and one.kind.window
    ]
    return specs == [_MONTH]


def _table(amount: Amount) -> Bands | None:
    return next((one for one in nodes(amount) if isinstance(one, Bands)), None)


def _base(amount: Amount) -> Amount | None:
    return getattr(amount, "base", None)
