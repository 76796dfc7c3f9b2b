"""Caps and the credits under them, as far as both are shares of one fee for one month."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sladsl.checks.plan import Plan
from sladsl.findings import Place
from sladsl.model.consequences import (
    AllFees,
    Amount,
    AtLeastAmount,
    Bands,
    Cap,
    CapScope,
    Consequence,
    Fee,
    FixedAmount,
    FromTable,
    OnMiss,
    Pay,
    ShareOf,
    ThatAmount,
    UpToAmount,
)
from sladsl.model.moments import WindowKind, WindowUnit
from sladsl.model.node import nodes
from sladsl.node import node

CAPPED = {"credit": "credits", "refund": "refunds", "pay": "payments"}
"""What a cap holds for, by the verb of what is due."""


@node
class Cut:
    """What a cap leaves of a consequence, as a share of the consequence's own base."""

    consequence: Consequence
    ratio: Fraction
    place: Place


def cuts(plan: Plan) -> Iterator[Cut]:
    """Every cap whose base is the base of the consequence under it; others cannot be compared before the fees are known."""
    for consequence in plan.consequences:
        if not isinstance(consequence.effect, Pay):
            continue
        amount = consequence.effect.amount
        if isinstance(amount, UpToAmount):
            ratio = share_of(amount.limit, base_of(amount.amount), plan)
            if ratio is not None:
                yield Cut(consequence, ratio, consequence.place)
        for cap in plan.rules:
            if isinstance(cap, Cap) and covers(cap, consequence):
                ratio = share_of(cap.limit, base_of(amount), plan)
                if ratio is not None:
                    yield Cut(consequence, ratio, cap.place)


def covers(cap: Cap, consequence: Consequence) -> bool:
    """Whether a cap for each month holds for the credits of this consequence."""
    monthly = cap.spec is not None and cap.spec.unit is WindowUnit.MONTH and cap.spec.count == 1
    in_scope = cap.scope is CapScope.ALL or (cap.scope is CapScope.CLAUSE and cap.subject == consequence.clause)
    return monthly and in_scope and caps_what_is_paid(cap, consequence)


def caps_what_is_paid(cap: Cap, consequence: Consequence) -> bool:
    """Whether the consequence is a credit, a refund or a payment, as the cap says, and by the party of which it speaks."""
    effect = consequence.effect
    return isinstance(effect, Pay) and effect.verb == cap.verb and cap.payer in ("", effect.payer)


def base_of(amount: Amount | None) -> Amount | None:
    match amount:
        case UpToAmount(amount=inner) | AtLeastAmount(amount=inner):
            return base_of(inner)
        case FromTable(base=base) | ShareOf(base=base):
            return base
        case _:
            return None


def share_of(limit: Amount, base: Amount | None, plan: Plan) -> Fraction | None:
    """The limit as a share of the base; all fees are the fee of the only service."""
    ratio, of = (limit.ratio, limit.base) if isinstance(limit, ShareOf) else (Fraction(1), limit)
    if base is None:
        return None
    if isinstance(of, ThatAmount) or of == base:
        return ratio
    alone = len(plan.services) == 1 and not plan.services[0].each
    return ratio if alone and isinstance(of, AllFees) and isinstance(base, Fee) and of.window == base.window else None


def most(consequence: Consequence, plan: Plan) -> Fraction | None:
    """The most that a consequence gives in a month, as a share of all fees; None where it has no such bound."""
    if not isinstance(consequence.trigger, OnMiss) or not isinstance(consequence.effect, Pay):
        return None
    alone = len(plan.services) == 1 and not plan.services[0].each
    duty = next((d for d in plan.duties if d.name == consequence.trigger.duty), None)
    window = getattr(duty.kind, "window", None) if duty is not None else None
    once = (
        window is not None
        and window.unit is WindowUnit.MONTH
        and window.kind is not WindowKind.FISCAL
        and window.count == 1
    )
    base = base_of(consequence.effect.amount)
    if not once or not isinstance(base, AllFees | Fee) or (isinstance(base, Fee) and not alone):
        return None
    amount = consequence.effect.amount
    inner = amount.amount if isinstance(amount, UpToAmount) else amount
    if isinstance(inner, ShareOf):
        return inner.ratio
    cells = [cell for n in nodes(inner) if isinstance(n, Bands) for row in n.rows for cell in row.cells]
    if any(not isinstance(c, ShareOf | None) for c in cells) or any(isinstance(c, FixedAmount) for c in cells):
        return None
    return max((c.ratio for c in cells if isinstance(c, ShareOf)), default=None)


def what_is_due_instead(cap: Cap, plan: Plan) -> str:
    """What to write where the clauses do not give what is capped; "" where they give nothing."""
    given = [c.effect for c in plan.consequences if isinstance(c.effect, Pay)]
    of_clause = [c.effect for c in plan.consequences if isinstance(c.effect, Pay) and c.clause == cap.subject]
    other = next(iter(of_clause if cap.scope is CapScope.CLAUSE else given), None)
    if other is None:
        return ""
    return f'What is due here is called otherwise: write "{_SUBJECTS[other.verb].format(other.payer)} … shall not exceed …".'


_SUBJECTS = {"credit": "Credits", "refund": "Refunds", "pay": "Payments by {}"}
